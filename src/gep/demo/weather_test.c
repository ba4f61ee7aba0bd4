#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/calendar.h"
#include "gep/demo/climate.h"
#include "gep/demo/weather.h"

static const WeatherSite valley = {"K01", "汉丰", 36537050, 3447650, 170},
                         ridge = {"K12", "雪宝山", 36579000, 3502000, 1900};

static void days_sum_to_the_month(void **state)
{
    (void)state;
    for (int year = CLIMATE_FIRST; year <= CLIMATE_LAST; year++) {
        for (int month = 1; month <= 12; month++) {
            WeatherMonth w;
            weather_month(&valley, 3, year, year, month, &w);
            assert_int_equal(w.days, calendar_days_in_month(year, month));
            int rain = 0, mean = 0;
            for (int day = 0; day < w.days; day++) {
                assert_true(w.rain[day] >= 0);
                rain += w.rain[day];
                mean += w.mean[day];
            }
            double wanted = climate_rain_mm(year, month, valley.x, valley.y, valley.elevation_m);
            assert_true(fabs(rain / 10.0 - wanted) <= 0.0501);
            double degc = climate_temperature(year, month, valley.x, valley.y, valley.elevation_m);
            assert_true(fabs(mean / 10.0 / w.days - degc) <= 0.002);
        }
    }
}

static void every_day_is_possible(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++) {
        WeatherMonth w;
        weather_month(&ridge, 11, CLIMATE_NORMAL, 2004, month, &w);
        for (int day = 0; day < w.days; day++) {
            assert_true(w.least[day] < w.mean[day] && w.mean[day] < w.most[day]);
            assert_in_range(w.humidity[day], 35, 99);
            assert_in_range(w.wind[day], 1, 120);
            assert_in_range(w.sun[day], 0, 140);
        }
    }
}

static void valleys_have_storms_and_hot_days(void **state)
{
    (void)state;
    int storms = 0, hot = 0, hot_on_the_ridge = 0;
    for (int month = 1; month <= 12; month++) {
        WeatherMonth low, high;
        weather_month(&valley, 0, 2023, 2023, month, &low);
        weather_month(&ridge, 11, 2023, 2023, month, &high);
        for (int day = 0; day < low.days; day++) {
            storms += low.rain[day] >= 500;
            hot += low.mean[day] > 260;
            hot_on_the_ridge += high.mean[day] > 260;
        }
    }
    assert_in_range(storms, 1, 8);
    assert_in_range(hot, 50, 110);
    assert_int_equal(hot_on_the_ridge, 0);
}

static void the_normal_rain_at_300_m_is_1200_mm_and_grows_with_height(void **state)
{
    (void)state;
    double low = 0, high = 0;
    for (int month = 1; month <= 12; month++) {
        low += climate_rain_mm(CLIMATE_NORMAL, month, valley.x, valley.y, 300);
        high += climate_rain_mm(CLIMATE_NORMAL, month, valley.x, valley.y, 1300);
        double warm = climate_temperature(CLIMATE_NORMAL, month, 0, 0, 300);
        assert_true(fabs(warm - climate_temperature(CLIMATE_NORMAL, month, 0, 0, 1300) - 5.5) < 0.02);
        assert_true(climate_et0_mm(CLIMATE_NORMAL, month, 0, 0, 2626) > 0);
    }
    assert_true(fabs(low - 1200) < 40);
    assert_true(fabs(high - low - 250) < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_sum_to_the_month),
        cmocka_unit_test(every_day_is_possible),
        cmocka_unit_test(valleys_have_storms_and_hot_days),
        cmocka_unit_test(the_normal_rain_at_300_m_is_1200_mm_and_grows_with_height),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
