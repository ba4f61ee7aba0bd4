// stream.h - streams: where enough has gathered.
#ifndef QINGSHAN_LAND_FLOW_STREAM_H
#define QINGSHAN_LAND_FLOW_STREAM_H

#include <stddef.h>
#include <stdint.h>

enum { STREAM_NODATA = 255 };

// sum: `cells` values from accumulate.h, of any method. stream: 1 where sum >= threshold, else 0; STREAM_NODATA where
// sum is NaN. threshold > 0, in the unit of sum (cells, when own shares are 1). With D8 and shares >= 0 streams never
// end; with MFD they may where water spreads again.
void stream_mark(const double *sum, size_t cells, double threshold, uint8_t *stream);
// The same for counts (accumulate_count), where 0 is no data.
void stream_mark_count(const uint32_t *count, size_t cells, uint32_t threshold, uint8_t *stream);

#endif
