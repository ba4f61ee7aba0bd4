// blocks.c - from an index to a block, from a block to its lattice cells.
#include "gep/blocks.h"

#include <assert.h>

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

Blocks blocks_of(const Grid *grid, int side, int band)
{
    assert(side > 0 && side % LATTICE == 0 && band > 0);
    int cols = (grid->width + side - 1) / side, rows = (grid->height + side - 1) / side;
    return (Blocks){
        .grid = grid, .side = side, .band = band, .cols = cols, .rows = rows, .count = (size_t)cols * (size_t)rows};
}

Window blocks_window(const Blocks *blocks, size_t index)
{
    const Grid *grid = blocks->grid;
    int band_cells = blocks->band * blocks->cols, first = (int)(index / (size_t)band_cells) * blocks->band;
    int high = smaller(blocks->band, blocks->rows - first), rest = (int)(index % (size_t)band_cells);
    int col = rest / high * blocks->side, row = (first + rest % high) * blocks->side;
    return (Window){col, row, smaller(blocks->side, grid->width - col), smaller(blocks->side, grid->height - row)};
}

bool blocks_lattice(const Blocks *blocks, Window block, int at, size_t *lattice)
{
    int across = (block.width + LATTICE - 1) / LATTICE, down = (block.height + LATTICE - 1) / LATTICE;
    if (at >= across * down) return false;
    int col = block.col / LATTICE + at % across, row = block.row / LATTICE + at / across;
    *lattice = (size_t)row * (size_t)grid_lattice_cols(blocks->grid) + (size_t)col;
    return true;
}

bool blocks_is_empty(const Blocks *blocks, Window block, const Coverage *coverage)
{
    size_t lattice;
    for (int at = 0; blocks_lattice(blocks, block, at, &lattice); at++) {
        if (!coverage_is_empty(coverage, lattice)) return false;
    }
    return true;
}
