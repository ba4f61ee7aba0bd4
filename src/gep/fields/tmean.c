// tmean.c - monthly mean temperature: from stations, else from the means of the daily extremes.
#include "gep/formulas/daily.h"

static void middle_of_extremes(const Cells *cells, double *const *out)
{
    for (int month = 0; month < 12; month++) {
        const double *tmax = cells->in[0][month], *tmin = cells->in[1][month];
        for (size_t i = 0; i < cells->count; i++) out[month][i] = (tmax[i] + tmin[i]) / 2;
    }
}

const Field field_tmean = {
    .id = "tmean",
    .name_zh = "月平均气温",
    .name_en = "Monthly mean temperature",
    .unit = "degC",
    .months = 12,
    .climate = "yes",
    .methods =
        {
            {
                .name = "stations",
                .source = "means of daily values at the stations",
                .site_variables = {"tmean"},
                .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
                .at_site = daily_site_month_means,
                .lapse = "add",
            },
            {
                .name = "extremes",
                .source = "FAO-56 eq. 9: (tmax + tmin) / 2",
                .inputs = {{"tmax", 12, "degC"}, {"tmin", 12, "degC"}},
                .kernel = middle_of_extremes,
            },
        },
};
