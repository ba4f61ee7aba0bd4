// daily.h - a station's days, year by year, and the rule for missing days.
//
// The rule (parameter station.missing_days_max): a year that lacks more days than that, or a whole month, gives
// nothing. Else a month's sum is scaled up by its days / days present, a month's mean is that of the days present, and
// events (storms, hot days, erosive rain) on missing days are taken not to have happened.
#ifndef QINGSHAN_GEP_FORMULAS_DAILY_H
#define QINGSHAN_GEP_FORMULAS_DAILY_H

#include <stdbool.h>
#include <stddef.h>

#include "gep/service.h"

enum { YEAR_DAYS = 366 };

// One calendar year of variable k: out[0] is 1 January; NaN where missing, outside the series or no such day. Returns
// the number of days of the year.
int daily_year(const SiteDays *days, int k, int year, double out[YEAR_DAYS]);
// Enough of them for the rule above.
bool daily_complete(const double *year_days, int year, double missing_days_max);
// Variable k in the year to compute; false, with why, when it is not complete.
bool daily_site_year(const SiteDays *days, int k, double missing_days_max, double out[YEAR_DAYS], char why[256]);

// Where a month (1..12) lies in such a year.
void daily_month(int year, int month, int *first, int *count);
// NaN for a month without a day.
double daily_month_sum(const double *year_days, int year, int month);
double daily_month_mean(const double *year_days, int year, int month);

// Days that reach a threshold (storms, erosive rain).
typedef struct DailyEvents {
    double sum;
    int days;
} DailyEvents;
DailyEvents daily_events(const double *values, size_t count, double threshold);

// Fills a SiteMethod's `why`, printf-like, in both languages (service.h).
void daily_say(char why[256], const char *format, ...) PRINTF_LIKE(2, 3);

// SiteMethods: monthly sums and means of the first variable; the first scalar is missing_days_max.
void daily_site_month_sums(const SiteDays *days, double *out, char why[256]);
void daily_site_month_means(const SiteDays *days, double *out, char why[256]);

#endif
