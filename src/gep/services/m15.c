// m15.c - M15 fresh water supply (水资源): m3 by use, from the table `water_use`. gep-methods.md 2.1.
//
// The value of the same m3 must not be added to R01's (the profile's overlaps say so).
#include <stddef.h>

#include "gep/service.h"
#include "gep/stat.h"

// ---- table water_use, a row a use and town:
enum { USE, ITEM, TOWN, ECOSYSTEM, QUANTITY, PRICE, PRICE_CONSTANT, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [USE] = {"use|用途|用水类别|用水类型", STAT_TEXT, "", true}, // household, industry, farm
    [ITEM] = {"item|source|水源|名称", STAT_TEXT, "", false},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [QUANTITY] = {"quantity|用水量|供水量|水量", STAT_NUMBER, "m3", true},
    [PRICE] = {"price|单价|水价", STAT_NUMBER, "yuan/m3", false}, // else by parameter
    [PRICE_CONSTANT] = {"price_constant|不变价", STAT_NUMBER, "yuan/m3", false},
};

static const char *const uses[] = {"household|domestic|生活|生活用水", "industry|工业|工业用水",
                                   "farm|agriculture|农业|农业用水|农田灌溉", NULL};
static const char *const part_ids[] = {"household", "industry", "farm"};

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    int use;
    double quantity, price, price_constant;
    if (!stat_choice(sheet, row, USE, uses, &use, err) || !stat_need_number(sheet, row, QUANTITY, &quantity, err) ||
        !stat_number(sheet, row, PRICE, &price, err) ||
        !stat_number(sheet, row, PRICE_CONSTANT, &price_constant, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, part_ids[use], stat_text(sheet, row, ITEM), TOWN, ECOSYSTEM);
    entry->quantity = quantity;
    entry->price_yuan = price;
    entry->price_constant_yuan = price_constant;
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool by_use(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_row, out, count, err);
}

const Service service_m15 = {
    .code = "M15",
    .name_zh = "水资源",
    .name_en = "Fresh water supply",
    .group = GROUP_MATERIAL,
    .unit = "m3",
    .seea = "Water supply",
    .parts =
        {
            {.id = "household",
             .name_zh = "生活用水",
             .name_en = "Household water",
             .unit = "m3",
             .price = "price.water_household",
             .price_unit = "yuan/m3"},
            {.id = "industry",
             .name_zh = "工业用水",
             .name_en = "Industrial water",
             .unit = "m3",
             .price = "price.water_industry",
             .price_unit = "yuan/m3"},
            {.id = "farm",
             .name_zh = "农业用水",
             .name_en = "Farm water",
             .unit = "m3",
             .price = "price.water_farm",
             .price_unit = "yuan/m3"},
        },
    .variants = {{.id = "use",
                  .name_zh = "按用途计",
                  .name_en = "By use",
                  .source = "Ganzi, doi 10.5846/stxb201607011362",
                  .tables = {"water_use"},
                  .tabulate = by_use}},
};
