#include "gep/formulas/formula.h"

#include "base/vmath.h"

const double formula_month_days[12] = {31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
const int formula_month_middle[12] = {15, 45, 76, 106, 137, 167, 197, 228, 258, 289, 319, 349};

void formula_sum12(double *out, const double *const *months, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = months[0][i];
    for (int month = 1; month < 12; month++) {
        for (size_t i = 0; i < count; i++) out[i] += months[month][i];
    }
}

void formula_sin_cos(double *sine, double *cosine, const double *angle_deg, size_t count)
{
    double angle[FORMULA_MAX];
    formula_check(count);
    for (size_t i = 0; i < count; i++) angle[i] = angle_deg[i] * (FORMULA_PI / 180);
    vmath_sin(sine, angle, count);
    if (cosine) vmath_cos(cosine, angle, count);
}
