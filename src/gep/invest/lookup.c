#include "gep/invest/lookup.h"

#include <math.h>

Lookup lookup_make(const CodedTable *classes, CodeSet *missing, bool has_nodata, double nodata)
{
    int row = has_nodata && !isnan(nodata) ? coded_row(classes, nodata) : -1;
    return (Lookup){.classes = classes, .missing = missing, .missing_row = row};
}

void lookup_rows(const Lookup *lookup, const double *codes, size_t count, int *rows)
{
    double last = NAN;
    int row = lookup->missing_row;
    for (size_t i = 0; i < count; i++) {
        if (isnan(codes[i])) {
            rows[i] = lookup->missing_row;
            continue;
        }
        if (codes[i] != last) {
            last = codes[i];
            row = coded_row(lookup->classes, last);
            if (row < 0) code_set_add(lookup->missing, last);
        }
        rows[i] = row;
    }
}

void lookup_values(const int *rows, size_t count, const double *values, double *out)
{
    for (size_t i = 0; i < count; i++) {
        double value = rows[i] < 0 ? NAN : (double)(float)values[rows[i]];
        out[i] = fabs(value - INVEST_NODATA) <= 1e-5 ? NAN : value;
    }
}
