// record.h - fills plain structs from a YAML text by a table of their keys: fixed keys, lists of texts, lists of
// records.
//
// Strict: a key that the table does not name, a key twice, a list where a text belongs, an empty required key are
// errors with line and column. Absent texts become "", absent numbers NaN, absent flags false, absent lists empty.
#ifndef QINGSHAN_BASE_RECORD_H
#define QINGSHAN_BASE_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/outline.h"

typedef enum RecordKind {
    RECORD_TEXT,   // const char *
    RECORD_NUMBER, // double
    RECORD_FLAG,   // bool: true, false, yes, no
    RECORD_TEXTS,  // const char ** at `offset`, its size_t at `count_offset`
    RECORD_LIST,   // an array of `size` bytes each at `offset`, read by `keys`; its size_t at `count_offset`
} RecordKind;

typedef struct RecordKey {
    const char *name;
    RecordKind kind;
    bool required;
    size_t offset, count_offset; // offsetof in the struct
    size_t size, key_count;      // of a RECORD_LIST
    const struct RecordKey *keys;
} RecordKey;

typedef struct RecordSource { // what is being read
    Arena *arena;
    const char *file; // as errors name it
    Outline outline;
} RecordSource;

// Reads the YAML of `data` into `record`, which the caller has zeroed. Texts live on the arena. ERR_INPUT names file,
// line, column, key and what was expected. `source` serves record_fault afterwards.
MUST_CHECK bool record_read(Arena *arena, const char *data, size_t size, const char *file, const RecordKey *keys,
                            size_t key_count, void *record, RecordSource *source, Err *err);
// ERR_INPUT at a path such as "services[3].variant" (or what encloses it), with a text; returns false.
bool record_fault(const RecordSource *source, const char *path, Err *err, const char *format, ...) PRINTF_LIKE(4, 5);

#endif
