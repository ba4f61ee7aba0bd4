// demo.h - the naive twin of the demonstration district as it is: guideline-2020, monthly maps, R1, EPIC, Penman.
#ifndef QINGSHAN_TESTS_TWIN_DEMO_H
#define QINGSHAN_TESTS_TWIN_DEMO_H

#include "services.h"

typedef struct DemoYear { // one scenario
    const double *rain[12], *tmean[12], *et0[12], *erosivity, *storm_mm, *et_hot_mm;
} DemoYear;

static inline DemoYear demo_year(const Twin *twin, int scenario)
{
    bool actual = scenario == TWIN_ACTUAL;
    const char *when = actual ? "2023" : "normal";
    TwinStations st = actual ? twin_stations(twin, "tables/rain.csv", "tables/weather_2023.csv", 2023, 2023)
                             : twin_stations(twin, "tables/normal/rain.csv", "tables/normal/weather.csv", 2001, 2004);
    DemoYear out;
    st.wind_height_m = 10;
    twin_months(twin, "p", when, out.rain);
    twin_months(twin, "t", when, out.tmean);
    twin_months(twin, "et0", when, out.et0);
    out.erosivity = twin_layer(twin, &st, twin_at_r1, 0, 2);
    out.et_hot_mm = twin_layer(twin, &st, twin_at_et_hot, 0, 2);
    out.storm_mm = twin_layer(twin, &st, twin_at_storms, 0, 2);
    return out;
}

// Storm rain that stays where it falls, mm.
static inline const double *demo_held(const Twin *twin, const DemoYear *year)
{
    const double *a = twin_by_class(twin, "R05.rh_a", ""), *b = twin_by_class(twin, "R05.rh_b", "");
    double *out = arena_array(twin->arena, twin->count, sizeof *out);
    for (size_t i = 0; i < twin->count; i++) {
        size_t c = twin->class_of[i];
        if (twin->inside[i] > 0) out[i] = year->storm_mm[i] - twin_log_runoff(year->storm_mm[i], a[c], b[c]);
    }
    return out;
}

// P - alpha P - ET, less what R05 counts; Fu's evapotranspiration.
static inline void demo_water(const Twin *twin, const DemoYear *year, double *out, double *flood)
{
    const double *omega = twin_by_class(twin, "R01.fu_omega", ""), *alpha = twin_by_class(twin, "R01.alpha", ""),
                 *in_r05 = twin_counts(twin, "R05"), *held = demo_held(twin, year);
    for (size_t i = 0; i < twin->count; i++) {
        size_t c = twin->class_of[i];
        if (twin->inside[i] == 0) continue;
        double rain = twin_sum_months(year->rain, i), et0 = twin_sum_months(year->et0, i);
        double depth = rain - alpha[c] * rain - twin_fu(rain, et0, omega[c]);
        if (in_r05[c] > 0) depth -= fmax(held[i], 0);
        out[i] = depth / 1000;
        flood[i] = held[i] / 1000;
    }
}

// t/m2: R K L S (1 - C P), K with Zhang Keli's correction, L of the cell's own length.
static inline void demo_soil(const Twin *twin, const DemoYear *year, const double *cover, double *out)
{
    const double *sand = twin_map(twin, "maps/sand.tif"), *silt = twin_map(twin, "maps/silt.tif"),
                 *clay = twin_map(twin, "maps/clay.tif"), *carbon = twin_map(twin, "maps/soc.tif");
    const double *practice = twin_by_class(twin, "R02.p", "");
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        double slope = twin->slope_deg[i], length = fmin(twin->grid.cell_m / cos(slope * M_PI / 180), 122);
        double k = fmax((0.51575 * twin_epic(sand[i], silt[i], clay[i], carbon[i]) - 0.01383) * 0.1317, 0);
        out[i] = year->erosivity[i] * k * twin_l(length, slope, 0.0896) * twin_s_liu(slope) *
                 (1 - twin_c_cai(cover[i]) * practice[twin->class_of[i]]) / 10000;
    }
}

static inline void demo_carbon(const Twin *twin, const DemoYear *year, double *co2, double *o2)
{
    const double *npp = twin_map(twin, "maps/npp_2023.tif");
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        double net = npp[i] - twin_year_respiration(year->tmean, year->rain, i); // g C/m2
        co2[i] = net * 44 / 12 / 1e6;
        o2[i] = net * 32 / 12 / 1e6;
    }
}

static inline bool twin_is_water(const char *class_code)
{
    return twin_starts(class_code, "42") || twin_starts(class_code, "43");
}

// kWh/m2 at 2450 J/g and an efficiency of 3, on land and on water.
static inline void demo_cooling(const Twin *twin, const DemoYear *year, double *land, double *water)
{
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        double saved = year->et_hot_mm[i] / 1000 * 2450 * 1e6 / 3.6e6 / 3;
        bool is_water = twin_is_water(twin->classes[twin->class_of[i]]);
        land[i] = is_water ? 0 : saved;
        water[i] = is_water ? saved : 0;
    }
}

static inline void demo_services(TwinAccount *account)
{
    TwinService *water = twin_new_service(account, "R01", 1, "storage"),
                *soil = twin_new_service(account, "R02", 1, "price.dredging"),
                *flood = twin_new_service(account, "R05", 1, "storage"),
                *carbon = twin_new_service(account, "R06", 1, "price.co2"),
                *oxygen = twin_new_service(account, "R07", 1, "price.o2"),
                *cooling = twin_new_service(account, "R10", 2, "price.electricity_household");
    water->clamp = soil->clamp = flood->clamp = true;
    soil->parts[0].times = "R02.lambda"; // nitrogen and phosphorus are R09's
    soil->parts[0].over[0] = "R02.rho";
    cooling->part_count = 2;
    cooling->parts[1] = (TwinPart){.flow = 1, .price = "price.electricity_household"};
    const Twin *twin = account->twin;
    const double *cover = twin_cover_fraction(twin, account->ndvi_ends);
    for (int n = 0; n < TWIN_SCENARIOS; n++) {
        DemoYear year = demo_year(twin, n);
        demo_water(twin, &year, water->flow[n][0], flood->flow[n][0]);
        demo_soil(twin, &year, cover, soil->flow[n][0]);
        demo_carbon(twin, &year, carbon->flow[n][0], oxygen->flow[n][0]);
        demo_cooling(twin, &year, cooling->flow[n][0], cooling->flow[n][1]);
    }
    twin_air(account, true);
    twin_water_purified(account, true);
    twin_species(account, NULL);
}

#endif
