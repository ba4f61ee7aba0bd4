// page.h - the report as pages: head, foot, headings, paragraphs, and a cursor that runs down the page.
//
// A report is drawn twice: first to count pages and learn where sections begin, then for good. On every page: district,
// year, page x / y, digest, and the marks 演示数据 and 部分核算 where they hold.
#ifndef QINGSHAN_GEP_REPORT_PAGE_H
#define QINGSHAN_GEP_REPORT_PAGE_H

#include "gep/account.h"
#include "gep/display.h"
#include "gep/report/pen.h"

enum { SECTION_MAX = 16 };

typedef struct Section {
    const char *title;
    int page;
} Section;

typedef struct Doc {
    Pen pen;
    Display display;
    const Account *account;
    Arena *arena;
    cairo_surface_t *surface;
    int page, page_count; // page_count 0 while counting
    double y;             // where the next thing goes
    size_t section_count;
    Section sections[SECTION_MAX]; // titles and pages as found so far
    size_t known_count;            // of the first pass
    Section known[SECTION_MAX];
} Doc;

static const double PAGE_WIDTH = 595.276, PAGE_HEIGHT = 841.89; // A4
static const double PAGE_LEFT = 62, PAGE_RIGHT = 545, PAGE_TOP = 72, PAGE_BOTTOM = 780;

double doc_width(void);
void doc_new_page(Doc *doc);                                             // ends the page before, draws head and foot
void doc_need(Doc *doc, double height);                                  // a new page when less is left
void doc_section(Doc *doc, const char *zh, const char *en, double need); // numbered; starts where it fits
void doc_heading(Doc *doc, const char *text);
void doc_paragraph(Doc *doc, const char *text);
void doc_note(Doc *doc, const char *text);
void doc_gap(Doc *doc, double height);
const char *doc_title(Doc *doc); // "2023年度开州区生态产品总值（GEP）核算报告"
// 演示数据, 部分核算 ... from x rightwards; returns where they end.
double doc_marks(Doc *doc, double x, double y, bool with_status);

extern const Ink INK_BODY, INK_NOTE, INK_SMALL, INK_LABEL, INK_STRONG;

#endif
