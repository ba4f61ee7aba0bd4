// plan.h - what an account will do, decided before a cell is read: which inputs feed which fields and services, with
// which parameters and prices.
//
// plan_open reads the folder's small files (settings, tables, stations, vectors) and opens the maps' headers; it
// reports everything that is wrong at once as findings, and reads no cell. A plan with ERROR findings cannot be run. A
// plan is immutable once open, except for the statistics of the first pass.
#ifndef QINGSHAN_GEP_PLAN_H
#define QINGSHAN_GEP_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/district.h"
#include "base/err.h"
#include "gep/account.h"
#include "gep/classes.h"
#include "gep/emissions.h"
#include "gep/finding.h"
#include "gep/params.h"
#include "gep/profile.h"
#include "gep/ranges.h"
#include "gep/service.h"
#include "gep/why.h"
#include "land/class_table.h"
#include "land/coverage.h"
#include "land/crs.h"
#include "land/layer.h"
#include "land/station.h"

// Nodes that a comparison with observations needs (observed.h).
enum { OBSERVED_RAIN, OBSERVED_ET, OBSERVED_RKLS, OBSERVED_C, OBSERVED_P, OBSERVED_NODES };
enum { SCENARIO_ACTUAL, SCENARIO_NORMAL, SCENARIO_COUNT };

typedef enum NodeKind {
    NODE_MAP,         // a layer a month
    NODE_CLASS_TABLE, // a class map's codes looked up in a table
    NODE_STATION,     // site values carried to the cells by weights
    NODE_COLUMN,      // a column of the cells table (tabular mode)
    NODE_FIELD,       // computed by a field method's kernel
    NODE_SLOPE,       // Horn slope of the elevation layer
    NODE_LATITUDE,
    NODE_CELL_SIZE,
} NodeKind;

// The parameters and options of one kernel, looked up for every class.
typedef struct Bound {
    double *scalar; // declared parameters, then statistics
    const double *const *by_class;
    const Bands *const *bands;
    const double *option_number;
    const char *const *option_text;
    size_t row_count;
    const ParamRow *const *rows;  // every row used
    bool unverified;              // a row that all classes share is unverified
    const bool *unverified_class; // [class_count]
} Bound;

typedef struct Node {
    const char *id, *unit;
    int months, slot; // slots [slot, slot + months) of a worker's arrays
    NodeKind kind;
    double factor;     // from the source's unit to `unit`
    int layers[12];    // MAP: indices into plan->layers; CLASS_TABLE, SLOPE: layers[0]
    const char *fill;  // "" or the rule for holes
    double fill_value; // of "constant:"
    int fill_node;     // of "map:"; -1 none
    size_t code_count; // CLASS_TABLE, sorted by code
    const ClassValue *codes;
    int reach;                 // STATION: index into plan->reaches
    const double *site_values; // STATION: [site of the reach * months + month], at elevation 0 when there is a slope
    const double *site_slope;  // STATION with a lapse: change a metre of elevation, likewise; else NULL
    bool not_negative;         // STATION: clamped at 0 after the lapse (rain)
    const double *column;      // COLUMN: [month * plan->row_count + row]
    const FieldMethod *method; // FIELD
    int inputs[INPUT_MAX];     // FIELD, and elevation for STATION with a lapse (inputs[0]); -1 absent
    Bound bound;
    bool can_be_filled; // itself or an input has a fill rule
    const Range *range; // of what comes from outside; NULL: any value
} Node;

typedef struct EntryPlace { // where an entry of a table counts
    int class_index, zone;
} EntryPlace;

typedef struct ServicePlan {
    const Service *service;
    const ProfileService *profile;
    ServiceState state;
    const char *reason;
    const Variant *variant; // NULL when not computed; the variant "given" has neither kernel nor tabulate
    int inputs[SCENARIO_COUNT][INPUT_MAX]; // nodes; equal rows when climate plays no part
    bool normal_differs;
    Bound bound;
    bool counts[CLASS_MAX];
    size_t flow_count, part_count, entry_count;
    const Entry *entries;     // of tables, checked; part resolved by name
    const Entry *own_entries; // those before plan_reprice
    const EntryPlace *places; // [entry_count]
    size_t emission_count;
    const Emission
        *emissions; // of table `emissions`, for flows with limited_by; NULL when the variant does not name it
    int channel;    // first accumulator channel (see pass.h)
    int overview;   // first of its overviews in PassResult: one, or one a flow where emissions limit the flows
    int overview_count;
} ServicePlan;

typedef struct PlanInput { // a file that the account reads
    const char *id, *path; // absolute
    int layer;             // index into layers, or -1
    uint64_t bytes;        // with sm3 and changed_ns: filled by lock_hash
    long long changed_ns;  // time of the last change
    char sm3[SM3_TEXT_SIZE];
    const char *license;
} PlanInput;

typedef struct PlanLayer {
    LayerPlan *layer;
    const char *id, *path;
    int band;
    LayerKind kind;
    int halo; // cells around the window that are needed (elevation: 1)
} PlanLayer;

typedef struct PlanStatistic { // a percentile of a node over the district, found in a first pass
    int node;
    double percentile;
    double *target; // where the scalar goes
} PlanStatistic;

typedef struct PlanMemo { // what plan_node found before
    const char *id;
    int months, scenario, node;
    const Why *why; // -1: what was looked for; NULL while it is looked for
} PlanMemo;

typedef struct PlanGap { // what one or several services lack
    const char *code;    // of the first
    StrBuf codes;
    Why names, why;
} PlanGap;
struct Plan;
typedef struct PlanPrices { // whose prices: parameters and years of a plan, tables of a district
    const struct Plan *of;  // outlives the plan that uses them
    const District *tables; // paths absolute, without {year}
} PlanPrices;

typedef struct PlanMix { // an account made of parts of two others (explain/mixture.h); what it names outlives the plan
    const District *district;  // what to read: paths absolute, without {year}
    int weather_year;          // of station series
    int condition_year;        // of rows in tables
    int method_year;           // for which parameter rows hold
    PlanPrices prices;         // see plan_reprice
    const struct Plan *ground; // its grid, boundary, towns and coverage are used, not built again
} PlanMix;

typedef struct PlanOptions {
    int year, jobs;
    const char *methods; // folder
    const PlanMix *mix;  // NULL: an ordinary account of one folder and year
} PlanOptions;

typedef struct Plan {
    Arena *arena;
    const PlanMix *mix; // NULL: all years below are `year`
    int weather_year, condition_year, method_year, price_year, constant_price_year;
    Params price_rows; // where prices are looked up, first; params where they are not there
    Findings findings;
    District district;
    Profile profile;
    Params params;
    EcoClasses classes;
    Ranges ranges;
    int year;
    const char *methods;

    bool tabular;
    Grid grid;
    Crs *crs;
    Polygons boundary, zones;
    Coverage *coverage;
    CellArea *cell_area;
    Table *cells; // tabular: the table whose rows are the cells
    size_t row_count;
    const uint16_t *row_class, *row_zone;
    const double *row_area_m2;

    size_t class_count; // index 0 is "no class"
    const char *class_code[CLASS_MAX];
    size_t zone_count;                   // without ZONE_NONE
    const char **zone_code, **zone_name; // [zone_count + 1]; [0] is ""

    int land_layer, land_before_layer; // -1 none
    int before_year;
    Crosswalk crosswalk;
    size_t layer_count, layer_capacity, node_count, node_capacity, reach_count, reach_capacity, input_count,
        input_capacity, statistic_count, statistic_capacity, service_count;
    PlanLayer *layers;
    Node *nodes;
    int slot_count;
    Reach *reaches;
    PlanInput *inputs;
    PlanStatistic *statistics;
    size_t memo_count, memo_capacity, gap_count, gap_capacity;
    PlanMemo *memos;
    PlanGap *gaps;
    size_t set_count, set_capacity;
    struct PlanSet *sets; // station sets read so far
    ServicePlan *services;
    struct ParcelPlan *parcels; // parcels.h; NULL: none
    bool has_normal;
    int observed_nodes[OBSERVED_NODES]; // -1 none
    double outside_yuan; // value of products from outside the district (table outside_products); NaN without one
    bool given_read;
    const Table *given; // table `quantities`, if any
} Plan;

// Opens what can be opened and reports the rest (folder is not used for a mixture). false only when nothing sensible
// can be said any more (the text says why): findings otherwise.
MUST_CHECK bool plan_open(const char *folder, const PlanOptions *options, Plan **out, Err *err);
void plan_close(Plan *plan);
// From now on prices are those of `prices`: its parameters price.*, tax.* and price_index, its year and constant-price
// year, and in entries of tables the prices that its tables have for the same part, item, town and class (else the
// entry keeps its own). A value that is given with a quantity moves by the value of a unit; without a quantity it
// stays.
void plan_reprice(Plan *plan, const PlanPrices *prices);
// The days of a station set that was read for the actual year, as calendar_day_number; false when none was.
bool plan_station_days(const Plan *plan, const char *id, int *first, int *last);
// Do the sets of this id of both plans agree on all days up to the end of the shorter: sites, variables, values?
bool plan_stations_agree(const Plan *a, const Plan *b, const char *id);
// ERR_REFUSED that names all ERROR findings when there are any; many are cut short to fit an Err.
MUST_CHECK bool plan_check(const Plan *plan, Err *err);
// A file the account depends on; the same path once. (For the rooms of plan_*.c.)
void plan_add_input(Plan *plan, const char *id, const char *path, int layer, const char *license);

#endif
