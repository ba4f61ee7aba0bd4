// c01.c - C01 tourism and wellness (旅游康养): person-times. gep-methods.md 2.11.
//
// Only what nature draws counts: a spot's visits times its nature_share (villages, museums and malls have 0). Visits of
// residents belong to C02 and are left out here where the column resident says so.
#include <math.h>
#include <stddef.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/formulas/culture.h"
#include "gep/service.h"
#include "gep/stat.h"

// ---- table tourism, a row a scenic spot (variants individual and income):
enum { ITEM, TOWN, ECOSYSTEM, VISITS, NATURE_SHARE, RESIDENT, TRAVEL_COST, HOURS, WAGE, SURPLUS, INCOME, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|spot|景区|景点|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [VISITS] = {"visits|visitors|游客量|接待人次|游客人次|人次", STAT_NUMBER, "visit", true},
    [NATURE_SHARE] = {"nature_share|自然占比|自然景观占比|生态占比", STAT_SHARE, "", true},
    [RESIDENT] = {"resident|本地居民|是否本地居民", STAT_FLAG, "", false}, // yes: left out, C02 has them
    [TRAVEL_COST] = {"travel_cost|旅行费用|人均花费|旅行花费", STAT_NUMBER, "yuan", false}, // a visit
    [HOURS] = {"hours|时间|旅行时间|人均时间", STAT_NUMBER, "", false},                     // a visit, with the way
    [WAGE] = {"wage|工资|小时工资", STAT_NUMBER, "yuan", false},                            // an hour
    [SURPLUS] = {"surplus|消费者剩余", STAT_NUMBER, "yuan", false},                         // a visit
    [INCOME] = {"income|旅游收入|收入", STAT_NUMBER, "yuan", false},                        // of the year
};

typedef struct Spot {
    const char *item;
    double visits, share;
} Spot;

// *counts false: residents.
static bool read_spot(const StatSheet *sheet, size_t row, Spot *spot, bool *counts, Err *err)
{
    bool resident;
    if (!stat_flag_or(sheet, row, RESIDENT, false, &resident, err)) return false;
    *counts = !resident;
    return stat_need_text(sheet, row, ITEM, &spot->item, err) &&
           stat_need_number(sheet, row, NATURE_SHARE, &spot->share, err) &&
           stat_need_number(sheet, row, VISITS, &spot->visits, err);
}

static Entry *add_spot(const StatSheet *sheet, size_t row, StatList *list, const Spot *spot)
{
    Entry *entry = stat_add(sheet, row, list, "visits", spot->item, TOWN, ECOSYSTEM);
    entry->quantity = spot->visits * spot->share;
    stat_once(list, row, stat_key(sheet, entry));
    return entry;
}

// The time of a visit: hours at a share of the wage; 0 where no hours are given.
static bool read_time(const StatSheet *sheet, size_t row, int hours_column, int wage_column, double *yuan, Err *err)
{
    double hours, wage;
    *yuan = 0;
    if (!stat_number_or(sheet, row, hours_column, 0, &hours, err)) return false;
    if (hours == 0) return true;
    if (!stat_number_or(sheet, row, wage_column, sheet->in->scalar[1], &wage, err)) return false;
    if (isnan(wage)) {
        return stat_fault(sheet, row, wage_column, _("a wage an hour for the hours of the row"),
                          _("Fill the cell, or give the parameter C01.wage"), err);
    }
    *yuan = visit_time_cost(hours, wage, sheet->in->scalar[0]);
    return true;
}

static bool read_individual(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    Spot spot;
    double travel, time, surplus;
    bool counts;
    if (!read_spot(sheet, row, &spot, &counts, err)) return false;
    if (!counts) return true;
    if (!stat_need_number(sheet, row, TRAVEL_COST, &travel, err) || !read_time(sheet, row, HOURS, WAGE, &time, err) ||
        !stat_number_or(sheet, row, SURPLUS, 0, &surplus, err)) {
        return false;
    }
    add_spot(sheet, row, list, &spot)->price_yuan = visit_value(travel, time, surplus);
    return true;
}

static bool by_individual(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_individual, out, count, err);
}

static bool read_income(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    Spot spot;
    double income;
    bool counts;
    if (!read_spot(sheet, row, &spot, &counts, err)) return false;
    if (!counts) return true;
    if (!stat_need_number(sheet, row, INCOME, &income, err)) return false;
    add_spot(sheet, row, list, &spot)->value_yuan = income * spot.share * sheet->in->scalar[0];
    return true;
}

static bool by_income(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_income, out, count, err);
}

// ---- table tourism_zones, a row a spot and zone of origin (variant zonal):
enum {
    ZONE_ITEM,
    ZONE_TOWN,
    ZONE_ECOSYSTEM,
    ZONE,
    ZONE_POPULATION,
    ZONE_VISITS,
    ZONE_SHARE,
    ZONE_COST,
    ZONE_HOURS,
    ZONE_WAGE,
    ZONE_COLUMN_COUNT
};
static const StatColumn zone_columns[ZONE_COLUMN_COUNT] = {
    [ZONE_ITEM] = {"item|spot|景区|景点|名称", STAT_TEXT, "", true},
    [ZONE_TOWN] = STAT_TOWN,
    [ZONE_ECOSYSTEM] = STAT_ECOSYSTEM,
    [ZONE] = {"zone|客源地", STAT_TEXT, "", true}, // not the district itself: its residents belong to C02
    [ZONE_POPULATION] = {"population|人口", STAT_NUMBER, "person", true},
    [ZONE_VISITS] = {"visits|visitors|游客量|接待人次|游客人次|人次", STAT_NUMBER, "visit", true},
    [ZONE_SHARE] = {"nature_share|自然占比|自然景观占比|生态占比", STAT_SHARE, "", true},
    [ZONE_COST] = {"travel_cost|旅行费用|人均花费|旅行花费", STAT_NUMBER, "yuan", true}, // a visit
    [ZONE_HOURS] = {"hours|时间|旅行时间|人均时间", STAT_NUMBER, "", false},
    [ZONE_WAGE] = {"wage|工资|小时工资", STAT_NUMBER, "yuan", false},
};

// Zones of one spot as read; the surplus is added when all are known.
typedef struct Zones {
    const char **items;
    TravelZone *zones;
    size_t *rows;
    size_t count;
} Zones;

static bool read_zone(const StatSheet *sheet, size_t row, StatList *list, Zones *all, Err *err)
{
    const char *zone;
    double share, time;
    TravelZone *of_row = &all->zones[all->count];
    if (!stat_need_text(sheet, row, ZONE_ITEM, &all->items[all->count], err) ||
        !stat_need_text(sheet, row, ZONE, &zone, err) ||
        !stat_need_number(sheet, row, ZONE_POPULATION, &of_row->population, err) ||
        !stat_need_number(sheet, row, ZONE_VISITS, &of_row->visits, err) ||
        !stat_need_number(sheet, row, ZONE_SHARE, &share, err) ||
        !stat_need_number(sheet, row, ZONE_COST, &of_row->cost_yuan, err) ||
        !read_time(sheet, row, ZONE_HOURS, ZONE_WAGE, &time, err)) {
        return false;
    }
    const char *name = arena_printf(sheet->arena, "%s, %s", all->items[all->count], zone);
    Entry *entry = stat_add(sheet, row, list, "visits", name, ZONE_TOWN, ZONE_ECOSYSTEM);
    stat_once(list, row, stat_key(sheet, entry));
    entry->quantity = of_row->visits * share;
    of_row->cost_yuan += time; // the demand is a matter of all that a visit costs
    all->rows[all->count++] = row;
    return true;
}

// The surplus of the spot that zone `first` belongs to, fitted over its zones.
static bool fit_spot(const StatSheet *sheet, const Zones *all, size_t first, double *surplus, Err *err)
{
    TravelZone *same = arena_array(sheet->arena, all->count, sizeof *same);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (text_equal(all->items[i], all->items[first])) same[count++] = all->zones[i];
    }
    if (travel_zonal_surplus(same, count, surplus, err)) return true;
    return err_within(err, "%s, %s", stat_where(sheet, all->rows[first]), all->items[first]);
}

static bool price_zones(const StatSheet *sheet, const Zones *all, Entry *entries, Err *err)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t first = 0;
        while (!text_equal(all->items[first], all->items[i])) first++;
        double surplus = 0;
        if (first == i && !fit_spot(sheet, all, first, &surplus, err)) return false;
        if (first < i) surplus = entries[first].price_yuan - all->zones[first].cost_yuan;
        entries[i].price_yuan = visit_value(all->zones[i].cost_yuan, 0, surplus);
    }
    return true;
}

static bool by_zones(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    StatSheet sheet;
    StatList list = {.arena = arena};
    if (!stat_open(arena, in, 0, zone_columns, ZONE_COLUMN_COUNT, &sheet, err)) return false;
    size_t rows = sheet.table->row_count;
    Zones all = {.items = arena_array(arena, rows, sizeof *all.items),
                 .zones = arena_array(arena, rows, sizeof *all.zones),
                 .rows = arena_array(arena, rows, sizeof *all.rows)};
    for (size_t row = 0; row < rows; row++) {
        bool counts;
        if (!stat_row_counts(&sheet, row, &counts, err)) return err_within(err, "%s", in->code);
        if (counts && !read_zone(&sheet, row, &list, &all, err)) return err_within(err, "%s", in->code);
    }
    if (!price_zones(&sheet, &all, list.entries, err)) return err_within(err, "%s", in->code);
    return stat_finish(&sheet, &list, out, count, err);
}

const Service service_c01 = {
    .code = "C01",
    .name_zh = "旅游康养",
    .name_en = "Tourism and wellness",
    .group = GROUP_CULTURAL,
    .unit = "visit",
    .seea = "Recreation-related services",
    .parts = {{.id = "visits",
               .name_zh = "自然景观游客",
               .name_en = "Visits for nature",
               .unit = "visit",
               .price = "",
               .price_unit = "yuan/visit"}},
    .variants =
        {
            {.id = "individual",
             .name_zh = "旅行费用法（个人）",
             .name_en = "Travel cost, individual",
             .source = "Baiyangdian, doi 10.5846/stxb201410091984",
             // A wage may stand in the table instead; without hours none is needed.
             .params =
                 {{.id = "C01.time_share", .shape = PARAM_SCALAR, .unit = "1"},
                  {.id = "C01.wage", .shape = PARAM_SCALAR, .unit = "yuan/h", .when_absent = NAN, .optional = true}},
             .tables = {"tourism"},
             .tabulate = by_individual},
            {.id = "zonal",
             .name_zh = "旅行费用法（分区）",
             .name_en = "Travel cost, zonal",
             .source = "gep-methods.md 2.11; semi-log demand curve",
             .params =
                 {{.id = "C01.time_share", .shape = PARAM_SCALAR, .unit = "1"},
                  {.id = "C01.wage", .shape = PARAM_SCALAR, .unit = "yuan/h", .when_absent = NAN, .optional = true}},
             .tables = {"tourism_zones"},
             .tabulate = by_zones},
            {.id = "income",
             .name_zh = "旅游收入乘自然占比",
             .name_en = "Tourism income times nature's share",
             .source = "Ganzi, doi 10.5846/stxb201607011362: 3.0 times the income",
             // Without a row the income counts once.
             .params =
                 {{.id = "C01.income_factor", .shape = PARAM_SCALAR, .unit = "1", .when_absent = 1, .optional = true}},
             .tables = {"tourism"},
             .tabulate = by_income},
        },
};
