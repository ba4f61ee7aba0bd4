// exp_integral.h - the exponential integral E1, with the same bits on every machine.
#ifndef QINGSHAN_GEP_INVEST_EXP_INTEGRAL_H
#define QINGSHAN_GEP_INVEST_EXP_INTEGRAL_H

#include <stddef.h>

// E1(x), the integral of exp(-t) / t from x to infinity, for x > 0; relative error below 1e-12 up to x = 700. Infinite
// at 0. out may be x.
//
// Source: Abramowitz & Stegun 1964, 5.1.11 (series) up to 2, and beyond the even part of 5.1.22 (continued fraction),
// cut off after 40, 20 and 10 terms from 2, 4 and 10 on.
void exp_integral_e1(double *out, const double *x, size_t count);

#endif
