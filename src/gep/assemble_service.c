// assemble_service.c - one service: flows limited, parts priced, leaves rounded once.
#include "gep/assemble_service.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "gep/formulas/air.h"
#include "gep/plan_internal.h"

enum { WAYS = 4 }; // current, constant, normal current, normal constant

typedef struct Raw { // of one leaf, before rounding
    double quantity, quantity_normal;
    double part_quantity[PART_MAX];
    double part_yuan[PART_MAX];
    double yuan[WAYS];
    bool any;
} Raw;

typedef struct Work {
    Assembly *assembly;
    size_t index;
    const ServicePlan *planned;
    const Service *service;
    double part_quantity[PART_MAX], part_yuan[PART_MAX];
    bool part_mixed[PART_MAX]; // entries with prices of their own
    Fen unverified;
} Work;

static int flow_index(const Service *service, const char *id)
{
    for (int f = 0; id != NULL && f < FLOW_MAX && service->flows[f].id != NULL; f++) {
        if (text_equal(service->flows[f].id, id)) return f;
    }
    return -1;
}

static int part_index(const Service *service, const char *id)
{
    for (int p = 0; p < PART_MAX && service->parts[p].id != NULL; p++) {
        if (text_equal(service->parts[p].id, id)) return p;
    }
    return -1;
}

static bool has_kernel(const ServicePlan *planned)
{
    return planned->variant != NULL && planned->variant->kernel != NULL;
}

// ---- flows ----

static bool is_at(const ServicePlan *service, size_t entry, size_t class_index, size_t zone)
{
    const EntryPlace *place = &service->places[entry];
    return place->class_index == (int)class_index && place->zone == (int)zone;
}

static double flow_sum(const Work *work, size_t class_index, size_t zone, size_t flow, int scenario)
{
    const Plan *plan = work->assembly->plan;
    double sum = 0;
    if (has_kernel(work->planned)) {
        int channel =
            work->planned->channel + CHANNEL_FLOWS + (int)((size_t)scenario * work->planned->flow_count + flow);
        sum = pass_sum(work->assembly->result, plan, (int)class_index, (int)zone, channel) *
              work->assembly->limit_scale[work->index * FLOW_MAX + flow];
    }
    for (size_t i = 0; i < work->planned->entry_count; i++) { // given quantities that name a flow
        const Entry *entry = &work->planned->entries[i];
        if (!is_at(work->planned, i, class_index, zone) || !isfinite(entry->quantity)) continue;
        if (flow_index(work->service, entry->part) == (int)flow) sum += entry->quantity;
    }
    return sum;
}

static double total_flow(const Work *work, size_t flow)
{
    const Plan *plan = work->assembly->plan;
    double total = 0;
    for (size_t c = 0; c < plan->class_count; c++) {
        for (size_t z = 0; z <= plan->zone_count; z++) total += flow_sum(work, c, z, flow, SCENARIO_ACTUAL);
    }
    return total;
}

// Emission or capacity, the smaller (gep-methods 2.7): logged for each pollutant.
static const char *limit_flows(Work *work)
{
    Assembly *assembly = work->assembly;
    StrBuf log = strbuf_open(assembly->plan->arena);
    double *scale = assembly->limit_scale + work->index * FLOW_MAX;
    for (size_t f = 0; f < FLOW_MAX; f++) scale[f] = 1;
    if (work->planned->emissions == NULL) return "";
    for (size_t f = 0; f < work->planned->flow_count; f++) {
        const char *pollutant = work->service->flows[f].limited_by;
        if (pollutant == NULL) continue;
        double capacity = total_flow(work, f),
               emission = emissions_total(work->planned->emissions, work->planned->emission_count, pollutant, NULL);
        if (capacity == 0) continue;
        if (isnan(emission) && assembly->refusal == NULL) {
            assembly->refusal = arena_printf(assembly->plan->arena, _("%s: table emissions has no row for %s"),
                                             work->service->code, pollutant);
            continue;
        }
        bool emitted = emission <= capacity;
        scale[f] = pollutant_used(emission, capacity) / capacity;
        strbuf_printf(&log, "%s%s: %s (emission %.3f t, capacity %.3f t)", log.size > 0 ? "; " : "", pollutant,
                      emitted ? "emission" : "capacity", emission, capacity);
    }
    return log.data;
}

// ---- leaves ----

static void add_yuan(Raw *raw, int part, double current, double constant, double normal_current, double normal_constant)
{
    raw->part_yuan[part] += current;
    raw->yuan[0] += current;
    raw->yuan[1] += constant;
    raw->yuan[2] += normal_current;
    raw->yuan[3] += normal_constant;
}

static void add_flows(const Work *work, size_t class_index, size_t zone, Raw *raw)
{
    double actual[FLOW_MAX] = {0}, normal[FLOW_MAX] = {0};
    for (size_t f = 0; f < work->planned->flow_count; f++) {
        actual[f] = flow_sum(work, class_index, zone, f, SCENARIO_ACTUAL);
        normal[f] = has_kernel(work->planned) && work->planned->normal_differs
                        ? flow_sum(work, class_index, zone, f, SCENARIO_NORMAL)
                        : actual[f];
        raw->any |= actual[f] != 0 || normal[f] != 0;
        if (!work->service->flows[f].counts) continue;
        raw->quantity += actual[f];
        raw->quantity_normal += normal[f];
    }
    for (size_t p = 0; p < work->planned->part_count; p++) {
        const Part *part = &work->service->parts[p];
        const PartValue *value = &work->assembly->values->parts[work->index * PART_MAX + p];
        int f = flow_index(work->service, part->flow);
        if (f < 0 || (actual[f] == 0 && normal[f] == 0)) continue;
        double quantity = actual[f] * value->factor[class_index],
               quantity_normal = normal[f] * value->factor[class_index];
        raw->part_quantity[p] += quantity;
        if (!value->priced || !plan_part_counts(work->assembly->plan, work->planned, part->id)) continue;
        double price = value->price[class_index], constant = value->price_constant[class_index];
        add_yuan(raw, (int)p, quantity * price, quantity * constant, quantity_normal * price,
                 quantity_normal * constant);
    }
}

static double entry_yuan(double given, double quantity, double own_price, double price)
{
    if (isfinite(given)) return given;
    return quantity * (isfinite(own_price) ? own_price : price);
}

static void add_entry(Work *work, const Entry *entry, size_t class_index, Raw *raw)
{
    int p = part_index(work->service, entry->part);
    if (p < 0 || flow_index(work->service, entry->part) >= 0) return; // a flow: counted there
    const PartValue *value = &work->assembly->values->parts[work->index * PART_MAX + (size_t)p];
    raw->any = true;
    if (isfinite(entry->quantity)) {
        raw->part_quantity[p] += entry->quantity;
        if (text_equal(work->service->parts[p].unit, work->service->unit)) {
            raw->quantity += entry->quantity;
            raw->quantity_normal += entry->quantity;
        }
    }
    if (isfinite(entry->price_yuan) || isfinite(entry->value_yuan)) work->part_mixed[p] = true;
    if (!plan_part_counts(work->assembly->plan, work->planned, entry->part)) return;
    double current = entry_yuan(entry->value_yuan, entry->quantity, entry->price_yuan, value->price[class_index]);
    double constant = isfinite(entry->value_constant_yuan)   ? entry->value_constant_yuan
                      : isfinite(entry->price_constant_yuan) ? entry->quantity * entry->price_constant_yuan
                      : isfinite(entry->value_yuan) || isfinite(entry->price_yuan)
                          ? current
                          : entry->quantity * value->price_constant[class_index];
    if (!isfinite(current)) current = 0;
    if (!isfinite(constant)) constant = current;
    add_yuan(raw, p, current, constant, current, constant);
}

static void add_entries(Work *work, size_t class_index, size_t zone, Raw *raw)
{
    for (size_t i = 0; i < work->planned->entry_count; i++) {
        if (is_at(work->planned, i, class_index, zone)) add_entry(work, &work->planned->entries[i], class_index, raw);
    }
}

static bool leaf_unverified(const Work *work, size_t class_index)
{
    const Assembly *assembly = work->assembly;
    if (assembly->unverified_all[work->index] || assembly->unverified_class[work->index * CLASS_MAX + class_index])
        return true;
    for (size_t p = 0; p < work->planned->part_count; p++) {
        const PartValue *value = &assembly->values->parts[work->index * PART_MAX + p];
        if (value->priced && !work->part_mixed[p] && value->unverified_class[class_index]) return true;
    }
    return false;
}

static void add_values(Values *to, const Values *value)
{
    to->current = money_add(to->current, value->current);
    to->constant = money_add(to->constant, value->constant);
    to->normal_current = money_add(to->normal_current, value->normal_current);
    to->normal_constant = money_add(to->normal_constant, value->normal_constant);
}

// Whole fen are exact below 9e13 yuan, and their sum must fit 64 bits. What is larger is no value of a district.
static bool fits_money(Assembly *assembly, const AccountService *service, const double yuan[4])
{
    double most = 0;
    for (int i = 0; i < 4; i++) {
        if (!(fabs(yuan[i]) <= most)) most = fabs(yuan[i]); // NaN too
    }
    assembly->yuan += most;
    if (most < 9e13 && assembly->yuan < 9e15) return true;
    if (assembly->refusal == NULL)
        assembly->refusal =
            arena_printf(assembly->plan->arena,
                         _("%s: a value of %.3g yuan cannot be. Check unit, no-data value and size of the "
                           "numbers in the maps, tables and parameters that it rests on."),
                         service->code, most);
    return false;
}

static void make_leaf(Work *work, size_t class_index, size_t zone, AccountService *out)
{
    Assembly *assembly = work->assembly;
    Plan *plan = assembly->plan;
    Raw raw = {0};
    add_flows(work, class_index, zone, &raw);
    add_entries(work, class_index, zone, &raw);
    if (!raw.any) return;
    if (!plan->has_normal) raw.quantity_normal = raw.yuan[2] = raw.yuan[3] = 0;
    if (!fits_money(assembly, out, raw.yuan)) return;
    Leaf leaf = {.service = (int)work->index,
                 .ecosystem = plan->class_code[class_index],
                 .town = plan->zone_code[zone],
                 .quantity = raw.quantity,
                 .quantity_normal = raw.quantity_normal};
    leaf.value.current = money_from_yuan(raw.yuan[0]);
    leaf.value.constant = money_from_yuan(raw.yuan[1]);
    leaf.value.normal_current = money_from_yuan(raw.yuan[2]);
    leaf.value.normal_constant = money_from_yuan(raw.yuan[3]);
    assembly->leaves = arena_grow(plan->arena, assembly->leaves, assembly->leaf_count, &assembly->leaf_capacity,
                                  sizeof *assembly->leaves);
    assembly->leaves[assembly->leaf_count++] = leaf;
    add_values(&out->value, &leaf.value);
    out->quantity += raw.quantity;
    out->quantity_normal += raw.quantity_normal;
    for (int p = 0; p < PART_MAX; p++) {
        work->part_quantity[p] += raw.part_quantity[p];
        work->part_yuan[p] += raw.part_yuan[p];
    }
    if (leaf_unverified(work, class_index)) work->unverified = money_add(work->unverified, leaf.value.current);
}

// ---- the service ----

static double channel_total(const Work *work, int channel)
{
    const Plan *plan = work->assembly->plan;
    double total = 0;
    for (size_t c = 0; has_kernel(work->planned) && c < plan->class_count; c++) {
        for (size_t z = 0; z <= plan->zone_count; z++)
            total += pass_sum(work->assembly->result, plan, (int)c, (int)z, work->planned->channel + channel);
    }
    return total;
}

// One price for all classes, or NaN.
static double single_price(const Plan *plan, const ServicePlan *planned, const double price[CLASS_MAX])
{
    double only = NAN;
    for (size_t c = 0; c < plan->class_count; c++) {
        if (isnan(price[c]) || (c > 0 && has_kernel(planned) && !planned->counts[c])) continue;
        if (!isnan(only) && only != price[c]) return NAN;
        only = price[c];
    }
    return only;
}

// Parts add to the service: by what the rounding of the leaves makes them differ, the largest part is moved. A part
// without value stays at 0.
static void round_parts(const Work *work, const AccountService *service, AccountPart *parts)
{
    Fen rest = service->value.current;
    size_t largest = 0;
    for (size_t p = 0; p < service->part_count; p++) {
        parts[p].value = money_from_yuan(work->part_yuan[p]);
        rest = money_sub(rest, parts[p].value);
        if (fabs(work->part_yuan[p]) > fabs(work->part_yuan[largest])) largest = p;
    }
    if (service->part_count > 0) parts[largest].value = money_add(parts[largest].value, rest);
}

static void describe_parts(Work *work, AccountService *out)
{
    const Plan *plan = work->assembly->plan;
    AccountPart *parts = arena_array(plan->arena, work->planned->part_count + 1, sizeof *parts);
    out->part_count = work->planned->part_count;
    for (size_t p = 0; p < out->part_count; p++) {
        const Part *part = &work->service->parts[p];
        const PartValue *value = &work->assembly->values->parts[work->index * PART_MAX + p];
        parts[p] = (AccountPart){.id = part->id,
                                 .name_zh = part->name_zh,
                                 .name_en = part->name_en,
                                 .unit = part->unit,
                                 .price_unit = part->price_unit,
                                 .price_id = part->price,
                                 .quantity = work->part_quantity[p]};
        parts[p].price = work->part_mixed[p] ? NAN : single_price(plan, work->planned, value->price);
        parts[p].price_constant = work->part_mixed[p] ? NAN : single_price(plan, work->planned, value->price_constant);
    }
    round_parts(work, out, parts);
    out->parts = parts;
    bool one = out->part_count == 1;
    out->price = one ? parts[0].price : NAN;
    out->price_constant = one ? parts[0].price_constant : NAN;
    out->price_unit = out->part_count > 0 ? parts[0].price_unit : "";
    out->price_year = plan->year;
}

static Fen share_of(Fen value, double part, double whole)
{
    return whole > 0 && part > 0 ? money_from_yuan(money_to_yuan(value) * (part / whole)) : (Fen){0};
}

static void describe_area(Work *work, AccountService *out)
{
    out->eligible_area_m2 = channel_total(work, CHANNEL_ELIGIBLE_M2);
    out->valid_area_m2 = channel_total(work, CHANNEL_VALID_M2);
    out->filled_area_m2 = channel_total(work, CHANNEL_FILLED_M2);
    out->valid_area_share = out->eligible_area_m2 > 0 ? out->valid_area_m2 / out->eligible_area_m2 : 1;
    double clamped = channel_total(work, CHANNEL_CLAMPED_CELLS);
    out->clamped_cells = (uint64_t)clamped;
    out->clamped_quantity = channel_total(work, CHANNEL_CLAMPED);
    out->filled_value = share_of(out->value.current, channel_total(work, CHANNEL_FILLED), out->quantity);
    out->inferred_value = share_of(out->value.current, channel_total(work, CHANNEL_INFERRED), out->quantity);
}

void assemble_service(Assembly *assembly, size_t index, AccountService *out)
{
    const ServicePlan *planned = &assembly->plan->services[index];
    const Service *service = planned->service;
    *out = (AccountService){.code = service->code,
                            .name_zh = service->name_zh,
                            .name_en = service->name_en,
                            .unit = service->unit,
                            .seea = service->seea,
                            .group = service->group,
                            .state = planned->state,
                            .reason = planned->reason,
                            .variant = "",
                            .variant_name_zh = "",
                            .variant_name_en = "",
                            .in_total = planned->profile->in_total,
                            .price = NAN,
                            .price_constant = NAN,
                            .price_unit = "",
                            .branch = "",
                            .valid_area_share = 1};
    if (planned->state != SERVICE_COMPUTED) return;
    out->variant = planned->variant->id;
    out->variant_name_zh = planned->variant->name_zh;
    out->variant_name_en = planned->variant->name_en;
    Work work = {.assembly = assembly, .index = index, .planned = planned, .service = service};
    out->branch = limit_flows(&work);
    for (size_t c = 0; c < assembly->plan->class_count; c++) {
        for (size_t z = 0; z <= assembly->plan->zone_count; z++) make_leaf(&work, c, z, out);
    }
    describe_parts(&work, out);
    describe_area(&work, out);
    double value = money_to_yuan(out->value.current);
    out->unverified_value_share = value != 0 ? money_to_yuan(work.unverified) / value : 0;
    if (out->in_total) assembly->unverified = money_add(assembly->unverified, work.unverified);
}
