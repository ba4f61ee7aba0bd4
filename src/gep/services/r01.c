// r01.c - R01 water conservation (水源涵养), m3/a: the rain that ecosystems hold back for later.
//
// Classes that count are rows of R01.counts: cropland and towns are in some frames and not in others (gep-methods 2.2).
// Dry cells (P - R - ET below 0) become 0 and are counted. Option storm_excluded says whether the storm water that R05
// counts is left out of the water balance here (variant A), so that R01 and R05 may be added. The stand factor of
// variant B is 1 where no row corrects it.
#include "gep/cells.h"
#include "gep/formulas/water.h"
#include "gep/stat.h"

enum { RAIN, ET, THIRD };

static void to_m3(const Cells *cells, double *depth_mm)
{
    for (size_t i = 0; i < cells->count; i++) depth_mm[i] /= 1000;
}

static void balance_mm(const Cells *cells, double *out)
{
    double *alpha = cells->scratch[0];
    cells_by_class(cells, 0, alpha);
    water_balance(out, cells->in[RAIN][0], alpha, cells->in[ET][0], cells->count);
}

// Storm rain less storm runoff is R05's where its vegetation counts (R05.counts 1).
static void leave_out_storms(const Cells *cells, double *out)
{
    const double *storm = cells->in[THIRD][0], *runoff = cells->in[THIRD + 1][0];
    double *in_r05 = cells->scratch[1];
    cells_by_class(cells, 1, in_r05);
    for (size_t i = 0; i < cells->count; i++) {
        double held = storm[i] - runoff[i];
        if (in_r05[i] == 1) out[i] -= held < 0 ? 0 : held;
    }
}

static void balance(const Cells *cells, double *const *out)
{
    balance_mm(cells, out[0]);
    if (cells_option(cells, 0, "yes")) leave_out_storms(cells, out[0]);
    to_m3(cells, out[0]);
}

static void balance_seepage(const Cells *cells, double *const *out)
{
    double *seepage = cells->scratch[1];
    balance_mm(cells, out[0]);
    cells_by_class(cells, 1, seepage);
    for (size_t i = 0; i < cells->count; i++) out[0][i] -= seepage[i];
    to_m3(cells, out[0]);
}

static void forest(const Cells *cells, double *const *out)
{
    double *stand = cells->scratch[0];
    cells_by_class(cells, 0, stand);
    water_forest(out[0], cells->in[RAIN][0], cells->in[ET][0], cells->in[THIRD][0], stand, cells->count);
    to_m3(cells, out[0]);
}

static void storage(const Cells *cells, double *const *out)
{
    double *benefit = cells->scratch[0];
    cells_by_class(cells, 1, benefit);
    water_storage(out[0], cells->in[RAIN][0], cells->scalar[0], benefit, cells->count);
    to_m3(cells, out[0]);
}

// ---- D: table water_supply, from the water bulletin

enum { ITEM, TOWN, ECOSYSTEM, OUTFLOW, INFLOW, USE, TRANSFER_IN, COLUMN_COUNT };
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|name|名称", STAT_TEXT, "", false},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [OUTFLOW] = {"outflow|出境水量|流出水量", STAT_NUMBER, "m3", true},
    [INFLOW] = {"inflow|入境水量|流入水量", STAT_NUMBER, "m3", true},
    [USE] = {"use|本地用水量|用水量", STAT_NUMBER, "m3", true},
    [TRANSFER_IN] = {"transfer_in|调入水量", STAT_NUMBER, "m3", true},
};

static bool read_supply(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    double outflow, inflow, use, transfer_in;
    if (!stat_need_number(sheet, row, OUTFLOW, &outflow, err) || !stat_need_number(sheet, row, INFLOW, &inflow, err) ||
        !stat_need_number(sheet, row, USE, &use, err) ||
        !stat_need_number(sheet, row, TRANSFER_IN, &transfer_in, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, "water", stat_text(sheet, row, ITEM), TOWN, ECOSYSTEM);
    entry->quantity = water_supply_m3(outflow, inflow, use, transfer_in);
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool supply(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_supply, out, count, err);
}

const Service service_r01 = {
    .code = "R01",
    .name_zh = "水源涵养",
    .name_en = "Water conservation",
    .group = GROUP_REGULATING,
    .unit = "m3/a",
    .seea = "Water flow regulation (baseline flow maintenance)",
    .flows = {{.id = "water",
               .name_zh = "水源涵养量",
               .name_en = "Water conserved",
               .unit = "m3/a",
               .counts = true,
               .clamp = true}},
    .parts = {{.id = "water",
               .name_zh = "水源涵养",
               .name_en = "Water conservation",
               .flow = "water",
               .unit = "m3/a",
               .price = "storage",
               .price_unit = "yuan/m3"}},
    .variants =
        {
            {
                .id = "A",
                .name_zh = "水量平衡法",
                .name_en = "Water balance",
                .source =
                    "HJ 1173-2021 A.1 [S31], [S1], [S2]: P - alpha P - ET; HJ 1173 means runoff-producing rain by P; "
                    "storm_excluded: less P_h - R_h of R05 (gep-methods 7: no m3 twice)",
                .inputs = {{"precip_year", 1, "mm/a"},
                           {"et_year", 1, "mm/a"},
                           {"storm_p", 1, "mm/a", .needed_if = "storm_excluded=yes"},
                           {"storm_runoff", 1, "mm/a", .needed_if = "storm_excluded=yes"}},
                .params = {{"R01.alpha", PARAM_BY_CLASS, "1"}, {"R05.counts", PARAM_BY_CLASS, "1", .optional = true}},
                .options = {{"storm_excluded", "yes|no", "no"}},
                .kernel = balance,
            },
            {
                .id = "A1",
                .name_zh = "水量平衡法（扣除侧向渗漏）",
                .name_en = "Water balance less lateral seepage",
                .source = "2020 guideline (recalled, verify)",
                .inputs = {{"precip_year", 1, "mm/a"}, {"et_year", 1, "mm/a"}},
                .params = {{"R01.alpha", PARAM_BY_CLASS, "1"}, {"R01.seepage_mm", PARAM_BY_CLASS, "mm/a"}},
                .options = {{"storm_excluded", "no", "no"}},
                .kernel = balance_seepage,
            },
            {
                .id = "B",
                .name_zh = "森林标准水量平衡法",
                .name_en = "Forest standard",
                .source = "GB/T 38582-2020 (recalled, verify), [S39]: 10 A (P - E - C) F",
                .inputs = {{"precip_year", 1, "mm/a"}, {"et_year", 1, "mm/a"}, {"quick_runoff", 1, "mm/a"}},
                .params = {{"R01.stand_factor", PARAM_BY_CLASS, "1", .when_absent = 1, .optional = true}},
                .options = {{"storm_excluded", "no", "no"}},
                .kernel = forest,
            },
            {
                .id = "C",
                .name_zh = "降水贮存量法",
                .name_en = "Rain storage",
                .source = "[S3], HJ 1175-2021 annex B [S32] with the factor it leaves out: 10 A J0 K R",
                .inputs = {{"precip_year", 1, "mm/a"}},
                .params = {{"R01.runoff_rain_share", PARAM_SCALAR, "1"}, {"R01.storage_share", PARAM_BY_CLASS, "1"}},
                .options = {{"storm_excluded", "no", "no"}},
                .kernel = storage,
            },
            {
                .id = "D",
                .name_zh = "水量供给法",
                .name_en = "Water supply",
                .source = "water bulletin: (outflow - inflow) + use - transfers in (recalled, verify)",
                .options = {{"storm_excluded", "no", "no"}},
                .tables = {"water_supply"},
                .tabulate = supply,
            },
        },
};
