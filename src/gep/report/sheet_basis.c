// sheet_basis.c - 说明, 参数, 输入, 提示: what the figures are and what they rest on.
#include <math.h>

#include "base/text.h"
#include "gep/report/sheets.h"

// ---- 说明

static void write_fact(Sheet *s, const char *name, const char *text)
{
    sheet_text(s, 0, STYLE_TEXT, SHADE_SUBTOTAL, name);
    sheet_text(s, 1, STYLE_WRAP, SHADE_NONE, text);
    int lines = display_width(text) / 92 + 1;
    if (lines > 1) worksheet_set_row(s->sheet, s->row, 16.0 * lines, NULL);
    sheet_next(s);
}

static void write_marks(Sheet *s)
{
    const Account *a = s->book->account;
    const Display *d = &s->book->display;
    write_fact(s, display_pick(d, "状态", "Status"),
               display_pick(d, "草案，未经核定，不得对外引用", "Draft, not approved: do not quote"));
    if (a->demo) {
        write_fact(s, display_pick(d, "演示数据", "Demonstration"),
                   display_pick(d, "数字均为虚构，只用于说明，不代表实际情况",
                                "Every figure is invented and stands for nothing real"));
    }
    if (!a->complete) {
        write_fact(
            s, display_pick(d, "部分核算", "Partial account"),
            display_pick(d, "有应核算而缺资料的服务（见“汇总”的状态列），总值因此偏低",
                         "A service that should count has no data (see State in Summary): the total is too low"));
    }
}

static void write_subject(Sheet *s)
{
    const Account *a = s->book->account;
    const Display *d = &s->book->display;
    write_fact(s, display_pick(d, "核算地区", "District"),
               arena_printf(s->book->arena, "%s（%s）%s", display_district(d, a), a->district_code,
                            a->part_of ? a->part_of : ""));
    write_fact(s, display_pick(d, "核算年度", "Year"), arena_printf(s->book->arena, "%d", a->year));
    write_fact(s, display_pick(d, "方法", "Method"),
               arena_printf(s->book->arena, "%s（%s）", display_profile(d, a), a->profile));
    write_fact(s, display_pick(d, "价格口径", "Price basis"), display_basis(d, a));
    write_fact(
        s, display_pick(d, "价格", "Prices"),
        display_printf(d, "%d年价；不变价为%d年价", "of %d; constant prices of %d", a->year, a->constant_price_year));
    write_fact(s, display_pick(d, "气候", "Climate"),
               a->has_normal ? display_printf(d, "当年；另给%s年平均", "of the year; also the mean of %s", a->normal)
                             : display_pick(d, "当年", "of the year"));
    write_fact(s, display_pick(d, "栅格", "Grid"),
               display_printf(d, "%s，%s米，区内像元%s个", "%s, %s m, %s cells inside", a->crs,
                              display_value(d, a->cell_m), display_number(d, (double)a->cells_inside, 0)));
    write_fact(s, display_pick(d, "结果摘要（SM3）", "Result digest (SM3)"), a->result_sm3);
    write_fact(
        s, display_pick(d, "程序", "Program"),
        arena_printf(s->book->arena, "qingshan %s, GDAL %s, PROJ %s", a->version, a->gdal_version, a->proj_version));
}

static void write_reading(Sheet *s)
{
    const Display *d = &s->book->display;
    write_fact(s, display_pick(d, "GEP是什么", "What GEP is"),
               display_pick(
                   d,
                   "一年里生态系统为人们提供的物质产品、调节服务和文化服务的价值总和。它不是财政收入，也不与GDP相加。",
                   "The worth, in one year, of the goods, regulating and cultural services that ecosystems give to "
                   "people. No public revenue; not added to GDP."));
    write_fact(s, display_pick(d, "计量单位", "Units"),
               display_printf(
                   d,
                   "除注明外，价值以%s计。每个叶子值只四舍五入一次到分，合计为精确相加；显示两位小数，单元格保留全值。",
                   "Values are in %s unless said otherwise. Each leaf is rounded once to the fen and totals are exact; "
                   "cells show two places and hold all.",
                   s->book->money_unit));
    write_fact(s, display_pick(d, "合计", "Totals"),
               display_pick(d, "合计单元格是SUM公式，可点开核对；公式结果与account.json一致。",
                            "Totals are SUM formulas; their results are those of account.json."));
    write_fact(
        s, display_pick(d, "符号", "Signs"),
        display_pick(
            d, "— 不适用或不可得；空白为没有内容；0 是数值。黄底“? 未核实”为未见原文的参数。",
            "— not applicable or not known; 0 is a value. Amber “? unverified”: a parameter not read in its source."));
    write_fact(
        s, display_pick(d, "复算", "Recompute"),
        display_pick(d, "qingshan account verify 用记录的输入重新计算，并核对结果摘要。",
                     "qingshan account verify computes again from the recorded inputs and compares the digest."));
}

void sheet_guide(Book *book)
{
    Sheet s = sheet_open(book, "说明", "Guide");
    s.width_limit = 90;
    sheet_next(&s);
    write_marks(&s);
    write_subject(&s);
    write_reading(&s);
    sheet_close(&s);
}

// ---- 参数

static double band_edge(double edge)
{
    return isinf(edge) ? NAN : edge;
}

static void write_param(Sheet *s, const AccountParam *p)
{
    const Display *d = &s->book->display;
    Shade shade = text_equal(p->status, "unverified") ? SHADE_FLAG : SHADE_NONE;
    bool band = isfinite(p->from) || isfinite(p->to);
    sheet_text(s, 0, STYLE_TEXT, shade, p->id);
    sheet_text(s, 1, STYLE_TEXT, shade, p->ecosystem);
    sheet_text(s, 2, STYLE_TEXT, shade, p->key);
    if (band) {
        sheet_number(s, 3, STYLE_NUMBER, shade, band_edge(p->from));
        sheet_number(s, 4, STYLE_NUMBER, shade, band_edge(p->to));
    } else {
        sheet_text(s, 3, STYLE_TEXT, shade, "");
        sheet_text(s, 4, STYLE_TEXT, shade, "");
    }
    sheet_number(s, 5, STYLE_NUMBER, shade, p->value);
    sheet_text(s, 6, STYLE_TEXT, shade, display_unit(d, p->unit));
    if (p->price_year > 0) {
        sheet_number(s, 7, STYLE_NUMBER, shade, p->price_year);
    } else {
        sheet_text(s, 7, STYLE_TEXT, shade, "");
    }
    sheet_text(s, 8, STYLE_TEXT, shade, p->source);
    sheet_text(s, 9, STYLE_TEXT, shade, p->clause);
    sheet_text(s, 10, STYLE_TEXT, shade, display_status(d, p->status));
    sheet_money(s, 11, shade, p->value_resting);
    sheet_next(s);
}

void sheet_params(Book *book)
{
    const Account *a = book->account;
    const Display *d = &book->display;
    Sheet s = sheet_open(book, "参数", "Parameters");
    const char *heads[] = {display_pick(d, "参数", "Parameter"),
                           display_pick(d, "生态系统", "Ecosystem"),
                           display_pick(d, "键", "Key"),
                           display_pick(d, "自（含）", "From (incl.)"),
                           display_pick(d, "至（不含）", "To (excl.)"),
                           display_pick(d, "数值", "Value"),
                           display_pick(d, "单位", "Unit"),
                           display_pick(d, "价格年", "Price year"),
                           display_pick(d, "出处", "Source"),
                           display_pick(d, "条款", "Clause"),
                           display_pick(d, "状态", "Status"),
                           display_printf(d, "涉及价值\n（%s）", "At stake\n(%s)", book->money_unit),
                           NULL};
    sheet_heads(&s, heads, 2);
    lxw_row_t head = s.row - 1;
    for (size_t i = 0; i < a->param_count; i++) write_param(&s, &a->params[i]);
    if (a->param_count > 0) worksheet_autofilter(s.sheet, head, 0, s.row - 1, 11);
    sheet_close(&s);
}

// ---- 输入

static void write_input(Sheet *s, const AccountInput *in)
{
    bool map = isfinite(in->cell_x) && in->cell_x != 0;
    sheet_text(s, 0, STYLE_TEXT, SHADE_NONE, in->id);
    sheet_text(s, 1, STYLE_TEXT, SHADE_NONE, in->path);
    sheet_number(s, 2, STYLE_COUNT_, SHADE_NONE, (double)in->bytes);
    sheet_text(s, 3, STYLE_TEXT, SHADE_NONE, in->sm3);
    sheet_text(s, 4, STYLE_TEXT, SHADE_NONE, in->crs);
    sheet_number(s, 5, STYLE_NUMBER, SHADE_NONE, map ? in->cell_x : NAN);
    sheet_number(s, 6, STYLE_NUMBER, SHADE_NONE, map ? in->cell_y : NAN);
    sheet_text(s, 7, STYLE_TEXT, SHADE_NONE, in->resampling);
    sheet_text(s, 8, STYLE_TEXT, SHADE_NONE, in->datum_note);
    sheet_text(s, 9, STYLE_TEXT, SHADE_NONE, in->license);
    sheet_next(s);
}

void sheet_inputs(Book *book)
{
    const Account *a = book->account;
    const Display *d = &book->display;
    Sheet s = sheet_open(book, "输入", "Inputs");
    s.width_limit = 66;
    const char *heads[] = {display_pick(d, "输入", "Input"),
                           display_pick(d, "文件", "File"),
                           display_pick(d, "字节", "Bytes"),
                           "SM3",
                           display_pick(d, "坐标系", "CRS"),
                           display_pick(d, "像元宽", "Cell width"),
                           display_pick(d, "像元高", "Cell height"),
                           display_pick(d, "重采样", "Resampling"),
                           display_pick(d, "基准转换", "Datum"),
                           display_pick(d, "许可", "License"),
                           NULL};
    sheet_heads(&s, heads, 2);
    for (size_t i = 0; i < a->input_count; i++) write_input(&s, &a->inputs[i]);
    sheet_close(&s);
}

// ---- 提示

void sheet_warnings(Book *book)
{
    const Findings *f = book->account->warnings;
    const Display *d = &book->display;
    Sheet s = sheet_open(book, "提示", "Warnings");
    s.width_limit = 80;
    const char *heads[] = {display_pick(d, "类别", "Kind"), display_pick(d, "位置", "Where"),
                           display_pick(d, "内容", "What"), display_pick(d, "代号", "Code"), NULL};
    sheet_heads(&s, heads, 0);
    for (size_t i = 0; f && i < f->count; i++) {
        const Finding *item = &f->items[i];
        Shade shade = item->severity == FINDING_NOTE ? SHADE_NONE : SHADE_FLAG;
        const char *text = display_finding(d, item);
        int lines = display_width(text) / 80 + 1;
        sheet_text(&s, 0, STYLE_TEXT, shade, display_severity(d, item->severity));
        sheet_text(&s, 1, STYLE_TEXT, shade, item->where);
        sheet_text(&s, 2, STYLE_WRAP, shade, text);
        sheet_text(&s, 3, STYLE_TEXT, shade, item->code);
        if (lines > 1) worksheet_set_row(s.sheet, s.row, 16.0 * lines, NULL);
        sheet_next(&s);
    }
    sheet_close(&s);
}
