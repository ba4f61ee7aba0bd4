// rkls.c - potential soil erosion R K L S.
#include "gep/service.h"

static void multiply(const Cells *cells, double *const *out)
{
    const double *r = cells->in[0][0], *k = cells->in[1][0], *ls = cells->in[2][0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = r[i] * k[i] * ls[i];
}

const Field field_rkls = {
    .id = "rkls",
    .name_zh = "潜在土壤侵蚀量",
    .name_en = "Potential soil erosion",
    .unit = "t/(hm2 a)",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "rusle",
        .source = "RUSLE, HJ 1173-2021 A.4 [S31]",
        .inputs = {{"erosivity", 1, "MJ mm/(hm2 h a)"}, {"erodibility", 1, "t hm2 h/(hm2 MJ mm)"}, {"ls", 1, "1"}},
        .kernel = multiply,
    }},
};
