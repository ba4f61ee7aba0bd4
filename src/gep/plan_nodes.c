// plan_nodes.c - the graph of inputs and fields: which node gives a named input in a scenario.
//
// Nodes are appended after their inputs, so the array's order is an order of evaluation. A node that the normal climate
// does not touch is shared by both scenarios.
#include "gep/plan_internal.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/units.h"
#include "land/class_table.h"

static const char *months_text(int months)
{
    return months == 12 ? "{month}" : "";
}

// Computed fields are as good as what they are computed from; slope tells of heights that are none.
static const Range *range_of(const Plan *plan, const Node *node)
{
    bool from_outside = node->kind == NODE_MAP || node->kind == NODE_CLASS_TABLE || node->kind == NODE_COLUMN ||
                        node->kind == NODE_STATION || node->kind == NODE_SLOPE;
    return from_outside ? ranges_input(&plan->ranges, node->id) : NULL;
}

int plan_add_node(Plan *plan, Node node)
{
    node.range = range_of(plan, &node);
    plan->nodes = arena_grow(plan->arena, plan->nodes, plan->node_count, &plan->node_capacity, sizeof *plan->nodes);
    node.slot = plan->slot_count;
    plan->slot_count += node.months;
    plan->nodes[plan->node_count] = node;
    return (int)plan->node_count++;
}

// ---- maps ----

static const MapEntry *map_for(const Plan *plan, const char *id, int months, int scenario)
{
    for (size_t i = 0; i < plan->district.map_count; i++) {
        const MapEntry *map = &plan->district.maps[i];
        bool monthly = strstr(map->file, "{month}") != NULL;
        if (scenario == SCENARIO_NORMAL && map->normal[0] == '\0') continue;
        if (text_equal(map->id, id) && monthly == (months == 12)) return map;
        size_t size = strlen(map->id);
        bool yearly = !monthly && months == 1 && strncmp(map->id, id, size) == 0 && text_equal(id + size, "_year");
        if (yearly) return map;
    }
    return NULL;
}

// Is this input being looked for at this moment?
static bool is_under_way(const Plan *plan, const char *id, int months)
{
    for (size_t i = 0; i < plan->memo_count; i++) {
        const PlanMemo *memo = &plan->memos[i];
        if (memo->why == NULL && memo->months == months && memo->scenario == SCENARIO_ACTUAL &&
            text_equal(memo->id, id))
            return true;
    }
    return false;
}

static bool parse_fill(Plan *plan, const MapEntry *map, Node *node)
{
    node->fill = map->fill;
    node->fill_node = -1;
    node->can_be_filled = map->fill[0] != '\0';
    if (map->fill[0] == '\0') return true;
    if (text_starts(map->fill, "constant:") && text_to_double(map->fill + strlen("constant:"), &node->fill_value)) {
        node->fill_value *= node->factor; // it stands in the map's unit
        return true;
    }
    if (text_starts(map->fill, "map:") && is_under_way(plan, map->fill + strlen("map:"), node->months))
        return finding_add(&plan->findings, FINDING_ERROR, "map.fill", "district.yaml",
                           "填补规则成环：%s 由 %s 填补，而后者又等待 %s",
                           "the fill rules go round: %s is filled by %s, which waits for %s itself", map->id,
                           map->fill + strlen("map:"), map->id);
    if (text_starts(map->fill, "map:")) {
        Why why = why_open(plan->arena);
        node->fill_node = plan_node(plan, map->fill + strlen("map:"), node->months, node->unit, SCENARIO_ACTUAL, &why);
        return node->fill_node >= 0 ||
               finding_add_texts(&plan->findings, FINDING_ERROR, "map.fill", "district.yaml",
                                 arena_printf(plan->arena, "图层 %s 的 fill“%s”用不上，缺：%s请补齐，或改 fill",
                                              map->id, map->fill, why.zh.data),
                                 arena_printf(plan->arena,
                                              "map %s: fill \"%s\" cannot be used; missing: %ssupply it, or "
                                              "change fill",
                                              map->id, map->fill, why.en.data));
    }
    return finding_add(&plan->findings, FINDING_ERROR, "map.fill", "district.yaml",
                       "图层 %s 的 fill“%s”应写作 constant:数 或 map:图层名",
                       "map %s: fill \"%s\", expected constant:NUMBER or map:ID", map->id, map->fill);
}

static int map_node(Plan *plan, const MapEntry *map, const char *id, int months, const char *unit, int scenario,
                    Why *why)
{
    Node node = {.id = id, .unit = unit, .months = months, .kind = NODE_MAP};
    if (map->unit[0] == '\0' && !text_equal(unit, "1")) {
        node.factor = 1;
        finding_add(&plan->findings, FINDING_DOUBT, "map.unit", map->id,
                    "未写单位，按 %s 处理；请在 district.yaml 中写明 unit",
                    "no unit given, taken as %s; state unit in district.yaml", unit);
    } else if (!unit_convert(map->unit, unit, &node.factor)) {
        why_say(why, "图层 %s 的单位 %s 应为 %s", "map %s: unit %s, expected %s", map->id, map->unit, unit);
        return -1;
    }
    LayerKind kind;
    Err err;
    if (!layer_kind_parse(map->kind, &kind, &err)) {
        why_err(why, &err);
        return -1;
    }
    if (kind == LAYER_CLASS && !text_equal(unit, "1")) { // soil codes and the like are numbers without a unit
        finding_add(&plan->findings, FINDING_DOUBT, "map.kind", map->id,
                    "kind: class 不作插值，按最近的格元取值；%s（%s）是连续量，请改为 field，总量用 flux",
                    "kind: class takes the nearest cell, without interpolation; %s (%s) is a quantity: say field, or "
                    "flux for totals",
                    id, unit);
    }
    const char *pattern = scenario == SCENARIO_NORMAL ? map->normal : map->file;
    for (int m = 0; m < months; m++) {
        const char *path = district_file(plan->arena, &plan->district, pattern, plan->year, months == 12 ? m + 1 : 0);
        if (!file_exists(path)) {
            why_say(why, "图层 %s 缺文件 %s", "map %s: there is no file %s", map->id, path);
            return -1;
        }
        node.layers[m] = plan_layer(plan, map->id, path, map->band, kind, map->crs, map->license);
        if (node.layers[m] < 0) {
            why_say(why, "图层 %s 无法读取：%s", "map %s: cannot be read: %s", map->id, path);
            return -1;
        }
    }
    if (parse_fill(plan, map, &node)) return plan_add_node(plan, node);
    why_say(why, "图层 %s 的 fill“%s”", "map %s: fill %s", map->id, map->fill);
    return -1;
}

// ---- class tables ----

static const ClassTableEntry *class_table_for(const Plan *plan, const char *id, const char **column)
{
    size_t size = strlen(id);
    for (size_t i = 0; i < plan->district.class_table_count; i++) {
        const ClassTableEntry *entry = &plan->district.class_tables[i];
        for (size_t k = 0; k < entry->column_count; k++) {
            if (strncmp(entry->columns[k], id, size) != 0 || entry->columns[k][size] != '=') continue;
            *column = entry->columns[k] + size + 1;
            return entry;
        }
    }
    return NULL;
}

static int class_table_node(Plan *plan, const ClassTableEntry *entry, const char *column, const char *id,
                            const char *unit, Why *why)
{
    const MapEntry *map = map_for(plan, entry->map, 1, SCENARIO_ACTUAL);
    if (map == NULL) {
        why_say(why, "class_tables %s：没有图层 %s", "class_tables %s: there is no map %s", entry->id, entry->map);
        return -1;
    }
    const char *path = district_file(plan->arena, &plan->district, entry->file, plan->year, 0);
    plan_add_input(plan, entry->id, path, -1, "");
    Err err;
    ClassTable table;
    if (!class_table_read(plan->arena, path, entry, column, &table, &err)) {
        why_err(why, &err);
        return -1;
    }
    Node node = {
        .id = id, .unit = unit, .months = 1, .kind = NODE_CLASS_TABLE, .factor = 1, .fill = "", .fill_node = -1};
    const char *map_file = district_file(plan->arena, &plan->district, map->file, plan->year, 0);
    node.layers[0] = plan_layer(plan, map->id, map_file, map->band, LAYER_CLASS, map->crs, map->license);
    node.code_count = table.count;
    node.codes = table.values;
    return node.layers[0] < 0 ? -1 : plan_add_node(plan, node);
}

// ---- fields ----

static bool inputs_equal(const int *a, const int *b)
{
    return memcmp(a, b, INPUT_MAX * sizeof *a) == 0;
}

static bool field_inputs(Plan *plan, const Field *field, const FieldMethod *method, int scenario, int out[INPUT_MAX],
                         bool *filled, Why *why)
{
    for (int k = 0; k < INPUT_MAX; k++) out[k] = -1;
    for (int k = 0; k < INPUT_MAX && method->inputs[k].id != NULL; k++) {
        const InputNeed *need = &method->inputs[k];
        if (text_equal(need->id, field->id)) return false; // a field is not made from itself
        if (!plan_input_wanted(plan, need, method->options)) continue;
        out[k] = plan_node(plan, need->id, need->months, need->unit, scenario, why);
        if (out[k] < 0 && !need->optional) return false;
        if (out[k] >= 0 && plan->nodes[out[k]].can_be_filled) *filled = true;
    }
    return true;
}

static size_t statistic_count(const FieldMethod *method)
{
    size_t count = 0;
    while (count < sizeof method->statistics / sizeof *method->statistics && method->statistics[count].input != NULL)
        count++;
    return count;
}

static size_t param_count(const FieldMethod *method)
{
    size_t count = 0;
    while (count < PARAM_MAX && method->params[count].id != NULL) count++;
    return count;
}

static bool bind_statistics(Plan *plan, const FieldMethod *method, const Bound *bound, Why *why)
{
    for (size_t s = 0; s < statistic_count(method); s++) {
        int node = plan_node(plan, method->statistics[s].input, 1, "1", SCENARIO_ACTUAL, why);
        if (node < 0) return false;
        plan->statistics = arena_grow(plan->arena, plan->statistics, plan->statistic_count, &plan->statistic_capacity,
                                      sizeof *plan->statistics);
        plan->statistics[plan->statistic_count++] =
            (PlanStatistic){.node = node,
                            .percentile = method->statistics[s].percentile,
                            .target = plan_scalar_target(bound, param_count(method) + s)};
    }
    return true;
}

static int actual_node(Plan *plan, const Field *field, Why *why)
{
    return plan_node(plan, field->id, field->months, field->unit, SCENARIO_ACTUAL, why);
}

static bool computes_the_same(const Node *a, const Node *b)
{
    return a->kind == NODE_FIELD && a->method == b->method && inputs_equal(a->inputs, b->inputs);
}

static int kernel_node(Plan *plan, const Field *field, const FieldMethod *method, int scenario, Why *why)
{
    Node node = {.id = field->id,
                 .unit = field->unit,
                 .months = field->months,
                 .kind = NODE_FIELD,
                 .factor = 1,
                 .method = method,
                 .fill = "",
                 .fill_node = -1};
    if (!field_inputs(plan, field, method, scenario, node.inputs, &node.can_be_filled, why)) return -1;
    int actual = scenario == SCENARIO_ACTUAL ? -1 : actual_node(plan, field, why);
    if (actual >= 0 && computes_the_same(&plan->nodes[actual], &node)) return actual;
    const char *owner = arena_printf(plan->arena, "%s/%s", field->id, method->name);
    if (!plan_bind(plan, owner, method->params, method->options, statistic_count(method), &node.bound, why)) return -1;
    if (!bind_statistics(plan, method, &node.bound, why)) return -1;
    return plan_add_node(plan, node);
}

static int method_node(Plan *plan, const Field *field, const FieldMethod *method, int scenario, Why *why)
{
    if (method->at_site != NULL) return plan_station_node(plan, field, method, scenario, why);
    return method->kernel == NULL ? -1 : kernel_node(plan, field, method, scenario, why);
}

static void note_method(Plan *plan, const FieldMethod *method, const Field *field)
{
    if (method->warning_zh == NULL) return;
    finding_add_texts(&plan->findings, FINDING_DOUBT, "method.fallback", field->id, method->warning_zh,
                      method->warning_en);
}

static void say_methods(const Plan *plan, const Field *field, const char *chosen, Why *why)
{
    StrBuf methods = strbuf_open(plan->arena);
    for (int k = 0; k < VARIANT_MAX && field->methods[k].name != NULL; k++) {
        bool again = k > 0 && text_equal(field->methods[k].name, field->methods[k - 1].name);
        if (!again) strbuf_printf(&methods, "%s%s", k == 0 ? "" : "|", field->methods[k].name);
    }
    why_say(why, "%s：%s=%s，应为 %s", "%s: %s=%s, expected %s", field->id, field->option, chosen, methods.data);
}

static int field_node(Plan *plan, const Field *field, int scenario, Why *why)
{
    const char *chosen = field->option == NULL ? NULL : plan_option(plan, field->option, NULL);
    bool known = false;
    for (int k = 0; k < VARIANT_MAX && field->methods[k].name != NULL; k++) {
        const FieldMethod *method = &field->methods[k];
        if (chosen != NULL && !text_equal(chosen, method->name)) continue;
        known = true;
        int node = method_node(plan, field, method, scenario, why);
        if (node < 0) continue;
        note_method(plan, method, field);
        return node;
    }
    if (!known) say_methods(plan, field, chosen, why);
    return -1;
}

// ---- resolving ----

static int builtin_node(Plan *plan, const char *id, const char *unit, Why *why)
{
    Node node = {.id = id, .unit = unit, .months = 1, .factor = 1, .fill = "", .fill_node = -1};
    if (text_equal(id, "cell_m") && !plan->tabular) {
        node.kind = NODE_CELL_SIZE;
        return plan_add_node(plan, node);
    }
    if (text_equal(id, "latitude") && !plan->tabular) {
        node.kind = NODE_LATITUDE;
        return plan_add_node(plan, node);
    }
    if (text_equal(id, "slope") && !plan->tabular) {
        int dem = plan_node(plan, "elevation", 1, "m", SCENARIO_ACTUAL, why);
        if (dem < 0 || plan->nodes[dem].kind != NODE_MAP) return -1;
        node.kind = NODE_SLOPE;
        node.layers[0] = plan->nodes[dem].layers[0];
        plan->layers[node.layers[0]].halo = 1;
        node.factor = plan->nodes[dem].factor;
        return plan_add_node(plan, node);
    }
    return -1;
}

static bool chosen_explicitly(const Plan *plan, const Field *field)
{
    if (field == NULL || field->option == NULL) return false;
    const char *chosen = plan_option(plan, field->option, NULL);
    return chosen != NULL && !text_equal(chosen, "raster") && !text_equal(chosen, "map");
}

static void say_not_found(const char *id, int months, const char *unit, Why *why)
{
    why_say(why, "%s%s（%s）", "%s%s (%s)", id, months_text(months), unit);
}

static bool without_climate(NodeKind kind)
{
    return kind == NODE_CLASS_TABLE || kind == NODE_COLUMN || kind == NODE_SLOPE || kind == NODE_LATITUDE ||
           kind == NODE_CELL_SIZE;
}

static int find_new(Plan *plan, const char *id, int months, const char *unit, int scenario, Why *why)
{
    const Field *field = field_find(id);
    if (field != NULL && field->months != months) field = NULL;
    if (scenario == SCENARIO_NORMAL) {
        int actual = plan_node(plan, id, months, unit, SCENARIO_ACTUAL, why);
        if (actual >= 0 && without_climate(plan->nodes[actual].kind)) return actual;
    }
    if (chosen_explicitly(plan, field)) return field_node(plan, field, scenario, why); // and nothing else
    const char *name = text_equal(id, "elevation") ? "dem" : id;
    const MapEntry *map = map_for(plan, name, months, scenario);
    if (map != NULL) return map_node(plan, map, id, months, unit, scenario, why);
    if (scenario == SCENARIO_NORMAL && map_for(plan, name, months, SCENARIO_ACTUAL) != NULL)
        return plan_node(plan, id, months, unit, SCENARIO_ACTUAL, why);
    const char *column;
    const ClassTableEntry *entry = months == 1 ? class_table_for(plan, id, &column) : NULL;
    if (entry != NULL) return class_table_node(plan, entry, column, id, unit, why);
    int node = plan->tabular ? plan_column_node(plan, id, months, unit) : builtin_node(plan, id, unit, why);
    if (node >= 0) return node;
    if (field != NULL) node = field_node(plan, field, scenario, why);
    if (node < 0) say_not_found(id, months, unit, why);
    return node;
}

static int with_unit(Plan *plan, int node, const char *unit, Why *why)
{
    double factor;
    if (node < 0) return node;
    if (unit_convert(plan->nodes[node].unit, unit, &factor) && factor == 1) return node;
    why_say(why, "%s 的单位 %s 不能换算为 %s", "%s: its unit %s does not convert to %s", plan->nodes[node].id,
            plan->nodes[node].unit, unit);
    return -1;
}

int plan_node(Plan *plan, const char *id, int months, const char *unit, int scenario, Why *why)
{
    for (size_t i = 0; i < plan->memo_count; i++) {
        const PlanMemo *memo = &plan->memos[i];
        if (memo->months != months || memo->scenario != scenario || !text_equal(memo->id, id)) continue;
        Why looked_for = why_open(plan->arena);
        if (memo->why == NULL) say_not_found(id, months, unit, &looked_for);
        if (memo->node < 0) why_add(why, memo->why != NULL ? memo->why : &looked_for);
        return with_unit(plan, memo->node, unit, why);
    }
    plan->memos = arena_grow(plan->arena, plan->memos, plan->memo_count, &plan->memo_capacity, sizeof *plan->memos);
    size_t at = plan->memo_count++;
    plan->memos[at] = (PlanMemo){.id = id,
                                 .months = months,
                                 .scenario = scenario,
                                 .node = -1}; // -1 while it is looked for: a cycle finds nothing
    Why *own = arena_alloc(plan->arena, sizeof *own);
    *own = why_open(plan->arena);
    int node = find_new(plan, id, months, unit, scenario, own);
    plan->memos[at].node = node;
    plan->memos[at].why = own;
    if (node < 0) why_add(why, own);
    return with_unit(plan, node, unit, why);
}
