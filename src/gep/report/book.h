// book.h - a workbook for Excel and WPS: cells, formats, widths, print setup. No macros, no functions beyond SUM.
//
// Columns are as wide as their widest text (Han characters count 2), up to a limit. The first error is kept.
#ifndef QINGSHAN_GEP_REPORT_BOOK_H
#define QINGSHAN_GEP_REPORT_BOOK_H

#include <xlsxwriter.h>

#include "gep/account.h"
#include "gep/display.h"

typedef enum Style {
    STYLE_TITLE,
    STYLE_NOTE,
    STYLE_HEAD,
    STYLE_TEXT,
    STYLE_WRAP,
    STYLE_MONEY,  // #,##0.00
    STYLE_NUMBER, // General, as many digits as there are
    STYLE_COUNT_, // #,##0
    STYLE_PERCENT,
    STYLE_LIMIT
} Style;

typedef enum Shade { SHADE_NONE, SHADE_SUBTOTAL, SHADE_TOTAL, SHADE_FLAG, SHADE_MUTED, SHADE_LIMIT } Shade;

enum { BOOK_COLUMNS = 200 };

typedef struct Book {
    lxw_workbook *workbook;
    const Account *account;
    Display display;
    Arena *arena;
    double money_yuan; // one unit of money cells: 1e4 (万元) or 1e3 (thousand yuan)
    const char *money_unit;
    lxw_format *formats[STYLE_LIMIT][SHADE_LIMIT];
    lxw_error error;
} Book;

typedef struct Sheet { // one worksheet being written
    Book *book;
    lxw_worksheet *sheet;
    lxw_row_t row; // where the next row goes
    int widths[BOOK_COLUMNS];
    int width_limit;
} Sheet;

void book_open(Book *book, const char *path, const Account *account, bool chinese, Arena *arena);
// false with the first error.
bool book_close(Book *book, const char *path, Err *err);
lxw_format *book_format(Book *book, Style style, Shade shade);

Sheet sheet_open(Book *book, const char *zh, const char *en); // title row and marks; landscape A4, one page wide
// heads is NULL-terminated; freezes below them and right of `frozen` columns, and repeats them on every page.
void sheet_heads(Sheet *sheet, const char *const *heads, int frozen);
void sheet_text(Sheet *sheet, int column, Style style, Shade shade, const char *text);
void sheet_number(Sheet *sheet, int column, Style style, Shade shade, double value); // NaN: "—"
void sheet_money(Sheet *sheet, int column, Shade shade, Fen value);
// SUM over rows [from, to] of the column, with its exact value kept in the file.
void sheet_sum_rows(Sheet *sheet, int column, Style style, Shade shade, lxw_row_t from, lxw_row_t to, double value);
// SUM over columns [from, to] of the present row.
void sheet_sum_columns(Sheet *sheet, int column, Style style, Shade shade, int from, int to, double value);
void sheet_formula(Sheet *sheet, int column, Style style, Shade shade, const char *formula, double value);
void sheet_note(Sheet *sheet, const char *text); // a row of small text over all columns
void sheet_next(Sheet *sheet);
void sheet_close(Sheet *sheet); // sets the widths
double book_money(const Book *book, Fen value);

#endif
