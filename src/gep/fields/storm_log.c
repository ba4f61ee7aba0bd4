// storm_log.c - the sum of ln(P/mm) over the year's storm days, at the stations. With it and the number of storms a
// logarithmic runoff regression is summed storm by storm (rh_basis: event).
#include "base/vmath.h"
#include "gep/formulas/daily.h"

#include <math.h>

static void sum_at_site(const SiteDays *days, double *out, char why[256])
{
    double rain[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[1], rain, why);
    out[0] = complete ? 0 : NAN;
    for (int i = 0; complete && i < YEAR_DAYS; i++) {
        if (rain[i] >= days->scalar[0]) out[0] += exact_log(rain[i]);
    }
}

const Field field_storm_log = {
    .id = "storm_log",
    .name_zh = "各场暴雨量的对数和",
    .name_en = "Sum of the logarithms of storms",
    .unit = "1",
    .months = 1,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "gep-methods 2.5, rh_basis event",
        .site_variables = {"p"},
        .params = {{"station.storm_mm", PARAM_SCALAR, "mm/d"}, {"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = sum_at_site,
    }},
};
