#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_r08;
static Arena *arena;

static void capacity_is_that_of_the_class(void **state)
{
    (void)state;
    for (const Variant *variant = service_r08.variants; variant->id; variant++) {
        KernelRun *run = kernel_run_open(arena, 3);
        for (uint16_t i = 0; i < 3; i++) run->class_index[i] = (uint16_t)(2 - i);
        const double rates[3][2] = {{215.6, 88.65}, {6, 7}, {33200, 10110}};
        for (int k = 0; k < 3; k++) {
            for (int c = 0; c < 2; c++) run->by_class[k][c] = rates[k][c];
        }
        variant->kernel(&run->cells, run->out);
        for (int k = 0; k < 3; k++) {
            assert_true(isnan(run->out[k][0])); // class 2 has no row
            assert_true(kernel_near(run->out[k][1], rates[k][1] / 1e7));
            assert_true(kernel_near(run->out[k][2], rates[k][0] / 1e7));
        }
    }
}

static void needle_leaf_of_gaotianyan_takes_its_sulphur(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, 1);
    run->by_class[0][0] = 215.6;
    service_r08.variants[0].kernel(&run->cells, run->out);
    assert_true(fabs(run->out[0][0] * 613e4 - 132.2) < 0.05); // 13.22e4 kg of 613 hm2
}

static void only_the_two_case_rule_asks_for_emissions(void **state)
{
    (void)state;
    assert_string_equal(kernel_variant(&service_r08, "two_case")->tables[0], "emissions");
    assert_null(kernel_variant(&service_r08, "capacity")->tables[0]);
    assert_string_equal(service_r08.flows[0].limited_by, "SO2");
    assert_string_equal(service_r08.flows[1].limited_by, "NOx");
    assert_string_equal(service_r08.flows[2].limited_by, "dust");
    assert_null(service_r08.flows[3].id);
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
        cmocka_unit_test(capacity_is_that_of_the_class),
        cmocka_unit_test(needle_leaf_of_gaotianyan_takes_its_sulphur),
        cmocka_unit_test(only_the_two_case_rule_asks_for_emissions),
    };
    return cmocka_run_group_tests_name("r08", tests, start, stop);
}
