// air.h - air, water, local climate, species, pests, noise and ions: the formulas of gep-methods.md 2.0 and 2.7-2.10.
#ifndef QINGSHAN_GEP_FORMULAS_AIR_H
#define QINGSHAN_GEP_FORMULAS_AIR_H

#include <math.h>

// ---- pollutants

// Price of a pollutant, yuan/t, from the tax rate (yuan per equivalent) and its equivalent value (kg): Environmental
// Protection Tax Law of the PRC, arts. 7-13 and annex 2.
static inline double pollutant_price(double rate_yuan, double equivalent_kg)
{
    return rate_yuan * 1000 / equivalent_kg;
}

// A capacity of kg/(hm2 a) as t/(m2 a): 1e-3 t/kg, 1e4 m2/hm2.
static inline double pollutant_capacity_t_per_m2(double capacity_kg_per_hm2)
{
    return capacity_kg_per_hm2 / 1e7;
}

// The two-case rule of the 2020 guideline: where the emission is within the capacity the service used is the emission,
// else the capacity. NaN when either is missing.
static inline double pollutant_used(double emission_t, double capacity_t)
{
    if (isnan(emission_t)) return emission_t;
    return emission_t <= capacity_t ? emission_t : capacity_t;
}

// What a wetland keeps back between two sections.
static inline double pollutant_removed(double inflow_t, double outflow_t)
{
    return inflow_t - outflow_t;
}

// ---- local climate

// Heat of vaporisation of 1 m3 (1 t) of water, kWh, from J/g: q * 10^6 g / 3.6e6 J.
static inline double climate_latent_kwh_per_m3(double latent_j_per_g)
{
    return latent_j_per_g / 3.6;
}

// Electricity saved by vegetation, kWh/m2: evapotranspiration of the hot days, mm, at the efficiency of the air
// conditioners it stands for.
static inline double climate_by_et(double et_mm, double latent_j_per_g, double cop)
{
    return et_mm / 1000 * climate_latent_kwh_per_m3(latent_j_per_g) / cop;
}

// The same by the heat an ecosystem takes up a day, kJ/(m2 d), over the hot days: EPP * D / (3600 r).
static inline double climate_by_epp(double epp_kj_per_m2_day, double days, double cop)
{
    return epp_kj_per_m2_day * days / (3600 * cop);
}

// A water surface, kWh/m2: evaporation of the hot days, mm; cop 1 where the profile does not divide the heat;
// humidifier kWh/m3, 0 where humidification does not count.
static inline double climate_by_water(double evaporation_mm, double latent_j_per_g, double cop, double humidifier)
{
    return evaporation_mm / 1000 * (climate_latent_kwh_per_m3(latent_j_per_g) / cop + humidifier);
}

// ---- species, noise, ions

// Factor on the value of a hectare: 1 + 0.1 sum(E) + 0.1 sum(B) + 0.1 sum(O), the index sums of endangered, endemic and
// old-tree species (GB/T 38582-2020 form, read in public calculators).
static inline double species_factor(double endangered, double endemic, double old)
{
    return 1 + 0.1 * endangered + 0.1 * endemic + 0.1 * old;
}

// Belt of vegetation along a road: km times the dB it takes away.
static inline double noise_km_db(double length_km, double reduction_db)
{
    return length_km * reduction_db;
}

// Negative air ions a year of a stand, ions per m2: 5.256e15 A H F (Q - 600) / L with A hm2, H m, Q ions/cm3, L min.
// 5.256e15 = 525 600 min/a * 10^4 m2/hm2 * 10^6 cm3/m3, so a square metre has 5.256e11. Below 600 it is negative.
static inline double ions_per_m2(double height_m, double stand_factor, double ions_per_cm3, double life_min)
{
    return 5.256e11 * height_m * stand_factor * (ions_per_cm3 - 600) / life_min;
}

#endif
