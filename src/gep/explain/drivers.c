#include "gep/explain/drivers.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/text.h"
#include "gep/blocks.h"
#include "gep/pass_statistics.h"
#include "gep/worker.h"

enum { CELLS = LATTICE * LATTICE, OUTSIDE = UINT16_MAX, DRIVER_MAX = 128 };

// ---- which inputs ----

typedef struct Work {
    const Pair *pair;
    size_t count;
    Driver items[DRIVER_MAX];
    int node[2][DRIVER_MAX];
    Blocks blocks;
    Worker **workers[2]; // [thread]
    uint16_t **before;   // [thread][CELLS]: the first account's class
    double *sums;        // [((lattice cell * 2 + side) * count + driver) * 2]: value * area, area
    int64_t *mm2;        // [class before * class_count + class after], in 1/1000 m2: whole, so that order is no matter
    pthread_mutex_t lock;
} Work;

static const struct InputName {
    const char *id, *zh, *en;
} input_names[] = {
    {"precip", "降水", "rain"},
    {"precip_year", "降水", "rain"},
    {"tmean", "气温", "temperature"},
    {"tmean_year", "气温", "temperature"},
    {"tmax", "最高气温", "highest temperature"},
    {"tmin", "最低气温", "lowest temperature"},
    {"et", "实际蒸散", "evapotranspiration"},
    {"et_year", "实际蒸散", "evapotranspiration"},
    {"et0_year", "参考蒸散", "reference evapotranspiration"},
    {"et0", "参考蒸散", "reference evapotranspiration"},
    {"ndvi", "植被指数", "NDVI"},
    {"npp", "净初级生产力", "net primary production"},
    {"npp_year", "净初级生产力", "net primary production"},
    {"elevation", "高程", "elevation"},
    {"sand", "砂粒含量", "sand"},
    {"silt", "粉粒含量", "silt"},
    {"clay", "黏粒含量", "clay"},
    {"om", "土壤有机质", "soil organic matter"},
    {"hot_days", "高温日数", "hot days"},
    {"shannon", "物种多样性指数", "species diversity index"},
};

static void name_driver(Driver *driver)
{
    const Field *field = field_find(driver->id);
    driver->name_zh = field != NULL ? field->name_zh : driver->id;
    driver->name_en = field != NULL ? field->name_en : driver->id;
    for (size_t i = 0; i < sizeof input_names / sizeof *input_names; i++) {
        if (!text_equal(input_names[i].id, driver->id)) continue;
        driver->name_zh = input_names[i].zh;
        driver->name_en = input_names[i].en;
    }
}

static const char *year_unit(const Pair *pair, const char *unit)
{
    return text_replace(pair->arena, unit, "/month", "/a");
}

static Cause cause_of_node(const Pair *pair, const Plan *plan, const Node *node)
{
    if (node->kind != NODE_MAP) return CAUSE_WEATHER;
    const char *id = plan->layers[node->layers[0]].id;
    const MapEntry *a = pair_map(pair, 0, id), *b = pair_map(pair, 1, id);
    if (a == NULL || b == NULL) return CAUSE_CONDITION;
    return pair_file_cause(pair, cause_of_map(b), a->file, b->file);
}

static bool is_input(const Node *node)
{
    return node->kind == NODE_MAP || node->kind == NODE_STATION;
}

static int node_of(const Plan *plan, const char *id, int months)
{
    for (size_t i = 0; i < plan->node_count; i++) {
        const Node *node = &plan->nodes[i];
        if (is_input(node) && node->months == months && text_equal(node->id, id)) return (int)i;
    }
    return -1;
}

static void add_driver(Work *work, int node, size_t service)
{
    const Plan *after = work->pair->side[1].plan;
    const Node *n = &after->nodes[node];
    for (size_t d = 0; d < work->count; d++) {
        if (work->node[1][d] != node) continue;
        work->items[d].services |= 1u << service;
        return;
    }
    int before = node_of(work->pair->side[0].plan, n->id, n->months);
    if (before < 0 || work->count == DRIVER_MAX) return;
    Driver *driver = &work->items[work->count];
    *driver = (Driver){.id = n->id,
                       .unit = year_unit(work->pair, n->unit),
                       .cause = cause_of_node(work->pair, after, n),
                       .mean = {NAN, NAN},
                       .services = 1u << service};
    name_driver(driver);
    work->node[0][work->count] = before;
    work->node[1][work->count++] = node;
}

// The node, and what it is made from.
static void follow(Work *work, int node, size_t service)
{
    if (node < 0) return;
    const Node *n = &work->pair->side[1].plan->nodes[node];
    if (is_input(n)) add_driver(work, node, service);
    for (int k = 0; n->kind == NODE_FIELD && k < INPUT_MAX; k++) follow(work, n->inputs[k], service);
}

static void find_drivers(Work *work)
{
    const Plan *after = work->pair->side[1].plan;
    assert(after->service_count <= 32); // bits of Driver.services
    for (size_t k = 0; k < after->service_count; k++) {
        const ServicePlan *service = &after->services[k];
        if (service->variant == NULL || service->variant->kernel == NULL) continue;
        for (int i = 0; i < INPUT_MAX; i++) follow(work, service->inputs[SCENARIO_ACTUAL][i], k);
    }
}

// ---- the sweep ----

static double value_of(const Worker *worker, const Node *node, int index, size_t cell)
{
    double sum = 0;
    for (int m = 0; m < node->months; m++) sum += worker_values(worker, index, m)[cell];
    return strstr(node->unit, "/month") != NULL ? sum : sum / node->months;
}

static void add_means(const Work *work, int side, const Worker *worker, const Chunk *chunk, double *sums)
{
    const Plan *plan = work->pair->side[side].plan;
    for (size_t d = 0; d < work->count; d++) {
        int node = work->node[side][d];
        for (size_t s = 0; s < chunk->share_count; s++) {
            size_t cell = chunk->share_cell[s];
            double value = value_of(worker, &plan->nodes[node], node, cell),
                   area = chunk->area_m2[cell] * chunk->shares[s].fraction;
            if (!isfinite(value)) continue;
            sums[2 * d] += value * area;
            sums[2 * d + 1] += area;
        }
    }
}

static void keep_classes(const Chunk *chunk, uint16_t *before)
{
    for (size_t i = 0; i < chunk->count; i++) before[chunk->cell[i]] = chunk->class_index[i];
}

static void add_transitions(Work *work, const Chunk *chunk, const uint16_t *before)
{
    size_t classes = work->pair->side[1].plan->class_count;
    pthread_mutex_lock(&work->lock);
    for (size_t s = 0; s < chunk->share_count; s++) {
        size_t i = chunk->share_cell[s];
        uint16_t from = before[chunk->cell[i]];
        if (from == OUTSIDE) continue;
        int64_t mm2 = llround(chunk->area_m2[i] * chunk->shares[s].fraction * 1000);
        work->mm2[from * classes + chunk->class_index[i]] += mm2;
    }
    pthread_mutex_unlock(&work->lock);
}

static void sweep_lattice_cell(Work *work, int thread, size_t lattice)
{
    Chunk chunk;
    uint16_t *before = work->before[thread];
    for (size_t i = 0; i < CELLS; i++) before[i] = OUTSIDE;
    for (int side = 0; side < 2; side++) {
        Worker *worker = work->workers[side][thread];
        if (!worker_take(worker, lattice)) continue;
        while (worker_next(worker, &chunk)) {
            add_means(work, side, worker, &chunk, work->sums + (lattice * 2 + (size_t)side) * work->count * 2);
            if (side == 0) keep_classes(&chunk, before);
            if (side == 1) add_transitions(work, &chunk, before);
        }
    }
}

static bool sweep_block(void *context, int thread, size_t index, Err *err)
{
    Work *work = context;
    Window block = blocks_window(&work->blocks, index);
    size_t lattice;
    if (blocks_is_empty(&work->blocks, block, work->pair->side[0].plan->coverage) &&
        blocks_is_empty(&work->blocks, block, work->pair->side[1].plan->coverage))
        return true;
    for (int side = 0; side < 2; side++) {
        if (!worker_read(work->workers[side][thread], block, err)) return false;
    }
    for (int at = 0; blocks_lattice(&work->blocks, block, at, &lattice); at++)
        sweep_lattice_cell(work, thread, lattice);
    return true;
}

static bool open_workers(Work *work, int jobs, Err *err)
{
    Arena *arena = work->pair->arena;
    for (int side = 0; side < 2; side++) {
        const Plan *plan = work->pair->side[side].plan;
        bool *needed = arena_array(arena, plan->node_count + 1, sizeof *needed);
        for (size_t d = 0; d < work->count; d++) needed[work->node[side][d]] = true;
        for (int t = 0; t < jobs; t++) {
            WorkerOptions options = {.block = work->blocks.side,
                                     .needed = needed,
                                     .earlier = side == 0 ? NULL : &work->workers[0][t],
                                     .earlier_count = (size_t)side,
                                     .sibling = work->workers[side][0]};
            if (!worker_open(plan, &options, &work->workers[side][t], err)) return false;
        }
    }
    return true;
}

static bool sweep(Work *work, int jobs, Err *err)
{
    Arena *arena = work->pair->arena;
    const Plan *const plans[2] = {work->pair->side[0].plan, work->pair->side[1].plan};
    work->blocks = pass_blocks(plans[0], 0);
    for (int side = 0; side < 2; side++)
        work->workers[side] = arena_array(arena, (size_t)jobs, sizeof *work->workers[side]);
    work->before = arena_array(arena, (size_t)jobs, sizeof *work->before);
    for (int t = 0; t < jobs; t++) work->before[t] = arena_array(arena, CELLS, sizeof **work->before);
    work->sums = arena_array(arena, grid_lattice_count(&plans[0]->grid) * 4 * (work->count + 1), sizeof *work->sums);
    work->mm2 = arena_array(arena, plans[0]->class_count * plans[1]->class_count, sizeof *work->mm2);
    bool ok = open_workers(work, jobs, err) && parallel_for(jobs, work->blocks.count, sweep_block, work, err);
    for (int side = 0; side < 2; side++) {
        for (int t = 0; t < jobs; t++) worker_close(work->workers[side][t]);
    }
    return ok;
}

// ---- what it found ----

static void take_means(Work *work)
{
    size_t lattices = grid_lattice_count(&work->pair->side[0].plan->grid);
    for (size_t d = 0; d < work->count; d++) {
        for (size_t side = 0; side < 2; side++) {
            double value = 0, area = 0;
            for (size_t l = 0; l < lattices; l++) {
                const double *sums = work->sums + ((l * 2 + side) * work->count + d) * 2;
                value += sums[0];
                area += sums[1];
            }
            work->items[d].mean[side] = area > 0 ? value / area : NAN;
        }
    }
}

static int compare_transitions(const void *a, const void *b)
{
    const Transition *x = a, *y = b;
    int order = (x->area_m2 < y->area_m2) - (x->area_m2 > y->area_m2);
    if (order == 0) order = strcmp(x->from, y->from);
    return order != 0 ? order : strcmp(x->to, y->to);
}

static Transition transition(const Pair *pair, size_t from, size_t to, double area_m2)
{
    const Plan *a = pair->side[0].plan, *b = pair->side[1].plan;
    const EcoClass *x = classes_find(&a->classes, a->class_code[from]),
                   *y = classes_find(&b->classes, b->class_code[to]);
    return (Transition){.from = a->class_code[from],
                        .to = b->class_code[to],
                        .from_zh = x == NULL ? "未分类" : x->name_zh,
                        .from_en = x == NULL ? "no class" : x->name_en,
                        .to_zh = y == NULL ? "未分类" : y->name_zh,
                        .to_en = y == NULL ? "no class" : y->name_en,
                        .area_m2 = area_m2};
}

static void take_transitions(const Work *work, Drivers *out)
{
    const Plan *a = work->pair->side[0].plan, *b = work->pair->side[1].plan;
    Transition *list = arena_array(work->pair->arena, a->class_count * b->class_count + 1, sizeof *list);
    for (size_t from = 0; from < a->class_count; from++) {
        for (size_t to = 0; to < b->class_count; to++) {
            int64_t mm2 = work->mm2[from * b->class_count + to];
            if (mm2 == 0 || text_equal(a->class_code[from], b->class_code[to])) continue;
            list[out->transition_count++] = transition(work->pair, from, to, (double)mm2 / 1000);
        }
    }
    if (out->transition_count > 0) qsort(list, out->transition_count, sizeof *list, compare_transitions);
    out->transitions = list;
}

bool drivers_find(const Pair *pair, int jobs, Drivers *out, Err *err)
{
    *out = (Drivers){0};
    if (pair->side[0].plan->tabular) return true;
    Work *work = arena_alloc(pair->arena, sizeof *work);
    work->pair = pair;
    pthread_mutex_init(&work->lock, NULL);
    find_drivers(work);
    bool ok = sweep(work, jobs, err);
    pthread_mutex_destroy(&work->lock);
    if (!ok) return false;
    take_means(work);
    take_transitions(work, out);
    out->items = work->items;
    out->count = work->count;
    return true;
}
