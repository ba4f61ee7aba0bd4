// Any bytes as district.yaml: a District or an error, never a crash.
#include <stddef.h>
#include <stdint.h>

#include "base/district.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *arena;
    Err err;
    District district;
    if (!arena) arena = arena_open();
    arena_reset(arena);
    if (district_parse(arena, (const char *)data, size, "f", &district, &err) && district.schema != 1) __builtin_trap();
    return 0;
}
