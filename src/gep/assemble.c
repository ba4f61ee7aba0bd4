// assemble.c - the account: services, groups, towns, extent, parameters, warnings; refusals.
#include "gep/assemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/assemble_doubts.h"
#include "gep/assemble_service.h"
#include "gep/parcels.h"
#include "gep/plan_internal.h"
#include "land/version.h"

// ---- what rests on unverified numbers ----

typedef struct Upstream { // rows of the nodes a service stands on
    Plan *plan;
    bool *seen;
    size_t row_count, row_capacity;
    const ParamRow **rows;
    bool unverified;
    bool *unverified_class;
} Upstream;

static void take_rows(Upstream *up, const ParamRow *const *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t k = 0; k < up->row_count && !known; k++) known = up->rows[k] == rows[i];
        if (known) continue;
        up->rows = arena_grow(up->plan->arena, up->rows, up->row_count, &up->row_capacity, sizeof *up->rows);
        up->rows[up->row_count++] = rows[i];
    }
}

static void take_bound(Upstream *up, const Bound *bound)
{
    take_rows(up, bound->rows, bound->row_count);
    up->unverified |= bound->unverified;
    for (size_t c = 0; bound->unverified_class != NULL && c < up->plan->class_count; c++)
        up->unverified_class[c] |= bound->unverified_class[c];
}

static void take_node(Upstream *up, int index)
{
    if (index < 0 || up->seen[index]) return;
    up->seen[index] = true;
    const Node *node = &up->plan->nodes[index];
    if (node->kind != NODE_FIELD && node->kind != NODE_STATION) return;
    take_bound(up, &node->bound);
    for (int k = 0; node->kind == NODE_FIELD && k < INPUT_MAX; k++) take_node(up, node->inputs[k]);
}

static int compare_rows(const void *a, const void *b)
{
    const ParamRow *x = *(const ParamRow *const *)a, *y = *(const ParamRow *const *)b;
    int order = strcmp(x->id, y->id);
    if (order == 0) order = strcmp(x->ecosystem, y->ecosystem);
    if (order == 0) order = strcmp(x->key, y->key);
    if (order == 0) order = (x->from > y->from) - (x->from < y->from);
    if (order == 0) order = (x->price_year > y->price_year) - (x->price_year < y->price_year);
    return order != 0 ? order : (x->row_number > y->row_number) - (x->row_number < y->row_number);
}

static Upstream upstream_of(Plan *plan, const ValuePlan *values, size_t index)
{
    const ServicePlan *service = &plan->services[index];
    Upstream up = {.plan = plan,
                   .seen = arena_array(plan->arena, plan->node_count + 1, sizeof(bool)),
                   .unverified_class = arena_array(plan->arena, CLASS_MAX, sizeof(bool))};
    if (service->state != SERVICE_COMPUTED) return up;
    take_bound(&up, &service->bound);
    for (int s = 0; service->variant != NULL && service->variant->kernel != NULL && s < SCENARIO_COUNT; s++) {
        for (int k = 0; k < INPUT_MAX; k++) take_node(&up, service->inputs[s][k]);
    }
    for (size_t p = 0; p < service->part_count; p++)
        take_rows(&up, values->parts[index * PART_MAX + p].rows, values->parts[index * PART_MAX + p].row_count);
    if (up.row_count > 0) qsort(up.rows, up.row_count, sizeof *up.rows, compare_rows);
    return up;
}

static const char *row_name(Arena *arena, const ParamRow *row)
{
    StrBuf name = strbuf_open(arena);
    strbuf_add(&name, row->id);
    if (row->ecosystem[0] != '\0') strbuf_printf(&name, ".%s", row->ecosystem);
    if (row->key[0] != '\0') strbuf_printf(&name, ".%s", row->key);
    return name.data;
}

// ---- refusals ----

static double zone_share(const PassResult *result, const Plan *plan, const ServicePlan *service, int zone)
{
    double eligible = 0, valid = 0;
    for (size_t c = 0; c < plan->class_count; c++) {
        eligible += pass_sum(result, plan, (int)c, zone, service->channel + CHANNEL_ELIGIBLE_M2);
        valid += pass_sum(result, plan, (int)c, zone, service->channel + CHANNEL_VALID_M2);
    }
    return eligible > 0 ? valid / eligible : 1;
}

static void worst_classes(const PassResult *result, const Plan *plan, const ServicePlan *service, StrBuf *text)
{
    for (size_t c = 0; c < plan->class_count; c++) {
        double hole = 0;
        for (size_t z = 0; z <= plan->zone_count; z++) {
            hole += pass_sum(result, plan, (int)c, (int)z, service->channel + CHANNEL_ELIGIBLE_M2) -
                    pass_sum(result, plan, (int)c, (int)z, service->channel + CHANNEL_VALID_M2);
        }
        if (hole > 0) strbuf_printf(text, " %s:%.1fhm²", c == 0 ? "-" : plan->class_code[c], hole / 1e4);
    }
}

static void check_service_share(const Plan *plan, const PassResult *result, const ServicePlan *service,
                                const AccountService *done, StrBuf *text)
{
    double least = plan->district.valid_area_min;
    if (service->variant == NULL || service->variant->kernel == NULL) return;
    bool low = done->valid_area_share < least;
    StrBuf towns = strbuf_open(plan->arena);
    for (size_t z = 1; z <= plan->zone_count; z++) {
        double share = zone_share(result, plan, service, (int)z);
        if (share < least) strbuf_printf(&towns, " %s %s %.1f%%;", plan->zone_code[z], plan->zone_name[z], 100 * share);
    }
    if (!low && towns.size == 0) return;
    strbuf_printf(text, "\n  %s %s: %.2f %% < %.2f %%;", service->service->code,
                  message_is_chinese() ? service->service->name_zh : service->service->name_en,
                  100 * done->valid_area_share, 100 * least);
    if (towns.size > 0) strbuf_printf(text, _(" towns below:%s"), towns.data);
    strbuf_printf(text, "%s", _(" holes by class (- is land without a class):"));
    worst_classes(result, plan, service, text);
}

static bool check_shares(const Plan *plan, const PassResult *result, const AccountService *done, Err *err)
{
    StrBuf text = strbuf_open(plan->arena);
    for (size_t k = 0; k < plan->service_count; k++)
        check_service_share(plan, result, &plan->services[k], &done[k], &text);
    if (text.size == 0) return true;
    if (result->unknown.count > 0)
        strbuf_printf(&text,
                      _("\n  codes of the land map that the crosswalk does not know: %s. Correct the map, or name a "
                        "table of your own as `crosswalk` of the map."),
                      unknown_codes_text(plan->arena, &result->unknown));
    return err_set(err, ERR_REFUSED,
                   _("valid share below limits.valid_area_min:%s\nSupply the missing cells or parameter rows, or "
                     "declare a fill rule for the map; --diagnose DIR draws the holes."),
                   text.data);
}

// ---- totals ----

static void add_values(Values *to, const Values *value)
{
    to->current = money_add(to->current, value->current);
    to->constant = money_add(to->constant, value->constant);
    to->normal_current = money_add(to->normal_current, value->normal_current);
    to->normal_constant = money_add(to->normal_constant, value->normal_constant);
}

static Values *group_of(Account *account, Group group)
{
    return group == GROUP_MATERIAL     ? &account->material
           : group == GROUP_REGULATING ? &account->regulating
                                       : &account->cultural;
}

static void total_services(const Plan *plan, Account *account, AccountService *done)
{
    account->complete = true;
    for (size_t k = 0; k < account->service_count; k++) {
        if (done[k].in_total && done[k].state == SERVICE_NOT_AVAILABLE) account->complete = false;
        if (!done[k].in_total) continue;
        add_values(group_of(account, done[k].group), &done[k].value);
        add_values(&account->gep, &done[k].value);
    }
    double gep = money_to_yuan(account->gep.current);
    for (size_t k = 0; k < account->service_count; k++)
        done[k].share = done[k].in_total && gep != 0 ? money_to_yuan(done[k].value.current) / gep : 0;
    account->per_km2 = account->area_m2 > 0 ? gep / (account->area_m2 / 1e6) : NAN;
    account->per_head = plan->district.population > 0 ? gep / plan->district.population : NAN;
    account->ggi = plan->district.gdp_yuan > 0 ? gep / plan->district.gdp_yuan : NAN;
    account->has_net = !isnan(plan->outside_yuan);
    if (account->has_net) {
        account->outside_products = money_from_yuan(plan->outside_yuan);
        account->gep_net = money_sub(account->gep.current, account->outside_products);
    }
    account->unverified_share = gep != 0 ? money_to_yuan(account->unverified) / gep : 0;
}

static void town_values(const Account *account, AccountTown *town)
{
    for (size_t i = 0; i < account->leaf_count; i++) {
        const Leaf *leaf = &account->leaves[i];
        const AccountService *service = &account->services[leaf->service];
        if (!service->in_total || !text_equal(leaf->town, town->code)) continue;
        Fen *group = service->group == GROUP_MATERIAL     ? &town->material
                     : service->group == GROUP_REGULATING ? &town->regulating
                                                          : &town->cultural;
        *group = money_add(*group, leaf->value.current);
        town->gep = money_add(town->gep, leaf->value.current);
    }
}

static void total_towns(Plan *plan, const PassResult *result, Account *account)
{
    AccountTown *towns = arena_array(plan->arena, plan->zone_count + 1, sizeof *towns);
    account->town_count = plan->zone_count;
    for (size_t z = 0; z <= plan->zone_count; z++) {
        AccountTown *town =
            z == 0 ? &towns[plan->zone_count] : &towns[z - 1]; // what is in no town last, for not_allotted
        *town = (AccountTown){.code = plan->zone_code[z], .name = plan->zone_name[z], .valid_area_share = 1};
        for (size_t c = 0; c < plan->class_count; c++) town->area_m2 += pass_sum(result, plan, (int)c, (int)z, 0);
        for (size_t k = 0; k < plan->service_count; k++) {
            const ServicePlan *service = &plan->services[k];
            if (service->variant == NULL || service->variant->kernel == NULL) continue;
            double share = zone_share(result, plan, service, (int)z);
            if (share < town->valid_area_share) town->valid_area_share = share;
        }
        town_values(account, town);
    }
    account->towns = towns;
    account->not_allotted = towns[plan->zone_count].gep;
}

// ---- extent ----

static double class_area(const Plan *plan, const PassResult *result, size_t c)
{
    double area = 0;
    for (size_t z = 0; z <= plan->zone_count; z++) area += pass_sum(result, plan, (int)c, (int)z, 0);
    return area;
}

static double area_before(const Plan *plan, const PassResult *result, size_t c)
{
    double area = 0;
    if (result->transition_m2 == NULL) return NAN;
    for (size_t to = 0; to < plan->class_count; to++) area += result->transition_m2[c * plan->class_count + to];
    return area;
}

static void make_extent(Plan *plan, const PassResult *result, Account *account)
{
    ExtentRow *rows = arena_array(plan->arena, plan->class_count, sizeof *rows);
    for (size_t c = 0; c < plan->class_count; c++) {
        double area = class_area(plan, result, c), before = area_before(plan, result, c);
        account->area_m2 += area;
        if (area == 0 && !(before > 0)) continue;
        const EcoClass *class = classes_find(&plan->classes, plan->class_code[c]);
        rows[account->extent_count++] = (ExtentRow){.ecosystem = plan->class_code[c],
                                                    .name_zh = class == NULL ? "未分类" : class->name_zh,
                                                    .name_en = class == NULL ? "no class" : class->name_en,
                                                    .area_m2 = area,
                                                    .area_before_m2 = before};
    }
    account->extent = rows;
}

static void make_transitions(Plan *plan, const PassResult *result, Account *account)
{
    if (result->transition_m2 == NULL) return;
    TransitionCell *cells = arena_array(plan->arena, plan->class_count * plan->class_count, sizeof *cells);
    for (size_t i = 0; i < plan->class_count * plan->class_count; i++) {
        if (result->transition_m2[i] == 0) continue;
        cells[account->transition_count++] = (TransitionCell){.from = plan->class_code[i / plan->class_count],
                                                              .to = plan->class_code[i % plan->class_count],
                                                              .area_m2 = result->transition_m2[i]};
    }
    account->transitions = cells;
    account->before_year = plan->before_year;
}

// ---- parameters, inputs, pictures ----

static int compare_leaves(const void *a, const void *b)
{
    const Leaf *x = a, *y = b;
    int order = (x->service > y->service) - (x->service < y->service);
    if (order == 0) order = strcmp(x->ecosystem, y->ecosystem);
    return order != 0 ? order : strcmp(x->town, y->town);
}

static int compare_params(const void *a, const void *b)
{
    const AccountParam *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    if (order == 0) order = strcmp(x->ecosystem, y->ecosystem);
    if (order == 0) order = strcmp(x->key, y->key);
    if (order == 0) order = (x->from > y->from) - (x->from < y->from);
    return order != 0 ? order : (x->price_year > y->price_year) - (x->price_year < y->price_year);
}

static void list_params(Plan *plan, Account *account, AccountService *done, const Upstream *ups)
{
    size_t count = 0, capacity = 0;
    AccountParam *params = NULL;
    const ParamRow **rows = arena_array(plan->arena, plan->params.count + 1, sizeof *rows);
    for (size_t k = 0; k < account->service_count; k++) {
        const char **names = arena_array(plan->arena, ups[k].row_count + 1, sizeof *names);
        for (size_t i = 0; i < ups[k].row_count; i++) {
            const ParamRow *row = ups[k].rows[i];
            size_t at = 0;
            names[i] = row_name(plan->arena, row);
            while (at < count && rows[at] != row) at++;
            if (at == count) {
                params = arena_grow(plan->arena, params, count, &capacity, sizeof *params);
                params[at] = (AccountParam){.id = row->id,
                                            .ecosystem = row->ecosystem,
                                            .key = row->key,
                                            .unit = row->unit,
                                            .source = row->source,
                                            .clause = row->clause,
                                            .status = row->status,
                                            .value = row->value,
                                            .from = row->from,
                                            .to = row->to,
                                            .price_year = row->price_year};
                rows[count++] = row;
            }
            params[at].value_resting = money_add(params[at].value_resting, done[k].value.current);
        }
        done[k].parameters = names;
        done[k].parameter_count = ups[k].row_count;
    }
    if (count > 0) qsort(params, count, sizeof *params, compare_params);
    account->params = params;
    account->param_count = count;
}

// What a pixel of a service is worth when emissions limit its flows, each to its own share.
static float limited_pixel(const Assembly *assembly, const PassResult *result, size_t index, size_t pixel)
{
    const ServicePlan *service = &assembly->plan->services[index];
    const double *scale = assembly->limit_scale + index * FLOW_MAX;
    double value = 0;
    if (service->overview_count == 1 && service->emissions == NULL) return result->overviews[service->overview][pixel];
    for (int k = 0; k < service->overview_count; k++)
        value += (double)result->overviews[service->overview + k][pixel] * scale[k];
    return (float)value;
}

static void make_overviews(Plan *plan, const PassResult *result, Account *account, const Assembly *assembly)
{
    if (result->overviews == NULL) return;
    size_t pixels = (size_t)result->overview_width * (size_t)result->overview_height;
    Overview *overviews = arena_array(plan->arena, plan->service_count + 1, sizeof *overviews);
    float *all = arena_array(plan->arena, pixels, sizeof *all);
    for (size_t i = 0; i < pixels; i++) all[i] = NAN;
    Overview shape = {.unit = "yuan/m2",
                      .width = result->overview_width,
                      .height = result->overview_height,
                      .cell_m = result->overview_step * plan->grid.cell_m};
    for (size_t k = 0; k < plan->service_count; k++) {
        const ServicePlan *service = &plan->services[k];
        if (service->overview_count == 0) continue;
        float *values = result->overviews[service->overview];
        for (size_t i = 0; i < pixels; i++) {
            float value = values[i] = limited_pixel(assembly, result, k, i);
            if (isnan(value) || !account->services[k].in_total || account->services[k].group != GROUP_REGULATING)
                continue;
            all[i] = isnan(all[i]) ? value : all[i] + value;
        }
        overviews[account->overview_count] = shape;
        overviews[account->overview_count].service = (int)k;
        overviews[account->overview_count++].values = values;
    }
    overviews[account->overview_count] = shape;
    overviews[account->overview_count].service = -1;
    overviews[account->overview_count++].values = all;
    account->overviews = overviews;
}

static void make_outlines(Plan *plan, Account *account)
{
    AccountOutline *outlines = arena_array(plan->arena, plan->boundary.count + plan->zones.count, sizeof *outlines);
    if (plan->boundary.count == 0) return;
    size_t rings = 0;
    for (size_t i = 0; i < plan->boundary.count; i++) rings += plan->boundary.items[i].ring_count;
    Ring *all = arena_array(plan->arena, rings, sizeof *all);
    outlines[0] = (AccountOutline){.code = plan->district.code, .name = plan->district.name, .rings = all};
    for (size_t i = 0; i < plan->boundary.count; i++) {
        for (size_t r = 0; r < plan->boundary.items[i].ring_count; r++)
            all[outlines[0].ring_count++] = plan->boundary.items[i].rings[r];
    }
    account->outline_count = 1;
    for (size_t z = 0; z < plan->zones.count; z++) {
        const Polygon *zone = &plan->zones.items[z];
        outlines[account->outline_count++] = (AccountOutline){
            .code = zone->code, .name = zone->name, .ring_count = zone->ring_count, .rings = zone->rings};
    }
    account->outlines = outlines;
}

static int compare_inputs(const void *a, const void *b)
{
    const AccountInput *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order != 0 ? order : strcmp(x->path, y->path);
}

static bool list_inputs(Plan *plan, Account *account, Err *err)
{
    AccountInput *inputs = arena_array(plan->arena, plan->input_count, sizeof *inputs);
    for (size_t i = 0; i < plan->input_count; i++) {
        const PlanInput *input = &plan->inputs[i];
        char *path;
        if (!file_relative(plan->arena, plan->district.folder, input->path, &path, err)) return false;
        inputs[i] = (AccountInput){.id = input->id,
                                   .path = path,
                                   .bytes = input->bytes,
                                   .crs = "",
                                   .resampling = "",
                                   .datum_note = "",
                                   .license = input->license};
        memcpy(inputs[i].sm3, input->sm3, SM3_TEXT_SIZE);
        if (input->layer < 0) continue;
        const LayerPlan *layer = plan->layers[input->layer].layer;
        inputs[i].crs = layer_crs_label(layer);
        inputs[i].resampling = layer_resampling(layer);
        inputs[i].datum_note = layer_datum_note(layer);
        inputs[i].cell_x = layer_info(layer)->cell_x;
        inputs[i].cell_y = layer_info(layer)->cell_y;
    }
    qsort(inputs, plan->input_count, sizeof *inputs, compare_inputs);
    account->inputs = inputs;
    account->input_count = plan->input_count;
    return true;
}

static void describe(Plan *plan, const PassResult *result, Account *account)
{
    const District *d = &plan->district;
    *account = (Account){.district_code = d->code,
                         .district_name = d->name,
                         .district_name_en = d->name_en,
                         .part_of = d->part_of,
                         .demo = d->demo,
                         .year = plan->year,
                         .constant_price_year = d->constant_price_year,
                         .normal = plan->has_normal ? d->normal : "",
                         .profile = plan->profile.id,
                         .profile_title_zh = plan->profile.title_zh,
                         .profile_title_en = plan->profile.title_en,
                         .price_basis = plan->profile.price_basis,
                         .crs = plan->crs == NULL ? "" : crs_label(plan->crs),
                         .crs_name = plan->crs == NULL ? "" : crs_name(plan->crs),
                         .cell_m = plan->grid.cell_m,
                         .official_area_m2 = d->official_area_hm2 * 1e4,
                         .cells_inside = result->cells,
                         .x0 = plan->grid.x0,
                         .y0 = plan->grid.y0,
                         .width = plan->grid.width,
                         .height = plan->grid.height,
                         .population = d->population,
                         .gdp_yuan = d->gdp_yuan,
                         .has_normal = plan->has_normal,
                         .change_from_before = NAN,
                         .version = QINGSHAN_VERSION,
                         .gdal_version = arena_text(plan->arena, land_gdal_version()), // GDAL frees it at the next call
                         .proj_version = arena_text(plan->arena, land_proj_version())};
}

bool assemble(Plan *plan, const ValuePlan *values, const PassResult *result, Account **out, Err *err)
{
    Account *account = arena_alloc(plan->arena, sizeof *account);
    describe(plan, result, account);
    size_t count = plan->service_count;
    AccountService *done = arena_array(plan->arena, count, sizeof *done);
    Upstream *ups = arena_array(plan->arena, count, sizeof *ups);
    bool *all = arena_array(plan->arena, count, sizeof *all),
         *by_class = arena_array(plan->arena, count * CLASS_MAX, sizeof *by_class);
    for (size_t k = 0; k < count; k++) {
        ups[k] = upstream_of(plan, values, k);
        all[k] = ups[k].unverified;
        memcpy(by_class + k * CLASS_MAX, ups[k].unverified_class, CLASS_MAX * sizeof(bool));
    }
    Assembly assembly = {.plan = plan,
                         .values = values,
                         .result = result,
                         .unverified_all = all,
                         .unverified_class = by_class,
                         .limit_scale = arena_array(plan->arena, count * FLOW_MAX, sizeof(double))};
    for (size_t k = 0; k < count; k++) assemble_service(&assembly, k, &done[k]);
    if (assembly.refusal != NULL) return err_set(err, ERR_REFUSED, "%s", assembly.refusal);
    if (!check_shares(plan, result, done, err)) return false;
    if (assembly.leaf_count > 0) qsort(assembly.leaves, assembly.leaf_count, sizeof *assembly.leaves, compare_leaves);
    account->services = done;
    account->service_count = count;
    account->leaves = assembly.leaves;
    account->leaf_count = assembly.leaf_count;
    account->unverified = assembly.unverified;
    make_extent(plan, result, account);
    make_transitions(plan, result, account);
    total_services(plan, account, done);
    total_towns(plan, result, account);
    list_params(plan, account, done, ups);
    make_overviews(plan, result, account, &assembly);
    make_outlines(plan, account);
    parcels_assemble(plan, values, result, assembly.limit_scale, account);
    assemble_doubts(plan, result, account);
    *out = account;
    return list_inputs(plan, account, err);
}
