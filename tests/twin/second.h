// second.h - the naive twin of twin/district.yaml: climate from stations alone, and the variants that the demonstration
// does not take.
#ifndef QINGSHAN_TESTS_TWIN_SECOND_H
#define QINGSHAN_TESTS_TWIN_SECOND_H

#include "demo.h"

enum { RAIN_POWER = 3, WEATHER_POWER = 0 }; // 0: the nearest station

typedef struct SecondYear { // one scenario
    const double *rain[12], *tmean[12], *et0[12], *rain_days[12], *wind[12];
    const double *erosivity, *storm_mm, *storms, *storm_logs, *hot_days, *et_hot_mm;
} SecondYear;

// Rain: 25 mm a year and 100 m, shared among the months as the station's rain is.
static inline void second_rain(const Twin *twin, const TwinStations *st, const double *dem, SecondYear *out)
{
    double value[12][TWIN_SITES] = {{0}}, slope[12][TWIN_SITES] = {{0}};
    for (int m = 0; m < 12; m++) twin_site_values(st, twin_at_rain, m + 1, value[m]);
    for (int m = 0; m < 12; m++) {
        for (size_t s = 0; s < st->sites.count; s++) {
            double year = 0;
            for (int k = 0; k < 12; k++) year += value[k][s];
            slope[m][s] = 25 / 100.0 * value[m][s] / year;
        }
        out->rain[m] = twin_lapse(twin, &st->sites, value[m], slope[m], dem, RAIN_POWER, 0);
    }
}

static inline void second_weather(const Twin *twin, const TwinStations *st, const double *dem, SecondYear *out)
{
    double value[TWIN_SITES] = {0}, slope[TWIN_SITES];
    for (size_t s = 0; s < TWIN_SITES; s++) slope[s] = -0.55 / 100;
    for (int m = 0; m < 12; m++) {
        twin_site_values(st, twin_at_tmean, m + 1, value);
        out->tmean[m] = twin_lapse(twin, &st->sites, value, slope, dem, WEATHER_POWER, -INFINITY);
        out->et0[m] = twin_layer(twin, st, twin_at_et0, m + 1, WEATHER_POWER);
        out->wind[m] = twin_layer(twin, st, twin_at_wind, m + 1, WEATHER_POWER);
        out->rain_days[m] = twin_layer(twin, st, twin_at_rain_days, m + 1, RAIN_POWER);
    }
}

static inline SecondYear second_year(const Twin *twin, int scenario, const double *dem)
{
    bool actual = scenario == TWIN_ACTUAL;
    TwinStations st = actual ? twin_stations(twin, "./rain.csv", "tables/weather_2023.csv", 2023, 2023)
                             : twin_stations(twin, "tables/normal/rain.csv", "tables/normal/weather.csv", 2001, 2004);
    SecondYear out;
    st.wind_height_m = 0.5;
    second_rain(twin, &st, dem, &out);
    second_weather(twin, &st, dem, &out);
    out.erosivity = twin_layer(twin, &st, twin_at_r2, 0, RAIN_POWER);
    out.storm_mm = twin_layer(twin, &st, twin_at_storms, 0, RAIN_POWER);
    out.storms = twin_layer(twin, &st, twin_at_storms, 1, RAIN_POWER);
    out.storm_logs = twin_layer(twin, &st, twin_at_storms, 2, RAIN_POWER);
    out.hot_days = twin_layer(twin, &st, twin_at_hot_days, 0, WEATHER_POWER);
    out.et_hot_mm = twin_layer(twin, &st, twin_at_et_hot, 0, WEATHER_POWER);
    return out;
}

// R01 with the whole rain and Zhang's evapotranspiration; R05 storm by storm.
static inline void second_water(const Twin *twin, const SecondYear *year, double *out, double *flood)
{
    const double *w = twin_by_class(twin, "R01.zhang_w", ""), *alpha = twin_by_class(twin, "R01.alpha", ""),
                 *a = twin_by_class(twin, "R05.rh_a", ""), *b = twin_by_class(twin, "R05.rh_b", "");
    for (size_t i = 0; i < twin->count; i++) {
        size_t c = twin->class_of[i];
        if (twin->inside[i] == 0) continue;
        double rain = twin_sum_months(year->rain, i), et = twin_zhang(rain, twin_sum_months(year->et0, i), w[c]);
        out[i] = (rain * (1 - alpha[c]) - et) / 1000;
        double runoff = a[c] * year->storm_logs[i] + b[c] * year->storms[i];
        flood[i] = (year->storm_mm[i] - (runoff < 0 ? 0 : runoff)) / 1000;
    }
}

// C by table A.1 of HJ 1173 for the classes it has, the formula for dry cropland, else the class's value.
static inline double second_c(const Twin *twin, size_t c, double cover)
{
    const TwinParam *band = twin_row(&twin->params, "R02.c_cover", twin->classes[c], "", 100 * cover);
    if (band) return band->value;
    return strcmp(twin->classes[c], "512") == 0 ? twin_c_dry(cover)
                                                : twin_param(&twin->params, "R02.c", twin->classes[c]);
}

static inline double second_p(const Twin *twin, size_t c, double slope_deg)
{
    const TwinParam *band = twin_row(&twin->params, "R02.p_slope", twin->classes[c], "", slope_deg);
    return band ? band->value : twin_param(&twin->params, "R02.p", twin->classes[c]);
}

typedef struct SecondSoil {
    const double *sand, *silt, *clay, *carbon, *cover;
} SecondSoil;

// A slope of 80 m, of which 70 count.
static inline void second_erosion(const Twin *twin, const SecondYear *year, const SecondSoil *soil, double *out)
{
    for (size_t i = 0; i < twin->count; i++) {
        size_t c = twin->class_of[i];
        if (twin->inside[i] == 0) continue;
        double slope = twin->slope_deg[i],
               k = 0.1317 * twin_epic(soil->sand[i], soil->silt[i], soil->clay[i], soil->carbon[i]);
        out[i] = year->erosivity[i] * k * twin_l(70, slope, 0.089) * twin_s_hj1173(slope) *
                 (1 - second_c(twin, c, soil->cover[i]) * second_p(twin, c, slope)) / 10000;
    }
}

// RWEQ's weather factor: wind, air density by height and temperature, dryness.
static inline double second_weather_factor(const SecondYear *year, double height_m, size_t i)
{
    double sum = 0, km = height_m / 1000;
    static const double days[12] = {31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int m = 0; m < 12; m++) {
        double density = 348 * (1.013 - 0.1183 * km + 0.0048 * km * km) / (year->tmean[m][i] + 273.15);
        double wet = year->rain[m][i] * year->rain_days[m][i] / days[m], et0 = year->et0[m][i];
        sum += year->wind[m][i] * days[m] * density / 9.8 * fmax((et0 - wet) / et0, 0);
    }
    return sum;
}

static inline void second_sand(const Twin *twin, const SecondYear *year, const SecondSoil *soil, const double *dem,
                               double *out)
{
    const double *cover_a = twin_by_class(twin, "R03.cover_a", "");
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        double sum = soil->sand[i] + soil->silt[i] + soil->clay[i], sand = 100 * soil->sand[i] / sum,
               silt = 100 * soil->silt[i] / sum, clay = 100 * soil->clay[i] / sum, matter = 1.724 * soil->carbon[i];
        double erodible =
            (29.09 + 0.31 * sand + 0.17 * silt + 0.33 * sand / clay - 2.59 * matter - 0.95 * soil->carbon[i]) / 100;
        double crust = 1 / (1 + 0.0066 * clay * clay + 0.021 * matter * matter);
        double product = second_weather_factor(year, dem[i], i) * erodible * crust;
        double covered = product * exp(-cover_a[twin->class_of[i]] * 100 * soil->cover[i]);
        out[i] = (twin_sand_loss(product) - twin_sand_loss(covered)) / 1000;
    }
}

// Carbon of the Miami model less respiration; oxygen without it (o2_basis NPP).
static inline void second_carbon(const Twin *twin, const SecondYear *year, double *co2, double *o2)
{
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        double npp = twin_miami(twin_sum_months(year->tmean, i) / 12, twin_sum_months(year->rain, i));
        co2[i] = (npp - twin_year_respiration(year->tmean, year->rain, i)) * 44 / 12 / 1e6;
        o2[i] = npp * 32 / 12 / 1e6;
    }
}

// Heat a class takes up on each hot day; water surfaces undivided, and 120 kWh a m3 for the moisture.
static inline void second_cooling(const Twin *twin, const SecondYear *year, double *land, double *water)
{
    const double *epp = twin_by_class(twin, "R10.epp", "");
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        bool is_water = twin_is_water(twin->classes[twin->class_of[i]]);
        land[i] = is_water ? 0 : epp[twin->class_of[i]] * year->hot_days[i] / (3600 * 3);
        water[i] = is_water ? year->et_hot_mm[i] / 1000 * (2450 / 3.6 + 120) : 0;
    }
}

static inline void second_life(TwinAccount *account)
{
    TwinService *pests = twin_new_service(account, "R12", 1, "price.pest_control"),
                *ions = twin_new_service(account, "R14", 1, "price.ion");
    const Twin *twin = account->twin;
    const double *natural = twin_by_class(twin, "R12.natural_share", ""), *height = twin_map(twin, "maps/shannon.tif"),
                 *density = twin_map(twin, "maps/npp_2023.tif");
    ions->clamp = true;
    for (size_t i = 0; i < twin->count; i++) {
        pests->flow[TWIN_ACTUAL][0][i] = natural[twin->class_of[i]] / 10000;
        ions->flow[TWIN_ACTUAL][0][i] = 5.256e15 / 10000 * height[i] * (density[i] - 600) / 10;
    }
    twin_copy_to_normal(twin, pests);
    twin_copy_to_normal(twin, ions);
}

static inline void second_parts(TwinService *soil, TwinService *sand, TwinService *cooling)
{
    soil->part_count = 3;
    soil->parts[0] = (TwinPart){.times = "R02.lambda", .over = {"R02.rho"}, .price = "price.dredging"};
    soil->parts[1] = (TwinPart){.times = "R02.nitrogen_share", .price = "tax:TN"};
    soil->parts[2] = (TwinPart){.times = "R02.phosphorus_share", .price = "tax:TP"};
    sand->parts[0] = (TwinPart){.over = {"R03.rho", "R03.depth_m"}, .price = "price.sand_control"};
    cooling->part_count = 2;
    cooling->parts[1] = (TwinPart){.flow = 1, .price = "price.electricity_household"};
}

static inline void second_services(TwinAccount *account)
{
    TwinService *water = twin_new_service(account, "R01", 1, "storage"),
                *soil = twin_new_service(account, "R02", 1, ""), *sand = twin_new_service(account, "R03", 1, ""),
                *flood = twin_new_service(account, "R05", 1, "storage"),
                *carbon = twin_new_service(account, "R06", 1, "price.co2"),
                *oxygen = twin_new_service(account, "R07", 1, "price.o2"),
                *cooling = twin_new_service(account, "R10", 2, "price.electricity_household");
    const Twin *twin = account->twin;
    const double *dem = twin_map(twin, "maps/dem.tif");
    SecondSoil ground = {twin_map(twin, "maps/sand.tif"), twin_map(twin, "maps/silt.tif"),
                         twin_map(twin, "maps/clay.tif"), twin_map(twin, "maps/soc.tif"),
                         twin_cover_fraction(twin, account->ndvi_ends)};
    water->clamp = soil->clamp = sand->clamp = flood->clamp = true;
    second_parts(soil, sand, cooling);
    for (int n = 0; n < TWIN_SCENARIOS; n++) {
        SecondYear year = second_year(twin, n, dem);
        second_water(twin, &year, water->flow[n][0], flood->flow[n][0]);
        second_erosion(twin, &year, &ground, soil->flow[n][0]);
        second_sand(twin, &year, &ground, dem, sand->flow[n][0]);
        second_carbon(twin, &year, carbon->flow[n][0], oxygen->flow[n][0]);
        second_cooling(twin, &year, cooling->flow[n][0], cooling->flow[n][1]);
    }
    twin_air(account, false);
    twin_water_purified(account, false);
    twin_species(account, ground.carbon);
    second_life(account);
}

#endif
