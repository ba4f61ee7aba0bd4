#include "gep/carbon_stock.h"

#include "base/message.h"
#include "gep/formulas/carbon.h"
#include "gep/stat.h"

// Table carbon_stock, a row an ecosystem and town:
enum { ITEM, TOWN, ECOSYSTEM, BEFORE, AFTER, YEARS, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|项目|名称", STAT_TEXT, "", false},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [BEFORE] = {"carbon_before|期初碳储量|前期碳储量", STAT_NUMBER, "t", true}, // t C
    [AFTER] = {"carbon_after|期末碳储量|后期碳储量", STAT_NUMBER, "t", true},   // t C
    [YEARS] = {"years|间隔年数|年数", STAT_NUMBER, "", true},                   // between the two, above 0
};

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    double before, after, years;
    if (!stat_need_number(sheet, row, BEFORE, &before, err) || !stat_need_number(sheet, row, AFTER, &after, err) ||
        !stat_need_number(sheet, row, YEARS, &years, err)) {
        return false;
    }
    if (years == 0) {
        return stat_fault(sheet, row, YEARS, _("a number above 0"), _("Give the years between the inventories"), err);
    }
    Entry *entry = stat_add(sheet, row, list, "", stat_text(sheet, row, ITEM), TOWN, ECOSYSTEM);
    entry->quantity = carbon_by_stocks(before, after, years);
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

bool carbon_stock_tabulate(Arena *arena, const StatInput *in, const char *part, double per_carbon, Entry **out,
                           size_t *count, Err *err)
{
    if (!stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_row, out, count, err)) return false;
    for (Entry *entry = *out; entry != *out + *count; entry++) {
        entry->part = part;
        entry->quantity *= per_carbon;
    }
    return true;
}
