// file_path.c - names of files and folders, and where the program's own data lie.
#include "base/file.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"

char *file_join(Arena *arena, const char *folder, const char *name)
{
    if (*name == '/' || *folder == '\0' || strcmp(folder, ".") == 0) return arena_text(arena, name);
    return arena_printf(arena, "%s%s%s", folder, text_ends(folder, "/") ? "" : "/", name);
}

char *file_folder(Arena *arena, const char *path)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/') size--; // "a/b/" is in "a"
    while (size > 0 && path[size - 1] != '/') size--;
    if (size == 0) return arena_text(arena, ".");
    while (size > 1 && path[size - 1] == '/') size--;
    return arena_text_size(arena, path, size);
}

const char *file_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

// Absolute and free of links; the last components need not exist yet. NULL with errno.
static char *canonical(Arena *arena, const char *path)
{
    char found[PATH_MAX];
    if (realpath(path, found)) return arena_text(arena, found);
    if (errno != ENOENT || strcmp(path, "/") == 0 || strcmp(path, ".") == 0) return NULL;
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/') size--;
    char *trimmed = arena_text_size(arena, path, size);
    char *folder = canonical(arena, file_folder(arena, trimmed));
    return folder ? file_join(arena, folder, file_base(trimmed)) : NULL;
}

// How many bytes of the two absolute names are common whole components, without the slash after them.
static size_t common_size(const char *a, const char *b)
{
    size_t common = 0, i = 0;
    for (;; i++) {
        bool end_a = a[i] == '/' || a[i] == '\0', end_b = b[i] == '/' || b[i] == '\0';
        if (end_a && end_b) common = i;
        if (a[i] != b[i] || a[i] == '\0') return common;
    }
}

static char *relative(Arena *arena, const char *from, const char *path)
{
    if (strcmp(from, "/") == 0) from = "";
    size_t common = common_size(from, path);
    StrBuf out = strbuf_open(arena);
    for (const char *at = from + common; *at; at++) {
        if (*at == '/') strbuf_add(&out, "../");
    }
    const char *rest = path + common;
    strbuf_add(&out, rest + (*rest == '/'));
    if (out.size == 0) return arena_text(arena, ".");
    if (out.size > 1 && out.data[out.size - 1] == '/') out.data[--out.size] = '\0'; // ".." rather than "../"
    return out.data;
}

bool file_relative(Arena *arena, const char *from, const char *path, char **out, Err *err)
{
    char *folder = canonical(arena, from);
    if (!folder) return err_set(err, ERR_IO, _("cannot find the folder %s: %s"), from, err_of_system(errno));
    char *target = canonical(arena, path);
    if (!target) return err_set(err, ERR_IO, _("cannot find %s: %s"), path, err_of_system(errno));
    *out = relative(arena, folder, target);
    return true;
}

static char *program_folder(Arena *arena)
{
    char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size < 0) return arena_text(arena, ".");
    path[size] = '\0';
    return file_folder(arena, path);
}

// In each folder from the program's upwards, and in its share/qingshan.
static char *find_above(Arena *arena, const char *name)
{
    enum { LEVELS = 8 };
    char *folder = program_folder(arena);
    for (int level = 0; level <= LEVELS; level++) {
        char *beside = file_join(arena, folder, name);
        if (file_exists(beside)) return beside;
        char *shared = file_join(arena, file_join(arena, folder, "share/qingshan"), name);
        if (file_exists(shared)) return shared;
        if (strcmp(folder, "/") == 0) return NULL;
        folder = file_folder(arena, folder);
    }
    return NULL;
}

bool file_program_data(Arena *arena, const char *name, char **out, Err *err)
{
    const char *data = getenv("QINGSHAN_DATA");
    if (data && *data) {
        *out = file_join(arena, data, name);
        if (file_exists(*out)) return true;
    }
    *out = find_above(arena, name);
    if (*out) return true;
    return err_set(err, ERR_MISSING,
                   _("the program's own folder \"%s\" is not there; reinstall, or set QINGSHAN_DATA to the folder that "
                     "holds it"),
                   name);
}
