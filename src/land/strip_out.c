#include "land/strip_out.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/raster.h"

enum { TILE = STRIP_ROWS, TILE_CELLS = TILE * TILE };

struct StripOut {
    Arena *arena;
    const char *path;
    GDALDatasetH dataset;
    GDALDataType type;
    double nodata;
    int width, height, strip;
    float *singles; // a tile
    double *doubles;
    void *stored;
};

static bool fail(const StripOut *out, Err *err)
{
    return err_set(err, ERR_IO, _("%s: cannot be written: %s"), out->path, land_message());
}

static void without_sidecars(bool on)
{
    CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", on ? "NO" : NULL);
}

static char **choose_options(const StripOut *out, bool smooth)
{
    const char *known = GDALGetMetadataItem(GDALGetDriverByName("GTiff"), GDAL_DMD_CREATIONOPTIONLIST, NULL);
    bool zstd = known && strstr(known, ">ZSTD<"), is_wide = out->type == GDT_Float64;
    const char *const options[] = {"TILED=YES",
                                   "BLOCKXSIZE=256",
                                   "BLOCKYSIZE=256",
                                   "BIGTIFF=IF_SAFER",
                                   zstd ? "COMPRESS=ZSTD" : "COMPRESS=DEFLATE",
                                   zstd ? "ZSTD_LEVEL=1" : "ZLEVEL=1",
                                   !smooth   ? "PREDICTOR=1"
                                   : is_wide ? "PREDICTOR=3"
                                             : "PREDICTOR=2", // for floats too: half the time of 3, and as small
                                   NULL};
    return land_options(options);
}

static bool place(const StripOut *out, const Frame *frame, Err *err)
{
    double transform[6] = {frame->x0, frame->cell_x, 0, frame->y0, 0, -frame->cell_y};
    GDALSetGeoTransform(out->dataset, transform);
    if (!frame->crs_wkt[0]) return true;
    Crs *crs;
    if (!crs_open(frame->crs_wkt, &crs, err)) return false;
    GDALSetSpatialRef(out->dataset, crs_srs(crs));
    crs_close(crs);
    return true;
}

static bool create(StripOut *out, const Frame *frame, const StripOutOptions *options, Err *err)
{
    char **how = choose_options(out, options->smooth);
    land_message_clear();
    out->dataset = GDALCreate(GDALGetDriverByName("GTiff"), out->path, frame->width, frame->height, 1, out->type, how);
    CSLDestroy(how);
    if (!out->dataset) return fail(out, err);
    if (!place(out, frame, err)) return false;
    GDALRasterBandH band = GDALGetRasterBand(out->dataset, 1);
    if (options->has_nodata && out->type == GDT_Int64) {
        GDALSetRasterNoDataValueAsInt64(band, (int64_t)options->nodata);
    } else if (options->has_nodata && out->type == GDT_UInt64) {
        GDALSetRasterNoDataValueAsUInt64(band, (uint64_t)options->nodata);
    } else if (options->has_nodata) {
        GDALSetRasterNoDataValue(band, options->nodata);
    }
    return !land_failed() || fail(out, err);
}

bool strip_out_open(const char *path, const Frame *frame, const StripOutOptions *options, StripOut **out_, Err *err)
{
    land_start();
    Arena *arena = arena_open();
    StripOut *out = arena_alloc(arena, sizeof *out);
    *out = (StripOut){.arena = arena,
                      .path = arena_text(arena, path),
                      .type = text_equal(options->type, "Int8") ? GDT_Int16 : GDALGetDataTypeByName(options->type),
                      .nodata = options->has_nodata ? options->nodata : 0,
                      .width = frame->width,
                      .height = frame->height,
                      .singles = arena_array(arena, TILE_CELLS, sizeof(float)),
                      .doubles = arena_array(arena, TILE_CELLS, sizeof(double)),
                      .stored = arena_array(arena, TILE_CELLS, sizeof(double))};
    without_sidecars(true);
    bool done = create(out, frame, options, err);
    without_sidecars(false);
    if (done) {
        *out_ = out;
    } else {
        strip_out_abandon(out);
    }
    return done;
}

// ---- tiles

// A tile's values, NaN replaced; the cells beyond the raster's edge are as its last column and row have them.
static void fill_singles(const StripOut *out, const float *values, int col, int rows)
{
    int cols = out->width - col < TILE ? out->width - col : TILE;
    float nodata = (float)out->nodata;
    for (int r = 0; r < TILE; r++) {
        const float *from = values + (size_t)(r < rows ? r : rows - 1) * (size_t)out->width + col;
        float *to = out->singles + (size_t)r * TILE;
        for (int c = 0; c < cols; c++) to[c] = isnan(from[c]) ? nodata : from[c];
        for (int c = cols; c < TILE; c++) to[c] = to[cols - 1];
    }
}

static void fill_doubles(const StripOut *out, const void *values, bool single, int col, int rows)
{
    int cols = out->width - col < TILE ? out->width - col : TILE;
    for (int r = 0; r < TILE; r++) {
        size_t start = (size_t)(r < rows ? r : rows - 1) * (size_t)out->width + (size_t)col;
        double *to = out->doubles + (size_t)r * TILE;
        for (int c = 0; c < cols; c++) {
            double v = single ? (double)((const float *)values)[start + (size_t)c]
                              : ((const double *)values)[start + (size_t)c];
            to[c] = isnan(v) ? out->nodata : v;
        }
        for (int c = cols; c < TILE; c++) to[c] = to[cols - 1];
    }
}

static void *make_tile(const StripOut *out, const void *values, bool single, int col, int rows)
{
    if (single && out->type == GDT_Float32) {
        fill_singles(out, values, col, rows);
        return out->singles;
    }
    fill_doubles(out, values, single, col, rows);
    GDALCopyWords(out->doubles, GDT_Float64, sizeof(double), out->stored, out->type,
                  GDALGetDataTypeSizeBytes(out->type), TILE_CELLS);
    return out->stored;
}

static bool write_tiles(StripOut *out, const void *values, bool single, int rows, Err *err)
{
    GDALRasterBandH band = GDALGetRasterBand(out->dataset, 1);
    land_message_clear();
    for (int col = 0; col < out->width; col += TILE) {
        void *tile = make_tile(out, values, single, col, rows);
        if (GDALWriteBlock(band, col / TILE, out->strip, tile) != CE_None) return fail(out, err);
    }
    return !land_failed() || fail(out, err);
}

bool strip_out_write(StripOut *out, const void *values, bool single, Err *err)
{
    int left = out->height - out->strip * TILE, rows = left < TILE ? left : TILE;
    assert(rows > 0);
    without_sidecars(true);
    bool done = write_tiles(out, values, single, rows, err);
    without_sidecars(false);
    out->strip++;
    return done;
}

// ---- the end

static void close_dataset(StripOut *out)
{
    without_sidecars(true);
    if (out->dataset) GDALClose(out->dataset);
    without_sidecars(false);
    out->dataset = NULL;
}

void strip_out_abandon(StripOut *out)
{
    if (!out) return;
    close_dataset(out);
    unlink(out->path);
    arena_close(out->arena);
}

bool strip_out_finish(StripOut *out, Err *err)
{
    assert(out->strip * TILE >= out->height);
    land_message_clear();
    close_dataset(out);
    bool done = !land_failed() || fail(out, err);
    if (!done) unlink(out->path);
    arena_close(out->arena);
    return done;
}
