// cover.h - what the land is used for, in the classes of the Third National Land Survey (TD/T 1055-2019), in two years.
//
// Shares of the district are given (56.5 % forest in 2023); which parcel gets which use follows from slope, height, the
// distance to towns, and noise with long waves, so that uses form patches.
#ifndef QINGSHAN_GEP_DEMO_COVER_H
#define QINGSHAN_GEP_DEMO_COVER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/demo/border.h"
#include "gep/demo/lines.h"
#include "gep/demo/parcels.h"
#include "gep/demo/relief.h"
#include "gep/demo/towns.h"
#include "land/grid.h"

typedef enum DemoYear { DEMO_2020, DEMO_2023, DEMO_YEARS } DemoYear;
int demo_year_number(DemoYear year); // 2020, 2023

typedef enum Use {
    USE_NONE, // outside the district and its surroundings
    USE_PADDY,
    USE_DRY,
    USE_ORCHARD,
    USE_TEA,
    USE_HERBS,
    USE_ARBOR,
    USE_BAMBOO,
    USE_SHRUB,
    USE_SHRUB_SWAMP,
    USE_YOUNG,
    USE_PASTURE,
    USE_GRASS,
    USE_SHOPS,
    USE_STORES,
    USE_INDUSTRY,
    USE_MINE,
    USE_TOWN,
    USE_VILLAGE,
    USE_OFFICE,
    USE_SCHOOL,
    USE_UTILITY,
    USE_PARK,
    USE_ROAD,
    USE_RIVER,
    USE_LAKE,
    USE_RESERVOIR,
    USE_POND,
    USE_SHORE,
    USE_DAM,
    USE_FACILITY,
    USE_BARE_SOIL,
    USE_ROCK,
    USE_COUNT
} Use;

typedef struct LandUse {
    const char *code; // TD/T 1055
    int number;       // in a raster
    // For maps of vegetation: NDVI in January and July, NPP in gC/m2/a; soil organic carbon, percent.
    double ndvi_winter, ndvi_summer, npp, soc;
} LandUse;
extern const LandUse land_uses[USE_COUNT];
bool use_is_forest(Use use); // forest cover: 0301, 0302, 0305, 0306, 0307

typedef struct Reservoir {
    const char *name;
    double x, y, level_m, radius_m;
} Reservoir;
enum { RESERVOIRS = 10 };

typedef struct Cover {
    const Relief *relief;
    const Parcels *parcels;
    Reservoir reservoirs[RESERVOIRS];
    const LineMap *rivers, *roads[DEMO_YEARS];
} Cover;

// The cells of a grid, looked at once.
typedef struct Canvas {
    Grid grid;
    float *elevation;          // m
    int32_t *parcel;           // -1: neither in the district nor within its surroundings
    uint8_t *over[DEMO_YEARS]; // Use of what lies over the parcels: water, roads; USE_NONE: nothing
    uint8_t *inside;           // 1: the cell's middle is in the district
} Canvas;

// Where water and roads are, as a map with cells of cell_m shows them.
void cover_open(Arena *arena, const Relief *relief, const Parcels *parcels, const Towns *towns, double cell_m,
                Cover *out);
void cover_over(const Cover *cover, double x, double y, Use out[DEMO_YEARS]); // water, roads; USE_NONE elsewhere
MUST_CHECK bool canvas_make(Arena *arena, const Cover *cover, const Border *border, const Grid *grid, int jobs,
                            Canvas *out, Err *err);
// Gives every parcel its use in both years; shares are measured on the canvas.
void cover_allot(Parcels *parcels, const Towns *towns, const Relief *relief, const Canvas *canvas);
void cover_uses(const Cover *cover, double x, double y, Use out[DEMO_YEARS]);
Use canvas_use(const Canvas *canvas, const Parcels *parcels, DemoYear year, size_t cell);

#endif
