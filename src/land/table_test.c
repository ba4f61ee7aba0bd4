#include <unistd.h>

#include "land/land_test.h"
#include "land/table_test.h"

static void columns_are_found_by_any_of_their_names(void **state)
{
    (void)state;
    Table t = parse("Station ID,产量（吨）,ｘ,Quantity\n1,2,3,4\n");
    assert_int_equal(table_column(&t, "产量|quantity"), 1);
    assert_int_equal(table_column(&t, "产量（吨）"), 1);
    assert_int_equal(table_column(&t, "stationid"), 0);
    assert_int_equal(table_column(&t, "nothing||x"), 2);
    assert_int_equal(table_column(&t, "output|quantity"), 3);
    assert_int_equal(table_column(&t, "output"), -1);
    assert_int_equal(table_column(&t, ""), -1);
    int column;
    assert_true(table_need_column(&t, "产量", &column, &err));
    assert_false(table_need_column(&t, "area|面积", &column, &err));
    err_has("no column area or 面积; its columns are: Station ID, 产量（吨）, ｘ, Quantity");
    t = parse("a,A,b,b\n1,2,3,4\n");
    assert_true(table_need_column(&t, "a", &column, &err));
    assert_false(table_need_column(&t, "b", &column, &err));
    err_has("two columns are called b (columns 3 and 4)");
}

static void numbers_come_in_the_unit_wanted(void **state)
{
    (void)state;
    Table t = parse("产值（万元）,area(亩),q,p(%)\n\"1,234.5\",15,１２,50\n-,/,,0\n");
    assert_true(number(&t, 0, "产值", "yuan") == 12345000);
    assert_true(number(&t, 0, "area", "hm2") == 1);
    assert_true(number(&t, 0, "q", "t") == 12);
    assert_true(number(&t, 0, "q", NULL) == 12);
    assert_true(number(&t, 0, "p", "fraction") == 0.5);
    assert_true(isnan(number(&t, 1, "产值", "yuan")));
    assert_true(isnan(number(&t, 1, "area", "m2")));
    assert_true(isnan(number(&t, 1, "q", "t")));
    assert_true(number(&t, 1, "p", "percent") == 0);
    assert_true(isnan(number(&t, 0, "absent", "percent")));
}

static void what_is_no_number_is_named_with_its_place(void **state)
{
    (void)state;
    Table t = parse("a,产量（担）,面积（朵）\n\"12,5\",1,1\n12%,x,1\n5吨,2,3\n");
    double value;
    t.path = "f.xlsx";
    t.sheet = "产量";
    assert_false(table_number(&t, 0, 0, "t", &value, &err));
    err_has("f.xlsx, sheet 产量, row 2, column a: \"12,5\" is no number: a comma parts groups of three digits");
    assert_false(table_number(&t, 1, 0, "t", &value, &err));
    err_has("row 3, column a: \"12%\" is no number; write it without the sign and name the column with (%)");
    assert_false(table_number(&t, 2, 0, "t", &value, &err));
    err_has("\"5吨\" is no number; write only the number");
    assert_true(table_number(&t, 0, 1, "kg", &value, &err));
    assert_true(value == 50);
    assert_false(table_number(&t, 0, 2, "m2", &value, &err));
    err_has("the column's unit \"朵\" does not convert to m2; correct the unit in the header, such as (m2)");
    assert_false(table_fault(&t, 9, -1, &err, "%s", "x"));
    assert_string_equal(err.text, "f.xlsx, sheet 产量, row 0: x");
}

static void parts_of_dash_lists_are_taken_signs_and_all(void **state)
{
    (void)state;
    assert_string_equal(table_list_part(arena, "12-13-9", '-', 1), "12");
    assert_string_equal(table_list_part(arena, "12-13-9", '-', 3), "9");
    assert_string_equal(table_list_part(arena, "-1-2", '-', 1), "-1");
    assert_string_equal(table_list_part(arena, "-1-2", '-', 2), "2");
    assert_string_equal(table_list_part(arena, "1--2", '-', 2), "-2");
    assert_string_equal(table_list_part(arena, "1 - 2 - -3", '-', 3), "-3");
    assert_string_equal(table_list_part(arena, "1e-05-2E-4", '-', 1), "1e-05");
    assert_string_equal(table_list_part(arena, "1e-05-2E-4", '-', 2), "2E-4");
    assert_string_equal(table_list_part(arena, "e-5", '-', 1), "e");
    assert_string_equal(table_list_part(arena, "1;2", ';', 2), "2");
    assert_string_equal(table_list_part(arena, "7", '-', 1), "7");
    assert_null(table_list_part(arena, "7", '-', 2));
    assert_null(table_list_part(arena, "7", '-', 0));
    assert_null(table_list_part(arena, "", '-', 1));
}

static void csv_files_are_read_in_any_encoding(void **state)
{
    (void)state;
    static const char gbk[] = "\xD5\xBE\xBA\xC5,v\n1,\xC4\xA3\n"; // 站号, 模
    Table t;
    assert_true(table_read(arena, write_file("g.csv", gbk, sizeof gbk - 1), NULL, &t, &err));
    assert_string_equal(t.columns[0].name, "站号");
    cell_is(&t, 0, 1, "模");
    assert_true(text_ends(t.path, "/g.csv"));
    TableOptions options = {.encoding = "utf-8"};
    assert_false(table_read(arena, write_file("g.csv", gbk, sizeof gbk - 1), &options, &t, &err));
    err_has("g.csv: ");
    static const char marked[] = "\xEF\xBB\xBF"
                                 "a,b\n1,2\n";
    assert_true(table_read(arena, write_file("m.TXT", marked, sizeof marked - 1), NULL, &t, &err));
    assert_int_equal(table_column(&t, "a"), 0);
}

static void the_gbk_table_of_youwuzhen_is_read(void **state)
{
    (void)state;
    const TableOptions options = {.comment = "#", .encoding = "gbk"}, found_out = {.comment = "#"};
    char *path = shared_file(arena, "youwuzhen/SiteInfo.csv");
    Table t;
    if (!path) skip();
    assert_true(table_read(arena, path, &options, &t, &err));
    assert_int_equal(t.row_count, 2);
    assert_true(number(&t, 1, "Elevation", "m") == 280);
    assert_string_equal(table_cell(&t, 0, table_column(&t, "unit")), "g/L");
    assert_true(table_read(arena, path, &found_out, &t, &err));
    assert_int_equal(t.row_count, 2);
}

static void files_that_cannot_be_tables_are_named(void **state)
{
    (void)state;
    Table t;
    assert_false(table_read(arena, "/tmp/not/there.csv", NULL, &t, &err));
    assert_int_equal(err.code, ERR_MISSING);
    err_has("/tmp/not/there.csv: this table is not there");
    assert_false(table_read(arena, write_file("old.XLS", "x", 1), NULL, &t, &err));
    err_has("save it as .xlsx or .csv");
    assert_false(table_read(arena, write_file("q.csv", "a,b\n1,\"2\n", 9), NULL, &t, &err));
    err_has("q.csv: line 2");
    const char *path = write_file("big.csv", "a,b\n", 4);
    assert_int_equal(truncate(path, TABLE_SIZE_MAX + 1L), 0);
    assert_false(table_read(arena, path, NULL, &t, &err));
    err_has("big.csv: larger than 64 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_any_of_their_names),
        cmocka_unit_test(numbers_come_in_the_unit_wanted),
        cmocka_unit_test(what_is_no_number_is_named_with_its_place),
        cmocka_unit_test(parts_of_dash_lists_are_taken_signs_and_all),
        cmocka_unit_test(csv_files_are_read_in_any_encoding),
        cmocka_unit_test(the_gbk_table_of_youwuzhen_is_read),
        cmocka_unit_test(files_that_cannot_be_tables_are_named),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
