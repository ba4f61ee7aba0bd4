// strips.c - strips through memory: read and write, compute, sum. Zones are summed in strips_zones.c.
#include "gep/invest/strips.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "gep/invest/strips_zones.h"
#include "land/strip_out.h"

typedef struct Part { // of an input: some columns
    Aligned *aligned;
    size_t input;
    int col;
} Part;

typedef struct Sink { // a file that is written, and the plane that goes there
    StripOut *out;
    size_t plane;
} Sink;

typedef struct Work {
    const Strips *pass;
    Arena *arena;
    size_t plane_count;
    Plane *planes; // inputs, then outputs: one strip each
    Part *parts;
    size_t part_count;
    Sink *sinks; // those of outputs, then those of inputs
    size_t sink_count, output_sinks;
    double *row_totals; // [output * STRIP_ROWS + row of the strip]
    ZoneStrip *zones;   // by zone set
    int row, rows;      // of the strip that is read and computed
    bool reads, writes; // what the transfer under way does
    struct Scratch *scratch;
} Work;

typedef struct Scratch { // of a thread
    double **in, **out;
} Scratch;

// ---- opening

static size_t strip_cells(const Work *work)
{
    return (size_t)work->pass->frame.width * STRIP_ROWS;
}

static void open_planes(Work *work)
{
    const Strips *pass = work->pass;
    work->plane_count = pass->input_count + pass->output_count;
    work->planes = arena_array(work->arena, work->plane_count, sizeof *work->planes);
    for (size_t i = 0; i < work->plane_count; i++) {
        Plane *plane = &work->planes[i];
        plane->single = i < pass->input_count ? aligned_is_single(pass->inputs[i].info)
                                              : !pass->outputs[i - pass->input_count].wide;
        plane->values = malloc(strip_cells(work) * (plane->single ? sizeof(float) : sizeof(double)));
        assert(plane->values);
    }
}

static bool open_part(Work *work, size_t input, int col, int end, Err *err)
{
    const StripsInput *from = &work->pass->inputs[input];
    Part *part = &work->parts[work->part_count];
    *part = (Part){.input = input, .col = col};
    AlignedRequest request = {.path = from->path,
                              .info = from->info,
                              .frame = &work->pass->frame,
                              .rule = from->rule,
                              .col = col,
                              .width = end - col};
    if (!aligned_open(&request, &part->aligned, err)) return false;
    work->part_count++;
    return true;
}

static bool open_parts(Work *work, Err *err)
{
    const Strips *pass = work->pass;
    int jobs = pass->run->jobs, *ends = arena_array(work->arena, (size_t)jobs, sizeof *ends), col;
    work->parts = arena_array(work->arena, pass->input_count * (size_t)jobs, sizeof *work->parts);
    for (size_t i = 0; i < pass->input_count; i++) {
        int count = aligned_cut(pass->inputs[i].info, &pass->frame, jobs, ends);
        land_cache_for(pass->inputs[i].info->width, (int)pass->input_count);
        col = 0;
        for (int p = 0; p < count; col = ends[p++]) {
            if (!open_part(work, i, col, ends[p], err)) return false;
        }
    }
    return true;
}

static bool open_sink(Work *work, const char *id, size_t plane, const StripOutOptions *options, Err *err)
{
    const char *path;
    if (!run_output(work->pass->run, id, &path, err)) return false;
    if (path == NULL) return true;
    Sink *sink = &work->sinks[work->sink_count];
    sink->plane = plane;
    if (!strip_out_open(path, &work->pass->frame, options, &sink->out, err)) return false;
    work->sink_count++;
    return true;
}

static bool open_copy(Work *work, size_t input, Err *err)
{
    const StripsInput *from = &work->pass->inputs[input];
    if (from->copy == NULL) return true;
    bool scaled = from->info->scale != 1 || from->info->offset != 0;
    StripOutOptions options = {.type = scaled ? "Float64" : from->info->type,
                               .has_nodata = from->info->has_nodata && !from->info->nodata_outside_type,
                               .nodata = from->info->nodata,
                               .smooth = from->info->type[0] == 'F'};
    return open_sink(work, from->copy, input, &options, err);
}

static bool open_sinks(Work *work, Err *err)
{
    const Strips *pass = work->pass;
    work->sinks = arena_array(work->arena, work->plane_count, sizeof *work->sinks);
    for (size_t i = 0; i < pass->output_count; i++) {
        const StripsOutput *output = &pass->outputs[i];
        StripOutOptions options = {.type = output->wide ? "Float64" : "Float32",
                                   .has_nodata = true,
                                   .nodata = output->nodata,
                                   .smooth = !output->by_class};
        if (!open_sink(work, output->id, pass->input_count + i, &options, err)) return false;
    }
    work->output_sinks = work->sink_count;
    for (size_t i = 0; i < pass->input_count; i++) {
        if (!open_copy(work, i, err)) return false;
    }
    return true;
}

static double **open_chunks(Arena *arena, size_t count)
{
    double **chunks = arena_array(arena, count, sizeof *chunks);
    for (size_t i = 0; i < count; i++) chunks[i] = arena_array(arena, CHUNK_CELLS, sizeof **chunks);
    return chunks;
}

static void open_scratch(Work *work)
{
    size_t jobs = (size_t)work->pass->run->jobs;
    work->scratch = arena_array(work->arena, jobs, sizeof *work->scratch);
    for (size_t i = 0; i < jobs; i++)
        work->scratch[i] = (Scratch){open_chunks(work->arena, work->pass->input_count),
                                     open_chunks(work->arena, work->pass->output_count)};
    work->row_totals = arena_array(work->arena, work->pass->output_count * STRIP_ROWS, sizeof *work->row_totals);
}

static void close_work(Work *work)
{
    for (size_t i = 0; i < work->part_count; i++) aligned_close(work->parts[i].aligned);
    for (size_t i = 0; i < work->sink_count; i++) strip_out_abandon(work->sinks[i].out);
    for (size_t i = 0; i < work->plane_count; i++) free(work->planes[i].values);
    zone_strips_close(work->zones, work->pass->zones_count);
    arena_close(work->arena);
}

// ---- transfer: outputs of the strip before are written, inputs of the next are read

static bool read_part(const Work *work, const Part *part, Err *err)
{
    const Plane *plane = &work->planes[part->input];
    size_t bytes = plane->single ? sizeof(float) : sizeof(double);
    char *to = (char *)plane->values + (size_t)part->col * bytes;
    return aligned_read(part->aligned, work->row, work->rows, to, (size_t)work->pass->frame.width, err);
}

static bool write_sink(const Work *work, const Sink *sink, Err *err)
{
    const Plane *plane = &work->planes[sink->plane];
    return strip_out_write(sink->out, plane->values, plane->single, err);
}

static bool transfer_one(void *context, int worker, size_t index, Err *err)
{
    const Work *work = context;
    (void)worker;
    size_t writes = work->writes ? work->output_sinks : 0;
    if (index < writes) return write_sink(work, &work->sinks[index], err);
    return read_part(work, &work->parts[index - writes], err);
}

// ---- cells

static void take_chunk(const Plane *plane, size_t at, size_t count, double *to)
{
    if (plane->single) {
        const float *from = (const float *)plane->values + at;
        for (size_t i = 0; i < count; i++) to[i] = (double)from[i];
    } else {
        const double *from = (const double *)plane->values + at;
        for (size_t i = 0; i < count; i++) to[i] = from[i];
    }
}

static void put_chunk(const Plane *plane, size_t at, size_t count, const double *from)
{
    if (plane->single) {
        float *to = (float *)plane->values + at;
        for (size_t i = 0; i < count; i++) to[i] = (float)from[i];
    } else {
        double *to = (double *)plane->values + at;
        for (size_t i = 0; i < count; i++) to[i] = from[i];
    }
}

static double row_total(const Plane *plane, size_t at, size_t count)
{
    double sum = 0;
    for (size_t i = at; i < at + count; i++) {
        double value = plane->single ? (double)((const float *)plane->values)[i] : ((const double *)plane->values)[i];
        if (!isnan(value)) sum += value;
    }
    return sum;
}

static void compute_row(const Work *work, const Scratch *scratch, int row)
{
    const Strips *pass = work->pass;
    size_t width = (size_t)pass->frame.width, start = (size_t)row * width;
    for (size_t col = 0; col < width; col += CHUNK_CELLS) {
        size_t count = width - col < CHUNK_CELLS ? width - col : CHUNK_CELLS;
        for (size_t i = 0; i < pass->input_count; i++) take_chunk(&work->planes[i], start + col, count, scratch->in[i]);
        pass->kernel(pass->context, count, (const double *const *)scratch->in, scratch->out);
        for (size_t i = 0; i < pass->output_count; i++)
            put_chunk(&work->planes[pass->input_count + i], start + col, count, scratch->out[i]);
    }
    for (size_t i = 0; i < pass->output_count; i++) {
        if (pass->outputs[i].total)
            work->row_totals[i * STRIP_ROWS + (size_t)row] =
                row_total(&work->planes[pass->input_count + i], start, width);
    }
}

// Copies of inputs are written while these stand: before the next strip is read. Then the rows are computed.
static bool compute_one(void *context, int worker, size_t index, Err *err)
{
    const Work *work = context;
    size_t copies = work->sink_count - work->output_sinks;
    if (index < copies) return write_sink(work, &work->sinks[work->output_sinks + index], err);
    int first = (int)(index - copies) * STRIP_GROUP,
        end = first + STRIP_GROUP < work->rows ? first + STRIP_GROUP : work->rows;
    for (int row = first; row < end; row++) compute_row(work, &work->scratch[worker], row);
    for (size_t i = 0; i < work->pass->zones_count; i++) zone_strip_sum(&work->zones[i], work->row, first, end);
    return true;
}

static void add_totals(const Work *work)
{
    for (size_t i = 0; i < work->pass->output_count; i++) {
        for (int row = 0; work->pass->outputs[i].total && row < work->rows; row++)
            work->pass->totals[i] += work->row_totals[i * STRIP_ROWS + (size_t)row];
    }
}

// ---- all strips

static bool transfer(Work *work, Err *err)
{
    size_t count = (work->writes ? work->output_sinks : 0) + (work->reads ? work->part_count : 0);
    return parallel_for(work->pass->run->jobs, count, transfer_one, work, err);
}

static bool run_strip(Work *work, int row, Err *err)
{
    const Strips *pass = work->pass;
    work->writes = row > 0;
    work->reads = row < pass->frame.height;
    work->row = row;
    work->rows = pass->frame.height - row < STRIP_ROWS ? pass->frame.height - row : STRIP_ROWS;
    if (!transfer(work, err)) return false;
    if (!work->reads) return true;
    size_t items = work->sink_count - work->output_sinks + ((size_t)work->rows + STRIP_GROUP - 1) / STRIP_GROUP;
    for (size_t i = 0; i < pass->zones_count; i++) zone_strip_begin(&work->zones[i], row, work->rows);
    if (!parallel_for(pass->run->jobs, items, compute_one, work, err)) return false;
    for (size_t i = 0; i < pass->zones_count; i++) zone_strip_end(&work->zones[i]);
    add_totals(work);
    return true;
}

static bool run_strips(Work *work, Err *err)
{
    int height = work->pass->frame.height;
    bool done = true;
    progress_start(work->pass->label, (size_t)height);
    for (int row = 0; done && row < height + STRIP_ROWS; row += STRIP_ROWS) {
        done = run_strip(work, row < height ? row : height, err);
        progress_step((size_t)(row < height ? row : height));
    }
    progress_end();
    return done;
}

static bool finish_one(void *context, int worker, size_t index, Err *err)
{
    const Work *work = context;
    (void)worker;
    StripOut *out = work->sinks[index].out;
    work->sinks[index].out = NULL;
    return strip_out_finish(out, err);
}

static void open_zones(Work *work)
{
    const Strips *pass = work->pass;
    work->zones = arena_array(work->arena, pass->zones_count + 1, sizeof *work->zones);
    const Plane **planes = arena_array(work->arena, pass->plane_count + 1, sizeof *planes);
    for (size_t i = 0; i < pass->plane_count; i++) planes[i] = &work->planes[pass->planes[i]];
    for (size_t i = 0; i < pass->zones_count; i++)
        work->zones[i] = zone_strip_open(&pass->zones[i], planes, pass->plane_count, (size_t)pass->frame.width);
}

bool strips_run(const Strips *pass, Err *err)
{
    Work work = {.pass = pass, .arena = arena_open()};
    open_planes(&work);
    open_scratch(&work);
    open_zones(&work);
    bool done = open_parts(&work, err) && open_sinks(&work, err) && run_strips(&work, err) &&
                parallel_for(pass->run->jobs, work.sink_count, finish_one, &work, err);
    close_work(&work);
    return done;
}
