// shape.h - a polygon made ready for sweeping: its edges in cells of a grid, by lattice row. Inside this folder.
#ifndef QINGSHAN_LAND_SHAPE_H
#define QINGSHAN_LAND_SHAPE_H

#include <stdint.h>

#include "base/arena.h"
#include "land/grid.h"
#include "land/sweep.h"
#include "land/vector.h"

typedef struct Edge {
    double xa, ya, xb, yb; // columns from the west, rows from the north
} Edge;

typedef struct Shape {
    double min_x, min_y, max_x, max_y; // in cells
    int first_row, row_count;          // of lattice rows that have edges
    const size_t *row_start;           // row_count + 1: where each lattice row's edges begin in `edges`
    const Edge *edges;                 // an edge stands in every lattice row that it passes
} Shape;

void shape_make(Arena *arena, const Grid *grid, const Polygon *polygon, Shape *out);
// The part of a lattice window that the shape's box touches; false when there is none.
bool shape_touches(const Shape *shape, Window lattice, Window *out);
// Covered shares of the cells of `part`, a window inside one lattice row, into cells: part.height rows of
// part.width + 1 (the last of a row is not meant for reading). Adds to nothing: the cells are set.
void shape_cover(const Shape *shape, Window part, double *cells);
// The same for several shapes that lie apart, summed.
void shapes_cover(const Shape *shapes, size_t count, Window part, double *cells);

#endif
