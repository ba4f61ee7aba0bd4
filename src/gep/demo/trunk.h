// trunk.h - the named rivers as dense, winding lines; the lake around their meeting.
#ifndef QINGSHAN_GEP_DEMO_TRUNK_H
#define QINGSHAN_GEP_DEMO_TRUNK_H

#include <stddef.h>

#include "base/arena.h"

typedef struct TrunkPoint {
    double x, y, level_m, half_width_m;
} TrunkPoint;

typedef struct Trunk { // points every 100 m or so; a river's last point is followed by the next river's first
    size_t count;
    const TrunkPoint *points;
    const int *river; // index into place_rivers
} Trunk;

Trunk trunk_make(Arena *arena);
// Distance to the nearest point and that point.
double trunk_distance(const Trunk *trunk, double x, double y, const TrunkPoint **nearest);

// How far inside the lake's smoothed shore a place is, m.
double trunk_lake(double x, double y);
enum { TRUNK_SHORE_M = 220 };           // at most
double trunk_shore(double x, double y); // what the real shore departs by from the smoothed one, m

#endif
