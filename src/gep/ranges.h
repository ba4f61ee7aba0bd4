// ranges.h - what a map's values and a parameter can be: outside is impossible (refused) or unusual (a doubt).
//
// Data: methods/ranges.csv, one row an input (an InputNeed's id) and one a parameter id; it is also the list of all
// parameter ids that the program knows.
#ifndef QINGSHAN_GEP_RANGES_H
#define QINGSHAN_GEP_RANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/finding.h"
#include "gep/params.h"

typedef struct Range {
    const char *id;
    bool is_parameter;
    double impossible_below, unusual_below, unusual_above, impossible_above; // without limit: -inf, inf
    double low, high;                                                        // the narrower of the two on each side
    const char *reason_zh, *reason_en;
} Range;

typedef struct Ranges {
    size_t count;
    const Range *items;
} Ranges;

MUST_CHECK bool ranges_read(Arena *arena, const char *methods_folder, Ranges *out, Err *err);
const Range *ranges_input(const Ranges *ranges, const char *id);     // NULL: without a row
const Range *ranges_parameter(const Ranges *ranges, const char *id); // NULL: no such parameter

typedef struct Outside { // values of one input outside low..high
    size_t count;
    double least, most; // of those values
} Outside;

// Adds to `outside` what lies outside; NaN is not looked at.
void range_look(const Range *range, const double *values, size_t count, Outside *outside);
void outside_add(Outside *to, const Outside *from); // least and most count only where count > 0
// A finding where anything is outside: ERROR where a value is impossible, else DOUBT. `where`: the file.
bool range_finding(const Range *range, const Outside *outside, const char *where, Findings *findings);
// Every row's value; an id without a row is a doubt that names the nearest one.
bool ranges_check_params(const Ranges *ranges, const Params *params, Findings *findings);

#endif
