#include "base/district_test.h"

static void a_district_of_tables_needs_no_grid(void **state)
{
    (void)state;
    assert_true(parse("schema: 1\ndistrict: {code: \"1\", name: n}\nprofile: p\ncells: {file: c.csv}\n").cell_m == 0);
}

static void choices_are_listed(void **state)
{
    (void)state;
    refuses("maps:\n  - {id: a, file: f, kind: klass}\n",
            "key maps[1].kind: \"klass\" was found, expected one of: class, field, flux");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: zero}\n", "expected constant:NUMBER or map:ID");
    refuses("maps:\n  - {id: a, file: f, kind: field, fill: \"constant:x\"}\n", "expected constant:NUMBER");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: \"constant:1\"}\n", "holes of a class map are not filled");
    refuses("maps:\n  - {id: a, file: f, kind: field, fill: \"map:a\"}\n", "cannot fill its own holes");
    refuses("maps:\n  - {id: a, file: f, kind: field, fill: \"map:\"}\n", "the id of a map is missing");
    refuses("maps:\n  - {id: a, file: f, kind: field, fill: \"map:b\"}\n", "no map with the id \"b\"");
    refuses("services:\n  - {code: R1, state: computed, reason: r}\n",
            "expected one of: not_applicable, not_available");
    refuses("services:\n  - {code: R1, state: not_available, reason: \"\"}\n",
            "key services[1].reason: must not be empty");
    refuses("stations:\n  - {id: a, file: f, value: v, layout: tall}\n", "expected one of: long, wide");
    refuses("stations:\n  - {id: a, file: f, value: v, date_rule: x}\n", "expected one of: date_part");
    refuses("stations:\n  - {id: a, file: f, value: v, method: kriging}\n", "expected one of: idw, thiessen");
}

static void an_option_is_given_once(void **state)
{
    (void)state;
    refuses("variants:\n  - {service: R02, p: 1, options: [p=2]}\n",
            "key variants[1].options: the option \"p\" is given twice");
    refuses("variants:\n  - {service: R02, options: [=2]}\n", "an option without a name");
}

static void ids_that_stand_twice_are_named_with_both_lines(void **state)
{
    (void)state;
    refuses("maps:\n  - {id: a, file: f, kind: class}\n  - {id: a, file: g, kind: class}\n",
            "line 7, column 6, key maps[2].id: \"a\" stands twice in this list, first in line 6");
    refuses("variants:\n  - {service: R02}\n  - {service: R02}\n", "key variants[2].service: \"R02\" stands twice");
    refuses(
        "services:\n  - {code: R1, state: not_available, reason: r}\n  - {code: R1, state: not_available, reason: r}\n",
        "key services[2].code");
    refuses("tables:\n  - {id: a, file: f}\n  - {id: a, file: f}\n", "key tables[2].id");
    refuses("observed:\n  - {id: a, file: f}\n  - {id: a, file: f}\n", "key observed[2].id");
    refuses("stations:\n  - {id: a, file: f, value: v}\n  - {id: a, file: f, value: v}\n", "key stations[2].id");
    refuses("tables:\n  - {id: \"a b\", file: f}\n", "an id is one word");
}

static void ids_that_are_referred_to_must_be_there(void **state)
{
    (void)state;
    refuses("boundary: {mask_of: land}\n", "key boundary.mask_of: no map with the id \"land\"");
    refuses("class_tables:\n  - {id: a, map: m, file: f, key: k, columns: [a=b]}\n", "key class_tables[1].map: no map");
    const char *text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {like: dem}\n";
    refuses_size(text, strlen(text), "key grid.like: no map with the id \"dem\"");
}

static void the_grid_is_said_one_way(void **state)
{
    (void)state;
    const char *text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {like: dem, cell_m: 30}\n";
    refuses_size(text, strlen(text), "either cell_m or like");
    text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {crs: x, cell_m: 0}\n";
    refuses_size(text, strlen(text), "line 4, column 16, key grid.cell_m: the cell size in metres is missing");
    text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {cell_m: 30}\n";
    assert_true(parse(text).cell_m == 30); // the engine chooses the zone by the boundary's longitude
    refuses("boundary: {file: f, mask_of: m}\n", "either file or mask_of");
}

static void stations_and_class_tables_agree_with_themselves(void **state)
{
    (void)state;
    static const char *const map = "maps:\n  - {id: m, file: f, kind: class}\n";
    refuses("stations:\n  - {id: a, file: f}\n", "in the long layout give either value");
    refuses("stations:\n  - {id: a, file: f, value: v, columns: [a=b]}\n", "in the long layout give either value");
    refuses("stations:\n  - {id: a, file: f, layout: wide, columns: [a=b]}\n", "the columns are the sites");
    refuses("stations:\n  - {id: a, file: f, columns: [b]}\n",
            "key stations[1].columns[1]: \"b\" was found, expected VARIABLE=COLUMN");
    refuses("stations:\n  - {id: a, file: f, columns: [a=b, =c]}\n", "columns[2]");
    refuses("stations:\n  - {id: a, file: f, columns: [a=b, a=c]}\n", "stands twice in the list");
    refuses("stations:\n  - {id: a, file: f, value: v, polygons: p}\n", "polygons go with method: thiessen");
    refuses("stations:\n  - {id: a, file: f, value: v, polygons: p, method: thiessen}\n", "polygon_key: ID");
    refuses("stations:\n  - {id: a, file: f, value: v, lapse: 1}\n", "with lapse, say its unit");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k}\n", map), "name the columns");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k, split: ab, part: 1}\n", map),
            "expected one character");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k, split: \"-\"}\n", map),
            "say which part");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k, part: 2}\n", map),
            "say what splits");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_district_of_tables_needs_no_grid),
        cmocka_unit_test(choices_are_listed),
        cmocka_unit_test(an_option_is_given_once),
        cmocka_unit_test(ids_that_stand_twice_are_named_with_both_lines),
        cmocka_unit_test(ids_that_are_referred_to_must_be_there),
        cmocka_unit_test(the_grid_is_said_one_way),
        cmocka_unit_test(stations_and_class_tables_agree_with_themselves),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
