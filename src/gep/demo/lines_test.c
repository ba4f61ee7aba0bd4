#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "gep/demo/lines.h"

static Arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void a_line_covers_what_is_within_half_its_width(void **state)
{
    (void)state;
    LineList list = {0};
    lines_add(arena, &list, (Line){1000, 1000, 5000, 1000, 40});
    const LineMap *map = lines_map(arena, &list, 30);
    assert_true(lines_cover(map, 3000, 1039));
    assert_false(lines_cover(map, 3000, 1041));
    assert_true(lines_cover(map, 970, 1000));
    assert_false(lines_cover(map, 950, 1000));
    assert_false(lines_cover(map, -1e6, 1000));
    assert_false(lines_cover(map, 3000, 1e7));
}

static void narrow_lines_are_left_out_or_widened(void **state)
{
    (void)state;
    LineList list = {0};
    lines_add(arena, &list, (Line){0, 0, 2000, 0, 6});
    assert_false(lines_cover(lines_map(arena, &list, 100), 1000, 0)); // 12 m in cells of 100 m
    assert_true(lines_cover(lines_map(arena, &list, 30), 1000, 8));   // 0.6 cells wide
    assert_false(lines_cover(lines_map(arena, &list, 10), 1000, 8));
    LineList none = {0};
    assert_false(lines_cover(lines_map(arena, &none, 100), 0, 0));
}

static void a_tree_becomes_connected_lines(void **state)
{
    (void)state;
    // 3 x 2 points: 5 -> 4 -> 3 (root); 0 is not kept.
    const int next[6] = {3, 4, 5, 3, 3, 4};
    const double half_width[6] = {0, 0, 0, 0, 20, 10};
    LineTree tree = {3, 2, 0, 1000, 100, next, half_width};
    LineList list = {0};
    lines_add_tree(arena, &list, &tree);
    assert_int_equal(list.count, 2);
    const Line *lower = &list.items[0], *upper = &list.items[1];
    assert_true(lower->half_width_m == 20 && upper->half_width_m == 10);
    assert_true(upper->x2 == lower->x1 && upper->y2 == lower->y1);
    assert_true(lower->x2 == 0 && lower->y2 == 900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_covers_what_is_within_half_its_width),
        cmocka_unit_test(narrow_lines_are_left_out_or_widened),
        cmocka_unit_test(a_tree_becomes_connected_lines),
    };
    return cmocka_run_group_tests(tests, start, end);
}
