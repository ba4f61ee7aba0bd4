#include "gep/demo/parcels.h"

#include <math.h>

#include "base/parallel.h"
#include "base/vmath.h"
#include "gep/demo/noise.h"

enum { PITCH_M = 200, SEED_PLACE = 301, SEED_WARP = 311 };

typedef struct Making {
    const Relief *relief;
    const Border *border;
    Parcels *parcels;
} Making;

static double slope_at(const Relief *relief, double x, double y)
{
    enum { REACH_M = 100 };
    double east = relief_ground(relief, x + REACH_M, y) - relief_ground(relief, x - REACH_M, y);
    double north = relief_ground(relief, x, y + REACH_M) - relief_ground(relief, x, y - REACH_M);
    return exact_atan(sqrt(east * east + north * north) / (2 * REACH_M)) * 57.29577951308232;
}

static bool make_row(void *context, int worker, size_t row, Err *err)
{
    (void)worker;
    (void)err;
    const Making *making = context;
    Parcels *p = making->parcels;
    for (int col = 0; col < p->width; col++) {
        int line = (int)row;
        double x = (col + 0.12 + 0.76 * noise_unit(col, line, SEED_PLACE)) * PITCH_M;
        double y = (line + 0.12 + 0.76 * noise_unit(col, line, SEED_PLACE + 1)) * PITCH_M;
        p->items[row * (size_t)p->width + (size_t)col] =
            (Parcel){.x = (float)x,
                     .y = (float)y,
                     .elevation_m = (float)relief_elevation(making->relief, p->x0 + x, p->y0 - y),
                     .slope_deg = (float)slope_at(making->relief, p->x0 + x, p->y0 - y),
                     .near = border_holds(making->border, p->x0 + x, p->y0 - y)};
    }
    return true;
}

// Parcels up to `steps` away from one in the district are near: first along rows, then along columns.
static void spread(Parcels *p, int steps, int along, int across, int lines, int length, bool *row)
{
    for (int line = 0; line < lines; line++) {
        Parcel *first = p->items + (size_t)line * (size_t)across;
        for (int i = 0; i < length; i++) {
            row[i] = false;
            int to = i + steps < length - 1 ? i + steps : length - 1;
            for (int k = i > steps ? i - steps : 0; k <= to; k++)
                row[i] = row[i] || first[(size_t)k * (size_t)along].near;
        }
        for (int i = 0; i < length; i++) first[(size_t)i * (size_t)along].near = row[i];
    }
}

bool parcels_make(Arena *arena, const Relief *relief, const Border *border, double reach_m, int jobs, Parcels *out,
                  Err *err)
{
    int steps = 1 + (int)(reach_m / PITCH_M);
    Box box = border->box;
    *out = (Parcels){.x0 = floor(box.min_x / PITCH_M - steps - 4) * PITCH_M,
                     .y0 = ceil(box.max_y / PITCH_M + steps + 4) * PITCH_M};
    out->width = steps + 8 + (int)((box.max_x - out->x0) / PITCH_M);
    out->height = steps + 8 + (int)((out->y0 - box.min_y) / PITCH_M);
    out->items = arena_array(arena, (size_t)out->width * (size_t)out->height, sizeof *out->items);
    Making making = {relief, border, out};
    if (!parallel_for(jobs, (size_t)out->height, make_row, &making, err)) return false;
    bool *row = arena_array(arena, (size_t)(out->width > out->height ? out->width : out->height), sizeof *row);
    spread(out, steps, 1, out->width, out->height, out->width, row);
    spread(out, steps, out->width, 1, out->width, out->height, row);
    return true;
}

int parcels_at(const Parcels *p, double x, double y)
{
    double east = x - p->x0 + 55 * noise_rough(x, y, 330, 2, SEED_WARP);
    double south = p->y0 - y + 55 * noise_rough(x, y, 330, 2, SEED_WARP + 9);
    double col = floor(east / PITCH_M), row = floor(south / PITCH_M), nearest = INFINITY;
    int c = col < 1 ? 1 : col > p->width - 2 ? p->width - 2 : (int)col, best = 0;
    int r = row < 1 ? 1 : row > p->height - 2 ? p->height - 2 : (int)row;
    for (int j = r - 1; j <= r + 1; j++) {
        for (int i = c - 1; i <= c + 1; i++) {
            const Parcel *parcel = &p->items[(size_t)j * (size_t)p->width + (size_t)i];
            double dx = parcel->x - east, dy = parcel->y - south, square = dx * dx + dy * dy;
            if (square >= nearest) continue;
            nearest = square;
            best = j * p->width + i;
        }
    }
    return best;
}
