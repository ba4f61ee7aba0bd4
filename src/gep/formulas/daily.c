#include "gep/formulas/daily.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/calendar.h"

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

bool daily_complete(const double *year_days, int year, double missing_days_max)
{
    int missing = 0;
    for (int month = 1; month <= 12; month++) {
        Month found = collect(year_days, year, month);
        missing += found.days - found.present;
        if (found.present == 0) return false;
    }
    return missing <= missing_days_max;
}

bool daily_site_year(const SiteDays *days, int k, double missing_days_max, double out[YEAR_DAYS], char why[256])
{
    daily_year(days, k, days->year, out);
    if (daily_complete(out, days->year, missing_days_max)) return true;
    daily_say(why, "%d lacks more than %g days, or a whole month / %d 年缺测超过 %g 天，或整月缺测", days->year,
              missing_days_max, days->year, missing_days_max);
    return false;
}

double daily_month_mean(const double *year_days, int year, int month)
{
    Month found = collect(year_days, year, month);
    return found.present ? found.sum / found.present : NAN;
}

double daily_month_sum(const double *year_days, int year, int month)
{
    Month found = collect(year_days, year, month);
    return found.present ? found.sum * ((double)found.days / found.present) : NAN;
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

enum { WHY_SIZE = 256 }; // of SiteMethod

void daily_say(char why[256], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(why, WHY_SIZE, format, args);
    va_end(args);
}

static void of_months(const SiteDays *days, double (*of_month)(const double *, int, int), double *out, char why[256])
{
    double values[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[0], values, why);
    for (int month = 1; month <= 12; month++) {
        out[month - 1] = complete ? of_month(values, days->year, month) : NAN;
    }
}

void daily_site_month_sums(const SiteDays *days, double *out, char why[256])
{
    of_months(days, daily_month_sum, out, why);
}

void daily_site_month_means(const SiteDays *days, double *out, char why[256])
{
    of_months(days, daily_month_mean, out, why);
}
