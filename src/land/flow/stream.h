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

// The streams of InVEST. D8: 1 where sum > threshold.
void stream_above(const double *sum, size_t cells, double threshold, uint8_t *stream);
// MFD: upstream from the cells at or above the threshold from which water leaves the grid, over cells at or above it;
// and over cells of at least proportion * threshold, which count only where they join streams: when one at or above
// the threshold is met, those downstream of it that have been passed by then. Which these are depends on the order of
// the search, which is InVEST's (FlowPiece of weights.h; one queue). So streams end where they leave the grid, and what
// is enough but has no way out along streams is none. weights, sum, stream: height * width; sum from
// accumulate_weights; 0 <= proportion <= 1. Working memory: what waits.
// Source: pygeoprocessing 2.4.11, routing.extract_streams_d8 and extract_streams_mfd.
void stream_trace(const uint32_t *weights, const double *sum, int width, int height, double threshold,
                  double proportion, uint8_t *stream);

#endif
