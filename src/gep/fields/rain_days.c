// rain_days.c - monthly days with rain of at least 0.1 mm, the weather services' rain day, at the stations.
#include "gep/formulas/daily.h"

#include <math.h>

#define RAIN_DAY_MM 0.1

static void at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[0], rain, why);
    for (int month = 1; month <= 12; month++) {
        int first, count;
        daily_month(days->year, month, &first, &count);
        out[month - 1] = daily_events(rain + first, (size_t)count, RAIN_DAY_MM).days;
        if (!complete) out[month - 1] = NAN;
    }
}

const Field field_rain_days = {
    .id = "rain_days",
    .name_zh = "月降水日数",
    .name_en = "Rain days a month",
    .unit = "d/month",
    .months = 12,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "days of at least 0.1 mm",
        .site_variables = {"p"},
        .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = at_site,
    }},
};
