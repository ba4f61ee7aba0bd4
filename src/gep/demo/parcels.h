// parcels.h - the land cut into parcels of a few hectares, each of one use. What a map shows is the parcel that a
// cell's middle lies in, so that the same fields and woods stand at every cell size.
#ifndef QINGSHAN_GEP_DEMO_PARCELS_H
#define QINGSHAN_GEP_DEMO_PARCELS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/demo/border.h"
#include "gep/demo/relief.h"

typedef struct Parcel {
    float x, y; // of its middle, m east and south of the first
    float elevation_m, slope_deg;
    bool near;      // in the district or within its surroundings
    uint8_t use[2]; // Use (cover.h), by DemoYear
} Parcel;

typedef struct Parcels {
    double x0, y0; // north-west
    int width, height;
    Parcel *items;
} Parcels;

// Uses are not given yet. reach_m: how wide the surroundings are.
MUST_CHECK bool parcels_make(Arena *arena, const Relief *relief, const Border *border, double reach_m, int jobs,
                             Parcels *out, Err *err);
int parcels_at(const Parcels *parcels, double x, double y); // index

#endif
