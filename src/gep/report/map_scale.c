// map_scale.c - classes for a map: five at most, with breaks a person can remember.
#include <math.h>
#include <stdlib.h>

#include "gep/report/map.h"

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double round_to_digits(double value, int digits)
{
    double step = 1, size = fabs(value), high = digits == 2 ? 100 : 1000;
    if (value == 0) return 0;
    while (size / step >= high) step *= 10;
    while (size / step < high / 10) step /= 10;
    return round(value / step) * step;
}

// A few classes take colours spread over the ramp, so that they can still be told apart.
static void pick_colors(MapScale *scale, const unsigned *ramp)
{
    static const int picks[RAMP_SIZE][RAMP_SIZE] = {{2}, {1, 3}, {0, 2, 4}, {0, 1, 3, 4}, {0, 1, 2, 3, 4}};
    for (size_t i = 0; i < scale->count; i++) scale->colors[i] = ramp[picks[scale->count - 1][i]];
}

static void set_breaks(MapScale *scale, const double *sorted, size_t count, int digits)
{
    scale->count = 1;
    for (size_t i = 1; i < RAMP_SIZE; i++) {
        double at = round_to_digits(sorted[count * i / RAMP_SIZE], digits);
        bool rises = at > sorted[0] && (scale->count == 1 || at > scale->breaks[scale->count - 2] * (1 + 1e-9));
        if (rises && at <= sorted[count - 1]) scale->breaks[scale->count++ - 1] = at;
    }
}

// Two digits are easier to remember; three where two leave too few classes.
MapScale map_scale(Arena *arena, const double *values, size_t count, const unsigned *ramp)
{
    MapScale scale = {.count = 0};
    double *sorted = arena_array(arena, count + 1, sizeof *sorted);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (values[i] == 0) scale.has_zero = true;
        if (isfinite(values[i]) && values[i] != 0) sorted[used++] = values[i];
    }
    if (used == 0) return scale;
    qsort(sorted, used, sizeof *sorted, compare);
    set_breaks(&scale, sorted, used, 2);
    if (scale.count < 3) set_breaks(&scale, sorted, used, 3);
    scale.low = sorted[0];
    scale.high = sorted[used - 1];
    pick_colors(&scale, ramp);
    return scale;
}

unsigned map_color(const MapScale *scale, double value)
{
    if (value == 0 || scale->count == 0) return COLOR_ZERO;
    size_t i = 0;
    while (i + 1 < scale->count && value >= scale->breaks[i]) i++;
    return scale->colors[i];
}
