// r04.c - R04 coastal protection (海岸带防护), km: coast that ecosystems keep, at what a dyke would cost a year.
#include <stddef.h>

#include "gep/service.h"
#include "gep/stat.h"

// ---- table coast, a row a stretch of coast; a price of its own stands before parameter price.dyke
enum { ITEM, TOWN, ECOSYSTEM, LENGTH, PRICE, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|name|名称|岸段", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [LENGTH] = {"length|岸线长度|长度", STAT_NUMBER, "km", true},
    [PRICE] = {"price|单价", STAT_NUMBER, "yuan/km", false},
};

static bool read_coast(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    double length, price;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_need_number(sheet, row, LENGTH, &length, err) ||
        !stat_number(sheet, row, PRICE, &price, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, "coast", item, TOWN, ECOSYSTEM);
    entry->quantity = length;
    entry->price_yuan = price;
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool coast(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_coast, out, count, err);
}

const Service service_r04 = {
    .code = "R04",
    .name_zh = "海岸带防护",
    .name_en = "Coastal protection",
    .group = GROUP_REGULATING,
    .unit = "km",
    .seea = "Coastal protection",
    .parts = {{.id = "coast",
               .name_zh = "海岸带防护",
               .name_en = "Coastal protection",
               .unit = "km",
               .price = "price.dyke",
               .price_unit = "yuan/km"}},
    .variants = {{
        .id = "length",
        .name_zh = "替代工程法",
        .name_en = "Replacement cost",
        .source = "2020 guideline (recalled, verify): V = D_cl C_cl",
        .tables = {"coast"},
        .tabulate = coast,
    }},
};
