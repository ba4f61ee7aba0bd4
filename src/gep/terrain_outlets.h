// terrain_outlets.h - outlets of basins: points of a map, each on a cell of the elevation model.
#ifndef QINGSHAN_GEP_TERRAIN_OUTLETS_H
#define QINGSHAN_GEP_TERRAIN_OUTLETS_H

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/grid.h"
#include "land/points.h"

typedef struct Outlets {
    Points points;
    uint32_t *given;    // the cell in which each point lies
    uint32_t *taken;    // after outlets_snap: the cell that counts
    uint32_t *upstream; // and how many cells run through it, itself and those of other outlets above included
} Outlets;

// path: any OGR source of points; dem: the model's path, for texts; z: height * width of the grid, NaN = no data.
// ERR_INPUT for a point outside the grid or on no data, with its place; else as points_read.
MUST_CHECK bool outlets_read(Arena *arena, const char *path, const char *dem, const Grid *grid, const float *z,
                             Outlets *out, Err *err);
// Moves each to where the most gathers within `radius` cells (land/flow/snap.h). count: from accumulate_count.
void outlets_snap(Outlets *outlets, const Grid *grid, const uint32_t *count, int radius);
// A line an outlet; before them one on a change of datum, when there is one.
void outlets_print(const Outlets *outlets, const Grid *grid, FILE *to);

#endif
