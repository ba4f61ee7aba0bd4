// distance.h - how far the water of a cell runs until it meets a stream.
#ifndef QINGSHAN_LAND_FLOW_DISTANCE_H
#define QINGSHAN_LAND_FLOW_DISTANCE_H

#include "land/flow/order.h"

// All height * width. stream: from stream.h; cost: what a metre costs that is run on leaving a cell, NULL means 1
// everywhere. out, metres (times cost): 0 on a stream; else the way to the receiver, cell_m across a side, cell_m times
// sqrt(2) across a corner, plus what the receiver has. NaN for no data and where no stream is met before the water
// leaves the grid. Cells are visited in the order's reverse; any order gives the same bytes.
//
// D8: along the one way there is.
void distance_d8(const uint8_t *direction, int width, int height, double cell_m, FlowOrder order, const uint8_t *stream,
                 const double *cost, double *out);
// MFD: the mean over the receivers that meet a stream, weighted by the shares of water they get.
void distance_mfd(const FlowSurface *surface, double cell_m, FlowOrder order, const uint8_t *stream, const double *cost,
                  double *out);

// By weights (weights.h), as InVEST does it, in cells: 0 on a stream; else the mean over the receivers that meet one of
// step + what the receiver has, by weight. A step is 1 or sqrt(2); with a cost it is the cost alone, of the sender in
// D8 and of the receiver in MFD (it is so there), where a missing cost is 0. NaN where no stream is met.
// Source: pygeoprocessing 2.4.11, routing.distance_to_channel_d8 and distance_to_channel_mfd.
typedef enum DistanceCost { COST_OF_SENDER, COST_OF_RECEIVER } DistanceCost;
void distance_weights(const uint32_t *weights, int width, int height, FlowOrder order, const uint8_t *stream,
                      const double *cost, DistanceCost whose, double *out);

#endif
