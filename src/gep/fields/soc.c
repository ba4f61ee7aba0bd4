// soc.c - soil organic carbon from organic matter, where the soil map gives only that.
#include "gep/formulas/erodibility.h"
#include "gep/service.h"

static void from_matter(const Cells *cells, double *const *out)
{
    for (size_t i = 0; i < cells->count; i++) out[0][i] = cells->in[0][0][i] / ERODIBILITY_OM_PER_CARBON;
}

const Field field_soc = {
    .id = "soc",
    .name_zh = "土壤有机碳",
    .name_en = "Soil organic carbon",
    .unit = "percent",
    .months = 1,
    .methods = {{
        .name = "om",
        .source = "organic matter / 1.724 (gep-methods 2.3)",
        .inputs = {{"om", 1, "percent"}},
        .kernel = from_matter,
    }},
};
