#include "base/record.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

typedef struct Reading {
    const RecordSource *source;
    Err *err;
} Reading;

// ---- faults ---------------------------------------------------------------------------------------------------------

static const char *node_path(Arena *arena, const Outline *outline, size_t at)
{
    const OutlineNode *node = &outline->nodes[at];
    if (at == 0) return "";
    const char *above = node_path(arena, outline, node->parent);
    if (!node->key) return arena_printf(arena, "%s[%zu]", above, node->index);
    return above[0] == '\0' ? node->key : arena_printf(arena, "%s.%s", above, node->key);
}

static bool fault_at(const RecordSource *source, size_t at, Err *err, const char *text)
{
    const OutlineNode *node = &source->outline.nodes[at];
    const char *path = node_path(source->arena, &source->outline, at);
    if (path[0] == '\0') {
        return err_set(err, ERR_INPUT, _("%s, line %d, column %d: %s"), source->file, node->line, node->column, text);
    }
    return err_set(err, ERR_INPUT, _("%s, line %d, column %d, key %s: %s"), source->file, node->line, node->column,
                   path, text);
}

bool record_fault(const RecordSource *source, const char *path, Err *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(source->arena, format, args);
    va_end(args);
    char *rest = arena_text(source->arena, path);
    const OutlineNode *node;
    while (!(node = outline_find(&source->outline, rest, 1))) {
        char *dot = strrchr(rest, '.'), *bracket = strrchr(rest, '[');
        char *end = dot > bracket ? dot : bracket; // NULL compares low
        *(end ? end : rest) = '\0';
    }
    return fault_at(source, (size_t)(node - source->outline.nodes), err, text);
}

// ---- values ---------------------------------------------------------------------------------------------------------

// The next child of `parent` behind node `at`; count when there is none. What lies below a node follows it, before what
// belongs to an earlier parent.
static size_t next_child(const Outline *outline, size_t parent, size_t at)
{
    for (at++; at < outline->count && outline->nodes[at].parent >= parent; at++) {
        if (outline->nodes[at].parent == parent) return at;
    }
    return outline->count;
}

static bool has_children(const Outline *outline, size_t at)
{
    return next_child(outline, at, at) < outline->count;
}

// A list, or an empty value; a mapping or a text is none.
static bool check_list(const Reading *reading, size_t at)
{
    const Outline *outline = &reading->source->outline;
    size_t first = next_child(outline, at, at);
    bool is_list = first < outline->count ? outline->nodes[first].index > 0
                                          : !outline->nodes[at].value || outline->nodes[at].value[0] == '\0';
    return is_list || fault_at(reading->source, at, reading->err, _("a list is expected here"));
}

// NULL after a fault.
static const char *need_text(const Reading *reading, size_t at)
{
    const char *text = reading->source->outline.nodes[at].value;
    if (!text) fault_at(reading->source, at, reading->err, _("a single value is expected here, not a list"));
    return text;
}

static size_t count_children(const Outline *outline, size_t at)
{
    size_t count = 0;
    for (size_t i = next_child(outline, at, at); i < outline->count; i = next_child(outline, at, i)) count++;
    return count;
}

static bool read_number(const Reading *reading, size_t at, double *out)
{
    if (text_to_double(reading->source->outline.nodes[at].value, out)) return true;
    return fault_at(reading->source, at, reading->err, _("a number is expected here"));
}

static bool read_flag(const Reading *reading, size_t at, bool *out)
{
    const char *text = reading->source->outline.nodes[at].value;
    *out = text_equal(text, "true") || text_equal(text, "yes");
    if (*out || text_equal(text, "false") || text_equal(text, "no")) return true;
    return fault_at(reading->source, at, reading->err, _("true or false is expected here"));
}

static bool read_texts(const Reading *reading, size_t at, const char ***out, size_t *count)
{
    const Outline *outline = &reading->source->outline;
    if (!check_list(reading, at)) return false;
    *out = arena_array(reading->source->arena, count_children(outline, at), sizeof **out);
    for (size_t i = next_child(outline, at, at); i < outline->count; i = next_child(outline, at, i)) {
        const char *text = need_text(reading, i);
        if (!text) return false;
        (*out)[(*count)++] = text;
    }
    return true;
}

// ---- records --------------------------------------------------------------------------------------------------------

static bool read_fields(const Reading *reading, size_t at, const RecordKey *keys, size_t key_count, char *record);

static bool read_list(const Reading *reading, size_t at, const RecordKey *key, char **out, size_t *count)
{
    const Outline *outline = &reading->source->outline;
    if (!check_list(reading, at)) return false;
    *out = arena_array(reading->source->arena, count_children(outline, at), key->size);
    for (size_t i = next_child(outline, at, at); i < outline->count; i = next_child(outline, at, i)) {
        if (!read_fields(reading, i, key->keys, key->key_count, *out + key->size * *count)) return false;
        (*count)++;
    }
    return true;
}

static bool read_value(const Reading *reading, size_t at, const RecordKey *key, char *record)
{
    void *value = record + key->offset, *count = record + key->count_offset;
    if (key->kind == RECORD_TEXTS) return read_texts(reading, at, value, count);
    if (key->kind == RECORD_LIST) return read_list(reading, at, key, value, count);
    const char *text = need_text(reading, at);
    if (!text) return false;
    if (key->required && text[0] == '\0') return fault_at(reading->source, at, reading->err, _("the value is missing"));
    if (key->kind == RECORD_NUMBER) return read_number(reading, at, value);
    if (key->kind == RECORD_FLAG) return read_flag(reading, at, value);
    *(const char **)value = text;
    return true;
}

static const RecordKey *find_key(const RecordKey *keys, size_t key_count, const char *name)
{
    for (size_t k = 0; k < key_count; k++) {
        if (text_equal(keys[k].name, name)) return &keys[k];
    }
    return NULL;
}

static const char *key_list(Arena *arena, const RecordKey *keys, size_t key_count)
{
    StrBuf list = strbuf_open(arena);
    for (size_t k = 0; k < key_count; k++) strbuf_printf(&list, "%s%s", k > 0 ? ", " : "", keys[k].name);
    return list.data;
}

static bool unknown_key(const Reading *reading, size_t at, const RecordKey *keys, size_t key_count)
{
    Arena *arena = reading->source->arena;
    return fault_at(
        reading->source, at, reading->err,
        arena_printf(arena, _("this key is not known here; known are %s"), key_list(arena, keys, key_count)));
}

static bool is_repeated(const Outline *outline, size_t at)
{
    const OutlineNode *node = &outline->nodes[at];
    for (size_t i = next_child(outline, node->parent, node->parent); i < at; i = next_child(outline, node->parent, i)) {
        if (text_equal(outline->nodes[i].key, node->key)) return true;
    }
    return false;
}

static void set_absent(const RecordKey *keys, size_t key_count, char *record)
{
    for (size_t k = 0; k < key_count; k++) {
        void *value = record + keys[k].offset;
        if (keys[k].kind == RECORD_TEXT) *(const char **)value = "";
        if (keys[k].kind == RECORD_NUMBER) *(double *)value = NAN;
    }
}

static bool check_required(const Reading *reading, size_t at, const RecordKey *keys, size_t key_count)
{
    const Outline *outline = &reading->source->outline;
    for (size_t k = 0; k < key_count; k++) {
        bool found = !keys[k].required;
        for (size_t i = next_child(outline, at, at); i < outline->count; i = next_child(outline, at, i)) {
            found = found || text_equal(outline->nodes[i].key, keys[k].name);
        }
        if (found) continue;
        return fault_at(reading->source, at, reading->err,
                        arena_printf(reading->source->arena, _("the key %s is missing"), keys[k].name));
    }
    return true;
}

static bool read_fields(const Reading *reading, size_t at, const RecordKey *keys, size_t key_count, char *record)
{
    const Outline *outline = &reading->source->outline;
    set_absent(keys, key_count, record);
    if (outline->nodes[at].value || (has_children(outline, at) && !outline->nodes[next_child(outline, at, at)].key)) {
        return fault_at(reading->source, at, reading->err, _("keys with values are expected here"));
    }
    for (size_t i = next_child(outline, at, at); i < outline->count; i = next_child(outline, at, i)) {
        const RecordKey *key = find_key(keys, key_count, outline->nodes[i].key);
        if (!key) return unknown_key(reading, i, keys, key_count);
        if (is_repeated(outline, i)) return fault_at(reading->source, i, reading->err, _("this key stands twice"));
        if (!read_value(reading, i, key, record)) return false;
    }
    return check_required(reading, at, keys, key_count);
}

bool record_read(Arena *arena, const char *data, size_t size, const char *file, const RecordKey *keys, size_t key_count,
                 void *record, RecordSource *source, Err *err)
{
    *source = (RecordSource){.arena = arena, .file = file};
    if (!outline_read(arena, data, size, file, &source->outline, err)) return false;
    if (source->outline.count == 0) return err_set(err, ERR_INPUT, _("%s: the file is empty"), file);
    return read_fields(&(Reading){.source = source, .err = err}, 0, keys, key_count, record);
}
