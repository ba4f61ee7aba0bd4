// plan_nodes_test.c - which map, table or field gives an input; units; rules for holes; what is said when nothing does.
#include "gep/district_testing.h"
#include "gep/plan_internal.h"

#include "base/calendar.h"

static Plan *plan;

static const char *maps_with(const char *more)
{
    return arena_printf(test_arena, "%s%s", toy_maps, more);
}

static void open_with_maps(const char *more)
{
    toy_write(&(Toy){.maps = maps_with(more)});
    plan = toy_plan(TOY_YEAR);
}

static int node_of(const char *id, int months, const char *unit)
{
    Why why = why_open(test_arena);
    int node = plan_node(plan, id, months, unit, SCENARIO_ACTUAL, &why);
    if (node < 0) fail_msg("%s", why.en.data);
    return node;
}

static const char *why_not(const char *id, int months, const char *unit)
{
    Why why = why_open(test_arena);
    assert_true(plan_node(plan, id, months, unit, SCENARIO_ACTUAL, &why) < 0);
    return why.en.data;
}

static int close_plan(void **state)
{
    (void)state;
    plan_close(plan);
    plan = NULL;
    return 0;
}

// ---- maps

static void a_unit_is_converted(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    toy_write(&(Toy){.maps = maps_with("\n  - {id: depth, file: npp.tif, kind: field, unit: cm}")});
    plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of("depth", 1, "m"), 0, values, NULL);
    toy_equals(values[7], 5); // 500 cm
}

static void a_unit_that_measures_something_else_is_a_gap(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                                "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: npp, file: npp.tif, kind: flux, unit: t/hm2}"},
                 FINDING_ERROR, "service.gap", "map npp: unit t/hm2, expected gC/m2/a");
}

static void a_map_without_a_unit_is_taken_as_it_is_and_doubtful(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    open_with_maps("\n  - {id: depth, file: npp.tif, kind: field}");
    toy_values(plan, node_of("depth", 1, "mm"), 0, values, NULL);
    toy_equals(values[0], 500);
    toy_finds(plan, FINDING_DOUBT, "map.unit", "taken as mm");
}

static void one_node_serves_all_who_ask_in_its_unit(void **state)
{
    (void)state;
    open_with_maps("");
    size_t count = plan->node_count;
    assert_int_equal(node_of("npp_year", 1, "gC/m2/a"), node_of("npp_year", 1, "gC/m2/a"));
    assert_int_equal(plan->node_count, count);
    assert_non_null(strstr(why_not("npp_year", 1, "mm/a"), "npp_year: its unit gC/m2/a does not convert to mm/a"));
}

static void a_month_that_lacks_its_file_is_named(void **state)
{
    (void)state;
    Err err;
    open_with_maps("\n  - {id: tmean, file: \"t_{month}.tif\", kind: field, unit: degC}");
    assert_non_null(strstr(why_not("tmean", 12, "degC"), "t_01.tif"));
    plan_close(plan);
    for (int m = 1; m <= 12; m++) toy_flat(arena_printf(test_arena, "t_%02d.tif", m), (float)m);
    test_done(file_remove_tree(toy_path("t_07.tif"), &err), &err);
    plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not("tmean", 12, "degC"), "map tmean: there is no file "));
    assert_non_null(strstr(why_not("tmean_year", 1, "degC"), "t_07.tif") == NULL ? "" : "x");
}

static void twelve_months_are_twelve_layers_and_their_year_a_field(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    toy_write(&(Toy){.maps = maps_with("\n  - {id: tmean, file: \"t_{year}_{month}.tif\", kind: field, unit: degC}")});
    for (int m = 1; m <= 12; m++) toy_flat(arena_printf(test_arena, "t_2023_%02d.tif", m), (float)m);
    plan = toy_plan(TOY_YEAR);
    int months = node_of("tmean", 12, "degC"), year = node_of("tmean_year", 1, "degC");
    assert_int_equal(plan->nodes[months].kind, NODE_MAP);
    assert_int_equal(plan->nodes[year].kind, NODE_FIELD);
    toy_values(plan, months, 11, values, NULL);
    toy_equals(values[0], 12);
    toy_values(plan, year, 0, values, NULL);
    toy_equals(values[35], 6.5);
}

static void a_map_of_the_year_serves_its_yearly_name(void **state)
{
    (void)state;
    open_with_maps("");
    assert_int_equal(plan->nodes[node_of("precip_year", 1, "mm/a")].kind, NODE_MAP);
    assert_non_null(strstr(why_not("precip", 12, "mm/month"), "precip{month} (mm/month)"));
}

static void what_nobody_gives_is_said_in_full(void **state)
{
    (void)state;
    open_with_maps("");
    assert_non_null(strstr(why_not("sand", 1, "percent"), "sand (percent)"));
    assert_non_null(strstr(why_not("erodibility", 1, "t hm2 h/(hm2 MJ mm)"), "sand (percent)"));
    assert_non_null(strstr(why_not("sand", 1, "percent"), "sand (percent)")); // the second time too
}

// ---- rules for holes

static void write_hole(const char *name)
{
    float values[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) values[i] = i == 3 ? NAN : 500;
    toy_map(name, values);
}

static void a_hole_is_filled_by_a_constant_and_marked(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    int filled[TOY_CELLS];
    toy_write(&(Toy){.maps = maps_with("\n  - {id: x, file: x.tif, kind: field, unit: m, fill: \"constant:7\"}")});
    write_hole("x.tif");
    plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of("x", 1, "m"), 0, values, filled);
    assert_true(values[3] == 7 && filled[3] == 1);
    assert_true(values[4] == 500 && filled[4] == 0);
}

// The constant is in the map's own unit, as everything else of the map.
static void the_constant_is_in_the_unit_of_the_map(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    toy_write(&(Toy){.maps = maps_with("\n  - {id: x, file: x.tif, kind: field, unit: cm, fill: \"constant:700\"}")});
    write_hole("x.tif");
    plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of("x", 1, "m"), 0, values, NULL);
    toy_equals(values[3], 7);
    toy_equals(values[4], 5);
}

static void a_hole_is_filled_from_another_map(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    int filled[TOY_CELLS];
    toy_write(&(Toy){.maps = maps_with("\n  - {id: x, file: x.tif, kind: field, unit: m, fill: \"map:y\"}"
                                       "\n  - {id: y, file: y.tif, kind: field, unit: cm}")});
    write_hole("x.tif");
    toy_flat("y.tif", 900);
    plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of("x", 1, "m"), 0, values, filled);
    toy_equals(values[3], 9);
    assert_true(filled[3] == 1 && filled[2] == 0);
}

static void a_hole_in_both_maps_stays_a_hole(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    int filled[TOY_CELLS];
    toy_write(&(Toy){.maps = maps_with("\n  - {id: x, file: x.tif, kind: field, unit: m, fill: \"map:y\"}"
                                       "\n  - {id: y, file: y.tif, kind: field, unit: m}")});
    write_hole("x.tif");
    write_hole("y.tif");
    plan = toy_plan(TOY_YEAR);
    toy_values(plan, node_of("x", 1, "m"), 0, values, filled);
    assert_true(isnan(values[3]) && filled[3] == 0);
}

static void a_map_that_cannot_fill_is_an_error(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                                "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a, fill: \"map:et\"}"},
                 FINDING_ERROR, "map.fill", "map npp: fill \"map:et\" cannot be used; missing: ");
}

// npp -> et -> npp: each is the other's rule.
static void two_maps_cannot_fill_each_other(void **state)
{
    (void)state;
    toy_write(&(Toy){.maps = maps_with("\n  - {id: x, file: p.tif, kind: field, unit: m, fill: \"map:y\"}"
                                       "\n  - {id: y, file: et.tif, kind: field, unit: m, fill: \"map:x\"}")});
    plan = toy_plan(TOY_YEAR);
    Why why = why_open(test_arena);
    assert_true(plan_node(plan, "x", 1, "m", SCENARIO_ACTUAL, &why) < 0);
    toy_finds(plan, FINDING_ERROR, "map.fill", "the fill rules go round: y is filled by x, which waits for y itself");
    assert_non_null(strstr(why.en.data, "map x: fill map:y"));
}

static void a_map_that_cannot_be_read_is_what_is_missing(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_text("npp.tif", "no raster");
    plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "map.open", "npp.tif");
    assert_non_null(strstr(why_not("npp_year", 1, "gC/m2/a"), "map npp: cannot be read"));
}

static void a_quantity_is_no_class(void **state)
{
    (void)state;
    open_with_maps("\n  - {id: depth, file: npp.tif, kind: class, unit: m}"
                   "\n  - {id: soil_structure, file: npp.tif, kind: class, unit: \"1\"}");
    node_of("depth", 1, "m");
    node_of("soil_structure", 1, "1"); // the number of a class
    toy_finds(plan, FINDING_DOUBT, "map.kind", "kind: class takes the nearest cell, without interpolation; depth (m)");
    size_t doubts = 0;
    for (size_t i = 0; i < plan->findings.count; i++) doubts += text_equal(plan->findings.items[i].code, "map.kind");
    assert_int_equal(doubts, 1);
}

static void what_rests_on_a_filled_map_is_filled_too(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    int filled[TOY_CELLS];
    toy_write(
        &(Toy){.maps = maps_with("\n  - {id: ndvi, file: x.tif, kind: field, unit: \"1\", fill: \"constant:0\"}")});
    write_hole("x.tif");
    plan = toy_plan(TOY_YEAR);
    int node = node_of("ndvi_max", 1, "1");
    assert_true(plan->nodes[node].kind == NODE_FIELD && plan->nodes[node].can_be_filled);
    toy_values(plan, node, 0, values, filled);
    assert_true(values[3] == 0 && filled[3] == 1 && filled[0] == 0);
}

// ---- class tables

static const char soil_table[] = "\n  - {id: soil, map: land, file: soil.csv, key: code, columns: [sand=SAND]}";

static void a_class_table_gives_the_code_its_number(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    toy_write(&(Toy){.class_tables = soil_table});
    toy_text("soil.csv", "code,SAND\n611,61\n111,11.5\n311,\n");
    plan = toy_plan(TOY_YEAR);
    int node = node_of("sand", 1, "percent");
    toy_values(plan, node, 0, values, NULL);
    assert_true(values[0] == 11.5 && values[35] == 61);
    assert_true(isnan(values[12])); // 311: an empty cell
    assert_true(isnan(values[24])); // 511: no row
}

static void a_class_table_needs_its_map(void **state)
{
    (void)state;
    toy_write(&(Toy){.class_tables = soil_table,
                     .maps = "\n  - {id: land, file: \"land_{year}_{month}.tif\", kind: class, codes: hj-1166}"});
    plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not("sand", 1, "percent"), "class_tables soil: there is no map land"));
}

static void a_class_table_needs_its_file_and_column(void **state)
{
    (void)state;
    toy_write(&(Toy){.class_tables = soil_table});
    plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not("sand", 1, "percent"), "soil.csv"));
    plan_close(plan);
    toy_text("soil.csv", "code,CLAY\n111,4\n");
    plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not("sand", 1, "percent"), "SAND"));
}

static void a_class_table_whose_map_is_not_there_gives_nothing(void **state)
{
    (void)state;
    toy_write(&(Toy){.class_tables = "\n  - {id: soil, map: ground, file: soil.csv, key: code, columns: [sand=SAND]}",
                     .maps = maps_with("\n  - {id: ground, file: ground.tif, kind: class, codes: local}")});
    toy_text("soil.csv", "code,SAND\n1,4\n");
    plan = toy_plan(TOY_YEAR);
    why_not("sand", 1, "percent");
    toy_finds(plan, FINDING_ERROR, "map.open", "ground.tif");
}

// ---- the ground

static void the_slope_asks_for_a_halo_of_its_elevation(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    float dem[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) dem[i] = (float)(100 * (i % TOY_SIDE)); // 45 degrees, up to the east
    toy_write(&(Toy){.maps = maps_with("\n  - {id: dem, file: dem.tif, kind: field, unit: m}")});
    toy_map("dem.tif", dem);
    plan = toy_plan(TOY_YEAR);
    int node = node_of("slope", 1, "deg");
    assert_int_equal(plan->layers[plan->nodes[node].layers[0]].halo, 1);
    toy_values(plan, node, 0, values, NULL);
    toy_equals(values[14], 45);
    toy_values(plan, node_of("elevation", 1, "m"), 0, values, NULL); // read from the tile with the halo
    toy_equals(values[14], 200);
}

static void a_slope_needs_an_elevation(void **state)
{
    (void)state;
    open_with_maps("");
    assert_non_null(strstr(why_not("slope", 1, "deg"), "elevation (m)"));
}

static void latitude_and_cell_are_built_in(void **state)
{
    (void)state;
    double values[TOY_CELLS];
    open_with_maps("");
    toy_values(plan, node_of("cell_m", 1, "m"), 0, values, NULL);
    assert_true(values[0] == 100);
    toy_values(plan, node_of("latitude", 1, "deg"), 0, values, NULL);
    assert_true(values[0] > 30.71 && values[0] < 30.73);
    assert_true(fabs(values[0] - values[30] - 500 / 110870.0) < 1e-5); // five cells; a degree is 110.87 km there
}

// ---- fields

static void an_option_chooses_the_method_though_a_map_is_there(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = "  - {code: R06, in_total: true, variant: N5, options: [npp=dry]}\n",
                     .maps = maps_with("\n  - {id: npp_dry, file: npp.tif, kind: flux, unit: g/m2/a}")});
    plan = toy_plan(TOY_YEAR);
    int node = node_of("npp_year", 1, "gC/m2/a");
    assert_int_equal(plan->nodes[node].kind, NODE_FIELD);
    assert_string_equal(plan->nodes[node].method->name, "dry");
}

static void a_method_of_last_resort_is_said(void **state)
{
    (void)state;
    toy_write(&(Toy){.variants = "\n  - {service: R06, options: [npp=miami]}",
                     .maps = maps_with("\n  - {id: tmean, file: t.tif, kind: field, unit: degC}")});
    toy_flat("t.tif", 15);
    plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_DOUBT, "method.fallback", "Miami model");
}

static void a_chosen_method_that_lacks_an_input_is_no_silent_other(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R06, options: [npp=dry]}"}, FINDING_ERROR, "service.gap",
                 "npp_dry (g/m2/a)");
}

// ---- the normal climate

static void only_what_the_climate_touches_differs(void **state)
{
    (void)state;
    toy_write(&(Toy){.years = "{constant_price: 2020, normal: \"1991-2020\"}",
                     .maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: precip, file: p.tif, normal: pn.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    toy_flat("pn.tif", 900);
    plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_true(plan->has_normal);
    const ServicePlan *water = toy_planned(plan, "R01"), *carbon = toy_planned(plan, "R06");
    assert_true(water->normal_differs);
    assert_true(water->inputs[SCENARIO_ACTUAL][0] != water->inputs[SCENARIO_NORMAL][0]); // rain
    assert_int_equal(water->inputs[SCENARIO_ACTUAL][1], water->inputs[SCENARIO_NORMAL][1]);
    assert_false(carbon->normal_differs);
}

static void a_normal_map_that_is_not_there_is_a_gap(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.years = "{constant_price: 2020, normal: \"1991-2020\"}",
                        .maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                                "\n  - {id: precip, file: p.tif, normal: pn.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"},
                 FINDING_ERROR, "service.gap", "pn.tif");
}

// Slope, latitude, class tables and fields made of them are what they are in any climate: computed once.
static void what_no_climate_touches_is_computed_once(void **state)
{
    (void)state;
    toy_write(&(Toy){.years = "{constant_price: 2020, normal: \"1991-2020\"}",
                     .class_tables = soil_table,
                     .maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: precip, file: p.tif, normal: pn.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: dem, file: et.tif, kind: field, unit: m}"
                             "\n  - {id: ndvi, file: et.tif, kind: field, unit: \"1\"}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    toy_text("soil.csv", "code,SAND\n111,4\n");
    toy_flat("pn.tif", 900);
    plan = toy_plan(TOY_YEAR);
    static const char *const ids[] = {"slope", "latitude", "cell_m", "sand", "elevation", "ndvi_max", "cover_fraction"};
    static const char *const units[] = {"deg", "deg", "m", "percent", "m", "1", "1"};
    Why why = why_open(test_arena);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        int actual = node_of(ids[i], 1, units[i]);
        size_t count = plan->node_count, statistics = plan->statistic_count;
        int normal = plan_node(plan, ids[i], 1, units[i], SCENARIO_NORMAL, &why);
        if (actual != normal) fail_msg("%s: %d and %d", ids[i], actual, normal);
        assert_int_equal(plan->node_count, count);
        assert_int_equal(plan->statistic_count, statistics);
    }
}

int main(void)
{
#define EACH(test) cmocka_unit_test_teardown(test, close_plan)
    const struct CMUnitTest tests[] = {
        EACH(a_unit_is_converted),
        EACH(a_unit_that_measures_something_else_is_a_gap),
        EACH(a_map_without_a_unit_is_taken_as_it_is_and_doubtful),
        EACH(one_node_serves_all_who_ask_in_its_unit),
        EACH(a_month_that_lacks_its_file_is_named),
        EACH(twelve_months_are_twelve_layers_and_their_year_a_field),
        EACH(a_map_of_the_year_serves_its_yearly_name),
        EACH(what_nobody_gives_is_said_in_full),
        EACH(a_hole_is_filled_by_a_constant_and_marked),
        EACH(the_constant_is_in_the_unit_of_the_map),
        EACH(a_hole_is_filled_from_another_map),
        EACH(a_hole_in_both_maps_stays_a_hole),
        EACH(a_map_that_cannot_fill_is_an_error),
        EACH(two_maps_cannot_fill_each_other),
        EACH(a_map_that_cannot_be_read_is_what_is_missing),
        EACH(a_quantity_is_no_class),
        EACH(what_rests_on_a_filled_map_is_filled_too),
        EACH(a_class_table_gives_the_code_its_number),
        EACH(a_class_table_needs_its_map),
        EACH(a_class_table_needs_its_file_and_column),
        EACH(a_class_table_whose_map_is_not_there_gives_nothing),
        EACH(the_slope_asks_for_a_halo_of_its_elevation),
        EACH(a_slope_needs_an_elevation),
        EACH(latitude_and_cell_are_built_in),
        EACH(an_option_chooses_the_method_though_a_map_is_there),
        EACH(a_method_of_last_resort_is_said),
        EACH(a_chosen_method_that_lacks_an_input_is_no_silent_other),
        EACH(only_what_the_climate_touches_differs),
        EACH(a_normal_map_that_is_not_there_is_a_gap),
        EACH(what_no_climate_touches_is_computed_once),
    };
    return cmocka_run_group_tests_name("plan_nodes", tests, test_open, test_close);
}
