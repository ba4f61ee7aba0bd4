// relief.h - the ground of the demonstration district: mountains that rivers have carved, valley floors, the lake.
//
// A lattice of fixed size carries the land; heights between its points are interpolated and roughened, so that a place
// has the same height whatever the cell size of a map.
#ifndef QINGSHAN_GEP_DEMO_RELIEF_H
#define QINGSHAN_GEP_DEMO_RELIEF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "gep/demo/field2.h"

typedef struct Box {
    double min_x, min_y, max_x, max_y;
} Box;

typedef struct Stream { // a straight piece of a river
    double x1, y1, x2, y2, half_width_m;
} Stream;

typedef struct Relief {
    Field2 ground;    // m
    Field2 roughness; // height of what is smaller than the lattice, m
    Field2 lake;      // m inside the lake's smoothed shore; negative outside
    Field2 valley;    // m to the nearest of the named rivers
    size_t stream_count;
    const Stream *streams;
} Relief;

// Is a point in the district? The highest ground in it becomes PLACE_HIGHEST_M.
typedef bool ReliefInside(const void *context, double x, double y);
void relief_make(Arena *arena, Box district, ReliefInside *inside, const void *context, Relief *out);
bool relief_is_lake(const Relief *relief, double x, double y);
double relief_elevation(const Relief *relief, double x, double y); // m, in sixteenths

#endif
