#include "gep/formulas/storm.h"

#include "base/vmath.h"

#define M2_PER_KM2 1e6

void storm_runoff_log(double *out, const double *rain_mm, const double *a, const double *b, size_t count)
{
    vmath_log(out, rain_mm, count);
    for (size_t i = 0; i < count; i++) {
        double runoff = a[i] * out[i] + b[i];
        out[i] = rain_mm[i] <= 0 || runoff < 0 ? 0 : runoff;
    }
}

void storm_runoff_events(double *out, const double *log_sum, const double *storms, const double *a, const double *b,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double runoff = a[i] * log_sum[i] + b[i] * storms[i];
        out[i] = runoff < 0 ? 0 : runoff;
    }
}

void storm_runoff_curve_number(double *out, const double *rain_mm, const double *curve_number, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double storage = 25400 / curve_number[i] - 254;
        double excess = rain_mm[i] - 0.2 * storage;
        out[i] = excess <= 0 ? 0 : excess * excess / (rain_mm[i] + 0.8 * storage);
    }
}

void storm_retained_share(double *out, const double *rain_mm, const double *runoff_mm, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = 1 - runoff_mm[i] / rain_mm[i];
}

double storm_lake_m3(double area_km2, double a, double b, double exchanges)
{
    return 1e4 * exact_exp(a) * exact_pow(area_km2, b) * exchanges;
}

double storm_reservoir_m3(double capacity_m3, double share)
{
    return share * capacity_m3;
}

double storm_swamp_surface_m3(double area_km2, double depth_m)
{
    return depth_m * area_km2 * M2_PER_KM2;
}

double storm_swamp_soil_m3(double area_km2, double depth_m, double density, double saturated, double natural)
{
    return area_km2 * M2_PER_KM2 * depth_m * density * (saturated - natural);
}
