#include "gep/demo/climate.h"

#include <assert.h>
#include <math.h>

#include "gep/demo/noise.h"

enum { SEED_RAIN = 701, SEED_TEMPERATURE = 751, SEED_ET0 = 801, BASE_M = 300 };

static const double rain_mm[12] = {18.0, 17.9, 44.0, 123.9, 187.0, 199.9, 162.4, 125.7, 121.2, 118.6, 57.1, 24.3};
static const double mean_degc[12] = {6.9, 9.1, 13.5, 18.4, 22.2, 25.4, 28.6, 28.4, 24.0, 18.3, 13.1, 8.2};
static const double et0_mm[12] = {25, 32, 56, 79, 99, 107, 134, 128, 83, 56, 35, 25};

// Rain of a month in percent of the normal, and degC above it, from 2018 on: wet summers of 2018 and 2020, the drought
// of 2022.
static const int rain_percent[CLIMATE_LAST - CLIMATE_FIRST + 1][12] = {
    {118, 74, 108, 92, 121, 97, 84, 88, 127, 79, 112, 131}, {71, 126, 82, 113, 94, 118, 92, 71, 104, 123, 66, 93},
    {133, 88, 97, 81, 86, 142, 151, 109, 96, 114, 73, 64},  {62, 104, 119, 96, 112, 88, 117, 134, 138, 93, 87, 72},
    {108, 137, 91, 126, 83, 76, 41, 27, 58, 108, 94, 56},   {67, 92, 121, 88, 107, 109, 118, 78, 113, 84, 119, 141},
};
static const double warmer_degc[CLIMATE_LAST - CLIMATE_FIRST + 1][12] = {
    {-0.6, 0.1, 1.8, 0.9, 0.2, 0.1, 0.8, 0.6, -0.7, -1.0, -0.4, -1.1},
    {-0.1, -0.9, 0.4, 0.7, -0.6, -0.4, -0.9, 1.3, 0.2, 0.1, 0.2, 0.4},
    {0.6, 1.6, 1.0, -0.8, 0.9, -0.2, -1.9, 0.2, -1.2, -1.1, 0.7, -0.6},
    {-0.4, 2.2, 0.9, -0.9, -0.3, 0.4, 0.1, -0.9, 1.6, -1.0, -0.3, 0.5},
    {0.2, -1.4, 1.9, 0.5, -0.7, 0.9, 2.1, 3.9, 1.1, 0.2, 1.8, -0.6},
    {0.7, 0.9, 0.3, -0.2, 0.1, 0.4, 0.6, 1.2, 0.5, 0.4, 0.6, 0.3},
};

static int row_of(int year)
{
    assert(year >= CLIMATE_FIRST && year <= CLIMATE_LAST);
    return year - CLIMATE_FIRST;
}

static double quantised(double value, int steps)
{
    return floor(value * steps + 0.5) / steps;
}

// Differs from month to month and year to year, by valleys and ranges.
static double weather(int year, int month, double x, double y, uint32_t seed)
{
    return noise_smooth(x, y, 21000, seed + (uint32_t)(13 * month + 211 * year));
}

double climate_rain_mm(int year, int month, double x, double y, double z)
{
    double factor = year == CLIMATE_NORMAL ? 1 : rain_percent[row_of(year)][month - 1] / 100.0;
    double unevenness = year == CLIMATE_NORMAL ? 0.03 : 0.08, at_height = 1 + 0.25 * (z - BASE_M) / 1200;
    double uneven = 1 + unevenness * weather(year, month, x, y, SEED_RAIN);
    return quantised(rain_mm[month - 1] * factor * at_height * uneven, 16);
}

double climate_temperature(int year, int month, double x, double y, double z)
{
    double warmer = year == CLIMATE_NORMAL ? 0 : warmer_degc[row_of(year)][month - 1];
    return quantised(
        mean_degc[month - 1] + warmer - 0.0055 * (z - BASE_M) + 0.25 * noise_smooth(x, y, 21000, SEED_TEMPERATURE), 64);
}

double climate_et0_mm(int year, int month, double x, double y, double z)
{
    double warmer = year == CLIMATE_NORMAL ? 0 : warmer_degc[row_of(year)][month - 1];
    double uneven = 1 + 0.03 * weather(year, month, x, y, SEED_ET0);
    return quantised(et0_mm[month - 1] * (1 + 0.035 * warmer) * (1 - 0.00021 * (z - BASE_M)) * uneven, 16);
}
