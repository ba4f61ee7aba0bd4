#include "gep/formulas/evaporation.h"

#include <math.h>

#include "base/vmath.h"
#include "gep/formulas/formula.h"

#define KELVIN           273.16   // as FAO-56 uses it in eq. 39
#define STEFAN_BOLTZMANN 4.903e-9 // MJ/(K4 m2 d)
#define SOLAR_CONSTANT   0.0820   // MJ/(m2 min)
#define REFERENCE_ALBEDO 0.23     // of the reference crop, part of its definition
#define MM_PER_MJ        0.408    // 1 / 2.45 MJ/kg

double evaporation_saturation_kpa(double temperature_c)
{
    return 0.6108 * exact_exp(17.27 * temperature_c / (temperature_c + 237.3));
}

static double mean_saturation(double tmax_c, double tmin_c)
{
    return (evaporation_saturation_kpa(tmax_c) + evaporation_saturation_kpa(tmin_c)) / 2;
}

double evaporation_vapour_kpa(double tmax_c, double tmin_c, double rh_percent)
{
    return rh_percent / 100 * mean_saturation(tmax_c, tmin_c);
}

double evaporation_wind_2m(double wind_m_s, double height_m)
{
    return wind_m_s * 4.87 / exact_log(67.8 * height_m - 5.42);
}

static double declination(int day_of_year) // eq. 24, rad
{
    return 0.409 * exact_sin(2 * FORMULA_PI / 365 * day_of_year - 1.39);
}

double evaporation_daylight_h(double latitude_deg, int day_of_year)
{
    double latitude = latitude_deg * (FORMULA_PI / 180);
    return 24 / FORMULA_PI * exact_acos(-exact_tan(latitude) * exact_tan(declination(day_of_year)));
}

double evaporation_solar(double extraterrestrial, double sunshine_h, double daylight_h, double a, double b)
{
    double share = sunshine_h / daylight_h;
    return (a + b * (share > 1 ? 1 : share)) * extraterrestrial;
}

// With x = -tan(latitude) tan(declination) the sunset hour angle is acos x = pi/2 - atan(x / sqrt(1 - x^2)), and its
// sine sqrt(1 - x^2).
void evaporation_extraterrestrial(double *out, const double *latitude_deg, int day_of_year, size_t count)
{
    double sine[FORMULA_MAX], cosine[FORMULA_MAX], angle[FORMULA_MAX];
    formula_check(count);
    double sun = declination(day_of_year), sun_sine = exact_sin(sun), sun_cosine = exact_cos(sun);
    double distance = 1 + 0.033 * exact_cos(2 * FORMULA_PI / 365 * day_of_year); // eq. 23
    formula_sin_cos(sine, cosine, latitude_deg, count);
    for (size_t i = 0; i < count; i++) {
        double x = -sine[i] / cosine[i] * (sun_sine / sun_cosine);
        out[i] = sqrt(1 - x * x);
        angle[i] = x / out[i];
    }
    vmath_atan(angle, angle, count);
    for (size_t i = 0; i < count; i++) {
        double hour = FORMULA_PI / 2 - angle[i];
        double overhead = hour * sine[i] * sun_sine + cosine[i] * sun_cosine * out[i];
        out[i] = 24 * 60 / FORMULA_PI * SOLAR_CONSTANT * distance * overhead;
    }
}

static double fourth_power(double x)
{
    return x * x * x * x;
}

static double net_radiation(const EvaporationDay *day)
{
    double clear_sky = (0.75 + 2e-5 * day->elevation_m) * day->extraterrestrial; // eq. 37
    double clearness = day->solar / clear_sky;
    double black = (fourth_power(day->tmax_c + KELVIN) + fourth_power(day->tmin_c + KELVIN)) / 2;
    double long_wave = STEFAN_BOLTZMANN * black * (0.34 - 0.14 * sqrt(day->vapour_kpa)) *
                       (1.35 * (clearness > 1 ? 1 : clearness) - 0.35); // eq. 39
    return (1 - REFERENCE_ALBEDO) * day->solar - long_wave;
}

double evaporation_penman_monteith(const EvaporationDay *day)
{
    double temperature = (day->tmax_c + day->tmin_c) / 2;
    double slope = 4098 * evaporation_saturation_kpa(temperature) / ((temperature + 237.3) * (temperature + 237.3));
    double pressure = 101.3 * exact_pow((293 - 0.0065 * day->elevation_m) / 293, 5.26); // eq. 7
    double psychrometric = 0.665e-3 * pressure;                                         // eq. 8
    double deficit = mean_saturation(day->tmax_c, day->tmin_c) - day->vapour_kpa;
    double radiation = MM_PER_MJ * slope * net_radiation(day);
    double wind = psychrometric * 900 / (temperature + 273) * day->wind_2m * deficit;
    return (radiation + wind) / (slope + psychrometric * (1 + 0.34 * day->wind_2m));
}

double evaporation_at_site(const EvaporationSite *site, const EvaporationReading *reading, int day_of_year)
{
    double extraterrestrial;
    evaporation_extraterrestrial(&extraterrestrial, &site->latitude_deg, day_of_year, 1);
    double daylight = evaporation_daylight_h(site->latitude_deg, day_of_year);
    EvaporationDay day = {
        .tmax_c = reading->tmax_c,
        .tmin_c = reading->tmin_c,
        .vapour_kpa = evaporation_vapour_kpa(reading->tmax_c, reading->tmin_c, reading->rh_percent),
        .wind_2m = evaporation_wind_2m(reading->wind_m_s, site->wind_height_m),
        .solar = evaporation_solar(extraterrestrial, reading->sunshine_h, daylight, site->angstrom_a, site->angstrom_b),
        .extraterrestrial = extraterrestrial,
        .elevation_m = site->elevation_m,
    };
    return evaporation_penman_monteith(&day);
}

void evaporation_hargreaves(double *out, const double *tmean_c, const double *tmax_c, const double *tmin_c,
                            const double *extraterrestrial, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double range = sqrt(tmax_c[i] - tmin_c[i]);
        out[i] = 0.0023 * (tmean_c[i] + 17.8) * range * MM_PER_MJ * extraterrestrial[i];
    }
}

void evaporation_fu(double *out, const double *rain, const double *potential, const double *omega, size_t count)
{
    double sum[FORMULA_MAX], root[FORMULA_MAX];
    formula_check(count);
    vmath_pow(sum, rain, omega, count);
    vmath_pow(root, potential, omega, count);
    for (size_t i = 0; i < count; i++) sum[i] += root[i];
    for (size_t i = 0; i < count; i++) root[i] = 1 / omega[i];
    vmath_pow(root, sum, root, count);
    for (size_t i = 0; i < count; i++) out[i] = rain[i] + potential[i] - root[i];
}

// Multiplied through by P E0, so that a dry year needs no case of its own.
void evaporation_zhang(double *out, const double *rain, const double *potential, const double *water, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double wet = rain[i] * potential[i] + water[i] * potential[i] * potential[i];
        out[i] = rain[i] * wet / (wet + rain[i] * rain[i]);
    }
}
