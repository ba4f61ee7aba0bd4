#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

StrBuf strbuf_open(Arena *arena)
{
    StrBuf buf = {.arena = arena, .capacity = 64};
    buf.data = arena_alloc(arena, buf.capacity);
    return buf;
}

static void reserve(StrBuf *buf, size_t more)
{
    while (buf->capacity - buf->size <= more) {
        buf->data = arena_grow(buf->arena, buf->data, buf->capacity, &buf->capacity, 1);
    }
}

void strbuf_add_size(StrBuf *buf, const char *data, size_t size)
{
    reserve(buf, size);
    if (size > 0) memcpy(buf->data + buf->size, data, size);
    buf->size += size;
    buf->data[buf->size] = '\0';
}

void strbuf_add(StrBuf *buf, const char *text)
{
    strbuf_add_size(buf, text, strlen(text));
}

void strbuf_add_char(StrBuf *buf, char c)
{
    strbuf_add_size(buf, &c, 1);
}

void strbuf_printf(StrBuf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(size >= 0);
    reserve(buf, (size_t)size);
    vsnprintf(buf->data + buf->size, (size_t)size + 1, format, again);
    va_end(again);
    buf->size += (size_t)size;
}

bool text_equal(const char *a, const char *b)
{
    if (!a || !b) return a == b;
    return strcmp(a, b) == 0;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
    size_t size = strlen(text), wanted = strlen(suffix);
    return size >= wanted && memcmp(text + size - wanted, suffix, wanted) == 0;
}

// White space that is more than one byte: ideographic space, no-break space, byte order mark.
static const char *const wide_spaces[] = {"\u3000", "\u00A0", "\uFEFF"};

static size_t space_at_start(const char *text, size_t size)
{
    if (size > 0 && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))) return 1;
    for (size_t i = 0; i < sizeof wide_spaces / sizeof *wide_spaces; i++) {
        size_t wide = strlen(wide_spaces[i]);
        if (size >= wide && memcmp(text, wide_spaces[i], wide) == 0) return wide;
    }
    return 0;
}

static size_t space_at_end(const char *text, size_t size)
{
    for (size_t width = 1; width <= 3 && width <= size; width++) {
        if (space_at_start(text + size - width, width) == width) return width;
    }
    return 0;
}

// The part without white space at both ends, as a view.
static const char *trimmed(const char *text, size_t *size)
{
    size_t space;
    while ((space = space_at_start(text, *size)) > 0) {
        text += space;
        *size -= space;
    }
    while ((space = space_at_end(text, *size)) > 0) *size -= space;
    return text;
}

static char *trim_size(Arena *arena, const char *text, size_t size)
{
    const char *part = trimmed(text, &size);
    return arena_text_size(arena, part, size);
}

char *text_trim(Arena *arena, const char *text)
{
    return trim_size(arena, text, strlen(text));
}

static size_t count_separators(const char *text, char separator)
{
    size_t count = 0;
    for (; *text; text++) count += *text == separator;
    return count;
}

char **text_split(Arena *arena, const char *text, char separator, size_t *count)
{
    assert(separator != '\0');
    size_t most = count_separators(text, separator) + 1;
    char **parts = arena_array(arena, most + 1, sizeof *parts); // ends with NULL
    *count = 0;
    if (!*text) return parts;
    while (*count < most) {
        const char *end = strchrnul(text, separator);
        parts[(*count)++] = trim_size(arena, text, (size_t)(end - text));
        text = end + 1;
    }
    return parts;
}

char *text_replace(Arena *arena, const char *text, const char *from, const char *to)
{
    assert(*from);
    StrBuf buf = strbuf_open(arena);
    const char *found;
    while ((found = strstr(text, from))) {
        strbuf_add_size(&buf, text, (size_t)(found - text));
        strbuf_add(&buf, to);
        text = found + strlen(from);
    }
    strbuf_add(&buf, text);
    return buf.data;
}

char *text_half_width(Arena *arena, const char *text)
{
    char *out = arena_text(arena, text), *at = out; // never longer
    for (const unsigned char *in = (const unsigned char *)text; *in;) {
        if (in[0] == 0xEF && in[1] == 0xBC && in[2] >= 0x81 && in[2] <= 0xBF) { // U+FF01..U+FF3F
            *at++ = (char)(in[2] - 0x81 + '!');
            in += 3;
        } else if (in[0] == 0xEF && in[1] == 0xBD && in[2] >= 0x80 && in[2] <= 0x9E) { // U+FF40..U+FF5E
            *at++ = (char)(in[2] - 0x80 + '`');
            in += 3;
        } else if (in[0] == 0xE3 && in[1] == 0x80 && in[2] == 0x80) { // U+3000
            *at++ = ' ';
            in += 3;
        } else {
            *at++ = (char)*in++;
        }
    }
    *at = '\0';
    return out;
}

bool text_is_missing(const char *text)
{
    static const char *const missing[] = {"",  "-",  "--",  "—",    "——",  "－", "/",      "／",
                                          "…", "……", "N/A", "NULL", "NaN", "NA", "无数据", "缺"};
    size_t size = strlen(text);
    const char *part = trimmed(text, &size);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        if (strlen(missing[i]) == size && strncasecmp(part, missing[i], size) == 0) return true;
    }
    return false;
}
