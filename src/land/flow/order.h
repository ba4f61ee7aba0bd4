// order.h - an order of cells in which whatever lies upstream of a cell comes before it.
#ifndef QINGSHAN_LAND_FLOW_ORDER_H
#define QINGSHAN_LAND_FLOW_ORDER_H

#include "base/arena.h"
#include "land/flow/surface.h"

typedef struct FlowOrder {
    const uint32_t *cells;
    size_t count;
} FlowOrder;

// Every valid cell once, after all of its neighbours that are higher (surface.h). D8, MFD and D-infinity send water to
// lower cells only, so it serves all three. On the arena: 4 bytes a cell of the grid; working memory: a byte a cell.
//
// By Kahn's walk (1962, Commun. ACM 5:558): from each cell without a higher neighbour, row by row, down as far as all
// that is above has been done, the neighbour found last first. Cells that follow each other so mostly lie side by side,
// which the processor's caches like better than the order of elevation.
FlowOrder order_downstream(Arena *arena, const FlowSurface *surface);
// The same for weights (weights.h): after all cells that send water to it.
FlowOrder order_weights(Arena *arena, const uint32_t *weights, int width, int height);

#endif
