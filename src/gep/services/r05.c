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
#include "base/text.h"

static void vegetation(const Cells *cells, double *const *out)
{
    const double *rain = cells->in[0][0], *runoff = cells->in[1][0];
    for (size_t i = 0; i < cells->count; i++) out[0][i] = (rain[i] - runoff[i]) / 1000;
}

typedef struct Water { // one row; numbers NaN when not given
    int kind;          // index into kinds
    const char *where;
    double area_km2, capacity_m3, flood_m3, limit_m3, exchanges, soil_depth_m, density, saturated, natural;
} Water;

static bool optional_number(const Table *table, size_t row, const char *names, const char *unit, double *out, Err *err)
{
    int column = table_column(table, names);
    *out = NAN;
    return column < 0 || table_number(table, row, column, unit, out, err);
}

static const char *const kinds[][3] = {
    // kind, in Chinese, class
    {"lake", "湖泊", "421"},
    {"reservoir", "水库", "422"},
    {"swamp", "沼泽", "413"},
};

// Index into kinds; -1 when unknown.
static int water_kind(const char *text)
{
    for (int i = 0; i < 3; i++) {
        if (text_equal(text, kinds[i][0]) || text_equal(text, kinds[i][1])) return i;
    }
    return -1;
}

static bool water_read(Arena *arena, const Table *table, size_t row, int kind, Water *out, Err *err)
{
    out->where = arena_printf(arena, "%s row %d", table->path, table->row_numbers[row]);
    out->kind = water_kind(table_cell(table, row, kind));
    if (out->kind < 0) {
        return err_set(err, ERR_INPUT,
                       _("%s: '%s' is no kind of water; expected lake 湖泊, reservoir 水库 or swamp 沼泽"), out->where,
                       table_cell(table, row, kind));
    }
    return optional_number(table, row, "area|面积", "km2", &out->area_km2, err) &&
           optional_number(table, row, "capacity|总库容", "m3", &out->capacity_m3, err) &&
           optional_number(table, row, "flood_storage|防洪高水位库容", "m3", &out->flood_m3, err) &&
           optional_number(table, row, "limit_storage|防洪限制水位库容|汛限水位库容", "m3", &out->limit_m3, err) &&
           optional_number(table, row, "exchanges|换水次数", "1", &out->exchanges, err) &&
           optional_number(table, row, "soil_depth|土层厚度", "m", &out->soil_depth_m, err) &&
           optional_number(table, row, "bulk_density|土壤容重", "t/m3", &out->density, err) &&
           optional_number(table, row, "saturated|饱和含水量", "1", &out->saturated, err) &&
           optional_number(table, row, "natural|自然含水量", "1", &out->natural, err);
}

enum {
    LAKE_A,
    LAKE_B,
    LAKE_EXCHANGES,
    RESERVOIR_SHARE,
    SWAMP_DEPTH,
    SOIL_DEPTH,
    SOIL_DENSITY,
    SOIL_SATURATED,
    SOIL_NATURAL
};

static double else_parameter(double written, double parameter)
{
    return isnan(written) ? parameter : written;
}

static bool lake_m3(const Water *water, const double *scalar, double *out, Err *err)
{
    if (isnan(water->area_km2)) {
        return err_set(err, ERR_INPUT, _("%s: a lake needs its area, or flood_storage and limit_storage"),
                       water->where);
    }
    if (isnan(scalar[LAKE_A]) || isnan(scalar[LAKE_B])) {
        return err_set(err, ERR_MISSING,
                       _("%s: no parameters R05.lake_a and R05.lake_b for the option lake_region of R05; name the lake "
                         "region, or give flood_storage and limit_storage"),
                       water->where);
    }
    double exchanges = else_parameter(water->exchanges, scalar[LAKE_EXCHANGES]);
    *out = storm_lake_m3(water->area_km2, scalar[LAKE_A], scalar[LAKE_B], exchanges);
    return true;
}

static bool reservoir_m3(const Water *water, const double *scalar, double *out, Err *err)
{
    if (isnan(water->capacity_m3)) {
        return err_set(err, ERR_INPUT, _("%s: a reservoir needs its capacity, or flood_storage and limit_storage"),
                       water->where);
    }
    *out = storm_reservoir_m3(water->capacity_m3, scalar[RESERVOIR_SHARE]);
    return true;
}

static bool swamp_m3(const Water *water, const double *scalar, double *out, Err *err)
{
    if (isnan(water->area_km2)) return err_set(err, ERR_INPUT, _("%s: a swamp needs its area"), water->where);
    *out = storm_swamp_surface_m3(water->area_km2, scalar[SWAMP_DEPTH]);
    double depth = else_parameter(water->soil_depth_m, scalar[SOIL_DEPTH]);
    if (isnan(depth)) return true;
    double soil = storm_swamp_soil_m3(water->area_km2, depth, else_parameter(water->density, scalar[SOIL_DENSITY]),
                                      else_parameter(water->saturated, scalar[SOIL_SATURATED]),
                                      else_parameter(water->natural, scalar[SOIL_NATURAL]));
    if (!(soil >= 0)) {
        return err_set(err, ERR_INPUT,
                       _("%s: the soil of a swamp needs soil_depth, bulk_density and saturated not below natural"),
                       water->where);
    }
    *out += soil;
    return true;
}

static bool water_m3(const Water *water, const double *scalar, double *out, Err *err)
{
    if (!isnan(water->flood_m3) && !isnan(water->limit_m3)) {
        *out = water->flood_m3 - water->limit_m3;
        if (*out >= 0) return true;
        return err_set(err, ERR_INPUT, _("%s: flood_storage %g m3 is below limit_storage %g m3"), water->where,
                       water->flood_m3, water->limit_m3);
    }
    if (water->kind == 0) return lake_m3(water, scalar, out, err);
    return water->kind == 1 ? reservoir_m3(water, scalar, out, err) : swamp_m3(water, scalar, out, err);
}

static bool water_entry(Arena *arena, const Table *table, size_t row, int kind, const double *scalar, Entry *out,
                        Err *err)
{
    Water water;
    double quantity = NAN;
    if (!water_read(arena, table, row, kind, &water, err) || !water_m3(&water, scalar, &quantity, err)) return false;
    const char *ecosystem = table_cell(table, row, table_column(table, "ecosystem|生态系统"));
    *out = (Entry){
        .part = kinds[water.kind][0],
        .item = table_cell(table, row, table_column(table, "name|名称")),
        .town = table_cell(table, row, table_column(table, "town|乡镇代码|乡镇")),
        .ecosystem = *ecosystem ? ecosystem : kinds[water.kind][2],
        .quantity = quantity,
        .price_yuan = NAN,
        .price_constant_yuan = NAN,
        .value_yuan = NAN,
        .value_constant_yuan = NAN,
        .where = water.where,
    };
    return true;
}

static bool waters(Arena *arena, const StatInput *in, Entry **out, size_t *count, Err *err)
{
    const Table *table = in->tables[0];
    int kind;
    *count = 0;
    if (!table) return true; // "?waters": a district without water bodies of its own
    if (!table_need_column(table, "kind|类型", &kind, err)) return false;
    *out = arena_array(arena, table->row_count, sizeof **out);
    *count = table->row_count;
    for (size_t row = 0; row < table->row_count; row++) {
        if (!water_entry(arena, table, row, kind, in->scalar, &(*out)[row], err)) return false;
    }
    return true;
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
