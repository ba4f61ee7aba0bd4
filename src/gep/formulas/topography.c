#include "gep/formulas/topography.h"

#include <math.h>

#include "base/vmath.h"
#include "gep/formulas/formula.h"

#define UNIT_PLOT_M 22.13 // length of the plot that USLE is scaled to

void topography_s_liu(double *out, const double *slope_deg, size_t count)
{
    formula_sin_cos(out, NULL, slope_deg, count);
    for (size_t i = 0; i < count; i++) {
        double sine = out[i], slope = slope_deg[i];
        out[i] = slope < 5 ? 10.8 * sine + 0.03 : slope < 10 ? 16.8 * sine - 0.50 : 21.91 * sine - 0.96;
    }
}

void topography_s_hj1173(double *out, const double *slope_deg, size_t count)
{
    formula_sin_cos(out, NULL, slope_deg, count);
    for (size_t i = 0; i < count; i++) {
        double sine = out[i], slope = slope_deg[i];
        double gentle = slope < 5.14 ? 10.8 * sine + 0.03 : 16.8 * sine - 0.50;
        double steep = slope < 28.81 ? 21.9 * sine - 0.96 : slope >= 28.81 ? 9.5988 : slope;
        out[i] = slope < 10.20 ? gentle : steep;
    }
}

// 0.2 to 0.5 by three ascending breaks; a missing slope stays missing.
static double exponent_step(double x, const double breaks[3])
{
    if (x < breaks[0]) return 0.2;
    if (x < breaks[1]) return 0.3;
    if (x < breaks[2]) return 0.4;
    return x >= breaks[2] ? 0.5 : x;
}

static void exponent_mccool(double *out, const double *slope_deg, double divisor, size_t count)
{
    double sine[FORMULA_MAX];
    formula_check(count);
    formula_sin_cos(sine, NULL, slope_deg, count);
    vmath_pow_scalar(out, sine, 0.8, count);
    for (size_t i = 0; i < count; i++) {
        double beta = sine[i] / divisor / (3 * out[i] + 0.56);
        out[i] = beta / (1 + beta);
    }
}

static void slope_percent(double *out, const double *slope_deg, size_t count)
{
    double cosine[FORMULA_MAX];
    formula_check(count);
    formula_sin_cos(out, cosine, slope_deg, count);
    for (size_t i = 0; i < count; i++) out[i] = 100 * out[i] / cosine[i];
}

static double exponent_invest(double percent, double mccool)
{
    if (percent <= 1) return 0.2;
    if (percent <= 3.5) return 0.3;
    if (percent <= 5) return 0.4;
    return percent <= 9 ? 0.5 : mccool;
}

void topography_exponent(double *out, LengthExponent variant, const double *slope_deg, size_t count)
{
    static const double breaks_deg[3] = {0.5, 1.5, 3}, breaks_percent[3] = {1, 3, 9};
    double percent[FORMULA_MAX];
    formula_check(count);
    switch (variant) {
    case LENGTH_DEG:
        for (size_t i = 0; i < count; i++) out[i] = exponent_step(slope_deg[i], breaks_deg);
        return;
    case LENGTH_PCT:
        slope_percent(percent, slope_deg, count);
        for (size_t i = 0; i < count; i++) out[i] = exponent_step(percent[i], breaks_percent);
        return;
    case LENGTH_INVEST:
        slope_percent(percent, slope_deg, count);
        exponent_mccool(out, slope_deg, 0.0896, count);
        for (size_t i = 0; i < count; i++) out[i] = exponent_invest(percent[i], out[i]);
        return;
    case LENGTH_MCCOOL:
        exponent_mccool(out, slope_deg, 0.0896, count);
        return;
    case LENGTH_HJ1173:
        exponent_mccool(out, slope_deg, 0.089, count);
        return;
    }
}

void topography_l(double *out, const double *length_m, double cap_m, const double *exponent, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = (length_m[i] > cap_m ? cap_m : length_m[i]) / UNIT_PLOT_M;
    vmath_pow(out, out, exponent, count);
}

void topography_cell_length(double *out, const double *cell_m, const double *slope_deg, size_t count)
{
    double sine[FORMULA_MAX], cosine[FORMULA_MAX];
    formula_check(count);
    formula_sin_cos(sine, cosine, slope_deg, count);
    for (size_t i = 0; i < count; i++) out[i] = cell_m[i] / cosine[i];
}

void topography_l_desmet_govers(double *out, const double *inflow_m2, double cell_m, const double *aspect_deg,
                                const double *exponent, size_t count)
{
    double sine[FORMULA_MAX], cosine[FORMULA_MAX];
    formula_check(count);
    formula_sin_cos(sine, cosine, aspect_deg, count);
    for (size_t i = 0; i < count; i++) {
        double m = exponent[i], width = fabs(sine[i]) + fabs(cosine[i]);
        double above = exact_pow(inflow_m2[i], m + 1);
        double below = exact_pow(inflow_m2[i] + cell_m * cell_m, m + 1);
        double scale = exact_pow(cell_m, m + 2) * exact_pow(width, m) * exact_pow(UNIT_PLOT_M, m);
        out[i] = (below - above) / scale;
    }
}
