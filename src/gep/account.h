// account.h - a finished account as plain data: what account.json, the workbook, the report and the terminal show.
//
// Everything is immutable once built, lives on one arena, and is sorted: services by code, leaves by (service, class,
// town), inputs by id, parameters by id. Money is exact: a leaf is rounded once to the fen; every total is an integer
// sum of leaves.
#ifndef QINGSHAN_GEP_ACCOUNT_H
#define QINGSHAN_GEP_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/money.h"
#include "gep/finding.h"
#include "gep/service.h"
#include "land/vector.h"

typedef enum ServiceState { SERVICE_COMPUTED, SERVICE_NOT_APPLICABLE, SERVICE_NOT_AVAILABLE } ServiceState;
const char *service_state_text(ServiceState state); // "computed", ...

typedef struct Values { // one thing valued four ways
    Fen current;        // actual climate, current prices
    Fen constant;       // actual climate, constant prices
    Fen normal_current; // normal climate; equal to the actual one where climate plays no part; 0 when no normal climate
                        // is given
    Fen normal_constant;
} Values;

typedef struct Leaf {
    int service;                      // index into services
    const char *ecosystem;            // class code; "" for what comes from tables without a class
    const char *town;                 // code; "" not allotted to a town
    double quantity, quantity_normal; // headline quantity
    Values value;
} Leaf;

typedef struct AccountPart {
    const char *id, *name_zh, *name_en, *unit, *price_unit, *price_id;
    double quantity, price, price_constant; // price NaN where a part mixes prices (statistics)
    Fen value;
} AccountPart;

typedef struct AccountService {
    const char *code, *name_zh, *name_en, *unit, *seea;
    Group group;
    ServiceState state;
    const char *reason; // of the two states that are not computed
    const char *variant, *variant_name_zh, *variant_name_en;
    bool in_total;
    double quantity, quantity_normal;
    double price, price_constant; // NaN when it has several parts
    const char *price_unit;
    int price_year;
    Values value;
    double share; // of GEP
    double eligible_area_m2, valid_area_m2, filled_area_m2, valid_area_share;
    Fen filled_value, inferred_value;
    uint64_t clamped_cells;
    double clamped_quantity;
    double unverified_value_share;
    const char *branch; // "" or which case was used: "SO2: emission 1137 t <= capacity 2210 t"
    size_t part_count;
    const AccountPart *parts;
    size_t parameter_count;
    const char *const *parameters; // "R01.alpha.111"
} AccountService;

typedef struct AccountTown {
    const char *code, *name;
    double area_m2;
    Fen gep, material, regulating, cultural;
    double valid_area_share; // the smallest over services
} AccountTown;

typedef struct AccountInput {
    const char *id, *path; // relative to the district folder
    uint64_t bytes;
    char sm3[SM3_TEXT_SIZE];
    const char *crs, *resampling, *datum_note;
    double cell_x, cell_y;
    const char *license;
} AccountInput;

typedef struct AccountParam {
    const char *id, *ecosystem, *key, *unit, *source, *clause, *status;
    double value, from, to;
    int price_year;
    Fen value_resting; // value of the services that use it
} AccountParam;

typedef struct ExtentRow {
    const char *ecosystem, *name_zh, *name_en;
    double area_m2, area_before_m2; // before: NaN when no earlier land map is given
} ExtentRow;

typedef struct TransitionCell {
    const char *from, *to;
    double area_m2;
} TransitionCell;

typedef struct Overview { // a small picture's data: mean value density over overview cells, NaN outside
    int service;          // index; -1: all regulating services together
    const char *unit;     // "yuan/m2"
    int width, height;
    double cell_m;
    const float *values;
} Overview;

typedef struct AccountOutline { // for drawing: rings in grid coordinates
    const char *code, *name;
    size_t ring_count;
    const struct Ring *rings;
} AccountOutline;

typedef struct AccountParcel {
    const char *code;
    double area_m2, cells; // within the district
    Fen gep;               // of the services of the total that cells bring
    double inferred_share; // of gep: what rests on inferred classes or filled inputs; NaN without gep
    double valid_share;    // of the area that services ask for, over services; NaN without any
} AccountParcel;

typedef struct AccountParcelService {
    const char *code;
    const double *quantity; // [parcel], of the headline
    const Fen *value;       // [parcel]
    Fen inside, elsewhere;  // together the service's value: in parcels; in none, or from tables
} AccountParcelService;

typedef struct AccountParcels {
    const char *path, *layer; // of their geometry
    size_t count, small_count, service_count;
    AccountParcel *items;
    const AccountParcelService *services;
    double area_m2;
    Fen gep, elsewhere; // together the account's GEP
} AccountParcels;

typedef struct Account {
    const char *district_code, *district_name, *district_name_en, *part_of;
    bool demo;
    int year, constant_price_year;
    const char *normal; // "1991-2020" or ""
    const char *profile, *profile_title_zh, *profile_title_en, *price_basis;
    const char *crs, *crs_name;
    double cell_m, area_m2, official_area_m2; // official NaN when not given
    uint64_t cells_inside;
    double x0, y0;
    int width, height;
    double population, gdp_yuan; // NaN when not given
    size_t service_count, leaf_count, town_count, input_count, param_count, extent_count, transition_count,
        overview_count, outline_count;
    const AccountService *services;
    const Leaf *leaves;
    const AccountTown *towns;
    const AccountInput *inputs;
    const AccountParam *params;
    const ExtentRow *extent;
    const TransitionCell *transitions;
    const Overview *overviews;
    const AccountOutline *outlines; // [0]: the boundary; then towns
    const AccountParcels *parcels;  // NULL: none are given
    int before_year;                // of the transition matrix; 0 none
    Values material, regulating, cultural, gep;
    Fen outside_products; // value of products from outside the district; 0 with has_net false when not given
    bool has_net, has_normal, complete;
    Fen gep_net, not_allotted, unverified;
    double per_km2, per_head, ggi, unverified_share; // NaN when not defined
    double change_from_before; // against the account of the year before, if it was computed in the same run; NaN
    Findings *warnings;
    const char *version, *gdal_version, *proj_version;
    char result_sm3[SM3_TEXT_SIZE]; // filled by account_json
} Account;

// Canonical JSON (docs/formats.md). Fills account->result_sm3: SM3 of the same text without "program" and "result_sm3",
// and with change_from_before null.
MUST_CHECK bool account_json(Arena *arena, Account *account, const char **text, size_t *size, Err *err);
// The account as a table for a terminal, in the user's language.
const char *account_print(Arena *arena, const Account *account);
// Invariants: leaves sum to services, services to groups, groups to GEP, to the fen; asserted in account_json too.
// ERR_REFUSED names the first that fails.
MUST_CHECK bool account_check(const Account *account, Err *err);

#endif
