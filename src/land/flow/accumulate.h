// accumulate.h - what gathers along the flow: each cell's own share and all that comes from upstream.
//
// Always including the cell itself. A cell adds what its neighbours send in a fixed order (flow_sum), then its own
// share; the order in which cells are visited (order.h) so changes no bit of a result. On a surface without ties
// results turn and mirror with it, bit by bit. out: height * width.
#ifndef QINGSHAN_LAND_FLOW_ACCUMULATE_H
#define QINGSHAN_LAND_FLOW_ACCUMULATE_H

#include "land/flow/order.h"

// D8, counted in cells; 0 = no data. direction: from direction_d8.
void accumulate_count(const uint8_t *direction, int width, int height, FlowOrder order, uint32_t *out);

// Sums of `own`, height * width; NULL means 1 everywhere. NaN = no data. A missing value of `own` is handed on to all
// that lies downstream. Working memory: D8 none, MFD 8 bytes a cell, D-infinity 9.
void accumulate_d8(const uint8_t *direction, int width, int height, FlowOrder order, const double *own, double *out);
void accumulate_mfd(const FlowSurface *surface, FlowOrder order, const double *own, double *out);
void accumulate_dinf(const FlowSurface *surface, FlowOrder order, const double *own, double *out);

// By weights (weights.h), as InVEST does it: a missing value of `own` counts as 0; NaN only where there is no data. A
// cell adds to its own share what comes in, sum * weight / sum of weights, from direction 0 to 7. No working memory.
// Source: pygeoprocessing 2.4.11, routing.flow_accumulation_d8 and flow_accumulation_mfd.
void accumulate_weights(const uint32_t *weights, int width, int height, FlowOrder order, const double *own,
                        double *out);

#endif
