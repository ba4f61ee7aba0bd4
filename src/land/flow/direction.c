#include "land/flow/direction.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/vmath.h"

static const double EIGHTH = 3.14159265358979323846 / 4; // of a turn

static uint8_t steepest(const FlowSurface *surface, const FlowSteps *steps, size_t cell)
{
    if (isnan(surface->filled[cell])) return FLOW_NODATA;
    unsigned present = flow_present(steps, cell);
    double best = 0;
    int at = FLOW_LEAVES;
    for (int k = 0; k < 8; k++) {
        if (!(present >> k & 1)) continue;
        double slope = flow_drop(surface, cell, flow_step(steps, cell, k)) * flow_nearness(k);
        if (!(slope > best)) continue;
        best = slope;
        at = k;
    }
    return (uint8_t)at;
}

// The same for cells of one row that have eight neighbours, as far as these are lower on the filled surface; where none
// is, FLOW_LEAVES.
static void steepest_row(const float *at, size_t width, size_t count, uint8_t *direction)
{
    const float *up = at - width, *down = at + width;
    for (size_t i = 0; i < count; i++) {
        const float around[8] = {at[i + 1], up[i + 1], up[i], up[i - 1], at[i - 1], down[i - 1], down[i], down[i + 1]};
        double z = (double)at[i], best = 0;
        int found = FLOW_LEAVES;
        for (int k = 0; k < 8; k++) {
            double slope = (z - (double)around[k]) * flow_nearness(k);
            bool better = slope > best;
            best = better ? slope : best;
            found = better ? k : found;
        }
        direction[i] = (uint8_t)found;
    }
}

void direction_d8(const FlowSurface *surface, uint8_t *direction)
{
    size_t cells = flow_cells(surface->width, surface->height), width = (size_t)surface->width;
    FlowSteps steps = flow_steps(surface->width, surface->height);
    for (size_t first = 0; first < cells; first += width) {
        bool inside = first > 0 && first + width < cells && width > 2;
        uint8_t *row = direction + first;
        for (size_t i = 0; i < width; i++) row[i] = FLOW_LEAVES;
        if (inside) steepest_row(surface->filled + first + 1, width, width - 2, row + 1);
        for (size_t i = 0; i < width; i++)
            if (row[i] == FLOW_LEAVES) row[i] = steepest(surface, &steps, first + i);
    }
}

void direction_mfd(const FlowSurface *surface, size_t cell, double share[8])
{
    FlowSteps steps = flow_steps(surface->width, surface->height);
    unsigned present = flow_present(&steps, cell);
    for (int k = 0; k < 8; k++) {
        bool there = present >> k & 1;
        share[k] = there ? flow_drop(surface, cell, flow_step(&steps, cell, k)) * flow_nearness(k) : 0;
    }
    double sum = flow_sum(share);
    for (int k = 0; k < 8; k++) share[k] = sum > 0 ? share[k] / sum : 0;
}

typedef struct Facet {
    double square;      // of the slope of the steepest way down inside the triangle; 0 when there is none
    double out, across; // when it runs inside: its slope along the side, and from there towards the diagonal; else 0
    bool diagonal;      // it runs along the diagonal
} Facet;

static double square_of_drop(double drop)
{
    return drop > 0 ? drop * drop : 0;
}

// Tarboton's equations 1 to 5 without their root; NaN stands for a neighbour that is missing.
static Facet facet_of(double centre, double side, double diagonal)
{
    double out = centre - side, across = side - diagonal; // his s1 and s2
    if (isnan(out) || across >= out) return (Facet){.square = square_of_drop(centre - diagonal) / 2, .diagonal = true};
    if (!(across > 0)) return (Facet){.square = square_of_drop(out)};
    return (Facet){.square = out * out + across * across, .out = out, .across = across};
}

static FlowFan fan_along(int direction)
{
    return (FlowFan){direction * EIGHTH, direction & 1 ? 1 : 0, (uint8_t)direction};
}

static FlowFan fan_of(int facet, const Facet *found)
{
    int side = direction_side(facet);
    if (found->diagonal) return fan_along(direction_diagonal(facet));
    if (!(found->across > 0)) return fan_along(side);
    double turn = exact_atan(found->across / found->out);
    double angle = side == facet ? facet * EIGHTH + turn : (facet + 1) * EIGHTH - turn;
    return (FlowFan){angle, turn / EIGHTH, (uint8_t)facet};
}

FlowFan direction_dinf(const FlowSurface *surface, size_t cell)
{
    FlowSteps steps = flow_steps(surface->width, surface->height);
    const float *z = surface->filled;
    unsigned present = flow_present(&steps, cell);
    double around[8];
    for (int k = 0; k < 8; k++) around[k] = present >> k & 1 ? (double)z[flow_step(&steps, cell, k)] : NAN;
    Facet best = {0};
    int at = FLOW_LEAVES;
    for (int k = 0; k < 8; k++) {
        Facet facet = facet_of((double)z[cell], around[direction_side(k)], around[direction_diagonal(k)]);
        if (!(facet.square > best.square)) continue;
        best = facet;
        at = k;
    }
    if (at < FLOW_LEAVES) return fan_of(at, &best);
    uint8_t way = steepest(surface, &steps, cell);
    return way < FLOW_LEAVES ? fan_along(way) : (FlowFan){NAN, 0, way};
}
