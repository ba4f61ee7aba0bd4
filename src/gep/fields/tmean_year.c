// tmean_year.c - the year's mean temperature: the mean of its twelve monthly means, as weather services state it.
#include "gep/formulas/formula.h"
#include "gep/service.h"

static void mean_of_months(const Cells *cells, double *const *out)
{
    formula_sum12(out[0], cells->in[0], cells->count);
    for (size_t i = 0; i < cells->count; i++) out[0][i] /= 12;
}

const Field field_tmean_year = {
    .id = "tmean_year",
    .name_zh = "年平均气温",
    .name_en = "Yearly mean temperature",
    .unit = "degC",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "months",
        .source = "mean of twelve monthly means",
        .inputs = {{"tmean", 12, "degC"}},
        .kernel = mean_of_months,
    }},
};
