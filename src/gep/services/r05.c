// r05.c - R05 flood mitigation (洪水调蓄), m3/a: storm rain that vegetation holds, and the storage of lakes, reservoirs
// and swamps.
//
// Vegetation: storm rain less storm runoff (field storm_runoff, option rh_basis), over the classes of R05.counts.
// Table `waters`, a water body a row: name, kind (lake 湖泊, reservoir 水库, swamp 沼泽), town, ecosystem (class code;
// else 421, 422, 413), area, capacity, flood_storage and limit_storage (storage at the flood and at the flood-limit
// level: their difference is taken where both are given, before any regression), exchanges (of a lake's water a year),
// soil_depth, bulk_density, saturated, natural (of a swamp's soil; without a depth its soil holds nothing). The last
// five may also be parameters, for all rows that do not state them.
#include "gep/cells.h"
#include "gep/formulas/storm.h"

#include <math.h>

#include "base/message.h"
#include "gep/stat.h"

static void vegetation(const Cells *cells, double *const *out)
{
    const double *rain = cells->in[0][0], *runoff = cells->in[1][0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = (rain[i] - runoff[i]) / 1000;
}

// ---- table waters

enum {
    ITEM,
    KIND,
    TOWN,
    ECOSYSTEM,
    AREA,
    CAPACITY,
    FLOOD,
    LIMIT,
    EXCHANGES,
    SOIL_DEPTH,
    SOIL_DENSITY,
    SOIL_SATURATED,
    SOIL_NATURAL,
    COLUMN_COUNT
};
static const StatColumn columns[COLUMN_COUNT] = {
    [ITEM] = {"item|name|名称", STAT_TEXT, "", true},
    [KIND] = {"kind|类型", STAT_TEXT, "", true},
    [TOWN] = STAT_TOWN,
    [ECOSYSTEM] = STAT_ECOSYSTEM,
    [AREA] = {"area|面积|水面面积", STAT_NUMBER, "km2", false},
    [CAPACITY] = {"capacity|总库容|库容", STAT_NUMBER, "m3", false},
    [FLOOD] = {"flood_storage|防洪高水位库容", STAT_NUMBER, "m3", false},
    [LIMIT] = {"limit_storage|防洪限制水位库容|汛限水位库容", STAT_NUMBER, "m3", false},
    [EXCHANGES] = {"exchanges|换水次数", STAT_NUMBER, "", false},
    [SOIL_DEPTH] = {"soil_depth|土层厚度", STAT_NUMBER, "m", false},
    [SOIL_DENSITY] = {"bulk_density|土壤容重", STAT_NUMBER, "t/m3", false},
    [SOIL_SATURATED] = {"saturated|饱和含水量", STAT_SHARE, "", false},
    [SOIL_NATURAL] = {"natural|自然含水量", STAT_SHARE, "", false},
};

// Parameters of both variants, in order.
enum {
    P_LAKE_A,
    P_LAKE_B,
    P_LAKE_EXCHANGES,
    P_RESERVOIR_SHARE,
    P_SWAMP_DEPTH,
    P_SOIL_DEPTH,
    P_SOIL_DENSITY,
    P_SOIL_SATURATED,
    P_SOIL_NATURAL
};

enum { LAKE, RESERVOIR, SWAMP };
static const char *const kinds[] = {"lake|湖泊", "reservoir|水库", "swamp|沼泽", NULL};
static const char *const parts[] = {"lake", "reservoir", "swamp"}, *const classes[] = {"421", "422", "413"};

static bool lake_m3(const StatSheet *sheet, size_t row, double *out, Err *err)
{
    const double *scalar = sheet->in->scalar;
    double area, exchanges;
    if (!stat_need_number(sheet, row, AREA, &area, err)) return false;
    if (!stat_number_or(sheet, row, EXCHANGES, scalar[P_LAKE_EXCHANGES], &exchanges, err)) return false;
    *out = storm_lake_m3(area, scalar[P_LAKE_A], scalar[P_LAKE_B], exchanges);
    if (!isnan(*out)) return true;
    return err_set(err, ERR_MISSING,
                   _("%s: no parameters R05.lake_a and R05.lake_b for the option lake_region of R05; name the lake "
                     "region, or give flood_storage and limit_storage"),
                   stat_where(sheet, row));
}

static bool reservoir_m3(const StatSheet *sheet, size_t row, double *out, Err *err)
{
    double capacity;
    if (!stat_need_number(sheet, row, CAPACITY, &capacity, err)) return false;
    *out = storm_reservoir_m3(capacity, sheet->in->scalar[P_RESERVOIR_SHARE]);
    return true;
}

// A swamp's soil: nothing when its depth is not known.
static bool soil_m3(const StatSheet *sheet, size_t row, double area, double *out, Err *err)
{
    const double *scalar = sheet->in->scalar;
    double depth, density, saturated, natural;
    if (!stat_number_or(sheet, row, SOIL_DEPTH, scalar[P_SOIL_DEPTH], &depth, err) ||
        !stat_number_or(sheet, row, SOIL_DENSITY, scalar[P_SOIL_DENSITY], &density, err) ||
        !stat_number_or(sheet, row, SOIL_SATURATED, scalar[P_SOIL_SATURATED], &saturated, err) ||
        !stat_number_or(sheet, row, SOIL_NATURAL, scalar[P_SOIL_NATURAL], &natural, err)) {
        return false;
    }
    *out = isnan(depth) ? 0 : storm_swamp_soil_m3(area, depth, density, saturated, natural);
    if (*out >= 0) return true;
    return stat_fault(sheet, row, SOIL_SATURATED, _("bulk_density, and saturated not below natural"),
                      _("Give all three, or no soil_depth"), err);
}

static bool swamp_m3(const StatSheet *sheet, size_t row, double *out, Err *err)
{
    double area, soil;
    if (!stat_need_number(sheet, row, AREA, &area, err) || !soil_m3(sheet, row, area, &soil, err)) return false;
    *out = storm_swamp_surface_m3(area, sheet->in->scalar[P_SWAMP_DEPTH]) + soil;
    return true;
}

static bool operated_m3(const StatSheet *sheet, size_t row, double *out, Err *err)
{
    double flood, limit;
    if (!stat_need_number(sheet, row, FLOOD, &flood, err) || !stat_need_number(sheet, row, LIMIT, &limit, err)) {
        return false;
    }
    *out = flood - limit;
    if (*out >= 0) return true;
    return stat_fault(sheet, row, LIMIT, _("no more than flood_storage"), _("Exchange the two, if they are mixed up"),
                      err);
}

static bool water_m3(const StatSheet *sheet, size_t row, int kind, double *out, Err *err)
{
    if (stat_has(sheet, row, FLOOD) && stat_has(sheet, row, LIMIT)) return operated_m3(sheet, row, out, err);
    if (kind == LAKE) return lake_m3(sheet, row, out, err);
    return kind == RESERVOIR ? reservoir_m3(sheet, row, out, err) : swamp_m3(sheet, row, out, err);
}

static bool read_water(const StatSheet *sheet, size_t row, StatList *list, Err *err)
{
    const char *item;
    int kind;
    double quantity;
    if (!stat_need_text(sheet, row, ITEM, &item, err) || !stat_choice(sheet, row, KIND, kinds, &kind, err) ||
        !water_m3(sheet, row, kind, &quantity, err)) {
        return false;
    }
    Entry *entry = stat_add(sheet, row, list, parts[kind], item, TOWN, ECOSYSTEM);
    if (!entry->ecosystem[0]) entry->ecosystem = classes[kind];
    entry->quantity = quantity;
    stat_once(list, row, stat_key(sheet, entry));
    return true;
}

static bool waters(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    *count = 0;
    if (!in->tables[0]) return true; // "?waters": a district without water bodies of its own
    return stat_tabulate(arena, in, 0, columns, COLUMN_COUNT, read_water, out, count, err);
}

const Service service_r05 = {
    .code = "R05",
    .name_zh = "洪水调蓄",
    .name_en = "Flood mitigation",
    .group = GROUP_REGULATING,
    .unit = "m3/a",
    .seea = "River flood mitigation",
    .flows = {{.id = "vegetation",
               .name_zh = "植被调蓄量",
               .name_en = "Storm water held by vegetation",
               .unit = "m3/a",
               .counts = true,
               .clamp = true}},
    .parts =
        {
            {
                .id = "vegetation",
                .name_zh = "植被调蓄",
                .name_en = "Vegetation",
                .flow = "vegetation",
                .unit = "m3/a",
                .price = "storage",
                .price_unit = "yuan/m3",
            },
            {
                .id = "lake",
                .name_zh = "湖泊调蓄",
                .name_en = "Lakes",
                .unit = "m3/a",
                .price = "storage",
                .price_unit = "yuan/m3",
            },
            {
                .id = "reservoir",
                .name_zh = "水库调蓄",
                .name_en = "Reservoirs",
                .unit = "m3/a",
                .price = "storage",
                .price_unit = "yuan/m3",
            },
            {
                .id = "swamp",
                .name_zh = "沼泽调蓄",
                .name_en = "Swamps",
                .unit = "m3/a",
                .price = "storage",
                .price_unit = "yuan/m3",
            },
        },
    // Parameters of lakes and of swamp soil are asked for where a row of the table needs them; exchanges are 1 without
    // a row.
    .variants =
        {
            {
                .id = "A",
                .name_zh = "植被与水体调蓄",
                .name_en = "Vegetation and waters",
                .source = "2020 guideline (recalled, verify); lakes, reservoirs, swamps [S1]",
                .inputs = {{"storm_p", 1, "mm/a"}, {"storm_runoff", 1, "mm/a"}},
                .params = {{"R05.lake_a", PARAM_SCALAR, "1", "lake_region", NAN, true},
                           {"R05.lake_b", PARAM_SCALAR, "1", "lake_region", NAN, true},
                           {"R05.lake_exchanges", PARAM_SCALAR, "1", "lake_region", 1, true},
                           {"R05.reservoir_share", PARAM_SCALAR, "1"},
                           {"R05.swamp_depth_m", PARAM_SCALAR, "m"},
                           {"R05.swamp_soil_depth_m", PARAM_SCALAR, "m", NULL, NAN, true},
                           {"R05.swamp_soil_density", PARAM_SCALAR, "t/m3", NULL, NAN, true},
                           {"R05.swamp_soil_saturated", PARAM_SCALAR, "1", NULL, NAN, true},
                           {"R05.swamp_soil_natural", PARAM_SCALAR, "1", NULL, NAN, true}},
                .options = {{"lake_region", "text", ""}},
                .tables = {"?waters"},
                .kernel = vegetation,
                .tabulate = waters,
            },
            {
                .id = "waters",
                .name_zh = "水体调蓄",
                .name_en = "Waters alone",
                .source = "[S1]",
                .params = {{"R05.lake_a", PARAM_SCALAR, "1", "lake_region", NAN, true},
                           {"R05.lake_b", PARAM_SCALAR, "1", "lake_region", NAN, true},
                           {"R05.lake_exchanges", PARAM_SCALAR, "1", "lake_region", 1, true},
                           {"R05.reservoir_share", PARAM_SCALAR, "1"},
                           {"R05.swamp_depth_m", PARAM_SCALAR, "m"},
                           {"R05.swamp_soil_depth_m", PARAM_SCALAR, "m", NULL, NAN, true},
                           {"R05.swamp_soil_density", PARAM_SCALAR, "t/m3", NULL, NAN, true},
                           {"R05.swamp_soil_saturated", PARAM_SCALAR, "1", NULL, NAN, true},
                           {"R05.swamp_soil_natural", PARAM_SCALAR, "1", NULL, NAN, true}},
                .options = {{"lake_region", "text", ""}},
                .tables = {"waters"},
                .tabulate = waters,
            },
        },
};
