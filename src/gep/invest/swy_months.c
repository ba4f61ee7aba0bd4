// swy_months.c - strip by strip: read, compute by groups of rows, write and sum by area.
#include "gep/invest/swy_months.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/text.h"
#include "gep/invest/whole.h"

enum { RAIN, ET0 = SWY_MONTHS, LULC = 2 * SWY_MONTHS, SOIL, ZONES, SOURCES_MOST };
enum { SHEETS_MOST = 5 * SWY_MONTHS + 6 };

typedef struct Source { // a map that is read
    const StripsInput *input;
    Aligned *aligned;
    bool single;
    void *raw;     // floats when single, else doubles
    float *values; // of climate: the same as floats
} Source;

typedef struct Sheet { // a raster that is written, or summed, or both
    StripOut *out;
    const void *plane; // floats when single, else doubles; NULL: of a table's rows
    bool single;
    const int *rows; // -1: no value
    const float *by_row;
    ZoneSum *sums;
} Sheet;

typedef struct CurveType { // as numpy has the type of land map and soil map together
    const char *name;
    bool whole, single; // whole numbers; floats
    double nodata;
} CurveType;

typedef struct Pass {
    const SwyMonths *months;
    Arena *arena;
    size_t width;
    Source sources[SOURCES_MOST];
    size_t source_count;
    int *land, *zone; // rows of tables
    float *curve, *retention, *quick[SWY_MONTHS], *quick_year;
    CurveType curve_type;
    Lookup classes, zones;
    CodeSet *no_class, *no_zone, *no_soil;
    Sheet sheets[SHEETS_MOST];
    size_t sheet_count;
    double **scratch;   // of a thread: two rows
    float **sheet_rows; // of a thread: a strip
    int row, rows;      // of the strip
} Pass;

// ---- types

static int bits_of(const char *type)
{
    return text_equal(type, "Byte") || text_equal(type, "Int8") ? 8
           : text_ends(type, "16")                              ? 16
           : text_ends(type, "32")                              ? 32
                                                                : 64;
}

static CurveType float_type(bool wide)
{
    return wide ? (CurveType){"Float64", false, false, DBL_MAX} : (CurveType){"Float32", false, true, (double)FLT_MAX};
}

static CurveType whole_type(int bits, bool has_sign)
{
    if (bits > 64) return float_type(true);
    if (bits == 8) return has_sign ? (CurveType){"Int16", true, false, 127} : (CurveType){"Byte", true, false, 255};
    if (bits == 16)
        return has_sign ? (CurveType){"Int16", true, false, INT16_MAX} : (CurveType){"UInt16", true, false, UINT16_MAX};
    if (bits == 32)
        return has_sign ? (CurveType){"Int32", true, false, INT32_MAX} : (CurveType){"UInt32", true, false, UINT32_MAX};
    return has_sign ? (CurveType){"Int64", true, false, (double)INT64_MAX}
                    : (CurveType){"UInt64", true, false, (double)UINT64_MAX};
}

// The type that holds both, by numpy's rules.
static CurveType common_type(const char *a, const char *b)
{
    bool a_float = a[0] == 'F', b_float = b[0] == 'F';
    int a_bits = bits_of(a), b_bits = bits_of(b), most = a_bits > b_bits ? a_bits : b_bits;
    if (a_float || b_float)
        return float_type(most == 64 || (a_float ? b_bits : a_bits) > (a_float && b_float ? 32 : 16));
    bool a_sign = a[0] == 'I', b_sign = b[0] == 'I';
    if (a_sign == b_sign) return whole_type(most, a_sign);
    int without = a_sign ? b_bits : a_bits, with = a_sign ? a_bits : b_bits;
    return whole_type(with > without ? with : without * 2, true);
}

// ---- opening

static bool open_source(Pass *pass, int at, const StripsInput *input, Err *err)
{
    Source *source = &pass->sources[at];
    *source = (Source){.input = input, .single = aligned_is_single(input->info)};
    AlignedRequest request = {
        .path = input->path, .info = input->info, .frame = pass->months->frame, .width = pass->months->frame->width};
    size_t cells = pass->width * STRIP_ROWS;
    source->raw = arena_array(pass->arena, cells, source->single ? sizeof(float) : sizeof(double));
    source->values = source->single || at >= LULC ? source->raw : arena_array(pass->arena, cells, sizeof(float));
    land_cache_for(input->info->width, SOURCES_MOST);
    pass->source_count = (size_t)at + 1;
    return aligned_open(&request, &source->aligned, err);
}

static bool open_sources(Pass *pass, Err *err)
{
    const SwyMonths *months = pass->months;
    for (int m = 0; m < SWY_MONTHS; m++) {
        if (!open_source(pass, RAIN + m, &months->rain[m], err)) return false;
    }
    for (int m = 0; m < SWY_MONTHS; m++) {
        if (!open_source(pass, ET0 + m, &months->et0[m], err)) return false;
    }
    return open_source(pass, LULC, months->lulc, err) && open_source(pass, SOIL, months->soil, err) &&
           (months->zones == NULL || open_source(pass, ZONES, months->zones, err));
}

static void open_planes(Pass *pass)
{
    size_t cells = pass->width * STRIP_ROWS, jobs = (size_t)pass->months->run->jobs;
    pass->land = arena_array(pass->arena, cells, sizeof *pass->land);
    pass->zone = arena_array(pass->arena, cells, sizeof *pass->zone);
    pass->curve = arena_array(pass->arena, cells, sizeof *pass->curve);
    pass->retention = arena_array(pass->arena, cells, sizeof *pass->retention);
    pass->quick_year = arena_array(pass->arena, cells, sizeof *pass->quick_year);
    for (int m = 0; m < SWY_MONTHS; m++) pass->quick[m] = arena_array(pass->arena, cells, sizeof *pass->quick[m]);
    pass->scratch = arena_array(pass->arena, jobs, sizeof *pass->scratch);
    pass->sheet_rows = arena_array(pass->arena, jobs, sizeof *pass->sheet_rows);
    for (size_t i = 0; i < jobs; i++) {
        pass->scratch[i] = arena_array(pass->arena, 2 * pass->width, sizeof **pass->scratch);
        pass->sheet_rows[i] = arena_array(pass->arena, cells, sizeof **pass->sheet_rows);
    }
}

// Adds a sheet when it is wanted as a file or for its sums.
static bool open_sheet(Pass *pass, const char *id, int month, StripOutOptions options, Sheet sheet, Err *err)
{
    const char *path, *part = month < 0 ? NULL : arena_printf(pass->arena, "%d", month + 1);
    if (!run_output_part(pass->months->run, id, part, &path, err)) return false;
    if (path && !strip_out_open(path, pass->months->frame, &options, &sheet.out, err)) return false;
    if (path || sheet.sums) pass->sheets[pass->sheet_count++] = sheet;
    return true;
}

static bool open_copy(Pass *pass, const char *id, int month, int source, ZoneSum *sums, Err *err)
{
    const Source *from = &pass->sources[source];
    Sheet sheet = {.plane = from->raw, .single = from->single, .sums = sums};
    return open_sheet(pass, id, month, whole_copy_options(from->input->info), sheet, err);
}

static const float *column_of(Arena *arena, const float *floats, const double *doubles, size_t rows, int month)
{
    float *column = arena_array(arena, rows, sizeof *column);
    for (size_t i = 0; i < rows; i++) {
        size_t at = i * SWY_MONTHS + (size_t)month;
        column[i] = floats ? floats[at] : (float)doubles[at];
    }
    return column;
}

static bool open_month(Pass *pass, int m, Err *err)
{
    const SwyMonths *months = pass->months;
    const SwyTables *tables = months->tables;
    StripOutOptions smooth = {"Float32", true, INVEST_NODATA, true}, classes = {"Float32", true, INVEST_NODATA, false};
    size_t areas = months->areas->count, zones = tables->zones ? coded_count(tables->zones) : 1;
    const float *events = column_of(pass->arena, tables->events, NULL, zones, m);
    const float *kc = column_of(pass->arena, NULL, tables->kc, coded_count(tables->classes), m);
    ZoneSum *rain = months->rain_sums + (size_t)m * areas, *quick = months->quick_sums + (size_t)m * areas;
    return open_sheet(pass, "qf_[MONTH]", m, smooth, (Sheet){.plane = pass->quick[m], .single = true, .sums = quick},
                      err) &&
           open_copy(pass, "prcp_a[MONTH]", m, RAIN + m, rain, err) &&
           open_copy(pass, "et0_a[MONTH]", m, ET0 + m, NULL, err) &&
           open_sheet(pass, "n_events[MONTH]", m, classes, (Sheet){.rows = pass->zone, .by_row = events}, err) &&
           open_sheet(pass, "kc_[MONTH]", m, classes, (Sheet){.rows = pass->land, .by_row = kc}, err);
}

static bool open_sheets(Pass *pass, Err *err)
{
    StripOutOptions year = {"Float32", true, (double)FLT_MAX, true}, inches = {"Float32", true, INVEST_NODATA, false};
    StripOutOptions curve = {pass->curve_type.name, true, pass->curve_type.nodata, false};
    for (int m = 0; m < SWY_MONTHS; m++) {
        if (!open_month(pass, m, err)) return false;
    }
    return open_sheet(pass, "qf", -1, year, (Sheet){.plane = pass->quick_year, .single = true}, err) &&
           open_sheet(pass, "cn", -1, curve, (Sheet){.plane = pass->curve, .single = true}, err) &&
           open_sheet(pass, "si", -1, inches, (Sheet){.plane = pass->retention, .single = true}, err) &&
           open_copy(pass, "lulc_aligned", -1, LULC, NULL, err) &&
           open_copy(pass, "soil_group_aligned", -1, SOIL, NULL, err) &&
           (pass->months->zones == NULL || open_copy(pass, "cz_aligned", -1, ZONES, NULL, err));
}

// ---- reading

static bool read_one(void *context, int worker, size_t index, Err *err)
{
    Pass *pass = context;
    Source *source = &pass->sources[index];
    (void)worker;
    if (!aligned_read(source->aligned, pass->row, pass->rows, source->raw, pass->width, err)) return false;
    if (source->values == source->raw) return true;
    const double *raw = source->raw;
    for (size_t i = 0; i < pass->width * (size_t)pass->rows; i++) source->values[i] = (float)raw[i];
    return true;
}

// ---- computing

static void codes_of_row(const Source *source, size_t start, size_t count, double *codes)
{
    for (size_t i = 0; i < count; i++)
        codes[i] =
            source->single ? (double)((const float *)source->raw)[start + i] : ((const double *)source->raw)[start + i];
}

static float curve_of(const Pass *pass, double soil, int land)
{
    if (!(soil == 1 || soil == 2 || soil == 3 || soil == 4)) {
        code_set_add(pass->no_soil, soil);
        return NAN;
    }
    if (land < 0) return NAN;
    float value = (float)pass->months->tables->curve[(int)soil - 1][land];
    return pass->curve_type.whole ? (float)(int)value : value;
}

static float retention_of(const Pass *pass, float curve, bool on_stream)
{
    if (!(curve > 0)) return NAN;
    if (on_stream) return 0;
    return pass->curve_type.single ? 1000 / curve - 10 : (float)(1000 / (double)curve - 10);
}

static void compute_row(Pass *pass, double *scratch, size_t row)
{
    size_t start = row * pass->width, width = pass->width;
    const uint8_t *stream = pass->months->stream + (size_t)pass->row * width + start;
    double *codes = scratch, *soils = scratch + width;
    if (pass->months->zones) {
        codes_of_row(&pass->sources[ZONES], start, width, codes);
        lookup_rows(&pass->zones, codes, width, pass->zone + start);
    }
    codes_of_row(&pass->sources[LULC], start, width, codes);
    codes_of_row(&pass->sources[SOIL], start, width, soils);
    lookup_rows(&pass->classes, codes, width, pass->land + start);
    for (size_t i = 0; i < width; i++) {
        bool there = !isnan(codes[i]) && !isnan(soils[i]);
        float curve = there ? curve_of(pass, soils[i], pass->land[start + i]) : NAN;
        pass->curve[start + i] = curve;
        pass->retention[start + i] = retention_of(pass, curve, stream[i] == 1);
    }
}

static void sum_year(const Pass *pass, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        float sum = 0;
        for (int m = 0; m < SWY_MONTHS; m++) sum += pass->quick[m][i];
        pass->quick_year[i] = sum;
    }
}

static bool compute_group(void *context, int worker, size_t index, Err *err)
{
    Pass *pass = context;
    const SwyMonths *months = pass->months;
    int left = pass->rows - (int)index * SWY_GROUP;
    size_t first = index * SWY_GROUP * pass->width, whole = (size_t)pass->row * pass->width + first;
    SwyRows rows = {.rows = left < SWY_GROUP ? left : SWY_GROUP,
                    .land = pass->land + first,
                    .zone = pass->zone + first,
                    .retention = pass->retention + first,
                    .stream = months->stream + whole,
                    .kept = months->reached + whole,
                    .events = months->tables->events};
    (void)err;
    for (int m = 0; m < SWY_MONTHS; m++) {
        rows.rain[m] = pass->sources[RAIN + m].values + first;
        rows.et0[m] = pass->sources[ET0 + m].values + first;
        rows.quick[m] = pass->quick[m] + first;
    }
    for (int r = 0; r < rows.rows; r++) compute_row(pass, pass->scratch[worker], index * SWY_GROUP + (size_t)r);
    swy_years_take(months->years, pass->row / SWY_GROUP + (int)index, &rows);
    sum_year(pass, first, pass->width * (size_t)rows.rows);
    return true;
}

// ---- writing

static void take_rows(const Pass *pass, const Sheet *sheet, float *to)
{
    for (size_t i = 0; i < pass->width * (size_t)pass->rows; i++)
        to[i] = sheet->rows[i] < 0 ? NAN : sheet->by_row[sheet->rows[i]];
}

static const float *as_floats(const Pass *pass, const Sheet *sheet, float *scratch)
{
    const double *doubles = sheet->plane;
    if (sheet->single) return sheet->plane;
    for (size_t i = 0; i < pass->width * (size_t)pass->rows; i++) scratch[i] = (float)doubles[i];
    return scratch;
}

static bool put_sheet(void *context, int worker, size_t index, Err *err)
{
    const Pass *pass = context;
    const Sheet *sheet = &pass->sheets[index];
    float *scratch = pass->sheet_rows[worker];
    if (!sheet->plane) take_rows(pass, sheet, scratch);
    const void *values = sheet->plane ? sheet->plane : scratch;
    if (sheet->out && !strip_out_write(sheet->out, values, sheet->single || !sheet->plane, err)) return false;
    if (sheet->sums)
        zones_add_floats(pass->months->areas, as_floats(pass, sheet, scratch), (int)pass->width, pass->row, pass->rows,
                         sheet->sums);
    return true;
}

static bool finish_sheet(void *context, int worker, size_t index, Err *err)
{
    Pass *pass = context;
    StripOut *out = pass->sheets[index].out;
    (void)worker;
    pass->sheets[index].out = NULL;
    return out == NULL || strip_out_finish(out, err);
}

// ---- all

static bool run_strips(Pass *pass, Err *err)
{
    int height = pass->months->frame->height, jobs = pass->months->run->jobs;
    bool done = true;
    progress_start(_("quickflow"), (size_t)height);
    for (pass->row = 0; done && pass->row < height; pass->row += STRIP_ROWS) {
        pass->rows = height - pass->row < STRIP_ROWS ? height - pass->row : STRIP_ROWS;
        size_t groups = ((size_t)pass->rows + SWY_GROUP - 1) / SWY_GROUP;
        done = parallel_for(jobs, pass->source_count, read_one, pass, err) &&
               parallel_for(jobs, groups, compute_group, pass, err) &&
               parallel_for(jobs, pass->sheet_count, put_sheet, pass, err);
        progress_step((size_t)(pass->row + pass->rows));
    }
    progress_end();
    return done && parallel_for(jobs, pass->sheet_count, finish_sheet, pass, err);
}

static bool check_soils(const Pass *pass, Err *err)
{
    const char *text = code_set_text(pass->arena, pass->no_soil);
    if (!text[0]) return true;
    return err_set(err, ERR_INPUT, _("%s: soil groups are 1, 2, 3 and 4 (A to D); there are also %s"),
                   pass->months->soil->path, text);
}

static bool check_codes(const Pass *pass, Err *err)
{
    const InvestRun *run = pass->months->run;
    if (!check_soils(pass, err) || !code_set_check(pass->arena, pass->no_class, pass->months->lulc->path,
                                                   run_path(run, "biophysical_table_path"), err))
        return false;
    return pass->months->zones == NULL || code_set_check(pass->arena, pass->no_zone, pass->months->zones->path,
                                                         run_path(run, "climate_zone_table_path"), err);
}

static void open_lookups(Pass *pass)
{
    const SwyMonths *months = pass->months;
    const RasterInfo *lulc = months->lulc->info;
    pass->no_class = code_set_open(pass->arena);
    pass->no_zone = code_set_open(pass->arena);
    pass->no_soil = code_set_open(pass->arena);
    pass->classes = lookup_make(months->tables->classes, pass->no_class, lulc->has_nodata, lulc->nodata);
    if (months->zones)
        pass->zones = lookup_make(months->tables->zones, pass->no_zone, months->zones->info->has_nodata,
                                  months->zones->info->nodata);
    pass->curve_type = common_type(lulc->type, months->soil->info->type);
}

static void close_pass(Pass *pass)
{
    for (size_t i = 0; i < pass->source_count; i++) aligned_close(pass->sources[i].aligned);
    for (size_t i = 0; i < pass->sheet_count; i++) strip_out_abandon(pass->sheets[i].out);
    code_set_close(pass->no_class);
    code_set_close(pass->no_zone);
    code_set_close(pass->no_soil);
    arena_close(pass->arena);
}

bool swy_months(const SwyMonths *months, Err *err)
{
    assert(STRIP_ROWS % SWY_GROUP == 0);
    Arena *arena = arena_open();
    Pass *pass = arena_alloc(arena, sizeof *pass);
    *pass = (Pass){.months = months, .arena = arena, .width = (size_t)months->frame->width};
    open_lookups(pass);
    open_planes(pass);
    bool done = open_sources(pass, err) && open_sheets(pass, err) && run_strips(pass, err) && check_codes(pass, err);
    close_pass(pass);
    return done;
}
