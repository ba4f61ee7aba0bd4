#include "gep/formulas/daily.h"

#include <math.h>
#include <stdio.h>

#include "base/calendar.h"
#include "base/message.h"

int daily_year(const SiteDays *days, int k, int year, double out[YEAR_DAYS])
{
    int count = calendar_days_in_year(year);
    int offset = calendar_day_number((Date){year, 1, 1}) - days->first_day;
    for (int i = 0; i < YEAR_DAYS; i++) {
        int at = offset + i;
        out[i] = i < count && at >= 0 && at < days->day_count ? days->daily[k][at] : NAN;
    }
    return count;
}

void daily_month(int year, int month, int *first, int *count)
{
    *first = calendar_day_of_year((Date){year, month, 1}) - 1;
    *count = calendar_days_in_month(year, month);
}

typedef struct Month {
    double sum;
    int days, present;
} Month;

static Month collect(const double *year_days, int year, int month)
{
    Month out = {0};
    int first;
    daily_month(year, month, &first, &out.days);
    for (int i = first; i < first + out.days; i++) {
        if (isnan(year_days[i])) continue;
        out.sum += year_days[i];
        out.present++;
    }
    return out;
}

static bool too_many_missing(const Month *month, double missing_days_max)
{
    return month->present == 0 || month->days - month->present > missing_days_max;
}

double daily_month_mean(const double *year_days, int year, int month, double missing_days_max)
{
    Month found = collect(year_days, year, month);
    return too_many_missing(&found, missing_days_max) ? NAN : found.sum / found.present;
}

double daily_month_sum(const double *year_days, int year, int month, double missing_days_max)
{
    Month found = collect(year_days, year, month);
    if (too_many_missing(&found, missing_days_max)) return NAN;
    return found.sum * ((double)found.days / found.present);
}

bool daily_complete(const double *year_days, int year, double missing_days_max)
{
    for (int month = 1; month <= 12; month++) {
        Month found = collect(year_days, year, month);
        if (too_many_missing(&found, missing_days_max)) return false;
    }
    return true;
}

void daily_say_incomplete(char why[256], int year, double missing_days_max)
{
    snprintf(why, 256, _("a month of %d has more than %g missing days"), year, missing_days_max);
}

DailyEvents daily_events(const double *values, size_t count, double threshold)
{
    DailyEvents out = {0};
    for (size_t i = 0; i < count; i++) {
        if (!(values[i] >= threshold)) continue;
        out.sum += values[i];
        out.days++;
    }
    return out;
}

void daily_site_month_means(const SiteDays *days, double *out, char why[256])
{
    double values[YEAR_DAYS];
    daily_year(days, 0, days->year, values);
    for (int month = 1; month <= 12; month++) {
        out[month - 1] = daily_month_mean(values, days->year, month, days->scalar[0]);
        if (isnan(out[month - 1])) daily_say_incomplete(why, days->year, days->scalar[0]);
    }
}

bool daily_site_year(const SiteDays *days, double missing_days_max, double out[YEAR_DAYS], char why[256])
{
    daily_year(days, 0, days->year, out);
    if (daily_complete(out, days->year, missing_days_max)) return true;
    daily_say_incomplete(why, days->year, missing_days_max);
    return false;
}
