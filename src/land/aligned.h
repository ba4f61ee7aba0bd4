// aligned.h - a raster seen on the cells of a frame in the same coordinate system, read from top to bottom.
//
// A frame's columns are cut into parts, each with a dataset of its own, at the raster's own tile borders, so that
// several threads read one raster without decoding a tile twice. Rules, as GDAL's warper has them:
//   near      the cell that holds the centre; a centre within 1e-10 cell of a border lies beyond it
//   bilinear  the four cells around the centre; missing ones left out and the weights made whole again, but missing
//             where the cell that holds the centre is (the warper's wider kernel for frames coarser than the raster is
//             not done)
//   mode      the most frequent value of all cells that the frame's cell touches; of several, the first to come to the
//             greatest number, row by row
#ifndef QINGSHAN_LAND_ALIGNED_H
#define QINGSHAN_LAND_ALIGNED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "land/frame.h"
#include "land/raster.h"

typedef enum AlignedRule { ALIGNED_NEAR, ALIGNED_BILINEAR, ALIGNED_MODE } AlignedRule;

// Whether a float holds every value: bytes, 16-bit numbers, Float32, unscaled. Else values are read as doubles.
bool aligned_is_single(const RasterInfo *info);
// Cuts a frame's columns into at most `parts` (>= 1) parts; ends[i] is the column after part i. Returns their number.
int aligned_cut(const RasterInfo *info, const Frame *frame, int parts, int *ends);

typedef struct AlignedRequest {
    const char *path;       // band 1
    const RasterInfo *info; // of path; must stay
    const Frame *frame;     // must stay
    AlignedRule rule;
    int col, width; // the part
} AlignedRequest;

typedef struct Aligned Aligned; // belongs to one thread at a time
MUST_CHECK bool aligned_open(const AlignedRequest *request, Aligned **out, Err *err);
void aligned_close(Aligned *aligned); // NULL is allowed
// Rows [row, row + height) of the part into out, `stride` values from row to row: floats when the raster is single,
// else doubles. NaN where there is no value, and outside the raster.
MUST_CHECK bool aligned_read(Aligned *aligned, int row, int height, void *out, size_t stride, Err *err);

#endif
