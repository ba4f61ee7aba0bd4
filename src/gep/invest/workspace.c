#include "gep/invest/workspace.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

#define WORK_PREFIX ".qingshan-"

struct Workspace {
    Arena *arena;
    const char *path, *work;
    bool made; // by us
};

// What a killed run left is of no use to anyone.
static void remove_stale(Workspace *workspace)
{
    char **names;
    size_t count;
    int64_t process;
    if (!file_list(workspace->arena, workspace->path, &names, &count, NULL)) return;
    for (size_t i = 0; i < count; i++) {
        if (!text_starts(names[i], WORK_PREFIX)) continue;
        if (!text_to_int64(names[i] + strlen(WORK_PREFIX), &process) || process <= 0) continue;
        bool alive = kill((pid_t)process, 0) == 0 || errno != ESRCH;
        if (alive && process != getpid()) continue;
        bool gone = file_remove_tree(file_join(workspace->arena, workspace->path, names[i]), NULL);
        (void)gone; // it costs room, no more
    }
}

bool workspace_open(const char *path, Workspace **out, Err *err)
{
    Arena *arena = arena_open();
    Workspace *workspace = arena_alloc(arena, sizeof *workspace);
    *workspace = (Workspace){.arena = arena, .path = arena_text(arena, path), .made = !file_exists(path)};
    workspace->work = arena_printf(arena, "%s/%s%d", path, WORK_PREFIX, (int)getpid());
    bool done = true;
    if (!workspace->made && !file_is_folder(path))
        done = err_set(err, ERR_REFUSED, _("%s is a file; name a folder for the output"), path);
    if (done && !workspace->made) remove_stale(workspace);
    done = done && file_make_folders(workspace->work, err);
    if (done) {
        *out = workspace;
    } else {
        arena_close(arena);
    }
    return done;
}

bool workspace_place(Workspace *workspace, const char *name, const char **out, Err *err)
{
    *out = file_join(workspace->arena, workspace->work, name);
    return file_make_folders(file_folder(workspace->arena, *out), err);
}

static bool move_file(Workspace *workspace, const char *from, const char *to, Err *err)
{
    if (file_is_folder(to)) return err_set(err, ERR_REFUSED, _("%s is a folder; a result has its name"), to);
    if (rename(from, to) != 0) return err_set(err, ERR_IO, _("%s: cannot be written: %s"), to, err_of_system(errno));
    unlink(arena_printf(workspace->arena, "%s.aux.xml", to));
    unlink(arena_printf(workspace->arena, "%s.ovr", to));
    return true;
}

static bool move_all(Workspace *workspace, const char *from, const char *to, Err *err) // NOLINT(misc-no-recursion)
{
    char **names;
    size_t count;
    if (!file_list(workspace->arena, from, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const char *source = file_join(workspace->arena, from, names[i]);
        const char *target = file_join(workspace->arena, to, names[i]);
        bool done = file_is_folder(source) ? file_make_folders(target, err) && move_all(workspace, source, target, err)
                                           : move_file(workspace, source, target, err);
        if (!done) return false;
    }
    return true;
}

bool workspace_commit(Workspace *workspace, Err *err)
{
    workspace->made = false;
    return move_all(workspace, workspace->work, workspace->path, err);
}

void workspace_close(Workspace *workspace)
{
    if (!workspace) return;
    bool gone = file_remove_tree(workspace->work, NULL);
    (void)gone;
    if (workspace->made) rmdir(workspace->path); // only when it is empty
    arena_close(workspace->arena);
}
