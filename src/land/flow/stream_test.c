#include "land/flow/stream.h"

#include "land/flow/test_flow.h"

static void streams_begin_at_the_threshold(void **state)
{
    (void)state;
    const double sum[] = {1, 99.999, 100, 101, NAN};
    const uint32_t count[] = {1, 99, 100, 101, 0};
    const uint8_t want[] = {0, 0, 1, 1, STREAM_NODATA};
    uint8_t stream[5];
    stream_mark(sum, 5, 100, stream);
    assert_memory_equal(stream, want, 5);
    stream_mark_count(count, 5, 100, stream);
    assert_memory_equal(stream, want, 5);
}

static void along_d8_a_stream_goes_on_until_it_leaves(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestFlow flow = test_flow(test_dem(d));
        int width = flow.dem.width, height = flow.dem.height;
        uint32_t *count = arena_array(test_arena, flow.dem.cells, sizeof *count);
        uint8_t *stream = arena_array(test_arena, flow.dem.cells, 1);
        accumulate_count(flow.direction, width, height, flow.order, count);
        stream_mark_count(count, flow.dem.cells, 5, stream);
        for (size_t i = 0, next = 0; i < flow.dem.cells; i++) {
            if (stream[i] != 1 || flow.direction[i] >= FLOW_LEAVES) continue;
            assert_true(test_neighbour(width, height, i, flow.direction[i], &next));
            assert_int_equal(stream[next], 1);
        }
    }
}

static void streams_above_need_more_than_the_threshold(void **state)
{
    (void)state;
    const double sum[] = {99, 100, 100.5, NAN};
    const uint8_t want[] = {0, 0, 1, STREAM_NODATA};
    uint8_t stream[4];
    stream_above(sum, 4, 100, stream);
    assert_memory_equal(stream, want, 4);
}

// A row from which water runs west, off the grid, but for the last two cells, whose water leaves at a hole.
static void weak_cells_are_streams_only_below_strong_ones(void **state)
{
    (void)state;
    const uint32_t west = 15u << 16, east = 15;
    const uint32_t weights[] = {west, west, west, west, west, west, east, 0};
    const double sum[] = {10, 6, 10, 4, 10, 6, 20, NAN};
    const uint8_t joined[] = {1, 1, 1, 0, 0, 0, 1, STREAM_NODATA}, bare[] = {1, 0, 0, 0, 0, 0, 1, STREAM_NODATA};
    uint8_t stream[8];
    stream_trace(weights, sum, 8, 1, 10, 0.5, stream);
    assert_memory_equal(stream, joined, 8);
    stream_trace(weights, sum, 8, 1, 10, 1, stream);
    assert_memory_equal(stream, bare, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_begin_at_the_threshold),
        cmocka_unit_test(along_d8_a_stream_goes_on_until_it_leaves),
        cmocka_unit_test(streams_above_need_more_than_the_threshold),
        cmocka_unit_test(weak_cells_are_streams_only_below_strong_ones),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
