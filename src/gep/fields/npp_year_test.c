#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/kernel_testing.h"

extern const Field field_npp_year;
static Arena *arena;

static Kernel *method(const char *name)
{
    const FieldMethod *methods = field_npp_year.methods;
    while (strcmp(methods->name, name) != 0) methods++;
    return methods->kernel;
}

static void npp_is_a_map_or_dry_matter_or_miamis(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, 3);
    kernel_run_input(run, 0, 0, (double[]){450, 0, 810});
    method("map")(&run->cells, run->out);
    assert_true(run->out[0][0] == 450 && run->out[0][1] == 0 && run->out[0][2] == 810);
    method("dry")(&run->cells, run->out);
    assert_true(run->out[0][0] == 200 && run->out[0][1] == 0 && run->out[0][2] == 360);
    assert_true(kernel_run_keeps_nan(run, method("map"), 0, 0, 0, 1));
    assert_true(kernel_run_keeps_nan(run, method("dry"), 0, 0, 0, 1));
    kernel_run_input(run, 0, 0, (double[]){18, 5, 18});
    kernel_run_input(run, 1, 0, (double[]){1200, 1200, 0});
    method("miami")(&run->cells, run->out);
    assert_true(kernel_near(run->out[0][0], 3000 * (1 - exp(-0.000664 * 1200)) * 72 / 162));
    assert_true(kernel_near(run->out[0][1], 3000 / (1 + exp(1.315 - 0.119 * 5)) * 72 / 162));
    assert_true(run->out[0][2] == 0);
    assert_true(kernel_run_keeps_nan(run, method("miami"), 0, 0, 0, 1));
    assert_true(kernel_run_keeps_nan(run, method("miami"), 1, 0, 0, 1));
}

static void no_method_is_chosen_in_silence(void **state)
{
    (void)state;
    assert_string_equal(field_npp_year.option, "npp");
}

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(npp_is_a_map_or_dry_matter_or_miamis),
        cmocka_unit_test(no_method_is_chosen_in_silence),
    };
    return cmocka_run_group_tests_name("npp_year", tests, start, stop);
}
