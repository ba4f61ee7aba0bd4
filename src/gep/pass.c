// pass.c - blocks to threads, sums of lattice cells added in order.
#include "gep/pass.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "gep/blocks.h"
#include "gep/parcel_tally.h"
#include "gep/pass_statistics.h"
#include "gep/tally.h"
#include "gep/worker.h"
#include "land/raster.h"

typedef struct Year { // one job at work
    PassJob *job;
    Worker **workers; // [thread]
    Tally **tallies;  // [thread]
    MapSet *maps;
    TallySums **waiting; // [lattice cell], until all before it are in
    bool *done;
    size_t next;
} Year;

typedef struct Pass {
    const PassOptions *options;
    const Grid *grid;
    Blocks blocks;
    size_t year_count;
    Year *years;
    pthread_mutex_t lock; // of waiting, done, next, and the results' sums
} Pass;

// ---- channels ----

static size_t number_channels(Plan *plan)
{
    size_t channel = 1;
    for (size_t i = 0; i < plan->service_count; i++) {
        ServicePlan *service = &plan->services[i];
        service->channel = (int)channel;
        if (service->variant != NULL && service->variant->kernel != NULL)
            channel += CHANNEL_FLOWS + SCENARIO_COUNT * service->flow_count;
    }
    return channel;
}

double pass_sum(const PassResult *result, const Plan *plan, int class_index, int zone, int channel)
{
    size_t pair = (size_t)class_index * (plan->zone_count + 1) + (size_t)zone;
    return result->sums[pair * result->channel_count + (size_t)channel];
}

// ---- in order ----

static void add_sums(const Plan *plan, PassResult *result, size_t lattice_index, const TallySums *sums)
{
    for (size_t p = 0; p < sums->pair_count; p++) {
        double *to = result->sums + sums->pairs[p] * result->channel_count;
        const double *from = sums->values + p * result->channel_count;
        for (size_t c = 0; c < result->channel_count; c++) to[c] += from[c];
    }
    for (size_t t = 0; t < sums->transition_count; t++)
        result->transition_m2[sums->transitions[t].pair] += sums->transitions[t].area_m2;
    result->cells += sums->cells;
    if (plan->parcels != NULL) parcel_sums_add(plan->parcels, lattice_index, sums->parcels, result->parcels);
}

// sums may be NULL: the lattice cell is empty.
static void commit(Pass *pass, Year *year, size_t lattice_index, TallySums *sums)
{
    pthread_mutex_lock(&pass->lock);
    year->waiting[lattice_index] = sums;
    year->done[lattice_index] = true;
    size_t count = grid_lattice_count(pass->grid);
    while (year->next < count && year->done[year->next]) {
        TallySums *next = year->waiting[year->next];
        if (next != NULL) add_sums(year->job->plan, &year->job->result, year->next, next);
        tally_sums_free(next);
        year->waiting[year->next++] = NULL;
    }
    pthread_mutex_unlock(&pass->lock);
}

// ---- blocks ----

static bool run_lattice_cell(Pass *pass, Year *year, int thread, size_t index, Err *err)
{
    Worker *worker = year->workers[thread];
    Tally *tally = year->tallies[thread];
    if (!worker_take(worker, index)) {
        commit(pass, year, index, NULL);
        return true;
    }
    tally_start(tally, index, grid_lattice_window(pass->grid, index));
    Chunk chunk;
    while (worker_next(worker, &chunk)) tally_chunk(tally, worker, &chunk);
    if (!tally_maps(tally, year->maps, err)) return false;
    commit(pass, year, index, tally_end(tally, &year->job->result));
    return true;
}

static bool run_year_block(Pass *pass, Year *year, int thread, Window block, bool empty, Err *err)
{
    size_t lattice;
    for (int at = 0; blocks_lattice(&pass->blocks, block, at, &lattice); at++) {
        if (empty) {
            commit(pass, year, lattice, NULL);
        } else if (!run_lattice_cell(pass, year, thread, lattice, err)) {
            return false;
        }
    }
    return true;
}

static bool run_block(void *context, int thread, size_t index, Err *err)
{
    Pass *pass = context;
    Window block = blocks_window(&pass->blocks, index);
    bool empty = true;
    for (size_t y = 0; y < pass->year_count; y++)
        empty = empty && blocks_is_empty(&pass->blocks, block, pass->years[y].job->plan->coverage);
    for (size_t y = 0; !empty && y < pass->year_count; y++) { // all first: later years share the layers of earlier ones
        if (!worker_read(pass->years[y].workers[thread], block, err)) return false;
    }
    for (size_t y = 0; y < pass->year_count; y++) {
        if (!run_year_block(pass, &pass->years[y], thread, block, empty, err)) return false;
    }
    progress_step(pass->years[0].next);
    return true;
}

Blocks pass_blocks(const Plan *plan, int asked)
{
    int side = LATTICE, band = 4;
    for (size_t i = 0; i < plan->layer_count; i++) {
        const RasterInfo *info = layer_info(plan->layers[i].layer);
        if (info->block_width == info->block_height && info->block_width > LATTICE) side = 2 * LATTICE;
        if (layer_in_strips(info)) band = 1; // a strip crosses the whole map
    }
    return blocks_of(&plan->grid, asked > 0 ? asked : side, band);
}

static bool open_year(Pass *pass, size_t index, Err *err)
{
    Year *year = &pass->years[index];
    Plan *plan = year->job->plan;
    size_t threads = (size_t)pass->options->jobs;
    year->workers = arena_array(plan->arena, threads, sizeof *year->workers);
    year->tallies = arena_array(plan->arena, threads, sizeof *year->tallies);
    year->waiting = arena_array(plan->arena, grid_lattice_count(pass->grid), sizeof *year->waiting);
    year->done = arena_array(plan->arena, grid_lattice_count(pass->grid), sizeof *year->done);
    for (size_t t = 0; t < threads; t++) {
        Worker **earlier = arena_array(plan->arena, index + 1, sizeof(Worker *));
        for (size_t y = 0; y < index; y++) earlier[y] = pass->years[y].workers[t];
        WorkerOptions options = {
            .block = pass->blocks.side, .earlier = earlier, .earlier_count = index, .sibling = year->workers[0]};
        if (!worker_open(plan, &options, &year->workers[t], err)) return false;
        year->tallies[t] = tally_open(year->job);
    }
    return map_set_open(year->job, &year->maps, err);
}

static void close_year(const Pass *pass, Year *year)
{
    for (int t = 0; year->workers != NULL && t < pass->options->jobs; t++) {
        if (year->workers[t] != NULL) {
            worker_outside(year->workers[t], year->job->result.outside);
            unknown_codes_merge(&year->job->result.unknown, worker_unknown_codes(year->workers[t]));
        }
        worker_close(year->workers[t]);
        tally_close(year->tallies[t]);
    }
    for (size_t i = 0; year->waiting != NULL && i < grid_lattice_count(pass->grid); i++)
        tally_sums_free(year->waiting[i]);
}

static void make_room(const Pass *pass)
{
    int width = 0, count = 0;
    for (size_t y = 0; y < pass->year_count; y++) {
        const Plan *plan = pass->years[y].job->plan;
        for (size_t i = 0; i < plan->layer_count; i++) {
            const RasterInfo *info = layer_info(plan->layers[i].layer);
            if (!layer_in_strips(info)) continue;
            count++;
            width = info->width > width ? info->width : width;
        }
    }
    if (count > 0) land_cache_for(width, count);
}

static bool run_spatial(Pass *pass, Err *err)
{
    bool ok = true;
    make_room(pass);
    for (size_t y = 0; ok && y < pass->year_count; y++) ok = open_year(pass, y, err);
    if (ok) {
        progress_start(_("computing"), grid_lattice_count(pass->grid));
        ok = parallel_for(pass->options->jobs, pass->blocks.count, run_block, pass, err);
        progress_end();
    }
    for (size_t y = 0; y < pass->year_count; y++) {
        assert(!ok || pass->years[y].next == grid_lattice_count(pass->grid));
        close_year(pass, &pass->years[y]);
    }
    arena_trim(); // datasets and tiles of all threads: what writes the documents needs room
    for (size_t y = 0; y < pass->year_count; y++) {
        if (ok) ok = map_set_finish(pass->years[y].maps, err);
        if (!ok) map_set_abandon(pass->years[y].maps);
    }
    return ok;
}

static bool run_rows(PassJob *job, Err *err)
{
    Worker *worker;
    if (job->plan->row_count == 0) return true;
    if (!worker_open(job->plan, &(WorkerOptions){.block = LATTICE}, &worker, err)) return false;
    Tally *tally = tally_open(job);
    tally_start(tally, 0, (Window){0, 0, 0, 0});
    worker_take_rows(worker);
    Chunk chunk;
    while (worker_next(worker, &chunk)) tally_chunk(tally, worker, &chunk);
    TallySums *sums = tally_end(tally, &job->result);
    add_sums(job->plan, &job->result, 0, sums);
    tally_sums_free(sums);
    tally_close(tally);
    worker_outside(worker, job->result.outside);
    worker_close(worker);
    return true;
}

// ---- overviews ----

static size_t number_overviews(Plan *plan)
{
    int next = 0;
    for (size_t s = 0; s < plan->service_count; s++) {
        ServicePlan *service = &plan->services[s];
        bool has_kernel = service->variant != NULL && service->variant->kernel != NULL;
        service->overview = next;
        service->overview_count = !has_kernel ? 0 : service->emissions == NULL ? 1 : (int)service->flow_count;
        next += service->overview_count;
    }
    return (size_t)next;
}

// Overview pixels are 1, 2, 4 ... 256 cells a side, so that none crosses a lattice cell.
static void open_overviews(Plan *plan, const PassOptions *options, PassResult *result)
{
    if (options->overview_max <= 0 || plan->tabular) return;
    int step = 1, side = plan->grid.width > plan->grid.height ? plan->grid.width : plan->grid.height;
    while ((side + step - 1) / step > options->overview_max && step < LATTICE) step *= 2;
    result->overview_step = step;
    result->overview_width = (plan->grid.width + step - 1) / step;
    result->overview_height = (plan->grid.height + step - 1) / step;
    size_t pixels = (size_t)result->overview_width * (size_t)result->overview_height;
    result->overview_count = number_overviews(plan);
    result->overviews = arena_array(plan->arena, result->overview_count + 1, sizeof *result->overviews);
    for (size_t k = 0; k < result->overview_count; k++) {
        result->overviews[k] = arena_array(plan->arena, pixels, sizeof(float));
        for (size_t i = 0; i < pixels; i++) result->overviews[k][i] = NAN;
    }
}

static bool open_result(PassJob *job, const PassOptions *options, const Blocks *blocks, Err *err)
{
    Plan *plan = job->plan;
    PassResult *result = &job->result;
    *result =
        (PassResult){.channel_count = number_channels(plan), .pair_count = plan->class_count * (plan->zone_count + 1)};
    result->sums = arena_array(plan->arena, result->pair_count * result->channel_count, sizeof(double));
    if (plan->land_before_layer >= 0)
        result->transition_m2 = arena_array(plan->arena, plan->class_count * plan->class_count, sizeof(double));
    result->outside = arena_array(plan->arena, (size_t)plan->slot_count, sizeof *result->outside);
    if (plan->parcels != NULL)
        result->parcels =
            arena_array(plan->arena, plan->parcels->count * plan->parcels->column_count, sizeof *result->parcels);
    open_overviews(plan, options, result);
    return pass_statistics(plan, options->jobs, blocks, err);
}

bool pass_together(const Plan *a, const Plan *b)
{
    const Grid *x = &a->grid, *y = &b->grid;
    return !a->tabular && !b->tabular && x->x0 == y->x0 && x->y0 == y->y0 && x->cell_m == y->cell_m &&
           x->width == y->width && x->height == y->height && crs_same(a->crs, b->crs);
}

bool pass_run(PassJob *jobs, size_t count, const PassOptions *options, Err *err)
{
    Plan *first = jobs[0].plan;
    Pass pass = {.options = options, .grid = &first->grid, .year_count = count, .lock = PTHREAD_MUTEX_INITIALIZER};
    pass.blocks = pass_blocks(first, options->block);
    for (size_t y = 0; y < count; y++) {
        assert(y == 0 || pass_together(first, jobs[y].plan));
        if (!open_result(&jobs[y], options, &pass.blocks, err)) return false;
    }
    if (first->tabular) return run_rows(&jobs[0], err);
    pass.years = arena_array(first->arena, count, sizeof *pass.years);
    for (size_t y = 0; y < count; y++) pass.years[y].job = &jobs[y];
    return run_spatial(&pass, err);
}
