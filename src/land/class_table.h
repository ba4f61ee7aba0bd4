// class_table.h - a class map's codes looked up in a table: soil number -> sand, silt, clay.
#ifndef QINGSHAN_LAND_CLASS_TABLE_H
#define QINGSHAN_LAND_CLASS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/district.h"
#include "base/err.h"

typedef struct ClassValue {
    long code;
    double value; // NaN where the cell is missing
} ClassValue;

typedef struct ClassTable { // sorted by code
    size_t count;
    const ClassValue *values;
} ClassTable;

// The values of one column of entry's table (read from `path`): key entry->key, list cells ("12-13-9") split at entry->split, part entry->part.
// ERR_INPUT: unknown column, a key that is no whole number, duplicate keys, a part that is not there.
MUST_CHECK bool class_table_read(Arena *arena, const char *path, const ClassTableEntry *entry, const char *column, ClassTable *out, Err *err);

#endif
