#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/formulas/air.h"

static void near(double got, double wanted)
{
    if (!(fabs(got - wanted) <= 1e-12 * fabs(wanted))) fail_msg("%.17g, not %.17g", got, wanted);
}

static void a_pollutant_costs_its_tax(void **state)
{
    (void)state;
    near(pollutant_price(1.2, 0.95), 1200 / 0.95);
    near(pollutant_price(0.7, 1), 700);
    near(pollutant_price(3.5, 0.25), 14000);
}

static void a_capacity_of_a_hectare_is_one_of_square_metres(void **state)
{
    (void)state;
    near(pollutant_capacity_t_per_m2(215.6) * 613e4, 132.1628);
    near(pollutant_capacity_t_per_m2(1e7), 1);
}

static void the_service_used_is_the_smaller_of_emission_and_capacity(void **state)
{
    (void)state;
    near(pollutant_used(1137, 2210), 1137);
    near(pollutant_used(2210, 1137), 1137);
    near(pollutant_used(5, 5), 5);
    assert_true(isnan(pollutant_used(NAN, 5)));
    assert_true(isnan(pollutant_used(5, NAN)));
    near(pollutant_removed(10, 4), 6);
}

static void water_takes_heat_as_it_evaporates(void **state)
{
    (void)state;
    near(climate_latent_kwh_per_m3(2450), 2450 / 3.6);
    near(climate_by_et(1000, 2450, 3), 2450 / 3.6 / 3);
    near(climate_by_et(500, 3600, 2), 250);
    near(climate_by_epp(7200, 30, 3), 20);
    near(climate_by_water(1000, 2450, 1, 0), 2450 / 3.6);
    near(climate_by_water(1000, 2450, 3, 120), 2450 / 3.6 / 3 + 120);
    near(climate_by_water(200, 3600, 2, 100), 120);
}

static void species_noise_and_ions_follow_their_formulas(void **state)
{
    (void)state;
    near(species_factor(0, 0, 0), 1);
    near(species_factor(1, 20, 300), 1 + 0.1 + 2 + 30);
    near(noise_km_db(12, 5), 60);
    near(ions_per_m2(10, 1, 1600, 10), 5.256e11 * 1000);
    near(ions_per_m2(8, 0.5, 1000, 20), 5.256e11 * 8 * 0.5 * 400 / 20);
    near(ions_per_m2(10, 1, 500, 10), -5.256e11 * 100);
    near(ions_per_m2(1, 1, 601, 1) * 1e4, 525600.0 * 1e4 * 1e6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pollutant_costs_its_tax),
        cmocka_unit_test(a_capacity_of_a_hectare_is_one_of_square_metres),
        cmocka_unit_test(the_service_used_is_the_smaller_of_emission_and_capacity),
        cmocka_unit_test(water_takes_heat_as_it_evaporates),
        cmocka_unit_test(species_noise_and_ions_follow_their_formulas),
    };
    return cmocka_run_group_tests_name("air", tests, NULL, NULL);
}
