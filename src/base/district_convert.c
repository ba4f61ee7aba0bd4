// district_convert.c - numbers and lists of district.yaml. See district_check.h.
#include "base/district_check.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

typedef struct Range {
    double low, high;
} Range;

static const Range any_number = {-1e15, 1e15};
static const Range not_negative = {0, 1e15};
static const Range share = {0, 1};

static bool fault_range(const DistrictSource *source, const char *path, const char *text, const char *what, Range range)
{
    char low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    return district_fault(source, path, _("\"%s\" was found, expected %s from %s to %s"), text, what,
                          number_text(range.low, low), number_text(range.high, high));
}

// An absent number leaves *out as it is.
static bool take_number(const DistrictSource *source, const char *path, const char *text, Range range, double *out)
{
    double value;
    if (!*text) return true;
    if (!text_to_double(text, &value) || value < range.low || value > range.high) {
        return fault_range(source, path, text, _("a number"), range);
    }
    *out = value;
    return true;
}

static bool take_int(const DistrictSource *source, const char *path, const char *text, Range range, int *out)
{
    int64_t value;
    if (!*text) return true;
    if (!text_to_int64(text, &value) || (double)value < range.low || (double)value > range.high) {
        return fault_range(source, path, text, _("a whole number"), range);
    }
    *out = (int)value;
    return true;
}

static bool take_bool(const DistrictSource *source, const char *path, const char *text, bool *out)
{
    static const char *const yes[] = {"true", "True", "TRUE", "yes"}, *const no[] = {"", "false", "False", "FALSE",
                                                                                     "no"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (text_equal(text, yes[i])) return *out = true;
    }
    *out = false;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (text_equal(text, no[i])) return true;
    }
    return district_fault(source, path, _("\"%s\" was found, expected true or false"), text);
}

static char *entry_path(const DistrictSource *source, const char *list, size_t index, const char *key)
{
    return arena_printf(source->arena, "%s[%zu].%s", list, index + 1, key);
}

static bool take_schema(const DistrictSource *source, const char *text, int *out)
{
    int64_t value;
    if (!*text) return true;
    if (!text_to_int64(text, &value) || value < 1)
        return district_fault(source, "schema", _("\"%s\" was found, expected 1, the number of this format"), text);
    *out = (int)value;
    return value == 1 ||
           district_fault(source, "schema",
                          _("the file is of format %s, which a later program reads; this one reads format 1. "
                            "Use a newer qingshan"),
                          text);
}

static bool convert_top(const DistrictSource *source, const RawDistrict *raw, District *out)
{
    out->population = out->gdp_yuan = out->official_area_hm2 = NAN;
    out->valid_area_min = 0.95;
    out->area_tolerance = 0.001;
    return take_schema(source, raw->schema, &out->schema) &&
           take_bool(source, "district.demo", raw->demo, &out->demo) &&
           take_number(source, "district.population", raw->population, not_negative, &out->population) &&
           take_number(source, "district.gdp_yuan", raw->gdp_yuan, not_negative, &out->gdp_yuan) &&
           take_number(source, "grid.cell_m", raw->cell_m, (Range){0, 1e5}, &out->cell_m) &&
           take_number(source, "boundary.official_area_hm2", raw->official_area_hm2, not_negative,
                       &out->official_area_hm2) &&
           take_int(source, "years.constant_price", raw->constant_price, (Range){1949, 2100},
                    &out->constant_price_year) &&
           take_number(source, "limits.valid_area_min", raw->valid_area_min, share, &out->valid_area_min) &&
           take_number(source, "limits.area_tolerance", raw->area_tolerance, share, &out->area_tolerance);
}

static bool convert_maps(const DistrictSource *source, const RawDistrict *raw, District *out)
{
    MapEntry *maps = arena_array(source->arena, raw->map_count, sizeof *maps);
    for (size_t i = 0; i < raw->map_count; i++) {
        district_schema_fill(district_schema_entry("maps"), &raw->maps[i]);
        maps[i] = raw->maps[i].entry;
        maps[i].band = 1;
        if (!take_int(source, entry_path(source, "maps", i, "band"), raw->maps[i].band, (Range){1, 65535},
                      &maps[i].band)) {
            return false;
        }
    }
    out->maps = maps;
    out->map_count = raw->map_count;
    return true;
}

static bool convert_class_tables(const DistrictSource *source, const RawDistrict *raw, District *out)
{
    ClassTableEntry *tables = arena_array(source->arena, raw->class_table_count, sizeof *tables);
    for (size_t i = 0; i < raw->class_table_count; i++) {
        district_schema_fill(district_schema_entry("class_tables"), &raw->class_tables[i]);
        tables[i] = raw->class_tables[i].entry;
        const char *path = entry_path(source, "class_tables", i, "part");
        if (!take_int(source, path, raw->class_tables[i].part, (Range){1, 1000}, &tables[i].part)) return false;
    }
    out->class_tables = tables;
    out->class_table_count = raw->class_table_count;
    return true;
}

static bool convert_station(const DistrictSource *source, size_t index, const RawStation *raw, StationEntry *out)
{
    *out = raw->entry;
    out->power = 2;
    out->wind_height_m = NAN;
    return take_number(source, entry_path(source, "stations", index, "lapse"), raw->lapse, any_number, &out->lapse) &&
           take_number(source, entry_path(source, "stations", index, "wind_height_m"), raw->wind_height_m,
                       (Range){0.5, 200}, &out->wind_height_m) &&
           take_number(source, entry_path(source, "stations", index, "power"), raw->power, (Range){0.1, 10},
                       &out->power);
}

static bool convert_stations(const DistrictSource *source, const RawDistrict *raw, District *out)
{
    StationEntry *stations = arena_array(source->arena, raw->station_count, sizeof *stations);
    for (size_t i = 0; i < raw->station_count; i++) {
        district_schema_fill(district_schema_entry("stations"), &raw->stations[i]);
        if (!convert_station(source, i, &raw->stations[i], &stations[i])) return false;
    }
    out->stations = stations;
    out->station_count = raw->station_count;
    return true;
}

static bool is_option(const cyaml_schema_field_t *field)
{
    return strcmp(field->key, "service") != 0 && strcmp(field->key, "variant") != 0 &&
           strcmp(field->key, "options") != 0;
}

static void add_option(VariantEntry *entry, const char *key, const char *value)
{
    entry->option_keys[entry->option_count] = key;
    entry->option_values[entry->option_count++] = value;
}

// "key=value"; without "=" the value is "yes".
static void add_written_option(const DistrictSource *source, VariantEntry *entry, const char *text)
{
    const char *equal = strchr(text, '=');
    if (!equal) {
        add_option(entry, text, "yes");
        return;
    }
    add_option(entry, arena_text_size(source->arena, text, (size_t)(equal - text)), equal + 1);
}

// The options that are given, in the order of the schema.
static VariantEntry convert_variant(const DistrictSource *source, const RawVariant *raw)
{
    const cyaml_schema_field_t *fields = district_schema_entry("variants");
    size_t most = 0;
    while (fields[most].key) most++;
    VariantEntry entry = {.service = raw->service, .variant = raw->variant ? raw->variant : ""};
    entry.option_keys = arena_array(source->arena, most + raw->more_count, sizeof *entry.option_keys);
    entry.option_values = arena_array(source->arena, most + raw->more_count, sizeof *entry.option_values);
    for (size_t i = 0; i < most; i++) {
        const char *value;
        memcpy(&value, (const char *)raw + fields[i].data_offset, sizeof value);
        if (!is_option(&fields[i]) || !value) continue;
        add_option(&entry, fields[i].key, value);
    }
    for (size_t i = 0; i < raw->more_count; i++) add_written_option(source, &entry, raw->more[i]);
    return entry;
}

static void convert_variants(const DistrictSource *source, const RawDistrict *raw, District *out)
{
    VariantEntry *variants = arena_array(source->arena, raw->variant_count, sizeof *variants);
    for (size_t i = 0; i < raw->variant_count; i++) variants[i] = convert_variant(source, &raw->variants[i]);
    out->variants = variants;
    out->variant_count = raw->variant_count;
}

// Lists whose entries are texts only: libcyaml filled the public entries themselves.
static void convert_plain_lists(const RawDistrict *raw, District *out)
{
    for (size_t i = 0; i < raw->table_count; i++)
        district_schema_fill(district_schema_entry("tables"), &raw->tables[i]);
    for (size_t i = 0; i < raw->observed_count; i++) {
        district_schema_fill(district_schema_entry("observed"), &raw->observed[i]);
    }
    out->tables = raw->tables;
    out->table_count = raw->table_count;
    out->services = raw->services;
    out->service_count = raw->service_count;
    out->observed = raw->observed;
    out->observed_count = raw->observed_count;
}

bool district_convert(const DistrictSource *source, const RawDistrict *raw, District *out)
{
    if (!convert_top(source, raw, out)) return false;
    convert_variants(source, raw, out);
    convert_plain_lists(raw, out);
    return convert_maps(source, raw, out) && convert_class_tables(source, raw, out) &&
           convert_stations(source, raw, out);
}
