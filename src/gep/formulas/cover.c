#include "gep/formulas/cover.h"

#include <math.h>

#include "base/vmath.h"
#include "gep/formulas/formula.h"

void cover_fraction(double *out, const double *ndvi, double ndvi_soil, double ndvi_full, size_t count)
{
    double span = ndvi_full > ndvi_soil ? ndvi_full - ndvi_soil : NAN;
    for (size_t i = 0; i < count; i++) out[i] = formula_clamp((ndvi[i] - ndvi_soil) / span, 0, 1);
}

void cover_c_cai(double *out, const double *cover_percent, size_t count)
{
    vmath_log10(out, cover_percent, count);
    for (size_t i = 0; i < count; i++) {
        double c = 0.6508 - 0.3436 * out[i]; // infinite without cover
        out[i] = cover_percent[i] >= 78.3 ? 0 : c > 1 ? 1 : c;
    }
}

void cover_c_dry_cropland(double *out, const double *cover_fraction, size_t count)
{
    vmath_log10(out, cover_fraction, count);
    for (size_t i = 0; i < count; i++) out[i] = formula_clamp(0.221 - 0.595 * out[i], 0, 1);
}
