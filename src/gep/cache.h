// cache.h - what is kept between runs to save time, by the digest of everything it depends on: never stale, never
// needed.
//
// In $QINGSHAN_CACHE, else $XDG_CACHE_HOME/qingshan, else ~/.cache/qingshan; QINGSHAN_CACHE=off keeps nothing.
#ifndef QINGSHAN_GEP_CACHE_H
#define QINGSHAN_GEP_CACHE_H

#include <stdbool.h>

#include "base/arena.h"

// Where a thing of this name is kept; NULL where nothing is.
const char *cache_path(Arena *arena, const char *name);
// Makes the folder; false where it cannot be, and then nothing is kept.
bool cache_ready(Arena *arena);

#endif
