// pass_statistics_test.c - percentiles of the first pass, against a plain sort of the same numbers.
#include <stdlib.h>

#include "gep/district_testing.h"
#include "gep/lock.h"
#include "gep/pass_statistics.h"
#include "gep/plan_internal.h"

enum { WIDE = 300, HIGH = 280 };

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

// Nearest rank: the smallest value that at least so many per cent of the values do not exceed.
static float percentile(float *values, size_t count, double percent)
{
    qsort(values, count, sizeof *values, compare);
    size_t rank = (size_t)ceil(percent / 100 * (double)count);
    return values[rank < 1 ? 0 : rank - 1];
}

static void write_with_ndvi(const char *grid)
{
    toy_write(&(Toy){
        .grid = grid,
        .maps = arena_printf(test_arena, "%s\n  - {id: ndvi, file: ndvi.tif, kind: field, unit: \"1\"}", toy_maps)});
}

static bool find(Plan *plan, int jobs, int side, Err *err)
{
    const Blocks blocks = pass_blocks(plan, side);
    return pass_statistics(plan, jobs, &blocks, err);
}

static double *ask(Plan *plan, double percent)
{
    Why why = why_open(test_arena);
    int node = plan_node(plan, "ndvi_max", 1, "1", SCENARIO_ACTUAL, &why);
    double *target = arena_alloc(plan->arena, sizeof *target);
    assert_true(node >= 0);
    plan->statistics = arena_grow(plan->arena, plan->statistics, plan->statistic_count, &plan->statistic_capacity,
                                  sizeof *plan->statistics);
    plan->statistics[plan->statistic_count++] = (PlanStatistic){.node = node, .percentile = percent, .target = target};
    return target;
}

// 84,000 cells in four lattice cells, negative and positive numbers, ties, holes.
static void percentiles_are_those_of_a_sort(void **state)
{
    (void)state;
    static const double percents[] = {0, 5, 50, 95, 100};
    static float map[WIDE * HIGH], sorted[WIDE * HIGH];
    Grid grid = {.crs = "EPSG:4524", .x0 = TOY_X0, .y0 = TOY_Y0, .cell_m = 10, .width = WIDE, .height = HIGH};
    uint64_t seed = 3;
    size_t count = 0;
    write_with_ndvi("{crs: \"EPSG:4524\", cell_m: 10}");
    for (int i = 0; i < WIDE * HIGH; i++) {
        double r = test_random(&seed);
        map[i] = r < 0.1 ? NAN : r < 0.2 ? 0.25F : (float)(2 * test_random(&seed) - 0.7);
        if (!isnan(map[i])) sorted[count++] = map[i];
    }
    toy_raster("ndvi.tif", &grid, map);
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all", toy_ring(0, 10 * WIDE, 0, 10 * HIGH))));
    for (int jobs = 1; jobs <= 3; jobs++) {
        Err err;
        double *targets[5];
        Plan *plan = toy_plan(TOY_YEAR);
        for (int k = 0; k < 5; k++) targets[k] = ask(plan, percents[k]);
        test_done(find(plan, jobs, 256 * jobs, &err), &err);
        for (int k = 0; k < 5; k++) assert_true(*targets[k] == (double)percentile(sorted, count, percents[k]));
        plan_close(plan);
    }
}

// Every cell that the district touches counts once, however little of it lies inside, and in however many towns.
static void a_cell_counts_once(void **state)
{
    (void)state;
    Err err;
    float map[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) map[i] = (float)i;
    write_with_ndvi(NULL);
    toy_map("ndvi.tif", map);
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all", toy_ring(0, 310, 0, 100))));
    Plan *plan = toy_plan(TOY_YEAR);
    double *half = ask(plan, 50), *most = ask(plan, 100), *three = ask(plan, 75.1);
    test_done(find(plan, 1, 256, &err), &err);
    assert_true(*half == 1 && *most == 3 && *three == 3); // of 0, 1, 2, 3
    plan_close(plan);
}

static void without_a_value_there_is_no_percentile(void **state)
{
    (void)state;
    Err err;
    write_with_ndvi(NULL);
    toy_flat("ndvi.tif", NAN);
    Plan *plan = toy_plan(TOY_YEAR);
    ask(plan, 50);
    assert_false(find(plan, 1, 256, &err));
    test_says(&err, ERR_INPUT, "ndvi_max has no value inside the district");
    plan_close(plan);
}

static void nothing_is_read_when_nobody_asks(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    test_done(file_remove_tree(toy_path("npp.tif"), &err), &err);
    assert_int_equal(plan->statistic_count, 0);
    test_done(find(plan, 1, 256, &err), &err);
    plan_close(plan);
}

// Only the layers that the statistics need are opened: the others may even be gone.
static void other_layers_are_not_opened(void **state)
{
    (void)state;
    Err err;
    write_with_ndvi(NULL);
    toy_flat("ndvi.tif", 0.5F);
    Plan *plan = toy_plan(TOY_YEAR);
    double *target = ask(plan, 50);
    test_done(file_remove_tree(toy_path("npp.tif"), &err), &err);
    test_done(find(plan, 1, 256, &err), &err);
    assert_true(*target == 0.5);
    plan_close(plan);
}

// A percentile is kept by the digests of all inputs; without digests nothing is kept or recalled.
static void a_percentile_is_kept_by_the_digests_of_its_inputs(void **state)
{
    (void)state;
    Err err;
    char **names;
    size_t count;
    static const float maps[] = {0.5F, 0.5F, 0.75F};
    const char *cache = test_path("cache");
    setenv("QINGSHAN_CACHE", cache, 1);
    write_with_ndvi(NULL);
    for (int k = 0; k < 3; k++) {
        toy_flat("ndvi.tif", maps[k]);
        Plan *plan = toy_plan(TOY_YEAR);
        double *target = ask(plan, 50);
        if (k > 0) test_done(lock_hash(plan, NULL, 0, 1, &err), &err);
        test_done(find(plan, 1, 256, &err), &err);
        assert_true(*target == (double)maps[k]);
        assert_true(k > 0 || !file_exists(cache));
        if (k > 0) test_done(file_list(test_arena, cache, &names, &count, &err), &err);
        assert_true(k == 0 || count == (size_t)k);
        if (k == 2) { // recalled: no cell is read
            test_done(file_remove_tree(toy_path("ndvi.tif"), &err), &err);
            *target = 0;
            test_done(find(plan, 1, 256, &err), &err);
            assert_true(*target == 0.75);
        }
        plan_close(plan);
    }
    setenv("QINGSHAN_CACHE", "off", 1);
}

static void a_block_is_the_files_own_or_as_asked(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_int_equal(pass_blocks(plan, 1024).side, 1024);
    assert_int_equal(pass_blocks(plan, 0).side, 256);
    assert_int_equal(pass_blocks(plan, 0).band, 4);
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles_are_those_of_a_sort),
        cmocka_unit_test(a_cell_counts_once),
        cmocka_unit_test(without_a_value_there_is_no_percentile),
        cmocka_unit_test(nothing_is_read_when_nobody_asks),
        cmocka_unit_test(other_layers_are_not_opened),
        cmocka_unit_test(a_percentile_is_kept_by_the_digests_of_its_inputs),
        cmocka_unit_test(a_block_is_the_files_own_or_as_asked),
    };
    return cmocka_run_group_tests_name("pass_statistics", tests, test_open, test_close);
}
