#include "gep/invest/float_exp.h"

#include <stdint.h>
#include <string.h>

static const float ONE_BY_LN2 = 1.442695041F, ROUNDER = 0x1.8p23F;
static const float LN2_HIGH = 6.93145752e-1F, LN2_LOW = 1.42860677e-6F;
static const float OVER[6] = {9.999999999980870924916e-01F, 7.257664613233124478488e-01F, 2.473615434895520810817e-01F,
                              5.114512081637298353406e-02F, 6.757896990527504603057e-03F, 5.082762527590693718096e-04F};
static const float UNDER[3] = {1, -2.742335390411667452936e-01F, 2.159509375685829852307e-02F};

// a * b + c rounded once: the product of two floats is exact in a double.
static inline float step(float a, float b, float c)
{
    return (float)((double)a * (double)b + (double)c);
}

static inline float power_of_two(float exponent)
{
    uint32_t bits = (uint32_t)((int32_t)exponent + 127) << 23;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void float_exp(float *out, const float *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        float whole = x[i] * ONE_BY_LN2 + ROUNDER - ROUNDER;
        float rest = step(whole, -LN2_LOW, step(whole, -LN2_HIGH, x[i]));
        float over = OVER[5], under = step(UNDER[2], rest, UNDER[1]);
        for (int k = 4; k >= 0; k--) over = step(over, rest, OVER[k]);
        out[i] = over / step(under, rest, UNDER[0]) * power_of_two(whole);
    }
}
