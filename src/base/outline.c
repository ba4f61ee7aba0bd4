// outline.c - one run over libyaml's events. See outline.h.
#include "base/outline.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/message.h"

typedef struct Level { // a list or mapping that is open
    size_t node;
    bool is_list;
    size_t count;    // entries so far
    const char *key; // mapping: the key whose value comes next; NULL when a key comes next
    int line, column;
} Level;

typedef struct Walk {
    Arena *arena;
    const char *file;
    Err *err;
    Level levels[OUTLINE_DEPTH_MAX];
    size_t depth;
    OutlineNode *nodes;
    size_t count, capacity;
    int documents;
} Walk;

static int from_one(size_t mark)
{
    return mark < INT_MAX ? (int)mark + 1 : INT_MAX;
}

static bool refuse(const Walk *walk, yaml_mark_t mark, const char *text)
{
    return err_set(walk->err, ERR_INPUT, _("%s, line %d, column %d: %s"), walk->file, from_one(mark.line),
                   from_one(mark.column), text);
}

typedef struct Problem {
    const char *libyaml, *ours;
} Problem;

// What libyaml says, in words for the person who wrote the file.
static const Problem problems[] = {
    {"found character that cannot start any token",
     N_("no value can begin with this character; indent with spaces instead of tabs, and put such a text in quotes")},
    {"found a tab character that violates indentation", N_("a tab stands here; indent with spaces")},
    {"found a tab character where an indentation space is expected", N_("a tab stands here; indent with spaces")},
    {"could not find expected ':'",
     N_("a key without its colon; expected \"key: value\" with a space after the colon")},
    {"did not find expected ',' or '}'", N_("a comma or the closing } is missing before this place")},
    {"did not find expected ',' or ']'", N_("a comma or the closing ] is missing before this place")},
    {"did not find expected key",
     N_("a key was expected here; keys of one level begin in the same column, and quotes must be closed")},
    {"did not find expected '-' indicator",
     N_("an entry \"- \" was expected here; entries of one list begin in the same column")},
    {"did not find expected node content", N_("a value was expected here")},
    {"mapping values are not allowed in this context",
     N_("a second \": \" in one value; put the value in quotes, or begin a new line")},
    {"block sequence entries are not allowed in this context", N_("a list must begin on a line of its own")},
    {"found unexpected end of stream", N_("the text ends inside quotes; close them")},
    {"found unexpected document indicator", N_("the text ends inside quotes; close them")},
    {"found unknown escape character",
     N_("an unknown escape in double quotes; write \\\\ for a backslash, or use single quotes")},
    {"control characters are not allowed", N_("a control character stands here; remove it")},
    {"did not find expected <document start>", N_("text after the end of the document; remove it")},
};

static bool refuse_syntax(const Walk *walk, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR) return err_set(walk->err, ERR_IO, _("%s: out of memory"), walk->file);
    const char *problem = parser->problem ? parser->problem : "?";
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        if (strcmp(problems[i].libyaml, problem) == 0) return refuse(walk, parser->problem_mark, _(problems[i].ours));
    }
    yaml_mark_t mark = parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark;
    return refuse(walk, mark, arena_printf(walk->arena, _("not valid YAML (%s); correct this place"), problem));
}

static bool check_node(const Walk *walk, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor) return refuse(walk, event->start_mark, _("an anchor (&) stands here; write the value out instead"));
    if (tag) return refuse(walk, event->start_mark, _("a tag (!) stands here; remove it, or put the text in quotes"));
    return true;
}

// Where the next node belongs: the innermost open level's next entry, or the key read before.
static size_t add_node(Walk *walk, const yaml_event_t *event, const char *value)
{
    OutlineNode node = {.value = value};
    node.line = from_one(event->start_mark.line);
    node.column = from_one(event->start_mark.column);
    if (walk->depth > 0) {
        Level *level = &walk->levels[walk->depth - 1];
        node.parent = level->node;
        if (level->is_list) {
            node.index = ++level->count;
        } else {
            node.key = level->key;
            node.line = level->line;
            node.column = level->column;
            level->key = NULL;
        }
    }
    walk->nodes = arena_grow(walk->arena, walk->nodes, walk->count, &walk->capacity, sizeof *walk->nodes);
    walk->nodes[walk->count] = node;
    return walk->count++;
}

static bool expects_key(const Walk *walk)
{
    return walk->depth > 0 && !walk->levels[walk->depth - 1].is_list && !walk->levels[walk->depth - 1].key;
}

static bool take_key(Walk *walk, const yaml_event_t *event, const char *text)
{
    if (strlen(text) > OUTLINE_KEY_SIZE_MAX) {
        return refuse(walk, event->start_mark, _("this key is too long; is a colon out of place?"));
    }
    Level *level = &walk->levels[walk->depth - 1];
    level->key = arena_text(walk->arena, text);
    level->line = from_one(event->start_mark.line);
    level->column = from_one(event->start_mark.column);
    return true;
}

static bool take_scalar(Walk *walk, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    if (!check_node(walk, event, event->data.scalar.anchor, event->data.scalar.tag)) return false;
    if (strlen(text) != event->data.scalar.length) {
        return refuse(walk, event->start_mark, _("a text holds a zero byte; remove it"));
    }
    if (expects_key(walk)) return take_key(walk, event, text);
    add_node(walk, event, arena_text(walk->arena, text));
    return true;
}

static bool open_level(Walk *walk, const yaml_event_t *event, bool is_list)
{
    const yaml_char_t *anchor = is_list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    const yaml_char_t *tag = is_list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    if (!check_node(walk, event, anchor, tag)) return false;
    if (expects_key(walk)) return refuse(walk, event->start_mark, _("a key must be a plain text, not a list"));
    if (walk->depth == OUTLINE_DEPTH_MAX) return refuse(walk, event->start_mark, _("lists are nested too deep"));
    size_t node = add_node(walk, event, NULL);
    walk->levels[walk->depth++] = (Level){.node = node, .is_list = is_list};
    return true;
}

static bool take_event(Walk *walk, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return refuse(walk, event->start_mark, _("an alias (*) stands here; write the value out, or put it in quotes"));
    case YAML_DOCUMENT_START_EVENT:
        if (++walk->documents == 1) return true;
        return refuse(walk, event->start_mark, _("a second document (---) begins here; one file holds one document"));
    case YAML_SCALAR_EVENT:
        return take_scalar(walk, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_level(walk, event, true);
    case YAML_MAPPING_START_EVENT:
        return open_level(walk, event, false);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        walk->depth--;
        return true;
    default:
        return true;
    }
}

static bool walk_events(Walk *walk, yaml_parser_t *parser)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) return refuse_syntax(walk, parser);
        more = event.type != YAML_STREAM_END_EVENT;
        bool ok = take_event(walk, &event);
        yaml_event_delete(&event);
        if (!ok) return false;
    }
    return true;
}

bool outline_read(Arena *arena, const char *data, size_t size, const char *file, Outline *out, Err *err)
{
    Walk walk = {.arena = arena, .file = file, .err = err};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return err_set(err, ERR_IO, _("%s: out of memory"), file);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
    bool ok = walk_events(&walk, &parser);
    yaml_parser_delete(&parser);
    *out = (Outline){.count = walk.count, .nodes = walk.nodes};
    return ok;
}

// One step of a path: "[3]" or "key". Moves on to the next step.
static OutlineNode path_step(const char **path, char key[OUTLINE_KEY_SIZE_MAX + 1])
{
    OutlineNode step = {0};
    if (**path == '.') (*path)++;
    if (**path == '[') {
        char *end;
        step.index = strtoul(*path + 1, &end, 10);
        *path = *end == ']' ? end + 1 : end + strlen(end);
        return step;
    }
    size_t size = strcspn(*path, ".[");
    size_t kept = size <= OUTLINE_KEY_SIZE_MAX ? size : OUTLINE_KEY_SIZE_MAX;
    memcpy(key, *path, kept);
    key[kept] = '\0';
    *path += size;
    step.key = key;
    return step;
}

static bool is_step(const OutlineNode *node, const OutlineNode *step)
{
    if (step->key) return node->key && strcmp(node->key, step->key) == 0;
    return !node->key && node->index == step->index;
}

const OutlineNode *outline_find(const Outline *outline, const char *path, int nth)
{
    if (outline->count == 0) return NULL;
    size_t at = 0;
    while (*path) {
        char key[OUTLINE_KEY_SIZE_MAX + 1];
        OutlineNode step = path_step(&path, key);
        int wanted = *path ? 1 : nth;
        size_t i = at + 1; // children come after their parent
        for (; i < outline->count; i++) {
            if (outline->nodes[i].parent == at && is_step(&outline->nodes[i], &step) && --wanted == 0) break;
        }
        if (i == outline->count) return NULL;
        at = i;
    }
    return &outline->nodes[at];
}
