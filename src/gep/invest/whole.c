#include "gep/invest/whole.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"

// ---- reading

typedef struct Reading {
    const StripsInput *input;
    const Frame *frame;
    const int *ends; // of the parts' columns
    bool single;
    char *out;
} Reading;

static bool read_strips(const Reading *reading, Aligned *aligned, int col, Err *err)
{
    size_t width = (size_t)reading->frame->width, size = reading->single ? sizeof(float) : sizeof(double);
    for (int row = 0; row < reading->frame->height; row += STRIP_ROWS) {
        int left = reading->frame->height - row, rows = left < STRIP_ROWS ? left : STRIP_ROWS;
        if (!aligned_read(aligned, row, rows, reading->out + ((size_t)row * width + (size_t)col) * size, width, err))
            return false;
    }
    return true;
}

static bool read_part(void *context, int worker, size_t index, Err *err)
{
    const Reading *reading = context;
    int col = index > 0 ? reading->ends[index - 1] : 0;
    AlignedRequest request = {.path = reading->input->path,
                              .info = reading->input->info,
                              .frame = reading->frame,
                              .rule = reading->input->rule,
                              .col = col,
                              .width = reading->ends[index] - col};
    Aligned *aligned;
    (void)worker;
    if (!aligned_open(&request, &aligned, err)) return false;
    bool done = read_strips(reading, aligned, col, err);
    aligned_close(aligned);
    return done;
}

bool whole_read(const InvestRun *run, const StripsInput *input, const Frame *frame, void *out, Err *err)
{
    Arena *arena = arena_open();
    int *ends = arena_array(arena, (size_t)run->jobs, sizeof *ends);
    Reading reading = {input, frame, ends, aligned_is_single(input->info), out};
    int parts = aligned_cut(input->info, frame, run->jobs, ends);
    land_cache_for(input->info->width, 1);
    bool done = parallel_for(run->jobs, (size_t)parts, read_part, &reading, err);
    arena_close(arena);
    return done;
}

StripOutOptions whole_copy_options(const RasterInfo *info)
{
    bool scaled = info->scale != 1 || info->offset != 0;
    return (StripOutOptions){.type = scaled ? "Float64" : info->type,
                             .has_nodata = info->has_nodata && !info->nodata_outside_type,
                             .nodata = info->nodata,
                             .smooth = info->type[0] == 'F'};
}

// ---- writing

typedef struct Writing {
    const Frame *frame;
    const WholeOutput **outputs;
    const char **paths;
} Writing;

static bool write_strips(const Writing *writing, const WholeOutput *output, StripOut *out, void *strip, Err *err)
{
    size_t width = (size_t)writing->frame->width, size = output->single ? sizeof(float) : sizeof(double);
    for (int row = 0; row < writing->frame->height; row += STRIP_ROWS) {
        int left = writing->frame->height - row, rows = left < STRIP_ROWS ? left : STRIP_ROWS;
        size_t first = (size_t)row * width;
        const void *values = output->values ? (const char *)output->values + first * size : strip;
        if (!output->values) output->fill(output->context, first, (size_t)rows * width, strip);
        if (!strip_out_write(out, values, output->single, err)) return false;
    }
    return true;
}

static bool write_one(void *context, int worker, size_t index, Err *err)
{
    const Writing *writing = context;
    const WholeOutput *output = writing->outputs[index];
    StripOut *out;
    (void)worker;
    if (!strip_out_open(writing->paths[index], writing->frame, &output->options, &out, err)) return false;
    Arena *arena = arena_open();
    void *strip =
        output->values ? NULL : arena_array(arena, (size_t)writing->frame->width * STRIP_ROWS, sizeof(double));
    bool done = write_strips(writing, output, out, strip, err);
    arena_close(arena);
    if (done) return strip_out_finish(out, err);
    strip_out_abandon(out);
    return false;
}

bool whole_write(InvestRun *run, const Frame *frame, const WholeOutput *outputs, size_t count, Err *err)
{
    Writing writing = {frame, arena_array(run->arena, count, sizeof *writing.outputs),
                       arena_array(run->arena, count, sizeof *writing.paths)};
    size_t wanted = 0;
    for (size_t i = 0; i < count; i++) {
        if (!run_output_part(run, outputs[i].id, outputs[i].part, &writing.paths[wanted], err)) return false;
        writing.outputs[wanted] = &outputs[i];
        if (writing.paths[wanted]) wanted++;
    }
    return parallel_for(run->jobs, wanted, write_one, &writing, err);
}

// ---- zones

static void add_row(const CentreZone *zone, const float *values, int row, ZoneSum *sum)
{
    double total = 0;
    size_t count = 0;
    for (size_t s = zone->starts[row - zone->row]; s < zone->starts[row - zone->row + 1]; s++) {
        for (int c = zone->spans[s].first; c < zone->spans[s].end; c++) {
            bool there = !isnan(values[c]);
            total += there ? (double)values[c] : 0;
            count += there;
        }
    }
    sum->sum += total;
    sum->count += count;
}

void zones_add_floats(const CentreZones *zones, const float *values, int width, int row, int rows, ZoneSum *sums)
{
    for (size_t i = 0; i < zones->count; i++) {
        const CentreZone *zone = &zones->items[i];
        int first = zone->row > row ? zone->row : row, end = zone->row + zone->row_count;
        if (end > row + rows) end = row + rows;
        for (int r = first; r < end; r++) add_row(zone, values + (size_t)(r - row) * (size_t)width, r, &sums[i]);
    }
}
