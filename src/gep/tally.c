// tally.c - from densities of cells to sums of a lattice cell.
#include "gep/tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gep/parcel_tally.h"

struct Tally {
    Arena *arena;
    const Plan *plan;
    const PassJob *job;
    size_t channels;
    int step, side; // cells and pixels a lattice side of overviews; 0 none
    bool want_maps, want_holes;

    Window lattice;
    uint64_t cells;
    int32_t *pair_at; // [class * zones]: index into pairs, -1 none
    uint32_t *pairs;
    size_t pair_count, pair_capacity;
    double *sums; // [pair * channels]
    size_t sums_capacity;
    double *transition; // [class * class]

    uint32_t *share_pair; // of the chunk's shares
    double *share_area;
    double *flows[SCENARIO_COUNT][FLOW_MAX];
    double *covered;                  // of each cell of the chunk: share of its area in the district
    double *pixel_value, *pixel_area; // [overview][side * side], [side * side]
    size_t overviews;
    float *tiles[3];      // [service][LATTICE * LATTICE]
    ParcelTally *parcels; // NULL: none
    double *density;      // [CHUNK]: for parcels
};

void tally_sums_free(TallySums *sums)
{
    if (sums == NULL) return;
    free(sums->pairs);
    free(sums->values);
    free(sums->transitions);
    free(sums->parcels);
    free(sums);
}

static void *must(void *memory)
{
    if (memory == NULL) abort();
    return memory;
}

Tally *tally_open(const PassJob *job)
{
    const Plan *plan = job->plan;
    const PassResult *shape = &job->result;
    Arena *arena = arena_open();
    Tally *tally = arena_alloc(arena, sizeof *tally);
    *tally = (Tally){
        .arena = arena, .plan = plan, .job = job, .channels = shape->channel_count, .step = shape->overview_step};
    size_t shares = plan->tabular ? CHUNK : coverage_max_shares(plan->coverage);
    tally->want_maps = job->maps != NULL;
    tally->want_holes = job->diagnose != NULL;
    tally->pair_at = arena_array(arena, shape->pair_count, sizeof(int32_t));
    tally->share_pair = arena_array(arena, shares, sizeof(uint32_t));
    tally->share_area = arena_array(arena, shares, sizeof(double));
    tally->covered = arena_array(arena, CHUNK, sizeof(double));
    for (int s = 0; s < SCENARIO_COUNT; s++) {
        for (int f = 0; f < FLOW_MAX; f++) tally->flows[s][f] = arena_array(arena, CHUNK, sizeof(double));
    }
    if (shape->transition_m2 != NULL)
        tally->transition = arena_array(arena, plan->class_count * plan->class_count, sizeof(double));
    tally->overviews = shape->overview_count;
    if (tally->step > 0) {
        tally->side = LATTICE / tally->step;
        size_t pixels = (size_t)tally->side * (size_t)tally->side;
        tally->pixel_value = arena_array(arena, tally->overviews * pixels, sizeof(double));
        tally->pixel_area = arena_array(arena, pixels, sizeof(double));
    }
    for (int k = 0; k < 3; k++) {
        bool wanted = k == 2 ? tally->want_holes : tally->want_maps;
        if (wanted) tally->tiles[k] = arena_array(arena, plan->service_count * LATTICE * LATTICE, sizeof(float));
    }
    memset(tally->pair_at, -1, shape->pair_count * sizeof(int32_t));
    tally->parcels = parcel_tally_open(plan->parcels);
    tally->density = arena_array(arena, CHUNK, sizeof(double));
    return tally;
}

void tally_close(Tally *tally)
{
    if (tally == NULL) return;
    free(tally->sums);
    free(tally->pairs);
    parcel_tally_close(tally->parcels);
    arena_close(tally->arena);
}

void tally_start(Tally *tally, size_t lattice_index, Window lattice)
{
    tally->lattice = lattice;
    tally->cells = 0;
    if (tally->parcels != NULL) parcel_tally_start(tally->parcels, lattice_index);
    for (size_t p = 0; p < tally->pair_count; p++) tally->pair_at[tally->pairs[p]] = -1;
    tally->pair_count = 0;
    if (tally->transition != NULL)
        memset(tally->transition, 0, tally->plan->class_count * tally->plan->class_count * sizeof(double));
    size_t pixels = (size_t)tally->side * (size_t)tally->side;
    if (tally->step > 0) {
        memset(tally->pixel_value, 0, tally->overviews * pixels * sizeof(double));
        memset(tally->pixel_area, 0, pixels * sizeof(double));
    }
    for (int k = 0; k < 3; k++) {
        for (size_t i = 0; tally->tiles[k] != NULL && i < tally->plan->service_count * LATTICE * LATTICE; i++)
            tally->tiles[k][i] = NAN;
    }
}

// ---- pairs ----

static uint32_t pair_of(Tally *tally, size_t pair)
{
    if (tally->pair_at[pair] >= 0) return (uint32_t)tally->pair_at[pair];
    if (tally->pair_count == tally->pair_capacity) {
        tally->pair_capacity = tally->pair_capacity == 0 ? 64 : 2 * tally->pair_capacity;
        tally->pairs = must(realloc(tally->pairs, tally->pair_capacity * sizeof *tally->pairs));
        tally->sums = must(realloc(tally->sums, tally->pair_capacity * tally->channels * sizeof *tally->sums));
    }
    memset(tally->sums + tally->pair_count * tally->channels, 0, tally->channels * sizeof *tally->sums);
    tally->pairs[tally->pair_count] = (uint32_t)pair;
    tally->pair_at[pair] = (int32_t)tally->pair_count;
    return (uint32_t)tally->pair_count++;
}

static void place_shares(Tally *tally, const Chunk *chunk)
{
    size_t zones = tally->plan->zone_count + 1;
    memset(tally->covered, 0, chunk->count * sizeof(double));
    for (size_t s = 0; s < chunk->share_count; s++) {
        size_t cell = chunk->share_cell[s];
        tally->share_pair[s] = pair_of(tally, chunk->class_index[cell] * zones + chunk->shares[s].zone);
        tally->share_area[s] = chunk->area_m2[cell] * chunk->shares[s].fraction;
        tally->covered[cell] += chunk->shares[s].fraction;
        tally->sums[tally->share_pair[s] * tally->channels] += tally->share_area[s];
    }
    tally->cells += chunk->count;
}

static void add_transitions(Tally *tally, const Chunk *chunk, const uint16_t *before)
{
    for (size_t i = 0; before != NULL && i < chunk->count; i++) {
        tally->transition[before[i] * tally->plan->class_count + chunk->class_index[i]] +=
            chunk->area_m2[i] * tally->covered[i];
    }
}

// ---- one service ----

typedef enum CellState { CELL_OUTSIDE, CELL_HOLE, CELL_VALID, CELL_FILLED } CellState;

typedef struct ServiceCells { // a chunk's cells of one service
    uint8_t state[CHUNK];
    uint8_t clamped[CHUNK];
    double clamped_sum[CHUNK];
    double headline[CHUNK];
} ServiceCells;

static bool finite_flows(const Tally *tally, const ServicePlan *service, size_t i)
{
    for (int s = 0; s <= (service->normal_differs ? 1 : 0); s++) {
        for (size_t f = 0; f < service->flow_count; f++) {
            if (!isfinite(tally->flows[s][f][i])) return false;
        }
    }
    return true;
}

static bool can_be_filled(const ServicePlan *service, const Worker *worker)
{
    for (int k = 0; k < INPUT_MAX; k++) {
        int node = service->inputs[SCENARIO_ACTUAL][k];
        if (node >= 0 && worker_filled(worker, node) != NULL) return true;
    }
    return false;
}

static bool is_filled(const ServicePlan *service, const Worker *worker, size_t i)
{
    for (int k = 0; k < INPUT_MAX; k++) {
        int node = service->inputs[SCENARIO_ACTUAL][k];
        const uint8_t *filled = node < 0 ? NULL : worker_filled(worker, node);
        if (filled != NULL && filled[i]) return true;
    }
    return false;
}

static void clamp_cell(Tally *tally, const ServicePlan *service, size_t i, ServiceCells *cells)
{
    for (size_t f = 0; f < service->flow_count; f++) {
        if (!service->service->flows[f].clamp) continue;
        double *actual = &tally->flows[SCENARIO_ACTUAL][f][i], *normal = &tally->flows[SCENARIO_NORMAL][f][i];
        if (*actual < 0) {
            cells->clamped[i] = 1;
            cells->clamped_sum[i] -= *actual;
            *actual = 0;
        }
        if (*normal < 0) *normal = 0;
    }
}

static void judge_cells(Tally *tally, const ServicePlan *service, const Worker *worker, const Chunk *chunk,
                        ServiceCells *cells)
{
    bool fillable = can_be_filled(service, worker);
    for (size_t i = 0; i < chunk->count; i++) {
        size_t c = chunk->class_index[i];
        cells->clamped[i] = 0;
        cells->clamped_sum[i] = cells->headline[i] = 0;
        cells->state[i] = c == 0 ? CELL_HOLE : !service->counts[c] ? CELL_OUTSIDE : CELL_HOLE;
        if (c == 0 || !service->counts[c] || !finite_flows(tally, service, i)) continue;
        cells->state[i] = fillable && is_filled(service, worker, i) ? CELL_FILLED : CELL_VALID;
        clamp_cell(tally, service, i, cells);
        for (size_t f = 0; f < service->flow_count; f++) {
            if (service->service->flows[f].counts) cells->headline[i] += tally->flows[SCENARIO_ACTUAL][f][i];
        }
    }
}

static void add_service(Tally *tally, const ServicePlan *service, const Chunk *chunk, const ServiceCells *cells)
{
    for (size_t s = 0; s < chunk->share_count; s++) {
        size_t i = chunk->share_cell[s];
        if (cells->state[i] == CELL_OUTSIDE) continue;
        double *sums = tally->sums + tally->share_pair[s] * tally->channels + service->channel,
               area = tally->share_area[s];
        sums[CHANNEL_ELIGIBLE_M2] += area;
        if (cells->state[i] == CELL_HOLE) continue;
        sums[CHANNEL_VALID_M2] += area;
        if (cells->state[i] == CELL_FILLED) {
            sums[CHANNEL_FILLED_M2] += area;
            sums[CHANNEL_FILLED] += cells->headline[i] * area;
        }
        if (chunk->inferred[i]) sums[CHANNEL_INFERRED] += cells->headline[i] * area;
        if (cells->clamped[i]) {
            bool first = s == 0 || chunk->share_cell[s - 1] != i;
            sums[CHANNEL_CLAMPED_CELLS] += first ? 1 : 0;
            sums[CHANNEL_CLAMPED] += cells->clamped_sum[i] * area;
        }
        for (size_t f = 0; f < service->flow_count; f++) {
            sums[CHANNEL_FLOWS + f] += tally->flows[SCENARIO_ACTUAL][f][i] * area;
            sums[CHANNEL_FLOWS + service->flow_count + f] += tally->flows[SCENARIO_NORMAL][f][i] * area;
        }
    }
}

// ---- pictures and maps ----

static double flow_yuan(const Tally *tally, size_t index, size_t flow, size_t class_index, size_t i)
{
    if (tally->job->yuan == NULL) return 0;
    return tally->flows[SCENARIO_ACTUAL][flow][i] *
           tally->job->yuan[(index * FLOW_MAX + flow) * CLASS_MAX + class_index];
}

static double cell_yuan(const Tally *tally, size_t index, size_t class_index, size_t i)
{
    double yuan = 0;
    for (size_t f = 0; f < tally->plan->services[index].flow_count; f++)
        yuan += flow_yuan(tally, index, f, class_index, i);
    return yuan;
}

// One overview of all flows, or one a flow.
static void draw_pixel(Tally *tally, size_t index, size_t pixel, const Chunk *chunk, size_t i)
{
    const ServicePlan *service = &tally->plan->services[index];
    size_t pixels = (size_t)tally->side * (size_t)tally->side, c = chunk->class_index[i];
    double area = chunk->area_m2[i] * tally->covered[i];
    for (int k = 0; k < service->overview_count; k++) {
        double yuan =
            service->overview_count == 1 ? cell_yuan(tally, index, c, i) : flow_yuan(tally, index, (size_t)k, c, i);
        tally->pixel_value[(size_t)(service->overview + k) * pixels + pixel] += yuan * area;
    }
}

static void draw_service(Tally *tally, size_t index, const Chunk *chunk, const ServiceCells *cells)
{
    size_t side = (size_t)tally->side, step = (size_t)tally->step;
    for (size_t i = 0; i < chunk->count; i++) {
        size_t r = chunk->cell[i] / LATTICE, c = chunk->cell[i] % LATTICE,
               at = index * LATTICE * LATTICE + r * (size_t)tally->lattice.width + c;
        bool valid = cells->state[i] >= CELL_VALID;
        if (tally->step > 0 && valid) draw_pixel(tally, index, r / step * side + c / step, chunk, i);
        if (tally->want_maps && valid) {
            tally->tiles[0][at] = (float)cells->headline[i];
            tally->tiles[1][at] = (float)cell_yuan(tally, index, chunk->class_index[i], i);
        }
        if (tally->want_holes && cells->state[i] != CELL_OUTSIDE) tally->tiles[2][at] = valid ? 0 : 1;
    }
}

static void draw_area(Tally *tally, const Chunk *chunk)
{
    size_t side = (size_t)tally->side, step = (size_t)tally->step;
    for (size_t i = 0; tally->step > 0 && i < chunk->count; i++) {
        size_t r = chunk->cell[i] / LATTICE, c = chunk->cell[i] % LATTICE;
        tally->pixel_area[r / step * side + c / step] += chunk->area_m2[i] * tally->covered[i];
    }
}

// ---- parcels ----

static void add_areas(Tally *tally, const Chunk *chunk, const ServiceCells *cells)
{
    for (size_t i = 0; i < chunk->count; i++) tally->density[i] = cells->state[i] != CELL_OUTSIDE;
    parcel_tally_add(tally->parcels, PARCEL_ELIGIBLE_M2, tally->density);
    for (size_t i = 0; i < chunk->count; i++) tally->density[i] = cells->state[i] >= CELL_VALID;
    parcel_tally_add(tally->parcels, PARCEL_VALID_M2, tally->density);
}

static void add_slot(Tally *tally, size_t index, int slot, const Chunk *chunk, const ServiceCells *cells)
{
    const ParcelPlan *parcels = tally->plan->parcels;
    size_t at = PARCEL_SLOTS + (size_t)(parcels->slot[index] + slot) * SLOT_WIDTH, doubtful = 0;
    bool whole = parcels->slot_count[index] == 1;
    const double *flow = tally->flows[SCENARIO_ACTUAL][slot];
    bool counts = tally->plan->services[index].service->flows[slot].counts;
    for (size_t i = 0; i < chunk->count; i++)
        tally->density[i] = cells->state[i] < CELL_VALID ? 0 : whole ? cells->headline[i] : counts ? flow[i] : 0;
    parcel_tally_add(tally->parcels, at + SLOT_QUANTITY, tally->density);
    for (size_t i = 0; i < chunk->count; i++) {
        size_t c = chunk->class_index[i];
        tally->density[i] = cells->state[i] < CELL_VALID ? 0
                            : whole                      ? cell_yuan(tally, index, c, i)
                                                         : flow_yuan(tally, index, (size_t)slot, c, i);
    }
    parcel_tally_add(tally->parcels, at + SLOT_YUAN, tally->density);
    for (size_t i = 0; i < chunk->count; i++) {
        bool counted = chunk->inferred[i] || cells->state[i] == CELL_FILLED;
        doubtful += counted;
        if (!counted) tally->density[i] = 0;
    }
    if (doubtful > 0) parcel_tally_add(tally->parcels, at + SLOT_DOUBTFUL_YUAN, tally->density);
}

static void add_to_parcels(Tally *tally, size_t index, const Chunk *chunk, const ServiceCells *cells)
{
    add_areas(tally, chunk, cells);
    for (int s = 0; s < tally->plan->parcels->slot_count[index]; s++) add_slot(tally, index, s, chunk, cells);
}

void tally_chunk(Tally *tally, Worker *worker, const Chunk *chunk)
{
    ServiceCells cells;
    place_shares(tally, chunk);
    add_transitions(tally, chunk, worker_class_before(worker));
    draw_area(tally, chunk);
    if (tally->parcels != NULL) parcel_tally_chunk(tally->parcels, chunk, tally->covered);
    bool draws = !tally->plan->tabular && (tally->step > 0 || tally->want_maps || tally->want_holes);
    for (size_t k = 0; k < tally->plan->service_count; k++) {
        const ServicePlan *service = &tally->plan->services[k];
        if (service->variant == NULL || service->variant->kernel == NULL) continue;
        for (size_t f = 0; f < service->flow_count; f++)
            memset(tally->flows[SCENARIO_ACTUAL][f], 0, chunk->count * sizeof(double)); // flows that only tables fill
        worker_flows(worker, service, SCENARIO_ACTUAL, tally->flows[SCENARIO_ACTUAL]);
        if (service->normal_differs) {
            for (size_t f = 0; f < service->flow_count; f++)
                memset(tally->flows[SCENARIO_NORMAL][f], 0, chunk->count * sizeof(double));
            worker_flows(worker, service, SCENARIO_NORMAL, tally->flows[SCENARIO_NORMAL]);
        } else {
            for (size_t f = 0; f < service->flow_count; f++)
                memcpy(tally->flows[SCENARIO_NORMAL][f], tally->flows[SCENARIO_ACTUAL][f],
                       chunk->count * sizeof(double));
        }
        judge_cells(tally, service, worker, chunk, &cells);
        add_service(tally, service, chunk, &cells);
        if (draws) draw_service(tally, k, chunk, &cells);
        if (tally->parcels != NULL) add_to_parcels(tally, k, chunk, &cells);
    }
}

bool tally_maps(Tally *tally, MapSet *maps, Err *err)
{
    if (map_set_is_empty(maps)) return true;
    for (size_t k = 0; k < tally->plan->service_count; k++) {
        for (int which = 0; which < 3; which++) {
            if (tally->tiles[which] == NULL) continue;
            if (!map_set_write(maps, k, which, tally->lattice, tally->tiles[which] + k * LATTICE * LATTICE, err))
                return false;
        }
    }
    return true;
}

// ---- the end ----

static void place_pixels(const Tally *tally, PassResult *result)
{
    size_t side = (size_t)tally->side, width = (size_t)result->overview_width, height = (size_t)result->overview_height;
    size_t row0 = (size_t)(tally->lattice.row / tally->step), col0 = (size_t)(tally->lattice.col / tally->step);
    for (size_t p = 0; p < side * side; p++) {
        size_t row = row0 + p / side, col = col0 + p % side;
        if (row >= height || col >= width || tally->pixel_area[p] <= 0) continue;
        for (size_t k = 0; k < tally->overviews; k++) {
            result->overviews[k][row * width + col] =
                (float)(tally->pixel_value[k * side * side + p] / tally->pixel_area[p]);
        }
    }
}

static void copy_transitions(const Tally *tally, TallySums *sums)
{
    size_t size = tally->plan->class_count * tally->plan->class_count, count = 0;
    if (tally->transition == NULL) return;
    for (size_t i = 0; i < size; i++) count += tally->transition[i] != 0;
    sums->transitions = must(calloc(count + 1, sizeof *sums->transitions));
    for (size_t i = 0; i < size; i++) {
        if (tally->transition[i] != 0)
            sums->transitions[sums->transition_count++] = (struct TallyTransition){i, tally->transition[i]};
    }
}

TallySums *tally_end(Tally *tally, PassResult *result)
{
    TallySums *sums = must(calloc(1, sizeof *sums));
    sums->pair_count = tally->pair_count;
    sums->cells = tally->cells;
    sums->pairs = must(calloc(tally->pair_count + 1, sizeof *sums->pairs));
    sums->values = must(calloc(tally->pair_count * tally->channels + 1, sizeof *sums->values));
    memcpy(sums->pairs, tally->pairs, tally->pair_count * sizeof *sums->pairs);
    memcpy(sums->values, tally->sums, tally->pair_count * tally->channels * sizeof *sums->values);
    copy_transitions(tally, sums);
    if (tally->parcels != NULL) sums->parcels = parcel_tally_end(tally->parcels);
    if (tally->step > 0) place_pixels(tally, result);
    return sums;
}
