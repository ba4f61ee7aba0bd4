// precip.c - monthly precipitation from stations (maps of that name come before).
#include "gep/formulas/daily.h"

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
        .at_site = daily_site_month_sums,
        .lapse = "scale",
    }},
};
