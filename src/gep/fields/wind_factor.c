// wind_factor.c - the monthly wind factor of RWEQ, mean of u (u - 5)^2 at 2 m, at the stations.
#include "gep/formulas/daily.h"
#include "gep/formulas/evaporation.h"
#include "gep/formulas/rweq.h"

#include <math.h>

static void at_site(const SiteDays *days, double *out, char why[256])
{
    double wind[YEAR_DAYS];
    bool complete = daily_site_year(days, 0, days->scalar[0], wind, why);
    if (isnan(days->wind_height_m))
        daily_say(why, "wind_height_m of the stations is not given / 未给出站点的测风高度 wind_height_m");
    for (int i = 0; i < YEAR_DAYS; i++) wind[i] = evaporation_wind_2m(wind[i], days->wind_height_m);
    for (int month = 1; month <= 12; month++) {
        int first, count;
        daily_month(days->year, month, &first, &count);
        out[month - 1] = complete ? rweq_wind(wind + first, (size_t)count) : NAN;
    }
}

const Field field_wind_factor = {
    .id = "wind_factor",
    .name_zh = "月风力因子",
    .name_en = "Monthly wind factor",
    .unit = "m3/s3",
    .months = 12,
    .climate = "yes",
    .methods = {{
        .name = "stations",
        .source = "RWEQ, Fryrear 1998 (recalled, verify)",
        .site_variables = {"wind"},
        .params = {{"station.missing_days_max", PARAM_SCALAR, "d"}},
        .at_site = at_site,
    }},
};
