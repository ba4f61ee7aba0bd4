#include "gep/demo/trunk.h"

#include <math.h>

#include "gep/demo/noise.h"
#include "gep/demo/places.h"

enum { SPACING_M = 100, SEED_MEANDER = 11, SEED_SHORE = 23 };

// ---- rivers

static double meander(double x, double y, uint32_t seed)
{
    return 1100 * noise_smooth(x, y, 6100, seed) + 420 * noise_smooth(x, y, 2300, seed + 1);
}

static TrunkPoint between(const RiverPoint *a, const RiverPoint *b, double t)
{
    double x = PLACE_X0 + 1000 * (a->x_km + t * (b->x_km - a->x_km));
    double y = PLACE_Y0 + 1000 * (a->y_km + t * (b->y_km - a->y_km));
    return (TrunkPoint){.x = x + meander(x, y, SEED_MEANDER),
                        .y = y + meander(x, y, SEED_MEANDER + 5),
                        .level_m = a->level_m + t * (b->level_m - a->level_m),
                        .half_width_m = a->half_width_m + t * (b->half_width_m - a->half_width_m)};
}

static int steps_between(const RiverPoint *a, const RiverPoint *b)
{
    double dx = b->x_km - a->x_km, dy = b->y_km - a->y_km;
    return 1 + (int)(1000 * sqrt(dx * dx + dy * dy) / SPACING_M);
}

Trunk trunk_make(Arena *arena)
{
    enum { MOST = 8192 };
    TrunkPoint *points = arena_array(arena, MOST, sizeof *points);
    int *river = arena_array(arena, MOST, sizeof *river);
    size_t count = 0;
    for (int r = 0; r < PLACE_RIVERS; r++) {
        for (size_t k = 0; k + 1 < place_rivers[r].count; k++) {
            const RiverPoint *a = &place_rivers[r].points[k], *b = a + 1;
            int steps = steps_between(a, b), last = k + 2 == place_rivers[r].count;
            for (int i = 0; i < steps + last; i++) {
                river[count] = r;
                points[count++] = between(a, b, (double)i / steps);
            }
        }
    }
    return (Trunk){.count = count, .points = points, .river = river};
}

double trunk_distance(const Trunk *trunk, double x, double y, const TrunkPoint **nearest)
{
    double best = INFINITY;
    for (size_t i = 0; i < trunk->count; i++) {
        double dx = trunk->points[i].x - x, dy = trunk->points[i].y - y, square = dx * dx + dy * dy;
        if (square >= best) continue;
        best = square;
        *nearest = &trunk->points[i];
    }
    return sqrt(best);
}

// ---- lake

#define LAKE_HALF_WIDTH_M 700.0

static double inside_piece(const LakePoint *a, const LakePoint *b, double x, double y)
{
    double ax = PLACE_X0 + 1000 * a->x_km, ay = PLACE_Y0 + 1000 * a->y_km;
    double ux = 1000 * (b->x_km - a->x_km), uy = 1000 * (b->y_km - a->y_km);
    double t = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double dx = x - ax - t * ux, dy = y - ay - t * uy;
    return LAKE_HALF_WIDTH_M * (a->width + t * (b->width - a->width)) - sqrt(dx * dx + dy * dy);
}

double trunk_lake(double x, double y)
{
    double best = -INFINITY;
    double px = x - meander(x, y, SEED_MEANDER), py = y - meander(x, y, SEED_MEANDER + 5);
    for (int arm = 0; arm < PLACE_LAKE_ARMS; arm++) {
        for (int k = 0; k + 1 < PLACE_LAKE_POINTS; k++) {
            double inside = inside_piece(&place_lake[arm][k], &place_lake[arm][k + 1], px, py);
            if (inside > best) best = inside;
        }
    }
    return best;
}

double trunk_shore(double x, double y)
{
    return TRUNK_SHORE_M * noise_rough(x, y, 1500, 4, SEED_SHORE);
}
