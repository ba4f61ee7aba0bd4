// hot_days.c - days of the year with a mean temperature above the threshold (26 degC), at the stations.
#include "gep/formulas/daily.h"

#include <math.h>

static void count_at_site(const SiteDays *days, double *out, char why[256])
{
    double temperature[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[1], temperature, why);
    out[0] = complete ? 0 : NAN;
    for (int i = 0; complete && i < YEAR_DAYS; i++) {
        if (temperature[i] > days->scalar[0]) out[0]++;
    }
}

const Field field_hot_days = {
    .id = "hot_days",
    .name_zh = "空调开放天数",
    .name_en = "Hot days a year",
    .unit = "d/a",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "days with a daily mean above 26 degC [S1], [S15]",
        .site_variables = {"tmean"},
        .params = {{"station.hot_degc", PARAM_SCALAR, "degC"}, {"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = count_at_site,
    }},
};
