// r03.c - R03 windbreak and sand fixation (防风固沙), t/a: wind erosion of bare soil less that under the cover there
// is, by RWEQ.
//
// Beyond a product of about 62 kg/m the loss of RWEQ falls again, so that a cell may come out negative: it becomes 0
// and is counted.
#include "gep/cells.h"
#include "gep/formulas/erodibility.h"
#include "gep/formulas/rweq.h"

enum { WEATHER, SAND, SILT, CLAY, CARBON, COVER, CARBONATE };
enum { COVER_A, RIDGE, DISTANCE };
enum { KG_PER_T = 1000 };

// WF EF SCF K' of each cell, kg/m. Uses scratch 0 to 4.
static void potential_product(const Cells *cells, double *out)
{
    double *const *texture = cells->scratch;
    double *matter = cells->scratch[3], *factor = cells->scratch[4];
    const double *const measured[3] = {cells->in[SAND][0], cells->in[SILT][0], cells->in[CLAY][0]};
    erodibility_normalise(texture, measured, cells->count);
    for (size_t i = 0; i < cells->count; i++) matter[i] = ERODIBILITY_OM_PER_CARBON * cells->in[CARBON][0][i];
    rweq_erodible(out, texture[0], texture[1], texture[2], matter, cells_in(cells, CARBONATE, 0), cells->count);
    for (size_t i = 0; i < cells->count; i++) out[i] *= cells->in[WEATHER][0][i];
    rweq_crust(factor, texture[2], matter, cells->count);
    for (size_t i = 0; i < cells->count; i++) out[i] *= factor[i];
    cells_by_class(cells, RIDGE, matter);
    rweq_roughness(factor, matter, 0, cells->count);
    for (size_t i = 0; i < cells->count; i++) out[i] *= factor[i];
}

static void rweq(const Cells *cells, double *const *out)
{
    double *product = cells->scratch[5], *actual = cells->scratch[6], *a = cells->scratch[0];
    double *percent = cells->scratch[1], *cover = cells->scratch[2], distance = cells->scalar[DISTANCE];
    potential_product(cells, product);
    rweq_loss_kg_m2(out[0], product, distance, cells->count);
    for (size_t i = 0; i < cells->count; i++) percent[i] = 100 * cells->in[COVER][0][i];
    cells_by_class(cells, COVER_A, a);
    rweq_cover(cover, a, percent, cells->count);
    for (size_t i = 0; i < cells->count; i++) product[i] *= cover[i];
    rweq_loss_kg_m2(actual, product, distance, cells->count);
    for (size_t i = 0; i < cells->count; i++) out[0][i] = (out[0][i] - actual[i]) / KG_PER_T;
}

const Service service_r03 = {
    .code = "R03",
    .name_zh = "防风固沙",
    .name_en = "Windbreak and sand fixation",
    .group = GROUP_REGULATING,
    .unit = "t/a",
    .seea = "Soil erosion control (wind)",
    .flows =
        {{.id = "sand", .name_zh = "固沙量", .name_en = "Sand fixed", .unit = "t/a", .counts = true, .clamp = true}},
    .parts = {{.id = "land",
               .name_zh = "减少土地沙化",
               .name_en = "Land kept from sand",
               .flow = "sand",
               .unit = "m2/a",
               .factors = {"/R03.rho", "/R03.depth_m"},
               .price = "price.sand_control",
               .price_unit = "yuan/m2"}},
    .variants = {{
        .id = "RWEQ",
        .name_zh = "修正风蚀方程",
        .name_en = "Revised Wind Erosion Equation",
        .source = "HJ 1173-2021 A.15-A.22 [S31], [S10]",
        .inputs = {{"weather_factor", 1, "kg/m"},
                   {"sand", 1, "percent"},
                   {"silt", 1, "percent"},
                   {"clay", 1, "percent"},
                   {"soc", 1, "percent"},
                   {"cover_fraction", 1, "1"},
                   {"carbonate", 1, "percent", .optional = true}},
        .params = {{"R03.cover_a", PARAM_BY_CLASS, "1"},
                   {"R03.ridge_cm", PARAM_BY_CLASS, "cm"},
                   {"R03.distance_m", PARAM_SCALAR, "m"}},
        .kernel = rweq,
    }},
};
