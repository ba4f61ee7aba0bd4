// carbon.h - carbon and oxygen: stoichiometry, net primary and net ecosystem productivity. Sources: docs/methods,
// gep-methods.md 2.6. Densities are per m2 and year: g C, g dry matter.
#ifndef QINGSHAN_GEP_FORMULAS_CARBON_H
#define QINGSHAN_GEP_FORMULAS_CARBON_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

// ---- stoichiometry: 6 CO2 (264 g) + 6 H2O -> C6H10O5 (162 g, of it 72 g C) + 6 O2 (192 g)

static inline double carbon_co2_from_carbon(double carbon)
{
    return carbon * (44.0 / 12.0);
}

static inline double carbon_o2_from_carbon(double carbon)
{
    return carbon * (32.0 / 12.0);
}

static inline double carbon_o2_from_co2(double co2)
{
    return co2 * (32.0 / 44.0);
}

// The forest standard's rounded 264/162 and 192/162 (LY/T 1721-2008 and its successors; Gaotianyan, doi
// 10.5846/stxb201607091410; Zhang Chunhua et al. 2018, Acta Ecologica Sinica 38(5):1739).
static inline double carbon_co2_from_dry_matter(double dry_matter)
{
    return dry_matter * 1.63;
}

static inline double carbon_o2_from_dry_matter(double dry_matter)
{
    return dry_matter * 1.19;
}

// The carbon of 1.63 t CO2 a tonne: 0.4445 (Baiyangdian, doi 10.5846/stxb201410091984: reed).
static inline double carbon_from_dry_matter_by_co2(double dry_matter)
{
    return carbon_co2_from_dry_matter(dry_matter) * (12.0 / 44.0);
}

// 72/162: carbon in C6H10O5.
static inline double carbon_from_dry_matter(double dry_matter)
{
    return dry_matter * (72.0 / 162.0);
}

static inline double carbon_dry_matter_from_carbon(double carbon)
{
    return carbon * (162.0 / 72.0);
}

// ---- net ecosystem productivity

// N2, technical guideline for terrestrial GEP 2020: NEP = alpha * NPP(dry) * 72/162; alpha by province.
static inline double carbon_nep_by_ratio(double npp_dry, double alpha)
{
    return alpha * carbon_from_dry_matter(npp_dry);
}

// N3, sequestration rate (tC/hm2/a) of a class and the share beta that its soil adds.
static inline double carbon_by_rate(double rate, double soil_beta)
{
    return rate * (1 + soil_beta);
}

// N4, change of two stocks over the years between them.
static inline double carbon_by_stocks(double before, double after, double years)
{
    return (after - before) / years;
}

// Heterotrophic respiration of a month, g C/m2, after Pei Zhiyong et al.: mean temperature degC, precipitation mm.
// R_h = 0.22 (exp(0.0912 T) + ln(0.3145 P + 1)) 30 * 46.5 % (Wang Chuan et al., ChinaXiv 202106.00081; Li Yuanhang et
// al., ChinaXiv 202209.00152).
double carbon_respiration_month(double temperature, double precip);
// Its sum over months: out[i] from temperature[m][i] and precip[m][i]. work: count doubles that are overwritten.
void carbon_respiration_year(double *out, const double *const *temperature, const double *const *precip, int months,
                             double *work, size_t count);

// Net primary productivity, g dry matter/m2/a, by the Miami model: the smaller of 3000/(1 + exp(1.315 - 0.119 T)) and
// 3000 (1 - exp(-0.000664 P)); T year's mean degC, P year's sum mm. Lieth 1975, Modeling the primary productivity of
// the world; recalled, not read there: status unverified.
double carbon_npp_miami(double temperature, double precip);
void carbon_npp_miami_cells(double *out, const double *temperature, const double *precip, double *work, size_t count);

// ---- the guard of gep-methods.md 7

// With oxygen from NEP, the tonnes of O2 and CO2 must stand as 32/44: 0.727 within 0.01. True when both are 0.
bool carbon_oxygen_agrees(double co2_t, double o2_t);

#endif
