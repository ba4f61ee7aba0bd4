#include "gep/formulas/formula_testing.h"
#include "gep/stat_testing.h"

extern const Service service_r01;
static Arena *arena;
static KernelRun *run;

static int open_run(void **state)
{
    (void)state;
    static const double rain[] = {1200, 600, NAN, 1000}, et[] = {700, 700, 700, 500};
    arena = arena_open();
    run = kernel_run_open(arena, 4);
    for (size_t i = 0; i < 4; i++) run->class_index[i] = (uint16_t)(i < 3 ? 1 : 2);
    kernel_run_input(run, 0, 0, rain);
    kernel_run_input(run, 1, 0, et);
    return 0;
}

static int close_run(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static const double *compute(const char *variant)
{
    kernel_variant(&service_r01, variant)->kernel(&run->cells, run->out);
    return run->out[0];
}

static void the_balance_is_rain_less_runoff_less_evaporation(void **state)
{
    (void)state;
    run->by_class[0][1] = 0.0452;
    run->by_class[0][2] = 0.1;
    const double *out = compute("A");
    assert_near(out[0], 0.44576, 1e-15);  // m3/m2: 445 760 m3 a km2
    assert_near(out[1], -0.12712, 1e-15); // the flow clamps it
    assert_true(isnan(out[2]));
    assert_near(out[3], 0.4, 1e-15);
    assert_true(service_r01.flows[0].clamp && service_r01.flows[0].counts);
}

static void seepage_is_taken_off(void **state)
{
    (void)state;
    run->by_class[0][1] = 0.0452;
    run->by_class[0][2] = 0.1;
    run->by_class[1][1] = 20;
    const double *out = compute("A1");
    assert_near(out[0], 0.42576, 1e-15);
    assert_true(isnan(out[2]) && isnan(out[3])); // no seepage of the second class
}

static void storm_water_of_r05_is_taken_off_where_r05_counts_it(void **state)
{
    (void)state;
    static const double storm[] = {200, 100, 200, 200}, runoff[] = {50, 120, 50, 50};
    kernel_run_input(run, 2, 0, storm);
    kernel_run_input(run, 3, 0, runoff);
    run->by_class[0][1] = 0.0452;
    run->by_class[0][2] = 0.1;
    run->by_class[1][1] = 1;
    run->by_class[1][2] = 0;
    run->option_text[0] = "yes";
    const double *out = compute("A");
    assert_near(out[0], 0.44576 - 0.15, 1e-15);
    assert_near(out[1], -0.12712, 1e-15); // R05 clamps its negative water to 0
    assert_true(isnan(out[2]));
    assert_near(out[3], 0.4, 1e-15); // R05 does not count this class
    run->values[2][0][3] = NAN;
    assert_near(compute("A")[3], 0.4, 1e-15);
    run->option_text[0] = "no";
    assert_near(compute("A")[0], 0.44576, 1e-15);
}

static void the_forest_standard_corrects_by_stand(void **state)
{
    (void)state;
    static const double quick[] = {50, 50, 50, 100};
    kernel_run_input(run, 2, 0, quick);
    run->by_class[0][1] = 0.9;
    run->by_class[0][2] = 1.1;
    const double *out = compute("B");
    assert_near(out[0], 0.405, 1e-15);
    assert_near(out[1], -0.135, 1e-15);
    assert_near(out[3], 0.44, 1e-15);
    const ParamNeed *stand = &kernel_variant(&service_r01, "B")->params[0];
    assert_true(stand->optional && stand->when_absent == 1);
}

static void storage_is_a_share_of_the_rain(void **state)
{
    (void)state;
    run->scalar[0] = 0.6;
    run->by_class[1][1] = 0.39;
    run->by_class[1][2] = 0.22;
    const double *out = compute("C");
    assert_near(out[0], 1.2 * 0.6 * 0.39, 1e-15);
    assert_true(isnan(out[2]));
    assert_near(out[3], 0.6 * 0.22, 1e-15);
}

static void supply_is_read_from_the_water_bulletin(void **state)
{
    (void)state;
    StatRun stat = {.arena = arena, .service = &service_r01, .variant = "D"};
    static const char csv[] = "name,town,outflow (万m3),inflow (m3),use (m3),transfer_in (m3)\n"
                              "甲河,500154001,900,3000000,120,20\n合计,,900,3000000,120,20\n";
    if (!stat_run(&stat, csv)) fail_msg("%s", stat.err.text);
    assert_int_equal(stat.count, 1);
    assert_string_equal(stat.entries[0].part, "water");
    assert_string_equal(stat.entries[0].town, "500154001");
    assert_string_equal(stat.entries[0].item, "甲河");
    assert_near(stat.entries[0].quantity, 6000100, 1e-12);
    assert_true(isnan(stat.entries[0].price_yuan));
}

static void supply_without_a_number_is_refused(void **state)
{
    (void)state;
    StatRun stat = {.arena = arena, .service = &service_r01, .variant = "D"};
#define HEAD "outflow (m3),inflow (m3),use (m3),transfer_in (m3)\n"
    assert_true(stat_run_refuses(&stat, HEAD "-,1,1,1\n", "row 2", "outflow"));
    assert_true(stat_run_refuses(&stat, HEAD "1,-,1,1\n", "row 2", "inflow"));
    assert_true(stat_run_refuses(&stat, HEAD "1,1,-,1\n", "row 2", "use"));
    assert_true(stat_run_refuses(&stat, HEAD "1,1,1,-\n", "row 2", "transfer_in"));
    assert_true(stat_run_refuses(&stat, HEAD "1,1,1,1\n1,1,1,1\n", "row 3", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_balance_is_rain_less_runoff_less_evaporation, open_run, close_run),
        cmocka_unit_test_setup_teardown(seepage_is_taken_off, open_run, close_run),
        cmocka_unit_test_setup_teardown(storm_water_of_r05_is_taken_off_where_r05_counts_it, open_run, close_run),
        cmocka_unit_test_setup_teardown(the_forest_standard_corrects_by_stand, open_run, close_run),
        cmocka_unit_test_setup_teardown(storage_is_a_share_of_the_rain, open_run, close_run),
        cmocka_unit_test_setup_teardown(supply_is_read_from_the_water_bulletin, open_run, close_run),
        cmocka_unit_test_setup_teardown(supply_without_a_number_is_refused, open_run, close_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
