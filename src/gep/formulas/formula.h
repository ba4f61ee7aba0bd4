// formula.h - what all formulas share.
//
// Formulas are pure functions over arrays: out first, then inputs, then count (1 .. FORMULA_MAX; a scalar is an array
// of one). NaN in an input that an element needs gives NaN out for that element. out never overlaps an input unless
// said. exp, log, pow and trigonometry come from base/vmath.h, so an element's bits depend on nothing but its inputs.
// A number printed in a formula stands in its function with the source; numbers that vary by place, class, year, price
// or standard are arguments.
#ifndef QINGSHAN_GEP_FORMULAS_FORMULA_H
#define QINGSHAN_GEP_FORMULAS_FORMULA_H

#include <assert.h>
#include <stddef.h>

enum { FORMULA_MAX = 2048 }; // equals CHUNK of gep/service.h

#define FORMULA_PI 3.14159265358979323846

static inline void formula_check(size_t count)
{
    assert(count >= 1 && count <= FORMULA_MAX);
}

// x limited to [low, high]; NaN stays NaN (fmin and fmax would swallow it).
static inline double formula_clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

// Days of the months of a mean year (February 28.25) and the day of the year that stands for each month (FAO-56 annex
// 2: integer(30.4 month - 15)), for monthly maps, which know no year.
extern const double formula_month_days[12];
extern const int formula_month_middle[12];

// The sum of twelve monthly arrays.
void formula_sum12(double *out, const double *const *months, size_t count);
// sin and cos of angles in degrees; cosine may be NULL.
void formula_sin_cos(double *sine, double *cosine, const double *angle_deg, size_t count);

#endif
