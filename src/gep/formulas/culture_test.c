#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "gep/formulas/culture.h"

static Err err;

static void near(double got, double wanted)
{
    if (!(fabs(got - wanted) <= 1e-12 * fabs(wanted))) fail_msg("%.17g, not %.17g", got, wanted);
}

static void products_are_gross_net_or_a_share(void **state)
{
    (void)state;
    near(product_gross(3, 7), 21);
    near(product_net(3, 7, 5), 16);
    near(product_by_ratio(3, 7, 0.5), 10.5);
}

static void visits_are_worth_cost_time_and_surplus(void **state)
{
    (void)state;
    near(visit_time_cost(8, 25, 0.3), 60);
    near(visit_value(52.47, 343.33, 578.03), 973.83);
    near(leisure_hours(100, 2, 0.3), 60);
    near(premium_per_year(3500, 70), 50);
    near(nonuse_value(11.31, 0.8344, 61.92e4), 11.31 * 12 * 0.8344 * 61.92e4);
}

static void a_demand_curve_gives_its_surplus_back(void **state)
{
    (void)state;
    TravelZone zones[5];
    for (int i = 0; i < 5; i++) {
        double cost = 40 + 60.0 * i * i;
        zones[i] = (TravelZone){1e5 * (i + 1), 1e5 * (i + 1) * exp(-1.5 - cost / 320), cost};
    }
    double surplus;
    for (size_t count = 3; count <= 5; count++) {
        assert_true(travel_zonal_surplus(zones, count, &surplus, &err));
        assert_true(fabs(surplus - 320) < 1e-9);
    }
}

static void a_demand_curve_is_the_least_squares_one(void **state)
{
    (void)state;
    // Rates e^-1, e^-3, e^-2 at costs 0, 10, 20: slope -1/20, so 20 yuan a visit.
    TravelZone zones[] = {{100, 100 * exp(-1), 0}, {100, 100 * exp(-3), 10}, {100, 100 * exp(-2), 20}};
    double surplus;
    assert_true(travel_zonal_surplus(zones, 3, &surplus, &err));
    assert_true(fabs(surplus - 20) < 1e-9);
}

static void a_zone_may_be_small(void **state)
{
    (void)state;
    TravelZone zones[] = {{1, exp(-1), 0}, {1, exp(-2), 10}, {1, exp(-3), 20}};
    double surplus;
    assert_true(travel_zonal_surplus(zones, 3, &surplus, &err));
    assert_true(fabs(surplus - 10) < 1e-9);
}

static void refuses(const TravelZone *zones, size_t count, const char *wanted)
{
    double surplus;
    assert_false(travel_zonal_surplus(zones, count, &surplus, &err));
    assert_int_equal(err.code, ERR_INPUT);
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static void a_demand_curve_needs_zones_that_fall_with_cost(void **state)
{
    (void)state;
    message_set_language("en");
    TravelZone two[] = {{10, 5, 1}, {10, 4, 2}};
    refuses(two, 2, "found 2");
    TravelZone empty[] = {{10, 5, 1}, {10, 0, 2}, {10, 3, 3}};
    refuses(empty, 3, "zone 2 of 3");
    TravelZone first[] = {{0, 5, 1}, {10, 4, 2}, {10, 3, 3}};
    refuses(first, 3, "zone 1 of 3");
    TravelZone nobody[] = {{10, 5, 1}, {10, 3, 2}, {0, 3, 3}};
    refuses(nobody, 3, "zone 3 of 3");
    TravelZone rising[] = {{10, 3, 1}, {10, 4, 2}, {10, 5, 3}};
    refuses(rising, 3, "do not fall");
    TravelZone flat[] = {{10, 3, 1}, {10, 3, 2}, {10, 3, 3}};
    refuses(flat, 3, "do not fall");
    TravelZone nearly[] = {{1, exp(-1), 0}, {1, exp(-2), 1.005e6}, {1, exp(-3), 2.01e6}};
    refuses(nearly, 3, "do not fall");
    double surplus;
    nearly[1].cost_yuan = 0.995e6;
    nearly[2].cost_yuan = 1.99e6;
    assert_true(travel_zonal_surplus(nearly, 3, &surplus, &err));
}

static void no_visit_is_worth_a_million(void **state)
{
    (void)state;
    for (int i = -200; i < 200; i++) {
        double cost = 1e6 + i * 0x1p-33; // in steps of the last bit past the million
        TravelZone zones[] = {{1, exp(-1), 0}, {1, exp(-2), cost}, {1, exp(-3), 2 * cost}};
        double surplus;
        assert_true(!travel_zonal_surplus(zones, 3, &surplus, &err) || surplus < 1e6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_gross_net_or_a_share),
        cmocka_unit_test(visits_are_worth_cost_time_and_surplus),
        cmocka_unit_test(a_demand_curve_gives_its_surplus_back),
        cmocka_unit_test(a_demand_curve_is_the_least_squares_one),
        cmocka_unit_test(a_zone_may_be_small),
        cmocka_unit_test(a_demand_curve_needs_zones_that_fall_with_cost),
        cmocka_unit_test(no_visit_is_worth_a_million),
    };
    return cmocka_run_group_tests_name("culture", tests, NULL, NULL);
}
