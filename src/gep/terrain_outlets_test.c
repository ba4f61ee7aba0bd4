// terrain_outlets_test.c - which cell a point lies in, and what is told of it; the rest stands in terrain_tool_test.c.
#include "gep/terrain_outlets.h"

#include "land/test_maps.h"

enum { WIDE = 4, HIGH = 3, CELLS = WIDE * HIGH };
static const Grid grid = {"EPSG:4524", 36500000, 3400000, 10, WIDE, HIGH};
static const float level[CELLS];

static const char *map(const char *name, const char *crs, const char *places)
{
    return test_text_file(name,
                          arena_printf(test_arena,
                                       "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                                       "{\"name\":\"urn:ogc:def:crs:%s\"}},\"features\":[{\"type\":\"Feature\","
                                       "\"id\":2,\"properties\":{},\"geometry\":{\"type\":\"MultiPoint\","
                                       "\"coordinates\":[%s]}}]}",
                                       crs, places));
}

static const char *said(const Outlets *outlets)
{
    char *text;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    outlets_print(outlets, &grid, to);
    fclose(to);
    const char *kept = arena_text(test_arena, text);
    free(text);
    return kept;
}

// Its west and north sides belong to a cell.
static void a_point_lies_in_one_cell(void **state)
{
    (void)state;
    Outlets outlets;
    Err err;
    const char *path =
        map("in.geojson", "EPSG::4524",
            "[36500000,3400000],[36500009.999,3399990.001],[36500010,3399990],[36500039.999,3399970.001]");
    test_done(outlets_read(test_arena, path, "dem.tif", &grid, level, &outlets, &err), &err);
    static const uint32_t want[] = {0, 0, WIDE + 1, CELLS - 1};
    assert_int_equal(outlets.points.count, 4);
    assert_memory_equal(outlets.given, want, sizeof want);
}

static void a_point_beyond_the_last_cell_is_refused(void **state)
{
    (void)state;
    static const char *const out[] = {"[36500040,3399990]", "[36500010,3399970]", "[36499999.999,3399990]",
                                      "[36500010,3400000.001]", "[-1e9,3399990]"};
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        Outlets outlets;
        Err err;
        const char *path = map("out.geojson", "EPSG::4524", out[i]);
        assert_false(outlets_read(test_arena, path, "dem.tif", &grid, level, &outlets, &err));
        test_says(&err, ERR_INPUT, "lies outside the cells of dem.tif");
    }
}

static void another_datum_is_told_before_the_outlets(void **state)
{
    (void)state;
    Outlets outlets;
    Err err;
    uint32_t count[CELLS] = {0};
    Points points = {.count = 1, .items = &(Point){4, 0, 0}, .source_crs = "EPSG:4214", .datum_note = "a shift"};
    uint32_t cell = 5, taken, upstream;
    outlets = (Outlets){points, &cell, &taken, &upstream};
    count[4] = 9;
    outlets_snap(&outlets, &grid, count, 1);
    assert_string_equal(said(&outlets),
                        "outlets brought from EPSG:4214: a shift\noutlet 1 (feature 4): column 1 row 1, "
                        "taken to column 0 row 1, 10.0 m; 9 cells upstream\n");
    const char *path = map("old.geojson", "EPSG::4214", "[108.0002,30.7215]");
    Grid wide = {"EPSG:4524", 36400000, 3500000, 100000, 2, 2};
    test_done(outlets_read(test_arena, path, "dem.tif", &wide, level, &outlets, &err), &err);
    outlets_snap(&outlets, &wide, count, 0);
    bool told = strstr(said(&outlets), "may lie 100 m off") != NULL;
    assert_true(told == outlets.points.datum_is_ballpark);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_lies_in_one_cell),
        cmocka_unit_test(a_point_beyond_the_last_cell_is_refused),
        cmocka_unit_test(another_datum_is_told_before_the_outlets),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
