#include "land/vector_files.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"

const char *const *vector_files(Arena *arena, const char *path, size_t *count)
{
    static const char *const sides[] = {".dbf", ".shx", ".prj", ".cpg"};
    enum { SIDES = sizeof sides / sizeof *sides };
    const char **files = arena_array(arena, SIDES + 1, sizeof *files);
    *count = 0;
    files[(*count)++] = path;
    for (size_t i = 0; text_ends(path, ".shp") && i < SIDES; i++) {
        const char *side = arena_printf(arena, "%.*s%s", (int)strlen(path) - 4, path, sides[i]);
        if (file_exists(side)) files[(*count)++] = side;
    }
    return files;
}

void vector_files_stamp(const char *path, uint64_t *bytes, uint64_t *changed_ns)
{
    Arena *arena = arena_open();
    size_t count;
    const char *const *files = vector_files(arena, path, &count);
    *bytes = *changed_ns = 0;
    for (size_t i = 0; i < count; i++) {
        struct stat about;
        if (stat(files[i], &about) != 0 || !S_ISREG(about.st_mode)) {
            *bytes = *changed_ns = 0;
            break;
        }
        uint64_t changed = (uint64_t)about.st_mtim.tv_sec * 1000000000u + (uint64_t)about.st_mtim.tv_nsec;
        *bytes += (uint64_t)about.st_size;
        *changed_ns = changed > *changed_ns ? changed : *changed_ns;
    }
    arena_close(arena);
}

bool vector_files_sm3(const char *path, char out[SM3_TEXT_SIZE], Err *err)
{
    Arena *arena = arena_open();
    size_t count;
    const char *const *files = vector_files(arena, path, &count);
    Sm3 *sm3 = sm3_open();
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        char one[SM3_TEXT_SIZE];
        done = sm3_of_file(files[i], one, NULL, err);
        if (done) sm3_add(sm3, one, sizeof one);
    }
    sm3_close(sm3, out);
    arena_close(arena);
    return done;
}
