#include "gep/explain/sentences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gep/account_sums.h"
#include "gep/display.h"

enum { MOVER_MAX = 2, MOVED_MAX = 4, TRANSITION_MAX = 3, FILE_MAX = 3 };

static int64_t size_of(Fen value)
{
    return value.fen < 0 ? -value.fen : value.fen;
}

// In the unit of the whole text, where that shows it.
const char *sentences_money(const Display *d, Fen value)
{
    if (value.fen != 0 && fabs(money_to_yuan(value)) < 0.01 * d->money_yuan) return display_money_long(d, value);
    return display_printf(d, "%s %s", "%s %s", display_money(d, value), d->money_unit);
}

// Within an English sentence: "NDVI" stays, "Yearly rain" does not.
static const char *lower_first(const Display *d, const char *name)
{
    bool word = name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'a' && name[1] <= 'z';
    if (!word) return name;
    char *lower = arena_text(d->arena, name);
    lower[0] = (char)(lower[0] - 'A' + 'a');
    return lower;
}

// ---- one input that moved ----

static bool is_temperature(const Driver *driver)
{
    return text_equal(driver->unit, "degC");
}

// How far it moved, so that a degree counts as a twentieth. 0: not worth a word.
static double moved_by(const Driver *driver)
{
    double change = driver->mean[1] - driver->mean[0];
    if (!isfinite(change)) return 0;
    double size = is_temperature(driver) ? fabs(change) / 20 : fabs(change) / fabs(driver->mean[0]);
    return isfinite(size) && size >= 0.0005 ? size : 0;
}

static const char *say_driver(const Display *d, const Driver *driver)
{
    double change = driver->mean[1] - driver->mean[0];
    const char *name = d->chinese ? driver->name_zh : lower_first(d, driver->name_en);
    if (is_temperature(driver)) {
        const char *degrees = display_number(d, fabs(change), 1);
        return change > 0 ? display_printf(d, "%s升高 %s ℃", "%s up %s °C", name, degrees)
                          : display_printf(d, "%s降低 %s ℃", "%s down %s °C", name, degrees);
    }
    const char *percent = display_percent(d, fabs(change / driver->mean[0]), 1);
    return change > 0 ? display_printf(d, "%s增加 %s", "%s up %s", name, percent)
                      : display_printf(d, "%s减少 %s", "%s down %s", name, percent);
}

static bool feeds(const Explain *explain, const Driver *driver, int service)
{
    if (service < 0) return true;
    const Plan *plan = explain->pair.side[1].plan;
    for (size_t k = 0; k < plan->service_count; k++) {
        if (text_equal(plan->services[k].service->code, explain->worths.services[service].code))
            return driver->services >> k & 1;
    }
    return false;
}

// The inputs of a cause that moved most, below one service (-1: any), largest first.
static const char *say_drivers(const Explain *explain, const Display *d, Cause cause, int service, size_t most)
{
    StrBuf text = strbuf_open(d->arena);
    bool *said = arena_array(d->arena, explain->drivers.count + 1, sizeof *said);
    for (size_t n = 0; n < most; n++) {
        const Driver *best = NULL;
        for (size_t i = 0; i < explain->drivers.count; i++) {
            const Driver *driver = &explain->drivers.items[i];
            if (said[i] || driver->cause != cause || !feeds(explain, driver, service) || moved_by(driver) == 0)
                continue;
            if (best == NULL || moved_by(driver) > moved_by(best)) best = driver;
        }
        if (best == NULL) break;
        said[best - explain->drivers.items] = true;
        strbuf_printf(&text, "%s%s", text.size > 0 ? display_pick(d, "、", ", ") : "", say_driver(d, best));
    }
    return text.data;
}

// ---- land ----

typedef struct Group1 { // of classes that share their first digit
    char from, to;
    double area_m2;
} Group1;

static int compare_groups(const void *a, const void *b)
{
    const Group1 *x = a, *y = b;
    int order = (x->area_m2 < y->area_m2) - (x->area_m2 > y->area_m2);
    if (order == 0) order = (x->from > y->from) - (x->from < y->from);
    return order != 0 ? order : (x->to > y->to) - (x->to < y->to);
}

static const char *group_name(const Explain *explain, const Display *d, char digit)
{
    const char code[] = {digit, '\0'};
    const EcoClass *class = classes_find(&explain->pair.side[1].plan->classes, code);
    if (class == NULL) return display_pick(d, "未分类土地", "land without a class");
    return d->chinese ? text_replace(d->arena, class->name_zh, "生态系统", "")
                      : lower_first(d, text_replace(d->arena, class->name_en, " ecosystem", ""));
}

static size_t group_transitions(const Explain *explain, Group1 *groups)
{
    size_t count = 0;
    for (size_t i = 0; i < explain->drivers.transition_count; i++) {
        const Transition *t = &explain->drivers.transitions[i];
        size_t at = 0;
        if (t->from[0] == t->to[0]) continue;
        while (at < count && (groups[at].from != t->from[0] || groups[at].to != t->to[0])) at++;
        if (at == count) groups[count++] = (Group1){t->from[0], t->to[0], 0};
        groups[at].area_m2 += t->area_m2;
    }
    if (count > 0) qsort(groups, count, sizeof *groups, compare_groups);
    return count;
}

static const char *say_one_transition(const Display *d, const char *from, const char *to, double area_m2)
{
    return display_printf(d, "%s转为%s %s 公顷", "%s became %s on %s ha", from, to,
                          display_number(d, area_m2 / 1e4, 0));
}

static const char *say_transitions(const Explain *explain, const Display *d, size_t most)
{
    StrBuf text = strbuf_open(d->arena);
    Group1 *groups = arena_array(d->arena, explain->drivers.transition_count + 1, sizeof *groups);
    size_t count = group_transitions(explain, groups);
    for (size_t i = 0; i < count && i < most; i++)
        strbuf_printf(&text, "%s%s", text.size > 0 ? display_pick(d, "、", ", ") : "",
                      say_one_transition(d, group_name(explain, d, groups[i].from),
                                         group_name(explain, d, groups[i].to), groups[i].area_m2));
    if (count > most && most == 1) strbuf_add(&text, display_pick(d, "等", " and other changes"));
    if (count > 0 || explain->drivers.transition_count == 0) return text.data;
    const Transition *t = &explain->drivers.transitions[0]; // within one kind of land
    return say_one_transition(d, display_pick(d, t->from_zh, t->from_en), display_pick(d, t->to_zh, t->to_en),
                              t->area_m2);
}

// ---- statistics, prices, method, corrections ----

static const AccountService *account_side(const Explain *explain, int side, int service)
{
    return account_service(explain->pair.side[side].account, explain->worths.services[service].code);
}

static const char *say_ratio(const Display *d, const char *zh, const char *en, double before, double after)
{
    double change = after / before - 1;
    if (!isfinite(change) || fabs(change) < 0.0005) return "";
    const char *percent = display_percent(d, fabs(change), 1), *name = display_pick(d, zh, en);
    return change > 0 ? display_printf(d, "%s增加 %s", "%s up %s", name, percent)
                      : display_printf(d, "%s减少 %s", "%s down %s", name, percent);
}

static const char *say_quantity(const Explain *explain, const Display *d, int service)
{
    const AccountService *a = account_side(explain, 0, service), *b = account_side(explain, 1, service);
    const char *text = a == NULL || b == NULL ? "" : say_ratio(d, "实物量", "quantity", a->quantity, b->quantity);
    return text[0] == '\0' ? display_pick(d, "统计数据变化", "other statistics") : text;
}

// What prices alone make of the quantities of the first account: -1 is all services.
static double price_index(const Explain *explain, int service)
{
    const Worths *w = &explain->worths;
    size_t price = (size_t)1 << (w->player_count - 1), first = service < 0 ? 0 : (size_t)service,
           end = service < 0 ? w->service_count : first + 1;
    double before = 0, moved = 0;
    for (size_t s = first; s < end; s++) {
        for (size_t t = 0; t < w->town_count; t++) {
            before += (double)worths_at(w, 0, s, t, MEASURE_CURRENT);
            moved += (double)worths_at(w, price, s, t, MEASURE_CURRENT);
        }
    }
    return moved / before;
}

static const char *say_price(const Explain *explain, const Display *d, int service)
{
    double change = price_index(explain, service) - 1;
    if (!isfinite(change) || fabs(change) < 0.0005) return display_pick(d, "价格变化", "other prices");
    const char *percent = display_percent(d, fabs(change), 1);
    return change > 0 ? display_printf(d, "价格上涨 %s", "prices up %s", percent)
                      : display_printf(d, "价格下降 %s", "prices down %s", percent);
}

static const char *say_all_prices(const Explain *explain, const Display *d)
{
    return display_printf(d, "总体%s（按 %d 年实物量计）", "on the whole %s (at quantities of %d)",
                          say_price(explain, d, -1), explain->pair.side[0].account->year);
}

static const char *change_name(const Display *d, const Change *change)
{
    static const struct {
        const char *id, *zh, *en;
    } names[] = {{"profile", "核算规范", "method profile"}, {"variants", "方法变体", "variants"},
                 {"services", "核算的服务", "services"},    {"parameters", "参数", "parameters"},
                 {"boundary", "区域界线", "boundary"},      {"zones", "镇街界线", "towns"},
                 {"crosswalk", "分类对照表", "crosswalk"},  {"land", "土地覆盖图", "land map"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(names[i].id, change->id)) return display_pick(d, names[i].zh, names[i].en);
    }
    return change->id;
}

static const char *say_changes(const Explain *explain, const Display *d, Cause cause)
{
    StrBuf text = strbuf_open(d->arena);
    size_t count = 0;
    for (size_t i = 0; i < explain->pair.change_count; i++) {
        const Change *change = &explain->pair.changes[i];
        if (change->cause != cause || ++count > FILE_MAX) continue;
        strbuf_printf(&text, "%s%s", text.size > 0 ? display_pick(d, "、", ", ") : "", change_name(d, change));
    }
    if (count > FILE_MAX) strbuf_add(&text, display_pick(d, "等", " and others"));
    if (count == 0) return "";
    return cause == CAUSE_CORRECTION ? display_printf(d, "%s更正", "%s corrected", text.data)
                                     : display_printf(d, "%s改变", "%s changed", text.data);
}

// ---- together ----

static const char *say_moved(const Explain *explain, const Display *d, Cause cause, int service, size_t most)
{
    const char *text = "";
    switch (cause) {
    case CAUSE_AREA:
        text = say_transitions(explain, d, service < 0 ? TRANSITION_MAX : 1);
        return text[0] != '\0' ? text : say_changes(explain, d, cause);
    case CAUSE_CONDITION:
    case CAUSE_WEATHER:
        text = say_drivers(explain, d, cause, service, most);
        if (text[0] != '\0' || service < 0) return text;
        return cause == CAUSE_WEATHER ? display_pick(d, "天气的时空分布变化", "when and where it rained")
                                      : say_quantity(explain, d, service);
    case CAUSE_PRICE:
        return service < 0 ? say_all_prices(explain, d) : say_price(explain, d, service);
    case CAUSE_METHOD:
    case CAUSE_CORRECTION:
    case CAUSE_COUNT:
        break;
    }
    return say_changes(explain, d, cause);
}

const char *sentences_moved(const Explain *explain, Cause cause, bool chinese)
{
    Display d = display_open(explain->arena, explain->pair.side[1].account, chinese, ",", "-");
    return say_moved(explain, &d, cause, -1, MOVED_MAX);
}

static const char *say_effect(const Explain *explain, const Display *d, int service, Fen part)
{
    const WorthService *s = &explain->worths.services[service];
    const char *money = sentences_money(d, (Fen){size_of(part)}),
               *name = d->chinese ? s->name_zh : lower_first(d, s->name_en);
    return part.fen > 0 ? display_printf(d, "%s增加 %s", "%s up by %s", name, money)
                        : display_printf(d, "%s减少 %s", "%s down by %s", name, money);
}

static void say(const Explain *explain, Sentence *s)
{
    Display zh = display_open(explain->arena, explain->pair.side[1].account, true, ",", "-"),
            en = display_open(explain->arena, explain->pair.side[1].account, false, ",", "-");
    s->moved_zh = say_moved(explain, &zh, s->cause, s->service, MOVER_MAX);
    s->moved_en = say_moved(explain, &en, s->cause, s->service, MOVER_MAX);
    s->effect_zh = say_effect(explain, &zh, s->service, s->part);
    s->effect_en = say_effect(explain, &en, s->service, s->part);
    s->zh = arena_printf(explain->arena, "%s，使%s", s->moved_zh, s->effect_zh);
    s->en = arena_printf(explain->arena, "%s: %s", s->moved_en, s->effect_en);
}

static int compare_parts(const void *a, const void *b)
{
    const Sentence *x = a, *y = b;
    int64_t p = size_of(x->part), q = size_of(y->part);
    return p != q ? (p < q) - (p > q) : (x->service > y->service) - (x->service < y->service);
}

size_t sentences_order(const Explain *explain, Measure measure, Cause out[CAUSE_COUNT])
{
    size_t count = 0;
    for (int c = 0; c < CAUSE_COUNT; c++) {
        Fen part = explain_part(explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, c);
        if (part.fen == 0) continue;
        size_t at = count++;
        for (; at > 0 &&
               size_of(explain_part(explain, measure, EXPLAIN_ALL, EXPLAIN_ALL, (int)out[at - 1])) < size_of(part);
             at--)
            out[at] = out[at - 1];
        out[at] = (Cause)c;
    }
    return count;
}

static size_t add_cause(const Explain *explain, Cause cause, size_t most, Sentence *out)
{
    size_t count = 0, service_count = explain->worths.service_count;
    Sentence *all = arena_array(explain->arena, service_count + 1, sizeof *all);
    for (size_t s = 0; s < service_count; s++) {
        Fen part = explain_part(explain, MEASURE_CURRENT, (int)s, EXPLAIN_ALL, (int)cause);
        if (part.fen != 0) all[count++] = (Sentence){.cause = cause, .service = (int)s, .part = part};
    }
    if (count > 0) qsort(all, count, sizeof *all, compare_parts);
    count = count < most ? count : most;
    for (size_t i = 0; i < count; i++) {
        out[i] = all[i];
        say(explain, &out[i]);
    }
    return count;
}

const Sentence *sentences_of(const Explain *explain, size_t most, size_t *count)
{
    Cause causes[CAUSE_COUNT];
    size_t cause_count = sentences_order(explain, MEASURE_CURRENT, causes);
    Sentence *out = arena_array(explain->arena, cause_count * most + 1, sizeof *out);
    *count = 0;
    for (size_t i = 0; i < cause_count; i++) *count += add_cause(explain, causes[i], most, out + *count);
    return out;
}
