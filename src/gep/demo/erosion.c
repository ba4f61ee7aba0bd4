#include "gep/demo/erosion.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "gep/demo/noise.h"

// ---- routing

Erosion erosion_open(Arena *arena, int width, int height, double step_m)
{
    size_t count = (size_t)width * (size_t)height;
    Erosion e = {.width = width, .height = height, .step_m = step_m};
    e.z = arena_array(arena, count, sizeof *e.z);
    e.uplift = arena_array(arena, count, sizeof *e.uplift);
    e.strength = arena_array(arena, count, sizeof *e.strength);
    e.base = arena_array(arena, count, sizeof *e.base);
    e.order = arena_array(arena, count, sizeof *e.order);
    e.receiver = arena_array(arena, count, sizeof *e.receiver);
    e.area_m2 = arena_array(arena, count, sizeof *e.area_m2);
    e.seen = arena_array(arena, count, sizeof *e.seen);
    e.heap = heap_open(arena);
    return e;
}

static void start_at_bases(Erosion *e, int count)
{
    e->heap.count = 0;
    for (int node = 0; node < count; node++) {
        e->seen[node] = e->base[node];
        e->receiver[node] = node;
        if (e->base[node]) heap_push(&e->heap, e->z[node], node);
    }
}

static const struct Neighbour {
    int across, down;
    double far; // in steps
} neighbours[8] = {
    {-1, -1, 1.4142135623730951}, {0, -1, 1}, {1, -1, 1.4142135623730951}, {-1, 0, 1}, {1, 0, 1},
    {-1, 1, 1.4142135623730951},  {0, 1, 1},  {1, 1, 1.4142135623730951},
};

// A neighbour not yet seen may drain here; a pit is raised to the rim that its water leaves by.
static void see(Erosion *e, HeapItem from, int node)
{
    e->seen[node] = true;
    e->receiver[node] = from.node;
    if (e->z[node] < from.key) e->z[node] = from.key;
    heap_push(&e->heap, e->z[node], node);
}

// Without it, rivers would follow the lattice.
static double wobble(int node, int k)
{
    return 0.7 + 0.6 * noise_unit(node, k, 3);
}

// All lower ground is settled when a node's turn comes: its water takes the steepest way, not the one that the flood
// came by.
static void visit(Erosion *e, HeapItem from)
{
    int col = from.node % e->width, row = from.node / e->width;
    double steepest = 0;
    for (int k = 0; k < 8; k++) {
        int c = col + neighbours[k].across, r = row + neighbours[k].down, node = r * e->width + c;
        if (c < 0 || r < 0 || c >= e->width || r >= e->height) continue;
        if (!e->seen[node]) {
            see(e, from, node);
        } else if (!e->base[from.node]) {
            double slope = (from.key - e->z[node]) / (neighbours[k].far * wobble(from.node, k));
            if (slope <= steepest) continue;
            steepest = slope;
            e->receiver[from.node] = node;
        }
    }
}

static void add_up_areas(Erosion *e, int count)
{
    for (int k = 0; k < count; k++) e->area_m2[k] = e->step_m * e->step_m;
    for (int k = count - 1; k >= 0; k--) {
        int node = e->order[k], to = e->receiver[node];
        if (to != node) e->area_m2[to] += e->area_m2[node];
    }
}

void erosion_route(Erosion *e)
{
    int count = e->width * e->height, done = 0;
    start_at_bases(e, count);
    while (e->heap.count > 0) {
        HeapItem next = heap_pop(&e->heap);
        e->order[done++] = next.node;
        visit(e, next);
    }
    assert(done == count); // there is a base node
    add_up_areas(e, count);
}

// ---- time

void erosion_step(Erosion *e, double time, double slope_max)
{
    erosion_route(e);
    int count = e->width * e->height;
    for (int k = 0; k < count; k++) {
        int node = e->order[k], to = e->receiver[node], apart = node > to ? node - to : to - node;
        if (to == node) continue;
        double far = apart == 1 || apart == e->width ? e->step_m : e->step_m * 1.4142135623730951;
        double pull = e->strength[node] * time * sqrt(e->area_m2[node]) / far;
        double z = (e->z[node] + time * e->uplift[node] + pull * e->z[to]) / (1 + pull);
        double steepest = e->z[to] + slope_max * far;
        e->z[node] = z > steepest ? steepest : z;
    }
}

void erosion_creep(Erosion *e, double stream_m2)
{
    for (int row = 1; row + 1 < e->height; row++) {
        for (int col = 1; col + 1 < e->width; col++) {
            int node = row * e->width + col;
            const double *z = e->z + node;
            if (e->base[node] || e->area_m2[node] >= stream_m2) continue;
            double around = (z[-1] + z[1] + z[-e->width] + z[e->width]) / 4;
            e->z[node] += (around - z[0]) / 2;
        }
    }
}
