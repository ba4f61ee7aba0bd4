// units.h - whether a source's unit serves where another is wanted: "mm/month" for "mm", "percent" for "%", "℃" for
// "degC".
#ifndef QINGSHAN_GEP_UNITS_H
#define QINGSHAN_GEP_UNITS_H

#include <stdbool.h>

// Rates over the period of the layer itself may leave it out ("mm" = "mm/month" of a monthly layer); otherwise the
// periods must be the same. "" and "1" are the unit of pure numbers. false when they do not measure the same thing.
bool unit_convert(const char *from, const char *to, double *factor);

#endif
