// swy_months.h - seasonal water yield: one pass over the maps of climate, land and soil, strip by strip, for curve
// numbers and the quickflow of every month.
#ifndef QINGSHAN_GEP_INVEST_SWY_MONTHS_H
#define QINGSHAN_GEP_INVEST_SWY_MONTHS_H

#include "gep/invest/lookup.h"
#include "gep/invest/strips.h"
#include "gep/invest/swy_tables.h"
#include "gep/invest/swy_years.h"

typedef struct SwyMonths {
    InvestRun *run;
    const Frame *frame;
    const StripsInput *rain, *et0;          // SWY_MONTHS each
    const StripsInput *lulc, *soil, *zones; // zones: NULL when there is one climate
    const SwyTables *tables;
    const uint8_t *stream, *reached; // swy_flow.h, swy_recharge.h
    const CentreZones *areas;        // sums are wanted of these
    SwyYears *years;                 // to be filled
    ZoneSum *rain_sums, *quick_sums; // [month * areas->count + area], to be filled
} SwyMonths;

// Writes prcp_a, et0_a, n_events, kc_ and qf_ of all months, lulc_aligned, soil_group_aligned, cz_aligned, CN, Si and
// QF. Every file is read and written by one thread at a time, groups of SWY_GROUP rows are computed by several.
// ERR_INPUT: codes that the tables lack, soil groups other than 1 to 4.
MUST_CHECK bool swy_months(const SwyMonths *months, Err *err);

#endif
