// resample.h - values of a row of cells from a part of a raster in memory: inside this folder. NaN is missing.
//
// Positions are in cells of the whole raster, as placement.h gives them. What is not in `source` is missing.
#ifndef QINGSHAN_LAND_RESAMPLE_H
#define QINGSHAN_LAND_RESAMPLE_H

#include <stddef.h>

#include "land/grid.h"

typedef struct Source {
    Window window;       // of the raster
    const float *values; // window.height rows of window.width
} Source;

// The cell that holds the position; on an edge, the one to the east or south.
void resample_nearest(const Source *source, const double *x, const double *y, size_t count, float *out);
// Bilinear between the four cell centres around; missing ones left out, NaN where the nearest one is missing.
void resample_bilinear(const Source *source, const double *x, const double *y, size_t count, float *out);
// Area-weighted mean over boxes: x edges, count + 1 of them; y_top < y_bottom. scratch: 2 * window.width.
// NaN where less than half of the box is covered by values.
void resample_boxes(const Source *source, const double *x, double y_top, double y_bottom, size_t count, double *scratch,
                    float *out);
// The same over quadrilaterals with corners (x[i], y[i]), (x[i + 1], y[i + 1]) above and below: count + 1 each.
// scratch: (window.width + 1) * window.height.
typedef struct QuadRow {
    const double *x_top, *y_top, *x_bottom, *y_bottom;
} QuadRow;
void resample_quads(const Source *source, const QuadRow *row, size_t count, double *scratch, float *out);

#endif
