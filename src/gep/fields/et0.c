// et0.c - monthly reference evapotranspiration: FAO-56 Penman-Monteith at stations, else Hargreaves.
//
// Hargreaves on monthly maps knows no year: February has 28.25 days, each month's radiation is that of its middle.
#include "gep/formulas/evaporation.h"
#include "gep/formulas/formula.h"
#include "gep/formulas/site_et0.h"

#include <math.h>

// et0: NULL when the site could not give it.
static void sum_months(const SiteDays *days, const double *et0, double missing_days_max, double *out, char why[256])
{
    bool complete = et0 && site_et0_complete(days, et0, missing_days_max, why);
    for (int month = 1; month <= 12; month++) {
        out[month - 1] = complete ? daily_month_sum(et0, days->year, month) : NAN;
    }
}

static void penman_at_site(const SiteDays *days, double *out, char why[256])
{
    double et0[YEAR_DAYS];
    sum_months(days, site_et0_penman(days, et0, why) ? et0 : NULL, days->scalar[2], out, why);
}

static void hargreaves_at_site(const SiteDays *days, double *out, char why[256])
{
    double et0[YEAR_DAYS];
    sum_months(days, site_et0_hargreaves(days, et0, why) ? et0 : NULL, days->scalar[0], out, why);
}

static void hargreaves_months(const Cells *cells, double *const *out)
{
    double *radiation = cells->scratch[0];
    for (int month = 0; month < 12; month++) {
        evaporation_extraterrestrial(radiation, cells->in[3][0], formula_month_middle[month], cells->count);
        evaporation_hargreaves(out[month], cells->in[0][month], cells->in[1][month], cells->in[2][month], radiation,
                               cells->count);
        for (size_t i = 0; i < cells->count; i++) out[month][i] *= formula_month_days[month];
    }
}

const Field field_et0 = {
    .id = "et0",
    .name_zh = "月参考蒸散量",
    .name_en = "Monthly reference evapotranspiration",
    .unit = "mm/month",
    .months = 12,
    .option = "et0",
    .climate = "yes",
    .methods =
        {
            {
                .name = "penman",
                .source = "FAO-56 Penman-Monteith, eq. 6, daily at the stations (recalled, verify)",
                .site_variables = {"tmax", "tmin", "rh", "wind", "sun_h"},
                .params = {{"et0.angstrom_a", PARAM_SCALAR, "1"},
                           {"et0.angstrom_b", PARAM_SCALAR, "1"},
                           {"station.missing_days_max", PARAM_SCALAR, "d"}},
                .at_site = penman_at_site,
            },
            {
                .name = "hargreaves",
                .source = "Hargreaves, FAO-56 eq. 52, daily at the stations (recalled, verify)",
                .warning_zh = "参考蒸散量用 Hargreaves 公式，只依据气温",
                .warning_en = "reference evapotranspiration by Hargreaves, from temperature alone",
                .site_variables = {"tmax", "tmin", "?tmean"},
                .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
                .at_site = hargreaves_at_site,
            },
            {
                .name = "hargreaves",
                .source = "Hargreaves, FAO-56 eq. 52, on monthly means (recalled, verify)",
                .warning_zh = "参考蒸散量用 Hargreaves 公式，只依据月平均气温",
                .warning_en = "reference evapotranspiration by Hargreaves, from monthly temperature alone",
                .inputs = {{"tmean", 12, "degC"}, {"tmax", 12, "degC"}, {"tmin", 12, "degC"}, {"latitude", 1, "deg"}},
                .kernel = hargreaves_months,
            },
        },
};
