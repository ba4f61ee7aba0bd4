// site_testing.h - for tests: a station with three years of made-up days, 2012 (a leap year) to 2014.
#ifndef QINGSHAN_GEP_FORMULAS_SITE_TESTING_H
#define QINGSHAN_GEP_FORMULAS_SITE_TESTING_H

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "gep/formulas/daily.h"

enum { SITE_DAYS = 366 + 365 + 365, SITE_VARIABLES = 6 };

typedef struct SiteRun {
    double values[SITE_VARIABLES][SITE_DAYS];
    const double *daily[SITE_VARIABLES];
    double scalar[PARAM_MAX];
    SiteDays days;
    double out[12];
    char why[256];
} SiteRun;

// Every variable is `fill` on all days; the year to compute is 2013.
static inline void site_open(SiteRun *run, double fill)
{
    *run = (SiteRun){0};
    for (int k = 0; k < SITE_VARIABLES; k++) {
        for (int i = 0; i < SITE_DAYS; i++) run->values[k][i] = fill;
        run->daily[k] = run->values[k];
    }
    for (int k = 0; k < PARAM_MAX; k++) run->scalar[k] = NAN; // what a test does not set must not be read
    run->days = (SiteDays){.year = 2013,
                           .fit_first = 2012,
                           .fit_last = 2014,
                           .first_day = calendar_day_number((Date){2012, 1, 1}),
                           .day_count = SITE_DAYS,
                           .daily = run->daily,
                           .elevation_m = 300,
                           .latitude_deg = 31.2,
                           .wind_height_m = 10,
                           .scalar = run->scalar};
}

static inline void site_set(SiteRun *run, int k, int year, int month, int day, double value)
{
    run->values[k][calendar_day_number((Date){year, month, day}) - run->days.first_day] = value;
}

static inline void site_set_month(SiteRun *run, int k, int year, int month, double value)
{
    for (int day = 1; day <= calendar_days_in_month(year, month); day++) site_set(run, k, year, month, day, value);
}

static inline void site_compute(SiteRun *run, SiteMethod *method)
{
    run->why[0] = '\0';
    for (int m = 0; m < 12; m++) run->out[m] = -9999;
    method(&run->days, run->out, run->why);
}

#endif
