#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_r11;
static Arena *arena;

static const double from[] = {0, 1, 2, 3, 4, 5, 6}, to[] = {1, 2, 3, 4, 5, 6, INFINITY},
                    level[] = {3000, 5000, 10000, 20000, 30000, 40000, 50000};

static KernelRun *open_run(const double *shannon, size_t count)
{
    KernelRun *run = kernel_run_open(arena, count);
    run->band_rows[0][0] = (Bands){.count = 7, .from = from, .to = to, .value = level};
    kernel_run_input(run, 0, 0, shannon);
    return run;
}

static KernelRun *run_shannon(KernelRun *run)
{
    kernel_variant(&service_r11, "shannon")->kernel(&run->cells, run->out);
    return run;
}

static void a_hectare_has_the_value_of_its_level(void **state)
{
    (void)state;
    KernelRun *run = run_shannon(open_run((double[]){0, 0.99, 1, 2.5, 3, 6, 9}, 7));
    const double wanted[] = {3000, 3000, 5000, 10000, 20000, 50000, 50000};
    for (size_t i = 0; i < 7; i++) {
        assert_true(kernel_near(run->out[1][i], wanted[i] / 1e4));
        assert_true(kernel_near(run->out[0][i], 1e-4));
    }
}

static void rare_species_raise_it(void **state)
{
    (void)state;
    KernelRun *run = open_run((double[]){2.5}, 1);
    kernel_run_input(run, 1, 0, (double[]){1});
    kernel_run_input(run, 2, 0, (double[]){20});
    kernel_run_input(run, 3, 0, (double[]){300});
    assert_true(kernel_near(run_shannon(run)->out[1][0], 1 + 0.1 + 2 + 30));
    run->in[1] = NULL;
    assert_true(kernel_near(run_shannon(run)->out[1][0], 1 + 2 + 30));
    run->in[2] = run->in[3] = NULL;
    assert_true(run_shannon(run)->out[1][0] == 1);
}

static void without_an_index_nothing_is_known(void **state)
{
    (void)state;
    KernelRun *run = open_run((double[]){2.5, 2.5, 2.5, -1}, 4);
    for (int k = 1; k < 4; k++) kernel_run_input(run, k, 0, (double[]){1, 1, 1, 1});
    Kernel *kernel = kernel_variant(&service_r11, "shannon")->kernel;
    run->cells.count = 3;
    for (int k = 0; k < 4; k++) {
        for (int flow = 0; flow < 2; flow++) assert_true(kernel_run_keeps_nan(run, kernel, k, 0, flow, 1));
    }
    run->cells.count = 4;
    run_shannon(run);
    assert_true(isnan(run->out[0][3]) && isnan(run->out[1][3])); // no level below 0
    run->class_index[0] = 7;                                     // a class without levels
    assert_true(isnan(run_shannon(run)->out[1][0]));
}

static void protected_areas_cost_what_was_spent(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_r11, .variant = "protection_cost"};
    assert_true(stat_run(&run, "保护地,面积（公顷）,保护投入（万元）,乡镇\n甲,1200,35.5,500154002\n乙,,0,\n"));
    assert_int_equal(run.count, 2);
    assert_string_equal(run.entries[0].part, "spending");
    assert_true(run.entries[0].quantity == 1200 && run.entries[0].value_yuan == 355000);
    assert_string_equal(run.entries[0].town, "500154002");
    assert_true(isnan(run.entries[1].quantity) && run.entries[1].value_yuan == 0);
    assert_true(isnan(run.entries[0].price_yuan));
    assert_true(stat_run_refuses(&run, "保护地,保护投入（万元）\n甲,\n", "row 2, column 保护投入（万元）", "Fill"));
    assert_true(stat_run_refuses(&run, "保护地,保护投入（万元）\n,3\n", "row 2, column 保护地", "a text"));
    assert_true(stat_run_refuses(&run, "保护地,面积\n甲,1\n", "spending", "its columns are"));
    assert_true(stat_run_refuses(&run, "保护地,保护投入\n甲,1\n甲,2\n", "row 3", "\"spending, 甲\" stands already"));
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
        cmocka_unit_test(a_hectare_has_the_value_of_its_level),
        cmocka_unit_test(rare_species_raise_it),
        cmocka_unit_test(without_an_index_nothing_is_known),
        cmocka_unit_test(protected_areas_cost_what_was_spent),
    };
    return cmocka_run_group_tests_name("r11", tests, start, stop);
}
