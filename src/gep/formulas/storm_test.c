#include "gep/formulas/formula_testing.h"
#include "gep/formulas/storm.h"

static void runoff(double *out, const double *const *in, size_t count)
{
    storm_runoff_log(out, in[0], in[1], in[2], count);
}

static double runoff_twin(const double *x)
{
    return fmax(0, x[1] * log(x[0]) + x[2]);
}

static void events(double *out, const double *const *in, size_t count)
{
    storm_runoff_events(out, in[0], in[1], in[2], in[3], count);
}

static double events_twin(const double *x)
{
    return fmax(0, x[2] * x[0] + x[3] * x[1]);
}

static void curve_number(double *out, const double *const *in, size_t count)
{
    storm_runoff_curve_number(out, in[0], in[1], count);
}

static double curve_number_twin(const double *x)
{
    double s = 25400 / x[1] - 254;
    return x[0] > 0.2 * s ? (x[0] - 0.2 * s) * (x[0] - 0.2 * s) / (x[0] + 0.8 * s) : 0;
}

static void retained(double *out, const double *const *in, size_t count)
{
    storm_retained_share(out, in[0], in[1], count);
}

static double retained_twin(const double *x)
{
    return 1 - x[1] / x[0];
}

static void formulas_agree_with_libm(void **state)
{
    (void)state;
    check_twin(runoff, runoff_twin, (const Range[]){{1, 600}, {1, 14}, {-45, -4}}, 3);
    check_twin(events, events_twin, (const Range[]){{0, 60}, {0, 12}, {1, 14}, {-45, -4}}, 4);
    check_twin(curve_number, curve_number_twin, (const Range[]){{1, 300}, {30, 98}}, 2);
    check_twin(retained, retained_twin, (const Range[]){{1, 300}, {0, 200}}, 2);
}

static void no_storm_means_no_runoff(void **state)
{
    (void)state;
    double rain[] = {0, -1}, a[] = {7, 7}, b[] = {5, 5}, out[2];
    storm_runoff_log(out, rain, a, b, 2);
    assert_true(out[0] == 0 && out[1] == 0);
    double zero = 0, coefficient = 0;
    storm_runoff_log(out, &zero, &coefficient, b, 1); // 0 * log 0
    assert_true(out[0] == 0);
}

static void little_rain_and_little_runoff_are_some(void **state)
{
    (void)state;
    double rain = 0.5, a = 1, b = 5, out, log_sum = 1, storms = 1, small = -0.5;
    storm_runoff_log(&out, &rain, &a, &b, 1);
    assert_near(out, log(0.5) + 5, 1e-15);
    b = 1;
    storm_runoff_log(&out, &rain, &a, &b, 1);
    assert_near(out, log(0.5) + 1, 1e-15);
    storm_runoff_events(&out, &log_sum, &storms, &a, &small, 1);
    assert_near(out, 0.5, 1e-15);
}

static void a_storm_that_just_fills_the_storage_runs_off_nothing(void **state)
{
    (void)state;
    double cn = 50, rain[] = {50.8, 50.9}, out; // S = 254
    storm_runoff_curve_number(&out, &rain[0], &cn, 1);
    assert_near(out, 0, 1e-9);
    storm_runoff_curve_number(&out, &rain[1], &cn, 1);
    assert_near(out, 0.1 * 0.1 / (50.9 + 203.2), 1e-9);
    double nothing = 0, sealed = 100; // no storage to fill, and no rain
    storm_runoff_curve_number(&out, &nothing, &sealed, 1);
    assert_true(out == 0);
}

static void waters_agree_with_libm(void **state)
{
    (void)state;
    assert_near(storm_lake_m3(12.5, 4.9, 1.1, 2), 1e4 * exp(4.9) * pow(12.5, 1.1) * 2, 1e-12);
    assert_true(storm_reservoir_m3(3e6, 0.35) == 0.35 * 3e6);
    assert_true(storm_swamp_surface_m3(2, 0.3) == 600000);
    assert_near(storm_swamp_soil_m3(2, 0.5, 1.2, 0.6, 0.35), 2e6 * 0.5 * 1.2 * 0.25, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_libm),
        cmocka_unit_test(no_storm_means_no_runoff),
        cmocka_unit_test(little_rain_and_little_runoff_are_some),
        cmocka_unit_test(a_storm_that_just_fills_the_storage_runs_off_nothing),
        cmocka_unit_test(waters_agree_with_libm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
