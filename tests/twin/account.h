// account.h - the naive twin's sums and money: densities of cells to classes and towns, quantities times prices.
#ifndef QINGSHAN_TESTS_TWIN_ACCOUNT_H
#define QINGSHAN_TESTS_TWIN_ACCOUNT_H

#include "weather.h"

enum { TWIN_FLOWS = 4, TWIN_PARTS = 4 };

typedef struct TwinPart {
    int flow;
    const char *times, *over[2]; // parameters; NULL: 1
    const char *price;           // parameter, "storage", "tax:SO2", "money"
} TwinPart;

typedef struct TwinService {
    const char *code;
    size_t flow_count, part_count;
    bool headline[TWIN_FLOWS];        // adds to the service's quantity
    bool clamp;                       // no cell below 0
    const char *emission[TWIN_FLOWS]; // the pollutant, as the table names it, that limits the flow; or NULL
    TwinPart parts[TWIN_PARTS];
    double *flow[TWIN_SCENARIOS][TWIN_FLOWS]; // of each cell, per m2
    double scale[TWIN_FLOWS];                 // emission over capacity where that is smaller
} TwinService;

typedef struct TwinLeaf {
    double eligible_m2, valid_m2, clamped, sum[TWIN_SCENARIOS][TWIN_FLOWS];
} TwinLeaf;

typedef struct TwinAccount {
    const Twin *twin;
    bool annualised;
    double ndvi_ends[2]; // 5 and 95 percent of the district's cells
    size_t service_count;
    TwinService services[12];
    TwinLeaf (*leaves)[TWIN_CLASSES][TWIN_ZONES]; // [service]
} TwinAccount;

static inline double *twin_new_flow(const Twin *twin, TwinService *service, int scenario, int flow)
{
    return service->flow[scenario][flow] = arena_array(twin->arena, twin->count, sizeof(double));
}

// Does a class count in a service? One flag a class.
static inline const double *twin_counts(const Twin *twin, const char *code)
{
    return twin_by_class(twin, arena_printf(twin->arena, "%s.counts", code), "");
}

// ---- sums

static inline void twin_add_cell(const TwinAccount *account, size_t s, size_t c, size_t i)
{
    const Twin *twin = account->twin;
    const TwinService *service = &account->services[s];
    for (size_t z = 0; z < twin->zone_count; z++) {
        TwinLeaf *leaf = &account->leaves[s][c][z];
        double area = twin->area_m2[i] * twin->zone_share[z][i];
        if (area == 0) continue;
        leaf->eligible_m2 += area;
        if (isnan(service->flow[TWIN_ACTUAL][0][i])) continue;
        leaf->valid_m2 += area;
        for (size_t f = 0; f < service->flow_count; f++) {
            for (int n = 0; n < TWIN_SCENARIOS; n++) {
                double flow = service->flow[n][f][i];
                if (service->clamp && flow < 0 && n == TWIN_ACTUAL) leaf->clamped -= flow * area;
                leaf->sum[n][f] += service->clamp && flow < 0 ? 0 : flow * area;
            }
        }
    }
}

static inline void twin_sum(TwinAccount *account)
{
    const Twin *twin = account->twin;
    account->leaves = arena_array(twin->arena, account->service_count, sizeof *account->leaves);
    for (size_t s = 0; s < account->service_count; s++) {
        const double *counts = twin_counts(twin, account->services[s].code);
        for (size_t i = 0; i < twin->count; i++) {
            size_t c = twin->class_of[i];
            if (twin->inside[i] > 0 && counts[c] > 0) twin_add_cell(account, s, c, i);
        }
    }
}

// ---- emission or capacity, whichever is smaller, over the district

static inline double twin_emission(const Twin *twin, const char *pollutant)
{
    TwinCsv csv = twin_csv(twin->arena, twin_path(twin, "tables/emissions_2023.csv"));
    int name = twin_column(&csv, "污染物"), amount = twin_column(&csv, "排放量(t)");
    double sum = 0;
    for (size_t row = 1; row < csv.count; row++) {
        if (strcmp(csv.rows[row][name], pollutant) == 0) sum += twin_number(csv.rows[row][amount]);
    }
    return sum;
}

static inline void twin_limit(TwinAccount *account, size_t s)
{
    TwinService *service = &account->services[s];
    for (size_t f = 0; f < service->flow_count; f++) {
        double capacity = 0;
        service->scale[f] = 1;
        if (!service->emission[f]) continue;
        for (size_t c = 0; c < account->twin->class_count; c++) {
            for (size_t z = 0; z < account->twin->zone_count; z++)
                capacity += account->leaves[s][c][z].sum[TWIN_ACTUAL][f];
        }
        if (capacity > 0) service->scale[f] = fmin(twin_emission(account->twin, service->emission[f]) / capacity, 1);
    }
}

// ---- money

static inline double twin_storage_price(const TwinAccount *account, int year)
{
    const TwinParams *p = &account->twin->params;
    double capital = twin_price(p, "price.storage_capital", "", year);
    if (!account->annualised) return capital;
    double rate = twin_scalar(p, "finance.discount_rate"), years = twin_scalar(p, "finance.reservoir_life_years");
    return capital * rate / (1 - pow(1 + rate, -years)) + twin_price(p, "price.storage_annual_om", "", year);
}

static inline double twin_tax_price(const TwinParams *p, const char *pollutant, int year)
{
    char equivalent[32];
    bool air = strcmp(pollutant, "SO2") == 0 || strcmp(pollutant, "NOx") == 0 || strcmp(pollutant, "dust") == 0;
    snprintf(equivalent, sizeof equivalent, "tax.equivalent.%s", pollutant);
    return 1000 * twin_price(p, air ? "tax.rate_air" : "tax.rate_water", "", year) / twin_scalar(p, equivalent);
}

static inline double twin_part_price(const TwinAccount *account, const char *price, const char *class_code, int year)
{
    const TwinParams *p = &account->twin->params;
    if (strcmp(price, "money") == 0) return 1;
    if (strcmp(price, "storage") == 0) return twin_storage_price(account, year);
    return twin_starts(price, "tax:") ? twin_tax_price(p, price + 4, year) : twin_price(p, price, class_code, year);
}

static inline double twin_part_quantity(const TwinAccount *account, size_t s, size_t c, size_t z, const TwinPart *part,
                                        int scenario)
{
    const TwinParams *p = &account->twin->params;
    const char *class_code = account->twin->classes[c];
    double quantity = account->leaves[s][c][z].sum[scenario][part->flow] * account->services[s].scale[part->flow];
    if (part->times) quantity *= twin_param(p, part->times, class_code);
    for (int k = 0; k < 2 && part->over[k]; k++) quantity /= twin_param(p, part->over[k], class_code);
    return quantity;
}

static inline double twin_leaf_yuan(const TwinAccount *account, size_t s, size_t c, size_t z, int scenario, int year)
{
    const TwinService *service = &account->services[s];
    double yuan = 0;
    for (size_t k = 0; k < service->part_count; k++) {
        const TwinPart *part = &service->parts[k];
        double quantity = twin_part_quantity(account, s, c, z, part, scenario);
        if (quantity != 0) yuan += quantity * twin_part_price(account, part->price, account->twin->classes[c], year);
    }
    return yuan;
}

static inline double twin_leaf_quantity(const TwinAccount *account, size_t s, size_t c, size_t z)
{
    const TwinService *service = &account->services[s];
    double sum = 0;
    for (size_t f = 0; f < service->flow_count; f++) {
        if (service->headline[f]) sum += account->leaves[s][c][z].sum[TWIN_ACTUAL][f] * service->scale[f];
    }
    return sum;
}

#endif
