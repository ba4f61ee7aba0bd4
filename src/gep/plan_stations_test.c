// plan_stations_test.c - fields computed at stations and carried to the cells: weights, lapse, sites left out, the
// normal climate.
//
// Site A stands on the middle of the cell (row 0, column 0), B on that of (row 0, column 5), 500 m to the east: a cell
// on a site has its value, the cell (row 0, column 2) has 9 parts of A and 4 of B (1 / 200^2 : 1 / 300^2).
#include "gep/district_testing.h"
#include "gep/plan_internal.h"

#include "base/calendar.h"

enum { A = 0, B = 5, BETWEEN = 2 }; // cells

static const char sites[] = "id,x,y,Elevation\nA,36500050,3400550,100\nB,36500550,3400550,300\n";

// A row a day and site from 1 January of the first to 31 December of the last year; skip: days of B left out from the
// start.
static void write_days(const char *name, int first, int last, double a, double b, int skip)
{
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "site,date,p,t\n");
    int from = calendar_day_number((Date){first, 1, 1}), to = calendar_day_number((Date){last, 12, 31});
    for (int day = from; day <= to; day++) {
        Date d = calendar_from_day_number(day);
        strbuf_printf(&text, "A,%04d-%02d-%02d,%g,%g\n", d.year, d.month, d.day, a, 10 * a);
        if (day >= from + skip) strbuf_printf(&text, "B,%04d-%02d-%02d,%g,%g\n", d.year, d.month, d.day, b, 10 * b);
    }
    toy_text(name, text.data);
}

static const char *stations_with(const char *more)
{
    return arena_printf(test_arena,
                        "\n  - {id: weather, file: days.csv, layout: long, site: site, date: date, columns: [p=p, "
                        "tmean=t], sites: sites.csv%s}",
                        more);
}

static const char more_params[] =
    "station.missing_days_max,,,15,d,,toy,district\nstation.storm_mm,,,50,mm/d,,toy,district\n"
    "station.hot_degc,,,26,degC,,toy,district\n";

static Toy toy_with(const char *stations, const char *map)
{
    return (Toy){.stations = stations_with(stations),
                 .maps = arena_printf(test_arena,
                                      "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                                      "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                      "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}%s",
                                      map),
                 .params = arena_printf(test_arena, "%s%s", toy_params, more_params)};
}

static void write_with(const char *stations, const char *map)
{
    Toy toy = toy_with(stations, map);
    toy_write(&toy);
    toy_text("sites.csv", sites);
    write_days("days.csv", 2023, 2023, 2, 4, 0);
}

static int node_of(Plan *plan, const char *id, int months, const char *unit, int scenario)
{
    Why why = why_open(test_arena);
    int node = plan_node(plan, id, months, unit, scenario, &why);
    if (node < 0) fail_msg("%s %s", why.en.data, toy_findings(plan));
    return node;
}

static const char *why_not(Plan *plan, const char *id, int months, const char *unit)
{
    Why why = why_open(test_arena);
    assert_true(plan_node(plan, id, months, unit, SCENARIO_ACTUAL, &why) < 0);
    return why.en.data;
}

static const char dem[] = "\n  - {id: dem, file: dem.tif, kind: field, unit: m}";

// ---- to the cells

static void values_reach_the_cells_by_distance(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with("", "");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    int node = node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL);
    assert_int_equal(plan->nodes[node].kind, NODE_STATION);
    toy_values(plan, node, 0, values, NULL); // January
    toy_equals(values[A], 31 * 2);
    toy_equals(values[B], 31 * 4);
    toy_equals(values[BETWEEN], 31 * (9 * 2 + 4 * 4) / 13.0);
    toy_values(plan, node, 1, values, NULL);
    toy_equals(values[A], 28 * 2);
    plan_close(plan);
}

static void the_power_of_distance_may_be_given(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", power: 1", "");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    toy_equals(values[BETWEEN], 31 * (3 * 2 + 2 * 4) / 5.0);
    plan_close(plan);
}

static void thiessen_takes_the_nearest_site(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", method: thiessen", "");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    assert_true(values[BETWEEN] == 62 && values[3] == 124);
    plan_close(plan);
}

static void thiessen_polygons_may_be_given(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", method: thiessen, polygons: reach.geojson, polygon_key: code", "");
    toy_text("reach.geojson",
             toy_collection(arena_printf(test_arena, "%s,%s", toy_feature("A", "a", toy_ring(0, 100, 0, 600)),
                                         toy_feature("B", "b", toy_ring(100, 600, 0, 600)))));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    assert_true(values[0] == 62 && values[1] == 124);
    bool listed = false;
    for (size_t i = 0; i < plan->input_count; i++)
        listed |= text_equal(plan->inputs[i].path, toy_path("reach.geojson"));
    assert_true(listed);
    assert_null(toy_finding(plan, "station.place"));
    plan_close(plan);
}

// A at 50 m, in B's polygon; B at 550 m, in A's. The polygons rule.
static void a_site_outside_its_polygon_is_doubtful(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", method: thiessen, polygons: reach.geojson, polygon_key: code", "");
    toy_text("reach.geojson",
             toy_collection(arena_printf(test_arena, "%s,%s", toy_feature("A", "a", toy_ring(400, 600, 0, 600)),
                                         toy_feature("B", "b", toy_ring(0, 400, 0, 600)))));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    assert_true(values[0] == 124 && values[5] == 62);
    toy_finds(plan, FINDING_DOUBT, "station.place", "site A does not lie in the Thiessen polygon of its name (0.4 km");
    toy_finds(plan, FINDING_DOUBT, "station.place", "site B does not lie in the Thiessen polygon of its name (0.2 km");
    plan_close(plan);
}

static void polygons_that_are_not_there_are_an_error(void **state)
{
    (void)state;
    write_with(", method: thiessen, polygons: reach.geojson, polygon_key: code", "");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "station.read", "reach.geojson");
    toy_finds(plan, FINDING_ERROR, "service.gap", "stations weather cannot be read");
    plan_close(plan);
}

static void fields_of_the_same_sites_share_their_weights(void **state)
{
    (void)state;
    write_with("", "");
    Plan *plan = toy_plan(TOY_YEAR);
    node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL);
    node_of(plan, "tmean", 12, "degC", SCENARIO_ACTUAL);
    node_of(plan, "storm_days", 1, "d/a", SCENARIO_ACTUAL);
    assert_int_equal(plan->reach_count, 1);
    plan_close(plan);
}

// ---- lapse

static void temperature_falls_with_height(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", lapse: -0.5, lapse_unit: degC/100m", dem);
    toy_flat("dem.tif", 500);
    Plan *plan = toy_plan(TOY_YEAR);
    int node = node_of(plan, "tmean", 12, "degC", SCENARIO_ACTUAL);
    toy_values(plan, node, 6, values, NULL);
    toy_equals(values[A], 20 - 0.5 * 4); // the site at 100 m has 20 degrees, the cell lies at 500 m
    toy_equals(values[B], 40 - 0.5 * 2);
    toy_equals(values[BETWEEN], (9 * 18 + 4 * 39) / 13.0);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    toy_equals(values[A], 62); // the lapse is one of temperature
    plan_close(plan);
}

// 25 mm/100m/a on 730 mm at A: 400 m higher are 100 mm more, shared over the months as the rain is.
static void rain_grows_with_height_in_proportion(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", lapse: 25, lapse_unit: mm/100m/a", dem);
    toy_flat("dem.tif", 500);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    toy_equals(values[A], 62 * (730 + 100) / 730.0);
    toy_equals(values[B], 124 * (1460 + 50) / 1460.0);
    toy_values(plan, node_of(plan, "tmean", 12, "degC", SCENARIO_ACTUAL), 0, values, NULL);
    toy_equals(values[A], 20);
    plan_close(plan);
}

static void rain_never_falls_below_nothing(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", lapse: -500, lapse_unit: mm/100m/a", dem);
    toy_flat("dem.tif", 500);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    assert_true(values[A] == 0);
    plan_close(plan);
}

static void a_dry_site_stays_dry_at_any_height(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", lapse: 25, lapse_unit: mm/100m/a", dem);
    write_days("days.csv", 2023, 2023, 0, 4, 0);
    toy_flat("dem.tif", 500);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    assert_true(values[A] == 0);
    plan_close(plan);
}

static void a_lapse_needs_heights(void **state)
{
    (void)state;
    write_with(", lapse: -0.5, lapse_unit: degC/100m", "");
    Plan *plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not(plan, "tmean", 12, "degC"), "a lapse needs map dem and the sites' elevation"));
    plan_close(plan);
    write_with(", lapse: -0.5, lapse_unit: degC/100m", dem);
    toy_flat("dem.tif", 500);
    toy_text("sites.csv", "id,x,y\nA,36500050,3400550\nB,36500550,3400550\n");
    plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not(plan, "tmean", 12, "degC"), "a lapse needs map dem and the sites' elevation"));
    plan_close(plan);
}

static void a_lapse_in_an_unknown_unit_is_an_error(void **state)
{
    (void)state;
    Toy toy = toy_with(", lapse: -0.5, lapse_unit: K/km", dem);
    toy_is_found(&toy, FINDING_ERROR, "station.lapse", "K/km");
}

static void a_height_that_is_filled_marks_what_rests_on_it(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    int filled[TOY_CELLS];
    float heights[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) heights[i] = i == B ? NAN : 500;
    write_with(", lapse: -0.5, lapse_unit: degC/100m",
               "\n  - {id: dem, file: dem.tif, kind: field, unit: m, fill: \"constant:300\"}");
    toy_map("dem.tif", heights);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of(plan, "tmean", 12, "degC", SCENARIO_ACTUAL), 0, values, filled);
    toy_equals(values[B], 40);
    assert_true(filled[B] == 1 && filled[A] == 0);
    plan_close(plan);
}

// ---- sites

static void a_site_with_too_few_days_is_left_out_and_said(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with("", "");
    write_days("days.csv", 2023, 2023, 2, 4, 40);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_DOUBT, "station.left_out", "site B gives no precip (stations)");
    toy_finds(plan, FINDING_DOUBT, "station.left_out", "lacks more than 15 days, or a whole month; it is left out");
    toy_values(plan, node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL), 0, values, NULL);
    toy_equals(values[B], 62); // all weight is A's
    plan_close(plan);
}

static void a_year_that_no_site_has_is_a_gap(void **state)
{
    (void)state;
    write_with("", "");
    Plan *plan = toy_plan(2022);
    assert_non_null(strstr(why_not(plan, "precip", 12, "mm/month"), "no site gives"));
    plan_close(plan);
}

static void a_series_that_is_not_there_is_a_gap(void **state)
{
    (void)state;
    write_with("", "");
    Plan *plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not(plan, "wind_factor", 12, "(m/s)3"), "wind_factor"));
    plan_close(plan);
}

static void a_file_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    Toy toy = toy_with("", "");
    toy_is_found(&toy, FINDING_ERROR, "station.read", "days.csv");
    toy_write(&toy);
    write_days("days.csv", 2023, 2023, 2, 4, 0);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "station.read", "sites.csv");
    plan_close(plan);
}

static void a_column_must_have_a_variable(void **state)
{
    (void)state;
    Toy toy = toy_with("", "");
    toy.stations = "\n  - {id: weather, file: days.csv, layout: long, site: site, date: date, columns: [p], sites: "
                   "sites.csv}";
    Err err;
    Plan *plan;
    toy_write(&toy);
    assert_false(plan_open(toy_folder, &(PlanOptions){.year = TOY_YEAR, .jobs = 1, .methods = ""}, &plan, &err));
    assert_non_null(strstr(err.text, "stations[1].columns"));
}

static void a_parameter_that_lacks_is_a_gap_of_the_field(void **state)
{
    (void)state;
    Toy toy = toy_with("", "");
    toy.params = toy_params;
    toy_write(&toy);
    toy_text("sites.csv", sites);
    write_days("days.csv", 2023, 2023, 2, 4, 0);
    Plan *plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not(plan, "precip", 12, "mm/month"), "station.missing_days_max"));
    plan_close(plan);
}

// ---- the normal climate

static void the_normal_climate_is_the_mean_of_its_years(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    write_with(", normal: normal.csv", "");
    write_days("normal.csv", 1991, 1994, 1, 3, 365); // B has no 1991
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_true(plan->has_normal && toy_planned(plan, "R01")->normal_differs);
    int actual = node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL),
        normal = node_of(plan, "precip", 12, "mm/month", SCENARIO_NORMAL);
    assert_true(actual != normal);
    toy_values(plan, normal, 1, values, NULL); // February: 28 days in three years, 29 in 1992
    toy_equals(values[A], 28.25);
    toy_values(plan, actual, 1, values, NULL);
    toy_equals(values[A], 56);
    plan_close(plan);
}

static void a_normal_file_without_a_whole_year_is_said(void **state)
{
    (void)state;
    write_with(", normal: normal.csv", "");
    toy_text("normal.csv", "site,date,p,t\nA,1991-01-01,1,1\nB,1991-01-01,1,1\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_DOUBT, "station.left_out", "no whole year");
    toy_finds(plan, FINDING_ERROR, "service.gap", "no site gives");
    plan_close(plan);
}

static void what_has_no_normal_file_is_as_it_was(void **state)
{
    (void)state;
    write_with("", "\n  - {id: dem, file: et.tif, normal: npp.tif, kind: field, unit: m}");
    Plan *plan = toy_plan(TOY_YEAR);
    assert_true(plan->has_normal);
    assert_int_equal(node_of(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL),
                     node_of(plan, "precip", 12, "mm/month", SCENARIO_NORMAL));
    assert_false(toy_planned(plan, "R01")->normal_differs);
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_reach_the_cells_by_distance),
        cmocka_unit_test(the_power_of_distance_may_be_given),
        cmocka_unit_test(thiessen_takes_the_nearest_site),
        cmocka_unit_test(thiessen_polygons_may_be_given),
        cmocka_unit_test(a_site_outside_its_polygon_is_doubtful),
        cmocka_unit_test(polygons_that_are_not_there_are_an_error),
        cmocka_unit_test(fields_of_the_same_sites_share_their_weights),
        cmocka_unit_test(temperature_falls_with_height),
        cmocka_unit_test(rain_grows_with_height_in_proportion),
        cmocka_unit_test(rain_never_falls_below_nothing),
        cmocka_unit_test(a_dry_site_stays_dry_at_any_height),
        cmocka_unit_test(a_lapse_needs_heights),
        cmocka_unit_test(a_lapse_in_an_unknown_unit_is_an_error),
        cmocka_unit_test(a_height_that_is_filled_marks_what_rests_on_it),
        cmocka_unit_test(a_site_with_too_few_days_is_left_out_and_said),
        cmocka_unit_test(a_year_that_no_site_has_is_a_gap),
        cmocka_unit_test(a_series_that_is_not_there_is_a_gap),
        cmocka_unit_test(a_file_that_is_not_there_is_an_error),
        cmocka_unit_test(a_column_must_have_a_variable),
        cmocka_unit_test(a_parameter_that_lacks_is_a_gap_of_the_field),
        cmocka_unit_test(the_normal_climate_is_the_mean_of_its_years),
        cmocka_unit_test(a_normal_file_without_a_whole_year_is_said),
        cmocka_unit_test(what_has_no_normal_file_is_as_it_was),
    };
    return cmocka_run_group_tests_name("plan_stations", tests, test_open, test_close);
}
