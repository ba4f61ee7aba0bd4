// precip_year.c - the year's precipitation.
#include "gep/cells.h"

const Field field_precip_year = {
    .id = "precip_year",
    .name_zh = "年降水量",
    .name_en = "Yearly precipitation",
    .unit = "mm/a",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "months",
        .source = "sum of twelve months",
        .inputs = {{"precip", 12, "mm/month"}},
        .kernel = cells_sum_months,
    }},
};
