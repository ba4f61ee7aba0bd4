// c02.c - C02 leisure and recreation (休闲游憩): visits of residents to free parks and greenways. gep-methods.md 2.11.
//
// Residents only, else C01 is counted twice: a row that says resident = no is refused. Part visits gives the number,
// part time the value: hours that count, at the wage.
#include <stddef.h>

#include "base/message.h"
#include "gep/formulas/culture.h"
#include "gep/service.h"
#include "gep/stat.h"

// ---- table leisure, a row a park and town:
enum { ITEM, TOWN, ECOSYSTEM, VISITS, HOURS, WAGE, RESIDENT, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|park|公园|场所|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [VISITS] = {"visits|visitors|游憩人次|居民人次|人次", STAT_NUMBER, "visit", true},
    [HOURS] = {"hours|人均时间|停留时间|游憩时间", STAT_NUMBER, "", true}, // a visit
    [WAGE] = {"wage|工资|小时工资", STAT_NUMBER, "yuan", false},           // an hour; else price.wage
    [RESIDENT] = {"resident|本地居民|是否本地居民", STAT_FLAG, "", false}, // yes when absent
};

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    double visits, hours, wage;
    bool resident;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_need_number(sheet, row, VISITS, &visits, err) ||
        !stat_need_number(sheet, row, HOURS, &hours, err) || !stat_number(sheet, row, WAGE, &wage, err) ||
        !stat_flag_or(sheet, row, RESIDENT, true, &resident, err)) {
        return false;
    }
    if (!resident) {
        return stat_fault(sheet, row, RESIDENT, _("yes: only residents count here"),
                          _("Move the row to the table tourism (C01)"), err);
    }
    Entry *entry = stat_add(sheet, row, list, "visits", item, TOWN, ECOSYSTEM);
    stat_once(list, row, stat_key(sheet, entry));
    entry->quantity = visits;
    entry = stat_add(sheet, row, list, "time", item, TOWN, ECOSYSTEM);
    entry->quantity = leisure_hours(visits, hours, sheet->in->scalar[0]);
    entry->price_yuan = wage;
    return true;
}

static bool by_time(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_row, out, count, err);
}

const Service service_c02 = {
    .code = "C02",
    .name_zh = "休闲游憩",
    .name_en = "Leisure and recreation",
    .group = GROUP_CULTURAL,
    .unit = "visit",
    .seea = "Recreation-related services",
    .parts =
        {
            {.id = "visits",
             .name_zh = "居民游憩人次",
             .name_en = "Visits of residents",
             .unit = "visit",
             .price = "",
             .price_unit = ""},
            {.id = "time",
             .name_zh = "居民游憩时间",
             .name_en = "Time of residents",
             .unit = "h",
             .price = "price.wage",
             .price_unit = "yuan/h"},
        },
    .variants = {{.id = "time",
                  .name_zh = "时间价值法",
                  .name_en = "Value of time",
                  .source = "gep-methods.md 2.11",
                  .params = {{.id = "C02.time_share", .shape = PARAM_SCALAR, .unit = "1"}},
                  .tables = {"leisure"},
                  .tabulate = by_time}},
};
