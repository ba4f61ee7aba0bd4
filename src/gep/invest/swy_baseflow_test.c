#include "gep/invest/swy_baseflow.h"

#include "gep/invest/swy_testing.h"

typedef struct Twin {
    const SwyBaseflow *flow;
    bool *known;
    double *base_sum;
} Twin;

static void twin_cell(Twin *twin, size_t cell) // NOLINT(misc-no-recursion)
{
    const SwyBaseflow *flow = twin->flow;
    double part = 0, all = 0;
    size_t next;
    if (twin->known[cell]) return;
    twin->known[cell] = true;
    for (int k = 0; k < 8; k++) {
        double weight = flow_weight(flow->weights[cell], k);
        all += weight;
        if (weight == 0 || !test_neighbour(flow->width, flow->height, cell, k, &next)) continue;
        double sum = flow->sum[next], own = (double)flow->recharge[next];
        if (flow->weights[next] == 0 || flow->stream[next] == 1 || sum == 0 || sum - own == 0) {
            part += weight;
        } else {
            twin_cell(twin, next);
            part += weight * ((1 - (double)flow->available[next] / sum) * (twin->base_sum[next] / (sum - own)));
        }
    }
    twin->base_sum[cell] = flow->sum[cell] * part / all;
}

static SwyBaseflow baseflow_of(const SwyTest *test, const SwyRecharge *recharge)
{
    size_t cells = test->dem.cells;
    float *available = arena_array(test_arena, cells, sizeof *available);
    for (size_t i = 0; i < cells; i++) available[i] = (float)recharge->available[i];
    SwyBaseflow flow = {.weights = test->weights,
                        .width = test->dem.width,
                        .height = test->dem.height,
                        .order = test->order,
                        .recharge = recharge->recharge,
                        .available = available,
                        .sum = recharge->sum,
                        .stream = test->stream,
                        .base = arena_array(test_arena, cells, sizeof(float)),
                        .base_sum = arena_array(test_arena, cells, sizeof(double))};
    swy_baseflow(&flow);
    return flow;
}

static void same_as_twin(const SwyBaseflow *flow, size_t cells)
{
    Twin twin = {flow, arena_array(test_arena, cells, sizeof(bool)), arena_array(test_arena, cells, sizeof(double))};
    for (size_t cell = 0; cell < cells; cell++) {
        if (flow->weights[cell] == 0) {
            assert_true(isnan(flow->base[cell]) && isnan(flow->base_sum[cell]));
            continue;
        }
        twin_cell(&twin, cell);
        double sum = flow->sum[cell], own = (double)flow->recharge[cell];
        float base = (float)(sum != 0 ? fmax(twin.base_sum[cell] * own / sum, 0) : 0);
        assert_true(flow->base_sum[cell] == twin.base_sum[cell]);
        assert_true(flow->base[cell] == base);
    }
}

static void baseflow_is_its_definition(void **state)
{
    (void)state;
    for (int index = 0; index < TEST_DEMS; index += 3) {
        for (int spreads = 0; spreads < 2; spreads++) {
            SwyTest test = swy_test(index, spreads, 1 + index % 4);
            SwyRecharge recharge = swy_test_recharge(&test);
            SwyBaseflow flow = baseflow_of(&test, &recharge);
            same_as_twin(&flow, test.dem.cells);
            swy_years_close(&test.years);
            arena_reset(test_arena);
        }
    }
}

// A slope of four cells to the east, of which the third is a stream: what a cell beside it sends all comes to it.
static void beside_a_stream_all_recharge_is_baseflow(void **state)
{
    (void)state;
    const uint32_t weights[4] = {1, 1, 1, 1}, cells[4] = {0, 1, 2, 3};
    const float recharge[4] = {10, 20, 5, 0}, available[4] = {5, 10, 2.5F, 0};
    const double sum[4] = {10, 30, 35, 35};
    const uint8_t stream[4] = {0, 0, 1, 0};
    float base[4];
    double base_sum[4];
    SwyBaseflow flow = {weights, 4, 1, {cells, 4}, recharge, available, sum, stream, base, base_sum};
    swy_baseflow(&flow);
    assert_true(base_sum[1] == 30 && base[1] == 20);
    assert_true(base_sum[0] == 10 * ((1 - 10.0 / 30) * (30.0 / (30 - 20))));
    assert_true(base_sum[3] == 0 && base[3] == 0); // it leaves the grid
}

static void a_missing_recharge_counts_as_none(void **state)
{
    (void)state;
    const uint32_t weights[3] = {1, 1, 1}, cells[3] = {0, 1, 2};
    const float recharge[3] = {10, NAN, 5}, available[3] = {5, NAN, 2.5F};
    const double sum[3] = {10, 10, 15};
    const uint8_t stream[3] = {0, 0, 1};
    float base[3];
    double base_sum[3];
    SwyBaseflow flow = {weights, 3, 1, {cells, 3}, recharge, available, sum, stream, base, base_sum};
    swy_baseflow(&flow);
    assert_true(base_sum[1] == 10 && base[1] == 0);
    assert_true(base_sum[0] == 10 && base[0] == 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(baseflow_is_its_definition),
        cmocka_unit_test(beside_a_stream_all_recharge_is_baseflow),
        cmocka_unit_test(a_missing_recharge_counts_as_none),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
