#include "gep/demo/maps.h"

#include <math.h>
#include <stdatomic.h>

#include "base/file.h"
#include "base/message.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "gep/demo/climate.h"
#include "gep/demo/noise.h"
#include "land/raster.h"

enum { SEED_GREEN = 1001, SEED_SOIL = 1101, SEED_SPECIES = 1201 };

// ---- which grid carries what

// Edges at multiples of the cell; at least 600 m, and two cells, around the district.
static Grid grid_around(const Border *border, double cell_m)
{
    double margin = 2 * cell_m > 600 ? 2 * cell_m : 600;
    Box box = border->box;
    double x0 = floor((box.min_x - margin) / cell_m) * cell_m, y0 = ceil((box.max_y + margin) / cell_m) * cell_m;
    return (Grid){.crs = DEMO_CRS,
                  .x0 = x0,
                  .y0 = y0,
                  .cell_m = cell_m,
                  .width = (int)ceil((box.max_x + margin - x0) / cell_m),
                  .height = (int)ceil((y0 - box.min_y + margin) / cell_m)};
}

// Cells of 10 m: months at 100 m, vegetation and soil at 30 m. Otherwise the climate of 2020 and the normal have cells
// three times as large: they are smooth, and the folder stays small.
MapPlan maps_plan(const Border *border, int cell_m)
{
    enum { SMALL_M = 30, CLIMATE_M = 100, LARGE_M = 300 };
    Grid cell = grid_around(border, cell_m), climate = grid_around(border, CLIMATE_M);
    if (cell_m < SMALL_M) return (MapPlan){cell, grid_around(border, SMALL_M), climate, climate};
    return (MapPlan){cell, cell, cell, cell_m < LARGE_M ? grid_around(border, 3 * cell_m) : cell};
}

// ---- one cell of a map

typedef struct Spot { // a cell of a canvas
    double x, y, z;
    Use use;
    int parcel;
} Spot;

typedef struct Map Map;
typedef double MapValue(const Map *map, const Spot *spot);
struct Map {
    const char *path; // in maps/
    MapValue *value;
    RasterType type;
    const char *unit;
    int year, month; // CLIMATE_NORMAL, 0 where there is none
    const Canvas *canvas;
    bool on_land; // only where the land is drawn
};

static double rain(const Map *map, const Spot *spot)
{
    return climate_rain_mm(map->year, map->month, spot->x, spot->y, spot->z);
}

static double temperature(const Map *map, const Spot *spot)
{
    return climate_temperature(map->year, map->month, spot->x, spot->y, spot->z);
}

static double et0(const Map *map, const Spot *spot)
{
    return climate_et0_mm(map->year, map->month, spot->x, spot->y, spot->z);
}

static double quantised(double value, int steps)
{
    return floor(value * steps + 0.5) / steps;
}

static double bounded(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

// High up, spring is late and autumn early.
static double ndvi(const Map *map, const Spot *spot)
{
    static const double season[12] = {0.02, 0.08, 0.30, 0.62, 0.83, 0.94, 1, 0.98, 0.84, 0.58, 0.28, 0.06};
    const LandUse *use = &land_uses[spot->use];
    double part = season[map->month - 1], late = bounded((spot->z - 500) / 3000, 0, 0.6);
    part -= late * 2 * part * (1 - part) + 0.08 * late;
    double own = 0.07 * (noise_unit(spot->parcel, 0, SEED_GREEN) - 0.5) +
                 0.03 * noise_smooth(spot->x, spot->y, 900, SEED_GREEN + (uint32_t)(map->month + 20 * map->year));
    double value = use->ndvi_winter + part * (use->ndvi_summer - use->ndvi_winter) + own * (use->ndvi_summer > 0.2);
    return quantised(bounded(value, 0.01, 0.95), 256);
}

static double npp(const Map *map, const Spot *spot)
{
    double cold = 1 - 0.00018 * (spot->z - 300), of_year = map->year == 2020 ? 0.97 : 1;
    double own = 1 + 0.16 * (noise_unit(spot->parcel, 1, SEED_GREEN) - 0.5) +
                 0.08 * noise_smooth(spot->x, spot->y, 3000, SEED_GREEN + 7);
    return floor(land_uses[spot->use].npp * cold * of_year * own + 0.5);
}

static double soil_noise(const Spot *spot, uint32_t seed)
{
    return noise_rough(spot->x, spot->y, 6500, 3, SEED_SOIL + seed);
}

static double sand(const Map *map, const Spot *spot)
{
    (void)map;
    double own = 4 * (noise_unit(spot->parcel, 2, SEED_SOIL) - 0.5);
    return quantised(bounded(34 + 20 * soil_noise(spot, 0) + spot->z / 400 + own, 8, 70), 4);
}

static double clay(const Map *map, const Spot *spot)
{
    (void)map;
    double own = 3 * (noise_unit(spot->parcel, 3, SEED_SOIL) - 0.5), paddy = spot->use == USE_PADDY ? 4 : 0;
    return quantised(bounded(25 - 12 * soil_noise(spot, 0) + 8 * soil_noise(spot, 9) + own + paddy, 5, 28), 4);
}

static double silt(const Map *map, const Spot *spot) // what is left of 100
{
    return 100 - sand(map, spot) - clay(map, spot);
}

static double soc(const Map *map, const Spot *spot)
{
    (void)map;
    double own = 1 + 0.3 * (noise_unit(spot->parcel, 4, SEED_SOIL) - 0.5) + 0.15 * soil_noise(spot, 17);
    return quantised(land_uses[spot->use].soc * own * (1 + spot->z / 5000), 64);
}

static double shannon(const Map *map, const Spot *spot)
{
    (void)map;
    static const double rich[USE_COUNT] = {[USE_ARBOR] = 2.5, [USE_BAMBOO] = 1.3, [USE_SHRUB] = 1.9, [USE_YOUNG] = 1.5};
    double own = 0.5 * (noise_unit(spot->parcel, 5, SEED_SPECIES) - 0.5);
    double value = rich[spot->use] + spot->z / 1600 + own + 0.5 * noise_rough(spot->x, spot->y, 9000, 2, SEED_SPECIES);
    return rich[spot->use] > 0 ? quantised(bounded(value, 0.3, 5.5), 64) : 0.5;
}

// ---- the list of maps

typedef struct MapList {
    Arena *arena;
    size_t count, capacity;
    Map *items;
} MapList;

static void add_map(MapList *list, Map map)
{
    list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof map);
    list->items[list->count++] = map;
}

static void add_months(MapList *list, const char *name, Map like)
{
    for (int month = 1; month <= 12; month++) {
        Map map = like;
        map.month = month;
        map.path = map.year == CLIMATE_NORMAL ? arena_printf(list->arena, "%s_normal_%02d.tif", name, month)
                                              : arena_printf(list->arena, "%s_%d_%02d.tif", name, map.year, month);
        add_map(list, map);
    }
}

static void add_climate(MapList *list, int year, const Canvas *canvas)
{
    Map like = {.type = RASTER_FLOAT32, .year = year, .canvas = canvas};
    like.value = rain;
    like.unit = "mm/month";
    add_months(list, "p", like);
    like.value = et0;
    add_months(list, "et0", like);
    like.value = temperature;
    like.unit = "degC";
    add_months(list, "t", like);
}

static void add_vegetation(MapList *list, int year, const Canvas *canvas)
{
    Map like = {.value = ndvi, .type = RASTER_FLOAT32, .unit = "1", .year = year, .canvas = canvas, .on_land = true};
    add_months(list, "ndvi", like);
    like.path = arena_printf(list->arena, "npp_%d.tif", year);
    like.value = npp;
    like.type = RASTER_INT16;
    like.unit = "gC/m2/a";
    add_map(list, like);
}

static void add_fixed(MapList *list, const char *path, MapValue *value, const char *unit, const Canvas *canvas)
{
    add_map(list, (Map){.path = path, .value = value, .unit = unit, .year = 2023, .canvas = canvas, .on_land = true});
}

static MapList list_maps(Arena *arena, const MapPlan *plan, const Canvas *fine, const Canvas *coarse)
{
    MapList list = {.arena = arena};
    add_vegetation(&list, 2023, fine); // the longest first
    add_vegetation(&list, 2020, fine);
    add_climate(&list, 2023, plan->climate.cell_m == fine->grid.cell_m ? fine : coarse);
    add_fixed(&list, "sand.tif", sand, "percent", fine);
    add_fixed(&list, "silt.tif", silt, "percent", fine);
    add_fixed(&list, "clay.tif", clay, "percent", fine);
    add_fixed(&list, "soc.tif", soc, "percent", fine);
    add_fixed(&list, "shannon.tif", shannon, "1", fine);
    add_climate(&list, 2020, coarse);
    add_climate(&list, CLIMATE_NORMAL, coarse);
    return list;
}

// ---- writing a map of a canvas

typedef struct Writing {
    const char *folder;
    const Cover *cover;
    const MapList *list;
    const MapPlan *plan;
    atomic_size_t done; // maps, or windows of the ground
} Writing;

static DemoYear land_year(const Map *map)
{
    return map->year == 2020 ? DEMO_2020 : DEMO_2023;
}

static float value_at(const Writing *writing, const Map *map, int col, int row)
{
    const Canvas *canvas = map->canvas;
    const Grid *grid = &canvas->grid;
    size_t cell = (size_t)row * (size_t)grid->width + (size_t)col;
    Spot spot = {grid->x0 + (col + 0.5) * grid->cell_m, grid->y0 - (row + 0.5) * grid->cell_m, canvas->elevation[cell],
                 USE_NONE, canvas->parcel[cell]};
    if (map->on_land && spot.parcel < 0) return NAN;
    if (map->on_land) spot.use = canvas_use(canvas, writing->cover->parcels, land_year(map), cell);
    return (float)map->value(map, &spot);
}

static void fill_window(const Writing *writing, const Map *map, Window w, float *values)
{
    for (int row = 0; row < w.height; row++) {
        for (int col = 0; col < w.width; col++)
            values[row * w.width + col] = value_at(writing, map, w.col + col, w.row + row);
    }
}

static bool write_windows(const Writing *writing, const Map *map, RasterOut *out, Err *err)
{
    Arena *arena = arena_open();
    float *values = arena_array(arena, (size_t)LATTICE * LATTICE, sizeof *values);
    bool done = true;
    size_t count = grid_lattice_count(&map->canvas->grid);
    for (size_t i = 0; done && i < count; i++) {
        Window window = grid_lattice_window(&map->canvas->grid, i);
        fill_window(writing, map, window, values);
        done = raster_out_write(out, window, values, err);
    }
    arena_close(arena);
    return done;
}

static bool write_map(void *context, int worker, size_t index, Err *err)
{
    (void)worker;
    Writing *writing = context;
    const Map *map = &writing->list->items[index];
    Arena *arena = arena_open();
    RasterOutOptions options = {.type = map->type, .unit = map->unit, .description = "演示数据 demonstration data"};
    RasterOut *out = NULL;
    bool done = raster_out_open(file_join(arena, writing->folder, map->path), &map->canvas->grid, &options, &out, err);
    arena_close(arena);
    if (!done) return false;
    if (!write_windows(writing, map, out, err)) {
        raster_out_abandon(out);
        return false;
    }
    if (!raster_out_finish(out, err)) return false;
    progress_step(atomic_fetch_add(&writing->done, 1) + 1);
    return true;
}

// ---- elevation and land cover, which may be finer than any canvas

enum { GROUND_MAPS = 1 + DEMO_YEARS };

typedef struct Ground {
    Writing *writing;
    RasterOut *out[GROUND_MAPS];
    float *values; // [worker][map][LATTICE * LATTICE]
} Ground;

static float land_number(Use use)
{
    return use == USE_NONE ? NAN : (float)land_uses[use].number;
}

static bool write_ground_window(void *context, int worker, size_t index, Err *err)
{
    const Ground *ground = context;
    const Grid *grid = &ground->writing->plan->cell;
    const Cover *cover = ground->writing->cover;
    Window w = grid_lattice_window(grid, index);
    float *values = ground->values + (size_t)worker * GROUND_MAPS * LATTICE * LATTICE;
    for (int i = 0; i < w.width * w.height; i++) {
        int col = w.col + i % w.width, row = w.row + i / w.width;
        double x = grid->x0 + (col + 0.5) * grid->cell_m, y = grid->y0 - (row + 0.5) * grid->cell_m;
        values[i] = (float)relief_elevation(cover->relief, x, y);
        Use uses[DEMO_YEARS];
        cover_uses(cover, x, y, uses);
        for (int year = 0; year < DEMO_YEARS; year++)
            values[(1 + year) * LATTICE * LATTICE + i] = land_number(uses[year]);
    }
    for (int k = 0; k < GROUND_MAPS; k++) {
        if (!raster_out_write(ground->out[k], w, values + k * LATTICE * LATTICE, err)) return false;
    }
    progress_step(atomic_fetch_add(&ground->writing->done, 1) + 1);
    return true;
}

static bool finish_ground(void *context, int worker, size_t index, Err *err)
{
    (void)worker;
    Ground *ground = context;
    RasterOut *out = ground->out[index];
    ground->out[index] = NULL;
    return raster_out_finish(out, err);
}

static bool open_ground(Arena *arena, Ground *ground, Err *err)
{
    static const RasterOutOptions options[GROUND_MAPS] = {
        {.type = RASTER_FLOAT32, .unit = "m", .description = "演示数据 demonstration data"},
        {.type = RASTER_INT16, .description = "TD/T 1055-2019, 演示数据 demonstration data"},
        {.type = RASTER_INT16, .description = "TD/T 1055-2019, 演示数据 demonstration data"}};
    for (int k = 0; k < GROUND_MAPS; k++) {
        const char *name = k == 0 ? "dem.tif" : arena_printf(arena, "land_%d.tif", demo_year_number((DemoYear)(k - 1)));
        const char *path = file_join(arena, ground->writing->folder, name);
        if (!raster_out_open(path, &ground->writing->plan->cell, &options[k], &ground->out[k], err)) return false;
    }
    return true;
}

static bool write_ground(Arena *arena, Writing *writing, int jobs, Err *err)
{
    Ground ground = {.writing = writing};
    ground.values = arena_array(arena, (size_t)jobs * GROUND_MAPS * LATTICE * LATTICE, sizeof(float));
    size_t windows = grid_lattice_count(&writing->plan->cell);
    progress_start(_("elevation and land cover"), windows);
    bool done = open_ground(arena, &ground, err) && parallel_for(jobs, windows, write_ground_window, &ground, err) &&
                parallel_for(jobs, GROUND_MAPS, finish_ground, &ground, err);
    progress_end();
    for (int k = 0; k < GROUND_MAPS; k++) raster_out_abandon(ground.out[k]);
    return done;
}

bool maps_write(const char *folder, const MapPlan *plan, const Cover *cover, const Canvas *fine, const Canvas *coarse,
                int jobs, Err *err)
{
    Arena *arena = arena_open();
    char *maps = file_join(arena, folder, "maps");
    MapList list = list_maps(arena, plan, fine, coarse);
    Writing writing = {.folder = maps, .cover = cover, .list = &list, .plan = plan};
    bool done = file_make_folders(maps, err) && write_ground(arena, &writing, jobs, err);
    atomic_store(&writing.done, 0);
    progress_start(_("other maps"), list.count);
    done = done && parallel_for(jobs, list.count, write_map, &writing, err);
    progress_end();
    arena_close(arena);
    return done;
}
