#include "gep/formulas/evaporation.h"
#include "gep/formulas/formula_testing.h"

#define PI 3.14159265358979323846

static int day;
static void radiation(double *out, const double *const *in, size_t count)
{
    evaporation_extraterrestrial(out, in[0], day, count);
}

static double sun_of(int j)
{
    return 0.409 * sin(2 * PI / 365 * j - 1.39);
}

static double radiation_twin(const double *x)
{
    double latitude = x[0] * PI / 180, sun = sun_of(day), hour = acos(-tan(latitude) * tan(sun));
    return 24 * 60 / PI * 0.082 * (1 + 0.033 * cos(2 * PI / 365 * day)) *
           (hour * sin(latitude) * sin(sun) + cos(latitude) * cos(sun) * sin(hour));
}

static void hargreaves(double *out, const double *const *in, size_t count)
{
    evaporation_hargreaves(out, in[0], in[1], in[2], in[3], count);
}

static double hargreaves_twin(const double *x)
{
    return 0.0023 * (x[0] + 17.8) * sqrt(x[1] - x[2]) * 0.408 * x[3];
}

static void fu(double *out, const double *const *in, size_t count)
{
    evaporation_fu(out, in[0], in[1], in[2], count);
}

static double fu_twin(const double *x)
{
    double ratio = x[1] / x[0];
    return x[0] * (1 + ratio - pow(1 + pow(ratio, x[2]), 1 / x[2]));
}

static void zhang(double *out, const double *const *in, size_t count)
{
    evaporation_zhang(out, in[0], in[1], in[2], count);
}

static double zhang_twin(const double *x)
{
    double ratio = x[1] / x[0];
    return x[0] * (1 + x[2] * ratio) / (1 + x[2] * ratio + 1 / ratio);
}

static void formulas_agree_with_libm(void **state)
{
    (void)state;
    for (day = 1; day <= 366; day += 73) check_twin(radiation, radiation_twin, (const Range[]){{-55, 55}}, 1);
    check_twin(hargreaves, hargreaves_twin, (const Range[]){{-10, 30}, {20, 40}, {-10, 15}, {10, 42}}, 4);
    check_twin(fu, fu_twin, (const Range[]){{300, 2500}, {400, 1500}, {1.5, 4}}, 3);
    check_twin(zhang, zhang_twin, (const Range[]){{300, 2500}, {400, 1500}, {0.1, 3}}, 3);
}

static void actual_evaporation_stays_below_rain_and_potential(void **state)
{
    (void)state;
    uint64_t seed = 0x9E3779B97F4A7C15u + 5;
    for (int i = 0; i < 500; i++) {
        double rain = testing_random(&seed, 0, 3000), potential = testing_random(&seed, 100, 1800), out;
        double w = testing_random(&seed, 1.1, 5);
        evaporation_fu(&out, &rain, &potential, &w, 1);
        assert_true(out >= -1e-9 && out <= rain + 1e-9 && out <= potential + 1e-9);
        evaporation_zhang(&out, &rain, &potential, &w, 1);
        assert_true(out >= 0 && out <= rain);
    }
}

static double saturation(double t)
{
    return 0.6108 * exp(17.27 * t / (t + 237.3));
}

static double penman_twin(const EvaporationDay *d)
{
    double t = (d->tmax_c + d->tmin_c) / 2, slope = 4098 * saturation(t) / pow(t + 237.3, 2);
    double gamma = 0.665e-3 * 101.3 * pow((293 - 0.0065 * d->elevation_m) / 293, 5.26);
    double es = (saturation(d->tmax_c) + saturation(d->tmin_c)) / 2;
    double clear = d->solar / ((0.75 + 2e-5 * d->elevation_m) * d->extraterrestrial);
    double black = (pow(d->tmax_c + 273.16, 4) + pow(d->tmin_c + 273.16, 4)) / 2;
    double out = 4.903e-9 * black * (0.34 - 0.14 * sqrt(d->vapour_kpa)) * (1.35 * fmin(1, clear) - 0.35);
    double net = 0.77 * d->solar - out;
    return (0.408 * slope * net + gamma * 900 / (t + 273) * d->wind_2m * (es - d->vapour_kpa)) /
           (slope + gamma * (1 + 0.34 * d->wind_2m));
}

static void penman_monteith_agrees_with_libm(void **state)
{
    (void)state;
    uint64_t seed = 0x9E3779B97F4A7C15u + 9;
    for (int i = 0; i < 500; i++) {
        EvaporationDay d = {.tmax_c = testing_random(&seed, 15, 40), .tmin_c = testing_random(&seed, -5, 15)};
        d.vapour_kpa = testing_random(&seed, 0.3, 2.5);
        d.wind_2m = testing_random(&seed, 0, 6);
        d.extraterrestrial = testing_random(&seed, 15, 42);
        d.solar = d.extraterrestrial * testing_random(&seed, 0.2, 0.95);
        d.elevation_m = testing_random(&seed, 0, 3000);
        assert_near(evaporation_penman_monteith(&d), penman_twin(&d), 1e-12);
    }
}

static void the_pieces_agree_with_libm(void **state)
{
    (void)state;
    assert_near(evaporation_saturation_kpa(21.5), saturation(21.5), 1e-14);
    assert_near(evaporation_vapour_kpa(25, 18, 68), 0.68 * (saturation(25) + saturation(18)) / 2, 1e-14);
    assert_near(evaporation_wind_2m(3.2, 10), 3.2 * 4.87 / log(67.8 * 10 - 5.42), 1e-14);
    assert_near(evaporation_daylight_h(31, 200), 24 / PI * acos(-tan(31 * PI / 180) * tan(sun_of(200))), 1e-13);
    assert_near(evaporation_solar(30, 7, 14, 0.2, 0.55), (0.2 + 0.55 * 0.5) * 30, 1e-14);
    assert_near(evaporation_solar(30, 14, 14, 0.2, 0.55), 0.75 * 30, 1e-14);
    assert_near(evaporation_solar(30, 15, 14, 0.2, 0.55), 0.75 * 30, 1e-14);
}

static double site_et0(const EvaporationSite *site, const EvaporationReading *r, int j)
{
    double latitude = site->latitude_deg, ra;
    day = j;
    ra = radiation_twin(&latitude);
    double daylight = 24 / PI * acos(-tan(latitude * PI / 180) * tan(sun_of(j)));
    EvaporationDay d = {.tmax_c = r->tmax_c, .tmin_c = r->tmin_c, .elevation_m = site->elevation_m};
    d.vapour_kpa = r->rh_percent / 100 * (saturation(r->tmax_c) + saturation(r->tmin_c)) / 2;
    d.wind_2m = r->wind_m_s * 4.87 / log(67.8 * site->wind_height_m - 5.42);
    d.solar = (site->angstrom_a + site->angstrom_b * fmin(1, r->sunshine_h / daylight)) * ra;
    d.extraterrestrial = ra;
    return penman_twin(&d);
}

static void a_station_day_is_put_together_from_its_readings(void **state)
{
    (void)state;
    EvaporationSite site = {31.2, 300, 10, 0.25, 0.5};
    EvaporationReading reading = {33, 24, 70, 2.5, 8};
    assert_near(evaporation_at_site(&site, &reading, 200), site_et0(&site, &reading, 200), 1e-12);
    assert_near(evaporation_at_site(&site, &reading, 20), site_et0(&site, &reading, 20), 1e-12);
}

static void a_missing_reading_leaves_no_evaporation(void **state)
{
    (void)state;
    for (int k = 0; k < 10; k++) {
        double x[10] = {31.2, 300, 10, 0.25, 0.5, 33, 24, 70, 2.5, 8};
        x[k] = NAN;
        EvaporationSite site = {x[0], x[1], x[2], x[3], x[4]};
        EvaporationReading reading = {x[5], x[6], x[7], x[8], x[9]};
        assert_true(isnan(evaporation_at_site(&site, &reading, 200)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_libm),
        cmocka_unit_test(actual_evaporation_stays_below_rain_and_potential),
        cmocka_unit_test(penman_monteith_agrees_with_libm),
        cmocka_unit_test(the_pieces_agree_with_libm),
        cmocka_unit_test(a_station_day_is_put_together_from_its_readings),
        cmocka_unit_test(a_missing_reading_leaves_no_evaporation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
