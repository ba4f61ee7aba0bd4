#include "land/picture.h"

#include "land/test_maps.h"

static const PictureColour COLOURS[] = {{3, 200, 10, 20}, {1, 0, 100, 0}};

static const char *classes(const double *values, int width, int height)
{
    return test_raster(&(TestRaster){.name = "classes.tif",
                                     .crs = "EPSG:4524",
                                     .type = GDT_Byte,
                                     .cell_x = 30,
                                     .cell_y = 30,
                                     .width = width,
                                     .height = height,
                                     .values = values,
                                     .nodata = "255"});
}

typedef struct Drawn {
    int width, height;
    uint8_t rgba[4][16];
} Drawn;

static Drawn draw(const char *raster, int side)
{
    Err err;
    Drawn drawn = {0};
    const char *path = test_path("picture.png");
    test_done(picture_of_classes(raster, path, COLOURS, 2, side, &err), &err);
    GDALDatasetH png = GDALOpen(path, GA_ReadOnly);
    assert_non_null(png);
    drawn.width = GDALGetRasterXSize(png);
    drawn.height = GDALGetRasterYSize(png);
    assert_int_equal(GDALGetRasterCount(png), 4);
    assert_true(drawn.width * drawn.height <= 16);
    for (int b = 0; b < 4; b++)
        assert_int_equal(GDALRasterIO(GDALGetRasterBand(png, b + 1), GF_Read, 0, 0, drawn.width, drawn.height,
                                      drawn.rgba[b], drawn.width, drawn.height, GDT_Byte, 0, 0),
                         CE_None);
    GDALClose(png);
    return drawn;
}

static void check_pixel(const Drawn *drawn, int at, int red, int green, int blue, int alpha)
{
    assert_int_equal(drawn->rgba[0][at], red);
    assert_int_equal(drawn->rgba[1][at], green);
    assert_int_equal(drawn->rgba[2][at], blue);
    assert_int_equal(drawn->rgba[3][at], alpha);
}

static void a_small_raster_is_drawn_cell_by_cell(void **state)
{
    (void)state;
    const double values[6] = {1, 3, 2, 255, 1, 1};
    Drawn drawn = draw(classes(values, 3, 2), 16);
    assert_int_equal(drawn.width, 3);
    assert_int_equal(drawn.height, 2);
    check_pixel(&drawn, 0, 0, 100, 0, 255);
    check_pixel(&drawn, 1, 200, 10, 20, 255);
    check_pixel(&drawn, 2, 0, 0, 0, 0); // a class without colour
    check_pixel(&drawn, 3, 0, 0, 0, 0); // no data
    check_pixel(&drawn, 4, 0, 100, 0, 255);
}

static void a_rare_class_put_first_is_never_lost(void **state)
{
    (void)state;
    double values[5 * 4];
    for (int i = 0; i < 20; i++) values[i] = 1;
    values[2 * 5 + 4] = 3; // in the last column, which makes a pixel of its own with half the cells
    Drawn drawn = draw(classes(values, 5, 4), 3);
    assert_int_equal(drawn.width, 3);
    assert_int_equal(drawn.height, 2);
    for (int i = 0; i < 5; i++) check_pixel(&drawn, i, 0, 100, 0, 255);
    check_pixel(&drawn, 5, 200, 10, 20, 255);
}

static void what_cannot_be_read_or_written_is_named(void **state)
{
    (void)state;
    Err err;
    const double values[1] = {1};
    const char *nowhere = test_path("missing/picture.png");
    assert_false(picture_of_classes(test_path("missing.tif"), nowhere, COLOURS, 2, 16, &err));
    test_says(&err, ERR_MISSING, "missing.tif");
    assert_false(picture_of_classes(classes(values, 1, 1), nowhere, COLOURS, 2, 16, &err));
    test_says(&err, ERR_IO, nowhere);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_raster_is_drawn_cell_by_cell),
        cmocka_unit_test(a_rare_class_put_first_is_never_lost),
        cmocka_unit_test(what_cannot_be_read_or_written_is_named),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
