// explain_json.c - explain.json: keys sorted, money in yuan with two decimals, parts that sum to the change.
#include <math.h>

#include "base/json.h"
#include "gep/explain/explain_print.h"
#include "gep/explain/sentences.h"

enum { SENTENCES_A_CAUSE = 5 };

typedef struct Writer {
    JsonOut *out;
    const Explain *explain;
} Writer;

static void put_text(const Writer *w, const char *key, const char *text)
{
    json_key(w->out, key);
    json_text(w->out, text);
}

static void put_money(const Writer *w, const char *key, Fen value)
{
    json_key(w->out, key);
    json_money(w->out, value);
}

static void put_number(const Writer *w, const char *key, double value)
{
    json_key(w->out, key);
    json_number(w->out, value);
}

// Causes by their keys, which the enum has not in this order.
static const Cause by_key[CAUSE_COUNT] = {CAUSE_AREA,   CAUSE_CONDITION, CAUSE_CORRECTION,
                                          CAUSE_METHOD, CAUSE_PRICE,     CAUSE_WEATHER};

static void put_split(const Writer *w, Measure measure, int service, int town)
{
    put_money(w, "after_yuan", explain_worth(w->explain, measure, 1, service, town));
    put_money(w, "before_yuan", explain_worth(w->explain, measure, 0, service, town));
    put_money(w, "change_yuan", explain_part(w->explain, measure, service, town, EXPLAIN_ALL));
}

static void put_parts(const Writer *w, Measure measure, int service, int town)
{
    json_key(w->out, "parts_yuan");
    json_begin_object(w->out);
    for (int i = 0; i < CAUSE_COUNT; i++)
        put_money(w, cause_key(by_key[i]), explain_part(w->explain, measure, service, town, (int)by_key[i]));
    json_end(w->out);
}

static void put_services(const Writer *w, Measure measure)
{
    const Worths *worths = &w->explain->worths;
    json_key(w->out, "services");
    json_begin_array(w->out);
    for (size_t s = 0; s < worths->service_count; s++) {
        json_begin_object(w->out);
        put_money(w, "after_yuan", explain_worth(w->explain, measure, 1, (int)s, EXPLAIN_ALL));
        put_money(w, "before_yuan", explain_worth(w->explain, measure, 0, (int)s, EXPLAIN_ALL));
        put_money(w, "change_yuan", explain_part(w->explain, measure, (int)s, EXPLAIN_ALL, EXPLAIN_ALL));
        put_text(w, "code", worths->services[s].code);
        put_text(w, "name", worths->services[s].name_zh);
        put_text(w, "name_en", worths->services[s].name_en);
        put_parts(w, measure, (int)s, EXPLAIN_ALL);
        json_end(w->out);
    }
    json_end(w->out);
}

// A town, and under "services" its parts by service where there are any.
static void put_towns(const Writer *w, Measure measure)
{
    const Worths *worths = &w->explain->worths;
    json_key(w->out, "towns");
    json_begin_array(w->out);
    for (size_t t = 0; t < worths->town_count; t++) {
        json_begin_object(w->out);
        put_money(w, "after_yuan", explain_worth(w->explain, measure, 1, EXPLAIN_ALL, (int)t));
        put_money(w, "before_yuan", explain_worth(w->explain, measure, 0, EXPLAIN_ALL, (int)t));
        put_money(w, "change_yuan", explain_part(w->explain, measure, EXPLAIN_ALL, (int)t, EXPLAIN_ALL));
        put_text(w, "code", worths->town_codes[t]);
        put_text(w, "name", worths->town_names[t]);
        put_parts(w, measure, EXPLAIN_ALL, (int)t);
        json_key(w->out, "services");
        json_begin_array(w->out);
        for (size_t s = 0; s < worths->service_count; s++) {
            json_begin_object(w->out);
            put_text(w, "code", worths->services[s].code);
            put_parts(w, measure, (int)s, (int)t);
            json_end(w->out);
        }
        json_end(w->out);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_measures(const Writer *w)
{
    static const struct {
        const char *key;
        Measure measure;
    } list[MEASURE_COUNT] = {{"constant", MEASURE_CONSTANT},
                             {"current", MEASURE_CURRENT},
                             {"normal_constant", MEASURE_NORMAL_CONSTANT},
                             {"normal_current", MEASURE_NORMAL_CURRENT}};
    json_key(w->out, "measures");
    json_begin_object(w->out);
    for (int i = 0; i < MEASURE_COUNT; i++) {
        json_key(w->out, list[i].key);
        if (!explain_has(w->explain, list[i].measure)) {
            json_put_null(w->out);
            continue;
        }
        json_begin_object(w->out);
        put_split(w, list[i].measure, EXPLAIN_ALL, EXPLAIN_ALL);
        put_parts(w, list[i].measure, EXPLAIN_ALL, EXPLAIN_ALL);
        put_services(w, list[i].measure);
        put_towns(w, list[i].measure);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_accounts(const Writer *w)
{
    json_key(w->out, "accounts");
    json_begin_array(w->out);
    for (int side = 0; side < 2; side++) {
        const Account *account = w->explain->pair.side[side].account;
        json_begin_object(w->out);
        json_key(w->out, "constant_price_year");
        json_int(w->out, account->constant_price_year);
        put_text(w, "profile", account->profile);
        put_text(w, "result_sm3", account->result_sm3);
        json_key(w->out, "year");
        json_int(w->out, account->year);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_audit(const Writer *w)
{
    const Worths *worths = &w->explain->worths;
    Measure measure = explain_audit_measure(w->explain);
    json_key(w->out, "audit");
    json_begin_object(w->out);
    put_money(w, "change_yuan", explain_audit(w->explain, EXPLAIN_ALL, EXPLAIN_ALL));
    put_text(w, "definition", explain_audit_definition(w->explain, true));
    put_text(w, "definition_en", explain_audit_definition(w->explain, false));
    put_text(w, "measure", measure == MEASURE_NORMAL_CONSTANT ? "normal_constant" : "constant");
    json_key(w->out, "services");
    json_begin_array(w->out);
    for (size_t s = 0; s < worths->service_count; s++) {
        json_begin_object(w->out);
        put_money(w, "change_yuan", explain_audit(w->explain, (int)s, EXPLAIN_ALL));
        put_text(w, "code", worths->services[s].code);
        json_end(w->out);
    }
    json_end(w->out);
    json_key(w->out, "towns");
    json_begin_array(w->out);
    for (size_t t = 0; t < worths->town_count; t++) {
        json_begin_object(w->out);
        put_money(w, "change_yuan", explain_audit(w->explain, EXPLAIN_ALL, (int)t));
        put_text(w, "code", worths->town_codes[t]);
        json_end(w->out);
    }
    json_end(w->out);
    json_end(w->out);
}

static void put_changes(const Writer *w)
{
    json_key(w->out, "inputs_changed");
    json_begin_array(w->out);
    for (size_t i = 0; i < w->explain->pair.change_count; i++) {
        const Change *change = &w->explain->pair.changes[i];
        json_begin_object(w->out);
        put_text(w, "after", change->file[1]);
        put_text(w, "before", change->file[0]);
        put_text(w, "cause", cause_key(change->cause));
        put_text(w, "id", change->id);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_drivers(const Writer *w)
{
    json_key(w->out, "inputs_mean");
    json_begin_array(w->out);
    for (size_t i = 0; i < w->explain->drivers.count; i++) {
        const Driver *driver = &w->explain->drivers.items[i];
        json_begin_object(w->out);
        put_number(w, "after", driver->mean[1]);
        put_number(w, "before", driver->mean[0]);
        put_text(w, "cause", cause_key(driver->cause));
        put_text(w, "id", driver->id);
        put_text(w, "name", driver->name_zh);
        put_text(w, "name_en", driver->name_en);
        put_text(w, "unit", driver->unit);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_notes(const Writer *w)
{
    const Findings *notes = &w->explain->pair.notes;
    json_key(w->out, "notes");
    json_begin_array(w->out);
    for (size_t i = 0; i < notes->count; i++) {
        json_begin_object(w->out);
        put_text(w, "code", notes->items[i].code);
        put_text(w, "text_en", notes->items[i].text_en);
        put_text(w, "text_zh", notes->items[i].text_zh);
        put_text(w, "where", notes->items[i].where);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_sentences(const Writer *w)
{
    size_t count;
    const Sentence *sentences = sentences_of(w->explain, SENTENCES_A_CAUSE, &count);
    json_key(w->out, "sentences");
    json_begin_array(w->out);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(w->out);
        put_text(w, "cause", cause_key(sentences[i].cause));
        put_money(w, "part_yuan", sentences[i].part);
        put_text(w, "service", w->explain->worths.services[sentences[i].service].code);
        put_text(w, "text_en", sentences[i].en);
        put_text(w, "text_zh", sentences[i].zh);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_transitions(const Writer *w)
{
    json_key(w->out, "transitions");
    json_begin_array(w->out);
    for (size_t i = 0; i < w->explain->drivers.transition_count; i++) {
        const Transition *t = &w->explain->drivers.transitions[i];
        json_begin_object(w->out);
        put_number(w, "area_m2", t->area_m2);
        put_text(w, "from", t->from);
        put_text(w, "to", t->to);
        json_end(w->out);
    }
    json_end(w->out);
}

static void put_causes(const Writer *w)
{
    Cause causes[CAUSE_COUNT];
    size_t count = explain_causes(w->explain, causes);
    json_key(w->out, "causes_moved");
    json_begin_array(w->out);
    for (size_t i = 0; i < count; i++) json_text(w->out, cause_key(causes[i]));
    json_end(w->out);
}

static void put_district(const Writer *w)
{
    const Account *account = w->explain->pair.side[1].account;
    json_key(w->out, "district");
    json_begin_object(w->out);
    put_text(w, "code", account->district_code);
    json_key(w->out, "demo");
    json_bool(w->out, account->demo || w->explain->pair.side[0].account->demo);
    put_text(w, "name", account->district_name);
    put_text(w, "name_en", account->district_name_en);
    json_end(w->out);
}

const char *explain_json(const Explain *explain, size_t *size)
{
    Writer w = {json_out_open(explain->arena), explain};
    json_begin_object(w.out);
    put_accounts(&w);
    put_audit(&w);
    put_causes(&w);
    put_district(&w);
    put_changes(&w);
    put_drivers(&w);
    put_measures(&w);
    put_notes(&w);
    json_key(w.out, "passes");
    json_int(w.out, (int64_t)explain->worths.pass_count);
    put_text(&w, "schema", "qingshan-explain/1");
    put_sentences(&w);
    put_transitions(&w);
    json_end(w.out);
    return json_out_text(w.out, size);
}
