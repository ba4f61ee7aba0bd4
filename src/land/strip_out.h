// strip_out.h - a raster on a frame, written strip by strip from the top, fast: tiled GeoTIFF, ZSTD level 1 where GDAL
// has it, else DEFLATE level 1.
//
// The bytes depend on the values only, as strips come in order. Not Cloud-Optimised: raster_out (raster.h) is for that.
#ifndef QINGSHAN_LAND_STRIP_OUT_H
#define QINGSHAN_LAND_STRIP_OUT_H

#include <stdbool.h>

#include "base/err.h"
#include "land/frame.h"

typedef struct StripOutOptions {
    const char *type; // as RasterInfo has it: "Byte", "Int16", ..., "Float64"; "Int8" is written as Int16
    bool has_nodata;
    double nodata; // what NaN becomes; 0 without has_nodata
    bool smooth;   // values that differ from cell to cell: the predictor pays
} StripOutOptions;

typedef struct StripOut StripOut; // belongs to one thread at a time
MUST_CHECK bool strip_out_open(const char *path, const Frame *frame, const StripOutOptions *options, StripOut **out,
                               Err *err);
// The next STRIP_ROWS rows (the last strip has fewer) of frame->width values: floats when `single`, else doubles.
MUST_CHECK bool strip_out_write(StripOut *out, const void *values, bool single, Err *err);
MUST_CHECK bool strip_out_finish(StripOut *out, Err *err); // frees; on failure too: no file is left
void strip_out_abandon(StripOut *out);                     // leaves no file and frees; NULL is allowed

#endif
