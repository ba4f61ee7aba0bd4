// cells.h - small loops that many kernels need: a parameter of each cell's class, spread over the cells of a chunk.
#ifndef QINGSHAN_GEP_CELLS_H
#define QINGSHAN_GEP_CELLS_H

#include "gep/service.h"

// out[i] = the value of parameter k (PARAM_BY_CLASS) for the class of cell i.
void cells_by_class(const Cells *cells, int k, double *out);
// out[i] = the value of parameter k (PARAM_BAND) for the class of cell i at x[i]; NaN where no band holds x.
void cells_band(const Cells *cells, int k, const double *x, double *out);
// Kernels that many fields share: the first input as it is, the sum of its twelve months, the first parameter by class.
void cells_copy(const Cells *cells, double *const *out);
void cells_sum_months(const Cells *cells, double *const *out);
void cells_class_value(const Cells *cells, double *const *out);

// Has the class of cell i bands of parameter k? Is it, or does it lie in, the class or group `pattern`?
bool cells_has_band(const Cells *cells, int k, size_t i);
bool cells_within(const Cells *cells, size_t i, const char *pattern);
// NULL when input k is optional and absent, else its month (0 for a yearly one).
static inline const double *cells_in(const Cells *cells, int k, int month)
{
    return cells->in[k] ? cells->in[k][month] : NULL;
}
// Does option k have this text?
bool cells_option(const Cells *cells, int k, const char *text);

#endif
