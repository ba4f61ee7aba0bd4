// grid_table.h - tables in the report: columns by share of the width, heads repeated on each page, rows never cut.
#ifndef QINGSHAN_GEP_REPORT_GRID_TABLE_H
#define QINGSHAN_GEP_REPORT_GRID_TABLE_H

#include "gep/report/page.h"

enum { COLUMN_MAX = 20 };

typedef struct GridColumn {
    const char *title;
    double share; // of the table's width, in any unit
    Align align;
} GridColumn;

typedef enum RowKind { ROW_PLAIN, ROW_SUBTOTAL, ROW_TOTAL, ROW_MUTED, ROW_FLAGGED } RowKind;

typedef struct GridTable {
    Doc *doc;
    const GridColumn *columns;
    size_t count;
    double size; // of the type
    double x[COLUMN_MAX + 1];
    size_t row; // since the head, for nothing but the first rule
} GridTable;

GridTable table_open(Doc *doc, const GridColumn *columns, size_t count, double size);
// Returns where the row stands, so that a caller can draw into a cell left empty (NULL).
Box table_row(GridTable *table, RowKind kind, const char *const *cells);
void table_close(GridTable *table);

#endif
