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
#include "gep/pass_statistics.h"
#include "gep/tally.h"
#include "gep/worker.h"
#include "land/raster.h"

typedef struct Pass {
    Plan *plan;
    const PassOptions *options;
    PassResult *result;
    int block, block_cols;
    size_t block_count;
    Worker **workers;
    Tally **tallies;
    bool with_before;
    // sums in lattice order
    pthread_mutex_t lock;
    TallySums **waiting; // [lattice cell], until all before it are in
    bool *done;
    size_t next;
    MapSet *maps;
} Pass;

// ---- channels
// ----------------------------------------------------------------------------------------------------------------

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

// ---- in order
// -----------------------------------------------------------------------------------------------------------------

static void add_sums(Pass *pass, const TallySums *sums)
{
    PassResult *result = pass->result;
    for (size_t p = 0; p < sums->pair_count; p++) {
        double *to = result->sums + sums->pairs[p] * result->channel_count;
        const double *from = sums->values + p * result->channel_count;
        for (size_t c = 0; c < result->channel_count; c++) to[c] += from[c];
    }
    for (size_t t = 0; t < sums->transition_count; t++)
        result->transition_m2[sums->transitions[t].pair] += sums->transitions[t].area_m2;
    result->cells += sums->cells;
}

// sums may be NULL: the lattice cell is empty.
static void commit(Pass *pass, size_t lattice_index, TallySums *sums)
{
    pthread_mutex_lock(&pass->lock);
    pass->waiting[lattice_index] = sums;
    pass->done[lattice_index] = true;
    size_t count = grid_lattice_count(&pass->plan->grid);
    while (pass->next < count && pass->done[pass->next]) {
        TallySums *next = pass->waiting[pass->next];
        if (next != NULL) add_sums(pass, next);
        tally_sums_free(next);
        pass->waiting[pass->next++] = NULL;
    }
    pthread_mutex_unlock(&pass->lock);
}

// ---- blocks
// ------------------------------------------------------------------------------------------------------------------

static Window block_window(const Pass *pass, size_t index)
{
    const Grid *grid = &pass->plan->grid;
    int row = (int)(index / (size_t)pass->block_cols) * pass->block,
        col = (int)(index % (size_t)pass->block_cols) * pass->block;
    int width = grid->width - col < pass->block ? grid->width - col : pass->block,
        height = grid->height - row < pass->block ? grid->height - row : pass->block;
    return (Window){col, row, width, height};
}

static size_t lattice_of(const Grid *grid, int col, int row)
{
    return (size_t)(row / LATTICE) * (size_t)grid_lattice_cols(grid) + (size_t)(col / LATTICE);
}

static bool block_is_empty(const Pass *pass, Window block)
{
    for (int row = block.row; row < block.row + block.height; row += LATTICE) {
        for (int col = block.col; col < block.col + block.width; col += LATTICE) {
            if (!coverage_is_empty(pass->plan->coverage, lattice_of(&pass->plan->grid, col, row))) return false;
        }
    }
    return true;
}

static bool run_lattice_cell(Pass *pass, int worker, size_t index, Err *err)
{
    Tally *tally = pass->tallies[worker];
    if (!worker_take(pass->workers[worker], index, err)) {
        commit(pass, index, NULL);
        return true;
    }
    Window window = grid_lattice_window(&pass->plan->grid, index);
    tally_start(tally, window);
    Chunk chunk;
    while (worker_next(pass->workers[worker], &chunk)) tally_chunk(tally, pass->workers[worker], &chunk);
    if (!tally_maps(tally, pass->maps, err)) return false;
    commit(pass, index, tally_end(tally, pass->result));
    return true;
}

static bool run_block(void *context, int worker, size_t index, Err *err)
{
    Pass *pass = context;
    Window block = block_window(pass, index);
    bool empty = block_is_empty(pass, block);
    if (!empty && !worker_read(pass->workers[worker], block, err)) return false;
    for (int row = block.row; row < block.row + block.height; row += LATTICE) {
        for (int col = block.col; col < block.col + block.width; col += LATTICE) {
            size_t lattice = lattice_of(&pass->plan->grid, col, row);
            if (empty) {
                commit(pass, lattice, NULL);
            } else if (!run_lattice_cell(pass, worker, lattice, err)) {
                return false;
            }
        }
    }
    progress_step(pass->next);
    return true;
}

int pass_block(const Plan *plan, int asked)
{
    if (asked > 0) return asked;
    for (size_t i = 0; i < plan->layer_count; i++) {
        const RasterInfo *info = layer_info(plan->layers[i].layer);
        if (info->block_width == info->block_height && info->block_width > LATTICE) return 2 * LATTICE;
    }
    return LATTICE;
}

static bool open_hands(Pass *pass, Err *err)
{
    Arena *arena = pass->plan->arena;
    pass->workers = arena_array(arena, (size_t)pass->options->jobs, sizeof *pass->workers);
    pass->tallies = arena_array(arena, (size_t)pass->options->jobs, sizeof *pass->tallies);
    for (int j = 0; j < pass->options->jobs; j++) {
        if (!worker_open(pass->plan, NULL, pass->block, &pass->workers[j], err)) return false;
        pass->tallies[j] = tally_open(pass->plan, pass->options, pass->result);
    }
    return true;
}

static void close_hands(Pass *pass)
{
    for (int j = 0; pass->workers != NULL && j < pass->options->jobs; j++) {
        worker_close(pass->workers[j]);
        tally_close(pass->tallies[j]);
    }
    for (size_t i = 0; pass->waiting != NULL && i < grid_lattice_count(&pass->plan->grid); i++)
        tally_sums_free(pass->waiting[i]);
}

static bool run_spatial(Pass *pass, Err *err)
{
    const Grid *grid = &pass->plan->grid;
    pass->block = pass_block(pass->plan, pass->options->block);
    pass->block_cols = (grid->width + pass->block - 1) / pass->block;
    pass->block_count = (size_t)pass->block_cols * (size_t)((grid->height + pass->block - 1) / pass->block);
    pass->waiting = arena_array(pass->plan->arena, grid_lattice_count(grid), sizeof *pass->waiting);
    pass->done = arena_array(pass->plan->arena, grid_lattice_count(grid), sizeof *pass->done);
    bool ok = open_hands(pass, err) && map_set_open(pass->plan, pass->options, &pass->maps, err);
    if (ok) {
        progress_start(_("computing"), grid_lattice_count(grid));
        ok = parallel_for(pass->options->jobs, pass->block_count, run_block, pass, err);
        progress_end();
    }
    assert(!ok || pass->next == grid_lattice_count(grid));
    close_hands(pass);
    return ok ? map_set_finish(pass->maps, err) : (map_set_abandon(pass->maps), false);
}

static bool run_rows(Pass *pass, Err *err)
{
    Worker *worker;
    if (!worker_open(pass->plan, NULL, LATTICE, &worker, err)) return false;
    Tally *tally = tally_open(pass->plan, pass->options, pass->result);
    tally_start(tally, (Window){0, 0, 0, 0});
    worker_take_rows(worker);
    Chunk chunk;
    while (worker_next(worker, &chunk)) tally_chunk(tally, worker, &chunk);
    TallySums *sums = tally_end(tally, pass->result);
    add_sums(pass, sums);
    tally_sums_free(sums);
    tally_close(tally);
    worker_close(worker);
    return true;
}

// ---- overviews
// ---------------------------------------------------------------------------------------------------------------

// Overview pixels are 1, 2, 4 ... 256 cells a side, so that none crosses a lattice cell.
static void open_overviews(const Plan *plan, const PassOptions *options, PassResult *result)
{
    if (options->overview_max <= 0 || plan->tabular) return;
    int step = 1, side = plan->grid.width > plan->grid.height ? plan->grid.width : plan->grid.height;
    while ((side + step - 1) / step > options->overview_max && step < LATTICE) step *= 2;
    result->overview_step = step;
    result->overview_width = (plan->grid.width + step - 1) / step;
    result->overview_height = (plan->grid.height + step - 1) / step;
    size_t pixels = (size_t)result->overview_width * (size_t)result->overview_height;
    result->overviews = arena_array(plan->arena, plan->service_count, sizeof *result->overviews);
    for (size_t s = 0; s < plan->service_count; s++) {
        if (plan->services[s].variant == NULL || plan->services[s].variant->kernel == NULL) continue;
        result->overviews[s] = arena_array(plan->arena, pixels, sizeof(float));
        for (size_t i = 0; i < pixels; i++) result->overviews[s][i] = NAN;
    }
}

bool pass_run(Plan *plan, const PassOptions *options, PassResult *out, Err *err)
{
    *out =
        (PassResult){.channel_count = number_channels(plan), .pair_count = plan->class_count * (plan->zone_count + 1)};
    out->sums = arena_array(plan->arena, out->pair_count * out->channel_count, sizeof(double));
    if (plan->land_before_layer >= 0)
        out->transition_m2 = arena_array(plan->arena, plan->class_count * plan->class_count, sizeof(double));
    open_overviews(plan, options, out);
    if (!pass_statistics(plan, options->jobs, pass_block(plan, options->block), err)) return false;
    Pass pass = {.plan = plan, .options = options, .result = out, .lock = PTHREAD_MUTEX_INITIALIZER};
    if (!plan->tabular) return run_spatial(&pass, err);
    return plan->row_count == 0 || run_rows(&pass, err);
}
