// r02.c - R02 soil retention (土壤保持), t/a: erosion that would happen without cover and practices, less what happens.
//
// Built-up land, water and rock must not count (R02.counts): with P or C of 0 they would be perfect retainers. Parts:
// silt that does not fill rivers and reservoirs, and the nitrogen and phosphorus that stay with the soil.
#include "gep/cells.h"

enum { RKLS, FIRST, SECOND, THIRD };

#define T_PER_M2 1e-4 // 1 t/hm2

static void rusle(const Cells *cells, double *const *out)
{
    const double *rkls = cells->in[RKLS][0], *c = cells->in[FIRST][0], *p = cells->in[SECOND][0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = rkls[i] * (1 - c[i] * p[i]) * T_PER_M2;
}

static void csle(const Cells *cells, double *const *out)
{
    const double *rkls = cells->in[RKLS][0], *b = cells->in[FIRST][0], *e = cells->in[SECOND][0];
    const double *t = cells->in[THIRD][0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = rkls[i] * (1 - b[i] * e[i] * t[i]) * T_PER_M2;
}

const Service service_r02 = {
    .code = "R02",
    .name_zh = "土壤保持",
    .name_en = "Soil retention",
    .group = GROUP_REGULATING,
    .unit = "t/a",
    .seea = "Soil and sediment retention",
    .flows = {{.id = "soil",
               .name_zh = "土壤保持量",
               .name_en = "Soil retained",
               .unit = "t/a",
               .counts = true,
               .clamp = true}},
    .parts =
        {
            {
                .id = "silt",
                .name_zh = "减少泥沙淤积",
                .name_en = "Less silt",
                .flow = "soil",
                .unit = "m3/a",
                .factors = {"R02.lambda", "/R02.rho"},
                .price = "price.dredging",
                .price_unit = "yuan/m3",
            },
            {
                .id = "nitrogen",
                .name_zh = "减少面源污染（氮）",
                .name_en = "Less diffuse pollution, nitrogen",
                .flow = "soil",
                .unit = "t/a",
                .factors = {"R02.nitrogen_share"},
                .price = "tax:TN",
                .price_unit = "yuan/t",
            },
            {
                .id = "phosphorus",
                .name_zh = "减少面源污染（磷）",
                .name_en = "Less diffuse pollution, phosphorus",
                .flow = "soil",
                .unit = "t/a",
                .factors = {"R02.phosphorus_share"},
                .price = "tax:TP",
                .price_unit = "yuan/t",
            },
        },
    .variants =
        {
            {
                .id = "RUSLE",
                .name_zh = "修正通用土壤流失方程",
                .name_en = "Revised Universal Soil Loss Equation",
                .source = "HJ 1173-2021 A.4 [S31] (option p: none), [S8], [S10]: R K L S (1 - C P)",
                .inputs = {{"rkls", 1, "t/(hm2 a)"}, {"c_factor", 1, "1"}, {"p_factor", 1, "1"}},
                .kernel = rusle,
            },
            {
                .id = "CSLE",
                .name_zh = "中国土壤流失方程",
                .name_en = "Chinese Soil Loss Equation",
                .source = "[S12]: R K L S (1 - B E T)",
                .inputs = {{"rkls", 1, "t/(hm2 a)"}, {"b_factor", 1, "1"}, {"e_factor", 1, "1"}, {"t_factor", 1, "1"}},
                .kernel = csle,
            },
        },
};
