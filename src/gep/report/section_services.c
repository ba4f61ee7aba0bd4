// section_services.c - contents, the table of services, the bars, and the four values.
#include <math.h>
#include <string.h>

#include "gep/account_sums.h"
#include "gep/report/chart.h"
#include "gep/report/colors.h"
#include "gep/report/grid_table.h"
#include "gep/report/sections.h"

// ---- contents and how to read

static void draw_contents(Doc *doc)
{
    const Display *d = &doc->display;
    const Ink title = {FACE_SANS, 15, true, COLOR_HEAD, 0};
    doc->y += pen_text(&doc->pen, &title, ALIGN_LEFT, PAGE_LEFT, doc->y, 0, display_pick(d, "目录", "Contents")) + 6;
    for (size_t i = 0; i < doc->known_count; i++) {
        double height = pen_text(&doc->pen, &INK_BODY, ALIGN_LEFT, PAGE_LEFT, doc->y, 0, doc->known[i].title);
        const char *page = arena_printf(doc->arena, "%d", doc->known[i].page);
        pen_text(&doc->pen, &INK_BODY, ALIGN_RIGHT, PAGE_RIGHT, doc->y, 0, page);
        double from = PAGE_LEFT + pen_text_width(&doc->pen, &INK_BODY, doc->known[i].title) + 8;
        double base = doc->y + height * 0.62;
        static const double dots[] = {0.8, 3};
        cairo_set_dash(doc->pen.cr, dots, 2, 0);
        pen_line(&doc->pen, COLOR_LINE_STRONG, 0.8, from, base, PAGE_RIGHT - 22, base);
        cairo_set_dash(doc->pen.cr, NULL, 0, 0);
        doc->y += height + 3;
    }
    doc_gap(doc, 16);
}

static const char *scope_text(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const char *official =
        isfinite(a->official_area_m2)
            ? display_printf(d, "，公布面积%s平方千米", " (official: %s km²)", display_area_km2(d, a->official_area_m2))
            : "";
    return display_printf(d, "范围：%s（%s）%d年度，核算面积%s平方千米%s；坐标系%s，栅格%s米，面积按椭球面计算。",
                          "Scope: %s (%s), year %d, %s km²%s; %s, cells of %s m, areas on the ellipsoid.",
                          display_district(d, a), a->district_code, a->year, display_area_km2(d, a->area_m2), official,
                          a->crs, display_value(d, a->cell_m));
}

static const char *unverified_text(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    return display_printf(d,
                          "可靠程度：%s的价值依据未核实的参数（标“? "
                          "未核实”），参数、出处和涉及的价值见“参数”；数据疑点见“提示”，共%zu条。",
                          "Reliability: %s of the value rests on parameters not yet verified (marked “? unverified”); "
                          "see Parameters for sources and the value at stake, Warnings for %zu doubts about the data.",
                          display_percent(d, a->unverified_share, 1), a->warnings ? a->warnings->count : 0);
}

void section_contents(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const Ink title = {FACE_SANS, 15, true, COLOR_HEAD, 0};
    doc_new_page(doc);
    draw_contents(doc);
    doc->y += pen_text(&doc->pen, &title, ALIGN_LEFT, PAGE_LEFT, doc->y, 0,
                       display_pick(d, "怎样读这份报告", "How to read this report")) +
              6;
    doc_paragraph(doc, display_pick(d,
                                    "生态产品总值（GEP）是一年里森林、湿地、农田等生态系统为人们提供的物质产品、调节服"
                                    "务和文化服务的价值总和。它不是财政收入，也不与地区生产总值（GDP）相加。",
                                    "Gross ecosystem product (GEP) is the worth, in one year, of the goods, the "
                                    "regulating services and the cultural services that "
                                    "forests, wetlands, fields and other ecosystems give to people. It is no public "
                                    "revenue, and it is not added to GDP."));
    doc_paragraph(doc, scope_text(doc));
    doc_paragraph(
        doc,
        display_printf(d, "方法：%s（%s）；价格口径为%s。各项服务所用的方法见“方法与质量”。",
                       "Method: %s (%s); price basis: %s. The method of each service stands under Methods and quality.",
                       display_profile(d, a), a->profile, display_basis(d, a)));
    doc_paragraph(
        doc, display_printf(
                 d,
                 "单位：除注明外，价值以%s计，为%"
                 "d年价；每个叶子值只四舍五入一次到分，合计是精确相加后再换算的，各项显示值之和与合计可能相差末位。",
                 "Units: values are in %s at %d prices unless said otherwise. Each leaf is rounded once to the fen; "
                 "totals are exact sums, so that shown "
                 "parts and totals may differ in the last place.",
                 d->money_unit, a->year));
    doc_paragraph(
        doc, display_pick(
                 d,
                 "符号：— "
                 "不适用或不可得；“部分核算”表示有应核算而缺资料的服务，总值因此偏低；“另列”表示只列出、不计入总值。",
                 "Signs: — not applicable or not known; “partial account”: a service that should count has no data, so "
                 "the total is too low; "
                 "“beside”: listed, never added."));
    doc_paragraph(doc, unverified_text(doc));
}

// ---- the table of services

static void draw_cell_bar(Doc *doc, const GridTable *table, size_t column, Box row, double share, unsigned color)
{
    double x = table->x[column] + 4, width = table->x[column + 1] - table->x[column] - 8;
    if (!(share > 0)) return;
    pen_fill(&doc->pen, color, (Box){x, row.y + row.height / 2 - 3.2, width * share, 6.4});
}

static double largest_share(const Account *account)
{
    double largest = 0;
    for (size_t i = 0; i < account->service_count; i++) {
        if (account->services[i].share > largest) largest = account->services[i].share;
    }
    return largest;
}

static void service_row(GridTable *table, const AccountService *s, double largest)
{
    Doc *doc = table->doc;
    const Display *d = &doc->display;
    bool beside = !s->in_total;
    const char *price = isfinite(s->price) ? arena_printf(doc->arena, "%s %s", display_price(d, s->price),
                                                          display_unit(d, s->price_unit))
                                           : "—";
    const char *cells[] = {s->code,
                           display_service(d, s),
                           display_quantity(d, s->quantity, s->unit),
                           price,
                           display_money(d, s->value.current),
                           NULL,
                           beside ? display_pick(d, "另列", "beside") : display_percent(d, s->share, 1),
                           display_money(d, s->value.constant)};
    Box row = table_row(table, beside ? ROW_MUTED : ROW_PLAIN, cells);
    if (!beside && largest > 0) draw_cell_bar(doc, table, 5, row, s->share / largest, chart_color(s->group));
}

static void sum_row(GridTable *table, RowKind kind, const char *name, bool known, Values value)
{
    const Display *d = &table->doc->display;
    double gep = money_to_yuan(table->doc->account->gep.current);
    const char *share = gep > 0 && known ? display_percent(d, money_to_yuan(value.current) / gep, 1) : "—";
    const char *current = known ? display_money(d, value.current) : "—";
    const char *constant = known ? display_money(d, value.constant) : "—";
    const char *cells[] = {"", name, "", "", current, NULL, share, constant};
    table_row(table, kind, cells);
}

static void draw_services(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const GridColumn columns[] = {{display_pick(d, "代码", "Code"), 30, ALIGN_LEFT},
                                  {display_pick(d, "服务", "Service"), 90, ALIGN_LEFT},
                                  {display_pick(d, "实物量（年）", "Quantity (a year)"), 88, ALIGN_RIGHT},
                                  {display_pick(d, "单价", "Price"), 82, ALIGN_RIGHT},
                                  {display_pick(d, "价值", "Value"), 54, ALIGN_RIGHT},
                                  {display_pick(d, "构成", ""), 62, ALIGN_LEFT},
                                  {display_pick(d, "占比", "Share"), 42, ALIGN_RIGHT},
                                  {display_pick(d, "不变价", "Constant"), 54, ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, sizeof columns / sizeof *columns, 8.2);
    const Values groups[] = {a->material, a->regulating, a->cultural};
    double largest = largest_share(a);
    for (int group = GROUP_MATERIAL; group <= GROUP_CULTURAL; group++) {
        sum_row(&table, ROW_SUBTOTAL, display_group(d, (Group)group), account_has_group(a, (Group)group),
                groups[group]);
        for (size_t i = 0; i < a->service_count; i++) {
            const AccountService *s = &a->services[i];
            if ((int)s->group == group && s->state == SERVICE_COMPUTED) service_row(&table, s, largest);
        }
    }
    sum_row(&table, ROW_TOTAL, a->complete ? "GEP" : display_pick(d, "GEP（部分核算）", "GEP (partial)"), true, a->gep);
    table_close(&table);
}

static void draw_not_computed(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    bool any = false;
    for (size_t i = 0; i < a->service_count; i++) any = any || a->services[i].state != SERVICE_COMPUTED;
    if (!any) return;
    doc_heading(doc, display_pick(d, "没有核算的服务", "Services not computed"));
    const GridColumn columns[] = {{display_pick(d, "代码", "Code"), 40, ALIGN_LEFT},
                                  {display_pick(d, "服务", "Service"), 110, ALIGN_LEFT},
                                  {display_pick(d, "状态", "State"), 80, ALIGN_LEFT},
                                  {display_pick(d, "原因", "Reason"), 250, ALIGN_LEFT}};
    GridTable table = table_open(doc, columns, 4, 8.2);
    for (size_t i = 0; i < a->service_count; i++) {
        const AccountService *s = &a->services[i];
        const char *cells[] = {s->code, display_service(d, s), display_state(d, s->state), s->reason};
        if (s->state == SERVICE_COMPUTED) continue;
        table_row(&table, s->state == SERVICE_NOT_AVAILABLE ? ROW_FLAGGED : ROW_PLAIN, cells);
    }
    table_close(&table);
}

static void draw_net(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    if (!a->has_net) return;
    doc_note(doc, display_printf(d, "扣除区外产品价值%s后为%s（GB/T 46869-2025 的净口径）。",
                                 "Net of products from outside (%s): %s (wording of GB/T 46869-2025).",
                                 display_money_long(d, a->outside_products), display_money_long(d, a->gep_net)));
}

void section_services(Doc *doc)
{
    const Display *d = &doc->display;
    doc_new_page(doc);
    doc_section(doc, "总表", "Summary", 100);
    doc_note(doc, display_printf(d, "计量单位：%s。价值为%d年价，不变价为%d年价。",
                                 "Unit: %s. Value at %d prices, constant at %d prices.", d->money_unit,
                                 doc->account->year, doc->account->constant_price_year));
    draw_services(doc);
    draw_net(doc);
    draw_not_computed(doc);
    size_t count = 0;
    for (size_t i = 0; i < doc->account->service_count; i++) {
        if (doc->account->services[i].in_total && doc->account->services[i].state == SERVICE_COMPUTED) count++;
    }
    if (count == 0) return;
    double row = 17;
    doc_section(doc, "各项服务的大小", "The services by size", (double)count * row + 40);
    doc_note(doc, display_printf(d, "计量单位：%s，%d年价；右侧为占GEP的比重。",
                                 "Unit: %s at %d prices; at the right the share of GEP.", d->money_unit,
                                 doc->account->year));
    doc->y += chart_key(doc, PAGE_LEFT, doc->y) + 4;
    doc->y += chart_services(doc, (Box){PAGE_LEFT, doc->y, doc_width(), 0}, 0, row) + 8;
}

// ---- climate and prices

static void price_row(GridTable *table, RowKind kind, const char *name, bool known, Values v)
{
    const Display *d = &table->doc->display;
    bool normal = table->doc->account->has_normal && known;
    const char *cells[] = {name, known ? display_money(d, v.current) : "—", known ? display_money(d, v.constant) : "—",
                           normal ? display_money(d, v.normal_current) : "—",
                           normal ? display_money(d, v.normal_constant) : "—"};
    table_row(table, kind, cells);
}

void section_prices(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    doc_section(doc, "气候与价格的影响", "Weather and prices", 130);
    const char *normal = a->has_normal ? a->normal : "—";
    const GridColumn columns[] = {
        {display_printf(d, "计量单位：%s", "Unit: %s", d->money_unit), 120, ALIGN_LEFT},
        {display_printf(d, "当年气候\n%d年价", "Year's weather\n%d prices", a->year), 90, ALIGN_RIGHT},
        {display_printf(d, "当年气候\n%d年不变价", "Year's weather\n%d prices", a->constant_price_year), 90,
         ALIGN_RIGHT},
        {display_printf(d, "平均气候%s\n%d年价", "Mean climate %s\n%d prices", normal, a->year), 90, ALIGN_RIGHT},
        {display_printf(d, "平均气候%s\n%d年不变价", "Mean climate %s\n%d prices", normal, a->constant_price_year), 90,
         ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, 5, 8.2);
    const Values groups[] = {a->material, a->regulating, a->cultural};
    for (int g = 0; g < 3; g++) {
        price_row(&table, ROW_PLAIN, display_group(d, (Group)g), account_has_group(a, (Group)g), groups[g]);
    }
    price_row(&table, ROW_TOTAL, "GEP", true, a->gep);
    table_close(&table);
    doc_note(doc,
             display_pick(d, "考核宜用多年平均气候和不变价：一年的干旱可使水源涵养变化几十个百分点，涨价不是增长。",
                          "To judge management, use the mean climate and constant prices: one dry year moves water "
                          "conservation by tens of percent, and inflation is no growth."));
}
