// r13.c - R13 noise attenuation (噪声消减): belts of vegetation along roads, from a table. gep-methods.md 2.10.
//
// Variant belt: km times dB, priced per km and dB of a noise barrier. Variant wall: km of barrier that the belt stands
// for, priced per km.
#include <stddef.h>

#include "gep/formulas/air.h"
#include "gep/service.h"
#include "gep/stat.h"

// ---- table noise, a row a stretch of road:
enum { ITEM, TOWN, ECOSYSTEM, LENGTH, REDUCTION, COLUMN_COUNT };
static const StatColumn belt_columns[COLUMN_COUNT] = {
    [ITEM] = {"item|road|道路|路段|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [LENGTH] = {"length|绿化带长度|长度", STAT_NUMBER, "km", true},
    [REDUCTION] = {"reduction|降噪量|降噪分贝|噪声消减", STAT_NUMBER, "", true}, // dB
};
static const StatColumn wall_columns[LENGTH + 1] = {
    [ITEM] = {"item|road|道路|路段|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [LENGTH] = {"wall_length|折合隔音墙长度|隔音墙长度", STAT_NUMBER, "km", true},
};

static bool read_belt(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    double length, reduction;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_need_number(sheet, row, LENGTH, &length, err) ||
        !stat_need_number(sheet, row, REDUCTION, &reduction, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, "belt", item, TOWN, ECOSYSTEM);
    entry->quantity = noise_km_db(length, reduction);
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool read_wall(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    double length;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_need_number(sheet, row, LENGTH, &length, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, "wall", item, TOWN, ECOSYSTEM);
    entry->quantity = length;
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool by_belt(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, belt_columns, COLUMN_COUNT, read_belt, out, count, err);
}

static bool by_wall(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, wall_columns, LENGTH + 1, read_wall, out, count, err);
}

const Service service_r13 = {
    .code = "R13",
    .name_zh = "噪声消减",
    .name_en = "Noise attenuation",
    .group = GROUP_REGULATING,
    .unit = "km dB",
    .seea = "Noise attenuation",
    .parts =
        {
            {.id = "belt",
             .name_zh = "绿化带降噪",
             .name_en = "Noise taken away by belts",
             .unit = "km dB",
             .price = "price.noise_barrier",
             .price_unit = "yuan/km/dB"},
            {.id = "wall",
             .name_zh = "折合隔音墙",
             .name_en = "Equivalent of noise barriers",
             .unit = "km",
             .price = "price.noise_wall",
             .price_unit = "yuan/km"},
        },
    .variants =
        {
            {.id = "belt",
             .name_zh = "长度乘降噪量",
             .name_en = "Length times decibels",
             .source = "gep-methods.md 2.10 (recalled)",
             .tables = {"noise"},
             .tabulate = by_belt},
            {.id = "wall",
             .name_zh = "折合隔音墙长度",
             .name_en = "Equivalent length of noise barriers",
             .source = "LY/T 1721-2008 form, read in public calculators",
             .tables = {"noise"},
             .tabulate = by_wall},
        },
};
