// zone_stats_test.c - statistics worked out by hand, and by a second way over random values.
#include "land/zone_stats.h"

#include <math.h>

#include "land/test_maps.h"

typedef struct Case {
    const char *path;
    const RasterInfo *info;
    Raster *raster;
    ZoneIndex *index;
    size_t zone_count;
} Case;

static const char *raster_of(GDALDataType type, int width, int height, const double *values)
{
    TestRaster r = {.name = "values.tif",
                    .crs = "EPSG:4524",
                    .type = type,
                    .x0 = 500000,
                    .y0 = 3400000,
                    .cell_x = 10,
                    .cell_y = 10,
                    .width = width,
                    .height = height,
                    .values = values,
                    .nodata = "-9999"};
    return test_raster(&r);
}

static Polygon box(double left, double top, double right, double bottom) // in cells
{
    const double cols[5] = {left, right, right, left, left}, rows[5] = {bottom, bottom, top, top, bottom};
    Ring *ring = arena_alloc(test_arena, sizeof *ring);
    double *x = arena_array(test_arena, 5, sizeof *x), *y = arena_array(test_arena, 5, sizeof *y);
    for (int i = 0; i < 5; i++) {
        x[i] = 500000 + 10 * cols[i];
        y[i] = 3400000 - 10 * rows[i];
    }
    *ring = (Ring){.count = 5, .x = x, .y = y};
    return (Polygon){.ring_count = 1, .rings = ring};
}

static Case open_case(const char *path, const Polygon *zones, size_t count)
{
    Case made = {.path = path, .zone_count = count};
    Err err;
    test_done(raster_open(path, 1, &made.raster, &err), &err);
    made.info = raster_info(made.raster);
    Polygons polygons = {.count = count, .items = zones};
    test_done(zone_index_build(made.info, &polygons, 1, &made.index, &err), &err);
    return made;
}

static ZoneResult *fold(const Case *c, size_t samples_most, int jobs)
{
    Err err;
    ZoneResult *results = arena_array(test_arena, c->zone_count, sizeof *results);
    ZoneFold fold = {.index = c->index,
                     .zone_count = c->zone_count,
                     .path = c->path,
                     .info = c->info,
                     .distribution = true,
                     .samples_most = samples_most,
                     .jobs = jobs};
    test_done(zone_stats_fold(&fold, results, &err), &err);
    return results;
}

static void close_case(Case *c)
{
    zone_index_close(c->index);
    raster_close(c->raster);
}

static ZoneResult one_zone(GDALDataType type, int width, int height, const double *values, Polygon zone)
{
    Case c = open_case(raster_of(type, width, height, values), &zone, 1);
    ZoneResult result = *fold(&c, 0, 1);
    close_case(&c);
    return result;
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

// Weights 0.5, 1, 1, 0.25 on the values 4, 1, 9, 2 of a row of cells, half a cell high.
static void every_statistic_is_that_of_the_hand(void **state)
{
    (void)state;
    const double values[5] = {4, 1, 9, 2, 77};
    ZoneResult r = one_zone(GDT_Float32, 5, 1, values, box(0.5, 0.5, 3.25, 1));
    const double w[4] = {0.25, 0.5, 0.5, 0.125};
    double count = 1.375, sum = 1 + 0.5 + 4.5 + 0.25, mean = sum / count, squares = 0;
    for (int i = 0; i < 4; i++) squares += w[i] * (values[i] - mean) * (values[i] - mean);
    assert_true(near(r.stat[ZONE_COUNT], count) && near(r.stat[ZONE_SUM], sum) && near(r.stat[ZONE_MEAN], mean));
    assert_true(r.stat[ZONE_MIN] == 1 && r.stat[ZONE_MAX] == 9);
    assert_true(near(r.stat[ZONE_STDEV], sqrt(squares / count)));
    assert_true(r.stat[ZONE_MEDIAN] == 4);   // 1: 0.5, 2: 0.625, 4: 0.875 of 1.375
    assert_true(r.stat[ZONE_MAJORITY] == 1); // 1 and 9 alike
    assert_true(r.stat[ZONE_FRACTION] == 1);
}

static void a_half_that_is_reached_exactly_is_the_lower_median(void **state)
{
    (void)state;
    const double values[4] = {8, 2, 6, 4}, thirds[6] = {1, 1, 1, 2, 2, 2};
    assert_true(one_zone(GDT_Byte, 4, 1, values, box(0, 0, 4, 1)).stat[ZONE_MEDIAN] == 4);
    assert_true(one_zone(GDT_Byte, 4, 1, values, box(0, 0, 3.5, 1)).stat[ZONE_MEDIAN] == 6); // 2.5 of 3.5 at 6
    ZoneResult r = one_zone(GDT_Byte, 6, 1, thirds, box(0, 0.3, 6, 0.4)); // 0.1 is no double: a tie all the same
    assert_true(r.stat[ZONE_MEDIAN] == 1 && r.stat[ZONE_MAJORITY] == 1);
}

static void the_majority_covers_most_and_ties_are_the_least(void **state)
{
    (void)state;
    const double values[6] = {30, 20, 10, 20, 30, 10};
    assert_true(one_zone(GDT_Int16, 6, 1, values, box(0, 0, 6, 1)).stat[ZONE_MAJORITY] == 10);
    assert_true(one_zone(GDT_Int16, 6, 1, values, box(0.1, 0, 5.9, 1)).stat[ZONE_MAJORITY] == 20);
}

static void a_cell_without_value_counts_for_nothing(void **state)
{
    (void)state;
    const double values[4] = {5, NAN, -9999, 7};
    ZoneResult r = one_zone(GDT_Float32, 4, 1, values, box(0, 0, 4, 1));
    assert_true(r.stat[ZONE_COUNT] == 2 && r.stat[ZONE_MEAN] == 6 && r.stat[ZONE_FRACTION] == 0.5);
    r = one_zone(GDT_Float32, 4, 1, values, box(1, 0, 3, 1));
    assert_true(r.stat[ZONE_COUNT] == 0 && r.stat[ZONE_FRACTION] == 0);
    for (int i = ZONE_SUM; i < ZONE_FRACTION; i++) assert_true(isnan(r.stat[i]));
}

static void large_whole_numbers_are_not_rounded(void **state)
{
    (void)state;
    const double values[3] = {510100001, 510100002, 510100002};
    ZoneResult r = one_zone(GDT_Int32, 3, 1, values, box(0, 0, 3, 1));
    assert_true(r.stat[ZONE_MIN] == 510100001 && r.stat[ZONE_MAJORITY] == 510100002);
    assert_true(r.stat[ZONE_SUM] == 1530300005);
}

static void equal_values_do_not_deviate(void **state)
{
    (void)state;
    double values[12];
    for (int i = 0; i < 12; i++) values[i] = 0.1;
    ZoneResult r = one_zone(GDT_Float64, 4, 3, values, box(0.3, 0.2, 3.7, 2.9));
    assert_true(r.stat[ZONE_MEAN] == 0.1 && r.stat[ZONE_STDEV] == 0);
}

enum { SIDE = 300 };

static double *random_values(void)
{
    uint64_t seed = 99;
    double *values = arena_array(test_arena, SIDE * SIDE, sizeof *values);
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = test_random(&seed) < 0.05 ? -9999 : 100 * test_random(&seed);
    return values;
}

// Bands that are cut at odd places, over patch borders.
static void a_partition_adds_to_the_whole(void **state)
{
    (void)state;
    double *values = random_values(), sum = 0, count = 0, squares = 0;
    Polygon zones[5];
    const double cut[5] = {0, 17.3, 140.01, 255.5, SIDE};
    for (int i = 0; i < 4; i++) zones[i] = box(cut[i], 0, cut[i + 1], SIDE);
    zones[4] = box(-5, -5, SIDE + 5, SIDE + 5);
    Case c = open_case(raster_of(GDT_Float64, SIDE, SIDE, values), zones, 5);
    ZoneResult *r = fold(&c, 0, 1);
    for (int i = 0; i < SIDE * SIDE; i++) {
        sum += values[i] == -9999 ? 0 : values[i];
        count += values[i] != -9999;
    }
    for (int i = 0; i < SIDE * SIDE; i++)
        squares += values[i] == -9999 ? 0 : (values[i] - sum / count) * (values[i] - sum / count);
    double parts = 0, part_count = 0;
    for (int i = 0; i < 4; i++) {
        parts += r[i].stat[ZONE_SUM];
        part_count += r[i].stat[ZONE_COUNT];
        assert_true(near(r[i].stat[ZONE_MEAN], r[i].stat[ZONE_SUM] / r[i].stat[ZONE_COUNT]));
    }
    assert_true(near(parts, sum) && near(part_count, count));
    assert_true(near(r[4].stat[ZONE_SUM], sum) && r[4].stat[ZONE_COUNT] == count);
    assert_true(near(r[4].stat[ZONE_STDEV], sqrt(squares / count)));
    assert_true(near(r[4].stat[ZONE_FRACTION], count / ((SIDE + 10.0) * (SIDE + 10.0))));
    close_case(&c);
}

static void threads_and_passes_change_no_bit(void **state)
{
    (void)state;
    uint64_t seed = 5;
    Polygon zones[30];
    for (int i = 0; i < 30; i++) {
        double x = 280 * test_random(&seed), y = 280 * test_random(&seed);
        zones[i] = box(x, y, x + 60 * test_random(&seed), y + 60 * test_random(&seed));
    }
    Case c = open_case(raster_of(GDT_Float64, SIDE, SIDE, random_values()), zones, 30);
    ZoneResult *one = fold(&c, 0, 1), *three = fold(&c, 0, 3), *passes = fold(&c, 2000, 1);
    assert_memory_equal(one, three, 30 * sizeof *one);
    assert_memory_equal(one, passes, 30 * sizeof *one);
    close_case(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statistic_is_that_of_the_hand),
        cmocka_unit_test(a_half_that_is_reached_exactly_is_the_lower_median),
        cmocka_unit_test(the_majority_covers_most_and_ties_are_the_least),
        cmocka_unit_test(a_cell_without_value_counts_for_nothing),
        cmocka_unit_test(large_whole_numbers_are_not_rounded),
        cmocka_unit_test(equal_values_do_not_deviate),
        cmocka_unit_test(a_partition_adds_to_the_whole),
        cmocka_unit_test(threads_and_passes_change_no_bit),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
