// swy_testing.h - for the tests of swy_*.c: random maps on random elevation models, and their years.
#ifndef QINGSHAN_GEP_INVEST_SWY_TESTING_H
#define QINGSHAN_GEP_INVEST_SWY_TESTING_H

#include "gep/invest/swy_recharge.h"
#include "land/flow/stream.h"
#include "land/flow/test_flow.h"
#include "land/flow/weights.h"

enum { SWY_TEST_CLASSES = 3, SWY_TEST_ZONES = 2 };

typedef struct SwyTest {
    TestDem dem;
    uint32_t *weights;
    FlowOrder order;
    uint8_t *stream, *reached;
    float *rain[SWY_MONTHS], *et0[SWY_MONTHS], *quick[SWY_MONTHS], *retention;
    int *land, *zone;
    float events[SWY_TEST_ZONES * SWY_MONTHS];
    double kc[SWY_TEST_CLASSES * SWY_MONTHS];
    SwyYears years;
} SwyTest;

// Climate in blocks of `block` cells, with holes.
static inline float *swy_test_field(const TestDem *dem, int block, double most, uint64_t *seed)
{
    int across = dem->width / block + 1, down = dem->height / block + 1;
    float *coarse = arena_array(test_arena, (size_t)(across * down), sizeof *coarse);
    float *field = arena_array(test_arena, dem->cells, sizeof *field);
    for (int i = 0; i < across * down; i++)
        coarse[i] = test_random(seed) < 0.03 ? NAN : (float)(floor(most * test_random(seed) * 10) / 10);
    for (int i = 0; i < (int)dem->cells; i++)
        field[i] = coarse[i / dem->width / block * across + i % dem->width / block];
    return field;
}

static inline void swy_test_land(SwyTest *test, uint64_t *seed)
{
    size_t cells = test->dem.cells;
    test->retention = arena_array(test_arena, cells, sizeof *test->retention);
    test->land = arena_array(test_arena, cells, sizeof *test->land);
    test->zone = arena_array(test_arena, cells, sizeof *test->zone);
    for (size_t i = 0; i < cells; i++) {
        test->land[i] = (int)(4 * test_random(seed)) - 1;
        test->zone[i] = test_random(seed) < 0.02 ? -1 : (int)i % test->dem.width > test->dem.width / 2;
        test->retention[i] = test->stream[i] == 1 ? 0 : test->land[i] < 0 ? NAN : 1 + 2 * (float)test->land[i];
    }
    for (int i = 0; i < SWY_TEST_ZONES * SWY_MONTHS; i++) test->events[i] = (float)(1 + i % 9);
    for (int i = 0; i < SWY_TEST_CLASSES * SWY_MONTHS; i++)
        test->kc[i] = i == 5 ? (double)NAN : (double)(float)(0.1 * (1 + i % 11));
}

static inline void swy_test_take(SwyTest *test)
{
    int width = test->dem.width, height = test->dem.height;
    test->years = swy_years_open(width, height);
    for (int g = 0; g * SWY_GROUP < height; g++) {
        size_t first = (size_t)g * SWY_GROUP * (size_t)width;
        int left = height - g * SWY_GROUP;
        SwyRows rows = {.rows = left < SWY_GROUP ? left : SWY_GROUP,
                        .land = test->land + first,
                        .zone = test->zone + first,
                        .retention = test->retention + first,
                        .stream = test->stream + first,
                        .kept = test->reached + first,
                        .events = test->events};
        for (int m = 0; m < SWY_MONTHS; m++) {
            rows.rain[m] = test->rain[m] + first;
            rows.et0[m] = test->et0[m] + first;
            rows.quick[m] = test->quick[m] + first;
        }
        swy_years_take(&test->years, g, &rows);
    }
}

// Elevation model `index` of test_dem, routed by MFD or D8. swy_years_close is the caller's.
static inline SwyTest swy_test(int index, bool spreads, int block)
{
    SwyTest test = {.dem = test_dem(index)};
    int width = test.dem.width, height = test.dem.height;
    uint64_t seed = 4711u + 17u * (uint64_t)index;
    float *filled = arena_array(test_arena, test.dem.cells, sizeof *filled);
    double *sum = arena_array(test_arena, test.dem.cells, sizeof *sum);
    fill_depressions(test.dem.z, width, height, filled);
    test.weights = arena_array(test_arena, test.dem.cells, sizeof *test.weights);
    test.stream = arena_array(test_arena, test.dem.cells, 1);
    test.reached = arena_array(test_arena, test.dem.cells, 1);
    (spreads ? weights_mfd : weights_d8)((FlowHeights){.single = filled}, width, height, test.weights);
    test.order = order_weights(test_arena, test.weights, width, height);
    accumulate_weights(test.weights, width, height, test.order, NULL, sum);
    stream_above(sum, test.dem.cells, 30, test.stream);
    swy_reached(test.weights, width, height, test.reached);
    for (int m = 0; m < SWY_MONTHS; m++) {
        test.rain[m] = swy_test_field(&test.dem, block, 200, &seed);
        test.et0[m] = swy_test_field(&test.dem, block, 120, &seed);
        test.quick[m] = arena_array(test_arena, test.dem.cells, sizeof *test.quick[m]);
    }
    swy_test_land(&test, &seed);
    swy_test_take(&test);
    return test;
}

static inline SwyRecharge swy_test_recharge(const SwyTest *test)
{
    SwyRecharge recharge = {.weights = test->weights,
                            .order = test->order,
                            .years = &test->years,
                            .kc = test->kc,
                            .gamma = (double)0.7F,
                            .recharge = arena_array(test_arena, test->dem.cells, sizeof(float)),
                            .aet = arena_array(test_arena, test->dem.cells, sizeof(float)),
                            .available = arena_array(test_arena, test->dem.cells, sizeof(double)),
                            .from_above = arena_array(test_arena, test->dem.cells, sizeof(double)),
                            .sum = arena_array(test_arena, test->dem.cells, sizeof(double))};
    for (int m = 0; m < SWY_MONTHS; m++) recharge.share[m] = (double)(0.08F * (0.5F + 0.1F * (float)m));
    swy_recharge(&recharge);
    return recharge;
}

#endif
