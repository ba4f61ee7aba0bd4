// seasonal_water_yield.c - Seasonal Water Yield: rain that runs off at once, by month; rain that goes into the ground,
// with what comes down the slope; what of it feeds streams.
//
// Source: InVEST User's Guide, seasonal water yield; Guswa et al. 2018, J. Hydrologic Engineering 23(2). Depths in mm.
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/invest/check.h"
#include "gep/invest/grid.h"
#include "gep/invest/swy_baseflow.h"
#include "gep/invest/swy_flow.h"
#include "gep/invest/swy_months.h"
#include "gep/invest/swy_recharge.h"
#include "land/flow/accumulate.h"
#include "land/vector_results.h"

enum { RAIN, ET0 = SWY_MONTHS, SOIL = 2 * SWY_MONTHS, ZONES, LOCAL, LULC, DEM, MAPS };
#define NOTHING (-1e32) // InVEST's no-data value of what is routed
static const double MM_PER_M = 1000;

typedef struct Swy {
    InvestRun *run;
    bool local; // recharge is given
    SwyTables tables;
    Raster *rasters[MAPS];
    StripsInput maps[MAPS]; // path NULL: not of this run
    Frame frame;
    CentreZones areas;
    Arena *flow_arena, *arena; // of where water goes; of what is computed with it
    SwyFlow flow;
    SwyYears years;
    ZoneSum *rain_sums, *quick_sums, *recharge_sums, *base_sums, *share_sums;
    float *recharge, *available; // L
    double *sum;                 // of L
    double total;                // of all cells
} Swy;

// ---- maps

static bool open_map(Swy *swy, int at, const char *path, Err *err)
{
    if (path == NULL) return true;
    if (!raster_open(path, 1, &swy->rasters[at], err)) return false;
    swy->maps[at] = (StripsInput){.path = path, .info = raster_info(swy->rasters[at])};
    return true;
}

static bool open_months(Swy *swy, const char *arg, int first, Err *err)
{
    const char *paths[SWY_MONTHS];
    if (!swy_month_paths(swy->run, arg, paths, err)) return false;
    for (int m = 0; m < SWY_MONTHS; m++) {
        if (!open_map(swy, first + m, paths[m], err)) return false;
    }
    return true;
}

// The cells of the elevation model where all rasters and the box of the areas lie.
static bool find_frame(Swy *swy, Err *err)
{
    VectorInfo areas;
    if (!vector_info_read(swy->run->arena, run_path(swy->run, "aoi_path"), &areas, err)) return false;
    Box box = {areas.min_x, areas.min_y, areas.max_x, areas.max_y};
    for (int i = 0; i < MAPS; i++) {
        if (!swy->maps[i].path) continue;
        Box other = box_of_raster(swy->maps[i].info);
        if (!box_meet(&box, &other))
            return err_set(err, ERR_INPUT, _("%s: lies apart from the other maps"), swy->maps[i].path);
    }
    swy->frame = frame_within(swy->maps[DEM].info, &box);
    return true;
}

static bool open_maps(Swy *swy, Err *err)
{
    const InvestRun *run = swy->run;
    bool zones = !swy->local && run_is_true(run, "user_defined_climate_zones");
    return open_map(swy, DEM, run_path(run, "dem_raster_path"), err) &&
           open_map(swy, LULC, run_path(run, "lulc_raster_path"), err) &&
           (!swy->local || open_map(swy, LOCAL, run_path(run, "l_path"), err)) &&
           (!zones || open_map(swy, ZONES, run_path(run, "climate_zone_raster_path"), err)) &&
           (swy->local ||
            (open_map(swy, SOIL, run_path(run, "soil_group_path"), err) &&
             open_months(swy, "precip_raster_table", RAIN, err) && open_months(swy, "et0_raster_table", ET0, err))) &&
           find_frame(swy, err);
}

static size_t count_cells(const Swy *swy)
{
    return (size_t)swy->frame.width * (size_t)swy->frame.height;
}

static void *open_array(Arena *arena, const Swy *swy, size_t size)
{
    return arena_array(arena, count_cells(swy), size);
}

static ZoneSum *open_sums(const Swy *swy, size_t planes)
{
    return arena_array(swy->run->arena, planes * (swy->areas.count + 1), sizeof(ZoneSum));
}

// ---- recharge that is computed

static void fill_rain(const void *context, size_t first, size_t count, void *to)
{
    const SwyYears *years = context;
    float *out = to;
    for (size_t i = 0; i < count; i++) {
        double sum = 0;
        const SwyYear *year = years->index[first + i] == SWY_NO_YEAR ? NULL : swy_year_of(years, first + i);
        for (int m = 0; year && m < SWY_MONTHS; m++) sum += isnan(year->rain[m]) ? 0 : (double)year->rain[m];
        out[i] = year ? (float)sum : NAN;
    }
}

static bool take_months(Swy *swy, Err *err)
{
    Arena *arena = arena_open();
    uint8_t *reached = open_array(arena, swy, 1);
    swy_reached(swy->flow.weights, swy->frame.width, swy->frame.height, reached);
    swy->years = swy_years_open(swy->frame.width, swy->frame.height);
    SwyMonths months = {.run = swy->run,
                        .frame = &swy->frame,
                        .rain = swy->maps + RAIN,
                        .et0 = swy->maps + ET0,
                        .lulc = swy->maps + LULC,
                        .soil = swy->maps + SOIL,
                        .zones = swy->maps[ZONES].path ? swy->maps + ZONES : NULL,
                        .tables = &swy->tables,
                        .stream = swy->flow.stream,
                        .reached = reached,
                        .areas = &swy->areas,
                        .years = &swy->years,
                        .rain_sums = swy->rain_sums,
                        .quick_sums = swy->quick_sums};
    bool done = swy_months(&months, err);
    arena_close(arena);
    return done;
}

static void route_recharge(Swy *swy, SwyRecharge *recharge)
{
    double beta = run_number(swy->run, "beta_i");
    for (int m = 0; m < SWY_MONTHS; m++) recharge->share[m] = (double)((float)swy->tables.alpha[m] * (float)beta);
    recharge->gamma = (double)(float)run_number(swy->run, "gamma");
    swy_recharge(recharge);
    for (size_t i = 0; i < count_cells(swy); i++) swy->available[i] = (float)recharge->available[i];
}

static bool compute_recharge(Swy *swy, Err *err)
{
    if (!take_months(swy, err)) return false;
    Arena *arena = arena_open();
    SwyRecharge recharge = {.weights = swy->flow.weights,
                            .order = swy->flow.order,
                            .years = &swy->years,
                            .kc = swy->tables.kc,
                            .recharge = swy->recharge,
                            .aet = open_array(arena, swy, sizeof(float)),
                            .available = open_array(arena, swy, sizeof(double)),
                            .from_above = open_array(arena, swy, sizeof(double)),
                            .sum = swy->sum};
    route_recharge(swy, &recharge);
    StripOutOptions options = {"Float32", true, NOTHING, true};
    const WholeOutput outputs[] = {
        {.id = "l", .options = options, .single = true, .values = swy->recharge},
        {.id = "l_avail", .options = options, .single = true, .values = swy->available},
        {.id = "l_sum_avail", .options = options, .values = recharge.from_above},
        {.id = "aet", .options = options, .single = true, .values = recharge.aet},
        {.id = "annual_precip", .options = options, .single = true, .fill = fill_rain, .context = &swy->years},
    };
    bool done = whole_write(swy->run, &swy->frame, outputs, sizeof outputs / sizeof outputs[0], err);
    swy_years_close(&swy->years);
    arena_close(arena);
    return done;
}

// ---- recharge that is given

static bool copy_map(Swy *swy, int at, const char *id, Err *err)
{
    Arena *arena = arena_open();
    bool single = aligned_is_single(swy->maps[at].info);
    void *values = open_array(arena, swy, single ? sizeof(float) : sizeof(double));
    WholeOutput output = {
        .id = id, .options = whole_copy_options(swy->maps[at].info), .single = single, .values = values};
    bool done = whole_read(swy->run, &swy->maps[at], &swy->frame, values, err) &&
                whole_write(swy->run, &swy->frame, &output, 1, err);
    for (size_t i = 0; done && at == LOCAL && i < count_cells(swy); i++)
        swy->recharge[i] = single ? ((const float *)values)[i] : (float)((const double *)values)[i];
    arena_close(arena);
    return done;
}

static void sum_recharge(Swy *swy)
{
    Arena *arena = arena_open();
    double *own = open_array(arena, swy, sizeof *own);
    for (size_t i = 0; i < count_cells(swy); i++) own[i] = (double)swy->recharge[i];
    accumulate_weights(swy->flow.weights, swy->frame.width, swy->frame.height, swy->flow.order, own, swy->sum);
    arena_close(arena);
}

static bool take_recharge(Swy *swy, Err *err)
{
    if (!copy_map(swy, LULC, "lulc_aligned", err) || !copy_map(swy, LOCAL, "l", err)) return false;
    float gamma = (float)run_number(swy->run, "gamma");
    for (size_t i = 0; i < count_cells(swy); i++) {
        float all = swy->recharge[i], part = gamma * all;
        swy->available[i] = all < part ? all : part;
    }
    sum_recharge(swy);
    bool wide = text_equal(swy->maps[LOCAL].info->type, "Float64");
    StripOutOptions options = {wide ? "Float64" : "Float32", true,
                               wide ? 1.7976931348623157e308 : 3.4028234663852886e38, true};
    WholeOutput output = {.id = "l_avail", .options = options, .single = true, .values = swy->available};
    return whole_write(swy->run, &swy->frame, &output, 1, err);
}

// ---- each cell's part, baseflow

static void total_recharge(Swy *swy)
{
    for (size_t i = 0; i < count_cells(swy); i++) swy->total += isnan(swy->recharge[i]) ? 0 : (double)swy->recharge[i];
}

static void fill_share(const void *context, size_t first, size_t count, void *to)
{
    const Swy *swy = context;
    float *out = to, total = (float)swy->total;
    for (size_t i = 0; i < count; i++) out[i] = swy->total > 0 ? swy->recharge[first + i] / total : NAN;
}

static void sum_areas(Swy *swy, const float *base)
{
    int width = swy->frame.width;
    float *share = open_array(swy->arena, swy, sizeof *share);
    fill_share(swy, 0, count_cells(swy), share);
    zones_add_floats(&swy->areas, swy->recharge, width, 0, swy->frame.height, swy->recharge_sums);
    zones_add_floats(&swy->areas, share, width, 0, swy->frame.height, swy->share_sums);
    zones_add_floats(&swy->areas, base, width, 0, swy->frame.height, swy->base_sums);
}

static bool compute_baseflow(Swy *swy, Err *err)
{
    SwyBaseflow flow = {.weights = swy->flow.weights,
                        .width = swy->frame.width,
                        .height = swy->frame.height,
                        .order = swy->flow.order,
                        .recharge = swy->recharge,
                        .available = swy->available,
                        .sum = swy->sum,
                        .stream = swy->flow.stream,
                        .base = open_array(swy->arena, swy, sizeof(float)),
                        .base_sum = open_array(swy->arena, swy, sizeof(double))};
    const RasterInfo *given = swy->maps[LOCAL].info;
    StripOutOptions options = {"Float32", true, NOTHING, true}, share = options;
    if (swy->local) share.has_nodata = given->has_nodata, share.nodata = given->nodata;
    swy_baseflow(&flow);
    total_recharge(swy);
    sum_areas(swy, flow.base);
    const WholeOutput outputs[] = {
        {.id = "l_sum", .options = {"Float64", true, -1.23789789e29, true}, .values = swy->sum},
        {.id = "b", .options = options, .single = true, .values = flow.base},
        {.id = "b_sum", .options = options, .values = flow.base_sum},
        {.id = "vri", .options = share, .single = true, .fill = fill_share, .context = swy},
    };
    return whole_write(swy->run, &swy->frame, outputs, sizeof outputs / sizeof outputs[0], err);
}

// ---- tables

static bool write_areas(Swy *swy, Err *err)
{
    size_t count = swy->areas.count;
    double *mean = arena_array(swy->run->arena, count, sizeof *mean),
           *share = arena_array(swy->run->arena, count, sizeof *share),
           *number = arena_array(swy->run->arena, count, sizeof *number);
    for (size_t i = 0; i < count; i++) {
        ZoneSum sum = swy->recharge_sums[i];
        mean[i] = sum.count > 0 ? sum.sum / (double)sum.count : 0;
        share[i] = swy->share_sums[i].sum;
        number[i] = (double)i;
    }
    const ResultField fields[] = {{"qb", mean}, {"vri_sum", share}, {"geom_id", number, .whole = true}};
    const char *path;
    return run_output(swy->run, "aggregate_vector", &path, err) &&
           vector_results_write(run_path(swy->run, "aoi_path"), path, NULL, fields, 3, err);
}

static void add_month(const Swy *swy, size_t area, int month, StrBuf *csv)
{
    char quick[NUMBER_TEXT_SIZE], base[NUMBER_TEXT_SIZE], rain[NUMBER_TEXT_SIZE];
    size_t at = (size_t)month * swy->areas.count + area;
    double cell = swy->frame.cell_x * swy->frame.cell_y / MM_PER_M;
    strbuf_printf(csv, "%zu,%d,%s,%s,%s\r\n", area, month + 1, number_text(swy->quick_sums[at].sum * cell, quick),
                  number_text(swy->base_sums[area].sum * cell / SWY_MONTHS, base),
                  number_text(swy->rain_sums[at].sum * cell, rain));
}

static bool write_months(Swy *swy, Err *err)
{
    const char *path;
    StrBuf csv = strbuf_open(swy->run->arena);
    strbuf_add(&csv, "geom_id,month,quickflow,baseflow,precipitation\r\n");
    for (size_t i = 0; i < swy->areas.count; i++) {
        for (int m = 0; m < SWY_MONTHS; m++) add_month(swy, i, m, &csv);
    }
    return run_output(swy->run, "monthly_qf_table", &path, err) &&
           (path == NULL || file_write(path, csv.data, csv.size, err));
}

// ---- the run

static bool compute(Swy *swy, Err *err)
{
    if (!swy_tables_read(swy->run, &swy->tables, err) || !open_maps(swy, err) ||
        !centres_read(swy->run->arena, run_path(swy->run, "aoi_path"), &swy->frame, &swy->areas, err))
        return false;
    swy->rain_sums = open_sums(swy, SWY_MONTHS);
    swy->quick_sums = open_sums(swy, SWY_MONTHS);
    swy->recharge_sums = open_sums(swy, 1);
    swy->share_sums = open_sums(swy, 1);
    swy->base_sums = open_sums(swy, 1);
    if (!swy_flow(swy->run, swy->flow_arena, &swy->maps[DEM], &swy->frame, &swy->flow, err)) return false;
    swy->recharge = open_array(swy->arena, swy, sizeof *swy->recharge);
    swy->available = open_array(swy->arena, swy, sizeof *swy->available);
    swy->sum = open_array(swy->arena, swy, sizeof *swy->sum);
    return (swy->local ? take_recharge(swy, err) : compute_recharge(swy, err)) && compute_baseflow(swy, err) &&
           write_areas(swy, err) && write_months(swy, err);
}

static bool swy_run(InvestRun *run, Err *err)
{
    Swy swy = {.run = run,
               .local = run_is_true(run, "user_defined_local_recharge"),
               .flow_arena = arena_open(),
               .arena = arena_open()};
    bool done = compute(&swy, err);
    for (int i = 0; i < MAPS; i++) raster_close(swy.rasters[i]);
    swy_years_close(&swy.years);
    arena_close(swy.flow_arena);
    arena_close(swy.arena);
    return done;
}

// ---- arguments and outputs

#define COMPUTED "not user_defined_local_recharge"

static const InvestColumn month_columns[] = {
    {.id = "month", .type = INVEST_INTEGER, .about = N_("1 to 12.")},
    {.id = "path", .type = INVEST_RASTER, .about = N_("Raster of the month; a relative path counts from the table.")},
    {0}};
static const InvestColumn event_columns[] = {
    {.id = "month", .type = INVEST_INTEGER, .about = N_("1 to 12.")},
    {.id = "events", .type = INVEST_NUMBER, .about = N_("Days with rain in the month.")},
    {0}};
static const InvestColumn alpha_columns[] = {{.id = "month", .type = INVEST_INTEGER, .about = N_("1 to 12.")},
                                             {.id = "alpha", .type = INVEST_NUMBER, .about = N_("alpha of the month.")},
                                             {0}};
#define EVENTS(month)                                                                                                  \
    {                                                                                                                  \
        .id = (month), .type = INVEST_NUMBER, .about = N_("Days with rain in the month.")                              \
    }
static const InvestColumn zone_columns[] = {
    {.id = "cz_id", .type = INVEST_INTEGER, .about = N_("Number of the climate zone on the map.")},
    EVENTS("jan"),
    EVENTS("feb"),
    EVENTS("mar"),
    EVENTS("apr"),
    EVENTS("may"),
    EVENTS("jun"),
    EVENTS("jul"),
    EVENTS("aug"),
    EVENTS("sep"),
    EVENTS("oct"),
    EVENTS("nov"),
    EVENTS("dec"),
    {0}};
#define CURVE(soil)                                                                                                    \
    {                                                                                                                  \
        .id = (soil), .type = INVEST_NUMBER, .limit = LIMIT_ABOVE_ZERO,                                                \
        .about = N_("Curve number on this soil group, above 0 to 100.")                                                \
    }
#define KC(month)                                                                                                      \
    {                                                                                                                  \
        .id = (month), .type = INVEST_NUMBER, .about = N_("Evapotranspiration, as part of the reference.")             \
    }
static const InvestColumn class_columns[] = {
    {.id = "lucode", .type = INVEST_INTEGER, .about = N_("Code of the land class on the maps.")},
    CURVE("cn_a"),
    CURVE("cn_b"),
    CURVE("cn_c"),
    CURVE("cn_d"),
    KC("kc_1"),
    KC("kc_2"),
    KC("kc_3"),
    KC("kc_4"),
    KC("kc_5"),
    KC("kc_6"),
    KC("kc_7"),
    KC("kc_8"),
    KC("kc_9"),
    KC("kc_10"),
    KC("kc_11"),
    KC("kc_12"),
    {0}};

static const InvestArg swy_args[] = {
    {.id = "lulc_raster_path",
     .type = INVEST_RASTER,
     .name = N_("land cover"),
     .about = N_("Land classes."),
     .whole = true,
     .projected = true},
    {.id = "biophysical_table_path",
     .type = INVEST_CSV,
     .name = N_("biophysical table"),
     .about = N_("Curve numbers and evapotranspiration of each land class."),
     .columns = class_columns,
     .index = "lucode",
     .codes_of = "lulc_raster_path"},
    {.id = "dem_raster_path",
     .type = INVEST_RASTER,
     .name = N_("elevation model"),
     .about = N_("Heights; its cells are those of the results."),
     .units = "m",
     .projected = true},
    {.id = "aoi_path",
     .type = INVEST_VECTOR,
     .name = N_("area of interest"),
     .about = N_("Polygons; the results cover the box around them and are summed by polygon."),
     .projected = true},
    {.id = "flow_dir_algorithm",
     .type = INVEST_OPTION,
     .name = N_("flow direction"),
     .about = N_("To one neighbour (D8) or to all lower ones (MFD)."),
     .options = "D8|MFD"},
    {.id = "threshold_flow_accumulation",
     .type = INVEST_NUMBER,
     .name = N_("threshold of streams"),
     .about = N_("Cells whose water makes a stream."),
     .units = "pixel"},
    {.id = "beta_i",
     .type = INVEST_RATIO,
     .name = N_("beta"),
     .about = N_("Part of the recharge from above that plants can use.")},
    {.id = "gamma",
     .type = INVEST_RATIO,
     .name = N_("gamma"),
     .about = N_("Part of a cell's recharge that cells below can use.")},
    {.id = "user_defined_local_recharge",
     .type = INVEST_BOOLEAN,
     .required = "",
     .name = N_("recharge is given"),
     .about = N_("Local recharge is read from a map, not computed.")},
    {.id = "l_path",
     .type = INVEST_RASTER,
     .required = "user_defined_local_recharge",
     .name = N_("local recharge"),
     .about = N_("Local recharge of a year."),
     .units = "mm",
     .projected = true},
    {.id = "et0_raster_table",
     .type = INVEST_CSV,
     .required = COMPUTED,
     .name = N_("reference evapotranspiration by month"),
     .about = N_("Twelve rasters."),
     .units = "mm/month",
     .columns = month_columns,
     .index = "month"},
    {.id = "precip_raster_table",
     .type = INVEST_CSV,
     .required = COMPUTED,
     .name = N_("precipitation by month"),
     .about = N_("Twelve rasters."),
     .units = "mm/month",
     .columns = month_columns,
     .index = "month"},
    {.id = "soil_group_path",
     .type = INVEST_RASTER,
     .required = COMPUTED,
     .name = N_("soil groups"),
     .about = N_("Hydrologic soil groups: 1, 2, 3, 4 for A, B, C, D."),
     .whole = true,
     .projected = true},
    {.id = "monthly_alpha",
     .type = INVEST_BOOLEAN,
     .required = "",
     .name = N_("alpha by month"),
     .about = N_("alpha is read from a table.")},
    {.id = "alpha_m",
     .type = INVEST_STRING,
     .required = "not monthly_alpha",
     .name = N_("alpha"),
     .about =
         N_("Part of a year's recharge from above that is there in a month; a number or a fraction such as 1/12.")},
    {.id = "monthly_alpha_path",
     .type = INVEST_CSV,
     .required = "monthly_alpha",
     .name = N_("alpha table"),
     .about = N_("alpha of each month."),
     .columns = alpha_columns,
     .index = "month"},
    {.id = "user_defined_climate_zones",
     .type = INVEST_BOOLEAN,
     .required = "",
     .name = N_("climate zones"),
     .about = N_("Rain events differ by climate zone.")},
    {.id = "rain_events_table_path",
     .type = INVEST_CSV,
     .required = "not user_defined_local_recharge and not user_defined_climate_zones",
     .name = N_("rain events table"),
     .about = N_("Days with rain in each month."),
     .columns = event_columns,
     .index = "month"},
    {.id = "climate_zone_table_path",
     .type = INVEST_CSV,
     .required = "user_defined_climate_zones",
     .name = N_("climate zone table"),
     .about = N_("Days with rain in each month, by climate zone."),
     .columns = zone_columns,
     .index = "cz_id",
     .codes_of = "climate_zone_raster_path"},
    {.id = "climate_zone_raster_path",
     .type = INVEST_RASTER,
     .required = "user_defined_climate_zones",
     .name = N_("climate zone map"),
     .about = N_("Numbers of the climate zones."),
     .whole = true,
     .projected = true},
    {0}};

static const InvestOutput swy_outputs[] = {
    {.id = "b", .path = "B.tif", .about = N_("Baseflow that a cell contributes."), .units = "mm/year"},
    {.id = "b_sum", .path = "B_sum.tif", .about = N_("Baseflow through a cell, of all above it."), .units = "mm/year"},
    {.id = "cn", .path = "CN.tif", .created_if = COMPUTED, .about = N_("Curve number.")},
    {.id = "l", .path = "L.tif", .about = N_("Local recharge."), .units = "mm/year"},
    {.id = "l_avail",
     .path = "L_avail.tif",
     .about = N_("Local recharge that cells below can use."),
     .units = "mm/year"},
    {.id = "l_sum_avail",
     .path = "L_sum_avail.tif",
     .created_if = COMPUTED,
     .about = N_("Recharge from above that plants of the cell can use."),
     .units = "mm/year"},
    {.id = "l_sum", .path = "L_sum.tif", .about = N_("Recharge through a cell, of all above it."), .units = "mm/year"},
    {.id = "qf", .path = "QF.tif", .created_if = COMPUTED, .about = N_("Quickflow of the year."), .units = "mm/year"},
    {.id = "stream", .path = "stream.tif", .about = N_("1 on streams, else 0.")},
    {.id = "annual_precip",
     .path = "P.tif",
     .created_if = COMPUTED,
     .about = N_("Precipitation of the year."),
     .units = "mm/year"},
    {.id = "vri", .path = "Vri.tif", .about = N_("Part that a cell has in the recharge of all cells.")},
    {.id = "aggregate_vector",
     .path = "aggregated_results_swy.shp",
     .type = INVEST_OUT_VECTOR,
     .about = N_("Results by polygon.")},
    {.id = "monthly_qf_table",
     .path = "monthly_quickflow_baseflow.csv",
     .type = INVEST_OUT_CSV,
     .created_if = COMPUTED,
     .about = N_("Quickflow, baseflow and precipitation by polygon and month."),
     .units = "m3/month"},
    {.id = "aet",
     .path = "intermediate_outputs/aet.tif",
     .created_if = COMPUTED,
     .about = N_("Actual evapotranspiration."),
     .units = "mm/year",
     .intermediate = true},
    {.id = "flow_dir",
     .path = "intermediate_outputs/flow_dir.tif",
     .about = N_("Directions of flow."),
     .intermediate = true},
    {.id = "qf_[MONTH]",
     .path = "intermediate_outputs/qf_[MONTH].tif",
     .created_if = COMPUTED,
     .about = N_("Quickflow by month."),
     .units = "mm/month",
     .intermediate = true},
    {.id = "si",
     .path = "intermediate_outputs/Si.tif",
     .created_if = COMPUTED,
     .about = N_("Largest retention: 1000 / CN - 10; 0 on streams."),
     .units = "inch",
     .intermediate = true},
    {.id = "lulc_aligned",
     .path = "intermediate_outputs/lulc_aligned.tif",
     .about = N_("Land cover, on the cells of the results."),
     .intermediate = true},
    {.id = "dem_aligned",
     .path = "intermediate_outputs/dem_aligned.tif",
     .about = N_("Elevation model, clipped."),
     .units = "m",
     .intermediate = true},
    {.id = "pit_filled_dem",
     .path = "intermediate_outputs/pit_filled_dem.tif",
     .about = N_("Elevation model without depressions."),
     .units = "m",
     .intermediate = true},
    {.id = "soil_group_aligned",
     .path = "intermediate_outputs/soil_group_aligned.tif",
     .created_if = COMPUTED,
     .about = N_("Soil groups, on the cells of the results."),
     .intermediate = true},
    {.id = "flow_accum",
     .path = "intermediate_outputs/flow_accum.tif",
     .about = N_("Cells whose water comes through."),
     .intermediate = true},
    {.id = "prcp_a[MONTH]",
     .path = "intermediate_outputs/prcp_a[MONTH].tif",
     .created_if = COMPUTED,
     .about = N_("Precipitation by month, on the cells of the results."),
     .units = "mm/month",
     .intermediate = true},
    {.id = "n_events[MONTH]",
     .path = "intermediate_outputs/n_events[MONTH].tif",
     .created_if = COMPUTED,
     .about = N_("Days with rain by month."),
     .intermediate = true},
    {.id = "et0_a[MONTH]",
     .path = "intermediate_outputs/et0_a[MONTH].tif",
     .created_if = COMPUTED,
     .about = N_("Reference evapotranspiration by month, on the cells of the results."),
     .units = "mm/month",
     .intermediate = true},
    {.id = "kc_[MONTH]",
     .path = "intermediate_outputs/kc_[MONTH].tif",
     .created_if = COMPUTED,
     .about = N_("kc of the table by month."),
     .intermediate = true},
    {.id = "cz_aligned",
     .path = "intermediate_outputs/cz_aligned.tif",
     .created_if = COMPUTED " and user_defined_climate_zones",
     .about = N_("Climate zones, on the cells of the results."),
     .intermediate = true},
    {0}};

const InvestModel invest_seasonal_water_yield = {
    .id = "seasonal_water_yield",
    .title = N_("Seasonal Water Yield"),
    .aliases = "swy|natcap.invest.seasonal_water_yield|natcap.invest.seasonal_water_yield.seasonal_water_yield",
    .args = swy_args,
    .outputs = swy_outputs,
    .check = swy_check,
    .run = swy_run,
};
