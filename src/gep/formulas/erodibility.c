#include "gep/formulas/erodibility.h"

#include "base/vmath.h"
#include "gep/formulas/formula.h"

#define US_TO_SI 0.1317

void erodibility_normalise(double *const out[3], const double *const in[3], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double sand = in[0][i], silt = in[1][i], clay = in[2][i], sum = sand + silt + clay;
        out[0][i] = 100 * sand / sum;
        out[1][i] = 100 * silt / sum;
        out[2][i] = 100 * clay / sum;
    }
}

// x / (x + exp(a + b x)): the shape of EPIC's last two factors.
static void saturation(double *out, const double *x, double a, double b, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = a + b * x[i];
    vmath_exp(out, out, count);
    for (size_t i = 0; i < count; i++) out[i] = x[i] / (x[i] + out[i]);
}

void erodibility_epic(double *k_us, const double *sand, const double *silt, const double *clay, const double *carbon,
                      size_t count)
{
    double work[FORMULA_MAX], fines[FORMULA_MAX];
    formula_check(count);
    for (size_t i = 0; i < count; i++) work[i] = -0.0256 * sand[i] * (1 - silt[i] / 100);
    vmath_exp(work, work, count);
    for (size_t i = 0; i < count; i++) k_us[i] = 0.2 + 0.3 * work[i];

    for (size_t i = 0; i < count; i++) work[i] = silt[i] / (clay[i] + silt[i]);
    vmath_pow_scalar(work, work, 0.3, count);
    for (size_t i = 0; i < count; i++) k_us[i] *= work[i];

    saturation(work, carbon, 3.72, -2.95, count);
    for (size_t i = 0; i < count; i++) k_us[i] *= 1 - 0.25 * work[i];

    for (size_t i = 0; i < count; i++) fines[i] = 1 - sand[i] / 100;
    saturation(work, fines, -5.51, 22.9, count);
    for (size_t i = 0; i < count; i++) k_us[i] *= 1 - 0.7 * work[i];
}

void erodibility_nomograph(double *k_us, const double *silt, const double *very_fine_sand, const double *clay,
                           const double *carbon, const double *structure, const double *permeability, size_t count)
{
    double grain[FORMULA_MAX];
    formula_check(count);
    for (size_t i = 0; i < count; i++) grain[i] = (silt[i] + very_fine_sand[i]) * (100 - clay[i]);
    vmath_pow_scalar(grain, grain, 1.14, count);
    for (size_t i = 0; i < count; i++) {
        double matter = ERODIBILITY_OM_PER_CARBON * carbon[i];
        double k = (2.1e-4 * (12 - matter) * grain[i] + 3.25 * (structure[i] - 2) + 2.5 * (permeability[i] - 3)) / 100;
        k_us[i] = k < 0 ? 0 : k;
    }
}

void erodibility_to_si(double *k_si, const double *k_us, size_t count)
{
    for (size_t i = 0; i < count; i++) k_si[i] = US_TO_SI * k_us[i];
}

static void correct(double *k_si, const double *k_us, double intercept, double slope, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double k = (intercept + slope * k_us[i]) * US_TO_SI;
        k_si[i] = k < 0 ? 0 : k;
    }
}

void erodibility_zhang_epic(double *k_si, const double *k_us, size_t count)
{
    correct(k_si, k_us, -0.01383, 0.51575, count);
}

void erodibility_zhang_nomograph(double *k_si, const double *k_us, size_t count)
{
    correct(k_si, k_us, -0.00911, 0.55066, count);
}
