// section_basis.c - what the figure rests on: methods, inputs, warnings.
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
    if (s->branch && *s->branch)
        strbuf_printf(&buf, "%s%s", buf.size ? display_pick(d, "；", "; ") : "", display_branch(d, s->branch));
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
    const GridColumn columns[] = {{display_pick(d, "输入", "Input"), 54, ALIGN_LEFT},
                                  {display_pick(d, "文件", "File"), 172, ALIGN_LEFT},
                                  {display_pick(d, "大小\nKiB", "Size\nKiB"), 44, ALIGN_RIGHT},
                                  {"SM3", 88, ALIGN_LEFT},
                                  {display_pick(d, "坐标系", "CRS"), 52, ALIGN_LEFT},
                                  {display_pick(d, "像元", "Cell"), 28, ALIGN_RIGHT},
                                  {display_pick(d, "重采样", "Resampling"), 44, ALIGN_LEFT}};
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
