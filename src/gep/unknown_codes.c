#include "gep/unknown_codes.h"

#include "base/text.h"

void unknown_codes_add(UnknownCodes *unknown, long code)
{
    size_t at = 0;
    while (at < unknown->count && unknown->codes[at] < code) at++;
    if (at == UNKNOWN_CODE_MAX || (at < unknown->count && unknown->codes[at] == code)) return;
    if (unknown->count < UNKNOWN_CODE_MAX) unknown->count++;
    for (size_t i = unknown->count - 1; i > at; i--) unknown->codes[i] = unknown->codes[i - 1];
    unknown->codes[at] = code;
}

void unknown_codes_merge(UnknownCodes *unknown, const UnknownCodes *more)
{
    for (size_t i = 0; i < more->count; i++) unknown_codes_add(unknown, more->codes[i]);
}

const char *unknown_codes_text(Arena *arena, const UnknownCodes *unknown)
{
    StrBuf text = strbuf_open(arena);
    for (size_t i = 0; i < unknown->count; i++) strbuf_printf(&text, "%s%ld", i > 0 ? ", " : "", unknown->codes[i]);
    if (unknown->count == UNKNOWN_CODE_MAX) strbuf_add(&text, " ...");
    return text.data;
}
