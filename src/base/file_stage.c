// file_stage.c - an output folder that appears whole or not at all.
//
// A Stage holds a lock (flock) on its folder while it lives, so that what a dead run left can be told from what a
// living one is writing, even when both are number 1 of their container.
#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"

struct Stage {
    Arena *arena;
    char *path;   // what it will be; free of links when it is there already
    char *work;   // what it is until then
    char *marker; // the file that shows a folder to be ours
    const char *const *ours;
    int lock; // the open work folder
    bool committed;
};

static char *without_slashes(Arena *arena, const char *path)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/') size--;
    return arena_text_size(arena, path, size);
}

static char *target_path(Arena *arena, const char *path)
{
    char found[PATH_MAX];
    return realpath(path, found) ? arena_text(arena, found) : without_slashes(arena, path);
}

static bool is_ours(const Stage *stage, const char *name)
{
    for (const char *const *ours = stage->ours; *ours; ours++) {
        if (text_equal(*ours, name)) return true;
    }
    return false;
}

static bool check_names(const Stage *stage, char *const *names, size_t count, Err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (is_ours(stage, names[i])) continue;
        return err_set(
            err, ERR_REFUSED,
            _("%s also holds %s, which is no output of this program and would be lost; name another folder, or "
              "move it away"),
            stage->path, names[i]);
    }
    return true;
}

// What is replaced goes away under whoever stands in it.
static bool check_not_here(const Stage *stage, Err *err)
{
    char here[PATH_MAX];
    size_t size = strlen(stage->path);
    if (getcwd(here, sizeof here) == NULL || !text_starts(here, stage->path)) return true;
    if (here[size] != '\0' && here[size] != '/' && stage->path[size - 1] != '/') return true;
    return err_set(
        err, ERR_REFUSED,
        _("%s is the folder that you are in, or holds it, and would be replaced; name another folder for the "
          "output, such as ./result"),
        stage->path);
}

static bool check_replaceable(Stage *stage, Err *err)
{
    if (!file_exists(stage->path)) return true;
    if (!file_is_folder(stage->path)) {
        return err_set(err, ERR_REFUSED, _("%s is a file; name a folder for the output"), stage->path);
    }
    char **names;
    size_t count;
    if (!file_list(stage->arena, stage->path, &names, &count, err)) return false;
    if (count == 0) return true;
    if (file_exists(file_join(stage->arena, stage->path, stage->marker))) return check_names(stage, names, count, err);
    return err_set(
        err, ERR_REFUSED,
        _("%s holds files that are not an earlier output (there is no %s in it), and they would be lost; name "
          "another folder, or empty this one"),
        stage->path, stage->marker);
}

int file_hold(const char *path)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(file);
        return -1;
    }
    return file; // without the lock on a file system that has none
}

static bool is_alive(int64_t process)
{
    if (process == getpid()) return false; // then the lock tells
    return kill((pid_t)process, 0) == 0 || errno != ESRCH;
}

// What cannot be removed costs room, no more.
static void remove_quietly(const char *path)
{
    bool removed = file_remove_tree(path, NULL);
    (void)removed;
}

static bool is_stale(Arena *arena, const char *path, const char *number, const char *end, int64_t *process)
{
    size_t size = strlen(number), end_size = strlen(end);
    if (size <= end_size || !text_ends(number, end)) return false;
    const char *digits = arena_text_size(arena, number, size - end_size);
    if (!text_to_int64(digits, process) || *process <= 0 || *process > INT_MAX || is_alive(*process)) return false;
    int held = file_hold(path);
    if (held < 0) return false;
    close(held);
    return true;
}

size_t file_find_stale(Arena *arena, const char *path, const char *mark, const char *end, int64_t **processes)
{
    char **names, *folder = file_folder(arena, path), *start = arena_printf(arena, "%s%s", file_base(path), mark);
    size_t count, found = 0;
    Err ignored;
    if (!file_list(arena, folder, &names, &count, &ignored)) return 0;
    *processes = arena_array(arena, count, sizeof **processes);
    for (size_t i = 0; i < count; i++) {
        if (!text_starts(names[i], start)) continue;
        const char *number = names[i] + strlen(start);
        if (is_stale(arena, file_join(arena, folder, names[i]), number, end, &(*processes)[found])) found++;
    }
    return found;
}

static void remove_stale(Stage *stage)
{
    int64_t *processes;
    size_t count = file_find_stale(stage->arena, stage->path, ".partial-", "", &processes);
    for (size_t i = 0; i < count; i++)
        remove_quietly(arena_printf(stage->arena, "%s.partial-%d", stage->path, (int)processes[i]));
}

static bool in_use(const Stage *stage, Err *err)
{
    return err_set(err, ERR_REFUSED, _("another run is writing to %s; wait for it, or name another folder"),
                   stage->path);
}

static bool make_work(Stage *stage, Err *err)
{
    if (!file_make_folders(file_folder(stage->arena, stage->path), err)) return false;
    remove_stale(stage);
    if (mkdir(stage->work, 0777) != 0) {
        if (errno == EEXIST) return in_use(stage, err);
        return err_set(err, ERR_IO, _("cannot make the folder %s: %s"), stage->work, err_of_system(errno));
    }
    stage->lock = file_hold(stage->work);
    return stage->lock >= 0 || in_use(stage, err);
}

bool stage_open(const char *path, const char *marker, const char *const *ours, Stage **out, Err *err)
{
    Arena *arena = arena_open();
    Stage *stage = arena_alloc(arena, sizeof *stage);
    *stage = (Stage){.arena = arena,
                     .path = target_path(arena, path),
                     .marker = arena_text(arena, marker),
                     .ours = ours,
                     .lock = -1};
    stage->work = arena_printf(arena, "%s.partial-%d", stage->path, (int)getpid());
    if (!check_not_here(stage, err) || !check_replaceable(stage, err) || !make_work(stage, err)) {
        arena_close(arena);
        return false;
    }
    *out = stage;
    return true;
}

const char *stage_path(const Stage *stage)
{
    return stage->work;
}

// Without an atomic exchange: for a moment there is nothing at the path.
static bool swap_in_steps(const Stage *stage)
{
    char *aside = arena_printf(stage->arena, "%s.old", stage->work);
    if (rename(stage->path, aside) != 0) return false;
    bool ok = rename(stage->work, stage->path) == 0;
    int error = errno;
    rename(aside, ok ? stage->work : stage->path);
    errno = error;
    return ok;
}

// Puts the work in place; what was there before, if anything, is then at stage->work. false with errno.
static bool swap_in(const Stage *stage)
{
    if (rename(stage->work, stage->path) == 0) return true; // there was nothing, or an empty folder
    if (errno != ENOTEMPTY && errno != EEXIST) return false;
    if (renameat2(AT_FDCWD, stage->work, AT_FDCWD, stage->path, RENAME_EXCHANGE) == 0) return true;
    return (errno == EINVAL || errno == ENOSYS) && swap_in_steps(stage);
}

static void sync_parent(const Stage *stage)
{
    int folder = open(file_folder(stage->arena, stage->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    fsync(folder); // some file systems cannot
    close(folder);
}

bool stage_commit(Stage *stage, Err *err)
{
    assert(!stage->committed);
    assert(file_exists(file_join(stage->arena, stage->work, stage->marker)));
    if (!check_replaceable(stage, err)) return false;
    if (syncfs(stage->lock) != 0 || !swap_in(stage)) {
        return err_set(err, ERR_IO, _("cannot put the output in place at %s: %s"), stage->path, err_of_system(errno));
    }
    sync_parent(stage);
    stage->committed = true;
    return true;
}

void stage_close(Stage *stage)
{
    if (!stage) return;
    remove_quietly(stage->work); // after a commit: what it replaced
    close(stage->lock);
    arena_close(stage->arena);
}
