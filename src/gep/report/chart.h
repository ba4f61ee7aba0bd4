// chart.h - horizontal bars, sorted, from zero, value and share at the bar.
#ifndef QINGSHAN_GEP_REPORT_CHART_H
#define QINGSHAN_GEP_REPORT_CHART_H

#include "gep/report/page.h"

// The services that count and have a value, largest first; at most `most` of them, the rest summed as one bar.
// Returns the height used.
double chart_services(Doc *doc, Box box, size_t most, double row_height);
// Keys of the three kinds with their values. Returns the height used.
double chart_key(Doc *doc, double x, double y);
unsigned chart_color(Group group);

#endif
