// map_set_test.c - the rasters a pass writes: which, with which names and units; none half-written.
#include "gep/district_testing.h"
#include "gep/tally.h"

static Plan *plan;

static int open_all(void **state)
{
    if (test_open(state) != 0) return 1;
    toy_write(&(Toy){0});
    plan = toy_plan(TOY_YEAR);
    return 0;
}

static int close_all(void **state)
{
    plan_close(plan);
    return test_close(state);
}

static size_t count_files(const char *folder)
{
    Err err;
    char **names;
    size_t count;
    test_done(file_list(test_arena, folder, &names, &count, &err), &err);
    return count;
}

static const char *new_folder(const char *name)
{
    Err err;
    const char *folder = toy_path(name);
    test_done(file_make_folders(folder, &err), &err);
    return folder;
}

static void each_service_has_a_quantity_and_a_value(void **state)
{
    (void)state;
    Err err;
    MapSet *maps;
    PassJob job = {.plan = plan, .maps = new_folder("maps")};
    float values[TOY_CELLS] = {0};
    test_done(map_set_open(&job, &maps, &err), &err);
    for (size_t k = 0; k < plan->service_count; k++) {
        for (int which = 0; which < 3; which++)
            test_done(map_set_write(maps, k, which, (Window){0, 0, TOY_SIDE, TOY_SIDE}, values, &err), &err);
    }
    assert_false(file_exists(toy_path("maps/R01_value.tif"))); // not before it is whole
    test_done(map_set_finish(maps, &err), &err);
    assert_int_equal(count_files(job.maps), 4);
    GDALDatasetH dataset = GDALOpen(toy_path("maps/R01_quantity.tif"), GA_ReadOnly);
    assert_non_null(dataset);
    assert_string_equal(GDALGetRasterUnitType(GDALGetRasterBand(dataset, 1)), "(m3/a)/m2");
    assert_string_equal(GDALGetDescription(GDALGetRasterBand(dataset, 1)), "水源涵养");
    GDALClose(dataset);
}

static void an_abandoned_set_leaves_no_file(void **state)
{
    (void)state;
    Err err;
    MapSet *maps;
    PassJob job = {.plan = plan, .maps = new_folder("left"), .diagnose = new_folder("left")};
    test_done(map_set_open(&job, &maps, &err), &err);
    map_set_abandon(maps);
    map_set_abandon(NULL);
    assert_int_equal(count_files(job.maps), 0);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    Err err;
    MapSet *maps;
    PassJob job = {.plan = plan, .maps = "/nowhere/at/all"};
    assert_false(map_set_open(&job, &maps, &err));
    assert_non_null(strstr(err.text, "/nowhere/at/all"));
    map_set_abandon(maps);
}

// The folder goes away while the maps are written: finishing says so, and leaves nothing.
static void a_set_that_cannot_be_finished_is_abandoned(void **state)
{
    (void)state;
    Err err;
    MapSet *maps;
    PassJob job = {.plan = plan, .maps = new_folder("gone")};
    test_done(map_set_open(&job, &maps, &err), &err);
    test_done(file_remove_tree(job.maps, &err), &err);
    assert_false(map_set_finish(maps, &err));
    assert_true(map_set_is_empty(maps));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_service_has_a_quantity_and_a_value),
        cmocka_unit_test(an_abandoned_set_leaves_no_file),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
        cmocka_unit_test(a_set_that_cannot_be_finished_is_abandoned),
    };
    return cmocka_run_group_tests_name("map_set", tests, open_all, close_all);
}
