// observed_test.c - discharge and sediment beside the model. The toy district has 36 ha, so 1 m3/s for a day is a depth
// of 240 mm; its year has P 916.67 mm and ET 600 mm.
#include "gep/observed.h"

#include "gep/district_testing.h"

static const char outlet[] = "{file: parameters.csv}\n"
                             "observed:\n"
                             "  - {id: discharge, file: q.csv, date: day, value: q, unit: m3/s}\n"
                             "  - {id: sediment, file: s.csv, date: day, value: s, unit: g/L}";

static Observed compared(Plan *plan)
{
    Err err;
    Observed out;
    test_done(observed_compare(plan, &out, &err), &err);
    observed_note(plan, &out);
    return out;
}

static void write_outlet(const Toy *toy, const char *discharge, const char *sediment)
{
    toy_write(toy);
    toy_text("q.csv", discharge);
    toy_text("s.csv", sediment);
}

static void without_observations_nothing_is_compared(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    for (int k = 0; k < OBSERVED_NODES; k++) assert_int_equal(plan->observed_nodes[k], -1);
    assert_false(compared(plan).has_discharge);
    assert_null(toy_finding(plan, "observed.discharge"));
    plan_close(plan);
}

// Of another year, and days without a value, are left out.
static void days_with_a_discharge_of_the_year_are_compared(void **state)
{
    (void)state;
    write_outlet(&(Toy){.parameters = outlet}, "day,q\n2022-12-31,9\n2023-01-01,0.5\n2023-01-02,\n2023-01-03,0.25\n",
                 "day,s\n2022-12-31,5\n");
    Plan *plan = toy_plan(TOY_YEAR);
    Observed o = compared(plan);
    assert_true(o.has_discharge && !o.has_sediment && o.has_balance && !o.has_erosion);
    assert_int_equal(o.days, 2);
    toy_equals(o.depth_mm, 180);
    toy_equals(o.year_rain_mm, 5500 / 6.0);
    toy_equals(o.year_et_mm, 600);
    assert_true(o.enough);
    assert_true(!o.has_rain && isnan(o.ratio)); // rain is a map: no days
    toy_finds(plan, FINDING_NOTE, "observed.discharge", "on 2 days");
    toy_finds(plan, FINDING_NOTE, "observed.balance", "916.7 - 600.0 = 316.7 mm");
    assert_null(toy_finding(plan, "observed.sediment"));
    plan_close(plan);
}

static void more_water_than_the_year_leaves_is_a_doubt(void **state)
{
    (void)state;
    write_outlet(&(Toy){.parameters = outlet}, "day,q\n2023-01-01,1\n2023-01-02,0.5\n", "day,s\n2023-01-01,\n");
    Plan *plan = toy_plan(TOY_YEAR);
    Observed o = compared(plan);
    toy_equals(o.depth_mm, 360);
    assert_false(o.enough);
    toy_finds(plan, FINDING_DOUBT, "observed.balance", "360.0 mm (!)");
    plan_close(plan);
}

// RKLS 100 t/hm2 and C 0.1 over 36 ha are 360 t; 0.5 m3/s with 5 g/L for a day 216 t.
static void sediment_is_a_share_of_the_modelled_erosion(void **state)
{
    (void)state;
    const Toy toy = {.parameters = outlet,
                     .maps = arena_printf(test_arena,
                                          "%s\n  - {id: rkls, file: rkls.tif, kind: field, unit: t/(hm2 a)}"
                                          "\n  - {id: c_factor, file: c.tif, kind: field, unit: \"1\"}",
                                          toy_maps)};
    write_outlet(&toy, "day,q\n2023-01-01,0.5\n2023-01-02,0.5\n", "day,s\n2023-01-02,5\n2023-01-09,7\n");
    toy_flat("rkls.tif", 100);
    toy_flat("c.tif", 0.1F);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    Observed o = compared(plan);
    assert_true(o.has_sediment && o.has_erosion);
    assert_int_equal(o.sediment_days, 1);
    toy_equals(o.load_t, 216);
    toy_equals(o.erosion_t, 360);
    toy_equals(o.load_share, 0.6);
    toy_finds(plan, FINDING_NOTE, "observed.sediment", "60.00 %");
    plan_close(plan);
}

static void a_wrong_table_names_its_place(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {{"day,q\n2023-01-01,1\nsoon,1\n", "row 3: \"soon\" is no date"},
                                           {"day,q\n2023-01-01,much\n", "much"},
                                           {"day,flow\n2023-01-01,1\n", "no column q"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Err err;
        Observed out;
        write_outlet(&(Toy){.parameters = outlet}, wrong[i][0], "day,s\n2023-01-01,5\n");
        Plan *plan = toy_plan(TOY_YEAR);
        assert_false(observed_compare(plan, &out, &err));
        test_says(&err, ERR_INPUT, wrong[i][1]);
        test_says(&err, ERR_INPUT, "q.csv");
        plan_close(plan);
    }
}

static const char *outlet_in(const char *discharge, const char *sites)
{
    return arena_printf(test_arena,
                        "{file: parameters.csv}\n"
                        "observed:\n"
                        "  - {id: discharge, file: q.csv, date: day, value: q, unit: %s}\n%s",
                        discharge, sites);
}

static void the_unit_of_a_series_counts(void **state)
{
    (void)state;
    write_outlet(&(Toy){.parameters = outlet_in("L/s", "")}, "day,q\n2023-01-01,500\n", "");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_equals(compared(plan).depth_mm, 120);
    plan_close(plan);
    write_outlet(&(Toy){.parameters = outlet_in("kg", "")}, "day,q\n2023-01-01,500\n", "");
    plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "observed", "observed discharge: the unit is kg, expected m3/s");
    plan_close(plan);
}

static void a_wrong_table_is_known_when_the_plan_is_made(void **state)
{
    (void)state;
    write_outlet(&(Toy){.parameters = outlet}, "day,q\nsoon,1\n", "day,s\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "observed", "\"soon\" is no date");
    plan_close(plan);
}

static void the_tables_are_inputs_of_the_account(void **state)
{
    (void)state;
    write_outlet(&(Toy){.parameters = outlet}, "day,q\n2023-01-01,1\n", "day,s\n2023-01-01,1\n");
    Plan *plan = toy_plan(TOY_YEAR);
    size_t found = 0;
    for (size_t i = 0; i < plan->input_count; i++) {
        found += text_equal(plan->inputs[i].path, toy_path("q.csv")) && text_equal(plan->inputs[i].id, "discharge");
        found += text_equal(plan->inputs[i].path, toy_path("s.csv")) && text_equal(plan->inputs[i].id, "sediment");
    }
    assert_int_equal(found, 2);
    plan_close(plan);
}

// The station's name is in GBK.
static void the_table_of_sites_states_the_units_again(void **state)
{
    (void)state;
    const Toy toy = {.parameters = outlet_in("m3/s", "  - {id: sites, file: sites.csv, encoding: gbk}")};
    write_outlet(&toy, "day,q\n2023-01-01,1\n", "");
    toy_text("sites.csv", "name,type,unit\n\xBA\xD3\xCC\xEF,Q,m3/s\n\xBA\xD3\xCC\xEF,SED,g/L\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_null(toy_finding(plan, "observed.unit"));
    plan_close(plan);
    write_outlet(&toy, "day,q\n2023-01-01,1\n", "");
    toy_text("sites.csv", "name,type,unit\nx,Q,L/s\n");
    plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_DOUBT, "observed.unit", "row 2: the unit of Q is L/s, but m3/s in district.yaml");
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_observations_nothing_is_compared),
        cmocka_unit_test(days_with_a_discharge_of_the_year_are_compared),
        cmocka_unit_test(more_water_than_the_year_leaves_is_a_doubt),
        cmocka_unit_test(sediment_is_a_share_of_the_modelled_erosion),
        cmocka_unit_test(a_wrong_table_names_its_place),
        cmocka_unit_test(the_unit_of_a_series_counts),
        cmocka_unit_test(a_wrong_table_is_known_when_the_plan_is_made),
        cmocka_unit_test(the_tables_are_inputs_of_the_account),
        cmocka_unit_test(the_table_of_sites_states_the_units_again),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
