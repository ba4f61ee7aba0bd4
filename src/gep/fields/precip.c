// precip.c - monthly precipitation from stations (maps of that name come before).
#include "gep/formulas/daily.h"

#include <math.h>

static void sum_at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    daily_year(days, 0, days->year, rain);
    for (int month = 1; month <= 12; month++) {
        out[month - 1] = daily_month_sum(rain, days->year, month, days->scalar[0]);
        if (isnan(out[month - 1])) daily_say_incomplete(why, days->year, days->scalar[0]);
    }
}

const Field field_precip = {
    .id = "precip",
    .name_zh = "月降水量",
    .name_en = "Monthly precipitation",
    .unit = "mm/month",
    .months = 12,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "sums of daily rain at the stations",
        .site_variables = {"p"},
        .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = sum_at_site,
        .lapse = "scale",
    }},
};
