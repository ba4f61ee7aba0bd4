#include "gep/invest/swy_baseflow.h"

#include <math.h>

#include "land/flow/weights.h"

static double or_none(float value)
{
    return isnan(value) ? 0 : (double)value;
}

// What a cell's water comes to at a neighbour, as a part of its sum.
static double part_at(const SwyBaseflow *flow, size_t next)
{
    if (flow->stream[next] != 0) return 1;
    double sum = flow->sum[next], below = sum - or_none(flow->recharge[next]);
    if (sum == 0 || below == 0) return 1;
    return (1 - or_none(flow->available[next]) / sum) * (flow->base_sum[next] / below);
}

static double part_of_sum(const SwyBaseflow *flow, const FlowSteps *steps, size_t cell)
{
    unsigned present = flow_present(steps, cell);
    double part = 0;
    for (int k = 0; k < 8; k++) {
        uint32_t weight = flow_weight(flow->weights[cell], k);
        if (weight > 0 && present >> k & 1) part += weight * part_at(flow, flow_step(steps, cell, k));
    }
    return part;
}

void swy_baseflow(const SwyBaseflow *flow)
{
    FlowSteps steps = flow_steps(flow->width, flow->height);
    for (size_t i = 0; i < flow_cells(flow->width, flow->height); i++) {
        flow->base[i] = NAN;
        flow->base_sum[i] = NAN;
    }
    for (size_t at = flow->order.count; at-- > 0;) {
        size_t cell = flow->order.cells[at];
        double sum = flow->sum[cell];
        double base_sum = sum * part_of_sum(flow, &steps, cell) / flow_weight_sum(flow->weights[cell]);
        double base = sum != 0 ? base_sum * or_none(flow->recharge[cell]) / sum : 0;
        flow->base_sum[cell] = base_sum;
        flow->base[cell] = (float)(base < 0 ? 0 : base);
    }
}
