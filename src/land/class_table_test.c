#include "land/class_table.h"
#include "land/land_test.h"
#include "land/table_test.h"

static const ClassTableEntry plain = {
    .file = "t.csv", .map = "land", .sheet = "", .encoding = "", .comment = "#", .key = "id", .split = ""};
static const ClassTableEntry dashes = {
    .file = "t.csv", .map = "soil", .sheet = "", .encoding = "", .comment = "#", .key = "id", .split = "-", .part = 2};

static ClassTable parse_classes(const char *text, const ClassTableEntry *entry, const char *column)
{
    ClassTable classes;
    Table table = parse(text);
    if (!class_table_parse(arena, &table, entry, column, &classes, &err)) fail_msg("%s", err.text);
    return classes;
}

static void refuses_classes(const char *text, const ClassTableEntry *entry, const char *column, const char *wanted)
{
    ClassTable classes;
    Table table = parse(text);
    assert_false(class_table_parse(arena, &table, entry, column, &classes, &err));
    err_has(wanted);
}

static void classes_are_sorted_and_found(void **state)
{
    (void)state;
    ClassTable classes = parse_classes("id,v\n104,0.5\n4,1\n33.0,-\n-2,7\n", &plain, "v");
    assert_int_equal(classes.count, 4);
    assert_int_equal(classes.values[0].code, -2);
    assert_int_equal(classes.values[3].code, 104);
    assert_true(class_table_value(&classes, 104) == 0.5);
    assert_true(class_table_value(&classes, -2) == 7);
    assert_true(isnan(class_table_value(&classes, 33)));
    assert_true(isnan(class_table_value(&classes, 5)));
    ClassTable none = parse_classes("id,v\n", &plain, "v");
    assert_true(isnan(class_table_value(&none, 5)));
}

static void a_part_of_a_list_is_taken(void **state)
{
    (void)state;
    ClassTable classes = parse_classes("id,v\n1,12-13-9\n2,-1--2\n3,/\n4,5-\n", &dashes, "v");
    assert_true(class_table_value(&classes, 1) == 13);
    assert_true(class_table_value(&classes, 2) == -2);
    assert_true(isnan(class_table_value(&classes, 3)));
    assert_true(isnan(class_table_value(&classes, 4)));
    refuses_classes("id,v\n1,12\n", &dashes, "v", "row 2, column v: \"12\" has no part 2 between \"-\"");
    refuses_classes("id,v\n1,12-x-3\n", &dashes, "v", "\"x\", part 2 of \"12-x-3\", is no number");
}

static void keys_are_whole_numbers_that_stand_once(void **state)
{
    (void)state;
    refuses_classes("id,v\n1,1\n2,1\n1,2\n", &plain, "v", "row 4, column id: class 1 stands twice, first in row 2");
    refuses_classes("id,v\n1.5,1\n", &plain, "v", "\"1.5\" is no class");
    refuses_classes("id,v\nforest,1\n", &plain, "v", "\"forest\" is no class");
    refuses_classes("id,v\n1e99,1\n", &plain, "v", "is no class");
    refuses_classes("id,v\n1,12;3\n", &plain, "v", "\"12;3\" is no number");
    refuses_classes("key,v\n1,1\n", &plain, "v", "no column id");
    refuses_classes("id,v\n1,1\n", &plain, "w", "no column w");
}

static void classes_of_the_map_without_a_row_are_listed(void **state)
{
    (void)state;
    ClassTable classes = parse_classes("id,v\n4,1\n6,1\n", &plain, "v");
    const long codes[] = {4, 6, 8, 18};
    assert_true(class_table_cover(&classes, &plain, codes, 2, &err));
    assert_false(class_table_cover(&classes, &plain, codes, 4, &err));
    assert_int_equal(err.code, ERR_MISSING);
    err_has("t.csv: no row for these classes of map land: 8, 18");
}

static void the_soils_of_youwuzhen_are_read(void **state)
{
    (void)state;
    static const ClassTableEntry soil = {
        .sheet = "", .encoding = "", .comment = "#", .key = "SEQN", .split = "-", .part = 1};
    static const ClassTableEntry cover = {
        .sheet = "", .encoding = "", .comment = "#", .key = "LANDUSE_ID", .split = ""};
    ClassTable classes;
    char *path = shared_file(arena, "youwuzhen/soil_properties_lookup.csv");
    if (!path) skip();
    assert_true(class_table_read(arena, path, &soil, "SOL_SAND", &classes, &err));
    assert_int_equal(classes.count, 5);
    assert_true(class_table_value(&classes, 201) == 52.25);
    assert_true(class_table_value(&classes, 205) == 46.69);
    assert_true(class_table_read(arena, path, &soil, "SOL_OM", &classes, &err));
    assert_true(class_table_value(&classes, 203) == 1.73);
    path = shared_file(arena, "youwuzhen/landuse_lookup_subset.csv");
    assert_true(class_table_read(arena, path, &cover, "USLE_C", &classes, &err));
    assert_int_equal(classes.count, 7);
    assert_true(class_table_value(&classes, 33) == 0.03 && class_table_value(&classes, 18) == 0);
    path = shared_file(arena, "youwuzhen/landcover_initial_parameters.csv");
    assert_true(class_table_read(arena, path, &cover, "USLE_P", &classes, &err));
    assert_int_equal(classes.count, 7);
    assert_true(class_table_value(&classes, 33) == 0.084 && class_table_value(&classes, 104) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_sorted_and_found),
        cmocka_unit_test(a_part_of_a_list_is_taken),
        cmocka_unit_test(keys_are_whole_numbers_that_stand_once),
        cmocka_unit_test(classes_of_the_map_without_a_row_are_listed),
        cmocka_unit_test(the_soils_of_youwuzhen_are_read),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
