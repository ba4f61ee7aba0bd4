#include "land/zone_stats.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/parallel.h"

enum { CELLS = LATTICE * LATTICE };

static const size_t SAMPLES_MOST = (size_t)32 << 20; // 512 MB
static const double SLACK = 1e-12;                   // of halves and ties, relative
static const double WHOLE = 1e-9;                    // a zone covered but for this is covered

typedef struct Sample {
    double value, weight;
} Sample;

typedef struct Tally {                          // of one piece, or of one zone
    double count, sum, mean, squares, min, max; // squares: sum of weight * (value - mean)^2
    size_t samples;
} Tally;

typedef struct Desk { // one worker's memory
    double values[CELLS];
    Sample samples[CELLS]; // of one piece, when they need not be kept
    Raster *raster;
} Desk;

typedef struct Pass { // over the zones from first_zone to before end_zone
    const ZoneFold *fold;
    ZoneResult *results;
    Desk **desks;
    size_t first_zone, end_zone;
    Tally *pieces;   // by piece
    Tally *zones;    // by zone - first_zone
    size_t *start;   // by zone - first_zone: its samples
    size_t *offsets; // by piece: its samples; NULL: they are not kept
    Sample *samples;
} Pass;

// ---- one piece

static size_t take(Sample *out, size_t count, double value, double weight)
{
    out[count] = (Sample){value, weight};
    return isnan(value) ? count : count + 1;
}

// The cells that have a value; room for all of the piece's.
static size_t gather(const ZonePiece *piece, const double *values, int width, Sample *out)
{
    size_t count = 0;
    for (size_t i = 0; i < piece->run_count; i++) {
        const ZoneRun *run = &piece->runs[i];
        const double *row = values + (run->cell / LATTICE) * width + run->cell % LATTICE;
        for (size_t c = 0; c < run->length; c++) count = take(out, count, row[c], 1);
    }
    for (size_t i = 0; i < piece->part_count; i++) {
        int cell = piece->part_cells[i];
        count = take(out, count, values[(cell / LATTICE) * width + cell % LATTICE], piece->fractions[i]);
    }
    return count;
}

// The mean is taken from the first value, so that equal values have exactly their mean, and no deviation.
static Tally tally_of(const Sample *samples, size_t count)
{
    Tally tally = {.min = INFINITY, .max = -INFINITY, .samples = count};
    double base = count ? samples[0].value : 0, above = 0;
    for (size_t i = 0; i < count; i++) {
        double value = samples[i].value, weight = samples[i].weight;
        tally.count += weight;
        tally.sum += weight * value;
        above += weight * (value - base);
        tally.min = value < tally.min ? value : tally.min;
        tally.max = value > tally.max ? value : tally.max;
    }
    if (count) tally.mean = base + above / tally.count;
    for (size_t i = 0; i < count; i++) {
        double off = samples[i].value - tally.mean;
        tally.squares += samples[i].weight * off * off;
    }
    return tally;
}

static void add_tally(Tally *to, const Tally *from)
{
    if (from->samples == 0) return;
    if (to->samples == 0) {
        *to = *from;
        return;
    }
    double count = to->count + from->count, off = from->mean - to->mean;
    to->mean += off * (from->count / count);
    to->squares += from->squares + off * off * (to->count * from->count / count);
    to->count = count;
    to->sum += from->sum;
    to->min = from->min < to->min ? from->min : to->min;
    to->max = from->max > to->max ? from->max : to->max;
    to->samples += from->samples;
}

// ---- one patch

static Desk *desk_of(Pass *pass, int worker)
{
    if (!pass->desks[worker]) pass->desks[worker] = calloc(1, sizeof(Desk));
    assert(pass->desks[worker]);
    return pass->desks[worker];
}

static bool wants(const Pass *pass, const ZonePiece *piece)
{
    return piece->zone >= pass->first_zone && piece->zone < pass->end_zone;
}

static bool wants_patch(const Pass *pass, const ZonePatch *patch)
{
    for (size_t i = 0; i < patch->piece_count; i++) {
        if (wants(pass, &patch->pieces[i])) return true;
    }
    return false;
}

static bool fold_patch(void *context, int worker, size_t index, Err *err)
{
    Pass *pass = context;
    const ZoneFold *fold = pass->fold;
    const ZonePatch *patch = zone_index_patch(fold->index, index);
    if (!wants_patch(pass, patch)) return true;
    Desk *desk = desk_of(pass, worker);
    int band = fold->band > 0 ? fold->band : 1;
    if (!desk->raster && !raster_reopen(fold->path, band, fold->info, &desk->raster, err)) return false;
    if (!raster_read_doubles(desk->raster, patch->window, desk->values, err)) return false;
    for (size_t i = 0; i < patch->piece_count; i++) {
        const ZonePiece *piece = &patch->pieces[i];
        size_t number = patch->first_piece + i;
        if (!wants(pass, piece)) continue;
        Sample *samples = pass->offsets ? pass->samples + pass->offsets[number] : desk->samples;
        pass->pieces[number] = tally_of(samples, gather(piece, desk->values, patch->window.width, samples));
    }
    return true;
}

// ---- one zone

static int by_value(const void *a, const void *b)
{
    const Sample *x = a, *y = b;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

// samples: by value, at least one.
static void describe(const Sample *samples, size_t count, ZoneResult *result)
{
    double total = 0, below = 0, most = 0;
    bool found = false;
    for (size_t i = 0; i < count; i++) total += samples[i].weight;
    for (size_t i = 0; i < count;) {
        double value = samples[i].value, own = 0;
        for (; i < count && samples[i].value == value; i++) own += samples[i].weight;
        below += own;
        if (!found && below >= total * (0.5 - SLACK)) {
            result->stat[ZONE_MEDIAN] = value;
            found = true;
        }
        if (own > most * (1 + SLACK)) {
            result->stat[ZONE_MAJORITY] = value;
            most = own;
        }
    }
}

static double share_of(double count, double area)
{
    if (!(area > 0)) return NAN;
    return fabs(count / area - 1) <= WHOLE ? 1 : count / area;
}

static bool finish_zone(void *context, int worker, size_t at, Err *err)
{
    (void)worker;
    (void)err;
    Pass *pass = context;
    const Tally *tally = &pass->zones[at];
    size_t zone = pass->first_zone + at;
    ZoneResult *result = &pass->results[zone];
    for (int i = 0; i < ZONE_STATS; i++) result->stat[i] = NAN;
    result->stat[ZONE_COUNT] = tally->count;
    result->stat[ZONE_FRACTION] = share_of(tally->count, zone_index_area(pass->fold->index, zone));
    if (tally->samples == 0) return true;
    result->stat[ZONE_SUM] = tally->sum;
    result->stat[ZONE_MEAN] = tally->mean;
    result->stat[ZONE_MIN] = tally->min;
    result->stat[ZONE_MAX] = tally->max;
    result->stat[ZONE_STDEV] = sqrt(tally->squares / tally->count);
    if (!pass->offsets) return true;
    qsort(pass->samples + pass->start[at], tally->samples, sizeof(Sample), by_value);
    describe(pass->samples + pass->start[at], tally->samples, result);
    return true;
}

// ---- one pass

// In patch order; the samples of a zone are moved together.
static void add_pieces(Pass *pass)
{
    const ZoneIndex *index = pass->fold->index;
    for (size_t p = 0; p < zone_index_patch_count(index); p++) {
        const ZonePatch *patch = zone_index_patch(index, p);
        for (size_t i = 0; i < patch->piece_count; i++) {
            if (!wants(pass, &patch->pieces[i])) continue;
            size_t at = patch->pieces[i].zone - pass->first_zone;
            const Tally *piece = &pass->pieces[patch->first_piece + i];
            if (pass->offsets)
                memmove(pass->samples + pass->start[at] + pass->zones[at].samples,
                        pass->samples + pass->offsets[patch->first_piece + i], piece->samples * sizeof(Sample));
            add_tally(&pass->zones[at], piece);
        }
    }
}

static void place_samples(Arena *arena, Pass *pass, const size_t *cells)
{
    const ZoneIndex *index = pass->fold->index;
    size_t count = pass->end_zone - pass->first_zone, total = 0;
    pass->start = arena_array(arena, count, sizeof *pass->start);
    size_t *next = arena_array(arena, count, sizeof *next);
    for (size_t i = 0; i < count; i++) {
        pass->start[i] = next[i] = total;
        total += cells[pass->first_zone + i];
    }
    pass->offsets = arena_array(arena, zone_index_piece_count(index), sizeof *pass->offsets);
    for (size_t p = 0; p < zone_index_patch_count(index); p++) {
        const ZonePatch *patch = zone_index_patch(index, p);
        for (size_t i = 0; i < patch->piece_count; i++) {
            if (!wants(pass, &patch->pieces[i])) continue;
            size_t at = patch->pieces[i].zone - pass->first_zone;
            pass->offsets[patch->first_piece + i] = next[at];
            next[at] += patch->pieces[i].cells;
        }
    }
    pass->samples = malloc((total + 1) * sizeof(Sample)); // + 1: never of size 0
    assert(pass->samples);
}

static bool run_pass(Pass *pass, const size_t *cells, Err *err)
{
    const ZoneFold *fold = pass->fold;
    size_t zones = pass->end_zone - pass->first_zone;
    Arena *arena = arena_open();
    pass->pieces = arena_array(arena, zone_index_piece_count(fold->index), sizeof *pass->pieces);
    pass->zones = arena_array(arena, zones, sizeof *pass->zones);
    pass->offsets = NULL;
    pass->samples = NULL;
    if (fold->distribution) place_samples(arena, pass, cells);
    bool done = parallel_for(fold->jobs, zone_index_patch_count(fold->index), fold_patch, pass, err);
    if (done) add_pieces(pass);
    done = done && parallel_for(fold->jobs, zones, finish_zone, pass, err);
    free(pass->samples);
    arena_close(arena);
    return done;
}

static size_t *cells_by_zone(Arena *arena, const ZoneFold *fold)
{
    size_t *cells = arena_array(arena, fold->zone_count, sizeof *cells);
    for (size_t p = 0; p < zone_index_patch_count(fold->index); p++) {
        const ZonePatch *patch = zone_index_patch(fold->index, p);
        for (size_t i = 0; i < patch->piece_count; i++) cells[patch->pieces[i].zone] += patch->pieces[i].cells;
    }
    return cells;
}

static size_t end_of_pass(const ZoneFold *fold, const size_t *cells, size_t first)
{
    size_t most = fold->samples_most ? fold->samples_most : SAMPLES_MOST, held = cells[first], end = first + 1;
    if (!fold->distribution) return fold->zone_count;
    while (end < fold->zone_count && held + cells[end] <= most) held += cells[end++];
    return end;
}

static void close_desks(Desk **desks, int count)
{
    for (int i = 0; i < count; i++) {
        if (desks[i]) raster_close(desks[i]->raster);
        free(desks[i]);
    }
}

bool zone_stats_fold(const ZoneFold *fold, ZoneResult *results, Err *err)
{
    Arena *arena = arena_open();
    size_t *cells = cells_by_zone(arena, fold);
    Pass pass = {.fold = fold, .results = results, .desks = arena_array(arena, (size_t)fold->jobs, sizeof(Desk *))};
    bool done = true;
    while (done && pass.end_zone < fold->zone_count) {
        pass.first_zone = pass.end_zone;
        pass.end_zone = end_of_pass(fold, cells, pass.first_zone);
        done = run_pass(&pass, cells, err);
    }
    close_desks(pass.desks, fold->jobs);
    arena_close(arena);
    return done;
}
