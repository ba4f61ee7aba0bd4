// cover.c - the first page: the figure, its change, price year, status, three sentences, a map and the parts.
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "gep/report/chart.h"
#include "gep/report/colors.h"
#include "gep/report/map.h"
#include "gep/report/sections.h"

static void draw_sign(Doc *doc, double x, double y)
{
    cairo_t *cr = doc->pen.cr;
    const Ink ink = {FACE_SANS, 10, true, COLOR_HEAD, 0};
    pen_color(&doc->pen, COLOR_PRIMARY);
    cairo_move_to(cr, x, y + 14);
    cairo_line_to(cr, x + 9, y);
    cairo_line_to(cr, x + 18, y + 14);
    cairo_fill(cr);
    pen_color(&doc->pen, 0x7FB5A6);
    cairo_move_to(cr, x + 11, y + 14);
    cairo_line_to(cr, x + 18, y + 4.5);
    cairo_line_to(cr, x + 25, y + 14);
    cairo_fill(cr);
    pen_text(&doc->pen, &ink, ALIGN_LEFT, x + 31, y - 0.5, 0, display_pick(&doc->display, "青山", "Qingshan"));
}

// As large as fits on one line, within reason.
static Ink title_ink(Doc *doc)
{
    Ink ink = {FACE_SERIF, 20.5, true, COLOR_INK, 0.9};
    while (ink.size > 15 && pen_text_width(&doc->pen, &ink, doc_title(doc)) > doc_width()) ink.size -= 0.5;
    return ink;
}

static void draw_title(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const Ink title = title_ink(doc), sub = {FACE_SANS, 9.5, false, COLOR_INK_2, 1};
    draw_sign(doc, PAGE_LEFT, 42);
    doc->y = 74;
    doc->y +=
        pen_lines_of_text(&doc->pen, &title, ALIGN_LEFT, (Box){PAGE_LEFT, doc->y, doc_width(), 0}, 2, doc_title(doc)) +
        4;
    const char *of = a->part_of && *a->part_of && d->chinese ? arena_printf(doc->arena, "%s · ", a->part_of) : "";
    const char *text = display_printf(d, "%s%s · 价格口径：%s", "%s%s · price basis: %s", of, display_profile(d, a),
                                      display_basis(d, a));
    doc->y += pen_text(&doc->pen, &sub, ALIGN_LEFT, PAGE_LEFT, doc->y, doc_width(), text) + 10;
}

// The figure split into number and unit, so that the unit can be smaller.
static void split_figure(Doc *doc, const char **number, const char **unit)
{
    size_t count;
    const char *text = display_money_long(&doc->display, doc->account->gep.current);
    char **parts = text_split(doc->arena, text, ' ', &count);
    *number = count > 0 ? parts[0] : text;
    *unit = count > 1 ? text + strlen(parts[0]) + 1 : "";
}

static double tag_row_width(Doc *doc, const char *unverified)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    double width =
        pen_tag_width(&doc->pen, display_pick(d, "○ 草案", "○ Draft")) + pen_tag_width(&doc->pen, unverified) + 10;
    if (a->demo) width += pen_tag_width(&doc->pen, display_pick(d, "演示数据", "Demonstration data")) + 5;
    if (!a->complete) width += pen_tag_width(&doc->pen, display_pick(d, "部分核算", "Partial account")) + 5;
    return width;
}

// Beside the figure, or beside its label above when there is no room.
static void draw_status(Doc *doc, double x, double y, double label_x, double label_y)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const char *text = display_printf(d, "? 未核实 %s", "? unverified %s", display_percent(d, a->unverified_share, 1));
    if (x + tag_row_width(doc, text) > PAGE_RIGHT) {
        x = label_x;
        y = label_y;
    }
    x = doc_marks(doc, x, y, true);
    if (a->unverified_share > 0) pen_tag(&doc->pen, x, y, COLOR_AMBER, COLOR_AMBER_SOFT, true, text);
}

static void draw_figure(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const Ink big = {FACE_SANS, 46, true, COLOR_INK, 0}, unit = {FACE_SANS, 19, false, COLOR_INK_2, 0};
    const Ink label = {FACE_SANS, 10.5, false, COLOR_INK_2, 0};
    const char *number, *word;
    const char *name = a->complete ? display_pick(d, "生态产品总值（GEP）", "Gross ecosystem product (GEP)")
                                   : display_pick(d, "生态产品总值（部分核算，缺项见总表）",
                                                  "Gross ecosystem product (partial account)");
    double label_x = PAGE_LEFT + pen_text_width(&doc->pen, &label, name) + 14, label_y = doc->y;
    pen_text(&doc->pen, &label, ALIGN_LEFT, PAGE_LEFT, doc->y, 0, name);
    doc->y += 8;
    split_figure(doc, &number, &word);
    double height = pen_text(&doc->pen, &big, ALIGN_LEFT, PAGE_LEFT - 2, doc->y, 0, number);
    double x = PAGE_LEFT + pen_text_width(&doc->pen, &big, number) + 8;
    pen_text(&doc->pen, &unit, ALIGN_LEFT, x, doc->y + height * 0.42, 0, word);
    x += pen_text_width(&doc->pen, &unit, word) + 16;
    draw_status(doc, x, doc->y + height * 0.47, label_x, label_y);
    doc->y += height + 1;
}

static void draw_change(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    const Ink ink = {FACE_SANS, 11, false, COLOR_INK, 0}, strong = {FACE_SANS, 11, true, COLOR_PRIMARY, 0};
    double x = PAGE_LEFT;
    if (isfinite(a->change_from_before)) {
        const char *text =
            display_printf(d, "比上年 %s", "%s on the year before", display_change(d, a->change_from_before));
        pen_text(&doc->pen, &strong, ALIGN_LEFT, x, doc->y, 0, text);
        x += pen_text_width(&doc->pen, &strong, text) + 12;
    }
    const char *price = display_printf(d, "%d年价；按%d年不变价 %s", "at %d prices; %d constant prices: %s", a->year,
                                       a->constant_price_year, display_money_long(d, a->gep.constant));
    doc->y += pen_text(&doc->pen, &ink, ALIGN_LEFT, x, doc->y, PAGE_RIGHT - x, price) + 8;
}

static void draw_sentences(Doc *doc)
{
    const char *sentences[] = {sentence_parts(doc), sentence_places(doc), sentence_climate(doc)};
    double top = doc->y;
    for (int i = 0; i < 3; i++) {
        doc->y +=
            pen_text(&doc->pen, &INK_BODY, ALIGN_LEFT, PAGE_LEFT + 12, doc->y, doc_width() - 12, sentences[i]) + 3;
    }
    pen_fill(&doc->pen, COLOR_PRIMARY, (Box){PAGE_LEFT, top, 3, doc->y - top - 3});
    doc->y += 6;
}

// ---- three ratios in a row

static void draw_ratio(Doc *doc, double x, double width, const char *name, const char *value)
{
    const Ink ink = {FACE_SANS, 13, true, COLOR_INK, 0};
    pen_text(&doc->pen, &INK_NOTE, ALIGN_LEFT, x, doc->y, width, name);
    pen_text(&doc->pen, &ink, ALIGN_LEFT, x, doc->y + 13, width, value);
}

static void draw_ratios(Doc *doc)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    double width = doc_width() / 4;
    pen_line(&doc->pen, COLOR_LINE, 0.6, PAGE_LEFT, doc->y, PAGE_RIGHT, doc->y);
    doc->y += 6;
    draw_ratio(doc, PAGE_LEFT, width, display_pick(d, "核算面积", "Area"),
               display_printf(d, "%s 平方千米", "%s km²", display_area_km2(d, a->area_m2)));
    draw_ratio(doc, PAGE_LEFT + width, width, display_pick(d, "单位面积", "Per area"),
               display_printf(d, "%s 万元/公顷", "%s yuan/m²", display_number(d, a->per_km2 / 1e6, 2)));
    draw_ratio(doc, PAGE_LEFT + 2 * width, width, display_pick(d, "人均", "Per head"),
               isfinite(a->per_head)
                   ? display_printf(d, "%s 万元", "%s yuan",
                                    display_number(d, a->per_head / (d->chinese ? 1e4 : 1), d->chinese ? 2 : 0))
                   : "—");
    draw_ratio(doc, PAGE_LEFT + 3 * width, width, display_pick(d, "绿金指数（GEP/GDP）", "GGI (GEP/GDP)"),
               display_number(d, a->ggi, 2));
    doc->y += 38;
}

// ---- map at the left, parts at the right

static void draw_panel_title(Doc *doc, double x, double y, const char *title, const char *note)
{
    pen_text(&doc->pen, &INK_STRONG, ALIGN_LEFT, x, y, 0, title);
    pen_text(&doc->pen, &INK_SMALL, ALIGN_LEFT, x + pen_text_width(&doc->pen, &INK_STRONG, title) + 6, y + 1.5, 0,
             note);
}

static const Overview *cover_overview(const Account *account)
{
    for (size_t i = 0; i < account->overview_count; i++) {
        if (account->overviews[i].service < 0) return &account->overviews[i];
    }
    return account->overview_count ? &account->overviews[0] : NULL;
}

static bool draw_cover_map(Doc *doc, Box box)
{
    const Display *d = &doc->display;
    Box map = {box.x, box.y + 18, box.width, box.height - 18};
    const Overview *overview = cover_overview(doc->account);
    if (map_can_draw_towns(doc->account)) {
        draw_panel_title(doc, box.x, box.y, display_pick(d, "各镇街单位面积GEP", "GEP per area by town"), "");
        map_towns(&doc->pen, d, doc->account, map, false);
        return true;
    }
    if (!overview) return false;
    draw_panel_title(doc, box.x, box.y, map_title(d, doc->account, overview), "");
    map_overview(&doc->pen, d, doc->account, overview, map);
    return true;
}

static void draw_panels(Doc *doc, double bottom)
{
    const Display *d = &doc->display;
    double width = doc_width() * 0.5 - 10;
    Box left = {PAGE_LEFT, doc->y, width, bottom - doc->y};
    bool map = draw_cover_map(doc, left);
    Box right = {map ? PAGE_LEFT + width + 20 : PAGE_LEFT, doc->y, map ? width : doc_width(), bottom - doc->y};
    draw_panel_title(doc, right.x, right.y, display_pick(d, "由哪些服务构成", "What it is made of"), d->money_unit);
    double y = right.y + 18;
    if (!map || d->chinese) y += chart_key(doc, right.x, y) + 4;
    double rows = 14, row_height = fmin(19, (bottom - y) / rows);
    chart_services(doc, (Box){right.x, y, right.width, bottom - y}, (size_t)rows, row_height);
}

// ---- the four answers

static void draw_answer(Doc *doc, double x, double y, double width, const char *question, const char *answer)
{
    const Ink ink = {FACE_SANS, 8.5, true, COLOR_PRIMARY, 0};
    double height = pen_text(&doc->pen, &ink, ALIGN_LEFT, x, y, width, question);
    pen_text(&doc->pen, &INK_SMALL, ALIGN_LEFT, x, y + height + 2, width, answer);
}

static void draw_answers(Doc *doc, double y)
{
    const Account *a = doc->account;
    const Display *d = &doc->display;
    double width = doc_width() / 4;
    pen_line(&doc->pen, COLOR_PRIMARY, 1.5, PAGE_LEFT, y, PAGE_RIGHT, y);
    y += 7;
    draw_answer(doc, PAGE_LEFT, y, width - 12, display_pick(d, "用什么数据", "Which data"),
                display_printf(d, "%zu 个输入文件，逐个记录大小与SM3摘要，见“输入资料”",
                               "%zu input files, each with size and SM3 digest: see Inputs", a->input_count));
    draw_answer(doc, PAGE_LEFT + width, y, width - 12, display_pick(d, "用什么方法", "Which method"),
                display_printf(d, "%s；%zu 个参数，逐个注明出处，见“参数”",
                               "%s; %zu parameters, each with its source: see Parameters", a->profile, a->param_count));
    draw_answer(doc, PAGE_LEFT + 2 * width, y, width - 12, display_pick(d, "谁核定", "Approved by"),
                display_pick(d, "尚未核定。本报告为草案，不得对外引用", "Not approved. This is a draft: do not quote"));
    draw_answer(doc, PAGE_LEFT + 3 * width, y, width, display_pick(d, "能不能复算", "Can it be recomputed"),
                display_printf(d, "能：qingshan account verify，结果摘要 %s …",
                               "Yes: qingshan account verify; digest %s …", display_digest(d, a, 4)));
}

void section_cover(Doc *doc)
{
    doc_new_page(doc);
    draw_title(doc);
    draw_figure(doc);
    draw_change(doc);
    draw_sentences(doc);
    draw_ratios(doc);
    draw_panels(doc, 712);
    draw_answers(doc, 728);
    doc->y = PAGE_BOTTOM;
}
