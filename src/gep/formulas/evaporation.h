// evaporation.h - reference and actual evapotranspiration, mm.
//
// Sources: Allen et al. 1998, FAO Irrigation and Drainage Paper 56 (equation numbers below; recalled, verify); Fu 1981;
// Zhang, Dawes & Walker 2001. Radiation in MJ/(m2 d), vapour pressure in kPa, temperature in deg C, latitude in degrees
// (between the polar circles), wind in m/s.
#ifndef QINGSHAN_GEP_FORMULAS_EVAPORATION_H
#define QINGSHAN_GEP_FORMULAS_EVAPORATION_H

#include <stddef.h>

double evaporation_saturation_kpa(double temperature_c);                        // eq. 11
double evaporation_vapour_kpa(double tmax_c, double tmin_c, double rh_percent); // eq. 19, mean relative humidity
double evaporation_wind_2m(double wind_m_s, double height_m);                   // eq. 47
double evaporation_daylight_h(double latitude_deg, int day_of_year);            // eq. 34
// Angstrom, eq. 35; a 0.25 and b 0.50 where there is no local calibration. Sunshine beyond the day's length counts as
// it.
double evaporation_solar(double extraterrestrial, double sunshine_h, double daylight_h, double a, double b);
// Extraterrestrial radiation, eq. 21, at many latitudes on one day of the year (1..366).
void evaporation_extraterrestrial(double *out, const double *latitude_deg, int day_of_year, size_t count);

typedef struct EvaporationDay {
    double tmax_c, tmin_c;
    double vapour_kpa;       // actual
    double wind_2m;          // m/s
    double solar;            // Rs
    double extraterrestrial; // Ra
    double elevation_m;
} EvaporationDay;
// FAO-56 Penman-Monteith, eq. 6, mm/d. The mean temperature is (tmax + tmin) / 2, as the paper standardises.
double evaporation_penman_monteith(const EvaporationDay *day);

// A station's place and its instruments, and what it read on one day; NaN anywhere gives NaN.
typedef struct EvaporationSite {
    double latitude_deg, elevation_m, wind_height_m, angstrom_a, angstrom_b;
} EvaporationSite;
typedef struct EvaporationReading {
    double tmax_c, tmin_c, rh_percent, wind_m_s, sunshine_h;
} EvaporationReading;
double evaporation_at_site(const EvaporationSite *site, const EvaporationReading *reading, int day_of_year);

// Hargreaves, eq. 52, mm/d: 0.0023 (tmean + 17.8) sqrt(tmax - tmin) 0.408 Ra. tmax below tmin gives NaN.
void evaporation_hargreaves(double *out, const double *tmean_c, const double *tmax_c, const double *tmin_c,
                            const double *extraterrestrial, size_t count);

// Actual from potential, Budyko curves, any unit of depth. No rain gives no evaporation.
// Fu: P + E0 - (P^w + E0^w)^(1/w), w > 1.
void evaporation_fu(double *out, const double *rain, const double *potential, const double *omega, size_t count);
// Zhang: P (1 + w x) / (1 + w x + 1/x), x = E0/P; w plant-available water (forest 2.0, grass and crops 0.5).
void evaporation_zhang(double *out, const double *rain, const double *potential, const double *water, size_t count);

#endif
