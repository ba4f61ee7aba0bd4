// plan_services.c - each service of the profile: computed by which variant from which nodes, or declared as not
// computed, or a gap that stops the run.
#include "gep/plan_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "gep/units.h"

// ---- tables of the district ----

const char *plan_table_path(Arena *arena, const District *district, int year, const char *id)
{
    for (size_t i = 0; i < district->table_count; i++) {
        if (text_equal(district->tables[i].id, id))
            return district_file(arena, district, district->tables[i].file, year, 0);
    }
    return NULL;
}

static const Table *read_table(Plan *plan, const District *district, int year, const char *id, Err *err)
{
    for (size_t i = 0; i < district->table_count; i++) {
        const TableEntry *entry = &district->tables[i];
        if (!text_equal(entry->id, id)) continue;
        const char *path = district_file(plan->arena, district, entry->file, year, 0);
        TableOptions options = {.sheet = entry->sheet, .encoding = entry->encoding, .comment = entry->comment};
        Table *table = arena_alloc(plan->arena, sizeof *table);
        if (!table_read(plan->arena, path, &options, table, err)) return NULL;
        return table;
    }
    err_set(err, ERR_MISSING, _("no table \"%s\" in district.yaml"), id);
    return NULL;
}

static const Table *district_table(Plan *plan, const char *id, Err *err)
{
    const char *path = plan_table_path(plan->arena, &plan->district, plan->year, id);
    if (path != NULL) plan_add_input(plan, id, path, -1, "");
    return read_table(plan, &plan->district, plan->year, id, err);
}

static bool table_declared(const Plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->district.table_count; i++) {
        if (text_equal(plan->district.tables[i].id, id)) return true;
    }
    return false;
}

static bool variant_tables(Plan *plan, const Variant *variant, const Table **out, Why *why)
{
    for (int k = 0; k < 4 && variant->tables[k] != NULL; k++) {
        bool optional = variant->tables[k][0] == '?';
        const char *id = variant->tables[k] + (optional ? 1 : 0);
        if (optional && !table_declared(plan, id)) continue;
        Err err;
        out[k] = district_table(plan, id, &err);
        if (out[k] != NULL) continue;
        why_err(why, &err);
        return false;
    }
    return true;
}

static int table_index(const Variant *variant, const char *id)
{
    for (int k = 0; k < 4 && variant->tables[k] != NULL; k++) {
        if (text_equal(variant->tables[k], id)) return k;
    }
    return -1;
}

// ---- entries ----

static bool check_entries(Plan *plan, ServicePlan *service, Why *why)
{
    EntryPlace *places = arena_array(plan->arena, service->entry_count, sizeof *places);
    service->places = places;
    for (size_t i = 0; i < service->entry_count; i++) {
        const Entry *entry = &service->entries[i];
        if (plan_zone_index(plan, entry->town) < 0) {
            return why_say(why, "%s：镇街代码 %s 不在 zones 中", "%s: town code %s is not among zones", entry->where,
                           entry->town);
        }
        if (entry->ecosystem[0] != '\0' && classes_find(&plan->classes, entry->ecosystem) == NULL) {
            return why_say(why, "%s：没有生态系统代码 %s", "%s: unknown ecosystem %s", entry->where, entry->ecosystem);
        }
        if (entry->ecosystem[0] != '\0' && plan_class_index(plan, entry->ecosystem) == 0 &&
            plan->class_count < CLASS_MAX)
            plan->class_code[plan->class_count++] = entry->ecosystem;
        places[i] = (EntryPlace){plan_class_index(plan, entry->ecosystem), plan_zone_index(plan, entry->town)};
    }
    return true;
}

// A fault of a table reads the same for each service that takes the table.
static void say_fault(const ServicePlan *service, Why *why, const Err *err)
{
    const char *code = service->service->code, *text = err->text, *rest = text + strlen(code);
    why_say(why, "%s", "%s", text_starts(text, code) && text_starts(rest, ": ") ? rest + 2 : text);
}

static bool tabulate(Plan *plan, ServicePlan *service, Why *why)
{
    const Table *tables[4] = {0};
    if (!variant_tables(plan, service->variant, tables, why)) return false;
    StatInput in = {.code = service->service->code,
                    .variant = service->variant->id,
                    .year = plan->condition_year,
                    .constant_price_year = plan->constant_price_year,
                    .tables = tables,
                    .scalar = service->bound.scalar,
                    .option_number = service->bound.option_number,
                    .option_text = service->bound.option_text};
    Err err;
    Entry *entries;
    int emissions = table_index(service->variant, "emissions");
    if (emissions >= 0) {
        Emission *list;
        if (!emissions_read(plan->arena, &in, (size_t)emissions, &list, &service->emission_count, &err)) {
            say_fault(service, why, &err);
            return false;
        }
        service->emissions = list;
    }
    if (service->variant->tabulate == NULL) return true;
    if (!service->variant->tabulate(plan->arena, &in, &entries, &service->entry_count, &err)) {
        say_fault(service, why, &err);
        return false;
    }
    service->entries = service->own_entries = entries;
    return check_entries(plan, service, why);
}

bool plan_price_entries(Plan *plan, const ServicePlan *service, const PlanPrices *prices, Entry **out, size_t *count)
{
    const Table *tables[4] = {0};
    Err err;
    for (int k = 0; k < 4 && service->variant->tables[k] != NULL; k++) {
        bool optional = service->variant->tables[k][0] == '?';
        tables[k] =
            read_table(plan, prices->tables, prices->of->year, service->variant->tables[k] + (optional ? 1 : 0), &err);
        if (tables[k] == NULL && !optional) return false;
    }
    StatInput in = {.code = service->service->code,
                    .variant = service->variant->id,
                    .year = prices->of->year,
                    .constant_price_year = prices->of->district.constant_price_year,
                    .tables = tables,
                    .scalar = service->bound.scalar,
                    .option_number = service->bound.option_number,
                    .option_text = service->bound.option_text};
    return service->variant->tabulate(plan->arena, &in, out, count, &err);
}

static const char *part_or_flow_unit(const Service *service, const char *id)
{
    for (int k = 0; k < FLOW_MAX && service->flows[k].id != NULL; k++) {
        if (text_equal(service->flows[k].id, id)) return service->flows[k].unit;
    }
    for (int k = 0; k < PART_MAX && service->parts[k].id != NULL; k++) {
        if (text_equal(service->parts[k].id, id)) return service->parts[k].unit;
    }
    return NULL;
}

static bool given_entry(Plan *plan, const Service *service, const Table *table, size_t row, const int column[6],
                        Entry *out, Err *err)
{
    const char *part = table_cell(table, row, column[1]);
    const char *unit = part_or_flow_unit(service, part);
    int line = table->row_numbers[row];
    if (unit == NULL)
        return err_set(err, ERR_INPUT, _("%s row %d: service %s has no part \"%s\""), table->path, line, service->code,
                       part);
    double quantity, factor;
    const char *written = table_cell(table, row, column[5]);
    if (!table_number(table, row, column[4], "", &quantity, err)) return false;
    if (!isfinite(quantity)) return err_set(err, ERR_INPUT, _("%s row %d: the quantity is missing"), table->path, line);
    if (!unit_convert(written, unit, &factor))
        return err_set(err, ERR_INPUT, _("%s row %d: unit %s, expected %s"), table->path, line, written, unit);
    *out = (Entry){.part = part,
                   .item = "",
                   .town = table_cell(table, row, column[3]),
                   .ecosystem = table_cell(table, row, column[2]),
                   .quantity = quantity * factor,
                   .price_yuan = NAN,
                   .price_constant_yuan = NAN,
                   .value_yuan = NAN,
                   .value_constant_yuan = NAN,
                   .where = table_place(plan->arena, table, row, -1)};
    return true;
}

// The variant "given": rows of table `quantities`.
static bool read_given(Plan *plan, ServicePlan *service, const Table *table, Why *why)
{
    static const char *const names[6] = {"code|服务编码", "part|分项",     "ecosystem|生态系统",
                                         "town|镇街代码", "quantity|数量", "unit|单位"};
    Err err;
    int column[6];
    if (table == NULL) {
        return why_say(why, "district.yaml 中没有表 quantities", "there is no table \"quantities\" in district.yaml");
    }
    for (int k = 0; k < 6; k++) {
        column[k] = table_column(table, names[k]);
        bool needed = k == 0 || k == 1 || k == 4 || k == 5;
        if (needed && !table_need_column(table, names[k], &column[k], &err)) {
            why_err(why, &err);
            return false;
        }
    }
    Entry *entries = arena_array(plan->arena, table->row_count, sizeof *entries);
    for (size_t row = 0; row < table->row_count; row++) {
        if (!text_equal(table_cell(table, row, column[0]), service->service->code)) continue;
        if (!given_entry(plan, service->service, table, row, column, &entries[service->entry_count], &err)) {
            why_err(why, &err);
            return false;
        }
        service->entry_count++;
    }
    if (service->entry_count == 0) {
        return why_say(why, "%s 中没有 %s 的行", "%s: there is no row of %s", table->path, service->service->code);
    }
    service->entries = entries;
    return check_entries(plan, service, why);
}

static const Table *given_table(Plan *plan)
{
    if (plan->given_read) return plan->given;
    plan->given_read = true;
    if (!table_declared(plan, "quantities")) return NULL;
    Err err;
    plan->given = district_table(plan, "quantities", &err);
    if (plan->given == NULL) plan_fail(plan, "table.quantities", "district.yaml", &err);
    return plan->given;
}

static bool has_given_rows(Plan *plan, const char *code)
{
    const Table *table = given_table(plan);
    int column = table == NULL ? -1 : table_column(table, "code|服务编码");
    for (size_t row = 0; column >= 0 && row < table->row_count; row++) {
        if (text_equal(table_cell(table, row, column), code)) return true;
    }
    return false;
}

// ---- kernels ----

static bool kernel_inputs(Plan *plan, ServicePlan *service, int scenario, Why *why)
{
    int *inputs = service->inputs[scenario];
    for (int k = 0; k < INPUT_MAX; k++) inputs[k] = -1;
    bool ok = true;
    for (int k = 0; k < INPUT_MAX && service->variant->inputs[k].id != NULL; k++) {
        const InputNeed *need = &service->variant->inputs[k];
        if (!plan_input_wanted(plan, need, service->variant->options)) continue;
        inputs[k] = plan_node(plan, need->id, need->months, need->unit, scenario, why);
        ok = ok && (inputs[k] >= 0 || need->optional);
    }
    return ok;
}

static void read_counts(Plan *plan, ServicePlan *service)
{
    const char *id = arena_printf(plan->arena, "%s.counts", service->service->code);
    for (size_t c = 1; c < plan->class_count; c++) {
        const ParamRow *row = params_find(&plan->params, id, plan->class_code[c], "", NAN);
        service->counts[c] = row != NULL && row->value != 0;
    }
}

static bool plan_kernel(Plan *plan, ServicePlan *service, Why *why)
{
    if (service->variant->kernel == NULL) return true;
    if (!kernel_inputs(plan, service, SCENARIO_ACTUAL, why)) return false;
    memcpy(service->inputs[SCENARIO_NORMAL], service->inputs[SCENARIO_ACTUAL], sizeof service->inputs[0]);
    if (plan->has_normal && !kernel_inputs(plan, service, SCENARIO_NORMAL, why)) return false;
    service->normal_differs = memcmp(service->inputs[0], service->inputs[1], sizeof service->inputs[0]) != 0;
    read_counts(plan, service);
    return true;
}

// ---- one service ----

static const ServiceEntry *declared(const Plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->district.service_count; i++) {
        if (text_equal(plan->district.services[i].code, code)) return &plan->district.services[i];
    }
    return NULL;
}

static const VariantEntry *variant_entry(const Plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->district.variant_count; i++) {
        if (text_equal(plan->district.variants[i].service, code)) return &plan->district.variants[i];
    }
    return NULL;
}

static bool allowed(const ProfileService *profile, const char *variant)
{
    for (size_t i = 0; i < profile->variant_count; i++) {
        if (text_equal(profile->variants[i], variant)) return true;
    }
    return profile->variant_count == 0 || text_equal(profile->variant, variant);
}

static const Variant variant_given = {
    .id = "given", .name_zh = "直接给定实物量", .name_en = "quantities given", .source = "district"};

static bool choose_variant(Plan *plan, ServicePlan *service, Why *why)
{
    const VariantEntry *entry = variant_entry(plan, service->service->code);
    const char *id = entry != NULL && entry->variant[0] != '\0' ? entry->variant : service->profile->variant;
    bool chosen = entry != NULL && entry->variant[0] != '\0';
    if (text_equal(id, "given") || (!chosen && has_given_rows(plan, service->service->code))) {
        service->variant = &variant_given;
        return true;
    }
    service->variant = service_variant(service->service, id);
    if (service->variant == NULL) {
        return why_say(why, "没有变体“%s”", "there is no variant \"%s\"", id);
    }
    if (allowed(service->profile, id)) return true;
    return why_say(why, "规范 %s 不允许变体 %s", "profile %s does not allow variant %s", plan->profile.id, id);
}

static bool plan_variant(Plan *plan, ServicePlan *service, Why *why)
{
    if (!choose_variant(plan, service, why)) return false;
    if (service->variant == &variant_given) return read_given(plan, service, given_table(plan), why);
    if (!plan_bind(plan, service->service->code, service->variant->params, service->variant->options, 0,
                   &service->bound, why))
        return false;
    if (!plan_kernel(plan, service, why) || !tabulate(plan, service, why)) return false;
    if (service->variant->warning_zh != NULL) {
        finding_add_texts(&plan->findings, FINDING_DOUBT, "variant.fallback", service->service->code,
                          service->variant->warning_zh, service->variant->warning_en);
    }
    return true;
}

static void count_lists(ServicePlan *service)
{
    while (service->flow_count < FLOW_MAX && service->service->flows[service->flow_count].id != NULL)
        service->flow_count++;
    while (service->part_count < PART_MAX && service->service->parts[service->part_count].id != NULL)
        service->part_count++;
}

// ---- gaps: what keeps services from being computed, each once

static void add_gap(Plan *plan, const ServicePlan *service, const Why *why)
{
    const Service *s = service->service;
    const char *variant = service->variant == NULL ? "?" : service->variant->id;
    PlanGap *gap = NULL;
    for (size_t i = 0; i < plan->gap_count; i++) {
        if (text_equal(plan->gaps[i].why.en.data, why->en.data)) gap = &plan->gaps[i];
    }
    if (gap == NULL) {
        plan->gaps = arena_grow(plan->arena, plan->gaps, plan->gap_count, &plan->gap_capacity, sizeof *plan->gaps);
        gap = &plan->gaps[plan->gap_count++];
        *gap =
            (PlanGap){.code = s->code, .why = *why, .codes = strbuf_open(plan->arena), .names = why_open(plan->arena)};
    }
    const char *between = gap->codes.size > 0 ? " " : "";
    strbuf_printf(&gap->names.zh, "%s%s %s（变体 %s）", gap->codes.size > 0 ? "、" : "", s->code, s->name_zh, variant);
    strbuf_printf(&gap->names.en, "%s%s %s (variant %s)", gap->codes.size > 0 ? ", " : "", s->code, s->name_en,
                  variant);
    strbuf_printf(&gap->codes, "%s%s", between, s->code);
}

static void find_gaps(Plan *plan)
{
    for (size_t i = 0; i < plan->gap_count; i++) {
        const PlanGap *gap = &plan->gaps[i];
        finding_add_texts(
            &plan->findings, FINDING_ERROR, "service.gap", gap->codes.data,
            arena_printf(plan->arena,
                         "%s 不能核算，缺：%s请补齐，或在 district.yaml 的 services 中声明 {code: %s, state: "
                         "not_available, reason: …}",
                         gap->names.zh.data, gap->why.zh.data, gap->code),
            arena_printf(plan->arena,
                         "%s cannot be computed; missing: %ssupply it, or declare {code: %s, state: "
                         "not_available, reason: ...} under services in district.yaml",
                         gap->names.en.data, gap->why.en.data, gap->code));
    }
}

static void plan_service(Plan *plan, ServicePlan *service)
{
    const Service *s = service->service;
    count_lists(service);
    const ServiceEntry *entry = declared(plan, s->code);
    if (entry != NULL) {
        service->state = text_equal(entry->state, "not_applicable") ? SERVICE_NOT_APPLICABLE : SERVICE_NOT_AVAILABLE;
        service->reason = entry->reason;
        return;
    }
    service->state = SERVICE_COMPUTED;
    service->reason = "";
    Why why = why_open(plan->arena);
    if (plan_variant(plan, service, &why)) return;
    add_gap(plan, service, &why);
    service->variant = NULL;
}

static void check_declarations(Plan *plan)
{
    for (size_t i = 0; i < plan->district.service_count; i++) {
        const char *code = plan->district.services[i].code;
        if (profile_service(&plan->profile, code) != NULL) continue;
        finding_add(&plan->findings, service_find(code) == NULL ? FINDING_ERROR : FINDING_NOTE, "service.unknown", code,
                    "规范 %s 不含服务 %s", "profile %s has no service %s", plan->profile.id, code);
    }
}

static const ServicePlan *planned(const Plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->service_count; i++) {
        if (text_equal(plan->services[i].service->code, code)) return &plan->services[i];
    }
    return NULL;
}

// A condition is an option with the value yes. storm_excluded is kept by R01's water balance itself (variant A); the
// others the district asserts.
static bool condition_met(const Plan *plan, const char *condition)
{
    const ServicePlan *water = planned(plan, "R01");
    bool balance = water != NULL && water->variant != NULL && text_equal(water->variant->id, "A");
    if (text_equal(condition, "storm_excluded") && !balance) return false;
    return condition[0] != '\0' && text_equal(plan_option(plan, condition, "no"), "yes");
}

// "R02.nitrogen" names a part; the whole service counts when it is in the total.
static bool counted(const Plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->service_count; i++) {
        const ServicePlan *service = &plan->services[i];
        size_t size = strlen(service->service->code);
        if (strncmp(name, service->service->code, size) != 0 || (name[size] != '\0' && name[size] != '.')) continue;
        return service->state == SERVICE_COMPUTED && service->profile->in_total &&
               plan_part_counts(plan, service, name[size] == '.' ? name + size + 1 : NULL);
    }
    return false;
}

bool plan_part_counts(const Plan *plan, const ServicePlan *service, const char *part)
{
    if (part == NULL) return true;
    const char *list = plan_option(plan, "leave_out", "");
    const char *name = arena_printf(plan->arena, "%s.%s", service->service->code, part);
    size_t count;
    char **items = text_split(plan->arena, list, ' ', &count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(items[i], name)) return false;
    }
    return true;
}

static void check_overlaps(Plan *plan)
{
    for (size_t i = 0; i < plan->profile.overlap_count; i++) {
        const ProfileOverlap *overlap = &plan->profile.overlaps[i];
        if (!counted(plan, overlap->a) || !counted(plan, overlap->b) || condition_met(plan, overlap->unless)) continue;
        const char *a = overlap->a, *b = overlap->b, *unless = overlap->unless[0] == '\0' ? "-" : overlap->unless;
        finding_add_texts(
            &plan->findings, FINDING_ERROR, "overlap", a,
            arena_printf(plan->arena, "%s 与 %s 不得同时计入（%s）；请声明其一不计，或满足条件 %s", a, b,
                         overlap->reason_zh, unless),
            arena_printf(plan->arena,
                         "%s and %s may not both be added (%s); declare one of them, or meet the condition "
                         "%s",
                         a, b, overlap->reason_en, unless));
    }
}

static int compare_services(const void *a, const void *b)
{
    const ServicePlan *x = a, *y = b;
    return strcmp(x->service->code, y->service->code);
}

// GB/T 46869: GEP net of the value of products that come from outside the area.
static void read_outside(Plan *plan)
{
    plan->outside_yuan = NAN;
    Err err;
    int column;
    if (!table_declared(plan, "outside_products")) return;
    const Table *table = district_table(plan, "outside_products", &err);
    if (table == NULL || !table_need_column(table, "value|价值|产值", &column, &err)) {
        plan_fail(plan, "table.outside_products", "district.yaml", &err);
        return;
    }
    plan->outside_yuan = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        double value;
        if (!table_number(table, row, column, "yuan", &value, &err)) {
            plan_fail(plan, "table.outside_products", table->path, &err);
            return;
        }
        if (isfinite(value)) plan->outside_yuan += value;
    }
}

// An account of nothing would read as a worth of 0.
static void check_any(Plan *plan)
{
    for (size_t k = 0; k < plan->service_count; k++) {
        if (plan->services[k].state != SERVICE_NOT_AVAILABLE) return;
    }
    finding_add(&plan->findings, FINDING_ERROR, "services.none", "district.yaml",
                "全部服务都声明为 not_available，没有可核算的内容；至少提供一项服务的数据",
                "every service is declared not_available: there is nothing to account; give the data of at least one");
}

void plan_services(Plan *plan)
{
    plan_options(plan);
    read_outside(plan);
    plan->services = arena_array(plan->arena, plan->profile.service_count, sizeof *plan->services);
    for (size_t i = 0; i < plan->profile.service_count; i++) {
        const Service *service = service_find(plan->profile.services[i].code);
        if (service == NULL) {
            finding_add(&plan->findings, FINDING_ERROR, "profile.service", plan->profile.id,
                        "规范中的服务 %s 本程序没有", "the profile's service %s is not known to this program",
                        plan->profile.services[i].code);
            continue;
        }
        ServicePlan *planned = &plan->services[plan->service_count++];
        planned->service = service;
        planned->profile = &plan->profile.services[i];
        plan_service(plan, planned);
    }
    find_gaps(plan);
    qsort(plan->services, plan->service_count, sizeof *plan->services, compare_services);
    check_declarations(plan);
    check_overlaps(plan);
    check_any(plan);
}
