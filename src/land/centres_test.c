// centres_test.c - which cells have their centres in a polygon.
#include "land/centres.h"

#include "base/text.h"
#include "land/test_maps.h"

static const Frame frame = {"EPSG:4524", 0, 100, 10, 10, 10, 10}; // x and y from 0 to 100

static const char *geojson(const char *const *geometries, size_t count)
{
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&text, "%s{\"type\":\"Feature\",\"properties\":{},\"geometry\":%s}", i ? "," : "", geometries[i]);
    strbuf_add(&text, "]}");
    return test_text_file("zones.geojson", text.data);
}

static CentreZones read_zones(const char *const *geometries, size_t count)
{
    Err err;
    CentreZones zones;
    test_done(centres_read(test_arena, geojson(geometries, count), &frame, &zones, &err), &err);
    assert_int_equal(zones.count, count);
    return zones;
}

static int count_cells(const CentreZone *zone)
{
    int count = 0;
    for (size_t i = 0; zone->row_count > 0 && i < zone->starts[zone->row_count]; i++)
        count += zone->spans[i].end - zone->spans[i].first;
    return count;
}

static const char *box(double west, double south, double east, double north)
{
    return arena_printf(test_arena,
                        "{\"type\":\"Polygon\",\"coordinates\":[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]}", west,
                        south, east, south, east, north, west, north, west, south);
}

static void a_box_has_the_centres_in_it_and_its_area(void **state)
{
    (void)state;
    const char *const geometries[] = {box(12, 62, 38, 96)};
    CentreZone zone = read_zones(geometries, 1).items[0];
    assert_int_equal(zone.row, 0);
    assert_int_equal(zone.row_count, 4);
    assert_int_equal(zone.spans[0].first, 1);
    assert_int_equal(zone.spans[0].end, 4);
    assert_int_equal(count_cells(&zone), 12);
    assert_float_equal(zone.area, 26 * 34, 1e-9);
}

static void neighbours_share_no_cell_and_leave_none(void **state)
{
    (void)state;
    const char *const geometries[] = {box(0, 0, 45, 100), box(45, 0, 100, 100), box(0, 0, 100, 45)};
    CentreZones zones = read_zones(geometries, 3);
    assert_int_equal(count_cells(&zones.items[0]) + count_cells(&zones.items[1]), 100);
    assert_int_equal(count_cells(&zones.items[0]), 50); // a centre on the right edge is in
    assert_int_equal(count_cells(&zones.items[2]), 50); // and so is one on the upper edge
}

static void holes_and_parts_count_even_odd(void **state)
{
    (void)state;
    const char *const geometries[] = {
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[100,0],[100,100],[0,100],[0,0]],"
        "[[30,30],[30,70],[70,70],[70,30],[30,30]]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[20,0],[20,20],[0,20],[0,0]]],"
        "[[[80,80],[100,80],[100,100],[80,100],[80,80]]]]}"};
    CentreZones zones = read_zones(geometries, 2);
    assert_int_equal(count_cells(&zones.items[0]), 84);
    assert_int_equal(count_cells(&zones.items[1]), 8);
    assert_float_equal(zones.items[1].area, 800, 1e-9);
}

static void a_sliver_without_centres_has_its_box(void **state)
{
    (void)state;
    const char *const geometries[] = {box(11, 21, 33, 24), box(200, 0, 300, 50), "null", box(50, 50, 100, 100)};
    CentreZones zones = read_zones(geometries, 4);
    assert_int_equal(zones.items[0].row, 7);
    assert_int_equal(count_cells(&zones.items[0]), 3);
    assert_int_equal(count_cells(&zones.items[1]), 0);
    assert_int_equal(count_cells(&zones.items[2]), 0);
    assert_int_equal(count_cells(&zones.items[3]), 25);
}

static void parts_beyond_the_frame_do_not_count(void **state)
{
    (void)state;
    const char *const geometries[] = {box(-500, -500, 500, 500)};
    assert_int_equal(count_cells(&read_zones(geometries, 1).items[0]), 100);
}

static void a_file_that_is_not_there_is_said(void **state)
{
    (void)state;
    Err err;
    CentreZones zones;
    assert_false(centres_read(test_arena, test_path("none.shp"), &frame, &zones, &err));
    test_says(&err, ERR_MISSING, "none.shp");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_has_the_centres_in_it_and_its_area),
        cmocka_unit_test(neighbours_share_no_cell_and_leave_none),
        cmocka_unit_test(holes_and_parts_count_even_odd),
        cmocka_unit_test(a_sliver_without_centres_has_its_box),
        cmocka_unit_test(parts_beyond_the_frame_do_not_count),
        cmocka_unit_test(a_file_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
