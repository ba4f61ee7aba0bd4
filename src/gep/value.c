// value.c - looking prices up, deriving those that are made of others.
#include "gep/value.h"

#include <math.h>
#include <string.h>

#include "base/vmath.h"
#include "gep/formulas/air.h"
#include "gep/plan_internal.h"
#include "gep/units.h"

typedef struct Rows {
    Arena *arena;
    size_t count, capacity;
    const ParamRow **items;
    bool unverified;
} Rows;

static void add_row(Rows *rows, const ParamRow *row)
{
    if (row == NULL) return;
    rows->unverified |= text_equal(row->status, "unverified");
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i] == row) return;
    }
    rows->items = arena_grow(rows->arena, rows->items, rows->count, &rows->capacity, sizeof *rows->items);
    rows->items[rows->count++] = row;
}

double value_annuity(double rate, double years)
{
    return rate == 0 ? 1 / years : rate / (1 - exact_pow(1 + rate, -years));
}

double value_tax_price(double rate_yuan, double equivalent_kg)
{
    return pollutant_price(rate_yuan, equivalent_kg);
}

// ---- one price ----

typedef struct PriceAsk {
    Plan *plan;
    const char *ecosystem;
    int year;
    Rows *rows;
    int from_year; // of the latest row looked up
    bool stale;    // taken from another year without an index
} PriceAsk;

static double row_price(PriceAsk *ask, const char *id)
{
    double price;
    int from_year;
    bool indexed;
    const ParamRow *row =
        params_price(&ask->plan->price_rows, id, ask->ecosystem, "", ask->year, &price, &from_year, &indexed);
    if (row == NULL) // a price that only the other account of a mixture knows
        row = params_price(&ask->plan->params, id, ask->ecosystem, "", ask->year, &price, &from_year, &indexed);
    if (row == NULL) return NAN;
    add_row(ask->rows, row);
    ask->from_year = from_year;
    ask->stale |= from_year != ask->year && from_year != 0 && !indexed;
    return price;
}

static double plain_scalar(PriceAsk *ask, const Params *params, const char *id)
{
    const ParamRow *row = params_find(params, id, ask->ecosystem, "", NAN);
    add_row(ask->rows, row);
    return row == NULL ? NAN : row->value;
}

static double storage_price(PriceAsk *ask)
{
    double capital = row_price(ask, "price.storage_capital");
    if (!text_equal(ask->plan->profile.price_basis, "annualised")) return capital;
    const Params *params = &ask->plan->params;
    double rate = plain_scalar(ask, params, "finance.discount_rate"),
           years = plain_scalar(ask, params, "finance.reservoir_life_years"),
           om = row_price(ask, "price.storage_annual_om");
    return capital * value_annuity(rate, years) + om;
}

static double tax_price(PriceAsk *ask, const char *pollutant)
{
    static const char *const water[] = {"COD", "NH3-N", "TN", "TP", "SS"};
    const char *rate_id = "tax.rate_air";
    for (size_t i = 0; i < sizeof water / sizeof *water; i++) {
        if (text_equal(water[i], pollutant)) rate_id = "tax.rate_water";
    }
    char id[64];
    snprintf(id, sizeof id, "tax.equivalent.%s", pollutant);
    double rate = row_price(ask, rate_id), equivalent = plain_scalar(ask, &ask->plan->price_rows, id);
    return value_tax_price(rate, equivalent);
}

static double price_of(PriceAsk *ask, const char *id)
{
    if (text_equal(id, "money")) return 1; // the quantity is yuan
    if (text_equal(id, "storage")) return storage_price(ask);
    if (!text_starts(id, "tax:")) return row_price(ask, id);
    char own[64]; // a district's own price of the pollutant goes before the tax
    snprintf(own, sizeof own, "price.%s", id + 4);
    double price = row_price(ask, own);
    return isnan(price) ? tax_price(ask, id + 4) : price;
}

// ---- one part ----

static double factor_of(Plan *plan, const Part *part, const char *ecosystem, Rows *rows)
{
    double factor = 1;
    for (int k = 0; k < FACTOR_MAX && part->factors[k] != NULL; k++) {
        bool divides = part->factors[k][0] == '/';
        const ParamRow *row = params_find(&plan->params, part->factors[k] + (divides ? 1 : 0), ecosystem, "", NAN);
        add_row(rows, row);
        double value = row == NULL ? NAN : row->value;
        factor = divides ? factor / value : factor * value;
    }
    return factor;
}

// A standard without values (price_basis none) gives quantities only.
static bool is_priced(const Plan *plan, const Part *part)
{
    return part->price[0] != '\0' && !text_equal(plan->profile.price_basis, "none");
}

static void price_part(Plan *plan, const Part *part, PartValue *out, bool stale[2])
{
    Rows rows = {.arena = plan->arena};
    out->priced = is_priced(plan, part);
    for (size_t c = 0; c < plan->class_count; c++) {
        Rows own = {.arena = plan->arena};
        const char *ecosystem = plan->class_code[c];
        out->factor[c] = factor_of(plan, part, ecosystem, &own);
        out->price[c] = out->price_constant[c] = NAN;
        if (out->priced) {
            PriceAsk ask = {.plan = plan, .ecosystem = ecosystem, .year = plan->price_year, .rows = &own};
            out->price[c] = price_of(&ask, part->price);
            out->price_year = ask.from_year;
            stale[0] |= ask.stale;
            ask.year = plan->constant_price_year;
            ask.stale = false;
            out->price_constant[c] = price_of(&ask, part->price);
            stale[1] |= ask.stale;
        }
        out->unverified_class[c] = own.unverified;
        for (size_t i = 0; i < own.count; i++) add_row(&rows, own.items[i]);
    }
    out->rows = rows.items;
    out->row_count = rows.count;
}

// What a value of this part in class c would lack is an ERROR finding; false then. A part that is left out of the value
// needs no price.
static bool check_class(Plan *plan, const ServicePlan *service, const Part *part, const PartValue *value, size_t c)
{
    const char *ecosystem = c == 0 ? "-" : plan->class_code[c];
    if (isnan(value->factor[c])) {
        return finding_add(&plan->findings, FINDING_ERROR, "factor.missing", service->service->code,
                           "分项 %s 缺系数（生态系统 %s）", "part %s lacks a factor (ecosystem %s)", part->id,
                           ecosystem);
    }
    bool priced = !isnan(value->price[c]) && !isnan(value->price_constant[c]);
    if (!value->priced || priced || !plan_part_counts(plan, service, part->id)) return true;
    return finding_add(&plan->findings, FINDING_ERROR, "price.missing", service->service->code,
                       "分项 %s 缺价格 %s（生态系统 %s）；请在 parameters 表中给出",
                       "part %s lacks the price %s (ecosystem %s); give it in the parameters table", part->id,
                       part->price, ecosystem);
}

static void check_part(Plan *plan, const ServicePlan *service, const Part *part, const PartValue *value)
{
    if (part->flow == NULL || service->variant == NULL || service->variant->kernel == NULL) return;
    for (size_t c = 1; c < plan->class_count; c++) {
        if (service->counts[c] && !check_class(plan, service, part, value, c)) return;
    }
}

// Lines of tables that bring neither a value nor a price of their own.
static void check_part_entries(Plan *plan, const ServicePlan *service, const Part *part, const PartValue *value)
{
    for (size_t i = 0; i < service->entry_count; i++) {
        const Entry *entry = &service->entries[i];
        bool own = isfinite(entry->value_yuan) || isfinite(entry->price_yuan),
             of_flow = part->flow != NULL && text_equal(part->flow, entry->part),
             of_part = text_equal(part->id, entry->part) && !own;
        if (!of_flow && !of_part) continue;
        if (!check_class(plan, service, part, value, (size_t)plan_class_index(plan, entry->ecosystem))) return;
    }
}

static void add_yuan(const Plan *plan, ValuePlan *values, size_t service, const Part *part, const PartValue *value)
{
    const Service *s = plan->services[service].service;
    if (part->flow == NULL || !plan_part_counts(plan, &plan->services[service], part->id)) return;
    for (int f = 0; f < FLOW_MAX && s->flows[f].id != NULL; f++) {
        if (!text_equal(s->flows[f].id, part->flow)) continue;
        double *yuan = values->yuan + (service * FLOW_MAX + (size_t)f) * CLASS_MAX;
        for (size_t c = 0; c < plan->class_count; c++)
            yuan[c] +=
                value->priced && isfinite(value->price[c] * value->factor[c]) ? value->price[c] * value->factor[c] : 0;
    }
}

static void warn_old(Plan *plan, const ServicePlan *service, int year)
{
    finding_add(&plan->findings, FINDING_DOUBT, "price.old", service->service->code,
                "价格不是 %d 年的，且无价格指数（price_index）可换算，按原值使用",
                "a price is not of %d and no price_index moves it; used as it stands", year);
}

ValuePlan *value_open(Plan *plan)
{
    ValuePlan *values = arena_alloc(plan->arena, sizeof *values);
    values->parts = arena_array(plan->arena, plan->service_count * PART_MAX, sizeof *values->parts);
    values->yuan = arena_array(plan->arena, plan->service_count * FLOW_MAX * CLASS_MAX, sizeof *values->yuan);
    for (size_t k = 0; k < plan->service_count; k++) {
        const ServicePlan *service = &plan->services[k];
        bool stale[2] = {false, false}; // at current, at constant prices
        for (size_t p = 0; service->state == SERVICE_COMPUTED && p < service->part_count; p++) {
            PartValue *value = &values->parts[k * PART_MAX + p];
            price_part(plan, &service->service->parts[p], value, stale);
            check_part(plan, service, &service->service->parts[p], value);
            check_part_entries(plan, service, &service->service->parts[p], value);
            add_yuan(plan, values, k, &service->service->parts[p], value);
        }
        if (stale[0]) warn_old(plan, service, plan->price_year);
        if (stale[1]) warn_old(plan, service, plan->constant_price_year);
    }
    return values;
}
