// topography.h - slope factor S and length factor L of RUSLE and CSLE, dimensionless. Slopes in degrees, lengths in m.
//
// Sources: S McCool and Liu Baoyuan [S7], [S8], [S12], HJ 1173-2021 A.12 [S31]; L = (length / 22.13)^m with the
// exponent variants of [S7], [S8], [S13], [S36], [S31]; Desmet & Govers 1996.
#ifndef QINGSHAN_GEP_FORMULAS_TOPOGRAPHY_H
#define QINGSHAN_GEP_FORMULAS_TOPOGRAPHY_H

#include <stddef.h>

// 10.8 sin + 0.03 below 5 deg; 16.8 sin - 0.50 below 10 deg; 21.91 sin - 0.96 from there.
void topography_s_liu(double *out, const double *slope_deg, size_t count);
// HJ 1173-2021: breaks at 5.14, 10.20, 28.81 deg; third branch 21.9 sin - 0.96; 9.5988 from 28.81 deg.
void topography_s_hj1173(double *out, const double *slope_deg, size_t count);

typedef enum LengthExponent {
    LENGTH_DEG,    // 0.2 / 0.3 / 0.4 / 0.5 at 0.5, 1.5, 3 deg
    LENGTH_PCT,    // 0.2 / 0.3 / 0.4 / 0.5 at 1, 3, 9 percent
    LENGTH_INVEST, // 0.2 / 0.3 / 0.4 / 0.5 up to 1, 3.5, 5, 9 percent, McCool above
    LENGTH_MCCOOL, // b/(1+b), b = (sin/0.0896)/(3 sin^0.8 + 0.56)
    LENGTH_HJ1173, // the same with 0.089, as HJ 1173-2021 prints
} LengthExponent;
void topography_exponent(double *out, LengthExponent variant, const double *slope_deg, size_t count);

// (min(length, cap) / 22.13)^m. cap_m INFINITY: none.
void topography_l(double *out, const double *length_m, double cap_m, const double *exponent, size_t count);
// Slope length of one cell: cell / cos slope. out may be cell_m.
void topography_cell_length(double *out, const double *cell_m, const double *slope_deg, size_t count);
// L of a grid cell by Desmet & Govers: inflow area at the cell's inlet (m2), cell size, flow aspect (deg).
void topography_l_desmet_govers(double *out, const double *inflow_m2, double cell_m, const double *aspect_deg,
                                const double *exponent, size_t count);

#endif
