// et_year.c - the year's actual evapotranspiration: a map of it, else a Budyko curve from rain and reference
// evapotranspiration.
#include "gep/cells.h"
#include "gep/formulas/evaporation.h"

static void fu(const Cells *cells, double *const *out)
{
    double *omega = cells->scratch[0];
    cells_by_class(cells, 0, omega);
    evaporation_fu(out[0], cells->in[0][0], cells->in[1][0], omega, cells->count);
}

static void zhang(const Cells *cells, double *const *out)
{
    double *water = cells->scratch[0];
    cells_by_class(cells, 0, water);
    evaporation_zhang(out[0], cells->in[0][0], cells->in[1][0], water, cells->count);
}

const Field field_et_year = {
    .id = "et_year",
    .name_zh = "年实际蒸散量",
    .name_en = "Yearly actual evapotranspiration",
    .unit = "mm/a",
    .months = 1,
    .option = "et",
    .climate = "yes",
    .methods =
        {
            {
                .name = "raster",
                .source = "a map of yearly evapotranspiration",
                .inputs = {{"et", 1, "mm/a"}},
                .kernel = cells_copy,
            },
            {
                .name = "raster",
                .source = "sum of twelve maps of monthly evapotranspiration",
                .inputs = {{"et", 12, "mm/month"}},
                .kernel = cells_sum_months,
            },
            {
                .name = "fu",
                .source = "Fu 1981, Budyko curve (recalled, verify)",
                .inputs = {{"precip_year", 1, "mm/a"}, {"et0_year", 1, "mm/a"}},
                .params = {{"R01.fu_omega", PARAM_BY_CLASS, "1"}},
                .kernel = fu,
            },
            {
                .name = "zhang",
                .source = "Zhang, Dawes & Walker 2001, Budyko curve (recalled, verify)",
                .inputs = {{"precip_year", 1, "mm/a"}, {"et0_year", 1, "mm/a"}},
                .params = {{"R01.zhang_w", PARAM_BY_CLASS, "1"}},
                .kernel = zhang,
            },
        },
};
