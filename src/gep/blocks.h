// blocks.h - the order in which a pass walks over the grid: square blocks of whole lattice cells.
//
// Blocks are taken in bands of a few rows, column by column: a tile of a coarser raster serves several blocks, and in
// this order they follow each other closely, so that GDAL's cache still holds it. No order changes a result (pass.h).
#ifndef QINGSHAN_GEP_BLOCKS_H
#define QINGSHAN_GEP_BLOCKS_H

#include "land/coverage.h"
#include "land/grid.h"

typedef struct Blocks {
    const Grid *grid; // borrowed
    int side;         // cells: a multiple of LATTICE
    int band;         // rows of blocks taken together
    int cols, rows;
    size_t count;
} Blocks;

Blocks blocks_of(const Grid *grid, int side, int band);
Window blocks_window(const Blocks *blocks, size_t index); // cells of the grid; cut at its edges
// The lattice cells of a block, `at` from 0: false after the last one.
bool blocks_lattice(const Blocks *blocks, Window block, int at, size_t *lattice);
// Has no lattice cell of the block a share in the district?
bool blocks_is_empty(const Blocks *blocks, Window block, const Coverage *coverage);

#endif
