#include "gep/invest/exp_integral.h"

#include <math.h>

#include "base/vmath.h"

static const double EULER_GAMMA = 0.57721566490153286061;
enum { CHUNK = 256, TOGETHER = 4, SERIES_TERMS = 24 };

// E1(x) + ln x.
static double series(double x)
{
    double power = 1, sum = -EULER_GAMMA;
    for (int k = 1; k <= SERIES_TERMS; k++) {
        power = power * -x / k;
        sum -= power / k;
    }
    return sum;
}

static int terms_for(double x)
{
    return x <= 4 ? 40 : x <= 10 ? 20 : 10;
}

// E1(x) exp(x): numerators and denominators of the fraction's convergents go upwards side by side, and one division
// ends them. Some together, because each step waits for the one before.
static void fraction(const double *x, int terms, double *out)
{
    double over0[TOGETHER], over1[TOGETHER], under0[TOGETHER], under1[TOGETHER];
    for (int i = 0; i < TOGETHER; i++) {
        over0[i] = 0;
        over1[i] = under0[i] = 1;
        under1[i] = x[i] + 1;
    }
    for (int n = 1; n < terms; n++) {
        double square = (double)n * n, step = 2 * n + 1;
        for (int i = 0; i < TOGETHER; i++) {
            double over = (x[i] + step) * over1[i] - square * over0[i];
            double under = (x[i] + step) * under1[i] - square * under0[i];
            over0[i] = over1[i];
            under0[i] = under1[i];
            over1[i] = over;
            under1[i] = under;
        }
    }
    for (int i = 0; i < TOGETHER; i++) out[i] = over1[i] / under1[i];
}

typedef struct Waiting { // numbers that need the same count of terms
    int count, places[TOGETHER];
    double x[TOGETHER];
} Waiting;

static void flush(Waiting *waiting, double *out)
{
    double values[TOGETHER];
    if (waiting->count == 0) return;
    for (int i = waiting->count; i < TOGETHER; i++) waiting->x[i] = waiting->x[0];
    fraction(waiting->x, terms_for(waiting->x[0]), values);
    for (int i = 0; i < waiting->count; i++) out[waiting->places[i]] *= values[i];
    waiting->count = 0;
}

static void wait_for(Waiting *waiting, double x, int place, double *out)
{
    waiting->x[waiting->count] = x;
    waiting->places[waiting->count++] = place;
    if (waiting->count == TOGETHER) flush(waiting, out);
}

static void take_chunk(double *out, const double *x, int count)
{
    double small[CHUNK];
    int places[CHUNK], small_count = 0;
    Waiting waiting[3] = {0};
    double away[CHUNK], factor[CHUNK];
    for (int i = 0; i < count; i++) away[i] = -x[i];
    vmath_exp(factor, away, (size_t)count);
    for (int i = 0; i < count; i++) {
        if (x[i] > 2) {
            wait_for(&waiting[x[i] <= 4 ? 0 : x[i] <= 10 ? 1 : 2], x[i], i, factor);
        } else {
            small[small_count] = x[i];
            places[small_count++] = i;
        }
    }
    for (int i = 0; i < 3; i++) flush(&waiting[i], factor);
    vmath_log(away, small, (size_t)small_count);
    for (int i = 0; i < small_count; i++) factor[places[i]] = series(small[i]) - away[i];
    for (int i = 0; i < count; i++) out[i] = factor[i];
}

void exp_integral_e1(double *out, const double *x, size_t count)
{
    for (size_t at = 0; at < count; at += CHUNK)
        take_chunk(out + at, x + at, (int)(count - at < CHUNK ? count - at : CHUNK));
}
