#include "land/flow/order.h"

#include "land/flow/test_flow.h"

static void whatever_is_higher_comes_first_and_every_valid_cell_once(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        FlowSurface s = test_surface(&dem);
        size_t *place = arena_array(test_arena, dem.cells, sizeof *place), valid = 0, next;
        FlowOrder order = order_downstream(test_arena, &s);
        for (size_t i = 0; i < order.count; i++) {
            assert_true(place[order.cells[i]] == 0 && !isnan(dem.z[order.cells[i]]));
            place[order.cells[i]] = i + 1;
        }
        for (size_t i = 0; i < dem.cells; i++) {
            valid += isnan(dem.z[i]) ? 0 : 1;
            for (int k = 0; k < 8; k++) {
                if (!test_neighbour(dem.width, dem.height, i, k, &next)) continue;
                bool lower = s.filled[next] < s.filled[i];
                bool level = s.filled[next] == s.filled[i] && s.mask[next] < s.mask[i];
                if (lower || level) assert_true(place[i] < place[next]);
            }
        }
        assert_int_equal(order.count, valid);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_higher_comes_first_and_every_valid_cell_once),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
