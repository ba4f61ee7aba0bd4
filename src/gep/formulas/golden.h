// golden.h - golden files: test values of formulas, readable and writable without C (tests/golden/formulas/*.golden).
//
//   # a comment
//   function erosivity_r1                             a name of the tables golden_*.c
//   source gep-methods 2.3 (derived)
//   tolerance 0.001                                   absolute; "tolerance 0.2 %" is relative to the expected value
//   given P_d12 25 P_y12 600 days 15 32 11.9 48       each name with its number or numbers; "missing" is no value
//   expect R_hm 603.286
//
// A function line begins a block. tolerance and source before its first `given` hold for the whole block, after a
// `given` for that case alone. Several `given` with their `expect` lines may follow each other. Results not named are
// not looked at.
#ifndef QINGSHAN_GEP_FORMULAS_GOLDEN_H
#define QINGSHAN_GEP_FORMULAS_GOLDEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct GoldenValues {
    const char *name;
    size_t count; // >= 1
    const double *values;
} GoldenValues;

typedef struct GoldenCase {
    const char *function;
    const char *source; // "" when none
    const char *file;
    int line; // of `given`
    double tolerance;
    bool relative;
    size_t given_count, expect_count;
    const GoldenValues *given, *expect;
} GoldenCase;

typedef struct GoldenFile {
    size_t count;
    const GoldenCase *cases;
} GoldenFile;

// Pure. ERR_INPUT names file and line. A case without `expect` or without tolerance is an error.
MUST_CHECK bool golden_parse(Arena *arena, const char *text, size_t size, const char *file, GoldenFile *out, Err *err);

// ---- the functions that golden files may name. A new group of formulas has a file golden_GROUP.c with
// `const GoldenFunction golden_GROUP[] = {`, which ends with name NULL; the Makefile collects them.

enum { GOLDEN_INPUT_MAX = 16, GOLDEN_OUTPUT_MAX = 16 };

typedef struct GoldenInput {
    double value; // values[0]
    size_t count;
    const double *values;
} GoldenInput;

typedef struct GoldenFunction {
    const char *name;
    const char *inputs;  // names in the order of `in`; "days..." takes one number or more, the others exactly one
    const char *outputs; // names in the order of `out`
    void (*run)(const GoldenInput *in, double *out);
} GoldenFunction;

extern const GoldenFunction *const golden_tables[];  // generated; NULL at the end
const GoldenFunction *golden_find(const char *name); // NULL when unknown
// Runs one case. ERR_INPUT: unknown function or names; ERR_REFUSED: a result differs (which, expected, found).
MUST_CHECK bool golden_check(const GoldenCase *test, Err *err);

#endif
