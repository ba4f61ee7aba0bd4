// daily.h - a station's days, year by year, and the rule for missing days.
//
// The rule: a month with more than missing_days_max missing days is missing. In a month with fewer, a sum is scaled up
// by days / days present and a mean is that of the days present. Events (storms, hot days, erosive rain) on missing
// days are taken not to have happened, but a year with a month of too many missing days has no event figure at all.
#ifndef QINGSHAN_GEP_FORMULAS_DAILY_H
#define QINGSHAN_GEP_FORMULAS_DAILY_H

#include <stdbool.h>
#include <stddef.h>

#include "gep/service.h"

enum { YEAR_DAYS = 366 };

// One calendar year of variable k: out[0] is 1 January; NaN where missing, outside the series or no such day. Returns
// the number of days of the year.
int daily_year(const SiteDays *days, int k, int year, double out[YEAR_DAYS]);
// Where a month (1..12) lies in such a year.
void daily_month(int year, int month, int *first, int *count);
double daily_month_sum(const double *year_days, int year, int month, double missing_days_max);
double daily_month_mean(const double *year_days, int year, int month, double missing_days_max);
// Days that reach a threshold (storms, erosive rain).
typedef struct DailyEvents {
    double sum;
    int days;
} DailyEvents;
DailyEvents daily_events(const double *values, size_t count, double threshold);

// A SiteMethod: the monthly means of the first variable; the first scalar is missing_days_max.
void daily_site_month_means(const SiteDays *days, double *out, char why[256]);
// The year to compute of the first variable; false, with why, when it is not complete.
bool daily_site_year(const SiteDays *days, double missing_days_max, double out[YEAR_DAYS], char why[256]);
// Says in `why` that months of the year have too many missing days.
void daily_say_incomplete(char why[256], int year, double missing_days_max);
// No month of the year has more than missing_days_max missing days.
bool daily_complete(const double *year_days, int year, double missing_days_max);

#endif
