// plan_stations.c - fields computed at stations from whole daily series, then carried to the cells.
//
// For the actual year a method sees the whole series and the year. For the normal climate it is run for every whole
// year of the station's normal file and the results are averaged. Sites for which a method gives nothing are left out,
// and the weights are those of the others.
#include "gep/plan_internal.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/file.h"
#include "base/message.h"

static const char LAPSE_ADD[] = "degC/100m", LAPSE_SCALE[] = "mm/100m/a";

enum { SITE_VARIABLE_MAX = 8, SITE_MONTH_MAX = 12 };

typedef struct PlanSet {
    const StationEntry *entry;
    int scenario;
    bool ok;
    StationSet set;
    const double *latitude_deg; // of the sites
} PlanSet;

// ---- reading ----

static bool split_columns(Plan *plan, const StationEntry *entry, StationRequest *request, Err *err)
{
    const char **variables = arena_array(plan->arena, entry->column_count, sizeof *variables);
    const char **names = arena_array(plan->arena, entry->column_count, sizeof *names);
    for (size_t i = 0; i < entry->column_count; i++) {
        const char *equal = strchr(entry->columns[i], '=');
        if (equal == NULL)
            return err_set(err, ERR_INPUT, _("stations %s: columns must read variable=COLUMN, found \"%s\""), entry->id,
                           entry->columns[i]);
        variables[i] = arena_text_size(plan->arena, entry->columns[i], (size_t)(equal - entry->columns[i]));
        names[i] = equal + 1;
    }
    request->column_count = entry->column_count;
    request->column_variables = variables;
    request->column_names = names;
    return true;
}

static char *resolve(Plan *plan, const char *pattern)
{
    return pattern[0] == '\0' ? arena_text(plan->arena, "")
                              : district_file(plan->arena, &plan->district, pattern, plan->year, 0);
}

static bool site_latitudes(Plan *plan, PlanSet *set, Err *err)
{
    Crs *degrees;
    if (!crs_open("EPSG:4490", &degrees, err)) return false;
    Transform *transform;
    bool ok = transform_open(plan->crs, degrees, &transform, err);
    crs_close(degrees);
    if (!ok) return false;
    double *latitude = arena_array(plan->arena, set->set.site_count, sizeof *latitude);
    for (size_t s = 0; s < set->set.site_count; s++) {
        double x = set->set.sites[s].x, y = set->set.sites[s].y;
        transform_points(transform, &x, &y, 1);
        latitude[s] = y;
    }
    transform_close(transform);
    set->latitude_deg = latitude;
    return true;
}

static void check_lapse(Plan *plan, const StationEntry *entry)
{
    if (entry->lapse == 0 || text_equal(entry->lapse_unit, LAPSE_ADD) || text_equal(entry->lapse_unit, LAPSE_SCALE))
        return;
    finding_add(&plan->findings, FINDING_ERROR, "station.lapse", entry->id,
                "高程订正的单位 %s 无人认得；气温写 %s，降水写 %s",
                "the unit %s of the lapse is not known; temperature has %s, rain %s", entry->lapse_unit, LAPSE_ADD,
                LAPSE_SCALE);
}

static bool read_set(Plan *plan, PlanSet *set, Err *err)
{
    const StationEntry *e = set->entry;
    check_lapse(plan, e);
    StationRequest request = {.id = e->id,
                              .path = resolve(plan, set->scenario == SCENARIO_NORMAL ? e->normal : e->file),
                              .encoding = e->encoding,
                              .comment = e->comment,
                              .sheet = e->sheet,
                              .layout = e->layout,
                              .site = e->site,
                              .date = e->date,
                              .date_rule = e->date_rule,
                              .value = e->value,
                              .unit = e->unit,
                              .sites_path = resolve(plan, e->sites),
                              .polygons_path = resolve(plan, e->polygons),
                              .polygon_key = e->polygon_key};
    plan_add_input(plan, e->id, request.path, -1, "");
    if (request.sites_path[0] != '\0') plan_add_input(plan, e->id, request.sites_path, -1, "");
    if (request.polygons_path[0] != '\0') plan_add_vector_input(plan, e->id, request.polygons_path);
    return split_columns(plan, e, &request, err) && station_read(plan->arena, &request, plan->crs, &set->set, err) &&
           site_latitudes(plan, set, err);
}

static const PlanSet *station_set(Plan *plan, const StationEntry *entry, int scenario)
{
    for (size_t i = 0; i < plan->set_count; i++) {
        if (plan->sets[i].entry == entry && plan->sets[i].scenario == scenario) return &plan->sets[i];
    }
    plan->sets = arena_grow(plan->arena, plan->sets, plan->set_count, &plan->set_capacity, sizeof *plan->sets);
    PlanSet *set = &plan->sets[plan->set_count++];
    *set = (PlanSet){.entry = entry, .scenario = scenario};
    Err err;
    set->ok = read_set(plan, set, &err);
    if (!set->ok) plan_fail(plan, "station.read", entry->id, &err);
    return set;
}

// ---- at the sites ----

static bool find_series(const PlanSet *set, const FieldMethod *method, const Series *out[SITE_VARIABLE_MAX])
{
    for (int k = 0; k < SITE_VARIABLE_MAX && method->site_variables[k] != NULL; k++) {
        const char *name = method->site_variables[k];
        bool optional = name[0] == '?';
        out[k] = station_series(&set->set, optional ? name + 1 : name);
        if (out[k] == NULL && !optional) return false;
    }
    return true;
}

static SiteDays site_days(Plan *plan, const PlanSet *set, const Series *const series[SITE_VARIABLE_MAX],
                          const double *daily[SITE_VARIABLE_MAX], const Bound *bound, size_t site, int year)
{
    SiteDays days = {.year = year,
                     .daily = daily,
                     .elevation_m = set->set.sites[site].elevation_m,
                     .latitude_deg = set->latitude_deg[site],
                     .wind_height_m = set->entry->wind_height_m,
                     .scalar = bound->scalar,
                     .option_number = bound->option_number,
                     .option_text = bound->option_text};
    for (int k = 0; k < SITE_VARIABLE_MAX; k++) {
        daily[k] = series[k] == NULL ? NULL : series[k]->values + site * (size_t)series[k]->day_count;
        if (series[k] == NULL) continue;
        days.first_day = series[k]->first_day;
        days.day_count = series[k]->day_count;
    }
    const char *fit = plan_option(plan, "r_fit", "");
    days.fit_first = calendar_from_day_number(days.first_day).year;
    days.fit_last = calendar_from_day_number(days.first_day + days.day_count - 1).year;
    if (fit[0] != '\0') bound_year_range(fit, &days.fit_first, &days.fit_last);
    return days;
}

static bool whole_year(const SiteDays *days, int year)
{
    int first = calendar_day_number((Date){year, 1, 1}), last = calendar_day_number((Date){year, 12, 31});
    return days->first_day <= first && last < days->first_day + days->day_count;
}

// The mean over all whole years of the series.
static void normal_years(const FieldMethod *method, SiteDays days, int months, double *out, char why[256])
{
    int first = calendar_from_day_number(days.first_day).year,
        last = calendar_from_day_number(days.first_day + days.day_count - 1).year, count = 0;
    double sum[SITE_MONTH_MAX] = {0};
    for (int year = first; year <= last; year++) {
        days.year = year;
        if (!whole_year(&days, year)) continue;
        method->at_site(&days, out, why);
        for (int m = 0; m < months; m++) sum[m] += out[m];
        count++;
    }
    for (int m = 0; m < months; m++) out[m] = count == 0 ? NAN : sum[m] / count;
    if (count == 0) snprintf(why, 256, "no whole year / 无完整年份");
}

static bool site_result(const Field *field, const FieldMethod *method, const PlanSet *set, const SiteDays *days,
                        double *out, char why[256])
{
    for (int m = 0; m < field->months; m++) out[m] = NAN;
    if (set->scenario == SCENARIO_NORMAL) {
        normal_years(method, *days, field->months, out, why);
    } else {
        method->at_site(days, out, why);
    }
    for (int m = 0; m < field->months; m++) {
        if (!isfinite(out[m])) return false;
    }
    return true;
}

// ---- to the cells ----

static bool lapse_per_m(const StationEntry *entry, const FieldMethod *method, double *per_m)
{
    *per_m = 0;
    if (method->lapse == NULL || entry->lapse == 0) return true;
    bool adds = text_equal(method->lapse, "add");
    if (text_equal(entry->lapse_unit, adds ? LAPSE_ADD : LAPSE_SCALE)) *per_m = entry->lapse / 100;
    return *per_m != 0;
}

// At elevation 0 and per metre: value(z) = site_value + site_slope * z.
static void apply_lapse(const FieldMethod *method, double per_m, int months, double elevation_m, double *value,
                        double *slope)
{
    double year = 0;
    for (int m = 0; m < months; m++) year += value[m];
    for (int m = 0; m < months; m++) {
        bool adds = text_equal(method->lapse, "add");
        slope[m] = adds ? per_m : year > 0 ? per_m * value[m] / year : 0;
        value[m] -= slope[m] * elevation_m;
    }
}

static bool same_reach(const Reach *a, const Reach *b)
{
    return a->method == b->method && a->power == b->power && a->site_count == b->site_count &&
           a->polygon_count == b->polygon_count && memcmp(a->x, b->x, a->site_count * sizeof *a->x) == 0 &&
           memcmp(a->y, b->y, a->site_count * sizeof *a->y) == 0;
}

static int share_reach(Plan *plan, const Reach *reach)
{
    for (size_t i = 0; i < plan->reach_count; i++) {
        if (same_reach(&plan->reaches[i], reach)) return (int)i;
    }
    plan->reaches =
        arena_grow(plan->arena, plan->reaches, plan->reach_count, &plan->reach_capacity, sizeof *plan->reaches);
    plan->reaches[plan->reach_count] = *reach;
    return (int)plan->reach_count++;
}

static bool thiessen_polygons(Plan *plan, const StationEntry *entry, Polygons *out, Err *err)
{
    *out = (Polygons){0};
    if (entry->polygons[0] == '\0') return true;
    VectorRequest request = {
        .path = resolve(plan, entry->polygons), .code_field = entry->polygon_key, .target = plan->crs, .repair = true};
    return vector_read_polygons(plan->arena, &request, out, err);
}

// By the even-odd rule.
static bool polygon_holds(const Polygon *polygon, double x, double y)
{
    bool odd = false;
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            double ax = ring->x[i], ay = ring->y[i], bx = ring->x[i + 1], by = ring->y[i + 1];
            if ((ay > y) != (by > y) && x < ax + (y - ay) * (bx - ax) / (by - ay)) odd = !odd;
        }
    }
    return odd;
}

static double metres_outside(const Polygon *polygon, double x, double y) // of the polygon's corners: the nearest
{
    double nearest = INFINITY;
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i < ring->count; i++) {
            double dx = ring->x[i] - x, dy = ring->y[i] - y, metres = sqrt(dx * dx + dy * dy);
            nearest = metres < nearest ? metres : nearest;
        }
    }
    return nearest;
}

static void check_places(Plan *plan, const StationEntry *entry, const StationSet *kept, const Reach *reach)
{
    for (size_t k = 0; k < reach->polygon_count; k++) {
        const Site *site = &kept->sites[reach->site_of_polygon[k]];
        const Polygon *polygon = &reach->polygons[k];
        if (!isfinite(site->x) || !isfinite(site->y) || polygon_holds(polygon, site->x, site->y)) continue;
        finding_add(
            &plan->findings, FINDING_DOUBT, "station.place", entry->id,
            "站点 %s 不在以它命名的泰森多边形之内（距其最近的角 %.1f km）；权重按多边形，请核对站点的经纬度",
            "site %s does not lie in the Thiessen polygon of its name (%.1f km from its nearest corner); weights "
            "follow the polygon; check the site's longitude and latitude",
            site->id, metres_outside(polygon, site->x, site->y) / 1000);
    }
}

static int open_reach(Plan *plan, const StationEntry *entry, const StationSet *kept, Why *why)
{
    Err err;
    Polygons polygons;
    Reach reach;
    bool thiessen = text_equal(entry->method, "thiessen");
    if (!thiessen && entry->method[0] != '\0' && !text_equal(entry->method, "idw")) {
        why_say(why, "站点 %s：method %s，应为 idw 或 thiessen", "stations %s: method %s, expected idw or thiessen",
                entry->id, entry->method);
        return -1;
    }
    if (!thiessen_polygons(plan, entry, &polygons, &err) ||
        !station_reach(plan->arena, kept, thiessen ? STATION_THIESSEN : STATION_IDW,
                       polygons.count > 0 ? &polygons : NULL, &reach, &err)) {
        why_err(why, &err);
        return -1;
    }
    if (!thiessen) reach.power = entry->power;
    check_places(plan, entry, kept, &reach);
    return share_reach(plan, &reach);
}

typedef struct SiteTable { // the sites that gave a result
    StationSet kept;
    Site *sites;
    double *values, *slopes;
} SiteTable;

static void say_left_out(Plan *plan, const Field *field, const FieldMethod *method, const PlanSet *set, size_t site,
                         const char *why)
{
    const char *id = set->set.sites[site].id;
    finding_add_texts(&plan->findings, FINDING_DOUBT, "station.left_out", set->entry->id,
                      arena_printf(plan->arena, "站点 %s 不能计算 %s（%s）：%s；该站未参与", id, field->id,
                                   method->name, why_half(plan->arena, why, true)),
                      arena_printf(plan->arena, "site %s gives no %s (%s): %s; it is left out", id, field->id,
                                   method->name, why_half(plan->arena, why, false)));
}

static void run_sites(Plan *plan, const Field *field, const FieldMethod *method, const PlanSet *set, const Bound *bound,
                      double per_m, SiteTable *out)
{
    const Series *series[SITE_VARIABLE_MAX] = {0};
    const double *daily[SITE_VARIABLE_MAX];
    find_series(set, method, series);
    size_t months = (size_t)field->months;
    for (size_t s = 0; s < set->set.site_count; s++) {
        SiteDays days = site_days(plan, set, series, daily, bound, s, plan->weather_year);
        double *value = out->values + out->kept.site_count * months;
        char why[256] = "";
        if (!site_result(field, method, set, &days, value, why)) {
            say_left_out(plan, field, method, set, s, why);
            continue;
        }
        if (per_m != 0)
            apply_lapse(method, per_m, field->months, days.elevation_m, value,
                        out->slopes + out->kept.site_count * months);
        out->sites[out->kept.site_count++] = set->set.sites[s];
    }
}

static bool elevations_known(const PlanSet *set)
{
    for (size_t s = 0; s < set->set.site_count; s++) {
        if (!isfinite(set->set.sites[s].elevation_m)) return false;
    }
    return true;
}

static int node_from_set(Plan *plan, const Field *field, const FieldMethod *method, const PlanSet *set, Why *why)
{
    Node node = {.id = field->id,
                 .unit = field->unit,
                 .months = field->months,
                 .kind = NODE_STATION,
                 .factor = 1,
                 .fill = "",
                 .fill_node = -1};
    const char *owner = arena_printf(plan->arena, "%s/%s", field->id, method->name);
    if (!plan_bind(plan, owner, method->params, method->options, 0, &node.bound, why)) return -1;
    double per_m;
    if (lapse_per_m(set->entry, method, &per_m) && per_m != 0) {
        node.inputs[0] = plan_node(plan, "elevation", 1, "m", SCENARIO_ACTUAL, why);
        if (node.inputs[0] < 0 || !elevations_known(set)) {
            why_say(why, "站点 %s：高程订正需要图层 dem 和各站点的高程",
                    "stations %s: a lapse needs map dem and the sites' elevation", set->entry->id);
            return -1;
        }
        node.can_be_filled = plan->nodes[node.inputs[0]].can_be_filled;
    }
    size_t size = set->set.site_count * (size_t)field->months;
    SiteTable table = {.values = arena_array(plan->arena, size, sizeof(double)),
                       .slopes = arena_array(plan->arena, size, sizeof(double)),
                       .sites = arena_array(plan->arena, set->set.site_count, sizeof(Site))};
    run_sites(plan, field, method, set, &node.bound, per_m, &table);
    table.kept.id = set->set.id;
    table.kept.sites = table.sites;
    if (table.kept.site_count == 0) {
        why_say(why, "站点 %s：没有一个站点能算 %s（%s，%d 年）", "stations %s: no site gives %s (%s, %d)",
                set->entry->id, field->id, method->name, plan->weather_year);
        return -1;
    }
    node.reach = open_reach(plan, set->entry, &table.kept, why);
    if (node.reach < 0) return -1;
    node.site_values = table.values;
    node.site_slope = per_m == 0 ? NULL : table.slopes;
    node.not_negative = method->lapse != NULL && text_equal(method->lapse, "scale");
    return plan_add_node(plan, node);
}

int plan_station_node(Plan *plan, const Field *field, const FieldMethod *method, int scenario, Why *why)
{
    if (plan->tabular) return -1;
    for (size_t i = 0; i < plan->district.station_count; i++) {
        const StationEntry *entry = &plan->district.stations[i];
        bool normal = scenario == SCENARIO_NORMAL && entry->normal[0] != '\0';
        const PlanSet *set = station_set(plan, entry, normal ? SCENARIO_NORMAL : SCENARIO_ACTUAL);
        const Series *series[SITE_VARIABLE_MAX] = {0};
        if (!set->ok) why_say(why, "站点 %s 读不出", "stations %s cannot be read", entry->id);
        if (!set->ok || !find_series(set, method, series)) continue;
        if (scenario == SCENARIO_NORMAL && !normal)
            return plan_node(plan, field->id, field->months, field->unit, SCENARIO_ACTUAL, why);
        return node_from_set(plan, field, method, set, why);
    }
    return -1;
}

const Series *plan_series(const Plan *plan, const char *variable)
{
    for (size_t i = 0; i < plan->set_count; i++) {
        const PlanSet *set = &plan->sets[i];
        const Series *series = set->ok && set->scenario == SCENARIO_ACTUAL ? station_series(&set->set, variable) : NULL;
        if (series != NULL) return series;
    }
    return NULL;
}

// ---- two readings of one set ----

static const StationSet *set_of(const Plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->set_count; i++) {
        const PlanSet *set = &plan->sets[i];
        bool found = set->ok && set->scenario == SCENARIO_ACTUAL && text_equal(set->entry->id, id);
        if (found && set->set.series_count > 0) return &set->set;
    }
    return NULL;
}

static int last_day(const StationSet *set)
{
    return set->series[0].first_day + set->series[0].day_count - 1;
}

bool plan_station_days(const Plan *plan, const char *id, int *first, int *last)
{
    const StationSet *set = set_of(plan, id);
    if (set == NULL) return false;
    *first = set->series[0].first_day;
    *last = last_day(set);
    return true;
}

// The longer of two series begins on the same day.
static bool series_agree(const Series *a, const Series *b, int days)
{
    for (size_t s = 0; s < a->site_count; s++) {
        const double *x = a->values + s * (size_t)a->day_count, *y = b->values + s * (size_t)b->day_count;
        if (memcmp(x, y, (size_t)days * sizeof *x) != 0) return false;
    }
    return true;
}

static bool sites_agree(const StationSet *a, const StationSet *b)
{
    if (a->site_count != b->site_count || a->series_count != b->series_count) return false;
    for (size_t s = 0; s < a->site_count; s++) {
        if (!text_equal(a->sites[s].id, b->sites[s].id)) return false;
    }
    return true;
}

bool plan_stations_agree(const Plan *a, const Plan *b, const char *id)
{
    const StationSet *x = set_of(a, id), *y = set_of(b, id);
    if (x == NULL || y == NULL || !sites_agree(x, y) || x->series[0].first_day != y->series[0].first_day) return false;
    int end = last_day(x) < last_day(y) ? last_day(x) : last_day(y);
    for (size_t k = 0; k < x->series_count; k++) {
        const Series *other = station_series(y, x->series[k].variable);
        if (other == NULL || !series_agree(&x->series[k], other, end - x->series[0].first_day + 1)) return false;
    }
    return true;
}
