#include "land/flow/order.h"

#include <math.h>
#include <stdbool.h>

#include "land/flow/weights.h"

enum { DONE = 255 };

typedef struct Walk {
    const FlowSurface *surface; // where water goes by it; NULL: by the weights
    const uint32_t *weights;
    FlowSteps steps;
    uint8_t *above; // how many higher neighbours are still to come; DONE
    uint32_t *order;
    size_t count;   // cells in order, from its front
    size_t waiting; // where cells that may come next begin, up to its end: the two never meet, as no cell is in both
} Walk;

// Does water run to a neighbour in direction k?
static inline bool sends(const Walk *walk, size_t from, size_t to, int k)
{
    if (walk->surface != NULL) return flow_drop(walk->surface, from, to) > 0;
    return flow_weight(walk->weights[from], k) > 0 && walk->weights[to] != 0;
}

static int count_above(const Walk *walk, size_t cell)
{
    unsigned present = flow_present(&walk->steps, cell);
    int count = 0;
    for (int k = 0; k < 8; k++)
        if (present >> k & 1) count += sends(walk, flow_step(&walk->steps, cell, k), cell, k ^ 4);
    return count;
}

// The same for cells of one row with eight neighbours; DONE where one is as high, and the mask must be asked.
static void count_row(const float *at, size_t width, size_t count, uint8_t *above)
{
    const float *up = at - width, *down = at + width;
    for (size_t i = 0; i < count; i++) {
        const float around[8] = {at[i + 1], up[i + 1], up[i], up[i - 1], at[i - 1], down[i - 1], down[i], down[i + 1]};
        int higher = 0, level = 0;
        for (int k = 0; k < 8; k++) {
            higher += around[k] > at[i];
            level |= around[k] == at[i];
        }
        above[i] = (uint8_t)(level ? DONE : higher);
    }
}

// Returns how many cells are valid.
static size_t count_all(Walk *walk, size_t cells)
{
    const float *z = walk->surface->filled;
    size_t width = walk->steps.width, valid = 0;
    for (size_t first = 0; first < cells; first += width) {
        uint8_t *row = walk->above + first;
        for (size_t i = 0; i < width; i++) row[i] = DONE;
        bool inside = first > 0 && first + width < cells && width > 2;
        if (inside) count_row(z + first + 1, width, width - 2, row + 1);
        for (size_t i = 0; i < width; i++) {
            bool missing = isnan(z[first + i]);
            if (missing)
                row[i] = DONE;
            else if (row[i] == DONE)
                row[i] = (uint8_t)count_above(walk, first + i);
            valid += !missing;
        }
    }
    return valid;
}

static void go_down_from(Walk *walk, size_t cell)
{
    walk->order[walk->count++] = (uint32_t)cell;
    walk->above[cell] = DONE;
    unsigned present = flow_present(&walk->steps, cell);
    for (int k = 0; k < 8; k++) {
        if (!(present >> k & 1)) continue;
        size_t next = flow_step(&walk->steps, cell, k);
        if (sends(walk, cell, next, k) && --walk->above[next] == 0) walk->order[--walk->waiting] = (uint32_t)next;
    }
}

static size_t count_weights(Walk *walk, size_t cells)
{
    size_t valid = 0;
    for (size_t i = 0; i < cells; i++) {
        bool missing = walk->weights[i] == 0;
        walk->above[i] = (uint8_t)(missing ? DONE : count_above(walk, i));
        valid += !missing;
    }
    return valid;
}

static FlowOrder order_of(Arena *arena, const FlowSurface *surface, const uint32_t *weights, FlowSteps steps)
{
    Arena *scratch = arena_open();
    size_t cells = (size_t)steps.width * steps.height;
    uint32_t *order = arena_array(arena, cells, sizeof *order);
    uint8_t *above = arena_array(scratch, cells, 1);
    Walk walk = {surface, weights, steps, above, order, 0, cells};
    size_t valid = surface != NULL ? count_all(&walk, cells) : count_weights(&walk, cells);
    for (size_t i = 0; i < cells; i++) {
        if (above[i] > 0) continue;
        go_down_from(&walk, i);
        while (walk.waiting < cells) go_down_from(&walk, order[walk.waiting++]);
    }
    assert(walk.count == valid);
    arena_close(scratch);
    return (FlowOrder){order, valid};
}

FlowOrder order_downstream(Arena *arena, const FlowSurface *surface)
{
    return order_of(arena, surface, NULL, flow_steps(surface->width, surface->height));
}

FlowOrder order_weights(Arena *arena, const uint32_t *weights, int width, int height)
{
    return order_of(arena, NULL, weights, flow_steps(width, height));
}
