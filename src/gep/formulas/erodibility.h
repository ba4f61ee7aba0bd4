// erodibility.h - soil erodibility K (土壤可蚀性).
//
// K_US in US units, K_SI in t hm2 h/(hm2 MJ mm). Texture by USDA limits (sand 0.05-2 mm, silt 0.002-0.05, clay <
// 0.002), percent of the fine earth, and organic CARBON in percent (organic matter / 1.724). Sources: EPIC [S7], [S8],
// HJ 1173-2021 A.7 [S31]; Zhang Keli's correction HJ 1173-2021 A.8 [S31], [S33]; nomograph (recalled, verify).
#ifndef QINGSHAN_GEP_FORMULAS_ERODIBILITY_H
#define QINGSHAN_GEP_FORMULAS_ERODIBILITY_H

#include <stddef.h>

#define ERODIBILITY_OM_PER_CARBON 1.724 // van Bemmelen factor, organic matter per organic carbon

// Sand, silt, clay as shares of their own sum, percent: reports that count stones sum to less than 100. A sum of 0
// (water in many soil maps) gives NaN. out may be the input.
void erodibility_normalise(double *const out[3], const double *const in[3], size_t count);
// EPIC (Williams). NaN for a soil of sand alone, for which the formula is not defined.
void erodibility_epic(double *k_us, const double *sand, const double *silt, const double *clay, const double *carbon,
                      size_t count);
// Wischmeier nomograph: very fine sand 0.05-0.1 mm (percent, part of sand), structure 1..4, permeability 1..6; organic
// matter up to 4 percent. Below 0 counts as 0.
void erodibility_nomograph(double *k_us, const double *silt, const double *very_fine_sand, const double *clay,
                           const double *carbon, const double *structure, const double *permeability, size_t count);
// K_SI = 0.1317 K_US. out may be the input.
void erodibility_to_si(double *k_si, const double *k_us, size_t count);
// China correction (Zhang Keli): (intercept + slope K_US) 0.1317, not below 0; EPIC -0.01383 and 0.51575, nomograph
// -0.00911 and 0.55066 (recalled, verify). out may be the input.
void erodibility_zhang_epic(double *k_si, const double *k_us, size_t count);
void erodibility_zhang_nomograph(double *k_si, const double *k_us, size_t count);

#endif
