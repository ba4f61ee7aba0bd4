// Any bytes as a table of parameters: rows or findings, never a crash; lookups hold what they promise.
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "gep/params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_lookup(Arena *arena, const Params *params, const ParamRow *row)
{
    double price;
    int from_year;
    bool indexed;
    const ParamRow *found = params_find(params, row->id, row->ecosystem, row->key, row->from);
    if (found && !(found->from <= row->from && row->from < found->to)) __builtin_trap();
    Bands bands = params_bands(arena, params, row->id, row->ecosystem, row->key);
    if (bands.count > 0) (void)bands_value(&bands, row->value);
    params_price(params, row->id, row->ecosystem, row->key, 2020, &price, &from_year, &indexed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *arena;
    if (!arena) arena = arena_open();
    arena_reset(arena);
    Findings findings = findings_open(arena);
    Params params = {.arena = arena, .region = "500154", .year = 2020};
    bool ok = params_parse(&params, (const char *)data, size, "f.csv", 1, &findings);
    if (ok != (findings.error_count == 0)) __builtin_trap();
    params_check(&params, &findings);
    for (size_t i = 0; i < params.count && i < 16; i++) check_lookup(arena, &params, &params.rows[i]);
    return 0;
}
