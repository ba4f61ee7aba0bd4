// lookup.h - class codes of a map become values of a table, as pygeoprocessing's reclassify_raster has it.
#ifndef QINGSHAN_GEP_INVEST_LOOKUP_H
#define QINGSHAN_GEP_INVEST_LOOKUP_H

#include "gep/invest/coded_table.h"

// InVEST's no-data value of rasters made from tables; a value of a table that is it (within 1e-5) is no value.
#define INVEST_NODATA (-1.0)

typedef struct Lookup {
    const CodedTable *classes;
    CodeSet *missing; // gets the codes that have no row
    int missing_row;  // of the map's no-data value, when the table gives that a row; else -1
} Lookup;

// has_nodata, nodata: of the map.
Lookup lookup_make(const CodedTable *classes, CodeSet *missing, bool has_nodata, double nodata);
// Rows of the table, -1 where there is no value.
void lookup_rows(const Lookup *lookup, const double *codes, size_t count, int *rows);
// values[row], rounded to float as InVEST's rasters are; NaN where row is -1 or the value is INVEST_NODATA.
void lookup_values(const int *rows, size_t count, const double *values, double *out);

#endif
