#include "gep/demo/ways.h"

#include <math.h>

#include "gep/demo/heap.h"

typedef struct Search {
    const Field2 *lattice;
    Ways ways;
    Heap heap;
    WayCost *step;
    const void *context;
} Search;

static void reach(Search *search, int from, int to, double length_m)
{
    double cost = search->ways.cost[from] + search->step(search->context, from, to, length_m);
    if (cost >= search->ways.cost[to]) return;
    search->ways.cost[to] = cost;
    search->ways.start[to] = search->ways.start[from];
    search->ways.next[to] = from;
    heap_push(&search->heap, cost, to);
}

static void go_on(Search *search, int from)
{
    int width = search->lattice->width, col = from % width, row = from / width;
    for (int r = row > 0 ? row - 1 : 0; r <= row + 1 && r < search->lattice->height; r++) {
        for (int c = col > 0 ? col - 1 : 0; c <= col + 1 && c < width; c++) {
            if (r == row && c == col) continue;
            double length = r == row || c == col ? 1 : 1.4142135623730951;
            reach(search, from, r * width + c, length * search->lattice->step_m);
        }
    }
}

Ways ways_from(Arena *arena, const Field2 *lattice, size_t count, const int *starts, const double *head, WayCost *step,
               const void *context)
{
    size_t size = (size_t)lattice->width * (size_t)lattice->height;
    Ways ways = {.start = arena_array(arena, size, sizeof(int)),
                 .next = arena_array(arena, size, sizeof(int)),
                 .cost = arena_array(arena, size, sizeof(double))};
    Arena *scratch = arena_open();
    Search search = {lattice, ways, heap_open(scratch), step, context};
    for (size_t i = 0; i < size; i++) ways.cost[i] = INFINITY;
    for (size_t k = 0; k < count; k++) {
        ways.cost[starts[k]] = head ? head[k] : 0;
        ways.start[starts[k]] = (int)k;
        ways.next[starts[k]] = starts[k];
        heap_push(&search.heap, ways.cost[starts[k]], starts[k]);
    }
    while (search.heap.count > 0) {
        HeapItem item = heap_pop(&search.heap);
        if (item.key <= ways.cost[item.node]) go_on(&search, item.node);
    }
    arena_close(scratch);
    return ways;
}
