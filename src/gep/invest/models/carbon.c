// carbon.c - Carbon Storage and Sequestration: pools of a table by land class, their sum, its change, what that is
// worth.
//
// Source: InVEST User's Guide, carbon storage and sequestration. Stocks in t/ha of carbon.
#include <math.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "base/vmath.h"
#include "gep/invest/check.h"
#include "gep/invest/grid.h"
#include "gep/invest/lookup.h"
#include "gep/invest/strips.h"

enum { POOLS = 4, SCENARIOS = 2, STORAGE = POOLS, SCENARIO_OUTPUTS = POOLS + 1 };
enum { CHANGE = SCENARIOS * SCENARIO_OUTPUTS, NPV, OUTPUTS_MOST };
#define FLOAT_MOST 3.4028234663852886e38 // the largest float: InVEST's no-data value where a result may be -1

static const char *const pool_ids[POOLS] = {"c_above", "c_below", "c_soil", "c_dead"};
static const char *const output_ids[OUTPUTS_MOST] = {"c_above_bas",   "c_below_bas",   "c_soil_bas",       "c_dead_bas",
                                                     "c_storage_bas", "c_above_alt",   "c_below_alt",      "c_soil_alt",
                                                     "c_dead_alt",    "c_storage_alt", "c_change_bas_alt", "npv_alt"};

typedef struct Carbon {
    const double *pools[POOLS];
    Lookup lookups[SCENARIOS];
    bool has_alt, has_npv;
    double npv_factor;
} Carbon;

// ---- cells

// A stock is no value where the sum of its pools is not known.
static void map_scenario(const Carbon *carbon, int scenario, const double *codes, size_t count, double *const *out)
{
    int rows[CHUNK_CELLS];
    lookup_rows(&carbon->lookups[scenario], codes, count, rows);
    for (int p = 0; p < POOLS; p++) lookup_values(rows, count, carbon->pools[p], out[p]);
    for (size_t i = 0; i < count; i++) {
        float sum = (float)out[0][i] + (float)out[1][i]; // floats, in this order, as InVEST adds them
        sum += (float)out[2][i];
        out[STORAGE][i] = (double)(sum + (float)out[3][i]);
    }
}

static void compute_cells(void *context, size_t count, const double *const *in, double *const *out)
{
    const Carbon *carbon = context;
    map_scenario(carbon, 0, in[0], count, out);
    if (!carbon->has_alt) return;
    map_scenario(carbon, 1, in[1], count, out + SCENARIO_OUTPUTS);
    const double *bas = out[STORAGE], *alt = out[SCENARIO_OUTPUTS + STORAGE];
    for (size_t i = 0; i < count; i++) out[CHANGE][i] = (double)(float)(alt[i] - bas[i]);
    double factor = (double)(float)carbon->npv_factor;
    for (size_t i = 0; carbon->has_npv && i < count; i++) out[NPV][i] = out[CHANGE][i] * factor;
}

// ---- what a tonne is worth

// Price of a tonne, spread evenly over the years, each year's part at its price and discounted.
static double npv_factor(const InvestRun *run)
{
    double years = run_number(run, "lulc_alt_year") - run_number(run, "lulc_bas_year");
    double ratio = 1 / ((1 + run_number(run, "discount_rate") / 100) * (1 + run_number(run, "rate_change") / 100));
    double factor = run_number(run, "price_per_metric_ton_of_c") / years;
    return ratio == 1 ? factor * years : factor * (1 - exact_pow(ratio, years)) / (1 - ratio);
}

// Does some pair of classes differ by what stands for no data?
static bool change_may_be_nodata(const Carbon *carbon, size_t classes)
{
    for (size_t i = 0; i < classes * classes; i++) {
        double change = 0;
        for (int p = 0; p < POOLS; p++) change += carbon->pools[p][i / classes] - carbon->pools[p][i % classes];
        if (fabs(change - INVEST_NODATA) <= 1e-4) return true;
    }
    return false;
}

// ---- the summary

typedef struct SummaryRow {
    int output;
    const char *label, *unit;
} SummaryRow;

static const SummaryRow summary[] = {{STORAGE, "Baseline Carbon Storage", "metric_ton"},
                                     {SCENARIO_OUTPUTS + STORAGE, "Alternate Carbon Storage", "metric_ton"},
                                     {CHANGE, "Change in Carbon Storage", "metric_ton"},
                                     {NPV, "Net Present Value of Carbon Change", "currency"}};

static bool is_wanted(const InvestRun *run, const Carbon *carbon, int output)
{
    if (output == STORAGE) return true;
    return output == NPV ? carbon->has_npv : carbon->has_alt && run_is_true(run, "calc_sequestration");
}

static bool write_summary(InvestRun *run, const Carbon *carbon, const Frame *frame, const double *totals, Err *err)
{
    const char *path, *raster;
    char number[NUMBER_TEXT_SIZE];
    StrBuf csv = strbuf_open(run->arena);
    strbuf_add(&csv, "Raster,Total,Units,Filename\r\n");
    for (size_t i = 0; i < sizeof summary / sizeof *summary; i++) {
        if (!is_wanted(run, carbon, summary[i].output)) continue;
        if (!run_output(run, output_ids[summary[i].output], &raster, err)) return false;
        double total = totals[summary[i].output] * (frame->cell_x * frame->cell_y) / 10000;
        strbuf_printf(&csv, "%s,%s,%s,%s\r\n", summary[i].label, number_text(total, number), summary[i].unit,
                      raster ? file_base(raster) : "");
    }
    return run_output(run, "summary_csv", &path, err) && file_write(path, csv.data, csv.size, err);
}

// ---- the run

static bool read_pools(InvestRun *run, Carbon *carbon, const CodedTable **out, Err *err)
{
    CodedTable *classes;
    if (!coded_read(run->arena, run, "carbon_pools_path", &classes, err)) return false;
    for (int p = 0; p < POOLS; p++) carbon->pools[p] = coded_column(classes, pool_ids[p]);
    *out = classes;
    return true;
}

typedef struct Maps {
    Raster *rasters[SCENARIOS];
    StripsInput inputs[SCENARIOS];
    size_t count;
} Maps;

static bool open_maps(const InvestRun *run, Maps *maps, Err *err)
{
    const char *const args[SCENARIOS] = {"lulc_bas_path", "lulc_alt_path"};
    for (int i = 0; i < SCENARIOS; i++) {
        const char *path = run_path(run, args[i]);
        if (path == NULL) continue;
        if (!raster_open(path, 1, &maps->rasters[i], err)) return false;
        maps->inputs[maps->count++] = (StripsInput){.path = path, .info = raster_info(maps->rasters[i])};
    }
    return true;
}

static void describe_outputs(const Carbon *carbon, size_t classes, StripsOutput *outputs)
{
    double change_nodata = change_may_be_nodata(carbon, classes) ? FLOAT_MOST : INVEST_NODATA;
    for (int i = 0; i < OUTPUTS_MOST; i++)
        outputs[i] = (StripsOutput){.id = output_ids[i], .nodata = INVEST_NODATA, .by_class = true};
    outputs[STORAGE].total = outputs[SCENARIO_OUTPUTS + STORAGE].total = outputs[CHANGE].total = true;
    outputs[CHANGE].nodata = change_nodata;
    outputs[NPV].total = true;
    outputs[NPV].nodata = FLOAT_MOST;
}

static bool run_maps(InvestRun *run, Carbon *carbon, const Maps *maps, CodeSet *missing, const CodedTable *classes,
                     Err *err)
{
    StripsOutput outputs[OUTPUTS_MOST];
    double totals[OUTPUTS_MOST] = {0};
    for (size_t i = 0; i < maps->count; i++)
        carbon->lookups[i] =
            lookup_make(classes, missing, maps->inputs[i].info->has_nodata, maps->inputs[i].info->nodata);
    describe_outputs(carbon, coded_count(classes), outputs);
    size_t count = !carbon->has_alt ? SCENARIO_OUTPUTS : carbon->has_npv ? OUTPUTS_MOST : NPV;
    Strips pass = {.run = run,
                   .label = _("carbon"),
                   .frame = frame_of_raster(maps->inputs[0].info),
                   .inputs = maps->inputs,
                   .input_count = maps->count,
                   .outputs = outputs,
                   .output_count = count,
                   .kernel = compute_cells,
                   .context = carbon,
                   .totals = totals};
    return strips_run(&pass, err) &&
           code_set_check(run->arena, missing, _("the land map"), run_path(run, "carbon_pools_path"), err) &&
           write_summary(run, carbon, &pass.frame, totals, err);
}

static bool carbon_run(InvestRun *run, Err *err)
{
    Carbon carbon = {.has_alt = run_path(run, "lulc_alt_path") != NULL};
    const CodedTable *classes;
    Maps maps = {0};
    carbon.has_npv = carbon.has_alt && run_is_true(run, "do_valuation");
    if (carbon.has_npv) carbon.npv_factor = npv_factor(run);
    if (!read_pools(run, &carbon, &classes, err)) return false;
    CodeSet *missing = code_set_open(run->arena);
    bool done = open_maps(run, &maps, err) && run_maps(run, &carbon, &maps, missing, classes, err);
    for (int i = 0; i < SCENARIOS; i++) raster_close(maps.rasters[i]);
    code_set_close(missing);
    return done;
}

// ---- what the arguments must fit

static void check_cells(const Maps *maps, InvestFaults *faults)
{
    const RasterInfo *a = maps->inputs[0].info, *b = maps->inputs[1].info;
    bool same = a->width == b->width && a->height == b->height && fabs(a->cell_x - b->cell_x) <= 1e-9 * a->cell_x &&
                fabs(a->cell_y - b->cell_y) <= 1e-9 * a->cell_y;
    if (!same)
        faults_add(faults, "lulc_alt_path",
                   _("%d x %d cells of %.10g x %.10g, but lulc_bas_path has %d x %d of %.10g x %.10g"), b->width,
                   b->height, b->cell_x, b->cell_y, a->width, a->height, a->cell_x, a->cell_y);
    if (same &&
        (fabs(a->origin_x - b->origin_x) > 0.01 * a->cell_x || fabs(a->origin_y - b->origin_y) > 0.01 * a->cell_y))
        faults_add(faults, "lulc_alt_path", _("does not lie on the cells of lulc_bas_path; bring it there first"));
}

static void carbon_check(const InvestRun *run, InvestFaults *faults)
{
    Maps maps = {0};
    bool valued = run_is_true(run, "do_valuation"), has_alt = run_path(run, "lulc_alt_path") != NULL;
    if (valued && !has_alt)
        faults_add(faults, "lulc_alt_path", _("do_valuation needs a map of the alternate scenario"));
    if (valued && run_number(run, "lulc_bas_year") >= run_number(run, "lulc_alt_year"))
        faults_add(faults, "lulc_bas_year, lulc_alt_year", _("the alternate year must come after the baseline year"));
    if (open_maps(run, &maps, NULL) && maps.count == SCENARIOS) check_cells(&maps, faults);
    for (int i = 0; i < SCENARIOS; i++) raster_close(maps.rasters[i]);
}

static const InvestColumn pools_columns[] = {
    {.id = "lucode", .type = INVEST_INTEGER, .about = N_("Code of the land class on the maps.")},
    {.id = "c_above", .type = INVEST_NUMBER, .about = N_("Carbon above ground."), .units = "t/ha"},
    {.id = "c_below", .type = INVEST_NUMBER, .about = N_("Carbon below ground."), .units = "t/ha"},
    {.id = "c_soil", .type = INVEST_NUMBER, .about = N_("Carbon in the soil."), .units = "t/ha"},
    {.id = "c_dead", .type = INVEST_NUMBER, .about = N_("Carbon in dead matter."), .units = "t/ha"},
    {0}};

static const InvestArg carbon_args[] = {
    {.id = "lulc_bas_path",
     .type = INVEST_RASTER,
     .legacy = "lulc_cur_path",
     .name = N_("baseline land cover"),
     .about = N_("Land classes of the baseline scenario, which comes first."),
     .whole = true,
     .projected = true,
     .metres = true},
    {.id = "calc_sequestration",
     .type = INVEST_BOOLEAN,
     .required = "do_valuation",
     .name = N_("calculate sequestration"),
     .about = N_("Compare the two scenarios.")},
    {.id = "lulc_alt_path",
     .type = INVEST_RASTER,
     .required = "calc_sequestration",
     .legacy = "lulc_fut_path",
     .name = N_("alternate land cover"),
     .about = N_("Land classes of the alternate scenario, on the cells of the baseline map."),
     .whole = true,
     .projected = true,
     .metres = true},
    {.id = "carbon_pools_path",
     .type = INVEST_CSV,
     .name = N_("carbon pools"),
     .about = N_("Carbon of each land class in four pools."),
     .columns = pools_columns,
     .index = "lucode",
     .codes_of = "lulc_bas_path|lulc_alt_path"},
    {.id = "lulc_bas_year",
     .type = INVEST_NUMBER,
     .required = "do_valuation",
     .legacy = "lulc_cur_year",
     .name = N_("baseline year"),
     .about = N_("Year of the baseline map."),
     .whole = true},
    {.id = "lulc_alt_year",
     .type = INVEST_NUMBER,
     .required = "do_valuation",
     .legacy = "lulc_fut_year",
     .name = N_("alternate year"),
     .about = N_("Year of the alternate map; after the baseline year."),
     .whole = true},
    {.id = "do_valuation",
     .type = INVEST_BOOLEAN,
     .required = "",
     .name = N_("value the change"),
     .about = N_("Compute the net present value of the change in storage.")},
    {.id = "price_per_metric_ton_of_c",
     .type = INVEST_NUMBER,
     .required = "do_valuation",
     .name = N_("price of carbon"),
     .about = N_("Price of a tonne of carbon (not of CO2)."),
     .units = "currency/t"},
    {.id = "discount_rate",
     .type = INVEST_PERCENT,
     .required = "do_valuation",
     .name = N_("discount rate"),
     .about = N_("Of a year, percent.")},
    {.id = "rate_change",
     .type = INVEST_PERCENT,
     .required = "do_valuation",
     .name = N_("price change"),
     .about = N_("Of the price of carbon in a year, percent.")},
    {0}};

static const InvestOutput carbon_outputs[] = {
    {.id = "c_storage_bas", .path = "c_storage_bas.tif", .about = N_("Carbon, baseline."), .units = "t/ha"},
    {.id = "c_storage_alt",
     .path = "c_storage_alt.tif",
     .created_if = "lulc_alt_path",
     .about = N_("Carbon, alternate scenario."),
     .units = "t/ha"},
    {.id = "c_change_bas_alt",
     .path = "c_change_bas_alt.tif",
     .created_if = "lulc_alt_path",
     .about = N_("Alternate less baseline."),
     .units = "t/ha"},
    {.id = "npv_alt",
     .path = "npv_alt.tif",
     .created_if = "lulc_alt_path and do_valuation",
     .about = N_("Net present value of the change."),
     .units = "currency/ha"},
    {.id = "summary_csv",
     .path = "raster_values_summary.csv",
     .type = INVEST_OUT_CSV,
     .about = N_("Sums of the rasters over the map.")},
    {.id = "c_above_bas",
     .path = "intermediate_outputs/c_above_bas.tif",
     .about = N_("Carbon above ground, baseline."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_above_alt",
     .path = "intermediate_outputs/c_above_alt.tif",
     .created_if = "lulc_alt_path",
     .about = N_("Carbon above ground, alternate scenario."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_below_bas",
     .path = "intermediate_outputs/c_below_bas.tif",
     .about = N_("Carbon below ground, baseline."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_below_alt",
     .path = "intermediate_outputs/c_below_alt.tif",
     .created_if = "lulc_alt_path",
     .about = N_("Carbon below ground, alternate scenario."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_soil_bas",
     .path = "intermediate_outputs/c_soil_bas.tif",
     .about = N_("Carbon in the soil, baseline."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_soil_alt",
     .path = "intermediate_outputs/c_soil_alt.tif",
     .created_if = "lulc_alt_path",
     .about = N_("Carbon in the soil, alternate scenario."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_dead_bas",
     .path = "intermediate_outputs/c_dead_bas.tif",
     .about = N_("Carbon in dead matter, baseline."),
     .units = "t/ha",
     .intermediate = true},
    {.id = "c_dead_alt",
     .path = "intermediate_outputs/c_dead_alt.tif",
     .created_if = "lulc_alt_path",
     .about = N_("Carbon in dead matter, alternate scenario."),
     .units = "t/ha",
     .intermediate = true},
    {0}};

const InvestModel invest_carbon = {
    .id = "carbon",
    .title = N_("Carbon Storage and Sequestration"),
    .aliases = "natcap.invest.carbon|natcap.invest.carbon.carbon|natcap.invest.carbon.carbon_combined",
    .args = carbon_args,
    .outputs = carbon_outputs,
    .check = carbon_check,
    .run = carbon_run,
};
