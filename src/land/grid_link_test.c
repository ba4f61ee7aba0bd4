#include "land/grid_link.h"

#include <math.h>

#include "base/parallel.h"
#include "land/crs.h"
#include "land/test_maps.h"

static const Grid GRID = {.crs = "EPSG:4524", .x0 = 36500000, .y0 = 3450000, .cell_m = 100, .width = 100, .height = 70};

static const GridLink *take(const Grid *grid, const char *crs)
{
    const GridLink *link = NULL;
    Err err;
    test_done(grid_link_take(grid, crs, &link, &err), &err);
    return link;
}

static void nodes_are_exact_and_reach_beyond_the_grid(void **state)
{
    (void)state;
    const GridLink *link = take(&GRID, "EPSG:4490");
    assert_false(link->same);
    assert_int_equal(link->node_cols, 5 + 4);
    assert_int_equal(link->node_rows, 4 + 4);
    assert_string_equal(link->datum_note, "");
    Crs *from = NULL, *to = NULL;
    Transform *transform = NULL;
    Err err;
    test_done(crs_open(GRID.crs, &from, &err) && crs_open("EPSG:4490", &to, &err), &err);
    test_done(transform_open(from, to, &transform, &err), &err);
    for (int r = 0; r < link->node_rows; r++) {
        for (int c = 0; c < link->node_cols; c++) {
            double x = GRID.x0 + (c - 2) * 3200, y = GRID.y0 - (r - 2) * 3200;
            transform_points(transform, &x, &y, 1);
            assert_true(link->node_x[r * link->node_cols + c] == x && link->node_y[r * link->node_cols + c] == y);
        }
    }
    transform_close(transform);
    crs_close(from);
    crs_close(to);
    grid_link_give(link);
}

static void the_same_meeting_is_shared_while_it_is_used(void **state)
{
    (void)state;
    const GridLink *first = take(&GRID, "EPSG:4326"), *second = take(&GRID, "EPSG:4326"),
                   *other = take(&GRID, "EPSG:4490");
    assert_ptr_equal(first, second);
    assert_ptr_not_equal(first, other);
    Grid moved = GRID;
    moved.x0 += 50;
    const GridLink *third = take(&moved, "EPSG:4326");
    assert_ptr_not_equal(first, third);
    grid_link_give(second);
    assert_non_null(strstr(first->datum_note, "WGS 84"));
    assert_true(first->ballpark);
    grid_link_give(first);
    grid_link_give(other);
    grid_link_give(third);
    grid_link_give(NULL);
}

static void its_own_system_needs_no_nodes(void **state)
{
    (void)state;
    const GridLink *link = take(&GRID, "EPSG:4524");
    assert_true(link->same);
    assert_int_equal(link->node_cols, 0);
    assert_string_equal(link->crs_label, "EPSG:4524");
    grid_link_give(link);
}

static void a_crs_that_is_none_is_an_error(void **state)
{
    (void)state;
    const GridLink *link = NULL;
    Err err;
    assert_false(grid_link_take(&GRID, "nonsense", &link, &err));
    test_says(&err, ERR_INPUT, "not understood");
    assert_false(grid_link_take(&GRID, "LOCAL_CS[\"quarry\",UNIT[\"metre\",1]]", &link, &err));
}

static bool take_and_give(void *context, int worker, size_t index, Err *err)
{
    (void)worker;
    (void)context;
    const GridLink *link = NULL;
    if (!grid_link_take(&GRID, index % 2 ? "EPSG:4326" : "EPSG:4490", &link, err)) return false;
    grid_link_give(link);
    return true;
}

static void threads_share_links(void **state)
{
    (void)state;
    Err err;
    test_done(parallel_for(3, 30, take_and_give, NULL, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_exact_and_reach_beyond_the_grid),
        cmocka_unit_test(the_same_meeting_is_shared_while_it_is_used),
        cmocka_unit_test(its_own_system_needs_no_nodes),
        cmocka_unit_test(a_crs_that_is_none_is_an_error),
        cmocka_unit_test(threads_share_links),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
