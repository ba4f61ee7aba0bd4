#include "land/grid.h"

#include "land/test_maps.h"

static void the_lattice_covers_every_cell_once(void **state)
{
    (void)state;
    Grid grid = {.crs = "EPSG:4524", .cell_m = 30, .width = 600, .height = 513};
    assert_int_equal(grid_lattice_cols(&grid), 3);
    assert_int_equal(grid_lattice_rows(&grid), 3);
    assert_int_equal(grid_lattice_count(&grid), 9);
    static unsigned char seen[600 * 513];
    for (size_t i = 0; i < 9; i++) {
        Window w = grid_lattice_window(&grid, i);
        for (int r = w.row; r < w.row + w.height; r++) {
            for (int c = w.col; c < w.col + w.width; c++) seen[r * 600 + c]++;
        }
    }
    for (size_t i = 0; i < sizeof seen; i++) assert_int_equal(seen[i], 1);
}

static void the_last_lattice_cells_are_cut_by_the_edge(void **state)
{
    (void)state;
    Grid grid = {.width = 256, .height = 257};
    assert_int_equal(grid_lattice_count(&grid), 2);
    Window w = grid_lattice_window(&grid, 1);
    assert_int_equal(w.col, 0);
    assert_int_equal(w.row, 256);
    assert_int_equal(w.width, 256);
    assert_int_equal(w.height, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lattice_covers_every_cell_once),
        cmocka_unit_test(the_last_lattice_cells_are_cut_by_the_edge),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
