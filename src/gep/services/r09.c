// r09.c - R09 water purification (水质净化): t of COD, NH3-N or TN, and TP a year. gep-methods.md 2.8.
//
// Total nitrogen holds ammonia nitrogen, so only one of the two counts: option nitrogen says which, and is the key of
// the rows of R09.capacity_nitrogen; the flow of the other is 0. Variant two_case lists the table `emissions`
// (gep/emissions.h), variant capacity does not, variant sections takes the load between two river sections.
#include <stddef.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/formulas/air.h"
#include "gep/service.h"
#include "gep/stat.h"

static void write_capacity(const Cells *cells, int parameter, double *out)
{
    const double *rate = cells->by_class[parameter];
    for (size_t i = 0; i < cells->count; i++) out[i] = pollutant_capacity_t_per_m2(rate[cells->class_index[i]]);
}

static void write_zero(const Cells *cells, double *out)
{
    for (size_t i = 0; i < cells->count; i++) out[i] = 0;
}

static void capacity(const Cells *cells, double *const *out)
{
    bool total = text_equal(cells->option_text[0], "TN");
    write_capacity(cells, 0, out[0]);
    write_capacity(cells, 1, out[total ? 2 : 1]);
    write_zero(cells, out[total ? 1 : 2]);
    write_capacity(cells, 2, out[3]);
}

// ---- table section_loads, a row a pollutant and reach:
enum { ITEM, TOWN, ECOSYSTEM, POLLUTANT, INFLOW, OUTFLOW, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|reach|河段|断面|名称", STAT_TEXT, "", false},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [POLLUTANT] = {"pollutant|污染物", STAT_TEXT, "", true},                         // COD, NH3-N or TN, TP
    [INFLOW] = {"inflow_load|入境负荷|进水负荷|流入负荷", STAT_NUMBER, "t", true},   // a year, at the upper section
    [OUTFLOW] = {"outflow_load|出境负荷|出水负荷|流出负荷", STAT_NUMBER, "t", true}, // a year, at the lower one
};

static const char *const pollutants[] = {"COD|化学需氧量", "NH3-N|NH₃-N|氨氮", "TN|总氮", "TP|总磷", NULL};
static const char *const part_ids[] = {"cod", "nh3n", "tn", "tp"};

// Rows of the nitrogen that the option does not name are left out.
static bool is_other_nitrogen(const StatSheet *sheet, int which)
{
    return which == (text_equal(sheet->in->option_text[0], "TN") ? 1 : 2);
}

static bool read_row(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    double inflow, outflow;
    int which;
    if (!stat_choice(sheet, row, POLLUTANT, pollutants, &which, err) ||
        !stat_need_number(sheet, row, INFLOW, &inflow, err) || !stat_need_number(sheet, row, OUTFLOW, &outflow, err)) {
        return false;
    }
    if (outflow > inflow) {
        return stat_fault(sheet, row, OUTFLOW, _("no more than the inflow load"),
                          _("A reach that adds load purifies nothing: leave it out"), err);
    }
    if (is_other_nitrogen(sheet, which)) return true;
    Entry *entry = stat_add(sheet, row, list, part_ids[which], stat_text(sheet, row, ITEM), TOWN, ECOSYSTEM);
    entry->quantity = pollutant_removed(inflow, outflow);
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool by_sections(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_row, out, count, err);
}

const Service service_r09 = {
    .code = "R09",
    .name_zh = "水质净化",
    .name_en = "Water purification",
    .group = GROUP_REGULATING,
    .unit = "t/a",
    .seea = "Water purification",
    .flows =
        {
            {.id = "cod",
             .name_zh = "净化化学需氧量",
             .name_en = "Chemical oxygen demand removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "COD"},
            {.id = "nh3n",
             .name_zh = "净化氨氮",
             .name_en = "Ammonia nitrogen removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "NH3-N"},
            {.id = "tn",
             .name_zh = "净化总氮",
             .name_en = "Total nitrogen removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "TN"},
            {.id = "tp",
             .name_zh = "净化总磷",
             .name_en = "Total phosphorus removed",
             .unit = "t/a",
             .counts = true,
             .limited_by = "TP"},
        },
    .parts =
        {
            {.id = "cod",
             .name_zh = "净化化学需氧量",
             .name_en = "Chemical oxygen demand removed",
             .flow = "cod",
             .unit = "t/a",
             .price = "tax:COD",
             .price_unit = "yuan/t"},
            {.id = "nh3n",
             .name_zh = "净化氨氮",
             .name_en = "Ammonia nitrogen removed",
             .flow = "nh3n",
             .unit = "t/a",
             .price = "tax:NH3-N",
             .price_unit = "yuan/t"},
            {.id = "tn",
             .name_zh = "净化总氮",
             .name_en = "Total nitrogen removed",
             .flow = "tn",
             .unit = "t/a",
             .price = "tax:TN",
             .price_unit = "yuan/t"},
            {.id = "tp",
             .name_zh = "净化总磷",
             .name_en = "Total phosphorus removed",
             .flow = "tp",
             .unit = "t/a",
             .price = "tax:TP",
             .price_unit = "yuan/t"},
        },
    .variants =
        {
            {.id = "two_case",
             .name_zh = "排放量或净化能力，取其小",
             .name_en = "The smaller of emission and capacity",
             .source = "陆地生态系统生产总值（GEP）核算技术指南 2020",
             .params = {{.id = "R09.capacity_cod", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"},
                        {.id = "R09.capacity_nitrogen",
                         .shape = PARAM_BY_CLASS,
                         .unit = "kg/hm2/a",
                         .key_option = "nitrogen"},
                        {.id = "R09.capacity_tp", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"}},
             .options = {{"nitrogen", "NH3-N|TN", "NH3-N"}},
             .tables = {"emissions"},
             .kernel = capacity},
            {.id = "capacity",
             .name_zh = "净化能力",
             .name_en = "Capacity",
             .source = "陆地生态系统生产总值（GEP）核算技术指南 2020",
             .params = {{.id = "R09.capacity_cod", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"},
                        {.id = "R09.capacity_nitrogen",
                         .shape = PARAM_BY_CLASS,
                         .unit = "kg/hm2/a",
                         .key_option = "nitrogen"},
                        {.id = "R09.capacity_tp", .shape = PARAM_BY_CLASS, .unit = "kg/hm2/a"}},
             .options = {{"nitrogen", "NH3-N|TN", "NH3-N"}},
             .kernel = capacity},
            {.id = "sections",
             .name_zh = "断面负荷差",
             .name_en = "Load between two sections",
             .source = "gep-methods.md 2.8",
             .options = {{"nitrogen", "NH3-N|TN", "NH3-N"}},
             .tables = {"section_loads"},
             .tabulate = by_sections},
        },
};
