#include "gep/report/page.h"

#include <cairo-pdf.h>

#include "gep/report/colors.h"

const Ink INK_BODY = {FACE_SERIF, 10.5, false, COLOR_INK, 1.12};
const Ink INK_NOTE = {FACE_SANS, 8.5, false, COLOR_INK_2, 1.02};
const Ink INK_SMALL = {FACE_SANS, 7.5, false, COLOR_INK_2, 0};
const Ink INK_LABEL = {FACE_SANS, 9, false, COLOR_INK, 0};
const Ink INK_STRONG = {FACE_SANS, 9, true, COLOR_INK, 0};

double doc_width(void)
{
    return PAGE_RIGHT - PAGE_LEFT;
}

const char *doc_title(Doc *doc)
{
    const char *name = display_district(&doc->display, doc->account);
    if (!doc->display.chinese)
        return arena_printf(doc->arena, "Gross ecosystem product of %s, %d", name, doc->account->year);
    return arena_printf(doc->arena, "%d年度%s生态产品总值（GEP）核算报告", doc->account->year, name);
}

// ---- marks

typedef struct Mark {
    const char *zh, *en;
    unsigned color, ground;
    bool dashed, shown;
} Mark;

enum { MARK_COUNT = 3 };

static void list_marks(const Account *account, bool with_status, Mark out[MARK_COUNT])
{
    out[0] = (Mark){"○ 草案", "○ Draft", COLOR_GREY, COLOR_GREY_SOFT, true, with_status};
    out[1] = (Mark){"演示数据", "Demonstration data", COLOR_VIOLET, COLOR_VIOLET_SOFT, false, account->demo};
    out[2] = (Mark){"部分核算", "Partial account", COLOR_AMBER, COLOR_AMBER_SOFT, false, !account->complete};
}

double doc_marks(Doc *doc, double x, double y, bool with_status)
{
    Mark marks[MARK_COUNT];
    list_marks(doc->account, with_status, marks);
    for (int i = 0; i < MARK_COUNT; i++) {
        const Mark *m = &marks[i];
        const char *text = display_pick(&doc->display, m->zh, m->en);
        if (m->shown) x += pen_tag(&doc->pen, x, y, m->color, m->ground, m->dashed, text) + 5;
    }
    return x;
}

static double marks_width(Doc *doc)
{
    Mark marks[MARK_COUNT];
    double width = 0;
    list_marks(doc->account, false, marks);
    for (int i = 0; i < MARK_COUNT; i++) {
        const char *text = display_pick(&doc->display, marks[i].zh, marks[i].en);
        if (marks[i].shown) width += pen_tag_width(&doc->pen, text) + 5;
    }
    return width;
}

// ---- head and foot

static void draw_demo_strip(Doc *doc)
{
    Box strip = {0, 0, PAGE_WIDTH, 20};
    pen_fill(&doc->pen, COLOR_VIOLET_SOFT, strip);
    pen_stripes(&doc->pen, 0xE4DBF3, 5, 14, strip);
    const Ink ink = {FACE_SANS, 8, true, COLOR_VIOLET, 0};
    pen_text(&doc->pen, &ink, ALIGN_CENTRE, PAGE_WIDTH / 2, 4.5, 0,
             display_pick(&doc->display, "演示数据：数字均为虚构，只用于说明，不代表实际情况",
                          "Demonstration data: every figure is invented and stands for nothing real"));
}

static void draw_head(Doc *doc)
{
    if (doc->account->demo) draw_demo_strip(doc);
    if (doc->page == 1) return;
    double marks = marks_width(doc);
    pen_line_of_text(&doc->pen, &INK_NOTE, ALIGN_LEFT, PAGE_LEFT, 36, doc_width() - marks - 10, doc_title(doc));
    doc_marks(doc, PAGE_RIGHT + 5 - marks, 34, false);
    pen_line(&doc->pen, COLOR_LINE_STRONG, 0.5, PAGE_LEFT, 56, PAGE_RIGHT, 56);
}

static void draw_foot(Doc *doc)
{
    const Display *d = &doc->display;
    double y = 803;
    pen_line(&doc->pen, COLOR_LINE, 0.5, PAGE_LEFT, y - 7, PAGE_RIGHT, y - 7);
    const char *left = display_printf(d, "结果摘要 SM3 %s … · 青山 %s · 草案，未经核定，不得对外引用",
                                      "Result SM3 %s … · Qingshan %s · draft, not approved: do not quote",
                                      display_digest(d, doc->account, 4), doc->account->version);
    pen_text(&doc->pen, &INK_SMALL, ALIGN_LEFT, PAGE_LEFT, y, 0, left);
    const char *right = display_printf(d, "第 %d / %d 页", "page %d / %d", doc->page, doc->page_count);
    pen_text(&doc->pen, &INK_SMALL, ALIGN_RIGHT, PAGE_RIGHT, y, 0, right);
}

void doc_new_page(Doc *doc)
{
    if (doc->page > 0) cairo_show_page(doc->pen.cr);
    doc->page++;
    draw_head(doc);
    draw_foot(doc);
    doc->y = PAGE_TOP;
}

void doc_need(Doc *doc, double height)
{
    if (doc->y + height > PAGE_BOTTOM) doc_new_page(doc);
}

void doc_gap(Doc *doc, double height)
{
    doc->y += height;
}

// ---- text in the flow

static void add_outline(Doc *doc, const char *title)
{
    if (cairo_surface_get_type(doc->surface) != CAIRO_SURFACE_TYPE_PDF) return;
    const char *target = arena_printf(doc->arena, "page=%d pos=[%d %d]", doc->page, (int)PAGE_LEFT, (int)doc->y);
    cairo_pdf_surface_add_outline(doc->surface, CAIRO_PDF_OUTLINE_ROOT, title, target, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static const char *numbered(Doc *doc, const char *title)
{
    static const char *const numerals[SECTION_MAX] = {"一", "二", "三",   "四",   "五",   "六",   "七",   "八",
                                                      "九", "十", "十一", "十二", "十三", "十四", "十五", "十六"};
    size_t number = doc->section_count;
    if (doc->display.chinese) return arena_printf(doc->arena, "%s、%s", numerals[number], title);
    return arena_printf(doc->arena, "%zu  %s", number + 1, title);
}

void doc_section(Doc *doc, const char *zh, const char *en, double need)
{
    if (doc->y > PAGE_TOP + 4) doc_gap(doc, 20);
    doc_need(doc, need + 40);
    const char *title = numbered(doc, display_pick(&doc->display, zh, en));
    if (doc->section_count < SECTION_MAX) doc->sections[doc->section_count++] = (Section){title, doc->page};
    add_outline(doc, title);
    const Ink ink = {FACE_SANS, 15, true, COLOR_HEAD, 0};
    doc->y += pen_text(&doc->pen, &ink, ALIGN_LEFT, PAGE_LEFT, doc->y, doc_width(), title) + 6;
}

void doc_heading(Doc *doc, const char *text)
{
    const Ink ink = {FACE_SANS, 10.5, true, COLOR_INK, 0};
    doc_need(doc, 60);
    doc->y += pen_text(&doc->pen, &ink, ALIGN_LEFT, PAGE_LEFT, doc->y, doc_width(), text) + 4;
}

static void flow(Doc *doc, const Ink *ink, const char *text, double after)
{
    doc_need(doc, pen_text_height(&doc->pen, ink, doc_width(), text));
    doc->y += pen_text(&doc->pen, ink, ALIGN_LEFT, PAGE_LEFT, doc->y, doc_width(), text) + after;
}

void doc_paragraph(Doc *doc, const char *text)
{
    flow(doc, &INK_BODY, text, 5);
}

void doc_note(Doc *doc, const char *text)
{
    flow(doc, &INK_NOTE, text, 5);
}
