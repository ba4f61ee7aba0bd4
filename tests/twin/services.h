// services.h - the naive twin's formulas of one cell, as gep-methods.md 2 has them, with libm.
#ifndef QINGSHAN_TESTS_TWIN_SERVICES_H
#define QINGSHAN_TESTS_TWIN_SERVICES_H

#include "account.h"

// ---- water

static inline double twin_fu(double rain, double et0, double omega)
{
    return rain + et0 - pow(pow(rain, omega) + pow(et0, omega), 1 / omega);
}

static inline double twin_zhang(double rain, double et0, double w)
{
    double dryness = et0 / rain;
    return rain * (1 + w * dryness) / (1 + w * dryness + 1 / dryness);
}

static inline double twin_log_runoff(double storm_mm, double a, double b)
{
    return storm_mm <= 0 ? 0 : fmax(a * log(storm_mm) + b, 0);
}

// ---- soil

static inline double twin_epic(double sand, double silt, double clay, double carbon)
{
    double sum = sand + silt + clay;
    sand *= 100 / sum;
    silt *= 100 / sum;
    clay *= 100 / sum;
    double fine = 1 - sand / 100;
    return (0.2 + 0.3 * exp(-0.0256 * sand * (1 - silt / 100))) * pow(silt / (clay + silt), 0.3) *
           (1 - 0.25 * carbon / (carbon + exp(3.72 - 2.95 * carbon))) *
           (1 - 0.7 * fine / (fine + exp(-5.51 + 22.9 * fine)));
}

static inline double twin_s_liu(double slope_deg)
{
    double sine = sin(slope_deg * M_PI / 180);
    return slope_deg < 5 ? 10.8 * sine + 0.03 : slope_deg < 10 ? 16.8 * sine - 0.5 : 21.91 * sine - 0.96;
}

static inline double twin_s_hj1173(double slope_deg)
{
    double sine = sin(slope_deg * M_PI / 180);
    if (slope_deg >= 28.81) return 9.5988;
    return slope_deg < 5.14 ? 10.8 * sine + 0.03 : slope_deg < 10.2 ? 16.8 * sine - 0.5 : 21.9 * sine - 0.96;
}

static inline double twin_l(double length_m, double slope_deg, double divisor)
{
    double sine = sin(slope_deg * M_PI / 180), beta = sine / divisor / (3 * pow(sine, 0.8) + 0.56);
    return pow(length_m / 22.13, beta / (1 + beta));
}

static inline double twin_c_cai(double cover)
{
    double percent = 100 * cover;
    return percent <= 0 ? 1 : percent >= 78.3 ? 0 : fmin(0.6508 - 0.3436 * log10(percent), 1);
}

static inline double twin_c_dry(double cover)
{
    return cover <= 0 ? 1 : fmax(fmin(0.221 - 0.595 * log10(cover), 1), 0);
}

// ---- cover: the nearest rank of n values for a percent p is the ceil(p n / 100)-th in order

static inline int twin_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double twin_percentile(const double *sorted, size_t count, double percent)
{
    size_t rank = (size_t)ceil(percent / 100 * (double)count);
    return sorted[rank < 1 ? 0 : rank - 1];
}

static inline const double *twin_cover_fraction(const Twin *twin, double ends[2])
{
    const double *ndvi[12];
    double *top = arena_array(twin->arena, twin->count, sizeof *top);
    double *sorted = arena_array(twin->arena, twin->count, sizeof *sorted);
    size_t count = 0;
    twin_months(twin, "ndvi", "2023", ndvi);
    for (size_t i = 0; i < twin->count; i++) {
        top[i] = -INFINITY;
        for (int m = 0; m < 12; m++) top[i] = fmax(top[i], ndvi[m][i]);
        if (twin->inside[i] > 0) sorted[count++] = top[i];
    }
    qsort(sorted, count, sizeof *sorted, twin_compare);
    ends[0] = twin_percentile(sorted, count, 5);
    ends[1] = twin_percentile(sorted, count, 95);
    for (size_t i = 0; i < twin->count; i++) top[i] = fmax(fmin((top[i] - ends[0]) / (ends[1] - ends[0]), 1), 0);
    return top;
}

// ---- carbon

static inline double twin_respiration(double tmean, double rain)
{
    return 0.22 * (exp(0.0912 * tmean) + log(0.3145 * rain + 1)) * 30 * 0.465;
}

static inline double twin_year_respiration(const double *const tmean[12], const double *const rain[12], size_t i)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) sum += twin_respiration(tmean[m][i], rain[m][i]);
    return sum;
}

static inline double twin_sum_months(const double *const months[12], size_t i)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) sum += months[m][i];
    return sum;
}

static inline double twin_miami(double tmean, double rain)
{
    double dry = fmin(3000 / (1 + exp(1.315 - 0.119 * tmean)), 3000 * (1 - exp(-0.000664 * rain)));
    return dry * 72 / 162;
}

// ---- wind erosion

static inline double twin_sand_loss(double product)
{
    double s = 150.71 * pow(product, -0.3711), z = 50;
    return 2 * z / (s * s) * 109.8 * product * exp(-(z / s) * (z / s));
}

// ---- services that both districts have

static inline TwinService *twin_new_service(TwinAccount *account, const char *code, size_t flows, const char *price)
{
    TwinService *service = &account->services[account->service_count++];
    *service = (TwinService){.code = code, .flow_count = flows, .part_count = 1, .parts = {{.price = price}}};
    for (size_t f = 0; f < flows; f++) {
        service->headline[f] = true;
        service->scale[f] = 1;
        for (int n = 0; n < TWIN_SCENARIOS; n++) twin_new_flow(account->twin, service, n, (int)f);
    }
    return service;
}

static inline void twin_copy_to_normal(const Twin *twin, const TwinService *service)
{
    for (size_t f = 0; f < service->flow_count; f++)
        memcpy(service->flow[TWIN_NORMAL][f], service->flow[TWIN_ACTUAL][f], twin->count * sizeof(double));
}

static inline void twin_capacity(const Twin *twin, const char *id, const char *key, double *out)
{
    const double *rate = twin_by_class(twin, id, key);
    for (size_t i = 0; i < twin->count; i++) out[i] = rate[twin->class_of[i]] / 1000 / 10000; // kg/hm2 to t/m2
}

static inline void twin_air(TwinAccount *account, bool limited)
{
    static const char *const ids[3] = {"R08.capacity_so2", "R08.capacity_nox", "R08.capacity_dust"},
                             *const prices[3] = {"tax:SO2", "tax:NOx", "tax:dust"},
                             *const names[3] = {"二氧化硫", "氮氧化物", "粉尘"};
    TwinService *service = twin_new_service(account, "R08", 3, "");
    service->part_count = 3;
    for (int f = 0; f < 3; f++) {
        service->parts[f] = (TwinPart){.flow = f, .price = prices[f]};
        service->emission[f] = limited ? names[f] : NULL;
        twin_capacity(account->twin, ids[f], "", service->flow[TWIN_ACTUAL][f]);
    }
    twin_copy_to_normal(account->twin, service);
}

// Total nitrogen is priced; ammonia, its part, is not counted beside it.
static inline void twin_water_purified(TwinAccount *account, bool limited)
{
    static const char *const ids[4] = {"R09.capacity_cod", NULL, "R09.capacity_nitrogen", "R09.capacity_tp"},
                             *const keys[4] = {"", NULL, "TN", ""},
                             *const prices[4] = {"tax:COD", "tax:NH3-N", "tax:TN", "tax:TP"},
                             *const names[4] = {"化学需氧量", NULL, "总氮", "总磷"};
    TwinService *service = twin_new_service(account, "R09", 4, "");
    service->part_count = 4;
    for (int f = 0; f < 4; f++) {
        service->parts[f] = (TwinPart){.flow = f, .price = prices[f]};
        service->emission[f] = limited ? names[f] : NULL;
        if (ids[f]) twin_capacity(account->twin, ids[f], keys[f], service->flow[TWIN_ACTUAL][f]);
    }
    twin_copy_to_normal(account->twin, service);
}

// A hectare at the level of its Shannon-Wiener index.
static inline void twin_species(TwinAccount *account, const double *more)
{
    const Twin *twin = account->twin;
    TwinService *service = twin_new_service(account, "R11", 2, "money");
    const double *index = twin_map(twin, "maps/shannon.tif");
    service->parts[0].flow = 1;
    service->headline[1] = false;
    for (size_t i = 0; i < twin->count; i++) {
        if (twin->inside[i] == 0) continue;
        const TwinParam *level = twin_row(&twin->params, "R11.species_value", "1", "", index[i]);
        service->flow[TWIN_ACTUAL][0][i] = 1 / 10000.0;
        service->flow[TWIN_ACTUAL][1][i] = level->value / 10000 * (1 + (more ? 0.1 * more[i] : 0));
    }
    twin_copy_to_normal(twin, service);
}

#endif
