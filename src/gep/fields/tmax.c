// tmax.c - monthly means of the daily maximum temperature from stations (maps of that name come before).
#include "gep/formulas/daily.h"

const Field field_tmax = {
    .id = "tmax",
    .name_zh = "月平均最高气温",
    .name_en = "Monthly mean of daily maximum temperature",
    .unit = "degC",
    .months = 12,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "means of daily values at the stations",
        .site_variables = {"tmax"},
        .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = daily_site_month_means,
        .lapse = "add",
    }},
};
