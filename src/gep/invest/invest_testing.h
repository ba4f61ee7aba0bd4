// invest_testing.h - for the tests of this folder: small maps and tables, a datastack, one run.
#ifndef QINGSHAN_GEP_INVEST_INVEST_TESTING_H
#define QINGSHAN_GEP_INVEST_INVEST_TESTING_H

#include <math.h>

#include "base/text.h"
#include "gep/invest/run.h"
#include "land/test_maps.h"

#define TEST_CRS "EPSG:26910"

static inline void test_close_to(double value, double wanted, double slack)
{
    if (!(fabs(value - wanted) <= slack)) fail_msg("%.12g, not %.12g", value, wanted);
}

// Cells of 10 m from (461200, 4923300).
static inline const char *test_map(const char *name, GDALDataType type, int width, int height, const double *values,
                                   const char *nodata)
{
    TestRaster r = {.name = name,
                    .crs = TEST_CRS,
                    .type = type,
                    .x0 = 461200,
                    .y0 = 4923300,
                    .cell_x = 10,
                    .cell_y = 10,
                    .width = width,
                    .height = height,
                    .values = values,
                    .nodata = nodata};
    return test_raster(&r);
}

static inline const char *test_flat_map(const char *name, GDALDataType type, int width, int height, double value)
{
    double *values = arena_array(test_arena, (size_t)width * (size_t)height, sizeof *values);
    for (int i = 0; i < width * height; i++) values[i] = value;
    return test_map(name, type, width, height, values, "-1");
}

// {"args": {...}}, the pairs as they stand in JSON.
static inline const char *test_datastack(const char *pairs)
{
    return test_text_file("args.invs.json", arena_printf(test_arena, "{\"args\": {%s}}", pairs));
}

// What a run or a validation prints, and whether it succeeded.
typedef bool TestVerb(const InvestRequest *request, FILE *to, Err *err);
static inline const char *test_run(TestVerb *verb, InvestRequest request, bool wanted, Err *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    bool done = verb(&request, to, err);
    fclose(to);
    const char *kept = arena_text(test_arena, text);
    free(text);
    if (done != wanted) fail_msg("%s%s", kept, done ? "succeeded" : err->text);
    return kept;
}

// One value of a raster that was written; NaN for none.
static inline double test_value(const char *path, int col, int row)
{
    Err err;
    Raster *raster;
    double value;
    test_done(raster_open(path, 1, &raster, &err), &err);
    test_done(raster_read_doubles(raster, (Window){col, row, 1, 1}, &value, &err), &err);
    raster_close(raster);
    return value;
}

static inline const char *test_read(const char *path)
{
    Err err;
    char *data;
    size_t size;
    test_done(file_read(test_arena, path, &data, &size, &err), &err);
    return data;
}

#endif
