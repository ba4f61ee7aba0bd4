#include "gep/invest/swy_quickflow.h"

#include <math.h>
#include <stdbool.h>

#include "gep/invest/exp_integral.h"
#include "gep/invest/float_exp.h"

enum { CHUNK = 256 };
static const float MM_PER_INCH = 25.4F;
static const float RATIO_MOST = 100;

typedef struct Runoff { // the cells that the formula decides, packed
    size_t count;
    size_t cells[CHUNK];
    float depth[CHUNK], retention[CHUNK], events[CHUNK];
} Runoff;

static void take_formula(const Runoff *runoff, float *out)
{
    double e1[CHUNK];
    float low[CHUNK], high[CHUNK];
    size_t count = runoff->count;
    if (count == 0) return;
    for (size_t i = 0; i < count; i++) {
        float a = runoff->depth[i], s = runoff->retention[i];
        low[i] = -0.2F * s / a;
        high[i] = 0.8F * s / a;
        e1[i] = (double)(s / a);
    }
    float_exp(low, low, count);
    float_exp(high, high, count);
    exp_integral_e1(e1, e1, count);
    for (size_t i = 0; i < count; i++) {
        float a = runoff->depth[i], s = runoff->retention[i];
        float first = (a - s) * low[i], second = s * s / a * high[i] * (float)e1[i];
        float flow = MM_PER_INCH * runoff->events[i] * (first + second);
        out[runoff->cells[i]] = flow < 0 ? 0 : flow;
    }
}

static void take_chunk(size_t count, const float *rain, const float *events, const float *retention,
                       const uint8_t *stream, float *out)
{
    Runoff runoff;
    runoff.count = 0;
    for (size_t i = 0; i < count; i++) {
        out[i] = NAN;
        if (isnan(rain[i]) || isnan(events[i])) continue;
        if (!(rain[i] > 0 && events[i] > 0)) {
            out[i] = 0;
            continue;
        }
        bool defined = stream[i] == 0 && !isnan(retention[i]);
        if (stream[i] == 1 || (defined && retention[i] == 0)) out[i] = rain[i];
        if (!defined || retention[i] == 0) continue;
        float depth = rain[i] / (events[i] * MM_PER_INCH);
        out[i] = 0;
        if (retention[i] / depth > RATIO_MOST) continue;
        runoff.cells[runoff.count] = i;
        runoff.depth[runoff.count] = depth;
        runoff.retention[runoff.count] = retention[i];
        runoff.events[runoff.count++] = events[i];
    }
    take_formula(&runoff, out);
}

void swy_quickflow(size_t count, const float *rain, const float *events, const float *retention, const uint8_t *stream,
                   float *out)
{
    for (size_t at = 0; at < count; at += CHUNK)
        take_chunk(count - at < CHUNK ? count - at : CHUNK, rain + at, events + at, retention + at, stream + at,
                   out + at);
}
