// relief.h - the ground of the demonstration district: mountains that rivers have carved, valley floors, the lake.
//
// A lattice of fixed size carries the land; between its points, heights are interpolated and roughened, so that a place
// has the same height whatever the cell size of a map. Places are bent a little before they are looked up
// (relief_bend), or valleys would follow the lattice.
#ifndef QINGSHAN_GEP_DEMO_RELIEF_H
#define QINGSHAN_GEP_DEMO_RELIEF_H

#include <stdbool.h>

#include "base/arena.h"
#include "gep/demo/border.h"
#include "gep/demo/field2.h"
#include "gep/demo/lines.h"

typedef struct Relief {
    // On the lattice, at bent places:
    Field2 ground;    // m
    Field2 roughness; // height of what is smaller than the lattice, m
    Field2 above;     // m above the mean of the ground around
    Field2 lake;      // m inside the lake's smoothed shore; negative outside
    Field2 valley;    // m to the nearest of the named rivers
    LineList rivers;  // at their true places
} Relief;

// The highest ground inside the border becomes PLACE_HIGHEST_M.
void relief_make(Arena *arena, const Border *border, Relief *out);
void relief_bend(double *x, double *y);                         // from a true place to one on the lattice
void relief_unbend_lines(const LineList *lines);                // from the lattice to true places
double relief_at(const Field2 *field, double x, double y);      // a field of the relief at a true place, bilinear
double relief_ground(const Relief *relief, double x, double y); // m, without what is smaller than the lattice
bool relief_is_lake(const Relief *relief, double x, double y);
bool relief_is_lake_within(const Relief *relief, double x, double y, double m); // or about m from its shore
double relief_elevation(const Relief *relief, double x, double y);              // m, in sixteenths

#endif
