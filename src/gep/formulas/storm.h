// storm.h - water that storms leave behind: runoff, lakes, reservoirs, swamps (洪水调蓄).
//
// Sources: regressions of storm runoff (recalled, verify); lakes, reservoirs, swamps [S1]; soil of swamps 2020
// guideline (recalled, verify); curve number USDA SCS, as InVEST uses it [S13].
#ifndef QINGSHAN_GEP_FORMULAS_STORM_H
#define QINGSHAN_GEP_FORMULAS_STORM_H

#include <stddef.h>

// Runoff a ln(P) + b of storm rain P (mm), not below 0; 0 where there was no storm.
void storm_runoff_log(double *out, const double *rain_mm, const double *a, const double *b, size_t count);
// The same summed over single storms: a sum(ln P) + b n. The log form is not additive, so this differs from the runoff
// of the sum. No clamp per storm is needed: every published (a, b) is positive from 50 mm on.
void storm_runoff_events(double *out, const double *log_sum, const double *storms, const double *a, const double *b,
                         size_t count);
// Curve number: S = 25400/CN - 254 mm; (P - 0.2 S)^2 / (P + 0.8 S) when P exceeds 0.2 S, else 0.
void storm_runoff_curve_number(double *out, const double *rain_mm, const double *curve_number, size_t count);
// Share that stays: 1 - runoff / rain; NaN without rain.
void storm_retained_share(double *out, const double *rain_mm, const double *runoff_mm, size_t count);

// All m3.
double storm_lake_m3(double area_km2, double a, double b, double exchanges); // e^a A^b T, times 10^4
double storm_reservoir_m3(double capacity_m3, double share);                 // 0.35 of capacity in [S1]
double storm_swamp_surface_m3(double area_km2, double depth_m);              // 0.3 m in [S1]
// Soil of a swamp: area, depth (m), bulk density (t/m3), saturated and natural water content (t/t).
double storm_swamp_soil_m3(double area_km2, double depth_m, double density, double saturated, double natural);

#endif
