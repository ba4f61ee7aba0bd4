#include "gep/formulas/formula_testing.h"
#include "gep/stat_testing.h"

extern const Service service_r05;
static Arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void vegetation_holds_storm_rain_less_storm_runoff(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, 3);
    kernel_run_input(run, 0, 0, (const double[]){300, 0, NAN});
    kernel_run_input(run, 1, 0, (const double[]){20.4, 0, 1});
    kernel_variant(&service_r05, "A")->kernel(&run->cells, run->out);
    assert_near(run->out[0][0], 0.2796, 1e-15);
    assert_true(run->out[0][1] == 0 && isnan(run->out[0][2]));
    assert_true(service_r05.flows[0].clamp);
}

static StatRun open_waters(void)
{
    StatRun run = {.arena = arena, .service = &service_r05, .variant = "waters"};
    static const double scalar[] = {6.636, 0.678, 1, 0.35, 0.3, NAN, NAN, NAN, NAN};
    memcpy(run.scalar, scalar, sizeof scalar);
    return run;
}

static void each_kind_of_water_has_its_own_formula(void **state)
{
    (void)state;
    StatRun run = open_waters();
    static const char csv[] = "名称,类型,乡镇代码,生态系统代码,面积（公顷）,总库容（万m3）\n"
                              "甲湖,湖泊,500154001,,1000,\n乙水库,水库,,422,,200\n丙沼泽,沼泽,,,200,\n";
    if (!stat_run(&run, csv)) fail_msg("%s", run.err.text);
    assert_int_equal(run.count, 3);
    const Entry *lake = &run.entries[0], *reservoir = &run.entries[1], *swamp = &run.entries[2];
    assert_string_equal(lake->part, "lake");
    assert_string_equal(lake->ecosystem, "421");
    assert_string_equal(lake->town, "500154001");
    assert_string_equal(lake->item, "甲湖");
    assert_near(lake->quantity, 1e4 * exp(6.636) * pow(10, 0.678), 1e-12);
    assert_string_equal(reservoir->part, "reservoir");
    assert_string_equal(reservoir->ecosystem, "422");
    assert_near(reservoir->quantity, 700000, 1e-12);
    assert_string_equal(swamp->part, "swamp");
    assert_string_equal(swamp->ecosystem, "413");
    assert_near(swamp->quantity, 600000, 1e-12);
}

static void operating_storage_stands_before_any_regression(void **state)
{
    (void)state;
    StatRun run = open_waters();
    run.scalar[0] = run.scalar[1] = NAN; // no lake region is named, and none is needed
    static const char csv[] = "name,kind,ecosystem,area (km2),flood_storage (m3),limit_storage (m3)\n"
                              "Hanfeng,lake,421b,14.48,56000000,12000000\nb,reservoir,,,5,5\n";
    if (!stat_run(&run, csv)) fail_msg("%s", run.err.text);
    assert_near(run.entries[0].quantity, 44e6, 1e-15);
    assert_string_equal(run.entries[0].ecosystem, "421b");
    assert_true(run.entries[1].quantity == 0);
}

static void one_of_the_two_storages_does_not_do(void **state)
{
    (void)state;
    StatRun run = open_waters();
    static const char csv[] = "name,kind,area (km2),flood_storage (m3),limit_storage (m3)\n"
                              "a,swamp,1,5,\nb,swamp,1,,5\n";
    if (!stat_run(&run, csv)) fail_msg("%s", run.err.text);
    assert_near(run.entries[0].quantity, 3e5, 1e-15);
    assert_near(run.entries[1].quantity, 3e5, 1e-15);
}

static void exchanges_multiply_a_lake(void **state)
{
    (void)state;
    StatRun run = open_waters();
    run.scalar[2] = 2;
    if (!stat_run(&run, "name,kind,area (km2),exchanges\na,lake,10,3.19\nb,lake,10,\n")) fail_msg("%s", run.err.text);
    double once = 1e4 * exp(6.636) * pow(10, 0.678);
    assert_near(run.entries[0].quantity, 3.19 * once, 1e-12);
    assert_near(run.entries[1].quantity, 2 * once, 1e-12);
}

static void the_soil_of_a_swamp_is_added_when_its_depth_is_known(void **state)
{
    (void)state;
    StatRun run = open_waters();
#define SOIL "name,kind,area (km2),soil_depth (m),bulk_density (t/m3),saturated,natural\n"
    if (!stat_run(&run, SOIL "a,swamp,2,0.5,1.2,0.6,0.35\nb,swamp,2,,1.2,0.6,0.35\n")) fail_msg("%s", run.err.text);
    assert_near(run.entries[0].quantity, 600000 + 2e6 * 0.5 * 1.2 * 0.25, 1e-12);
    assert_near(run.entries[1].quantity, 600000, 1e-15);
    static const double soil[] = {0.4, 1.1, 0.7, 0.5};
    memcpy(run.scalar + 5, soil, sizeof soil);
    if (!stat_run(&run, SOIL "a,swamp,2,0.5,,,\nb,swamp,2,,1.2,,\nc,swamp,2,,,0.6,0.35\n"))
        fail_msg("%s", run.err.text);
    assert_near(run.entries[0].quantity, 600000 + 2e6 * 0.5 * 1.1 * 0.2, 1e-12);
    assert_near(run.entries[1].quantity, 600000 + 2e6 * 0.4 * 1.2 * 0.2, 1e-12);
    assert_near(run.entries[2].quantity, 600000 + 2e6 * 0.4 * 1.1 * 0.25, 1e-12);
}

static void what_a_water_lacks_is_said(void **state)
{
    (void)state;
    StatRun run = open_waters();
#define HEAD "name,kind,area (km2),capacity (m3),flood_storage (m3),limit_storage (m3)\n"
    assert_true(stat_run_refuses(&run, HEAD "a,lake,,1,,\n", "row 2", "area"));
    assert_true(stat_run_refuses(&run, HEAD "a,reservoir,1,,,\n", "row 2", "capacity"));
    assert_true(stat_run_refuses(&run, HEAD "a,swamp,,1,,\n", "row 2", "area"));
    assert_true(stat_run_refuses(&run, HEAD "a,sea,1,1,,\n", "row 2", "kind"));
    assert_true(stat_run_refuses(&run, HEAD "-,lake,1,1,,\n", "row 2", "name"));
    assert_true(stat_run_refuses(&run, HEAD "a,lake,1,1,4,5\n", "row 2", "flood_storage"));
    assert_true(stat_run_refuses(&run, HEAD "a,lake,1,,,\na,lake,2,,,\n", "row 3", ""));
    assert_true(stat_run_refuses(&run, SOIL "a,swamp,2,0.5,,0.6,0.35\n", "row 2", "bulk_density"));
    assert_true(stat_run_refuses(&run, SOIL "a,swamp,2,0.5,1.2,0.3,0.35\n", "row 2", "natural"));
    run.scalar[0] = NAN;
    assert_true(stat_run_refuses(&run, HEAD "a,lake,1,,,\n", "row 2", "lake_region"));
    assert_int_equal(run.err.code, ERR_MISSING);
}

static void a_district_without_waters_needs_no_table(void **state)
{
    (void)state;
    const Table *tables[] = {NULL};
    StatInput in = {.code = "R05", .variant = "A", .tables = tables};
    Entry *entries;
    size_t count = 7;
    Err err;
    assert_true(kernel_variant(&service_r05, "A")->tabulate(arena, &in, &entries, &count, &err));
    assert_int_equal(count, 0);
    assert_string_equal(kernel_variant(&service_r05, "A")->tables[0], "?waters");
    assert_string_equal(kernel_variant(&service_r05, "waters")->tables[0], "waters");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(vegetation_holds_storm_rain_less_storm_runoff, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(each_kind_of_water_has_its_own_formula, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(operating_storage_stands_before_any_regression, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(one_of_the_two_storages_does_not_do, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(exchanges_multiply_a_lake, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_soil_of_a_swamp_is_added_when_its_depth_is_known, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_a_water_lacks_is_said, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_district_without_waters_needs_no_table, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
