// r07.c - R07 oxygen release (释氧): t O2 a year. gep-methods.md 2.6.
//
// Option o2_basis: NEP, the oxygen of the net carbon, the same as R06's; or NPP, as Ganzi 2010 and others have it,
// whose tonnes do not match R06's (carbon_oxygen_agrees in formulas/carbon.h is the guard).
#include <stddef.h>

#include "base/text.h"
#include "gep/carbon_cells.h"
#include "gep/carbon_stock.h"
#include "gep/formulas/carbon.h"
#include "gep/service.h"

static void carbon_to_o2(const Cells *cells, double *out)
{
    for (size_t i = 0; i < cells->count; i++) out[i] = carbon_o2_from_carbon(out[i]) / 1e6; // g to t
}

static bool on_npp(const Cells *cells)
{
    return text_equal(cells->option_text[0], "NPP");
}

static void by_respiration(const Cells *cells, double *const *out)
{
    (on_npp(cells) ? carbon_cells_npp : carbon_cells_respiration)(cells, out[0]);
    carbon_to_o2(cells, out[0]);
}

static void by_ratio(const Cells *cells, double *const *out)
{
    (on_npp(cells) ? carbon_cells_npp : carbon_cells_ratio)(cells, out[0]);
    carbon_to_o2(cells, out[0]);
}

static void by_rate(const Cells *cells, double *const *out)
{
    carbon_cells_rate(cells, out[0]);
    carbon_to_o2(cells, out[0]);
}

static void by_stocks(const Cells *cells, double *const *out)
{
    carbon_cells_stocks(cells, out[0]);
    carbon_to_o2(cells, out[0]);
}

static void by_npp(const Cells *cells, double *const *out)
{
    const double *npp = cells->in[0][0];
    for (size_t i = 0; i < cells->count; i++) {
        out[0][i] = carbon_o2_from_dry_matter(carbon_dry_matter_from_carbon(npp[i])) / 1e6;
    }
}

static void by_miami(const Cells *cells, double *const *out)
{
    (on_npp(cells) ? carbon_cells_npp_miami : carbon_cells_miami)(cells, out[0]);
    carbon_to_o2(cells, out[0]);
}

static bool by_stock_table(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return carbon_stock_tabulate(arena, in, "o2", carbon_o2_from_carbon(1), out, count, err);
}

const Service service_r07 = {
    .code = "R07",
    .name_zh = "释氧",
    .name_en = "Oxygen release",
    .group = GROUP_REGULATING,
    .unit = "t/a",
    .seea = "", // SEEA EA does not list it
    .flows = {{.id = "o2", .name_zh = "释放氧气", .name_en = "Oxygen released", .unit = "t/a", .counts = true}},
    .parts = {{.id = "o2",
               .name_zh = "释放氧气",
               .name_en = "Oxygen released",
               .flow = "o2",
               .unit = "t/a",
               .price = "price.o2",
               .price_unit = "yuan/t"}},
    .variants =
        {
            {.id = "N1",
             .name_zh = "净生态系统生产力：净初级生产力减异养呼吸",
             .name_en = "NEP: NPP less heterotrophic respiration",
             .source = "Pei Zhiyong et al., in Wang Chuan et al., ChinaXiv 202106.00081",
             .inputs = {{.id = "npp_year", .months = 1, .unit = "gC/m2/a"},
                        {.id = "tmean", .months = 12, .unit = "degC"},
                        {.id = "precip", .months = 12, .unit = "mm/month"}},
             .options = {{"o2_basis", "NEP|NPP", NULL}, {"npp", "map|dry|miami", "map"}},
             .kernel = by_respiration},
            {.id = "N2",
             .name_zh = "净生态系统生产力：按与净初级生产力的比值",
             .name_en = "NEP by its ratio to NPP",
             .source = "陆地生态系统生产总值（GEP）核算技术指南 2020",
             .inputs = {{.id = "npp_year", .months = 1, .unit = "gC/m2/a"}},
             .params = {{.id = "R06.nep_ratio", .shape = PARAM_BY_CLASS, .unit = "1"}},
             .options = {{"o2_basis", "NEP|NPP", NULL}, {"npp", "map|dry|miami", "map"}},
             .kernel = by_ratio},
            {.id = "N3",
             .name_zh = "固碳速率法",
             .name_en = "Sequestration rates by class",
             .source = "陆地生态系统生产总值（GEP）核算技术指南 2020",
             // Without a row the soil adds nothing to the rate.
             .params =
                 {{.id = "R06.rate", .shape = PARAM_BY_CLASS, .unit = "tC/hm2/a"},
                  {.id = "R06.soil_beta", .shape = PARAM_BY_CLASS, .unit = "1", .when_absent = 0, .optional = true}},
             .options = {{"o2_basis", "NEP", "NEP"}},
             .kernel = by_rate},
            {.id = "N4",
             .name_zh = "碳储量差（图或分类表）",
             .name_en = "Change of two carbon stocks, maps or class tables",
             .source = "GB/T 38582-2020; IPCC 2006 stock-difference method",
             .inputs = {{.id = "carbon_before", .months = 1, .unit = "tC/hm2"},
                        {.id = "carbon_after", .months = 1, .unit = "tC/hm2"}},
             .options = {{"stock_years", "number", NULL}, {"o2_basis", "NEP", "NEP"}},
             .kernel = by_stocks},
            {.id = "N4_table",
             .name_zh = "碳储量差（清查表）",
             .name_en = "Change of two carbon stocks, inventory table",
             .source = "GB/T 38582-2020; IPCC 2006 stock-difference method",
             .options = {{"o2_basis", "NEP", "NEP"}},
             .tables = {"carbon_stock"},
             .tabulate = by_stock_table},
            {.id = "N5",
             .name_zh = "净初级生产力乘 1.19",
             .name_en = "NPP times 1.19",
             .source = "LY/T 1721-2008; GB/T 38582-2020",
             .warning_zh = "R07 按净初级生产力计，未扣除异养呼吸，高于净释氧量",
             .warning_en = "R07 rests on NPP without heterotrophic respiration: more than the net oxygen",
             .inputs = {{.id = "npp_year", .months = 1, .unit = "gC/m2/a"}},
             .options = {{"o2_basis", "NPP", "NPP"}, {"npp", "map|dry|miami", "map"}},
             .kernel = by_npp},
            {.id = "N6",
             .name_zh = "迈阿密模型的净初级生产力减异养呼吸",
             .name_en = "NPP by the Miami model, less heterotrophic respiration",
             .source = "Lieth 1975 (recalled); Pei Zhiyong et al., ChinaXiv 202106.00081",
             .warning_zh = "R07 的净初级生产力由迈阿密模型按年均温和年降水推算（未核实），未用遥感或实测",
             .warning_en =
                 "NPP of R07 is the Miami model's, from the year's temperature and precipitation (unverified), "
                 "not measured or sensed",
             .inputs = {{.id = "tmean_year", .months = 1, .unit = "degC"},
                        {.id = "precip_year", .months = 1, .unit = "mm/a"},
                        {.id = "tmean", .months = 12, .unit = "degC"},
                        {.id = "precip", .months = 12, .unit = "mm/month"}},
             .options = {{"o2_basis", "NEP|NPP", NULL}},
             .kernel = by_miami},
        },
};
