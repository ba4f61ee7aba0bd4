// sheet_matrix.c - 镇街 and 生态系统: one row a place, one column a service, groups and totals as sums.
#include <math.h>

#include "gep/account_sums.h"
#include "gep/report/sheets.h"

enum { COL_CODE, COL_NAME, COL_AREA, COL_GEP, COL_DENSITY, COL_GROUP, COL_SERVICE = COL_GROUP + 3 };

typedef struct Matrix {
    Book *book;
    Crosstab sums;
    size_t service_count; // those that count and were computed, in order of groups
    size_t *services;
    int first[3], last[3]; // columns of each group's services
    double area_unit;      // m2 of one unit in the area column
} Matrix;

static void pick_services(Matrix *m)
{
    const Account *a = m->book->account;
    const size_t *order = display_order(&m->book->display, a);
    m->services = arena_array(m->book->arena, a->service_count + 1, sizeof *m->services);
    for (int g = 0; g < 3; g++) {
        m->first[g] = COL_SERVICE + (int)m->service_count;
        for (size_t i = 0; i < a->service_count; i++) {
            const AccountService *s = &a->services[order[i]];
            bool shown = (int)s->group == g && s->in_total && s->state == SERVICE_COMPUTED;
            if (shown) m->services[m->service_count++] = order[i];
        }
        m->last[g] = COL_SERVICE + (int)m->service_count - 1;
    }
}

static void write_heads(Matrix *m, Sheet *s, const char *place, const char *area)
{
    Book *book = m->book;
    const Display *d = &book->display;
    const char **heads = arena_array(book->arena, COL_SERVICE + m->service_count + 1, sizeof *heads);
    heads[COL_CODE] = display_pick(d, "代码", "Code");
    heads[COL_NAME] = place;
    heads[COL_AREA] = area;
    heads[COL_GEP] = "GEP";
    heads[COL_DENSITY] = display_pick(d, "单位面积\n（万元/公顷）", "Per area\n(yuan/m²)");
    for (int g = 0; g < 3; g++) heads[COL_GROUP + g] = display_group(d, (Group)g);
    for (size_t i = 0; i < m->service_count; i++) {
        const AccountService *service = &book->account->services[m->services[i]];
        heads[COL_SERVICE + i] = arena_printf(book->arena, "%s\n%s", service->code, display_service(d, service));
    }
    sheet_heads(s, heads, 2);
}

static void write_row(Matrix *m, Sheet *s, size_t row, Shade shade)
{
    Book *book = m->book;
    const Account *a = book->account;
    double area = m->sums.area_m2[row];
    Fen gep = crosstab_row_sum(&m->sums, a, row, -1);
    sheet_text(s, COL_CODE, STYLE_TEXT, shade, m->sums.codes[row]);
    sheet_text(s, COL_NAME, STYLE_TEXT, shade,
               display_pick(&book->display, m->sums.names_zh[row], m->sums.names_en[row]));
    sheet_number(s, COL_AREA, STYLE_MONEY, shade, area / m->area_unit);
    sheet_sum_columns(s, COL_GEP, STYLE_MONEY, shade, COL_GROUP, COL_GROUP + 2, book_money(book, gep));
    sheet_number(s, COL_DENSITY, STYLE_MONEY, shade, area > 0 ? money_to_yuan(gep) / area : NAN);
    for (int g = 0; g < 3; g++) {
        Fen sum = crosstab_row_sum(&m->sums, a, row, g);
        sheet_sum_columns(s, COL_GROUP + g, STYLE_MONEY, shade, m->first[g], m->last[g], book_money(book, sum));
    }
    for (size_t i = 0; i < m->service_count; i++) {
        sheet_money(s, COL_SERVICE + (int)i, shade, crosstab_value(&m->sums, row, m->services[i]));
    }
    sheet_next(s);
}

static void write_total(Matrix *m, Sheet *s, lxw_row_t from)
{
    Book *book = m->book;
    const Account *a = book->account;
    const Fen groups[] = {a->material.current, a->regulating.current, a->cultural.current};
    lxw_row_t to = s->row - 1;
    double area = 0;
    for (size_t i = 0; i < m->sums.row_count; i++) area += isfinite(m->sums.area_m2[i]) ? m->sums.area_m2[i] : 0;
    sheet_text(s, COL_CODE, STYLE_TEXT, SHADE_TOTAL, "");
    sheet_text(s, COL_NAME, STYLE_TEXT, SHADE_TOTAL, display_pick(&book->display, "合计", "Total"));
    sheet_sum_rows(s, COL_AREA, STYLE_MONEY, SHADE_TOTAL, from, to, area / m->area_unit);
    sheet_sum_rows(s, COL_GEP, STYLE_MONEY, SHADE_TOTAL, from, to, book_money(book, a->gep.current));
    sheet_number(s, COL_DENSITY, STYLE_MONEY, SHADE_TOTAL, area > 0 ? money_to_yuan(a->gep.current) / area : NAN);
    for (int g = 0; g < 3; g++) {
        sheet_sum_rows(s, COL_GROUP + g, STYLE_MONEY, SHADE_TOTAL, from, to, book_money(book, groups[g]));
    }
    for (size_t i = 0; i < m->service_count; i++) {
        Fen value = a->services[m->services[i]].value.current;
        sheet_sum_rows(s, COL_SERVICE + (int)i, STYLE_MONEY, SHADE_TOTAL, from, to, book_money(book, value));
    }
    sheet_next(s);
}

static void write_matrix(Matrix *m, Sheet *s, const char *place, const char *area)
{
    const Account *a = m->book->account;
    pick_services(m);
    sheet_note(s, display_printf(&m->book->display, "计量单位：%s，%d年价", "Unit: %s at %d prices",
                                 m->book->money_unit, a->year));
    write_heads(m, s, place, area);
    lxw_row_t from = s->row;
    for (size_t i = 0; i < m->sums.row_count; i++) {
        bool rest = i + 1 == m->sums.row_count;
        if (!rest || !crosstab_row_empty(&m->sums, i)) write_row(m, s, i, rest ? SHADE_MUTED : SHADE_NONE);
    }
    write_total(m, s, from);
    sheet_close(s);
}

void sheet_towns(Book *book)
{
    const Display *d = &book->display;
    if (book->account->town_count == 0) return;
    Sheet s = sheet_open(book, "镇街", "Towns");
    Matrix m = {.book = book, .sums = account_by_town(book->arena, book->account), .area_unit = 1e6};
    write_matrix(&m, &s, display_pick(d, "镇街", "Town"), display_pick(d, "面积\n（平方千米）", "Area\n(km²)"));
}

void sheet_ecosystems(Book *book)
{
    const Display *d = &book->display;
    Sheet s = sheet_open(book, "生态系统", "Ecosystems");
    Matrix m = {.book = book, .sums = account_by_ecosystem(book->arena, book->account), .area_unit = 1e4};
    write_matrix(&m, &s, display_pick(d, "生态系统", "Ecosystem"), display_pick(d, "面积\n（公顷）", "Area\n(ha)"));
}
