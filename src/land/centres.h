// centres.h - the cells of a frame whose centres lie in polygons, each polygon on its own, as GDAL rasterises them.
//
// A centre on a left edge is out, on a right edge in (floor(x + 0.5) on both sides); all rings of a feature count
// together, even-odd; horizontal edges that run through centres are as in gdal_rasterize. A polygon that holds no
// centre, however thin, has the cells that its bounding box touches, as pygeoprocessing's zonal_statistics has it; one
// outside the frame has none. Any number of polygons.
#ifndef QINGSHAN_LAND_CENTRES_H
#define QINGSHAN_LAND_CENTRES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/frame.h"

typedef struct CentreSpan { // cells [first, end) of a row
    int first, end;
} CentreSpan;

typedef struct CentreZone {
    int row, row_count;      // rows [row, row + row_count)
    const size_t *starts;    // row_count + 1: where each row's spans begin
    const CentreSpan *spans; // in a row from the west, apart from each other
    double area;             // on the map, in its units
} CentreZone;

typedef struct CentreZones { // in the order of the features; those without geometry have no rows
    size_t count;
    const CentreZone *items;
} CentreZones;

// The first layer of path, whose coordinates are taken to be the frame's. ERR_MISSING, ERR_INPUT.
MUST_CHECK bool centres_read(Arena *arena, const char *path, const Frame *frame, CentreZones *out, Err *err);

#endif
