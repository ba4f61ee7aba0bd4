// rweq.h - wind erosion by the Revised Wind Erosion Equation (防风固沙).
//
// Sources: HJ 1173-2021 A.15-A.22 [S31], [S10], [S45]; wind threshold, air density and soil wetness after Fryrear 1998
// (recalled, verify).
#ifndef QINGSHAN_GEP_FORMULAS_RWEQ_H
#define QINGSHAN_GEP_FORMULAS_RWEQ_H

#include <stddef.h>

// Loss from a field: S = 2z/s^2 Qmax exp(-(z/s)^2) kg/m2, Qmax = 109.8 x kg/m, s = 150.71 x^-0.3711 m, x = WF EF SCF K'
// C (kg/m), z the distance downwind (m). It rises with x up to about x = 62 for z = 50 m and falls beyond.
void rweq_loss_kg_m2(double *out, const double *product, double distance_m, size_t count);

// Mean over a month's wind readings of u (u - 5)^2, m3/s3; u at 2 m, threshold 5 m/s. NaN readings are left out; all
// NaN gives NaN.
double rweq_wind(const double *wind_2m, size_t count);
// A month's weather factor WF, kg/m: wind density/g SW SD, times the days of the month.
typedef struct RweqWeather {
    const double *wind;          // m3/s3, of rweq_wind
    const double *temperature_c; // mean
    const double *rain_mm, *et0_mm, *rain_days;
    const double *snow_share; // share of time under more than 25.4 mm of snow, 0..1; NULL: none
    const double *elevation_m;
    double days; // of the month
} RweqWeather;
void rweq_weather(double *out, const RweqWeather *month, size_t count);

// Erodible fraction EF. Sand, silt, clay, organic matter, calcium carbonate in percent (carbonate NULL: left out, as
// HJ 1173 allows). clay above 0.
void rweq_erodible(double *out, const double *sand, const double *silt, const double *clay, const double *matter,
                   const double *carbonate, size_t count);
// Soil crust factor SCF.
void rweq_crust(double *out, const double *clay, const double *matter, size_t count);
// Roughness K' = exp(1.86 Kr - 2.41 Kr^0.934 - 0.127 Crr): ridges Kr cm, random roughness Crr cm (0 in HJ 1173).
void rweq_roughness(double *out, const double *ridge_cm, double random_cm, size_t count);
double rweq_ridge_cm(double height_difference, double distance); // Kr = 0.2 dH^2 / L
// Vegetation C = exp(-a SC): a by type, SC cover in percent.
void rweq_cover(double *out, const double *a, const double *cover_percent, size_t count);

#endif
