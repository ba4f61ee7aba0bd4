// zone_table_test.c - tables and maps of zones: fields, order, and nothing half-written.
#include "land/zone_table.h"

#include <sys/stat.h>

#include "base/text.h"
#include "land/test_maps.h"

static const char *zones(int count)
{
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < count; i++)
        strbuf_printf(&text,
                      "%s{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                      "[[[%d,30],[%d,31],[%d,31],[%d,30]]]}}",
                      i ? "," : "", 100 + i, 100 + i, 101 + i, 100 + i);
    strbuf_add(&text, "]}");
    return test_text_file("zones.geojson", text.data);
}

static ZoneTable three_rows(void)
{
    static const char *const names[] = {"a, \"b\"", "", "丙"};
    static const double numbers[] = {1.5, NAN, -0.1};
    static const ZoneColumn columns[] = {{.name = "名称", .texts = names}, {.name = "value", .numbers = numbers}};
    return (ZoneTable){.zones = zones(3), .title = "three", .zone_count = 3, .column_count = 2, .columns = columns};
}

static void a_csv_is_quoted_where_it_must_be(void **state)
{
    (void)state;
    Err err;
    char *text;
    size_t size;
    ZoneTable table = three_rows();
    test_done(zone_table_write(test_path("t.CSV"), &table, &err), &err);
    test_done(file_read(test_arena, test_path("t.CSV"), &text, &size, &err), &err);
    assert_string_equal(text, "名称,value\r\n\"a, \"\"b\"\"\",1.5\r\n,\r\n丙,-0.1\r\n");
}

static void a_map_has_the_rows_in_their_order(void **state)
{
    (void)state;
    Err err;
    static const char *const names[] = {"t.gpkg", "t.fgb"};
    for (int k = 0; k < 2; k++) {
        ZoneTable table = three_rows();
        test_done(zone_table_write(test_path(names[k]), &table, &err), &err);
        GDALDatasetH dataset = GDALOpenEx(test_path(names[k]), GDAL_OF_VECTOR, NULL, NULL, NULL);
        OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "three");
        assert_non_null(layer);
        for (int i = 0; i < 3; i++) {
            OGRFeatureH feature = OGR_L_GetNextFeature(layer);
            OGREnvelope box;
            OGR_G_GetEnvelope(OGR_F_GetGeometryRef(feature), &box);
            assert_true(box.MinX == 100 + i);
            assert_int_equal(OGR_F_IsFieldSetAndNotNull(feature, 1), i != 1);
            OGR_F_Destroy(feature);
        }
        GDALClose(dataset);
    }
}

static void nothing_is_left_beside(const char *folder)
{
    Err err;
    char **names;
    size_t count;
    test_done(file_list(test_arena, folder, &names, &count, &err), &err);
    for (size_t i = 0; i < count; i++) assert_null(strstr(names[i], ".partial"));
}

static void zones_that_have_changed_leave_what_was_there(void **state)
{
    (void)state;
    Err err;
    char *text;
    size_t size;
    const char *path = test_text_file("old.gpkg", "old");
    for (int count = 2; count <= 4; count += 2) { // fewer, more
        ZoneTable table = three_rows();
        table.zones = zones(count);
        assert_false(zone_table_write(path, &table, &err));
        test_says(&err, ERR_INPUT, "the zones have changed while they were in use");
    }
    test_done(file_read(test_arena, path, &text, &size, &err), &err);
    assert_string_equal(text, "old");
    nothing_is_left_beside(test_folder);
}

static void what_cannot_be_written_is_refused(void **state)
{
    (void)state;
    Err err;
    ZoneTable table = three_rows();
    assert_false(zone_table_write(test_path("t.txt"), &table, &err));
    test_says(&err, ERR_REFUSED, ".csv, .gpkg, .fgb or .parquet");
    assert_false(zone_table_write(test_path("no/such/t.gpkg"), &table, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_false(zone_table_write(test_path("no/such/t.csv"), &table, &err));
    table.zones = test_path("none.gpkg");
    assert_false(zone_table_write(test_path("t.fgb"), &table, &err));
    test_says(&err, ERR_MISSING, "none.gpkg");
    nothing_is_left_beside(test_folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_csv_is_quoted_where_it_must_be),
        cmocka_unit_test(a_map_has_the_rows_in_their_order),
        cmocka_unit_test(zones_that_have_changed_leave_what_was_there),
        cmocka_unit_test(what_cannot_be_written_is_refused),
    };
    return cmocka_run_group_tests_name("zone_table", tests, test_open, test_close);
}
