// table.h - any OGR table as text cells: CSV, XLSX, ODS, DBF, GeoPackage; GBK and UTF-8; as offices write them.
//
// CSV is read by our own parser (a pure function over bytes, fuzzed); the others through OGR. Cells are trimmed UTF-8
// with full-width ASCII folded for numbers only. "" - — / NA mean missing (text_is_missing); 0 is zero.
//
// The header of a CSV or a sheet is the first row with two or more filled cells, none of them a form's head such as
// "填报单位：X" (with no such row: the first filled row). Then, as merged cells leave them,
//   - a second header row begins with an empty cell, holds no number and fills a gap of the first: names join, "产量
//   2022年";
//   - a row of units begins with an empty cell or 单位, and its other cells are units.
// "单位：万元" above the header is the unit of the columns without one. Rows without any text are left out.
// Of a workbook without `sheet` the first sheet is read that is not named 填表说明, 说明, 封面, 目录 or readme.
#ifndef QINGSHAN_LAND_TABLE_H
#define QINGSHAN_LAND_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum { TABLE_SIZE_MAX = 64 << 20, TABLE_COLUMNS_MAX = 4096 };

typedef struct Column {
    const char *name; // header without its unit: "产值" of 产值（万元）, 产值(万元), 产值/万元; all of "产量_t"
    const char *unit;   // "" when the header has none
    const char *header; // as written
} Column;

typedef struct Table {
    const char *path;
    const char *sheet; // "" for one-table formats
    const char *unit; // of the columns without their own: "万元" of "单位：万元" above the header; may list several
    size_t column_count, row_count;
    const Column *columns;
    const char *const *cells; // cells[row * column_count + column]; "" when empty; never NULL
    const int *row_numbers;   // the row's number in the file, from 1, as an editor or Excel shows it
} Table;

typedef struct TableOptions {
    const char *sheet;    // workbooks: NULL or "": the first sheet
    const char *encoding; // NULL or "": found out
    const char *comment;  // lines that begin with it are skipped (also before the header); NULL or "": none
    char separator;       // 0: found out among , ; tab
} TableOptions;

MUST_CHECK bool table_read(Arena *arena, const char *path, const TableOptions *options, Table *out, Err *err);
// The pure function: CSV bytes (already decoded to UTF-8) to a table; path and sheet are "". RFC 4180 quotes; at most
// TABLE_SIZE_MAX bytes and TABLE_COLUMNS_MAX columns; rows may be shorter than the header, not longer. ERR_INPUT names
// the line.
MUST_CHECK bool table_parse_csv(Arena *arena, const char *text, size_t size, const TableOptions *options, Table *out,
                                Err *err);

// The column whose name or header is one of `names`, separated by '|', the first name first: "产量|quantity". Exactly,
// and if none is, without case and white space and at half width. -1 when absent.
int table_column(const Table *table, const char *names);
// The same; ERR_INPUT that lists the columns that are there, or when two columns have the name.
MUST_CHECK bool table_need_column(const Table *table, const char *names, int *out, Err *err);
const char *table_cell(const Table *table, size_t row, int column); // "" when column < 0
// A number in the unit wanted (NULL or "": as it stands). missing: *out = NaN and true. Converts from the column's unit
// (unit_factor), or the table's; with neither the number is taken to be in the unit wanted. ERR_INPUT names file,
// sheet, row, column, text: also for "12,5", which could be 12.5 or 125.
MUST_CHECK bool table_number(const Table *table, size_t row, int column, const char *unit_wanted, double *out,
                             Err *err);
// The `part`th (from 1) of a list in one cell: "12-13-9" with '-' and 1 gives "12". A '-' that begins a part, or
// follows the e of an exponent, is a sign: "-1-2" is -1 and 2. NULL when there is no such part.
char *table_list_part(Arena *arena, const char *cell, char separator, int part);
// Where a cell stands, for an error: "FILE, sheet S, row 7, column 产量".
char *table_place(Arena *arena, const Table *table, size_t row, int column);
// ERR_INPUT "place: text"; returns false. For what a caller finds wrong in a cell.
bool table_fault(const Table *table, size_t row, int column, Err *err, const char *format, ...) PRINTF_LIKE(5, 6);

// Factor from one unit to another: 万元→yuan 1e4, 亿元, 公顷/hm2→m2 1e4, 亩→m2 10000/15 (exact ratio), km2, t, 万t, 吨,
// kg, m3, 万m3, 亿m3, kWh, 万kWh, 人次, 万人次, mm, cm ... units compare after folding (㎡ m² m^2 m2; hm² 公顷 ha).
// false when they do not measure the same thing.
bool unit_factor(const char *from, const char *to, double *factor);

#endif
