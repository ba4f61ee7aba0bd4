// raster_out.c - writing a raster: lattice cells go to an uncompressed file beside the target in any order; finishing
// copies that file to a second one, in order, and renames it. So the bytes do not depend on who wrote when.
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>

#include "base/file.h"
#include "base/message.h"
#include "land/crs.h"
#include "land/land_internal.h"
#include "land/raster.h"

struct RasterOut {
    Arena *arena;
    const char *path, *tiles_path, *copy_path;
    RasterType type;
    bool cog;
    int width, height;
    pthread_mutex_t lock; // guards dataset
    GDALDatasetH dataset; // the tiles
    int held;             // the file of tiles, in use (file_hold)
};

static const struct TypeRow {
    GDALDataType gdal;
    double low, high, nodata; // values that are not the no-data value lie in low..high
    const char *predictor;
} TYPES[] = {
    [RASTER_FLOAT32] = {GDT_Float32, -INFINITY, INFINITY, NAN, "3"},
    [RASTER_FLOAT64] = {GDT_Float64, -INFINITY, INFINITY, NAN, "3"},
    [RASTER_INT32] = {GDT_Int32, -2147483647, 2147483647, -2147483648.0, "2"},
    [RASTER_INT16] = {GDT_Int16, -32767, 32767, -32768, "2"},
    [RASTER_BYTE] = {GDT_Byte, 0, 254, 255, "2"},
};

static bool fail(const RasterOut *out, Err *err)
{
    return err_set(err, ERR_IO, _("%s: cannot be written: %s"), out->path, land_message());
}

// ---- the file of tiles

static void describe(const RasterOut *out, const Grid *grid, const RasterOutOptions *options)
{
    double place[6] = {grid->x0, grid->cell_m, 0, grid->y0, 0, -grid->cell_m};
    GDALRasterBandH band = GDALGetRasterBand(out->dataset, 1);
    GDALSetGeoTransform(out->dataset, place);
    GDALSetRasterNoDataValue(band, TYPES[out->type].nodata);
    if (options->unit && options->unit[0]) GDALSetRasterUnitType(band, options->unit);
    if (options->description && options->description[0]) GDALSetDescription(band, options->description);
}

static bool create_tiles(RasterOut *out, const Grid *grid, const RasterOutOptions *options, Err *err)
{
    const char *const options_gtiff[] = {"TILED=YES",        "BLOCKXSIZE=256", "BLOCKYSIZE=256",
                                         "BIGTIFF=IF_SAFER", "SPARSE_OK=TRUE", NULL};
    Crs *crs = NULL;
    if (!crs_open(grid->crs, &crs, err)) return false;
    land_message_clear();
    char **how = land_options(options_gtiff);
    out->dataset = GDALCreate(GDALGetDriverByName("GTiff"), out->tiles_path, grid->width, grid->height, 1,
                              TYPES[out->type].gdal, how);
    if (out->dataset) {
        GDALSetSpatialRef(out->dataset, crs_srs(crs));
        describe(out, grid, options);
    }
    CSLDestroy(how);
    crs_close(crs);
    return (out->dataset && !land_failed()) || fail(out, err);
}

// Nothing is written beside the file: what GTiff cannot hold is not said.
static void without_sidecars(bool on)
{
    CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", on ? "NO" : NULL);
}

static void close_out(RasterOut *out)
{
    if (out->dataset) GDALClose(out->dataset);
    out->dataset = NULL;
}

static const char *tiles_path(Arena *arena, const char *path, int process)
{
    return arena_printf(arena, "%s.tiles-%d.tmp", path, process);
}

static const char *copy_path(Arena *arena, const char *path, int process)
{
    return arena_printf(arena, "%s.copy-%d.tmp", path, process);
}

static void remove_parts(Arena *arena, const char *path, int process)
{
    const char *copy = copy_path(arena, path, process);
    unlink(copy);
    const char *const more[] = {".ovr.tmp", ".msk.ovr.tmp", ".aux.xml"}; // of GDAL's COG driver when it fails
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) unlink(arena_printf(arena, "%s%s", copy, more[i]));
    unlink(tiles_path(arena, path, process)); // last: by it a later run finds the rest
}

static void remove_stale(Arena *arena, const char *path)
{
    int64_t *processes;
    size_t count = file_find_stale(arena, path, ".tiles-", ".tmp", &processes);
    for (size_t i = 0; i < count; i++) remove_parts(arena, path, (int)processes[i]);
}

static void free_out(RasterOut *out)
{
    if (out->held >= 0) close(out->held);
    pthread_mutex_destroy(&out->lock);
    arena_close(out->arena);
}

void raster_out_abandon(RasterOut *out)
{
    if (!out) return;
    without_sidecars(true);
    close_out(out);
    without_sidecars(false);
    remove_parts(out->arena, out->path, (int)getpid());
    free_out(out);
}

bool raster_out_open(const char *path, const Grid *grid, const RasterOutOptions *options, RasterOut **out_, Err *err)
{
    land_start();
    if (!file_check_output(path, NULL, 0, err)) return false;
    Arena *arena = arena_open();
    RasterOut *out = arena_alloc(arena, sizeof *out);
    int pid = (int)getpid();
    *out = (RasterOut){.arena = arena,
                       .path = arena_text(arena, path),
                       .tiles_path = tiles_path(arena, path, pid),
                       .copy_path = copy_path(arena, path, pid),
                       .held = -1,
                       .type = options->type,
                       .cog = options->cog,
                       .width = grid->width,
                       .height = grid->height,
                       .lock = PTHREAD_MUTEX_INITIALIZER};
    without_sidecars(true);
    remove_stale(arena, path);
    bool done = create_tiles(out, grid, options, err);
    if (done) out->held = file_hold(out->tiles_path);
    without_sidecars(false);
    if (done) {
        *out_ = out;
    } else {
        raster_out_abandon(out);
    }
    return done;
}

// ---- writing

static bool is_float(RasterType type)
{
    return type == RASTER_FLOAT32 || type == RASTER_FLOAT64;
}

static bool to_type(const RasterOut *out, double *values, size_t count, Err *err)
{
    const struct TypeRow *type = &TYPES[out->type];
    for (size_t i = 0; i < count; i++) {
        double value = is_float(out->type) ? values[i] : round(values[i]);
        if (value < type->low || value > type->high)
            return err_set(err, ERR_REFUSED, _("%s: the value %g does not fit the raster's type (%g to %g)."),
                           out->path, value, type->low, type->high);
        values[i] = isnan(value) ? type->nodata : value; // one NaN only, whatever bits came in
    }
    return true;
}

static bool write_tile(RasterOut *out, Window w, double *stored, Err *err)
{
    GDALRasterBandH band = GDALGetRasterBand(out->dataset, 1);
    pthread_mutex_lock(&out->lock);
    land_message_clear();
    without_sidecars(true);
    bool done = GDALRasterIO(band, GF_Write, w.col, w.row, w.width, w.height, stored, w.width, w.height, GDT_Float64, 0,
                             0) == CE_None;
    without_sidecars(false);
    pthread_mutex_unlock(&out->lock);
    return done || fail(out, err);
}

static double *stored_open(const RasterOut *out, Window w, size_t *count)
{
    assert(w.col >= 0 && w.row >= 0 && w.width > 0 && w.height > 0);
    assert(w.width <= out->width - w.col && w.height <= out->height - w.row);
    *count = (size_t)w.width * (size_t)w.height;
    return CPLMalloc(*count * sizeof(double));
}

bool raster_out_write(RasterOut *out, Window w, const float *values, Err *err)
{
    size_t count;
    double *stored = stored_open(out, w, &count);
    for (size_t i = 0; i < count; i++) stored[i] = (double)values[i];
    bool done = to_type(out, stored, count, err) && write_tile(out, w, stored, err);
    CPLFree(stored);
    return done;
}

bool raster_out_write_doubles(RasterOut *out, Window w, const double *values, Err *err)
{
    size_t count;
    double *stored = stored_open(out, w, &count);
    memcpy(stored, values, count * sizeof *stored);
    bool done = to_type(out, stored, count, err) && write_tile(out, w, stored, err);
    CPLFree(stored);
    return done;
}

// ---- finishing

static char **cog_options(const RasterOut *out)
{
    const char *const options[] = {"BLOCKSIZE=256",    "COMPRESS=DEFLATE", "LEVEL=6", "PREDICTOR=YES",
                                   "BIGTIFF=IF_SAFER", "NUM_THREADS=1",    NULL};
    char **list = land_options(options);
    return CSLSetNameValue(list, "OVERVIEW_RESAMPLING", is_float(out->type) ? "AVERAGE" : "NEAREST");
}

static char **plain_options(const RasterOut *out)
{
    const char *const options[] = {
        "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE", "ZLEVEL=6", "BIGTIFF=IF_SAFER", NULL};
    char **list = land_options(options);
    return CSLSetNameValue(list, "PREDICTOR", TYPES[out->type].predictor);
}

// A failure may show only when the file is closed: GDAL reports it by message alone.
static bool copy_in_order(const RasterOut *out, Err *err)
{
    GDALDatasetH tiles = GDALOpenEx(out->tiles_path, GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR, NULL, NULL, NULL);
    char **options = out->cog ? cog_options(out) : plain_options(out);
    GDALDriverH driver = GDALGetDriverByName(out->cog ? "COG" : "GTiff");
    GDALDatasetH copy = tiles ? GDALCreateCopy(driver, out->copy_path, tiles, FALSE, options, NULL, NULL) : NULL;
    bool made = copy != NULL;
    if (copy) GDALClose(copy);
    if (tiles) GDALClose(tiles);
    CSLDestroy(options);
    return (made && !land_failed()) || fail(out, err);
}

static bool finish(RasterOut *out, Err *err)
{
    land_message_clear();
    close_out(out);
    if (land_failed()) return fail(out, err);
    if (!copy_in_order(out, err)) return false;
    if (rename(out->copy_path, out->path) == 0) return true;
    return err_set(err, ERR_IO, _("%s: cannot be written: %s"), out->path, err_of_system(errno));
}

bool raster_out_finish(RasterOut *out, Err *err)
{
    without_sidecars(true);
    bool done = finish(out, err);
    without_sidecars(false);
    remove_parts(out->arena, out->path, (int)getpid());
    free_out(out);
    return done;
}
