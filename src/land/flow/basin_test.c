#include "land/flow/basin.h"

#include "land/flow/test_flow.h"

// 1 + the place of the first outlet on the way down; 0 none.
static uint32_t label_slowly(const TestFlow *flow, const uint32_t *outlets, size_t count, size_t at)
{
    while (flow->direction[at] != FLOW_NODATA) {
        for (size_t place = 0; place < count; place++)
            if (outlets[place] == at) return (uint32_t)place + 1;
        if (flow->direction[at] == FLOW_LEAVES) return 0;
        assert_true(test_neighbour(flow->dem.width, flow->dem.height, at, flow->direction[at], &at));
    }
    return 0;
}

static void a_basin_is_what_runs_to_its_outlet_first(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestFlow flow = test_flow(test_dem(d));
        uint32_t outlets[12], *label = arena_array(test_arena, flow.dem.cells, sizeof *label);
        uint64_t seed = 31337 + (uint64_t)d;
        for (int i = 0; i < 12; i++) outlets[i] = (uint32_t)(test_random(&seed) * (double)flow.dem.cells);
        outlets[7] = outlets[3]; // named twice
        basin_label(flow.direction, flow.dem.width, flow.dem.height, flow.order, outlets, 12, label);
        for (size_t i = 0; i < flow.dem.cells; i++) assert_int_equal(label[i], label_slowly(&flow, outlets, 12, i));
    }
}

static void without_outlets_every_way_out_has_its_basin(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestFlow flow = test_flow(test_dem(d));
        uint32_t *label = arena_array(test_arena, flow.dem.cells, sizeof *label);
        uint32_t *outlets = arena_array(test_arena, flow.dem.cells, sizeof *outlets);
        size_t count = 0;
        for (size_t i = 0; i < flow.dem.cells; i++)
            if (flow.direction[i] == FLOW_LEAVES) outlets[count++] = (uint32_t)i;
        assert_int_equal(basin_label_all(flow.direction, flow.dem.width, flow.dem.height, flow.order, label), count);
        for (size_t i = 0; i < flow.dem.cells; i++) {
            assert_int_equal(label[i], label_slowly(&flow, outlets, count, i));
            assert_int_equal(label[i] == 0, isnan(flow.dem.z[i]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_basin_is_what_runs_to_its_outlet_first),
        cmocka_unit_test(without_outlets_every_way_out_has_its_basin),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
