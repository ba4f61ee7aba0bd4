#include "land/flow/snap.h"

#include "land/flow/test_flow.h"

enum { WIDE = 5, HIGH = 4 };
static const uint32_t counts[WIDE * HIGH] = {
    1, 1, 1, 1, 9, //
    7, 1, 2, 1, 1, //
    1, 1, 1, 5, 7, //
    1, 5, 1, 1, 1, //
};

static size_t snapped(int col, int row, int radius)
{
    return snap_to_stream(counts, WIDE, HIGH, (size_t)row * WIDE + (size_t)col, radius);
}

static void without_a_radius_the_cell_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIDE * HIGH; i++) assert_int_equal(snap_to_stream(counts, WIDE, HIGH, i, 0), i);
}

static void the_largest_count_in_the_square_is_taken(void **state)
{
    (void)state;
    assert_int_equal(snapped(1, 0, 1), 1 * WIDE + 0);
    assert_int_equal(snapped(3, 1, 1), 0 * WIDE + 4);
    assert_int_equal(snapped(0, 3, 1), 3 * WIDE + 1);
    assert_int_equal(snapped(0, 3, 1000), 0 * WIDE + 4); // the grid ends where it ends
}

// 5 at (3, 2) and at (1, 3); 7 at (0, 1) and at (4, 2).
static void of_equal_ones_the_nearest_then_the_first_is_taken(void **state)
{
    (void)state;
    assert_int_equal(snapped(2, 2, 1), 2 * WIDE + 3); // a side before a corner
    const uint32_t same[9] = {4, 4, 4, 4, 4, 4, 4, 4, 4};
    assert_int_equal(snap_to_stream(same, 3, 3, 4, 1), 4); // the cell itself is the nearest
    const uint32_t ring[9] = {4, 3, 4, 3, 1, 3, 4, 3, 4};
    assert_int_equal(snap_to_stream(ring, 3, 3, 4, 1), 0);
}

// Against every cell of every model, looked at plainly.
static void nothing_in_reach_gathers_more(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestFlow flow = test_flow(test_dem(d));
        int width = flow.dem.width, height = flow.dem.height;
        uint32_t *count = arena_array(test_arena, flow.dem.cells, sizeof *count);
        accumulate_count(flow.direction, width, height, flow.order, count);
        for (size_t i = 0; i < flow.dem.cells; i++) {
            size_t taken = snap_to_stream(count, width, height, i, 2);
            for (size_t k = 0; k < flow.dem.cells; k++) {
                int cols = (int)(k % (size_t)width) - (int)(i % (size_t)width),
                    rows = (int)(k / (size_t)width) - (int)(i / (size_t)width);
                if (abs(cols) <= 2 && abs(rows) <= 2) assert_true(count[k] <= count[taken]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_radius_the_cell_stays),
        cmocka_unit_test(the_largest_count_in_the_square_is_taken),
        cmocka_unit_test(of_equal_ones_the_nearest_then_the_first_is_taken),
        cmocka_unit_test(nothing_in_reach_gathers_more),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
