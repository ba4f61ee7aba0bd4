#include "land/flow/fill.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "land/flow/queue.h"
#include "land/flow/surface.h"

enum { QUEUE_DONE = 1 << 16 }; // so many cells are done with before a queue is moved to the front of its memory

typedef struct Fill {
    float *level;      // elevations, raised in place
    uint8_t *settled;  // bit cell + width + 1: the level is final; a row of set bits before and after the grid
    ptrdiff_t step[9]; // the 3 x 3 cells around a cell, row by row
    size_t width, cells;
    FlowStack rising, sinking; // rising is used as a queue
    FlowHeap heap;
} Fill;

static bool is_settled(const Fill *fill, size_t cell)
{
    size_t bit = cell + fill->width + 1;
    return fill->settled[bit >> 3] >> (bit & 7) & 1;
}

static void settle(Fill *fill, size_t cell)
{
    size_t bit = cell + fill->width + 1;
    fill->settled[bit >> 3] = (uint8_t)(fill->settled[bit >> 3] | 1u << (bit & 7));
}

static unsigned three_bits(const uint8_t *bits, size_t at)
{
    return ((unsigned)bits[at >> 3] | (unsigned)bits[(at >> 3) + 1] << 8) >> (at & 7) & 7;
}

// Bit 3 * row + column of the 3 x 3 cells around a cell: settled. Cells on the edge see those of the other side as
// neighbours, which is harmless: all of the edge is settled from the start.
static unsigned settled_around(const Fill *fill, size_t cell)
{
    return three_bits(fill->settled, cell) | three_bits(fill->settled, cell + fill->width) << 3 |
           three_bits(fill->settled, cell + 2 * fill->width) << 6;
}

static size_t around(const Fill *fill, size_t cell, unsigned bits)
{
    return (size_t)((ptrdiff_t)cell + fill->step[__builtin_ctz(bits)]);
}

// A settled cell that is not above this one will settle it when its turn comes.
static bool drains_elsewhere(const Fill *fill, size_t cell)
{
    for (unsigned bits = settled_around(fill, cell); bits; bits &= bits - 1)
        if (fill->level[around(fill, cell, bits)] <= fill->level[cell]) return true;
    return false;
}

// From a settled cell to those at least as high, which are settled thereby. When one below it is left that drains
// nowhere yet, water may have to spill here: the cell waits for its level's turn.
static void rise_from(Fill *fill, size_t cell)
{
    float level = fill->level[cell];
    bool waits = false;
    for (unsigned bits = ~settled_around(fill, cell) & 0x1ff; bits; bits &= bits - 1) {
        size_t next = around(fill, cell, bits);
        if (fill->level[next] >= level) {
            settle(fill, next);
            flow_stack_push(&fill->rising, next);
        } else if (!waits) {
            waits = !drains_elsewhere(fill, next);
        }
    }
    if (waits) flow_heap_push(&fill->heap, flow_key(level), cell);
}

// From a cell at the level of the flood into the depression behind it.
static void sink_from(Fill *fill, size_t cell)
{
    float level = fill->level[cell];
    for (unsigned bits = ~settled_around(fill, cell) & 0x1ff; bits; bits &= bits - 1) {
        size_t next = around(fill, cell, bits);
        settle(fill, next);
        if (fill->level[next] > level) {
            flow_stack_push(&fill->rising, next);
        } else {
            fill->level[next] = level;
            flow_stack_push(&fill->sinking, next);
        }
    }
}

static void start_at(Fill *fill, size_t cell)
{
    if (is_settled(fill, cell)) return;
    settle(fill, cell);
    flow_stack_push(&fill->rising, cell);
}

static void start_around(Fill *fill, size_t cell, const FlowSteps *steps)
{
    unsigned present = flow_present(steps, cell);
    for (int k = 0; k < 8; k++)
        if (present >> k & 1) start_at(fill, flow_step(steps, cell, k));
}

// Takes the elevations over; cells on the edge and beside no-data are where the flood begins.
static void begin(Fill *fill, const float *z, const FlowSteps *steps)
{
    size_t width = fill->width, cells = fill->cells;
    for (size_t i = 0; i < width + 1; i++) {
        settle(fill, i - width - 1);
        settle(fill, cells + i);
    }
    for (size_t i = 0; i < cells; i++) {
        fill->level[i] = isfinite(z[i]) ? z[i] + 0.0F : NAN;
        if (isnan(fill->level[i])) settle(fill, i);
    }
    for (size_t i = 0; i < cells; i++)
        if (isnan(fill->level[i])) start_around(fill, i, steps);
    for (size_t i = 0; i < width; i++) {
        start_at(fill, i);
        start_at(fill, cells - 1 - i);
    }
    for (size_t i = 0; i < cells; i += width) {
        start_at(fill, i);
        start_at(fill, i + width - 1);
    }
}

// First in, first out: a stack climbs in long threads, and seven times as many cells beside them have to wait.
static void rise(Fill *fill)
{
    FlowStack *queue = &fill->rising;
    for (size_t at = 0; at < queue->count;) {
        rise_from(fill, queue->cells[at++]);
        if (at < QUEUE_DONE || at < queue->count / 2) continue;
        queue->count -= at;
        memmove(queue->cells, queue->cells + at, queue->count * sizeof *queue->cells);
        at = 0;
    }
    queue->count = 0;
}

static void flood(Fill *fill)
{
    size_t cell;
    rise(fill);
    while (flow_heap_pop(&fill->heap, &cell)) {
        flow_stack_push(&fill->sinking, cell);
        while (fill->sinking.count > 0) sink_from(fill, fill->sinking.cells[--fill->sinking.count]);
        rise(fill);
    }
}

void fill_depressions(const float *z, int width, int height, float *filled)
{
    Arena *arena = arena_open();
    size_t cells = flow_cells(width, height), w = (size_t)width;
    FlowSteps steps = flow_steps(width, height);
    Fill fill = {.level = filled, .width = w, .cells = cells};
    fill.rising.arena = fill.sinking.arena = fill.heap.arena = arena;
    for (int k = 0; k < 9; k++) fill.step[k] = (k / 3 - 1) * (ptrdiff_t)width + k % 3 - 1;
    fill.settled = arena_array(arena, (cells + 2 * w + 2) / 8 + 3, 1);
    begin(&fill, z, &steps);
    flood(&fill);
    arena_close(arena);
}

static int compare_levels(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Writes the different elevations, rising; returns how many there are.
static size_t sort_levels(const double *z, size_t cells, double *levels)
{
    size_t count = 0, different = 0;
    for (size_t i = 0; i < cells; i++)
        if (isfinite(z[i])) levels[count++] = z[i] + 0.0; // -0 becomes 0
    qsort(levels, count, sizeof *levels, compare_levels);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || levels[i] != levels[different - 1]) levels[different++] = levels[i];
    return different;
}

enum { FIRST_RANK = 1 << 23 }; // the smallest number of a normal float's bits

static float float_of_rank(size_t rank)
{
    uint32_t bits = (uint32_t)(FIRST_RANK + rank);
    float out;
    memcpy(&out, &bits, sizeof out);
    return out;
}

static size_t rank_of_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits - FIRST_RANK;
}

// Filling only compares, so it may as well be done on ranks; as the bits of floats these rise with the floats.
void fill_depressions_exact(const double *z, int width, int height, double *filled)
{
    Arena *arena = arena_open();
    size_t cells = flow_cells(width, height);
    double *levels = arena_array(arena, cells, sizeof *levels);
    float *rank = arena_array(arena, cells, sizeof *rank);
    size_t count = sort_levels(z, cells, levels);
    for (size_t i = 0; i < cells; i++) {
        const double *at = isfinite(z[i]) ? bsearch(z + i, levels, count, sizeof *levels, compare_levels) : NULL;
        rank[i] = at ? float_of_rank((size_t)(at - levels)) : NAN;
    }
    fill_depressions(rank, width, height, rank);
    for (size_t i = 0; i < cells; i++) filled[i] = isnan(rank[i]) ? (double)NAN : levels[rank_of_float(rank[i])];
    arena_close(arena);
}
