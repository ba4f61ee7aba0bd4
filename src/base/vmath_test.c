#include "base/vmath.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COUNT = 1000003 }; // odd, so that every variant has a tail

typedef void Unary(double *out, const double *x, size_t count);

static double *x, *y, *expected, *found;

static uint64_t random_state = 0x2545F4914F6CDD1Du;

static uint64_t random_bits(void)
{
    random_state ^= random_state << 13; // xorshift64
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

// Any bits at all, ordinary sizes, and the corners, mixed so that they are neighbours within a vector.
static double random_value(void)
{
    static const double corners[] = {
        0.0,     -0.0,     1.0,    -1.0,    INFINITY, -INFINITY, NAN,     5e-324,
        -5e-324, 2.2e-308, 1e-310, 1.7e308, -1.7e308, 709.78,    -745.13, 1.57079632679489661923,
        15.0,    1e14,     1e15,   -1e22,   0.5,      2.0,       3.0,     1 + 2.220446049250313e-16};
    uint64_t bits = random_bits();
    double value;
    switch (bits % 4) {
    case 0:
        bits = random_bits();
        memcpy(&value, &bits, sizeof value);
        return value;
    case 1:
        return corners[random_bits() % (sizeof corners / sizeof *corners)];
    case 2:
        return (double)(int64_t)random_bits() / 0x1p63 * 800;
    default:
        return (double)(int64_t)random_bits() / 0x1p63 * 4;
    }
}

static int make_values(void **state)
{
    (void)state;
    double **arrays[] = {&x, &y, &expected, &found};
    for (size_t i = 0; i < 4; i++) *arrays[i] = calloc(COUNT, sizeof(double));
    for (size_t i = 0; i < COUNT; i++) {
        x[i] = random_value();
        y[i] = random_value();
    }
    return 0;
}

static int free_values(void **state)
{
    (void)state;
    free(x);
    free(y);
    free(expected);
    free(found);
    return 0;
}

static void check_same_bits(const char *variant, const char *function)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (memcmp(&expected[i], &found[i], sizeof(double)) == 0) continue;
        fail_msg("%s %s(%a, %a): %a, not %a (at %zu)", variant, function, x[i], y[i], found[i], expected[i], i);
    }
}

static void compare_unary(const char *variant, const char *name, Unary *function)
{
    vmath_force("scalar");
    function(expected, x, COUNT);
    vmath_force(variant);
    function(found, x, COUNT);
    check_same_bits(variant, name);
}

static void compare_all(const char *variant)
{
    vmath_force(variant);
    if (strcmp(vmath_variant(), variant) != 0) return; // this processor has no such thing
    compare_unary(variant, "exp", vmath_exp);
    compare_unary(variant, "log", vmath_log);
    compare_unary(variant, "log10", vmath_log10);
    compare_unary(variant, "sin", vmath_sin);
    compare_unary(variant, "cos", vmath_cos);
    compare_unary(variant, "atan", vmath_atan);
    vmath_force("scalar");
    vmath_pow(expected, x, y, COUNT);
    vmath_force(variant);
    vmath_pow(found, x, y, COUNT);
    check_same_bits(variant, "pow");
}

// First: the environment is read once.
static void the_environment_chooses_the_variant(void **state)
{
    (void)state;
    setenv("QINGSHAN_VMATH", "scalar", 1);
    assert_string_equal(vmath_variant(), "scalar");
    unsetenv("QINGSHAN_VMATH");
}

static void sse2_gives_the_bits_of_scalar_code(void **state)
{
    (void)state;
    compare_all("sse2");
}

static void avx_gives_the_bits_of_scalar_code(void **state)
{
    (void)state;
    compare_all("avx");
}

static void check_exact(Unary *function, double (*exact)(double))
{
    function(found, x, COUNT);
    for (size_t i = 0; i < COUNT; i++) expected[i] = exact(x[i]);
    check_same_bits(vmath_variant(), "exact");
}

static void single_values_and_arrays_agree(void **state)
{
    (void)state;
    vmath_force(NULL);
    check_exact(vmath_exp, exact_exp);
    check_exact(vmath_log, exact_log);
    check_exact(vmath_log10, exact_log10);
    check_exact(vmath_sin, exact_sin);
    check_exact(vmath_cos, exact_cos);
    check_exact(vmath_atan, exact_atan);
    vmath_pow(found, x, y, COUNT);
    for (size_t i = 0; i < COUNT; i++) expected[i] = exact_pow(x[i], y[i]);
    check_same_bits(vmath_variant(), "exact_pow");
}

static void the_tail_of_an_array_gets_the_same_bits(void **state)
{
    (void)state;
    vmath_force(NULL);
    vmath_exp(expected, x, 64);
    for (size_t start = 0; start < 8; start++) {
        for (size_t count = 0; start + count <= 64; count++) {
            found[count] = 777;
            vmath_exp(found, x + start, count);
            assert_memory_equal(found, expected + start, count * sizeof(double));
            assert_true(found[count] == 777);
        }
    }
}

static void the_result_may_replace_the_input(void **state)
{
    (void)state;
    vmath_force(NULL);
    vmath_pow(expected, x, y, 1001);
    memcpy(found, y, 1001 * sizeof(double));
    vmath_pow(found, x, found, 1001);
    assert_memory_equal(found, expected, 1001 * sizeof(double));
    memcpy(found, x, 1001 * sizeof(double));
    vmath_pow(found, found, y, 1001);
    assert_memory_equal(found, expected, 1001 * sizeof(double));
    vmath_log(expected, x, 1001);
    memcpy(found, x, 1001 * sizeof(double));
    vmath_log(found, found, 1001);
    assert_memory_equal(found, expected, 1001 * sizeof(double));
    vmath_pow_scalar(found, x, 1.5, 1001);
    for (size_t i = 0; i < 1001; i++) expected[i] = exact_pow(x[i], 1.5);
    assert_memory_equal(found, expected, 1001 * sizeof(double));
}

static void nan_stays_nan(void **state)
{
    (void)state;
    assert_true(isnan(exact_pow(1, NAN)) && isnan(exact_pow(NAN, 0)) && isnan(exact_pow(NAN, NAN)));
    const double bases[3] = {1, NAN, 2}, exponents[3] = {NAN, 0, 3};
    double out[3];
    vmath_pow(out, bases, exponents, 3);
    assert_true(isnan(out[0]) && isnan(out[1]) && out[2] == 8);
    assert_true(isnan(exact_exp(NAN)) && isnan(exact_log(NAN)) && isnan(exact_log(-1)) && isnan(exact_log10(NAN)));
    assert_true(isnan(exact_sin(NAN)) && isnan(exact_cos(INFINITY)) && isnan(exact_tan(NAN)));
    assert_true(isnan(exact_atan(NAN)) && isnan(exact_acos(2)) && isnan(exact_acos(NAN)));
}

static void check_near(double value, double libm)
{
    if (value == libm || (isnan(value) && isnan(libm))) return;
    assert_true(fabs(value - libm) <= 4e-16 * fabs(libm));
}

static void values_are_those_of_libm_to_the_last_bit_or_two(void **state)
{
    (void)state;
    for (size_t i = 0; i < 100000; i++) {
        double at = (double)(int64_t)random_bits() / 0x1p63 * 50, positive = fabs(at) + 1e-9, unit = at / 50;
        check_near(exact_exp(at), exp(at));
        check_near(exact_log(positive), log(positive));
        check_near(exact_log10(positive), log10(positive));
        check_near(exact_pow(positive, unit * 9), pow(positive, unit * 9));
        check_near(exact_sin(at), sin(at));
        check_near(exact_cos(at), cos(at));
        check_near(exact_tan(at), tan(at));
        check_near(exact_atan(at), atan(at));
        check_near(exact_acos(unit), acos(unit));
    }
}

// These bits were printed by this test on x86-64; another machine must give them too.
static void a_digest_of_results_is_the_same_on_every_machine(void **state)
{
    (void)state;
    uint64_t sum = 0;
    double at = 0.001;
    for (int i = 0; i < 20000; i++) {
        double values[] = {exact_exp(at / 100), exact_log(at), exact_log10(at), exact_pow(at, 0.37),
                           exact_sin(at),       exact_cos(at), exact_tan(at),   exact_atan(at)};
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            uint64_t bits;
            memcpy(&bits, &values[k], sizeof bits);
            sum = sum * 6364136223846793005u + bits;
        }
        at *= 1.0005;
    }
    assert_int_equal(sum, 0x2d1edb68cd915c22);
}

static void the_variant_can_be_forced(void **state)
{
    (void)state;
    vmath_force("scalar");
    assert_string_equal(vmath_variant(), "scalar");
    vmath_force(NULL);
    assert_non_null(vmath_variant());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_environment_chooses_the_variant),
        cmocka_unit_test(sse2_gives_the_bits_of_scalar_code),
        cmocka_unit_test(avx_gives_the_bits_of_scalar_code),
        cmocka_unit_test(single_values_and_arrays_agree),
        cmocka_unit_test(the_tail_of_an_array_gets_the_same_bits),
        cmocka_unit_test(the_result_may_replace_the_input),
        cmocka_unit_test(nan_stays_nan),
        cmocka_unit_test(values_are_those_of_libm_to_the_last_bit_or_two),
        cmocka_unit_test(a_digest_of_results_is_the_same_on_every_machine),
        cmocka_unit_test(the_variant_can_be_forced),
    };
    return cmocka_run_group_tests(tests, make_values, free_values);
}
