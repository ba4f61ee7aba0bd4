// et0_year.c - the year's reference evapotranspiration.
#include "gep/cells.h"

const Field field_et0_year = {
    .id = "et0_year",
    .name_zh = "年参考蒸散量",
    .name_en = "Yearly reference evapotranspiration",
    .unit = "mm/a",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "months",
        .source = "sum of twelve months",
        .inputs = {{"et0", 12, "mm/month"}},
        .kernel = cells_sum_months,
    }},
};
