// queue.h - what filling waits in: a stack of cells, and a heap that gives back the lowest cell.
//
// The heap is a radix heap (Ahuja, Mehlhorn, Orlin & Tarjan 1990, J. ACM 37:213): a cell lies in the bucket of the
// highest bit in which its key differs from the last one taken, moves to lower buckets only, and every move is along
// arrays. It needs keys that are never below the last one taken. Which of several equal keys comes first is not
// promised.
#ifndef QINGSHAN_LAND_FLOW_QUEUE_H
#define QINGSHAN_LAND_FLOW_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct FlowStack { // starts as {arena}
    Arena *arena;
    uint32_t *cells;
    size_t count, capacity;
} FlowStack;

static inline void flow_stack_push(FlowStack *stack, size_t cell)
{
    if (stack->count == stack->capacity)
        stack->cells = arena_grow(stack->arena, stack->cells, stack->count, &stack->capacity, sizeof *stack->cells);
    stack->cells[stack->count++] = (uint32_t)cell;
}

enum { FLOW_BUCKETS = 33 };

typedef struct FlowWaiting {
    uint32_t key, cell;
} FlowWaiting;

typedef struct FlowBucket {
    FlowWaiting *items;
    size_t count, capacity;
} FlowBucket;

typedef struct FlowHeap { // starts as {arena}
    Arena *arena;
    uint32_t last; // key of the last one taken
    FlowBucket buckets[FLOW_BUCKETS];
} FlowHeap;

// Numbers in the order of the floats. Not for NaN; -0 comes before 0.
uint32_t flow_key(float z);
void flow_heap_push(FlowHeap *heap, uint32_t key, size_t cell);
bool flow_heap_pop(FlowHeap *heap, size_t *cell); // false: empty

#endif
