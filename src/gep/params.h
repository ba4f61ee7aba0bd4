// params.h - parameter rows: every number that varies by place, class, year, price or standard.
//
// Columns: id, ecosystem, key, from, to, value, low, high, dist, unit, price_year, region, source, clause, status,
// valid_from, valid_to. status: verified, unverified (recalled, not read in its source), district (a district's own
// row), demo. A row with from/to is a band [from, to); the bands of one (id, ecosystem, key, region) must neither
// overlap nor leave gaps. Later files override: a district's row replaces the profile's row for the same (id,
// ecosystem, key, price_year) and must name a source.
#ifndef QINGSHAN_GEP_PARAMS_H
#define QINGSHAN_GEP_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/classes.h"
#include "gep/finding.h"

typedef struct ParamRow {
    const char *id, *ecosystem, *key, *dist, *unit, *region, *source, *clause, *status;
    double from, to;          // -inf, +inf when not a band
    double value, low, high;  // low, high NaN when absent
    int price_year;           // 0 when not a price
    int valid_from, valid_to; // years; 0 and 9999 when open
    const char *file;         // where it stands
    int row_number;
    int rank; // 0 profile, 1 district
} ParamRow;

typedef struct Params {
    Arena *arena;
    size_t count, capacity;
    ParamRow *rows; // sorted by (id, ecosystem, key, region, rank, price_year, valid_from, from)
    const char
        *region; // the district's code: "500154" matches rows with region "", "50", "5001", "500154"; the longest wins
    int year;
} Params;

// All faults of a table go to findings (with file and row); false when there was an ERROR.
bool params_read(Params *params, const char *path, const char *sheet, int rank, Findings *findings);
// The pure function behind it, for a table's text as CSV.
bool params_parse(Params *params, const char *csv, size_t size, const char *name, int rank, Findings *findings);
bool params_check(const Params *params,
                  Findings *findings); // bands: overlaps, gaps; units of one id agree; low <= value <= high
// Every row's ecosystem is a class.
bool params_check_classes(const Params *params, const EcoClasses *classes, Findings *findings);

// The most specific row for a class (longest ecosystem pattern that holds it), key ("" or a name) and band value x
// (NaN: rows that are not bands). rank 1 before rank 0, then ecosystem, then region. NULL when there is none.
const ParamRow *params_find(const Params *params, const char *id, const char *ecosystem, const char *key, double x);
bool params_has(const Params *params, const char *id);

// A step function of one class: value of the band that holds x; NaN where there is none.
typedef struct Bands {
    size_t count;
    const double *from; // ascending; band i is [from[i], to[i])
    const double *to;
    const double *value;
    const ParamRow *const *rows;
} Bands;
Bands params_bands(Arena *arena, const Params *params, const char *id, const char *ecosystem, const char *key);
double bands_value(const Bands *bands, double x);

// A price in the money of `year`: the row with that price_year; else the latest earlier one (or the earliest later one)
// moved by the index rows "price_index" (price_year, value; 100 = any base) when both years are there, else as it
// stands. *from_year is the row's year, *indexed whether it was moved.
const ParamRow *params_price(const Params *params, const char *id, const char *ecosystem, const char *key, int year,
                             double *price, int *from_year, bool *indexed);

#endif
