// service.h - what an ecosystem service is to the engine, and what a field (an intermediate layer) is.
//
// A service is one file in services/ ending in its `const Service service_CODE`; a field is one file in fields/ ending
// in `const Field field_NAME`; the Makefile collects both into tables. Kernels are pure loops over a chunk of cells: no
// state, no allocation, no branches on what is not in Cells, no libm but base/vmath.h. They get double arrays and write
// double arrays; NaN in any input that a cell needs must give NaN out (never 0).
//
// Units inside: depth mm, mass t, volume m3, energy kWh, area m2, density per m2 and year.
#ifndef QINGSHAN_GEP_SERVICE_H
#define QINGSHAN_GEP_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/params.h"
#include "land/table.h"

enum {
    CHUNK = 2048,
    INPUT_MAX = 16,
    PARAM_MAX = 16,
    FLOW_MAX = 6,
    PART_MAX = 8,
    FACTOR_MAX = 4,
    VARIANT_MAX = 10,
    SCRATCH_MAX = 8,
    OPTION_MAX = 8,
    CLASS_MAX = 128
};

// ---- what a kernel needs, declared ----

typedef struct InputNeed {
    const char *id;        // a map, class-table column, station field, cells-table column or derived field of that name
    int months;            // 1, or 12 for a monthly one
    const char *unit;      // the unit the kernel wants; the engine converts by unit_factor
    bool optional;         // absent: in[k] is NULL
    const char *needed_if; // NULL, or "option=value": needed when the option has that value, else in[k] is NULL
} InputNeed;

typedef enum ParamShape {
    PARAM_SCALAR,   // one number
    PARAM_BY_CLASS, // a number a class; NaN for a class without a row
    PARAM_BAND,     // a step function a class
} ParamShape;

typedef struct ParamNeed {
    const char *id; // "R01.alpha"
    ParamShape shape;
    const char *unit;       // checked against the row's unit
    const char *key_option; // NULL, or the option whose text is the row's key: "lake_region"
    double when_absent;     // used with `optional`
    bool optional; // no row at all: when_absent (say in the service's comment why that is neutral, e.g. factor 1)
} ParamNeed;

typedef struct OptionNeed { // a choice in district.yaml's variants or the profile's options
    const char *key;
    const char *values;   // "R1|R2|R3", or "number" or "years" or "text"
    const char *fallback; // NULL: must be given
} OptionNeed;

// ---- what a kernel gets ----

typedef struct Cells {
    size_t count;                   // <= CHUNK
    const double *const *const *in; // in[k][month][i], in the order declared; NULL when optional and absent
    const double *const *by_class;  // by_class[k][class_index[i]] for PARAM_BY_CLASS; k counts all declared parameters
    const Bands *const *bands;      // bands[k][class_index[i]] for PARAM_BAND
    const double *scalar;           // scalar[k] for PARAM_SCALAR
    const uint16_t *class_index;    // ecosystem class of each cell, < CLASS_MAX
    const char *const *class_code;  // class_code[class_index[i]]
    const double *option_number;    // in the order declared; NaN when not a number
    const char *const *option_text;
    double *const *scratch; // SCRATCH_MAX arrays of CHUNK doubles, free for use
} Cells;

typedef void Kernel(const Cells *cells, double *const *out);

// ---- fields: intermediate layers ----

// A site's daily series for methods that compute at stations first (engine.md, Exactness 7).
typedef struct SiteDays {
    int year;                 // the year to compute
    int fit_first, fit_last;  // years of the option "r_fit"-like (years), else the whole span
    int first_day, day_count; // calendar_day_number of daily[k][0]
    const double *const
        *daily; // daily[k][day], in the order of `site_variables`; NaN = missing; NULL when optional ("?x") and absent
    double elevation_m, latitude_deg, wind_height_m;
    const double *scalar; // parameters, in the order declared (all PARAM_SCALAR)
    const double *option_number;
    const char *const *option_text;
} SiteDays;
// out[months]; NaN where the days do not suffice. why (256 bytes) may say what was missing, in both languages ("not
// given / 未给出"): it becomes part of the account, which is the same in every locale.
typedef void SiteMethod(const SiteDays *days, double *out, char why[256]);

typedef struct FieldMethod {
    const char *name;                    // "R1", "epic", "sum"
    const char *source;                  // paper, standard and clause
    const char *warning_zh, *warning_en; // NULL, or what an account that used it must say (fallback formulas)
    InputNeed inputs[INPUT_MAX];         // ends with id NULL
    const char *site_variables[8];       // for at_site: names of daily series; "?rh" is optional; ends with NULL
    ParamNeed params[PARAM_MAX];
    OptionNeed options[OPTION_MAX];
    Kernel *kernel; // out[month][i]; or
    SiteMethod *at_site;
    const char
        *lapse; // NULL; "add": degC/100m is added per height difference; "scale": mm/100m/a relative to the year's sum
    // District-wide statistics computed in a first pass and given as scalars after the declared parameters: input index
    // and percentile 0..100.
    struct {
        const char *input;
        double percentile;
    } statistics[4];
} FieldMethod;

typedef struct Field {
    const char *id, *name_zh, *name_en, *unit;
    int months;
    const char *option;  // the option key that chooses a method ("r"); NULL: the first method whose inputs resolve
    const char *climate; // "yes": differs between the actual year and the normal climate only through its inputs
                         // (informative); may be NULL
    FieldMethod methods[VARIANT_MAX]; // ends with name NULL; in order of preference
} Field;

// Built-in fields of the engine: "elevation" (m, from map dem), "slope" (deg, Horn on the metric grid), "latitude"
// (deg), "cell_m" (m), "class" is class_index.

// ---- services ----

typedef enum Group { GROUP_MATERIAL, GROUP_REGULATING, GROUP_CULTURAL } Group;

typedef struct Flow {
    const char *id, *name_zh, *name_en;
    const char *unit;       // of the total: "m3/a"; the kernel's density is per m2 of true area
    bool counts;            // adds to the service's headline quantity
    bool clamp;             // negative cells become 0 and are counted (gep-methods.md 2.2)
    const char *limited_by; // NULL, or a pollutant of table `emissions` (emissions.h): in a variant that names that
                            // table, the service used is the smaller of emission and capacity (2.7, 2.8). Not looked up
                            // where the flow is 0 everywhere
} Flow;

typedef struct Part { // a line of value: quantity = flow * factors, value = quantity * price
    const char *id, *name_zh, *name_en;
    const char *flow; // NULL for parts that come from tables only
    const char *unit;
    const char *factors[FACTOR_MAX]; // parameter ids, by class where rows say so; "/R02.rho" divides; ends with NULL
    const char
        *price; // price id: a parameter row (by class where rows say so) or a derived price ("storage", "tax:SO2",
                // "money": the quantity is yuan already); "" no price: quantity only, or entries with their own
    const char *price_unit; // "yuan/m3"
} Part;

// A line that a table gives. Texts live on the arena.
typedef struct Entry {
    const char *part;           // a Part's id
    const char *item;           // "柑橘"
    const char *town;           // code, or "" : not allotted to a town
    const char *ecosystem;      // class code or ""
    double quantity;            // in the part's unit; NaN when only a value is known
    double price_yuan;          // NaN: by the part's price parameter
    double price_constant_yuan; // NaN: as the current price moved by index, or by parameter
    double value_yuan,
        value_constant_yuan; // NaN: quantity * price; else the value is given (net of inputs, income share ...)
    const char *where;       // "tables/products_2023.xlsx 产量 row 7"
} Entry;

typedef struct StatInput {
    const char *code; // the service's
    const char *variant;
    int year, constant_price_year;
    const Table *const *tables; // in the order of Variant.tables; NULL when optional and absent
    const double *scalar;       // parameters of the variant
    const double *option_number;
    const char *const *option_text;
} StatInput;
typedef bool Tabulate(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err);

typedef struct Variant {
    const char *id; // "A", "N6", "gross"
    const char *name_zh, *name_en, *source;
    const char *warning_zh, *warning_en;
    InputNeed inputs[INPUT_MAX];
    ParamNeed params[PARAM_MAX];
    OptionNeed options[OPTION_MAX];
    const char *tables[4]; // ids of district.yaml's tables ("?x" optional), for tabulate or limited_by
    Kernel *kernel;        // spatial: out[flow][i]
    Tabulate *tabulate;    // statistics; a variant may have both (R05: vegetation by kernel, reservoirs by table)
} Variant;

typedef struct Service {
    const char *code; // "R01"
    const char *name_zh, *name_en;
    Group group;
    const char *unit;     // of the headline quantity; for entries of tables: the sum over the parts of this unit
    const char *seea;     // SEEA EA reference service
    Flow flows[FLOW_MAX]; // ends with id NULL
    Part parts[PART_MAX]; // ends with id NULL
    Variant variants[VARIANT_MAX]; // ends with id NULL
} Service;
// Cells that count: parameter "<code>.counts" by class, 1 or 0, in methods/. A class without a row does not count.
// Every service also has the variant "given": quantities from table `quantities` (columns code, part, ecosystem, town,
// quantity, unit).

extern const Service *const services[];        // generated, sorted by code, NULL at the end
extern const Field *const fields[];            // generated, sorted by id, NULL at the end
const Service *service_find(const char *code); // NULL when unknown
const Variant *service_variant(const Service *service, const char *id);
const Field *field_find(const char *id);

#endif
