// explain_print.c - the causes of a change on a terminal: 100 columns, Han characters counted as two.
#include "gep/explain/explain_print.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/display.h"
#include "gep/explain/sentences.h"

enum { WIDTH = 100, NAME_WIDTH = 26, CELL_WIDTH = 11, BAR_WIDTH = 56, CLAUSES = 3 };

typedef struct Print {
    const Explain *explain;
    Display d;
    StrBuf out;
    size_t cause_count; // those that moved, in the order people read them
    Cause causes[CAUSE_COUNT];
} Print;

// ---- lines ----

static void add_spaces(Print *p, int count)
{
    for (int i = 0; i < count; i++) strbuf_add_char(&p->out, ' ');
}

// Cut at a whole character so that it fits, with an ellipsis and a space behind.
static const char *fitted(Print *p, const char *text, int width)
{
    if (display_width(text) <= width) return text;
    char *cut = arena_text(p->explain->arena, text);
    size_t size = strlen(cut);
    while (size > 0 && display_width(cut) > width - 2) {
        do size--;
        while (size > 0 && ((unsigned char)cut[size] & 0xC0) == 0x80);
        cut[size] = '\0';
    }
    return arena_printf(p->explain->arena, "%s…", cut);
}

static void add_cell(Print *p, const char *text, int width, bool right)
{
    text = fitted(p, text, width);
    int rest = width - display_width(text);
    if (right) add_spaces(p, rest);
    strbuf_add(&p->out, text);
    if (!right) add_spaces(p, rest);
}

static void end_line(Print *p)
{
    while (p->out.size > 0 && p->out.data[p->out.size - 1] == ' ') p->out.data[--p->out.size] = '\0';
    strbuf_add_char(&p->out, '\n');
}

static void add_rule(Print *p, const char *mark)
{
    for (int i = 0; i < WIDTH; i++) strbuf_add(&p->out, mark);
    end_line(p);
}

// How many bytes at the head fit: to the last space, or between any two Han characters, but no stop begins a line.
static size_t line_size(const char *text, int width)
{
    size_t at = 0, good = 0;
    int used = 0;
    while (text[at] != '\0') {
        size_t size = 1;
        while (((unsigned char)text[at + size] & 0xC0) == 0x80) size++;
        char one[8];
        snprintf(one, sizeof one, "%.*s", (int)(size < 7 ? size : 7), text + at);
        used += display_width(one);
        if (used > width) return good > 0 ? good : at;
        at += size;
        bool stop = text_starts(text + at, "，") || text_starts(text + at, "；") || text_starts(text + at, "。") ||
                    text_starts(text + at, "、") || text_starts(text + at, "）");
        if (text[at - 1] == ' ' || (size > 1 && !stop)) good = at;
    }
    return at;
}

static void add_wrapped(Print *p, int indent, const char *text)
{
    for (int used = indent; *text != '\0'; used = 0) {
        size_t size = line_size(text, WIDTH - indent);
        if (used == 0) add_spaces(p, indent);
        strbuf_add_size(&p->out, text, size);
        end_line(p);
        text += size;
        while (*text == ' ') text++;
    }
}

static void add_paragraph(Print *p, const char *name, const char *text)
{
    enum { INDENT = 10 };
    add_cell(p, name, INDENT, false);
    add_wrapped(p, INDENT, text);
}

static const char *cause_name(const Print *p, Cause cause)
{
    return display_pick(&p->d, cause_name_zh(cause), cause_name_en(cause));
}

// ---- money with its sign ----

static const char *signed_money(Print *p, Fen value)
{
    if (value.fen == 0) return "0";
    const char *text = display_money(&p->d, value);
    if (strpbrk(text, "123456789") == NULL) return display_number(&p->d, 0, 2); // too small for a sign
    return value.fen > 0 ? arena_printf(p->explain->arena, "+%s", text) : text;
}

static const char *signed_long(Print *p, Fen value)
{
    const char *text = sentences_money(&p->d, value);
    return value.fen > 0 ? arena_printf(p->explain->arena, "+%s", text) : text;
}

// ---- head ----

static const Account *after(const Print *p)
{
    return p->explain->pair.side[1].account;
}

static const Account *before(const Print *p)
{
    return p->explain->pair.side[0].account;
}

static void add_head(Print *p)
{
    const Account *a = before(p), *b = after(p);
    const char *marks = display_printf(
        &p->d, "草案%s%s", "draft%s%s", b->demo ? display_pick(&p->d, " · 演示数据", " · DEMONSTRATION DATA") : "",
        a->complete && b->complete ? "" : display_pick(&p->d, " · 部分核算", " · PARTIAL ACCOUNT"));
    const char *title =
        display_printf(&p->d, "%s生态产品总值（GEP）变化的原因，%d 年至 %d 年", "Why the GEP of %s changed, %d to %d",
                       display_district(&p->d, b), a->year, b->year);
    add_cell(p, title, WIDTH - display_width(marks) - 1, false);
    strbuf_printf(&p->out, " %s", marks);
    end_line(p);
    add_rule(p, "═");
}

static void add_total(Print *p, Measure measure, const char *zh, const char *en)
{
    if (!explain_has(p->explain, measure)) return;
    Fen from = explain_worth(p->explain, measure, 0, EXPLAIN_ALL, EXPLAIN_ALL),
        to = explain_worth(p->explain, measure, 1, EXPLAIN_ALL, EXPLAIN_ALL), change = money_sub(to, from);
    add_cell(p, display_pick(&p->d, zh, en), 40, false);
    strbuf_printf(&p->out, "%s → %s", display_money(&p->d, from), sentences_money(&p->d, to));
    end_line(p);
    p->out.data[--p->out.size] = '\0'; // on the same line
    strbuf_printf(&p->out, display_pick(&p->d, "，%s（%s）\n", ", %s (%s)\n"), signed_long(p, change),
                  display_change(&p->d, money_to_yuan(change) / money_to_yuan(from)));
}

static void add_totals(Print *p)
{
    add_total(p, MEASURE_CURRENT, "当年价、实际气候", "current prices, actual climate");
    add_total(p, MEASURE_CONSTANT, "不变价、实际气候", "constant prices, actual climate");
    add_total(p, MEASURE_NORMAL_CONSTANT, "不变价、平均气候", "constant prices, mean climate");
    strbuf_add_char(&p->out, '\n');
}

// ---- waterfall ----

typedef struct Scale {
    double low, high; // yuan at the ends of the bars
} Scale;

static int column_of(const Scale *scale, double yuan)
{
    double share = scale->high > scale->low ? (yuan - scale->low) / (scale->high - scale->low) : 0;
    return (int)floor(share * BAR_WIDTH + 0.5);
}

static void add_bar(Print *p, const Scale *scale, double from, double to, const char *mark)
{
    int left = column_of(scale, from < to ? from : to), right = column_of(scale, from < to ? to : from);
    if (right == left) right = left + (left < BAR_WIDTH);
    if (right == left) left--;
    for (int i = 0; i < BAR_WIDTH; i++) strbuf_add(&p->out, i >= left && i < right ? mark : " ");
}

static Scale scale_of(const Print *p, double from)
{
    Scale scale = {from, from};
    double at = from;
    for (size_t i = 0; i < p->cause_count; i++) {
        at += money_to_yuan(explain_part(p->explain, MEASURE_CURRENT, EXPLAIN_ALL, EXPLAIN_ALL, (int)p->causes[i]));
        scale.low = at < scale.low ? at : scale.low;
        scale.high = at > scale.high ? at : scale.high;
    }
    double room = (scale.high - scale.low) / 8; // so that the first and last bar show
    scale.low -= room;
    scale.high += room / 8;
    return scale;
}

static void add_step(Print *p, const Scale *scale, const char *name, const char *money, double from, double to,
                     const char *mark)
{
    add_cell(p, name, 16, false);
    add_cell(p, money, 24, true);
    strbuf_add(&p->out, "  ");
    add_bar(p, scale, from, to, mark);
    end_line(p);
}

static void add_waterfall(Print *p)
{
    double at = money_to_yuan(explain_worth(p->explain, MEASURE_CURRENT, 0, EXPLAIN_ALL, EXPLAIN_ALL));
    Scale scale = scale_of(p, at);
    Arena *arena = p->explain->arena;
    add_step(p, &scale, arena_printf(arena, "GEP %d", before(p)->year),
             sentences_money(&p->d, explain_worth(p->explain, MEASURE_CURRENT, 0, EXPLAIN_ALL, EXPLAIN_ALL)), scale.low,
             at, "█");
    for (size_t i = 0; i < p->cause_count; i++) {
        Fen part = explain_part(p->explain, MEASURE_CURRENT, EXPLAIN_ALL, EXPLAIN_ALL, (int)p->causes[i]);
        double next = at + money_to_yuan(part);
        if (part.fen != 0)
            add_step(p, &scale, cause_name(p, p->causes[i]), signed_long(p, part), at, next, part.fen > 0 ? "▓" : "░");
        at = next;
    }
    add_step(p, &scale, arena_printf(arena, "GEP %d", after(p)->year),
             sentences_money(&p->d, explain_worth(p->explain, MEASURE_CURRENT, 1, EXPLAIN_ALL, EXPLAIN_ALL)), scale.low,
             at, "█");
    add_cell(p, display_pick(&p->d, "横轴不从 0 起", "the axis does not begin at 0"), WIDTH, true);
    end_line(p);
    strbuf_add_char(&p->out, '\n');
}

// ---- words ----

// Sentences of one cause; what the same thing moved stands together.
static void add_clauses(Print *p, Cause cause, const Sentence *sentences, size_t count, StrBuf *text)
{
    const char *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const Sentence *s = &sentences[i];
        if (s->cause != cause) continue;
        const char *moved = display_pick(&p->d, s->moved_zh, s->moved_en),
                   *effect = display_pick(&p->d, s->effect_zh, s->effect_en);
        if (text_equal(moved, last)) {
            strbuf_printf(text, "%s%s", display_pick(&p->d, "、", ", "), effect);
        } else {
            strbuf_add(text, last == NULL ? "" : display_pick(&p->d, "；", "; "));
            strbuf_add(text, display_printf(&p->d, "%s，使%s", "%s: %s", moved, effect));
        }
        last = moved;
    }
    if (last != NULL) strbuf_add(text, display_pick(&p->d, "。", "."));
}

static void add_causes(Print *p)
{
    Cause order[CAUSE_COUNT];
    size_t count = sentences_order(p->explain, MEASURE_CURRENT, order), sentence_count;
    const Sentence *sentences = sentences_of(p->explain, CLAUSES, &sentence_count);
    for (size_t i = 0; i < count; i++) {
        StrBuf text = strbuf_open(p->explain->arena);
        Fen part = explain_part(p->explain, MEASURE_CURRENT, EXPLAIN_ALL, EXPLAIN_ALL, (int)order[i]);
        const char *moved = sentences_moved(p->explain, order[i], p->d.chinese);
        strbuf_printf(&text, "%s%s%s", signed_long(p, part), display_pick(&p->d, "。", ": "), moved);
        if (moved[0] != '\0') strbuf_add(&text, display_pick(&p->d, "。", "; "));
        add_clauses(p, order[i], sentences, sentence_count, &text);
        add_paragraph(p, cause_name(p, order[i]), text.data);
    }
    strbuf_add_char(&p->out, '\n');
}

// ---- tables ----

static void add_table_head(Print *p, const char *first)
{
    add_cell(p, display_printf(&p->d, "%s（%s）", "%s, %s", first, p->d.money_unit), NAME_WIDTH, false);
    for (size_t i = 0; i < p->cause_count; i++) add_cell(p, cause_name(p, p->causes[i]), CELL_WIDTH, true);
    add_cell(p, display_pick(&p->d, "变化", "change"), CELL_WIDTH, true);
    end_line(p);
    add_rule(p, "─");
}

static void add_measure_row(Print *p, Measure measure, const char *name, int service, int town)
{
    add_cell(p, name, NAME_WIDTH, false);
    for (size_t i = 0; i < p->cause_count; i++)
        add_cell(p, signed_money(p, explain_part(p->explain, measure, service, town, (int)p->causes[i])), CELL_WIDTH,
                 true);
    add_cell(p, signed_money(p, explain_part(p->explain, measure, service, town, EXPLAIN_ALL)), CELL_WIDTH, true);
    end_line(p);
}

static void add_table_row(Print *p, const char *name, int service, int town)
{
    add_measure_row(p, MEASURE_CURRENT, name, service, town);
}

static bool row_is_empty(const Print *p, int service, int town)
{
    for (size_t i = 0; i < p->cause_count; i++) {
        if (explain_part(p->explain, MEASURE_CURRENT, service, town, (int)p->causes[i]).fen != 0) return false;
    }
    return true;
}

static void add_services(Print *p)
{
    const Worths *w = &p->explain->worths;
    add_table_head(p, display_pick(&p->d, "服务", "service"));
    for (int group = GROUP_MATERIAL; group <= GROUP_CULTURAL; group++) {
        for (size_t s = 0; s < w->service_count; s++) {
            if ((int)w->services[s].group != group || row_is_empty(p, (int)s, EXPLAIN_ALL)) continue;
            const char *name = display_pick(&p->d, w->services[s].name_zh, w->services[s].name_en);
            add_table_row(p, arena_printf(p->explain->arena, "%s %s", w->services[s].code, name), (int)s, EXPLAIN_ALL);
        }
    }
    add_rule(p, "─");
    add_table_row(p, "GEP", EXPLAIN_ALL, EXPLAIN_ALL);
    add_measure_row(p, MEASURE_CONSTANT, display_pick(&p->d, "  不变价", "  constant prices"), EXPLAIN_ALL,
                    EXPLAIN_ALL);
    if (p->explain->pair.has_normal)
        add_measure_row(p, MEASURE_NORMAL_CONSTANT, display_pick(&p->d, "  不变价、平均气候", "  and mean climate"),
                        EXPLAIN_ALL, EXPLAIN_ALL);
    strbuf_add_char(&p->out, '\n');
}

static void add_towns(Print *p)
{
    const Worths *w = &p->explain->worths;
    if (w->town_count < 2) return;
    add_table_head(p, display_pick(&p->d, "镇街", "town"));
    for (size_t t = 0; t < w->town_count; t++) {
        bool rest = t + 1 == w->town_count;
        if (row_is_empty(p, EXPLAIN_ALL, (int)t)) continue;
        add_table_row(p, rest ? display_pick(&p->d, "未分到镇", "in no town") : w->town_names[t], EXPLAIN_ALL, (int)t);
    }
    add_rule(p, "─");
    add_table_row(p, "GEP", EXPLAIN_ALL, EXPLAIN_ALL);
    strbuf_add_char(&p->out, '\n');
}

// ---- audit ----

const char *explain_audit_definition(const Explain *explain, bool chinese)
{
    Display d = display_open(explain->arena, explain->pair.side[1].account, chinese, ",", "-");
    const Account *account = explain->pair.side[1].account;
    bool normal = explain->pair.has_normal;
    const char *climate = normal ? display_printf(&d, "平均气候（%s）", "mean climate (%s)", account->normal)
                                 : display_pick(&d, "实际气候（两次核算未都给出平均气候）",
                                                "actual climate (not both accounts carry a mean one)");
    return display_printf(&d, "面积与状况两项原因之和，按 %d 年不变价、%s计；不含天气、价格、方法和数据更正",
                          "the causes area and condition together, at constant prices of %d and %s; without weather, "
                          "prices, method and data corrections",
                          account->constant_price_year, climate);
}

static void add_audit(Print *p)
{
    Measure measure = explain_audit_measure(p->explain);
    Fen area = explain_part(p->explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, CAUSE_AREA),
        condition = explain_part(p->explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, CAUSE_CONDITION),
        sum = explain_audit(p->explain, EXPLAIN_ALL, EXPLAIN_ALL);
    double from = money_to_yuan(explain_worth(p->explain, measure, 0, EXPLAIN_ALL, EXPLAIN_ALL));
    add_paragraph(p, display_pick(&p->d, "考核审计", "audit"),
                  display_printf(&p->d, "%s（%s）：面积 %s，状况 %s。定义：%s。",
                                 "%s (%s): area %s, condition %s. Definition: %s.", signed_long(p, sum),
                                 display_change(&p->d, money_to_yuan(sum) / from), signed_long(p, area),
                                 signed_long(p, condition), explain_audit_definition(p->explain, p->d.chinese)));
}

static void add_foot(Print *p)
{
    const Findings *notes = &p->explain->pair.notes;
    add_paragraph(
        p, display_pick(&p->d, "口径", "causes"),
        display_pick(&p->d,
                     "面积：土地覆盖；状况：植被、土壤等其他各图和表中的产量、人次、排放；天气：降水、气温、蒸散和"
                     "站点序列；价格：单价、价格指数和价格年；方法：规范、变体和其他参数；数据更正：不分年的文件换成"
                     "另一个。",
                     "area: land cover; condition: all other maps, and harvests, visitors and emissions in "
                     "tables; weather: rain, temperature, evapotranspiration, station series; price: prices, "
                     "price index, price year; method: profile, variants, other parameters; data correction: "
                     "a file of no year that is another one now."));
    add_paragraph(
        p, display_pick(&p->d, "拆分", "split"),
        display_printf(&p->d, "Shapley 值：各原因先后次序的全部排列取平均；各部分之和精确到分等于变化（%zu 次核算）。",
                       "Shapley values: the mean over every order in which the causes may have moved; the parts "
                       "sum to the change to the fen (%zu accounts computed).",
                       p->explain->worths.pass_count));
    for (size_t i = 0; i < notes->count; i++)
        add_paragraph(p, display_pick(&p->d, "注意", "note"),
                      display_printf(&p->d, "%s：%s", "%s: %s", notes->items[i].where,
                                     display_pick(&p->d, notes->items[i].text_zh, notes->items[i].text_en)));
}

static bool has_parts(const Print *p)
{
    const Worths *w = &p->explain->worths;
    for (size_t s = 0; s < w->service_count; s++) {
        for (size_t t = 0; t < w->town_count; t++) {
            if (!row_is_empty(p, (int)s, (int)t)) return true;
        }
    }
    return false;
}

const char *explain_print(const Explain *explain)
{
    Print p = {.explain = explain,
               .d = display_open(explain->arena, explain->pair.side[1].account, message_is_chinese(), ",", "-"),
               .out = strbuf_open(explain->arena)};
    p.cause_count = explain_causes(explain, p.causes);
    add_head(&p);
    add_totals(&p);
    if (has_parts(&p)) {
        add_waterfall(&p);
        add_causes(&p);
        add_services(&p);
        add_towns(&p);
        add_audit(&p);
    } else {
        add_paragraph(
            &p, display_pick(&p.d, "原因", "causes"),
            display_pick(&p.d, "没有任何服务、任何镇街的价值变化。", "no service and no town has changed its value."));
    }
    add_foot(&p);
    return p.out.data;
}
