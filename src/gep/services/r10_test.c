#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/kernel_testing.h"

extern const Service service_r10;
static Arena *arena;

enum { EVAPORATION, ET_HOT, HOT_DAYS };
enum { VEGETATION, WATER };
enum { COUNT = 4 }; // cells: land, water, marsh (half water), no row

static KernelRun *open_run(const char *water_cop, const char *humidifier)
{
    KernelRun *run = kernel_run_open(arena, COUNT);
    for (int i = 0; i < COUNT; i++) run->class_index[i] = (uint16_t)i;
    run->by_class[0][0] = 0;
    run->by_class[0][1] = 1;
    run->by_class[0][2] = 0.5;
    run->by_class[4][0] = 70;
    run->by_class[4][2] = 90;
    run->scalar[1] = 2450;
    run->scalar[2] = 3;
    run->scalar[3] = 120;
    run->option_text[0] = water_cop;
    run->option_text[1] = humidifier;
    kernel_run_input(run, ET_HOT, 0, (double[]){100, 150, 200, 100});
    return run;
}

static KernelRun *run_variant(KernelRun *run, const char *id)
{
    kernel_variant(&service_r10, id)->kernel(&run->cells, run->out);
    return run;
}

static void near(double got, double wanted)
{
    if (!kernel_near(got, wanted)) fail_msg("%.17g, not %.17g", got, wanted);
}

static const double heat = 2450 / 3.6;

static void vegetation_cools_by_its_evapotranspiration(void **state)
{
    (void)state;
    KernelRun *run = run_variant(open_run("no", "no"), "et");
    near(run->out[VEGETATION][0], 0.1 * heat / 3);
    assert_true(run->out[VEGETATION][1] == 0);
    near(run->out[VEGETATION][2], 0.5 * 0.2 * heat / 3);
    assert_true(isnan(run->out[VEGETATION][3]) && isnan(run->out[WATER][3]));
}

static void water_cools_by_its_evaporation_as_the_options_say(void **state)
{
    (void)state;
    KernelRun *run = run_variant(open_run("no", "no"), "et");
    assert_true(run->out[WATER][0] == 0);
    near(run->out[WATER][1], 0.15 * heat);
    near(run->out[WATER][2], 0.5 * 0.2 * heat);
    run = run_variant(open_run("yes", "no"), "et");
    near(run->out[WATER][1], 0.15 * heat / 3);
    near(run->out[VEGETATION][0], 0.1 * heat / 3);
    run = run_variant(open_run("no", "yes"), "et");
    near(run->out[WATER][1], 0.15 * (heat + 120));
    run = run_variant(open_run("yes", "yes"), "et");
    near(run->out[WATER][1], 0.15 * (heat / 3 + 120));
}

static void an_evaporation_of_its_own_comes_before_et(void **state)
{
    (void)state;
    KernelRun *run = open_run("no", "no");
    kernel_run_input(run, EVAPORATION, 0, (double[]){NAN, 160, 220, 1});
    run_variant(run, "et");
    near(run->out[WATER][1], 0.16 * heat);
    near(run->out[WATER][2], 0.5 * 0.22 * heat);
    assert_true(run->out[WATER][0] == 0); // land needs none
}

static void a_cell_asks_only_for_what_it_needs(void **state)
{
    (void)state;
    KernelRun *run = open_run("no", "no");
    kernel_run_input(run, EVAPORATION, 0, (double[]){160, NAN, NAN, 1});
    kernel_run_input(run, ET_HOT, 0, (double[]){NAN, NAN, 200, 1});
    run_variant(run, "et");
    assert_true(isnan(run->out[VEGETATION][0]) && run->out[WATER][0] == 0);
    assert_true(isnan(run->out[WATER][1]) && run->out[VEGETATION][1] == 0);
    near(run->out[VEGETATION][2], 0.5 * 0.2 * heat / 3);
    assert_true(isnan(run->out[WATER][2]));
}

static void epp_is_heat_times_hot_days(void **state)
{
    (void)state;
    KernelRun *run = open_run("no", "no");
    kernel_run_input(run, HOT_DAYS, 0, (double[]){60, 60, 30, 60});
    run_variant(run, "epp");
    near(run->out[VEGETATION][0], 70.0 * 60 / (3600 * 3));
    assert_true(run->out[VEGETATION][1] == 0);
    near(run->out[VEGETATION][2], 0.5 * 90 * 30 / (3600 * 3));
    near(run->out[WATER][1], 0.15 * heat);
    kernel_run_input(run, HOT_DAYS, 0, (double[]){NAN, 60, 60, 60});
    run_variant(run, "epp");
    assert_true(isnan(run->out[VEGETATION][0]));
}

static void water_without_any_evaporation_is_unknown(void **state)
{
    (void)state;
    KernelRun *run = open_run("no", "no");
    kernel_run_input(run, HOT_DAYS, 0, (double[]){60, 60, 30, 60});
    run->in[ET_HOT] = NULL;
    run_variant(run, "epp");
    assert_true(isnan(run->out[WATER][1]));
    assert_true(run->out[WATER][0] == 0);
    near(run->out[VEGETATION][0], 70.0 * 60 / (3600 * 3));
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
        cmocka_unit_test(vegetation_cools_by_its_evapotranspiration),
        cmocka_unit_test(water_cools_by_its_evaporation_as_the_options_say),
        cmocka_unit_test(an_evaporation_of_its_own_comes_before_et),
        cmocka_unit_test(a_cell_asks_only_for_what_it_needs),
        cmocka_unit_test(epp_is_heat_times_hot_days),
        cmocka_unit_test(water_without_any_evaporation_is_unknown),
    };
    return cmocka_run_group_tests_name("r10", tests, start, stop);
}
