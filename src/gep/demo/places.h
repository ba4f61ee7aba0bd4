// places.h - where things are in the demonstration district: rivers, the lake. Invented, after the real map's gist.
//
// Kilometres east and north of (PLACE_X0, PLACE_Y0) of EPSG:4524.
#ifndef QINGSHAN_GEP_DEMO_PLACES_H
#define QINGSHAN_GEP_DEMO_PLACES_H

#include <stddef.h>

#define PLACE_X0 36494000.0
#define PLACE_Y0 3411000.0

typedef struct RiverPoint {
    double x_km, y_km, level_m, half_width_m;
} RiverPoint;

typedef struct River {
    const char *name;
    size_t count;
    const RiverPoint *points; // from the source down
} River;

enum { PLACE_RIVERS = 4 };
extern const River place_rivers[PLACE_RIVERS];

typedef struct LakePoint {
    double x_km, y_km, width; // relative
} LakePoint;
enum { PLACE_LAKE_ARMS = 3, PLACE_LAKE_POINTS = 5 };
extern const LakePoint place_lake[PLACE_LAKE_ARMS][PLACE_LAKE_POINTS];

typedef struct ReservoirPlace {
    const char *name;
    double x_km, y_km, deep_m, radius_m; // radius_m: of its catchment's drowned part at most
} ReservoirPlace;
enum { PLACE_RESERVOIRS = 10 };
extern const ReservoirPlace place_reservoirs[PLACE_RESERVOIRS];

// The motorway: points east and north, km; pieces before `place_new_road` were there in 2020.
enum { PLACE_ROAD_POINTS = 17, PLACE_NEW_ROAD = 8 };
extern const double place_road[PLACE_ROAD_POINTS][2];

#define PLACE_LAKE_LEVEL_M 170.25 // 170.28 m, in sixteenths
#define PLACE_DAM_X_KM     50.75
#define PLACE_DAM_Y_KM     34.6
#define PLACE_LAKE_AREA_M2 15.0e6
#define PLACE_LOWEST_M     134.0
#define PLACE_HIGHEST_M    2626.0

#endif
