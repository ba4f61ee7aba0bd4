// surface.h - what all of flow routing reads: a filled elevation model, the mask of its flats, the order of neighbours.
//
// Directions 0 to 7 go counter-clockwise from east, as in InVEST:   3 2 1
//                                                                   4 . 0
//                                                                   5 6 7
// Even ones cross a side, odd ones a corner. Wherever several neighbours are equally good, the lowest number wins.
// Cells are numbered row by row from the north-west. Cells are square; only ratios of slopes count, so that distances
// here are 1 and sqrt(2) and the size of a cell is of no matter.
//
// "Lower" means: lower on the filled surface, or as high there and lower in the mask. A cell that has no lower
// neighbour stands on the grid's edge or beside no-data, and there the water leaves. Every routing sends water to lower
// cells only, so that one order of cells (order.h) serves them all.
#ifndef QINGSHAN_LAND_FLOW_SURFACE_H
#define QINGSHAN_LAND_FLOW_SURFACE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum { FLOW_LEAVES = 8, FLOW_NODATA = 255 };              // beside the directions 0 to 7
enum { FLOW_CELLS_MAX = 1 << 30 };                        // so that three times a cell's number fits 32 bits
static const double FLOW_CORNER = 0.70710678118654752440; // one over the distance across a corner

typedef struct FlowSurface {
    int width, height;
    const float *filled;  // height * width, metres, from fill_depressions; NaN = no data
    const uint32_t *mask; // height * width, from flat_mask: 0 where a cell drains by itself
} FlowSurface;

static inline size_t flow_cells(int width, int height)
{
    assert(width > 0 && height > 0 && (size_t)width * (size_t)height <= FLOW_CELLS_MAX);
    return (size_t)width * (size_t)height;
}

typedef struct FlowSteps { // how far the neighbours are in memory
    uint32_t width, height;
    ptrdiff_t to[8];
} FlowSteps;

static inline FlowSteps flow_steps(int width, int height)
{
    ptrdiff_t w = width;
    return (FlowSteps){(uint32_t)width, (uint32_t)height, {1, 1 - w, -w, -1 - w, -1, w - 1, w, w + 1}};
}

static inline size_t flow_step(const FlowSteps *steps, size_t cell, int direction)
{
    return (size_t)((ptrdiff_t)cell + steps->to[direction]);
}

// Bit k: there is a neighbour in direction k inside the grid.
static inline unsigned flow_present(const FlowSteps *steps, size_t cell)
{
    uint32_t row = (uint32_t)cell / steps->width, col = (uint32_t)cell - row * steps->width;
    unsigned present = 0xff;
    if (col == 0) present &= ~0x38u;
    if (col + 1 == steps->width) present &= ~0x83u;
    if (row == 0) present &= ~0x0eu;
    if (row + 1 == steps->height) present &= ~0xe0u;
    return present;
}

// How far `to` lies below its neighbour `from`: metres, in flats steps of the mask; 0 when it is not lower. A cell
// never has receivers of both kinds: the mask is 0 where a neighbour is lower.
static inline double flow_drop(const FlowSurface *surface, size_t from, size_t to)
{
    float high = surface->filled[from], low = surface->filled[to];
    if (high > low) return (double)high - (double)low;
    if (high == low && surface->mask[from] > surface->mask[to]) return surface->mask[from] - surface->mask[to];
    return 0;
}

static inline double flow_nearness(int direction)
{
    return direction & 1 ? FLOW_CORNER : 1;
}

// A sum over the directions that is the same, bit by bit, when they are turned or mirrored.
static inline double flow_sum(const double part[8])
{
    return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
}

#endif
