// unknown_codes.h - codes of the land map that the crosswalk does not know: the least ones, whoever met them when.
#ifndef QINGSHAN_GEP_UNKNOWN_CODES_H
#define QINGSHAN_GEP_UNKNOWN_CODES_H

#include <stddef.h>

#include "base/arena.h"

enum { UNKNOWN_CODE_MAX = 8 };
typedef struct UnknownCodes {
    size_t count;
    long codes[UNKNOWN_CODE_MAX]; // ascending
} UnknownCodes;

void unknown_codes_add(UnknownCodes *unknown, long code);
void unknown_codes_merge(UnknownCodes *unknown, const UnknownCodes *more);
const char *unknown_codes_text(Arena *arena, const UnknownCodes *unknown); // "9901, 9902"; "..." after a full list

#endif
