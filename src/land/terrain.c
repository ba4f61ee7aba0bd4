#include "land/terrain.h"

#include <math.h>
#include <stddef.h>

#include "base/vmath.h"

static const double DEGREES = 180 / 3.14159265358979323846;

// Eight times the rise a cell towards east and towards south, from the eight neighbours: north-west, north, north-east,
// west, east, south-west, south, south-east.
static void rises(const double n[8], double *east, double *south)
{
    *east = (n[2] + 2 * n[4] + n[7]) - (n[0] + 2 * n[3] + n[5]);
    *south = (n[5] + 2 * n[6] + n[7]) - (n[0] + 2 * n[1] + n[2]);
}

static double gradient(const double n[8], double cell_m)
{
    double east, south;
    rises(n, &east, &south);
    return sqrt(east * east + south * south) / (8 * cell_m);
}

static void whole_row(const float *up, const float *at, const float *down, int width, double cell_m, double *out)
{
    for (int i = 0; i < width; i++) {
        const double n[8] = {up[i], up[i + 1], up[i + 2], at[i], at[i + 2], down[i], down[i + 1], down[i + 2]};
        out[i] = isnan(at[i + 1]) ? NAN : gradient(n, cell_m);
    }
}

static double stand_in(double missing, double centre, double opposite)
{
    if (!isnan(missing)) return missing;
    return isnan(opposite) ? centre : 2 * centre - opposite;
}

static void neighbours(const float *up, const float *at, const float *down, int i, double full[8])
{
    const double n[8] = {up[i], up[i + 1], up[i + 2], at[i], at[i + 2], down[i], down[i + 1], down[i + 2]};
    for (int k = 0; k < 8; k++) full[k] = stand_in(n[k], at[i + 1], n[7 - k]);
}

static double patched(const float *up, const float *at, const float *down, int i, double cell_m)
{
    double full[8];
    neighbours(up, at, down, i, full);
    return gradient(full, cell_m);
}

static void slope_row(const float *up, const float *at, const float *down, int width, double cell_m, double *out)
{
    whole_row(up, at, down, width, cell_m, out);
    for (int i = 0; i < width; i++) {
        if (isnan(out[i]) && !isnan(at[i + 1])) out[i] = patched(up, at, down, i, cell_m);
    }
    vmath_atan(out, out, (size_t)width);
    for (int i = 0; i < width; i++) out[i] *= DEGREES;
}

void terrain_slope_deg(const float *z, Window window, double cell_m, double *out)
{
    size_t stride = (size_t)window.width + 2;
    for (int r = 0; r < window.height; r++) {
        const float *up = z + (size_t)r * stride;
        slope_row(up, up + stride, up + 2 * stride, window.width, cell_m, out + (size_t)r * (size_t)window.width);
    }
}

// Of a direction with parts towards north and east: degrees clockwise from north.
static double bearing(double north, double east)
{
    double turn;
    if (north == 0 && east == 0) return 0;
    if (fabs(north) >= fabs(east)) {
        turn = (north < 0 ? 180 : 0) + DEGREES * exact_atan(east / north);
    } else {
        turn = (east < 0 ? 270 : 90) - DEGREES * exact_atan(north / east);
    }
    if (turn < 0) turn += 360;
    return turn >= 360 ? 0 : turn;
}

void terrain_aspect_deg(const float *z, Window window, double cell_m, double *out)
{
    (void)cell_m; // square cells: only the ratio of the two rises counts
    size_t stride = (size_t)window.width + 2;
    for (int r = 0; r < window.height; r++) {
        const float *up = z + (size_t)r * stride, *at = up + stride, *down = at + stride;
        for (int i = 0; i < window.width; i++) {
            double full[8], east, south;
            neighbours(up, at, down, i, full);
            rises(full, &east, &south);
            *out++ = isnan(at[i + 1]) ? NAN : bearing(south, -east);
        }
    }
}
