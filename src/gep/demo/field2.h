// field2.h - values at the points of a square lattice, and between them.
#ifndef QINGSHAN_GEP_DEMO_FIELD2_H
#define QINGSHAN_GEP_DEMO_FIELD2_H

#include "base/arena.h"

typedef struct Field2 {
    double x0, y0, step_m; // the north-west point's place
    int width, height;
    float *values; // row by row, from the north
} Field2;

Field2 field2_open(Arena *arena, double x0, double y0, double step_m, int width, int height);
// Between the points, bilinear or bicubic (Catmull-Rom); outside the lattice as at its edge.
double field2_linear(const Field2 *field, double x, double y);
double field2_cubic(const Field2 *field, double x, double y);

#endif
