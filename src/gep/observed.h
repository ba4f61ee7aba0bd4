// observed.h - what was measured, beside what is modelled: discharge and sediment at a catchment's outlet
// (district.yaml: observed).
//
// A comparison and nothing more: no value of the account rests on it. Days are compared on the days observed only; the
// year's water and soil as bounds.
#ifndef QINGSHAN_GEP_OBSERVED_H
#define QINGSHAN_GEP_OBSERVED_H

#include "gep/plan.h"

typedef struct Observed {
    bool has_discharge, has_sediment, has_rain, has_balance, has_erosion;
    int days;                        // of the year with a discharge
    double rain_mm;                  // on those days, at the stations, weighted as over the district
    double depth_mm;                 // observed discharge on those days over the district's area
    double ratio;                    // depth / rain
    double year_rain_mm, year_et_mm; // means over the district
    bool enough;                     // P - ET of the year >= the observed depth
    int sediment_days;               // with both
    double load_t;                   // observed discharge * concentration on those days
    double erosion_t;                // R K LS C P of the year over the district
    double load_share;               // load / erosion
} Observed;

// Reads the tables (they are inputs of the account, and their faults findings) and looks the nodes up that a comparison
// needs; call before the pass. Does nothing where district.yaml names no observations. A table `sites` may state the
// units again (columns type: Q, SED; unit).
void observed_plan(Plan *plan);
// Reads the tables and sums the nodes over the district (one thread). ERR_INPUT names the file and row.
MUST_CHECK bool observed_compare(Plan *plan, Observed *out, Err *err);
// As NOTE findings, so that every document of the account carries them.
void observed_note(Plan *plan, const Observed *observed);

#endif
