// outline.h - where each key of a YAML text stands, so that an error can name line and column.
//
// It also refuses what a settings file has no need of and what could do harm: anchors, aliases, tags, several
// documents, keys that are not plain texts, nesting deeper than OUTLINE_DEPTH_MAX, zero bytes. What passes here is safe
// for libcyaml.
#ifndef QINGSHAN_BASE_OUTLINE_H
#define QINGSHAN_BASE_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum { OUTLINE_DEPTH_MAX = 8, OUTLINE_KEY_SIZE_MAX = 100 };

typedef struct OutlineNode { // node 0 is the document's top
    size_t parent;           // 0 for the top itself
    const char *key;         // NULL for an entry of a list
    size_t index;            // entry of a list: from 1
    const char *value;       // of a scalar; NULL for lists and mappings
    int line, column;        // from 1; of the key, or of the entry
} OutlineNode;

typedef struct Outline {
    size_t count;
    const OutlineNode *nodes;
} Outline;

// Reads UTF-8 YAML. ERR_INPUT: no valid YAML; the text names `file`, line, column, and a remedy. An empty file has
// count 0.
MUST_CHECK bool outline_read(Arena *arena, const char *data, size_t size, const char *file, Outline *out, Err *err);
// The node at a path such as "maps[3].kind" (entries from 1; "" is the top); where a key stands twice, the nth (from
// 1). NULL when there is none.
const OutlineNode *outline_find(const Outline *outline, const char *path, int nth);

#endif
