// swy_tables.h - seasonal water yield: its tables, and the checks of what arguments say together.
#ifndef QINGSHAN_GEP_INVEST_SWY_TABLES_H
#define QINGSHAN_GEP_INVEST_SWY_TABLES_H

#include "gep/invest/check.h"
#include "gep/invest/coded_table.h"
#include "gep/invest/swy_years.h"

enum { SWY_SOILS = 4 };

typedef struct SwyTables {
    const CodedTable *classes;
    const double *curve[SWY_SOILS]; // by row of classes
    const double *kc;               // [row * SWY_MONTHS + month], as floats have it; NaN for InVEST's no-data value
    const CodedTable *zones;        // of climate; NULL: one for all
    const float *events;            // [row of zones * SWY_MONTHS + month]; NaN as kc
    double alpha[SWY_MONTHS];
} SwyTables;

// ERR_INPUT names file, row and column. Events only when recharge is computed here.
MUST_CHECK bool swy_tables_read(const InvestRun *run, SwyTables *out, Err *err);
// The twelve rasters of a table with the columns month and path; a relative path counts from the table's folder.
MUST_CHECK bool swy_month_paths(const InvestRun *run, const char *arg, const char *paths[SWY_MONTHS], Err *err);
// A number, or a fraction such as 1/12.
bool swy_fraction(const char *text, double *out);
// InvestModel.check
void swy_check(const InvestRun *run, InvestFaults *faults);

#endif
