// section_places.c - towns, maps, ecosystems and their extent.
#include <math.h>
#include <string.h>

#include "gep/account_sums.h"
#include "gep/report/colors.h"
#include "gep/report/grid_table.h"
#include "gep/report/map.h"
#include "gep/report/sections.h"

// ---- towns

static void town_row(GridTable *table, RowKind kind, const char *name, double area_m2, const Fen parts[3], Fen gep)
{
    const Display *d = &table->doc->display;
    double total = money_to_yuan(table->doc->account->gep.current);
    const char *cells[] = {name,
                           display_area_km2(d, area_m2),
                           display_money(d, gep),
                           total > 0 ? display_percent(d, money_to_yuan(gep) / total, 1) : "—",
                           display_number(d, money_to_yuan(gep) / area_m2, 2),
                           display_money(d, parts[0]),
                           display_money(d, parts[1]),
                           display_money(d, parts[2])};
    table_row(table, kind, cells);
}

static void draw_towns(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const GridColumn columns[] = {{display_pick(d, "镇街", "Town"), 78, ALIGN_LEFT},
                                  {display_pick(d, "面积\n平方千米", "Area\nkm²"), 54, ALIGN_RIGHT},
                                  {display_printf(d, "GEP\n%s", "GEP\n%s", d->money_unit), 62, ALIGN_RIGHT},
                                  {display_pick(d, "占比", "Share"), 42, ALIGN_RIGHT},
                                  {display_pick(d, "单位面积\n万元/公顷", "Per area\nyuan/m²"), 62, ALIGN_RIGHT},
                                  {display_pick(d, "物质产品", "Material"), 58, ALIGN_RIGHT},
                                  {display_pick(d, "调节服务", "Regulating"), 62, ALIGN_RIGHT},
                                  {display_pick(d, "文化服务", "Cultural"), 58, ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, sizeof columns / sizeof *columns, 8.2);
    double area = 0;
    Crosstab sums = account_by_town(doc->arena, a);
    for (size_t i = 0; i < a->town_count; i++) {
        const AccountTown *t = &a->towns[i];
        const Fen parts[] = {t->material, t->regulating, t->cultural};
        town_row(&table, ROW_PLAIN, t->name, t->area_m2, parts, t->gep);
        area += t->area_m2;
    }
    Fen rest[3];
    for (int g = 0; g < 3; g++) rest[g] = crosstab_row_sum(&sums, a, a->town_count, g);
    if (a->not_allotted.fen != 0) {
        town_row(&table, ROW_MUTED, display_pick(d, "未分到镇街", "Not allotted"), NAN, rest, a->not_allotted);
    }
    const Fen all[] = {a->material.current, a->regulating.current, a->cultural.current};
    town_row(&table, ROW_TOTAL, display_pick(d, "合计", "Total"), area, all, a->gep.current);
    table_close(&table);
}

void section_towns(Doc *doc)
{
    const Display *d = &doc->display;
    if (doc->account->town_count == 0) return;
    doc_new_page(doc);
    doc_section(doc, "各镇街", "Towns", 100);
    if (map_can_draw_towns(doc->account)) {
        doc_note(doc, display_pick(d, "各镇街单位面积GEP。统计类服务只按分镇街的统计行分配，其余列为“未分到镇街”。",
                                   "GEP per area by town. What comes from statistics goes to towns by town rows only; "
                                   "the rest stands as not allotted."));
        double height = 400;
        doc_need(doc, height);
        map_towns(&doc->pen, d, doc->account, (Box){PAGE_LEFT, doc->y, doc_width(), height}, true);
        doc->y += height + 14;
    }
    draw_towns(doc);
}

// ---- maps of services

void section_maps(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    if (a->overview_count == 0) return;
    const double gap = 18, width = (doc_width() - gap) / 2, height = a->overview_count > 4 ? 206 : 296;
    doc_new_page(doc);
    doc_section(doc, "主要服务分布", "Where the main services arise", height + 30);
    doc_note(doc, display_pick(d, "单位面积价值，当年气候、当年价；各图分级不同。",
                               "Value per area, the year's weather and prices; each map has classes of its own."));
    for (size_t i = 0; i < a->overview_count; i++) {
        if (i % 2 == 0) doc_need(doc, height);
        double x = PAGE_LEFT + (i % 2 ? width + gap : 0);
        pen_line_of_text(&doc->pen, &INK_STRONG, ALIGN_LEFT, x, doc->y, width, map_title(d, a, &a->overviews[i]));
        map_overview(&doc->pen, d, a, &a->overviews[i], (Box){x, doc->y + 16, width, height - 16});
        if (i % 2 == 1 || i + 1 == a->overview_count) doc->y += height + 14;
    }
}

// ---- ecosystems

static void ecosystem_row(GridTable *table, RowKind kind, const char *code, const char *name, double area_m2,
                          Fen parts[3], Fen gep)
{
    const Account *a = table->doc->account;
    const Display *d = &table->doc->display;
    double total = money_to_yuan(a->gep.current);
    const char *cells[] = {code,
                           name,
                           display_area_ha(d, area_m2),
                           isfinite(area_m2) ? display_percent(d, area_m2 / a->area_m2, 1) : "—",
                           display_money(d, gep),
                           total > 0 ? display_percent(d, money_to_yuan(gep) / total, 1) : "—",
                           display_number(d, area_m2 > 0 ? money_to_yuan(gep) / area_m2 : NAN, 2),
                           display_money(d, parts[GROUP_REGULATING])};
    table_row(table, kind, cells);
}

void section_ecosystems(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    if (a->extent_count == 0) return;
    doc_section(doc, "各类生态系统", "Ecosystems", 160);
    const GridColumn columns[] = {{display_pick(d, "代码", "Code"), 34, ALIGN_LEFT},
                                  {display_pick(d, "生态系统", "Ecosystem"), 104, ALIGN_LEFT},
                                  {display_pick(d, "面积\n公顷", "Area\nha"), 70, ALIGN_RIGHT},
                                  {display_pick(d, "面积占比", "Of area"), 46, ALIGN_RIGHT},
                                  {display_printf(d, "GEP\n%s", "GEP\n%s", d->money_unit), 66, ALIGN_RIGHT},
                                  {display_pick(d, "价值占比", "Of GEP"), 46, ALIGN_RIGHT},
                                  {display_pick(d, "单位面积\n万元/公顷", "Per area\nyuan/m²"), 62, ALIGN_RIGHT},
                                  {display_pick(d, "其中调节服务", "Regulating"), 62, ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, sizeof columns / sizeof *columns, 8.2);
    Crosstab sums = account_by_ecosystem(doc->arena, a);
    double area = 0;
    for (size_t i = 0; i < sums.row_count; i++) {
        bool rest = i + 1 == sums.row_count;
        if (rest && crosstab_row_empty(&sums, i)) continue;
        Fen parts[3];
        for (int g = 0; g < 3; g++) parts[g] = crosstab_row_sum(&sums, a, i, g);
        if (isfinite(sums.area_m2[i])) area += sums.area_m2[i];
        ecosystem_row(&table, rest ? ROW_MUTED : ROW_PLAIN, sums.codes[i],
                      display_pick(d, sums.names_zh[i], sums.names_en[i]), sums.area_m2[i], parts,
                      crosstab_row_sum(&sums, a, i, -1));
    }
    Fen all[] = {a->material.current, a->regulating.current, a->cultural.current};
    ecosystem_row(&table, ROW_TOTAL, "", display_pick(d, "合计", "Total"), area, all, a->gep.current);
    table_close(&table);
}

// ---- extent and transitions

static double moved(const Account *account, const char *code, bool in)
{
    double sum = 0;
    for (size_t i = 0; i < account->transition_count; i++) {
        const TransitionCell *cell = &account->transitions[i];
        if (strcmp(cell->from, cell->to) == 0) continue;
        if (strcmp(in ? cell->to : cell->from, code) == 0) sum += cell->area_m2;
    }
    return sum;
}

static void draw_extent(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const GridColumn columns[] = {{display_pick(d, "代码", "Code"), 34, ALIGN_LEFT},
                                  {display_pick(d, "生态系统", "Ecosystem"), 110, ALIGN_LEFT},
                                  {display_printf(d, "期初（%d年）", "Opening (%d)", a->before_year), 76, ALIGN_RIGHT},
                                  {display_pick(d, "增加", "Additions"), 66, ALIGN_RIGHT},
                                  {display_pick(d, "减少", "Reductions"), 66, ALIGN_RIGHT},
                                  {display_pick(d, "净变化", "Net change"), 66, ALIGN_RIGHT},
                                  {display_printf(d, "期末（%d年）", "Closing (%d)", a->year), 76, ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, 7, 8.2);
    for (size_t i = 0; i < a->extent_count; i++) {
        const ExtentRow *row = &a->extent[i];
        const char *cells[] = {row->ecosystem,
                               display_pick(d, row->name_zh, row->name_en),
                               display_area_ha(d, row->area_before_m2),
                               display_area_ha(d, moved(a, row->ecosystem, true)),
                               display_area_ha(d, moved(a, row->ecosystem, false)),
                               display_area_ha(d, row->area_m2 - row->area_before_m2),
                               display_area_ha(d, row->area_m2)};
        table_row(&table, ROW_PLAIN, cells);
    }
    table_close(&table);
}

static const char *class_label(Doc *doc, const char *code)
{
    for (size_t i = 0; i < doc->account->extent_count; i++) {
        const ExtentRow *row = &doc->account->extent[i];
        if (strcmp(row->ecosystem, code) != 0) continue;
        return arena_printf(doc->arena, "%s %s", code, display_pick(&doc->display, row->name_zh, row->name_en));
    }
    return code;
}

// The largest changes as rows a reader can check; the whole matrix is in the workbook.
static void draw_changes(Doc *doc)
{
    enum { MOST = 12 };
    const Account *a = doc->account;
    const Display *d = &doc->display;
    bool *used = arena_array(doc->arena, a->transition_count + 1, sizeof *used);
    const GridColumn columns[] = {{display_pick(d, "由", "From"), 150, ALIGN_LEFT},
                                  {display_pick(d, "变为", "To"), 150, ALIGN_LEFT},
                                  {display_pick(d, "面积（公顷）", "Area (ha)"), 90, ALIGN_RIGHT},
                                  {"", 90, ALIGN_LEFT}};
    doc_heading(doc, display_pick(d, "最大的转变", "The largest transitions"));
    GridTable table = table_open(doc, columns, 4, 8.2);
    for (int k = 0; k < MOST; k++) {
        size_t best = a->transition_count;
        for (size_t i = 0; i < a->transition_count; i++) {
            if (used[i] || strcmp(a->transitions[i].from, a->transitions[i].to) == 0) continue;
            if (best == a->transition_count || a->transitions[i].area_m2 > a->transitions[best].area_m2) best = i;
        }
        if (best == a->transition_count) break;
        used[best] = true;
        const TransitionCell *cell = &a->transitions[best];
        const char *cells[] = {class_label(doc, cell->from), class_label(doc, cell->to),
                               display_area_ha(d, cell->area_m2), ""};
        table_row(&table, ROW_PLAIN, cells);
    }
    table_close(&table);
    doc_note(doc, display_pick(
                      d, "完整的转移矩阵见工作簿“SEEA EA 范围账户”。两期调查口径不同也会表现为转变，宜与变更调查核对。",
                      "The whole matrix is in the workbook, sheet SEEA EA extent. A change of survey rules also shows "
                      "as a transition."));
}

void section_extent(Doc *doc)
{
    const Display *d = &doc->display;
    if (doc->account->before_year == 0 || doc->account->extent_count == 0) return;
    doc_section(doc, "生态系统范围的变化", "Change of extent", 160);
    doc_note(doc, display_pick(d, "计量单位：公顷", "Unit: ha"));
    draw_extent(doc);
    if (doc->account->transition_count > 0) draw_changes(doc);
}
