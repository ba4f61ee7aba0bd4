// land_test.h - the real data that some tests read: $QINGSHAN_SHARED or its data folder, else shared/data beside a
// folder above this one.
#ifndef QINGSHAN_LAND_LAND_TEST_H
#define QINGSHAN_LAND_LAND_TEST_H

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

// The path of a file of the real data, or NULL when it is not on this machine; then the test skips itself.
static inline char *shared_file(Arena *arena, const char *name)
{
    char here[4096];
    const char *given = getenv("QINGSHAN_SHARED");
    if (given) {
        char *path = file_join(arena, given, name);
        if (!file_exists(path)) path = file_join(arena, file_join(arena, given, "data"), name);
        return file_exists(path) ? path : NULL;
    }
    if (!getcwd(here, sizeof here)) return NULL;
    for (char *folder = here; folder[0] && folder[1]; folder = file_folder(arena, folder)) {
        char *path = file_join(arena, file_join(arena, folder, "../shared/data"), name);
        if (file_exists(path)) return path;
    }
    return NULL;
}

#endif
