// formula_testing.h - for tests: random inputs, and array formulas against a scalar twin written with libm.
#ifndef QINGSHAN_GEP_FORMULAS_FORMULA_TESTING_H
#define QINGSHAN_GEP_FORMULAS_FORMULA_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "gep/formulas/formula.h"

enum { TRIES = 257, ARGUMENT_MAX = 8 }; // odd, so that vector functions have a tail

static inline double testing_random(uint64_t *state, double low, double high)
{
    *state ^= *state << 13; // xorshift64
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return low + (high - low) * (double)(*state >> 11) / 9007199254740992.0;
}

static inline bool testing_close(double found, double expected, double tolerance)
{
    if (isnan(expected) || isnan(found)) return isnan(expected) && isnan(found);
    return fabs(found - expected) <= tolerance * (fabs(expected) > 1 ? fabs(expected) : 1);
}

// Of values near 1 absolute, else relative.
#define assert_near(found, expected, tolerance) testing_near((found), (expected), (tolerance), __FILE__, __LINE__)
static inline void testing_near(double found, double expected, double tolerance, const char *file, int line)
{
    if (testing_close(found, expected, tolerance)) return;
    print_error("%.17g is not %.17g within %g\n", found, expected, tolerance);
    _fail(file, line);
}

// An array formula with its inputs in in[0], in[1], ...; its twin for one element.
typedef void ArrayFormula(double *out, const double *const *in, size_t count);
typedef double TwinFormula(const double *in);
typedef struct Range {
    double low, high;
} Range;

static inline void testing_fill(double in[ARGUMENT_MAX][TRIES], const Range *ranges, int arguments)
{
    uint64_t state = 0x9E3779B97F4A7C15u;
    for (int k = 0; k < arguments; k++) {
        for (int i = 0; i < TRIES; i++) in[k][i] = testing_random(&state, ranges[k].low, ranges[k].high);
    }
}

// The longest arrays, each of just its size, so that ASan sees a step beyond the end; the results repeat those of
// `out`.
static inline void check_longest(ArrayFormula *formula, double in[ARGUMENT_MAX][TRIES], int arguments,
                                 const double out[TRIES])
{
    double *rows[ARGUMENT_MAX], *result = malloc(FORMULA_MAX * sizeof *result);
    const double *inputs[ARGUMENT_MAX];
    assert_non_null(result);
    for (int k = 0; k < arguments; k++) {
        inputs[k] = rows[k] = malloc(FORMULA_MAX * sizeof *rows[k]);
        assert_non_null(rows[k]);
        for (int i = 0; i < FORMULA_MAX; i++) rows[k][i] = in[k][i % TRIES];
    }
    formula(result, inputs, FORMULA_MAX);
    for (int i = 0; i < FORMULA_MAX; i++) assert_true(result[i] == out[i % TRIES]);
    for (int k = 0; k < arguments; k++) free(rows[k]);
    free(result);
}

// Random inputs agree with the twin to 1e-12; NaN in any input is NaN in that element alone; one element alone has the
// same bits as among many.
static inline void check_twin(ArrayFormula *formula, TwinFormula *twin, const Range *ranges, int arguments)
{
    double in[ARGUMENT_MAX][TRIES], out[TRIES], again[TRIES], one;
    const double *rows[ARGUMENT_MAX], *single[ARGUMENT_MAX];
    testing_fill(in, ranges, arguments);
    for (int k = 0; k < arguments; k++) rows[k] = in[k];
    formula(out, rows, TRIES);
    for (int i = 0; i < TRIES; i++) {
        double x[ARGUMENT_MAX];
        for (int k = 0; k < arguments; k++) {
            x[k] = in[k][i];
            single[k] = &x[k];
        }
        assert_near(out[i], twin(x), 1e-12);
        formula(&one, single, 1);
        assert_true(one == out[i]);
    }
    check_longest(formula, in, arguments, out);
    for (int k = 0; k < arguments; k++) {
        double kept = in[k][TRIES / 2];
        in[k][TRIES / 2] = NAN;
        formula(again, rows, TRIES);
        for (int i = 0; i < TRIES; i++) {
            if (i == TRIES / 2)
                assert_true(isnan(again[i]));
            else
                assert_true(again[i] == out[i]);
        }
        in[k][TRIES / 2] = kept;
    }
}

#endif
