// aligned_test.c - rasters on other cells of the same coordinate system.
#include "land/aligned.h"

#include <math.h>

#include "land/test_maps.h"

enum { SIDE = 8 };

static void assert_close(double value, double wanted, double slack)
{
    if (!(fabs(value - wanted) <= slack)) fail_msg("%.9g, not %.9g", value, wanted);
}

// SIDE x SIDE cells of 10 m from (1000, 2000), numbered from the north-west; 9 is no value.
static const char *numbered(const char *name, GDALDataType type, const char *option)
{
    double values[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = i;
    TestRaster r = {.name = name,
                    .crs = "EPSG:4524",
                    .type = type,
                    .x0 = 1000,
                    .y0 = 2000,
                    .cell_x = 10,
                    .cell_y = 10,
                    .width = SIDE,
                    .height = SIDE,
                    .values = values,
                    .nodata = "9",
                    .option = option};
    return test_raster(&r);
}

// Reads a frame with `parts` parts, as doubles.
static void read_frame(const char *path, const Frame *frame, AlignedRule rule, int parts, double *out)
{
    Err err;
    Raster *raster;
    int ends[8], col = 0;
    test_done(raster_open(path, 1, &raster, &err), &err);
    const RasterInfo *info = raster_info(raster);
    bool single = aligned_is_single(info);
    size_t cells = (size_t)frame->width * (size_t)frame->height;
    void *values = calloc(cells, sizeof(double));
    int count = aligned_cut(info, frame, parts, ends);
    for (int i = 0; i < count; col = ends[i++]) {
        Aligned *aligned;
        AlignedRequest request = {path, info, frame, rule, col, ends[i] - col};
        test_done(aligned_open(&request, &aligned, &err), &err);
        char *to = (char *)values + (size_t)col * (single ? sizeof(float) : sizeof(double));
        test_done(aligned_read(aligned, 0, frame->height, to, (size_t)frame->width, &err), &err);
        aligned_close(aligned);
    }
    for (size_t i = 0; i < cells; i++) out[i] = single ? (double)((float *)values)[i] : ((double *)values)[i];
    free(values);
    raster_close(raster);
}

static void the_same_cells_come_as_they_are(void **state)
{
    (void)state;
    double out[SIDE * SIDE];
    Frame frame = {"", 1000, 2000, 10, 10, SIDE, SIDE};
    read_frame(numbered("a.tif", GDT_Float32, NULL), &frame, ALIGNED_NEAR, 1, out);
    for (int i = 0; i < SIDE * SIDE; i++) assert_true(i == 9 ? isnan(out[i]) : out[i] == i);
    read_frame(numbered("b.tif", GDT_Int32, NULL), &frame, ALIGNED_NEAR, 1, out);
    for (int i = 0; i < SIDE * SIDE; i++) assert_true(i == 9 ? isnan(out[i]) : out[i] == i);
}

static void the_nearest_cell_holds_the_centre_and_a_tie_goes_on(void **state)
{
    (void)state;
    double out[4];
    Frame frame = {"", 1005, 1995, 10, 10, 2, 2}; // centres on corners of the raster's cells
    read_frame(numbered("a.tif", GDT_Int16, NULL), &frame, ALIGNED_NEAR, 1, out);
    assert_true(isnan(out[0])); // row 1, column 1 is 9
    assert_close(out[1], 10, 0);
    assert_close(out[2], 17, 0);
    assert_close(out[3], 18, 0);
}

static void what_lies_outside_is_missing(void **state)
{
    (void)state;
    double out[9];
    Frame frame = {"", 980, 2020, 20, 20, 3, 3};
    read_frame(numbered("a.tif", GDT_Float32, NULL), &frame, ALIGNED_NEAR, 3, out);
    for (int i = 0; i < 4; i++) assert_true(isnan(out[i]));
    assert_true(isnan(out[4])); // 9 once more
    assert_close(out[5], 11, 0);
    assert_close(out[8], 27, 0);
}

static void bilinear_leaves_missing_cells_out(void **state)
{
    (void)state;
    double out[4];
    Frame frame = {"", 1005, 1995, 10, 10, 2, 2};
    read_frame(numbered("a.tif", GDT_Float32, NULL), &frame, ALIGNED_BILINEAR, 1, out);
    assert_true(isnan(out[0])); // its centre lies in a missing one
    assert_close(out[1], (1 + 2 + 10) / 3.0, 1e-6);
    assert_close(out[3], (10 + 17 + 18) / 3.0, 1e-6);
}

static void mode_is_the_most_frequent_of_the_cells_touched(void **state)
{
    (void)state;
    const double values[16] = {1, 2, 3, 3, 2, 2, 4, 9, 5, 5, 6, 7, 9, 9, 7, 6};
    double out[4];
    TestRaster r = {.name = "classes.tif",
                    .crs = "EPSG:4524",
                    .type = GDT_Byte,
                    .x0 = 1000,
                    .y0 = 2000,
                    .cell_x = 10,
                    .cell_y = 10,
                    .width = 4,
                    .height = 4,
                    .values = values,
                    .nodata = "9"};
    Frame frame = {"", 1000, 2000, 20, 20, 2, 2}, shifted = {"", 1045, 2000, 20, 20, 2, 2};
    read_frame(test_raster(&r), &frame, ALIGNED_MODE, 2, out);
    assert_close(out[0], 2, 0);
    assert_close(out[1], 3, 0);
    assert_close(out[2], 5, 0);
    assert_close(out[3], 7, 0); // 6 and 7 twice each, 7 the first to be
    read_frame(test_path("classes.tif"), &shifted, ALIGNED_MODE, 1, out);
    assert_true(isnan(out[0]) && isnan(out[3]));
}

static void a_much_finer_raster_is_read_row_by_row(void **state)
{
    (void)state;
    double out[4];
    Frame frame = {"", 1000, 2000, 40, 40, 2, 2};
    read_frame(numbered("a.tif", GDT_Float32, NULL), &frame, ALIGNED_NEAR, 1, out);
    assert_close(out[0], 18, 0);
    assert_close(out[1], 22, 0);
    assert_close(out[3], 54, 0);
}

static void parts_end_at_tiles_and_change_nothing(void **state)
{
    (void)state;
    enum { WIDE = 100 };
    static double values[WIDE * SIDE], one[WIDE * SIDE], three[WIDE * SIDE];
    int ends[4];
    Err err;
    Raster *raster;
    for (int i = 0; i < WIDE * SIDE; i++) values[i] = i % 997;
    const char *path;
    const char *const texts[] = {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", NULL};
    char **options = land_options(texts);
    path = test_path("wide.tif");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path, WIDE, SIDE, 1, GDT_Float32, options);
    CSLDestroy(options);
    double place[6] = {1000, 10, 0, 2000, 0, -10};
    GDALSetGeoTransform(dataset, place);
    assert_int_equal(
        GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Write, 0, 0, WIDE, SIDE, values, WIDE, SIDE, GDT_Float64, 0, 0),
        CE_None);
    GDALClose(dataset);
    Frame frame = {"", 1050, 2000, 10, 10, WIDE - 5, SIDE};
    test_done(raster_open(path, 1, &raster, &err), &err);
    assert_int_equal(aligned_cut(raster_info(raster), &frame, 3, ends), 3);
    assert_int_equal((ends[0] + 5) % 16, 0);
    assert_int_equal((ends[1] + 5) % 16, 0);
    assert_int_equal(ends[2], WIDE - 5);
    raster_close(raster);
    read_frame(path, &frame, ALIGNED_NEAR, 1, one);
    read_frame(path, &frame, ALIGNED_NEAR, 3, three);
    assert_memory_equal(one, three, sizeof(double) * (WIDE - 5) * SIDE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_cells_come_as_they_are),
        cmocka_unit_test(the_nearest_cell_holds_the_centre_and_a_tie_goes_on),
        cmocka_unit_test(what_lies_outside_is_missing),
        cmocka_unit_test(bilinear_leaves_missing_cells_out),
        cmocka_unit_test(mode_is_the_most_frequent_of_the_cells_touched),
        cmocka_unit_test(a_much_finer_raster_is_read_row_by_row),
        cmocka_unit_test(parts_end_at_tiles_and_change_nothing),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
