// json_out.c - canonical JSON is written.
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

typedef struct Level {
    bool is_object;
    bool has_items;
    bool has_key;         // a key waits for its value
    const char *last_key; // NULL before the first
} Level;

struct JsonOut {
    Arena *arena;
    StrBuf buf;
    Level *levels;
    size_t depth, capacity;
    bool complete; // one whole value is written
};

JsonOut *json_out_open(Arena *arena)
{
    JsonOut *out = arena_alloc(arena, sizeof *out);
    out->arena = arena;
    out->buf = strbuf_open(arena);
    return out;
}

static Level *innermost(JsonOut *out)
{
    return out->depth > 0 ? &out->levels[out->depth - 1] : NULL;
}

static void begin_value(JsonOut *out)
{
    assert(!out->complete);
    Level *level = innermost(out);
    if (!level) return;
    assert(level->has_key == level->is_object);
    if (!level->is_object && level->has_items) strbuf_add_char(&out->buf, ',');
    level->has_items = true;
    level->has_key = false;
}

static void end_value(JsonOut *out)
{
    if (out->depth == 0) out->complete = true;
}

static void begin_level(JsonOut *out, bool is_object)
{
    begin_value(out);
    out->levels = arena_grow(out->arena, out->levels, out->depth, &out->capacity, sizeof *out->levels);
    out->levels[out->depth++] = (Level){.is_object = is_object};
    strbuf_add_char(&out->buf, is_object ? '{' : '[');
}

void json_begin_object(JsonOut *out)
{
    begin_level(out, true);
}

void json_begin_array(JsonOut *out)
{
    begin_level(out, false);
}

void json_end(JsonOut *out)
{
    Level *level = innermost(out);
    assert(level && !level->has_key);
    strbuf_add_char(&out->buf, level->is_object ? '}' : ']');
    out->depth--;
    end_value(out);
}

static void add_escaped(StrBuf *buf, char c)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = strchr(plain, c);
    if (found) {
        strbuf_printf(buf, "\\%c", letters[found - plain]);
    } else {
        strbuf_printf(buf, "\\u%04x", (unsigned)c);
    }
}

// How many bytes at the head can be copied as they are.
static size_t plain_run(const char *text)
{
    size_t size = 0;
    while ((unsigned char)text[size] >= 0x20 && text[size] != '"' && text[size] != '\\') size++;
    return size;
}

// Bytes that are not UTF-8 (names of files need not be) become the replacement character.
static void add_checked(StrBuf *buf, const char *text, size_t size)
{
    if (text_is_utf8(text, size)) {
        strbuf_add_size(buf, text, size);
        return;
    }
    while (size > 0) {
        size_t width = 1;
        while (width < 4 && width < size && !text_is_utf8(text, width)) width++;
        if (text_is_utf8(text, width)) {
            strbuf_add_size(buf, text, width);
        } else {
            width = 1;
            strbuf_add(buf, "\uFFFD");
        }
        text += width;
        size -= width;
    }
}

static void add_quoted(StrBuf *buf, const char *text)
{
    strbuf_add_char(buf, '"');
    for (;;) {
        size_t size = plain_run(text);
        add_checked(buf, text, size);
        text += size;
        if (!*text) break;
        add_escaped(buf, *text++);
    }
    strbuf_add_char(buf, '"');
}

void json_key(JsonOut *out, const char *key)
{
    Level *level = innermost(out);
    assert(level && level->is_object && !level->has_key);
    assert(!level->last_key || strcmp(level->last_key, key) < 0); // sorted, and no key twice
    if (level->has_items) strbuf_add_char(&out->buf, ',');
    add_quoted(&out->buf, key);
    strbuf_add_char(&out->buf, ':');
    level->has_key = true;
    level->last_key = arena_text(out->arena, key);
}

static void put(JsonOut *out, const char *text)
{
    begin_value(out);
    strbuf_add(&out->buf, text);
    end_value(out);
}

void json_text(JsonOut *out, const char *text)
{
    if (!text) {
        json_put_null(out);
        return;
    }
    begin_value(out);
    add_quoted(&out->buf, text);
    end_value(out);
}

void json_number(JsonOut *out, double value)
{
    char text[NUMBER_TEXT_SIZE];
    put(out, isnan(value) ? "null" : number_text(value, text));
}

void json_int(JsonOut *out, int64_t value)
{
    char text[NUMBER_TEXT_SIZE];
    snprintf(text, sizeof text, "%" PRId64, value);
    put(out, text);
}

void json_bool(JsonOut *out, bool value)
{
    put(out, value ? "true" : "false");
}

void json_put_null(JsonOut *out)
{
    put(out, "null");
}

void json_money(JsonOut *out, Fen value)
{
    char text[MONEY_TEXT_SIZE];
    put(out, money_text(value, text));
}

const char *json_out_text(JsonOut *out, size_t *size)
{
    assert(out->depth == 0 && out->complete);
    if (size) *size = out->buf.size;
    return out->buf.data;
}
