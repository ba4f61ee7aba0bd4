// swy_recharge.h - seasonal water yield: what of the rain goes into the ground, with what comes down from above.
#ifndef QINGSHAN_GEP_INVEST_SWY_RECHARGE_H
#define QINGSHAN_GEP_INVEST_SWY_RECHARGE_H

#include "gep/invest/swy_years.h"
#include "land/flow/order.h"

typedef struct SwyRecharge {
    const uint32_t *weights; // land/flow/weights.h
    FlowOrder order;
    const SwyYears *years;    // of all cells that swy_reached names
    const double *kc;         // [row of the land class * SWY_MONTHS + month]; NaN: none
    double share[SWY_MONTHS]; // alpha of the month times beta
    double gamma;
    // To be filled; width * height; NaN where swy_reached is 0, of sum where the elevation model has no data.
    float *recharge;    // L, mm
    float *aet;         // mm
    double *available;  // of L to cells below, mm
    double *from_above; // mean of what is available above, by weights, mm
    double *sum;        // L of the cell and of all above, by the parts that reach it, mm
} SwyRecharge;

// reached: 1 where the elevation model has data, and where it has none but water runs to: InVEST computes recharge
// there too. Else 0.
void swy_reached(const uint32_t *weights, int width, int height, uint8_t *reached);

// One pass along the order. By cell, of months m:
//   from_above = sum of w (from_above + available) / sum of w, over the neighbours whose water comes in, w their weight
//   aet  = sum over m of min(kc et0, rain - quick + share from_above); a missing kc or et0 makes the first 0
//   L    = sum of rain - sum of quick - aet; missing rain and quickflow are 0
//   available = min(gamma L, L)
//   sum  = L as a float + sum of sum w / W over those neighbours, W the sum of the neighbour's weights
// In doubles, in InVEST's order; share and gamma are given as InVEST has them, products and numbers of floats.
// Source: InVEST User's Guide, seasonal water yield, equations 3 to 7 and 12; what its program computes.
void swy_recharge(const SwyRecharge *recharge);

#endif
