#include "land/grid.h"

#include <assert.h>

static int parts(int length)
{
    assert(length > 0);
    return (length - 1) / LATTICE + 1;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

int grid_lattice_cols(const Grid *grid)
{
    return parts(grid->width);
}

int grid_lattice_rows(const Grid *grid)
{
    return parts(grid->height);
}

size_t grid_lattice_count(const Grid *grid)
{
    return (size_t)grid_lattice_cols(grid) * (size_t)grid_lattice_rows(grid);
}

Window grid_lattice_window(const Grid *grid, size_t index)
{
    assert(index < grid_lattice_count(grid));
    size_t cols = (size_t)grid_lattice_cols(grid);
    int col = (int)(index % cols) * LATTICE, row = (int)(index / cols) * LATTICE;
    return (Window){
        .col = col,
        .row = row,
        .width = smaller(LATTICE, grid->width - col),
        .height = smaller(LATTICE, grid->height - row),
    };
}
