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
    enum { STEP_M = 170 };
    Box box = border.box;
    double low = INFINITY, high = -INFINITY, high_x = 0, high_y = 0;
    for (int i = 0; box.min_x + STEP_M * i < box.max_x; i++) {
        for (int j = 0; box.min_y + STEP_M * j < box.max_y; j++) {
            double x = box.min_x + STEP_M * i, y = box.min_y + STEP_M * j;
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
    assert_true(high_x > (box.min_x + box.max_x) / 2 + 20000 && high_y > (box.min_y + box.max_y) / 2 + 20000);
}

// Around the lake.
enum { WEST = 36526000, EAST = 36550000, SOUTH = 3442000, NORTH = 3464000 };

static void the_lake_has_about_15_km2_where_it_belongs(void **state)
{
    (void)state;
    enum { STEP_M = 40 };
    size_t count = 0;
    for (int x = WEST; x < EAST; x += STEP_M) {
        for (int y = SOUTH; y < NORTH; y += STEP_M) {
            if (!relief_is_lake(&relief, x, y)) continue;
            assert_true(relief_elevation(&relief, x, y) == PLACE_LAKE_LEVEL_M);
            count++;
        }
    }
    assert_true(fabs((double)count * STEP_M * STEP_M - 15e6) < 0.2e6);
    assert_true(relief_is_lake_within(&relief, 36539087, 3449895, 800)); // 108.41 E 31.17 N
}

static void the_ground_beside_the_lake_lies_above_its_level(void **state)
{
    (void)state;
    for (int x = WEST; x < EAST; x += 110) {
        for (int y = SOUTH + 4500; y < NORTH; y += 110) {
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
    size_t count = (size_t)relief.ground.width * (size_t)relief.ground.height;
    assert_memory_equal(relief.ground.values, again.ground.values, count * sizeof(float));
    assert_memory_equal(relief.lake.values, again.lake.values, count * sizeof(float));
    assert_int_equal(relief.rivers.count, again.rivers.count);
    assert_memory_equal(relief.rivers.items, again.rivers.items, again.rivers.count * sizeof(Line));
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
