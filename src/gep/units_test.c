// units_test.c - units that serve and units that do not.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/units.h"

static void a_period_may_be_left_out_but_not_changed(void **state)
{
    (void)state;
    double factor = 0;
    assert_true(unit_convert("mm/month", "mm", &factor));
    assert_true(factor == 1);
    assert_true(unit_convert("mm", "mm/a", &factor));
    assert_true(unit_convert("gC/m2/a", "gC/m2/yr", &factor));
    assert_false(unit_convert("mm/d", "mm/month", &factor));
}

static void units_are_converted_and_spellings_folded(void **state)
{
    (void)state;
    double factor = 0;
    assert_true(unit_convert("℃", "degC", &factor));
    assert_true(unit_convert("", "1", &factor));
    assert_true(unit_convert("%", "percent", &factor));
    assert_true(unit_convert("hm2", "m2", &factor));
    assert_true(factor == 1e4);
    assert_true(unit_convert("cm", "mm", &factor));
    assert_true(factor == 10);
}

static void different_measures_are_refused(void **state)
{
    (void)state;
    double factor;
    assert_false(unit_convert("mm", "degC", &factor));
    assert_false(unit_convert("m3/t", "m3", &factor));
    assert_false(
        unit_convert("a unit far longer than sixty-four characters, which nobody writes in earnest", "m", &factor));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_period_may_be_left_out_but_not_changed),
        cmocka_unit_test(units_are_converted_and_spellings_folded),
        cmocka_unit_test(different_measures_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
