#include "land/flow/accumulate.h"

#include "land/flow/test_flow.h"

static double *new_sums(const TestFlow *flow)
{
    return arena_array(test_arena, flow->dem.cells, sizeof(double));
}

// Sum number `method` of own shares: 0 D8, 1 MFD, 2 D-infinity.
static void accumulate(const TestFlow *flow, int method, FlowOrder order, const double *own, double *out)
{
    const FlowSurface *s = &flow->surface;
    if (method == 0) accumulate_d8(flow->direction, s->width, s->height, order, own, out);
    if (method == 1) accumulate_mfd(s, order, own, out);
    if (method == 2) accumulate_dinf(s, order, own, out);
}

// The share of a cell's water that its neighbour in direction k gets.
static double share_of(const TestFlow *flow, int method, size_t cell, int k)
{
    double share[8];
    if (method == 0) return flow->direction[cell] == k;
    if (method == 1) {
        direction_mfd(&flow->surface, cell, share);
        return share[k];
    }
    FlowFan fan = direction_dinf(&flow->surface, cell);
    if (fan.facet >= FLOW_LEAVES) return 0;
    if (k == direction_diagonal(fan.facet)) return fan.diagonal;
    return k == direction_side(fan.facet) ? 1 - fan.diagonal : 0;
}

// The water of each cell alone, handed on along all ways until it has left: rounds of scattering over the whole grid.
static void accumulate_slowly(const TestFlow *flow, int method, const double *own, double *out)
{
    size_t cells = flow->dem.cells, next;
    double *here = new_sums(flow), *then = new_sums(flow), moved = 1;
    for (size_t i = 0; i < cells; i++) here[i] = out[i] = isnan(flow->dem.z[i]) ? 0 : own[i];
    while (moved > 0) {
        moved = 0;
        memset(then, 0, cells * sizeof *then);
        for (size_t i = 0; i < cells; i++) {
            for (int k = 0; here[i] > 0 && k < 8; k++) {
                if (!test_neighbour(flow->dem.width, flow->dem.height, i, k, &next)) continue;
                then[next] += here[i] * share_of(flow, method, i, k);
            }
        }
        for (size_t i = 0; i < cells; i++) {
            here[i] = then[i];
            out[i] += then[i];
            moved += then[i];
        }
    }
}

static double *random_shares(const TestFlow *flow)
{
    uint64_t seed = 4711;
    double *own = new_sums(flow);
    for (size_t i = 0; i < flow->dem.cells; i++) own[i] = test_random(&seed);
    return own;
}

static void sums_are_those_of_every_drop_on_its_way(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        if (dem.cells > 500) continue;
        TestFlow flow = test_flow(dem);
        double *own = random_shares(&flow), *fast = new_sums(&flow), *slow = new_sums(&flow);
        for (int method = 0; method < 3; method++) {
            accumulate(&flow, method, flow.order, own, fast);
            accumulate_slowly(&flow, method, own, slow);
            for (size_t i = 0; i < dem.cells; i++)
                assert_true(isnan(dem.z[i]) ? isnan(fast[i]) : fabs(fast[i] - slow[i]) <= 1e-11 * slow[i]);
        }
    }
}

static void no_water_is_lost(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestFlow flow = test_flow(test_dem(d));
        double *sum = new_sums(&flow);
        uint32_t *count = arena_array(test_arena, flow.dem.cells, sizeof *count);
        accumulate_count(flow.direction, flow.dem.width, flow.dem.height, flow.order, count);
        for (int method = 0; method < 3; method++) {
            accumulate(&flow, method, flow.order, NULL, sum);
            double left = 0;
            size_t counted = 0;
            for (size_t i = 0; i < flow.dem.cells; i++) {
                if (flow.direction[i] == FLOW_LEAVES) left += sum[i];
                if (flow.direction[i] == FLOW_LEAVES) counted += count[i];
                if (method == 0) assert_true(isnan(sum[i]) ? count[i] == 0 : sum[i] == count[i]);
            }
            assert_int_equal(counted, flow.order.count);
            assert_true(fabs(left - (double)flow.order.count) <= 1e-9 * left);
        }
    }
}

// Another order with the same promise: by height and mask, equal ones backwards.
static const FlowSurface *sorted;
static int compare_cells(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (sorted->filled[x] != sorted->filled[y]) return sorted->filled[x] > sorted->filled[y] ? -1 : 1;
    if (sorted->mask[x] != sorted->mask[y]) return sorted->mask[x] > sorted->mask[y] ? -1 : 1;
    return x > y ? -1 : 1;
}

static void any_order_downstream_gives_the_same_bytes(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestFlow flow = test_flow(test_dem(d));
        uint32_t *other = arena_array(test_arena, flow.dem.cells, sizeof *other);
        memcpy(other, flow.order.cells, flow.order.count * sizeof *other);
        sorted = &flow.surface;
        qsort(other, flow.order.count, sizeof *other, compare_cells);
        double *own = random_shares(&flow), *one = new_sums(&flow), *two = new_sums(&flow);
        for (int method = 0; method < 3; method++) {
            accumulate(&flow, method, flow.order, own, one);
            accumulate(&flow, method, (FlowOrder){other, flow.order.count}, own, two);
            assert_memory_equal(one, two, flow.dem.cells * sizeof *one);
        }
    }
}

static void sums_turn_and_mirror_with_a_map_without_ties(void **state)
{
    (void)state;
    enum { SIDE = 37, CELLS = SIDE * SIDE };
    uint64_t seed = 99;
    float *z = arena_array(test_arena, CELLS, sizeof *z), *t = arena_array(test_arena, CELLS, sizeof *t);
    double *own = arena_array(test_arena, CELLS, sizeof *own), *other = arena_array(test_arena, CELLS, sizeof *own);
    for (int i = 0; i < CELLS; i++) { // a cone with bumps too small for pits
        int row = i / SIDE, col = i % SIDE;
        double x = col - 18.3, y = row - 15.7;
        z[i] = (float)(1000 - 10 * sqrt(x * x + y * y) + 2 * test_random(&seed));
        own[i] = test_random(&seed);
    }
    for (int i = 0; i < CELLS; i++) { // turned by a quarter
        int to = (SIDE - 1 - i % SIDE) * SIDE + i / SIDE;
        t[to] = z[i];
        other[to] = own[i];
    }
    TestFlow plain = test_flow((TestDem){SIDE, SIDE, CELLS, z}), turned = test_flow((TestDem){SIDE, SIDE, CELLS, t});
    assert_memory_equal(plain.surface.filled, z, CELLS * sizeof *z);
    for (int method = 0; method < 3; method++) {
        double *a = new_sums(&plain), *b = new_sums(&turned);
        accumulate(&plain, method, plain.order, own, a);
        accumulate(&turned, method, turned.order, other, b);
        for (int i = 0; i < CELLS; i++)
            assert_memory_equal(&a[i], &b[(SIDE - 1 - i % SIDE) * SIDE + i / SIDE], sizeof *a);
    }
}

static void a_missing_share_is_missing_downstream_only(void **state)
{
    (void)state;
    const float z[] = {5, 4, 3, 2, 1};
    TestFlow flow = test_flow((TestDem){5, 1, 5, (float *)(uintptr_t)z});
    const double own[] = {1, 2, NAN, 4, 5};
    for (int method = 0; method < 3; method++) {
        double out[5];
        accumulate(&flow, method, flow.order, own, out);
        assert_true(out[0] == 1 && out[1] == 3 && isnan(out[2]) && isnan(out[3]) && isnan(out[4]));
    }
}

static void by_weights_water_is_parted_and_a_missing_share_is_none(void **state)
{
    (void)state;
    // the middle of the top sends 10 of 15 south-west and 5 south; all else leaves
    const uint32_t weights[] = {0, 0x05a00000u, 0, 1u << 24, 1u << 24, 1u << 24};
    const double own[] = {NAN, 3, NAN, 1, NAN, 2}, want[] = {3, 1, 2};
    FlowOrder order = order_weights(test_arena, weights, 3, 2);
    double out[6];
    accumulate_weights(weights, 3, 2, order, own, out);
    assert_true(isnan(out[0]) && out[1] == 3 && isnan(out[2]));
    assert_memory_equal(out + 3, want, sizeof want);
    accumulate_weights(weights, 3, 2, order, NULL, out);
    assert_true(out[1] == 1 && out[3] == 1 + 10.0 / 15 && out[4] == 1 + 5.0 / 15 && out[5] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_every_drop_on_its_way),
        cmocka_unit_test(no_water_is_lost),
        cmocka_unit_test(any_order_downstream_gives_the_same_bytes),
        cmocka_unit_test(sums_turn_and_mirror_with_a_map_without_ties),
        cmocka_unit_test(a_missing_share_is_missing_downstream_only),
        cmocka_unit_test(by_weights_water_is_parted_and_a_missing_share_is_none),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
