// weights.h - where water goes by the rules of InVEST: a cell's water in eight weights of 4 bits.
//
// What has to give InVEST's numbers runs on these weights instead of on surface.h: order_weights, accumulate_weights,
// distance_weights, stream_trace. Bits 4k to 4k + 3 of a cell's number are the weight of its neighbour in direction k
// (surface.h), which gets this part of the sum of the eight; the number 0 is no data. D8 is the same with one weight
// of 1. A weight may point off the grid or at no-data, and there the water leaves; elsewhere water runs to lower cells
// or, in a flat, to nearer ones, so that there are no rings. Filling needs no rule: fill.h gives what InVEST's filling
// gives.
//
// The rules, where they differ from ours:
// - A cell with lower neighbours: D8 as ours. MFD: drop over distance as a part of their sum, in fifteenths, halves
//   upwards, so that small parts become none.
// - A plateau: all cells that are joined at one level, if one of them has no lower neighbour. Its outlets are the cells
//   that have lower neighbours. Where there is none, they are the cells beside no-data or the grid's edge; otherwise
//   those run inwards, to the outlets, and no water leaves through them.
// - Outlets beside no-data or the edge: D8 through the first missing neighbour across a side, else through the last
//   across a corner. MFD through all of them, 1 across a side and 1 / sqrt(2) across a corner.
// - Inside a plateau only the distance to the nearest outlet counts, in steps of 1 and sqrt(2); higher ground does not
//   push away. MFD: to all nearer cells of the plateau, 1 across a side and 1 / sqrt(2) across a corner. D8: to the
//   cell from which the least distance was found first. The search is one queue, from the outlets outwards and from
//   direction 0 to 7. Outlets wait in it in the order in which they are met from the plateau's first cell, by another
//   such queue; which cell is the first, FlowPiece tells. So D8 in flats does not turn with the map.
//
// Source: pygeoprocessing 2.4.11, routing.fill_pits, flow_dir_d8, flow_dir_mfd (their documentation and what they
// compute); sums are formed in InVEST's order, so that results are equal to the last bit.
#ifndef QINGSHAN_LAND_FLOW_WEIGHTS_H
#define QINGSHAN_LAND_FLOW_WEIGHTS_H

#include "land/flow/surface.h"

// A filled surface, NaN = no data: from fill_depressions, or from fill_depressions_exact for elevations that are stored
// as doubles, with which InVEST computes as they are. The other one is NULL.
typedef struct FlowHeights {
    const float *single;
    const double *exact;
} FlowHeights;

// Surface and weights: height * width. Working memory: some 40 bytes for each cell of the largest plateau.
void weights_d8(FlowHeights heights, int width, int height, uint32_t *weights);
void weights_mfd(FlowHeights heights, int width, int height, uint32_t *weights);

static inline uint32_t flow_weight(uint32_t weights, int direction)
{
    return weights >> 4 * direction & 15;
}

static inline uint32_t flow_weight_sum(uint32_t weights)
{
    uint32_t pairs = (weights & 0x0f0f0f0fu) + (weights >> 4 & 0x0f0f0f0fu);
    return pairs * 0x01010101u >> 24;
}

// The one direction of weights_d8, 0 to 7, as InVEST writes it; its no-data is 128.
static inline uint8_t flow_weight_way(uint32_t weights)
{
    return (uint8_t)(weights == 0 ? 128 : __builtin_ctz(weights) / 4);
}

// InVEST visits cells by the tiles of its files, 256 * 256, left to right and top to bottom, and within a tile row by
// row. Piece `index` of flow_pieces: the cells first to first + count - 1 of one row.
enum { FLOW_TILE = 256 };
typedef struct FlowPiece {
    size_t first, count;
} FlowPiece;

static inline size_t flow_pieces(int width, int height)
{
    return ((size_t)width + FLOW_TILE - 1) / FLOW_TILE * (size_t)height;
}

static inline FlowPiece flow_piece(int width, int height, size_t index)
{
    size_t w = (size_t)width, across = (w + FLOW_TILE - 1) / FLOW_TILE, band = index / (across * FLOW_TILE);
    size_t left = (size_t)height - band * FLOW_TILE, rows = left < FLOW_TILE ? left : FLOW_TILE;
    size_t rest = index % (across * FLOW_TILE), col = rest / rows * FLOW_TILE;
    return (FlowPiece){(band * FLOW_TILE + rest % rows) * w + col, w - col < FLOW_TILE ? w - col : FLOW_TILE};
}

#endif
