#include "gep/emissions.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/stat.h"

static const char *const pollutants[] = {"SO2|SO₂|二氧化硫",
                                         "NOx|NOX|NOₓ|氮氧化物",
                                         "dust|粉尘|工业粉尘|一般性粉尘",
                                         "smoke|烟尘",
                                         "COD|化学需氧量",
                                         "NH3-N|NH₃-N|氨氮",
                                         "TN|总氮",
                                         "TP|总磷",
                                         "SS|悬浮物",
                                         NULL};
enum { POLLUTANT_COUNT = sizeof pollutants / sizeof *pollutants - 1 };

// ---- table emissions, long: a row a pollutant, source and town:
enum { SOURCE, TOWN, POLLUTANT, QUANTITY, LONG_COUNT };
enum { WIDE_FIRST = TOWN + 1, WIDE_COUNT = WIDE_FIRST + POLLUTANT_COUNT };
static const StatColumn long_columns[LONG_COUNT] = {
    [SOURCE] = {"source|item|排放源|来源", STAT_TEXT, "", false},
    [TOWN] = STAT_TOWN,
    [POLLUTANT] = {"pollutant|污染物|污染物名称", STAT_TEXT, "", true},
    [QUANTITY] = {"quantity|emission|排放量", STAT_NUMBER, "t", true},
};

// ---- wide: a row a source and town, a column a pollutant, as named above:
static void fill_wide_columns(StatColumn columns[WIDE_COUNT])
{
    columns[SOURCE] = long_columns[SOURCE];
    columns[TOWN] = long_columns[TOWN];
    for (int i = 0; i < POLLUTANT_COUNT; i++) {
        columns[WIDE_FIRST + i] = (StatColumn){pollutants[i], STAT_NUMBER, "t", false};
    }
}

static const char *pollutant_name(Arena *arena, int which)
{
    return arena_text_size(arena, pollutants[which], strcspn(pollutants[which], "|"));
}

static void add(const StatSheet *sheet, size_t row, StatList *list, int pollutant, double quantity_t)
{
    Entry *entry = stat_add(sheet, row, list, pollutant_name(sheet->arena, pollutant), stat_text(sheet, row, SOURCE),
                            TOWN, SOURCE);
    entry->ecosystem = "";
    entry->quantity = quantity_t;
    stat_once(list, row, stat_key(sheet, entry));
}

static bool read_long(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    int which;
    double quantity;
    if (!stat_choice(sheet, row, POLLUTANT, pollutants, &which, err) ||
        !stat_need_number(sheet, row, QUANTITY, &quantity, err)) {
        return false;
    }
    add(sheet, row, list, which, quantity);
    return true;
}

static bool has_pollutant(const StatSheet *sheet)
{
    for (int i = 0; i < POLLUTANT_COUNT; i++) {
        if (sheet->column[WIDE_FIRST + i] >= 0) return true;
    }
    return false;
}

static bool read_wide(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    int column;
    if (!has_pollutant(sheet)) return table_need_column(sheet->table, long_columns[POLLUTANT].names, &column, err);
    for (int i = 0; i < POLLUTANT_COUNT; i++) {
        double quantity;
        if (sheet->column[WIDE_FIRST + i] < 0) continue;
        if (!stat_need_number(sheet, row, WIDE_FIRST + i, &quantity, err)) return false;
        add(sheet, row, list, i, quantity);
    }
    return true;
}

bool emissions_read(Arena *arena, const StatInput *in, size_t which, Emission **out, size_t *count, Err *err)
{
    StatColumn wide[WIDE_COUNT];
    Entry *entries;
    fill_wide_columns(wide);
    bool is_long = table_column(in->tables[which], long_columns[POLLUTANT].names) >= 0;
    bool read = is_long ? stat_tabulate(arena, in, which, long_columns, LONG_COUNT, read_long, &entries, count, err)
                        : stat_tabulate(arena, in, which, wide, WIDE_COUNT, read_wide, &entries, count, err);
    if (!read) return false;
    *out = arena_array(arena, *count, sizeof **out);
    Emission *emission = *out;
    for (const Entry *entry = entries; entry != entries + *count; entry++) {
        *emission++ = (Emission){entry->part, entry->item, entry->town, entry->quantity, entry->where};
    }
    return true;
}

double emissions_total(const Emission *emissions, size_t count, const char *pollutant, const char *town)
{
    double sum = 0;
    bool found = false;
    for (const Emission *at = emissions; at != emissions + count; at++) {
        if (!text_equal(at->pollutant, pollutant)) continue;
        if (town && !text_equal(at->town, town)) continue;
        sum += at->quantity_t;
        found = true;
    }
    return found ? sum : NAN;
}
