#include "land/station_internal.h"
#include "land/table_test.h"

static void rules_are_found_by_variable(void **state)
{
    (void)state;
    assert_string_equal(station_rule("p")->units, "mm/d|mm");
    assert_true(station_rule("p")->low == 0 && station_rule("p")->high == 2000);
    assert_true(station_rule("rh")->high == 100);
    assert_null(station_rule("discharge"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rules_are_found_by_variable)};
    return cmocka_run_group_tests(tests, start, stop);
}
