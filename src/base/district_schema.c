#include "base/district_schema.h"

#include <assert.h>
#include <string.h>

// Macros, because offsetof needs the name of a member.
#define NEEDED(key, type, member) CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, type, member, 1, DISTRICT_TEXT_MAX)
#define TEXT(key, type, member)                                                                                        \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_OPTIONAL | CYAML_FLAG_POINTER_NULL_STR, type, member, 0, DISTRICT_TEXT_MAX)
#define LIST(key, type, member, count, entry)                                                                          \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_OPTIONAL | CYAML_FLAG_POINTER_NULL, type, member, count, entry, 0,      \
                               DISTRICT_ENTRIES_MAX)
// A mapping of the file whose texts lie in RawDistrict itself.
#define GROUP(name, flag, fields_of)                                                                                   \
    {                                                                                                                  \
        .key = (name), .value = {                                                                                      \
            .type = CYAML_MAPPING,                                                                                     \
            .flags = (enum cyaml_flag)(flag),                                                                          \
            .data_size = sizeof(RawDistrict),                                                                          \
            .mapping = {.fields = (fields_of)}                                                                         \
        }                                                                                                              \
    }
#define ENTRY(type, fields_of)                                                                                         \
    {                                                                                                                  \
        CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, type, fields_of)                                                       \
    }

static const cyaml_schema_value_t column_text = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, DISTRICT_TEXT_MAX)};

static const cyaml_schema_field_t map_fields[] = {
    NEEDED("id", RawMap, entry.id),     NEEDED("file", RawMap, entry.file),
    NEEDED("kind", RawMap, entry.kind), TEXT("unit", RawMap, entry.unit),
    TEXT("codes", RawMap, entry.codes), TEXT("crosswalk", RawMap, entry.crosswalk),
    TEXT("crs", RawMap, entry.crs),     TEXT("normal", RawMap, entry.normal),
    TEXT("fill", RawMap, entry.fill),   TEXT("license", RawMap, entry.license),
    TEXT("band", RawMap, band),         CYAML_FIELD_END,
};

static const cyaml_schema_field_t class_table_fields[] = {
    NEEDED("id", RawClassTable, entry.id),
    NEEDED("map", RawClassTable, entry.map),
    NEEDED("file", RawClassTable, entry.file),
    NEEDED("key", RawClassTable, entry.key),
    TEXT("sheet", RawClassTable, entry.sheet),
    TEXT("encoding", RawClassTable, entry.encoding),
    TEXT("comment", RawClassTable, entry.comment),
    TEXT("split", RawClassTable, entry.split),
    TEXT("part", RawClassTable, part),
    LIST("columns", RawClassTable, entry.columns, entry.column_count, &column_text),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t station_fields[] = {
    NEEDED("id", RawStation, entry.id),
    NEEDED("file", RawStation, entry.file),
    TEXT("sheet", RawStation, entry.sheet),
    TEXT("encoding", RawStation, entry.encoding),
    TEXT("comment", RawStation, entry.comment),
    TEXT("layout", RawStation, entry.layout),
    TEXT("site", RawStation, entry.site),
    TEXT("date", RawStation, entry.date),
    TEXT("date_rule", RawStation, entry.date_rule),
    TEXT("value", RawStation, entry.value),
    TEXT("unit", RawStation, entry.unit),
    TEXT("sites", RawStation, entry.sites),
    TEXT("method", RawStation, entry.method),
    TEXT("polygons", RawStation, entry.polygons),
    TEXT("polygon_key", RawStation, entry.polygon_key),
    TEXT("lapse_unit", RawStation, entry.lapse_unit),
    TEXT("normal", RawStation, entry.normal),
    TEXT("lapse", RawStation, lapse),
    TEXT("wind_height_m", RawStation, wind_height_m),
    TEXT("power", RawStation, power),
    LIST("columns", RawStation, entry.columns, entry.column_count, &column_text),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t table_fields[] = {
    NEEDED("id", TableEntry, id),           NEEDED("file", TableEntry, file),     TEXT("sheet", TableEntry, sheet),
    TEXT("encoding", TableEntry, encoding), TEXT("comment", TableEntry, comment), CYAML_FIELD_END,
};

static const cyaml_schema_field_t variant_fields[] = {
    NEEDED("service", RawVariant, service),
    TEXT("variant", RawVariant, variant),
    TEXT("r", RawVariant, r),
    TEXT("r_fit", RawVariant, r_fit),
    TEXT("k", RawVariant, k),
    TEXT("k_correction", RawVariant, k_correction),
    TEXT("l", RawVariant, l),
    TEXT("l_m", RawVariant, l_m),
    TEXT("s", RawVariant, s),
    TEXT("cap_m", RawVariant, cap_m),
    TEXT("c", RawVariant, c),
    TEXT("p", RawVariant, p),
    TEXT("use_p", RawVariant, use_p),
    TEXT("et", RawVariant, et),
    TEXT("pet", RawVariant, pet),
    TEXT("o2_basis", RawVariant, o2_basis),
    TEXT("rh_basis", RawVariant, rh_basis),
    TEXT("price_basis", RawVariant, price_basis),
    TEXT("water_term_cop", RawVariant, water_term_cop),
    TEXT("budyko", RawVariant, budyko),
    TEXT("warm_months", RawVariant, warm_months),
    TEXT("erosive_mm", RawVariant, erosive_mm),
    TEXT("form", RawVariant, form),
    TEXT("unit_price", RawVariant, unit_price),
    TEXT("basis", RawVariant, basis),
    TEXT("method", RawVariant, method),
    TEXT("spread", RawVariant, spread),
    LIST("options", RawVariant, more, more_count, &column_text),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t service_fields[] = {
    NEEDED("code", ServiceEntry, code),
    NEEDED("state", ServiceEntry, state),
    NEEDED("reason", ServiceEntry, reason),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t observed_fields[] = {
    NEEDED("id", ObservedEntry, id),           NEEDED("file", ObservedEntry, file),
    TEXT("encoding", ObservedEntry, encoding), TEXT("comment", ObservedEntry, comment),
    TEXT("date", ObservedEntry, date),         TEXT("value", ObservedEntry, value),
    TEXT("unit", ObservedEntry, unit),         CYAML_FIELD_END,
};

static const cyaml_schema_field_t district_fields[] = {
    NEEDED("code", RawDistrict, out.code),     NEEDED("name", RawDistrict, out.name),
    TEXT("name_en", RawDistrict, out.name_en), TEXT("part_of", RawDistrict, out.part_of),
    TEXT("demo", RawDistrict, demo),           TEXT("population", RawDistrict, population),
    TEXT("gdp_yuan", RawDistrict, gdp_yuan),   CYAML_FIELD_END,
};

static const cyaml_schema_field_t grid_fields[] = {
    TEXT("crs", RawDistrict, out.grid_crs),
    TEXT("like", RawDistrict, out.grid_like),
    TEXT("cell_m", RawDistrict, cell_m),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t boundary_fields[] = {
    TEXT("file", RawDistrict, out.boundary_file),
    TEXT("layer", RawDistrict, out.boundary_layer),
    TEXT("mask_of", RawDistrict, out.boundary_mask_of),
    TEXT("official_area_hm2", RawDistrict, official_area_hm2),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t zones_fields[] = {
    NEEDED("file", RawDistrict, out.zones_file),
    TEXT("layer", RawDistrict, out.zones_layer),
    TEXT("code", RawDistrict, out.zones_code),
    TEXT("name", RawDistrict, out.zones_name),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t parcels_fields[] = {
    NEEDED("file", RawDistrict, out.parcels_file),
    TEXT("layer", RawDistrict, out.parcels_layer),
    NEEDED("code", RawDistrict, out.parcels_code),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t years_fields[] = {
    TEXT("constant_price", RawDistrict, constant_price),
    TEXT("normal", RawDistrict, out.normal),
    TEXT("normal_tables", RawDistrict, out.normal_tables),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t limits_fields[] = {
    TEXT("valid_area_min", RawDistrict, valid_area_min),
    TEXT("area_tolerance", RawDistrict, area_tolerance),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t parameters_fields[] = {
    NEEDED("file", RawDistrict, out.parameters_file),
    TEXT("sheet", RawDistrict, out.parameters_sheet),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t cells_fields[] = {
    NEEDED("file", RawDistrict, out.cells_file),
    TEXT("sheet", RawDistrict, out.cells_sheet),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t map_entry = ENTRY(RawMap, map_fields);
static const cyaml_schema_value_t class_table_entry = ENTRY(RawClassTable, class_table_fields);
static const cyaml_schema_value_t station_entry = ENTRY(RawStation, station_fields);
static const cyaml_schema_value_t table_entry = ENTRY(TableEntry, table_fields);
static const cyaml_schema_value_t variant_entry = ENTRY(RawVariant, variant_fields);
static const cyaml_schema_value_t service_entry = ENTRY(ServiceEntry, service_fields);
static const cyaml_schema_value_t observed_entry = ENTRY(ObservedEntry, observed_fields);

static const cyaml_schema_field_t top_fields[] = {
    NEEDED("schema", RawDistrict, schema),
    TEXT("root", RawDistrict, out.root),
    NEEDED("profile", RawDistrict, out.profile),
    GROUP("district", CYAML_FLAG_DEFAULT, district_fields),
    GROUP("grid", CYAML_FLAG_OPTIONAL, grid_fields),
    GROUP("boundary", CYAML_FLAG_OPTIONAL, boundary_fields),
    GROUP("zones", CYAML_FLAG_OPTIONAL, zones_fields),
    GROUP("parcels", CYAML_FLAG_OPTIONAL, parcels_fields),
    GROUP("years", CYAML_FLAG_OPTIONAL, years_fields),
    GROUP("limits", CYAML_FLAG_OPTIONAL, limits_fields),
    GROUP("parameters", CYAML_FLAG_OPTIONAL, parameters_fields),
    GROUP("cells", CYAML_FLAG_OPTIONAL, cells_fields),
    LIST("maps", RawDistrict, maps, map_count, &map_entry),
    LIST("class_tables", RawDistrict, class_tables, class_table_count, &class_table_entry),
    LIST("stations", RawDistrict, stations, station_count, &station_entry),
    LIST("tables", RawDistrict, tables, table_count, &table_entry),
    LIST("variants", RawDistrict, variants, variant_count, &variant_entry),
    LIST("services", RawDistrict, services, service_count, &service_entry),
    LIST("observed", RawDistrict, observed, observed_count, &observed_entry),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t district_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, RawDistrict, top_fields)};

static void fill_text(void *slot)
{
    const char *text;
    memcpy(&text, slot, sizeof text);
    if (text) return;
    text = "";
    memcpy(slot, &text, sizeof text);
}

void district_schema_fill(const cyaml_schema_field_t *fields, void *record)
{
    for (const cyaml_schema_field_t *field = fields; field->key; field++) {
        char *slot = (char *)record + field->data_offset;
        if (field->value.type == CYAML_STRING) fill_text(slot);
        if (field->value.type == CYAML_MAPPING) district_schema_fill(field->value.mapping.fields, slot);
    }
}

const cyaml_schema_field_t *district_schema_entry(const char *list)
{
    const cyaml_schema_field_t *field = top_fields;
    while (field->key && strcmp(field->key, list) != 0) field++;
    assert(field->key && field->value.type == CYAML_SEQUENCE);
    return field->value.sequence.entry->mapping.fields;
}
