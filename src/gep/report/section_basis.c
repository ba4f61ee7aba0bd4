// section_basis.c - what the figure rests on: methods, parameters, inputs, warnings.
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "gep/report/grid_table.h"
#include "gep/report/sections.h"

// ---- methods and quality

static const char *quality_text(Doc *doc, const AccountService *s)
{
    const Display *d = &doc->display;
    StrBuf buf = strbuf_open(doc->arena);
    if (s->clamped_cells > 0) {
        strbuf_add(&buf, display_printf(d, "负值归零%s个像元", "%s negative cells set to zero",
                                        display_number(d, (double)s->clamped_cells, 0)));
    }
    if (s->filled_area_m2 > 0) {
        strbuf_printf(
            &buf, "%s%s", buf.size ? display_pick(d, "；", "; ") : "",
            display_printf(d, "按规则填补%s公顷", "%s ha filled by rule", display_area_ha(d, s->filled_area_m2)));
    }
    if (s->inferred_value.fen > 0) {
        strbuf_printf(&buf, "%s%s", buf.size ? display_pick(d, "；", "; ") : "",
                      display_printf(d, "推定地类涉及%s", "%s rests on guessed classes",
                                     display_money_long(d, s->inferred_value)));
    }
    if (s->branch && *s->branch) strbuf_printf(&buf, "%s%s", buf.size ? display_pick(d, "；", "; ") : "", s->branch);
    return buf.data;
}

void section_methods(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    doc_section(doc, "方法与质量", "Methods and quality", 140);
    const GridColumn columns[] = {{display_pick(d, "代码", "Code"), 30, ALIGN_LEFT},
                                  {display_pick(d, "服务", "Service"), 78, ALIGN_LEFT},
                                  {display_pick(d, "方法", "Variant"), 108, ALIGN_LEFT},
                                  {display_pick(d, "有效面积", "Valid area"), 48, ALIGN_RIGHT},
                                  {display_pick(d, "未核实", "Unverified"), 46, ALIGN_RIGHT},
                                  {display_pick(d, "说明", "Remarks"), 170, ALIGN_LEFT}};
    GridTable table = table_open(doc, columns, 6, 8.2);
    const size_t *order = display_order(d, a);
    for (size_t i = 0; i < a->service_count; i++) {
        const AccountService *s = &a->services[order[i]];
        if (s->state != SERVICE_COMPUTED) continue;
        const char *cells[] = {s->code,
                               display_service(d, s),
                               display_variant(d, s),
                               display_percent(d, s->valid_area_share, 1),
                               display_percent(d, s->unverified_value_share, 0),
                               quality_text(doc, s)};
        table_row(&table, ROW_PLAIN, cells);
    }
    table_close(&table);
    doc_note(doc, display_pick(d, "有效面积：应核算面积中有数据的比例；未核实：该服务价值中依据未核实参数的比例。",
                               "Valid area: share of the eligible area that has data. Unverified: share of the "
                               "service's value resting on unverified parameters."));
}

// ---- parameters: rows that differ by class only stand in one line

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

static void param_row(GridTable *table, const AccountParam *first, size_t count)
{
    Doc *doc = table->doc;
    const Display *d = &doc->display;
    bool unverified = text_equal(first->status, "unverified");
    const char *which = count > 1           ? display_printf(d, "%zu 行", "%zu rows", count)
                        : *first->ecosystem ? first->ecosystem
                        : first->key        ? first->key
                                            : "";
    const char *unit = text_equal(first->unit, "1") ? "" : display_unit(d, first->unit);
    if (first->price_year > 0) unit = display_printf(d, "%s，%d年价", "%s, %d prices", unit, first->price_year);
    const char *source = first->clause && *first->clause
                             ? arena_printf(doc->arena, "%s %s", first->source, first->clause)
                             : first->source;
    const char *cells[] = {first->id,
                           which,
                           family_value(doc, first, count),
                           unit,
                           source ? source : "",
                           display_status(d, first->status),
                           display_money(d, first->value_resting)};
    table_row(table, unverified ? ROW_FLAGGED : ROW_PLAIN, cells);
}

void section_params(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    if (a->param_count == 0) return;
    doc_section(doc, "参数", "Parameters", 140);
    doc_note(doc,
             display_printf(d,
                            "共%zu行；同一来源、只随生态系统或分档变化的行合并为一行，给出范围，逐行见工作簿“参数”。“? "
                            "未核实”表示未见原文，使用前应核对。涉及价值：用到它的服务的价值（%s）。",
                            "%zu rows. Rows of one source that differ by ecosystem or band only stand in one line with "
                            "their range; the workbook has each. “? unverified”: "
                            "not read in its source. At stake: the value of the services that use it (%s).",
                            a->param_count, d->money_unit));
    const GridColumn columns[] = {
        {display_pick(d, "参数", "Parameter"), 86, ALIGN_LEFT},    {display_pick(d, "适用", "For"), 54, ALIGN_LEFT},
        {display_pick(d, "数值", "Value"), 58, ALIGN_RIGHT},       {display_pick(d, "单位", "Unit"), 66, ALIGN_LEFT},
        {display_pick(d, "出处", "Source"), 118, ALIGN_LEFT},      {display_pick(d, "状态", "Status"), 46, ALIGN_LEFT},
        {display_pick(d, "涉及价值", "At stake"), 52, ALIGN_RIGHT}};
    GridTable table = table_open(doc, columns, 7, 7.8);
    for (size_t i = 0; i < a->param_count;) {
        size_t count = 1;
        while (i + count < a->param_count && same_family(&a->params[i], &a->params[i + count])) count++;
        param_row(&table, &a->params[i], count);
        i += count;
    }
    table_close(&table);
}

// ---- inputs

static void input_row(GridTable *table, const AccountInput *in)
{
    Doc *doc = table->doc;
    const Display *d = &doc->display;
    const char *cell = isfinite(in->cell_x) && in->cell_x != 0 ? display_value(d, in->cell_x) : "";
    const char *cells[] = {in->id,
                           in->path,
                           display_number(d, (double)in->bytes / 1024, 1),
                           arena_printf(doc->arena, "%.16s", in->sm3),
                           in->crs ? in->crs : "",
                           cell,
                           in->resampling ? in->resampling : ""};
    table_row(table, ROW_PLAIN, cells);
}

void section_inputs(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    if (a->input_count == 0) return;
    doc_section(doc, "输入资料", "Inputs", 120);
    doc_note(doc,
             display_printf(
                 d, "共%zu个文件。SM3摘要只印前16位，全文见 account.json 与工作簿“输入”。",
                 "%zu files. The first 16 digits of SM3 digests are printed; account.json and the workbook have all.",
                 a->input_count));
    const GridColumn columns[] = {{display_pick(d, "输入", "Input"), 50, ALIGN_LEFT},
                                  {display_pick(d, "文件", "File"), 142, ALIGN_LEFT},
                                  {display_pick(d, "大小（KiB）", "Size (KiB)"), 52, ALIGN_RIGHT},
                                  {"SM3", 92, ALIGN_LEFT},
                                  {display_pick(d, "坐标系", "CRS"), 58, ALIGN_LEFT},
                                  {display_pick(d, "像元", "Cell"), 34, ALIGN_RIGHT},
                                  {display_pick(d, "重采样", "Resampling"), 52, ALIGN_LEFT}};
    GridTable table = table_open(doc, columns, 7, 7.8);
    for (size_t i = 0; i < a->input_count; i++) input_row(&table, &a->inputs[i]);
    table_close(&table);
}

// ---- warnings

void section_warnings(Doc *doc)
{
    const Findings *f = doc->account->warnings;
    const Display *d = &doc->display;
    doc_section(doc, "提示", "Warnings", 90);
    if (!f || f->count == 0) {
        doc_paragraph(doc, display_pick(d, "没有提示。", "None."));
        return;
    }
    const GridColumn columns[] = {{display_pick(d, "类别", "Kind"), 36, ALIGN_LEFT},
                                  {display_pick(d, "位置", "Where"), 110, ALIGN_LEFT},
                                  {display_pick(d, "内容", "What"), 250, ALIGN_LEFT},
                                  {display_pick(d, "代号", "Code"), 84, ALIGN_LEFT}};
    GridTable table = table_open(doc, columns, 4, 8.2);
    for (size_t i = 0; i < f->count; i++) {
        const Finding *item = &f->items[i];
        const char *cells[] = {display_severity(d, item->severity), item->where, display_finding(d, item), item->code};
        table_row(&table, item->severity == FINDING_NOTE ? ROW_PLAIN : ROW_FLAGGED, cells);
    }
    table_close(&table);
}
