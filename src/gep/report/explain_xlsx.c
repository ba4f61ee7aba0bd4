// explain_xlsx.c - explain.xlsx: causes in words, services and towns by cause, what moved.
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "gep/explain/explain_print.h"
#include "gep/explain/sentences.h"
#include "gep/report/book.h"
#include "gep/report/report_explain.h"

enum { SENTENCES_A_CAUSE = 5 };

typedef struct Pages {
    Book *book;
    const Explain *explain;
    size_t cause_count; // those that may have moved
    Cause causes[CAUSE_COUNT];
} Pages;

static const char *pick(const Pages *p, const char *zh, const char *en)
{
    return display_pick(&p->book->display, zh, en);
}

static const char *cause_name(const Pages *p, Cause cause)
{
    return pick(p, cause_name_zh(cause), cause_name_en(cause));
}

static void note_unit(const Pages *p, Sheet *s)
{
    const Display *d = &p->book->display;
    sheet_note(
        s, display_printf(d, "计量单位：%s；%d 年与 %d 年各按当年价和实际气候。各原因之和等于变化，按分取整，无余数。",
                          "Unit: %s; %d and %d at the prices and in the climate of each. The causes sum to the "
                          "change, rounded to the fen without a rest.",
                          p->book->money_unit, p->explain->pair.side[0].account->year,
                          p->explain->pair.side[1].account->year));
}

// ---- 原因 ----

static void measure_row(const Pages *p, Sheet *s, Measure measure, const char *name, Shade shade)
{
    int column = 1;
    if (!explain_has(p->explain, measure)) return;
    sheet_text(s, 0, STYLE_TEXT, shade, name);
    sheet_money(s, column++, shade, explain_worth(p->explain, measure, 0, EXPLAIN_ALL, EXPLAIN_ALL));
    for (size_t i = 0; i < p->cause_count; i++)
        sheet_money(s, column++, shade, explain_part(p->explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, (int)p->causes[i]));
    sheet_sum_columns(s, column, STYLE_MONEY, shade, 1, column - 1,
                      book_money(p->book, explain_worth(p->explain, measure, 1, EXPLAIN_ALL, EXPLAIN_ALL)));
    sheet_next(s);
}

static void write_sentences(const Pages *p, Sheet *s)
{
    size_t count;
    const Sentence *sentences = sentences_of(p->explain, SENTENCES_A_CAUSE, &count);
    sheet_next(s);
    for (size_t i = 0; i < count; i++)
        sheet_note(s, display_printf(&p->book->display, "%s：%s。", "%s: %s.", cause_name(p, sentences[i].cause),
                                     pick(p, sentences[i].zh, sentences[i].en)));
}

static void write_audit(const Pages *p, Sheet *s)
{
    const Display *d = &p->book->display;
    Measure measure = explain_audit_measure(p->explain);
    Fen area = explain_part(p->explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, CAUSE_AREA),
        condition = explain_part(p->explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, CAUSE_CONDITION);
    sheet_next(s);
    sheet_note(s, display_printf(d, "考核审计：%s（面积 %s，状况 %s）。%s。", "Audit: %s (area %s, condition %s): %s.",
                                 sentences_money(d, explain_audit(p->explain, EXPLAIN_ALL, EXPLAIN_ALL)),
                                 sentences_money(d, area), sentences_money(d, condition),
                                 explain_audit_definition(p->explain, d->chinese)));
}

static void sheet_causes(const Pages *p)
{
    Sheet s = sheet_open(p->book, "原因", "Causes");
    const char *heads[CAUSE_COUNT + 4] = {pick(p, "口径", "Measure"), pick(p, "变化前", "Before")};
    size_t column = 2;
    for (size_t i = 0; i < p->cause_count; i++) heads[column++] = cause_name(p, p->causes[i]);
    heads[column] = pick(p, "变化后", "After");
    sheet_note(&s, display_printf(&p->book->display, "计量单位：%s。变化前加各原因等于变化后，按分取整，无余数。",
                                  "Unit: %s. Before plus the causes is after, rounded to the fen without a rest.",
                                  p->book->money_unit));
    sheet_heads(&s, heads, 1);
    measure_row(p, &s, MEASURE_CURRENT, pick(p, "当年价、实际气候", "Current prices, actual climate"), SHADE_TOTAL);
    measure_row(p, &s, MEASURE_CONSTANT, pick(p, "不变价、实际气候", "Constant prices, actual climate"), SHADE_NONE);
    measure_row(p, &s, MEASURE_NORMAL_CURRENT, pick(p, "当年价、平均气候", "Current prices, mean climate"), SHADE_NONE);
    measure_row(p, &s, MEASURE_NORMAL_CONSTANT, pick(p, "不变价、平均气候", "Constant prices, mean climate"),
                SHADE_NONE);
    write_audit(p, &s);
    write_sentences(p, &s);
    sheet_close(&s);
}

// ---- tables by cause ----

static void cause_heads(const Pages *p, Sheet *s, const char *first, const char *second)
{
    const char *heads[CAUSE_COUNT + 4] = {first, second};
    size_t column = 2;
    for (size_t i = 0; i < p->cause_count; i++) heads[column++] = cause_name(p, p->causes[i]);
    heads[column] = pick(p, "变化", "Change");
    note_unit(p, s);
    sheet_heads(s, heads, 2);
}

static void cause_row(const Pages *p, Sheet *s, Shade shade, const char *first, const char *second, int service,
                      int town)
{
    int column = 2;
    sheet_text(s, 0, STYLE_TEXT, shade, first);
    sheet_text(s, 1, STYLE_TEXT, shade, second);
    for (size_t i = 0; i < p->cause_count; i++)
        sheet_money(s, column++, shade, explain_part(p->explain, MEASURE_CURRENT, service, town, (int)p->causes[i]));
    Fen change = explain_part(p->explain, MEASURE_CURRENT, service, town, EXPLAIN_ALL);
    sheet_sum_columns(s, column, STYLE_MONEY, shade, 2, column - 1, book_money(p->book, change));
    sheet_next(s);
}

static void total_row(const Pages *p, Sheet *s, lxw_row_t from)
{
    int column = 2;
    lxw_row_t to = s->row - 1;
    sheet_text(s, 0, STYLE_TEXT, SHADE_TOTAL, "GEP");
    sheet_text(s, 1, STYLE_TEXT, SHADE_TOTAL, pick(p, "合计", "Total"));
    for (size_t i = 0; i <= p->cause_count; i++) {
        int cause = i < p->cause_count ? (int)p->causes[i] : EXPLAIN_ALL;
        Fen sum = explain_part(p->explain, MEASURE_CURRENT, EXPLAIN_ALL, EXPLAIN_ALL, cause);
        sheet_sum_rows(s, column++, STYLE_MONEY, SHADE_TOTAL, from, to, book_money(p->book, sum));
    }
    sheet_next(s);
}

static const char *service_name(const Pages *p, size_t service)
{
    const WorthService *s = &p->explain->worths.services[service];
    return pick(p, s->name_zh, s->name_en);
}

static const char *town_name(const Pages *p, size_t town)
{
    const Worths *w = &p->explain->worths;
    return town + 1 == w->town_count ? pick(p, "未分到镇", "in no town") : w->town_names[town];
}

static void sheet_services(const Pages *p)
{
    const Worths *w = &p->explain->worths;
    Sheet s = sheet_open(p->book, "服务", "Services");
    cause_heads(p, &s, pick(p, "代码", "Code"), pick(p, "服务", "Service"));
    lxw_row_t from = s.row;
    for (size_t k = 0; k < w->service_count; k++)
        cause_row(p, &s, SHADE_NONE, w->services[k].code, service_name(p, k), (int)k, EXPLAIN_ALL);
    total_row(p, &s, from);
    sheet_close(&s);
}

static void sheet_towns_by_cause(const Pages *p)
{
    const Worths *w = &p->explain->worths;
    Sheet s = sheet_open(p->book, "镇街", "Towns");
    cause_heads(p, &s, pick(p, "代码", "Code"), pick(p, "镇街", "Town"));
    lxw_row_t from = s.row;
    for (size_t t = 0; t < w->town_count; t++)
        cause_row(p, &s, t + 1 == w->town_count ? SHADE_MUTED : SHADE_NONE, w->town_codes[t], town_name(p, t),
                  EXPLAIN_ALL, (int)t);
    total_row(p, &s, from);
    sheet_close(&s);
}

static void sheet_cells(const Pages *p)
{
    const Worths *w = &p->explain->worths;
    Sheet s = sheet_open(p->book, "镇街服务", "Towns and services");
    cause_heads(p, &s, pick(p, "镇街", "Town"), pick(p, "服务", "Service"));
    for (size_t t = 0; t < w->town_count; t++) {
        for (size_t k = 0; k < w->service_count; k++)
            cause_row(p, &s, SHADE_NONE, town_name(p, t), service_name(p, k), (int)k, (int)t);
    }
    sheet_close(&s);
}

// ---- what moved ----

static void sheet_moved(const Pages *p)
{
    Sheet s = sheet_open(p->book, "输入", "Inputs");
    const Display *d = &p->book->display;
    const char *heads[] = {pick(p, "原因", "Cause"),
                           pick(p, "输入", "Input"),
                           display_printf(d, "变化前\n%d", "Before\n%d", p->explain->pair.side[0].account->year),
                           display_printf(d, "变化后\n%d", "After\n%d", p->explain->pair.side[1].account->year),
                           pick(p, "单位", "Unit"),
                           NULL};
    sheet_note(&s, pick(p, "全区面积加权平均；其后为有变化的文件。",
                        "Means over the district, weighted by area; then files that differ."));
    sheet_heads(&s, heads, 2);
    for (size_t i = 0; i < p->explain->drivers.count; i++) {
        const Driver *driver = &p->explain->drivers.items[i];
        sheet_text(&s, 0, STYLE_TEXT, SHADE_NONE, cause_name(p, driver->cause));
        sheet_text(&s, 1, STYLE_TEXT, SHADE_NONE, pick(p, driver->name_zh, driver->name_en));
        sheet_number(&s, 2, STYLE_NUMBER, SHADE_NONE, driver->mean[0]);
        sheet_number(&s, 3, STYLE_NUMBER, SHADE_NONE, driver->mean[1]);
        sheet_text(&s, 4, STYLE_TEXT, SHADE_NONE, display_unit(d, driver->unit));
        sheet_next(&s);
    }
    for (size_t i = 0; i < p->explain->pair.change_count; i++) {
        const Change *change = &p->explain->pair.changes[i];
        sheet_text(&s, 0, STYLE_TEXT, SHADE_NONE, cause_name(p, change->cause));
        sheet_text(&s, 1, STYLE_TEXT, SHADE_NONE, change->id);
        sheet_text(&s, 2, STYLE_TEXT, SHADE_NONE, change->file[0]);
        sheet_text(&s, 3, STYLE_TEXT, SHADE_NONE, change->file[1]);
        sheet_next(&s);
    }
    sheet_close(&s);
}

static void sheet_transitions(const Pages *p)
{
    Sheet s = sheet_open(p->book, "地类转移", "Land transitions");
    const char *heads[] = {pick(p, "从（代码）", "From (code)"), pick(p, "从", "From"),
                           pick(p, "到（代码）", "To (code)"),   pick(p, "到", "To"),
                           pick(p, "面积（公顷）", "Area (ha)"), NULL};
    sheet_heads(&s, heads, 0);
    for (size_t i = 0; i < p->explain->drivers.transition_count; i++) {
        const Transition *t = &p->explain->drivers.transitions[i];
        sheet_text(&s, 0, STYLE_TEXT, SHADE_NONE, t->from);
        sheet_text(&s, 1, STYLE_TEXT, SHADE_NONE, pick(p, t->from_zh, t->from_en));
        sheet_text(&s, 2, STYLE_TEXT, SHADE_NONE, t->to);
        sheet_text(&s, 3, STYLE_TEXT, SHADE_NONE, pick(p, t->to_zh, t->to_en));
        sheet_number(&s, 4, STYLE_MONEY, SHADE_NONE, t->area_m2 / 1e4);
        sheet_next(&s);
    }
    sheet_close(&s);
}

bool report_explain_xlsx(const Explain *explain, bool chinese, const char *path, Err *err)
{
    FILE *file = fopen(path, "wb"); // libxlsxwriter finds out late
    if (file == NULL) return err_set(err, ERR_IO, _("%s: cannot write the workbook: %s"), path, strerror(errno));
    fclose(file);
    Arena *arena = arena_open();
    Book book;
    book_open(&book, path, explain->pair.side[1].account, chinese, arena);
    Pages pages = {.book = &book, .explain = explain};
    pages.cause_count = explain_causes(explain, pages.causes);
    sheet_causes(&pages);
    sheet_services(&pages);
    if (explain->worths.town_count > 1) sheet_towns_by_cause(&pages);
    if (explain->worths.town_count > 1) sheet_cells(&pages);
    sheet_moved(&pages);
    if (explain->drivers.transition_count > 0) sheet_transitions(&pages);
    bool ok = book_close(&book, path, err);
    arena_close(arena);
    return ok;
}
