#include "gep/demo/weather.h"

#include <assert.h>
#include <math.h>

#include "base/calendar.h"
#include "base/vmath.h"
#include "gep/demo/climate.h"
#include "gep/demo/noise.h"

enum { SEED_WEATHER = 901, TENTHS = 10 };

// ---- chance: of a day in the whole district, and of a day at a site

static double common(int year, int month, int day, uint32_t kind)
{
    return noise_unit(year * 512 + month * 40 + day, 0, SEED_WEATHER + kind);
}

static double own(int site, int year, int month, int day, uint32_t kind)
{
    return noise_unit(year * 512 + month * 40 + day, 1 + site, SEED_WEATHER + kind);
}

// ---- rain

static bool is_wet(int year, int month, int day)
{
    static const double share[12] = {0.28, 0.30, 0.38, 0.49, 0.55, 0.54, 0.44, 0.38, 0.47, 0.52, 0.41, 0.29};
    return common(year, month, day, 0) + 0.25 * (common(year, month, day - 1, 0) - 0.5) < share[month - 1];
}

// Few days bring most of the rain: the weight of a day is a power of an exponential variate.
static double day_weight(int site, int year, int month, int day)
{
    if (!is_wet(year, month, day)) return 0;
    double heavy = -exact_log(1 - common(year, month, day, 1)) + 0.02;
    double here = 0.55 + 0.9 * own(site, year, month, day, 2);
    double power = month >= 4 && month <= 10 ? 1.28 : 1.15;
    return here * exact_pow(heavy, power);
}

// Whole numbers in proportion to weights, with the given sum. The rest of the rounding goes to the heaviest.
static void share_out(const double *weight, int count, int sum, int *out)
{
    assert(count > 0);
    double all = 0;
    int heaviest = 0, given = 0;
    for (int i = 0; i < count; i++) {
        all += weight[i];
        if (weight[i] > weight[heaviest]) heaviest = i;
    }
    for (int i = 0; i < count; i++) {
        out[i] = all > 0 ? (int)floor(sum * (weight[i] / all) + 0.5) : 0;
        given += out[i];
    }
    out[heaviest] += sum - given;
}

static void rain_days(const WeatherSite *site, int index, int climate_year, int year, int month, WeatherMonth *out)
{
    double weight[WEATHER_DAYS] = {0}, sum = climate_rain_mm(climate_year, month, site->x, site->y, site->elevation_m);
    double any = 0;
    assert(out->days > 0);
    for (int day = 0; day < out->days; day++) {
        weight[day] = day_weight(index, year, month, day);
        any += weight[day];
    }
    if (any <= 0) weight[out->days / 2] = 1;
    share_out(weight, out->days, (int)floor(sum * TENTHS + 0.5), out->rain);
}

// ---- temperature

// Whole numbers with the given sum near the wanted values.
static void settle(const double *wanted, int count, int sum, int *out)
{
    assert(count > 0);
    int given = 0;
    for (int i = 0; i < count; i++) {
        out[i] = (int)floor(wanted[i] + 0.5);
        given += out[i];
    }
    for (int i = 0; given != sum; i = (i + 11) % count) {
        int step = given < sum ? 1 : -1;
        out[i] += step;
        given += step;
    }
}

static void temperature_days(const WeatherSite *site, int index, int climate_year, int year, int month,
                             WeatherMonth *out)
{
    double mean = climate_temperature(climate_year, month, site->x, site->y, site->elevation_m),
           wanted[WEATHER_DAYS] = {0};
    assert(out->days > 0);
    double swing = month >= 6 && month <= 8 ? 2.6 : 3.4, average = 0;
    for (int day = 0; day < out->days; day++) {
        double slow = noise_smooth(year * 380.0 + month * 31 + day, 0.5, 6.5, SEED_WEATHER + 3);
        double cooler = out->rain[day] > 20 ? 1.6 : 0;
        wanted[day] = swing * slow - cooler + 0.5 * own(index, year, month, day, 4);
        average += wanted[day] / out->days;
    }
    for (int day = 0; day < out->days; day++) wanted[day] = TENTHS * (mean + wanted[day] - average);
    settle(wanted, out->days, (int)floor(mean * TENTHS * out->days + 0.5), out->mean);
}

// ---- the rest follows from rain and chance

static double day_length(int month) // h, at 31 degrees north
{
    static const double hours[12] = {10.3, 11.1, 11.9, 12.9, 13.6, 14.0, 13.8, 13.2, 12.3, 11.4, 10.6, 10.1};
    return hours[month - 1];
}

static int bounded(double value, double least, double most)
{
    return (int)floor((value < least ? least : value > most ? most : value) + 0.5);
}

static void other_days(const WeatherSite *site, int index, int year, int month, WeatherMonth *out)
{
    static const double sunny[12] = {0.12, 0.15, 0.22, 0.28, 0.30, 0.32, 0.46, 0.50, 0.30, 0.20, 0.17, 0.12};
    for (int day = 0; day < out->days; day++) {
        bool wet = out->rain[day] >= 5;
        double bright = 2 * sunny[month - 1] * common(year, month, day, 5) * (wet ? 0.35 : 1.25);
        double range = TENTHS * (4.0 + 9.0 * (bright > 1 ? 1 : bright) + own(index, year, month, day, 6));
        out->most[day] = out->mean[day] + bounded(0.56 * range, 10, 120);
        out->least[day] = out->mean[day] - bounded(0.44 * range, 10, 100);
        out->sun[day] = bounded(TENTHS * day_length(month) * bright, 0, TENTHS * day_length(month) - 5);
        out->humidity[day] = bounded(76 + (wet ? 12 : -4) - 16 * bright + 8 * own(index, year, month, day, 7), 35, 99);
        double exposed = 1 + site->elevation_m / 1500;
        out->wind[day] = bounded(TENTHS * exposed * (0.6 + 1.6 * own(index, year, month, day, 8)), 1, 120);
    }
}

void weather_month(const WeatherSite *site, int index, int climate_year, int date_year, int month, WeatherMonth *out)
{
    *out = (WeatherMonth){.days = calendar_days_in_month(date_year, month)};
    rain_days(site, index, climate_year, date_year, month, out);
    temperature_days(site, index, climate_year, date_year, month, out);
    other_days(site, index, date_year, month, out);
}
