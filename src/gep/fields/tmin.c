// tmin.c - monthly means of the daily minimum temperature from stations (maps of that name come before).
#include "gep/formulas/daily.h"

const Field field_tmin = {
    .id = "tmin",
    .name_zh = "月平均最低气温",
    .name_en = "Monthly mean of daily minimum temperature",
    .unit = "degC",
    .months = 12,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "means of daily values at the stations",
        .site_variables = {"tmin"},
        .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = daily_site_month_means,
        .lapse = "add",
    }},
};
