// weather.h - the naive twin's layers from stations, for the year or the mean of a normal climate's years.
#ifndef QINGSHAN_TESTS_TWIN_WEATHER_H
#define QINGSHAN_TESTS_TWIN_WEATHER_H

#include "climate.h"

enum { TWIN_ACTUAL, TWIN_NORMAL, TWIN_SCENARIOS };

typedef struct TwinStations { // of one scenario
    TwinSites sites;
    TwinSeries rain, weather[TWIN_VARIABLES];
    int first_year, last_year; // to be averaged
    double most_missing, storm_mm, hot_degc, r2_mm, angstrom[2], wind_height_m;
} TwinStations;

typedef double TwinAtSite(const TwinStations *stations, size_t site, int year, int month);

static inline TwinStations twin_stations(const Twin *twin, const char *rain, const char *weather, int first, int last)
{
    static const char *const columns[TWIN_VARIABLES] = {"平均气温", "最高气温", "最低气温",
                                                        "相对湿度", "风速",     "日照时数"};
    const TwinParams *p = &twin->params;
    TwinCsv rain_csv = twin_csv(twin->arena, twin_path(twin, rain)),
            weather_csv = twin_csv(twin->arena, twin_path(twin, weather));
    TwinStations out = {.sites = twin_sites(twin),
                        .first_year = first,
                        .last_year = last,
                        .most_missing = twin_scalar(p, "station.missing_days_max"),
                        .storm_mm = twin_scalar(p, "station.storm_mm"),
                        .hot_degc = twin_scalar(p, "station.hot_degc"),
                        .r2_mm = twin_scalar(p, "R02.r2_threshold_mm"),
                        .angstrom = {twin_scalar(p, "et0.angstrom_a"), twin_scalar(p, "et0.angstrom_b")}};
    out.rain = twin_series(twin, &out.sites, &rain_csv, "降水量");
    for (int k = 0; k < TWIN_VARIABLES; k++) out.weather[k] = twin_series(twin, &out.sites, &weather_csv, columns[k]);
    return out;
}

// ---- at a site, in a year; month 0 where it plays no part

static inline const double *twin_rain_year(const TwinStations *st, size_t site, int year)
{
    const double *day = twin_year(&st->rain, site, year);
    return twin_complete(day, year, st->most_missing) ? day : NULL;
}

static inline double twin_at_r1(const TwinStations *st, size_t site, int year, int month)
{
    (void)month;
    return twin_r1(&st->rain, site, year, st->most_missing);
}

static inline double twin_at_r2(const TwinStations *st, size_t site, int year, int month)
{
    (void)month;
    return twin_r2(&st->rain, site, year, st->r2_mm, st->most_missing);
}

// Of the year's storms, by `which` in the month's place: 0 their rain, 1 their number, 2 the sum of their logarithms.
static inline double twin_at_storms(const TwinStations *st, size_t site, int year, int which)
{
    const double *day = twin_rain_year(st, site, year);
    double sum = 0;
    for (int d = 0; day && d < TWIN_DAYS; d++) {
        if (day[d] >= st->storm_mm) sum += which == 0 ? day[d] : which == 1 ? 1 : log(day[d]);
    }
    return day ? sum : NAN;
}

static inline double twin_at_rain(const TwinStations *st, size_t site, int year, int month)
{
    const double *day = twin_rain_year(st, site, year);
    return day ? twin_month(day, year, month, false) : NAN;
}

// Days with a tenth of a millimetre.
static inline double twin_at_rain_days(const TwinStations *st, size_t site, int year, int month)
{
    const double *day = twin_rain_year(st, site, year);
    int start = twin_month_start(year, month);
    double wet = 0;
    for (int d = start; day && d < start + twin_month_days(year, month); d++) wet += day[d] >= 0.1;
    return day ? wet : NAN;
}

static inline double twin_at_tmean(const TwinStations *st, size_t site, int year, int month)
{
    const double *day = twin_year(&st->weather[TWIN_TMEAN], site, year);
    return twin_complete(day, year, st->most_missing) ? twin_month(day, year, month, true) : NAN;
}

static inline void twin_et0_year(const TwinStations *st, size_t site, int year, double out[TWIN_DAYS])
{
    const double *v[TWIN_VARIABLES];
    for (int k = 0; k < TWIN_VARIABLES; k++) v[k] = twin_year(&st->weather[k], site, year);
    for (int d = 0; d < TWIN_DAYS; d++)
        out[d] = twin_penman(v, d, st->sites.lat[site], st->sites.z[site], st->wind_height_m, st->angstrom);
}

static inline double twin_at_et0(const TwinStations *st, size_t site, int year, int month)
{
    double day[TWIN_DAYS];
    twin_et0_year(st, site, year, day);
    return twin_complete(day, year, st->most_missing) ? twin_month(day, year, month, false) : NAN;
}

// Evapotranspiration of the hot days, or their number when et0 is NULL.
static inline double twin_hot(const TwinStations *st, size_t site, int year, const double *et0)
{
    const double *mean = twin_year(&st->weather[TWIN_TMEAN], site, year);
    double sum = 0;
    if (!twin_complete(mean, year, st->most_missing)) return NAN;
    for (int d = 0; d < TWIN_DAYS; d++) {
        if (mean[d] > st->hot_degc) sum += et0 ? et0[d] : 1;
    }
    return sum;
}

static inline double twin_at_et_hot(const TwinStations *st, size_t site, int year, int month)
{
    double day[TWIN_DAYS];
    (void)month;
    twin_et0_year(st, site, year, day);
    return twin_hot(st, site, year, day);
}

static inline double twin_at_hot_days(const TwinStations *st, size_t site, int year, int month)
{
    (void)month;
    return twin_hot(st, site, year, NULL);
}

// Fryrear's wind factor of a month, u (u - 5)^2 at 2 m.
static inline double twin_at_wind(const TwinStations *st, size_t site, int year, int month)
{
    const double *day = twin_year(&st->weather[TWIN_WIND], site, year);
    double sum = 0;
    int start = twin_month_start(year, month), here = 0;
    if (!twin_complete(day, year, st->most_missing)) return NAN;
    for (int d = start; d < start + twin_month_days(year, month); d++) {
        double u = day[d] * 4.87 / log(67.8 * st->wind_height_m - 5.42);
        if (u > 5) sum += u * (u - 5) * (u - 5);
        here += !isnan(u);
    }
    return sum / here;
}

// ---- to the cells

// The mean over the years of a normal climate, or the one year.
static inline void twin_site_values(const TwinStations *st, TwinAtSite *at, int month, double out[TWIN_SITES])
{
    for (size_t s = 0; s < st->sites.count; s++) {
        double sum = 0;
        for (int y = st->first_year; y <= st->last_year; y++) sum += at(st, s, y, month);
        out[s] = sum / (st->last_year - st->first_year + 1);
    }
}

static inline const double *twin_layer(const Twin *twin, const TwinStations *st, TwinAtSite *at, int month,
                                       double power)
{
    double value[TWIN_SITES] = {0};
    twin_site_values(st, at, month, value);
    return twin_spread(twin, &st->sites, value, power);
}

// value + slope * (height of the cell - height of the station), both carried to the cell; never below `least`.
static inline const double *twin_lapse(const Twin *twin, const TwinSites *sites, const double *value,
                                       const double *slope, const double *dem, double power, double least)
{
    double low[TWIN_SITES] = {0};
    for (size_t s = 0; s < sites->count; s++) low[s] = value[s] - slope[s] * sites->z[s];
    const double *at_sea = twin_spread(twin, sites, low, power), *by_metre = twin_spread(twin, sites, slope, power);
    double *out = arena_array(twin->arena, twin->count, sizeof *out);
    for (size_t i = 0; i < twin->count; i++) out[i] = fmax(at_sea[i] + by_metre[i] * dem[i], least);
    return out;
}

#endif
