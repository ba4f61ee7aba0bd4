#include "gep/cache.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/text.h"

static const char *cache_folder(Arena *arena)
{
    const char *own = getenv("QINGSHAN_CACHE"), *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (own != NULL && own[0] != '\0') return text_equal(own, "off") ? NULL : own;
    if (cache != NULL && cache[0] == '/') return file_join(arena, cache, "qingshan");
    return home != NULL && home[0] == '/' ? file_join(arena, home, ".cache/qingshan") : NULL;
}

const char *cache_path(Arena *arena, const char *name)
{
    const char *folder = cache_folder(arena);
    return folder == NULL ? NULL : file_join(arena, folder, name);
}

bool cache_ready(Arena *arena)
{
    Err err;
    const char *folder = cache_folder(arena);
    return folder != NULL && file_make_folders(folder, &err);
}
