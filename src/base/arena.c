#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <malloc.h>
#include <sanitizer/asan_interface.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

// Under AddressSanitizer what no block holds is poisoned, and a gap stands between blocks, so that a step beyond the
// end of an array is seen here too. Otherwise the two macros of asan_interface.h do nothing.
#ifdef __SANITIZE_ADDRESS__
enum { GAP = 8 };
#else
enum { GAP = 0 };
#endif

enum {
    ALIGNMENT = 64,
    CHUNK_FIRST = 32 << 10,
    CHUNK_LARGEST = 4 << 20, // a bigger request gets a chunk of its own
};

typedef struct Chunk Chunk;
struct Chunk {
    Chunk *next;
    char *data; // aligned
    size_t capacity;
    size_t used;
    size_t dirty; // bytes from here on are still zero
};

struct Arena {
    Chunk *first, *current; // the ordinary chunks, in order of use
    Chunk *large, *spare;   // chunks of one block: in use, and free since a reset
    size_t next_capacity;
};

_Noreturn static void out_of_memory(size_t size)
{
    message_say(_("out of memory (%zu bytes asked)"), size);
    exit(1);
}

static Chunk *chunk_open(size_t capacity)
{
    if (capacity > SIZE_MAX - 2 * ALIGNMENT) out_of_memory(capacity);
    Chunk *chunk = calloc(1, sizeof *chunk);
    char *memory = calloc(1, capacity + ALIGNMENT + sizeof(void *));
    if (!chunk || !memory) out_of_memory(capacity);
    uintptr_t start = ((uintptr_t)memory + sizeof(void *) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    chunk->data = memory + (start - (uintptr_t)memory);
    memcpy(chunk->data - sizeof(void *), &memory, sizeof(void *)); // for chunk_close
    chunk->capacity = capacity;
    ASAN_POISON_MEMORY_REGION(chunk->data, capacity);
    // cppcheck-suppress memleak ; the pointer stands before the data, where chunk_close finds it
    return chunk;
}

static void chunk_close(Chunk *chunk)
{
    void *memory;
    memcpy(&memory, chunk->data - sizeof(void *), sizeof(void *));
    ASAN_UNPOISON_MEMORY_REGION(chunk->data, chunk->capacity);
    free(memory);
    free(chunk);
}

static void close_list(Chunk *chunk)
{
    while (chunk) {
        Chunk *next = chunk->next;
        chunk_close(chunk);
        chunk = next;
    }
}

Arena *arena_open(void)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena) out_of_memory(sizeof *arena);
    arena->next_capacity = CHUNK_FIRST;
    return arena;
}

void arena_close(Arena *arena)
{
    if (!arena) return;
    close_list(arena->first);
    close_list(arena->large);
    close_list(arena->spare);
    free(arena);
}

static void chunk_reset(Chunk *chunk)
{
    chunk->used = 0;
    ASAN_POISON_MEMORY_REGION(chunk->data, chunk->capacity);
}

void arena_reset(Arena *arena)
{
    for (Chunk *chunk = arena->first; chunk; chunk = chunk->next) chunk_reset(chunk);
    arena->current = arena->first;
    while (arena->large) {
        Chunk *chunk = arena->large;
        arena->large = chunk->next;
        chunk_reset(chunk);
        chunk->next = arena->spare;
        arena->spare = chunk;
    }
}

// Where the next block with this alignment starts; beyond the capacity when there is no room.
static size_t chunk_offset(const Chunk *chunk, size_t align)
{
    size_t after = chunk->used > 0 ? chunk->used + GAP : 0;
    return (after + align - 1) / align * align;
}

static bool chunk_fits(const Chunk *chunk, size_t size, size_t align)
{
    size_t offset = chunk_offset(chunk, align);
    return offset <= chunk->capacity && size <= chunk->capacity - offset;
}

static void *chunk_take(Chunk *chunk, size_t offset, size_t size)
{
    size_t end = offset + size;
    ASAN_UNPOISON_MEMORY_REGION(chunk->data + offset, size);
    if (offset < chunk->dirty) memset(chunk->data + offset, 0, (end < chunk->dirty ? end : chunk->dirty) - offset);
    if (end > chunk->dirty) chunk->dirty = end;
    chunk->used = end;
    return chunk->data + offset;
}

// The smallest spare chunk that fits; failing that, the largest spare one is given up, so that memory stays bounded.
static Chunk *take_spare(Arena *arena, size_t size)
{
    Chunk **best = NULL, **largest = NULL;
    for (Chunk **at = &arena->spare; *at; at = &(*at)->next) {
        if ((*at)->capacity >= size && (!best || (*at)->capacity < (*best)->capacity)) best = at;
        if (!largest || (*at)->capacity > (*largest)->capacity) largest = at;
    }
    Chunk **taken = best ? best : largest;
    if (!taken) return NULL;
    Chunk *chunk = *taken;
    *taken = chunk->next;
    if (best) return chunk;
    chunk_close(chunk);
    return NULL;
}

static void *take_large(Arena *arena, size_t size)
{
    Chunk *chunk = take_spare(arena, size);
    if (!chunk) chunk = chunk_open(size);
    chunk->next = arena->large;
    arena->large = chunk;
    return chunk_take(chunk, 0, size);
}

static void next_chunk(Arena *arena)
{
    Chunk *next = arena->current ? arena->current->next : arena->first;
    if (!next) {
        next = chunk_open(arena->next_capacity);
        if (arena->next_capacity < CHUNK_LARGEST) arena->next_capacity *= 2;
        if (arena->current) {
            arena->current->next = next;
        } else {
            arena->first = next;
        }
    }
    arena->current = next;
}

static void *take(Arena *arena, size_t size, size_t align)
{
    if (size > CHUNK_LARGEST / 4) return take_large(arena, size);
    while (!arena->current || !chunk_fits(arena->current, size, align)) {
        if (size > arena->next_capacity / 4) arena->next_capacity = 4 * size; // at most CHUNK_LARGEST
        next_chunk(arena);
    }
    return chunk_take(arena->current, chunk_offset(arena->current, align), size);
}

void *arena_alloc(Arena *arena, size_t size)
{
    return take(arena, size ? size : 1, ALIGNMENT);
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) out_of_memory(SIZE_MAX);
    return arena_alloc(arena, total);
}

char *arena_text_size(Arena *arena, const char *data, size_t size)
{
    if (size == SIZE_MAX) out_of_memory(size);
    char *copy = take(arena, size + 1, 1);
    if (size > 0) memcpy(copy, data, size);
    return copy;
}

char *arena_text(Arena *arena, const char *text)
{
    return text ? arena_text_size(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    assert(size >= 0);
    char *text = take(arena, (size_t)size + 1, 1);
    vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

// An array that is the last thing of the current chunk grows where it stands.
static bool grow_in_place(Arena *arena, const char *items, size_t old_size, size_t new_size)
{
    Chunk *chunk = arena->current;
    if (!chunk || !items || items + old_size != chunk->data + chunk->used) return false;
    if (new_size - old_size > chunk->capacity - chunk->used) return false;
    chunk_take(chunk, chunk->used, new_size - old_size);
    return true;
}

void *arena_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    assert(count <= *capacity && size > 0);
    if (count < *capacity) return items;
    size_t wanted = *capacity ? 2 * *capacity : 8, total;
    if (wanted < *capacity || __builtin_mul_overflow(wanted, size, &total)) out_of_memory(SIZE_MAX);
    size_t old_total = *capacity * size;
    *capacity = wanted;
    if (grow_in_place(arena, items, old_total, total)) return items;
    void *moved = arena_alloc(arena, total);
    if (count > 0) memcpy(moved, items, count * size);
    return moved;
}

void arena_tune(void)
{
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20); // else the heap shrinks and grows with every tile
}

void arena_trim(void)
{
    malloc_trim(0);
}
