// swy_baseflow.h - seasonal water yield: what of the recharge comes into streams.
#ifndef QINGSHAN_GEP_INVEST_SWY_BASEFLOW_H
#define QINGSHAN_GEP_INVEST_SWY_BASEFLOW_H

#include "land/flow/order.h"

typedef struct SwyBaseflow { // width * height, mm
    const uint32_t *weights; // land/flow/weights.h
    int width, height;
    FlowOrder order;
    const float *recharge, *available; // L, and of it to cells below; NaN counts as 0
    const double *sum;                 // L of the cell and of all above
    const uint8_t *stream;             // any but 0 is one
    // To be filled; NaN where the elevation model has no data.
    float *base;
    double *base_sum;
} SwyBaseflow;

// One pass against the order. By cell i, over the neighbours j that its water goes to, by weights:
//   base_sum = sum * (mean of what j has a part in), where that is 1 on streams, off the grid, without data, and where
//              sum_j or sum_j - L_j is 0; else (1 - available_j / sum_j) (base_sum_j / (sum_j - L_j))
//   base     = base_sum * L / sum, at least 0; 0 where sum is 0
// What leaves the grid counts in the mean's divisor only (InVEST has it so), what runs to no data as a stream.
// Source: InVEST User's Guide, seasonal water yield, equations 11 and 13; what its program computes.
void swy_baseflow(const SwyBaseflow *baseflow);

#endif
