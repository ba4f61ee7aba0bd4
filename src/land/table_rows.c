#include "land/table_rows.h"

#include <assert.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "land/unit.h"

enum { CELLS_MAX = TABLE_SIZE_MAX }; // of a table: more than a full file can hold

void table_rows_add(TableRows *rows, const char *cell)
{
    rows->cells = arena_grow(rows->arena, rows->cells, rows->cell_count, &rows->cell_capacity, sizeof *rows->cells);
    rows->cells[rows->cell_count++] = cell;
}

void table_rows_end(TableRows *rows, int number)
{
    TableRow row = {.number = number, .first = rows->started, .count = rows->cell_count - rows->started};
    while (row.count > 0 && !*rows->cells[row.first + row.count - 1]) row.count--;
    rows->cell_count = row.first + row.count;
    rows->started = rows->cell_count;
    if (row.count == 0) return;
    rows->rows = arena_grow(rows->arena, rows->rows, rows->row_count, &rows->row_capacity, sizeof *rows->rows);
    rows->rows[rows->row_count++] = row;
}

const char *table_rows_cell(const TableRows *rows, const TableRow *row, size_t column)
{
    return column < row->count ? rows->cells[row->first + column] : "";
}

// ---- which rows are what ----------------------------------------------------------------------------------

// "填报单位：X", "单位:万元"
static bool is_form_head(const char *cell)
{
    return strstr(cell, "：") || strstr(cell, "单位:");
}

static bool is_header(const TableRows *rows, const TableRow *row)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++) {
        const char *cell = table_rows_cell(rows, row, i);
        if (is_form_head(cell)) return false;
        filled += *cell != '\0';
    }
    return filled >= 2;
}

static size_t find_header(const TableRows *rows)
{
    for (size_t i = 0; i < rows->row_count; i++) {
        if (is_header(rows, &rows->rows[i])) return i;
    }
    return 0;
}

static bool is_second_header(const TableRows *rows, const TableRow *header, const TableRow *row)
{
    bool fills = false;
    double number;
    if (*table_rows_cell(rows, row, 0)) return false;
    for (size_t i = 1; i < row->count; i++) {
        const char *cell = table_rows_cell(rows, row, i);
        if (!*cell) continue;
        if (text_to_double(cell, &number) || text_is_missing(cell)) return false;
        fills = fills || !*table_rows_cell(rows, header, i);
    }
    return fills;
}

static bool is_units_row(const TableRows *rows, const TableRow *row)
{
    const char *first = table_rows_cell(rows, row, 0);
    if (*first && !text_equal(first, "单位") && !text_equal(first, "计量单位")) return false;
    for (size_t i = 1; i < row->count; i++) {
        const char *cell = table_rows_cell(rows, row, i);
        if (*cell && !unit_is_known(cell)) return false;
    }
    return row->count > 1;
}

// ---- the unit above the header ----------------------------------------------------------------------------

// What follows "单位：" in a cell, up to a closing bracket; NULL when the cell says who fills the form in
// (填报单位：X).
static char *unit_of_head(Arena *arena, const char *cell)
{
    static const char *const labels[] = {"单位：", "单位:"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *label = strstr(cell, labels[i]);
        if (!label) continue;
        char *before = text_trim(arena, arena_text_size(arena, cell, (size_t)(label - cell)));
        bool bare = !*before || text_ends(before, "计量") || text_ends(before, "（") || text_ends(before, "(");
        if (!bare) continue;
        char *unit = arena_text(arena, label + strlen(labels[i]));
        char *wide = strstr(unit, "）"), *narrow = strchr(unit, ')');
        if (wide) *wide = '\0';
        if (narrow && strlen(unit) > (size_t)(narrow - unit)) *narrow = '\0';
        return text_trim(arena, unit);
    }
    return NULL;
}

static const char *find_table_unit(Arena *arena, const TableRows *rows, size_t header)
{
    for (size_t i = 0; i < header; i++) {
        for (size_t j = 0; j < rows->rows[i].count; j++) {
            char *unit = unit_of_head(arena, table_rows_cell(rows, &rows->rows[i], j));
            if (unit) return unit;
        }
    }
    return "";
}

// ---- columns ----------------------------------------------------------------------------------------------

// The upper header that stands over a column: its own, or that of a merged cell to the left.
static const char *upper_header(const TableRows *rows, const TableRow *row, size_t column)
{
    while (column > 0 && !*table_rows_cell(rows, row, column)) column--;
    return table_rows_cell(rows, row, column);
}

static Column join_headers(Arena *arena, const char *upper, const char *lower)
{
    Column over = table_header_split(arena, upper), under = table_header_split(arena, lower);
    if (!*upper || !*lower) return *upper ? over : under;
    return (Column){
        .name = arena_printf(arena, "%s %s", over.name, under.name),
        .unit = *under.unit ? under.unit : over.unit,
        .header = arena_printf(arena, "%s %s", upper, lower),
    };
}

static Column make_column(Arena *arena, const TableRows *rows, const TableRow *header, const TableRow *second,
                          size_t index)
{
    const char *own = table_rows_cell(rows, header, index);
    if (!second) return table_header_split(arena, own);
    const char *lower = table_rows_cell(rows, second, index);
    return join_headers(arena, *lower ? upper_header(rows, header, index) : own, lower);
}

static void add_units(Arena *arena, const TableRows *rows, const TableRow *units, Column *columns, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const char *unit = table_rows_cell(rows, units, i);
        if (*unit) columns[i].unit = arena_text(arena, unit);
    }
}

// ---- all together -----------------------------------------------------------------------------------------

static size_t widest(const TableRows *rows, size_t from)
{
    size_t most = 0;
    for (size_t i = from; i < rows->row_count; i++) most = rows->rows[i].count > most ? rows->rows[i].count : most;
    return most;
}

static bool check_width(const TableRows *rows, size_t from, size_t width, Err *err)
{
    for (size_t i = from; i < rows->row_count; i++) {
        const TableRow *row = &rows->rows[i];
        if (row->count <= width) continue;
        return err_set(
            err, ERR_INPUT,
            _("row %d has %zu cells, the header %zu; put a cell that holds the separator in double quotes, or name "
              "the column"),
            row->number, row->count, width);
    }
    return true;
}

// Copies the rows from `from` on into out->cells, which is out->column_count wide.
static bool fill_cells(Arena *arena, const TableRows *rows, size_t from, Table *out, Err *err)
{
    size_t width = out->column_count, count = rows->row_count - from;
    assert(width > 0); // a row of the list has at least one cell
    if (count > CELLS_MAX / width) {
        return err_set(err, ERR_INPUT, _("%zu rows of %zu columns are too many; split the table"), count, width);
    }
    const char **cells = arena_array(arena, count * width, sizeof *cells);
    int *numbers = arena_array(arena, count, sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        const TableRow *row = &rows->rows[from + i];
        numbers[i] = row->number;
        for (size_t j = 0; j < width; j++) cells[i * width + j] = table_rows_cell(rows, row, j);
    }
    out->row_count = count;
    out->cells = cells;
    out->row_numbers = numbers;
    return true;
}

bool table_from_rows(Arena *arena, const TableRows *rows, TableShape shape, Table *out, Err *err)
{
    *out = (Table){.path = "", .sheet = ""};
    if (rows->row_count == 0)
        return err_set(err, ERR_INPUT, _("no rows; expected a header row with the names of the columns"));
    assert(rows->rows);
    size_t at = shape.header_first ? 0 : find_header(rows);
    out->unit = shape.header_first ? "" : find_table_unit(arena, rows, at);
    const TableRow *header = &rows->rows[at++], *second = NULL, *units = NULL;
    bool more = !shape.header_first;
    if (more && at < rows->row_count && is_second_header(rows, header, &rows->rows[at])) second = &rows->rows[at++];
    if (more && at < rows->row_count && is_units_row(rows, &rows->rows[at])) units = &rows->rows[at++];
    size_t width = second && second->count > header->count ? second->count : header->count;
    if (shape.strict_width && !check_width(rows, at, width, err)) return false;
    if (widest(rows, at) > width) width = widest(rows, at);
    if (width > TABLE_COLUMNS_MAX) {
        return err_set(err, ERR_INPUT, _("%zu columns are more than the %d that are read"), width, TABLE_COLUMNS_MAX);
    }
    Column *columns = arena_array(arena, width, sizeof *columns);
    for (size_t i = 0; i < width; i++) columns[i] = make_column(arena, rows, header, second, i);
    if (units) add_units(arena, rows, units, columns, width);
    out->columns = columns;
    out->column_count = width;
    return fill_cells(arena, rows, at, out, err);
}
