// sheet_summary.c - 汇总: services with subtotals that sum, what stands beside, ratios; and 分项.
#include <math.h>

#include "base/text.h"
#include "gep/account_sums.h"
#include "gep/report/sheets.h"

enum { // columns of 汇总: what is read first comes first, and fits the first printed page
    COL_CODE,
    COL_NAME,
    COL_QUANTITY,
    COL_UNIT,
    COL_PRICE,
    COL_PRICE_UNIT,
    COL_VALUE,
    COL_SHARE,
    COL_CONSTANT,
    COL_NORMAL,
    COL_NORMAL_CONSTANT,
    COL_STATE,
    COL_VARIANT,
    COL_PRICE_YEAR,
    COL_VALID,
    COL_UNVERIFIED,
    COL_REMARK,
    COL_COUNT
};

static void write_heads(Sheet *s)
{
    Book *book = s->book;
    const Account *a = book->account;
    const Display *d = &book->display;
    const char *normal = a->has_normal ? a->normal : "—";
    const char *heads[COL_COUNT + 1] = {
        [COL_CODE] = display_pick(d, "代码", "Code"),
        [COL_NAME] = display_pick(d, "服务", "Service"),
        [COL_QUANTITY] = display_pick(d, "实物量", "Quantity"),
        [COL_UNIT] = display_pick(d, "单位", "Unit"),
        [COL_PRICE] = display_pick(d, "单价", "Price"),
        [COL_PRICE_UNIT] = display_pick(d, "单价单位", "Price unit"),
        [COL_VALUE] = display_printf(d, "价值\n%d年价", "Value\n%d prices", a->year),
        [COL_SHARE] = display_pick(d, "占GEP", "Of GEP"),
        [COL_CONSTANT] = display_printf(d, "价值\n%d年不变价", "Value\n%d prices", a->constant_price_year),
        [COL_NORMAL] = display_printf(d, "平均气候%s\n%d年价", "Mean climate %s\n%d prices", normal, a->year),
        [COL_NORMAL_CONSTANT] =
            display_printf(d, "平均气候%s\n%d年不变价", "Mean climate %s\n%d prices", normal, a->constant_price_year),
        [COL_STATE] = display_pick(d, "状态", "State"),
        [COL_VARIANT] = display_pick(d, "方法", "Variant"),
        [COL_PRICE_YEAR] = display_pick(d, "价格年", "Price year"),
        [COL_VALID] = display_pick(d, "有效面积", "Valid area"),
        [COL_UNVERIFIED] = display_pick(d, "依据\n未核实参数", "Rests on\nunverified"),
        [COL_REMARK] = display_pick(d, "说明", "Remark")};
    sheet_heads(s, heads, 2);
}

static void write_values(Sheet *s, Shade shade, Values v)
{
    bool normal = s->book->account->has_normal;
    sheet_money(s, COL_VALUE, shade, v.current);
    sheet_money(s, COL_CONSTANT, shade, v.constant);
    sheet_number(s, COL_NORMAL, STYLE_MONEY, shade, normal ? book_money(s->book, v.normal_current) : NAN);
    sheet_number(s, COL_NORMAL_CONSTANT, STYLE_MONEY, shade, normal ? book_money(s->book, v.normal_constant) : NAN);
}

static void write_service(Sheet *s, const AccountService *service)
{
    const Display *d = &s->book->display;
    bool computed = service->state == SERVICE_COMPUTED;
    Shade shade = service->state == SERVICE_NOT_AVAILABLE ? SHADE_FLAG
                  : computed && service->in_total         ? SHADE_NONE
                                                          : SHADE_MUTED;
    sheet_text(s, COL_CODE, STYLE_TEXT, shade, service->code);
    sheet_text(s, COL_NAME, STYLE_TEXT, shade, display_service(d, service));
    sheet_text(s, COL_STATE, STYLE_TEXT, shade, display_state(d, service->state));
    sheet_text(s, COL_VARIANT, STYLE_TEXT, shade, computed ? display_variant(d, service) : "");
    sheet_number(s, COL_QUANTITY, STYLE_MONEY, shade, computed ? service->quantity : NAN);
    sheet_text(s, COL_UNIT, STYLE_TEXT, shade, display_unit(d, service->unit));
    sheet_number(s, COL_PRICE, STYLE_NUMBER, shade, computed ? service->price : NAN);
    sheet_text(s, COL_PRICE_UNIT, STYLE_TEXT, shade, computed ? display_unit(d, service->price_unit) : "");
    sheet_number(s, COL_PRICE_YEAR, STYLE_NUMBER, shade,
                 computed && service->price_year > 0 ? (double)service->price_year : (double)NAN);
    if (computed) {
        write_values(s, shade, service->value);
    } else {
        for (int i = COL_VALUE; i <= COL_NORMAL_CONSTANT; i++) sheet_text(s, i, STYLE_MONEY, shade, "—");
    }
    sheet_number(s, COL_SHARE, STYLE_PERCENT, shade, computed && service->in_total ? service->share : NAN);
    sheet_number(s, COL_VALID, STYLE_PERCENT, shade, computed ? service->valid_area_share : NAN);
    sheet_number(s, COL_UNVERIFIED, STYLE_PERCENT, shade, computed ? service->unverified_value_share : NAN);
    sheet_text(s, COL_REMARK, STYLE_WRAP, shade, computed ? display_branch(d, service->branch) : service->reason);
    sheet_next(s);
}

// A row that sums rows [from, to] of each money column; the cached values are the account's own.
static void write_sums(Sheet *s, Group group, lxw_row_t from, lxw_row_t to, Values v)
{
    const Account *a = s->book->account;
    const Shade shade = SHADE_SUBTOTAL;
    bool known = account_has_group(a, group);
    const Fen money[] = {v.current, v.constant, v.normal_current, v.normal_constant};
    static const int columns[] = {COL_VALUE, COL_CONSTANT, COL_NORMAL, COL_NORMAL_CONSTANT};
    for (int i = COL_CODE; i <= COL_REMARK; i++) sheet_text(s, i, STYLE_TEXT, shade, "");
    sheet_text(s, COL_NAME, STYLE_TEXT, shade, display_group(&s->book->display, group));
    for (int i = 0; i < 4; i++) {
        double value = known && (i < 2 || a->has_normal) ? book_money(s->book, money[i]) : NAN;
        sheet_sum_rows(s, columns[i], STYLE_MONEY, shade, from, to, value);
    }
    double gep = money_to_yuan(a->gep.current);
    sheet_number(s, COL_SHARE, STYLE_PERCENT, shade, known && gep > 0 ? money_to_yuan(v.current) / gep : NAN);
    sheet_next(s);
}

static bool counts(const AccountService *service, int group)
{
    return (int)service->group == group && service->in_total;
}

// Services of one group, then their sum. Returns the row of the sum.
static lxw_row_t write_group(Sheet *s, int group, Values v)
{
    const Account *a = s->book->account;
    lxw_row_t from = s->row;
    for (size_t i = 0; i < a->service_count; i++) {
        if (counts(&a->services[i], group)) write_service(s, &a->services[i]);
    }
    lxw_row_t sum = s->row;
    write_sums(s, (Group)group, from, sum - 1, v);
    return sum;
}

// GEP is the sum of the three subtotals: of cells, not of a range, so that nothing is counted twice.
static void write_gep(Sheet *s, const lxw_row_t sums[3])
{
    Book *book = s->book;
    const Account *a = book->account;
    static const int columns[] = {COL_VALUE, COL_CONSTANT, COL_NORMAL, COL_NORMAL_CONSTANT};
    const Fen money[] = {a->gep.current, a->gep.constant, a->gep.normal_current, a->gep.normal_constant};
    for (int i = COL_CODE; i <= COL_REMARK; i++) sheet_text(s, i, STYLE_TEXT, SHADE_TOTAL, "");
    sheet_text(s, COL_NAME, STYLE_TEXT, SHADE_TOTAL,
               a->complete ? display_pick(&book->display, "生态产品总值（GEP）", "GEP")
                           : display_pick(&book->display, "生态产品总值（部分核算）", "GEP (partial account)"));
    for (int i = 0; i < 4; i++) {
        char cells[3][LXW_MAX_CELL_NAME_LENGTH];
        for (int g = 0; g < 3; g++) lxw_rowcol_to_cell(cells[g], sums[g], (lxw_col_t)columns[i]);
        const char *formula = arena_printf(book->arena, "=SUM(%s,%s,%s)", cells[0], cells[1], cells[2]);
        double value = i < 2 || a->has_normal ? book_money(book, money[i]) : NAN;
        sheet_formula(s, columns[i], STYLE_MONEY, SHADE_TOTAL, formula, value);
    }
    sheet_number(s, COL_SHARE, STYLE_PERCENT, SHADE_TOTAL, a->gep.current.fen != 0 ? 1.0 : (double)NAN);
    sheet_next(s);
}

static void write_beside(Sheet *s)
{
    const Account *a = s->book->account;
    bool any = false;
    for (size_t i = 0; i < a->service_count; i++) {
        if (a->services[i].in_total) continue;
        if (!any) {
            sheet_next(s);
            sheet_note(s, display_pick(&s->book->display, "另列，不计入总值", "Beside, never added"));
        }
        any = true;
        write_service(s, &a->services[i]);
    }
}

static void write_ratio(Sheet *s, const char *name, Style style, double value, const char *unit)
{
    sheet_text(s, COL_NAME, STYLE_TEXT, SHADE_NONE, name);
    sheet_number(s, COL_QUANTITY, style, SHADE_NONE, value);
    sheet_text(s, COL_UNIT, STYLE_TEXT, SHADE_NONE, unit);
    sheet_next(s);
}

static void write_ratios(Sheet *s)
{
    Book *book = s->book;
    const Account *a = book->account;
    const Display *d = &book->display;
    sheet_next(s);
    sheet_note(s, display_pick(d, "指标", "Ratios"));
    write_ratio(s, display_pick(d, "核算面积", "Area"), STYLE_MONEY, a->area_m2 / 1e4, display_pick(d, "公顷", "ha"));
    write_ratio(s, display_pick(d, "单位面积GEP", "GEP per area"), STYLE_MONEY, a->per_km2 / 1e6,
                display_pick(d, "万元/公顷", "yuan/m²"));
    write_ratio(s, display_pick(d, "人均GEP", "GEP per head"), STYLE_MONEY, a->per_head, display_pick(d, "元", "yuan"));
    write_ratio(s, display_pick(d, "绿金指数（GEP/GDP）", "GGI (GEP/GDP)"), STYLE_MONEY, a->ggi, "");
    write_ratio(s, display_pick(d, "比上年", "On the year before"), STYLE_PERCENT, a->change_from_before, "");
    write_ratio(s, display_pick(d, "区外产品价值", "Products from outside"), STYLE_MONEY,
                a->has_net ? book_money(book, a->outside_products) : NAN, book->money_unit);
    write_ratio(s, display_pick(d, "扣除区外产品后", "Net of those"), STYLE_MONEY,
                a->has_net ? book_money(book, a->gep_net) : NAN, book->money_unit);
    write_ratio(s, display_pick(d, "未分到镇街", "Not allotted to a town"), STYLE_MONEY,
                book_money(book, a->not_allotted), book->money_unit);
    write_ratio(s, display_pick(d, "依据未核实参数的价值", "Value resting on unverified parameters"), STYLE_MONEY,
                book_money(book, a->unverified), book->money_unit);
    write_ratio(s, display_pick(d, "其占比", "Its share"), STYLE_PERCENT, a->unverified_share, "");
}

void sheet_summary(Book *book)
{
    const Account *a = book->account;
    Sheet s = sheet_open(book, "汇总", "Summary");
    s.width_limit = 30;
    sheet_note(&s, display_printf(&book->display, "计量单位：价值以%s计；实物量和单价的单位见各行。",
                                  "Unit: values in %s; quantities and prices as each row says.", book->money_unit));
    write_heads(&s);
    const Values groups[] = {a->material, a->regulating, a->cultural};
    lxw_row_t sums[3];
    for (int g = 0; g < 3; g++) sums[g] = write_group(&s, g, groups[g]);
    write_gep(&s, sums);
    write_beside(&s);
    write_ratios(&s);
    sheet_close(&s);
}

// ---- 分项

static void write_part(Sheet *s, const AccountService *service, const AccountPart *part)
{
    const Display *d = &s->book->display;
    const char *name = display_pick(d, part->name_zh, part->name_en);
    sheet_text(s, 0, STYLE_TEXT, SHADE_NONE, service->code);
    sheet_text(s, 1, STYLE_TEXT, SHADE_NONE, display_service(d, service));
    sheet_text(s, 2, STYLE_TEXT, SHADE_NONE, part->id);
    sheet_text(s, 3, STYLE_TEXT, SHADE_NONE, name);
    sheet_number(s, 4, STYLE_MONEY, SHADE_NONE, part->quantity);
    sheet_text(s, 5, STYLE_TEXT, SHADE_NONE, display_unit(d, part->unit));
    sheet_number(s, 6, STYLE_NUMBER, SHADE_NONE, part->price);
    sheet_number(s, 7, STYLE_NUMBER, SHADE_NONE, part->price_constant);
    sheet_text(s, 8, STYLE_TEXT, SHADE_NONE, display_unit(d, part->price_unit));
    sheet_text(s, 9, STYLE_TEXT, SHADE_NONE, part->price_id);
    sheet_money(s, 10, SHADE_NONE, part->value);
    sheet_next(s);
}

void sheet_parts(Book *book)
{
    const Account *a = book->account;
    const Display *d = &book->display;
    size_t count = 0;
    for (size_t i = 0; i < a->service_count; i++) count += a->services[i].part_count;
    if (count == 0) return;
    Sheet s = sheet_open(book, "分项", "Parts");
    const char *heads[] = {display_pick(d, "代码", "Code"),
                           display_pick(d, "服务", "Service"),
                           display_pick(d, "分项代号", "Part"),
                           display_pick(d, "分项", "Name"),
                           display_pick(d, "实物量（年）", "Quantity (a year)"),
                           display_pick(d, "单位", "Unit"),
                           display_printf(d, "单价\n%d年", "Price\n%d", a->year),
                           display_printf(d, "单价\n%d年不变价", "Price\n%d", a->constant_price_year),
                           display_pick(d, "单价单位", "Price unit"),
                           display_pick(d, "价格代号", "Price id"),
                           display_printf(d, "价值（%s）", "Value (%s)", book->money_unit),
                           NULL};
    sheet_heads(&s, heads, 2);
    const size_t *order = display_order(d, a);
    for (size_t i = 0; i < a->service_count; i++) {
        const AccountService *service = &a->services[order[i]];
        for (size_t k = 0; k < service->part_count; k++) write_part(&s, service, &service->parts[k]);
    }
    sheet_close(&s);
}
