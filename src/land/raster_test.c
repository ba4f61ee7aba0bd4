#include "land/raster.h"

#include <float.h>
#include <math.h>

#include "land/test_maps.h"

static Raster *open_raster(const char *path, int band)
{
    Raster *raster = NULL;
    Err err;
    test_done(raster_open(path, band, &raster, &err), &err);
    return raster;
}

static void check_refused(const char *path, int band, ErrCode code, const char *part)
{
    Raster *raster = NULL;
    Err err;
    assert_false(raster_open(path, band, &raster, &err));
    test_says(&err, code, part);
}

// Reads the whole of a small raster into out.
static RasterInfo read_all(const char *path, float *out)
{
    Raster *raster = open_raster(path, 1);
    RasterInfo info = *raster_info(raster);
    Err err;
    test_done(raster_read(raster, (Window){0, 0, info.width, info.height}, out, &err), &err);
    info.type = arena_text(test_arena, info.type);
    info.crs_wkt = "";
    raster_close(raster);
    return info;
}

static TestRaster small(GDALDataType type, const double *values, int width, int height)
{
    return (TestRaster){.name = "small.tif",
                        .crs = "EPSG:4524",
                        .type = type,
                        .x0 = 36500000,
                        .y0 = 3400000,
                        .cell_x = 30,
                        .cell_y = 30,
                        .width = width,
                        .height = height,
                        .values = values};
}

static void a_raster_says_what_it_is(void **state)
{
    (void)state;
    const double values[6] = {1, 2, 3, 4, 5, 6};
    TestRaster r = small(GDT_Int16, values, 3, 2);
    r.name = "资料 地图.tif"; // a Chinese path with a space
    r.nodata = "-9999";
    Raster *raster = open_raster(test_raster(&r), 1);
    const RasterInfo *info = raster_info(raster);
    assert_int_equal(info->width, 3);
    assert_int_equal(info->height, 2);
    assert_true(info->origin_x == 36500000 && info->origin_y == 3400000 && info->cell_x == 30 && info->cell_y == 30);
    assert_string_equal(info->type, "Int16");
    assert_true(info->has_nodata && info->nodata == -9999);
    assert_false(info->nodata_outside_type || info->has_mask);
    assert_true(info->scale == 1 && info->offset == 0);
    assert_non_null(strstr(info->crs_wkt, "zone 36"));
    assert_true(info->block_width == 3 && info->block_height >= 1);
    raster_close(raster);
    raster_close(NULL);
}

static void what_lies_outside_is_nan(void **state)
{
    (void)state;
    const double values[6] = {1, 2, 3, 4, 5, 6};
    TestRaster r = small(GDT_Float64, values, 3, 2);
    Raster *raster = open_raster(test_raster(&r), 1);
    float out[20];
    Err err;
    test_done(raster_read(raster, (Window){-1, -1, 5, 4}, out, &err), &err);
    for (int i = 0; i < 20; i++) {
        int row = i / 5 - 1, col = i % 5 - 1;
        bool inside = row >= 0 && row < 2 && col >= 0 && col < 3;
        assert_true(inside ? out[i] == (float)values[row * 3 + col] : isnan(out[i]));
    }
    test_done(raster_read(raster, (Window){100, -50, 2, 2}, out, &err), &err);
    for (int i = 0; i < 4; i++) assert_true(isnan(out[i]));
    raster_close(raster);
}

static void the_nodata_value_is_compared_in_the_bands_own_type(void **state)
{
    (void)state;
    static const struct {
        GDALDataType type;
        const char *nodata;
        double stored, neighbour; // the first is missing, the second a value
    } rows[] = {
        {GDT_Byte, "255", 255, 254},
        {GDT_UInt16, "65535", 65535, 65534},
        {GDT_Int16, "-32768", -32768, -32767},
        {GDT_UInt32, "4294967295", 4294967295.0, 4294967294.0},
        {GDT_Int32, "-2147483648", -2147483648.0, -2147483647.0},
        {GDT_Int32, "16777217", 16777217, 16777216}, // alike as floats
        {GDT_Float32, "-3.4028235e+38", -FLT_MAX, -1e38},
        {GDT_Float32, "-3.402823e+38", -FLT_MAX, -1e38}, // too few digits
        {GDT_Float32, "0.1", 0.1, 0.10001},
        {GDT_Float32, "nan", NAN, 0},
        {GDT_Float64, "-1.7976931348623157e+308", -DBL_MAX, -1e38},
        {GDT_Float64, "-9999.9", -9999.9, -9999.90001},
        {GDT_Int64, "-9223372036854775808", -9223372036854775808.0, 5},
        {GDT_UInt64, "18446744073709549568", 18446744073709549568.0, 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double values[2] = {rows[i].stored, rows[i].neighbour};
        TestRaster r = small(rows[i].type, values, 2, 1);
        r.nodata = rows[i].nodata;
        bool wide = rows[i].type == GDT_Int64 || rows[i].type == GDT_UInt64;
        if (wide) r.nodata = NULL;
        const char *path;
        GDALDatasetH dataset = test_raster_open(&r, &path);
        if (rows[i].type == GDT_Int64)
            GDALSetRasterNoDataValueAsInt64(GDALGetRasterBand(dataset, 1), strtoll(rows[i].nodata, NULL, 10));
        if (rows[i].type == GDT_UInt64)
            GDALSetRasterNoDataValueAsUInt64(GDALGetRasterBand(dataset, 1), strtoull(rows[i].nodata, NULL, 10));
        GDALClose(dataset);
        float out[2];
        RasterInfo info = read_all(path, out);
        if (!info.has_nodata || info.nodata_outside_type || !isnan(out[0]) || isnan(out[1]))
            fail_msg("row %zu: %g %g", i, (double)out[0], (double)out[1]);
    }
}

static void a_nodata_value_that_the_type_cannot_hold_marks_nothing(void **state)
{
    (void)state;
    static const struct {
        GDALDataType type;
        const char *nodata;
        double value;
    } rows[] = {{GDT_Byte, "-9999", 241},     {GDT_Byte, "255.5", 255}, {GDT_Int16, "65535", -1},
                {GDT_UInt16, "-9999", 55537}, {GDT_Byte, "nan", 0},     {GDT_Int32, "1e10", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        TestRaster r = small(rows[i].type, &rows[i].value, 1, 1);
        r.nodata = rows[i].nodata;
        float out[1];
        RasterInfo info = read_all(test_raster(&r), out);
        if (!info.has_nodata || !info.nodata_outside_type || out[0] != (float)rows[i].value)
            fail_msg("row %zu: %g", i, (double)out[0]);
    }
}

static void infinities_and_nan_are_missing_without_a_tag(void **state)
{
    (void)state;
    const double values[4] = {INFINITY, -INFINITY, NAN, 7};
    TestRaster r = small(GDT_Float32, values, 4, 1);
    float out[4];
    assert_false(read_all(test_raster(&r), out).has_nodata);
    assert_true(isnan(out[0]) && isnan(out[1]) && isnan(out[2]) && out[3] == 7);
    r.type = GDT_Float64;
    const double wide[4] = {INFINITY, 1e300, NAN, 1.0000000001};
    r.values = wide;
    read_all(test_raster(&r), out);
    assert_true(isnan(out[0]) && isnan(out[1]) && isnan(out[2]) && out[3] == 1);
}

static void signed_bytes_are_signed(void **state)
{
    (void)state;
    const double values[4] = {0, 127, 128, 255};
    TestRaster r = small(GDT_Byte, values, 4, 1);
    r.option = "PIXELTYPE=SIGNEDBYTE";
    r.nodata = "-128";
    float out[4];
    assert_string_equal(read_all(test_raster(&r), out).type, "Int8");
    assert_true(out[0] == 0 && out[1] == 127 && isnan(out[2]) && out[3] == -1);
}

static void scale_and_offset_are_applied(void **state)
{
    (void)state;
    const double values[3] = {-3000, 5000, -28672};
    TestRaster r = small(GDT_Int16, values, 3, 1);
    r.nodata = "-28672";
    const char *path;
    GDALDatasetH dataset = test_raster_open(&r, &path);
    GDALSetRasterScale(GDALGetRasterBand(dataset, 1), 0.0001);
    GDALSetRasterOffset(GDALGetRasterBand(dataset, 1), 1);
    GDALClose(dataset);
    float out[3];
    RasterInfo info = read_all(path, out);
    assert_true(info.scale == 0.0001 && info.offset == 1);
    assert_true(out[0] == 0.7F && out[1] == 1.5F && isnan(out[2]));
}

// Types, no-data, scale, a mask and the land beyond the edge: doubles are the floats, but unrounded.
static void doubles_are_the_floats_without_their_rounding(void **state)
{
    (void)state;
    static const GDALDataType types[] = {GDT_Byte,    GDT_Int16, GDT_Int32, GDT_Float32,
                                         GDT_Float64, GDT_Int64, GDT_UInt64};
    const double values[4] = {1, 77, 3, 4};
    unsigned char mask[4] = {255, 255, 255, 0};
    Err err;
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        const char *path;
        TestRaster r = small(types[t], values, 4, 1);
        r.nodata = types[t] == GDT_Int64 || types[t] == GDT_UInt64 ? NULL : "77";
        GDALDatasetH dataset = test_raster_open(&r, &path);
        GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
        if (types[t] == GDT_Int64) GDALSetRasterNoDataValueAsInt64(band, 77);
        if (types[t] == GDT_UInt64) GDALSetRasterNoDataValueAsUInt64(band, 77);
        GDALSetRasterScale(band, 0.1);
        GDALClose(dataset);
        Raster *raster = open_raster(path, 1);
        double out[6];
        test_done(raster_read_doubles(raster, (Window){-1, 0, 6, 1}, out, &err), &err);
        assert_true(isnan(out[0]) && out[1] == 0.1 && isnan(out[2]) && out[3] == 3 * 0.1 && isnan(out[5]));
        test_done(raster_read_doubles(raster, (Window){9, 0, 2, 1}, out, &err), &err);
        assert_true(isnan(out[0]) && isnan(out[1]));
        raster_close(raster);
    }
    TestRaster r = small(GDT_Float64, values, 4, 1);
    const char *path;
    GDALDatasetH dataset = test_raster_open(&r, &path);
    GDALCreateDatasetMaskBand(dataset, GMF_PER_DATASET);
    assert_int_equal(
        GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, 1)), GF_Write, 0, 0, 4, 1, mask, 4, 1, GDT_Byte, 0, 0),
        CE_None);
    GDALClose(dataset);
    Raster *raster = open_raster(path, 1);
    double out[4];
    test_done(raster_read_doubles(raster, (Window){0, 0, 4, 1}, out, &err), &err);
    assert_true(out[0] == 1 && out[1] == 77 && isnan(out[3]));
    raster_close(raster);
}

static void a_mask_band_marks_what_is_missing(void **state)
{
    (void)state;
    const double values[4] = {1, 2, 3, 4};
    unsigned char mask[4] = {255, 0, 255, 0};
    TestRaster r = small(GDT_Float32, values, 4, 1);
    r.nodata = "3";
    const char *path;
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
    GDALDatasetH dataset = test_raster_open(&r, &path);
    GDALCreateDatasetMaskBand(dataset, GMF_PER_DATASET);
    assert_int_equal(
        GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, 1)), GF_Write, 0, 0, 4, 1, mask, 4, 1, GDT_Byte, 0, 0),
        CE_None);
    GDALClose(dataset);
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", NULL);
    float out[4];
    assert_true(read_all(path, out).has_mask);
    assert_true(out[0] == 1 && isnan(out[1]) && isnan(out[2]) && isnan(out[3]));
}

static void an_alpha_band_marks_what_is_missing(void **state)
{
    (void)state;
    const char *path = test_path("alpha.tif");
    char **options = CSLAddString(NULL, "ALPHA=YES");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path, 2, 1, 2, GDT_Byte, options);
    CSLDestroy(options);
    double place[6] = {0, 1, 0, 0, 0, -1};
    unsigned char values[2] = {10, 20}, alpha[2] = {0, 200};
    GDALSetGeoTransform(dataset, place);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Write, 0, 0, 2, 1, values, 2, 1, GDT_Byte, 0, 0),
                     0);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(dataset, 2), GF_Write, 0, 0, 2, 1, alpha, 2, 1, GDT_Byte, 0, 0), 0);
    GDALClose(dataset);
    float out[2];
    assert_true(read_all(path, out).has_mask);
    assert_true(isnan(out[0]) && out[1] == 20);
    Raster *raster = open_raster(path, 2); // the alpha band itself is a band like others
    Err err;
    test_done(raster_read(raster, (Window){0, 0, 2, 1}, out, &err), &err);
    assert_true(out[0] == 0 && out[1] == 200);
    raster_close(raster);
}

static void a_sidecar_is_read_and_none_is_written(void **state)
{
    (void)state;
    const double values[2] = {5, 6};
    TestRaster r = small(GDT_Byte, values, 2, 1);
    r.name = "sidecar.tif";
    const char *path = test_raster(&r);
    test_text_file("sidecar.tif.aux.xml", "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>6</NoDataValue>"
                                          "</PAMRasterBand></PAMDataset>");
    float out[2];
    assert_true(read_all(path, out).nodata == 6);
    assert_true(out[0] == 5 && isnan(out[1]));
    unlink(test_path("sidecar.tif.aux.xml"));
    read_all(path, out);
    assert_false(file_exists(test_path("sidecar.tif.aux.xml")));
}

// At whatever byte it was cut.
static void check_cut_short(void)
{
    char *data;
    size_t size;
    Err err;
    double values[64 * 64];
    uint64_t seed = 7;
    for (int i = 0; i < 64 * 64; i++) values[i] = test_random(&seed);
    const char *whole = test_raster(&(TestRaster){.name = "whole.tif",
                                                  .crs = "EPSG:4524",
                                                  .type = GDT_Float32,
                                                  .cell_x = 30,
                                                  .cell_y = 30,
                                                  .width = 64,
                                                  .height = 64,
                                                  .values = values});
    test_done(file_read(test_arena, whole, &data, &size, &err), &err);
    for (size_t cut = 4; cut < size; cut += cut < 1000 ? 20 : 2000) {
        Raster *raster = NULL;
        test_done(file_write(test_path("cut.tif"), data, cut, &err), &err);
        assert_false(raster_open(test_path("cut.tif"), 1, &raster, &err));
        test_says(&err, ERR_INPUT, "cut short");
    }
}

static void what_is_no_raster_is_refused(void **state)
{
    (void)state;
    check_refused(test_path("absent.tif"), 1, ERR_MISSING, "no such file");
    check_cut_short();
    check_refused(test_text_file("words.tif", "not a raster"), 1, ERR_INPUT, "cannot be read as a raster");
    check_refused("https://example.org/a.tif", 1, ERR_INPUT, "files only");
    check_refused("/vsicurl/https://example.org/a.tif", 1, ERR_INPUT, "files only");
    check_refused("/vsizip/absent.zip/a.tif", 1, ERR_INPUT, "cannot be read as a raster");
    const double values[1] = {1};
    TestRaster r = small(GDT_Byte, values, 1, 1);
    const char *path = test_raster(&r);
    check_refused(path, 2, ERR_INPUT, "no band 2; the file has 1");
    check_refused(path, 0, ERR_INPUT, "no band 0");
    r.type = GDT_CFloat32;
    check_refused(test_raster(&r), 1, ERR_INPUT, "CFloat32");
}

static void check_place_refused(const double place[6], const char *part)
{
    const char *path = test_path("place.tif");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path, 4, 4, 1, GDT_Byte, NULL);
    double copy[6];
    if (place) {
        memcpy(copy, place, sizeof copy);
        GDALSetGeoTransform(dataset, copy);
    }
    GDALClose(dataset);
    check_refused(path, 1, ERR_INPUT, part);
}

static void a_raster_must_lie_north_up_somewhere(void **state)
{
    (void)state;
    check_place_refused(NULL, "where it lies");
    check_place_refused((const double[6]){0, 30, 1, 0, 1, -30}, "rotated");
    check_place_refused((const double[6]){0, 30, 0, 0, 0, 30}, "not north-up");
    check_place_refused((const double[6]){0, -30, 0, 0, 0, -30}, "not north-up");
}

static void a_file_of_several_rasters_names_them(void **state)
{
    (void)state;
    const char *path = test_path("parts.gpkg");
    const double values[1] = {1};
    TestRaster r = small(GDT_Byte, values, 1, 1);
    const char *const texts[] = {"APPEND_SUBDATASET=YES", "RASTER_TABLE=second", NULL};
    char **options = land_options(texts);
    GDALDatasetH one = GDALOpen(test_raster(&r), GA_ReadOnly);
    GDALClose(GDALCreateCopy(GDALGetDriverByName("GPKG"), path, one, FALSE, NULL, NULL, NULL));
    GDALClose(GDALCreateCopy(GDALGetDriverByName("GPKG"), path, one, FALSE, options, NULL, NULL));
    CSLDestroy(options);
    GDALClose(one);
    check_refused(path, 1, ERR_INPUT, "second");
    check_refused(test_shared("lux/lux.shp"), 1, ERR_INPUT, "cannot be read as a raster");
}

static void a_damaged_file_says_where_it_cannot_be_read(void **state)
{
    (void)state;
    static double values[64 * 64];
    TestRaster r = small(GDT_Float32, values, 64, 64);
    r.option = "COMPRESS=DEFLATE";
    uint64_t seed = 7;
    for (int i = 0; i < 64 * 64; i++) values[i] = test_random(&seed);
    const char *path = test_raster(&r);
    char *data;
    size_t size;
    Err err;
    test_done(file_read(test_arena, path, &data, &size, &err), &err);
    memset(data + size / 2, 0x55, 200);
    test_done(file_write(path, data, size, &err), &err);
    Raster *raster = open_raster(path, 1);
    static float out[64 * 64];
    assert_false(raster_read(raster, (Window){0, 0, 64, 64}, out, &err));
    test_says(&err, ERR_IO, "rows 0 to 63, columns 0 to 63");
    raster_close(raster);
    r.type = GDT_Float64; // the other way of reading
    path = test_raster(&r);
    test_done(file_read(test_arena, path, &data, &size, &err), &err);
    memset(data + size / 2, 0x55, 200);
    test_done(file_write(path, data, size, &err), &err);
    raster = open_raster(path, 1);
    assert_false(raster_read(raster, (Window){0, 0, 64, 64}, out, &err));
    raster_close(raster);
}

static void the_shared_elevation_models_keep_their_sentinels_apart(void **state)
{
    (void)state;
    static float out[640 * 640];
    static const struct {
        const char *name;
        double low, high;
    } rows[] = {{"youwuzhen/ywzdem30m.tif", 200, 800},
                {"zion/srtm.tif", 1024, 2892},
                {"nc_wake/elev_ned_30m.tif", 55, 157},
                {"lux/elev.tif", 141, 547}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        RasterInfo info = read_all(test_shared(rows[i].name), out);
        size_t count = (size_t)info.width * (size_t)info.height, seen = 0;
        for (size_t k = 0; k < count; k++) {
            if (isnan(out[k])) continue;
            seen++;
            if (!((double)out[k] >= rows[i].low && (double)out[k] <= rows[i].high))
                fail_msg("%s: %g", rows[i].name, (double)out[k]);
        }
        assert_true(seen > count / 3);
    }
}

static void colours_and_bands_are_told(void **state)
{
    (void)state;
    Raster *raster = NULL;
    Err err;
    const char *plain = test_raster(&(TestRaster){.name = "plain.tif",
                                                  .crs = "EPSG:4524",
                                                  .type = GDT_Byte,
                                                  .cell_x = 30,
                                                  .cell_y = 30,
                                                  .width = 2,
                                                  .height = 2});
    test_done(raster_open(plain, 1, &raster, &err), &err);
    assert_true(raster_info(raster)->bands == 1 && !raster_info(raster)->has_colours);
    assert_true(raster_need_one_band(raster, "x", &err));
    raster_close(raster);
    const char *two = test_mosaic("two.vrt", plain, 2, 2, 2,
                                  "<ColorInterp>Palette</ColorInterp><ColorTable><Entry c1=\"1\" c2=\"2\" c3=\"3\" "
                                  "c4=\"255\"/></ColorTable>");
    test_done(raster_open(two, 1, &raster, &err), &err);
    assert_true(raster_info(raster)->bands == 2 && raster_info(raster)->has_colours);
    assert_true(raster_uses(raster, two) && raster_uses(raster, plain) && !raster_uses(raster, "/dev/null"));
    assert_false(raster_need_one_band(raster, "Choose.", &err));
    test_says(&err, ERR_INPUT, "there are 2 bands, and nothing says which to take. Choose.");
    raster_close(raster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_and_bands_are_told),
        cmocka_unit_test(a_raster_says_what_it_is),
        cmocka_unit_test(what_lies_outside_is_nan),
        cmocka_unit_test(the_nodata_value_is_compared_in_the_bands_own_type),
        cmocka_unit_test(a_nodata_value_that_the_type_cannot_hold_marks_nothing),
        cmocka_unit_test(infinities_and_nan_are_missing_without_a_tag),
        cmocka_unit_test(signed_bytes_are_signed),
        cmocka_unit_test(scale_and_offset_are_applied),
        cmocka_unit_test(doubles_are_the_floats_without_their_rounding),
        cmocka_unit_test(a_mask_band_marks_what_is_missing),
        cmocka_unit_test(an_alpha_band_marks_what_is_missing),
        cmocka_unit_test(a_sidecar_is_read_and_none_is_written),
        cmocka_unit_test(what_is_no_raster_is_refused),
        cmocka_unit_test(a_raster_must_lie_north_up_somewhere),
        cmocka_unit_test(a_file_of_several_rasters_names_them),
        cmocka_unit_test(a_damaged_file_says_where_it_cannot_be_read),
        cmocka_unit_test(the_shared_elevation_models_keep_their_sentinels_apart),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
