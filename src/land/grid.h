// grid.h - the reference grid of a district: north-up square cells of a projected CRS, and its lattice.
//
// Cell (col, row) has its corner at x0 + col * cell_m, y0 - row * cell_m (row 0 is the north). Lattice cells are
// LATTICE x LATTICE cells, anchored at (0, 0); the last ones may be cut by the grid's edge. All sums are formed per
// lattice cell and added in lattice order (row by row), so nothing depends on threads or I/O blocks.
#ifndef QINGSHAN_LAND_GRID_H
#define QINGSHAN_LAND_GRID_H

#include <stdbool.h>
#include <stddef.h>

enum { LATTICE = 256, NODE_STEP = 32 }; // nodes: where coordinates are transformed exactly

typedef struct Grid {
    const char *crs; // any text that crs_open takes
    double x0, y0;   // north-west corner
    double cell_m;   // side of a cell in metres
    int width, height;
} Grid;

typedef struct Window { // cells [col, col + width) x [row, row + height) of a grid
    int col, row, width, height;
} Window;

int grid_lattice_cols(const Grid *grid);
int grid_lattice_rows(const Grid *grid);
size_t grid_lattice_count(const Grid *grid);
// Lattice cell `index` = lattice row * grid_lattice_cols + lattice col, cut at the grid's edge.
Window grid_lattice_window(const Grid *grid, size_t index);

#endif
