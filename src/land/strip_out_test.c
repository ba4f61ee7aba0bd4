// strip_out_test.c - rasters written from the top, strip by strip.
#include "land/strip_out.h"

#include <math.h>

#include "land/test_maps.h"

enum { WIDTH = 300, HEIGHT = 400 };

static void write_floats(const char *path, const StripOutOptions *options)
{
    static float strip[STRIP_ROWS * WIDTH];
    Err err;
    StripOut *out;
    Frame frame = {"EPSG:4524", 1000, 2000, 10, 20, WIDTH, HEIGHT};
    test_done(strip_out_open(path, &frame, options, &out, &err), &err);
    for (int row = 0; row < HEIGHT; row += STRIP_ROWS) {
        for (int i = 0; i < STRIP_ROWS * WIDTH; i++) strip[i] = i % 7 ? (float)((row + i / WIDTH) % 100) : NAN;
        test_done(strip_out_write(out, strip, true, &err), &err);
    }
    test_done(strip_out_finish(out, &err), &err);
}

static void check_back(const char *path, const char *type, double nodata)
{
    Err err;
    Raster *raster;
    double values[WIDTH * 2];
    test_done(raster_open(path, 1, &raster, &err), &err);
    const RasterInfo *info = raster_info(raster);
    assert_string_equal(info->type, type);
    assert_true(info->has_nodata);
    assert_float_equal(info->nodata, nodata, 0);
    assert_float_equal(info->cell_y, 20, 0);
    assert_int_equal(info->height, HEIGHT);
    test_done(raster_read_doubles(raster, (Window){0, 398, WIDTH, 2}, values, &err), &err);
    for (int i = 0; i < 2 * WIDTH; i++) {
        int at = (398 - STRIP_ROWS) * WIDTH + i, wanted = 98 + i / WIDTH;
        assert_true(at % 7 ? values[i] == wanted : isnan(values[i]));
    }
    raster_close(raster);
}

static void what_was_written_is_read_back_and_nan_is_no_data(void **state)
{
    (void)state;
    const char *path = test_path("水.tif");
    write_floats(path, &(StripOutOptions){"Float32", true, -1, true});
    check_back(path, "Float32", -1);
    write_floats(path, &(StripOutOptions){"Float32", true, -1, false});
    check_back(path, "Float32", -1);
}

static void other_types_are_converted(void **state)
{
    (void)state;
    const char *const types[] = {"Byte", "Int16", "UInt16", "Int32", "Float64", "Int64"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        write_floats(test_path("t.tif"), &(StripOutOptions){types[i], true, 255, true});
        check_back(test_path("t.tif"), types[i], 255);
    }
    write_floats(test_path("t.tif"), &(StripOutOptions){"Int8", true, -128, true});
    check_back(test_path("t.tif"), "Int16", -128);
}

static void the_same_values_are_the_same_bytes(void **state)
{
    (void)state;
    Err err;
    char *a, *b;
    size_t a_size, b_size;
    StripOutOptions options = {"Float32", true, -1, true};
    write_floats(test_path("a.tif"), &options);
    write_floats(test_path("b.tif"), &options);
    test_done(file_read(test_arena, test_path("a.tif"), &a, &a_size, &err), &err);
    test_done(file_read(test_arena, test_path("b.tif"), &b, &b_size, &err), &err);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a, b, a_size);
}

static void an_abandoned_file_is_gone_and_a_missing_folder_is_said(void **state)
{
    (void)state;
    Err err;
    StripOut *out;
    Frame frame = {"EPSG:4524", 0, 0, 10, 10, 10, 10};
    StripOutOptions options = {"Float32", true, -1, true};
    test_done(strip_out_open(test_path("c.tif"), &frame, &options, &out, &err), &err);
    strip_out_abandon(out);
    assert_false(file_exists(test_path("c.tif")));
    assert_false(strip_out_open(test_path("none/c.tif"), &frame, &options, &out, &err));
    test_says(&err, ERR_IO, "none/c.tif");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back_and_nan_is_no_data),
        cmocka_unit_test(other_types_are_converted),
        cmocka_unit_test(the_same_values_are_the_same_bytes),
        cmocka_unit_test(an_abandoned_file_is_gone_and_a_missing_folder_is_said),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
