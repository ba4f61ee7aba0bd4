// district_schema.h - the keys of district.yaml as libcyaml's schema, and the records that it fills. Private to
// district*.c.
//
// Every value is taken as text: libcyaml 1.3 reads "12abc" as 12, "010" as 8 and any word as true. district_check.c
// turns texts into numbers and says where one is wrong. Where an entry of the public District needs no more, libcyaml
// fills it directly.
#ifndef QINGSHAN_BASE_DISTRICT_SCHEMA_H
#define QINGSHAN_BASE_DISTRICT_SCHEMA_H

#include <cyaml/cyaml.h>

#include "base/district.h"

enum { DISTRICT_TEXT_MAX = 4096, DISTRICT_ENTRIES_MAX = 1000 };

typedef struct RawMap {
    MapEntry entry;
    const char *band;
} RawMap;

typedef struct RawClassTable {
    ClassTableEntry entry;
    const char *part;
} RawClassTable;

typedef struct RawStation {
    StationEntry entry;
    const char *lapse, *wind_height_m, *power;
} RawStation;

// A choice has open keys, which libcyaml does not know: the common options have keys of their own, all others are
// written options: [key=value, ...].
typedef struct RawVariant {
    const char *service, *variant;
    const char *r, *r_fit, *k, *k_correction, *l, *l_m, *s, *cap_m, *c, *p, *use_p, *et, *pet, *o2_basis, *rh_basis,
        *price_basis, *water_term_cop, *budyko, *warm_months, *erosive_mm, *form, *unit_price, *basis, *method, *spread;
    size_t more_count;
    const char **more;
} RawVariant;

typedef struct RawDistrict {
    District out; // its texts; the rest is filled by district.c
    const char *schema, *demo, *population, *gdp_yuan, *cell_m, *official_area_hm2, *constant_price, *valid_area_min,
        *area_tolerance;
    size_t map_count, class_table_count, station_count, table_count, variant_count, service_count, observed_count;
    RawMap *maps;
    RawClassTable *class_tables;
    RawStation *stations;
    TableEntry *tables;
    RawVariant *variants;
    ServiceEntry *services;
    ObservedEntry *observed;
} RawDistrict;

extern const cyaml_schema_value_t district_schema; // of a RawDistrict *
// Turns the absent texts of a record, and of the mappings in it, from NULL to "". Lists are left alone.
void district_schema_fill(const cyaml_schema_field_t *fields, void *record);
// The fields of the entries of a list of the top level: "maps", ...
const cyaml_schema_field_t *district_schema_entry(const char *list);

#endif
