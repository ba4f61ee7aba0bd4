// cause_test.c - which inputs go with which cause.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/explain/cause.h"

static Cause of_map(const char *id, const char *normal)
{
    return cause_of_map(&(MapEntry){.id = id, .file = "x_{year}.tif", .normal = normal});
}

static void the_land_map_is_area(void **state)
{
    (void)state;
    assert_int_equal(of_map("land", ""), CAUSE_AREA);
}

static void maps_of_climate_are_weather(void **state)
{
    (void)state;
    static const char *const ids[] = {"precip", "precip_year", "tmean",  "tmax",      "tmin",    "et",
                                      "et0",    "et_year",     "et_hot", "erosivity", "hot_days"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (of_map(ids[i], "") != CAUSE_WEATHER) fail_msg("%s is no weather", ids[i]);
    }
}

static void a_map_with_a_normal_is_weather(void **state)
{
    (void)state;
    assert_int_equal(of_map("anything", "normal.tif"), CAUSE_WEATHER);
}

static void all_other_maps_are_condition(void **state)
{
    (void)state;
    static const char *const ids[] = {"ndvi", "npp", "dem", "sand", "soc", "cover_fraction", "shannon", "landscape"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (of_map(ids[i], "") != CAUSE_CONDITION) fail_msg("%s is no condition", ids[i]);
    }
}

static void prices_taxes_and_the_index_are_prices(void **state)
{
    (void)state;
    assert_true(cause_is_price("price.co2") && cause_is_price("tax.rate_air") && cause_is_price("price_index"));
    assert_false(cause_is_price("R01.alpha") || cause_is_price("finance.discount_rate") || cause_is_price("prices"));
}

static void a_file_is_of_a_year_when_its_name_says_so(void **state)
{
    (void)state;
    assert_true(cause_is_yearly("maps/p_{year}_{month}.tif"));
    assert_false(cause_is_yearly("maps/p_normal_{month}.tif"));
}

static void every_cause_has_its_names(void **state)
{
    (void)state;
    for (int c = 0; c < CAUSE_COUNT; c++)
        assert_true(cause_key((Cause)c)[0] != '\0' && cause_name_zh((Cause)c)[0] != '\0' &&
                    cause_name_en((Cause)c)[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_land_map_is_area),
        cmocka_unit_test(maps_of_climate_are_weather),
        cmocka_unit_test(a_map_with_a_normal_is_weather),
        cmocka_unit_test(all_other_maps_are_condition),
        cmocka_unit_test(prices_taxes_and_the_index_are_prices),
        cmocka_unit_test(a_file_is_of_a_year_when_its_name_says_so),
        cmocka_unit_test(every_cause_has_its_names),
    };
    return cmocka_run_group_tests_name("cause", tests, NULL, NULL);
}
