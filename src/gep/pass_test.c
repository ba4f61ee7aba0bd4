// pass_test.c - sums by (class, town), done by hand on the toy district (district_testing.h); several years in one
// pass; blocks and jobs that change no bit.
#include "gep/district_testing.h"

// Forest: P 1000 - 0.1 P - ET 600 = 300 mm = 0.3 m3/m2. Town T1 has 2 x 2.5 of its 12 cells, T2 2 x 3.5.
static void a_hand_can_do_the_sums(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R01", "111", "T1", CHANNEL_ELIGIBLE_M2), 5 * TOY_HA);
    toy_equals(toy_sum(&run, "R01", "111", "T2", CHANNEL_VALID_M2), 7 * TOY_HA);
    toy_equals(toy_sum(&run, "R01", "111", "T1", CHANNEL_FLOWS), 5 * TOY_HA * 0.3);
    toy_equals(toy_sum(&run, "R01", "111", "T2", CHANNEL_FLOWS), 7 * TOY_HA * 0.3);
    toy_equals(toy_sum(&run, "R01", "511", "T1", CHANNEL_ELIGIBLE_M2), 0); // paddy does not count in R01
    toy_equals(toy_sum(&run, "R06", "511", "T2", CHANNEL_FLOWS), 3.5 * TOY_HA * 500 * 2.25 * 1.63 / 1e6);
    assert_int_equal(run.job.result.cells, TOY_CELLS);
    toy_end(&run);
}

// Meadow of row 2: 1000 - 200 - 600 = 200 mm. Of row 3: 500 - 100 - 600 = -200 mm: 0, and counted: 6 cells. Column 2
// belongs to both towns; its cell is counted once, in the first.
static void a_dry_cell_is_clamped_and_counted_once(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R01", "311", "T1", CHANNEL_FLOWS), 2.5 * TOY_HA * 0.2);
    assert_true(toy_sum(&run, "R01", "311", "T1", CHANNEL_CLAMPED_CELLS) == 3);
    assert_true(toy_sum(&run, "R01", "311", "T2", CHANNEL_CLAMPED_CELLS) == 3);
    toy_equals(toy_sum(&run, "R01", "311", "T1", CHANNEL_CLAMPED), 2.5 * TOY_HA * 0.2);
    toy_equals(toy_sum(&run, "R01", "311", "T2", CHANNEL_CLAMPED), 3.5 * TOY_HA * 0.2);
    toy_equals(toy_sum(&run, "R01", "311", "T2", CHANNEL_VALID_M2), 7 * TOY_HA);
    toy_end(&run);
}

static void a_hole_is_eligible_and_not_valid(void **state)
{
    (void)state;
    float npp[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) npp[i] = i < 2 ? NAN : 500; // two forest cells of T1
    toy_write(&(Toy){.limits = "{valid_area_min: 0.5}"});
    toy_map("npp.tif", npp);
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R06", "111", "T1", CHANNEL_ELIGIBLE_M2), 5 * TOY_HA);
    toy_equals(toy_sum(&run, "R06", "111", "T1", CHANNEL_VALID_M2), 3 * TOY_HA);
    toy_equals(toy_sum(&run, "R06", "111", "T1", CHANNEL_FLOWS), 3 * TOY_HA * 500 * 2.25 * 1.63 / 1e6);
    toy_end(&run);
}

static void land_without_a_class_is_a_hole_of_every_service(void **state)
{
    (void)state;
    float land[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) land[i] = i == 0 ? NAN : i == 1 ? 777 : 111; // no-data; a code of no class
    toy_write(&(Toy){.limits = "{valid_area_min: 0.5}"});
    toy_map("land_2023.tif", land);
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R01", "", "T1", CHANNEL_ELIGIBLE_M2), 2 * TOY_HA);
    toy_equals(toy_sum(&run, "R01", "", "T1", CHANNEL_VALID_M2), 0);
    toy_equals(toy_sum(&run, "R06", "", "T1", CHANNEL_ELIGIBLE_M2), 2 * TOY_HA);
    toy_end(&run);
}

static void a_filled_cell_is_valid_and_its_quantity_is_kept_apart(void **state)
{
    (void)state;
    float npp[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) npp[i] = i == 5 ? NAN : 500;
    toy_write(&(Toy){.maps = arena_printf(test_arena, "%s",
                                          "\n"
                                          "  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}\n"
                                          "  - {id: precip, file: p.tif, kind: flux, unit: mm/a}\n"
                                          "  - {id: et, file: et.tif, kind: flux, unit: mm/a}\n"
                                          "  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a, "
                                          "fill: \"constant:100\"}")});
    toy_map("npp.tif", npp);
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R06", "111", "T2", CHANNEL_VALID_M2), 7 * TOY_HA);
    toy_equals(toy_sum(&run, "R06", "111", "T2", CHANNEL_FILLED_M2), TOY_HA);
    toy_equals(toy_sum(&run, "R06", "111", "T2", CHANNEL_FILLED), TOY_HA * 100 * 2.25 * 1.63 / 1e6);
    toy_end(&run);
}

// ---- maps and overviews

static float overview(const ToyRun *run, const char *code, int row, int col)
{
    const PassResult *result = &run->job.result;
    return result->overviews[toy_planned(run->plan, code)->overview][row * result->overview_width + col];
}

static ToyRun run_with(const PassOptions *options)
{
    Err err;
    ToyRun run = {.plan = toy_plan(TOY_YEAR)};
    run.values = value_open(run.plan);
    run.job = (PassJob){.plan = run.plan, .yuan = run.values->yuan};
    toy_has_no_errors(run.plan);
    test_done(pass_run(&run.job, 1, options, &err), &err);
    return run;
}

// Pixels of 2 x 2 cells: rows 2 and 3 of R01 hold 0.2 and 0 m3/m2 at 10 yuan.
static void an_overview_pixel_is_the_mean_of_its_cells(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = run_with(&(PassOptions){.jobs = 1, .overview_max = 3});
    assert_int_equal(run.job.result.overview_step, 2);
    assert_int_equal(run.job.result.overview_width, 3);
    toy_equals(overview(&run, "R01", 0, 0), (float)3);
    toy_equals(overview(&run, "R01", 1, 2), (float)1);
    toy_equals(overview(&run, "R01", 2, 0), 0); // neither class counts
    toy_end(&run);
}

static void a_cell_outside_the_district_is_no_value_in_the_overview(void **state)
{
    (void)state;
    toy_write(&(Toy){.zones = ""});
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all",
                                                            "[[36500000,3400600],[36500000,3400000],"
                                                            "[36500600,3400000],[36500000,3400600]]")));
    ToyRun run = run_with(&(PassOptions){.jobs = 1, .overview_max = 100});
    assert_true(isnan(overview(&run, "R01", 0, 5)));
    toy_equals(overview(&run, "R01", 0, 0), (float)3); // half of it: the density is that of the part inside
    assert_int_equal(run.job.result.cells, 21);
    toy_equals(toy_sum(&run, "R01", "111", "", CHANNEL_VALID_M2), 2 * TOY_HA); // 0.5 + 1.5 cells
    toy_end(&run);
}

// ---- bigger than a lattice cell: blocks, jobs, years

enum { WIDE = 600, HIGH = 520 };

static void write_wide(void)
{
    Grid grid = {.crs = "EPSG:4524", .x0 = TOY_X0, .y0 = TOY_Y0, .cell_m = 10, .width = WIDE, .height = HIGH};
    uint64_t seed = 7;
    toy_write(&(Toy){.grid = "{crs: \"EPSG:4524\", cell_m: 10}", .limits = "{valid_area_min: 0.5}"});
    float *values = arena_array(test_arena, WIDE * HIGH, sizeof *values);
    for (int i = 0; i < WIDE * HIGH; i++) values[i] = test_random(&seed) < 0.5 ? 111 : 311;
    toy_raster("land_2023.tif", &grid, values);
    for (int i = 0; i < WIDE * HIGH; i++) values[i] = test_random(&seed) < 0.5 ? 111 : 511;
    toy_raster("land_2022.tif", &grid, values);
    for (int i = 0; i < WIDE * HIGH; i++) values[i] = (float)(900 + 300 * test_random(&seed));
    toy_raster("p.tif", &grid, values);
    for (int i = 0; i < WIDE * HIGH; i++)
        values[i] = test_random(&seed) < 0.1 ? NAN : (float)(700 * test_random(&seed));
    toy_raster("npp.tif", &grid, values);
    for (int i = 0; i < WIDE * HIGH; i++) values[i] = (float)(600 + 300 * test_random(&seed));
    toy_raster("et.tif", &grid, values);
    toy_text("boundary.geojson",
             toy_collection(toy_feature("1", "all",
                                        "[[36500003,3400600],[36500000,3395406],[36503333,3395400],"
                                        "[36506000,3398000],[36505990,3400590],[36500003,3400600]]")));
    toy_text("towns.geojson",
             toy_collection(arena_printf(test_arena, "%s,%s", toy_feature("T1", "西", toy_ring(0, 2503, 0, 5200)),
                                         toy_feature("T2", "东", toy_ring(2503, 6000, 0, 5200)))));
}

static void same_sums(const PassResult *a, const PassResult *b, size_t classes)
{
    assert_int_equal(a->pair_count, b->pair_count);
    assert_int_equal(a->channel_count, b->channel_count);
    assert_int_equal(a->cells, b->cells);
    assert_memory_equal(a->sums, b->sums, a->pair_count * a->channel_count * sizeof *a->sums);
    assert_true((a->transition_m2 == NULL) == (b->transition_m2 == NULL));
    if (a->transition_m2 == NULL || b->transition_m2 == NULL) return; // both
    for (size_t i = 0; i < classes * classes; i++) assert_true(a->transition_m2[i] == b->transition_m2[i]);
}

static void jobs_and_blocks_change_no_bit(void **state)
{
    (void)state;
    write_wide();
    ToyRun one = run_with(&(PassOptions){.jobs = 1, .block = 256, .overview_max = 100});
    static const PassOptions others[] = {{3, 256, 100}, {2, 512, 100}, {1, 1024, 100}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ToyRun other = run_with(&others[i]);
        same_sums(&one.job.result, &other.job.result, one.plan->class_count);
        size_t pixels = (size_t)one.job.result.overview_width * (size_t)one.job.result.overview_height;
        assert_memory_equal(one.job.result.overviews[0], other.job.result.overviews[0], pixels * sizeof(float));
        toy_end(&other);
    }
    toy_end(&one);
}

static void years_in_one_pass_are_the_years_alone(void **state)
{
    (void)state;
    Err err;
    PassOptions options = {.jobs = 2, .block = 256};
    PassJob jobs[2] = {0};
    write_wide();
    for (int y = 0; y < 2; y++) jobs[y].plan = toy_plan(2022 + y);
    assert_true(pass_together(jobs[0].plan, jobs[1].plan));
    test_done(pass_run(jobs, 2, &options, &err), &err);
    for (int y = 0; y < 2; y++) {
        PassJob alone = {.plan = toy_plan(2022 + y)};
        test_done(pass_run(&alone, 1, &options, &err), &err);
        same_sums(&jobs[y].result, &alone.result, alone.plan->class_count);
        plan_close(alone.plan);
        plan_close(jobs[y].plan);
    }
}

static void years_of_two_grids_do_not_go_together(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *one = toy_plan(TOY_YEAR);
    toy_write(&(Toy){.grid = "{crs: \"EPSG:4524\", cell_m: 50}"});
    Plan *other = toy_plan(TOY_YEAR);
    assert_false(pass_together(one, other));
    plan_close(one);
    plan_close(other);
}

// A town of one square that no cell border touches: 0.25 cells in each of four cells.
static void a_town_smaller_than_a_cell_has_its_share(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_text("towns.geojson", toy_collection(toy_feature("T1", "小", toy_ring(150, 250, 50, 150))));
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R01", "111", "T1", CHANNEL_VALID_M2), TOY_HA);
    toy_equals(toy_sum(&run, "R01", "111", "T1", CHANNEL_FLOWS), TOY_HA * 0.3);
    toy_equals(toy_sum(&run, "R01", "111", "", CHANNEL_VALID_M2), 11 * TOY_HA);
    toy_end(&run);
}

static void a_map_that_breaks_off_ends_the_pass_with_its_name(void **state)
{
    (void)state;
    Err err;
    char *data;
    size_t size;
    write_wide();
    Plan *plan = toy_plan(TOY_YEAR);
    PassJob job = {.plan = plan};
    test_done(file_read(test_arena, toy_path("npp.tif"), &data, &size, &err), &err);
    memset(data + size / 3, 0, size / 3);
    test_done(file_write(toy_path("npp.tif"), data, size, &err), &err);
    assert_false(pass_run(&job, 1, &(PassOptions){.jobs = 2}, &err));
    assert_non_null(strstr(err.text, "npp.tif"));
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hand_can_do_the_sums),
        cmocka_unit_test(a_dry_cell_is_clamped_and_counted_once),
        cmocka_unit_test(a_hole_is_eligible_and_not_valid),
        cmocka_unit_test(land_without_a_class_is_a_hole_of_every_service),
        cmocka_unit_test(a_filled_cell_is_valid_and_its_quantity_is_kept_apart),
        cmocka_unit_test(an_overview_pixel_is_the_mean_of_its_cells),
        cmocka_unit_test(a_cell_outside_the_district_is_no_value_in_the_overview),
        cmocka_unit_test(jobs_and_blocks_change_no_bit),
        cmocka_unit_test(years_in_one_pass_are_the_years_alone),
        cmocka_unit_test(years_of_two_grids_do_not_go_together),
        cmocka_unit_test(a_town_smaller_than_a_cell_has_its_share),
        cmocka_unit_test(a_map_that_breaks_off_ends_the_pass_with_its_name),
    };
    return cmocka_run_group_tests_name("pass", tests, test_open, test_close);
}
