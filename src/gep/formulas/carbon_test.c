#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "gep/formulas/carbon.h"

static void near(double got, double wanted)
{
    if (!(fabs(got - wanted) <= 1e-12 * fabs(wanted))) fail_msg("%.17g, not %.17g", got, wanted);
}

static void stoichiometry_is_that_of_photosynthesis(void **state)
{
    (void)state;
    near(carbon_co2_from_carbon(12), 44);
    near(carbon_o2_from_carbon(12), 32);
    near(carbon_o2_from_co2(44), 32);
    near(carbon_co2_from_dry_matter(100), 163);
    near(carbon_o2_from_dry_matter(100), 119);
    near(carbon_from_dry_matter(162), 72);
    near(carbon_dry_matter_from_carbon(72), 162);
    near(carbon_from_dry_matter_by_co2(44), 163 * 0.12);
}

static void net_carbon_follows_ratio_rate_and_stocks(void **state)
{
    (void)state;
    near(carbon_nep_by_ratio(162, 0.25), 18);
    near(carbon_by_rate(2, 0.646), 3.292);
    near(carbon_by_rate(2, 0), 2);
    near(carbon_by_stocks(100, 130, 5), 6);
    near(carbon_by_stocks(130, 100, 5), -6);
}

static double respiration(double temperature, double precip)
{
    return 0.22 * (exp(0.0912 * temperature) + log(0.3145 * precip + 1)) * 30 * 0.465;
}

static void respiration_of_a_month_is_pei_zhiyongs(void **state)
{
    (void)state;
    assert_true(fabs(carbon_respiration_month(18, 100) - 26.5258) < 5e-5);
    near(carbon_respiration_month(18, 100), respiration(18, 100));
    near(carbon_respiration_month(-12.5, 3), respiration(-12.5, 3));
    near(carbon_respiration_month(0, 0), 0.22 * 30 * 0.465);
}

enum { COUNT = 5 };

// Temperature and rain of month m and cell i, made up.
static double made_temperature(int m, size_t i)
{
    return -5 + 3.5 * m - 0.2 * m * m + (double)i;
}

static double made_precip(int m, size_t i)
{
    return 17.0 * m * (double)i + 4 * m;
}

static void respiration_of_a_year_is_the_sum_of_its_months(void **state)
{
    (void)state;
    double t[12][COUNT], p[12][COUNT], out[COUNT], work[COUNT];
    const double *temperature[12], *precip[12];
    for (int m = 0; m < 12; m++) {
        temperature[m] = t[m];
        precip[m] = p[m];
        for (size_t i = 0; i < COUNT; i++) {
            t[m][i] = made_temperature(m, i);
            p[m][i] = made_precip(m, i);
        }
    }
    for (int months = 1; months <= 12; months += 11) {
        carbon_respiration_year(out, temperature, precip, months, work, COUNT);
        for (size_t i = 0; i < COUNT; i++) {
            double sum = 0;
            for (int m = 0; m < months; m++) sum += respiration(t[m][i], p[m][i]);
            near(out[i], sum);
        }
    }
    t[7][1] = NAN;
    p[3][2] = NAN;
    carbon_respiration_year(out, temperature, precip, 12, work, COUNT);
    for (size_t i = 0; i < COUNT; i++) assert_int_equal(!!isnan(out[i]), i == 1 || i == 2);
}

static double miami(double t, double p)
{
    double a = 3000 / (1 + exp(1.315 - 0.119 * t)), b = 3000 * (1 - exp(-0.000664 * p));
    return a < b ? a : b;
}

static void miami_takes_the_scarcer_of_warmth_and_water(void **state)
{
    (void)state;
    near(carbon_npp_miami(18, 1200), miami(18, 1200)); // water is scarcer
    near(carbon_npp_miami(5, 1200), miami(5, 1200));   // warmth is
    near(carbon_npp_miami(18, 1200), 3000 * (1 - exp(-0.000664 * 1200)));
    near(carbon_npp_miami(5, 1200), 3000 / (1 + exp(1.315 - 0.119 * 5)));
    assert_true(carbon_npp_miami(20, 0) == 0);
    assert_true(isnan(carbon_npp_miami(NAN, 1200)));
    assert_true(isnan(carbon_npp_miami(18, NAN)));
    double out[3] = {1, 2, 3}, work[3] = {4, 5, 6};
    carbon_npp_miami_cells(out, (double[]){18, 5, 0}, (double[]){1200, 1200, 0}, work, 2);
    near(out[1], miami(5, 1200));
    assert_true(out[2] == 3 && work[2] == 6); // behind the last
}

static void oxygen_agrees_with_carbon_within_a_hundredth(void **state)
{
    (void)state;
    assert_true(carbon_oxygen_agrees(44, 32));
    assert_true(carbon_oxygen_agrees(1, 0.73699));
    assert_false(carbon_oxygen_agrees(1, 0.73701));
    assert_true(carbon_oxygen_agrees(1, 0.71701));
    assert_false(carbon_oxygen_agrees(1, 0.71699));
    assert_true(carbon_oxygen_agrees(-44, -32));
    assert_true(carbon_oxygen_agrees(0, 0));
    assert_false(carbon_oxygen_agrees(0, 1));
    assert_false(carbon_oxygen_agrees(1, 0));
    assert_false(carbon_oxygen_agrees(0.31e8, 2.51e8)); // Ganzi: carbon from NEP, oxygen from NPP
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stoichiometry_is_that_of_photosynthesis),
        cmocka_unit_test(net_carbon_follows_ratio_rate_and_stocks),
        cmocka_unit_test(respiration_of_a_month_is_pei_zhiyongs),
        cmocka_unit_test(respiration_of_a_year_is_the_sum_of_its_months),
        cmocka_unit_test(miami_takes_the_scarcer_of_warmth_and_water),
        cmocka_unit_test(oxygen_agrees_with_carbon_within_a_hundredth),
    };
    return cmocka_run_group_tests_name("carbon", tests, NULL, NULL);
}
