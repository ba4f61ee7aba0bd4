// order.h - an order of cells in which whatever lies upstream of a cell comes before it.
#ifndef QINGSHAN_LAND_FLOW_ORDER_H
#define QINGSHAN_LAND_FLOW_ORDER_H

#include "land/flow/surface.h"

// order: height * width numbers; the first ones, as many as are returned, are filled: every valid cell once, after all
// of its neighbours that are higher (surface.h). D8, MFD and D-infinity send water to lower cells only, so it serves
// all three. By Kahn's walk (1962, Commun. ACM 5:558): from each cell without a higher neighbour, in the order of
// cells, down as far as all that is above has been done, the neighbour found last first. Cells that follow each other
// mostly lie side by side, which the processor's caches like better than the order of elevation. Working memory: a byte
// a cell.
size_t order_downstream(const FlowSurface *surface, uint32_t *order);

#endif
