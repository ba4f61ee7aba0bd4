#include "land/class_table.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"

typedef struct KeyedRow { // a value and where it stands
    ClassValue value;
    size_t row;
} KeyedRow;

// "201", and "201.0" as a spreadsheet may print it.
static bool read_key(const Table *table, size_t row, int column, long *out, Err *err)
{
    const char *text = table_cell(table, row, column);
    double value;
    if (text_to_double(text, &value) && value == floor(value) && fabs(value) <= INT_MAX)
        return *out = (long)value, true;
    return table_fault(table, row, column, err, _("\"%s\" is no class; expected the whole number that the map has"),
                       text);
}

// The wanted part of a list such as "12-13-9", or the cell itself.
static bool read_value(Arena *arena, const Table *table, size_t row, int column, const ClassTableEntry *entry,
                       double *out, Err *err)
{
    const char *text = table_cell(table, row, column);
    if (!*entry->split || text_is_missing(text)) return table_number(table, row, column, NULL, out, err);
    const char *part = table_list_part(arena, text, entry->split[0], entry->part);
    if (!part) {
        return table_fault(table, row, column, err,
                           _("\"%s\" has no part %d between \"%s\"; correct part, split or the cell"), text,
                           entry->part, entry->split);
    }
    *out = NAN;
    if (text_is_missing(part) || text_to_double(part, out)) return true;
    return table_fault(table, row, column, err, _("\"%s\", part %d of \"%s\", is no number"), part, entry->part, text);
}

static int compare_rows(const void *a, const void *b)
{
    const KeyedRow *x = a, *y = b;
    if (x->value.code != y->value.code) return x->value.code < y->value.code ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool check_once(const Table *table, const KeyedRow *sorted, size_t count, int column, Err *err)
{
    for (size_t i = 1; i < count; i++) {
        if (sorted[i].value.code != sorted[i - 1].value.code) continue;
        return table_fault(table, sorted[i].row, column, err, _("class %ld stands twice, first in row %d; keep one"),
                           sorted[i].value.code, table->row_numbers[sorted[i - 1].row]);
    }
    return true;
}

bool class_table_parse(Arena *arena, const Table *table, const ClassTableEntry *entry, const char *column,
                       ClassTable *out, Err *err)
{
    int key_column, value_column;
    if (!table_need_column(table, entry->key, &key_column, err)) return false;
    if (!table_need_column(table, column, &value_column, err)) return false;
    size_t count = table->row_count;
    KeyedRow *rows = arena_array(arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i].row = i;
        if (!read_key(table, i, key_column, &rows[i].value.code, err)) return false;
        if (!read_value(arena, table, i, value_column, entry, &rows[i].value.value, err)) return false;
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    if (!check_once(table, rows, count, key_column, err)) return false;
    ClassValue *values = arena_array(arena, count, sizeof *values);
    for (size_t i = 0; i < count; i++) values[i] = rows[i].value;
    *out = (ClassTable){.count = count, .values = values};
    return true;
}

bool class_table_read(Arena *arena, const char *path, const ClassTableEntry *entry, const char *column, ClassTable *out,
                      Err *err)
{
    const TableOptions options = {.sheet = entry->sheet, .encoding = entry->encoding, .comment = entry->comment};
    Table table;
    return table_read(arena, path, &options, &table, err) && class_table_parse(arena, &table, entry, column, out, err);
}

static int compare_code(const void *key, const void *item)
{
    long a = *(const long *)key, b = ((const ClassValue *)item)->code;
    return (a > b) - (a < b);
}

static const ClassValue *find(const ClassTable *table, long code)
{
    if (table->count == 0) return NULL;
    return bsearch(&code, table->values, table->count, sizeof *table->values, compare_code);
}

double class_table_value(const ClassTable *table, long code)
{
    const ClassValue *found = find(table, code);
    return found ? found->value : NAN;
}

bool class_table_cover(const ClassTable *table, const ClassTableEntry *entry, const long *codes, size_t count, Err *err)
{
    Arena *arena = arena_open();
    StrBuf list = strbuf_open(arena);
    for (size_t i = 0; i < count && list.size < 400; i++) {
        if (!find(table, codes[i])) strbuf_printf(&list, "%s%ld", list.size > 0 ? ", " : "", codes[i]);
    }
    bool ok = list.size == 0;
    if (!ok) {
        err_set(err, ERR_MISSING, _("%s: no row for these classes of map %s: %s; add them to the table"), entry->file,
                entry->map, list.data);
    }
    arena_close(arena);
    return ok;
}
