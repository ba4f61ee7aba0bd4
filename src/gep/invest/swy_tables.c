#include "gep/invest/swy_tables.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/invest/check_maps.h"
#include "gep/invest/grid.h"
#include "gep/invest/lookup.h"
#include "land/raster.h"
#include "land/table.h"

static const char *const month_names[SWY_MONTHS] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                    "jul", "aug", "sep", "oct", "nov", "dec"};
static const char *const kc_names[SWY_MONTHS] = {"kc_1", "kc_2", "kc_3", "kc_4",  "kc_5",  "kc_6",
                                                 "kc_7", "kc_8", "kc_9", "kc_10", "kc_11", "kc_12"};
static const char *const curve_names[SWY_SOILS] = {"cn_a", "cn_b", "cn_c", "cn_d"};

// ---- numbers by month

static double or_nothing(double value) // as lookup_values has it
{
    return fabs(value - INVEST_NODATA) <= 1e-5 ? NAN : (double)(float)value;
}

static bool say_months(const InvestRun *run, const char *arg, Err *err)
{
    return err_set(err, ERR_INPUT, _("%s: column month: the numbers 1 to 12 are expected, each once"),
                   run_path(run, arg));
}

// The numbers of one column for the months 1 to 12.
static bool read_monthly(const InvestRun *run, const char *arg, const char *column, double *out, Err *err)
{
    CodedTable *months;
    if (!coded_read(run->arena, run, arg, &months, err)) return false;
    for (int m = 0; m < SWY_MONTHS; m++) {
        int row = coded_row(months, m + 1);
        if (row < 0) return say_months(run, arg, err);
        out[m] = coded_column(months, column)[row];
    }
    return true;
}

static bool read_events(const InvestRun *run, SwyTables *out, Err *err)
{
    double events[SWY_MONTHS];
    float *single = arena_array(run->arena, SWY_MONTHS, sizeof *single);
    if (!read_monthly(run, "rain_events_table_path", "events", events, err)) return false;
    for (int m = 0; m < SWY_MONTHS; m++) single[m] = (float)or_nothing(events[m]);
    out->events = single;
    return true;
}

static bool read_zones(const InvestRun *run, SwyTables *out, Err *err)
{
    CodedTable *zones;
    if (!coded_read(run->arena, run, "climate_zone_table_path", &zones, err)) return false;
    float *events = arena_array(run->arena, coded_count(zones) * SWY_MONTHS, sizeof *events);
    for (size_t i = 0; i < coded_count(zones); i++) {
        for (int m = 0; m < SWY_MONTHS; m++)
            events[i * SWY_MONTHS + (size_t)m] = (float)or_nothing(coded_column(zones, month_names[m])[i]);
    }
    out->zones = zones;
    out->events = events;
    return true;
}

static bool read_alpha(const InvestRun *run, SwyTables *out, Err *err)
{
    double all = 0;
    if (run_is_true(run, "monthly_alpha")) return read_monthly(run, "monthly_alpha_path", "alpha", out->alpha, err);
    if (run_path(run, "alpha_m") && !swy_fraction(run_path(run, "alpha_m"), &all))
        return err_set(err, ERR_INPUT, _("alpha_m: \"%s\" is neither a number nor a fraction such as 1/12"),
                       run_path(run, "alpha_m"));
    for (int m = 0; m < SWY_MONTHS; m++) out->alpha[m] = all;
    return true;
}

static bool read_classes(const InvestRun *run, SwyTables *out, Err *err)
{
    CodedTable *classes;
    if (!coded_read(run->arena, run, "biophysical_table_path", &classes, err)) return false;
    double *kc = arena_array(run->arena, coded_count(classes) * SWY_MONTHS, sizeof *kc);
    for (size_t i = 0; i < coded_count(classes); i++) {
        for (int m = 0; m < SWY_MONTHS; m++)
            kc[i * SWY_MONTHS + (size_t)m] = or_nothing(coded_column(classes, kc_names[m])[i]);
    }
    for (int s = 0; s < SWY_SOILS; s++) out->curve[s] = coded_column(classes, curve_names[s]);
    out->classes = classes;
    out->kc = kc;
    return true;
}

bool swy_tables_read(const InvestRun *run, SwyTables *out, Err *err)
{
    *out = (SwyTables){0};
    if (!read_classes(run, out, err) || !read_alpha(run, out, err)) return false;
    if (run_is_true(run, "user_defined_local_recharge")) return true;
    return run_is_true(run, "user_defined_climate_zones") ? read_zones(run, out, err) : read_events(run, out, err);
}

bool swy_fraction(const char *text, double *out)
{
    double over, under = 1;
    Arena *arena = arena_open();
    const char *slash = strchr(text, '/');
    bool done = slash ? text_to_double(arena_text_size(arena, text, (size_t)(slash - text)), &over) &&
                            text_to_double(slash + 1, &under) && under != 0
                      : text_to_double(text, &over);
    if (done) *out = over / under;
    arena_close(arena);
    return done;
}

// ---- rasters by month

static const char *find_beside(Arena *arena, const char *table, const char *name)
{
    const char *folder = file_folder(arena, table), *beside = file_join(arena, folder, name);
    const char *slashes = file_join(arena, folder, text_replace(arena, name, "\\", "/"));
    return !file_exists(beside) && file_exists(slashes) ? slashes : beside;
}

static bool take_path(const InvestRun *run, const Table *table, size_t row, const int *columns,
                      const char *paths[SWY_MONTHS], Err *err)
{
    double month;
    const char *name = table_cell(table, row, columns[1]);
    if (!table_number(table, row, columns[0], NULL, &month, err)) return false;
    if (!(month >= 1 && month <= SWY_MONTHS && month == floor(month)) || paths[(int)month - 1])
        return table_fault(table, row, columns[0], err, _("the numbers 1 to 12 are expected, each once"));
    if (!name[0]) return table_fault(table, row, columns[1], err, _("empty; a raster's path is expected"));
    paths[(int)month - 1] = find_beside(run->arena, table->path, name);
    return true;
}

bool swy_month_paths(const InvestRun *run, const char *arg, const char *paths[SWY_MONTHS], Err *err)
{
    Table table;
    int columns[2];
    if (!table_read(run->arena, run_path(run, arg), &(TableOptions){0}, &table, err) ||
        !table_need_column(&table, "month", &columns[0], err) || !table_need_column(&table, "path", &columns[1], err))
        return false;
    for (int m = 0; m < SWY_MONTHS; m++) paths[m] = NULL;
    for (size_t row = 0; row < table.row_count; row++) {
        if (!take_path(run, &table, row, columns, paths, err)) return false;
    }
    return table.row_count == SWY_MONTHS || say_months(run, arg, err);
}

// ---- checks

static void check_raster(const InvestRun *run, const char *arg, const char *path, const char *wkt, Box *box,
                         InvestFaults *faults)
{
    Err err;
    Raster *raster;
    (void)run;
    if (!raster_open(path, 1, &raster, &err)) {
        faults_add(faults, arg, "%s", err.text);
        return;
    }
    Box own = box_of_raster(raster_info(raster));
    if (!check_same_crs(wkt, raster_info(raster)->crs_wkt))
        faults_add(faults, arg, _("%s: another coordinate system than %s has; bring the map there first"), path,
                   "dem_raster_path");
    else if (!box_meet(box, &own))
        faults_add(faults, arg, _("%s: lies apart from the other maps"), path);
    raster_close(raster);
}

static void check_months(const InvestRun *run, const char *arg, InvestFaults *faults)
{
    Err err;
    const char *paths[SWY_MONTHS];
    Raster *dem;
    if (!swy_month_paths(run, arg, paths, &err)) {
        faults_add(faults, arg, "%s", err.text);
        return;
    }
    if (!raster_open(run_path(run, "dem_raster_path"), 1, &dem, NULL)) return;
    Box box = box_of_raster(raster_info(dem));
    for (int m = 0; m < SWY_MONTHS; m++) check_raster(run, arg, paths[m], raster_info(dem)->crs_wkt, &box, faults);
    raster_close(dem);
}

static void check_curves(const SwyTables *tables, InvestFaults *faults)
{
    for (size_t i = 0; i < coded_count(tables->classes); i++) {
        for (int s = 0; s < SWY_SOILS; s++) {
            if (tables->curve[s][i] <= 100) continue;
            faults_add(faults, "biophysical_table_path", _("lucode %.0f: %s is %g; at most 100 is expected"),
                       coded_keys(tables->classes)[i], curve_names[s], tables->curve[s][i]);
        }
    }
}

void swy_check(const InvestRun *run, InvestFaults *faults)
{
    Err err;
    SwyTables tables;
    if (run_number(run, "threshold_flow_accumulation") < 0)
        faults_add(faults, "threshold_flow_accumulation", _("a number of 0 or more is expected"));
    if (!swy_tables_read(run, &tables, &err)) {
        const char *arg = strstr(err.text, "alpha_m:") ? "alpha_m" : "rain_events_table_path, monthly_alpha_path";
        faults_add(faults, arg, "%s", err.text);
    } else {
        check_curves(&tables, faults);
    }
    if (run_is_true(run, "user_defined_local_recharge")) return;
    check_months(run, "precip_raster_table", faults);
    check_months(run, "et0_raster_table", faults);
}
