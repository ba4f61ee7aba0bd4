#include "gep/explain/mixture.h"

#include <math.h>

#include "base/message.h"
#include "base/text.h"

static int side_of(unsigned moved, Cause cause)
{
    return (int)(moved >> cause & 1);
}

static const District *district_of(const Pair *pair, int side)
{
    return &pair->side[side].plan->district;
}

static int year_of(const Pair *pair, unsigned moved, Cause cause)
{
    return pair->side[side_of(moved, cause)].plan->year;
}

// Absolute, of the side's year; {month} stays.
static const char *resolved(const Pair *pair, int side, const char *pattern)
{
    return pattern[0] == '\0'
               ? ""
               : district_file(pair->arena, district_of(pair, side), pattern, pair->side[side].plan->year, 0);
}

// Which of the two has the n-th entry of the union: those of the first account, then those that only the second has.
typedef struct Ids {
    size_t count;
    const char **items;
} Ids;

static void add_id(Ids *ids, const char *id)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (text_equal(ids->items[i], id)) return;
    }
    ids->items[ids->count++] = id;
}

// ---- maps ----

static const char *crosswalk_of(const Pair *pair, unsigned moved, const MapEntry *const both[2], int side)
{
    bool apart = both[0] != NULL && both[1] != NULL && text_equal(both[0]->codes, both[1]->codes);
    if (apart) side = side_of(moved, pair_crosswalk_cause(pair, both[0], both[1]));
    return resolved(pair, side, both[side]->crosswalk);
}

static const char *normal_of(const Pair *pair, unsigned moved, Cause natural, const MapEntry *const both[2], int side)
{
    if (both[0] != NULL && both[1] != NULL)
        side = side_of(moved, pair_file_cause(pair, natural, both[0]->normal, both[1]->normal));
    return resolved(pair, side, both[side]->normal);
}

static void merge_maps(const Pair *pair, unsigned moved, District *out)
{
    size_t most = district_of(pair, 0)->map_count + district_of(pair, 1)->map_count;
    MapEntry *maps = arena_array(pair->arena, most + 1, sizeof *maps);
    Ids ids = {0, arena_array(pair->arena, most + 1, sizeof(char *))};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->map_count; i++)
            add_id(&ids, district_of(pair, side)->maps[i].id);
    }
    out->map_count = 0;
    for (size_t i = 0; i < ids.count; i++) {
        const MapEntry *both[2] = {pair_map(pair, 0, ids.items[i]), pair_map(pair, 1, ids.items[i])};
        Cause natural = cause_of_map(both[0] == NULL ? both[1] : both[0]);
        int side = side_of(moved, pair_file_cause(pair, natural, both[0] == NULL ? NULL : both[0]->file,
                                                  both[1] == NULL ? NULL : both[1]->file));
        if (both[side] == NULL) continue;
        MapEntry *map = &maps[out->map_count++];
        *map = *both[side];
        map->file = resolved(pair, side, map->file);
        map->normal = normal_of(pair, moved, natural, both, side);
        map->crosswalk = crosswalk_of(pair, moved, both, side);
    }
    out->maps = maps;
}

// ---- tables ----

static void merge_class_tables(const Pair *pair, unsigned moved, District *out)
{
    size_t most = district_of(pair, 0)->class_table_count + district_of(pair, 1)->class_table_count;
    ClassTableEntry *entries = arena_array(pair->arena, most + 1, sizeof *entries);
    Ids ids = {0, arena_array(pair->arena, most + 1, sizeof(char *))};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->class_table_count; i++)
            add_id(&ids, district_of(pair, side)->class_tables[i].id);
    }
    out->class_table_count = 0;
    for (size_t i = 0; i < ids.count; i++) {
        const ClassTableEntry *both[2] = {pair_class_table(pair, 0, ids.items[i]),
                                          pair_class_table(pair, 1, ids.items[i])};
        int side = side_of(moved, pair_file_cause(pair, CAUSE_CONDITION, both[0] == NULL ? NULL : both[0]->file,
                                                  both[1] == NULL ? NULL : both[1]->file));
        if (both[side] == NULL) continue;
        entries[out->class_table_count] = *both[side];
        entries[out->class_table_count++].file = resolved(pair, side, both[side]->file);
    }
    out->class_tables = entries;
}

// natural: of the quantities (condition) or of the prices in them.
static void merge_tables(const Pair *pair, unsigned moved, Cause natural, District *out)
{
    size_t most = district_of(pair, 0)->table_count + district_of(pair, 1)->table_count;
    TableEntry *entries = arena_array(pair->arena, most + 1, sizeof *entries);
    Ids ids = {0, arena_array(pair->arena, most + 1, sizeof(char *))};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->table_count; i++)
            add_id(&ids, district_of(pair, side)->tables[i].id);
    }
    out->table_count = 0;
    for (size_t i = 0; i < ids.count; i++) {
        const TableEntry *both[2] = {pair_table(pair, 0, ids.items[i]), pair_table(pair, 1, ids.items[i])};
        int side = side_of(moved, pair_file_cause(pair, natural, both[0] == NULL ? NULL : both[0]->file,
                                                  both[1] == NULL ? NULL : both[1]->file));
        if (both[side] == NULL) continue;
        entries[out->table_count] = *both[side];
        entries[out->table_count++].file = resolved(pair, side, both[side]->file);
    }
    out->tables = entries;
}

// ---- stations ----

static const char *station_file(const Pair *pair, unsigned moved, const char *file1, const char *file2)
{
    int side = side_of(moved, pair_file_cause(pair, CAUSE_WEATHER, file1, file2));
    return resolved(pair, side, side == 0 ? file1 : file2);
}

static void merge_stations(const Pair *pair, unsigned moved, District *out)
{
    size_t most = district_of(pair, 0)->station_count + district_of(pair, 1)->station_count;
    StationEntry *entries = arena_array(pair->arena, most + 1, sizeof *entries);
    Ids ids = {0, arena_array(pair->arena, most + 1, sizeof(char *))};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < district_of(pair, side)->station_count; i++)
            add_id(&ids, district_of(pair, side)->stations[i].id);
    }
    out->station_count = 0;
    for (size_t i = 0; i < ids.count; i++) {
        const StationEntry *a = pair_station(pair, 0, ids.items[i]), *b = pair_station(pair, 1, ids.items[i]);
        int side = side_of(moved, pair_station_cause(pair, a, b));
        const StationEntry *own = side == 0 ? a : b;
        if (own == NULL) continue;
        StationEntry *entry = &entries[out->station_count++];
        *entry = *own;
        entry->file = resolved(pair, side, own->file);
        entry->normal = a && b ? station_file(pair, moved, a->normal, b->normal) : resolved(pair, side, own->normal);
        entry->sites = a && b ? station_file(pair, moved, a->sites, b->sites) : resolved(pair, side, own->sites);
        entry->polygons =
            a && b ? station_file(pair, moved, a->polygons, b->polygons) : resolved(pair, side, own->polygons);
    }
    out->stations = entries;
}

// ---- the rest ----

static void take_method(const Pair *pair, unsigned moved, District *out)
{
    int side = side_of(moved, CAUSE_METHOD);
    const District *from = district_of(pair, side);
    out->profile = text_ends(from->profile, ".yaml") ? resolved(pair, side, from->profile) : from->profile;
    out->parameters_file = resolved(pair, side, from->parameters_file);
    out->parameters_sheet = from->parameters_sheet;
    out->variant_count = from->variant_count;
    out->variants = from->variants;
    out->service_count = from->service_count;
    out->services = from->services;
    out->valid_area_min = from->valid_area_min;
}

static District *merge(const Pair *pair, unsigned moved)
{
    District *out = arena_alloc(pair->arena, sizeof *out);
    int cells = side_of(moved, CAUSE_CORRECTION);
    *out = *district_of(pair, side_of(moved, pair->ground));
    out->observed_count = 0;
    out->cells_file = resolved(pair, cells, district_of(pair, cells)->cells_file);
    out->cells_sheet = district_of(pair, cells)->cells_sheet;
    take_method(pair, moved, out);
    merge_maps(pair, moved, out);
    merge_class_tables(pair, moved, out);
    merge_stations(pair, moved, out);
    merge_tables(pair, moved, CAUSE_CONDITION, out);
    return out;
}

PlanPrices mixture_prices(const Pair *pair, unsigned moved)
{
    District *tables = arena_alloc(pair->arena, sizeof *tables);
    *tables = *district_of(pair, 0);
    merge_tables(pair, moved, CAUSE_PRICE, tables);
    return (PlanPrices){.of = pair->side[side_of(moved, CAUSE_PRICE)].plan, .tables = tables};
}

const char *mixture_name(const Pair *pair, unsigned moved)
{
    StrBuf text = strbuf_open(pair->arena);
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        if (!pair->moved[cause]) continue;
        const char *name = message_is_chinese() ? cause_name_zh((Cause)cause) : cause_name_en((Cause)cause);
        strbuf_printf(&text, "%s%s %d", text.size > 0 ? ", " : "", name, year_of(pair, moved, (Cause)cause));
    }
    return text.data;
}

bool mixture_open(const Pair *pair, unsigned moved, int jobs, Plan **out, Err *err)
{
    PlanMix *mix = arena_alloc(pair->arena, sizeof *mix);
    *mix = (PlanMix){.district = merge(pair, moved),
                     .weather_year = year_of(pair, moved, CAUSE_WEATHER),
                     .condition_year = year_of(pair, moved, CAUSE_CONDITION),
                     .method_year = year_of(pair, moved, CAUSE_METHOD),
                     .prices = mixture_prices(pair, moved),
                     .ground = pair->side[side_of(moved, pair->ground)].plan};
    PlanOptions options = {
        .year = pair->side[1].plan->year, .jobs = jobs, .methods = pair->side[0].plan->methods, .mix = mix};
    if (!plan_open("", &options, out, err)) return false;
    if (plan_check(*out, err)) return true;
    plan_close(*out);
    *out = NULL;
    return err_within(err, _("the two accounts do not mix (%s); make both with the same services, data and tables"),
                      mixture_name(pair, moved));
}
