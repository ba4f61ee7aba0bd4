// vmath.h - exp, log, pow and trigonometry with the same bits on every machine (SLEEF's cinz family, no FMA).
//
// Use these, never libm's, wherever a result reaches an account: libm's last bit changes with the processor.
// sqrt, fabs, floor and the four operations are exact by IEEE 754 and may be used as they are. NaN in gives NaN out
// (pow: NaN in either argument). out may be the same array as an input. No alignment is needed.
#ifndef QINGSHAN_BASE_VMATH_H
#define QINGSHAN_BASE_VMATH_H

#include <stddef.h>

void vmath_exp(double *out, const double *x, size_t count);
void vmath_log(double *out, const double *x, size_t count);
void vmath_log10(double *out, const double *x, size_t count);
void vmath_pow(double *out, const double *x, const double *y, size_t count);
void vmath_pow_scalar(double *out, const double *x, double y, size_t count);
void vmath_sin(double *out, const double *x, size_t count);
void vmath_cos(double *out, const double *x, size_t count);
void vmath_atan(double *out, const double *x, size_t count);

double exact_exp(double x);
double exact_log(double x);
double exact_log10(double x);
double exact_pow(double x, double y);
double exact_sin(double x);
double exact_cos(double x);
double exact_tan(double x);
double exact_atan(double x);
double exact_acos(double x);

// Which implementation runs: "avx", "sse2" or "scalar". vmath_force is for the test that compares them;
// QINGSHAN_VMATH=scalar does the same.
const char *vmath_variant(void);
void vmath_force(const char *variant); // NULL: choose by processor

#endif
