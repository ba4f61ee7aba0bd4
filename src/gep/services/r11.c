// r11.c - R11 species conservation (物种保育): hm2. gep-methods.md 2.10.
//
// Variant shannon: a hectare has the value of the level of its Shannon-Wiener index, raised by its endangered, endemic
// and old species. The levels are money of their standard (price "money" of the part). Variant protection_cost: what
// was spent on protected areas, from a table.
#include <math.h>
#include <stddef.h>

#include "gep/formulas/air.h"
#include "gep/service.h"
#include "gep/stat.h"

enum { SHANNON, ENDANGERED, ENDEMIC, OLD };

// An index that is not given adds nothing to the factor.
static double index_of(const Cells *cells, int input, size_t i)
{
    return cells->in[input] ? cells->in[input][0][i] : 0;
}

static void by_shannon(const Cells *cells, double *const *out)
{
    for (size_t i = 0; i < cells->count; i++) {
        const Bands *levels = &cells->bands[0][cells->class_index[i]];
        double yuan_per_hm2 = bands_value(levels, cells->in[SHANNON][0][i]);
        double factor =
            species_factor(index_of(cells, ENDANGERED, i), index_of(cells, ENDEMIC, i), index_of(cells, OLD, i));
        out[1][i] = yuan_per_hm2 * factor / 1e4;
        out[0][i] = isnan(out[1][i]) ? NAN : 1 / 1e4; // hm2 in a m2
    }
}

// ---- table protected_areas, a row an area:
enum { ITEM, TOWN, ECOSYSTEM, AREA, SPENDING, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|area_name|保护地|名称", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [AREA] = {"area|面积", STAT_NUMBER, "hm2", false},
    [SPENDING] = {"spending|保护投入|投入|经费", STAT_NUMBER, "yuan", true}, // of the year
};

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    double area, spending;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_number(sheet, row, AREA, &area, err) ||
        !stat_need_number(sheet, row, SPENDING, &spending, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, "spending", item, TOWN, ECOSYSTEM);
    entry->quantity = area;
    entry->value_yuan = spending;
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool by_spending(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_row, out, count, err);
}

const Service service_r11 = {
    .code = "R11",
    .name_zh = "物种保育",
    .name_en = "Species conservation",
    .group = GROUP_REGULATING,
    .unit = "hm2",
    .seea = "Nursery population and habitat maintenance",
    .flows =
        {
            {.id = "area", .name_zh = "保育面积", .name_en = "Area conserved", .unit = "hm2", .counts = true},
            {.id = "species", .name_zh = "物种保育价值", .name_en = "Value of species conserved", .unit = "yuan/a"},
        },
    .parts =
        {
            {.id = "area",
             .name_zh = "保育面积",
             .name_en = "Area conserved",
             .flow = "area",
             .unit = "hm2",
             .price = "",
             .price_unit = ""},
            {.id = "species",
             .name_zh = "物种保育",
             .name_en = "Species conserved",
             .flow = "species",
             .unit = "yuan/a",
             .price = "money",
             .price_unit = "1"},
            {.id = "spending",
             .name_zh = "保护投入",
             .name_en = "Spending on protection",
             .unit = "hm2",
             .price = "",
             .price_unit = ""},
        },
    .variants =
        {
            {.id = "shannon",
             .name_zh = "香农-威纳指数分级",
             .name_en = "Levels of the Shannon-Wiener index",
             .source = "GB/T 38582-2020 form, read in public calculators; levels partly recalled",
             .inputs = {{.id = "shannon", .months = 1, .unit = "1"},
                        {.id = "endangered_index", .months = 1, .unit = "1", .optional = true},
                        {.id = "endemic_index", .months = 1, .unit = "1", .optional = true},
                        {.id = "old_tree_index", .months = 1, .unit = "1", .optional = true}},
             .params = {{.id = "R11.species_value", .shape = PARAM_BAND, .unit = "yuan/hm2/a"}},
             .kernel = by_shannon},
            {.id = "protection_cost",
             .name_zh = "保护投入",
             .name_en = "Spending on protection",
             .source = "gep-methods.md 2.10",
             .tables = {"protected_areas"},
             .tabulate = by_spending},
        },
};
