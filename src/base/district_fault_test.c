#include "base/district_fault.h"
#include "base/district_test.h"

static void unknown_keys_are_named_with_place_and_remedy(void **state)
{
    (void)state;
    refuses("profil: x\n", "here/district.yaml, line 5, column 1, key profil: unknown key; did you mean \"profile\"?");
    refuses("maps:\n  - {id: a, file: f, kind: class}\n  - {id: b, fil: f}\n",
            "line 7, column 13, key maps[2].fil: unknown key; did you mean \"file\"? Keys here: id, file, kind");
    refuses("limits: {xyzzy: 1}\n", "line 5, column 10, key limits.xyzzy: unknown key; keys here: valid_area_min");
    refuses("variants:\n  - {service: R02, k_corection: 1}\n", "did you mean \"k_correction\"?");
}

static void missing_and_doubled_keys_are_named(void **state)
{
    (void)state;
    refuses_size("schema: 1\n", 10, "line 1, column 1, key profile: this key is missing");
    refuses("maps:\n  - {id: a, file: f, kind: class}\n  - {id: b, file: f}\n",
            "line 7, column 5, key maps[2].kind: this key is missing");
    refuses("maps:\n  - {}\n", "line 6, column 5, key maps[1].id: this key is missing");
    refuses("schema: 1\n", "line 5, column 1, key schema: this key stands twice, first in line 1");
    refuses("maps:\n  - {id: a, file: f, kind: class, id: b}\n",
            "line 6, column 35, key maps[1].id: this key stands twice");
}

static void values_of_the_wrong_kind_are_named(void **state)
{
    (void)state;
    refuses("maps: x\n", "line 5, column 1, key maps: expected a list");
    refuses("limits: x\n", "key limits: expected keys with values");
    refuses("root: [a]\n", "key root: expected one text or number");
    refuses("maps:\n  - x\n", "key maps[1]: expected keys with values");
    refuses("root: {a: 1}\n", "expected one text or number");
    refuses_size("- a\n", 4, "line 1, column 1: expected keys with values");
    refuses_size("text\n", 5, "expected keys with values");
}

static void what_libcyaml_says_otherwise_is_passed_on(void **state)
{
    (void)state;
    const OutlineNode top = {.line = 3, .column = 4};
    const Outline outline = {.count = 1, .nodes = &top};
    const DistrictSource source = {.arena = arena, .file = "f", .outline = &outline, .err = &err};
    DistrictTrace trace = {.count = 0};
    assert_false(district_fault_cyaml(&source, CYAML_ERR_OOM, &trace));
    assert_string_equal(err.text, "f, line 3, column 4: libcyaml refuses this: Memory allocation failed");
}

static void a_fault_where_nothing_stands_is_placed_at_the_start(void **state)
{
    (void)state;
    const Outline outline = {.count = 0};
    const DistrictSource source = {.arena = arena, .file = "f", .outline = &outline, .err = &err};
    assert_false(district_fault(&source, "maps[1].id", "x"));
    assert_string_equal(err.text, "f, line 1, column 1, key maps[1].id: x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_keys_are_named_with_place_and_remedy),
        cmocka_unit_test(missing_and_doubled_keys_are_named),
        cmocka_unit_test(values_of_the_wrong_kind_are_named),
        cmocka_unit_test(what_libcyaml_says_otherwise_is_passed_on),
        cmocka_unit_test(a_fault_where_nothing_stands_is_placed_at_the_start),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
