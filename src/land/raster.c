#include "land/raster.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/crs.h"
#include "land/land_internal.h"

// How a band's values come to us without loss, so that the no-data value is compared in the band's own type.
typedef enum Way { WAY_FLOAT, WAY_DOUBLE, WAY_INT64, WAY_UINT64 } Way;

struct Raster {
    Arena *arena;
    const char *path;
    int number;
    GDALDatasetH dataset;
    GDALRasterBandH band;
    GDALRasterBandH mask; // NULL when the no-data value says all
    Way way;
    bool signed_byte;
    bool marks; // some value of the type equals the no-data value
    int64_t nodata_int64;
    uint64_t nodata_uint64;
    RasterInfo info;
};

// ---- opening

static bool fail(const Raster *raster, Err *err, const char *text)
{
    return err_set(err, ERR_INPUT, "%s: %s", raster->path, text);
}

// netCDF and HDF keep their bands in parts: name them.
static bool refuse_parts(const Raster *raster, Err *err)
{
    char **parts = GDALGetMetadata(raster->dataset, "SUBDATASETS");
    StrBuf list = strbuf_open(raster->arena);
    for (int i = 0; parts && parts[i]; i++) {
        const char *name = strstr(parts[i], "_NAME=");
        if (name) strbuf_printf(&list, "\n  %s", name + 6);
    }
    if (list.size == 0) return fail(raster, err, _("the file holds no raster band."));
    return err_set(err, ERR_INPUT, _("%s: the file holds several rasters. Name one of them as the file:%s"),
                   raster->path, list.data);
}

static bool choose_band(Raster *raster, Err *err)
{
    int count = GDALGetRasterCount(raster->dataset);
    if (count == 0) return refuse_parts(raster, err);
    if (raster->number < 1 || raster->number > count)
        return err_set(err, ERR_INPUT, _("%s: there is no band %d; the file has %d."), raster->path, raster->number,
                       count);
    raster->band = GDALGetRasterBand(raster->dataset, raster->number);
    return true;
}

static bool read_place(Raster *raster, Err *err)
{
    double t[6];
    RasterInfo *info = &raster->info;
    info->width = GDALGetRasterXSize(raster->dataset);
    info->height = GDALGetRasterYSize(raster->dataset);
    if (GDALGetGeoTransform(raster->dataset, t) != CE_None)
        return fail(raster, err,
                    _("the raster does not say where it lies. Give it a world file or a geotransform (gdal_translate "
                      "-a_ullr)."));
    if (fabs(t[2]) * info->height > 1e-6 * fabs(t[1]) || fabs(t[4]) * info->width > 1e-6 * fabs(t[5]))
        return fail(raster, err, _("the raster is rotated. Bring it north-up first (gdalwarp)."));
    if (!(t[1] > 0) || !(t[5] < 0))
        return fail(raster, err,
                    _("the raster is not north-up: its first row must be the north and its first column the west. Mend "
                      "it with gdalwarp."));
    info->origin_x = t[0];
    info->origin_y = t[3];
    info->cell_x = t[1];
    info->cell_y = -t[5];
    GDALGetBlockSize(raster->band, &info->block_width, &info->block_height);
    return true;
}

static void read_crs(Raster *raster)
{
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    OGRSpatialReferenceH srs = GDALGetSpatialRef(raster->dataset);
    char *wkt = NULL;
    if (srs) OSRExportToWktEx(srs, &wkt, options);
    raster->info.crs_wkt = arena_text(raster->arena, wkt ? wkt : "");
    CPLFree(wkt);
}

static bool read_type(Raster *raster, Err *err)
{
    GDALDataType type = GDALGetRasterDataType(raster->band);
    const char *pixel = GDALGetMetadataItem(raster->band, "PIXELTYPE", "IMAGE_STRUCTURE");
    raster->signed_byte = type == GDT_Byte && text_equal(pixel, "SIGNEDBYTE");
    raster->info.type = raster->signed_byte ? "Int8" : GDALGetDataTypeName(type);
    switch (type) {
    case GDT_Byte:
    case GDT_UInt16:
    case GDT_Int16:
    case GDT_Float32:
        raster->way = WAY_FLOAT;
        return true;
    case GDT_UInt32:
    case GDT_Int32:
    case GDT_Float64:
        raster->way = WAY_DOUBLE;
        return true;
    case GDT_Int64:
        raster->way = WAY_INT64;
        return true;
    case GDT_UInt64:
        raster->way = WAY_UINT64;
        return true;
    default:
        return err_set(err, ERR_INPUT, _("%s: values of type %s cannot be used; real numbers are expected."),
                       raster->path, raster->info.type);
    }
}

// Whether a value of the band's type can equal the no-data value.
static bool type_can_hold(const Raster *raster, double value)
{
    static const struct {
        const char *type;
        double low, high;
    } ranges[] = {{"Byte", 0, 255},         {"Int8", -128, 127},         {"UInt16", 0, 65535},
                  {"Int16", -32768, 32767}, {"UInt32", 0, 4294967295.0}, {"Int32", -2147483648.0, 2147483647.0}};
    if (text_equal(raster->info.type, "Float32")) return !(fabs(value) > FLT_MAX * (1 + 1e-6)) || isinf(value);
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (text_equal(raster->info.type, ranges[i].type))
            return value >= ranges[i].low && value <= ranges[i].high && value == floor(value);
    }
    return true;
}

static void read_nodata(Raster *raster)
{
    RasterInfo *info = &raster->info;
    int has = 0;
    if (raster->way == WAY_INT64) {
        raster->nodata_int64 = GDALGetRasterNoDataValueAsInt64(raster->band, &has);
        info->nodata = (double)raster->nodata_int64;
    } else if (raster->way == WAY_UINT64) {
        raster->nodata_uint64 = GDALGetRasterNoDataValueAsUInt64(raster->band, &has);
        info->nodata = (double)raster->nodata_uint64;
    } else {
        info->nodata = GDALGetRasterNoDataValue(raster->band, &has);
    }
    info->has_nodata = has;
    info->nodata_outside_type = has && !type_can_hold(raster, info->nodata);
    raster->marks = has && !info->nodata_outside_type;
    if (!has) info->nodata = NAN;
}

static GDALRasterBandH alpha_band(const Raster *raster)
{
    for (int i = GDALGetRasterCount(raster->dataset); i > 0; i--) {
        GDALRasterBandH band = GDALGetRasterBand(raster->dataset, i);
        if (GDALGetRasterColorInterpretation(band) == GCI_AlphaBand) return i == raster->number ? NULL : band;
    }
    return NULL;
}

static void read_mask(Raster *raster)
{
    bool has = GDALGetMaskFlags(raster->band) & GMF_PER_DATASET;
    raster->mask = has ? GDALGetMaskBand(raster->band) : alpha_band(raster);
    raster->info.has_mask = raster->mask != NULL;
}

static void read_scale(Raster *raster)
{
    int has = 0;
    double scale = GDALGetRasterScale(raster->band, &has);
    raster->info.scale = has && isfinite(scale) && scale != 0 ? scale : 1;
    double offset = GDALGetRasterOffset(raster->band, &has);
    raster->info.offset = has && isfinite(offset) ? offset : 0;
}

static void read_bands(Raster *raster)
{
    int count = GDALGetRasterCount(raster->dataset);
    for (int i = 1; i <= count; i++) {
        GDALRasterBandH band = GDALGetRasterBand(raster->dataset, i);
        raster->info.bands += GDALGetRasterColorInterpretation(band) != GCI_AlphaBand;
    }
    char **names = GDALGetRasterCategoryNames(raster->band);
    raster->info.has_colours = GDALGetRasterColorTable(raster->band) != NULL || (names && names[0]);
}

// GDAL's message, without the path that stands before it anyway.
static const char *message_of(const Raster *raster)
{
    const char *text = land_message();
    size_t size = strlen(raster->path);
    bool repeats = text_starts(text, raster->path) && text_starts(text + size, ": ");
    return repeats ? text + size + 2 : text;
}

static bool open_dataset(Raster *raster, Err *err)
{
    const char *path = raster->path;
    if (land_path_is_remote(path))
        return err_set(err, ERR_INPUT, _("%s: maps are read from files only. Copy it here first."), path);
    if (!land_check_plain(path, err)) return false;
    land_message_clear();
    raster->dataset = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, NULL, NULL, NULL);
    if (raster->dataset) return true;
    bool plain = !strchr(path, ':') && path[0] != '<' && !text_starts(path, "/vsi");
    if (plain && !file_exists(path))
        return err_set(err, ERR_MISSING, _("%s: there is no such file. Put it there, or correct its name."), path);
    return err_set(err, ERR_INPUT,
                   _("%s: cannot be read as a raster: no format is known, or the file is "
                     "damaged or cut short. (%s)"),
                   path, message_of(raster));
}

// Where a block of a GeoTIFF ends in its file; 0 when it is not stored, or that is not known.
static vsi_l_offset block_end(const Raster *raster, int col, int row)
{
    const char *texts[] = {"BLOCK_OFFSET", "BLOCK_SIZE"};
    vsi_l_offset end = 0;
    for (int i = 0; i < 2; i++) {
        const char *key = arena_printf(raster->arena, "%s_%d_%d", texts[i], col, row);
        const char *value = GDALGetMetadataItem(raster->band, key, "TIFF");
        int64_t number;
        if (!value || !text_to_int64(value, &number) || number <= 0) return 0;
        end += (vsi_l_offset)number;
    }
    return end;
}

// A copy that broke off opens all the same, and lacks its place, its coordinate system or its values.
static bool check_whole(const Raster *raster, Err *err)
{
    VSIStatBufL status;
    int width, height;
    if (strstr(land_message(), "IO error")) // of a tag that lies beyond the end
        return err_set(err, ERR_INPUT, _("%s: the file is cut short or damaged. Copy or download it again. (%s)"),
                       raster->path, message_of(raster));
    if (!text_equal(GDALGetDriverShortName(GDALGetDatasetDriver(raster->dataset)), "GTiff")) return true;
    if (VSIStatL(raster->path, &status) != 0) return true;
    GDALGetBlockSize(raster->band, &width, &height);
    int col = (GDALGetRasterXSize(raster->dataset) - 1) / width,
        row = (GDALGetRasterYSize(raster->dataset) - 1) / height;
    vsi_l_offset last = block_end(raster, col, row), first = block_end(raster, 0, 0), end = last > first ? last : first;
    if ((vsi_l_offset)status.st_size >= end) return true;
    return err_set(err, ERR_INPUT,
                   _("%s: the file is cut short: it has %llu bytes and should have %llu or more. Copy or "
                     "download it again."),
                   raster->path, (unsigned long long)status.st_size, (unsigned long long)end);
}

static bool take_over(Raster *raster, const RasterInfo *known, Err *err)
{
    raster->info = *known;
    if (GDALGetRasterXSize(raster->dataset) == known->width && GDALGetRasterYSize(raster->dataset) == known->height)
        return true;
    return err_set(err, ERR_INPUT, _("%s: the raster has changed while it was in use."), raster->path);
}

static bool read_info(Raster *raster, const RasterInfo *known, Err *err)
{
    if (!open_dataset(raster, err) || !choose_band(raster, err)) return false;
    if (!known && !check_whole(raster, err)) return false;
    if (known ? !take_over(raster, known, err) : !read_place(raster, err)) return false;
    if (!read_type(raster, err)) return false;
    if (!known) {
        read_crs(raster);
        read_bands(raster);
    }
    read_nodata(raster);
    read_mask(raster);
    read_scale(raster);
    return true;
}

bool raster_reopen(const char *path, int band, const RasterInfo *known, Raster **out, Err *err)
{
    land_start();
    Arena *arena = arena_open();
    Raster *raster = arena_alloc(arena, sizeof *raster);
    *raster = (Raster){.arena = arena, .path = arena_text(arena, path), .number = band};
    if (!read_info(raster, known, err)) {
        raster_close(raster);
        return false;
    }
    *out = raster;
    return true;
}

bool raster_open(const char *path, int band, Raster **out, Err *err)
{
    return raster_reopen(path, band, NULL, out, err);
}

void raster_close(Raster *raster)
{
    if (!raster) return;
    if (raster->dataset) GDALClose(raster->dataset);
    arena_close(raster->arena);
}

bool raster_need_one_band(const Raster *raster, const char *remedy, Err *err)
{
    if (raster->info.bands <= 1) return true;
    return err_set(err, ERR_INPUT, _("%s: there are %d bands, and nothing says which to take. %s"), raster->path,
                   raster->info.bands, remedy);
}

bool raster_uses(const Raster *raster, const char *path)
{
    char **files = GDALGetFileList(raster->dataset);
    bool uses = file_is_same(raster->path, path);
    for (int i = 0; !uses && files && files[i]; i++) uses = file_is_same(files[i], path);
    CSLDestroy(files);
    return uses;
}

const RasterInfo *raster_info(const Raster *raster)
{
    return &raster->info;
}

bool raster_grid(const Raster *raster, const char *assumed_crs, Arena *arena, Grid *out, Err *err)
{
    const RasterInfo *info = &raster->info;
    const char *text = info->crs_wkt[0] ? info->crs_wkt : assumed_crs;
    if (fabs(info->cell_x - info->cell_y) > 1e-9 * info->cell_x)
        return err_set(err, ERR_REFUSED,
                       _("%s: the cells are not square (%.6f x %.6f). Resample it first (gdalwarp -tr)."), raster->path,
                       info->cell_x, info->cell_y);
    if (!text || !text[0])
        return err_set(err, ERR_REFUSED,
                       _("%s: the raster does not say its coordinate system. Write it into the file (gdal_edit.py "
                         "-a_srs)."),
                       raster->path);
    Crs *crs;
    if (!crs_open(text, &crs, err)) return err_within(err, "%s", raster->path);
    bool good = crs_check_grid(crs, err);
    crs_close(crs);
    if (!good) return err_within(err, "%s", raster->path);
    *out = (Grid){.crs = arena_text(arena, text),
                  .x0 = info->origin_x,
                  .y0 = info->origin_y,
                  .cell_m = info->cell_x,
                  .width = info->width,
                  .height = info->height};
    return true;
}

// ---- values become floats

// Sentinels far out (-3.4e38) are written with fewer digits than the type has: there a relative 1e-6 is the same.
static float nodata_slack(float nodata)
{
    return fabsf(nodata) > 1e30F ? 1e-6F * fabsf(nodata) : 0;
}

static float clamped(double value) // to the range of float, so that -3.4028235e38 becomes -FLT_MAX
{
    if (value > FLT_MAX) return FLT_MAX;
    if (value < -FLT_MAX) return -FLT_MAX;
    return (float)value;
}

static void clean_floats(const Raster *raster, float *row, size_t count)
{
    float nodata = clamped(raster->info.nodata), slack = nodata_slack(nodata);
    if (raster->signed_byte) {
        for (size_t i = 0; i < count; i++) row[i] = row[i] > 127 ? row[i] - 256 : row[i];
    }
    if (raster->marks && slack > 0) {
        for (size_t i = 0; i < count; i++) row[i] = fabsf(row[i] - nodata) <= slack ? NAN : row[i];
    } else if (raster->marks) {
        for (size_t i = 0; i < count; i++) row[i] = row[i] == nodata ? NAN : row[i];
    }
    for (size_t i = 0; i < count; i++) row[i] = fabsf(row[i]) <= FLT_MAX ? row[i] : NAN;
}

static float float_of(double value) // the nearest; beyond the range of float there is no value
{
    return fabs(value) <= FLT_MAX ? (float)value : NAN;
}

static void clean_doubles(const Raster *raster, const double *in, float *row, size_t count)
{
    double nodata = raster->info.nodata, slack = fabs(nodata) > 1e30 ? 1e-6 * fabs(nodata) : 0;
    for (size_t i = 0; i < count; i++) {
        bool gone = raster->marks && fabs(in[i] - nodata) <= slack;
        row[i] = gone ? NAN : float_of(in[i]);
    }
}

static void clean_int64(const Raster *raster, const int64_t *in, float *row, size_t count)
{
    for (size_t i = 0; i < count; i++) row[i] = raster->marks && in[i] == raster->nodata_int64 ? NAN : (float)in[i];
}

static void clean_uint64(const Raster *raster, const uint64_t *in, float *row, size_t count)
{
    for (size_t i = 0; i < count; i++) row[i] = raster->marks && in[i] == raster->nodata_uint64 ? NAN : (float)in[i];
}

static void apply_scale(const Raster *raster, float *row, size_t count)
{
    double scale = raster->info.scale, offset = raster->info.offset;
    if (scale == 1 && offset == 0) return;
    for (size_t i = 0; i < count; i++) row[i] = float_of((double)row[i] * scale + offset);
}

// ---- reading

typedef struct Piece { // the part of a window that lies on the raster
    Window window;
    size_t stride; // of out, in values
    float *out;
} Piece;

static bool fail_read(const Raster *raster, Window w, Err *err)
{
    return err_set(err, ERR_IO, _("%s: band %d cannot be read at rows %d to %d, columns %d to %d: %s"), raster->path,
                   raster->number, w.row, w.row + w.height - 1, w.col, w.col + w.width - 1, land_message());
}

static bool transfer(GDALRasterBandH band, Window w, void *out, GDALDataType type, size_t row_bytes)
{
    return GDALRasterIOEx(band, GF_Read, w.col, w.row, w.width, w.height, out, w.width, w.height, type, 0,
                          (GSpacing)row_bytes, NULL) == CE_None;
}

static const GDALDataType way_types[] = {
    [WAY_FLOAT] = GDT_Float32, [WAY_DOUBLE] = GDT_Float64, [WAY_INT64] = GDT_Int64, [WAY_UINT64] = GDT_UInt64};

static bool read_direct(const Raster *raster, Piece piece, Err *err)
{
    Window w = piece.window;
    if (!transfer(raster->band, w, piece.out, GDT_Float32, piece.stride * sizeof(float)))
        return fail_read(raster, w, err);
    for (int r = 0; r < w.height; r++) clean_floats(raster, piece.out + (size_t)r * piece.stride, (size_t)w.width);
    return true;
}

static void clean_wide(const Raster *raster, const void *in, float *row, size_t count)
{
    if (raster->way == WAY_DOUBLE) clean_doubles(raster, in, row, count);
    if (raster->way == WAY_INT64) clean_int64(raster, in, row, count);
    if (raster->way == WAY_UINT64) clean_uint64(raster, in, row, count);
}

static bool read_wide(const Raster *raster, Piece piece, Err *err)
{
    Window w = piece.window;
    size_t row_bytes = (size_t)w.width * 8;
    char *buffer = CPLMalloc(row_bytes * (size_t)w.height);
    bool done = transfer(raster->band, w, buffer, way_types[raster->way], row_bytes);
    for (int r = 0; done && r < w.height; r++)
        clean_wide(raster, buffer + (size_t)r * row_bytes, piece.out + (size_t)r * piece.stride, (size_t)w.width);
    CPLFree(buffer);
    return done || fail_read(raster, w, err);
}

static bool apply_mask(const Raster *raster, Piece piece, Err *err)
{
    Window w = piece.window;
    size_t count = (size_t)w.width;
    unsigned char *mask = CPLMalloc(count * (size_t)w.height);
    bool done = transfer(raster->mask, w, mask, GDT_Byte, count);
    for (int r = 0; done && r < w.height; r++) {
        float *row = piece.out + (size_t)r * piece.stride;
        for (size_t i = 0; i < count; i++) row[i] = mask[(size_t)r * count + i] ? row[i] : NAN;
    }
    CPLFree(mask);
    return done || fail_read(raster, w, err);
}

static bool read_piece(const Raster *raster, Piece piece, Err *err)
{
    land_message_clear();
    if (!(raster->way == WAY_FLOAT ? read_direct : read_wide)(raster, piece, err)) return false;
    for (int r = 0; r < piece.window.height; r++)
        apply_scale(raster, piece.out + (size_t)r * piece.stride, (size_t)piece.window.width);
    return !raster->mask || apply_mask(raster, piece, err);
}

static int clip(int64_t value, int limit)
{
    return value < 0 ? 0 : value > limit ? limit : (int)value;
}

static Window on_raster(const Raster *raster, Window w)
{
    int left = clip(w.col, raster->info.width), right = clip((int64_t)w.col + w.width, raster->info.width);
    int top = clip(w.row, raster->info.height), bottom = clip((int64_t)w.row + w.height, raster->info.height);
    return (Window){.col = left, .row = top, .width = right - left, .height = bottom - top};
}

static void fill_missing(Window w, float *out)
{
    size_t count = (size_t)w.width * (size_t)w.height;
    for (size_t i = 0; i < count; i++) out[i] = NAN;
}

bool raster_read(Raster *raster, Window window, float *out, Err *err)
{
    Window inside = on_raster(raster, window);
    bool whole = inside.width == window.width && inside.height == window.height;
    if (!whole) fill_missing(window, out);
    if (inside.width <= 0 || inside.height <= 0) return true;
    size_t stride = (size_t)window.width;
    size_t start = (size_t)(inside.row - window.row) * stride + (size_t)(inside.col - window.col);
    return read_piece(raster, (Piece){.window = inside, .stride = stride, .out = out + start}, err);
}

// ---- without loss

static double exact_value(const Raster *raster, const void *row, size_t i)
{
    double nodata = raster->info.nodata, slack = fabs(nodata) > 1e30 ? 1e-6 * fabs(nodata) : 0, value;
    switch (raster->way) {
    case WAY_DOUBLE:
        value = ((const double *)row)[i];
        return !isfinite(value) || (raster->marks && fabs(value - nodata) <= slack) ? NAN : value;
    case WAY_INT64:
        if (raster->marks && ((const int64_t *)row)[i] == raster->nodata_int64) return NAN;
        return (double)((const int64_t *)row)[i];
    case WAY_UINT64:
        if (raster->marks && ((const uint64_t *)row)[i] == raster->nodata_uint64) return NAN;
        return (double)((const uint64_t *)row)[i];
    default:
        return (double)((const float *)row)[i];
    }
}

typedef struct Exact { // the part of a window that lies on the raster
    Window window;
    size_t stride; // of out, in values
    double *out;
    char *values; // as they come, packed
    unsigned char *mask;
} Exact;

static void take_exact(const Raster *raster, const Exact *exact, size_t value_bytes)
{
    double scale = raster->info.scale, offset = raster->info.offset;
    size_t width = (size_t)exact->window.width;
    for (size_t r = 0; r < (size_t)exact->window.height; r++) {
        void *in = exact->values + r * width * value_bytes;
        double *row = exact->out + r * exact->stride;
        if (raster->way == WAY_FLOAT) clean_floats(raster, in, width);
        for (size_t i = 0; i < width; i++) {
            double value = exact_value(raster, in, i);
            row[i] = scale == 1 && offset == 0 ? value : value * scale + offset;
            if (exact->mask && !exact->mask[r * width + i]) row[i] = NAN;
        }
    }
}

static bool read_exact(const Raster *raster, Exact exact, Err *err)
{
    Window w = exact.window;
    size_t bytes = raster->way == WAY_FLOAT ? sizeof(float) : 8, count = (size_t)w.width * (size_t)w.height;
    exact.values = CPLMalloc(count * bytes);
    exact.mask = raster->mask ? CPLMalloc(count) : NULL;
    land_message_clear();
    bool done = transfer(raster->band, w, exact.values, way_types[raster->way], (size_t)w.width * bytes) &&
                (!exact.mask || transfer(raster->mask, w, exact.mask, GDT_Byte, (size_t)w.width));
    if (done) take_exact(raster, &exact, bytes);
    CPLFree(exact.values);
    CPLFree(exact.mask);
    return done || fail_read(raster, w, err);
}

bool raster_read_doubles(Raster *raster, Window window, double *out, Err *err)
{
    Window inside = on_raster(raster, window);
    size_t count = (size_t)window.width * (size_t)window.height, stride = (size_t)window.width;
    bool whole = inside.width == window.width && inside.height == window.height;
    for (size_t i = 0; !whole && i < count; i++) out[i] = NAN;
    if (inside.width <= 0 || inside.height <= 0) return true;
    size_t start = (size_t)(inside.row - window.row) * stride + (size_t)(inside.col - window.col);
    return read_exact(raster, (Exact){.window = inside, .stride = stride, .out = out + start}, err);
}

void raster_forget(Raster *raster)
{
    GDALFlushRasterCache(raster->band);
    if (raster->mask) GDALFlushRasterCache(raster->mask);
}
