#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "gep/demo/field2.h"
#include "gep/demo/noise.h"

static void chance_is_a_function_of_the_place(void **state)
{
    (void)state;
    assert_int_equal(noise_hash(3, -7, 11), noise_hash(3, -7, 11));
    assert_int_equal(noise_hash(0, 0, 0), 0);
    assert_true(noise_hash(3, -7, 11) != noise_hash(-7, 3, 11));
    assert_true(noise_hash(3, -7, 11) != noise_hash(3, -7, 12));
}

static void uniform_numbers_fill_their_range(void **state)
{
    (void)state;
    double sum = 0, least = 1, most = 0;
    for (int i = 0; i < 10000; i++) {
        double v = noise_unit(i % 100, i / 100, 5);
        sum += v;
        least = fmin(least, v);
        most = fmax(most, v);
    }
    assert_true(least >= 0 && most < 1 && least < 0.001 && most > 0.999);
    assert_true(fabs(sum / 10000 - 0.5) < 0.01);
}

static void normal_numbers_have_mean_0_and_variance_1(void **state)
{
    (void)state;
    double sum = 0, squares = 0;
    for (int i = 0; i < 10000; i++) {
        double v = noise_normal(i, -i, 9);
        sum += v;
        squares += v * v;
    }
    assert_true(fabs(sum / 10000) < 0.03);
    assert_true(fabs(squares / 10000 - 1) < 0.05);
}

static void smooth_noise_is_smooth_and_bounded(void **state)
{
    (void)state;
    double most = 0;
    for (int i = 0; i < 5000; i++) {
        double x = 36494000 + 13.7 * i, y = 3411000 - 7.3 * i, v = noise_rough(x, y, 500, 3, 4);
        assert_true(fabs(v) <= 1);
        assert_true(fabs(v - noise_rough(x + 0.5, y, 500, 3, 4)) < 0.02);
        most = fmax(most, fabs(v));
    }
    assert_true(most > 0.4);
}

static void a_lattice_gives_back_its_points_and_planes_between(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Field2 field = field2_open(arena, 100, 900, 10, 8, 6);
    for (int i = 0; i < 48; i++) {
        int col = i % 8, row = i / 8;
        field.values[i] = (float)(3 * col - 5 * row);
    }
    for (int i = 0; i < 48; i++) {
        int col = i % 8, row = i / 8;
        double x = 100 + 10 * col, y = 900 - 10 * row;
        assert_true(fabs(field2_linear(&field, x, y) - field.values[i]) < 1e-9);
        assert_true(fabs(field2_cubic(&field, x, y) - field.values[i]) < 1e-9);
    }
    assert_true(fabs(field2_linear(&field, 134, 873) - (3 * 3.4 - 5 * 2.7)) < 1e-9);
    assert_true(fabs(field2_cubic(&field, 134, 873) - (3 * 3.4 - 5 * 2.7)) < 1e-9);
    assert_true(field2_linear(&field, 0, 2000) == 0); // outside: as at the edge
    assert_true(field2_linear(&field, 1000, 0) == 3 * 7 - 5 * 5);
    assert_true(field2_cubic(&field, 1000, 0) == 3 * 7 - 5 * 5);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chance_is_a_function_of_the_place),
        cmocka_unit_test(uniform_numbers_fill_their_range),
        cmocka_unit_test(normal_numbers_have_mean_0_and_variance_1),
        cmocka_unit_test(smooth_noise_is_smooth_and_bounded),
        cmocka_unit_test(a_lattice_gives_back_its_points_and_planes_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
