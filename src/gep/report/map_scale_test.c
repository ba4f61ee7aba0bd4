// map_scale_test.c - classes of a map.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>

#include "gep/report/map.h"

static void breaks_are_round_and_rise(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    double values[1000];
    for (int i = 0; i < 1000; i++) values[i] = 12.3456 + i * 0.0437;
    MapScale scale = map_scale(arena, values, 1000, ramp_quantity);
    const double want[] = {21, 30, 39, 47};
    assert_int_equal(scale.count, RAMP_SIZE);
    for (int i = 0; i < 4; i++) assert_float_equal(scale.breaks[i], want[i], 1e-9);
    assert_int_equal(map_color(&scale, 20.9), ramp_quantity[0]);
    assert_int_equal(map_color(&scale, 21), ramp_quantity[1]);
    assert_int_equal(map_color(&scale, 1e9), ramp_quantity[4]);
    assert_false(scale.has_zero);
    arena_close(arena);
}

static void zero_and_nothing_are_not_classes(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    const double values[] = {0, NAN, 5, 5, 5, 0, NAN};
    MapScale scale = map_scale(arena, values, 7, ramp_water);
    assert_int_equal(scale.count, 1);
    assert_true(scale.has_zero);
    assert_int_equal(map_color(&scale, 0), COLOR_ZERO);
    assert_int_equal(map_color(&scale, 5), ramp_water[2]);
    assert_float_equal(scale.low, 5, 0);
    assert_float_equal(scale.high, 5, 0);
    MapScale none = map_scale(arena, values + 1, 1, ramp_water);
    assert_int_equal(none.count, 0);
    arena_close(arena);
}

static void close_values_get_a_third_digit(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    double values[100];
    for (int i = 0; i < 100; i++) values[i] = 52.61 + i * 0.008;
    MapScale scale = map_scale(arena, values, 100, ramp_quantity);
    assert_true(scale.count >= 4);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_are_round_and_rise),
        cmocka_unit_test(zero_and_nothing_are_not_classes),
        cmocka_unit_test(close_values_get_a_third_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
