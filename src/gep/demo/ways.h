// ways.h - the cheapest ways over the lattice from several starts at once (Dijkstra).
#ifndef QINGSHAN_GEP_DEMO_WAYS_H
#define QINGSHAN_GEP_DEMO_WAYS_H

#include <stddef.h>

#include "base/arena.h"
#include "gep/demo/field2.h"

// What a step of length_m from one point to a neighbour costs.
typedef double WayCost(const void *context, int from, int to, double length_m);

typedef struct Ways {
    int *start; // which start a point belongs to
    int *next;  // the point before it on the way from there; a start: itself
    double *cost;
} Ways;

// starts[k] is a lattice point with cost head[k] (head NULL: 0) to begin with.
Ways ways_from(Arena *arena, const Field2 *lattice, size_t count, const int *starts, const double *head, WayCost *step,
               const void *context);

#endif
