#include "base/district_schema.h"
#include "base/district_test.h"

static void absent_texts_become_empty_also_in_groups(void **state)
{
    (void)state;
    RawDistrict raw = {.out.zones_layer = "towns"};
    district_schema_fill(district_schema.mapping.fields, &raw);
    assert_string_equal(raw.out.zones_layer, "towns");
    assert_string_equal(raw.out.zones_code, "");
    assert_string_equal(raw.gdp_yuan, "");
    assert_null(raw.maps);
}

static void every_list_has_its_entry(void **state)
{
    (void)state;
    static const char *const lists[] = {"maps",     "class_tables", "stations", "tables",
                                        "variants", "services",     "observed"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) assert_non_null(district_schema_entry(lists[i])->key);
}

static void extra_keys_are_read(void **state)
{
    (void)state;
    District d =
        parse(with("root: /data\ncells: {file: c.csv, sheet: s}\nlimits: {valid_area_min: 0.5}\n"
                   "maps:\n  - {id: a, file: a.tif, kind: flux, crs: \"EPSG:4326\", normal: n.tif, fill: \"map:b\","
                   " license: MIT, band: 2}\n  - {id: b, file: b.tif, kind: field, fill: \"constant:-1.5\"}\n"
                   "stations:\n  - {id: s, file: s.csv, value: v, power: 3, sheet: t, encoding: gbk, normal: m.csv}\n"
                   "observed:\n"));
    assert_string_equal(d.cells_sheet, "s");
    assert_true(d.valid_area_min == 0.5 && d.area_tolerance == 0.001);
    assert_int_equal(d.maps[0].band, 2);
    assert_string_equal(d.maps[0].license, "MIT");
    assert_string_equal(d.maps[0].normal, "n.tif");
    assert_true(d.stations[0].power == 3);
    assert_string_equal(d.stations[0].sheet, "t");
    assert_int_equal(d.observed_count, 0);
}

static void empty_and_endless_texts_are_refused(void **state)
{
    (void)state;
    refuses_size("", 0, "is empty; expected keys");
    refuses_size("# only a comment\n", 17, "is empty");
    refuses("maps:\n  - {id: \"\", file: f, kind: class}\n", "line 6, column 6, key maps[1].id: must not be empty");
    char *text = arena_alloc(arena, 5010);
    memcpy(text, "root: ", 6);
    memset(text + 6, 'x', 5000);
    refuses(text, "key root: longer than 4096 bytes");
    StrBuf many = strbuf_open(arena);
    strbuf_add(&many, "tables:\n");
    for (int i = 0; i < 1001; i++) strbuf_printf(&many, "  - {id: t%d, file: f}\n", i);
    refuses(many.data, "key tables: more than 1000 entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_texts_become_empty_also_in_groups),
        cmocka_unit_test(every_list_has_its_entry),
        cmocka_unit_test(extra_keys_are_read),
        cmocka_unit_test(empty_and_endless_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
