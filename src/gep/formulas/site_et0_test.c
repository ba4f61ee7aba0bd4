#include "gep/formulas/evaporation.h"
#include "gep/formulas/formula_testing.h"
#include "gep/formulas/site_et0.h"
#include "gep/formulas/site_testing.h"

static SiteRun run;

static void open_weather(void)
{
    static const double typical[] = {28, 19, 75, 2.2, 6}; // tmax, tmin, rh, wind, sun_h
    site_open(&run, 0);
    for (int k = 0; k < 5; k++) {
        for (int i = 0; i < SITE_DAYS; i++) run.values[k][i] = typical[k] + 0.01 * (i % 50);
    }
    run.scalar[0] = 0.25;
    run.scalar[1] = 0.5;
}

static void penman_is_computed_day_by_day(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    assert_true(site_et0_penman(&run.days, et0, run.why));
    EvaporationSite site = {31.2, 300, 10, 0.25, 0.5};
    for (int i = 0; i < 365; i += 13) {
        const double(*v)[SITE_DAYS] = run.values;
        int at = 366 + i;
        EvaporationReading reading = {v[0][at], v[1][at], v[2][at], v[3][at], v[4][at]};
        assert_true(et0[i] == evaporation_at_site(&site, &reading, i + 1));
        assert_true(et0[i] > 0);
    }
    assert_true(isnan(et0[365])); // 2013 has no such day
    site_set(&run, 3, 2013, 1, 2, NAN);
    assert_true(site_et0_penman(&run.days, et0, run.why));
    assert_true(isnan(et0[1]) && !isnan(et0[0]) && !isnan(et0[2]));
}

static void penman_needs_to_know_the_station(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    run.days.wind_height_m = NAN;
    assert_false(site_et0_penman(&run.days, et0, run.why));
    assert_non_null(strstr(run.why, "wind_height_m"));
    run.days.elevation_m = NAN;
    assert_false(site_et0_penman(&run.days, et0, run.why));
    assert_non_null(strstr(run.why, "elevation"));
    run.days.latitude_deg = NAN;
    assert_false(site_et0_penman(&run.days, et0, run.why));
    assert_non_null(strstr(run.why, "latitude"));
    assert_false(site_et0_hargreaves(&run.days, et0, run.why));
    assert_non_null(strstr(run.why, "latitude"));
}

static void hargreaves_takes_the_mean_temperature_or_the_middle(void **state)
{
    (void)state;
    double et0[YEAR_DAYS], radiation;
    open_weather();
    for (int i = 0; i < SITE_DAYS; i++) run.values[2][i] = 22;
    assert_true(site_et0_hargreaves(&run.days, et0, run.why));
    int at = 366 + 100;
    double latitude = 31.2, tmax = run.values[0][at], tmin = run.values[1][at];
    evaporation_extraterrestrial(&radiation, &latitude, 101, 1);
    assert_near(et0[100], 0.0023 * (22 + 17.8) * sqrt(tmax - tmin) * 0.408 * radiation, 1e-13);
    evaporation_extraterrestrial(&radiation, &latitude, 1, 1);
    double first = sqrt(run.values[0][366] - run.values[1][366]);
    assert_near(et0[0], 0.0023 * (22 + 17.8) * first * 0.408 * radiation, 1e-13);
    evaporation_extraterrestrial(&radiation, &latitude, 101, 1);
    run.daily[2] = NULL;
    assert_true(site_et0_hargreaves(&run.days, et0, run.why));
    assert_near(et0[100], 0.0023 * ((tmax + tmin) / 2 + 17.8) * sqrt(tmax - tmin) * 0.408 * radiation, 1e-13);
}

static void too_few_days_are_said(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    site_set(&run, 3, 2013, 1, 2, NAN);
    assert_true(site_et0_penman(&run.days, et0, run.why));
    assert_true(site_et0_complete(&run.days, et0, 1, run.why));
    assert_false(site_et0_complete(&run.days, et0, 0, run.why));
    assert_non_null(strstr(run.why, "2013"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(penman_is_computed_day_by_day),
        cmocka_unit_test(penman_needs_to_know_the_station),
        cmocka_unit_test(hargreaves_takes_the_mean_temperature_or_the_middle),
        cmocka_unit_test(too_few_days_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
