// placement.h - where the cells of a reference grid lie on another raster: inside this folder.
//
// Positions are in cells of the raster: x columns from its west edge, y rows from its north edge. Between two coordinate
// systems the corners of every NODE_STEP-th cell are transformed exactly, the others interpolated bilinearly; beyond the
// nodes (two steps outside the grid) the last ones are continued. So a position depends on the cell alone.
#ifndef QINGSHAN_LAND_PLACEMENT_H
#define QINGSHAN_LAND_PLACEMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "land/crs.h"
#include "land/grid.h"
#include "land/raster.h"

typedef struct Placement {
    bool straight;              // the same coordinate system: x = x_start + x_step * column
    double x_start, x_step;
    double y_start, y_step;
    int node_cols, node_rows;   // else nodes, from node (-NODE_MARGIN, -NODE_MARGIN)
    const double *node_x, *node_y;
} Placement;

enum { NODE_MARGIN = 2 };

void placement_make_straight(const Grid *grid, const RasterInfo *info, Placement *out);
void placement_make_nodes(Arena *arena, const Grid *grid, const RasterInfo *info, Transform *to_raster, Placement *out);
// Positions of (col + i, row), i = 0 .. count - 1; whole numbers are corners, halves centres. NaN where it cannot be told.
void placement_row(const Placement *placement, double col, double row, size_t count, double *x, double *y);
// The smallest box of the raster that holds a window's cells; false when nothing of it can be placed.
bool placement_box(const Placement *placement, Window window, double *x_min, double *y_min, double *x_max, double *y_max);

#endif
