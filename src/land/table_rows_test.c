#include "land/table_test.h"

static void title_rows_and_form_heads_stand_above_the_header(void **state)
{
    (void)state;
    Table t = parse("2023年农产品产量,,\n填报单位：统计局,,单位：万元、吨\n乡镇,产值,产量\n甲,2,3\n");
    assert_string_equal(t.columns[1].name, "产值");
    assert_string_equal(t.unit, "万元、吨");
    assert_true(number(&t, 0, "产值", "yuan") == 20000);
    assert_true(number(&t, 0, "产量", "kg") == 3000);
    assert_true(number(&t, 0, "产量", "m2") == 3);
    t = parse("产值表（单位：万元）\n乡镇,产值\n甲,2\n");
    assert_string_equal(t.unit, "万元");
    t = parse("填报单位：局,计量单位:元 (x)\n乡镇,产值\n甲,2\n");
    assert_string_equal(t.unit, "元 (x");
    t = parse("单位:元)\n乡镇,产值\n甲,2\n");
    assert_string_equal(t.unit, "元");
}

static void two_units_that_fit_are_not_guessed_between(void **state)
{
    (void)state;
    Table t = parse("单位：万元、元,\n乡镇,产值\n甲,2\n");
    double value;
    assert_false(table_number(&t, 0, 1, "yuan", &value, &err));
    err_has("row 3, column 产值: the table's units \"万元、元\" leave open");
}

static void merged_headers_join(void **state)
{
    (void)state;
    Table t = parse("乡镇,产量（吨）,,产值,\n,2022年,2023年,2022年,2023年（万元）\n甲,1,2,3,4\n");
    assert_int_equal(t.row_count, 1);
    assert_string_equal(t.columns[0].name, "乡镇");
    assert_string_equal(t.columns[1].name, "产量 2022年");
    assert_string_equal(t.columns[2].name, "产量 2023年");
    assert_string_equal(t.columns[2].unit, "吨");
    assert_string_equal(t.columns[4].unit, "万元");
    assert_int_equal(table_column(&t, "产值2022年"), 3);
    t = parse("a,,b\n,1,2\n"); // numbers are no header
    assert_int_equal(t.row_count, 1);
    t = parse("a,,b\n,-,x\n");
    assert_int_equal(t.row_count, 1);
}

static void a_row_of_units_is_no_data(void **state)
{
    (void)state;
    Table t = parse("乡镇,产量,产值,面积\n单位,吨,万元,\n甲,1,2,3\n");
    assert_int_equal(t.row_count, 1);
    assert_string_equal(t.columns[1].unit, "吨");
    assert_string_equal(t.columns[3].unit, "");
    t = parse("from,to\n万元,元\n");
    assert_int_equal(t.row_count, 1);
    t = parse("a,b\n,apples\n1,2\n");
    assert_int_equal(t.row_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_rows_and_form_heads_stand_above_the_header),
        cmocka_unit_test(two_units_that_fit_are_not_guessed_between),
        cmocka_unit_test(merged_headers_join),
        cmocka_unit_test(a_row_of_units_is_no_data),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
