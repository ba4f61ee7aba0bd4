// terrain_tool_test.c - the products of an elevation model, on hills small enough to be worked out by hand.
#include "gep/terrain_tool.h"

#include <math.h>
#include <unistd.h>

#include "base/text.h"
#include "gep/formulas/topography.h"
#include "land/test_maps.h"

enum { WIDE = 6, HIGH = 5, CELLS = WIDE * HIGH };

// A slope that falls 30 m a cell towards the west, with a pit of 5 m in it at (3, 2).
static double hill(int col, int row)
{
    return 100 + 30 * col + 0.01 * row - (col == 3 && row == 2 ? 35.02 : 0);
}

static const char *raster(const char *name, const char *crs, double cell_x, double cell_y, double (*value)(int, int))
{
    double values[CELLS];
    for (int i = 0; i < CELLS; i++) values[i] = value(i % WIDE, i / WIDE);
    TestRaster r = {.name = name,
                    .crs = crs,
                    .type = GDT_Float64,
                    .x0 = text_equal(crs, "EPSG:4490") ? 108 : 500000,
                    .y0 = text_equal(crs, "EPSG:4490") ? 31 : 3400000,
                    .cell_x = cell_x,
                    .cell_y = cell_y,
                    .width = WIDE,
                    .height = HIGH,
                    .values = values,
                    .nodata = "-9999"};
    return test_raster(&r);
}

static const char *dem(void)
{
    return raster("dem.tif", "EPSG:4524", 30, 30, hill);
}

static void read_back(const char *path, float out[CELLS], const char **type)
{
    Raster *made;
    Err err;
    test_done(raster_open(path, 1, &made, &err), &err);
    assert_int_equal(raster_info(made)->width, WIDE);
    assert_true(raster_info(made)->origin_x == 500000 && raster_info(made)->cell_y == 30);
    *type = arena_text(test_arena, raster_info(made)->type);
    test_done(raster_read(made, (Window){0, 0, WIDE, HIGH}, out, &err), &err);
    raster_close(made);
}

// The product of the hill; returns the type of its file.
static const char *make(TerrainRequest request, float out[CELLS])
{
    const char *type;
    Err err;
    request.dem = request.dem ? request.dem : dem();
    request.out = test_path("out.tif");
    test_done(terrain_write(&request, stdout, &err), &err);
    read_back(request.out, out, &type);
    return type;
}

static float at(const float out[CELLS], int col, int row)
{
    return out[row * WIDE + col];
}

static void a_pit_is_filled_to_its_spill(void **state)
{
    (void)state;
    float out[CELLS];
    assert_string_equal(make((TerrainRequest){.product = "fill"}, out), "Float32");
    for (int i = 0; i < CELLS; i++) {
        float spill = (float)hill(2, 1), want = (float)hill(i % WIDE, i / WIDE);
        if (i == 2 * WIDE + 3) want = spill;
        assert_true(out[i] == want);
    }
}

static void water_goes_west_and_leaves_at_the_edge(void **state)
{
    (void)state;
    float out[CELLS];
    assert_string_equal(make((TerrainRequest){.product = "flow"}, out), "Byte");
    assert_true(at(out, 2, 0) == 4 && at(out, 5, 4) == 4 && at(out, 0, 3) == 2 && at(out, 0, 0) == 8);
    assert_string_equal(make((TerrainRequest){.product = "flow", .method = "dinf"}, out), "Float32");
    assert_true(fabsf(at(out, 2, 0) - 3.14159265F) < 1e-3F && isnan(at(out, 0, 0)));
}

// The west column leaves northwards (a centimetre a row): the last cell there gathers everything.
static void all_that_falls_is_counted_where_it_leaves(void **state)
{
    (void)state;
    static const char *const methods[] = {"d8", "mfd", "dinf"};
    float out[CELLS];
    for (int m = 0; m < 3; m++) {
        TerrainRequest request = {.product = "accumulate", .method = methods[m]};
        assert_string_equal(make(request, out), "Float64");
        assert_true(fabsf(at(out, 0, 0) - CELLS) < 1e-4F);
        assert_true(at(out, 5, 4) == 1);
    }
    make((TerrainRequest){.product = "accumulate"}, out);
    float mfd[CELLS];
    make((TerrainRequest){.product = "accumulate", .method = "mfd"}, mfd);
    assert_memory_equal(out, mfd, sizeof mfd); // the first method
}

static double weight(int col, int row)
{
    return col == 5 ? row : 0;
}

static void weights_travel_with_the_water(void **state)
{
    (void)state;
    float out[CELLS];
    TerrainRequest request = {
        .product = "accumulate", .method = "d8", .weights = raster("w.tif", "EPSG:4524", 30, 30, weight)};
    make(request, out);
    assert_true(at(out, 0, 0) == 0 + 1 + 2 + 3 + 4);
    assert_true(at(out, 1, 4) == 4 && at(out, 1, 0) == 0);
}

static void streams_begin_where_enough_has_gathered(void **state)
{
    (void)state;
    float out[CELLS];
    TerrainRequest request = {.product = "streams", .method = "d8", .threshold = 6};
    assert_string_equal(make(request, out), "Byte");
    assert_true(at(out, 0, 4) == 1 && at(out, 0, 0) == 1 && at(out, 1, 0) == 0 && at(out, 5, 2) == 0);
}

static double ridge(int col, int row)
{
    return row == 4 && col == 5 ? -9999 : 100 - 10 * fabs(col - 2.4) + row * 0.001;
}

static void each_way_out_has_its_basin(void **state)
{
    (void)state;
    float out[CELLS];
    TerrainRequest request = {.product = "basins", .dem = raster("ridge.tif", "EPSG:4524", 30, 30, ridge)};
    assert_string_equal(make(request, out), "Int32");
    assert_true(at(out, 0, 0) == 1 && at(out, 2, 3) == 1 && isnan(at(out, 5, 4)));
    assert_true(at(out, 4, 0) == at(out, 5, 0) && at(out, 5, 0) != 1);
}

// The west column is the stream, and the water goes straight west to it.
static void distance_is_the_way_to_the_stream(void **state)
{
    (void)state;
    float out[CELLS];
    TerrainRequest request = {.product = "distance", .threshold = 6};
    assert_string_equal(make(request, out), "Float32");
    assert_true(at(out, 0, 4) == 0 && at(out, 1, 4) == 30 && at(out, 5, 0) == 150);
    request.method = "mfd";
    assert_string_equal(make(request, out), "Float32");
    assert_true(at(out, 0, 0) == 0 && at(out, 3, 2) >= 30 && at(out, 5, 4) > 90);
    request.threshold = 1000;
    make(request, out);
    for (int i = 0; i < CELLS; i++) assert_true(isnan(out[i])); // no stream is met
}

// A GeoJSON map of outlets in the middle of cells, in the system of the hill.
static const char *outlets(const char *name, const int (*cells)[2], int count)
{
    StrBuf text = strbuf_open(test_arena);
    strbuf_printf(&text, "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                         "\"urn:ogc:def:crs:EPSG::4524\"}},\"features\":[");
    for (int i = 0; i < count; i++)
        strbuf_printf(&text,
                      "%s{\"type\":\"Feature\",\"id\":%d,\"properties\":{},\"geometry\":{\"type\":\"Point\","
                      "\"coordinates\":[%d,%d]}}",
                      i ? "," : "", 10 + i, 500015 + 30 * cells[i][0], 3399985 - 30 * cells[i][1]);
    strbuf_printf(&text, "]}");
    return test_text_file(name, text.data);
}

static void basins_of_outlets_are_numbered_in_the_files_order(void **state)
{
    (void)state;
    float out[CELLS];
    const int cells[][2] = {{0, 2}, {3, 4}, {1, 0}};
    make((TerrainRequest){.product = "basins", .outlets = outlets("three.geojson", cells, 3)}, out);
    assert_true(at(out, 0, 2) == 1 && at(out, 0, 4) == 1 && at(out, 2, 4) == 1 && at(out, 2, 3) == 1);
    assert_true(at(out, 3, 4) == 2 && at(out, 5, 4) == 2); // cut off from the first
    assert_true(at(out, 1, 0) == 3 && at(out, 5, 0) == 3);
    assert_true(isnan(at(out, 0, 0)) && isnan(at(out, 0, 1)) && isnan(at(out, 4, 1)));
}

static void an_outlet_is_moved_to_the_stream_and_that_is_told(void **state)
{
    (void)state;
    char *said;
    size_t size;
    float out[CELLS];
    const char *type;
    Err err;
    const int cells[][2] = {{1, 3}, {0, 2}};
    TerrainRequest request = {.product = "basins",
                              .dem = dem(),
                              .out = test_path("snapped.tif"),
                              .outlets = outlets("two.geojson", cells, 2),
                              .snap = 1};
    for (int snap = 1; snap >= 0; snap--) {
        FILE *to = open_memstream(&said, &size);
        request.snap = snap;
        test_done(terrain_write(&request, to, &err), &err);
        fclose(to);
        if (snap == 1) {
            assert_string_equal(said,
                                "outlet 1 (feature 10): column 1 row 3, taken to column 0 row 2, 42.4 m; 12 cells "
                                "upstream\noutlet 2 (feature 11): column 0 row 2, taken to column 0 row 1, 30.0 m; "
                                "24 cells upstream\n");
        } else {
            assert_non_null(strstr(said, "taken to column 1 row 3, 0.0 m; 2 cells upstream"));
        }
        free(said);
    }
    read_back(request.out, out, &type);
    assert_true(at(out, 1, 3) == 1 && at(out, 2, 3) == 1 && at(out, 0, 3) == 2 && isnan(at(out, 1, 1)));
}

static void of_two_outlets_on_one_cell_the_first_has_the_basin(void **state)
{
    (void)state;
    char *said;
    size_t size;
    Err err;
    const int cells[][2] = {{2, 1}, {2, 1}};
    TerrainRequest request = {
        .product = "basins", .dem = dem(), .out = test_path("same.tif"), .outlets = outlets("same.geojson", cells, 2)};
    FILE *to = open_memstream(&said, &size);
    test_done(terrain_write(&request, to, &err), &err);
    fclose(to);
    assert_non_null(strstr(said, "10 cells upstream; on the cell of outlet 1, which has the basin\n"));
    free(said);
}

static void slope_is_horns(void **state)
{
    (void)state;
    float out[CELLS];
    assert_string_equal(make((TerrainRequest){.product = "slope"}, out), "Float32");
    assert_true(fabsf(at(out, 1, 0) - 45) < 1e-3F && fabsf(at(out, 2, 4) - 45) < 1e-3F);
}

// On the slope of 45 degrees that faces west, n cells above: S and the exponent by their formulas, L by Desmet &
// Govers.
static void ls_is_length_times_steepness(void **state)
{
    (void)state;
    float out[CELLS];
    double slope = atan(1) * 180 / 3.14159265358979323846, m, s;
    topography_exponent(&m, LENGTH_MCCOOL, &slope, 1);
    topography_s_liu(&s, &slope, 1);
    for (int limited = 0; limited <= 1; limited++) {
        TerrainRequest request = {.product = "ls", .method = "d8", .threshold = limited ? 2 : 0};
        assert_string_equal(make(request, out), "Float32");
        double above = limited ? 2 : 3, area = above * 900;                   // cells upstream of (2, 4)
        double tilt = 0.01 / 30, across = (1 + tilt) / sqrt(1 + tilt * tilt); // |sin| + |cos| of the aspect
        double l = (pow(area + 900, m + 1) - pow(area, m + 1)) / (pow(30, m + 2) * pow(22.13 * across, m));
        assert_true(fabs((double)at(out, 2, 4) / (l * s) - 1) < 1e-5);
    }
}

static void refuses(TerrainRequest request, ErrCode code, const char *words)
{
    Err err;
    request.dem = request.dem ? request.dem : dem();
    request.out = test_path("refused.tif");
    assert_false(terrain_write(&request, stdout, &err));
    test_says(&err, code, words);
    assert_false(file_exists(request.out));
}

static void an_outlet_off_the_model_is_refused_with_its_place(void **state)
{
    (void)state;
    const int east[][2] = {{0, 0}, {WIDE, 0}}, hole[][2] = {{5, 4}};
    TerrainRequest request = {.product = "basins", .outlets = outlets("east.geojson", east, 2)};
    refuses(request, ERR_INPUT, "feature 11: the outlet at 500195.000 3399985.000 (EPSG:4524) lies outside the cells");
    refuses(request, ERR_INPUT, "Move it onto the model");
    request.outlets = outlets("hole.geojson", hole, 1);
    request.dem = raster("holed.tif", "EPSG:4524", 30, 30, ridge);
    refuses(request, ERR_INPUT, "lies on a cell without data of ");
    request.outlets = test_path("none.shp");
    refuses(request, ERR_MISSING, "none.shp");
}

static void what_makes_no_sense_is_refused_with_the_remedy(void **state)
{
    (void)state;
    refuses((TerrainRequest){.product = "flood"}, ERR_USAGE, "fill, flow");
    refuses((TerrainRequest){.product = "flow", .method = "mfd"}, ERR_USAGE, "mfd");
    refuses((TerrainRequest){.product = "slope", .method = "d8"}, ERR_USAGE, "d8");
    refuses((TerrainRequest){.product = "streams"}, ERR_USAGE, "needs --threshold");
    refuses((TerrainRequest){.product = "fill", .threshold = 3}, ERR_USAGE, "no --threshold");
    refuses((TerrainRequest){.product = "basins", .weights = dem()}, ERR_USAGE, "no --weights");
    refuses((TerrainRequest){.product = "distance"}, ERR_USAGE, "needs --threshold");
    refuses((TerrainRequest){.product = "distance", .method = "dinf", .threshold = 2}, ERR_USAGE, "dinf");
    refuses((TerrainRequest){.product = "streams", .threshold = 3, .outlets = "p.shp"}, ERR_USAGE, "no --outlets");
    refuses((TerrainRequest){.product = "fill", .snap = 3}, ERR_USAGE, "no --snap");
    refuses((TerrainRequest){.product = "basins", .snap = 3}, ERR_USAGE, "give them with --outlets");
    refuses((TerrainRequest){.product = "fill", .dem = test_path("none.tif")}, ERR_MISSING, "none.tif");
    refuses((TerrainRequest){.product = "fill", .dem = raster("deg.tif", "EPSG:4490", 0.001, 0.001, hill)}, ERR_REFUSED,
            "degrees");
    refuses((TerrainRequest){.product = "fill", .dem = raster("odd.tif", "EPSG:4524", 30, 29, hill)}, ERR_REFUSED,
            "not square");
    refuses((TerrainRequest){.product = "fill", .dem = raster("bare.tif", NULL, 30, 30, hill)}, ERR_REFUSED, "-a_srs");
    refuses((TerrainRequest){.product = "accumulate", .weights = raster("far.tif", "EPSG:4524", 20, 20, weight)},
            ERR_INPUT, "gdalwarp");
}

static double nothing(int col, int row)
{
    (void)col;
    (void)row;
    return -9999;
}

static void refuses_output(const char *model, const char *out, ErrCode code, const char *words)
{
    Err err;
    bool there = file_exists(out);
    TerrainRequest request = {.product = "fill", .dem = model, .out = out};
    assert_false(terrain_write(&request, stdout, &err));
    test_says(&err, code, words);
    assert_true(file_exists(out) == there);
}

static void an_input_is_never_written_over(void **state)
{
    (void)state;
    Err err;
    char *before, *after;
    size_t size_before, size_after;
    const char *model = dem(), *mosaic = test_mosaic("mosaic.vrt", model, WIDE, HIGH, 1, "");
    test_done(file_read(test_arena, model, &before, &size_before, &err), &err);
    refuses_output(model, model, ERR_REFUSED, "is an input and would be lost");
    refuses_output(mosaic, model, ERR_REFUSED, "is an input and would be lost");
    assert_int_equal(symlink(model, test_path("link.tif")), 0);
    refuses_output(model, test_path("link.tif"), ERR_REFUSED, "is an input and would be lost");
    TerrainRequest request = {.product = "accumulate", .dem = dem(), .weights = model, .out = model};
    request.dem = raster("other.tif", "EPSG:4524", 30, 30, hill);
    assert_false(terrain_write(&request, stdout, &err));
    test_says(&err, ERR_REFUSED, "is an input and would be lost");
    test_done(file_read(test_arena, model, &after, &size_after, &err), &err);
    assert_true(size_before == size_after && memcmp(before, after, size_before) == 0);
}

static void a_place_that_cannot_hold_the_output_is_refused_with_the_remedy(void **state)
{
    (void)state;
    refuses_output(dem(), test_path("out.png"), ERR_REFUSED, "must end in .tif or .tiff");
    refuses_output(dem(), test_path("out"), ERR_REFUSED, "must end in .tif or .tiff");
    refuses_output(dem(), "", ERR_REFUSED, "empty");
    refuses_output(dem(), test_path("no/out.tif"), ERR_MISSING, "/no is not there. Make it");
    refuses_output(dem(), file_folder(test_arena, test_path("x")), ERR_REFUSED, "is a folder");
}

static void a_model_without_data_is_an_error(void **state)
{
    (void)state;
    refuses((TerrainRequest){.product = "fill", .dem = raster("void.tif", "EPSG:4524", 30, 30, nothing)}, ERR_INPUT,
            "every cell is without data");
}

static void of_several_bands_one_is_named(void **state)
{
    (void)state;
    float out[CELLS];
    const char *two = test_mosaic("two.vrt", dem(), WIDE, HIGH, 2, "");
    refuses((TerrainRequest){.product = "fill", .dem = two}, ERR_INPUT, "there are 2 bands");
    refuses((TerrainRequest){.product = "fill", .dem = two, .band = 3}, ERR_INPUT, "no band 3");
    refuses((TerrainRequest){.product = "accumulate", .weights = two}, ERR_INPUT, "gdal_translate -b N");
    make((TerrainRequest){.product = "fill", .dem = two, .band = 2}, out);
    assert_true(at(out, 1, 0) == 130);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pit_is_filled_to_its_spill),
        cmocka_unit_test(water_goes_west_and_leaves_at_the_edge),
        cmocka_unit_test(all_that_falls_is_counted_where_it_leaves),
        cmocka_unit_test(weights_travel_with_the_water),
        cmocka_unit_test(streams_begin_where_enough_has_gathered),
        cmocka_unit_test(each_way_out_has_its_basin),
        cmocka_unit_test(distance_is_the_way_to_the_stream),
        cmocka_unit_test(basins_of_outlets_are_numbered_in_the_files_order),
        cmocka_unit_test(an_outlet_is_moved_to_the_stream_and_that_is_told),
        cmocka_unit_test(of_two_outlets_on_one_cell_the_first_has_the_basin),
        cmocka_unit_test(an_input_is_never_written_over),
        cmocka_unit_test(a_place_that_cannot_hold_the_output_is_refused_with_the_remedy),
        cmocka_unit_test(a_model_without_data_is_an_error),
        cmocka_unit_test(of_several_bands_one_is_named),
        cmocka_unit_test(an_outlet_off_the_model_is_refused_with_its_place),
        cmocka_unit_test(slope_is_horns),
        cmocka_unit_test(ls_is_length_times_steepness),
        cmocka_unit_test(what_makes_no_sense_is_refused_with_the_remedy),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
