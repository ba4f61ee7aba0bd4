// water.h - water conservation (水源涵养), mm of depth. 1 mm on 1 m2 is 1e-3 m3, on 1 hm2 10 m3.
//
// Sources: A water balance [S1], [S2], HJ 1173-2021 A.1 [S31]; B and C LY/T 1721, GB/T 38582 (recalled, verify), [S3],
// [S39]. Negative depths are left negative: the service's flow says what becomes of them.
#ifndef QINGSHAN_GEP_FORMULAS_WATER_H
#define QINGSHAN_GEP_FORMULAS_WATER_H

#include <stddef.h>

// A: P - alpha P - ET, alpha the runoff coefficient as a share.
void water_balance(double *out, const double *rain_mm, const double *alpha, const double *et_mm, size_t count);
// B: (P - ET - C) F, C quick surface runoff (mm), F correction for the forest stand.
void water_forest(double *out, const double *rain_mm, const double *et_mm, const double *quick_mm, const double *stand,
                  size_t count);
// C: P K R, K share of rain that makes runoff, R storage benefit against bare land.
void water_storage(double *out, const double *rain_mm, double runoff_share, const double *benefit, size_t count);
// D, m3: (outflow - inflow) + use - transfers in.
double water_supply_m3(double outflow_m3, double inflow_m3, double use_m3, double transfer_in_m3);

#endif
