#include "land/zone_index.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "land/shape.h"

enum { CELLS = LATTICE * LATTICE };

static const double NOTHING = 1e-12; // fractions as near as this to 0 or 1 are 0 or 1

struct ZoneIndex {
    Arena *arena;
    int worker_count;
    Arena **keeps; // one for each worker: what patches point to
    ZonePatch *patches;
    size_t patch_count, piece_count;
    const double *areas; // by zone, in cells
};

typedef struct Desk { // one worker's memory
    double cells[CELLS + LATTICE];
    Arena *arena; // reset for each patch
    ZonePiece *pieces;
    ZoneRun *runs;
    uint16_t *part_cells;
    double *fractions;
    size_t piece_count, piece_capacity, run_count, run_capacity, part_count, part_capacity, fraction_capacity;
} Desk;

typedef struct Build {
    const RasterInfo *info;
    Grid grid; // of cells of side 1: row r is y = -r
    Arena *arena;
    Shape *shapes;
    size_t *start;   // patch_count + 1: where each patch's zones begin in `zones`
    uint32_t *zones; // that may touch the patch, ascending
    Desk **desks;
    ZoneIndex *index;
    double *areas; // of the index
} Build;

// ---- coordinates in cells

// A border of a cell, computed from a file's origin and cell size, is off by some rounding of each.
static double border_slack(double origin, double cell, int count)
{
    double far = fabs(origin) + cell * count;
    return 16 * DBL_EPSILON * (far / cell + count);
}

static double on_border(double cells, double slack)
{
    double border = round(cells);
    return fabs(cells - border) <= slack ? border : cells;
}

static Ring ring_in_cells(Arena *arena, const RasterInfo *info, const Ring *ring)
{
    double *x = arena_array(arena, ring->count, sizeof *x), *y = arena_array(arena, ring->count, sizeof *y);
    double slack_x = border_slack(info->origin_x, info->cell_x, info->width);
    double slack_y = border_slack(info->origin_y, info->cell_y, info->height);
    for (size_t i = 0; i < ring->count; i++) {
        x[i] = on_border((ring->x[i] - info->origin_x) / info->cell_x, slack_x);
        y[i] = on_border((ring->y[i] - info->origin_y) / info->cell_y, slack_y);
    }
    return (Ring){.count = ring->count, .x = x, .y = y};
}

static double ring_area(const Ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        double ax = ring->x[i] - ring->x[0], ay = ring->y[i] - ring->y[0];
        double bx = ring->x[i + 1] - ring->x[0], by = ring->y[i + 1] - ring->y[0];
        sum += ax * by - bx * ay;
    }
    return 0.5 * sum;
}

static void make_shape(Build *build, Arena *scratch, const Polygon *polygon, size_t zone)
{
    Ring *rings = arena_array(scratch, polygon->ring_count, sizeof *rings);
    double area = 0;
    for (size_t i = 0; i < polygon->ring_count; i++) {
        rings[i] = ring_in_cells(scratch, build->info, &polygon->rings[i]);
        area += ring_area(&rings[i]);
    }
    build->areas[zone] = fabs(area);
    Polygon in_cells = {.ring_count = polygon->ring_count, .rings = rings};
    shape_make(build->arena, &build->grid, &in_cells, &build->shapes[zone]);
}

// ---- which zones may touch which patches

static int patch_at(double cells, int count)
{
    double at = floor(cells / LATTICE);
    return at < 0 ? 0 : at > count - 1 ? count - 1 : (int)at;
}

typedef void Visit(Build *build, size_t patch, size_t zone);

static void visit_patches(Build *build, size_t zone, Visit *visit)
{
    const Shape *shape = &build->shapes[zone];
    int cols = grid_lattice_cols(&build->grid), rows = grid_lattice_rows(&build->grid);
    Window touched;
    if (!shape_touches(shape, (Window){0, 0, build->grid.width, build->grid.height}, &touched)) return;
    int right = patch_at(shape->max_x, cols), bottom = patch_at(shape->max_y, rows);
    for (int row = patch_at(shape->min_y, rows); row <= bottom; row++) {
        for (int col = patch_at(shape->min_x, cols); col <= right; col++)
            visit(build, (size_t)row * (size_t)cols + (size_t)col, zone);
    }
}

static void count_zone(Build *build, size_t patch, size_t zone)
{
    (void)zone;
    build->start[patch + 1]++;
}

static void file_zone(Build *build, size_t patch, size_t zone)
{
    build->zones[build->start[patch]++] = (uint32_t)zone;
}

static void sort_zones(Build *build, size_t zone_count)
{
    size_t patches = build->index->patch_count;
    build->start = arena_array(build->arena, patches + 1, sizeof *build->start);
    for (size_t i = 0; i < zone_count; i++) visit_patches(build, i, count_zone);
    for (size_t i = 0; i < patches; i++) build->start[i + 1] += build->start[i];
    build->zones = arena_array(build->arena, build->start[patches], sizeof *build->zones);
    for (size_t i = 0; i < zone_count; i++) visit_patches(build, i, file_zone);
    memmove(build->start + 1, build->start, patches * sizeof *build->start); // each start had moved to the next one's
    build->start[0] = 0;
}

// ---- one patch

static void add_whole(Desk *desk, ZonePiece *piece, uint16_t cell)
{
    ZoneRun *last = piece->run_count ? &desk->runs[desk->run_count - 1] : NULL;
    if (last && last->cell + last->length == cell && cell % LATTICE != 0) {
        last->length++;
        return;
    }
    desk->runs = arena_grow(desk->arena, desk->runs, desk->run_count, &desk->run_capacity, sizeof *desk->runs);
    desk->runs[desk->run_count++] = (ZoneRun){.cell = cell, .length = 1};
    piece->run_count++;
}

static void add_part(Desk *desk, ZonePiece *piece, uint16_t cell, double fraction)
{
    Arena *arena = desk->arena;
    size_t count = desk->part_count;
    desk->part_cells = arena_grow(arena, desk->part_cells, count, &desk->part_capacity, sizeof *desk->part_cells);
    desk->fractions = arena_grow(arena, desk->fractions, count, &desk->fraction_capacity, sizeof *desk->fractions);
    desk->part_cells[count] = cell;
    desk->fractions[count] = fraction;
    desk->part_count++;
    piece->part_count++;
}

static void add_zone(Desk *desk, const Shape *shape, uint32_t zone, Window patch)
{
    Window part;
    if (!shape_touches(shape, patch, &part)) return;
    ZonePiece piece = {.zone = zone};
    shape_cover(shape, part, desk->cells);
    for (int r = 0; r < part.height; r++) {
        const double *row = desk->cells + (size_t)r * ((size_t)part.width + 1);
        int first = (part.row - patch.row + r) * LATTICE + part.col - patch.col;
        for (int c = 0; c < part.width; c++) {
            if (!(row[c] >= NOTHING)) continue;
            piece.cells++;
            if (row[c] > 1 - NOTHING) {
                add_whole(desk, &piece, (uint16_t)(first + c));
            } else {
                add_part(desk, &piece, (uint16_t)(first + c), row[c]);
            }
        }
    }
    if (piece.cells == 0) return;
    desk->pieces =
        arena_grow(desk->arena, desk->pieces, desk->piece_count, &desk->piece_capacity, sizeof *desk->pieces);
    desk->pieces[desk->piece_count++] = piece;
}

static void *keep(Arena *arena, const void *items, size_t count, size_t size)
{
    void *kept = arena_array(arena, count, size);
    if (count > 0) memcpy(kept, items, count * size);
    return kept;
}

static void put_down(const Desk *desk, Arena *arena, ZonePatch *patch)
{
    if (desk->piece_count == 0) return;
    ZonePiece *pieces = keep(arena, desk->pieces, desk->piece_count, sizeof *pieces);
    const ZoneRun *runs = keep(arena, desk->runs, desk->run_count, sizeof *runs);
    const uint16_t *cells = keep(arena, desk->part_cells, desk->part_count, sizeof *cells);
    const double *fractions = keep(arena, desk->fractions, desk->part_count, sizeof *fractions);
    for (size_t i = 0; i < desk->piece_count; i++) {
        pieces[i].runs = runs;
        pieces[i].part_cells = cells;
        pieces[i].fractions = fractions;
        runs += pieces[i].run_count;
        cells += pieces[i].part_count;
        fractions += pieces[i].part_count;
    }
    patch->pieces = pieces;
    patch->piece_count = desk->piece_count;
}

static Desk *desk_of(Build *build, int worker)
{
    Desk *desk = build->desks[worker];
    if (desk) return desk;
    build->desks[worker] = desk = calloc(1, sizeof *desk);
    assert(desk);
    desk->arena = arena_open();
    return desk;
}

static void clear(Desk *desk)
{
    arena_reset(desk->arena);
    desk->pieces = NULL;
    desk->runs = NULL;
    desk->part_cells = NULL;
    desk->fractions = NULL;
    desk->piece_count = desk->piece_capacity = desk->run_count = desk->run_capacity = 0;
    desk->part_count = desk->part_capacity = desk->fraction_capacity = 0;
}

static bool build_patch(void *context, int worker, size_t index, Err *err)
{
    (void)err;
    Build *build = context;
    Desk *desk = desk_of(build, worker);
    ZonePatch *patch = &build->index->patches[index];
    patch->window = grid_lattice_window(&build->grid, index);
    clear(desk);
    for (size_t i = build->start[index]; i < build->start[index + 1]; i++)
        add_zone(desk, &build->shapes[build->zones[i]], build->zones[i], patch->window);
    put_down(desk, build->index->keeps[worker], patch);
    return true;
}

// ---- all of them

static ZoneIndex *index_of(size_t patch_count, size_t zone_count, int jobs, double **areas)
{
    Arena *arena = arena_open();
    ZoneIndex *index = arena_alloc(arena, sizeof *index);
    *index = (ZoneIndex){.arena = arena, .worker_count = jobs, .patch_count = patch_count};
    index->patches = arena_array(arena, patch_count, sizeof *index->patches);
    index->areas = *areas = arena_array(arena, zone_count, sizeof **areas);
    index->keeps = arena_array(arena, (size_t)jobs, sizeof(Arena *));
    for (int i = 0; i < jobs; i++) index->keeps[i] = arena_open();
    return index;
}

static bool build_patches(Build *build, int jobs, Err *err)
{
    build->desks = arena_array(build->arena, (size_t)jobs, sizeof(Desk *));
    bool done = parallel_for(jobs, build->index->patch_count, build_patch, build, err);
    for (int i = 0; i < jobs; i++) {
        if (!build->desks[i]) continue;
        arena_close(build->desks[i]->arena);
        free(build->desks[i]);
    }
    return done;
}

static void number_pieces(ZoneIndex *index)
{
    for (size_t i = 0; i < index->patch_count; i++) {
        index->patches[i].first_piece = index->piece_count;
        index->piece_count += index->patches[i].piece_count;
    }
}

bool zone_index_build(const RasterInfo *info, const Polygons *zones, int jobs, ZoneIndex **out, Err *err)
{
    assert(zones->count <= UINT32_MAX && jobs >= 1);
    Arena *scratch = arena_open();
    Build build = {.info = info, .arena = arena_open()};
    build.grid = (Grid){.cell_m = 1, .width = info->width, .height = info->height};
    build.index = index_of(grid_lattice_count(&build.grid), zones->count, jobs, &build.areas);
    build.shapes = arena_array(build.arena, zones->count, sizeof *build.shapes);
    for (size_t i = 0; i < zones->count; i++) {
        arena_reset(scratch);
        make_shape(&build, scratch, &zones->items[i], i);
    }
    sort_zones(&build, zones->count);
    bool done = build_patches(&build, jobs, err);
    number_pieces(build.index);
    arena_close(scratch);
    arena_close(build.arena);
    if (done) *out = build.index;
    if (!done) zone_index_close(build.index);
    return done;
}

ZoneIndex *zone_index_over(ZonePatch *patches, size_t patch_count, const double *areas)
{
    Arena *arena = arena_open();
    ZoneIndex *index = arena_alloc(arena, sizeof *index);
    *index = (ZoneIndex){.arena = arena, .patches = patches, .patch_count = patch_count, .areas = areas};
    number_pieces(index);
    return index;
}

void zone_index_close(ZoneIndex *index)
{
    if (!index) return;
    for (int i = 0; i < index->worker_count; i++) arena_close(index->keeps[i]);
    arena_close(index->arena);
}

size_t zone_index_patch_count(const ZoneIndex *index)
{
    return index->patch_count;
}

const ZonePatch *zone_index_patch(const ZoneIndex *index, size_t patch)
{
    assert(patch < index->patch_count);
    return &index->patches[patch];
}

size_t zone_index_piece_count(const ZoneIndex *index)
{
    return index->piece_count;
}

double zone_index_area(const ZoneIndex *index, size_t zone)
{
    return index->areas[zone];
}
