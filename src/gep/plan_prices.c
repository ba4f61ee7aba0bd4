// plan_prices.c - other prices for the same quantities.
#include "gep/plan_internal.h"

#include <math.h>

static bool same_thing(const Entry *a, const Entry *b)
{
    return text_equal(a->part, b->part) && text_equal(a->item, b->item) && text_equal(a->town, b->town) &&
           text_equal(a->ecosystem, b->ecosystem);
}

// The n-th of the entries about the same thing, n being what `entry` is among its own.
static const Entry *counterpart(const Entry *entries, const Entry *entry, const Entry *prices, size_t price_count)
{
    size_t before = 0;
    for (const Entry *e = entries; e < entry; e++) before += same_thing(e, entry);
    for (size_t i = 0; i < price_count; i++) {
        if (same_thing(&prices[i], entry) && before-- == 0) return &prices[i];
    }
    return NULL;
}

static double unit_price(const Entry *entry)
{
    return isfinite(entry->price_yuan) ? entry->price_yuan : entry->value_yuan / entry->quantity;
}

// What assemble would take (entry_yuan in assemble_service.c); NaN: by the part's parameter.
static double unit_price_constant(const Entry *entry)
{
    return isfinite(entry->price_constant_yuan) ? entry->price_constant_yuan
                                                : entry->value_constant_yuan / entry->quantity;
}

static void take_price(Entry *entry, const Entry *from)
{
    double price = unit_price(from), constant = unit_price_constant(from);
    if (isfinite(entry->value_yuan)) {
        if (!isfinite(entry->quantity) || !isfinite(price)) return; // a value alone is a quantity of money
        entry->value_yuan = entry->quantity * price;
        entry->value_constant_yuan = isfinite(constant) ? entry->quantity * constant : NAN;
    } else if (isfinite(entry->price_yuan) && isfinite(price)) {
        entry->price_yuan = price;
        entry->price_constant_yuan = constant;
    }
}

static bool same_tables(const Plan *plan, const ServicePlan *service, const PlanPrices *prices)
{
    if (plan->condition_year != prices->of->year) return false;
    for (int k = 0; k < 4 && service->variant->tables[k] != NULL; k++) {
        const char *id = service->variant->tables[k] + (service->variant->tables[k][0] == '?' ? 1 : 0);
        if (!text_equal(plan_table_path(plan->arena, &plan->district, plan->year, id),
                        plan_table_path(plan->arena, prices->tables, prices->of->year, id)))
            return false;
    }
    return true;
}

static void reprice_service(Plan *plan, ServicePlan *service, const PlanPrices *prices)
{
    Entry *other;
    size_t other_count;
    if (service->variant == NULL || service->variant->tabulate == NULL || service->own_entries == NULL) return;
    service->entries = service->own_entries;
    if (same_tables(plan, service, prices) || !plan_price_entries(plan, service, prices, &other, &other_count)) return;
    Entry *entries = arena_array(plan->arena, service->entry_count, sizeof *entries);
    for (size_t i = 0; i < service->entry_count; i++) {
        entries[i] = service->own_entries[i];
        const Entry *from = counterpart(service->own_entries, &service->own_entries[i], other, other_count);
        if (from != NULL) take_price(&entries[i], from);
    }
    service->entries = entries;
}

void plan_reprice(Plan *plan, const PlanPrices *prices)
{
    plan->price_rows = prices->of->params;
    plan->price_year = prices->of->year;
    plan->constant_price_year = prices->of->district.constant_price_year;
    for (size_t k = 0; k < plan->service_count; k++) reprice_service(plan, &plan->services[k], prices);
}
