#include "gep/formulas/site_et0.h"

#include <math.h>

#include "gep/formulas/evaporation.h"

static bool say(char why[256], const char *text)
{
    daily_say(why, "%s", text);
    return false;
}

static bool known(const SiteDays *days, char why[256])
{
    if (isnan(days->latitude_deg)) return say(why, "the station's latitude is not given / 未给出站点纬度");
    if (isnan(days->elevation_m)) return say(why, "the station's elevation is not given / 未给出站点高程");
    if (isnan(days->wind_height_m))
        return say(why, "wind_height_m of the stations is not given / 未给出站点的测风高度 wind_height_m");
    return true;
}

bool site_et0_penman(const SiteDays *days, double out[YEAR_DAYS], char why[256])
{
    double tmax[YEAR_DAYS], tmin[YEAR_DAYS], rh[YEAR_DAYS], wind[YEAR_DAYS], sunshine[YEAR_DAYS];
    EvaporationSite site = {
        .latitude_deg = days->latitude_deg,
        .elevation_m = days->elevation_m,
        .wind_height_m = days->wind_height_m,
        .angstrom_a = days->scalar[0],
        .angstrom_b = days->scalar[1],
    };
    if (!known(days, why)) return false;
    daily_year(days, 0, days->year, tmax);
    daily_year(days, 1, days->year, tmin);
    daily_year(days, 2, days->year, rh);
    daily_year(days, 3, days->year, wind);
    daily_year(days, 4, days->year, sunshine);
    for (int i = 0; i < YEAR_DAYS; i++) {
        EvaporationReading reading = {tmax[i], tmin[i], rh[i], wind[i], sunshine[i]};
        out[i] = evaporation_at_site(&site, &reading, i + 1);
    }
    return true;
}

bool site_et0_hargreaves(const SiteDays *days, double out[YEAR_DAYS], char why[256])
{
    double tmax[YEAR_DAYS], tmin[YEAR_DAYS], tmean[YEAR_DAYS], radiation[YEAR_DAYS];
    if (isnan(days->latitude_deg)) return say(why, "the station's latitude is not given / 未给出站点纬度");
    daily_year(days, 0, days->year, tmax);
    daily_year(days, 1, days->year, tmin);
    if (days->daily[2]) daily_year(days, 2, days->year, tmean);
    for (int i = 0; i < YEAR_DAYS; i++) {
        if (!days->daily[2]) tmean[i] = (tmax[i] + tmin[i]) / 2;
        evaporation_extraterrestrial(&radiation[i], &days->latitude_deg, i + 1, 1);
    }
    evaporation_hargreaves(out, tmean, tmax, tmin, radiation, YEAR_DAYS);
    return true;
}

bool site_et0_complete(const SiteDays *days, const double et0[YEAR_DAYS], double missing_days_max, char why[256])
{
    if (daily_complete(et0, days->year, missing_days_max)) return true;
    daily_say(
        why,
        "evapotranspiration of %d lacks more than %g days, or a whole month / %d 年蒸散量缺测超过 %g 天，或整月缺测",
        days->year, missing_days_max, days->year, missing_days_max);
    return false;
}
