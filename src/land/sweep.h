// sweep.h - exact covered area of cells, by signed trapezoids (as font rasterisers do): inside this folder.
//
// Every edge adds, to each cell it passes, the area between itself and the cell's right side, and to the next cell what
// is left of its height; a running sum along a row then gives every cell's covered share. An edge taken the other way
// round adds the exact negatives, so two areas on both sides of a border fill a cell between them to rounding.
#ifndef QINGSHAN_LAND_SWEEP_H
#define QINGSHAN_LAND_SWEEP_H

#include <stddef.h>

typedef struct Sweep {
    int width, height; // in cells
    double *cells;     // height rows of width + 1, zero at the start
} Sweep;

// From (xa, ya) to (xb, yb), in cells: x to the right, y downwards from the sweep's corner; may lie outside. The edges
// of an area that runs counter-clockwise on a map (y north) cover positively.
void sweep_edge(const Sweep *sweep, double xa, double ya, double xb, double yb);
// Turns the edges' marks of one row into covered shares, in place.
void sweep_sum_row(const Sweep *sweep, int row);

#endif
