// points_test.c - points of made-up layers, and what is refused of them.
#include "land/points.h"

#include "base/text.h"
#include "land/test_maps.h"

static Crs *target; // CGCS2000, zone 36

static int open_all(void **state)
{
    Err err;
    int failed = test_open(state);
    test_done(crs_open("EPSG:4524", &target, &err), &err);
    return failed;
}

static int close_all(void **state)
{
    crs_close(target);
    return test_close(state);
}

// GeoJSON; crs: "EPSG::4524" and the like, "EPSG::4326" when NULL.
static const char *map(const char *name, const char *crs, const char *features)
{
    const char *place =
        crs ? arena_printf(test_arena, "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:%s\"}},",
                           crs)
            : "";
    return test_text_file(
        name, arena_printf(test_arena, "{\"type\":\"FeatureCollection\",%s\"features\":[%s]}", place, features));
}

static const char *feature(int id, const char *geometry)
{
    return arena_printf(test_arena, "{\"type\":\"Feature\",\"id\":%d,\"properties\":{},\"geometry\":%s}", id, geometry);
}

static const char *shape(const char *type, const char *coordinates)
{
    return arena_printf(test_arena, "{\"type\":\"%s\",\"coordinates\":%s}", type, coordinates);
}

static Points read_points(const char *path)
{
    Points points;
    Err err;
    test_done(points_read(test_arena, path, NULL, target, &points, &err), &err);
    return points;
}

static void points_come_in_the_order_of_their_features(void **state)
{
    (void)state;
    const char *two = arena_printf(test_arena, "%s,%s", feature(7, shape("Point", "[36500010.5,3400020.25]")),
                                   feature(3, shape("MultiPoint", "[[36500001,3400002],[36500003,3400004,99]]")));
    Points points = read_points(map("two.geojson", "EPSG::4524", two));
    static const Point want[] = {{7, 36500010.5, 3400020.25}, {3, 36500001, 3400002}, {3, 36500003, 3400004}};
    assert_int_equal(points.count, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(points.items[i].feature, want[i].feature);
        assert_true(points.items[i].x == want[i].x && points.items[i].y == want[i].y);
    }
    assert_string_equal(points.source_crs, "EPSG:4524");
    assert_string_equal(points.datum_note, "");
    assert_false(points.datum_is_ballpark);
}

static void coordinates_are_brought_to_the_target(void **state)
{
    (void)state;
    Points points = read_points(map("one.geojson", "EPSG::4490", feature(1, shape("Point", "[108,31]"))));
    double x = 108, y = 31;
    Crs *degrees = NULL;
    Transform *transform = NULL;
    Err err;
    test_done(crs_open("EPSG:4490", &degrees, &err) && transform_open(degrees, target, &transform, &err), &err);
    transform_points(transform, &x, &y, 1);
    assert_true(points.items[0].x == x && points.items[0].y == y && x == 36500000);
    transform_close(transform);
    crs_close(degrees);
}

static void another_datum_is_told(void **state)
{
    (void)state;
    Points points = read_points(map("old.geojson", "EPSG::4214", feature(1, shape("Point", "[108,31]"))));
    assert_non_null(strstr(points.datum_note, "Beijing 1954"));
    assert_true(points.datum_is_ballpark == (strstr(points.datum_note, "ballpark") != NULL));
}

static void refuses(const char *path, const char *layer, ErrCode code, const char *words)
{
    Points points;
    Err err;
    assert_false(points_read(test_arena, path, layer, target, &points, &err));
    test_says(&err, code, words);
}

static void what_is_no_point_is_refused_and_named(void **state)
{
    (void)state;
    const char *line = map("line.geojson", NULL, feature(4, shape("LineString", "[[108,31],[109,31]]")));
    refuses(line, NULL, ERR_INPUT, "feature 4: it is no point");
    refuses(line, NULL, ERR_INPUT, "line.geojson, layer line, ");
    refuses(map("bare.geojson", NULL, feature(5, "null")), NULL, ERR_INPUT, "feature 5");
    refuses(map("void.geojson", NULL, feature(6, shape("MultiPoint", "[]"))), NULL, ERR_INPUT, "feature 6");
    refuses(map("none.geojson", NULL, ""), NULL, ERR_INPUT, "holds no points");
    refuses(line, "rivers", ERR_INPUT, "no layer \"rivers\"");
    refuses(test_path("absent.geojson"), NULL, ERR_MISSING, "absent.geojson");
    refuses("/vsicurl/http://example.org/p.geojson", NULL, ERR_INPUT, "Copy it here first");
    refuses(map("pole.geojson", NULL, feature(8, shape("Point", "[1e30,31]"))), NULL, ERR_INPUT,
            "feature 8: the point");
}

static void a_layer_that_does_not_say_where_it_is_is_refused(void **state)
{
    (void)state;
    const char *path = test_path("lost.shp");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    assert_non_null(GDALDatasetCreateLayer(dataset, "lost", NULL, wkbPoint, NULL));
    GDALClose(dataset);
    refuses(path, NULL, ERR_INPUT, "coordinate system");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_come_in_the_order_of_their_features),
        cmocka_unit_test(coordinates_are_brought_to_the_target),
        cmocka_unit_test(another_datum_is_told),
        cmocka_unit_test(what_is_no_point_is_refused_and_named),
        cmocka_unit_test(a_layer_that_does_not_say_where_it_is_is_refused),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
