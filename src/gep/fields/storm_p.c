// storm_p.c - the year's storm rain: the sum of the days that reach the threshold, at the stations.
#include "gep/formulas/daily.h"

#include <math.h>

static void sum_at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[1], rain, why);
    out[0] = complete ? daily_events(rain, YEAR_DAYS, days->scalar[0]).sum : NAN;
}

const Field field_storm_p = {
    .id = "storm_p",
    .name_zh = "年暴雨量",
    .name_en = "Yearly storm rain",
    .unit = "mm/a",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "2020 guideline: sum of the days of at least 50 mm (recalled, verify)",
        .site_variables = {"p"},
        .params = {{"station.storm_mm", PARAM_SCALAR, "mm/d"}, {"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = sum_at_site,
    }},
};
