#include "gep/formulas/practice.h"

#include "gep/formulas/formula.h"

void practice_p_wener(double *out, const double *slope_deg, size_t count)
{
    double cosine[FORMULA_MAX];
    formula_check(count);
    formula_sin_cos(out, cosine, slope_deg, count);
    for (size_t i = 0; i < count; i++) {
        double p = 0.2 + 0.03 * 100 * out[i] / cosine[i];
        out[i] = p > 1 ? 1 : p;
    }
}
