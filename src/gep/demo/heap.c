#include "gep/demo/heap.h"

#include <assert.h>
#include <stdbool.h>

Heap heap_open(Arena *arena)
{
    return (Heap){.arena = arena};
}

static bool before(HeapItem a, HeapItem b)
{
    return a.key < b.key || (a.key == b.key && a.node < b.node);
}

void heap_push(Heap *heap, double key, int node)
{
    heap->items = arena_grow(heap->arena, heap->items, heap->count, &heap->capacity, sizeof *heap->items);
    size_t at = heap->count++;
    HeapItem item = {key, node};
    while (at > 0 && before(item, heap->items[(at - 1) / 2])) {
        heap->items[at] = heap->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->items[at] = item;
}

HeapItem heap_pop(Heap *heap)
{
    assert(heap->count > 0);
    HeapItem top = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    for (size_t child = 1; child < heap->count; child = 2 * at + 1) {
        if (child + 1 < heap->count && before(heap->items[child + 1], heap->items[child])) child++;
        if (!before(heap->items[child], last)) break;
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return top;
}
