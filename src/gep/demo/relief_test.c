// The land itself, looked at finely: made once for all tests here.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/file.h"
#include "gep/demo/places.h"
#include "gep/demo/relief.h"
#include "land/raster.h"

static Arena *arena;
static Err err;
static Border border;
static Relief relief;

static int start(void **state)
{
    (void)state;
    char *districts;
    arena = arena_open();
    land_start();
    if (!file_program_data(arena, "districts", &districts, &err)) return -1;
    if (!border_open(arena, file_join(arena, districts, "kaizhou"), &border, &err)) return -1;
    relief_make(arena, &border, &relief);
    return 0;
}

static int end(void **state)
{
    (void)state;
    border_close(&border);
    arena_close(arena);
    return 0;
}

static void rows_of_the_border_agree_with_its_points(void **state)
{
    (void)state;
    Grid grid = {.x0 = 36490000, .y0 = 3510000, .cell_m = 730, .width = 140, .height = 140};
    bool inside[140];
    size_t count = 0;
    for (int row = 0; row < grid.height; row++) {
        border_row(&border, &grid, row, inside);
        for (int col = 0; col < grid.width; col++) {
            double x = grid.x0 + (col + 0.5) * grid.cell_m, y = grid.y0 - (row + 0.5) * grid.cell_m;
            assert_int_equal(inside[col], border_holds(&border, x, y));
            count += inside[col];
        }
    }
    assert_true(fabs((double)count * 730 * 730 - 3993e6) < 30e6);
}

static void the_ground_runs_from_134_to_2626_m_inside_the_border(void **state)
{
    (void)state;
    double low = INFINITY, high = -INFINITY, high_x = 0, high_y = 0;
    for (double x = border.box.min_x; x < border.box.max_x; x += 170) {
        for (double y = border.box.min_y; y < border.box.max_y; y += 170) {
            if (!border_holds(&border, x, y)) continue;
            double z = relief_elevation(&relief, x, y);
            low = fmin(low, z);
            if (z <= high) continue;
            high = z;
            high_x = x;
            high_y = y;
        }
    }
    assert_true(low == 134);
    assert_true(high == 2626);
    double middle_x = (border.box.min_x + border.box.max_x) / 2, middle_y = (border.box.min_y + border.box.max_y) / 2;
    assert_true(high_x > middle_x + 20000 && high_y > middle_y + 20000); // the north-east
}

static void the_lake_has_about_15_km2_where_it_belongs(void **state)
{
    (void)state;
    enum { STEP_M = 40 };
    size_t count = 0;
    for (double x = 36526000; x < 36550000; x += STEP_M) {
        for (double y = 3442000; y < 3464000; y += STEP_M) {
            if (!relief_is_lake(&relief, x, y)) continue;
            assert_true(relief_elevation(&relief, x, y) == PLACE_LAKE_LEVEL_M);
            count++;
        }
    }
    assert_true(fabs((double)count * STEP_M * STEP_M - 15e6) < 1e6);
    assert_true(relief_is_lake(&relief, 36539087, 3449895) || relief_is_lake_within(&relief, 36539087, 3449895, 800));
}

static void the_ground_beside_the_lake_lies_above_its_level(void **state)
{
    (void)state;
    for (double x = 36526000; x < 36550000; x += 110) {
        for (double y = 3446500; y < 3464000; y += 110) {
            if (relief_is_lake(&relief, x, y) || !relief_is_lake_within(&relief, x, y, 60)) continue;
            assert_true(relief_elevation(&relief, x, y) > PLACE_LAKE_LEVEL_M);
        }
    }
}

static void rivers_run_in_valleys(void **state)
{
    (void)state;
    size_t lower = 0, counted = 0;
    for (size_t i = 0; i < relief.rivers.count; i += 7) {
        const Line *line = &relief.rivers.items[i];
        if (!border_holds(&border, line->x1, line->y1)) continue;
        lower += relief_at(&relief.above, line->x1, line->y1) < 0;
        counted++;
    }
    assert_true(counted > 300);
    assert_true(lower > counted * 95 / 100);
}

static void the_ground_is_the_same_every_time(void **state)
{
    (void)state;
    Relief again;
    relief_make(arena, &border, &again);
    for (double x = border.box.min_x; x < border.box.max_x; x += 1300) {
        for (double y = border.box.min_y; y < border.box.max_y; y += 1300)
            assert_true(relief_elevation(&relief, x, y) == relief_elevation(&again, x, y));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_the_border_agree_with_its_points),
        cmocka_unit_test(the_ground_runs_from_134_to_2626_m_inside_the_border),
        cmocka_unit_test(the_lake_has_about_15_km2_where_it_belongs),
        cmocka_unit_test(the_ground_beside_the_lake_lies_above_its_level),
        cmocka_unit_test(rivers_run_in_valleys),
        cmocka_unit_test(the_ground_is_the_same_every_time),
    };
    return cmocka_run_group_tests(tests, start, end);
}
