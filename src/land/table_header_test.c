#include "land/table_test.h"

static void units_are_taken_from_headers(void **state)
{
    (void)state;
    Table t = parse("产值（万元）,area(hm2),产量[t],单价（元/吨）,q_t,产量/吨,元/吨,出/"
                    "入,a（不含税）（元）,（注）,x（\n1,2,3,4,5,6,7,8,9,0,1\n");
    static const char *const names[] = {"产值",  "area",  "产量",        "单价",   "q_t", "产量",
                                        "元/吨", "出/入", "a（不含税）", "（注）", "x（"};
    static const char *const units[] = {"万元", "hm2", "t", "元/吨", "", "吨", "", "", "元", "", ""};
    for (size_t i = 0; i < t.column_count; i++) {
        assert_string_equal(t.columns[i].name, names[i]);
        assert_string_equal(t.columns[i].unit, units[i]);
    }
    assert_string_equal(t.columns[0].header, "产值（万元）");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_taken_from_headers),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
