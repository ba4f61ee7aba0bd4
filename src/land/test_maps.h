// test_maps.h - for the tests of this folder: a temporary folder, small rasters and vectors, the shared data.
#ifndef QINGSHAN_LAND_TEST_MAPS_H
#define QINGSHAN_LAND_TEST_MAPS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/message.h"
#include "land/land_internal.h"
#include "land/raster.h"

static char test_folder[200];
static Arena *test_arena;

static inline int test_open(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    message_set_language("en");
    land_start();
    test_arena = arena_open();
    snprintf(test_folder, sizeof test_folder, "%s/qingshan-land-XXXXXX", base ? base : "/tmp");
    return mkdtemp(test_folder) ? 0 : 1;
}

static inline int test_close(void **state)
{
    (void)state;
    Err err;
    bool done = file_remove_tree(test_folder, &err);
    arena_close(test_arena);
    return done ? 0 : 1;
}

static inline const char *test_path(const char *name)
{
    return arena_printf(test_arena, "%s/%s", test_folder, name);
}

// A file of shared/data; the test that asks is skipped when it is not there.
static inline const char *test_shared(const char *name)
{
    const char *base = getenv("QINGSHAN_SHARED");
    const char *path = arena_printf(test_arena, "%s/%s", base ? base : "../shared/data", name);
    if (!file_exists(path)) skip();
    return path;
}

// A promise that must hold; says why not.
static inline void test_done(bool done, const Err *err)
{
    if (done) return;
    fail_msg("%s", err->text);
    abort(); // fail_msg does not come back, but its header does not say so
}

static inline void test_says(const Err *err, ErrCode code, const char *part)
{
    if (err->code != code || !strstr(err->text, part))
        fail_msg("code %d, not with \"%s\": %s", err->code, part, err->text);
}

typedef struct TestRaster {
    const char *name, *crs; // crs NULL: none
    GDALDataType type;
    double x0, y0, cell_x, cell_y;
    int width, height;
    const double *values; // width * height
    const char *nodata;   // text; NULL: none
    const char *option;   // of the GTiff driver, or NULL
} TestRaster;

static inline GDALDatasetH test_raster_open(const TestRaster *r, const char **path)
{
    *path = test_path(r->name);
    const char *const texts[] = {r->option, NULL};
    char **options = land_options(texts);
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), *path, r->width, r->height, 1, r->type, options);
    CSLDestroy(options);
    assert_non_null(dataset);
    double place[6] = {r->x0, r->cell_x, 0, r->y0, 0, -r->cell_y};
    GDALSetGeoTransform(dataset, place);
    if (r->crs) {
        OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRSetFromUserInput(srs, r->crs), OGRERR_NONE);
        GDALSetSpatialRef(dataset, srs);
        OSRDestroySpatialReference(srs);
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    if (r->nodata) GDALSetRasterNoDataValue(band, strtod(r->nodata, NULL));
    if (r->values)
        assert_int_equal(GDALRasterIO(band, GF_Write, 0, 0, r->width, r->height, (void *)(uintptr_t)r->values, r->width,
                                      r->height, GDT_Float64, 0, 0),
                         CE_None);
    return dataset;
}

// Writes a raster and returns its path.
static inline const char *test_raster(const TestRaster *r)
{
    const char *path;
    GDALClose(test_raster_open(r, &path));
    return path;
}

static inline const char *test_text_file(const char *name, const char *text)
{
    const char *path = test_path(name);
    Err err;
    test_done(file_write(path, text, strlen(text), &err), &err);
    return path;
}

// A raster of `bands` bands (at most 2), each that of the file; `more` stands within the first. Returns its path.
static inline const char *test_mosaic(const char *name, const char *path, int width, int height, int bands,
                                      const char *more)
{
    const char *start = arena_printf(test_arena,
                                     "<VRTDataset rasterXSize=\"%d\" rasterYSize=\"%d\"><SRS>EPSG:4524</SRS>"
                                     "<GeoTransform>500000,30,0,3400000,0,-30</GeoTransform>",
                                     width, height),
               *source = arena_printf(
                   test_arena, "<SimpleSource><SourceFilename>%s</SourceFilename></SimpleSource></VRTRasterBand>",
                   path),
               *one = arena_printf(test_arena, "<VRTRasterBand dataType=\"Float64\" band=\"1\">%s%s", more, source),
               *two = arena_printf(test_arena, "<VRTRasterBand dataType=\"Float64\" band=\"2\">%s", source);
    return test_text_file(name, arena_printf(test_arena, "%s%s%s</VRTDataset>", start, one, bands > 1 ? two : ""));
}

// The same random numbers everywhere (xorshift), in [0, 1).
static inline double test_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

#endif
