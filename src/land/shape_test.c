#include "land/shape.h"

#include <math.h>

#include "land/test_maps.h"

static const Grid GRID = {.crs = "EPSG:4524", .x0 = 1000, .y0 = 9000, .cell_m = 10, .width = 600, .height = 520};

typedef struct Box { // in cells
    double left, top, right, bottom;
} Box;

// Counter-clockwise on the map, or clockwise.
static Ring ring_of(Box b, bool clockwise)
{
    double *x = arena_array(test_arena, 5, sizeof *x), *y = arena_array(test_arena, 5, sizeof *y);
    const double cols[5] = {b.left, b.right, b.right, b.left, b.left};
    const double rows[5] = {b.bottom, b.bottom, b.top, b.top, b.bottom};
    for (int i = 0; i < 5; i++) {
        x[i] = GRID.x0 + GRID.cell_m * cols[clockwise ? 4 - i : i];
        y[i] = GRID.y0 - GRID.cell_m * rows[clockwise ? 4 - i : i];
    }
    return (Ring){.count = 5, .x = x, .y = y};
}

static Shape shape_of(const Ring *rings, size_t count)
{
    Shape shape;
    shape_make(test_arena, &GRID, &(Polygon){.ring_count = count, .rings = rings}, &shape);
    return shape;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void a_shape_is_measured_in_cells(void **state)
{
    (void)state;
    const Ring ring = ring_of((Box){2.5, 250, 10, 300.25}, false);
    Shape shape = shape_of(&ring, 1);
    assert_true(near(shape.min_x, 2.5) && near(shape.max_x, 10) && near(shape.min_y, 250) && near(shape.max_y, 300.25));
    assert_int_equal(shape.first_row, 0);
    assert_int_equal(shape.row_count, 2);
    assert_int_equal(shape.row_start[1], 2); // two upright edges, in both lattice rows
    assert_int_equal(shape.row_start[2], 4);
}

static void a_cell_holds_the_share_that_is_covered(void **state)
{
    (void)state;
    const Ring ring = ring_of((Box){1.5, 1, 3, 2.25}, false);
    Shape shape = shape_of(&ring, 1);
    double cells[4 * 6];
    shape_cover(&shape, (Window){0, 0, 5, 4}, cells);
    const double want[4][5] = {{0}, {0, 0.5, 1, 0, 0}, {0, 0.125, 0.25, 0, 0}, {0}};
    for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 5; c++) assert_true(near(cells[r * 6 + c], want[r][c]));
    }
}

static void the_way_round_does_not_matter(void **state)
{
    (void)state;
    const Ring ring = ring_of((Box){0, 0, 2, 2}, true);
    Shape shape = shape_of(&ring, 1);
    double cells[2 * 3];
    shape_cover(&shape, (Window){0, 0, 2, 2}, cells);
    assert_true(near(cells[0], 1) && near(cells[1], 1) && near(cells[3], 1) && near(cells[4], 1));
}

static void a_hole_is_not_covered(void **state)
{
    (void)state;
    const Ring rings[2] = {ring_of((Box){0, 0, 3, 3}, false), ring_of((Box){1, 1, 2, 2}, true)};
    Shape shape = shape_of(rings, 2);
    double cells[3 * 4];
    shape_cover(&shape, (Window){0, 0, 3, 3}, cells);
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) assert_true(near(cells[r * 4 + c], r == 1 && c == 1 ? 0 : 1));
    }
}

static void a_part_below_the_first_lattice_row_is_covered_too(void **state)
{
    (void)state;
    const Ring ring = ring_of((Box){100, 200, 110, 400}, false);
    Shape shape = shape_of(&ring, 1);
    double cells[2 * 3];
    shape_cover(&shape, (Window){109, 398, 2, 2}, cells);
    assert_true(near(cells[0], 1) && near(cells[1], 0) && near(cells[3], 1) && near(cells[4], 0));
    shape_cover(&shape, (Window){109, 512, 2, 2}, cells); // a lattice row without edges
    assert_true(cells[0] == 0 && cells[1] == 0 && cells[3] == 0 && cells[4] == 0);
}

static void shapes_that_lie_apart_add(void **state)
{
    (void)state;
    const Ring left = ring_of((Box){0, 0, 1.25, 1}, false), right = ring_of((Box){1.25, 0, 3, 1}, false);
    const Shape shapes[2] = {shape_of(&left, 1), shape_of(&right, 1)};
    double cells[4];
    shapes_cover(shapes, 2, (Window){0, 0, 3, 1}, cells);
    assert_true(near(cells[0], 1) && near(cells[1], 1) && near(cells[2], 1));
}

static void a_window_is_touched_in_the_shapes_box_only(void **state)
{
    (void)state;
    const Ring ring = ring_of((Box){2.5, 3.5, 7.25, 300}, false);
    Shape shape = shape_of(&ring, 1);
    Window touched;
    assert_true(shape_touches(&shape, (Window){0, 0, 256, 256}, &touched));
    assert_true(touched.col == 2 && touched.row == 3 && touched.width == 6 && touched.height == 253);
    assert_true(shape_touches(&shape, (Window){5, 256, 256, 256}, &touched));
    assert_true(touched.col == 5 && touched.row == 256 && touched.width == 3 && touched.height == 44);
    assert_false(shape_touches(&shape, (Window){256, 0, 256, 256}, &touched));
    assert_false(shape_touches(&shape, (Window){0, 300, 256, 220}, &touched));
}

static void a_shape_outside_the_grids_rows_has_no_edges(void **state)
{
    (void)state;
    const Ring above = ring_of((Box){0, -20, 5, -10}, false), below = ring_of((Box){0, 520, 5, 530}, false);
    assert_int_equal(shape_of(&above, 1).row_count, 0);
    assert_int_equal(shape_of(&below, 1).row_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_is_measured_in_cells),
        cmocka_unit_test(a_cell_holds_the_share_that_is_covered),
        cmocka_unit_test(the_way_round_does_not_matter),
        cmocka_unit_test(a_hole_is_not_covered),
        cmocka_unit_test(a_part_below_the_first_lattice_row_is_covered_too),
        cmocka_unit_test(shapes_that_lie_apart_add),
        cmocka_unit_test(a_window_is_touched_in_the_shapes_box_only),
        cmocka_unit_test(a_shape_outside_the_grids_rows_has_no_edges),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
