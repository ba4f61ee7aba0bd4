// check_maps.h - the maps among the arguments: part of check.c.
#ifndef QINGSHAN_GEP_INVEST_CHECK_MAPS_H
#define QINGSHAN_GEP_INVEST_CHECK_MAPS_H

#include "gep/invest/check.h"

// Can it be read, what coordinate system, which fields?
void check_map(const InvestRun *run, const InvestValue *value, InvestFaults *faults);
// One coordinate system for all, and a place that all cover.
void check_overlap(const InvestRun *run, InvestFaults *faults);
// Do all codes of a table's maps stand in it? Maps with one of the first `before` faults are left out.
void check_map_codes(const InvestRun *run, const InvestValue *table, size_t before, InvestFaults *faults);

// Whether two coordinate systems (WKT) are the same.
bool check_same_crs(const char *a, const char *b);

#endif
