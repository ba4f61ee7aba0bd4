#include "gep/formulas/rweq.h"

#include <math.h>

#include "base/vmath.h"
#include "gep/formulas/formula.h"

#define WIND_THRESHOLD_M_S 5.0
#define GRAVITY            9.8

void rweq_loss_kg_m2(double *out, const double *product, double distance_m, size_t count)
{
    double ratio[FORMULA_MAX], length[FORMULA_MAX];
    formula_check(count);
    vmath_pow_scalar(length, product, -0.3711, count);
    for (size_t i = 0; i < count; i++) {
        length[i] *= 150.71;
        double share = distance_m / length[i];
        ratio[i] = -share * share;
    }
    vmath_exp(ratio, ratio, count);
    for (size_t i = 0; i < count; i++) {
        out[i] = 2 * distance_m / (length[i] * length[i]) * (109.8 * product[i]) * ratio[i];
    }
}

double rweq_wind(const double *wind_2m, size_t count)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        double wind = wind_2m[i], above = wind - WIND_THRESHOLD_M_S;
        if (isnan(wind)) continue;
        known++;
        if (above > 0) sum += wind * above * above;
    }
    return known ? sum / (double)known : NAN;
}

// kg/m3, elevation in m.
static double air_density(double elevation_m, double temperature_c)
{
    double km = elevation_m / 1000;
    return 348 * (1.013 - 0.1183 * km + 0.0048 * km * km) / (temperature_c + 273.15);
}

void rweq_weather(double *out, const RweqWeather *month, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double et0 = month->et0_mm[i];
        double wet = month->rain_mm[i] * month->rain_days[i] / month->days;
        double dryness = et0 == 0 ? wet * 0 : (et0 - wet) / et0;
        double bare = month->snow_share ? 1 - month->snow_share[i] : 1;
        double density = air_density(month->elevation_m[i], month->temperature_c[i]);
        out[i] = month->wind[i] * month->days * density / GRAVITY * (dryness < 0 ? 0 : dryness) * bare;
    }
}

void rweq_erodible(double *out, const double *sand, const double *silt, const double *clay, const double *matter,
                   const double *carbonate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double sum = 29.09 + 0.31 * sand[i] + 0.17 * silt[i] + 0.33 * sand[i] / clay[i] - 2.59 * matter[i];
        if (carbonate) sum -= 0.95 * carbonate[i];
        out[i] = sum / 100;
    }
}

void rweq_crust(double *out, const double *clay, const double *matter, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = 1 / (1 + 0.0066 * clay[i] * clay[i] + 0.021 * matter[i] * matter[i]);
    }
}

void rweq_roughness(double *out, const double *ridge_cm, double random_cm, size_t count)
{
    vmath_pow_scalar(out, ridge_cm, 0.934, count);
    for (size_t i = 0; i < count; i++) out[i] = 1.86 * ridge_cm[i] - 2.41 * out[i] - 0.127 * random_cm;
    vmath_exp(out, out, count);
}

double rweq_ridge_cm(double height_difference, double distance)
{
    return 0.2 * height_difference * height_difference / distance;
}

void rweq_cover(double *out, const double *a, const double *cover_percent, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = -a[i] * cover_percent[i];
    vmath_exp(out, out, count);
}
