#include "gep/formulas/carbon.h"

#include <assert.h>

#include "base/vmath.h"

// A month's factor in the respiration: 0.22 g/m2/d of the fit, 30 days, 46.5 % heterotrophic.
static const double RESPIRATION_FACTOR = 0.22 * 30 * 0.465;
static const double RESPIRATION_PER_DEGREE = 0.0912, RESPIRATION_PER_MM = 0.3145;

double carbon_respiration_month(double temperature, double precip)
{
    double heat = exact_exp(RESPIRATION_PER_DEGREE * temperature);
    return RESPIRATION_FACTOR * (heat + exact_log(RESPIRATION_PER_MM * precip + 1));
}

// The logarithms are added as one logarithm of the product, which saves eleven of twelve: a factor is below 1000.
void carbon_respiration_year(double *out, const double *const *temperature, const double *const *precip, int months,
                             double *work, size_t count)
{
    assert(months >= 1 && months <= 12);
    for (size_t i = 0; i < count; i++) out[i] = 1;
    for (int m = 0; m < months; m++) {
        for (size_t i = 0; i < count; i++) out[i] *= RESPIRATION_PER_MM * precip[m][i] + 1;
    }
    vmath_log(out, out, count);
    for (int m = 0; m < months; m++) {
        for (size_t i = 0; i < count; i++) work[i] = RESPIRATION_PER_DEGREE * temperature[m][i];
        vmath_exp(work, work, count);
        for (size_t i = 0; i < count; i++) out[i] += work[i];
    }
    for (size_t i = 0; i < count; i++) out[i] *= RESPIRATION_FACTOR;
}

double carbon_npp_miami(double temperature, double precip)
{
    double out, work;
    carbon_npp_miami_cells(&out, &temperature, &precip, &work, 1);
    return out;
}

void carbon_npp_miami_cells(double *out, const double *temperature, const double *precip, double *work, size_t count)
{
    for (size_t i = 0; i < count; i++) work[i] = 1.315 - 0.119 * temperature[i];
    vmath_exp(work, work, count);
    for (size_t i = 0; i < count; i++) work[i] = 3000 / (1 + work[i]);
    for (size_t i = 0; i < count; i++) out[i] = -0.000664 * precip[i];
    vmath_exp(out, out, count);
    for (size_t i = 0; i < count; i++) {
        double by_precip = 3000 * (1 - out[i]);
        out[i] = work[i] < by_precip || isnan(work[i]) ? work[i] : by_precip;
    }
}

bool carbon_oxygen_agrees(double co2_t, double o2_t)
{
    if (co2_t == 0 && o2_t == 0) return true;
    return fabs(o2_t / co2_t - 0.727) <= 0.01;
}
