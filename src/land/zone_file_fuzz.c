// Any bytes as an index file. The checksum is made right first, or nothing behind it would ever be reached.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "land/zone_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *arena;
    if (!arena) arena = arena_open();
    arena_reset(arena);
    char *copy = arena_alloc(arena, size + 1);
    memcpy(copy, data, size);
    zone_file_seal(copy, size);
    ZoneFile file;
    Err err;
    if (zone_file_parse(arena, copy, size, &file, &err)) zone_index_close(file.index);
    return 0;
}
