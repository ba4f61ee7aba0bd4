#include "land/flow/distance.h"

#include "land/flow/stream.h"
#include "land/flow/test_flow.h"

typedef struct Wet { // an elevation model with streams and a cost
    TestFlow flow;
    uint8_t *stream;
    double *cost, *out;
} Wet;

// One cell in ten is a stream, wherever it lies, so that some water meets none.
static Wet wet_dem(int index)
{
    Wet wet = {.flow = test_flow(test_dem(index))};
    size_t cells = wet.flow.dem.cells;
    uint64_t seed = 271828 + (uint64_t)index;
    wet.stream = arena_array(test_arena, cells, 1);
    wet.cost = arena_array(test_arena, cells, sizeof *wet.cost);
    wet.out = arena_array(test_arena, cells, sizeof *wet.out);
    for (size_t i = 0; i < cells; i++) {
        bool here = test_random(&seed) < 0.1;
        wet.stream[i] = isnan(wet.flow.dem.z[i]) ? STREAM_NODATA : here;
        wet.cost[i] = 1 + test_random(&seed);
    }
    return wet;
}

static double walk_d8(const Wet *wet, const double *cost, size_t at)
{
    double length = 0;
    while (wet->stream[at] != 1) {
        int way = wet->flow.direction[at];
        if (way >= FLOW_LEAVES) return (double)NAN;
        length += 30 * (way % 2 ? sqrt(2) : 1) * (cost ? cost[at] : 1);
        assert_true(test_neighbour(wet->flow.dem.width, wet->flow.dem.height, at, way, &at));
    }
    return length;
}

static bool near(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-9 * (1 + b);
}

static void along_d8_distance_is_the_length_of_the_way(void **state)
{
    (void)state;
    int met = 0;
    for (int d = 0; d < TEST_DEMS; d++) {
        Wet wet = wet_dem(d);
        const TestFlow *flow = &wet.flow;
        for (int costly = 0; costly < 2; costly++) {
            const double *cost = costly ? wet.cost : NULL;
            distance_d8(flow->direction, flow->dem.width, flow->dem.height, 30, flow->order, wet.stream, cost, wet.out);
            for (size_t i = 0; i < flow->dem.cells; i++) {
                assert_true(near(walk_d8(&wet, cost, i), wet.out[i]));
                met += wet.out[i] > 0;
            }
        }
    }
    assert_true(met > 10000);
}

// What is promised, cell by cell: each is the mean of its receivers.
static double mean_slowly(const Wet *wet, size_t cell)
{
    double share[8], sum = 0, weight = 0;
    if (wet->stream[cell] == STREAM_NODATA) return (double)NAN;
    if (wet->stream[cell] == 1) return 0;
    direction_mfd(&wet->flow.surface, cell, share);
    for (int k = 0; k < 8; k++) {
        size_t next;
        if (!test_neighbour(wet->flow.dem.width, wet->flow.dem.height, cell, k, &next)) continue;
        if (share[k] == 0 || isnan(wet->out[next])) continue;
        sum += share[k] * (30 * (k % 2 ? sqrt(2) : 1) * wet->cost[cell] + wet->out[next]);
        weight += share[k];
    }
    return weight > 0 ? sum / weight : (double)NAN;
}

static void along_mfd_distance_is_the_mean_over_receivers_that_meet_a_stream(void **state)
{
    (void)state;
    int met = 0;
    for (int d = 0; d < TEST_DEMS; d++) {
        Wet wet = wet_dem(d);
        distance_mfd(&wet.flow.surface, 30, wet.flow.order, wet.stream, wet.cost, wet.out);
        for (size_t i = 0; i < wet.flow.dem.cells; i++) {
            assert_true(near(mean_slowly(&wet, i), wet.out[i]));
            met += wet.out[i] > 0;
        }
    }
    assert_true(met > 5000);
}

// On a tilted plane both ways lead straight down.
static void on_a_straight_slope_both_distances_are_its_length(void **state)
{
    (void)state;
    const float z[] = {7, 5, 3, 2, 1};
    const uint8_t stream[] = {0, 0, 0, 1, 0};
    const double want[] = {75, 50, 25, 0};
    TestFlow flow = test_flow((TestDem){5, 1, 5, (float *)(uintptr_t)z});
    double d8[5], mfd[5];
    distance_d8(flow.direction, 5, 1, 25, flow.order, stream, NULL, d8);
    distance_mfd(&flow.surface, 25, flow.order, stream, NULL, mfd);
    assert_memory_equal(d8, want, sizeof want);
    assert_memory_equal(mfd, want, sizeof want);
    assert_true(isnan(d8[4]) && isnan(mfd[4])); // below the stream's last cell water leaves without meeting it
}

static void by_weights_a_step_costs_what_the_sender_or_the_receiver_says(void **state)
{
    (void)state;
    const uint32_t west = 1u << 16, weights[] = {west, west, west, 0, west}; // the last runs into a hole
    const uint8_t stream[] = {1, 0, 0, STREAM_NODATA, 0};
    const double cost[] = {2, 3, NAN, 7, 7};
    const double steps[] = {0, 1, 2}, senders[] = {0, 3, 3}, receivers[] = {0, 2, 5};
    FlowOrder order = order_weights(test_arena, weights, 5, 1);
    double out[5];
    distance_weights(weights, 5, 1, order, stream, NULL, COST_OF_SENDER, out);
    assert_memory_equal(out, steps, sizeof steps);
    assert_true(isnan(out[3]) && isnan(out[4]));
    distance_weights(weights, 5, 1, order, stream, cost, COST_OF_SENDER, out);
    assert_memory_equal(out, senders, sizeof senders);
    distance_weights(weights, 5, 1, order, stream, cost, COST_OF_RECEIVER, out);
    assert_memory_equal(out, receivers, sizeof receivers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(along_d8_distance_is_the_length_of_the_way),
        cmocka_unit_test(along_mfd_distance_is_the_mean_over_receivers_that_meet_a_stream),
        cmocka_unit_test(on_a_straight_slope_both_distances_are_its_length),
        cmocka_unit_test(by_weights_a_step_costs_what_the_sender_or_the_receiver_says),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
