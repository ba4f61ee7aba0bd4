#include "gep/why.h"

#include <stdarg.h>
#include <string.h>

Why why_open(Arena *arena)
{
    return (Why){strbuf_open(arena), strbuf_open(arena)};
}

bool why_say(Why *why, const char *zh, const char *en, ...)
{
    va_list args, again;
    va_start(args, en);
    va_copy(again, args);
    strbuf_printf(&why->zh, "%s；", arena_vprintf(why->zh.arena, zh, args));
    strbuf_printf(&why->en, "%s; ", arena_vprintf(why->en.arena, en, again));
    va_end(again);
    va_end(args);
    return false;
}

bool why_err(Why *why, const Err *err)
{
    return why_say(why, "%s", "%s", err->text);
}

void why_add(Why *why, const Why *more)
{
    if (strstr(why->en.data, more->en.data) != NULL) return;
    strbuf_add(&why->zh, more->zh.data);
    strbuf_add(&why->en, more->en.data);
}

const char *why_half(Arena *arena, const char *both, bool chinese)
{
    static const char between[] = " / ";
    const char *at = strstr(both, between);
    if (at == NULL) return both;
    return chinese ? at + strlen(between) : arena_text_size(arena, both, (size_t)(at - both));
}
