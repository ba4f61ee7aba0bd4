// placement.h - where the cells of a reference grid lie on another raster: inside this folder.
//
// Positions are in cells of the raster: x columns from its west edge, y rows from its north edge. Between two
// coordinate systems the corners of every NODE_STEP-th cell are transformed exactly (grid_link.h), the others
// interpolated bilinearly; beyond the nodes the last ones are continued. So a position depends on the cell alone.
#ifndef QINGSHAN_LAND_PLACEMENT_H
#define QINGSHAN_LAND_PLACEMENT_H

#include "land/grid_link.h"
#include "land/raster.h"

typedef struct Placement {
    const GridLink *link;   // borrowed
    double x_start, x_step; // in the same coordinate system: x = x_start + x_step * column
    double y_start, y_step;
    double origin_x, origin_y; // of the raster, and the size of its cells
    double cell_x, cell_y;
} Placement;

Placement placement_make(const Grid *grid, const GridLink *link, const RasterInfo *info);
// Positions of (col + i, row), i = 0 .. count - 1; whole numbers are corners, halves centres. NaN where it has no
// place.
void placement_row(const Placement *placement, double col, double row, size_t count, double *x, double *y);
// The smallest box of the raster that holds a window's cells; false when nothing of it can be placed.
bool placement_box(const Placement *placement, Window window, double *x_min, double *y_min, double *x_max,
                   double *y_max);

#endif
