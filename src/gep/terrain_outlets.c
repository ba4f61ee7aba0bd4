#include "gep/terrain_outlets.h"

#include <math.h>

#include "base/message.h"
#include "land/flow/snap.h"

// ---- reading

typedef struct Maps { // for texts
    const char *points, *dem;
    const Crs *crs;
} Maps;

static bool fail_point(const Maps *maps, const Point *point, const char *where, Err *err)
{
    return err_set(err, ERR_INPUT, _("%s, feature %lld: the outlet at %.3f %.3f (%s) lies %s of %s. %s"), maps->points,
                   (long long)point->feature, point->x, point->y, crs_label(maps->crs), where, maps->dem,
                   _("Move it onto the model, take a model that reaches there, or check the coordinate systems of both "
                     "files."));
}

static bool find_cell(const Maps *maps, const Point *point, const Grid *grid, const float *z, uint32_t *cell, Err *err)
{
    double col = floor((point->x - grid->x0) / grid->cell_m), row = floor((grid->y0 - point->y) / grid->cell_m);
    if (!(col >= 0 && col < grid->width && row >= 0 && row < grid->height))
        return fail_point(maps, point, _("outside the cells"), err);
    *cell = (uint32_t)row * (uint32_t)grid->width + (uint32_t)col;
    return !isnan(z[*cell]) || fail_point(maps, point, _("on a cell without data"), err);
}

static bool find_cells(const Maps *maps, const Grid *grid, const float *z, Outlets *outlets, Err *err)
{
    for (size_t i = 0; i < outlets->points.count; i++) {
        if (!find_cell(maps, &outlets->points.items[i], grid, z, &outlets->given[i], err)) return false;
    }
    return true;
}

bool outlets_read(Arena *arena, const char *path, const char *dem, const Grid *grid, const float *z, Outlets *out,
                  Err *err)
{
    Crs *crs;
    *out = (Outlets){0};
    if (!crs_open(grid->crs, &crs, err)) return false;
    bool done = points_read(arena, path, NULL, crs, &out->points, err);
    if (done) {
        out->given = arena_array(arena, out->points.count, sizeof *out->given);
        out->taken = arena_array(arena, out->points.count, sizeof *out->taken);
        out->upstream = arena_array(arena, out->points.count, sizeof *out->upstream);
        done = find_cells(&(Maps){path, dem, crs}, grid, z, out, err);
    }
    crs_close(crs);
    return done;
}

// ---- snapping

void outlets_snap(Outlets *outlets, const Grid *grid, const uint32_t *count, int radius)
{
    for (size_t i = 0; i < outlets->points.count; i++) {
        size_t taken = snap_to_stream(count, grid->width, grid->height, outlets->given[i], radius);
        outlets->taken[i] = (uint32_t)taken;
        outlets->upstream[i] = count[taken];
    }
}

// ---- telling

static double cells_apart_m(const Grid *grid, uint32_t a, uint32_t b)
{
    int width = grid->width;
    int cols = (int)a % width - (int)b % width, rows = (int)a / width - (int)b / width;
    return grid->cell_m * sqrt((double)cols * cols + (double)rows * rows);
}

static void print_datum(const Points *points, FILE *to)
{
    if (points->datum_note[0]) fprintf(to, _("outlets brought from %s: %s\n"), points->source_crs, points->datum_note);
    if (points->datum_is_ballpark)
        fputs(_("no shift between the two datums is known and none was made: the outlets may lie 100 m off\n"), to);
}

// The first outlet on the same cell; itself when there is none.
static size_t first_there(const Outlets *outlets, size_t i)
{
    size_t first = 0;
    while (outlets->taken[first] != outlets->taken[i]) first++;
    return first;
}

void outlets_print(const Outlets *outlets, const Grid *grid, FILE *to)
{
    uint32_t width = (uint32_t)grid->width;
    print_datum(&outlets->points, to);
    for (size_t i = 0; i < outlets->points.count; i++) {
        uint32_t given = outlets->given[i], taken = outlets->taken[i];
        fprintf(to,
                _("outlet %zu (feature %lld): column %u row %u, taken to column %u row %u, %.1f m; %u cells upstream"),
                i + 1, (long long)outlets->points.items[i].feature, given % width, given / width, taken % width,
                taken / width, cells_apart_m(grid, given, taken), outlets->upstream[i]);
        size_t first = first_there(outlets, i);
        if (first < i) fprintf(to, _("; on the cell of outlet %zu, which has the basin"), first + 1);
        fputc('\n', to);
    }
}
