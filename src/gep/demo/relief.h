// relief.h - the ground of the demonstration district: mountains that rivers have carved, valley floors, the lake.
//
// A lattice of fixed size carries the land; heights between its points are interpolated and roughened, so that a place
// has the same height whatever the cell size of a map.
#ifndef QINGSHAN_GEP_DEMO_RELIEF_H
#define QINGSHAN_GEP_DEMO_RELIEF_H

#include <stdbool.h>

#include "base/arena.h"
#include "gep/demo/border.h"
#include "gep/demo/field2.h"
#include "gep/demo/lines.h"

typedef struct Relief {
    Field2 ground;    // m
    Field2 roughness; // height of what is smaller than the lattice, m
    Field2 above;     // m above the mean of the ground around
    Field2 lake;      // m inside the lake's smoothed shore; negative outside
    Field2 valley;    // m to the nearest of the named rivers
    LineList rivers;
} Relief;

// The highest ground inside the border becomes PLACE_HIGHEST_M.
void relief_make(Arena *arena, const Border *border, Relief *out);
bool relief_is_lake(const Relief *relief, double x, double y);
bool relief_is_lake_within(const Relief *relief, double x, double y, double m); // or about m from its shore
double relief_elevation(const Relief *relief, double x, double y); // m, in sixteenths

#endif
