// observed.c - discharge and sediment tables against rain, evapotranspiration and erosion.
#include "gep/observed.h"

#include <math.h>

#include "base/calendar.h"
#include "base/message.h"
#include "gep/plan_internal.h"
#include "gep/units.h"
#include "gep/worker.h"
#include "land/table.h"

enum { SECONDS_A_DAY = 86400 };

typedef struct DayValue {
    int day;
    double value;
} DayValue;

typedef struct DayList { // of the plan's year, in the table's order
    size_t count;
    DayValue *items;
} DayList;

// ---- tables ----

static const ObservedEntry *entry_of(const Plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->district.observed_count; i++) {
        if (text_equal(plan->district.observed[i].id, id)) return &plan->district.observed[i];
    }
    return NULL;
}

static const char *entry_path(Plan *plan, const ObservedEntry *entry)
{
    return district_file(plan->arena, &plan->district, entry->file, plan->year, 0);
}

static bool read_table(Plan *plan, const ObservedEntry *entry, Table *out, Err *err)
{
    TableOptions options = {.encoding = entry->encoding, .comment = entry->comment};
    return table_read(plan->arena, entry_path(plan, entry), &options, out, err);
}

// From the entry's unit; without one the values are in the unit wanted.
static bool entry_factor(const ObservedEntry *entry, const char *unit, double *factor, Err *err)
{
    *factor = 1;
    if (entry->unit[0] == '\0' || unit_convert(entry->unit, unit, factor)) return true;
    return err_set(err, ERR_INPUT, _("observed %s: the unit is %s, expected %s"), entry->id, entry->unit, unit);
}

static bool read_days(Plan *plan, const ObservedEntry *entry, const char *unit, DayList *out, Err *err)
{
    Table table;
    int date, value;
    double factor;
    const char *path = entry_path(plan, entry);
    *out = (DayList){0};
    if (!read_table(plan, entry, &table, err) || !table_need_column(&table, entry->date, &date, err) ||
        !table_need_column(&table, entry->value, &value, err) || !entry_factor(entry, unit, &factor, err))
        return false;
    out->items = arena_array(plan->arena, table.row_count + 1, sizeof *out->items);
    for (size_t row = 0; row < table.row_count; row++) {
        Date day;
        double number;
        if (!calendar_parse(table_cell(&table, row, date), &day))
            return err_set(err, ERR_INPUT, _("%s row %d: \"%s\" is no date"), path, table.row_numbers[row],
                           table_cell(&table, row, date));
        if (!table_number(&table, row, value, "", &number, err)) return false;
        if (day.year == plan->year && isfinite(number))
            out->items[out->count++] = (DayValue){calendar_day_number(day), number * factor};
    }
    return true;
}

static const DayValue *find_day(const DayList *list, int day)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].day == day) return &list->items[i];
    }
    return NULL;
}

// ---- when the plan is made ----

static const char *const units[][2] = {{"discharge", "m3/s"}, {"sediment", "g/L"}}; // what read_days is asked for

// The table of sites, where there is one, states the unit of each series again.
static void check_site_unit(Plan *plan, const ObservedEntry *sites, const char *type, const char *unit, int row)
{
    const ObservedEntry *entry = entry_of(plan, text_equal(type, "Q") ? "discharge" : "sediment");
    double factor;
    if (entry == NULL || entry->unit[0] == '\0') return;
    if (unit_convert(unit, entry->unit, &factor) && factor == 1) return;
    finding_add(&plan->findings, FINDING_DOUBT, "observed.unit", sites->file,
                "第 %d 行：%s 的单位是 %s，而 district.yaml 写的是 %s；请核对",
                "row %d: the unit of %s is %s, but %s in "
                "district.yaml; check it",
                row, type, unit, entry->unit);
}

static bool check_sites(Plan *plan, const ObservedEntry *sites, Err *err)
{
    Table table;
    if (!read_table(plan, sites, &table, err)) return false;
    int type = table_column(&table, "type|类型"), unit = table_column(&table, "unit|单位");
    for (size_t row = 0; type >= 0 && unit >= 0 && row < table.row_count; row++) {
        const char *name = table_cell(&table, row, type);
        if (text_equal(name, "Q") || text_equal(name, "SED"))
            check_site_unit(plan, sites, name, table_cell(&table, row, unit), table.row_numbers[row]);
    }
    return true;
}

// What is wrong in the tables is known before a cell is read, and what is read is an input of the account.
static void check_entry(Plan *plan, const ObservedEntry *entry)
{
    Err err;
    DayList days;
    bool ok = true;
    plan_add_input(plan, entry->id, entry_path(plan, entry), -1, "");
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        if (text_equal(entry->id, units[k][0])) ok = read_days(plan, entry, units[k][1], &days, &err);
    }
    if (text_equal(entry->id, "sites")) ok = check_sites(plan, entry, &err);
    if (!ok) plan_fail(plan, "observed", entry->file, &err);
}

// ---- nodes over the district ----

static int known_node(Plan *plan, const char *id, const char *unit)
{
    Why why = why_open(plan->arena);
    return plan_node(plan, id, 1, unit, SCENARIO_ACTUAL, &why);
}

void observed_plan(Plan *plan)
{
    for (int k = 0; k < OBSERVED_NODES; k++) plan->observed_nodes[k] = -1;
    if (plan->tabular) return;
    for (size_t i = 0; i < plan->district.observed_count; i++) check_entry(plan, &plan->district.observed[i]);
    if (entry_of(plan, "discharge") == NULL) return;
    plan->observed_nodes[OBSERVED_RAIN] = known_node(plan, "precip_year", "mm/a");
    plan->observed_nodes[OBSERVED_ET] = known_node(plan, "et_year", "mm/a");
    plan->observed_nodes[OBSERVED_RKLS] = known_node(plan, "rkls", "t/(hm2 a)");
    plan->observed_nodes[OBSERVED_C] = known_node(plan, "c_factor", "1");
    plan->observed_nodes[OBSERVED_P] = known_node(plan, "p_factor", "1");
}

typedef struct Means {
    double area_m2, rain, et, erosion_t;
    double eroding_m2;
} Means;

static const double *values_of(const Worker *worker, const Plan *plan, int which)
{
    return plan->observed_nodes[which] < 0 ? NULL : worker_values(worker, plan->observed_nodes[which], 0);
}

static void add_chunk(const Plan *plan, const Worker *worker, const Chunk *chunk, Means *means)
{
    const double *rain = values_of(worker, plan, OBSERVED_RAIN), *et = values_of(worker, plan, OBSERVED_ET),
                 *rkls = values_of(worker, plan, OBSERVED_RKLS);
    const double *c = values_of(worker, plan, OBSERVED_C), *p = values_of(worker, plan, OBSERVED_P);
    for (size_t s = 0; s < chunk->share_count; s++) {
        size_t i = chunk->share_cell[s];
        double area = chunk->area_m2[i] * chunk->shares[s].fraction;
        means->area_m2 += area;
        if (rain != NULL) means->rain += rain[i] * area;
        if (et != NULL && isfinite(et[i])) means->et += et[i] * area;
        double soil = rkls == NULL || c == NULL ? NAN : rkls[i] * c[i] * (p == NULL ? 1 : p[i]);
        if (!isfinite(soil)) continue; // no erosion is modelled there: water, rock, built-up land
        means->erosion_t += soil * area / 1e4;
        means->eroding_m2 += area;
    }
}

static bool sum_nodes(Plan *plan, Means *means, Err *err)
{
    bool *needed = arena_array(plan->arena, plan->node_count + 1, sizeof *needed);
    for (int k = 0; k < OBSERVED_NODES; k++) {
        if (plan->observed_nodes[k] >= 0) needed[plan->observed_nodes[k]] = true;
    }
    Worker *worker;
    if (!worker_open(plan, &(WorkerOptions){.block = LATTICE, .needed = needed}, &worker, err)) return false;
    bool ok = true;
    for (size_t index = 0; ok && index < grid_lattice_count(&plan->grid); index++) {
        Chunk chunk;
        ok = worker_read(worker, grid_lattice_window(&plan->grid, index), err);
        if (!ok || !worker_take(worker, index)) continue;
        while (worker_next(worker, &chunk)) add_chunk(plan, worker, &chunk, means);
    }
    worker_close(worker);
    return ok;
}

// ---- comparison ----

// Rain at the stations, each with the same weight: a catchment has one or few.
static double rain_on(const Series *rain, int day)
{
    double sum = 0;
    size_t count = 0;
    for (size_t s = 0; rain != NULL && s < rain->site_count; s++) {
        int at = day - rain->first_day;
        double value = at < 0 || at >= rain->day_count ? NAN : rain->values[s * (size_t)rain->day_count + (size_t)at];
        if (!isfinite(value)) continue;
        sum += value;
        count++;
    }
    return count == 0 ? NAN : sum / (double)count;
}

static void compare_days(const Plan *plan, const DayList *discharge, const DayList *sediment, const Means *means,
                         Observed *out)
{
    const Series *rain = plan_series(plan, "p");
    for (size_t i = 0; i < discharge->count; i++) {
        const DayValue *flow = &discharge->items[i];
        double volume_m3 = flow->value * SECONDS_A_DAY, mm = rain_on(rain, flow->day);
        const DayValue *soil = find_day(sediment, flow->day);
        out->days++;
        out->depth_mm += volume_m3 / means->area_m2 * 1000;
        if (isfinite(mm)) out->rain_mm += mm;
        if (soil == NULL) continue;
        out->sediment_days++;
        out->load_t += volume_m3 * soil->value / 1000; // g/L is kg/m3
    }
    out->has_rain = rain != NULL && out->rain_mm > 0;
    out->ratio = out->has_rain ? out->depth_mm / out->rain_mm : NAN;
}

bool observed_compare(Plan *plan, Observed *out, Err *err)
{
    *out = (Observed){0};
    const ObservedEntry *discharge = entry_of(plan, "discharge"), *sediment = entry_of(plan, "sediment");
    if (discharge == NULL || plan->tabular) return true;
    DayList flow, soil = {0};
    Means means = {0};
    if (!read_days(plan, discharge, units[0][1], &flow, err) ||
        (sediment != NULL && !read_days(plan, sediment, units[1][1], &soil, err)) || !sum_nodes(plan, &means, err))
        return false;
    out->has_discharge = flow.count > 0;
    out->has_sediment = soil.count > 0;
    compare_days(plan, &flow, &soil, &means, out);
    out->has_balance = plan->observed_nodes[OBSERVED_RAIN] >= 0 && plan->observed_nodes[OBSERVED_ET] >= 0;
    out->year_rain_mm = means.rain / means.area_m2;
    out->year_et_mm = means.et / means.area_m2;
    out->enough = out->year_rain_mm - out->year_et_mm >= out->depth_mm;
    out->has_erosion = means.eroding_m2 > 0;
    out->erosion_t = means.erosion_t;
    out->load_share = out->has_erosion ? out->load_t / out->erosion_t : NAN;
    return true;
}

void observed_note(Plan *plan, const Observed *o)
{
    if (!o->has_discharge) return;
    finding_add(&plan->findings, FINDING_NOTE, "observed.discharge", "observed",
                "实测流量 %d 天：同日雨量 %.1f mm，实测径流深 %.1f mm，径流系数 %.2f（只比较有实测的日子）",
                "discharge observed on %d days: rain on those days %.1f mm, observed depth %.1f mm, runoff ratio %.2f "
                "(days observed only)",
                o->days, o->rain_mm, o->depth_mm, o->ratio);
    if (o->has_balance) {
        finding_add(&plan->findings, o->enough ? FINDING_NOTE : FINDING_DOUBT, "observed.balance", "observed",
                    "全年 P − ET = %.1f − %.1f = %.1f mm，实测日的径流深 %.1f mm%s",
                    "P - ET of the year = %.1f - %.1f = %.1f mm; depth on the days observed %.1f mm%s", o->year_rain_mm,
                    o->year_et_mm, o->year_rain_mm - o->year_et_mm, o->depth_mm, o->enough ? "" : " (!)");
    }
    if (o->has_sediment && o->has_erosion) {
        finding_add(
            &plan->findings, FINDING_NOTE, "observed.sediment", "observed",
            "实测输沙 %d 天共 %.1f t，为模型全年侵蚀量 R·K·LS·C·P = %.1f t 的 %.2f%%",
            "sediment observed on %d days: %.1f t, of the year's modelled erosion R K LS C P = %.1f t it is %.2f %%",
            o->sediment_days, o->load_t, o->erosion_t, 100 * o->load_share);
    }
}
