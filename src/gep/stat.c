#include "gep/stat.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "base/text.h"

// ---- words and units

bool stat_is_word(const char *word, const char *words)
{
    size_t size = strlen(word);
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, "|");
        if (length == size && strncasecmp(at, word, size) == 0) return true;
        at += length;
        if (*at == '|') at++;
    }
    return false;
}

bool stat_convert(double value, const char *from, const char *to, double *out)
{
    double factor, back;
    if (!unit_factor(from, to, &factor)) return false;
    *out = factor < 1 && unit_factor(to, from, &back) ? value / back : value * factor;
    return true;
}

const char *stat_header_unit(const StatSheet *sheet, int column)
{
    int at = sheet->column[column];
    return at < 0 ? "" : sheet->table->columns[at].unit;
}

// ---- places

const char *stat_where(const StatSheet *sheet, size_t row)
{
    return table_place(sheet->arena, sheet->table, row, -1);
}

// A column's name in the manual.
static const char *column_name(const StatSheet *sheet, int column)
{
    const char *names = sheet->columns[column].names;
    return arena_text_size(sheet->arena, names, strcspn(names, "|"));
}

bool stat_fault(const StatSheet *sheet, size_t row, int column, const char *expected, const char *remedy, Err *err)
{
    int at = sheet->column[column];
    if (at >= 0) {
        return table_fault(sheet->table, row, at, err, _("expected %s, found \"%s\". %s"), expected,
                           table_cell(sheet->table, row, at), remedy);
    }
    return table_fault(sheet->table, row, at, err, _("expected %s in a column %s, which is not there. %s"), expected,
                       column_name(sheet, column), remedy);
}

// ---- sheets and rows

static bool find_columns(StatSheet *sheet, Err *err)
{
    for (size_t i = 0; i < sheet->column_count; i++) {
        const StatColumn *column = &sheet->columns[i];
        sheet->column[i] = table_column(sheet->table, column->names);
        if (sheet->column[i] < 0 && !column->required) continue;
        if (!table_need_column(sheet->table, column->names, &sheet->column[i], err)) return false; // or there twice
    }
    return true;
}

bool stat_open(Arena *arena, const StatInput *in, size_t which, const StatColumn *columns, size_t count, StatSheet *out,
               Err *err)
{
    assert(count <= STAT_COLUMN_MAX && in->tables[which]);
    *out = (StatSheet){.arena = arena, .in = in, .table = in->tables[which], .columns = columns, .column_count = count};
    out->year_column = table_column(out->table, "year|年份|年度");
    if (find_columns(out, err)) return true;
    return err_within(err, "%s", in->code);
}

static bool is_empty(const Table *table, size_t row)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (!text_is_missing(table_cell(table, row, (int)i))) return false;
    }
    return true;
}

static bool gives_total(const StatSheet *sheet, size_t row)
{
    for (size_t i = 0; i < sheet->column_count; i++) {
        if (sheet->columns[i].kind != STAT_TEXT) continue;
        if (stat_is_word(stat_text(sheet, row, (int)i), "合计|总计|小计|total")) return true;
    }
    return false;
}

static bool of_this_year(const StatSheet *sheet, size_t row, bool *out, Err *err)
{
    *out = true;
    if (sheet->year_column < 0) return true;
    const char *cell = table_cell(sheet->table, row, sheet->year_column);
    int64_t year;
    if (!text_to_int64(cell, &year)) {
        return table_fault(sheet->table, row, sheet->year_column, err,
                           _("expected a year, found \"%s\". Give the row its year"), cell);
    }
    *out = year == sheet->in->year;
    return true;
}

bool stat_row_counts(const StatSheet *sheet, size_t row, bool *counts, Err *err)
{
    *counts = !is_empty(sheet->table, row) && !gives_total(sheet, row);
    return !*counts || of_this_year(sheet, row, counts, err);
}

// ---- cells

bool stat_has(const StatSheet *sheet, size_t row, int column)
{
    return !text_is_missing(table_cell(sheet->table, row, sheet->column[column]));
}

const char *stat_text(const StatSheet *sheet, size_t row, int column)
{
    return stat_has(sheet, row, column) ? table_cell(sheet->table, row, sheet->column[column]) : "";
}

bool stat_need_text(const StatSheet *sheet, size_t row, int column, const char **out, Err *err)
{
    *out = stat_text(sheet, row, column);
    return **out || stat_fault(sheet, row, column, _("a text"), _("Fill the cell"), err);
}

static bool read_share(const StatSheet *sheet, size_t row, int column, double *out, Err *err)
{
    const char *text = table_cell(sheet->table, row, sheet->column[column]);
    const char *half = text_half_width(sheet->arena, text);
    size_t size = strlen(half);
    bool percent = size > 0 && half[size - 1] == '%';
    const char *digits = percent ? arena_text_size(sheet->arena, half, size - 1) : half;
    bool number = text_to_double(digits, out);
    double factor;
    percent = percent || unit_factor(stat_header_unit(sheet, column), "percent", &factor);
    if (number && percent) *out /= 100;
    if (number && *out >= 0 && *out <= 1) return true;
    return stat_fault(sheet, row, column, _("a share of 0 to 1, or 0 to 100 %"), _("Correct the cell"), err);
}

static bool read_amount(const StatSheet *sheet, size_t row, int column, double *out, Err *err)
{
    const char *cell = table_cell(sheet->table, row, sheet->column[column]);
    if (!text_to_double(cell, out)) return stat_fault(sheet, row, column, _("a number"), _("Correct the cell"), err);
    if (*out < 0) {
        return stat_fault(sheet, row, column, _("a number that is not negative"), _("Correct the cell"), err);
    }
    const char *from = stat_header_unit(sheet, column), *to = sheet->columns[column].unit;
    if (from[0] == '\0') return table_number(sheet->table, row, sheet->column[column], to, out, err);
    if (to[0] == '\0' || stat_convert(*out, from, to, out)) return true;
    const char *expected = arena_printf(sheet->arena, _("a unit that converts to %s"), to);
    return stat_fault(sheet, row, column, expected, _("Correct the unit in the column's header"), err);
}

bool stat_number(const StatSheet *sheet, size_t row, int column, double *out, Err *err)
{
    StatKind kind = sheet->columns[column].kind;
    assert(kind == STAT_NUMBER || kind == STAT_SHARE);
    *out = NAN;
    if (!stat_has(sheet, row, column)) return true;
    return kind == STAT_SHARE ? read_share(sheet, row, column, out, err) : read_amount(sheet, row, column, out, err);
}

bool stat_need_number(const StatSheet *sheet, size_t row, int column, double *out, Err *err)
{
    if (!stat_number(sheet, row, column, out, err)) return false;
    if (!isnan(*out)) return true;
    const char *unit = sheet->columns[column].unit;
    const char *expected = unit[0] ? arena_printf(sheet->arena, _("a number (%s)"), unit) : _("a number");
    return stat_fault(sheet, row, column, expected, _("Fill the cell; 0 is a number, an empty cell is not"), err);
}

bool stat_number_or(const StatSheet *sheet, size_t row, int column, double fallback, double *out, Err *err)
{
    if (!stat_number(sheet, row, column, out, err)) return false;
    if (isnan(*out)) *out = fallback;
    return true;
}

bool stat_flag_or(const StatSheet *sheet, size_t row, int column, bool fallback, bool *out, Err *err)
{
    assert(sheet->columns[column].kind == STAT_FLAG);
    const char *word = stat_text(sheet, row, column);
    bool yes = stat_is_word(word, "是|yes|true|y|1"), no = stat_is_word(word, "否|no|false|n|0");
    *out = word[0] ? yes : fallback;
    return word[0] == '\0' || yes || no ||
           stat_fault(sheet, row, column, _("yes or no (是, 否)"), _("Correct the cell"), err);
}

bool stat_choice(const StatSheet *sheet, size_t row, int column, const char *const *sets, int *out, Err *err)
{
    const char *word = stat_text(sheet, row, column);
    StrBuf expected = strbuf_open(sheet->arena);
    strbuf_add(&expected, _("one of "));
    for (*out = 0; sets[*out]; ++*out) {
        if (stat_is_word(word, sets[*out])) return true;
        if (*out > 0) strbuf_add(&expected, "; ");
        strbuf_add(&expected, sets[*out]);
    }
    return stat_fault(sheet, row, column, expected.data, _("Write one of these words"), err);
}

// ---- entries

Entry *stat_add(const StatSheet *sheet, size_t row, StatList *list, const char *part, const char *item, int town_column,
                int ecosystem_column)
{
    list->entries = arena_grow(list->arena, list->entries, list->count, &list->capacity, sizeof *list->entries);
    Entry *entry = &list->entries[list->count++];
    *entry = (Entry){.part = part,
                     .item = item,
                     .town = stat_text(sheet, row, town_column),
                     .ecosystem = stat_text(sheet, row, ecosystem_column),
                     .quantity = NAN,
                     .price_yuan = NAN,
                     .price_constant_yuan = NAN,
                     .value_yuan = NAN,
                     .value_constant_yuan = NAN,
                     .where = stat_where(sheet, row)};
    return entry;
}

const char *stat_key(const StatSheet *sheet, const Entry *entry)
{
    const char *texts[] = {entry->part, entry->item, entry->ecosystem, entry->town};
    StrBuf key = strbuf_open(sheet->arena);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (key.size > 0 && texts[i][0]) strbuf_add(&key, ", ");
        strbuf_add(&key, texts[i]);
    }
    return key.data;
}

void stat_once(StatList *list, size_t row, const char *key)
{
    list->keys = arena_grow(list->arena, list->keys, list->key_count, &list->key_capacity, sizeof *list->keys);
    list->keys[list->key_count++] = (struct StatKey){key, row};
}

static int compare_keys(const void *left, const void *right)
{
    const struct StatKey *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static bool check_once(const StatSheet *sheet, StatList *list, Err *err)
{
    if (list->key_count == 0) return true;
    qsort(list->keys, list->key_count, sizeof *list->keys, compare_keys);
    for (size_t i = 1; i < list->key_count; i++) {
        if (strcmp(list->keys[i - 1].text, list->keys[i].text) != 0) continue;
        return table_fault(sheet->table, list->keys[i].row, -1, err,
                           _("\"%s\" stands already in row %d. Expected one row; add the two or delete one"),
                           list->keys[i].text, sheet->table->row_numbers[list->keys[i - 1].row]);
    }
    return true;
}

bool stat_finish(const StatSheet *sheet, StatList *list, Entry **out, size_t *out_count, Err *err)
{
    const StatInput *in = sheet->in;
    if (!check_once(sheet, list, err)) return err_within(err, "%s", in->code);
    *out = list->entries;
    *out_count = list->count;
    if (list->count > 0) return true;
    return err_set(err, ERR_MISSING,
                   _("%s: %s has no row for it in %d. Add rows, or state under services that it is not_applicable or "
                     "not_available, with the reason"),
                   in->code, sheet->table->path, in->year);
}

bool stat_tabulate(Arena *arena, const StatInput *in, size_t which, const StatColumn *columns, size_t count,
                   StatReader *read, Entry **out, size_t *out_count, Err *err)
{
    StatSheet sheet;
    StatList list = {.arena = arena};
    if (!stat_open(arena, in, which, columns, count, &sheet, err)) return false;
    for (size_t row = 0; row < sheet.table->row_count; row++) {
        bool counts;
        if (!stat_row_counts(&sheet, row, &counts, err)) return err_within(err, "%s", in->code);
        if (counts && !read(&sheet, row, &list, err)) return err_within(err, "%s", in->code);
    }
    return stat_finish(&sheet, &list, out, out_count, err);
}
