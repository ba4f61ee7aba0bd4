// tally_test.c - what one lattice cell adds up to, chunk by chunk, and that nothing of one stays for the next.
#include "gep/tally.h"

#include "gep/district_testing.h"
#include "gep/plan_internal.h"

typedef struct Hands {
    Plan *plan;
    ValuePlan *values;
    PassJob job;
    Worker *worker;
    Tally *tally;
} Hands;

// pass_run numbers the channels and makes room; its sums are thrown away.
static void open_hands(Hands *h, const char *maps, const char *diagnose)
{
    Err err;
    *h = (Hands){.plan = toy_plan(TOY_YEAR)};
    h->values = value_open(h->plan);
    h->job = (PassJob){.plan = h->plan, .yuan = h->values->yuan};
    test_done(plan_check(h->plan, &err) && pass_run(&h->job, 1, &(PassOptions){.jobs = 1, .overview_max = 3}, &err),
              &err);
    h->job.maps = maps;
    h->job.diagnose = diagnose;
    test_done(worker_open(h->plan, &(WorkerOptions){.block = LATTICE}, &h->worker, &err), &err);
    test_done(worker_read(h->worker, (Window){0, 0, TOY_SIDE, TOY_SIDE}, &err), &err);
    h->tally = tally_open(&h->job);
}

static void close_hands(Hands *h)
{
    tally_close(h->tally);
    worker_close(h->worker);
    plan_close(h->plan);
}

static TallySums *sum_up(Hands *h)
{
    Chunk chunk;
    assert_true(worker_take(h->worker, 0));
    tally_start(h->tally, 0, (Window){0, 0, TOY_SIDE, TOY_SIDE});
    while (worker_next(h->worker, &chunk)) tally_chunk(h->tally, h->worker, &chunk);
    return tally_end(h->tally, &h->job.result);
}

static void pairs_stand_in_the_order_of_first_mention(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Hands h;
    open_hands(&h, NULL, NULL);
    TallySums *sums = sum_up(&h);
    size_t zones = h.plan->zone_count + 1;
    assert_int_equal(sums->pair_count, 9); // forest, meadow, paddy, lake in both towns, the settlement in T2
    size_t forest = (size_t)plan_class_index(h.plan, "111");
    assert_int_equal(sums->pairs[0], forest * zones + 1); // in T1
    assert_int_equal(sums->pairs[1], forest * zones + 2); // in T2
    assert_int_equal(sums->cells, TOY_CELLS);
    toy_equals(sums->values[0], 5 * TOY_HA);
    assert_int_equal(sums->transition_count, 0);
    tally_sums_free(sums);
    tally_sums_free(NULL);
    close_hands(&h);
}

static void a_tally_begins_anew(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_land("land_2020.tif");
    Hands h;
    open_hands(&h, NULL, NULL);
    TallySums *first = sum_up(&h), *second = sum_up(&h);
    assert_int_equal(first->pair_count, second->pair_count);
    assert_memory_equal(first->values, second->values,
                        first->pair_count * h.job.result.channel_count * sizeof *first->values);
    assert_int_equal(first->transition_count, 5); // each class to itself
    assert_int_equal(second->transition_count, 5);
    for (size_t t = 0; t < 5; t++) assert_true(first->transitions[t].area_m2 == second->transitions[t].area_m2);
    tally_sums_free(first);
    tally_sums_free(second);
    close_hands(&h);
}

static void one_maps_pixel(const char *path, int row, float wanted)
{
    Err err;
    Raster *raster;
    float values[TOY_CELLS];
    test_done(raster_open(path, 1, &raster, &err), &err);
    test_done(raster_read(raster, (Window){0, 0, TOY_SIDE, TOY_SIDE}, values, &err), &err);
    raster_close(raster);
    float got = values[row * TOY_SIDE];
    if (isnan(wanted) ? !isnan(got) : fabsf(got - wanted) > 1e-6F * fabsf(wanted))
        fail_msg("%s row %d: %g, not %g", path, row, (double)got, (double)wanted);
}

static void maps_hold_quantity_value_and_holes(void **state)
{
    (void)state;
    Err err;
    MapSet *maps;
    toy_write(&(Toy){.limits = "{valid_area_min: 0.1}"});
    toy_rows("npp.tif", (float[TOY_SIDE]){500, 500, NAN, 500, 500, 500});
    Hands h;
    open_hands(&h, toy_folder, toy_folder);
    test_done(map_set_open(&h.job, &maps, &err), &err);
    assert_false(map_set_is_empty(maps));
    tally_sums_free(sum_up(&h));
    test_done(tally_maps(h.tally, maps, &err) && map_set_finish(maps, &err), &err);
    one_maps_pixel(toy_path("R01_quantity.tif"), 0, 0.3F);
    one_maps_pixel(toy_path("R01_value.tif"), 0, 3.0F);
    one_maps_pixel(toy_path("R01_value.tif"), 3, 0.0F); // dry
    one_maps_pixel(toy_path("R01_value.tif"), 4, NAN);  // paddy does not count
    one_maps_pixel(toy_path("R06_quantity.tif"), 2, NAN);
    one_maps_pixel(toy_path("hole-R06.tif"), 2, 1.0F);
    one_maps_pixel(toy_path("hole-R06.tif"), 1, 0.0F);
    one_maps_pixel(toy_path("hole-R06.tif"), 5, NAN);
    close_hands(&h);
}

static void without_maps_nothing_is_written(void **state)
{
    (void)state;
    Err err;
    MapSet *maps;
    toy_write(&(Toy){0});
    Hands h;
    open_hands(&h, NULL, NULL);
    test_done(map_set_open(&h.job, &maps, &err), &err);
    assert_true(map_set_is_empty(maps));
    tally_sums_free(sum_up(&h));
    test_done(tally_maps(h.tally, maps, &err) && map_set_finish(maps, &err), &err);
    assert_false(file_exists(toy_path("R01_value.tif")));
    close_hands(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_stand_in_the_order_of_first_mention),
        cmocka_unit_test(a_tally_begins_anew),
        cmocka_unit_test(maps_hold_quantity_value_and_holes),
        cmocka_unit_test(without_maps_nothing_is_written),
    };
    return cmocka_run_group_tests_name("tally", tests, test_open, test_close);
}
