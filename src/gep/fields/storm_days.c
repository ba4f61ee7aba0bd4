// storm_days.c - the year's number of storm days, at the stations.
#include "gep/formulas/daily.h"

#include <math.h>

static void count_at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[1], rain, why);
    out[0] = daily_events(rain, YEAR_DAYS, days->scalar[0]).days;
    if (!complete) out[0] = NAN;
}

const Field field_storm_days = {
    .id = "storm_days",
    .name_zh = "年暴雨日数",
    .name_en = "Storm days a year",
    .unit = "d/a",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "2020 guideline: days of at least 50 mm (recalled, verify)",
        .site_variables = {"p"},
        .params = {{"station.storm_mm", PARAM_SCALAR, "mm/d"}, {"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = count_at_site,
    }},
};
