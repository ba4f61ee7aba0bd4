// drivers.h - what moved: district means of maps and stations, and which land became which.
//
// They do not enter the split; they tell a reader what stands behind it.
#ifndef QINGSHAN_GEP_EXPLAIN_DRIVERS_H
#define QINGSHAN_GEP_EXPLAIN_DRIVERS_H

#include "gep/explain/pair.h"

typedef struct Driver { // an input that both accounts read as a map or from stations
    const char *id, *name_zh, *name_en;
    const char *unit; // of the year: months are summed where the unit is of a month, else their mean is taken
    Cause cause;
    double mean[2];    // over the district, weighted by area; NaN where nothing is known
    unsigned services; // bit k: plan->services[k] of the second account stands on it
} Driver;

typedef struct Transition {
    const char *from, *to; // class codes; "" land without a class
    const char *from_zh, *from_en, *to_zh, *to_en;
    double area_m2;
} Transition;

typedef struct Drivers {
    size_t count;
    const Driver *items;
    size_t transition_count; // largest first; those that stayed are not among them
    const Transition *transitions;
} Drivers;

// One sweep over the land of both. Lives on pair->arena.
MUST_CHECK bool drivers_find(const Pair *pair, int jobs, Drivers *out, Err *err);

#endif
