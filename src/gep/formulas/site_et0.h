// site_et0.h - reference evapotranspiration of every day of a year at a station.
//
// The variables of SiteDays come first in this order: Penman-Monteith {"tmax", "tmin", "rh", "wind", "sun_h"}, its
// scalars first the Angstrom a and b; Hargreaves {"tmax", "tmin", "?tmean"}. out: mm/d, NaN where a reading is missing.
#ifndef QINGSHAN_GEP_FORMULAS_SITE_ET0_H
#define QINGSHAN_GEP_FORMULAS_SITE_ET0_H

#include "gep/formulas/daily.h"

// false when the station lacks its latitude, elevation or height of the wind gauge; why says so.
bool site_et0_penman(const SiteDays *days, double out[YEAR_DAYS], char why[256]);
bool site_et0_hargreaves(const SiteDays *days, double out[YEAR_DAYS], char why[256]);
// Enough days of it by the rule of daily.h; why says so when not.
bool site_et0_complete(const SiteDays *days, const double et0[YEAR_DAYS], double missing_days_max, char why[256]);

#endif
