#include "land/flow/basin.h"

#include <assert.h>

// Cells without a label take that of their receiver, from below.
static void hand_up(const uint8_t *direction, const FlowSteps *steps, FlowOrder order, uint32_t *label)
{
    for (size_t at = order.count; at-- > 0;) {
        size_t cell = order.cells[at];
        if (label[cell] == 0 && direction[cell] < FLOW_LEAVES)
            label[cell] = label[flow_step(steps, cell, direction[cell])];
    }
}

void basin_label(const uint8_t *direction, int width, int height, FlowOrder order, const uint32_t *outlets,
                 size_t count, uint32_t *label)
{
    FlowSteps steps = flow_steps(width, height);
    size_t cells = flow_cells(width, height);
    assert(count < UINT32_MAX);
    for (size_t i = 0; i < cells; i++) label[i] = 0;
    for (size_t place = count; place-- > 0;) {
        assert(outlets[place] < cells);
        if (direction[outlets[place]] != FLOW_NODATA) label[outlets[place]] = (uint32_t)place + 1;
    }
    hand_up(direction, &steps, order, label);
}

size_t basin_label_all(const uint8_t *direction, int width, int height, FlowOrder order, uint32_t *label)
{
    FlowSteps steps = flow_steps(width, height);
    uint32_t count = 0;
    for (size_t i = 0; i < flow_cells(width, height); i++) label[i] = direction[i] == FLOW_LEAVES ? ++count : 0;
    hand_up(direction, &steps, order, label);
    return count;
}
