#include "gep/demo/cover.h"

#include <math.h>

#include "base/parallel.h"
#include "gep/demo/noise.h"
#include "gep/demo/places.h"

enum { SEED_SHORE_BELT = 401 };

int demo_year_number(DemoYear year)
{
    return year == DEMO_2020 ? 2020 : 2023;
}

const LandUse land_uses[USE_COUNT] = {
    [USE_NONE] = {"", 0, 0, 0, 0, 0},
    [USE_PADDY] = {"0101", 101, 0.28, 0.76, 540, 1.55},
    [USE_DRY] = {"0103", 103, 0.30, 0.68, 470, 1.10},
    [USE_ORCHARD] = {"0201", 201, 0.52, 0.76, 610, 1.25},
    [USE_TEA] = {"0202", 202, 0.54, 0.74, 590, 1.70},
    [USE_HERBS] = {"0204", 204, 0.30, 0.72, 500, 2.10},
    [USE_ARBOR] = {"0301", 301, 0.56, 0.86, 720, 2.30},
    [USE_BAMBOO] = {"0302", 302, 0.60, 0.84, 760, 2.00},
    [USE_SHRUB] = {"0305", 305, 0.42, 0.77, 560, 1.80},
    [USE_SHRUB_SWAMP] = {"0306", 306, 0.34, 0.70, 520, 4.20},
    [USE_YOUNG] = {"0307", 307, 0.36, 0.70, 500, 1.50},
    [USE_PASTURE] = {"0401", 401, 0.26, 0.68, 430, 3.20},
    [USE_GRASS] = {"0404", 404, 0.28, 0.64, 410, 1.45},
    [USE_SHOPS] = {"05H1", 30051, 0.14, 0.22, 70, 0.70},
    [USE_STORES] = {"0508", 508, 0.14, 0.22, 60, 0.70},
    [USE_INDUSTRY] = {"0601", 601, 0.12, 0.20, 50, 0.65},
    [USE_MINE] = {"0602", 602, 0.12, 0.20, 40, 0.55},
    [USE_TOWN] = {"0701", 701, 0.18, 0.30, 110, 0.80},
    [USE_VILLAGE] = {"0702", 702, 0.28, 0.48, 240, 1.00},
    [USE_OFFICE] = {"08H1", 30081, 0.20, 0.34, 130, 0.85},
    [USE_SCHOOL] = {"08H2", 30082, 0.22, 0.38, 150, 0.85},
    [USE_UTILITY] = {"0809", 809, 0.16, 0.26, 80, 0.75},
    [USE_PARK] = {"0810", 810, 0.44, 0.70, 480, 1.40},
    [USE_ROAD] = {"1003", 1003, 0.20, 0.34, 120, 0.70},
    [USE_RIVER] = {"1101", 1101, 0.04, 0.06, 60, 1.20},
    [USE_LAKE] = {"1102", 1102, 0.03, 0.05, 60, 1.60},
    [USE_RESERVOIR] = {"1103", 1103, 0.03, 0.05, 60, 1.50},
    [USE_POND] = {"1104", 1104, 0.08, 0.14, 90, 1.60},
    [USE_SHORE] = {"1106", 1106, 0.14, 0.44, 260, 1.30},
    [USE_DAM] = {"1109", 1109, 0.10, 0.16, 30, 0.60},
    [USE_FACILITY] = {"1202", 1202, 0.16, 0.30, 120, 0.90},
    [USE_BARE_SOIL] = {"1206", 1206, 0.12, 0.22, 60, 0.60},
    [USE_ROCK] = {"1207", 1207, 0.10, 0.24, 90, 0.80},
};

bool use_is_forest(Use use)
{
    return use >= USE_ARBOR && use <= USE_YOUNG;
}

// ---- water and roads

// A reservoir drowns the lowest ground near its place in the table.
static Reservoir fill_reservoir(const Relief *relief, const ReservoirPlace *place)
{
    enum { STEP_M = 200, STEPS = 6 };
    Reservoir out = {.name = place->name, .level_m = INFINITY, .radius_m = place->radius_m};
    for (int i = -STEPS; i <= STEPS; i++) {
        for (int j = -STEPS; j <= STEPS; j++) {
            double x = PLACE_X0 + 1000 * place->x_km + i * STEP_M, y = PLACE_Y0 + 1000 * place->y_km + j * STEP_M;
            double z = relief_ground(relief, x, y) + place->deep_m;
            if (z >= out.level_m) continue;
            out.level_m = z;
            out.x = x;
            out.y = y;
        }
    }
    return out;
}

static bool in_reservoir(const Cover *cover, double x, double y)
{
    for (int k = 0; k < RESERVOIRS; k++) {
        const Reservoir *r = &cover->reservoirs[k];
        double dx = x - r->x, dy = y - r->y;
        if (dx * dx + dy * dy > r->radius_m * r->radius_m) continue;
        if (relief_ground(cover->relief, x, y) < r->level_m) return true;
    }
    return false;
}

static LineList motorway(Arena *arena, int first, int last)
{
    enum { PIECES = 20, HALF_WIDTH_M = 19 };
    LineList list = {0};
    for (int k = first; k < last; k++) {
        double before[2] = {0, 0};
        for (int i = 0; i <= PIECES; i++) {
            double t = (double)i / PIECES;
            double x = PLACE_X0 + 1000 * (place_road[k][0] + t * (place_road[k + 1][0] - place_road[k][0]));
            double y = PLACE_Y0 + 1000 * (place_road[k][1] + t * (place_road[k + 1][1] - place_road[k][1]));
            x += 500 * noise_smooth(x, y, 5000, 83);
            y += 500 * noise_smooth(x, y, 5000, 89);
            if (i > 0) lines_add(arena, &list, (Line){before[0], before[1], x, y, HALF_WIDTH_M});
            before[0] = x;
            before[1] = y;
        }
    }
    return list;
}

static const LineMap *roads_of(Arena *arena, const Towns *towns, DemoYear year, double cell_m)
{
    LineList all = motorway(arena, 0, year == DEMO_2020 ? PLACE_NEW_ROAD : PLACE_ROAD_POINTS - 1);
    for (size_t i = 0; i < towns->roads.count; i++) lines_add(arena, &all, towns->roads.items[i]);
    return lines_map(arena, &all, cell_m);
}

void cover_open(Arena *arena, const Relief *relief, const Parcels *parcels, const Towns *towns, double cell_m,
                Cover *out)
{
    *out = (Cover){.relief = relief, .parcels = parcels, .rivers = lines_map(arena, &relief->rivers, cell_m)};
    for (int k = 0; k < RESERVOIRS; k++) out->reservoirs[k] = fill_reservoir(relief, &place_reservoirs[k]);
    for (int year = 0; year < DEMO_YEARS; year++) out->roads[year] = roads_of(arena, towns, (DemoYear)year, cell_m);
}

// The belt around the lake that falls dry in summer (消落带), and the dam at its lower end.
static Use lake_side(const Cover *cover, double x, double y)
{
    double inside = relief_at(&cover->relief->lake, x, y);
    if (inside < -400) return USE_NONE;
    double dx = (x - PLACE_X0) / 1000 - PLACE_DAM_X_KM, dy = (y - PLACE_Y0) / 1000 - PLACE_DAM_Y_KM;
    if (relief_is_lake(cover->relief, x, y)) return USE_LAKE;
    if (dx * dx + dy * dy < 0.06) return USE_DAM;
    double wide = 45 + 60 * noise_rough(x, y, 1800, 2, SEED_SHORE_BELT);
    return relief_is_lake_within(cover->relief, x, y, wide) ? USE_SHORE : USE_NONE;
}

void cover_over(const Cover *cover, double x, double y, Use out[DEMO_YEARS])
{
    Use water = lake_side(cover, x, y);
    if (water == USE_NONE && lines_cover(cover->rivers, x, y)) water = USE_RIVER;
    if (water == USE_NONE && in_reservoir(cover, x, y)) water = USE_RESERVOIR;
    for (int year = 0; year < DEMO_YEARS; year++)
        out[year] = water == USE_NONE && lines_cover(cover->roads[year], x, y) ? USE_ROAD : water;
}

void cover_uses(const Cover *cover, double x, double y, Use out[DEMO_YEARS])
{
    const Parcel *parcel = &cover->parcels->items[parcels_at(cover->parcels, x, y)];
    out[DEMO_2020] = out[DEMO_2023] = USE_NONE;
    if (!parcel->near) return;
    cover_over(cover, x, y, out);
    for (int year = 0; year < DEMO_YEARS; year++) {
        if (out[year] == USE_NONE) out[year] = (Use)parcel->use[year];
    }
}

// ---- canvas

typedef struct Painting {
    const Cover *cover;
    const Border *border;
    Canvas *canvas;
    bool *row; // [worker * width]
} Painting;

static void paint_cell(const Painting *painting, size_t cell, double x, double y, bool inside)
{
    Canvas *canvas = painting->canvas;
    const Cover *cover = painting->cover;
    int parcel = parcels_at(cover->parcels, x, y);
    canvas->elevation[cell] = (float)relief_elevation(cover->relief, x, y);
    canvas->inside[cell] = inside;
    canvas->parcel[cell] = cover->parcels->items[parcel].near || inside ? parcel : -1;
    if (canvas->parcel[cell] < 0) return;
    Use over[DEMO_YEARS];
    cover_over(cover, x, y, over);
    for (int year = 0; year < DEMO_YEARS; year++) canvas->over[year][cell] = (uint8_t)over[year];
}

static bool paint_row(void *context, int worker, size_t row, Err *err)
{
    (void)err;
    const Painting *painting = context;
    const Grid *grid = &painting->canvas->grid;
    bool *inside = painting->row + (size_t)worker * (size_t)grid->width;
    border_row(painting->border, grid, (int)row, inside);
    for (int col = 0; col < grid->width; col++) {
        double x = grid->x0 + (col + 0.5) * grid->cell_m, y = grid->y0 - ((double)row + 0.5) * grid->cell_m;
        paint_cell(painting, row * (size_t)grid->width + (size_t)col, x, y, inside[col]);
    }
    return true;
}

bool canvas_make(Arena *arena, const Cover *cover, const Border *border, const Grid *grid, int jobs, Canvas *out,
                 Err *err)
{
    size_t count = (size_t)grid->width * (size_t)grid->height;
    *out = (Canvas){.grid = *grid,
                    .elevation = arena_array(arena, count, sizeof *out->elevation),
                    .parcel = arena_array(arena, count, sizeof *out->parcel),
                    .inside = arena_array(arena, count, sizeof *out->inside)};
    for (int year = 0; year < DEMO_YEARS; year++) out->over[year] = arena_array(arena, count, sizeof(uint8_t));
    bool *row = arena_array(arena, (size_t)grid->width * (size_t)jobs, sizeof *row);
    Painting painting = {cover, border, out, row};
    return parallel_for(jobs, (size_t)grid->height, paint_row, &painting, err);
}

Use canvas_use(const Canvas *canvas, const Parcels *parcels, DemoYear year, size_t cell)
{
    if (canvas->parcel[cell] < 0) return USE_NONE;
    Use over = (Use)canvas->over[year][cell];
    return over == USE_NONE ? (Use)parcels->items[canvas->parcel[cell]].use[year] : over;
}
