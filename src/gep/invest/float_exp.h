// float_exp.h - exp of 32-bit floats as InVEST's arrays have it, to the last bit, on every machine.
//
// NumPy computes exp of float arrays by a formula of its own that is one or two units of the last place off; where
// terms cancel, as in quickflow, the result is made of that. To give InVEST's numbers the same must be done here.
// Everything else takes base/vmath.h.
#ifndef QINGSHAN_GEP_INVEST_FLOAT_EXP_H
#define QINGSHAN_GEP_INVEST_FLOAT_EXP_H

#include <stddef.h>

// |x| <= 85. out may be x.
//
// x = k ln 2 + r by Cody & Waite's reduction (ln 2 in two parts), exp(r) by a rational approximation of degrees 5 and 2
// (Remez), each step a product and a sum rounded once. Source: the constants of NumPy 1.17 to 1.26 on processors with
// AVX2 or AVX-512 (numpy/core, loops for exp of floats; BSD licence). On others NumPy asks the C library, and InVEST's
// last digits are others.
void float_exp(float *out, const float *x, size_t count);

#endif
