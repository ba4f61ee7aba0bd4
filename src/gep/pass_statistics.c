// pass_statistics.c - percentiles by counting bit patterns: the order of floats is the order of their keys.
#include "gep/pass_statistics.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/message.h"
#include "base/parallel.h"
#include "gep/statistic_cache.h"
#include "gep/worker.h"

enum { HALF = 1 << 16, KEEP_BYTES_MAX = 32 << 20 };

typedef struct Count { // of one node's values
    int node;
    uint64_t *high, *low; // [HALF]
    uint32_t *keys;       // of all values, where they fit in memory; else NULL and a second sweep
    uint64_t total;
} Count;

typedef struct Sweep {
    Plan *plan;
    Blocks blocks;
    size_t count_count;
    Worker **workers;
    Count *counts;
    bool keep;         // values are kept in memory
    uint32_t key_high; // second look: values with these upper bits
    const Count *only; // second look: this count
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

static void count_values(const Sweep *sweep, Count *count, const double *values, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!isfinite(values[i])) continue;
        uint32_t key = key_of((float)values[i]);
        if (sweep->only != NULL) {
            if (key >> 16 == sweep->key_high) count->low[key & 0xffff]++;
            continue;
        }
        if (sweep->keep) count->keys[count->total] = key;
        count->high[key >> 16]++;
        count->total++;
    }
}

static void count_chunks(Sweep *sweep, Worker *worker)
{
    Chunk chunk;
    while (worker_next(worker, &chunk)) {
        pthread_mutex_lock(&sweep->lock);
        for (size_t c = 0; c < sweep->count_count; c++) {
            Count *count = &sweep->counts[c];
            if (sweep->only == NULL || sweep->only == count)
                count_values(sweep, count, worker_values(worker, count->node, 0), chunk.count);
        }
        pthread_mutex_unlock(&sweep->lock);
    }
}

static bool sweep_block(void *context, int worker, size_t index, Err *err)
{
    Sweep *sweep = context;
    const Coverage *coverage = sweep->plan->coverage;
    Worker *hands = sweep->workers[worker];
    Window block = blocks_window(&sweep->blocks, index);
    size_t lattice;
    if (blocks_is_empty(&sweep->blocks, block, coverage)) return true;
    if (!worker_read(hands, block, err)) return false;
    for (int at = 0; blocks_lattice(&sweep->blocks, block, at, &lattice); at++) {
        if (worker_take(hands, lattice)) count_chunks(sweep, hands);
    }
    return true;
}

static bool run_sweep(Sweep *sweep, int jobs, Err *err)
{
    if (!sweep->plan->tabular) return parallel_for(jobs, sweep->blocks.count, sweep_block, sweep, err);
    worker_take_rows(sweep->workers[0]);
    count_chunks(sweep, sweep->workers[0]);
    return true;
}

static Count *count_of(Sweep *sweep, int node)
{
    for (size_t c = 0; c < sweep->count_count; c++) {
        if (sweep->counts[c].node == node) return &sweep->counts[c];
    }
    return NULL;
}

// The rank-th smallest of counts[HALF]: its index; *rank becomes the rank within it.
static uint32_t walk(const uint64_t *counts, uint64_t *rank)
{
    uint32_t at = 0;
    while (*rank > counts[at]) *rank -= counts[at++];
    return at;
}

static bool look_again(Sweep *sweep, Count *count, int jobs, Err *err)
{
    memset(count->low, 0, HALF * sizeof *count->low);
    if (count->keys == NULL) return run_sweep(sweep, jobs, err);
    for (uint64_t i = 0; i < count->total; i++) {
        if (count->keys[i] >> 16 == sweep->key_high) count->low[count->keys[i] & 0xffff]++;
    }
    return true;
}

static bool find_percentile(Sweep *sweep, const PlanStatistic *statistic, int jobs, Err *err)
{
    Count *count = count_of(sweep, statistic->node);
    if (count->total == 0)
        return err_set(err, ERR_INPUT, _("%s has no value inside the district: no percentile"),
                       sweep->plan->nodes[statistic->node].id);
    double wanted = ceil(statistic->percentile / 100 * (double)count->total);
    uint64_t rank = wanted < 1 ? 1 : (uint64_t)wanted;
    sweep->key_high = walk(count->high, &rank);
    sweep->only = count;
    if (!look_again(sweep, count, jobs, err)) return false;
    *statistic->target = value_of(sweep->key_high << 16 | walk(count->low, &rank));
    return true;
}

static void open_counts(Sweep *sweep, Arena *arena, bool *needed)
{
    const Plan *plan = sweep->plan;
    uint64_t cells = plan->tabular ? plan->row_count : coverage_cells_inside(plan->coverage);
    sweep->counts = arena_array(arena, plan->statistic_count, sizeof *sweep->counts);
    for (size_t s = 0; s < plan->statistic_count; s++) {
        int node = plan->statistics[s].node;
        if (count_of(sweep, node) != NULL) continue;
        sweep->counts[sweep->count_count++] = (Count){.node = node,
                                                      .high = arena_array(arena, HALF, sizeof(uint64_t)),
                                                      .low = arena_array(arena, HALF, sizeof(uint64_t))};
        needed[node] = true;
    }
    sweep->keep = cells * sweep->count_count * sizeof(uint32_t) <= KEEP_BYTES_MAX;
    for (size_t c = 0; sweep->keep && c < sweep->count_count; c++)
        sweep->counts[c].keys = arena_array(arena, cells, sizeof(uint32_t));
}

static bool find_all(Sweep *sweep, int jobs, Err *err)
{
    if (!run_sweep(sweep, jobs, err)) return false;
    for (size_t s = 0; s < sweep->plan->statistic_count; s++) {
        if (!find_percentile(sweep, &sweep->plan->statistics[s], jobs, err)) return false;
    }
    return true;
}

// Without the digests of the inputs a key would say nothing about what the percentiles rest on.
static bool is_hashed(const Plan *plan)
{
    for (size_t i = 0; i < plan->input_count; i++) {
        if (plan->inputs[i].sm3[0] == '\0') return false;
    }
    return true;
}

static bool recall_all(const Plan *plan)
{
    bool all = is_hashed(plan);
    for (size_t s = 0; s < plan->statistic_count; s++) {
        char key[SM3_TEXT_SIZE];
        statistic_key(plan, &plan->statistics[s], key);
        all = all && statistic_recall(key, plan->statistics[s].target);
    }
    return all;
}

static void keep_all(const Plan *plan)
{
    for (size_t s = 0; s < plan->statistic_count; s++) {
        char key[SM3_TEXT_SIZE];
        statistic_key(plan, &plan->statistics[s], key);
        statistic_keep(key, *plan->statistics[s].target);
    }
}

bool pass_statistics(Plan *plan, int jobs, const Blocks *blocks, Err *err)
{
    if (plan->statistic_count == 0 || recall_all(plan)) return true;
    Arena *arena = arena_open();
    Sweep sweep = {.plan = plan, .blocks = *blocks, .lock = PTHREAD_MUTEX_INITIALIZER};
    bool *needed = arena_array(arena, plan->node_count, sizeof *needed);
    open_counts(&sweep, arena, needed);
    sweep.workers = arena_array(arena, (size_t)jobs, sizeof *sweep.workers);
    bool ok = true;
    for (int j = 0; ok && j < jobs; j++) {
        WorkerOptions options = {.needed = needed, .block = blocks->side, .sibling = sweep.workers[0]};
        ok = worker_open(plan, &options, &sweep.workers[j], err);
    }
    ok = ok && find_all(&sweep, jobs, err);
    for (int j = 0; j < jobs; j++) worker_close(sweep.workers[j]);
    arena_close(arena);
    if (ok && is_hashed(plan)) keep_all(plan);
    return ok;
}
