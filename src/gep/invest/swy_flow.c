#include "gep/invest/swy_flow.h"

#include <math.h>
#include <strings.h>

#include "land/flow/accumulate.h"
#include "land/flow/fill.h"
#include "land/flow/stream.h"
#include "land/flow/weights.h"

#define IMPROBABLE (-1.23789789e29) // pygeoprocessing's no-data value of sums, and of filled maps that have none

typedef struct Ground {
    const Frame *frame;
    void *raw, *filled; // floats when single, else doubles
    bool single, d8;
    double *sum;
} Ground;

static void fill(const Ground *ground)
{
    int width = ground->frame->width, height = ground->frame->height;
    if (ground->single) {
        fill_depressions(ground->raw, width, height, ground->filled);
    } else {
        fill_depressions_exact(ground->raw, width, height, ground->filled);
    }
}

static void route(InvestRun *run, Arena *arena, const Ground *ground, SwyFlow *out)
{
    int width = ground->frame->width, height = ground->frame->height;
    size_t cells = flow_cells(width, height);
    FlowHeights heights = {ground->single ? ground->filled : NULL, ground->single ? NULL : ground->filled};
    double threshold = run_number(run, "threshold_flow_accumulation");
    out->weights = arena_array(arena, cells, sizeof *out->weights);
    out->stream = arena_array(arena, cells, 1);
    (ground->d8 ? weights_d8 : weights_mfd)(heights, width, height, out->weights);
    out->order = order_weights(arena, out->weights, width, height);
    accumulate_weights(out->weights, width, height, out->order, NULL, ground->sum);
    if (ground->d8) {
        stream_above(ground->sum, cells, threshold, out->stream);
    } else {
        stream_trace(out->weights, ground->sum, width, height, threshold, 1, out->stream);
    }
}

// ---- files

static void fill_ways(const void *context, size_t first, size_t count, void *to)
{
    const uint32_t *weights = context;
    float *out = to;
    for (size_t i = 0; i < count; i++) out[i] = flow_weight_way(weights[first + i]);
}

static void fill_weights(const void *context, size_t first, size_t count, void *to)
{
    const uint32_t *weights = context;
    double *out = to;
    for (size_t i = 0; i < count; i++) out[i] = (int32_t)weights[first + i];
}

static void fill_streams(const void *context, size_t first, size_t count, void *to)
{
    const uint8_t *stream = context;
    float *out = to;
    for (size_t i = 0; i < count; i++) out[i] = stream[first + i];
}

static bool write_flow(InvestRun *run, const StripsInput *dem, const Ground *ground, const SwyFlow *flow, Err *err)
{
    StripOutOptions raw = whole_copy_options(dem->info), filled = raw;
    if (!filled.has_nodata && filled.smooth) filled.has_nodata = true, filled.nodata = IMPROBABLE;
    StripOutOptions ways = {.type = ground->d8 ? "Byte" : "Int32", .has_nodata = true, .nodata = ground->d8 ? 128 : 0};
    const WholeOutput outputs[] = {
        {.id = "flow_accum", .options = {"Float64", true, IMPROBABLE, true}, .values = ground->sum},
        {.id = "flow_dir",
         .options = ways,
         .single = ground->d8,
         .fill = ground->d8 ? fill_ways : fill_weights,
         .context = flow->weights},
        {.id = "dem_aligned", .options = raw, .single = ground->single, .values = ground->raw},
        {.id = "pit_filled_dem", .options = filled, .single = ground->single, .values = ground->filled},
        {.id = "stream",
         .options = {"Byte", true, 255, false},
         .single = true,
         .fill = fill_streams,
         .context = flow->stream},
    };
    return whole_write(run, ground->frame, outputs, sizeof outputs / sizeof outputs[0], err);
}

bool swy_flow(InvestRun *run, Arena *arena, const StripsInput *dem, const Frame *frame, SwyFlow *out, Err *err)
{
    Arena *work = arena_open();
    size_t cells = flow_cells(frame->width, frame->height);
    Ground ground = {.frame = frame, .single = aligned_is_single(dem->info)};
    size_t size = ground.single ? sizeof(float) : sizeof(double);
    ground.d8 = strcasecmp(run_path(run, "flow_dir_algorithm"), "d8") == 0;
    ground.raw = arena_array(work, cells, size);
    ground.filled = arena_array(work, cells, size);
    ground.sum = arena_array(work, cells, sizeof *ground.sum);
    bool done = whole_read(run, dem, frame, ground.raw, err);
    if (done) {
        fill(&ground);
        route(run, arena, &ground, out);
        done = write_flow(run, dem, &ground, out, err);
    }
    arena_close(work);
    return done;
}
