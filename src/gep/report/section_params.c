// section_params.c - the parameters, one line a family, and under them the numbered list of their sources.
//
// A family is rows of one parameter, unit, source and status that differ by ecosystem or band only; the workbook has
// each row.
#include <string.h>

#include "base/text.h"
#include "gep/report/grid_table.h"
#include "gep/report/sections.h"

typedef struct Sources { // texts in the order of their first use
    size_t count;
    const char **texts;
} Sources;

static const char *source_text(Doc *doc, const AccountParam *param)
{
    const char *source = param->source ? param->source : "";
    return param->clause && *param->clause ? arena_printf(doc->arena, "%s %s", source, param->clause) : source;
}

static const char *source_mark(Doc *doc, Sources *sources, const AccountParam *param)
{
    const char *text = source_text(doc, param);
    size_t i = 0;
    if (!*text) return "—";
    while (i < sources->count && strcmp(sources->texts[i], text) != 0) i++;
    if (i == sources->count) sources->texts[sources->count++] = text;
    return arena_printf(doc->arena, "[%zu]", i + 1);
}

// ---- families

static bool same_family(const AccountParam *a, const AccountParam *b)
{
    return text_equal(a->id, b->id) && text_equal(a->key, b->key) && text_equal(a->unit, b->unit) &&
           text_equal(a->source, b->source) && text_equal(a->clause, b->clause) && text_equal(a->status, b->status) &&
           a->price_year == b->price_year;
}

static const char *family_value(Doc *doc, const AccountParam *first, size_t count)
{
    const Display *d = &doc->display;
    double low = first->value, high = first->value;
    for (size_t i = 1; i < count; i++) {
        if (first[i].value < low) low = first[i].value;
        if (first[i].value > high) high = first[i].value;
    }
    if (low == high || count == 1) return display_value(d, first->value);
    return arena_printf(doc->arena, "%s–%s", display_value(d, low), display_value(d, high));
}

static const char *family_scope(Doc *doc, const AccountParam *first, size_t count)
{
    if (count > 1) return display_printf(&doc->display, "%zu 行", "%zu rows", count);
    if (first->ecosystem && *first->ecosystem) return first->ecosystem;
    return first->key ? first->key : "";
}

static void family_row(GridTable *table, Sources *sources, const AccountParam *first, size_t count)
{
    Doc *doc = table->doc;
    const Display *d = &doc->display;
    const char *unit = text_equal(first->unit, "1") ? "" : display_unit(d, first->unit);
    const char *year = first->price_year > 0 ? arena_printf(doc->arena, "%d", first->price_year) : "";
    const char *cells[] = {first->id,
                           family_scope(doc, first, count),
                           family_value(doc, first, count),
                           unit,
                           year,
                           source_mark(doc, sources, first),
                           display_status(d, first->status),
                           display_money(d, first->value_resting)};
    table_row(table, text_equal(first->status, "unverified") ? ROW_FLAGGED : ROW_PLAIN, cells);
}

static void draw_families(Doc *doc, Sources *sources)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const GridColumn columns[] = {{display_pick(d, "参数", "Parameter"), 128, ALIGN_LEFT},
                                  {display_pick(d, "适用", "For"), 66, ALIGN_LEFT},
                                  {display_pick(d, "数值", "Value"), 66, ALIGN_RIGHT},
                                  {display_pick(d, "单位", "Unit"), 66, ALIGN_LEFT},
                                  {display_pick(d, "价格年", "Prices of"), 38, ALIGN_RIGHT},
                                  {display_pick(d, "出处", "Source"), 34, ALIGN_LEFT},
                                  {display_pick(d, "状态", "Status"), 46, ALIGN_LEFT},
                                  {display_pick(d, "涉及价值", "At stake"), 52, ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, sizeof columns / sizeof *columns, 7.8);
    for (size_t i = 0; i < a->param_count;) {
        size_t count = 1;
        while (i + count < a->param_count && same_family(&a->params[i], &a->params[i + count])) count++;
        family_row(&table, sources, &a->params[i], count);
        i += count;
    }
    table_close(&table);
}

// ---- sources

static void draw_sources(Doc *doc, const Sources *sources)
{
    const double indent = 22;
    if (sources->count == 0) return;
    doc_heading(doc, display_pick(&doc->display, "出处", "Sources"));
    for (size_t i = 0; i < sources->count; i++) {
        double width = doc_width() - indent, height = pen_text_height(&doc->pen, &INK_NOTE, width, sources->texts[i]);
        doc_need(doc, height);
        pen_text(&doc->pen, &INK_NOTE, ALIGN_LEFT, PAGE_LEFT, doc->y, 0, arena_printf(doc->arena, "[%zu]", i + 1));
        pen_text(&doc->pen, &INK_NOTE, ALIGN_LEFT, PAGE_LEFT + indent, doc->y, width, sources->texts[i]);
        doc->y += height + 2;
    }
    doc_gap(doc, 6);
}

void section_params(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    if (a->param_count == 0) return;
    Sources sources = {.texts = arena_array(doc->arena, a->param_count, sizeof *sources.texts)};
    doc_section(doc, "参数", "Parameters", 140);
    doc_note(doc,
             display_printf(
                 d,
                 "共%zu行；只随生态系统或分档变化的行合并为一行，给出范围，逐行见工作簿“参数”。“? 未核实”"
                 "表示未见原文，使用前应核对。涉及价值：用到它的服务的价值（%s）。方括号为下列出处的序号。",
                 "%zu rows; those that differ by ecosystem or band only stand in one line with their range, and the "
                 "workbook has each. “? unverified”: not read in its source. At stake: the value of the services "
                 "that use it (%s). Brackets give the number of the source below.",
                 a->param_count, d->money_unit));
    draw_families(doc, &sources);
    draw_sources(doc, &sources);
}
