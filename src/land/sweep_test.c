#include "land/sweep.h"

#include <math.h>

#include "land/test_maps.h"

enum { SIDE = 8 };

static double cells[SIDE * (SIDE + 1)];

static void sweep_ring(const double *x, const double *y, int count)
{
    const Sweep sweep = {.width = SIDE, .height = SIDE, .cells = cells};
    memset(cells, 0, sizeof cells);
    for (int i = 0; i < count; i++) sweep_edge(&sweep, x[i], y[i], x[(i + 1) % count], y[(i + 1) % count]);
    for (int r = 0; r < SIDE; r++) sweep_sum_row(&sweep, r);
}

static double total(void)
{
    double sum = 0;
    for (int r = 0; r < SIDE; r++) {
        for (int c = 0; c < SIDE; c++) sum += cells[r * (SIDE + 1) + c];
    }
    return sum;
}

static void a_triangle_covers_its_area_cell_by_cell(void **state)
{
    (void)state;
    const double x[3] = {0, 0, 4}, y[3] = {0, 4, 4}; // down the west side, then east: counter-clockwise on the map
    sweep_ring(x, y, 3);
    for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 4; c++) {
            double want = c < r ? 1 : c == r ? 0.5 : 0;
            assert_true(cells[r * (SIDE + 1) + c] == want);
        }
    }
    assert_true(total() == 8);
}

static void the_other_way_round_it_is_negative(void **state)
{
    (void)state;
    const double x[3] = {4, 0, 0}, y[3] = {4, 4, 0};
    sweep_ring(x, y, 3);
    assert_true(total() == -8);
}

static void what_sticks_out_is_cut(void **state)
{
    (void)state;
    const double x[4] = {-100, -100, 100, 100}, y[4] = {-100, 100, 100, -100};
    sweep_ring(x, y, 4);
    assert_true(fabs(total() - SIDE * SIDE) < 1e-12);
    const double u[4] = {4, -4, 4, 12}, v[4] = {-4, 4, 12, 4}; // a square on its corner: the cells' corners are cut off
    sweep_ring(u, v, 4);
    assert_true(fabs(total() - SIDE * SIDE) < 1e-12);
    const double s[4] = {4, -2, 4, 10}, t[4] = {-2, 4, 10, 4};
    sweep_ring(s, t, 4);
    assert_true(fabs(total() - (72 - 4 * 4)) < 1e-12);
    const double p[4] = {20, 20, 30, 30}, q[4] = {1, 2, 2, 1}; // wholly to the right
    sweep_ring(p, q, 4);
    assert_true(total() == 0);
    const double m[4] = {-30, -30, -20, -20};
    sweep_ring(m, q, 4);
    assert_true(total() == 0);
}

static void a_flat_edge_counts_nothing(void **state)
{
    (void)state;
    const Sweep sweep = {.width = SIDE, .height = SIDE, .cells = cells};
    memset(cells, 0, sizeof cells);
    sweep_edge(&sweep, 1, 2, 5, 2);
    sweep_edge(&sweep, 1, 3.5, 5, 3.5);
    for (int i = 0; i < SIDE * (SIDE + 1); i++) assert_true(cells[i] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_triangle_covers_its_area_cell_by_cell),
        cmocka_unit_test(the_other_way_round_it_is_negative),
        cmocka_unit_test(what_sticks_out_is_cut),
        cmocka_unit_test(a_flat_edge_counts_nothing),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
