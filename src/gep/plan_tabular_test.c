// plan_tabular_test.c - a district whose cells are the rows of a table: the same sums without a map.
#include "gep/district_testing.h"
#include "gep/plan_internal.h"

static const Toy tabular = {
    .grid = "", .boundary = "", .zones = "", .maps = "", .cells = "{file: \"cells_{year}.csv\"}"};

static void write_cells(const char *text)
{
    toy_write(&tabular);
    toy_text("cells_2023.csv", text);
}

static Plan *plan_of(const char *text)
{
    write_cells(text);
    return toy_plan(TOY_YEAR);
}

// The toy district's rows with the toy's numbers: two towns, forest and paddy.
static const char cells[] =
    "town,town_name,ecosystem,area（公顷）,precip_year（mm/a）,et_year（mm/a）,npp_year（gC/m2/a）\n"
    "T1,西镇,111,5,1000,600,500\n"
    "T2,东镇,111,7,1000,600,500\n"
    "T2,东镇,511,3.5,1000,600,500\n"
    ",,111,1,1000,600,500\n";

static void rows_are_cells(void **state)
{
    (void)state;
    write_cells(cells);
    ToyRun run = toy_run(TOY_YEAR);
    assert_true(run.plan->tabular);
    assert_int_equal(run.plan->row_count, 4);
    assert_int_equal(run.plan->zone_count, 2);
    assert_string_equal(run.plan->zone_name[2], "东镇");
    assert_int_equal(run.job.result.cells, 4);
    toy_equals(toy_sum(&run, "R01", "111", "T1", CHANNEL_FLOWS), 5 * TOY_HA * 0.3);
    toy_equals(toy_sum(&run, "R01", "111", "", CHANNEL_FLOWS), TOY_HA * 0.3);
    toy_equals(toy_sum(&run, "R06", "511", "T2", CHANNEL_FLOWS), 3.5 * TOY_HA * 500 * 2.25 * 1.63 / 1e6);
    toy_equals(run.account->area_m2, 16.5 * TOY_HA);
    toy_end(&run);
}

static void monthly_columns_are_twelve(void **state)
{
    (void)state;
    StrBuf text = strbuf_open(test_arena);
    Why why = why_open(test_arena);
    strbuf_add(&text, "ecosystem,area（公顷）,precip_year,et_year,npp_year");
    for (int m = 1; m <= 12; m++) strbuf_printf(&text, ",tmean_%02d", m);
    strbuf_add(&text, "\n111,1,1000,600,500");
    for (int m = 1; m <= 12; m++) strbuf_printf(&text, ",%d", m);
    strbuf_add(&text, "\n");
    Plan *plan = plan_of(text.data);
    int node = plan_node(plan, "tmean", 12, "degC", SCENARIO_ACTUAL, &why);
    assert_true(node >= 0 && plan->nodes[node].kind == NODE_COLUMN);
    assert_true(plan->nodes[node].column[11] == 12);
    assert_true(plan_node(plan, "tmean_year", 1, "degC", SCENARIO_ACTUAL, &why) >= 0);
    assert_true(plan_node(plan, "precip", 12, "mm/month", SCENARIO_ACTUAL, &why) < 0);
    plan_close(plan);
}

static void a_missing_number_is_a_hole(void **state)
{
    (void)state;
    Err err;
    ToyRun run;
    write_cells("town,ecosystem,area（公顷）,precip_year,et_year,npp_year\nT1,111,5,1000,600,500\nT1,111,5,,600,500\n");
    assert_false(toy_try(&run, TOY_YEAR, &err));
    test_says(&err, ERR_REFUSED, "R01 Water conservation: 50.00 % < 95.00 %");
    toy_equals(toy_sum(&run, "R01", "111", "T1", CHANNEL_VALID_M2), 5 * TOY_HA);
    toy_end(&run);
}

static void more_rows_than_a_chunk_are_all_taken(void **state)
{
    (void)state;
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "ecosystem,area（公顷）,precip_year,et_year,npp_year\n");
    for (int i = 0; i < CHUNK + 5; i++) strbuf_add(&text, "111,1,1000,600,500\n");
    write_cells(text.data);
    ToyRun run = toy_run(TOY_YEAR);
    toy_equals(toy_sum(&run, "R01", "111", "", CHANNEL_FLOWS), (CHUNK + 5) * TOY_HA * 0.3);
    toy_end(&run);
}

static void faulty(const char *text, const char *code, const char *words)
{
    Plan *plan = plan_of(text);
    toy_finds(plan, FINDING_ERROR, code, words);
    plan_close(plan);
}

static void faults_are_named_with_their_row(void **state)
{
    (void)state;
    faulty("ecosystem,area\n999,5\n", "cells.class", "row 2: ecosystem code 999");
    faulty("ecosystem,area（公顷）\n111,-5\n", "cells", "row 2: the area is missing or negative");
    faulty("ecosystem,area（公顷）\n111,\n", "cells", "row 2: the area is missing or negative");
    faulty("ecosystem,area（公顷）\n111,big\n", "cells", "big");
    faulty("ecosystem,size\n111,5\n", "cells", "area");
    faulty("town,area\nT1,5\n", "cells", "ecosystem");
    faulty("ecosystem,area（公顷）,precip_year,et_year,npp_year\n111,5,wet,1,1\n", "cells.number", "wet");
    faulty("ecosystem,area（公顷）,precip_year（t）,et_year,npp_year\n111,5,1,1,1\n", "cells.number", "precip_year");
}

static void a_table_of_cells_that_is_not_there_is_named(void **state)
{
    (void)state;
    toy_is_found(&tabular, FINDING_ERROR, "cells", "cells_2023.csv");
}

static void a_table_of_too_many_cells_is_refused(void **state)
{
    (void)state;
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "ecosystem,area\n");
    for (int i = 0; i <= UINT16_MAX; i++) strbuf_add(&text, "111,1\n");
    faulty(text.data, "cells", "65536 rows; the limit is 65535");
}

static void what_a_column_does_not_give_is_a_gap(void **state)
{
    (void)state;
    faulty("ecosystem,area（公顷）,precip_year,npp_year\n111,5,1000,500\n", "service.gap", "et_year (mm/a)");
    faulty("ecosystem,area（公顷）,precip_year,npp_year\n111,5,1000,500\n", "service.gap", "R01");
}

// Built-in fields and stations need maps.
static void no_row_has_a_slope_or_a_station(void **state)
{
    (void)state;
    Plan *plan = plan_of(cells);
    Why why = why_open(test_arena);
    assert_true(plan_node(plan, "slope", 1, "deg", SCENARIO_ACTUAL, &why) < 0);
    assert_true(plan_node(plan, "latitude", 1, "deg", SCENARIO_ACTUAL, &why) < 0);
    assert_true(plan_node(plan, "storm_days", 1, "d/a", SCENARIO_ACTUAL, &why) < 0);
    plan_close(plan);
}

// An account of tables alone: no cell, no map.
static void a_district_of_given_quantities_alone_has_an_account(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{crs: \"EPSG:4524\", cell_m: 100}",
                     .boundary = "",
                     .zones = "",
                     .maps = "",
                     .tables = "\n  - {id: quantities, file: quantities.csv}"});
    toy_text("quantities.csv", "code,part,ecosystem,quantity,unit\nR01,water,111,5,m3\nR06,co2,111,2,t\n");
    ToyRun run = toy_run(TOY_YEAR);
    assert_true(run.plan->tabular);
    assert_int_equal(run.account->gep.current.fen, 5 * 1000 + 2 * 4000);
    assert_int_equal(run.account->not_allotted.fen, 13000);
    assert_int_equal(run.account->town_count, 0);
    toy_end(&run);
}

// District-wide percentiles over rows: 5 and 95 per cent of 20 values are the first and the 19th.
static void percentiles_are_found_over_rows(void **state)
{
    (void)state;
    StrBuf text = strbuf_open(test_arena);
    Why why = why_open(test_arena);
    strbuf_add(&text, "ecosystem,area（公顷）,precip_year,et_year,npp_year,ndvi\n");
    for (int i = 1; i <= 20; i++) strbuf_printf(&text, "111,1,1000,600,500,%g\n", i / 20.0);
    Plan *plan = plan_of(text.data);
    Err err;
    PassJob job = {.plan = plan};
    int node = plan_node(plan, "cover_fraction", 1, "1", SCENARIO_ACTUAL, &why);
    assert_true(node >= 0);
    test_done(pass_run(&job, 1, &(PassOptions){.jobs = 1}, &err), &err);
    assert_true(plan->nodes[node].bound.scalar[0] == (float)0.05 && plan->nodes[node].bound.scalar[1] == (float)0.95);
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_cells),
        cmocka_unit_test(monthly_columns_are_twelve),
        cmocka_unit_test(a_missing_number_is_a_hole),
        cmocka_unit_test(more_rows_than_a_chunk_are_all_taken),
        cmocka_unit_test(faults_are_named_with_their_row),
        cmocka_unit_test(a_table_of_cells_that_is_not_there_is_named),
        cmocka_unit_test(a_table_of_too_many_cells_is_refused),
        cmocka_unit_test(what_a_column_does_not_give_is_a_gap),
        cmocka_unit_test(no_row_has_a_slope_or_a_station),
        cmocka_unit_test(a_district_of_given_quantities_alone_has_an_account),
        cmocka_unit_test(percentiles_are_found_over_rows),
    };
    return cmocka_run_group_tests_name("plan_tabular", tests, test_open, test_close);
}
