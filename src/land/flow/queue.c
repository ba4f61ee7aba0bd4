#include "land/flow/queue.h"

#include <assert.h>
#include <string.h>

uint32_t flow_key(float z)
{
    uint32_t bits;
    memcpy(&bits, &z, sizeof bits);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

void flow_heap_push(FlowHeap *heap, uint32_t key, size_t cell)
{
    assert(key >= heap->last);
    uint32_t differs = key ^ heap->last;
    FlowBucket *bucket = &heap->buckets[differs ? 32 - __builtin_clz(differs) : 0];
    if (bucket->count == bucket->capacity)
        bucket->items = arena_grow(heap->arena, bucket->items, bucket->count, &bucket->capacity, sizeof *bucket->items);
    bucket->items[bucket->count++] = (FlowWaiting){key, (uint32_t)cell};
}

// The lowest key of a bucket becomes the last one taken, and its cells move down, those of that key to bucket 0.
static void empty_bucket(FlowHeap *heap, FlowBucket *bucket)
{
    uint32_t lowest = bucket->items[0].key;
    for (size_t i = 1; i < bucket->count; i++)
        if (bucket->items[i].key < lowest) lowest = bucket->items[i].key;
    heap->last = lowest;
    size_t count = bucket->count;
    bucket->count = 0;
    for (size_t i = 0; i < count; i++) flow_heap_push(heap, bucket->items[i].key, bucket->items[i].cell);
}

bool flow_heap_pop(FlowHeap *heap, size_t *cell)
{
    FlowBucket *zero = &heap->buckets[0];
    for (int b = 1; zero->count == 0 && b < FLOW_BUCKETS; b++)
        if (heap->buckets[b].count > 0) empty_bucket(heap, &heap->buckets[b]);
    if (zero->count == 0) return false;
    *cell = zero->items[--zero->count].cell;
    return true;
}
