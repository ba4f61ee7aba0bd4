#include "base/district_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

static char *entry_path(const DistrictSource *source, const char *list, size_t index, const char *key)
{
    return arena_printf(source->arena, "%s[%zu].%s", list, index + 1, key);
}

// `choices` is "class, field, flux"; an absent text is left to the schema.
static bool check_choice(const DistrictSource *source, const char *path, const char *text, const char *choices)
{
    size_t count;
    if (!*text) return true;
    char **words = text_split(source->arena, choices, ',', &count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(words[i], text)) return true;
    }
    return district_fault(source, path, _("\"%s\" was found, expected one of: %s"), text, choices);
}

// ---- ids --------------------------------------------------------------------------------------------------

typedef struct Ids { // the ids of one list
    const char *list, *key;
    size_t count;
    const char **texts;
} Ids;

static Ids ids_open(const DistrictSource *source, const char *list, const char *key, size_t count)
{
    return (Ids){list, key, count, arena_array(source->arena, count, sizeof(const char *))};
}

static bool check_id(const DistrictSource *source, const char *path, const char *id)
{
    for (const char *at = id; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (c > ' ' && c != 0x7F && c != '/' && c != '\\') continue;
        return district_fault(source, path,
                              _("\"%s\" holds a space, a slash or a control character; an id is one word"), id);
    }
    return true;
}

static bool check_twice(const DistrictSource *source, const Ids *ids, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (!text_equal(ids->texts[i], ids->texts[index])) continue;
        const OutlineNode *first = outline_find(source->outline, entry_path(source, ids->list, i, ids->key), 1);
        return district_fault(source, entry_path(source, ids->list, index, ids->key),
                              _("\"%s\" stands twice in this list, first in line %d; rename or remove one"),
                              ids->texts[index], first ? first->line : 0);
    }
    return true;
}

static bool check_ids(const DistrictSource *source, const Ids *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (!check_id(source, entry_path(source, ids->list, i, ids->key), ids->texts[i])) return false;
        if (!check_twice(source, ids, i)) return false;
    }
    return true;
}

static bool check_all_ids(const DistrictSource *source, const District *d)
{
    Ids maps = ids_open(source, "maps", "id", d->map_count);
    Ids class_tables = ids_open(source, "class_tables", "id", d->class_table_count);
    Ids stations = ids_open(source, "stations", "id", d->station_count);
    Ids tables = ids_open(source, "tables", "id", d->table_count);
    Ids variants = ids_open(source, "variants", "service", d->variant_count);
    Ids services = ids_open(source, "services", "code", d->service_count);
    Ids observed = ids_open(source, "observed", "id", d->observed_count);
    for (size_t i = 0; i < maps.count; i++) maps.texts[i] = d->maps[i].id;
    for (size_t i = 0; i < class_tables.count; i++) class_tables.texts[i] = d->class_tables[i].id;
    for (size_t i = 0; i < stations.count; i++) stations.texts[i] = d->stations[i].id;
    for (size_t i = 0; i < tables.count; i++) tables.texts[i] = d->tables[i].id;
    for (size_t i = 0; i < variants.count; i++) variants.texts[i] = d->variants[i].service;
    for (size_t i = 0; i < services.count; i++) services.texts[i] = d->services[i].code;
    for (size_t i = 0; i < observed.count; i++) observed.texts[i] = d->observed[i].id;
    return check_ids(source, &maps) && check_ids(source, &class_tables) && check_ids(source, &stations) &&
           check_ids(source, &tables) && check_ids(source, &variants) && check_ids(source, &services) &&
           check_ids(source, &observed);
}

static bool is_map(const District *d, const char *id)
{
    for (size_t i = 0; i < d->map_count; i++) {
        if (text_equal(d->maps[i].id, id)) return true;
    }
    return false;
}

static bool check_map_id(const DistrictSource *source, const District *d, const char *path, const char *id)
{
    if (!*id || is_map(d, id)) return true;
    return district_fault(source, path, _("no map with the id \"%s\" stands under maps; add it or correct the id"), id);
}

// ---- columns ----------------------------------------------------------------------------------------------

static bool check_column(const DistrictSource *source, const char *path, const char *text)
{
    const char *equals = strchr(text, '=');
    if (equals && equals > text && equals[1]) return true;
    return district_fault(source, path, _("\"%s\" was found, expected VARIABLE=COLUMN, such as sand=SOL_SAND"), text);
}

static bool same_variable(const char *a, const char *b)
{
    size_t size = strcspn(a, "=");
    return strncmp(a, b, size) == 0 && b[size] == '=';
}

static bool check_columns(const DistrictSource *source, const char *list, size_t index, const char *const *columns,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *path = arena_printf(source->arena, "%s[%zu].columns[%zu]", list, index + 1, i + 1);
        if (!check_column(source, path, columns[i])) return false;
        for (size_t j = 0; j < i; j++) {
            if (!same_variable(columns[j], columns[i])) continue;
            return district_fault(source, path, _("\"%s\": this variable stands twice in the list"), columns[i]);
        }
    }
    return true;
}

// ---- the groups -------------------------------------------------------------------------------------------

static bool has_grid(const District *d)
{
    return *d->grid_like || *d->grid_crs || d->cell_m > 0;
}

// A district of tables only (`cells`) needs no grid.
static bool check_grid(const DistrictSource *source, const District *d)
{
    if (*d->cells_file && !has_grid(d)) return true;
    if (*d->grid_like && d->cell_m > 0) {
        return district_fault(source, "grid.cell_m", _("either cell_m or like: with like, write cell_m: 0"));
    }
    if (*d->grid_like) return check_map_id(source, d, "grid.like", d->grid_like);
    if (!(d->cell_m > 0)) {
        return district_fault(source, "grid.cell_m",
                              _("the cell size in metres is missing; write cell_m: 30, or like: with the id of a map"));
    }
    return true;
}

static bool check_boundary(const DistrictSource *source, const District *d)
{
    if (*d->boundary_file && *d->boundary_mask_of) {
        return district_fault(source, "boundary.mask_of", _("either file or mask_of, not both"));
    }
    if (!isnan(d->official_area_hm2) && !(d->official_area_hm2 > 0)) {
        return district_fault(source, "boundary.official_area_hm2",
                              _("an area is larger than 0; remove the key if unknown"));
    }
    return check_map_id(source, d, "boundary.mask_of", d->boundary_mask_of);
}

// "1991-2020"
static bool is_years(const char *text)
{
    char digits[9];
    if (strlen(text) != 9 || text[4] != '-') return false;
    if (strspn(text, "0123456789") != 4 || strspn(text + 5, "0123456789") != 4) return false;
    memcpy(digits, text, sizeof digits);
    digits[4] = '\0';
    long from = strtol(digits, NULL, 10), to = strtol(text + 5, NULL, 10);
    return from >= 1900 && from <= to && to <= 2100;
}

static bool check_years(const DistrictSource *source, const District *d)
{
    if (!*d->normal || is_years(d->normal)) return true;
    return district_fault(source, "years.normal", _("\"%s\" was found, expected two years such as 1991-2020"),
                          d->normal);
}

static bool check_fill(const DistrictSource *source, const District *d, const char *path, const MapEntry *map)
{
    static const char constant[] = "constant:", other[] = "map:";
    double value;
    if (!*map->fill) return true;
    bool is_constant = text_starts(map->fill, constant) && text_to_double(map->fill + strlen(constant), &value);
    if (!is_constant && !text_starts(map->fill, other)) {
        return district_fault(source, path, _("\"%s\" was found, expected constant:NUMBER or map:ID"), map->fill);
    }
    if (text_equal(map->kind, "class")) {
        return district_fault(source, path, _("the holes of a class map are not filled; mend the map itself"));
    }
    if (is_constant) return true;
    const char *id = map->fill + strlen(other);
    if (text_equal(id, map->id)) return district_fault(source, path, _("a map cannot fill its own holes"));
    if (!*id) return district_fault(source, path, _("the id of a map is missing after \"map:\""));
    return check_map_id(source, d, path, id);
}

static bool check_maps(const DistrictSource *source, const District *d)
{
    for (size_t i = 0; i < d->map_count; i++) {
        if (!check_choice(source, entry_path(source, "maps", i, "kind"), d->maps[i].kind, "class, field, flux"))
            return false;
        if (!check_fill(source, d, entry_path(source, "maps", i, "fill"), &d->maps[i])) return false;
    }
    return true;
}

static bool check_split(const DistrictSource *source, const char *path, const ClassTableEntry *table)
{
    if (strlen(table->split) > 1)
        return district_fault(source, path, _("\"%s\" was found, expected one character"), table->split);
    if (*table->split && table->part == 0)
        return district_fault(source, path, _("with split, say which part: 1, 2, ..."));
    if (!*table->split && table->part > 0) return district_fault(source, path, _("with part, say what splits: \"-\""));
    return true;
}

static bool check_class_tables(const DistrictSource *source, const District *d)
{
    for (size_t i = 0; i < d->class_table_count; i++) {
        const ClassTableEntry *table = &d->class_tables[i];
        const char *columns = entry_path(source, "class_tables", i, "columns");
        if (!check_map_id(source, d, entry_path(source, "class_tables", i, "map"), table->map)) return false;
        if (!check_split(source, entry_path(source, "class_tables", i, "split"), table)) return false;
        if (table->column_count == 0)
            return district_fault(source, columns, _("name the columns: [VARIABLE=COLUMN, ...]"));
        if (!check_columns(source, "class_tables", i, table->columns, table->column_count)) return false;
    }
    return true;
}

// What a station list says about its values agrees with its layout.
static bool check_layout(const DistrictSource *source, size_t index, const StationEntry *station)
{
    bool wide = text_equal(station->layout, "wide"), columns = station->column_count > 0;
    if (wide && columns) {
        return district_fault(source, entry_path(source, "stations", index, "columns"),
                              _("in the wide layout the columns are the sites; remove this key"));
    }
    if (!wide && columns == (*station->value != '\0')) {
        return district_fault(source, entry_path(source, "stations", index, "value"),
                              _("in the long layout give either value: COLUMN or columns: [VARIABLE=COLUMN, ...]"));
    }
    return check_columns(source, "stations", index, station->columns, station->column_count);
}

static bool check_station_ways(const DistrictSource *source, size_t index, const StationEntry *station)
{
    const char *polygons = entry_path(source, "stations", index, "polygons");
    if (*station->polygons && !text_equal(station->method, "thiessen")) {
        return district_fault(source, polygons, _("polygons go with method: thiessen"));
    }
    if (*station->polygons && !*station->polygon_key) {
        return district_fault(source, polygons, _("with polygons, name the field of the site ids: polygon_key: ID"));
    }
    if (station->lapse != 0 && !*station->lapse_unit) {
        return district_fault(source, entry_path(source, "stations", index, "lapse_unit"),
                              _("with lapse, say its unit, such as mm/100m/a or degC/100m"));
    }
    return true;
}

static bool check_stations(const DistrictSource *source, const District *d)
{
    for (size_t i = 0; i < d->station_count; i++) {
        const StationEntry *station = &d->stations[i];
        if (!check_choice(source, entry_path(source, "stations", i, "layout"), station->layout, "long, wide") ||
            !check_choice(source, entry_path(source, "stations", i, "date_rule"), station->date_rule, "date_part") ||
            !check_choice(source, entry_path(source, "stations", i, "method"), station->method, "idw, thiessen") ||
            !check_layout(source, i, station) || !check_station_ways(source, i, station)) {
            return false;
        }
    }
    return true;
}

// Options come from keys and from the list `options`; one may stand once.
static bool check_options(const DistrictSource *source, size_t index, const VariantEntry *variant)
{
    for (size_t i = 0; i < variant->option_count; i++) {
        const char *path = entry_path(source, "variants", index, "options"), *key = variant->option_keys[i];
        if (!*key) return district_fault(source, path, _("an option without a name; expected KEY=VALUE"));
        for (size_t j = 0; j < i; j++) {
            if (!text_equal(variant->option_keys[j], key)) continue;
            return district_fault(source, path, _("the option \"%s\" is given twice; remove one"), key);
        }
    }
    return true;
}

static bool check_variants(const DistrictSource *source, const District *d)
{
    for (size_t i = 0; i < d->variant_count; i++) {
        if (!check_options(source, i, &d->variants[i])) return false;
    }
    return true;
}

static bool check_services(const DistrictSource *source, const District *d)
{
    for (size_t i = 0; i < d->service_count; i++) {
        const char *path = entry_path(source, "services", i, "state");
        if (!check_choice(source, path, d->services[i].state, "not_applicable, not_available")) return false;
    }
    return true;
}

bool district_check(const DistrictSource *source, const District *district)
{
    return check_all_ids(source, district) && check_grid(source, district) && check_boundary(source, district) &&
           check_years(source, district) && check_maps(source, district) && check_class_tables(source, district) &&
           check_stations(source, district) && check_variants(source, district) && check_services(source, district);
}
