// basin.h - which outlet the water of a cell runs to, along D8.
#ifndef QINGSHAN_LAND_FLOW_BASIN_H
#define QINGSHAN_LAND_FLOW_BASIN_H

#include "land/flow/order.h"

// direction, label: height * width. label: 1 + the place in `outlets` of the first outlet that the water of a cell
// meets, the cell itself included; 0 where it meets none, and for no data. An outlet in the basin of another cuts off
// what lies above it. Of one cell that is named twice, the first place counts. Outlets are cell numbers inside the
// grid.
void basin_label(const uint8_t *direction, int width, int height, FlowOrder order, const uint32_t *outlets,
                 size_t count, uint32_t *label);
// The same with every cell where water leaves the grid as an outlet, numbered from 1, row by row. Returns how many.
size_t basin_label_all(const uint8_t *direction, int width, int height, FlowOrder order, uint32_t *label);

#endif
