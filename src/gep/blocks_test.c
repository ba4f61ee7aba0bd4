#include "gep/blocks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

// 5 x 7 lattice cells, the last ones cut.
static const Grid GRID = {.cell_m = 30, .width = 4 * LATTICE + 10, .height = 6 * LATTICE + 1};

static void every_lattice_cell_comes_once(void **state)
{
    (void)state;
    for (int side = LATTICE; side <= 4 * LATTICE; side *= 2) {
        for (int band = 1; band <= 9; band++) {
            Blocks blocks = blocks_of(&GRID, side, band);
            int seen[35] = {0};
            size_t lattice, cells = 0;
            assert_int_equal(grid_lattice_count(&GRID), 35);
            for (size_t b = 0; b < blocks.count; b++) {
                Window w = blocks_window(&blocks, b);
                cells += (size_t)w.width * (size_t)w.height;
                for (int at = 0; blocks_lattice(&blocks, w, at, &lattice); at++) seen[lattice]++;
            }
            for (int i = 0; i < 35; i++) assert_int_equal(seen[i], 1);
            assert_int_equal(cells, GRID.width * GRID.height);
        }
    }
}

static void a_band_is_walked_column_by_column(void **state)
{
    (void)state;
    Blocks blocks = blocks_of(&GRID, LATTICE, 4);
    static const int rows[] = {0, 1, 2, 3, 0}, cols[] = {0, 0, 0, 0, 1};
    for (size_t i = 0; i < 5; i++) {
        Window w = blocks_window(&blocks, i);
        assert_int_equal(w.row, rows[i] * LATTICE);
        assert_int_equal(w.col, cols[i] * LATTICE);
    }
    Window first = blocks_window(&blocks, 20), second = blocks_window(&blocks, 23), last = blocks_window(&blocks, 34);
    assert_true(first.row == 4 * LATTICE && first.col == 0); // the second band has three rows
    assert_true(second.row == 4 * LATTICE && second.col == LATTICE);
    assert_true(last.row == 6 * LATTICE && last.col == 4 * LATTICE && last.width == 10 && last.height == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lattice_cell_comes_once),
        cmocka_unit_test(a_band_is_walked_column_by_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
