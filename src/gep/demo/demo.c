#include "gep/demo/demo.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/demo/border.h"
#include "gep/demo/cover.h"
#include "gep/demo/maps.h"
#include "gep/demo/places.h"
#include "gep/demo/relief.h"
#include "gep/demo/tables.h"
#include "gep/demo/towns.h"
#include "gep/demo/weather.h"
#include "land/overlay.h"
#include "land/raster.h"
#include "land/table.h"

enum { LAND_BEYOND_M = 700 };
static const char MARKER[] = "district.yaml";
static const char *const OURS[] = {MARKER, "README.md", "maps", "tables", NULL};

typedef struct Demo {
    Arena *arena;
    const char *kaizhou, *rules; // districts/kaizhou, and demo/ in it
    int cell_m, jobs;
    Border border;
    Relief relief;
    Towns towns;
    Parcels parcels;
    MapPlan plan;
    Cover cover; // as maps of cell_m show it
    Canvas fine, coarse;
} Demo;

// ---- the land

static bool paint(Demo *demo, const Grid *grid, Canvas *out, Err *err)
{
    Cover cover;
    cover_open(demo->arena, &demo->relief, &demo->parcels, &demo->towns, grid->cell_m, &cover);
    return canvas_make(demo->arena, &cover, &demo->border, grid, demo->jobs, out, err);
}

static bool make_land(Demo *demo, Err *err)
{
    double beyond = 2 * demo->cell_m > LAND_BEYOND_M ? 2 * demo->cell_m : LAND_BEYOND_M;
    relief_make(demo->arena, &demo->border, &demo->relief);
    if (!towns_make(demo->arena, demo->kaizhou, &demo->relief, &demo->towns, err)) return false;
    if (!parcels_make(demo->arena, &demo->relief, &demo->border, beyond, demo->jobs, &demo->parcels, err)) return false;
    demo->plan = maps_plan(&demo->border, demo->cell_m);
    cover_open(demo->arena, &demo->relief, &demo->parcels, &demo->towns, demo->cell_m, &demo->cover);
    if (!paint(demo, &demo->plan.fine, &demo->fine, err)) return false;
    bool same = demo->plan.fine.cell_m == demo->plan.coarse.cell_m;
    demo->coarse = demo->fine;
    if (!same && !paint(demo, &demo->plan.coarse, &demo->coarse, err)) return false;
    cover_allot(&demo->parcels, &demo->towns, &demo->relief, &demo->fine);
    return true;
}

static bool write_zones(const Demo *demo, const char *folder, Err *err)
{
    Polygon *towns, boundary;
    const char *path = file_join(demo->arena, folder, "maps/zones.gpkg");
    if (!towns_polygons(demo->arena, &demo->towns, &demo->border, &towns, err)) return false;
    if (!overlay_union(demo->arena, towns, demo->towns.count, &boundary, err)) return false;
    boundary.code = "500154";
    boundary.name = "开州区";
    return vector_write_gpkg(path, "boundary", demo->border.crs, &boundary, 1, err) &&
           vector_write_gpkg(path, "towns", demo->border.crs, towns, demo->towns.count, err);
}

// ---- stations: in the middle of a coarse cell, which is the middle of a cell of all climate maps, at its height

static WeatherSite place_site(const Demo *demo, const char *id, const char *name, double x_km, double y_km)
{
    const Grid *grid = &demo->coarse.grid;
    int col = (int)floor((PLACE_X0 + 1000 * x_km - grid->x0) / grid->cell_m);
    int row = (int)floor((grid->y0 - PLACE_Y0 - 1000 * y_km) / grid->cell_m);
    assert(col >= 0 && row >= 0 && col < grid->width && row < grid->height);
    return (WeatherSite){.id = id,
                         .name = name,
                         .x = grid->x0 + (col + 0.5) * grid->cell_m,
                         .y = grid->y0 - (row + 0.5) * grid->cell_m,
                         .elevation_m = demo->coarse.elevation[(size_t)row * (size_t)grid->width + (size_t)col]};
}

static bool write_weather(const Demo *demo, const char *folder, Err *err)
{
    TableOptions options = {.comment = "#"};
    Table table;
    int x, y;
    if (!table_read(demo->arena, file_join(demo->arena, demo->rules, "stations.csv"), &options, &table, err) ||
        !table_need_column(&table, "x_km", &x, err) || !table_need_column(&table, "y_km", &y, err)) {
        return false;
    }
    WeatherSite *sites = arena_array(demo->arena, table.row_count, sizeof *sites);
    for (size_t row = 0; row < table.row_count; row++) {
        double x_km, y_km;
        if (!table_number(&table, row, x, "", &x_km, err) || !table_number(&table, row, y, "", &y_km, err))
            return false;
        sites[row] = place_site(demo, table_cell(&table, row, table_column(&table, "id")),
                                table_cell(&table, row, table_column(&table, "name")), x_km, y_km);
    }
    return weather_write(demo->arena, folder, sites, (int)table.row_count, err);
}

// ---- files that are copied

static bool copy_text(const Demo *demo, const char *from, const char *to, Err *err)
{
    char *data;
    size_t size;
    if (!file_read(demo->arena, from, &data, &size, err)) return false;
    const char *text = text_replace(demo->arena, data, "@CELL@", arena_printf(demo->arena, "%d", demo->cell_m));
    return file_write(to, text, strlen(text), err);
}

static bool copy_folder(const Demo *demo, const char *from, const char *to, Err *err)
{
    char **names;
    size_t count;
    if (!file_make_folders(to, err) || !file_list(demo->arena, from, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const char *source = file_join(demo->arena, from, names[i]), *target = file_join(demo->arena, to, names[i]);
        if (text_equal(names[i], MARKER)) continue; // last
        if (!(file_is_folder(source) ? copy_folder(demo, source, target, err) : copy_text(demo, source, target, err)))
            return false;
    }
    return true;
}

static bool write_all(Demo *demo, const char *folder, Err *err)
{
    const char *copies = file_join(demo->arena, demo->rules, "copy");
    return copy_folder(demo, copies, folder, err) &&
           maps_write(folder, &demo->plan, &demo->cover, &demo->fine, &demo->coarse, demo->jobs, err) &&
           write_zones(demo, folder, err) && write_weather(demo, folder, err) &&
           tables_write(demo->arena, demo->rules, folder, &demo->towns, &demo->parcels, &demo->fine, err) &&
           copy_text(demo, file_join(demo->arena, copies, MARKER), file_join(demo->arena, folder, MARKER), err);
}

// ---- whole or not at all

static bool make_and_write(Demo *demo, const char *folder, Err *err)
{
    char *districts;
    if (!file_program_data(demo->arena, "districts", &districts, err)) return false;
    demo->kaizhou = file_join(demo->arena, districts, "kaizhou");
    demo->rules = file_join(demo->arena, demo->kaizhou, "demo");
    if (!border_open(demo->arena, demo->kaizhou, &demo->border, err)) return false;
    bool done = make_land(demo, err) && write_all(demo, folder, err);
    border_close(&demo->border);
    return done;
}

// Another district's folder has a district.yaml too: only one that says it is a demonstration may go.
static bool check_replaceable(Arena *arena, const char *folder, Err *err)
{
    char *data;
    size_t size;
    const char *marker = file_join(arena, folder, MARKER);
    if (!file_exists(marker)) return true; // the stage looks at the rest
    if (!file_read(arena, marker, &data, &size, err)) return false;
    if (text_starts(data, "# 演示数据")) return true;
    return err_set(err, ERR_REFUSED,
                   _("%s is a district folder, and not a demonstration: it would be lost. Name another folder."),
                   folder);
}

bool demo_write(const char *folder, int cell_m, int jobs, Err *err)
{
    assert(cell_m == 10 || (cell_m >= 30 && cell_m <= 1000));
    land_start();
    Demo demo = {.arena = arena_open(), .cell_m = cell_m, .jobs = jobs};
    Stage *stage = NULL;
    bool done = check_replaceable(demo.arena, folder, err) && stage_open(folder, MARKER, OURS, &stage, err) &&
                make_and_write(&demo, stage_path(stage), err) && stage_commit(stage, err);
    stage_close(stage);
    arena_close(demo.arena);
    return done;
}
