// table.c - reading a table, and looking things up in it. See table.h.
#include "land/table.h"

#include <math.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/table_rows.h"
#include "land/unit.h"

// ---- reading ----------------------------------------------------------------------------------------------

static bool has_extension(const char *path, const char *const *extensions, size_t count)
{
    const char *dot = strrchr(file_base(path), '.');
    for (size_t i = 0; dot && i < count; i++) {
        if (strcasecmp(dot, extensions[i]) == 0) return true;
    }
    return false;
}

static bool read_csv(Arena *arena, const char *path, const TableOptions *options, Table *out, Err *err)
{
    char *data, *text;
    size_t size;
    struct stat status;
    if (stat(path, &status) == 0 && status.st_size > TABLE_SIZE_MAX) {
        return err_set(err, ERR_INPUT, _("%s: larger than %d MiB; split the table"), path, TABLE_SIZE_MAX >> 20);
    }
    if (!file_read(arena, path, &data, &size, err)) return false;
    if (text_decode(arena, data, size, options->encoding, &text, err) &&
        table_parse_csv(arena, text, strlen(text), options, out, err)) {
        return true;
    }
    return err_within(err, "%s", path);
}

bool table_read(Arena *arena, const char *path, const TableOptions *options, Table *out, Err *err)
{
    static const char *const text_files[] = {".csv", ".txt", ".tsv", ".tab"}, *const old_workbooks[] = {".xls", ".et"};
    static const TableOptions nothing = {0};
    if (!options) options = &nothing;
    if (!file_exists(path)) {
        return err_set(err, ERR_MISSING, _("%s: this table is not there; add the file or correct its path"), path);
    }
    if (!land_check_plain(path, err)) return false;
    if (has_extension(path, old_workbooks, 2)) {
        return err_set(err, ERR_INPUT,
                       _("%s: the formulas of this old format cannot be read; save it as .xlsx or .csv"), path);
    }
    bool ok = has_extension(path, text_files, 4) ? read_csv(arena, path, options, out, err)
                                                 : table_read_ogr(arena, path, options, out, err);
    if (ok) out->path = arena_text(arena, path);
    return ok;
}

// ---- columns ----------------------------------------------------------------------------------------------

// Half width, lower case, without white space.
static char *fold_name(Arena *arena, const char *name, size_t size)
{
    char *folded = text_half_width(arena, arena_text_size(arena, name, size)), *out = folded;
    for (const char *in = folded; *in; in++) {
        if (*in == ' ' || (*in >= '\t' && *in <= '\r')) continue;
        *out++ = *in >= 'A' && *in <= 'Z' ? (char)(*in - 'A' + 'a') : *in;
    }
    *out = '\0';
    return folded;
}

static bool is_exactly(const char *text, const char *name, size_t size)
{
    return *text && strlen(text) == size && memcmp(text, name, size) == 0;
}

// The first column from `from` on whose name or header is the first `size` bytes of `name`.
static int find_exact(const Table *table, const char *name, size_t size, size_t from)
{
    for (size_t i = from; i < table->column_count; i++) {
        if (is_exactly(table->columns[i].name, name, size) || is_exactly(table->columns[i].header, name, size))
            return (int)i;
    }
    return -1;
}

static int find_folded(const Table *table, const char *name, size_t size, size_t from)
{
    Arena *arena = arena_open();
    const char *wanted = fold_name(arena, name, size);
    int found = -1;
    for (size_t i = from; i < table->column_count && found < 0; i++) {
        const char *own = table->columns[i].name, *header = table->columns[i].header;
        if (*own && text_equal(fold_name(arena, own, strlen(own)), wanted)) found = (int)i;
        if (*header && text_equal(fold_name(arena, header, strlen(header)), wanted)) found = (int)i;
    }
    arena_close(arena);
    return found;
}

typedef int FindColumn(const Table *table, const char *name, size_t size, size_t from);

// The column of the first name that has one, and a second column with the same name or -1.
static int find_by(const Table *table, const char *names, FindColumn *find, int *second)
{
    *second = -1;
    for (const char *at = names; *at;) {
        size_t size = strcspn(at, "|");
        int found = size > 0 ? find(table, at, size, 0) : -1;
        if (found >= 0) {
            *second = find(table, at, size, (size_t)found + 1);
            return found;
        }
        at += size + (at[size] == '|');
    }
    return -1;
}

static int find_column(const Table *table, const char *names, int *second)
{
    int found = find_by(table, names, find_exact, second);
    return found >= 0 ? found : find_by(table, names, find_folded, second);
}

int table_column(const Table *table, const char *names)
{
    int second;
    return find_column(table, names, &second);
}

static char *place_of_table(Arena *arena, const Table *table)
{
    if (!*table->sheet) return arena_text(arena, table->path);
    return arena_printf(arena, _("%s, sheet %s"), table->path, table->sheet);
}

static char *list_columns(Arena *arena, const Table *table)
{
    StrBuf list = strbuf_open(arena);
    for (size_t i = 0; i < table->column_count && list.size < 400; i++) {
        strbuf_printf(&list, "%s%s", i > 0 ? ", " : "", table->columns[i].header);
    }
    return list.data;
}

bool table_need_column(const Table *table, const char *names, int *out, Err *err)
{
    int second;
    *out = find_column(table, names, &second);
    if (*out >= 0 && second < 0) return true;
    Arena *arena = arena_open();
    const char *place = place_of_table(arena, table);
    if (*out >= 0) {
        err_set(err, ERR_INPUT, _("%s: two columns are called %s (columns %d and %d); rename one"), place,
                table->columns[*out].name, *out + 1, second + 1);
    } else {
        const char *wanted = text_replace(arena, names, "|", _(" or "));
        err_set(err, ERR_INPUT, _("%s: no column %s; its columns are: %s. Name the column so, or correct its name"),
                place, wanted, list_columns(arena, table));
    }
    arena_close(arena);
    return false;
}

// ---- cells ------------------------------------------------------------------------------------------------

const char *table_cell(const Table *table, size_t row, int column)
{
    if (column < 0 || row >= table->row_count || (size_t)column >= table->column_count) return "";
    return table->cells[row * table->column_count + (size_t)column];
}

char *table_place(Arena *arena, const Table *table, size_t row, int column)
{
    const char *place = place_of_table(arena, table);
    int number = row < table->row_count ? table->row_numbers[row] : 0;
    if (column < 0 || (size_t)column >= table->column_count) return arena_printf(arena, _("%s, row %d"), place, number);
    return arena_printf(arena, _("%s, row %d, column %s"), place, number, table->columns[column].header);
}

bool table_fault(const Table *table, size_t row, int column, Err *err, const char *format, ...)
{
    Arena *arena = arena_open();
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    err_set(err, ERR_INPUT, "%s: %s", table_place(arena, table, row, column), text);
    arena_close(arena);
    return false;
}

static bool fault_no_number(const Table *table, size_t row, int column, const char *text, Err *err)
{
    if (strchr(text, ',') || strstr(text, "，")) {
        return table_fault(
            table, row, column, err,
            _("\"%s\" is no number: a comma parts groups of three digits (1,234.5); write a decimal point as ."), text);
    }
    if (text_ends(text, "%") || text_ends(text, "％")) {
        return table_fault(table, row, column, err,
                           _("\"%s\" is no number; write it without the sign and name the column with (%%)"), text);
    }
    return table_fault(
        table, row, column, err,
        _("\"%s\" is no number; write only the number, with its unit in the header, or leave the cell empty"), text);
}

static bool fault_unit(const Table *table, size_t row, int column, const char *unit, const char *wanted, Err *err)
{
    return table_fault(
        table, row, column, err,
        _("the column's unit \"%s\" does not convert to %s; correct the unit in the header, such as (%s)"), unit,
        wanted, wanted);
}

// The one of a table's units ("万元、吨") that converts; "" when none does. false when two do and disagree.
static bool table_unit_factor(const Table *table, const char *wanted, double *factor)
{
    Arena *arena = arena_open();
    const char *list = text_replace(arena, text_replace(arena, table->unit, "、", ","), "，", ",");
    size_t count, found = 0;
    char **units = text_split(arena, list, ',', &count);
    for (size_t i = 0; i < count; i++) {
        double one;
        if (!unit_factor(units[i], wanted, &one) || (found > 0 && one == *factor)) continue;
        *factor = one;
        found++;
    }
    arena_close(arena);
    return found <= 1;
}

static bool find_factor(const Table *table, size_t row, int column, const char *wanted, double *factor, Err *err)
{
    const char *own = table->columns[column].unit;
    *factor = 1;
    if (!wanted || !*wanted) return true;
    if (*own) return unit_factor(own, wanted, factor) || fault_unit(table, row, column, own, wanted, err);
    if (!*table->unit || table_unit_factor(table, wanted, factor)) return true;
    return table_fault(
        table, row, column, err,
        _("the table's units \"%s\" leave open which is this column's; write it in the header, such as (%s)"),
        table->unit, wanted);
}

bool table_number(const Table *table, size_t row, int column, const char *unit_wanted, double *out, Err *err)
{
    const char *text = table_cell(table, row, column);
    double value, factor;
    *out = NAN;
    if (text_is_missing(text)) return true;
    if (!text_to_double(text, &value)) return fault_no_number(table, row, column, text, err);
    if (!find_factor(table, row, column, unit_wanted, &factor, err)) return false;
    *out = value * factor;
    return true;
}

// ---- lists in a cell --------------------------------------------------------------------------------------

static bool is_digit_or_point(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

// Whether the character at `at` is a sign: it begins its part, or follows the e of "1.2e-3".
static bool is_sign(const char *part, const char *at)
{
    if (*at != '-' && *at != '+') return false;
    if (at == part) return true;
    return at - part >= 2 && (at[-1] == 'e' || at[-1] == 'E') && is_digit_or_point(at[-2]) && is_digit_or_point(at[1]);
}

static const char *part_end(const char *part, char separator)
{
    const char *at = part;
    while (*at && (*at != separator || is_sign(part, at))) at++;
    return at;
}

char *table_list_part(Arena *arena, const char *cell, char separator, int part)
{
    const char *start = cell + strspn(cell, " "), *end = part_end(start, separator);
    for (int i = 1; i < part; i++) {
        if (!*end) return NULL;
        start = end + 1 + strspn(end + 1, " ");
        end = part_end(start, separator);
    }
    if (part < 1 || !*cell) return NULL;
    return text_trim(arena, arena_text_size(arena, start, (size_t)(end - start)));
}
