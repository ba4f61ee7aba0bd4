#include "gep/invest/coded_table.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "land/table.h"

enum { DIRECT_MOST = 1 << 20, CODES_SHOWN = 50 };

typedef struct CodedColumn {
    const char *id;
    const double *values;
} CodedColumn;

struct CodedTable {
    size_t count, column_count;
    const double *keys;
    CodedColumn *columns;
    const int *direct; // row of key - keys[0]; NULL when the keys lie too far apart
    size_t direct_count;
};

// ---- reading

static size_t count_columns(const InvestColumn *columns)
{
    size_t count = 0;
    while (columns[count].id != NULL) count++;
    return count;
}

static bool find_columns(Arena *arena, const InvestRun *run, const InvestArg *arg, const Table *table, int *found,
                         Err *err)
{
    StrBuf missing = strbuf_open(arena);
    for (size_t i = 0; arg->columns[i].id != NULL; i++) {
        const InvestColumn *column = &arg->columns[i];
        found[i] = table_column(table, column->id);
        if (found[i] >= 0 || !args_condition(&run->args, column->required)) continue;
        strbuf_printf(&missing, "%s%s", missing.size ? ", " : "", column->id);
    }
    if (missing.size == 0) return true;
    return err_set(err, ERR_INPUT, _("%s: the table has no column %s"), table->path, missing.data);
}

static bool check_value(const Table *table, size_t row, int at, const InvestColumn *column, double value, Err *err)
{
    bool whole = column->type == INVEST_INTEGER && value != floor(value);
    if (isnan(value) && !column->gaps) return table_fault(table, row, at, err, _("empty; a number is expected"));
    if (isnan(value)) return true;
    if (whole) return table_fault(table, row, at, err, _("a whole number is expected"));
    if (column->type == INVEST_RATIO && !(value >= 0 && value <= 1))
        return table_fault(table, row, at, err, _("a number from 0 to 1 is expected"));
    if (column->limit == LIMIT_ABOVE_ZERO && !(value > 0))
        return table_fault(table, row, at, err, _("a number above 0 is expected"));
    if (column->limit == LIMIT_ZERO_OR_ONE && value != 0 && value != 1)
        return table_fault(table, row, at, err, _("0 or 1 is expected"));
    return true;
}

static bool read_column(const Table *table, const InvestColumn *column, int at, double *values, Err *err)
{
    for (size_t row = 0; row < table->row_count; row++) {
        if (!table_number(table, row, at, NULL, &values[row], err) ||
            !check_value(table, row, at, column, values[row], err))
            return false;
    }
    return true;
}

typedef struct KeyRow {
    double key;
    size_t row;
} KeyRow;

static int compare_keys(const void *a, const void *b)
{
    const KeyRow *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

// NULL after a fault: a key stands twice.
static const KeyRow *sort_keys(Arena *arena, const Table *table, int at, const double *keys, Err *err)
{
    KeyRow *rows = arena_array(arena, table->row_count, sizeof *rows);
    for (size_t i = 0; i < table->row_count; i++) rows[i] = (KeyRow){keys[i], i};
    qsort(rows, table->row_count, sizeof *rows, compare_keys);
    for (size_t i = 1; i < table->row_count; i++) {
        if (rows[i].key != rows[i - 1].key) continue;
        bool fault = table_fault(table, rows[i].row, at, err, _("%.0f stands twice, first in row %d; keep one"),
                                 rows[i].key, table->row_numbers[rows[i - 1].row]);
        assert(!fault);
        return NULL;
    }
    return rows;
}

static const double *in_order(Arena *arena, const double *values, const KeyRow *rows, size_t count)
{
    double *sorted = arena_array(arena, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) sorted[i] = values[rows[i].row];
    return sorted;
}

static void make_direct(Arena *arena, CodedTable *classes)
{
    double reach = classes->keys[classes->count - 1] - classes->keys[0];
    if (!(reach < DIRECT_MOST)) return;
    classes->direct_count = (size_t)reach + 1;
    int *direct = arena_array(arena, classes->direct_count, sizeof *direct);
    for (size_t i = 0; i < classes->direct_count; i++) direct[i] = -1;
    for (size_t i = 0; i < classes->count; i++) direct[(size_t)(classes->keys[i] - classes->keys[0])] = (int)i;
    classes->direct = direct;
}

static bool read_columns(Arena *arena, const InvestArg *arg, const Table *table, const int *found, CodedTable *classes,
                         Err *err)
{
    int key_at = 0;
    for (size_t i = 0; arg->columns[i].id != NULL; i++) {
        if (found[i] < 0 || arg->columns[i].type == INVEST_RASTER) continue; // paths are the model's to read
        double *values = arena_array(arena, table->row_count, sizeof *values);
        if (!read_column(table, &arg->columns[i], found[i], values, err)) return false;
        classes->columns[classes->column_count++] = (CodedColumn){arg->columns[i].id, values};
        if (!text_equal(arg->columns[i].id, arg->index)) continue;
        classes->keys = values;
        key_at = found[i];
    }
    assert(classes->keys != NULL);
    const KeyRow *rows = sort_keys(arena, table, key_at, classes->keys, err);
    if (rows == NULL) return false;
    classes->count = table->row_count;
    classes->keys = in_order(arena, classes->keys, rows, classes->count);
    for (size_t i = 0; i < classes->column_count; i++)
        classes->columns[i].values = in_order(arena, classes->columns[i].values, rows, classes->count);
    make_direct(arena, classes);
    return true;
}

bool coded_read(Arena *arena, const InvestRun *run, const char *arg_id, CodedTable **out, Err *err)
{
    const InvestArg *arg = args_value_of(&run->args, arg_id)->arg;
    Table table;
    size_t columns = count_columns(arg->columns);
    int *found = arena_array(arena, columns, sizeof *found);
    CodedTable *classes = arena_alloc(arena, sizeof *classes);
    classes->columns = arena_array(arena, columns, sizeof *classes->columns);
    if (!table_read(arena, run_path(run, arg_id), &(TableOptions){0}, &table, err) ||
        !find_columns(arena, run, arg, &table, found, err))
        return false;
    if (table.row_count == 0) return err_set(err, ERR_INPUT, _("%s: the table has no rows"), table.path);
    *out = classes;
    return read_columns(arena, arg, &table, found, classes, err);
}

// ---- asking

size_t coded_count(const CodedTable *classes)
{
    return classes->count;
}

const double *coded_keys(const CodedTable *classes)
{
    return classes->keys;
}

const double *coded_column(const CodedTable *classes, const char *id)
{
    for (size_t i = 0; i < classes->column_count; i++) {
        if (text_equal(classes->columns[i].id, id)) return classes->columns[i].values;
    }
    return NULL;
}

int coded_row(const CodedTable *classes, double code)
{
    if (classes->direct) {
        double at = code - classes->keys[0];
        if (!(at >= 0 && at < (double)classes->direct_count) || at != floor(at)) return -1;
        return classes->direct[(size_t)at];
    }
    size_t low = 0, high = classes->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (classes->keys[middle] < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < classes->count && classes->keys[low] == code ? (int)low : -1;
}

// ---- codes that a table lacks

struct CodeSet {
    pthread_mutex_t lock;
    double *codes;
    size_t count, room;
};

CodeSet *code_set_open(Arena *arena)
{
    CodeSet *set = arena_alloc(arena, sizeof *set);
    *set = (CodeSet){.lock = PTHREAD_MUTEX_INITIALIZER};
    return set;
}

void code_set_close(CodeSet *set)
{
    if (!set) return;
    pthread_mutex_destroy(&set->lock);
    free(set->codes);
}

static bool set_holds(const CodeSet *set, double code) // the last found is asked first: codes come in runs
{
    for (size_t i = set->count; i > 0; i--) {
        if (set->codes[i - 1] == code) return true;
    }
    return false;
}

void code_set_add(CodeSet *set, double code)
{
    pthread_mutex_lock(&set->lock);
    if (!set_holds(set, code)) {
        if (set->count == set->room) {
            set->room = set->room ? set->room * 2 : 64;
            double *more = realloc(set->codes, set->room * sizeof *more);
            if (!more) abort();
            set->codes = more;
        }
        set->codes[set->count++] = code;
    }
    pthread_mutex_unlock(&set->lock);
}

static int compare_codes(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

const char *code_set_text(Arena *arena, CodeSet *set)
{
    char number[NUMBER_TEXT_SIZE];
    StrBuf text = strbuf_open(arena);
    if (set->count > 0) qsort(set->codes, set->count, sizeof *set->codes, compare_codes);
    for (size_t i = 0; i < set->count && i < CODES_SHOWN; i++)
        strbuf_printf(&text, "%s%s", i ? ", " : "", number_text(set->codes[i], number));
    if (set->count > CODES_SHOWN) strbuf_printf(&text, ", ... (%zu)", set->count);
    return text.data;
}

bool code_set_check(Arena *arena, CodeSet *set, const char *raster, const char *table, Err *err)
{
    if (set->count == 0) return true;
    return err_set(err, ERR_INPUT, _("%s holds codes that have no row in %s: %s. Add the rows."), raster, table,
                   code_set_text(arena, set));
}
