#include "land/flow/flat.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "land/flow/queue.h"
#include "land/flow/surface.h"

enum { ROW_PART = 1024 };

static const uint32_t UNSEEN = UINT32_MAX;

typedef struct Flats {
    FlowSurface surface;
    FlowSteps steps;
    uint32_t *mask; // UNSEEN; while a flat is at work: 1 + the place of the cell in `cells`; then what is asked for
    FlowStack cells, queue;
    uint32_t *low, *high; // steps, by place in `cells`; 0 not reached
    size_t capacity;      // of low and high
} Flats;

// Cells of one row that have eight neighbours, none of them lower. NaN is not at least as high as anything.
static void mark_part(const float *at, size_t width, size_t count, uint8_t *stuck)
{
    const float *up = at - width, *down = at + width;
    for (size_t i = 0; i < count; i++) {
        float z = at[i];
        int a = (up[i - 1] >= z) & (up[i] >= z) & (up[i + 1] >= z) & (at[i - 1] >= z);
        int b = (at[i + 1] >= z) & (down[i - 1] >= z) & (down[i] >= z) & (down[i + 1] >= z);
        stuck[i] = (uint8_t)(a & b);
    }
}

static void mark_row(Flats *flats, size_t row)
{
    uint8_t stuck[ROW_PART];
    size_t width = flats->steps.width;
    for (size_t col = 1; col + 1 < width; col += ROW_PART) {
        size_t left = width - 1 - col, count = left < ROW_PART ? left : ROW_PART, first = row * width + col;
        mark_part(flats->surface.filled + first, width, count, stuck);
        for (size_t i = 0; i < count; i++)
            if (stuck[i]) flats->mask[first + i] = UNSEEN;
    }
}

static void add_cell(Flats *flats, size_t cell)
{
    flow_stack_push(&flats->cells, cell);
    flats->mask[cell] = (uint32_t)flats->cells.count;
}

// All cells of the flat that `cell` belongs to. They have eight neighbours each, and those that are stuck too are as
// high, since neither of two neighbours is lower than the other.
static void gather_flat(Flats *flats, size_t cell)
{
    flats->cells.count = 0;
    add_cell(flats, cell);
    for (size_t at = 0; at < flats->cells.count; at++) {
        size_t from = flats->cells.cells[at];
        for (int k = 0; k < 8; k++) {
            size_t next = flow_step(&flats->steps, from, k);
            if (flats->mask[next] == UNSEEN) add_cell(flats, next);
        }
    }
    size_t count = flats->cells.count;
    if (count > flats->capacity) {
        flats->capacity = 2 * count;
        flats->low = arena_array(flats->cells.arena, 2 * count, sizeof *flats->low);
        flats->high = arena_array(flats->cells.arena, 2 * count, sizeof *flats->high);
    }
    memset(flats->low, 0, count * sizeof *flats->low);
    memset(flats->high, 0, count * sizeof *flats->high);
}

static bool beside_low(const Flats *flats, size_t cell)
{
    for (int k = 0; k < 8; k++) {
        size_t next = flow_step(&flats->steps, cell, k);
        if (flats->mask[next] == 0 && flats->surface.filled[next] == flats->surface.filled[cell]) return true;
    }
    return false;
}

static bool beside_high(const Flats *flats, size_t cell)
{
    for (int k = 0; k < 8; k++)
        if (flats->surface.filled[flow_step(&flats->steps, cell, k)] > flats->surface.filled[cell]) return true;
    return false;
}

// Steps from the cells that `starts` picks, ring by ring; returns the largest, 0 when there is no start. Nothing but
// the flat itself has a mask around it: a neighbour with one at this level would belong to the flat, and one of
// another level would make one of the two drain.
static uint32_t count_steps(Flats *flats, bool (*starts)(const Flats *, size_t), uint32_t *steps)
{
    FlowStack *queue = &flats->queue;
    queue->count = 0;
    for (size_t i = 0; i < flats->cells.count; i++) {
        if (!starts(flats, flats->cells.cells[i])) continue;
        steps[i] = 1;
        flow_stack_push(queue, flats->cells.cells[i]);
    }
    uint32_t far = queue->count > 0 ? 1 : 0;
    for (size_t at = 0; at < queue->count; at++) {
        size_t from = queue->cells[at];
        far = steps[flats->mask[from] - 1];
        for (int k = 0; k < 8; k++) {
            size_t next = flow_step(&flats->steps, from, k);
            uint32_t place = flats->mask[next];
            if (place == 0 || steps[place - 1] > 0) continue;
            steps[place - 1] = far + 1;
            flow_stack_push(queue, next);
        }
    }
    return far;
}

static void resolve_flat(Flats *flats, size_t cell)
{
    gather_flat(flats, cell);
    uint32_t lows = count_steps(flats, beside_low, flats->low);
    assert(lows > 0); // on a filled surface every flat drains
    uint32_t highest = count_steps(flats, beside_high, flats->high);
    for (size_t i = 0; i < flats->cells.count; i++)
        flats->mask[flats->cells.cells[i]] = 2 * flats->low[i] + (highest - flats->high[i]);
}

uint32_t *flat_mask(Arena *arena, const float *filled, int width, int height)
{
    Arena *scratch = arena_open();
    size_t cells = flow_cells(width, height);
    uint32_t *mask = arena_array(arena, cells, sizeof *mask);
    Flats flats = {.surface = {width, height, filled, mask}, .steps = flow_steps(width, height), .mask = mask};
    flats.cells.arena = flats.queue.arena = scratch;
    for (int row = 1; row < height - 1; row++) mark_row(&flats, (size_t)row);
    for (size_t i = 0; i < cells; i++)
        if (mask[i] == UNSEEN) resolve_flat(&flats, i);
    arena_close(scratch);
    return mask;
}
