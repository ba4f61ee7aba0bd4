// points.h - points from any OGR source, in the order of their features.
#ifndef QINGSHAN_LAND_POINTS_H
#define QINGSHAN_LAND_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/crs.h"

typedef struct Point {
    int64_t feature; // the source's own number; the points of a multipoint share it
    double x, y;     // in the target CRS, rounded to 1 mm
} Point;

typedef struct Points {
    size_t count;
    const Point *items;
    const char *source_crs; // label
    const char *datum_note; // "" or PROJ's operation and accuracy when the datum changes
    bool datum_is_ballpark; // PROJ knows no shift between the two datums and makes none
} Points;

// layer: NULL or "": the only one. Heights play no part. ERR_MISSING: no such file. ERR_INPUT, with file, layer and
// feature: no vector map, unknown layer, no CRS, no points, a feature that is anything else than a point or several, a
// point without a place in the target.
MUST_CHECK bool points_read(Arena *arena, const char *path, const char *layer, const Crs *target, Points *out,
                            Err *err);

#endif
