// zonal_test.c - from files to a table or map.
#include "land/zonal.h"

#include <math.h>

#include "base/text.h"
#include "land/test_maps.h"

// Cells of 0.01 degrees by 0.02, or of 10 m, in both of which zones are drawn.
static const char *raster(const char *name, const char *crs, double x0, double y0, double cell_x, double cell_y)
{
    double values[100];
    for (int i = 0; i < 100; i++) values[i] = i; // column + 10 * row
    TestRaster r = {.name = name,
                    .crs = crs,
                    .type = GDT_Float32,
                    .x0 = x0,
                    .y0 = y0,
                    .cell_x = cell_x,
                    .cell_y = cell_y,
                    .width = 10,
                    .height = 10,
                    .values = values};
    return test_raster(&r);
}

static const char *degrees(const char *name)
{
    return raster(name, "EPSG:4326", 108, 31, 0.01, 0.02);
}

static const char *feature(const char *name, const char *rings)
{
    return arena_printf(test_arena,
                        "{\"type\":\"Feature\",\"properties\":{\"名称\":\"%s\",\"code\":7},\"geometry\":"
                        "{\"type\":\"Polygon\",\"coordinates\":%s}}",
                        name, rings);
}

static const char *square(double left, double top, double right, double bottom) // in cells of `degrees`
{
    double w = 108 + 0.01 * left, e = 108 + 0.01 * right, n = 31 - 0.02 * top, s = 31 - 0.02 * bottom;
    return arena_printf(test_arena, "[[[%.12f,%.12f],[%.12f,%.12f],[%.12f,%.12f],[%.12f,%.12f],[%.12f,%.12f]]]", w, s,
                        e, s, e, n, w, n, w, s);
}

// A whole cell; half of two; far away; a sliver of 1e-4 x 1e-3 of a cell; partly outside.
static const char *zones(void)
{
    StrBuf text = strbuf_open(test_arena);
    const char *const features[] = {
        feature("甲, 乙", square(3, 2, 4, 3)), feature("丙\\\"丁\\\"", square(0.5, 0, 1.5, 1)),
        feature("戊", square(500, 0, 501, 1)), feature("己", square(5.5, 5.5, 5.5001, 5.501)),
        feature("庚", square(-1, 9, 1, 11))};
    strbuf_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < 5; i++) strbuf_printf(&text, "%s%s", i ? "," : "", features[i]);
    strbuf_add(&text, "]}");
    return test_text_file("zones.geojson", text.data);
}

static char *run(ZonalRequest request)
{
    char *text;
    size_t size;
    Err err;
    request.zones = request.zones ? request.zones : zones();
    request.out = test_path("out.csv");
    test_done(zonal_write(&request, &err), &err);
    test_done(file_read(test_arena, request.out, &text, &size, &err), &err);
    return text;
}

static void a_row_is_a_zone_and_a_column_a_statistic(void **state)
{
    (void)state;
    const char *const rasters[] = {degrees("雨量.tif")};
    const char *text = run((ZonalRequest){
        .key = "名称", .rasters = rasters, .raster_count = 1, .stats = "count,mean,min,max,fraction", .jobs = 1});
    char **lines = text_split(test_arena, text, '\n', &(size_t){0});
    assert_string_equal(lines[0], "名称,雨量_count,雨量_mean,雨量_min,雨量_max,雨量_fraction");
    assert_string_equal(lines[1], "\"甲, 乙\",1,23,23,23,1");
    assert_true(text_starts(lines[2], "\"丙\"\"丁\"\"\","));
    assert_true(text_ends(lines[2], ",0,1,1"));
    assert_string_equal(lines[3], "戊,0,,,,0");
    double sliver;
    char **fields = text_split(test_arena, lines[4], ',', &(size_t){0});
    assert_true(text_to_double(fields[1], &sliver) && fabs(sliver - 1e-7) < 1e-12);
    assert_true(text_ends(lines[4], ",55,55,55,1"));
    assert_string_equal(lines[5], "庚,1,90,90,90,0.25");
    assert_true(strstr(text, "\r\n") != NULL);
}

static void rasters_of_one_name_get_numbers(void **state)
{
    (void)state;
    Err err;
    const char *first = degrees("rain.tif");
    test_done(file_make_folders(test_path("other"), &err), &err);
    const char *second = degrees("other/rain.tif"), *third = degrees("rain_2.tif");
    const char *const rasters[] = {first, second, third};
    const char *text = run((ZonalRequest){.rasters = rasters, .raster_count = 3, .stats = "sum"});
    assert_true(text_starts(text, "zone,rain_sum,rain_2_sum,rain_2_2_sum\r\n1,23,23,23\r\n"));
}

// The same square over cells of degrees and over metres of another system: its mean there is that of the place.
static void each_raster_keeps_its_own_lattice(void **state)
{
    (void)state;
    const char *const rasters[] = {degrees("a.tif"), raster("b.tif", "EPSG:4326", 108.005, 31, 0.01, 0.02),
                                   raster("c.tif", "EPSG:32649", 213000, 3432000, 900, 2200)};
    const char *text = run((ZonalRequest){.rasters = rasters, .raster_count = 3, .stats = "mean,count"});
    char **lines = text_split(test_arena, text, '\n', &(size_t){0});
    size_t count;
    char **fields = text_split(test_arena, lines[1], ',', &count);
    double mean, cells;
    assert_int_equal(count, 7);
    assert_true(text_to_double(fields[3], &mean) && fabs(mean - 22.5) < 1e-6);
    assert_true(text_to_double(fields[4], &cells) && fabs(cells - 1) < 1e-9);
    assert_true(text_to_double(fields[6], &cells) && fabs(cells - 0.955 * 2.217 / 0.9 / 2.2) < 0.02);
    const char *const alone[] = {rasters[2]};
    char **again =
        text_split(test_arena, run((ZonalRequest){.rasters = alone, .raster_count = 1, .stats = "mean,count"}), '\n',
                   &(size_t){0});
    assert_string_equal(again[1], arena_printf(test_arena, "1,%s,%s", fields[5], fields[6]));
}

static void threads_change_no_byte(void **state)
{
    (void)state;
    const char *const rasters[] = {degrees("a.tif")};
    ZonalRequest request = {.rasters = rasters,
                            .raster_count = 1,
                            .stats = "count,sum,mean,min,max,stdev,median,majority,fraction",
                            .jobs = 1};
    const char *one = run(request);
    request.jobs = 3;
    assert_string_equal(one, run(request));
}

static void refuses(ZonalRequest request, ErrCode code, const char *words)
{
    Err err;
    const char *const rasters[] = {degrees("a.tif")};
    request.zones = request.zones ? request.zones : zones();
    request.out = request.out ? request.out : test_path("refused.csv");
    request.stats = request.stats ? request.stats : "mean";
    if (request.raster_count == 0) {
        request.rasters = rasters;
        request.raster_count = 1;
    }
    assert_false(zonal_write(&request, &err));
    test_says(&err, code, words);
    assert_false(file_exists(request.out));
}

static void what_makes_no_sense_is_refused_and_leaves_no_file(void **state)
{
    (void)state;
    const char *const none[] = {test_path("none.tif")}, *const bare[] = {raster("bare.tif", NULL, 0, 9, 1, 1)};
    refuses((ZonalRequest){.key = "NAME"}, ERR_INPUT, "名称, code");
    refuses((ZonalRequest){.rasters = none, .raster_count = 1}, ERR_MISSING, "none.tif");
    refuses((ZonalRequest){.rasters = bare, .raster_count = 1}, ERR_REFUSED, "-a_srs");
    refuses((ZonalRequest){.zones = test_path("none.gpkg")}, ERR_MISSING, "none.gpkg");
    refuses((ZonalRequest){.layer = "towns"}, ERR_INPUT, "zones");
    refuses((ZonalRequest){.stats = "mean,mode"}, ERR_USAGE, "\"mode\": count, sum, mean, min, max, stdev, median");
    refuses((ZonalRequest){.stats = ""}, ERR_USAGE, "count, sum");
    refuses((ZonalRequest){.stats = "mean,sum,mean"}, ERR_USAGE, "twice");
    refuses((ZonalRequest){.out = test_path("out.shp")}, ERR_REFUSED, ".csv, .gpkg, .fgb or .parquet");
    refuses((ZonalRequest){.out = test_path("out")}, ERR_REFUSED, ".csv, .gpkg, .fgb or .parquet");
    if (GDALGetDriverByName("Parquet") == NULL)
        refuses((ZonalRequest){.out = test_path("out.parquet")}, ERR_REFUSED, "cannot write Parquet");
    refuses((ZonalRequest){.out = test_path("nowhere/out.csv")}, ERR_MISSING, "nowhere is not there. Make it");
}

static void an_input_is_never_written_over(void **state)
{
    (void)state;
    Err err;
    const char *const rasters[] = {degrees("a.tif")};
    const char *table = test_text_file("zones.csv", "WKT,code\n\"POLYGON ((108 31,108.1 31,108.1 30.9,108 31))\",1\n");
    ZonalRequest request = {.zones = table, .rasters = rasters, .raster_count = 1, .stats = "mean", .out = table};
    assert_false(zonal_write(&request, &err));
    test_says(&err, ERR_REFUSED, "is an input and would be lost");
    assert_true(file_exists(table));
}

static void of_several_bands_one_is_named(void **state)
{
    (void)state;
    const char *one = raster("one.tif", "EPSG:4524", 500000, 3400000, 30, 30);
    const char *const two[] = {test_mosaic("two.vrt", one, 10, 10, 2, "")};
    refuses((ZonalRequest){.rasters = two, .raster_count = 1}, ERR_INPUT, "Name one with --band N");
    refuses((ZonalRequest){.rasters = two, .raster_count = 1, .band = 3}, ERR_INPUT, "no band 3");
    assert_true(
        text_starts(run((ZonalRequest){.rasters = two, .raster_count = 1, .band = 2, .stats = "sum"}), "zone,"));
}

// ---- a map of them

static const char *write_map(const char *name)
{
    Err err;
    const char *const rasters[] = {degrees("a.tif")};
    ZonalRequest request = {.zones = zones(),
                            .key = "名称",
                            .rasters = rasters,
                            .raster_count = 1,
                            .stats = "count,mean",
                            .out = test_path(name)};
    test_done(zonal_write(&request, &err), &err);
    return request.out;
}

static void is_a_map_of_the_zones(const char *path, const char *layer_name)
{
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset, layer_name);
    assert_non_null(layer);
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 5);
    OGRFeatureH feature = OGR_L_GetNextFeature(layer);
    OGREnvelope box;
    assert_string_equal(OGR_F_GetFieldAsString(feature, 0), "甲, 乙");
    assert_string_equal(OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(feature, 2)), "a_mean");
    assert_true(OGR_F_GetFieldAsDouble(feature, 2) == 23);
    OGR_G_GetEnvelope(OGR_F_GetGeometryRef(feature), &box);
    assert_true(fabs(box.MinX - 108.03) < 1e-9 && fabs(box.MaxY - 30.96) < 1e-9);
    OGR_F_Destroy(feature);
    OGR_F_Destroy(OGR_L_GetNextFeature(layer));
    feature = OGR_L_GetNextFeature(layer); // far away: no mean
    assert_string_equal(OGR_F_GetFieldAsString(feature, 0), "戊");
    assert_false(OGR_F_IsFieldSetAndNotNull(feature, 2));
    OGR_F_Destroy(feature);
    GDALClose(dataset);
}

static void results_stand_on_a_map_where_asked(void **state)
{
    (void)state;
    is_a_map_of_the_zones(write_map("结果.gpkg"), "结果");
    is_a_map_of_the_zones(write_map("towns.fgb"), "towns");
    is_a_map_of_the_zones(write_map("结果.gpkg"), "结果"); // replaces it
}

static void the_same_map_is_the_same_bytes(void **state)
{
    (void)state;
    Err err;
    char *a, *b;
    size_t size_a, size_b;
    test_done(file_read(test_arena, write_map("same.gpkg"), &a, &size_a, &err), &err);
    test_done(file_read(test_arena, write_map("same.gpkg"), &b, &size_b, &err), &err);
    assert_int_equal(size_a, size_b);
    assert_memory_equal(a, b, size_a);
}

// ---- a kept index

static const char *run_kept(const char *zones_path, const char *key, const char *out)
{
    char *text;
    size_t size;
    Err err;
    const char *const rasters[] = {degrees("a.tif"), raster("b.tif", "EPSG:4326", 108.005, 31, 0.01, 0.02)};
    ZonalRequest request = {.zones = zones_path,
                            .key = key,
                            .rasters = rasters,
                            .raster_count = 2,
                            .stats = "count,sum,fraction",
                            .index = test_path("kept.zones"),
                            .out = test_path(out)};
    test_done(zonal_write(&request, &err), &err);
    test_done(file_read(test_arena, request.out, &text, &size, &err), &err);
    return text;
}

static void a_kept_index_gives_the_same_bytes(void **state)
{
    (void)state;
    Err err;
    char *before, *after;
    size_t before_size, after_size;
    const char *path = zones(), *first = run_kept(path, "名称", "out.csv");
    assert_true(file_exists(test_path("kept.zones")));
    test_done(file_read(test_arena, test_path("kept.zones"), &before, &before_size, &err), &err);
    assert_string_equal(run_kept(path, "名称", "out.csv"), first);
    test_done(file_read(test_arena, test_path("kept.zones"), &after, &after_size, &err), &err);
    assert_int_equal(before_size, after_size);
    assert_memory_equal(before, after, after_size);
    zones(); // written again, the same: another time of change, the same digest
    assert_string_equal(run_kept(path, "名称", "out.csv"), first);
}

static void an_index_of_other_zones_is_made_anew(void **state)
{
    (void)state;
    const char *path = zones(), *numbered = run_kept(path, NULL, "out.csv");
    assert_true(text_starts(numbered, "zone,"));
    assert_true(text_starts(run_kept(path, "名称", "out.csv"), "名称,")); // other names
    const char *one =
        test_text_file("zones.geojson", arena_printf(test_arena, "{\"type\":\"FeatureCollection\",\"features\":[%s]}",
                                                     feature("x", square(0, 0, 2, 1))));
    size_t lines;
    text_split(test_arena, run_kept(one, "名称", "out.csv"), '\n', &lines);
    assert_int_equal(lines, 3); // the head, one zone, what follows the last end of line
}

static void a_file_that_is_no_index_is_left_alone(void **state)
{
    (void)state;
    const char *path = test_text_file("mine.csv", "a,b\n");
    Err err;
    char *text;
    size_t size;
    const char *const rasters[] = {degrees("a.tif")};
    ZonalRequest request = {.zones = zones(),
                            .rasters = rasters,
                            .raster_count = 1,
                            .stats = "sum",
                            .index = path,
                            .out = test_path("none.csv")};
    assert_false(zonal_write(&request, &err));
    test_says(&err, ERR_INPUT, "mine.csv: this is no whole index of zones");
    test_done(file_read(test_arena, path, &text, &size, &err), &err);
    assert_string_equal(text, "a,b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_zone_and_a_column_a_statistic),
        cmocka_unit_test(rasters_of_one_name_get_numbers),
        cmocka_unit_test(each_raster_keeps_its_own_lattice),
        cmocka_unit_test(threads_change_no_byte),
        cmocka_unit_test(results_stand_on_a_map_where_asked),
        cmocka_unit_test(the_same_map_is_the_same_bytes),
        cmocka_unit_test(a_kept_index_gives_the_same_bytes),
        cmocka_unit_test(an_index_of_other_zones_is_made_anew),
        cmocka_unit_test(a_file_that_is_no_index_is_left_alone),
        cmocka_unit_test(an_input_is_never_written_over),
        cmocka_unit_test(of_several_bands_one_is_named),
        cmocka_unit_test(what_makes_no_sense_is_refused_and_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
