#include "land/flow/stream.h"

#include <assert.h>
#include <math.h>

void stream_mark(const double *sum, size_t cells, double threshold, uint8_t *stream)
{
    assert(threshold > 0);
    for (size_t i = 0; i < cells; i++) stream[i] = (uint8_t)(isnan(sum[i]) ? STREAM_NODATA : sum[i] >= threshold);
}

void stream_mark_count(const uint32_t *count, size_t cells, uint32_t threshold, uint8_t *stream)
{
    assert(threshold > 0);
    for (size_t i = 0; i < cells; i++) stream[i] = (uint8_t)(count[i] == 0 ? STREAM_NODATA : count[i] >= threshold);
}
