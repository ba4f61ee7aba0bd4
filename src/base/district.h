// district.h - district.yaml as data (libcyaml): fixed keys and lists of records. It knows what is written, not what it
// means.
//
// Absent texts are "" and absent numbers NaN or 0 as said. Unknown keys are an error with line and column. Paths are as
// written; district_path resolves them.
#ifndef QINGSHAN_BASE_DISTRICT_H
#define QINGSHAN_BASE_DISTRICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct MapEntry {
    const char *id, *file, *kind, *unit, *codes, *crosswalk;
    const char *crs;     // assumed where the file has none
    const char *normal;  // the same map under the normal climate; {month} expands
    const char *fill;    // rule for holes: "" none, "constant:VALUE", "map:ID"
    const char *license; // free text
    int band;            // 1 when absent
} MapEntry;

typedef struct ClassTableEntry { // a class map's values looked up in a table: soil number -> sand, silt, ...
    const char *id, *map, *file, *sheet, *encoding, *comment, *key, *split;
    int part;            // 1-based part of a list such as "12-13-9" when split is "-"
    size_t column_count; // "sand=SOL_SAND"
    const char **columns;
} ClassTableEntry;

typedef struct StationEntry {
    const char *id, *file, *sheet, *encoding, *comment, *layout, *site, *date, *date_rule, *value, *unit, *sites,
        *method, *polygons, *polygon_key, *lapse_unit, *normal;
    double lapse;         // 0 when absent
    double wind_height_m; // NaN when absent
    double power;         // IDW exponent, 2 when absent
    size_t column_count;
    const char **columns;
} StationEntry;

typedef struct TableEntry {
    const char *id, *file, *sheet, *encoding, *comment;
} TableEntry;

typedef struct VariantEntry { // every key of one service's choice; options not used are ""
    const char *service, *variant;
    size_t option_count; // all other keys, e.g. r=R1, k=epic, l=cell, cap_m=122, r_fit=2012-2017
    const char **option_keys;
    const char **option_values;
} VariantEntry;

typedef struct ServiceEntry {
    const char *code, *state, *reason;
} ServiceEntry;

typedef struct ObservedEntry {
    const char *id, *file, *encoding, *comment, *date, *value, *unit;
} ObservedEntry;

typedef struct District {
    const char *folder; // where district.yaml lies
    const char *root;   // "" or the folder that paths are relative to, itself relative to `folder`
    int schema;
    const char *code, *name, *name_en, *part_of;
    bool demo;
    double population, gdp_yuan; // NaN when absent
    const char *profile;
    const char *grid_crs, *grid_like;
    double cell_m; // 0 when absent
    const char *boundary_file, *boundary_layer, *boundary_mask_of;
    double official_area_hm2; // NaN when absent
    const char *zones_file, *zones_layer, *zones_code, *zones_name;
    const char *parcels_file, *parcels_layer, *parcels_code; // accounts parcel by parcel; "" none
    int constant_price_year;
    const char *normal, *normal_tables;
    double valid_area_min, area_tolerance; // 0.95, 0.001 when absent
    const char *parameters_file, *parameters_sheet;
    const char *cells_file, *cells_sheet; // tabular mode: a table of (class, town, area, inputs) instead of maps
    size_t map_count, class_table_count, station_count, table_count, variant_count, service_count, observed_count;
    const MapEntry *maps;
    const ClassTableEntry *class_tables;
    const StationEntry *stations;
    const TableEntry *tables;
    const VariantEntry *variants;
    const ServiceEntry *services;
    const ObservedEntry *observed;
} District;

// The pure function behind district_read: YAML bytes to a District (folder is set to `folder`). ERR_INPUT names line,
// column, key and what was expected. Besides unknown, missing and doubled keys it checks what needs no other file:
// schema is 1, choices, ranges, years, ids and options doubled within a list, map ids that are referred to, grid by
// cell_m with crs or by like, VARIABLE=COLUMN lists. It does not ask for a boundary, maps or known service codes: what
// a computation needs, its own check says.
MUST_CHECK bool district_parse(Arena *arena, const char *data, size_t size, const char *folder, District *out,
                               Err *err);
MUST_CHECK bool district_read(Arena *arena, const char *folder, District *out, Err *err); // folder/district.yaml
// Where a path of district.yaml is: "./x" under the folder, an absolute path as it is, anything else under root.
char *district_path(Arena *arena, const District *district, const char *path);
// {year} {month} in a pattern that district_path has resolved: month 1..12 as two digits, or as one digit where only
// that file is there; 0 leaves {year} or {month} as it is.
char *district_expand(Arena *arena, const char *pattern, int year, int month);
// Both: where the file of a pattern is for a year and month (0: none).
char *district_file(Arena *arena, const District *district, const char *pattern, int year, int month);

#endif
