#include "land/flow/accumulate.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "land/flow/direction.h"
#include "land/flow/weights.h"

void accumulate_count(const uint8_t *direction, int width, int height, FlowOrder order, uint32_t *out)
{
    FlowSteps steps = flow_steps(width, height);
    for (size_t i = 0; i < flow_cells(width, height); i++) out[i] = 0;
    for (size_t at = 0; at < order.count; at++) {
        size_t cell = order.cells[at];
        unsigned present = flow_present(&steps, cell);
        uint32_t sum = 1;
        for (int k = 0; k < 8; k++) {
            if (!(present >> k & 1)) continue;
            size_t from = flow_step(&steps, cell, k);
            if (direction[from] == (k ^ 4)) sum += out[from];
        }
        out[cell] = sum;
    }
}

static void no_data(size_t cells, double *out)
{
    for (size_t i = 0; i < cells; i++) out[i] = NAN;
}

static double own_share(const double *own, size_t cell)
{
    return own ? own[cell] : 1;
}

void accumulate_d8(const uint8_t *direction, int width, int height, FlowOrder order, const double *own, double *out)
{
    FlowSteps steps = flow_steps(width, height);
    no_data(flow_cells(width, height), out);
    for (size_t at = 0; at < order.count; at++) {
        size_t cell = order.cells[at];
        unsigned present = flow_present(&steps, cell);
        double in[8] = {0};
        for (int k = 0; k < 8; k++) {
            if (!(present >> k & 1)) continue;
            size_t from = flow_step(&steps, cell, k);
            if (direction[from] == (k ^ 4)) in[k] = out[from];
        }
        out[cell] = flow_sum(in) + own_share(own, cell);
    }
}

enum { AHEAD = 16 }; // cells; the gain is flat around it

typedef struct Mfd {
    const FlowSurface *surface;
    FlowSteps steps;
    double *sent; // what a cell sends for each unit of slope: its sum over the sum of its slopes, so that a receiver
                  // need not look at the sender's other receivers
} Mfd;

// The water that comes in from neighbour `next` in direction k, and the slope down to it.
static inline void mfd_exchange(const Mfd *mfd, size_t cell, size_t next, int k, double *in, double *down)
{
    const FlowSurface *surface = mfd->surface;
    double rise = (double)surface->filled[next] - (double)surface->filled[cell];
    if (rise == 0) rise = (double)surface->mask[next] - (double)surface->mask[cell];
    double slope = rise * flow_nearness(k);
    *in = rise > 0 ? mfd->sent[next] * slope : 0;
    *down = rise < 0 ? -slope : 0;
}

// Returns what comes into a cell; *slopes: the sum of the slopes down from it.
static double mfd_gather(const Mfd *mfd, size_t cell, double *slopes)
{
    unsigned present = flow_present(&mfd->steps, cell);
    double in[8] = {0}, down[8] = {0};
    if (present == 0xff) {
        for (int k = 0; k < 8; k++) mfd_exchange(mfd, cell, flow_step(&mfd->steps, cell, k), k, &in[k], &down[k]);
    } else {
        for (int k = 0; k < 8; k++)
            if (present >> k & 1) mfd_exchange(mfd, cell, flow_step(&mfd->steps, cell, k), k, &in[k], &down[k]);
    }
    *slopes = flow_sum(down);
    return flow_sum(in);
}

// Asks for the memory around a cell whose turn comes soon: the order turns corners that the processor cannot foresee.
// Always inline, because gcc 12 takes a call that only asks for memory for one without effect, and leaves it out.
__attribute__((always_inline)) static inline void look_ahead(const Mfd *mfd, size_t cell, size_t cells)
{
    size_t width = mfd->steps.width;
    if (cell < width || cell + width >= cells) return;
    const float *level = mfd->surface->filled + cell;
    const double *sent = mfd->sent + cell;
    __builtin_prefetch(level - width);
    __builtin_prefetch(level);
    __builtin_prefetch(level + width);
    __builtin_prefetch(sent - width);
    __builtin_prefetch(sent);
    __builtin_prefetch(sent + width);
}

void accumulate_mfd(const FlowSurface *surface, FlowOrder order, const double *own, double *out)
{
    Arena *arena = arena_open();
    size_t cells = flow_cells(surface->width, surface->height);
    Mfd mfd = {surface, flow_steps(surface->width, surface->height), arena_array(arena, cells, sizeof *mfd.sent)};
    no_data(cells, out);
    for (size_t at = 0; at < order.count; at++) {
        if (at + AHEAD < order.count) look_ahead(&mfd, order.cells[at + AHEAD], cells);
        size_t cell = order.cells[at];
        double slopes, sum = mfd_gather(&mfd, cell, &slopes) + own_share(own, cell);
        out[cell] = sum;
        mfd.sent[cell] = slopes > 0 ? sum / slopes : 0;
    }
    arena_close(arena);
}

typedef struct Dinf {
    FlowSteps steps;
    uint8_t *facet;
    double *diagonal; // what a cell sends across a corner; the rest goes across a side
    const double *sum;
} Dinf;

static double dinf_gather(const Dinf *dinf, size_t cell)
{
    unsigned present = flow_present(&dinf->steps, cell);
    double in[8] = {0};
    for (int k = 0; k < 8; k++) {
        if (!(present >> k & 1)) continue;
        size_t from = flow_step(&dinf->steps, cell, k);
        int facet = dinf->facet[from], here = k ^ 4; // the way from there to here
        if (facet >= FLOW_LEAVES) continue;
        if (here == direction_diagonal(facet)) in[k] = dinf->diagonal[from];
        if (here == direction_side(facet)) in[k] = dinf->sum[from] - dinf->diagonal[from];
    }
    return flow_sum(in);
}

void accumulate_dinf(const FlowSurface *surface, FlowOrder order, const double *own, double *out)
{
    Arena *arena = arena_open();
    size_t cells = flow_cells(surface->width, surface->height);
    Dinf dinf = {.steps = flow_steps(surface->width, surface->height), .sum = out};
    dinf.diagonal = arena_array(arena, cells, sizeof *dinf.diagonal);
    dinf.facet = arena_array(arena, cells, 1);
    no_data(cells, out);
    for (size_t i = 0; i < cells; i++) dinf.facet[i] = FLOW_NODATA; // cells still to come send nothing
    for (size_t at = 0; at < order.count; at++) {
        size_t cell = order.cells[at];
        FlowFan fan = direction_dinf(surface, cell);
        out[cell] = dinf_gather(&dinf, cell) + own_share(own, cell);
        dinf.facet[cell] = fan.facet;
        dinf.diagonal[cell] = fan.diagonal * out[cell];
    }
    arena_close(arena);
}

void accumulate_weights(const uint32_t *weights, int width, int height, FlowOrder order, const double *own, double *out)
{
    FlowSteps steps = flow_steps(width, height);
    no_data(flow_cells(width, height), out);
    for (size_t at = 0; at < order.count; at++) {
        size_t cell = order.cells[at];
        unsigned present = flow_present(&steps, cell);
        double sum = own_share(own, cell);
        if (isnan(sum)) sum = 0;
        for (int k = 0; k < 8; k++) {
            if (!(present >> k & 1)) continue;
            size_t from = flow_step(&steps, cell, k);
            uint32_t weight = flow_weight(weights[from], k ^ 4);
            if (weight > 0) sum += out[from] * weight / flow_weight_sum(weights[from]);
        }
        out[cell] = sum;
    }
}
