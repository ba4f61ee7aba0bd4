// arena.h - memory that is given back all at once.
//
// What an arena hands out is zeroed, aligned to 64 bytes (texts are packed: aligned to 1) and lives until arena_reset
// or arena_close. One arena belongs to one thread. Running out of memory ends the program with a message: nothing here
// returns NULL.
#ifndef QINGSHAN_BASE_ARENA_H
#define QINGSHAN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

typedef struct Arena Arena;

Arena *arena_open(void);
void arena_close(Arena *arena); // NULL is allowed
// Once, when the program starts: large blocks go back to the system as soon as they are freed, those of libraries too
// (font files, tiles). glibc would otherwise keep blocks of up to 32 MB for later.
void arena_tune(void);
void arena_trim(void);          // gives memory that closed arenas (and libraries) no longer use back to the system
void arena_reset(Arena *arena); // keeps the memory for the next use
void *arena_alloc(Arena *arena, size_t size);
// count * size with an overflow check.
void *arena_array(Arena *arena, size_t count, size_t size);
char *arena_text(Arena *arena, const char *text); // a copy; NULL gives NULL
char *arena_text_size(Arena *arena, const char *data, size_t size);
char *arena_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(Arena *arena, const char *format, va_list args);
// Grows an array that lives on the arena: returns it, moved if needed, with room for one more.
// Usage: items = arena_grow(arena, items, count, &capacity, sizeof *items); items[count++] = x;
void *arena_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
