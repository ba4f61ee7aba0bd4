#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/carbon_cells.h"
#include "gep/kernel_testing.h"

static Arena *arena;

enum { COUNT = 3 };

static double zero(int month, size_t i)
{
    (void)month;
    (void)i;
    return 0;
}

static double cold(int month, size_t i)
{
    (void)month;
    (void)i;
    return -1000;
}

static void without_warmth_or_rain_nothing_respires(void **state)
{
    (void)state;
    double nep[COUNT];
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, (double[]){500, 0, 812.5});
    kernel_run_months(run, 1, cold);
    kernel_run_months(run, 2, zero);
    carbon_cells_respiration(&run->cells, nep);
    for (size_t i = 0; i < COUNT; i++) assert_true(fabs(nep[i] - run->in[0][0][i]) < 1e-9);
}

static void at_freezing_point_a_dry_year_respires_a_constant(void **state)
{
    (void)state;
    double nep[COUNT], npp[COUNT];
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, (double[]){18, 5, 26});
    kernel_run_input(run, 1, 0, (double[]){1200, 900, 300});
    kernel_run_months(run, 2, zero);
    kernel_run_months(run, 3, zero);
    carbon_cells_npp_miami(&run->cells, npp);
    carbon_cells_miami(&run->cells, nep);
    for (size_t i = 0; i < COUNT; i++) assert_true(fabs(npp[i] - nep[i] - 12 * 0.22 * 30 * 0.465) < 1e-9);
}

static void a_ratio_of_one_keeps_npp(void **state)
{
    (void)state;
    double nep[COUNT], npp[COUNT];
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, (double[]){500, 0, 812.5});
    run->by_class[0][0] = 1;
    carbon_cells_ratio(&run->cells, nep);
    carbon_cells_npp(&run->cells, npp);
    for (size_t i = 0; i < COUNT; i++) assert_true(kernel_near(nep[i], npp[i]) && npp[i] == run->in[0][0][i]);
}

static void a_rate_and_a_stock_agree(void **state)
{
    (void)state;
    double by_rate[COUNT], by_stocks[COUNT];
    KernelRun *run = kernel_run_open(arena, COUNT);
    run->by_class[0][0] = 2;
    run->by_class[1][0] = 0.5;
    run->option_number[0] = 4;
    kernel_run_input(run, 0, 0, (double[]){10, 20, 30});
    kernel_run_input(run, 1, 0, (double[]){22, 32, 42}); // 3 t/hm2 a year
    carbon_cells_rate(&run->cells, by_rate);
    carbon_cells_stocks(&run->cells, by_stocks);
    for (size_t i = 0; i < COUNT; i++) assert_true(by_rate[i] == 300 && by_stocks[i] == 300);
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
        cmocka_unit_test(without_warmth_or_rain_nothing_respires),
        cmocka_unit_test(at_freezing_point_a_dry_year_respires_a_constant),
        cmocka_unit_test(a_ratio_of_one_keeps_npp),
        cmocka_unit_test(a_rate_and_a_stock_agree),
    };
    return cmocka_run_group_tests_name("carbon_cells", tests, start, stop);
}
