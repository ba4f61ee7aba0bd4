// vector_results_test.c - copies of vector maps with results.
#include "land/vector_results.h"

#include <math.h>

#include "base/text.h"
#include "land/test_maps.h"

static const char *sheds(void)
{
    return test_text_file("sheds.geojson",
                          "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                          "\"urn:ogc:def:crs:EPSG::4524\"}},\"features\":["
                          "{\"type\":\"Feature\",\"properties\":{\"ws_id\":4,\"名称\":\"南河\",\"no\":\"7\"},"
                          "\"geometry\":{\"type\":\"Polygon\","
                          "\"coordinates\":[[[0,0],[10,0],[10,20],[0,0]]]}},"
                          "{\"type\":\"Feature\",\"properties\":{\"ws_id\":9,\"名称\":null,\"no\":\"x\"},\"geometry\":{"
                          "\"type\":\"Polygon\","
                          "\"coordinates\":[[[0,0],[10,0],[10,30],[0,0]]]}}]}");
}

static void a_map_says_what_it_is(void **state)
{
    (void)state;
    Err err;
    VectorInfo info;
    test_done(vector_info_read(test_arena, sheds(), &info, &err), &err);
    assert_true(info.polygons);
    assert_int_equal(info.feature_count, 2);
    assert_int_equal(info.field_count, 3);
    assert_string_equal(info.fields[1], "名称");
    assert_float_equal(info.max_y, 30, 0);
    assert_non_null(strstr(info.crs_wkt, "4524"));
}

static void numbers_of_a_field_come_by_feature(void **state)
{
    (void)state;
    Err err;
    double *values;
    size_t count;
    test_done(vector_numbers_read(test_arena, sheds(), "WS_ID", &values, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_float_equal(values[1], 9, 0);
    test_done(vector_numbers_read(test_arena, sheds(), "no", &values, &count, &err), &err);
    assert_float_equal(values[0], 7, 0);
    assert_true(isnan(values[1]));
    assert_false(vector_numbers_read(test_arena, sheds(), "id", &values, &count, &err));
    test_says(&err, ERR_INPUT, "no field \"id\"");
}

static void results_stand_in_new_fields_and_chinese_stays(void **state)
{
    (void)state;
    Err err;
    char *csv;
    size_t size;
    const double mean[] = {1.5, NAN}, volume[] = {-2e9, 1.0 / 3};
    const ResultField fields[] = {{"wyield_mn", mean}, {"wyield_vol", volume}};
    const char *shapes = test_path("结果.shp"), *table = test_path("结果.csv");
    test_done(vector_results_write(sheds(), shapes, table, fields, 2, &err), &err);
    test_done(file_read(test_arena, table, &csv, &size, &err), &err);
    char **lines = text_split(test_arena, text_replace(test_arena, csv, "\"", ""), '\n', &(size_t){0});
    assert_string_equal(lines[0], "ws_id,名称,no,wyield_mn,wyield_vol");
    assert_string_equal(lines[1], "4,南河,7,1.50000000000,-2000000000.00000000000");
    assert_string_equal(lines[2], "9,,x,,0.33333333333");
}

static void what_cannot_be_written_is_said(void **state)
{
    (void)state;
    Err err;
    assert_false(vector_results_write(sheds(), test_path("none/a.shp"), test_path("none/a.csv"), NULL, 0, &err));
    test_says(&err, ERR_IO, "none/a.shp");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_says_what_it_is),
        cmocka_unit_test(numbers_of_a_field_come_by_feature),
        cmocka_unit_test(results_stand_in_new_fields_and_chinese_stays),
        cmocka_unit_test(what_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
