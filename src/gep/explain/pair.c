#include "gep/explain/pair.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"

static const District *district_of(const Pair *pair, int side)
{
    return &pair->side[side].plan->district;
}

static bool same_year(const Pair *pair)
{
    return pair->side[0].plan->year == pair->side[1].plan->year;
}

// ---- entries by id ----

const MapEntry *pair_map(const Pair *pair, int side, const char *id)
{
    const District *d = district_of(pair, side);
    for (size_t i = 0; i < d->map_count; i++) {
        if (text_equal(d->maps[i].id, id)) return &d->maps[i];
    }
    return NULL;
}

const ClassTableEntry *pair_class_table(const Pair *pair, int side, const char *id)
{
    const District *d = district_of(pair, side);
    for (size_t i = 0; i < d->class_table_count; i++) {
        if (text_equal(d->class_tables[i].id, id)) return &d->class_tables[i];
    }
    return NULL;
}

const StationEntry *pair_station(const Pair *pair, int side, const char *id)
{
    const District *d = district_of(pair, side);
    for (size_t i = 0; i < d->station_count; i++) {
        if (text_equal(d->stations[i].id, id)) return &d->stations[i];
    }
    return NULL;
}

const TableEntry *pair_table(const Pair *pair, int side, const char *id)
{
    const District *d = district_of(pair, side);
    for (size_t i = 0; i < d->table_count; i++) {
        if (text_equal(d->tables[i].id, id)) return &d->tables[i];
    }
    return NULL;
}

// ---- digests ----

static void add_digest(const Plan *plan, const char *path, StrBuf *out)
{
    for (size_t i = 0; i < plan->input_count; i++) {
        if (text_equal(plan->inputs[i].path, path)) strbuf_add(out, plan->inputs[i].sm3);
    }
}

// All digests of a pattern's files, months and the files beside a shapefile among them; "" where none was read.
static const char *digests(const Pair *pair, int side, const char *pattern)
{
    static const char *const sides[] = {".dbf", ".shx", ".prj", ".cpg"};
    const Plan *plan = pair->side[side].plan;
    StrBuf out = strbuf_open(pair->arena);
    if (pattern == NULL || pattern[0] == '\0') return out.data;
    bool monthly = strstr(pattern, "{month}") != NULL;
    for (int month = monthly ? 1 : 0; month <= (monthly ? 12 : 0); month++) {
        char *path = district_file(pair->arena, &plan->district, pattern, plan->year, month);
        add_digest(plan, path, &out);
        for (size_t i = 0; text_ends(path, ".shp") && i < sizeof sides / sizeof *sides; i++) {
            char *beside = arena_text(pair->arena, path);
            memcpy(beside + strlen(beside) - 4, sides[i], 4);
            add_digest(plan, beside, &out);
        }
    }
    return out.data;
}

static bool files_differ(const Pair *pair, const char *pattern1, const char *pattern2)
{
    return !text_equal(digests(pair, 0, pattern1), digests(pair, 1, pattern2));
}

// ---- causes ----

static bool is_of_no_year(const char *pattern)
{
    return pattern != NULL && pattern[0] != '\0' && !cause_is_yearly(pattern);
}

Cause pair_file_cause(const Pair *pair, Cause natural, const char *pattern1, const char *pattern2)
{
    if (same_year(pair)) return CAUSE_CORRECTION;
    bool corrected = is_of_no_year(pattern1) && is_of_no_year(pattern2) && files_differ(pair, pattern1, pattern2);
    return corrected ? CAUSE_CORRECTION : natural;
}

static const char *map_file(const MapEntry *map)
{
    return map == NULL ? NULL : map->file;
}

Cause pair_crosswalk_cause(const Pair *pair, const MapEntry *map1, const MapEntry *map2)
{
    bool one_system = map1 != NULL && map2 != NULL && text_equal(map1->codes, map2->codes);
    Cause of_map = pair_file_cause(pair, CAUSE_AREA, map_file(map1), map_file(map2));
    return one_system ? pair_file_cause(pair, of_map, map1->crosswalk, map2->crosswalk) : of_map;
}

static bool covers_year(const Plan *plan, const char *id, int year)
{
    int first, last;
    return plan_station_days(plan, id, &first, &last) && first <= calendar_day_number((Date){year, 1, 1}) &&
           last >= calendar_day_number((Date){year, 12, 31});
}

static bool both_cover_both(const Pair *pair, const char *id)
{
    for (int side = 0; side < 2; side++) {
        for (int year = 0; year < 2; year++) {
            if (!covers_year(pair->side[side].plan, id, pair->side[year].plan->year)) return false;
        }
    }
    return true;
}

// A series that grew is weather, of one year or of two. One that was changed in earlier days is a correction where each
// of the two files could serve both years; else it cannot be told from weather.
Cause pair_station_cause(const Pair *pair, const StationEntry *entry1, const StationEntry *entry2)
{
    if (entry1 == NULL || entry2 == NULL) return same_year(pair) ? CAUSE_CORRECTION : CAUSE_WEATHER;
    if (!files_differ(pair, entry1->file, entry2->file)) return CAUSE_WEATHER;
    if (plan_stations_agree(pair->side[0].plan, pair->side[1].plan, entry1->id)) return CAUSE_WEATHER;
    if (same_year(pair)) return CAUSE_CORRECTION;
    bool yearly = cause_is_yearly(entry1->file) || cause_is_yearly(entry2->file);
    return yearly || !both_cover_both(pair, entry1->id) ? CAUSE_WEATHER : CAUSE_CORRECTION;
}

// ---- what moved ----

static const char *named_file(const Pair *pair, int side, const char *pattern)
{
    if (pattern == NULL || pattern[0] == '\0') return "";
    char year[16];
    snprintf(year, sizeof year, "%d", pair->side[side].plan->year);
    return text_replace(pair->arena, pattern, "{year}", year);
}

static void add_change(Pair *pair, Cause cause, const char *id, const char *pattern1, const char *pattern2)
{
    pair->moved[cause] = true;
    pair->changes =
        arena_grow(pair->arena, pair->changes, pair->change_count, &pair->change_capacity, sizeof *pair->changes);
    pair->changes[pair->change_count++] =
        (Change){cause, id, {named_file(pair, 0, pattern1), named_file(pair, 1, pattern2)}};
}

// As far as it decides what is read: texts of an entry, files apart.
static bool texts_differ(const char *const *a, const char *const *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(a[i], b[i])) return true;
    }
    return false;
}

static bool map_settings_differ(const MapEntry *a, const MapEntry *b)
{
    const char *const x[] = {a->kind, a->unit, a->codes, a->crs, a->fill}, *const y[] = {b->kind, b->unit, b->codes,
                                                                                         b->crs, b->fill};
    return a->band != b->band || texts_differ(x, y, sizeof x / sizeof *x);
}

static void compare_file(Pair *pair, Cause natural, const char *id, const char *pattern1, const char *pattern2)
{
    if (files_differ(pair, pattern1, pattern2))
        add_change(pair, pair_file_cause(pair, natural, pattern1, pattern2), id, pattern1, pattern2);
}

static void compare_map(Pair *pair, const MapEntry *a, const MapEntry *b)
{
    const MapEntry *any = a == NULL ? b : a;
    Cause natural = cause_of_map(any), cause = pair_file_cause(pair, natural, map_file(a), map_file(b));
    if (a == NULL || b == NULL || map_settings_differ(a, b) || files_differ(pair, a->file, b->file))
        add_change(pair, cause, any->id, map_file(a), map_file(b));
    if (a == NULL || b == NULL) return;
    compare_file(pair, natural, any->id, a->normal, b->normal);
    if (files_differ(pair, a->crosswalk, b->crosswalk))
        add_change(pair, pair_crosswalk_cause(pair, a, b), "crosswalk", a->crosswalk, b->crosswalk);
}

static void compare_maps(Pair *pair)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->map_count; i++) {
            const MapEntry *map = &district_of(pair, side)->maps[i];
            const MapEntry *other = pair_map(pair, 1 - side, map->id);
            if (side == 0) compare_map(pair, map, other);
            if (side == 1 && other == NULL) compare_map(pair, NULL, map);
        }
    }
}

static void compare_class_tables(Pair *pair)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->class_table_count; i++) {
            const ClassTableEntry *entry = &district_of(pair, side)->class_tables[i];
            const ClassTableEntry *other = pair_class_table(pair, 1 - side, entry->id);
            if (other == NULL) {
                add_change(pair, same_year(pair) ? CAUSE_CORRECTION : CAUSE_CONDITION, entry->id,
                           side == 0 ? entry->file : "", side == 1 ? entry->file : "");
            } else if (side == 0) {
                compare_file(pair, CAUSE_CONDITION, entry->id, entry->file, other->file);
            }
        }
    }
}

static void compare_tables(Pair *pair)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->table_count; i++) {
            const TableEntry *entry = &district_of(pair, side)->tables[i];
            const TableEntry *other = pair_table(pair, 1 - side, entry->id);
            if (side == 0) compare_file(pair, CAUSE_CONDITION, entry->id, entry->file, other ? other->file : "");
            if (side == 1 && other == NULL) compare_file(pair, CAUSE_CONDITION, entry->id, "", entry->file);
            if (!same_year(pair)) pair->moved[CAUSE_CONDITION] = true; // other rows of the same table
        }
    }
}

static void note_mended_series(Pair *pair, const StationEntry *a, const StationEntry *b)
{
    bool of_no_year = !cause_is_yearly(a->file) && !cause_is_yearly(b->file);
    if (same_year(pair) || !of_no_year || plan_stations_agree(pair->side[0].plan, pair->side[1].plan, a->id)) return;
    if (pair_station_cause(pair, a, b) != CAUSE_WEATHER) return;
    finding_add(&pair->notes, FINDING_NOTE, "explain.series", a->id,
                "两次核算的站点序列在较早的日期上也不同，而各自只含一年的数据，更正与天气无法分开，一并计入天气",
                "the series of the two accounts differ in earlier days too, and each holds the days of one year only: "
                "the correction cannot be told from the weather and is counted there");
}

static void compare_station(Pair *pair, const StationEntry *a, const StationEntry *b)
{
    const StationEntry *any = a == NULL ? b : a;
    bool differ = a == NULL || b == NULL || files_differ(pair, a->file, b->file);
    if (differ) add_change(pair, pair_station_cause(pair, a, b), any->id, a ? a->file : "", b ? b->file : "");
    if (!same_year(pair)) pair->moved[CAUSE_WEATHER] = true; // another year of the same series
    if (a == NULL || b == NULL) return;
    if (differ) note_mended_series(pair, a, b);
    compare_file(pair, CAUSE_WEATHER, any->id, a->normal, b->normal);
    compare_file(pair, CAUSE_WEATHER, any->id, a->sites, b->sites);
    compare_file(pair, CAUSE_WEATHER, any->id, a->polygons, b->polygons);
}

static void compare_stations(Pair *pair)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->station_count; i++) {
            const StationEntry *entry = &district_of(pair, side)->stations[i];
            const StationEntry *other = pair_station(pair, 1 - side, entry->id);
            if (side == 0) compare_station(pair, entry, other);
            if (side == 1 && other == NULL) compare_station(pair, NULL, entry);
        }
    }
}

// ---- method ----

static bool holds(const ParamRow *row, int year)
{
    return row->valid_from <= year && year <= row->valid_to;
}

static const ParamRow *next_row(const Plan *plan, size_t *at, bool price)
{
    for (; *at < plan->params.count; ++*at) {
        const ParamRow *row = &plan->params.rows[*at];
        bool counts = cause_is_price(row->id) == price && (price || holds(row, plan->year));
        if (counts) return &plan->params.rows[(*at)++];
    }
    return NULL;
}

static bool rows_equal(const ParamRow *a, const ParamRow *b)
{
    const char *const x[] = {a->id, a->ecosystem, a->key, a->unit, a->region}, *const y[] = {b->id, b->ecosystem,
                                                                                             b->key, b->unit,
                                                                                             b->region};
    return !texts_differ(x, y, sizeof x / sizeof *x) && a->from == b->from && a->to == b->to && a->value == b->value &&
           a->rank == b->rank && a->price_year == b->price_year;
}

// Both lists are sorted alike.
static bool params_differ(const Pair *pair, bool price)
{
    size_t at[2] = {0, 0};
    for (;;) {
        const ParamRow *a = next_row(pair->side[0].plan, &at[0], price),
                       *b = next_row(pair->side[1].plan, &at[1], price);
        if (a == NULL && b == NULL) return false;
        if (a == NULL || b == NULL || !rows_equal(a, b)) return true;
    }
}

static const char *variants_text(const Pair *pair, int side)
{
    StrBuf out = strbuf_open(pair->arena);
    const District *d = district_of(pair, side);
    for (size_t i = 0; i < d->variant_count; i++) {
        strbuf_printf(&out, "%s %s;", d->variants[i].service, d->variants[i].variant);
        for (size_t k = 0; k < d->variants[i].option_count; k++)
            strbuf_printf(&out, "%s=%s;", d->variants[i].option_keys[k], d->variants[i].option_values[k]);
    }
    return out.data;
}

static const char *services_text(const Pair *pair, int side)
{
    StrBuf out = strbuf_open(pair->arena);
    const District *d = district_of(pair, side);
    for (size_t i = 0; i < d->service_count; i++)
        strbuf_printf(&out, "%s %s;", d->services[i].code, d->services[i].state);
    return out.data;
}

static void compare_method(Pair *pair)
{
    const char *profile[2] = {district_of(pair, 0)->profile, district_of(pair, 1)->profile};
    const char *parameters[2] = {district_of(pair, 0)->parameters_file, district_of(pair, 1)->parameters_file};
    if (!text_equal(profile[0], profile[1]) || files_differ(pair, profile[0], profile[1]))
        add_change(pair, CAUSE_METHOD, "profile", profile[0], profile[1]);
    if (!text_equal(variants_text(pair, 0), variants_text(pair, 1))) add_change(pair, CAUSE_METHOD, "variants", "", "");
    if (!text_equal(services_text(pair, 0), services_text(pair, 1))) add_change(pair, CAUSE_METHOD, "services", "", "");
    if (params_differ(pair, false)) add_change(pair, CAUSE_METHOD, "parameters", parameters[0], parameters[1]);
    if (params_differ(pair, true)) add_change(pair, CAUSE_PRICE, "parameters", parameters[0], parameters[1]);
}

// ---- the ground ----

static Cause vector_cause(Pair *pair, const char *file1, const char *file2)
{
    return pair_file_cause(pair, CAUSE_AREA, file1, file2);
}

static void compare_ground(Pair *pair)
{
    const District *a = district_of(pair, 0), *b = district_of(pair, 1);
    bool boundary = files_differ(pair, a->boundary_file, b->boundary_file),
         zones = files_differ(pair, a->zones_file, b->zones_file);
    const MapEntry *mask1 = pair_map(pair, 0, a->boundary_mask_of), *mask2 = pair_map(pair, 1, b->boundary_mask_of);
    pair->ground = boundary || mask1 == NULL ? vector_cause(pair, a->boundary_file, b->boundary_file)
                                             : pair_file_cause(pair, CAUSE_AREA, map_file(mask1), map_file(mask2));
    if (zones && !boundary && mask1 == NULL) pair->ground = vector_cause(pair, a->zones_file, b->zones_file);
    if (boundary) add_change(pair, pair->ground, "boundary", a->boundary_file, b->boundary_file);
    if (zones) add_change(pair, pair->ground, "zones", a->zones_file, b->zones_file);
}

// ---- may they be compared? ----

static int zone_index(const Plan *plan, const char *code)
{
    for (size_t i = 1; i <= plan->zone_count; i++) {
        if (text_equal(plan->zone_code[i], code)) return (int)i;
    }
    return -1;
}

static bool same_towns(const Plan *a, const Plan *b)
{
    for (size_t i = 1; i <= a->zone_count; i++) {
        if (zone_index(b, a->zone_code[i]) < 0) return false;
    }
    return a->zone_count == b->zone_count;
}

static bool check_grids(const Plan *a, const Plan *b, Err *err)
{
    if (a->tabular || b->tabular || pass_together(a, b)) return true;
    return err_set(
        err, ERR_REFUSED,
        _("the grids differ: %s, %d x %d cells of %g m and %s, %d x %d cells of %g m; give both accounts one "
          "grid and boundary and compute them again"),
        crs_label(a->crs), a->grid.width, a->grid.height, a->grid.cell_m, crs_label(b->crs), b->grid.width,
        b->grid.height, b->grid.cell_m);
}

static bool cells_differ(const Pair *pair)
{
    return files_differ(pair, district_of(pair, 0)->cells_file, district_of(pair, 1)->cells_file);
}

static bool check_comparable(const Pair *pair, Err *err)
{
    const Plan *a = pair->side[0].plan, *b = pair->side[1].plan;
    if (!text_equal(a->district.code, b->district.code))
        return err_set(err, ERR_REFUSED, _("the accounts are of different districts: %s (%s) and %s (%s)"),
                       a->district.name, a->district.code, b->district.name, b->district.code);
    if (a->tabular != b->tabular)
        return err_set(err, ERR_REFUSED, _("one account is of maps, the other of a table of cells"));
    if (a->tabular && cells_differ(pair) && !same_year(pair))
        return err_set(
            err, ERR_REFUSED,
            _("the tables of cells differ: classes, areas and inputs stand in one file there, so that causes "
              "cannot be told apart; this needs maps"));
    if (!check_grids(a, b, err)) return false;
    return same_towns(a, b) ||
           err_set(err, ERR_REFUSED,
                   _("the towns differ (%zu and %zu, or other codes); compute both accounts with one set of towns"),
                   a->zone_count, b->zone_count);
}

bool pair_open(Pair *pair, Arena *arena, const char *out1, const char *out2, int jobs, Err *err)
{
    *pair = (Pair){.arena = arena, .notes = findings_open(arena)};
    if (!side_open(&pair->side[0], arena, out1, NULL, jobs, err) ||
        !side_open(&pair->side[1], arena, out2, &pair->side[0], jobs, err) || !check_comparable(pair, err))
        return false;
    pair->has_normal = pair->side[0].plan->has_normal && pair->side[1].plan->has_normal;
    compare_ground(pair);
    compare_maps(pair);
    compare_class_tables(pair);
    compare_stations(pair);
    compare_tables(pair);
    compare_method(pair);
    if (cells_differ(pair))
        add_change(pair, CAUSE_CORRECTION, "cells", district_of(pair, 0)->cells_file, district_of(pair, 1)->cells_file);
    pair->moved[CAUSE_PRICE] = true;
    return true;
}

void pair_close(Pair *pair)
{
    side_close(&pair->side[0]);
    side_close(&pair->side[1]);
}
