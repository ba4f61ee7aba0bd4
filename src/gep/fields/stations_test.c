// stations_test.c - the fields that are computed at stations from whole daily series.
#include "base/text.h"
#include "gep/formulas/erosivity.h"
#include "gep/formulas/evaporation.h"
#include "gep/formulas/formula_testing.h"
#include "gep/formulas/rweq.h"
#include "gep/formulas/site_et0.h"
#include "gep/formulas/site_testing.h"

static SiteRun run;

static SiteMethod *method_of(const char *id, const char *name)
{
    const Field *field = field_find(id);
    assert_non_null(field);
    for (int k = 0; k < VARIANT_MAX && field->methods[k].name; k++) {
        if (text_equal(field->methods[k].name, name) && field->methods[k].at_site) return field->methods[k].at_site;
    }
    fail_msg("%s has no %s at stations", id, name);
    return NULL;
}

static double yearly(const char *id, const char *name)
{
    site_compute(&run, method_of(id, name));
    return run.out[0];
}

static void rain_is_summed_and_temperature_averaged_by_month(void **state)
{
    (void)state;
    site_open(&run, 1);
    run.scalar[0] = 0; // station.missing_days_max
    site_set_month(&run, 0, 2013, 2, 3);
    site_compute(&run, method_of("precip", "stations"));
    assert_near(run.out[0], 31, 1e-15);
    assert_near(run.out[1], 84, 1e-15);
    static const char *const means[] = {"tmean", "tmax", "tmin"};
    for (int k = 0; k < 3; k++) {
        site_compute(&run, method_of(means[k], "stations"));
        assert_near(run.out[0], 1, 1e-15);
        assert_near(run.out[1], 3, 1e-15);
    }
}

static void open_storms(void)
{
    site_open(&run, 0);
    site_set(&run, 0, 2013, 1, 1, 50);
    site_set(&run, 0, 2013, 6, 2, 49.9);
    site_set(&run, 0, 2013, 7, 3, 80);
    site_set(&run, 0, 2013, 12, 31, 120.5);
    site_set(&run, 0, 2012, 7, 3, 200);
    site_set(&run, 0, 2014, 1, 1, 300);
    run.scalar[0] = 50; // station.storm_mm
    run.scalar[1] = 2;  // station.missing_days_max
}

static void storms_are_days_of_at_least_the_threshold(void **state)
{
    (void)state;
    open_storms();
    assert_near(yearly("storm_p", "stations"), 250.5, 1e-15);
    assert_near(yearly("storm_days", "stations"), 3, 0);
    assert_near(yearly("storm_log", "stations"), log(50) + log(80) + log(120.5), 1e-14);
    site_set(&run, 0, 2013, 7, 3, NAN);
    assert_near(yearly("storm_p", "stations"), 170.5, 1e-15);
    assert_near(yearly("storm_days", "stations"), 2, 0);
    assert_near(yearly("storm_log", "stations"), log(50) + log(120.5), 1e-14);
}

static void a_year_that_lacks_too_much_has_no_storms_or_hot_days(void **state)
{
    (void)state;
    static const char *const fields_of_events[] = {"storm_p", "storm_days", "storm_log", "hot_days"};
    for (int k = 0; k < 4; k++) {
        open_storms();
        for (int day = 1; day <= 2; day++) site_set(&run, 0, 2013, 3, day, NAN);
        assert_true(yearly(fields_of_events[k], "stations") >= 0);
        site_set(&run, 0, 2013, 3, 3, NAN);
        assert_true(isnan(yearly(fields_of_events[k], "stations")));
        assert_non_null(strstr(run.why, "2013"));
    }
}

static void hot_days_are_above_the_threshold(void **state)
{
    (void)state;
    site_open(&run, 26);
    run.scalar[0] = 26;
    run.scalar[1] = 2;
    assert_true(yearly("hot_days", "stations") == 0);
    site_set(&run, 0, 2013, 1, 1, 26.1);
    site_set(&run, 0, 2013, 12, 31, 30);
    site_set(&run, 0, 2014, 1, 1, 30);
    assert_true(yearly("hot_days", "stations") == 2);
}

static void r1_is_fitted_on_whole_years_and_computed_for_one(void **state)
{
    (void)state;
    site_open(&run, 0);
    run.scalar[0] = 0;
    site_set(&run, 0, 2012, 5, 5, 40);
    site_set(&run, 0, 2013, 5, 5, 20);
    site_set(&run, 0, 2013, 9, 5, 12);
    site_set(&run, 0, 2013, 9, 6, 11.9);
    site_set(&run, 0, 2014, 5, 5, 88);
    ErosivityFit fit = erosivity_r1_fit(160 / 4.0, 160 / 3.0);
    double rain[] = {20, 12};
    assert_near(yearly("erosivity", "R1"), erosivity_r1(&fit, rain, 2), 1e-13);
    site_set(&run, 0, 2014, 2, 2, NAN); // 2014 is no whole year any more
    fit = erosivity_r1_fit(72 / 3.0, 72 / 2.0);
    assert_near(yearly("erosivity", "R1"), erosivity_r1(&fit, rain, 2), 1e-13);
    run.days.fit_first = 2013;
    fit = erosivity_r1_fit(32 / 2.0, 32);
    assert_near(yearly("erosivity", "R1"), erosivity_r1(&fit, rain, 2), 1e-13);
    run.days.fit_first = run.days.fit_last = 2014;
    assert_true(isnan(yearly("erosivity", "R1")));
    assert_non_null(strstr(run.why, "2014"));
}

static void r1_of_a_station_without_erosive_rain_is_none(void **state)
{
    (void)state;
    site_open(&run, 11);
    run.scalar[0] = 0;
    assert_true(yearly("erosivity", "R1") == 0);
    site_set(&run, 0, 2012, 5, 5, 40);
    assert_true(yearly("erosivity", "R1") == 0); // this year has none
    site_set(&run, 0, 2013, 5, 5, NAN);
    assert_true(isnan(yearly("erosivity", "R1")));
}

static void r2_is_warm_from_may_to_september(void **state)
{
    (void)state;
    static const int cold[][2] = {{1, 1}, {4, 30}, {10, 1}, {12, 31}}, warm[][2] = {{5, 1}, {7, 15}, {9, 30}};
    for (int k = 0; k < 4; k++) {
        site_open(&run, 0);
        run.scalar[0] = 10; // R02.r2_threshold_mm
        run.scalar[1] = 0;  // station.missing_days_max
        site_set(&run, 0, 2013, cold[k][0], cold[k][1], 25);
        assert_near(yearly("erosivity", "R2"), 0.3101 * pow(25, 1.7265), 1e-13);
    }
    site_open(&run, 0);
    run.scalar[0] = 10;
    run.scalar[1] = 0;
    for (int k = 0; k < 3; k++) site_set(&run, 0, 2013, warm[k][0], warm[k][1], 25 + k);
    double expected = 0.3937 * (pow(25, 1.7265) + pow(26, 1.7265) + pow(27, 1.7265));
    assert_near(yearly("erosivity", "R2"), expected, 1e-13);
    run.scalar[0] = 26;
    assert_near(yearly("erosivity", "R2"), 0.3937 * (pow(26, 1.7265) + pow(27, 1.7265)), 1e-13);
    site_set(&run, 0, 2013, 2, 2, NAN);
    assert_true(isnan(yearly("erosivity", "R2")));
    run.scalar[1] = 1;
    assert_near(yearly("erosivity", "R2"), 0.3937 * (pow(26, 1.7265) + pow(27, 1.7265)), 1e-13);
}

// ---- evapotranspiration

static const char *const penman_variables[] = {"tmax", "tmin", "rh", "wind", "sun_h"};

static void open_weather(void)
{
    static const double typical[] = {30, 22, 75, 2.2, 6, 25}; // as above, then tmean
    site_open(&run, 0);
    for (int k = 0; k < 6; k++) {
        for (int i = 0; i < SITE_DAYS; i++) run.values[k][i] = typical[k] + 0.01 * (i % 50);
    }
    run.scalar[0] = 0.25;
    run.scalar[1] = 0.5;
}

static void penman_months_are_sums_of_days(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    run.scalar[2] = 1; // station.missing_days_max
    const FieldMethod *method = &field_find("et0")->methods[0];
    for (int k = 0; k < 5; k++) assert_string_equal(method->site_variables[k], penman_variables[k]);
    site_compute(&run, method_of("et0", "penman"));
    assert_true(site_et0_penman(&run.days, et0, run.why));
    double february = 0;
    for (int i = 31; i < 59; i++) february += et0[i];
    assert_near(run.out[1], february, 1e-13);
    site_set(&run, 4, 2013, 2, 10, NAN);
    site_compute(&run, method_of("et0", "penman"));
    assert_near(run.out[1], (february - et0[40]) * 28 / 27.0, 1e-13);
    site_set(&run, 4, 2013, 3, 10, NAN);
    site_compute(&run, method_of("et0", "penman"));
    for (int m = 0; m < 12; m++) assert_true(isnan(run.out[m]));
    assert_non_null(strstr(run.why, "2013"));
    run.days.wind_height_m = NAN;
    site_compute(&run, method_of("et0", "penman"));
    for (int m = 0; m < 12; m++) assert_true(isnan(run.out[m]));
    assert_non_null(strstr(run.why, "wind_height_m"));
}

static void hargreaves_months_are_sums_of_days(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    run.scalar[0] = 0; // station.missing_days_max
    site_compute(&run, method_of("et0", "hargreaves"));
    assert_true(site_et0_hargreaves(&run.days, et0, run.why));
    double december = 0;
    for (int i = 334; i < 365; i++) december += et0[i];
    assert_near(run.out[11], december, 1e-13);
    site_set(&run, 0, 2013, 2, 10, NAN);
    site_compute(&run, method_of("et0", "hargreaves"));
    assert_true(isnan(run.out[11]));
    run.days.latitude_deg = NAN;
    site_compute(&run, method_of("et0", "hargreaves"));
    assert_true(isnan(run.out[0]));
}

static void hot_day_evaporation_sums_the_hot_days(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    run.scalar[2] = 26; // station.hot_degc
    run.scalar[3] = 2;  // station.missing_days_max
    assert_true(yearly("et_hot", "penman") == 0);
    site_set(&run, 5, 2013, 7, 1, 26.5); // tmean
    site_set(&run, 5, 2013, 7, 2, 26);
    site_set(&run, 5, 2013, 7, 3, 31);
    site_set(&run, 5, 2013, 7, 4, 28);
    assert_true(site_et0_penman(&run.days, et0, run.why));
    double expected = et0[181] + et0[183] + et0[184];
    assert_near(yearly("et_hot", "penman"), expected, 1e-13);
    site_set(&run, 4, 2013, 7, 3, NAN); // no sunshine read: the mean of the other hot days
    assert_near(yearly("et_hot", "penman"), (et0[181] + et0[184]) * 1.5, 1e-13);
    site_set(&run, 4, 2013, 7, 1, NAN);
    assert_near(yearly("et_hot", "penman"), et0[184] * 3, 1e-13);
    run.scalar[3] = 3;
    site_set(&run, 4, 2013, 7, 4, NAN);
    assert_true(isnan(yearly("et_hot", "penman")));
    run.scalar[3] = 2;
    assert_true(isnan(yearly("et_hot", "penman")));
    assert_non_null(strstr(run.why, "2013"));
}

static void the_first_and_the_last_day_may_be_hot(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    run.scalar[2] = 26;
    run.scalar[3] = 0;
    site_set(&run, 5, 2013, 1, 1, 27);
    site_set(&run, 5, 2013, 12, 31, 27);
    assert_true(site_et0_penman(&run.days, et0, run.why));
    assert_near(yearly("et_hot", "penman"), et0[0] + et0[364], 1e-13);
}

static void hot_day_evaporation_needs_both_series(void **state)
{
    (void)state;
    open_weather();
    run.scalar[2] = 26;
    run.scalar[3] = 0;
    site_set(&run, 5, 2013, 1, 1, NAN);
    assert_true(isnan(yearly("et_hot", "penman")));
    site_set(&run, 5, 2013, 1, 1, 10);
    assert_true(yearly("et_hot", "penman") == 0);
    run.days.elevation_m = NAN;
    assert_true(isnan(yearly("et_hot", "penman")));
}

static void hot_day_evaporation_by_hargreaves(void **state)
{
    (void)state;
    double et0[YEAR_DAYS];
    open_weather();
    for (int i = 0; i < SITE_DAYS; i++) run.values[2][i] = 25; // tmean is the third variable here
    run.scalar[0] = 26;
    run.scalar[1] = 2;
    site_set(&run, 2, 2013, 7, 1, 27);
    assert_true(site_et0_hargreaves(&run.days, et0, run.why));
    assert_near(yearly("et_hot", "hargreaves"), et0[181], 1e-14);
    run.days.latitude_deg = NAN;
    assert_true(isnan(yearly("et_hot", "hargreaves")));
}

// ---- wind, rain days

static void wind_factor_takes_the_wind_down_to_two_metres(void **state)
{
    (void)state;
    site_open(&run, 4);
    run.scalar[0] = 0;
    site_set(&run, 0, 2013, 3, 1, 12);
    site_compute(&run, method_of("wind_factor", "stations"));
    double u = evaporation_wind_2m(12, 10);
    assert_near(run.out[2], u * (u - 5) * (u - 5) / 31, 1e-13);
    assert_true(run.out[1] == 0);
    run.scalar[0] = 1;
    site_set(&run, 0, 2013, 3, 2, NAN);
    site_compute(&run, method_of("wind_factor", "stations"));
    assert_near(run.out[2], u * (u - 5) * (u - 5) / 30, 1e-13);
    site_set(&run, 0, 2013, 4, 2, NAN);
    site_compute(&run, method_of("wind_factor", "stations"));
    assert_true(isnan(run.out[2]) && isnan(run.out[0]));
    assert_non_null(strstr(run.why, "2013"));
    site_open(&run, 4);
    run.scalar[0] = 0;
    run.days.wind_height_m = NAN;
    site_compute(&run, method_of("wind_factor", "stations"));
    assert_true(isnan(run.out[0]));
    assert_non_null(strstr(run.why, "wind_height_m"));
}

static void rain_days_have_a_tenth_of_a_millimetre(void **state)
{
    (void)state;
    site_open(&run, 0);
    run.scalar[0] = 0;
    site_set(&run, 0, 2013, 3, 1, 0.1);
    site_set(&run, 0, 2013, 3, 2, 0.09);
    site_set(&run, 0, 2013, 3, 31, 30);
    site_set(&run, 0, 2013, 4, 1, 30);
    site_compute(&run, method_of("rain_days", "stations"));
    assert_true(run.out[2] == 2 && run.out[3] == 1 && run.out[0] == 0);
    site_set(&run, 0, 2013, 4, 2, NAN);
    site_compute(&run, method_of("rain_days", "stations"));
    assert_true(isnan(run.out[2]) && isnan(run.out[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rain_is_summed_and_temperature_averaged_by_month),
        cmocka_unit_test(storms_are_days_of_at_least_the_threshold),
        cmocka_unit_test(a_year_that_lacks_too_much_has_no_storms_or_hot_days),
        cmocka_unit_test(hot_days_are_above_the_threshold),
        cmocka_unit_test(r1_is_fitted_on_whole_years_and_computed_for_one),
        cmocka_unit_test(r1_of_a_station_without_erosive_rain_is_none),
        cmocka_unit_test(r2_is_warm_from_may_to_september),
        cmocka_unit_test(penman_months_are_sums_of_days),
        cmocka_unit_test(hargreaves_months_are_sums_of_days),
        cmocka_unit_test(hot_day_evaporation_sums_the_hot_days),
        cmocka_unit_test(the_first_and_the_last_day_may_be_hot),
        cmocka_unit_test(hot_day_evaporation_needs_both_series),
        cmocka_unit_test(hot_day_evaporation_by_hargreaves),
        cmocka_unit_test(wind_factor_takes_the_wind_down_to_two_metres),
        cmocka_unit_test(rain_days_have_a_tenth_of_a_millimetre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
