#include "land/placement.h"

#include <math.h>

#include "land/test_maps.h"

static const Grid GRID = {.crs = "EPSG:4524", .x0 = 1000, .y0 = 5000, .cell_m = 10, .width = 70, .height = 40};
static const RasterInfo COARSE = {.origin_x = 900, .origin_y = 5200, .cell_x = 20, .cell_y = 40};

static void in_the_same_system_a_position_is_a_shift_and_a_scale(void **state)
{
    (void)state;
    const GridLink link = {.same = true};
    Placement placement = placement_make(&GRID, &link, &COARSE);
    double x[3], y[3];
    placement_row(&placement, 0, 0, 3, x, y);
    assert_true(x[0] == 5 && x[1] == 5.5 && x[2] == 6);
    assert_true(y[0] == 5 && y[1] == 5 && y[2] == 5);
    placement_row(&placement, 9.5, 39.5, 1, x, y);
    assert_true(x[0] == 9.75 && y[0] == 14.875);
}

static void in_the_same_system_a_box_is_the_windows(void **state)
{
    (void)state;
    const GridLink link = {.same = true};
    Placement placement = placement_make(&GRID, &link, &COARSE);
    double x_min, y_min, x_max, y_max;
    assert_true(placement_box(&placement, (Window){2, 4, 66, 36}, &x_min, &y_min, &x_max, &y_max));
    assert_true(x_min == 6 && x_max == 39 && y_min == 6 && y_max == 15);
}

enum { COLS = 8, ROWS = 7 }; // nodes at cells -64, -32, 0, 32, ...

typedef struct Nodes {
    double x[COLS * ROWS], y[COLS * ROWS];
    GridLink link;
} Nodes;

static double slanted_x(double col, double row)
{
    return 900 + 20 * (1 + 0.5 * col + 0.25 * row);
}

static double slanted_y(double col, double row)
{
    return 5200 - 40 * (2 + 0.5 * row + 0.125 * col);
}

// A system in which rows and columns run aslant: bilinear between nodes is exact.
static void make_nodes(Nodes *nodes)
{
    for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < COLS; c++) {
            double col = (c - NODE_MARGIN) * NODE_STEP, row = (r - NODE_MARGIN) * NODE_STEP;
            nodes->x[r * COLS + c] = slanted_x(col, row);
            nodes->y[r * COLS + c] = slanted_y(col, row);
        }
    }
    nodes->link = (GridLink){.node_cols = COLS, .node_rows = ROWS, .node_x = nodes->x, .node_y = nodes->y};
}

static void between_nodes_a_position_is_bilinear_and_beyond_them_continued(void **state)
{
    (void)state;
    Nodes nodes;
    make_nodes(&nodes);
    Placement placement = placement_make(&GRID, &nodes.link, &COARSE);
    enum { COUNT = 300 }; // from before the first node to beyond the last one
    double x[COUNT], y[COUNT];
    const double rows[] = {-70, -0.5, 0, 31.5, 32, 39.5, 120};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        placement_row(&placement, -80.5, rows[k], COUNT, x, y);
        for (int i = 0; i < COUNT; i++) {
            double col = -80.5 + i;
            assert_true(fabs(x[i] - (1 + 0.5 * col + 0.25 * rows[k])) < 1e-9);
            assert_true(fabs(y[i] - (2 + 0.5 * rows[k] + 0.125 * col)) < 1e-9);
        }
    }
}

static void a_position_depends_on_its_cell_alone(void **state)
{
    (void)state;
    Nodes nodes;
    make_nodes(&nodes);
    uint64_t seed = 7;
    for (int i = 0; i < COLS * ROWS; i++) {
        nodes.x[i] += test_random(&seed);
        nodes.y[i] += test_random(&seed);
    }
    Placement placement = placement_make(&GRID, &nodes.link, &COARSE);
    double x[70], y[70], x_alone, y_alone;
    placement_row(&placement, 0.5, 33.5, 70, x, y);
    for (int i = 0; i < 70; i++) {
        placement_row(&placement, 0.5 + i, 33.5, 1, &x_alone, &y_alone);
        assert_true(x_alone == x[i] && y_alone == y[i]);
    }
}

static void a_box_reaches_a_bulge_at_an_inner_node(void **state)
{
    (void)state;
    Nodes nodes;
    make_nodes(&nodes);
    int bulge = NODE_MARGIN * COLS + NODE_MARGIN + 1; // at cell (32, 0)
    nodes.y[bulge] += 40 * 10.0;                      // ten raster rows to the north
    Placement placement = placement_make(&GRID, &nodes.link, &COARSE);
    double x_min, y_min, x_max, y_max;
    assert_true(placement_box(&placement, (Window){0, 0, 70, 40}, &x_min, &y_min, &x_max, &y_max));
    assert_true(fabs(y_min - (2 + 0.125 * 32 - 10)) < 1e-9);
    assert_true(fabs(x_min - 1) < 1e-9 && fabs(x_max - (1 + 35 + 10)) < 1e-9);
    assert_true(fabs(y_max - (2 + 20 + 0.125 * 70)) < 1e-9);
}

static void what_has_no_place_has_no_box(void **state)
{
    (void)state;
    Nodes nodes;
    make_nodes(&nodes);
    for (int i = 0; i < COLS * ROWS; i++) nodes.x[i] = NAN;
    Placement placement = placement_make(&GRID, &nodes.link, &COARSE);
    double x, y, x_max, y_max;
    placement_row(&placement, 3, 3, 1, &x, &y);
    assert_true(isnan(x));
    assert_false(placement_box(&placement, (Window){0, 0, 70, 40}, &x, &y, &x_max, &y_max));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_the_same_system_a_position_is_a_shift_and_a_scale),
        cmocka_unit_test(in_the_same_system_a_box_is_the_windows),
        cmocka_unit_test(between_nodes_a_position_is_bilinear_and_beyond_them_continued),
        cmocka_unit_test(a_position_depends_on_its_cell_alone),
        cmocka_unit_test(a_box_reaches_a_bulge_at_an_inner_node),
        cmocka_unit_test(what_has_no_place_has_no_box),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
