#include "land/coverage.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/parallel.h"
#include "land/shape.h"

enum { CELLS = LATTICE * LATTICE };

static const double NOTHING = 1e-12; // shares as near as this to 0 or 1 are 0 or 1
static const double SLIVER = 1e-9;   // what zones leave of the district's share below this is theirs too

typedef struct Run { // cells that one zone has whole, one after the other
    uint16_t cell, zone;
    uint32_t length;
} Run;

typedef struct Patch { // one lattice cell
    uint32_t run_count, share_count;
    const Run *runs;     // ordered by cell
    const Share *shares; // the cells that are not whole, ordered by (cell, zone)
    size_t expanded;     // shares in all
    size_t inside;       // cells with any share
    double excess;
} Patch;

struct Coverage {
    Grid grid;
    int worker_count;
    Arena **arenas; // one for each worker: what patches point to
    Patch *patches;
    size_t most;
    uint64_t inside;
    double excess;
};

// ---- building one lattice cell

typedef struct Part { // a zone's share of a cell, before it is settled with the others
    uint16_t cell, zone;
    double share;
} Part;

typedef struct Desk { // one worker's memory
    double district[CELLS];
    double zones[CELLS];           // sum over the zones
    uint16_t whole[CELLS];         // the first zone that has the cell whole, or 0
    uint32_t start[CELLS + 1];     // where each cell's parts begin, once sorted
    double cells[CELLS + LATTICE]; // for sweeping
    Arena *arena;                  // reset for each lattice cell
    Part *parts;
    size_t part_count, part_capacity;
    Layer *mask;
    float mask_values[CELLS];
} Desk;

typedef struct Build {
    const Grid *grid;
    const Shape *boundary, *zones;
    size_t boundary_count, zone_count;
    const LayerPlan *mask; // in place of boundary; or NULL
    Desk **desks;
    Coverage *coverage;
} Build;

static double settled(double share)
{
    return share < NOTHING ? 0 : share > 1 - NOTHING ? 1 : share;
}

static bool mark_district(const Build *build, Desk *desk, Window w)
{
    bool any = false;
    memset(desk->district, 0, sizeof desk->district);
    shapes_cover(build->boundary, build->boundary_count, w, desk->cells);
    for (int r = 0; r < w.height; r++) {
        for (int c = 0; c < w.width; c++) {
            double share = settled(desk->cells[r * (w.width + 1) + c]);
            desk->district[r * LATTICE + c] = share;
            any = any || share > 0;
        }
    }
    return any;
}

static bool mark_mask(const Build *build, Desk *desk, Window w, bool *any, Err *err)
{
    *any = false;
    memset(desk->district, 0, sizeof desk->district);
    if (!desk->mask && !layer_open(build->mask, NULL, &desk->mask, err)) return false;
    if (!layer_read(desk->mask, w, desk->mask_values, err)) return false;
    for (int r = 0; r < w.height; r++) {
        for (int c = 0; c < w.width; c++) {
            bool in = !isnan(desk->mask_values[r * w.width + c]);
            desk->district[r * LATTICE + c] = in;
            *any = *any || in;
        }
    }
    return true;
}

static void add_part(Desk *desk, int cell, size_t zone, double share)
{
    desk->zones[cell] += share;
    if (share == 1 && desk->whole[cell] == 0) {
        desk->whole[cell] = (uint16_t)zone;
        return;
    }
    desk->parts = arena_grow(desk->arena, desk->parts, desk->part_count, &desk->part_capacity, sizeof *desk->parts);
    desk->parts[desk->part_count++] = (Part){.cell = (uint16_t)cell, .zone = (uint16_t)zone, .share = share};
}

static void mark_zone(Desk *desk, const Shape *shape, size_t zone, Window lattice, Window part)
{
    shape_cover(shape, part, desk->cells);
    for (int r = 0; r < part.height; r++) {
        const double *row = desk->cells + (size_t)r * ((size_t)part.width + 1);
        int first = (part.row - lattice.row + r) * LATTICE + part.col - lattice.col;
        for (int c = 0; c < part.width; c++) {
            double share = settled(row[c]);
            if (share > 0 && desk->district[first + c] > 0) add_part(desk, first + c, zone, share);
        }
    }
}

static void mark_zones(const Build *build, Desk *desk, Window w)
{
    memset(desk->zones, 0, sizeof desk->zones);
    memset(desk->whole, 0, sizeof desk->whole);
    for (size_t k = 0; k < build->zone_count; k++) {
        Window part;
        if (shape_touches(&build->zones[k], w, &part)) mark_zone(desk, &build->zones[k], k + 1, w, part);
    }
}

// Parts came zone by zone; a counting sort brings them by cell and keeps the zones' order.
static Part *sort_parts(Desk *desk)
{
    Part *sorted = arena_array(desk->arena, desk->part_count + 1, sizeof *sorted);
    uint32_t *start = desk->start;
    memset(start, 0, sizeof desk->start);
    for (size_t i = 0; i < desk->part_count; i++) start[desk->parts[i].cell + 1]++;
    for (size_t i = 0; i < CELLS; i++) start[i + 1] += start[i];
    for (size_t i = 0; i < desk->part_count; i++) sorted[start[desk->parts[i].cell]++] = desk->parts[i];
    memmove(start + 1, start, CELLS * sizeof *start); // each start had moved to the next one's
    start[0] = 0;
    return sorted;
}

// ---- putting it down

typedef struct Writer {
    Arena *arena;
    Run *runs;
    size_t run_count, run_capacity;
    Share *shares;
    size_t share_count, share_capacity;
    Patch *patch;
} Writer;

static void write_whole(Writer *writer, int cell, uint16_t zone)
{
    Run *last = writer->run_count ? &writer->runs[writer->run_count - 1] : NULL;
    writer->patch->expanded++;
    if (last && last->zone == zone && last->cell + last->length == (uint32_t)cell) {
        last->length++;
        return;
    }
    writer->runs = arena_grow(writer->arena, writer->runs, writer->run_count, &writer->run_capacity, sizeof(Run));
    writer->runs[writer->run_count++] = (Run){.cell = (uint16_t)cell, .zone = zone, .length = 1};
}

static void write_share(Writer *writer, int cell, uint16_t zone, double share)
{
    if (share == 1) {
        write_whole(writer, cell, zone);
        return;
    }
    if (!(share > 0)) return;
    writer->patch->expanded++;
    writer->shares =
        arena_grow(writer->arena, writer->shares, writer->share_count, &writer->share_capacity, sizeof(Share));
    writer->shares[writer->share_count++] = (Share){.cell = (uint16_t)cell, .zone = zone, .fraction = share};
}

// The zones' shares of a cell are made to fit the district's: scaled down when they are too much; ZONE_NONE takes what
// they leave.
static void write_cell(Writer *writer, const Desk *desk, const Part *parts, int cell)
{
    double district = desk->district[cell], zones = desk->zones[cell], scale = 1;
    uint16_t whole = desk->whole[cell];
    writer->patch->inside++;
    if (!(zones > 0) || district - zones > SLIVER) {
        write_share(writer, cell, ZONE_NONE, district - zones);
    } else {
        scale = district / zones;
    }
    if (zones - district > SLIVER) writer->patch->excess += zones - district;
    for (size_t i = desk->start[cell]; i < desk->start[cell + 1]; i++) {
        if (whole && whole < parts[i].zone) {
            write_share(writer, cell, whole, scale);
            whole = 0;
        }
        write_share(writer, cell, parts[i].zone, parts[i].share * scale);
    }
    if (whole) write_share(writer, cell, whole, scale);
}

static void write_patch(const Desk *desk, const Part *parts, Arena *keep, Patch *patch)
{
    Writer writer = {.arena = desk->arena, .patch = patch};
    for (int cell = 0; cell < CELLS; cell++) {
        if (desk->district[cell] > 0) write_cell(&writer, desk, parts, cell);
    }
    Run *runs = arena_array(keep, writer.run_count, sizeof *runs);
    Share *shares = arena_array(keep, writer.share_count, sizeof *shares);
    if (writer.run_count) memcpy(runs, writer.runs, writer.run_count * sizeof *runs);
    if (writer.share_count) memcpy(shares, writer.shares, writer.share_count * sizeof *shares);
    patch->runs = runs;
    patch->shares = shares;
    patch->run_count = (uint32_t)writer.run_count;
    patch->share_count = (uint32_t)writer.share_count;
}

static Desk *desk_of(const Build *build, int worker)
{
    Desk *desk = build->desks[worker];
    if (desk) return desk;
    build->desks[worker] = desk = calloc(1, sizeof *desk);
    assert(desk);
    desk->arena = arena_open();
    return desk;
}

static bool build_patch(void *context, int worker, size_t index, Err *err)
{
    const Build *build = context;
    Desk *desk = desk_of(build, worker);
    Window w = grid_lattice_window(build->grid, index);
    bool any = false;
    if (build->mask) {
        if (!mark_mask(build, desk, w, &any, err)) return false;
    } else {
        any = mark_district(build, desk, w);
    }
    if (!any) return true;
    arena_reset(desk->arena);
    desk->parts = NULL;
    desk->part_count = desk->part_capacity = 0;
    mark_zones(build, desk, w);
    write_patch(desk, sort_parts(desk), build->coverage->arenas[worker], &build->coverage->patches[index]);
    return true;
}

// ---- building all

static Shape *make_shapes(Arena *arena, const Grid *grid, const Polygons *polygons, size_t *count)
{
    *count = polygons ? polygons->count : 0;
    Shape *shapes = arena_array(arena, *count, sizeof *shapes);
    for (size_t i = 0; i < *count; i++) shape_make(arena, grid, &polygons->items[i], &shapes[i]);
    return shapes;
}

static Coverage *coverage_of(const Grid *grid, int jobs)
{
    Coverage *coverage = calloc(1, sizeof *coverage);
    assert(coverage);
    *coverage = (Coverage){.grid = *grid, .worker_count = jobs};
    coverage->grid.crs = NULL; // borrowed; not needed
    coverage->arenas = calloc((size_t)jobs, sizeof(Arena *));
    coverage->patches = calloc(grid_lattice_count(grid), sizeof *coverage->patches);
    assert(coverage->arenas && coverage->patches);
    for (int i = 0; i < jobs; i++) coverage->arenas[i] = arena_open();
    return coverage;
}

static void close_desks(Desk **desks, int count)
{
    for (int i = 0; i < count; i++) {
        if (!desks[i]) continue;
        layer_close(desks[i]->mask);
        arena_close(desks[i]->arena);
        free(desks[i]);
    }
    free(desks);
}

// In lattice order, so that the sums do not depend on the workers.
static void add_up(Coverage *coverage)
{
    size_t count = grid_lattice_count(&coverage->grid);
    for (size_t i = 0; i < count; i++) {
        const Patch *patch = &coverage->patches[i];
        if (patch->expanded > coverage->most) coverage->most = patch->expanded;
        coverage->inside += patch->inside;
        coverage->excess += patch->excess;
    }
}

static bool run_build(Build *build, int jobs, Coverage **out, Err *err)
{
    Coverage *coverage = coverage_of(build->grid, jobs);
    build->coverage = coverage;
    build->desks = calloc((size_t)jobs, sizeof(Desk *));
    assert(build->desks);
    bool done = parallel_for(jobs, grid_lattice_count(build->grid), build_patch, build, err);
    close_desks(build->desks, jobs);
    if (!done) {
        coverage_close(coverage);
        return false;
    }
    add_up(coverage);
    *out = coverage;
    return true;
}

static bool build_all(const Grid *grid, const Polygons *boundary, const LayerPlan *mask, const Polygons *zones,
                      int jobs, Coverage **out, Err *err)
{
    if (zones && zones->count > UINT16_MAX)
        return err_set(err, ERR_REFUSED, _("%zu zones are too many; at most %d can be told apart."), zones->count,
                       UINT16_MAX);
    Arena *arena = arena_open();
    Build build = {.grid = grid, .mask = mask};
    build.boundary = make_shapes(arena, grid, boundary, &build.boundary_count);
    build.zones = make_shapes(arena, grid, zones, &build.zone_count);
    bool done = run_build(&build, jobs < 1 ? 1 : jobs, out, err);
    arena_close(arena);
    return done;
}

bool coverage_build(const Grid *grid, const Polygons *boundary, const Polygons *zones, int jobs, Coverage **out,
                    Err *err)
{
    return build_all(grid, boundary, NULL, zones, jobs, out, err);
}

bool coverage_build_from_mask(const Grid *grid, const LayerPlan *mask, const Polygons *zones, int jobs, Coverage **out,
                              Err *err)
{
    return build_all(grid, NULL, mask, zones, jobs, out, err);
}

void coverage_close(Coverage *coverage)
{
    if (!coverage) return;
    for (int i = 0; i < coverage->worker_count; i++) arena_close(coverage->arenas[i]);
    free(coverage->arenas);
    free(coverage->patches);
    free(coverage);
}

// ---- asking

size_t coverage_max_shares(const Coverage *coverage)
{
    return coverage->most;
}

static size_t expand_run(const Run *run, Share *out)
{
    for (uint32_t i = 0; i < run->length; i++)
        out[i] = (Share){.cell = (uint16_t)(run->cell + i), .zone = run->zone, .fraction = 1};
    return run->length;
}

static uint32_t cell_after(const Run *run)
{
    return run->cell + run->length;
}

size_t coverage_shares(const Coverage *coverage, size_t lattice_index, Share *out)
{
    assert(lattice_index < grid_lattice_count(&coverage->grid));
    const Patch *patch = &coverage->patches[lattice_index];
    size_t count = 0, s = 0;
    for (size_t r = 0; r < patch->run_count; r++) {
        while (s < patch->share_count && patch->shares[s].cell < cell_after(&patch->runs[r]))
            out[count++] = patch->shares[s++];
        count += expand_run(&patch->runs[r], out + count);
    }
    while (s < patch->share_count) out[count++] = patch->shares[s++];
    return count;
}

bool coverage_is_empty(const Coverage *coverage, size_t lattice_index)
{
    assert(lattice_index < grid_lattice_count(&coverage->grid));
    return coverage->patches[lattice_index].expanded == 0;
}

uint64_t coverage_cells_inside(const Coverage *coverage)
{
    return coverage->inside;
}

double coverage_overlap_cells(const Coverage *coverage)
{
    return coverage->excess;
}
