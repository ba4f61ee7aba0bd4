// r10.c - R10 local climate regulation (气候调节): kWh a year that air conditioners would need. gep-methods.md 2.9.
//
// Variant et takes the evapotranspiration of the hot days; variant epp the heat that a class takes up a day, which the
// district must give (no default is shipped: the numbers in circulation contradict the measured ones). Water surfaces
// (R10.water_surface = 1) take their evaporation of the hot days. Options: water_term_cop, whether the heat of water is
// divided by the air conditioners' efficiency as that of vegetation is; humidifier, whether the moisture replaces
// humidifiers too. Where water_evaporation_hot is not given, et_hot stands for it: open water evaporates 1.05 times the
// reference evapotranspiration (FAO-56 table 12), so this is a little low.
#include <math.h>
#include <stddef.h>

#include "base/text.h"
#include "gep/formulas/air.h"
#include "gep/service.h"

// Parameters of both variants, in order; epp adds its own behind them.
enum { WATER_SURFACE, LATENT_HEAT, COP, HUMIDIFIER, EPP };

// Inputs of both variants. NULL: neither is given.
enum { EVAPORATION, ET_HOT, HOT_DAYS };
static const double *water_evaporation(const Cells *cells)
{
    const double *const *given = cells->in[EVAPORATION] ? cells->in[EVAPORATION] : cells->in[ET_HOT];
    return given ? given[0] : NULL;
}

// out: 0 on land.
static void water_term(const Cells *cells, double *out)
{
    const double *evaporation = water_evaporation(cells), *is_water = cells->by_class[WATER_SURFACE];
    double cop = text_equal(cells->option_text[0], "yes") ? cells->scalar[COP] : 1;
    double humidifier = text_equal(cells->option_text[1], "yes") ? cells->scalar[HUMIDIFIER] : 0;
    for (size_t i = 0; i < cells->count; i++) {
        double water = is_water[cells->class_index[i]];
        double depth_mm = evaporation ? evaporation[i] : NAN;
        double energy = climate_by_water(depth_mm, cells->scalar[LATENT_HEAT], cop, humidifier);
        out[i] = water == 0 ? 0 : water * energy;
    }
}

// Nothing grows on water: the vegetation term is 0 there, whatever its inputs are. A class without a row stays NaN.
static double on_land(double energy, double water)
{
    return water == 1 ? 0 : (1 - water) * energy;
}

static void by_et(const Cells *cells, double *const *out)
{
    const double *et = cells->in[ET_HOT][0], *is_water = cells->by_class[WATER_SURFACE];
    for (size_t i = 0; i < cells->count; i++) {
        double energy = climate_by_et(et[i], cells->scalar[LATENT_HEAT], cells->scalar[COP]);
        out[0][i] = on_land(energy, is_water[cells->class_index[i]]);
    }
    water_term(cells, out[1]);
}

static void by_epp(const Cells *cells, double *const *out)
{
    const double *days = cells->in[HOT_DAYS][0], *is_water = cells->by_class[WATER_SURFACE],
                 *epp = cells->by_class[EPP];
    for (size_t i = 0; i < cells->count; i++) {
        unsigned class = cells->class_index[i];
        out[0][i] = on_land(climate_by_epp(epp[class], days[i], cells->scalar[COP]), is_water[class]);
    }
    water_term(cells, out[1]);
}

const Service service_r10 = {
    .code = "R10",
    .name_zh = "气候调节",
    .name_en = "Local climate regulation",
    .group = GROUP_REGULATING,
    .unit = "kWh/a",
    .seea = "Local climate regulation",
    .flows =
        {
            {.id = "vegetation",
             .name_zh = "植被蒸腾降温",
             .name_en = "Cooling by vegetation",
             .unit = "kWh/a",
             .counts = true},
            {.id = "water",
             .name_zh = "水面蒸发降温",
             .name_en = "Cooling by water surfaces",
             .unit = "kWh/a",
             .counts = true},
        },
    .parts =
        {
            {.id = "vegetation",
             .name_zh = "植被蒸腾降温",
             .name_en = "Cooling by vegetation",
             .flow = "vegetation",
             .unit = "kWh/a",
             .price = "price.electricity_household",
             .price_unit = "yuan/kWh"},
            {.id = "water",
             .name_zh = "水面蒸发降温",
             .name_en = "Cooling by water surfaces",
             .flow = "water",
             .unit = "kWh/a",
             .price = "price.electricity_household",
             .price_unit = "yuan/kWh"},
        },
    .variants =
        {
            {.id = "et",
             .name_zh = "高温日蒸散",
             .name_en = "Evapotranspiration of the hot days",
             .source = "gep-methods.md 2.9, ET-raster form",
             .inputs = {{.id = "water_evaporation_hot", .months = 1, .unit = "mm/a", .optional = true},
                        {.id = "et_hot", .months = 1, .unit = "mm/a"}},
             .params = {{.id = "R10.water_surface", .shape = PARAM_BY_CLASS, .unit = "1"},
                        {.id = "R10.latent_heat", .shape = PARAM_SCALAR, .unit = "J/g"},
                        {.id = "R10.cop", .shape = PARAM_SCALAR, .unit = "1"},
                        {.id = "R10.humidifier", .shape = PARAM_SCALAR, .unit = "kWh/m3"}},
             .options = {{"water_term_cop", "yes|no", NULL}, {"humidifier", "yes|no", NULL}},
             .kernel = by_et},
            {.id = "epp",
             .name_zh = "单位面积蒸腾吸热",
             .name_en = "Heat taken up by class and hot day",
             .source = "陆地生态系统生产总值（GEP）核算技术指南 2020; Ganzi, doi 10.5846/stxb201607011362",
             .inputs = {{.id = "water_evaporation_hot", .months = 1, .unit = "mm/a", .optional = true},
                        {.id = "et_hot", .months = 1, .unit = "mm/a", .optional = true},
                        {.id = "hot_days", .months = 1, .unit = "d/a"}},
             .params = {{.id = "R10.water_surface", .shape = PARAM_BY_CLASS, .unit = "1"},
                        {.id = "R10.latent_heat", .shape = PARAM_SCALAR, .unit = "J/g"},
                        {.id = "R10.cop", .shape = PARAM_SCALAR, .unit = "1"},
                        {.id = "R10.humidifier", .shape = PARAM_SCALAR, .unit = "kWh/m3"},
                        {.id = "R10.epp", .shape = PARAM_BY_CLASS, .unit = "kJ/m2/d"}},
             .options = {{"water_term_cop", "yes|no", NULL}, {"humidifier", "yes|no", NULL}},
             .kernel = by_epp},
        },
};
