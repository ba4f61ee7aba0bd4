#include "gep/formulas/erosivity.h"

#include <math.h>

#include "base/vmath.h"
#include "gep/formulas/formula.h"

ErosivityFit erosivity_r1_fit(double mean_day_mm, double mean_year_mm)
{
    double gamma = 0.8363 + 18.144 / mean_day_mm + 24.455 / mean_year_mm;
    return (ErosivityFit){.gamma = gamma, .alpha = 21.586 * exact_pow(gamma, -7.1891)};
}

static double sum_of_powers(const double *rain_mm, size_t count, double threshold_mm, double exponent)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (rain_mm[i] >= threshold_mm) sum += exact_pow(rain_mm[i], exponent);
    }
    return sum;
}

double erosivity_r1(const ErosivityFit *fit, const double *rain_mm, size_t count)
{
    return fit->alpha * sum_of_powers(rain_mm, count, EROSIVITY_R1_THRESHOLD_MM, fit->gamma);
}

double erosivity_r2(bool warm, double threshold_mm, const double *rain_mm, size_t count)
{
    return (warm ? 0.3937 : 0.3101) * sum_of_powers(rain_mm, count, threshold_mm, 1.7265);
}

// 1.735 * 10^(1.5 log10 x - 0.8188) is a constant times x * sqrt(x), which needs no logarithm per month.
void erosivity_r3(double *out, const double *const *rain_mm, size_t count)
{
    double year[FORMULA_MAX];
    formula_check(count);
    double factor = 1.735 * exact_pow(10, -0.8188);
    formula_sum12(year, rain_mm, count);
    for (size_t i = 0; i < count; i++) out[i] = 0;
    for (int month = 0; month < 12; month++) {
        for (size_t i = 0; i < count; i++) {
            double x = year[i] == 0 ? 0 : rain_mm[month][i] * rain_mm[month][i] / year[i];
            out[i] += x * sqrt(x);
        }
    }
    for (size_t i = 0; i < count; i++) out[i] *= factor;
}

void erosivity_r4(double *out, const double *const *rain_mm, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = 0;
    for (int month = 0; month < 12; month++) {
        for (size_t i = 0; i < count; i++) {
            double part = -1.5527 + 0.1792 * rain_mm[month][i];
            out[i] += part < 0 ? 0 : 10 * part;
        }
    }
}

// F = sum P_i^2 / sum P_i, the modified Fournier index (mm).
static void fournier(double *out, const double *const *rain_mm, size_t count)
{
    double year[FORMULA_MAX];
    formula_check(count);
    formula_sum12(year, rain_mm, count);
    for (size_t i = 0; i < count; i++) out[i] = 0;
    for (int month = 0; month < 12; month++) {
        for (size_t i = 0; i < count; i++) out[i] += rain_mm[month][i] * rain_mm[month][i];
    }
    for (size_t i = 0; i < count; i++) out[i] = year[i] == 0 ? 0 : out[i] / year[i];
}

static void power_law(double *out, const double *x, double factor, double exponent, size_t count)
{
    vmath_pow_scalar(out, x, exponent, count);
    for (size_t i = 0; i < count; i++) out[i] *= factor;
}

void erosivity_r5y(double *out, const double *const *rain_mm, size_t count)
{
    double index[FORMULA_MAX];
    formula_check(count);
    fournier(index, rain_mm, count);
    power_law(out, index, 0.1833, 1.9957, count);
}

void erosivity_r5(double *out, const double *const *rain_mm, size_t count)
{
    double index[FORMULA_MAX];
    formula_check(count);
    fournier(index, rain_mm, count);
    power_law(out, index, 0.3589, 1.9462, count);
}

void erosivity_r6(double *out, const double *rain_mm, size_t count)
{
    power_law(out, rain_mm, 0.0534, 1.6548, count);
}
