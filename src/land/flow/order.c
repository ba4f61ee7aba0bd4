#include "land/flow/order.h"

#include <math.h>
#include <stdbool.h>

enum { DONE = 255 };

typedef struct Walk {
    const FlowSurface *surface;
    FlowSteps steps;
    uint8_t *above; // how many higher neighbours are still to come; DONE
    uint32_t *order;
    size_t count;   // cells in order, from its front
    size_t waiting; // where cells that may come next begin, up to its end: the two never meet, as no cell is in both
} Walk;

static int count_above(const FlowSurface *surface, const FlowSteps *steps, size_t cell)
{
    unsigned present = flow_present(steps, cell);
    int count = 0;
    for (int k = 0; k < 8; k++)
        if (present >> k & 1) count += flow_drop(surface, flow_step(steps, cell, k), cell) > 0;
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
                row[i] = (uint8_t)count_above(walk->surface, &walk->steps, first + i);
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
        if (flow_drop(walk->surface, cell, next) > 0 && --walk->above[next] == 0)
            walk->order[--walk->waiting] = (uint32_t)next;
    }
}

FlowOrder order_downstream(Arena *arena, const FlowSurface *surface)
{
    Arena *scratch = arena_open();
    size_t cells = flow_cells(surface->width, surface->height);
    uint32_t *order = arena_array(arena, cells, sizeof *order);
    uint8_t *above = arena_array(scratch, cells, 1);
    Walk walk = {surface, flow_steps(surface->width, surface->height), above, order, 0, cells};
    size_t valid = count_all(&walk, cells);
    for (size_t i = 0; i < cells; i++) {
        if (above[i] > 0) continue;
        go_down_from(&walk, i);
        while (walk.waiting < cells) go_down_from(&walk, order[walk.waiting++]);
    }
    assert(walk.count == valid);
    arena_close(scratch);
    return (FlowOrder){order, valid};
}
