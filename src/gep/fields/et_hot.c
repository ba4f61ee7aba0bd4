// et_hot.c - evapotranspiration on the year's hot days: the reference evapotranspiration of the stations on days whose
// mean temperature exceeds the threshold (a map of that name comes before).
//
// A hot day without a reading of its evapotranspiration counts with the mean of the other hot days.
#include "gep/formulas/site_et0.h"

#include <math.h>

// Both arrays hold a year of days.
static double sum_of_hot_days(const double *et0, const double *temperature, double threshold)
{
    double sum = 0;
    int hot = 0, known = 0;
    for (int i = 0; i < YEAR_DAYS; i++) {
        if (!(temperature[i] > threshold)) continue;
        hot++;
        if (isnan(et0[i])) continue;
        sum += et0[i];
        known++;
    }
    if (hot == 0) return 0;
    return known ? sum * ((double)hot / known) : NAN;
}

static double of_year(const SiteDays *days, const double *et0, int tmean, const double *scalar, char why[256])
{
    double temperature[YEAR_DAYS];
    bool complete =
        site_et0_complete(days, et0, scalar[1], why) && daily_site_year(days, tmean, scalar[1], temperature, why);
    return complete ? sum_of_hot_days(et0, temperature, scalar[0]) : NAN;
}

static void penman_at_site(const SiteDays *days, double *out, char why[256])
{
    double et0[YEAR_DAYS];
    out[0] = site_et0_penman(days, et0, why) ? of_year(days, et0, 5, days->scalar + 2, why) : NAN;
}

static void hargreaves_at_site(const SiteDays *days, double *out, char why[256])
{
    double et0[YEAR_DAYS];
    out[0] = site_et0_hargreaves(days, et0, why) ? of_year(days, et0, 2, days->scalar, why) : NAN;
}

const Field field_et_hot = {
    .id = "et_hot",
    .name_zh = "高温日蒸散量",
    .name_en = "Evapotranspiration on hot days",
    .unit = "mm/a",
    .months = 1,
    .option = "et0",
    .climate = "yes",
    .methods =
        {
            {
                .name = "penman",
                .source = "gep-methods 2.9, ET form; FAO-56 eq. 6 on the hot days at the stations (recalled, verify)",
                .site_variables = {"tmax", "tmin", "rh", "wind", "sun_h", "tmean"},
                .params = {{"et0.angstrom_a", PARAM_SCALAR, "1"},
                           {"et0.angstrom_b", PARAM_SCALAR, "1"},
                           {"station.hot_degc", PARAM_SCALAR, "degC"},
                           {"station.missing_days_max", PARAM_SCALAR, "d"}},
                .at_site = penman_at_site,
            },
            {
                .name = "hargreaves",
                .source = "gep-methods 2.9, ET form; FAO-56 eq. 52 on the hot days at the stations (recalled, verify)",
                .warning_zh = "高温日蒸散量用 Hargreaves 公式，只依据气温",
                .warning_en = "evapotranspiration on hot days by Hargreaves, from temperature alone",
                .site_variables = {"tmax", "tmin", "tmean"},
                .params = {{"station.hot_degc", PARAM_SCALAR, "degC"}, {"station.missing_days_max", PARAM_SCALAR, "d"}},
                .at_site = hargreaves_at_site,
            },
        },
};
