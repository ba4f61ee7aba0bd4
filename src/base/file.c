// file.c - whole files and folders. (Paths: file_path.c; output folders: file_stage.c.)
#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"

static bool fail(Err *err, const char *message, const char *path)
{
    ErrCode code = errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;
    return err_set(err, code, message, path, err_of_system(errno));
}

// Adds what is left of an open file to the text; `expected` is a hint. false with errno.
static bool read_all(Arena *arena, int file, size_t expected, char **data, size_t *size)
{
    size_t capacity = expected + 1; // one more shows the end without another round
    char *buffer = arena_alloc(arena, capacity);
    *size = 0;
    for (;;) {
        buffer = arena_grow(arena, buffer, *size, &capacity, 1);
        ssize_t got = read(file, buffer + *size, capacity - *size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) break;
        *size += (size_t)got;
    }
    buffer[*size] = '\0'; // arena_grow left room for one
    *data = buffer;
    return true;
}

bool file_read(Arena *arena, const char *path, char **data, size_t *size, Err *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail(err, _("cannot open %s: %s"), path);
    struct stat status;
    bool ok = fstat(file, &status) == 0;
    size_t expected = ok && status.st_size > 0 ? (size_t)status.st_size : 0;
    ok = ok && read_all(arena, file, expected, data, size);
    if (!ok) fail(err, _("cannot read %s: %s"), path);
    close(file);
    return ok;
}

static bool write_all(int file, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t put = write(file, data, size);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        data += put;
        size -= (size_t)put;
    }
    return true;
}

static bool write_new(const char *path, const void *data, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return false;
    bool ok = write_all(file, data, size) && fsync(file) == 0;
    int error = errno;
    if (close(file) != 0 && ok) {
        error = errno;
        ok = false;
    }
    errno = error;
    return ok;
}

// The name in the folder is on the disk only when the folder is.
static bool sync_folder_of(Arena *arena, const char *path)
{
    int folder = open(file_folder(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return false;
    bool ok = fsync(folder) == 0 || errno == EINVAL; // some file systems cannot
    int error = errno;
    close(folder);
    errno = error;
    return ok;
}

static bool write_and_rename(Arena *arena, const char *path, const void *data, size_t size)
{
    static atomic_uint serial;
    char *temporary = arena_printf(arena, "%s.tmp-%d-%u", path, (int)getpid(), atomic_fetch_add(&serial, 1));
    bool ok = write_new(temporary, data, size) && rename(temporary, path) == 0;
    int error = errno;
    if (!ok) unlink(temporary);
    errno = error;
    return ok && sync_folder_of(arena, path);
}

bool file_write(const char *path, const void *data, size_t size, Err *err)
{
    Arena *arena = arena_open();
    bool ok = write_and_rename(arena, path, data, size);
    if (!ok) fail(err, _("cannot write %s: %s"), path);
    arena_close(arena);
    return ok;
}

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_special(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode);
}

bool file_is_same(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

static bool check_folder_of(const char *path, Err *err)
{
    Arena *arena = arena_open();
    const char *folder = file_folder(arena, path);
    bool there = file_is_folder(folder);
    if (!there)
        err_set(err, ERR_MISSING,
                _("%s cannot be written: the folder %s is not there. Make it, or name another place."), path, folder);
    arena_close(arena);
    return there;
}

bool file_check_output(const char *path, const char *const *inputs, size_t count, Err *err)
{
    if (path[0] == '\0') return err_set(err, ERR_REFUSED, _("the name of the file to write is empty."));
    if (file_is_folder(path))
        return err_set(err, ERR_REFUSED, _("%s is a folder; name a file in it for the output."), path);
    for (size_t i = 0; i < count; i++) {
        if (inputs[i] == NULL || !file_is_same(path, inputs[i])) continue;
        return err_set(err, ERR_REFUSED, _("%s is an input and would be lost; name another file for the output."),
                       path);
    }
    return check_folder_of(path, err);
}

bool file_make_folders(const char *path, Err *err)
{
    Arena *arena = arena_open();
    char *part = arena_text(arena, path);
    bool ok = true;
    for (char *at = part; ok && *at; at++) { // at each end of a component
        if (*at == '/' || (at[1] != '/' && at[1] != '\0')) continue;
        char after = at[1];
        at[1] = '\0';
        ok = mkdir(part, 0777) == 0 || file_is_folder(part);
        if (!ok) fail(err, _("cannot make the folder %s: %s"), part);
        at[1] = after;
    }
    arena_close(arena);
    return ok;
}

static bool remove_at(int folder, const char *name);

static bool remove_contents(int folder)
{
    DIR *listing = fdopendir(folder);
    if (!listing) {
        close(folder);
        return false;
    }
    bool ok = true;
    for (struct dirent *entry; ok && (errno = 0, entry = readdir(listing));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        ok = remove_at(dirfd(listing), entry->d_name);
    }
    int error = errno;
    closedir(listing);
    errno = error;
    return ok && error == 0;
}

// Links are removed, never followed.
static bool remove_at(int folder, const char *name)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT) return true;
    int error = errno;
    if (error != EISDIR && error != EPERM) return false;
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) {
        if (errno == ENOTDIR) errno = error; // a file that may not be removed
        return false;
    }
    return remove_contents(inner) && unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

bool file_remove_tree(const char *path, Err *err)
{
    return remove_at(AT_FDCWD, path) || fail(err, _("cannot remove %s: %s"), path);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool file_list(Arena *arena, const char *path, char ***names, size_t *count, Err *err)
{
    DIR *listing = opendir(path);
    if (!listing) return fail(err, _("cannot list the folder %s: %s"), path);
    size_t capacity = 0;
    *names = arena_grow(arena, NULL, 0, &capacity, sizeof **names);
    *count = 0;
    for (struct dirent *entry; (errno = 0, entry = readdir(listing));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        *names = arena_grow(arena, *names, *count, &capacity, sizeof **names);
        (*names)[(*count)++] = arena_text(arena, entry->d_name);
    }
    bool ok = errno == 0 || fail(err, _("cannot list the folder %s: %s"), path);
    closedir(listing);
    qsort(*names, *count, sizeof **names, compare_names);
    return ok;
}
