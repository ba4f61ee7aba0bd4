// class_table.h - a class map's codes looked up in a table: soil number -> sand, silt, clay.
#ifndef QINGSHAN_LAND_CLASS_TABLE_H
#define QINGSHAN_LAND_CLASS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/district.h"
#include "base/err.h"
#include "land/table.h"

typedef struct ClassValue {
    long code;
    double value; // NaN where the cell is missing
} ClassValue;

typedef struct ClassTable { // sorted by code
    size_t count;
    const ClassValue *values;
} ClassTable;

// The values of one column of entry's table (read from `path`): key entry->key, list cells ("12-13-9") split at
// entry->split, part entry->part. Numbers stand as written, in the column's own unit. ERR_INPUT: unknown column, a key
// that is no whole number, duplicate keys, a part that is not there.
MUST_CHECK bool class_table_read(Arena *arena, const char *path, const ClassTableEntry *entry, const char *column,
                                 ClassTable *out, Err *err);
// The pure function behind it, on a table that was read.
MUST_CHECK bool class_table_parse(Arena *arena, const Table *table, const ClassTableEntry *entry, const char *column,
                                  ClassTable *out, Err *err);
// NaN when the code has no row, or no value in it.
double class_table_value(const ClassTable *table, long code);
// ERR_MISSING that lists those of a map's codes that have no row.
MUST_CHECK bool class_table_cover(const ClassTable *table, const ClassTableEntry *entry, const long *codes,
                                  size_t count, Err *err);

#endif
