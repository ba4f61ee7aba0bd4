#include "gep/demo/field2.h"

#include <math.h>
#include <stdbool.h>

Field2 field2_open(Arena *arena, double x0, double y0, double step_m, int width, int height)
{
    Field2 field = {.x0 = x0, .y0 = y0, .step_m = step_m, .width = width, .height = height};
    field.values = arena_array(arena, (size_t)width * (size_t)height, sizeof *field.values);
    return field;
}

// The whole and broken part of a position, such that the whole part has a point after it.
static int split(double position, int size, double *part)
{
    double whole = floor(position);
    whole = whole < 0 ? 0 : whole > size - 2 ? size - 2 : whole;
    *part = position - whole;
    *part = *part < 0 ? 0 : *part > 1 ? 1 : *part;
    return (int)whole;
}

double field2_linear(const Field2 *field, double x, double y)
{
    double s, t;
    int col = split((x - field->x0) / field->step_m, field->width, &s);
    int row = split((field->y0 - y) / field->step_m, field->height, &t);
    const float *a = field->values + (size_t)row * (size_t)field->width + col, *b = a + field->width;
    double top = a[0] + s * ((double)a[1] - a[0]), bottom = b[0] + s * ((double)b[1] - b[0]);
    return top + t * (bottom - top);
}

static void catmull_rom(double t, double weight[4])
{
    weight[0] = t * (t * (2 - t) - 1) / 2;
    weight[1] = (t * t * (3 * t - 5) + 2) / 2;
    weight[2] = t * (t * (4 - 3 * t) + 1) / 2;
    weight[3] = t * t * (t - 1) / 2;
}

double field2_cubic(const Field2 *field, double x, double y)
{
    double s, t, across[4], down[4], sum = 0;
    int col = split((x - field->x0) / field->step_m, field->width, &s);
    int row = split((field->y0 - y) / field->step_m, field->height, &t);
    bool edge = col < 1 || row < 1 || col > field->width - 3 || row > field->height - 3;
    if (edge) return field2_linear(field, x, y);
    catmull_rom(s, across);
    catmull_rom(t, down);
    for (int j = 0; j < 4; j++) {
        const float *a = field->values + (size_t)(row - 1 + j) * (size_t)field->width + (col - 1);
        sum += down[j] * (across[0] * a[0] + across[1] * a[1] + across[2] * a[2] + across[3] * a[3]);
    }
    return sum;
}
