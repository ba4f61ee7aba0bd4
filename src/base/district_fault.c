#include "base/district_fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/district_schema.h"
#include "base/message.h"
#include "base/text.h"

// The node of a path, or of the nearest that encloses it.
static const OutlineNode *nearest_node(const DistrictSource *source, const char *path)
{
    char *rest = arena_text(source->arena, path);
    const OutlineNode *node;
    while (!(node = outline_find(source->outline, rest, 1)) && *rest) {
        char *dot = strrchr(rest, '.'), *bracket = strrchr(rest, '[');
        char *cut = dot > bracket ? dot : bracket; // NULL compares low
        *(cut ? cut : rest) = '\0';
    }
    return node;
}

static bool fault_at(const DistrictSource *source, const OutlineNode *node, const char *path, const char *text)
{
    int line = node ? node->line : 1, column = node ? node->column : 1;
    if (!*path) {
        return err_set(source->err, ERR_INPUT, _("%s, line %d, column %d: %s"), source->file, line, column, text);
    }
    return err_set(source->err, ERR_INPUT, _("%s, line %d, column %d, key %s: %s"), source->file, line, column, path,
                   text);
}

bool district_fault(const DistrictSource *source, const char *path, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(source->arena, format, args);
    va_end(args);
    return fault_at(source, nearest_node(source, path), path, text);
}

static void copy_word(char *out, size_t capacity, const char *from, size_t size)
{
    if (size >= capacity) size = capacity - 1;
    memcpy(out, from, size);
    out[size] = '\0';
}

// "  in mapping field 'KEY' (line: ...", "  in sequence entry 'N' (line: ...", "  in mapping (line: ..."
static void take_step(DistrictTrace *trace, const char *line)
{
    if (trace->count == DISTRICT_TRACE_MAX) return;
    DistrictStep *step = &trace->steps[trace->count++];
    const char *quote = strchr(line, '\'');
    if (!quote) return;
    if (text_starts(line, "  in sequence entry")) {
        step->index = (unsigned)strtoul(quote + 1, NULL, 10);
    } else {
        copy_word(step->key, sizeof step->key, quote + 1, strcspn(quote + 1, "'"));
    }
}

static void take_message(DistrictTrace *trace, const char *line)
{
    static const char expecting[] = "Load: Expecting ";
    const char *colon = strrchr(line, ':');
    if (text_starts(line, expecting)) {
        const char *word = line + strlen(expecting);
        copy_word(trace->wanted, sizeof trace->wanted, word, strcspn(word, ","));
    } else if (colon && colon[1] == ' ') {
        copy_word(trace->subject, sizeof trace->subject, colon + 2, strcspn(colon + 2, "\n"));
    }
}

void district_trace_log(cyaml_log_t level, void *trace, const char *format, va_list args)
{
    char line[512];
    if (level != CYAML_LOG_ERROR) return;
    vsnprintf(line, sizeof line, format, args);
    if (text_starts(line, "  in ")) {
        take_step(trace, line);
    } else {
        take_message(trace, line);
    }
}

// The path of the steps, outermost first, without the `skip` innermost ones.
static char *trace_path(Arena *arena, const DistrictTrace *trace, size_t skip)
{
    StrBuf path = strbuf_open(arena);
    for (size_t i = trace->count; i-- > skip;) {
        const DistrictStep *step = &trace->steps[i];
        if (step->index > 0) strbuf_printf(&path, "[%u]", step->index);
        if (step->key[0]) strbuf_printf(&path, "%s%s", path.size > 0 ? "." : "", step->key);
    }
    return path.data;
}

static char *path_join(Arena *arena, const char *path, const char *key)
{
    return arena_printf(arena, "%s%s%s", path, *path ? "." : "", key);
}

// The mapping whose key libcyaml did not take: walked down from the top.
static const cyaml_schema_field_t *fields_at(const DistrictTrace *trace)
{
    const cyaml_schema_value_t *value = &district_schema;
    for (size_t i = trace->count; i-- > 0;) {
        const DistrictStep *step = &trace->steps[i];
        if (value->type == CYAML_SEQUENCE && step->index > 0) value = value->sequence.entry;
        if (value->type != CYAML_MAPPING || !step->key[0]) continue;
        const cyaml_schema_field_t *field = value->mapping.fields;
        while (field->key && strcmp(field->key, step->key) != 0) field++;
        if (field->key) value = &field->value;
    }
    return value->type == CYAML_MAPPING ? value->mapping.fields : NULL;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

// How many letters must be changed, added or dropped (Levenshtein).
static size_t edits_between(const char *a, const char *b)
{
    size_t row[OUTLINE_KEY_SIZE_MAX + 1], size = strlen(b);
    for (size_t j = 0; j <= size; j++) row[j] = j;
    for (size_t i = 0; a[i]; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < size; j++) {
            size_t above = row[j + 1];
            row[j + 1] = least(row[j] + 1, above + 1, corner + (a[i] != b[j]));
            corner = above;
        }
    }
    return row[size];
}

static const char *nearest_key(const cyaml_schema_field_t *fields, const char *key)
{
    const char *best = NULL;
    size_t best_edits = 3;
    for (; fields->key; fields++) {
        size_t edits = edits_between(key, fields->key);
        if (edits < best_edits && edits < strlen(fields->key)) {
            best = fields->key;
            best_edits = edits;
        }
    }
    return best;
}

static char *list_keys(Arena *arena, const cyaml_schema_field_t *fields)
{
    StrBuf list = strbuf_open(arena);
    for (; fields->key; fields++) strbuf_printf(&list, "%s%s", list.size > 0 ? ", " : "", fields->key);
    return list.data;
}

static bool fault_unknown_key(const DistrictSource *source, const DistrictTrace *trace)
{
    char *path = path_join(source->arena, trace_path(source->arena, trace, 0), trace->subject);
    const cyaml_schema_field_t *fields = fields_at(trace);
    if (!fields) return district_fault(source, path, _("unknown key"));
    const char *near = nearest_key(fields, trace->subject);
    char *known = list_keys(source->arena, fields);
    if (near) return district_fault(source, path, _("unknown key; did you mean \"%s\"? Keys here: %s"), near, known);
    return district_fault(source, path, _("unknown key; keys here: %s"), known);
}

static bool fault_twice(const DistrictSource *source, const DistrictTrace *trace)
{
    char *path = trace_path(source->arena, trace, 0);
    const OutlineNode *first = outline_find(source->outline, path, 1), *second = outline_find(source->outline, path, 2);
    char *text =
        arena_printf(source->arena, _("this key stands twice, first in line %d; remove one"), first ? first->line : 0);
    return fault_at(source, second, path, text);
}

static bool fault_kind(const DistrictSource *source, const DistrictTrace *trace)
{
    char *path = trace_path(source->arena, trace, 0);
    if (text_equal(trace->wanted, "SEQUENCE")) {
        return district_fault(source, path, _("expected a list: [a, b], or lines that begin with \"- \""));
    }
    if (text_equal(trace->wanted, "MAPPING")) {
        return district_fault(source, path,
                              _("expected keys with values: {key: value}, or indented lines \"key: value\""));
    }
    return district_fault(source, path, _("expected one text or number, found a list or keys"));
}

bool district_fault_cyaml(const DistrictSource *source, cyaml_err_t code, const DistrictTrace *trace)
{
    Arena *arena = source->arena;
    switch (code) {
    case CYAML_ERR_INVALID_KEY:
        return fault_unknown_key(source, trace);
    case CYAML_ERR_UNEXPECTED_EVENT:
        return fault_twice(source, trace);
    case CYAML_ERR_INVALID_VALUE:
        return fault_kind(source, trace);
    case CYAML_ERR_MAPPING_FIELD_MISSING:
        return district_fault(source, path_join(arena, trace_path(arena, trace, 1), trace->subject),
                              _("this key is missing; it is needed"));
    case CYAML_ERR_STRING_LENGTH_MIN:
        return district_fault(source, trace_path(arena, trace, 0), _("must not be empty"));
    case CYAML_ERR_STRING_LENGTH_MAX:
        return district_fault(source, trace_path(arena, trace, 0), _("longer than %d bytes"), DISTRICT_TEXT_MAX);
    case CYAML_ERR_SEQUENCE_ENTRIES_MAX:
        return district_fault(source, trace_path(arena, trace, 1), _("more than %d entries"), DISTRICT_ENTRIES_MAX);
    default:
        return district_fault(source, trace_path(arena, trace, 0), _("libcyaml refuses this: %s"),
                              cyaml_strerror(code));
    }
}
