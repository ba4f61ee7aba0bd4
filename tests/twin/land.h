// land.h - the naive twin's land: whole maps as arrays, polygons cut cell by cell, Horn's slope.
#ifndef QINGSHAN_TESTS_TWIN_LAND_H
#define QINGSHAN_TESTS_TWIN_LAND_H

#include "land/coverage.h"
#include "land/crs.h"
#include "land/raster.h"
#include "land/vector.h"
#include "read.h"

enum { TWIN_ZONES = 64, TWIN_CLASSES = 48 };

typedef struct Twin {
    Arena *arena;
    const char *folder; // of maps and tables
    const char *own;    // of what the district has of its own
    int year, normal_first, normal_last, constant_year;
    Grid grid;
    size_t count; // cells
    size_t class_count;
    const char *classes[TWIN_CLASSES];
    const uint8_t *class_of; // of each cell
    const double *inside;    // share of each cell in the district
    const double *area_m2;   // of each whole cell
    const double *slope_deg;
    size_t zone_count; // zone 0: inside, but in no town
    const char *zone_code[TWIN_ZONES];
    const double *zone_share[TWIN_ZONES];
    TwinParams params;
} Twin;

static inline const char *twin_path(const Twin *twin, const char *name)
{
    return file_join(twin->arena, strncmp(name, "./", 2) == 0 ? twin->own : twin->folder,
                     strncmp(name, "./", 2) == 0 ? name + 2 : name);
}

// ---- maps: all lie on one grid of whole cells, of which the district's grid is a part

// The district's cells and `halo` more on each side.
static inline const double *twin_map_around(const Twin *twin, const char *name, int halo)
{
    Err err;
    Raster *raster;
    if (!raster_open(twin_path(twin, name), 1, &raster, &err)) fail_msg("%s", err.text);
    const RasterInfo *info = raster_info(raster);
    Window window = {.col = (int)round((twin->grid.x0 - info->origin_x) / info->cell_x) - halo,
                     .row = (int)round((info->origin_y - twin->grid.y0) / info->cell_y) - halo,
                     .width = twin->grid.width + 2 * halo,
                     .height = twin->grid.height + 2 * halo};
    assert_true(info->cell_x == twin->grid.cell_m && info->cell_y == twin->grid.cell_m);
    size_t count = (size_t)window.width * (size_t)window.height;
    float *values = arena_array(twin->arena, count, sizeof *values);
    if (!raster_read(raster, window, values, &err)) fail_msg("%s", err.text);
    raster_close(raster);
    double *out = arena_array(twin->arena, count, sizeof *out);
    for (size_t i = 0; i < count; i++) out[i] = values[i];
    return out;
}

static inline const double *twin_map(const Twin *twin, const char *name)
{
    return twin_map_around(twin, name, 0);
}

static inline void twin_months(const Twin *twin, const char *name, const char *when, const double *out[12])
{
    for (int month = 1; month <= 12; month++)
        out[month - 1] = twin_map(twin, arena_printf(twin->arena, "maps/%s_%s_%02d.tif", name, when, month));
}

// ---- classes

static inline uint8_t twin_class_index(Twin *twin, const char *code)
{
    size_t c = 0;
    while (c < twin->class_count && strcmp(twin->classes[c], code) != 0) c++;
    assert_true(c < TWIN_CLASSES);
    if (c == twin->class_count) twin->classes[twin->class_count++] = code;
    return (uint8_t)c;
}

// Every cell of the demonstration's land has a class.
static inline void twin_classes(Twin *twin, const char *land, const char *crosswalk)
{
    TwinCsv csv = twin_csv(twin->arena, crosswalk);
    int code = twin_column(&csv, "code"), ecosystem = twin_column(&csv, "ecosystem"),
        number = twin_column(&csv, "number");
    const double *map = twin_map(twin, land);
    uint8_t *class_of = arena_array(twin->arena, twin->count, sizeof *class_of);
    for (size_t i = 0; i < twin->count; i++) {
        const char *found = NULL;
        for (size_t row = 1; row < csv.count && !found; row++) {
            const char *value = csv.rows[row][csv.rows[row][number][0] ? number : code];
            if (strtod(value, NULL) == map[i]) found = csv.rows[row][ecosystem];
        }
        if (twin->inside[i] == 0) continue;
        assert_non_null(found);
        class_of[i] = twin_class_index(twin, found ? found : "");
    }
    twin->class_of = class_of;
}

// A parameter of each class; NaN for those without a row.
static inline const double *twin_by_class(const Twin *twin, const char *id, const char *key)
{
    double *out = arena_array(twin->arena, TWIN_CLASSES, sizeof *out);
    for (size_t c = 0; c < twin->class_count; c++) {
        const TwinParam *row = twin_row(&twin->params, id, twin->classes[c], key, NAN);
        out[c] = row ? row->value : NAN;
    }
    return out;
}

// ---- polygons: each ring cut by the four sides of a cell, the area of what is left by the trapezoid rule

typedef struct TwinRing {
    size_t count;
    double *x, *y; // metres east and north of the grid's corner; not closed
} TwinRing;

// What lies on the side of a line where sign * (x - at) >= 0; with `vertical` false: y.
static inline TwinRing twin_cut_ring(Arena *arena, TwinRing in, bool vertical, double at, double sign)
{
    TwinRing out = {.x = arena_array(arena, 2 * in.count + 2, sizeof(double)),
                    .y = arena_array(arena, 2 * in.count + 2, sizeof(double))};
    for (size_t i = 0; i < in.count; i++) {
        size_t k = i + 1 == in.count ? 0 : i + 1;
        double from = sign * ((vertical ? in.x[i] : in.y[i]) - at), to = sign * ((vertical ? in.x[k] : in.y[k]) - at);
        if (from >= 0) {
            out.x[out.count] = in.x[i];
            out.y[out.count++] = in.y[i];
        }
        if ((from < 0) == (to < 0)) continue;
        double part = from / (from - to);
        out.x[out.count] = vertical ? at : in.x[i] + part * (in.x[k] - in.x[i]);
        out.y[out.count++] = vertical ? in.y[i] + part * (in.y[k] - in.y[i]) : at;
    }
    return out;
}

static inline double twin_ring_area(TwinRing ring, double x0, double y0)
{
    double sum = 0;
    for (size_t i = 0; i < ring.count; i++) {
        size_t k = i + 1 == ring.count ? 0 : i + 1;
        sum += (ring.x[i] - x0) * (ring.y[k] - y0) - (ring.x[k] - x0) * (ring.y[i] - y0);
    }
    return sum / 2;
}

static inline void twin_cover_row(const Grid *grid, Arena *arena, TwinRing ring, int row, double *share)
{
    double side = grid->cell_m, south = -(row + 1) * side, low = INFINITY, high = -INFINITY;
    TwinRing strip = twin_cut_ring(arena, twin_cut_ring(arena, ring, false, south, 1), false, south + side, -1);
    for (size_t i = 0; i < strip.count; i++) {
        low = fmin(low, strip.x[i]);
        high = fmax(high, strip.x[i]);
    }
    for (int col = (int)floor(low / side); strip.count > 0 && col * side < high; col++) {
        TwinRing cell = twin_cut_ring(arena, strip, true, col * side, 1);
        cell = twin_cut_ring(arena, cell, true, (col + 1) * side, -1);
        share[(size_t)row * (size_t)grid->width + (size_t)col] +=
            twin_ring_area(cell, col * side, south) / (side * side);
    }
}

static inline void twin_cover_ring(const Twin *twin, const Ring *ring, double *share)
{
    Arena *arena = arena_open();
    TwinRing own = {.count = ring->count - 1,
                    .x = arena_array(twin->arena, ring->count, sizeof(double)),
                    .y = arena_array(twin->arena, ring->count, sizeof(double))};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < own.count; i++) {
        own.x[i] = ring->x[i] - twin->grid.x0;
        own.y[i] = ring->y[i] - twin->grid.y0;
        low = fmin(low, own.y[i]);
        high = fmax(high, own.y[i]);
    }
    for (int row = (int)floor(-high / twin->grid.cell_m); row * twin->grid.cell_m < -low; row++) {
        twin_cover_row(&twin->grid, arena, own, row, share);
        arena_reset(arena);
    }
    arena_close(arena);
}

// Outer rings run one way and holes the other, so that areas add with their sign.
static inline double *twin_cover(const Twin *twin, const Polygon *polygon)
{
    double *share = arena_array(twin->arena, twin->count, sizeof *share);
    for (size_t r = 0; r < polygon->ring_count; r++) twin_cover_ring(twin, &polygon->rings[r], share);
    for (size_t i = 0; i < twin->count; i++) share[i] = share[i] < 1e-12 ? 0 : share[i] > 1 - 1e-12 ? 1 : share[i];
    return share;
}

static inline Polygons twin_polygons(const Twin *twin, const char *layer, const char *code)
{
    Err err;
    Crs *crs = NULL;
    Polygons out = {0};
    if (!crs_open(twin->grid.crs, &crs, &err)) fail_msg("%s", err.text);
    VectorRequest request = {
        .path = twin_path(twin, "maps/zones.gpkg"), .layer = layer, .code_field = code, .target = crs, .repair = true};
    if (!vector_read_polygons(twin->arena, &request, &out, &err)) fail_msg("%s", err.text);
    crs_close(crs);
    return out;
}

// The grid is the engine's choice; it must have whole cells at multiples of the cell, around the boundary.
static inline void twin_check_grid(const Grid *grid, const Polygons *boundary)
{
    double side = grid->cell_m;
    assert_true(fmod(grid->x0, side) == 0 && fmod(grid->y0, side) == 0);
    assert_true(grid->x0 <= boundary->min_x && boundary->max_x <= grid->x0 + grid->width * side);
    assert_true(boundary->max_y <= grid->y0 && grid->y0 - grid->height * side <= boundary->min_y);
}

// Town borders and the district's border are the same lines; what is left of a cell in the district is zone 0.
static inline void twin_zones(Twin *twin)
{
    Polygons boundary = twin_polygons(twin, "boundary", NULL), towns = twin_polygons(twin, "towns", "code");
    assert_true(boundary.count == 1 && towns.count < TWIN_ZONES - 1);
    twin_check_grid(&twin->grid, &boundary);
    twin->inside = twin_cover(twin, &boundary.items[0]);
    double *rest = arena_array(twin->arena, twin->count, sizeof *rest);
    for (size_t i = 0; i < twin->count; i++) rest[i] = twin->inside[i];
    for (size_t z = 0; z < towns.count; z++) {
        const double *share = twin->zone_share[z + 1] = twin_cover(twin, &towns.items[z]);
        twin->zone_code[z + 1] = towns.items[z].code;
        for (size_t i = 0; i < twin->count; i++) rest[i] -= share[i];
    }
    for (size_t i = 0; i < twin->count; i++) {
        assert_true(rest[i] > -1e-9);
        if (rest[i] < 1e-9) rest[i] = 0;
    }
    twin->zone_share[0] = rest;
    twin->zone_code[0] = "";
    twin->zone_count = towns.count + 1;
}

static inline void twin_areas(Twin *twin)
{
    Err err;
    CellArea *area;
    if (!cell_area_open(&twin->grid, &area, &err)) fail_msg("%s", err.text);
    double *out = arena_array(twin->arena, twin->count, sizeof *out);
    cell_area_read(area, (Window){0, 0, twin->grid.width, twin->grid.height}, out);
    cell_area_close(area);
    twin->area_m2 = out;
}

// ---- slope: Horn 1981; a missing neighbour mirrors the opposite one about the centre

static inline double twin_slope_at(const double *dem, int stride, double cell_m)
{
    double z[3][3];
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
            double mirrored = 2 * dem[0] - dem[(1 - r) * stride + 1 - c];
            z[r][c] = twin_or(dem[(r - 1) * stride + c - 1], twin_or(mirrored, dem[0]));
        }
    }
    double east = z[0][2] + 2 * z[1][2] + z[2][2] - z[0][0] - 2 * z[1][0] - z[2][0],
           south = z[2][0] + 2 * z[2][1] + z[2][2] - z[0][0] - 2 * z[0][1] - z[0][2];
    return atan(hypot(east, south) / (8 * cell_m)) * 180 / M_PI;
}

static inline void twin_slope_of(Twin *twin, const char *name)
{
    const double *dem = twin_map_around(twin, name, 1);
    double *out = arena_array(twin->arena, twin->count, sizeof *out);
    int width = twin->grid.width, stride = width + 2;
    for (int row = 0; row < twin->grid.height; row++) {
        for (int col = 0; col < width; col++)
            out[row * width + col] = twin_slope_at(dem + (row + 1) * stride + col + 1, stride, twin->grid.cell_m);
    }
    twin->slope_deg = out;
}

#endif
