// annual_water_yield.c - Annual Water Yield: rain less actual evapotranspiration after Budyko and Fu, by cell and by
// watershed; consumption taken off; hydropower and its value.
//
// Source: InVEST User's Guide, annual water yield; Fu 1981; Donohue et al. 2012. Depths in mm.
#include <math.h>

#include "base/message.h"
#include "base/text.h"
#include "base/vmath.h"
#include "gep/invest/check.h"
#include "gep/invest/grid.h"
#include "gep/invest/lookup.h"
#include "gep/invest/strips.h"
#include "land/vector_results.h"

enum { ETO, PRECIP, DEPTH, PAWC, LULC, INPUTS };
enum { KC, ROOT, VEG, PET, FRACTP, WYIELD, AET, DEMAND, OUTPUTS_MOST };
enum { PLANE_PRECIP, PLANE_PET, PLANE_AET, PLANE_WYIELD, PLANE_DEMAND, PLANES_MOST };
enum { SHEDS, SUBSHEDS, SHED_SETS };
#define KWH_PER_M3_M 0.00272 // a cubic metre falling one metre, in kWh, as the guide rounds it
#define OMEGA_MOST   5.0

typedef struct Water {
    const double *kc, *root, *veg, *demand; // by class
    Lookup lookup, demand_lookup;
    bool has_demand;
    bool single[INPUTS]; // InVEST computes in floats where an input is one, else in doubles
    double seasonality;
} Water;

// ---- cells

static double rounded(double value, bool single)
{
    return single ? (double)(float)value : value;
}

typedef struct Vegetated { // the cells of a chunk that the dryness index decides, packed
    size_t count;
    size_t cells[CHUNK_CELLS];
    double dryness[CHUNK_CELLS], omega[CHUNK_CELLS], power[CHUNK_CELLS], inverse[CHUNK_CELLS];
} Vegetated;

// Fu: 1 + x - (1 + x^w)^(1/w), each step rounded as InVEST's arrays are; x where that is less.
static void take_fu(const Water *water, Vegetated *cells, double *fractp)
{
    bool dry = water->single[ETO] && water->single[PRECIP];
    bool moist = water->single[DEPTH] && water->single[PAWC] && water->single[PRECIP];
    vmath_pow(cells->power, cells->dryness, cells->omega, cells->count);
    for (size_t i = 0; i < cells->count; i++) {
        cells->power[i] = rounded(1 + rounded(cells->power[i], dry && moist), dry && moist);
        cells->inverse[i] = rounded(1 / cells->omega[i], moist);
    }
    vmath_pow(cells->power, cells->power, cells->inverse, cells->count);
    for (size_t i = 0; i < cells->count; i++) {
        double x = cells->dryness[i], root = rounded(cells->power[i], dry && moist);
        double fraction = rounded(rounded(1 + x, dry) - root, dry && moist);
        fractp[cells->cells[i]] = (double)(float)(x < fraction ? x : fraction);
    }
}

static double omega_of(const Water *water, const double *const *in, double root, size_t i)
{
    const bool *single = water->single;
    bool soil = single[DEPTH] && single[PAWC], all = soil && single[PRECIP];
    double awc = rounded((root < in[DEPTH][i] ? root : in[DEPTH][i]) * in[PAWC][i], soil);
    double omega = rounded(rounded(rounded(awc / in[PRECIP][i], all) * water->seasonality, all) + 1.25, all);
    return omega > OMEGA_MOST ? OMEGA_MOST : omega;
}

static double bare_fraction(const Water *water, double pet, double precip)
{
    double evaporated = precip < pet ? rounded(precip, water->single[ETO]) : pet;
    return (double)(float)rounded(evaporated / precip, water->single[ETO] && water->single[PRECIP]);
}

// The part of the rain that evaporates; no value without rain.
static void compute_fractp(const Water *water, const double *const *in, size_t count, double *const *out)
{
    Vegetated cells = {.count = 0};
    for (size_t i = 0; i < count; i++) {
        double precip = in[PRECIP][i], pet = out[PET][i], kind = out[VEG][i];
        out[FRACTP][i] = NAN;
        if (isnan(pet + precip + in[DEPTH][i] + in[PAWC][i] + out[ROOT][i] + kind) || fabs(precip) <= 1e-8) continue;
        if (kind != 1) {
            out[FRACTP][i] = bare_fraction(water, pet, precip);
            continue;
        }
        cells.cells[cells.count] = i;
        cells.dryness[cells.count] = rounded(pet / precip, water->single[ETO] && water->single[PRECIP]);
        cells.omega[cells.count++] = omega_of(water, in, out[ROOT][i], i);
    }
    take_fu(water, &cells, out[FRACTP]);
}

static void compute_cells(void *context, size_t count, const double *const *in, double *const *out)
{
    const Water *water = context;
    int rows[CHUNK_CELLS];
    lookup_rows(&water->lookup, in[LULC], count, rows);
    lookup_values(rows, count, water->kc, out[KC]);
    lookup_values(rows, count, water->root, out[ROOT]);
    lookup_values(rows, count, water->veg, out[VEG]);
    for (size_t i = 0; i < count; i++) out[PET][i] = rounded(in[ETO][i] * out[KC][i], water->single[ETO]);
    compute_fractp(water, in, count, out);
    for (size_t i = 0; i < count; i++) {
        out[AET][i] = out[FRACTP][i] * in[PRECIP][i];
        out[WYIELD][i] = (double)(float)(1 - out[FRACTP][i]) * in[PRECIP][i];
    }
    if (!water->has_demand) return;
    lookup_rows(&water->demand_lookup, in[LULC], count, rows);
    lookup_values(rows, count, water->demand, out[DEMAND]);
}

// ---- maps

typedef struct Maps {
    Raster *rasters[INPUTS];
    StripsInput inputs[INPUTS];
    Frame frame;
} Maps;

static const struct MapRow {
    const char *arg, *copy;
} map_rows[INPUTS] = {{"eto_path", "eto"},
                      {"precipitation_path", "precip"},
                      {"depth_to_root_rest_layer_path", "depth_to_root_rest_layer"},
                      {"pawc_path", "pawc"},
                      {"lulc_path", "clipped_lulc"}};

// The cells of the land map where all rasters and the box of the watersheds lie.
static bool find_frame(const InvestRun *run, Maps *maps, Err *err)
{
    VectorInfo sheds;
    const char *path = run_path(run, "watersheds_path");
    if (!vector_info_read(run->arena, path, &sheds, err)) return false;
    Box box = {sheds.min_x, sheds.min_y, sheds.max_x, sheds.max_y};
    for (int i = 0; i < INPUTS; i++) {
        Box other = box_of_raster(maps->inputs[i].info);
        if (!box_meet(&box, &other))
            return err_set(err, ERR_INPUT, _("%s: lies apart from the other maps"), maps->inputs[i].path);
    }
    maps->frame = frame_within(maps->inputs[LULC].info, &box);
    return true;
}

static bool open_maps(const InvestRun *run, Maps *maps, Err *err)
{
    for (int i = 0; i < INPUTS; i++) {
        const char *path = run_path(run, map_rows[i].arg);
        if (!raster_open(path, 1, &maps->rasters[i], err)) return false;
        maps->inputs[i] = (StripsInput){.path = path, .info = raster_info(maps->rasters[i]), .copy = map_rows[i].copy};
    }
    return find_frame(run, maps, err);
}

static void close_maps(Maps *maps)
{
    for (int i = 0; i < INPUTS; i++) raster_close(maps->rasters[i]);
}

// ---- tables

static bool read_tables(InvestRun *run, const Maps *maps, CodeSet *missing, CodeSet *undemanded, Water *water, Err *err)
{
    CodedTable *classes, *demand;
    const RasterInfo *lulc = maps->inputs[LULC].info;
    if (!coded_read(run->arena, run, "biophysical_table_path", &classes, err)) return false;
    size_t count = coded_count(classes);
    double *root = arena_array(run->arena, count, sizeof *root);
    water->kc = coded_column(classes, "kc");
    water->veg = coded_column(classes, "lulc_veg");
    for (size_t i = 0; i < count; i++) // where nothing grows the depth plays no part
        root[i] = water->veg[i] == 1 ? coded_column(classes, "root_depth")[i] : 1;
    water->root = root;
    water->lookup = lookup_make(classes, missing, lulc->has_nodata, lulc->nodata);
    water->has_demand = run_path(run, "demand_table_path") != NULL;
    if (!water->has_demand) return true;
    if (!coded_read(run->arena, run, "demand_table_path", &demand, err)) return false;
    water->demand = coded_column(demand, "demand");
    water->demand_lookup = lookup_make(demand, undemanded, lulc->has_nodata, lulc->nodata);
    return true;
}

// ---- watersheds

static const struct ShedRow {
    const char *arg, *shapefile, *csv;
} shed_rows[SHED_SETS] = {{"watersheds_path", "watershed_results_wyield", "watershed_results_wyield_csv"},
                          {"sub_watersheds_path", "subwatershed_results_wyield", "subwatershed_results_wyield_csv"}};

typedef struct Sheds {
    int set;
    const char *path;
    CentreZones zones;
    StripsZones sums;
} Sheds;

static double mean_of(ZoneSum sum)
{
    return sum.count > 0 ? sum.sum / (double)sum.count : NAN;
}

typedef struct Report {
    Arena *arena;
    const Sheds *sheds;
    ResultField fields[16];
    size_t count;
} Report;

static double *add_field(Report *report, const char *name)
{
    double *values = arena_array(report->arena, report->sheds->zones.count, sizeof *values);
    report->fields[report->count++] = (ResultField){name, values};
    return values;
}

static const double *add_mean(Report *report, const char *name, int plane)
{
    size_t count = report->sheds->zones.count;
    double *values = add_field(report, name);
    for (size_t i = 0; i < count; i++) values[i] = mean_of(report->sheds->sums.sums[(size_t)plane * count + i]);
    return values;
}

// The fields of consumption and of what is left; returns the latter's volume.
static const double *add_scarcity(Report *report, const double *yield_mm, const double *yield_m3)
{
    size_t count = report->sheds->zones.count;
    double *volume = add_field(report, "consum_vol");
    const double *mean = add_mean(report, "consum_mn", PLANE_DEMAND);
    double *left = add_field(report, "rsupply_vl"), *left_mean = add_field(report, "rsupply_mn");
    for (size_t i = 0; i < count; i++) {
        ZoneSum sum = report->sheds->sums.sums[PLANE_DEMAND * count + i];
        volume[i] = sum.count > 0 ? sum.sum : NAN;
        left[i] = yield_m3[i] - volume[i];
        left_mean[i] = yield_mm[i] - mean[i];
    }
    return left;
}

// What a unit paid in each of `years` years, from this one on, is worth now. Without discount InVEST's program has 0,
// not the number of years that its guide's sum comes to; so has this, and says so.
static double annuity(double discount_percent, double years)
{
    double ratio = 1 / (1 + discount_percent / 100);
    return ratio == 1 ? 0 : (1 - exact_pow(ratio, years)) / (1 - ratio);
}

static void warn_of_zero(const CodedTable *stations)
{
    const double *discounts = coded_column(stations, "discount");
    for (size_t i = 0; i < coded_count(stations); i++) {
        if (discounts[i] != 0) continue;
        message_say(_("ws_id %.0f: with a discount of 0 InVEST's hp_val is 0, and so it is here; give a very small "
                      "discount instead"),
                    coded_keys(stations)[i]);
    }
}

static bool add_valuation(InvestRun *run, Report *report, const double *supply_m3, Err *err)
{
    CodedTable *stations;
    double *ids, *energy = add_field(report, "hp_energy"), *value = add_field(report, "hp_val");
    size_t count;
    if (!coded_read(run->arena, run, "valuation_table_path", &stations, err) ||
        !vector_numbers_read(run->arena, report->sheds->path, "ws_id", &ids, &count, err))
        return false;
    warn_of_zero(stations);
    for (size_t i = 0; i < report->sheds->zones.count; i++) {
        int row = i < count ? coded_row(stations, ids[i]) : -1;
        if (row < 0)
            return err_set(err, ERR_INPUT, _("%s: ws_id without a row"), run_path(run, "valuation_table_path"));
        energy[i] = coded_column(stations, "efficiency")[row] * coded_column(stations, "fraction")[row] *
                    coded_column(stations, "height")[row] * supply_m3[i] * KWH_PER_M3_M;
        value[i] = (coded_column(stations, "kw_price")[row] * energy[i] - coded_column(stations, "cost")[row]) *
                   annuity(coded_column(stations, "discount")[row], coded_column(stations, "time_span")[row]);
    }
    return true;
}

static bool write_sheds(InvestRun *run, const Sheds *sheds, bool has_demand, Err *err)
{
    Report report = {.arena = run->arena, .sheds = sheds};
    const char *shapefile, *csv;
    add_mean(&report, "precip_mn", PLANE_PRECIP);
    add_mean(&report, "PET_mn", PLANE_PET);
    add_mean(&report, "AET_mn", PLANE_AET);
    const double *mean = add_mean(&report, "wyield_mn", PLANE_WYIELD);
    double *volume = add_field(&report, "wyield_vol");
    for (size_t i = 0; i < sheds->zones.count; i++) volume[i] = mean[i] * sheds->zones.items[i].area / 1000;
    const double *left = has_demand ? add_scarcity(&report, mean, volume) : NULL;
    bool valued = left != NULL && sheds->set == SHEDS && run_path(run, "valuation_table_path") != NULL;
    if (valued && !add_valuation(run, &report, left, err)) return false;
    return run_output(run, shed_rows[sheds->set].shapefile, &shapefile, err) &&
           run_output(run, shed_rows[sheds->set].csv, &csv, err) &&
           vector_results_write(sheds->path, shapefile, csv, report.fields, report.count, err);
}

static bool read_sheds(InvestRun *run, const Maps *maps, Sheds *sheds, size_t *count, Err *err)
{
    *count = 0;
    for (int set = 0; set < SHED_SETS; set++) {
        const char *path = run_path(run, shed_rows[set].arg);
        if (path == NULL) continue;
        Sheds *out = &sheds[(*count)++];
        *out = (Sheds){.set = set, .path = path};
        if (!centres_read(run->arena, path, &maps->frame, &out->zones, err)) return false;
        out->sums.zones = &out->zones;
        out->sums.sums = arena_array(run->arena, (out->zones.count + 1) * PLANES_MOST, sizeof *out->sums.sums);
    }
    return true;
}

// ---- the run

static void describe_outputs(const Water *water, StripsOutput *outputs)
{
    static const char *const ids[OUTPUTS_MOST] = {"kc_raster", "root_depth", "veg", "pet",
                                                  "fractp",    "wyield",     "aet", "demand"};
    for (int i = 0; i < OUTPUTS_MOST; i++)
        outputs[i] = (StripsOutput){.id = ids[i], .nodata = INVEST_NODATA, .by_class = i < PET || i == DEMAND};
    outputs[PET].wide = !water->single[ETO];
    outputs[WYIELD].wide = outputs[AET].wide = !water->single[PRECIP];
}

static bool run_pass(InvestRun *run, Water *water, const Maps *maps, Sheds *sheds, size_t shed_count, Err *err)
{
    static const size_t planes[PLANES_MOST] = {PRECIP, INPUTS + PET, INPUTS + AET, INPUTS + WYIELD, INPUTS + DEMAND};
    StripsOutput outputs[OUTPUTS_MOST];
    StripsZones zones[SHED_SETS];
    for (size_t i = 0; i < shed_count; i++) zones[i] = sheds[i].sums;
    for (int i = 0; i < INPUTS; i++) water->single[i] = aligned_is_single(maps->inputs[i].info);
    describe_outputs(water, outputs);
    Strips pass = {.run = run,
                   .label = _("water yield"),
                   .frame = maps->frame,
                   .inputs = maps->inputs,
                   .input_count = INPUTS,
                   .outputs = outputs,
                   .output_count = water->has_demand ? OUTPUTS_MOST : DEMAND,
                   .kernel = compute_cells,
                   .context = water,
                   .planes = planes,
                   .plane_count = water->has_demand ? PLANES_MOST : PLANE_DEMAND,
                   .zones = zones,
                   .zones_count = shed_count};
    return strips_run(&pass, err);
}

static bool run_maps(InvestRun *run, const Maps *maps, CodeSet *missing, CodeSet *undemanded, Err *err)
{
    Water water = {.seasonality = run_number(run, "seasonality_constant")};
    Sheds sheds[SHED_SETS];
    size_t count;
    if (!read_tables(run, maps, missing, undemanded, &water, err) || !read_sheds(run, maps, sheds, &count, err) ||
        !run_pass(run, &water, maps, sheds, count, err))
        return false;
    const char *lulc = maps->inputs[LULC].path;
    if (!code_set_check(run->arena, missing, lulc, run_path(run, "biophysical_table_path"), err) ||
        !code_set_check(run->arena, undemanded, lulc, run_path(run, "demand_table_path"), err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!write_sheds(run, &sheds[i], water.has_demand, err)) return false;
    }
    return true;
}

static bool water_run(InvestRun *run, Err *err)
{
    Maps maps = {0};
    CodeSet *missing = code_set_open(run->arena), *undemanded = code_set_open(run->arena);
    bool done = open_maps(run, &maps, err) && run_maps(run, &maps, missing, undemanded, err);
    close_maps(&maps);
    code_set_close(missing);
    code_set_close(undemanded);
    return done;
}

// Every watershed must have its row in the valuation table.
static void water_check(const InvestRun *run, InvestFaults *faults)
{
    CodedTable *stations;
    double *ids;
    size_t count;
    CodeSet *missing = code_set_open(run->arena);
    if (run_path(run, "valuation_table_path") != NULL &&
        coded_read(run->arena, run, "valuation_table_path", &stations, NULL) &&
        vector_numbers_read(run->arena, run_path(run, "watersheds_path"), "ws_id", &ids, &count, NULL)) {
        for (size_t i = 0; i < count; i++) {
            if (coded_row(stations, ids[i]) < 0) code_set_add(missing, ids[i]);
        }
        const char *text = code_set_text(run->arena, missing);
        if (text[0]) faults_add(faults, "valuation_table_path", _("no row for the watersheds with ws_id %s"), text);
    }
    code_set_close(missing);
}

// ---- arguments and outputs

static const InvestColumn biophysical_columns[] = {
    {.id = "lucode", .type = INVEST_INTEGER, .about = N_("Code of the land class on the maps.")},
    {.id = "lulc_veg",
     .type = INVEST_INTEGER,
     .limit = LIMIT_ZERO_OR_ONE,
     .about = N_("1: vegetation other than wetland; 0: all else.")},
    {.id = "root_depth",
     .type = INVEST_NUMBER,
     .about = N_("Largest depth of roots; used where lulc_veg is 1."),
     .units = "mm"},
    {.id = "kc", .type = INVEST_NUMBER, .about = N_("Evapotranspiration, as part of the reference.")},
    {0}};

static const InvestColumn demand_columns[] = {
    {.id = "lucode", .type = INVEST_INTEGER, .about = N_("Code of the land class on the maps.")},
    {.id = "demand",
     .type = INVEST_NUMBER,
     .about = N_("Water that a cell of the class consumes in a year."),
     .units = "m3/year/pixel"},
    {0}};

static const InvestColumn valuation_columns[] = {
    {.id = "ws_id", .type = INVEST_INTEGER, .about = N_("Number of the watershed above the station.")},
    {.id = "efficiency", .type = INVEST_RATIO, .about = N_("Of the turbine.")},
    {.id = "fraction", .type = INVEST_RATIO, .about = N_("Part of the inflow that makes energy.")},
    {.id = "height", .type = INVEST_NUMBER, .about = N_("Mean head of water."), .units = "m"},
    {.id = "kw_price", .type = INVEST_NUMBER, .about = N_("Price of the power."), .units = "currency/kWh"},
    {.id = "cost", .type = INVEST_NUMBER, .about = N_("Cost of a year's running."), .units = "currency/year"},
    {.id = "time_span", .type = INVEST_NUMBER, .about = N_("Years that are valued."), .units = "year"},
    {.id = "discount", .type = INVEST_PERCENT, .about = N_("Of a year, percent.")},
    {0}};

static const InvestColumn shed_fields[] = {
    {.id = "ws_id", .type = INVEST_INTEGER, .about = N_("Number of the watershed.")}, {0}};
static const InvestColumn subshed_fields[] = {
    {.id = "subws_id", .type = INVEST_INTEGER, .about = N_("Number of the subwatershed.")}, {0}};

static const InvestArg water_args[] = {{.id = "lulc_path",
                                        .type = INVEST_RASTER,
                                        .name = N_("land cover"),
                                        .about = N_("Land classes; its cells are those of the results."),
                                        .whole = true,
                                        .projected = true},
                                       {.id = "depth_to_root_rest_layer_path",
                                        .type = INVEST_RASTER,
                                        .name = N_("depth to the layer that stops roots"),
                                        .about = N_("Depth of soil that roots can reach."),
                                        .units = "mm",
                                        .projected = true},
                                       {.id = "precipitation_path",
                                        .type = INVEST_RASTER,
                                        .name = N_("precipitation"),
                                        .about = N_("Rain and snow of a mean year."),
                                        .units = "mm/year",
                                        .projected = true},
                                       {.id = "pawc_path",
                                        .type = INVEST_RASTER,
                                        .name = N_("plant available water"),
                                        .about = N_("Part of the soil's depth that holds water for plants, 0 to 1."),
                                        .projected = true},
                                       {.id = "eto_path",
                                        .type = INVEST_RASTER,
                                        .name = N_("reference evapotranspiration"),
                                        .about = N_("Of a mean year."),
                                        .units = "mm",
                                        .projected = true},
                                       {.id = "watersheds_path",
                                        .type = INVEST_VECTOR,
                                        .name = N_("watersheds"),
                                        .about = N_("Polygons; the results cover the box around them."),
                                        .projected = true,
                                        .columns = shed_fields},
                                       {.id = "sub_watersheds_path",
                                        .type = INVEST_VECTOR,
                                        .required = "",
                                        .name = N_("subwatersheds"),
                                        .about = N_("Polygons within the watersheds."),
                                        .projected = true,
                                        .columns = subshed_fields},
                                       {.id = "biophysical_table_path",
                                        .type = INVEST_CSV,
                                        .name = N_("biophysical table"),
                                        .about = N_("What each land class evaporates and how deep it roots."),
                                        .columns = biophysical_columns,
                                        .index = "lucode",
                                        .codes_of = "lulc_path"},
                                       {.id = "seasonality_constant",
                                        .type = INVEST_NUMBER,
                                        .name = N_("Z"),
                                        .about = N_("Seasonality of the rain, 1 to 30."),
                                        .limit = LIMIT_ABOVE_ZERO},
                                       {.id = "demand_table_path",
                                        .type = INVEST_CSV,
                                        .required = "valuation_table_path",
                                        .name = N_("water demand table"),
                                        .about = N_("What each land class consumes."),
                                        .columns = demand_columns,
                                        .index = "lucode",
                                        .codes_of = "lulc_path"},
                                       {.id = "valuation_table_path",
                                        .type = INVEST_CSV,
                                        .required = "",
                                        .name = N_("hydropower table"),
                                        .about = N_("The station below each watershed."),
                                        .columns = valuation_columns,
                                        .index = "ws_id"},
                                       {0}};

static const InvestOutput water_outputs[] = {
    {.id = "watershed_results_wyield",
     .path = "output/watershed_results_wyield.shp",
     .type = INVEST_OUT_VECTOR,
     .about = N_("Results by watershed.")},
    {.id = "watershed_results_wyield_csv",
     .path = "output/watershed_results_wyield.csv",
     .type = INVEST_OUT_CSV,
     .about = N_("The same as a table.")},
    {.id = "subwatershed_results_wyield",
     .path = "output/subwatershed_results_wyield.shp",
     .type = INVEST_OUT_VECTOR,
     .created_if = "sub_watersheds_path",
     .about = N_("Results by subwatershed.")},
    {.id = "subwatershed_results_wyield_csv",
     .path = "output/subwatershed_results_wyield.csv",
     .type = INVEST_OUT_CSV,
     .created_if = "sub_watersheds_path",
     .about = N_("The same as a table.")},
    {.id = "fractp", .path = "output/per_pixel/fractp.tif", .about = N_("Part of the rain that evaporates.")},
    {.id = "aet", .path = "output/per_pixel/aet.tif", .about = N_("Actual evapotranspiration."), .units = "mm"},
    {.id = "wyield", .path = "output/per_pixel/wyield.tif", .about = N_("Water yield."), .units = "mm"},
    {.id = "demand",
     .path = "intermediate/demand.tif",
     .created_if = "demand_table_path",
     .about = N_("Water demand."),
     .units = "m3/year",
     .intermediate = true},
    {.id = "clipped_lulc",
     .path = "intermediate/clipped_lulc.tif",
     .about = N_("Land cover, clipped."),
     .intermediate = true},
    {.id = "depth_to_root_rest_layer",
     .path = "intermediate/depth_to_root_rest_layer.tif",
     .about = N_("Depth to the layer that stops roots, on the land map's cells."),
     .units = "mm",
     .intermediate = true},
    {.id = "eto",
     .path = "intermediate/eto.tif",
     .about = N_("Reference evapotranspiration, on the land map's cells."),
     .units = "mm",
     .intermediate = true},
    {.id = "kc_raster", .path = "intermediate/kc_raster.tif", .about = N_("kc of the table."), .intermediate = true},
    {.id = "pawc",
     .path = "intermediate/pawc.tif",
     .about = N_("Plant available water, on the land map's cells."),
     .intermediate = true},
    {.id = "pet",
     .path = "intermediate/pet.tif",
     .about = N_("Potential evapotranspiration: reference times kc."),
     .units = "mm",
     .intermediate = true},
    {.id = "precip",
     .path = "intermediate/precip.tif",
     .about = N_("Precipitation, on the land map's cells."),
     .units = "mm",
     .intermediate = true},
    {.id = "root_depth",
     .path = "intermediate/root_depth.tif",
     .about = N_("root_depth of the table; 1 where lulc_veg is 0."),
     .units = "mm",
     .intermediate = true},
    {.id = "veg", .path = "intermediate/veg.tif", .about = N_("lulc_veg of the table."), .intermediate = true},
    {0}};

const InvestModel invest_annual_water_yield = {
    .id = "annual_water_yield",
    .title = N_("Annual Water Yield"),
    .aliases = "awy|hwy|natcap.invest.annual_water_yield|natcap.invest.annual_water_yield.annual_water_yield|"
               "natcap.invest.hydropower.hydropower_water_yield",
    .args = water_args,
    .outputs = water_outputs,
    .check = water_check,
    .run = water_run,
};
