// station_internal.h - what the files of station*.c share.
#ifndef QINGSHAN_LAND_STATION_INTERNAL_H
#define QINGSHAN_LAND_STATION_INTERNAL_H

#include "land/station.h"

// What a variable's values may be.
typedef struct VariableRule {
    const char *variable;
    const char *units; // accepted, the first one being ours
    double low, high;
} VariableRule;
const VariableRule *station_rule(const char *variable); // NULL when there is none

// The sites with these ids (sorted), with name, place and height from their table (NULL: none).
MUST_CHECK bool station_sites(Arena *arena, const Table *table, const char *const *ids, size_t count,
                              const Crs *grid_crs, Site **out, Err *err);

#endif
