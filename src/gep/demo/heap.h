// heap.h - a queue of lattice nodes, lowest key first; equal keys in the order of the nodes.
#ifndef QINGSHAN_GEP_DEMO_HEAP_H
#define QINGSHAN_GEP_DEMO_HEAP_H

#include <stddef.h>

#include "base/arena.h"

typedef struct HeapItem {
    double key;
    int node;
} HeapItem;

typedef struct Heap {
    Arena *arena;
    HeapItem *items;
    size_t count, capacity;
} Heap;

Heap heap_open(Arena *arena);
void heap_push(Heap *heap, double key, int node);
HeapItem heap_pop(Heap *heap); // asserts that there is one

#endif
