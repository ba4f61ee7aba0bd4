#include "gep/formulas/formula_testing.h"
#include "gep/formulas/invest.h"

// E1 by Simpson's rule of exp(-x/u)/u over u in (0, 1].
static double expint_by_quadrature(double x)
{
    enum { STEPS = 200000 };
    double sum = exp(-x); // u = 1; the end u = 0 is 0
    for (int i = 1; i < STEPS; i++) {
        double u = (double)i / STEPS;
        sum += (i % 2 ? 4 : 2) * exp(-x / u) / u;
    }
    return sum / (3.0 * STEPS);
}

static void the_exponential_integral_agrees_with_quadrature(void **state)
{
    (void)state;
    static const double points[] = {0.05, 0.3, 0.999, 1, 1.001, 3, 12, 40, 90};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        double expected = expint_by_quadrature(points[i]);
        assert_true(fabs(invest_expint(points[i]) - expected) <= 1e-9 * expected);
    }
}

static void the_two_expansions_meet_at_one(void **state)
{
    (void)state;
    assert_near(invest_expint(1), invest_expint(nextafter(1, 2)), 1e-14);
    assert_near(invest_expint(1), 0.21938393439552029, 1e-14);
}

static double quickflow_twin(double rain_mm, double n, double cn)
{
    double a = rain_mm / (25.4 * n), s = 1000 / cn - 10;
    double direct = (a - s) * exp(-0.2 * s / a), tail = s * s / a * exp(0.8 * s / a) * invest_expint(s / a);
    return fmax(0, n * (direct + tail) * 25.4);
}

static void quickflow_agrees_with_libm(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 300; i++) {
        double rain = testing_random(&seed, 5, 400), n = testing_random(&seed, 1, 20),
               cn = testing_random(&seed, 35, 99);
        if ((1000 / cn - 10) / (rain / (25.4 * n)) > 100) continue;
        assert_near(invest_quickflow_mm(rain, n, cn), quickflow_twin(rain, n, cn), 1e-10);
    }
    assert_true(invest_quickflow_mm(150, 12, 100) == 150);
    assert_true(invest_quickflow_mm(0, 12, 70) == 0);
    assert_true(invest_quickflow_mm(150, 0, 70) == 0);
    assert_true(invest_quickflow_mm(-1, 12, 70) == 0);
    // the storage of curve number 50 is 10 inches: 100 times a rain of 2.54 mm is still computed, more is not
    assert_true(invest_quickflow_mm(2.53, 1, 50) == 0);
    assert_true(invest_quickflow_mm(2.55, 1, 50) >= 0);
}

static void curves_agree_with_libm(void **state)
{
    (void)state;
    assert_near(invest_omega(10, 150, 1200), 10 * 150 / 1200.0 + 1.25, 1e-15);
    assert_true(invest_omega(10, 450, 1200) == 5);
    assert_near(invest_omega(10, 449, 1200), 10 * 449 / 1200.0 + 1.25, 1e-15);
    assert_near(invest_delivery_ratio(-1.3, 0.8, 0.5, 2), 0.8 / (1 + exp((0.5 + 1.3) / 2)), 1e-14);
    assert_near(invest_habitat(0.7, 0.08, 0.05), 0.7 * (1 - pow(0.08, 2.5) / (pow(0.08, 2.5) + pow(0.05, 2.5))), 1e-13);
    assert_near(invest_cooling(0.5, 0.2, 0.9), 0.6 * 0.5 + 0.2 * 0.2 + 0.2 * 0.9, 1e-15);
    assert_near(invest_air_temperature(25, 0.4, 3), 25 + 0.6 * 3, 1e-15);
    double e = 0.7 * 6.105 * exp(17.27 * 28 / (237.7 + 28));
    assert_near(invest_vapour_hpa(28, 70), e, 1e-13);
    assert_near(invest_wbgt(28, 70), 0.567 * 28 + 0.393 * e + 3.94, 1e-13);
}

static void length_and_slope_agree_with_libm(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int i = 0; i < 300; i++) {
        double d = testing_random(&seed, 10, 100), area = testing_random(&seed, 0, 1e6),
               slope = testing_random(&seed, 5.2, 60);
        double sine = sin(slope * M_PI / 180), side = sqrt(area), beta = sine / 0.0896 / (3 * pow(sine, 0.8) + 0.56),
               m = beta / (1 + beta);
        double length = (pow(side + d * d, m + 1) - pow(side, m + 1)) /
                        (pow(d, m + 2) * pow(sine + cos(slope * M_PI / 180), m) * pow(22.13, m));
        assert_near(invest_length_factor(area, d, slope, 1e9), length, 1e-10);
        assert_near(invest_slope_factor(slope), 16.8 * sine - 0.5, 1e-13);
    }
    assert_true(invest_length_factor(1e6, 30, 20, 1.5) == 1.5);
    assert_true(isnan(invest_length_factor(NAN, 30, 20, 122)) && isnan(invest_slope_factor(NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_exponential_integral_agrees_with_quadrature),
        cmocka_unit_test(the_two_expansions_meet_at_one),
        cmocka_unit_test(quickflow_agrees_with_libm),
        cmocka_unit_test(curves_agree_with_libm),
        cmocka_unit_test(length_and_slope_agree_with_libm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
