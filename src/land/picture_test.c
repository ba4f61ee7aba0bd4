// picture_test.c - small pictures of class rasters.
#include "land/picture.h"

#include "land/test_maps.h"

static const PictureColour colours[] = {{1, 200, 10, 20}, {0, 220, 227, 225}};

static const char *write_classes(int width, int height, const double *values)
{
    return test_raster(&(TestRaster){.name = "classes.tif",
                                     .crs = "EPSG:4524",
                                     .type = GDT_Byte,
                                     .x0 = 36500000,
                                     .y0 = 3400000,
                                     .cell_x = 10,
                                     .cell_y = 10,
                                     .width = width,
                                     .height = height,
                                     .values = values,
                                     .nodata = "255"});
}

// Red, green, blue, alpha of a pixel.
static void read_pixel(const char *png, int col, int row, uint8_t out[4])
{
    GDALDatasetH dataset = GDALOpen(png, GA_ReadOnly);
    assert_non_null(dataset);
    for (int b = 0; b < 4; b++) {
        assert_int_equal(
            GDALRasterIO(GDALGetRasterBand(dataset, b + 1), GF_Read, col, row, 1, 1, &out[b], 1, 1, GDT_Byte, 0, 0),
            CE_None);
    }
    GDALClose(dataset);
}

static void is_size(const char *png, int width, int height)
{
    GDALDatasetH dataset = GDALOpen(png, GA_ReadOnly);
    assert_non_null(dataset);
    assert_int_equal(GDALGetRasterXSize(dataset), width);
    assert_int_equal(GDALGetRasterYSize(dataset), height);
    GDALClose(dataset);
}

static void each_class_has_its_colour_and_nothing_is_transparent(void **state)
{
    (void)state;
    Err err;
    uint8_t pixel[4];
    const double values[] = {0, 1, 255, 7, 0, 0};
    const char *png = test_path("small.png");
    test_done(picture_of_classes(write_classes(3, 2, values), png, colours, 2, 100, &err), &err);
    is_size(png, 3, 2);
    read_pixel(png, 1, 0, pixel);
    assert_true(pixel[0] == 200 && pixel[1] == 10 && pixel[2] == 20 && pixel[3] == 255);
    read_pixel(png, 0, 0, pixel);
    assert_true(pixel[0] == 220 && pixel[3] == 255);
    read_pixel(png, 2, 0, pixel); // no-data
    assert_int_equal(pixel[3], 0);
    read_pixel(png, 0, 1, pixel); // a class that is not listed
    assert_int_equal(pixel[3], 0);
    assert_false(file_exists(test_path("small.png.aux.xml")));
}

// 5 x 3 cells on 2 x 2 pixels, 3 cells a side: one cell of class 1 among zeros shows; the last pixels are cut.
static void a_rare_class_is_not_lost_in_a_small_picture(void **state)
{
    (void)state;
    Err err;
    uint8_t pixel[4];
    const double values[] = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    const char *png = test_path("rare.png");
    test_done(picture_of_classes(write_classes(5, 3, values), png, colours, 2, 2, &err), &err);
    is_size(png, 2, 1);
    read_pixel(png, 0, 0, pixel);
    assert_int_equal(pixel[0], 200);
    read_pixel(png, 1, 0, pixel);
    assert_int_equal(pixel[0], 220);
}

static void what_cannot_be_read_or_written_is_named(void **state)
{
    (void)state;
    Err err;
    const double values[] = {0};
    assert_false(picture_of_classes(test_path("none.tif"), test_path("x.png"), colours, 2, 9, &err));
    test_says(&err, ERR_MISSING, "none.tif");
    assert_false(picture_of_classes(write_classes(1, 1, values), "/nowhere/at/all.png", colours, 2, 9, &err));
    test_says(&err, ERR_IO, "/nowhere/at/all.png");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_class_has_its_colour_and_nothing_is_transparent),
        cmocka_unit_test(a_rare_class_is_not_lost_in_a_small_picture),
        cmocka_unit_test(what_cannot_be_read_or_written_is_named),
    };
    return cmocka_run_group_tests_name("picture", tests, test_open, test_close);
}
