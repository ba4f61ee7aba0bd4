// carbon_test.c - numbers of InVEST's own tests: pools of 86, 28 and 8 t/ha, a price of 43, rates of 2.8 and -7.1 %.
#include "gep/invest/invest_testing.h"

static const char *const pools =
    "C_above,C_below,C_soil,C_dead,lucode,LULC_Name\n15,10,60,1,1,\"lulc code 1\"\n5,3,20,0,2,\"lulc code 2\"\n"
    "2,1,5,0,3,\"lulc code 3\"\n";

static const char *valued(const char *discount, const char *change, const char *nodata)
{
    double bas[100], alt[100];
    for (int i = 0; i < 100; i++) bas[i] = 1, alt[i] = i == 7 ? 3 : 2;
    alt[99] = nodata ? -1 : 2;
    test_map("bas.tif", GDT_Int32, 10, 10, bas, nodata);
    test_map("alt.tif", GDT_Int32, 10, 10, alt, nodata);
    test_text_file("pools.csv", pools);
    return test_datastack(arena_printf(
        test_arena,
        "\"lulc_bas_path\": \"bas.tif\", \"lulc_alt_path\": \"alt.tif\", \"carbon_pools_path\": \"pools.csv\","
        "\"calc_sequestration\": true, \"do_valuation\": true, \"price_per_metric_ton_of_c\": 43.0,"
        "\"lulc_bas_year\": \"2016\", \"lulc_alt_year\": 2030, \"discount_rate\": %s, \"rate_change\": %s",
        discount, change));
}

static void run(const char *args, const char *workspace)
{
    Err err;
    test_run(invest_run, (InvestRequest){.model = "carbon", .args = args, .workspace = test_path(workspace), .jobs = 2},
             true, &err);
}

static void storage_change_and_value_are_invests(void **state)
{
    (void)state;
    run(valued("-7.1", "2.8", "-1"), "full");
    test_close_to(test_value(test_path("full/c_storage_bas.tif"), 0, 0), 86, 0);
    test_close_to(test_value(test_path("full/c_storage_alt.tif"), 0, 0), 28, 0);
    test_close_to(test_value(test_path("full/c_change_bas_alt.tif"), 0, 0), -58, 0);
    test_close_to(test_value(test_path("full/npv_alt.tif"), 0, 0), -3422.079, 1e-3);
    test_close_to(test_value(test_path("full/c_change_bas_alt.tif"), 7, 0), -78, 0);
    assert_true(isnan(test_value(test_path("full/npv_alt.tif"), 9, 9)));
    test_close_to(test_value(test_path("full/intermediate_outputs/c_below_alt.tif"), 0, 0), 3, 0);
}

static void without_rates_a_tonne_is_worth_its_price(void **state)
{
    (void)state;
    run(valued("0", "0.0", NULL), "zero");
    test_close_to(test_value(test_path("zero/npv_alt.tif"), 0, 0), -2494, 1e-3);
    test_close_to(test_value(test_path("zero/npv_alt.tif"), 9, 9), -2494, 1e-3);
}

static void the_table_sums_what_has_a_value(void **state)
{
    (void)state;
    double total;
    run(valued("-7.1", "2.8", "-1"), "sums");
    char **lines = text_split(test_arena, test_read(test_path("sums/raster_values_summary.csv")), '\n', &(size_t){0});
    assert_string_equal(lines[0], "Raster,Total,Units,Filename");
    char **cells = text_split(test_arena, lines[1], ',', &(size_t){0});
    assert_string_equal(cells[0], "Baseline Carbon Storage");
    assert_true(text_to_double(cells[1], &total));
    test_close_to(total, 86 * 100 * 0.01, 1e-12); // cells of 100 m2
    assert_string_equal(cells[2], "metric_ton");
    assert_string_equal(cells[3], "c_storage_bas.tif");
    cells = text_split(test_arena, lines[3], ',', &(size_t){0});
    assert_true(text_to_double(cells[1], &total));
    test_close_to(total, (-58 * 98 - 78) * 0.01, 1e-9);
    assert_non_null(strstr(lines[4], "Net Present Value of Carbon Change,"));
    assert_non_null(strstr(lines[4], ",currency,npv_alt.tif"));
}

static void a_loss_of_one_tonne_is_no_missing_value(void **state)
{
    (void)state;
    const char *args = valued("0", "0", "-1");
    test_text_file("pools.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,15,10,60,1\n2,14,10,60,1\n3,1,1,1,1\n");
    run(args, "one");
    test_close_to(test_value(test_path("one/c_change_bas_alt.tif"), 0, 0), -1, 0);
    test_close_to(test_value(test_path("one/npv_alt.tif"), 0, 0), -43, 1e-4);
    assert_true(isnan(test_value(test_path("one/c_change_bas_alt.tif"), 9, 9)));
}

static void a_row_for_the_maps_no_data_value_gives_it_a_stock(void **state)
{
    (void)state;
    const char *args = valued("0", "0", "-1");
    test_text_file("pools.csv",
                   "lucode,c_above,c_below,c_soil,c_dead\n-1,1,0,0,0\n1,15,10,60,1\n2,5,3,20,0\n3,1,1,1,1\n");
    run(args, "row");
    test_close_to(test_value(test_path("row/c_storage_alt.tif"), 9, 9), 1, 0);
}

static void maps_must_have_the_same_cells_and_years_their_order(void **state)
{
    (void)state;
    Err err;
    const char *args = valued("0", "0", NULL);
    test_flat_map("alt.tif", GDT_Int32, 10, 9, 2);
    InvestRequest request = {.model = "carbon", .args = args};
    const char *text = test_run(invest_validate, request, false, &err);
    assert_non_null(strstr(text, "10 x 9 cells of 10 x 10, but lulc_bas_path has 10 x 10 of 10 x 10"));
    valued("0", "0", NULL);
    request.args = test_datastack(
        "\"lulc_bas_path\": \"bas.tif\", \"lulc_alt_path\": \"alt.tif\", \"carbon_pools_path\": \"pools.csv\","
        "\"calc_sequestration\": true, \"do_valuation\": true, \"price_per_metric_ton_of_c\": 43.0,"
        "\"lulc_bas_year\": 2030, \"lulc_alt_year\": 2030, \"discount_rate\": 1, \"rate_change\": 1");
    text = test_run(invest_validate, request, false, &err);
    assert_non_null(strstr(text, "the alternate year must come after"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(storage_change_and_value_are_invests),
        cmocka_unit_test(without_rates_a_tonne_is_worth_its_price),
        cmocka_unit_test(the_table_sums_what_has_a_value),
        cmocka_unit_test(a_loss_of_one_tonne_is_no_missing_value),
        cmocka_unit_test(a_row_for_the_maps_no_data_value_gives_it_a_stock),
        cmocka_unit_test(maps_must_have_the_same_cells_and_years_their_order),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
