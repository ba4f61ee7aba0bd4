// pass_statistics.c - percentiles by counting bit patterns: the order of floats is the order of their keys.
#include "gep/pass_statistics.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/message.h"
#include "base/parallel.h"
#include "gep/worker.h"

enum { HALF = 1 << 16 };

typedef struct Count {    // of one statistic
    uint64_t *high, *low; // [HALF]
    uint64_t total;
    uint32_t key_high;
    uint64_t rank; // still to count within key_high
} Count;

typedef struct Sweep {
    Plan *plan;
    int block, block_cols;
    size_t block_count;
    Worker **workers;
    Count *counts;
    bool second;
    pthread_mutex_t lock;
} Sweep;

// Monotone: a < b as floats exactly when key(a) < key(b).
static uint32_t key_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

static float value_of(uint32_t key)
{
    uint32_t bits = key & 0x80000000u ? key & 0x7fffffffu : ~key;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void count_values(Sweep *sweep, Count *count, const double *values, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!isfinite(values[i])) continue;
        uint32_t key = key_of((float)values[i]);
        if (!sweep->second) {
            count->high[key >> 16]++;
            count->total++;
        } else if (key >> 16 == count->key_high) {
            count->low[key & 0xffff]++;
        }
    }
}

static void count_chunks(Sweep *sweep, Worker *worker)
{
    Chunk chunk;
    while (worker_next(worker, &chunk)) {
        pthread_mutex_lock(&sweep->lock);
        for (size_t s = 0; s < sweep->plan->statistic_count; s++)
            count_values(sweep, &sweep->counts[s], worker_values(worker, sweep->plan->statistics[s].node, 0),
                         chunk.count);
        pthread_mutex_unlock(&sweep->lock);
    }
}

static bool sweep_block(void *context, int worker, size_t index, Err *err)
{
    Sweep *sweep = context;
    const Grid *grid = &sweep->plan->grid;
    int row = (int)(index / (size_t)sweep->block_cols) * sweep->block,
        col = (int)(index % (size_t)sweep->block_cols) * sweep->block;
    Window block = {col, row, grid->width - col < sweep->block ? grid->width - col : sweep->block,
                    grid->height - row < sweep->block ? grid->height - row : sweep->block};
    bool read = false;
    for (int r = row; r < row + block.height; r += LATTICE) {
        for (int c = col; c < col + block.width; c += LATTICE) {
            size_t lattice = (size_t)(r / LATTICE) * (size_t)grid_lattice_cols(grid) + (size_t)(c / LATTICE);
            if (coverage_is_empty(sweep->plan->coverage, lattice)) continue;
            if (!read && !worker_read(sweep->workers[worker], block, err)) return false;
            read = true;
            if (worker_take(sweep->workers[worker], lattice)) count_chunks(sweep, sweep->workers[worker]);
        }
    }
    return true;
}

static bool run_sweep(Sweep *sweep, int jobs, Err *err)
{
    if (!sweep->plan->tabular) return parallel_for(jobs, sweep->block_count, sweep_block, sweep, err);
    worker_take_rows(sweep->workers[0]);
    count_chunks(sweep, sweep->workers[0]);
    return true;
}

static bool choose_high(const Plan *plan, Count *count, const PlanStatistic *statistic, Err *err)
{
    if (count->total == 0)
        return err_set(err, ERR_INPUT, _("%s has no value inside the district: no percentile"),
                       plan->nodes[statistic->node].id);
    double rank = ceil(statistic->percentile / 100 * (double)count->total);
    count->rank = rank < 1 ? 1 : (uint64_t)rank;
    while (count->rank > count->high[count->key_high]) count->rank -= count->high[count->key_high++];
    return true;
}

static float choose_low(Count *count)
{
    uint32_t low = 0;
    while (count->rank > count->low[low]) count->rank -= count->low[low++];
    return value_of(count->key_high << 16 | low);
}

static bool two_sweeps(Sweep *sweep, int jobs, Err *err)
{
    const Plan *plan = sweep->plan;
    if (!run_sweep(sweep, jobs, err)) return false;
    for (size_t s = 0; s < plan->statistic_count; s++) {
        if (!choose_high(plan, &sweep->counts[s], &plan->statistics[s], err)) return false;
    }
    sweep->second = true;
    if (!run_sweep(sweep, jobs, err)) return false;
    for (size_t s = 0; s < plan->statistic_count; s++) *plan->statistics[s].target = choose_low(&sweep->counts[s]);
    return true;
}

bool pass_statistics(Plan *plan, int jobs, int block, Err *err)
{
    if (plan->statistic_count == 0) return true;
    Arena *arena = arena_open();
    Sweep sweep = {.plan = plan,
                   .block = block,
                   .block_cols = (plan->grid.width + block - 1) / block,
                   .lock = PTHREAD_MUTEX_INITIALIZER};
    sweep.block_count = (size_t)sweep.block_cols * (size_t)((plan->grid.height + block - 1) / block);
    bool *needed = arena_array(arena, plan->node_count, sizeof *needed);
    sweep.counts = arena_array(arena, plan->statistic_count, sizeof *sweep.counts);
    for (size_t s = 0; s < plan->statistic_count; s++) {
        needed[plan->statistics[s].node] = true;
        sweep.counts[s].high = arena_array(arena, HALF, sizeof(uint64_t));
        sweep.counts[s].low = arena_array(arena, HALF, sizeof(uint64_t));
    }
    sweep.workers = arena_array(arena, (size_t)jobs, sizeof *sweep.workers);
    bool ok = true;
    for (int j = 0; ok && j < jobs; j++) ok = worker_open(plan, needed, block, NULL, 0, &sweep.workers[j], err);
    ok = ok && two_sweeps(&sweep, jobs, err);
    for (int j = 0; j < jobs; j++) worker_close(sweep.workers[j]);
    arena_close(arena);
    return ok;
}
