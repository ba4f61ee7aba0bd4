#include "gep/report/book.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/report/colors.h"
#include "gep/report/epoch.h"

enum { ZIP_EPOCH = 315532800, TEXT_LIMIT = 30000 }; // 1980-01-01, the first day a zip file knows; Excel's cell limit

static void keep(Book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR) book->error = error;
}

// ---- formats

static void set_style(lxw_format *format, Style style)
{
    format_set_font_name(format, "Microsoft YaHei");
    format_set_font_size(format, style == STYLE_TITLE ? 16 : style == STYLE_NOTE ? 9 : 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (style == STYLE_TITLE || style == STYLE_HEAD) format_set_bold(format);
    if (style == STYLE_NOTE) format_set_font_color(format, COLOR_INK_2);
    if (style == STYLE_HEAD || style == STYLE_WRAP) format_set_text_wrap(format);
    if (style == STYLE_HEAD) format_set_align(format, LXW_ALIGN_CENTER);
    if (style == STYLE_MONEY) format_set_num_format(format, "#,##0.00;-#,##0.00;0");
    if (style == STYLE_COUNT_) format_set_num_format(format, "#,##0");
    if (style == STYLE_PERCENT) format_set_num_format(format, "0.0%");
    if (style == STYLE_TEXT || style == STYLE_WRAP) format_set_indent(format, 1);
    if (style >= STYLE_MONEY) format_set_align(format, LXW_ALIGN_RIGHT);
}

static void set_shade(lxw_format *format, Style style, Shade shade)
{
    if (style == STYLE_TITLE || style == STYLE_NOTE) return;
    format_set_bottom(format, shade == SHADE_TOTAL || style == STYLE_HEAD ? LXW_BORDER_THIN : LXW_BORDER_HAIR);
    format_set_bottom_color(format, COLOR_LINE_STRONG);
    if (style == STYLE_HEAD) format_set_bg_color(format, COLOR_PRIMARY_SOFT);
    if (shade == SHADE_SUBTOTAL || shade == SHADE_TOTAL) format_set_bold(format);
    if (shade == SHADE_SUBTOTAL) format_set_bg_color(format, COLOR_ZEBRA);
    if (shade == SHADE_TOTAL) format_set_bg_color(format, 0xD3E5E0);
    if (shade == SHADE_FLAG) format_set_bg_color(format, COLOR_AMBER_SOFT);
    if (shade == SHADE_FLAG) format_set_font_color(format, COLOR_AMBER);
    if (shade == SHADE_MUTED) format_set_font_color(format, COLOR_INK_3);
}

lxw_format *book_format(Book *book, Style style, Shade shade)
{
    lxw_format **format = &book->formats[style][shade];
    if (!*format) {
        *format = workbook_add_format(book->workbook);
        set_style(*format, style);
        set_shade(*format, style, shade);
    }
    return *format;
}

// ---- the book

// libxlsxwriter takes char *, but only copies.
static char *loose(Arena *arena, const char *text)
{
    return arena_text(arena, text);
}

static void set_properties(Book *book)
{
    const Account *a = book->account;
    const Display *d = &book->display;
    int64_t created = epoch_seconds();
    lxw_doc_properties properties = {
        .title = loose(book->arena, display_printf(d, "%d年度%s生态产品总值（GEP）核算", "GEP of %2$s, %1$d", a->year,
                                                   display_district(d, a))),
        .subject = arena_printf(book->arena, "SM3 %s", a->result_sm3),
        .author = arena_printf(book->arena, "qingshan %s", a->version),
        .created = (time_t)(created < ZIP_EPOCH ? ZIP_EPOCH : created),
    };
    keep(book, workbook_set_properties(book->workbook, &properties));
}

void book_open(Book *book, const char *path, const Account *account, bool chinese, Arena *arena)
{
    *book = (Book){.workbook = workbook_new(path), .account = account, .arena = arena};
    book->display = display_open(arena, account, chinese, ",", "-");
    book->money_yuan = chinese ? 1e4 : 1e3;
    book->money_unit = chinese ? "万元" : "thousand yuan";
    set_properties(book);
}

bool book_close(Book *book, const char *path, Err *err)
{
    keep(book, workbook_close(book->workbook));
    if (book->error == LXW_NO_ERROR) return true;
    remove(path);
    return err_set(err, ERR_IO, _("%s: cannot write the workbook: %s"), path, lxw_strerror(book->error));
}

double book_money(const Book *book, Fen value)
{
    return money_to_yuan(value) / book->money_yuan;
}

// ---- one sheet

static const char *marks_of(Book *book)
{
    const Account *a = book->account;
    return arena_printf(book->arena, "%s%s",
                        a->demo ? display_pick(&book->display, "【演示数据】", "[DEMONSTRATION DATA] ") : "",
                        a->complete ? "" : display_pick(&book->display, "【部分核算】", "[PARTIAL ACCOUNT] "));
}

static void set_print(Sheet *s)
{
    Book *book = s->book;
    const Account *a = book->account;
    const Display *d = &book->display;
    const char *name = text_replace(book->arena, display_district(d, a), "&", "&&");
    worksheet_set_landscape(s->sheet);
    worksheet_set_paper(s->sheet, 9); // A4
    worksheet_set_default_row(s->sheet, 18, LXW_FALSE);
    worksheet_set_margins(s->sheet, 0.5, 0.5, 0.8, 0.7);
    const char *head = display_printf(d, "&L%s %d年度 生态产品总值（GEP）核算 草案&R%s",
                                      "&L%s %d: gross ecosystem product, draft&R%s", name, a->year, marks_of(book));
    const char *foot =
        display_printf(d, "&LSM3 %s …&R第 &P / &N 页", "&LSM3 %s …&Rpage &P / &N", display_digest(d, a, 4));
    if (strlen(head) < 255) keep(book, worksheet_set_header(s->sheet, head));
    keep(book, worksheet_set_footer(s->sheet, foot));
}

Sheet sheet_open(Book *book, const char *zh, const char *en)
{
    const char *name = display_pick(&book->display, zh, en);
    Sheet s = {.book = book, .sheet = workbook_add_worksheet(book->workbook, name), .width_limit = 46};
    const Account *a = book->account;
    const char *title = display_printf(&book->display, "%s%d年度%s · %s", "%s%d %s · %s", marks_of(book), a->year,
                                       display_district(&book->display, a), name);
    set_print(&s);
    worksheet_set_row(s.sheet, 0, 26, NULL);
    keep(book, worksheet_write_string(s.sheet, 0, 0, title, book_format(book, STYLE_TITLE, SHADE_NONE)));
    s.row = 1;
    return s;
}

static void widen(Sheet *s, int column, const char *text)
{
    int width = 0;
    for (const char *at = text; *at;) { // the widest of its lines
        size_t size = strcspn(at, "\n");
        int own = display_width(arena_text_size(s->book->arena, at, size));
        if (own > width) width = own;
        at += size + (at[size] == '\n');
    }
    if (width > s->width_limit) width = s->width_limit;
    if (column < BOOK_COLUMNS && width > s->widths[column]) s->widths[column] = width;
}

void sheet_heads(Sheet *s, const char *const *heads, int frozen)
{
    int lines = 1;
    for (int i = 0; heads[i]; i++) {
        sheet_text(s, i, STYLE_HEAD, SHADE_NONE, heads[i]);
        int own = 1;
        for (const char *at = heads[i]; (at = strchr(at, '\n')); at++) own++;
        if (own > lines) lines = own;
    }
    worksheet_set_row(s->sheet, s->row, 8 + 15 * lines, NULL);
    worksheet_freeze_panes(s->sheet, s->row + 1, (lxw_col_t)frozen);
    if (frozen > 0) keep(s->book, worksheet_repeat_columns(s->sheet, 0, (lxw_col_t)(frozen - 1)));
    keep(s->book, worksheet_repeat_rows(s->sheet, s->row, s->row));
    sheet_next(s);
}

// Cells hold 32767 characters at most; a longer text is cut at a whole character.
static const char *cut(Arena *arena, const char *text)
{
    size_t size = strlen(text);
    if (size <= TEXT_LIMIT) return text;
    size = TEXT_LIMIT;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) size--;
    return arena_printf(arena, "%.*s…", (int)size, text);
}

void sheet_text(Sheet *s, int column, Style style, Shade shade, const char *text)
{
    lxw_format *format = book_format(s->book, style, shade);
    if (!text || !*text) {
        keep(s->book, worksheet_write_blank(s->sheet, s->row, (lxw_col_t)column, format));
        return;
    }
    const char *fits = cut(s->book->arena, text);
    keep(s->book, worksheet_write_string(s->sheet, s->row, (lxw_col_t)column, fits, format));
    if (style != STYLE_TITLE && style != STYLE_NOTE) widen(s, column, fits);
}

static void widen_for_number(Sheet *s, int column, Style style, double value)
{
    char text[64];
    if (style == STYLE_NUMBER) {
        snprintf(text, sizeof text, "%.10g", value);
    } else {
        number_grouped(style == STYLE_PERCENT ? value * 100 : value, style == STYLE_COUNT_ ? 0 : 2, text);
    }
    widen(s, column, text);
}

void sheet_number(Sheet *s, int column, Style style, Shade shade, double value)
{
    if (!isfinite(value)) {
        sheet_text(s, column, style, shade, "—");
        return;
    }
    if (style == STYLE_MONEY && fabs(value) >= 1e13) style = STYLE_NUMBER; // too long to write out
    lxw_format *format = book_format(s->book, style, shade);
    keep(s->book, worksheet_write_number(s->sheet, s->row, (lxw_col_t)column, value, format));
    widen_for_number(s, column, style, value);
}

void sheet_money(Sheet *s, int column, Shade shade, Fen value)
{
    sheet_number(s, column, STYLE_MONEY, shade, book_money(s->book, value));
}

void sheet_formula(Sheet *s, int column, Style style, Shade shade, const char *formula, double value)
{
    if (!isfinite(value)) {
        sheet_text(s, column, style, shade, "—");
        return;
    }
    lxw_format *format = book_format(s->book, style, shade);
    keep(s->book, worksheet_write_formula_num(s->sheet, s->row, (lxw_col_t)column, formula, format, value));
    widen_for_number(s, column, style, value);
}

static void sum_range(Sheet *s, int column, Style style, Shade shade, const char *range, double value)
{
    sheet_formula(s, column, style, shade, arena_printf(s->book->arena, "=SUM(%s)", range), value);
}

void sheet_sum_rows(Sheet *s, int column, Style style, Shade shade, lxw_row_t from, lxw_row_t to, double value)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    if (to < from || to == UINT32_MAX) {
        sheet_number(s, column, style, shade, value);
        return;
    }
    lxw_rowcol_to_range(range, from, (lxw_col_t)column, to, (lxw_col_t)column);
    sum_range(s, column, style, shade, range, value);
}

void sheet_sum_columns(Sheet *s, int column, Style style, Shade shade, int from, int to, double value)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    if (to < from) {
        sheet_number(s, column, style, shade, value);
        return;
    }
    lxw_rowcol_to_range(range, s->row, (lxw_col_t)from, s->row, (lxw_col_t)to);
    sum_range(s, column, style, shade, range, value);
}

void sheet_note(Sheet *s, const char *text)
{
    sheet_text(s, 0, STYLE_NOTE, SHADE_NONE, text);
    sheet_next(s);
}

void sheet_next(Sheet *s)
{
    s->row++;
}

// A page takes about 190 characters before print becomes too small to read; wider sheets go on several pages.
void sheet_close(Sheet *s)
{
    const double page = 190;
    double sum = 0;
    for (int i = 0; i < BOOK_COLUMNS; i++) {
        if (s->widths[i] == 0) continue;
        double width = s->widths[i] * 1.06 + 2.5;
        keep(s->book, worksheet_set_column(s->sheet, (lxw_col_t)i, (lxw_col_t)i, width < 6 ? 6 : width, NULL));
        sum += width;
    }
    worksheet_fit_to_pages(s->sheet, (uint16_t)(sum <= page * 1.15 ? 1 : ceil(sum / page)), s->row <= 48 ? 1 : 0);
}
