// golden_fuzz.c - any bytes are a golden file or are refused with a line number.
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "gep/formulas/golden.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    GoldenFile file;
    Err err = {0};
    if (golden_parse(arena, (const char *)data, size, "fuzz.golden", &file, &err)) {
        for (size_t i = 0; i < file.count; i++) {
            assert(file.cases[i].expect_count > 0 && file.cases[i].tolerance >= 0);
        }
    } else {
        assert(err.code == ERR_INPUT && strncmp(err.text, "fuzz.golden", 11) == 0);
    }
    arena_close(arena);
    return 0;
}
