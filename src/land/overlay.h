// overlay.h - polygons cut by a polygon (GEOS).
#ifndef QINGSHAN_LAND_OVERLAY_H
#define QINGSHAN_LAND_OVERLAY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/vector.h"

// What of each polygon lies in `cutter`, on a grid of 1 mm: polygons that tile the plane tile the cutter afterwards.
// code and name stay; area_m2 is of the plane. ring_count is 0 where nothing is left.
MUST_CHECK bool overlay_clip(Arena *arena, const Polygon *items, size_t count, const Polygon *cutter, Polygon *out,
                             Err *err);
// All of them as one, on the same grid: its border holds every point of theirs that lies on it.
MUST_CHECK bool overlay_union(Arena *arena, const Polygon *items, size_t count, Polygon *out, Err *err);

#endif
