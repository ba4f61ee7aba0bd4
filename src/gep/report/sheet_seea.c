// sheet_seea.c - SEEA EA: ecosystem extent account with its transition matrix, and the supply of services by ecosystem
// type in physical and monetary terms (SEEA EA 2021, tables 4.1, 4.2, 7.1a and 9.1 in form).
//
// Managed and unmanaged changes are not told apart: maps alone do not say which is which.
#include <math.h>
#include <string.h>

#include "gep/account_sums.h"
#include "gep/report/sheets.h"

// ---- extent

enum { COL_CODE, COL_NAME, COL_OPENING, COL_PLUS, COL_MINUS, COL_NET, COL_CLOSING };

static double moved(const Account *a, const char *code, bool in)
{
    double sum = 0;
    for (size_t i = 0; i < a->transition_count; i++) {
        const TransitionCell *cell = &a->transitions[i];
        if (strcmp(cell->from, cell->to) != 0 && strcmp(in ? cell->to : cell->from, code) == 0) sum += cell->area_m2;
    }
    return sum;
}

static void write_extent_row(Sheet *s, const ExtentRow *row)
{
    const Account *a = s->book->account;
    bool before = a->before_year > 0 && isfinite(row->area_before_m2);
    bool known = before && a->transition_count > 0;
    sheet_text(s, COL_CODE, STYLE_TEXT, SHADE_NONE, row->ecosystem);
    sheet_text(s, COL_NAME, STYLE_TEXT, SHADE_NONE, display_pick(&s->book->display, row->name_zh, row->name_en));
    sheet_number(s, COL_OPENING, STYLE_MONEY, SHADE_NONE, before ? row->area_before_m2 / 1e4 : NAN);
    sheet_number(s, COL_PLUS, STYLE_MONEY, SHADE_NONE, known ? moved(a, row->ecosystem, true) / 1e4 : NAN);
    sheet_number(s, COL_MINUS, STYLE_MONEY, SHADE_NONE, known ? moved(a, row->ecosystem, false) / 1e4 : NAN);
    sheet_number(s, COL_NET, STYLE_MONEY, SHADE_NONE, before ? (row->area_m2 - row->area_before_m2) / 1e4 : NAN);
    sheet_number(s, COL_CLOSING, STYLE_MONEY, SHADE_NONE, row->area_m2 / 1e4);
    sheet_next(s);
}

static void write_extent_total(Sheet *s, lxw_row_t from)
{
    const Account *a = s->book->account;
    double sums[5] = {0};
    for (size_t i = 0; i < a->extent_count; i++) {
        const ExtentRow *row = &a->extent[i];
        double before = a->before_year > 0 ? row->area_before_m2 : NAN;
        double known = a->before_year > 0 && a->transition_count > 0 ? 1.0 : (double)NAN;
        sums[0] += before;
        sums[1] += known * moved(a, row->ecosystem, true);
        sums[2] += known * moved(a, row->ecosystem, false);
        sums[3] += row->area_m2 - before;
        sums[4] += row->area_m2;
    }
    lxw_row_t to = s->row - 1;
    sheet_text(s, COL_CODE, STYLE_TEXT, SHADE_TOTAL, "");
    sheet_text(s, COL_NAME, STYLE_TEXT, SHADE_TOTAL, display_pick(&s->book->display, "合计", "Total"));
    for (int i = 0; i < 5; i++) sheet_sum_rows(s, COL_OPENING + i, STYLE_MONEY, SHADE_TOTAL, from, to, sums[i] / 1e4);
    sheet_next(s);
}

static double transition(const Account *a, const char *from, const char *to)
{
    double sum = 0;
    for (size_t i = 0; i < a->transition_count; i++) {
        const TransitionCell *cell = &a->transitions[i];
        if (strcmp(cell->from, from) == 0 && strcmp(cell->to, to) == 0) sum += cell->area_m2;
    }
    return sum;
}

static void write_matrix(Sheet *s)
{
    Book *book = s->book;
    const Account *a = book->account;
    const Display *d = &book->display;
    int last = 1 + (int)a->extent_count;
    sheet_next(s);
    sheet_note(s, display_printf(d, "转移矩阵（公顷）：行为%d年，列为%d年；对角线为未变；行合计为期初，列合计为期末。",
                                 "Transition matrix (ha): rows %d, columns %d; the diagonal did not change; row sums "
                                 "open, column sums close.",
                                 a->before_year, a->year));
    sheet_text(s, 0, STYLE_HEAD, SHADE_NONE, display_pick(d, "由＼变为", "From \\ to"));
    sheet_text(s, 1, STYLE_HEAD, SHADE_NONE, "");
    for (size_t i = 0; i < a->extent_count; i++) {
        const ExtentRow *to = &a->extent[i];
        sheet_text(s, 2 + (int)i, STYLE_HEAD, SHADE_NONE,
                   arena_printf(book->arena, "%s\n%s", to->ecosystem, display_pick(d, to->name_zh, to->name_en)));
    }
    sheet_text(s, last + 1, STYLE_HEAD, SHADE_NONE, display_pick(d, "期初合计", "Opening"));
    worksheet_set_row(s->sheet, s->row, 38, NULL);
    sheet_next(s);
    lxw_row_t from = s->row;
    for (size_t i = 0; i < a->extent_count; i++) {
        const ExtentRow *row = &a->extent[i];
        double sum = 0;
        sheet_text(s, 0, STYLE_TEXT, SHADE_NONE, row->ecosystem);
        sheet_text(s, 1, STYLE_TEXT, SHADE_NONE, display_pick(d, row->name_zh, row->name_en));
        for (size_t j = 0; j < a->extent_count; j++) {
            double area = transition(a, row->ecosystem, a->extent[j].ecosystem);
            sum += area;
            sheet_number(s, 2 + (int)j, STYLE_MONEY, i == j ? SHADE_SUBTOTAL : SHADE_NONE, area / 1e4);
        }
        sheet_sum_columns(s, last + 1, STYLE_MONEY, SHADE_SUBTOTAL, 2, last, sum / 1e4);
        sheet_next(s);
    }
    sheet_text(s, 0, STYLE_TEXT, SHADE_TOTAL, "");
    sheet_text(s, 1, STYLE_TEXT, SHADE_TOTAL, display_pick(d, "期末合计", "Closing"));
    double all = 0;
    lxw_row_t to = s->row - 1;
    for (size_t j = 0; j < a->extent_count; j++) {
        double sum = 0;
        for (size_t i = 0; i < a->extent_count; i++)
            sum += transition(a, a->extent[i].ecosystem, a->extent[j].ecosystem);
        all += sum;
        sheet_sum_rows(s, 2 + (int)j, STYLE_MONEY, SHADE_TOTAL, from, to, sum / 1e4);
    }
    sheet_sum_rows(s, last + 1, STYLE_MONEY, SHADE_TOTAL, from, to, all / 1e4);
    sheet_next(s);
}

void sheet_extent(Book *book)
{
    const Account *a = book->account;
    const Display *d = &book->display;
    Sheet s = sheet_open(book, "SEEA EA 范围账户", "SEEA EA extent");
    sheet_note(&s, display_pick(d, "计量单位：公顷。地图不能区分管理性与非管理性变化，二者合列。",
                                "Unit: ha. Maps do not tell managed from unmanaged changes; they stand together."));
    const char *heads[] = {display_pick(d, "代码", "Code"),
                           display_pick(d, "生态系统类型", "Ecosystem type"),
                           a->before_year > 0 ? display_printf(d, "期初\n%d年", "Opening\n%d", a->before_year)
                                              : display_pick(d, "期初", "Opening"),
                           display_pick(d, "增加", "Additions"),
                           display_pick(d, "减少", "Reductions"),
                           display_pick(d, "净变化", "Net change"),
                           display_printf(d, "期末\n%d年", "Closing\n%d", a->year),
                           NULL};
    sheet_heads(&s, heads, 2);
    lxw_row_t from = s.row;
    for (size_t i = 0; i < a->extent_count; i++) write_extent_row(&s, &a->extent[i]);
    if (a->extent_count > 0) write_extent_total(&s, from);
    if (a->transition_count > 0) write_matrix(&s);
    sheet_close(&s);
}

// ---- supply of services

enum { SUPPLY_CODE, SUPPLY_NAME, SUPPLY_SEEA, SUPPLY_UNIT, SUPPLY_TOTAL, SUPPLY_FIRST };

typedef struct Supply {
    Book *book;
    Crosstab sums;
    size_t column_count; // ecosystem types that supply anything
    size_t *rows;        // of sums
} Supply;

static void pick_columns(Supply *supply)
{
    supply->rows = arena_array(supply->book->arena, supply->sums.row_count + 1, sizeof *supply->rows);
    for (size_t i = 0; i < supply->sums.row_count; i++) {
        if (!crosstab_row_empty(&supply->sums, i)) supply->rows[supply->column_count++] = i;
    }
}

static void write_supply_heads(Supply *supply, Sheet *s)
{
    Book *book = supply->book;
    const Display *d = &book->display;
    const char *fixed[] = {display_pick(d, "代码", "Code"), display_pick(d, "服务", "Service"),
                           display_pick(d, "SEEA EA 参考服务", "SEEA EA reference service"),
                           display_pick(d, "单位", "Unit"), display_pick(d, "合计", "Total")};
    for (int i = 0; i < SUPPLY_FIRST; i++) sheet_text(s, i, STYLE_HEAD, SHADE_NONE, fixed[i]);
    for (size_t i = 0; i < supply->column_count; i++) {
        size_t row = supply->rows[i];
        const char *name = display_pick(d, supply->sums.names_zh[row], supply->sums.names_en[row]);
        const char *code = supply->sums.codes[row];
        sheet_text(s, SUPPLY_FIRST + (int)i, STYLE_HEAD, SHADE_NONE,
                   *code ? arena_printf(book->arena, "%s\n%s", code, name) : name);
    }
    worksheet_set_row(s->sheet, s->row, 38, NULL);
    sheet_next(s);
}

static void write_supply_row(Supply *supply, Sheet *s, size_t index, bool physical)
{
    Book *book = supply->book;
    const Display *d = &book->display;
    const AccountService *service = &book->account->services[index];
    Shade shade = service->in_total ? SHADE_NONE : SHADE_MUTED;
    int last = SUPPLY_FIRST + (int)supply->column_count - 1;
    sheet_text(s, SUPPLY_CODE, STYLE_TEXT, shade, service->code);
    sheet_text(s, SUPPLY_NAME, STYLE_TEXT, shade, display_service(d, service));
    sheet_text(s, SUPPLY_SEEA, STYLE_TEXT, shade, service->seea);
    sheet_text(s, SUPPLY_UNIT, STYLE_TEXT, shade, physical ? display_unit(d, service->unit) : book->money_unit);
    double sum = 0;
    for (size_t i = 0; i < supply->column_count; i++) {
        double value = physical ? crosstab_quantity(&supply->sums, supply->rows[i], index)
                                : book_money(book, crosstab_value(&supply->sums, supply->rows[i], index));
        sum += value;
        sheet_number(s, SUPPLY_FIRST + (int)i, STYLE_MONEY, shade, value);
    }
    double total = physical ? sum : book_money(book, service->value.current);
    sheet_sum_columns(s, SUPPLY_TOTAL, STYLE_MONEY, shade, SUPPLY_FIRST, last, total);
    sheet_next(s);
}

static void write_supply(Supply *supply, Sheet *s, bool physical, bool in_total)
{
    const Account *a = supply->book->account;
    const size_t *order = display_order(&supply->book->display, a);
    for (size_t i = 0; i < a->service_count; i++) {
        const AccountService *service = &a->services[order[i]];
        if (service->state == SERVICE_COMPUTED && service->in_total == in_total)
            write_supply_row(supply, s, order[i], physical);
    }
}

static void write_supply_total(Supply *supply, Sheet *s, lxw_row_t from)
{
    Book *book = supply->book;
    const Account *a = book->account;
    lxw_row_t to = s->row - 1;
    for (int i = 0; i < SUPPLY_TOTAL; i++) sheet_text(s, i, STYLE_TEXT, SHADE_TOTAL, "");
    sheet_text(s, SUPPLY_NAME, STYLE_TEXT, SHADE_TOTAL, "GEP");
    sheet_text(s, SUPPLY_UNIT, STYLE_TEXT, SHADE_TOTAL, book->money_unit);
    sheet_sum_rows(s, SUPPLY_TOTAL, STYLE_MONEY, SHADE_TOTAL, from, to, book_money(book, a->gep.current));
    for (size_t i = 0; i < supply->column_count; i++) {
        Fen sum = crosstab_row_sum(&supply->sums, a, supply->rows[i], -1);
        sheet_sum_rows(s, SUPPLY_FIRST + (int)i, STYLE_MONEY, SHADE_TOTAL, from, to, book_money(book, sum));
    }
    sheet_next(s);
}

void sheet_supply(Book *book)
{
    const Account *a = book->account;
    const Display *d = &book->display;
    Supply supply = {.book = book, .sums = account_by_ecosystem(book->arena, a)};
    Sheet s = sheet_open(book, "SEEA EA 服务", "SEEA EA services");
    pick_columns(&supply);
    sheet_note(&s, display_pick(d, "一、实物量供给表：按生态系统类型。灰色行不计入总值。",
                                "1  Physical supply by ecosystem type. Grey rows are not in the total."));
    write_supply_heads(&supply, &s);
    worksheet_freeze_panes(s.sheet, 0, 2);
    write_supply(&supply, &s, true, true);
    write_supply(&supply, &s, true, false);
    sheet_next(&s);
    sheet_note(&s, display_printf(d, "二、价值量供给表：%d年价，%s。", "2  Monetary supply at %d prices, %s.", a->year,
                                  book->money_unit));
    write_supply_heads(&supply, &s);
    lxw_row_t from = s.row;
    write_supply(&supply, &s, false, true);
    write_supply_total(&supply, &s, from);
    write_supply(&supply, &s, false, false);
    sheet_close(&s);
}
