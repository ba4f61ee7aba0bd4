#include "gep/formulas/formula_testing.h"
#include "gep/formulas/topography.h"

static double sine(double degrees)
{
    return sin(degrees * 3.14159265358979323846 / 180);
}

static double percent(double degrees)
{
    return 100 * tan(degrees * 3.14159265358979323846 / 180);
}

static void s_liu(double *out, const double *const *in, size_t count)
{
    topography_s_liu(out, in[0], count);
}

static double s_liu_twin(const double *x)
{
    double s = sine(x[0]);
    return x[0] < 5 ? 10.8 * s + 0.03 : x[0] < 10 ? 16.8 * s - 0.5 : 21.91 * s - 0.96;
}

static void s_hj(double *out, const double *const *in, size_t count)
{
    topography_s_hj1173(out, in[0], count);
}

static double s_hj_twin(const double *x)
{
    double s = sine(x[0]);
    if (x[0] < 5.14) return 10.8 * s + 0.03;
    if (x[0] < 10.2) return 16.8 * s - 0.5;
    return x[0] < 28.81 ? 21.9 * s - 0.96 : 9.5988;
}

static LengthExponent variant;
static void exponent(double *out, const double *const *in, size_t count)
{
    topography_exponent(out, variant, in[0], count);
}

static double mccool(double degrees, double divisor)
{
    double s = sine(degrees), beta = s / divisor / (3 * pow(s, 0.8) + 0.56);
    return beta / (1 + beta);
}

static double exponent_twin(const double *x)
{
    double p = percent(x[0]);
    switch (variant) {
    case LENGTH_DEG:
        return x[0] < 0.5 ? 0.2 : x[0] < 1.5 ? 0.3 : x[0] < 3 ? 0.4 : 0.5;
    case LENGTH_PCT:
        return p < 1 ? 0.2 : p < 3 ? 0.3 : p < 9 ? 0.4 : 0.5;
    case LENGTH_INVEST:
        return p <= 1 ? 0.2 : p <= 3.5 ? 0.3 : p <= 5 ? 0.4 : p <= 9 ? 0.5 : mccool(x[0], 0.0896);
    case LENGTH_MCCOOL:
        return mccool(x[0], 0.0896);
    case LENGTH_HJ1173:
        return mccool(x[0], 0.089);
    }
    return NAN;
}

static void capped_l(double *out, const double *const *in, size_t count)
{
    topography_l(out, in[0], 122, in[1], count);
}

static double capped_l_twin(const double *x)
{
    return pow((x[0] > 122 ? 122 : x[0]) / 22.13, x[1]);
}

static void cell_length(double *out, const double *const *in, size_t count)
{
    topography_cell_length(out, in[0], in[1], count);
}

static double cell_length_twin(const double *x)
{
    return x[0] / cos(x[1] * 3.14159265358979323846 / 180);
}

static void desmet_govers(double *out, const double *const *in, size_t count)
{
    topography_l_desmet_govers(out, in[0], 30, in[1], in[2], count);
}

static double desmet_govers_twin(const double *x)
{
    double m = x[2], width = fabs(sine(x[1])) + fabs(sine(x[1] + 90));
    return (pow(x[0] + 900, m + 1) - pow(x[0], m + 1)) / (pow(30, m + 2) * pow(width, m) * pow(22.13, m));
}

static void formulas_agree_with_libm(void **state)
{
    (void)state;
    check_twin(s_liu, s_liu_twin, (const Range[]){{0, 45}}, 1);
    check_twin(s_hj, s_hj_twin, (const Range[]){{0, 45}}, 1);
    for (int i = LENGTH_DEG; i <= LENGTH_HJ1173; i++) {
        variant = (LengthExponent)i;
        check_twin(exponent, exponent_twin, (const Range[]){{0, 40}}, 1);
        check_twin(exponent, exponent_twin, (const Range[]){{0, 7}}, 1);
    }
    check_twin(capped_l, capped_l_twin, (const Range[]){{5, 300}, {0, 0.75}}, 2);
    check_twin(cell_length, cell_length_twin, (const Range[]){{10, 100}, {0, 50}}, 2);
    check_twin(desmet_govers, desmet_govers_twin, (const Range[]){{0, 1e5}, {0, 360}, {0.2, 0.75}}, 3);
}

static double s_at(void (*s)(double *, const double *, size_t), double slope)
{
    double out;
    s(&out, &slope, 1);
    return out;
}

static void s_changes_branch_at_the_breaks_themselves(void **state)
{
    (void)state;
    assert_near(s_at(topography_s_liu, 5), 16.8 * sine(5) - 0.5, 1e-14);
    assert_near(s_at(topography_s_liu, nextafter(5, 0)), 10.8 * sine(5) + 0.03, 1e-12);
    assert_near(s_at(topography_s_liu, 10), 21.91 * sine(10) - 0.96, 1e-14);
    assert_near(s_at(topography_s_liu, nextafter(10, 0)), 16.8 * sine(10) - 0.5, 1e-12);
    assert_near(s_at(topography_s_hj1173, 5.14), 16.8 * sine(5.14) - 0.5, 1e-14);
    assert_near(s_at(topography_s_hj1173, nextafter(5.14, 0)), 10.8 * sine(5.14) + 0.03, 1e-12);
    assert_near(s_at(topography_s_hj1173, 10.2), 21.9 * sine(10.2) - 0.96, 1e-14);
    assert_near(s_at(topography_s_hj1173, nextafter(10.2, 0)), 16.8 * sine(10.2) - 0.5, 1e-12);
    assert_true(s_at(topography_s_hj1173, 28.81) == 9.5988);
    assert_near(s_at(topography_s_hj1173, nextafter(28.81, 0)), 21.9 * sine(28.81) - 0.96, 1e-12);
}

static double exponent_at(LengthExponent which, double slope)
{
    double out;
    topography_exponent(&out, which, &slope, 1);
    return out;
}

static void exponents_change_at_the_breaks_themselves(void **state)
{
    (void)state;
    static const double breaks[] = {0.5, 1.5, 3}, below[] = {0.2, 0.3, 0.4};
    for (int i = 0; i < 3; i++) {
        assert_true(exponent_at(LENGTH_DEG, nextafter(breaks[i], 0)) == below[i]);
    }
    assert_true(exponent_at(LENGTH_DEG, 3) == 0.5);
    assert_true(exponent_at(LENGTH_DEG, 0.5) == 0.3);
    assert_true(exponent_at(LENGTH_DEG, 1.5) == 0.4);
}

// A slope of just this percent, as the formula itself computes it; NaN when no double nearby gives it.
static double slope_of_percent(double wanted)
{
    double slope = atan(wanted / 100) * 180 / 3.14159265358979323846, sine_of, cosine_of;
    for (int i = 0; i < 5000; i++) slope = nextafter(slope, 0);
    for (int i = 0; i < 10000; i++) {
        formula_sin_cos(&sine_of, &cosine_of, &slope, 1);
        if (100 * sine_of / cosine_of == wanted) return slope;
        slope = nextafter(slope, 90);
    }
    return NAN;
}

static void percent_breaks_belong_to_the_upper_step_and_with_invest_to_the_lower(void **state)
{
    (void)state;
    static const double breaks[] = {1, 3, 3.5, 5, 9}, pct[] = {0.3, 0.4, 0, 0, 0.5}, invest[] = {0.2, 0, 0.3, 0.4, 0.5};
    int reached = 0;
    for (int i = 0; i < 5; i++) {
        double slope = slope_of_percent(breaks[i]);
        if (isnan(slope)) continue; // of 3 and 3.5 percent no slope is computed
        reached++;
        if (pct[i] > 0) assert_true(exponent_at(LENGTH_PCT, slope) == pct[i]);
        if (invest[i] > 0) assert_true(exponent_at(LENGTH_INVEST, slope) == invest[i]);
    }
    assert_int_equal(reached, 3);
}

static void the_cap_holds_from_itself_on(void **state)
{
    (void)state;
    double lengths[] = {121, 122, 123, 1e6}, out[4], one[] = {1, 1, 1, 1};
    topography_l(out, lengths, 122, one, 4);
    assert_near(out[0], 121 / 22.13, 1e-14);
    assert_near(out[1], 122 / 22.13, 1e-14);
    assert_true(out[2] == out[1] && out[3] == out[1]);
    topography_l(out, lengths, INFINITY, one, 4);
    assert_near(out[3], 1e6 / 22.13, 1e-12);
}

static void l_of_a_unit_plot_is_one(void **state)
{
    (void)state;
    double length = 22.13, m = 0.37, out;
    topography_l(&out, &length, 122, &m, 1);
    assert_near(out, 1, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_libm),
        cmocka_unit_test(s_changes_branch_at_the_breaks_themselves),
        cmocka_unit_test(exponents_change_at_the_breaks_themselves),
        cmocka_unit_test(percent_breaks_belong_to_the_upper_step_and_with_invest_to_the_lower),
        cmocka_unit_test(the_cap_holds_from_itself_on),
        cmocka_unit_test(l_of_a_unit_plot_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
