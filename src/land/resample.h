// resample.h - values of cells from a part of a raster in memory: inside this folder. NaN is missing.
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

// Cells whose columns and rows run along the raster's: positions of all columns and of all rows say everything.
typedef struct Lattice {
    size_t width, height;
    const double *x, *y; // bilinear: centres; boxes: edges, one more than cells
} Lattice;
// What resample_bilinear gives, to the bit; each row of the source is blended once. scratch: 2 * width.
void resample_bilinear_lattice(const Source *source, const Lattice *to, double *scratch, float *out, size_t stride);
// Area-weighted mean over boxes. scratch: 2 * window.width. NaN where less than half of a box is covered by values.
void resample_boxes(const Source *source, const Lattice *to, double *scratch, float *out, size_t stride);
// The same for a row of quadrilaterals with corners (x[i], y[i]), (x[i + 1], y[i + 1]) above and below: count + 1 each.
// scratch: (window.width + 1) * window.height.
typedef struct QuadRow {
    const double *x_top, *y_top, *x_bottom, *y_bottom;
} QuadRow;
void resample_quads(const Source *source, const QuadRow *row, size_t count, double *scratch, float *out);

#endif
