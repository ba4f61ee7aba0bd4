#include "gep/formulas/formula_testing.h"
#include "gep/formulas/rweq.h"

static void loss(double *out, const double *const *in, size_t count)
{
    rweq_loss_kg_m2(out, in[0], 50, count);
}

static double loss_twin(const double *x)
{
    double s = 150.71 * pow(x[0], -0.3711);
    return 2 * 50 / (s * s) * 109.8 * x[0] * exp(-(50 / s) * (50 / s));
}

static void erodible(double *out, const double *const *in, size_t count)
{
    rweq_erodible(out, in[0], in[1], in[2], in[3], in[4], count);
}

static double erodible_twin(const double *x)
{
    return (29.09 + 0.31 * x[0] + 0.17 * x[1] + 0.33 * x[0] / x[2] - 2.59 * x[3] - 0.95 * x[4]) / 100;
}

static void crust(double *out, const double *const *in, size_t count)
{
    rweq_crust(out, in[0], in[1], count);
}

static double crust_twin(const double *x)
{
    return 1 / (1 + 0.0066 * x[0] * x[0] + 0.021 * x[1] * x[1]);
}

static void roughness(double *out, const double *const *in, size_t count)
{
    rweq_roughness(out, in[0], 1.5, count);
}

static double roughness_twin(const double *x)
{
    return exp(1.86 * x[0] - 2.41 * pow(x[0], 0.934) - 0.127 * 1.5);
}

static void cover(double *out, const double *const *in, size_t count)
{
    rweq_cover(out, in[0], in[1], count);
}

static double cover_twin(const double *x)
{
    return exp(-x[0] * x[1]);
}

static void weather(double *out, const double *const *in, size_t count)
{
    RweqWeather month = {in[0], in[1], in[2], in[3], in[4], in[5], in[6], 30};
    rweq_weather(out, &month, count);
}

static double weather_twin(const double *x)
{
    double km = x[6] / 1000, density = 348 * (1.013 - 0.1183 * km + 0.0048 * km * km) / (x[1] + 273.15);
    double dry = fmin(1, fmax(0, (x[3] - x[2] * x[4] / 30) / x[3]));
    return x[0] * 30 * density / 9.8 * dry * (1 - x[5]);
}

static void formulas_agree_with_libm(void **state)
{
    (void)state;
    check_twin(loss, loss_twin, (const Range[]){{0.01, 150}}, 1);
    check_twin(erodible, erodible_twin, (const Range[]){{5, 90}, {5, 60}, {2, 50}, {0, 6}, {0, 20}}, 5);
    check_twin(crust, crust_twin, (const Range[]){{1, 60}, {0, 8}}, 2);
    check_twin(roughness, roughness_twin, (const Range[]){{0.01, 3}}, 1);
    check_twin(cover, cover_twin, (const Range[]){{0.04, 0.16}, {0, 100}}, 2);
    static const Range month[] = {{0, 80}, {-15, 25}, {0, 80}, {20, 200}, {0, 20}, {0, 1}, {0, 3000}};
    check_twin(weather, weather_twin, month, 7);
}

static void carbonate_may_be_left_out(void **state)
{
    (void)state;
    double x[] = {60, 25, 15, 1.2}, none = 0, with, without;
    rweq_erodible(&with, &x[0], &x[1], &x[2], &x[3], &none, 1);
    rweq_erodible(&without, &x[0], &x[1], &x[2], &x[3], NULL, 1);
    assert_true(with == without);
}

static void weather_without_snow_or_evaporation(void **state)
{
    (void)state;
    double wind = 10, cold = 0, rain = 10, et0 = 40, days = 3, none = 0, height = 0, with, without;
    RweqWeather month = {&wind, &cold, &rain, &et0, &days, &none, &height, 30};
    rweq_weather(&with, &month, 1);
    month.snow_share = NULL;
    rweq_weather(&without, &month, 1);
    assert_true(with == without && with > 0);
    month.et0_mm = &none; // frozen: the soil does not dry
    rweq_weather(&without, &month, 1);
    assert_true(without == 0);
    double missing = NAN;
    month.rain_mm = &missing;
    rweq_weather(&without, &month, 1);
    assert_true(isnan(without));
}

static void only_wind_above_the_threshold_counts(void **state)
{
    (void)state;
    double wind[] = {5, 4, 7, NAN, 6};
    assert_near(rweq_wind(wind, 5), (7 * 2 * 2 + 6 * 1 * 1) / 4.0, 1e-15);
    assert_true(rweq_wind(wind, 2) == 0);
    assert_true(isnan(rweq_wind(wind + 3, 1)));
    assert_near(rweq_ridge_cm(4, 8), 0.2 * 16 / 8, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_libm),
        cmocka_unit_test(carbonate_may_be_left_out),
        cmocka_unit_test(weather_without_snow_or_evaporation),
        cmocka_unit_test(only_wind_above_the_threshold_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
