#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/cells.h"
#include "gep/kernel_testing.h"

static Arena *arena;
static KernelRun *run;

static int open_run(void **state)
{
    (void)state;
    arena = arena_open();
    run = kernel_run_open(arena, 3);
    run->class_index[0] = 2;
    run->class_index[1] = 1;
    run->class_index[2] = 2;
    run->class_code[1] = "111b";
    run->class_code[2] = "512";
    return 0;
}

static int close_run(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void a_parameter_is_spread_by_class(void **state)
{
    (void)state;
    double out[3];
    run->by_class[4][1] = 7;
    run->by_class[4][2] = 9;
    cells_by_class(&run->cells, 4, out);
    assert_true(out[0] == 9 && out[1] == 7 && out[2] == 9);
    run->by_class[0][1] = 1;
    cells_class_value(&run->cells, run->out);
    assert_true(isnan(run->out[0][0]) && run->out[0][1] == 1);
}

static void a_band_is_looked_up_by_class_and_value(void **state)
{
    (void)state;
    static const double from[] = {-INFINITY, 10}, to[] = {10, 20}, value[] = {0.1, 0.2};
    double out[3];
    run->band_rows[1][2] = (Bands){.count = 2, .from = from, .to = to, .value = value};
    cells_band(&run->cells, 1, (const double[]){9.9, 5, 10}, out);
    assert_true(out[0] == 0.1 && isnan(out[1]) && out[2] == 0.2);
    cells_band(&run->cells, 1, (const double[]){20, 5, NAN}, out);
    assert_true(isnan(out[0]) && isnan(out[2]));
    assert_true(cells_has_band(&run->cells, 1, 0) && !cells_has_band(&run->cells, 1, 1));
    run->band_rows[1][1] = (Bands){.count = 1, .from = from, .to = to, .value = value}; // one band is a band
    assert_true(cells_has_band(&run->cells, 1, 1));
}

static void a_class_lies_in_its_groups(void **state)
{
    (void)state;
    assert_true(cells_within(&run->cells, 1, "111") && cells_within(&run->cells, 1, "1"));
    assert_false(cells_within(&run->cells, 1, "512") || cells_within(&run->cells, 0, "5121"));
}

static void inputs_are_copied_or_summed_or_absent(void **state)
{
    (void)state;
    kernel_run_input(run, 0, 0, (const double[]){1, 2, NAN});
    cells_copy(&run->cells, run->out);
    assert_true(run->out[0][0] == 1 && run->out[0][1] == 2 && isnan(run->out[0][2]));
    for (int m = 0; m < 12; m++) kernel_run_input(run, 0, m, (const double[]){m, 1, 2});
    cells_sum_months(&run->cells, run->out);
    assert_true(run->out[0][0] == 66 && run->out[0][1] == 12 && run->out[0][2] == 24);
    assert_true(cells_in(&run->cells, 0, 3)[0] == 3);
    assert_null(cells_in(&run->cells, 1, 0));
}

static void an_option_is_compared_as_text(void **state)
{
    (void)state;
    run->option_text[1] = "zhang";
    assert_true(cells_option(&run->cells, 1, "zhang"));
    assert_false(cells_option(&run->cells, 1, "none"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_parameter_is_spread_by_class, open_run, close_run),
        cmocka_unit_test_setup_teardown(a_band_is_looked_up_by_class_and_value, open_run, close_run),
        cmocka_unit_test_setup_teardown(a_class_lies_in_its_groups, open_run, close_run),
        cmocka_unit_test_setup_teardown(inputs_are_copied_or_summed_or_absent, open_run, close_run),
        cmocka_unit_test_setup_teardown(an_option_is_compared_as_text, open_run, close_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
