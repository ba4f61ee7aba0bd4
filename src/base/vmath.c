#include "base/vmath.h"

#include <assert.h>
#include <math.h>
#include <sleef.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// Every SLEEF function here is of the cinz family (no FMA, deterministic): scalar, SSE2 and AVX give the same bits for
// an element whatever its neighbours are. vmath_test.c checks that.
typedef enum Function { EXP, LOG, LOG10, SIN, COS, ATAN, FUNCTION_COUNT } Function;

typedef struct Variant {
    const char *name;
    void (*apply)(Function function, double *out, const double *x, size_t count);
    void (*power)(double *out, const double *x, const double *y, size_t count);
} Variant;

static void scalar_apply(Function function, double *out, const double *x, size_t count)
{
    static __typeof__(Sleef_cinz_expd1_u10purec) *const functions[FUNCTION_COUNT] = {
        [EXP] = Sleef_cinz_expd1_u10purec, [LOG] = Sleef_cinz_logd1_u10purec, [LOG10] = Sleef_cinz_log10d1_u10purec,
        [SIN] = Sleef_cinz_sind1_u10purec, [COS] = Sleef_cinz_cosd1_u10purec, [ATAN] = Sleef_cinz_atand1_u10purec,
    };
    for (size_t i = 0; i < count; i++) out[i] = functions[function](x[i]);
}

static void scalar_power(double *out, const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count; i++) out[i] = Sleef_cinz_powd1_u10purec(x[i], y[i]);
}

static const Variant scalar = {"scalar", scalar_apply, scalar_power};

#if defined(__x86_64__)
#include <immintrin.h>

static void sse2_apply(Function function, double *out, const double *x, size_t count)
{
    static __typeof__(Sleef_cinz_expd2_u10sse2) *const functions[FUNCTION_COUNT] = {
        [EXP] = Sleef_cinz_expd2_u10sse2, [LOG] = Sleef_cinz_logd2_u10sse2, [LOG10] = Sleef_cinz_log10d2_u10sse2,
        [SIN] = Sleef_cinz_sind2_u10sse2, [COS] = Sleef_cinz_cosd2_u10sse2, [ATAN] = Sleef_cinz_atand2_u10sse2,
    };
    size_t i = 0;
    for (; i + 2 <= count; i += 2) _mm_storeu_pd(out + i, functions[function](_mm_loadu_pd(x + i)));
    if (i < count) _mm_store_sd(out + i, functions[function](_mm_load_sd(x + i)));
}

static void sse2_power(double *out, const double *x, const double *y, size_t count)
{
    size_t i = 0;
    for (; i + 2 <= count; i += 2) {
        _mm_storeu_pd(out + i, Sleef_cinz_powd2_u10sse2(_mm_loadu_pd(x + i), _mm_loadu_pd(y + i)));
    }
    if (i < count) _mm_store_sd(out + i, Sleef_cinz_powd2_u10sse2(_mm_load_sd(x + i), _mm_load_sd(y + i)));
}

#define AVX __attribute__((target("avx")))
#if !defined(__AVX__) // sleef.h declares these only where the whole file is compiled for AVX
AVX __m256d Sleef_cinz_expd4_u10avx(__m256d x);
AVX __m256d Sleef_cinz_logd4_u10avx(__m256d x);
AVX __m256d Sleef_cinz_log10d4_u10avx(__m256d x);
AVX __m256d Sleef_cinz_sind4_u10avx(__m256d x);
AVX __m256d Sleef_cinz_cosd4_u10avx(__m256d x);
AVX __m256d Sleef_cinz_atand4_u10avx(__m256d x);
AVX __m256d Sleef_cinz_powd4_u10avx(__m256d x, __m256d y);
#endif

AVX static void avx_apply(Function function, double *out, const double *x, size_t count)
{
    static __typeof__(Sleef_cinz_expd4_u10avx) *const functions[FUNCTION_COUNT] = {
        [EXP] = Sleef_cinz_expd4_u10avx, [LOG] = Sleef_cinz_logd4_u10avx, [LOG10] = Sleef_cinz_log10d4_u10avx,
        [SIN] = Sleef_cinz_sind4_u10avx, [COS] = Sleef_cinz_cosd4_u10avx, [ATAN] = Sleef_cinz_atand4_u10avx,
    };
    size_t i = 0;
    for (; i + 4 <= count; i += 4) _mm256_storeu_pd(out + i, functions[function](_mm256_loadu_pd(x + i)));
    if (i == count) return;
    double tail[4] = {0};
    memcpy(tail, x + i, (count - i) * sizeof *x);
    _mm256_storeu_pd(tail, functions[function](_mm256_loadu_pd(tail)));
    memcpy(out + i, tail, (count - i) * sizeof *x);
}

AVX static void avx_power(double *out, const double *x, const double *y, size_t count)
{
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        _mm256_storeu_pd(out + i, Sleef_cinz_powd4_u10avx(_mm256_loadu_pd(x + i), _mm256_loadu_pd(y + i)));
    }
    if (i == count) return;
    double base[4] = {0}, exponent[4] = {0};
    memcpy(base, x + i, (count - i) * sizeof *x);
    memcpy(exponent, y + i, (count - i) * sizeof *y);
    _mm256_storeu_pd(base, Sleef_cinz_powd4_u10avx(_mm256_loadu_pd(base), _mm256_loadu_pd(exponent)));
    memcpy(out + i, base, (count - i) * sizeof *x);
}

static const Variant sse2 = {"sse2", sse2_apply, sse2_power};
static const Variant avx = {"avx", avx_apply, avx_power};

static const Variant *best(void)
{
    return __builtin_cpu_supports("avx") ? &avx : &sse2;
}

static const Variant *named(const char *name)
{
    if (strcmp(name, "avx") == 0 && __builtin_cpu_supports("avx")) return &avx;
    if (strcmp(name, "sse2") == 0) return &sse2;
    return strcmp(name, "scalar") == 0 ? &scalar : best();
}
#else
static const Variant *best(void)
{
    return &scalar;
}

static const Variant *named(const char *name)
{
    (void)name;
    return &scalar;
}
#endif

static _Atomic(const Variant *) chosen;

static const Variant *variant(void)
{
    const Variant *now = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (now) return now;
    const char *name = getenv("QINGSHAN_VMATH");
    vmath_force(name && *name ? name : NULL);
    return atomic_load_explicit(&chosen, memory_order_relaxed);
}

const char *vmath_variant(void)
{
    return variant()->name;
}

void vmath_force(const char *name)
{
    atomic_store_explicit(&chosen, name ? named(name) : best(), memory_order_relaxed);
}

void vmath_exp(double *out, const double *x, size_t count)
{
    variant()->apply(EXP, out, x, count);
}

void vmath_log(double *out, const double *x, size_t count)
{
    variant()->apply(LOG, out, x, count);
}

void vmath_log10(double *out, const double *x, size_t count)
{
    variant()->apply(LOG10, out, x, count);
}

void vmath_sin(double *out, const double *x, size_t count)
{
    variant()->apply(SIN, out, x, count);
}

void vmath_cos(double *out, const double *x, size_t count)
{
    variant()->apply(COS, out, x, count);
}

void vmath_atan(double *out, const double *x, size_t count)
{
    variant()->apply(ATAN, out, x, count);
}

enum { BLOCK = 256 };

// IEEE 754 has pow(1, NaN) = pow(NaN, 0) = 1, but a missing value must stay missing. Through a buffer: out may be an
// input.
static void power_block(double *out, const double *x, const double *y, size_t count)
{
    double power[BLOCK];
    variant()->power(power, x, y, count);
    for (size_t i = 0; i < count; i++) out[i] = isnan(x[i]) || isnan(y[i]) ? NAN : power[i];
}

void vmath_pow(double *out, const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count; i += BLOCK) {
        power_block(out + i, x + i, y + i, count - i < BLOCK ? count - i : BLOCK);
    }
}

void vmath_pow_scalar(double *out, const double *x, double y, size_t count)
{
    double exponent[BLOCK];
    for (size_t i = 0; i < BLOCK; i++) exponent[i] = y;
    for (size_t i = 0; i < count; i += BLOCK) {
        power_block(out + i, x + i, exponent, count - i < BLOCK ? count - i : BLOCK);
    }
}

double exact_exp(double x)
{
    return Sleef_cinz_expd1_u10purec(x);
}

double exact_log(double x)
{
    return Sleef_cinz_logd1_u10purec(x);
}

double exact_log10(double x)
{
    return Sleef_cinz_log10d1_u10purec(x);
}

double exact_pow(double x, double y)
{
    return isnan(x) || isnan(y) ? NAN : Sleef_cinz_powd1_u10purec(x, y);
}

double exact_sin(double x)
{
    return Sleef_cinz_sind1_u10purec(x);
}

double exact_cos(double x)
{
    return Sleef_cinz_cosd1_u10purec(x);
}

double exact_tan(double x)
{
    return Sleef_cinz_tand1_u10purec(x);
}

double exact_atan(double x)
{
    return Sleef_cinz_atand1_u10purec(x);
}

double exact_acos(double x)
{
    return Sleef_cinz_acosd1_u10purec(x);
}
