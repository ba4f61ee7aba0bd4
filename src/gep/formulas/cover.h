// cover.h - vegetation cover and the cover factor C of RUSLE (植被覆盖与管理因子).
//
// Sources: cover from NDVI by soil and full-cover ends [S7], [S8]; C of Cai Chongfa [S7], [S8] (0.3464 in [S8] is a
// slip); dry cropland HJ 1173-2021 [S31], log base 10 confirmed by [S33].
#ifndef QINGSHAN_GEP_FORMULAS_COVER_H
#define QINGSHAN_GEP_FORMULAS_COVER_H

#include <stddef.h>

// (NDVI - soil) / (full - soil), limited to 0..1. NaN where full does not exceed soil: an image of one value has no
// ends.
void cover_fraction(double *out, const double *ndvi, double ndvi_soil, double ndvi_full, size_t count);
// Cai Chongfa, cover in PERCENT: 1 without cover; 0.6508 - 0.3436 log10(cover), not above 1; 0 from 78.3 percent.
void cover_c_cai(double *out, const double *cover_percent, size_t count);
// HJ 1173 dry cropland, cover as a FRACTION: 0.221 - 0.595 log10(cover), limited to 0..1.
void cover_c_dry_cropland(double *out, const double *cover_fraction, size_t count);

#endif
