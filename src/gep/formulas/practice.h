// practice.h - the support practice factor P of RUSLE (水土保持措施因子) by slope. Tables by class and by slope are
// parameter rows.
#ifndef QINGSHAN_GEP_FORMULAS_PRACTICE_H
#define QINGSHAN_GEP_FORMULAS_PRACTICE_H

#include <stddef.h>

// Wener: 0.2 + 0.03 * slope in percent, not above 1. Coefficients (recalled, verify); use read in [S42].
void practice_p_wener(double *out, const double *slope_deg, size_t count);

#endif
