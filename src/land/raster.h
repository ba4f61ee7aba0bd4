// raster.h - one band of any GDAL raster: what it is, reading windows as float with NaN for no-data, writing.
//
// NaN is the only sign of a missing value once a window is read: the no-data tag, mask bands, alpha, NaN and infinities
// all become NaN. The tag is compared in the band's own type; one outside the type's range (65535 in a signed band)
// marks nothing and is reported. Beyond 1e30 a relative 1e-6 is the same, since -3.4e38 is written with fewer digits
// than it has. A Raster belongs to one thread.
#ifndef QINGSHAN_LAND_RASTER_H
#define QINGSHAN_LAND_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/grid.h"

typedef struct Raster Raster;

typedef struct RasterInfo {
    int width, height;
    double origin_x, origin_y; // north-west corner
    double cell_x, cell_y;     // both > 0; rotated or south-up maps are refused at raster_open
    const char *crs_wkt;       // "" when the file has none
    const char *type;          // "Byte", "Int16", "Float32", ...
    bool has_nodata;
    double nodata;
    bool nodata_outside_type; // a sentinel that no value of the type can equal
    bool has_mask;            // a per-dataset mask band or alpha
    double scale, offset;     // 1, 0 unless the band says else; raster_read applies them: stored * scale + offset
    int block_width, block_height;
    int bands;        // those that are not alpha
    bool has_colours; // a colour table or names of categories: what classes have, and measured values do not
} RasterInfo;

// Registers the drivers (those of networks left out), sets GDAL's cache (64 MB a process), turns GDAL's own chatter
// into Err texts. Any thread, any number of times; all that opens something here calls it.
void land_start(void);
// band from 1. Errors: ERR_MISSING, ERR_INPUT (rotated, south-up without remedy, no georeference).
MUST_CHECK bool raster_open(const char *path, int band, Raster **out, Err *err);
// A raster that raster_open described before: its place and coordinate system are taken over, which is quicker.
// `known` must stay. ERR_INPUT when the file has another size now.
MUST_CHECK bool raster_reopen(const char *path, int band, const RasterInfo *known, Raster **out, Err *err);
void raster_close(Raster *raster);
// ERR_INPUT when there are several bands: `remedy` says how to name one.
MUST_CHECK bool raster_need_one_band(const Raster *raster, const char *remedy, Err *err);
bool raster_uses(const Raster *raster,
                 const char *path); // is that file read for it: itself, its sidecars, a mosaic's parts?
const RasterInfo *raster_info(const Raster *raster);
// The raster's own cells as a grid (grid.h), its text on the arena. ERR_REFUSED when they are not square, or its
// coordinate system (or `assumed_crs`, where the file does not say one) is no good for a grid.
MUST_CHECK bool raster_grid(const Raster *raster, const char *assumed_crs, Arena *arena, Grid *out, Err *err);
// Reads cells of the raster's own grid; what lies outside it is NaN. out[height * width], row by row.
MUST_CHECK bool raster_read(Raster *raster, Window window, float *out, Err *err);
// The same without loss: Int32, Float64 and scaled values keep what a float cannot hold.
MUST_CHECK bool raster_read_doubles(Raster *raster, Window window, double *out, Err *err);
void raster_forget(Raster *raster); // gives what was decoded back to GDAL's cache

// For maps stored in strips (whole rows): GDAL's cache must hold a lattice row of each, or they are decoded again for
// every lattice cell.
void land_cache_for(int width, int count); // at least room for `count` open maps of `width` cells; never above 2 GiB

// A raster on the reference grid, written lattice cell by lattice cell in any order, then turned into a Cloud-Optimised
// GeoTIFF (256 tiles, DEFLATE, which every GIS in use reads, predictor, overviews) whose bytes depend on the values
// only: Float32 and Float64 with no-data NaN, Int16 and Int32 with their least value, Byte with 255. Until it is
// finished nothing new stands at `path`; what a killed run left beside it is removed by the next one to the same path.
typedef struct RasterOut RasterOut;
typedef enum RasterType { RASTER_FLOAT32, RASTER_FLOAT64, RASTER_INT16, RASTER_INT32, RASTER_BYTE } RasterType;
typedef struct RasterOutOptions {
    RasterType type;
    const char *unit;        // band unit; may be NULL
    const char *description; // band description; may be NULL
    bool cog;                // false: a plain tiled GeoTIFF (DEFLATE, predictor), for intermediate and demo data
} RasterOutOptions;
MUST_CHECK bool raster_out_open(const char *path, const Grid *grid, const RasterOutOptions *options, RasterOut **out,
                                Err *err);
// window: inside the grid, a lattice window for speed; values[height * width], NaN = no-data. Integer types: values are
// rounded; ERR_REFUSED for one outside the type. Thread-safe. Cells never written are no-data.
MUST_CHECK bool raster_out_write(RasterOut *out, Window window, const float *values, Err *err);
MUST_CHECK bool raster_out_write_doubles(RasterOut *out, Window window, const double *values, Err *err);
MUST_CHECK bool raster_out_finish(RasterOut *out, Err *err); // completes and frees; on failure too: no file is left
void raster_out_abandon(RasterOut *out);                     // leaves no file and frees; NULL is allowed

#endif
