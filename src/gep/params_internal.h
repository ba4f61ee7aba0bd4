// params_internal.h - between the files params*.c only.
#ifndef QINGSHAN_GEP_PARAMS_INTERNAL_H
#define QINGSHAN_GEP_PARAMS_INTERNAL_H

#include "gep/params.h"

// Are both rows about the same thing: id, ecosystem, key and region?
bool param_same_thing(const ParamRow *a, const ParamRow *b);
bool param_is_band(const ParamRow *row);
// "methods/parameters/soil.csv row 7"
const char *param_where(Arena *arena, const ParamRow *row);

// Takes rows in: they replace those of their rank that earlier files gave for the same. Keeps params sorted.
void params_take(Params *params, const ParamRow *rows, size_t count);

#endif
