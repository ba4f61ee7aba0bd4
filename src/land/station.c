// station.c - station files to a set of series. See station.h.
#include "land/station.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

// ---- Thiessen polygons as the sites' places ---------------------------------------------------------------

// The centroid of the first ring, relative to its first point.
static void ring_centroid(const Ring *ring, double *x, double *y)
{
    double area = 0, sum_x = 0, sum_y = 0, x0 = ring->x[0], y0 = ring->y[0];
    for (size_t i = 0; i + 1 < ring->count; i++) {
        double ax = ring->x[i] - x0, ay = ring->y[i] - y0, bx = ring->x[i + 1] - x0, by = ring->y[i + 1] - y0;
        double cross = ax * by - bx * ay;
        area += cross;
        sum_x += (ax + bx) * cross;
        sum_y += (ay + by) * cross;
    }
    *x = x0 + (area != 0 ? sum_x / (3 * area) : 0);
    *y = y0 + (area != 0 ? sum_y / (3 * area) : 0);
}

static Site *find_site(Site *sites, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(sites[i].id, id)) return &sites[i];
    }
    return NULL;
}

static bool place_by_polygons(const StationRequest *request, const Polygons *polygons, Site *sites, size_t count,
                              Err *err)
{
    for (size_t i = 0; i < polygons->count; i++) {
        const Polygon *polygon = &polygons->items[i];
        Site *site = find_site(sites, count, polygon->code);
        if (!site) {
            return err_set(
                err, ERR_INPUT,
                _("%s: the polygon with %s \"%s\" belongs to no site of stations %s; correct the field or the site"),
                request->polygons_path, request->polygon_key, polygon->code, request->id);
        }
        if ((isnan(site->x) || isnan(site->y)) && polygon->ring_count > 0)
            ring_centroid(&polygon->rings[0], &site->x, &site->y);
    }
    return true;
}

static bool use_polygons(Arena *arena, const StationRequest *request, const Crs *grid_crs, StationSet *set, Err *err)
{
    VectorRequest vector = {
        .path = request->polygons_path, .code_field = request->polygon_key, .target = grid_crs, .repair = true};
    Polygons polygons;
    if (!*or_empty(request->polygons_path)) return true;
    if (!vector_read_polygons(arena, &vector, &polygons, err)) return false;
    Site *sites = arena_array(arena, set->site_count, sizeof *sites);
    memcpy(sites, set->sites, set->site_count * sizeof *sites);
    set->sites = sites;
    return place_by_polygons(request, &polygons, sites, set->site_count, err);
}

// ---- reading ----------------------------------------------------------------------------------------------

bool station_read(Arena *arena, const StationRequest *request, const Crs *grid_crs, StationSet *out, Err *err)
{
    const TableOptions options = {.sheet = request->sheet, .encoding = request->encoding, .comment = request->comment};
    // The sites may be a sheet of the same workbook or a file of another encoding: both are found out.
    const TableOptions site_options = {.comment = request->comment};
    Table table, sites;
    bool has_sites = *or_empty(request->sites_path) != '\0';
    StationSet set;
    if (!table_read(arena, request->path, &options, &table, err)) return false;
    if (has_sites && !table_read(arena, request->sites_path, &site_options, &sites, err)) return false;
    if (!station_parse(arena, request, &table, has_sites ? &sites : NULL, grid_crs, &set, err)) return false;
    if (!use_polygons(arena, request, grid_crs, &set, err)) return false;
    *out = set;
    return true;
}

const Series *station_series(const StationSet *set, const char *variable)
{
    for (size_t i = 0; i < set->series_count; i++) {
        if (text_equal(set->series[i].variable, variable)) return &set->series[i];
    }
    return NULL;
}
