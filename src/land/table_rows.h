// table_rows.h - rows of text cells as a reader finds them, and how they become a table: header, units, width. Private
// to table*.c.
#ifndef QINGSHAN_LAND_TABLE_ROWS_H
#define QINGSHAN_LAND_TABLE_ROWS_H

#include "land/table.h"

typedef struct TableRow {
    int number;   // in the file, from 1
    size_t first; // of its cells in `cells`
    size_t count;
} TableRow;

typedef struct TableRows {
    Arena *arena; // of this list, not of the cells' texts
    const char **cells;
    size_t cell_count, cell_capacity;
    TableRow *rows;
    size_t row_count, row_capacity;
    size_t started; // the first cell of the row under way
} TableRows;

void table_rows_add(TableRows *rows, const char *cell); // trimmed UTF-8, borrowed
// Ends the row under way. A row without text is dropped.
void table_rows_end(TableRows *rows, int number);
const char *table_rows_cell(const TableRows *rows, const TableRow *row, size_t column); // "" beyond its end

typedef struct TableShape {
    bool header_first; // the header is row 0, whatever it looks like (field names of a database)
    bool strict_width; // a filled cell to the right of the header is an error
} TableShape;
// Fills all of out but path and sheet. ERR_INPUT names the row.
MUST_CHECK bool table_from_rows(Arena *arena, const TableRows *rows, TableShape shape, Table *out, Err *err);

// Splits "产值（万元）" into name and unit.
Column table_header_split(Arena *arena, const char *header);

// Reads any OGR table. out: path is set by the caller.
MUST_CHECK bool table_read_ogr(Arena *arena, const char *path, const TableOptions *options, Table *out, Err *err);

#endif
