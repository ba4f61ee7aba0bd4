#include "land/flow/distance.h"

#include <math.h>

#include "land/flow/direction.h"
#include "land/flow/weights.h"

static double step_length(int direction, double cell_m)
{
    return direction & 1 ? cell_m * sqrt(2) : cell_m;
}

static double cost_of(const double *cost, size_t cell)
{
    return cost ? cost[cell] : 1;
}

static void no_stream(size_t cells, double *out)
{
    for (size_t i = 0; i < cells; i++) out[i] = (double)NAN;
}

void distance_d8(const uint8_t *direction, int width, int height, double cell_m, FlowOrder order, const uint8_t *stream,
                 const double *cost, double *out)
{
    FlowSteps steps = flow_steps(width, height);
    no_stream(flow_cells(width, height), out);
    for (size_t at = order.count; at-- > 0;) {
        size_t cell = order.cells[at];
        int way = direction[cell];
        if (stream[cell] == 1) {
            out[cell] = 0;
        } else if (way < FLOW_LEAVES) {
            out[cell] = step_length(way, cell_m) * cost_of(cost, cell) + out[flow_step(&steps, cell, way)];
        }
    }
}

// NaN when no receiver meets a stream.
static double mean_of_receivers(const FlowSurface *surface, const FlowSteps *steps, double cell_m, double cost,
                                const double *out, size_t cell)
{
    double share[8], part[8] = {0};
    direction_mfd(surface, cell, share);
    for (int k = 0; k < 8; k++) {
        if (!(share[k] > 0)) continue;
        double beyond = out[flow_step(steps, cell, k)];
        if (isnan(beyond))
            share[k] = 0;
        else
            part[k] = share[k] * (step_length(k, cell_m) * cost + beyond);
    }
    return flow_sum(part) / flow_sum(share);
}

void distance_mfd(const FlowSurface *surface, double cell_m, FlowOrder order, const uint8_t *stream, const double *cost,
                  double *out)
{
    FlowSteps steps = flow_steps(surface->width, surface->height);
    no_stream(flow_cells(surface->width, surface->height), out);
    for (size_t at = order.count; at-- > 0;) {
        size_t cell = order.cells[at];
        out[cell] = stream[cell] == 1 ? 0 : mean_of_receivers(surface, &steps, cell_m, cost_of(cost, cell), out, cell);
    }
}

typedef struct Way { // by weights
    const uint32_t *weights;
    FlowSteps steps;
    const double *cost;
    DistanceCost whose;
} Way;

static double step_of(const Way *way, size_t from, size_t to, int direction)
{
    if (way->cost == NULL) return step_length(direction, 1);
    double cost = way->cost[way->whose == COST_OF_SENDER ? from : to];
    return isnan(cost) ? 0 : cost;
}

// NaN when no receiver meets a stream.
static double mean_by_weights(const Way *way, const double *out, size_t cell)
{
    unsigned present = flow_present(&way->steps, cell);
    double sum = 0, weights = 0;
    for (int k = 0; k < 8; k++) {
        uint32_t weight = flow_weight(way->weights[cell], k);
        if (weight == 0 || !(present >> k & 1)) continue;
        size_t next = flow_step(&way->steps, cell, k);
        if (isnan(out[next])) continue;
        sum += weight * (step_of(way, cell, next, k) + out[next]);
        weights += weight;
    }
    return sum / weights;
}

void distance_weights(const uint32_t *weights, int width, int height, FlowOrder order, const uint8_t *stream,
                      const double *cost, DistanceCost whose, double *out)
{
    Way way = {weights, flow_steps(width, height), cost, whose};
    no_stream(flow_cells(width, height), out);
    for (size_t at = order.count; at-- > 0;) {
        size_t cell = order.cells[at];
        out[cell] = stream[cell] == 1 ? 0 : mean_by_weights(&way, out, cell);
    }
}
