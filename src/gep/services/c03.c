// c03.c - C03 landscape premium (景观增值): housing and hotel rooms near lakes and parks. gep-methods.md 2.11.
//
// A premium on a flat is paid once and must be spread over the years of the lease to be a yearly flow; a room's is
// paid by the night.
#include <stddef.h>

#include "base/message.h"
#include "gep/formulas/culture.h"
#include "gep/service.h"
#include "gep/stat.h"

// ---- table premium, a row a housing estate or hotel:
enum { KIND, ITEM, TOWN, ECOSYSTEM, AREA, AREA_PREMIUM, YEARS, NIGHTS, NIGHT_PREMIUM, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [KIND] = {"kind|类型|类别", STAT_TEXT, "", true}, // housing, hotel
    [ITEM] = {"item|estate|小区|酒店|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [AREA] = {"area|住房面积|建筑面积|面积", STAT_NUMBER, "m2", false},
    [AREA_PREMIUM] = {"area_premium|住房溢价|房价溢价", STAT_NUMBER, "yuan/m2", false},
    [YEARS] = {"years|摊销年限|年限", STAT_NUMBER, "", false},     // else C03.lease_years
    [NIGHTS] = {"nights|间夜数|客房间夜", STAT_NUMBER, "", false}, // rooms let times nights, of the year
    [NIGHT_PREMIUM] = {"night_premium|客房溢价|房价差", STAT_NUMBER, "yuan", false}, // a room and night
};

static const char *const kinds[] = {"housing|住房|住宅", "hotel|酒店|宾馆|客房", NULL};
enum { HOUSING };

static bool read_housing(const StatSheet *sheet, size_t row, Entry *entry, Err *err)
{
    double premium, years;
    if (!stat_need_number(sheet, row, AREA, &entry->quantity, err) ||
        !stat_need_number(sheet, row, AREA_PREMIUM, &premium, err) ||
        !stat_number_or(sheet, row, YEARS, sheet->in->scalar[0], &years, err)) {
        return false;
    }
    if (years < 1) {
        return stat_fault(sheet, row, YEARS, _("at least 1 year"), _("Give the years of the lease that is left"), err);
    }
    entry->price_yuan = premium_per_year(premium, years);
    return true;
}

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    int kind;
    if (!stat_choice(sheet, row, KIND, kinds, &kind, err) || !stat_need_text(sheet, row, ITEM, &item, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, kind == HOUSING ? "housing" : "hotel", item, TOWN, ECOSYSTEM);
    stat_once(list, row, stat_key(sheet, entry));
    if (kind == HOUSING) return read_housing(sheet, row, entry, err);
    return stat_need_number(sheet, row, NIGHTS, &entry->quantity, err) &&
           stat_need_number(sheet, row, NIGHT_PREMIUM, &entry->price_yuan, err);
}

static bool by_premium(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_row, out, count, err);
}

const Service service_c03 = {
    .code = "C03",
    .name_zh = "景观增值",
    .name_en = "Landscape premium",
    .group = GROUP_CULTURAL,
    .unit = "m2",
    .seea = "Visual amenity services",
    .parts =
        {
            {.id = "housing",
             .name_zh = "住房景观增值",
             .name_en = "Premium of housing",
             .unit = "m2",
             .price = "",
             .price_unit = "yuan/m2"},
            {.id = "hotel",
             .name_zh = "酒店景观增值",
             .name_en = "Premium of hotel rooms",
             .unit = "nights",
             .price = "",
             .price_unit = "yuan/night"},
        },
    .variants = {{.id = "premium",
                  .name_zh = "景观溢价",
                  .name_en = "Premium by location",
                  .source = "gep-methods.md 2.11",
                  .params = {{.id = "C03.lease_years", .shape = PARAM_SCALAR, .unit = "a"}},
                  .tables = {"premium"},
                  .tabulate = by_premium}},
};
