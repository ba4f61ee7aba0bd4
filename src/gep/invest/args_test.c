// args_test.c - datastacks are read as InVEST reads them.
#include "gep/invest/args.h"

#include "gep/invest/invest_testing.h"

static InvestArgs read_text(const char *text)
{
    Err err;
    InvestArgs args;
    test_done(args_read(test_arena, test_text_file("a.invs.json", text), invest_model_find("carbon"), &args, &err),
              &err);
    return args;
}

static void numbers_and_truth_may_be_texts(void **state)
{
    (void)state;
    InvestArgs args =
        read_text("{\"args\": {\"discount_rate\": \"-7.1\", \"rate_change\": 2.8, \"lulc_bas_year\": \"\","
                  "\"lulc_alt_year\": null, \"do_valuation\": \"False\", \"calc_sequestration\": true,"
                  "\"n_workers\": -1, \"something\": [1]}}");
    const InvestValue *rate = args_value_of(&args, "discount_rate");
    assert_true(rate->given && rate->is_number);
    test_close_to(rate->number, -7.1, 0);
    assert_false(args_given(&args, "lulc_bas_year"));
    assert_false(args_given(&args, "lulc_alt_year"));
    assert_true(args_value_of(&args, "do_valuation")->is_truth);
    assert_false(args_condition(&args, "do_valuation"));
    assert_true(args_condition(&args, "calc_sequestration"));
}

static void paths_count_from_the_datastacks_folder(void **state)
{
    (void)state;
    test_text_file("碳库.csv", "lucode\n");
    InvestArgs args = read_text("{\"carbon_pools_path\": \"碳库.csv\", \"lulc_bas_path\": \"https://a.b/c.tif\","
                                "\"lulc_alt_path\": \"$QINGSHAN_TEST_FOLDER/x.tif\"}");
    assert_string_equal(args_value_of(&args, "carbon_pools_path")->text, test_path("碳库.csv"));
    assert_string_equal(args_value_of(&args, "lulc_bas_path")->text, "https://a.b/c.tif");
    setenv("QINGSHAN_TEST_FOLDER", "/maps", 1);
    args =
        read_text("{\"lulc_alt_path\": \"${QINGSHAN_TEST_FOLDER}/x%20y.tif\", \"lulc_bas_path\": \"file:///z.tif\"}");
    assert_string_equal(args_value_of(&args, "lulc_alt_path")->text, "/maps/x%20y.tif");
    assert_string_equal(args_value_of(&args, "lulc_bas_path")->text, "/z.tif");
}

static void older_names_are_known(void **state)
{
    (void)state;
    InvestArgs args = read_text("{\"model_name\": \"natcap.invest.carbon\", \"args\": {\"lulc_cur_path\": \"/a.tif\","
                                "\"lulc_fut_year\": 2030, \"carbon_pools_uri\": \"/b.csv\"}}");
    assert_string_equal(args_value_of(&args, "lulc_bas_path")->text, "/a.tif");
    test_close_to(args_value_of(&args, "lulc_alt_year")->number, 2030, 0);
    assert_string_equal(args_value_of(&args, "carbon_pools_path")->text, "/b.csv");
}

static void conditions_know_or_and_not_and_parentheses(void **state)
{
    (void)state;
    InvestArgs args = read_text("{\"calc_sequestration\": true, \"do_valuation\": false, \"rate_change\": 0}");
    assert_true(args_condition(&args, NULL));
    assert_false(args_condition(&args, ""));
    assert_true(args_condition(&args, "do_valuation or calc_sequestration"));
    assert_false(args_condition(&args, "do_valuation and calc_sequestration"));
    assert_true(args_condition(&args, "(not do_valuation) and calc_sequestration"));
    assert_false(args_condition(&args, "not (do_valuation or calc_sequestration)"));
    assert_false(args_condition(&args, "rate_change"));
    assert_false(args_condition(&args, "discount_rate and calc_sequestration or do_valuation"));
}

static void another_models_datastack_is_refused(void **state)
{
    (void)state;
    Err err;
    InvestArgs args;
    const char *path = test_text_file("b.json", "{\"args\": {}, \"model_id\": \"sdr\"}");
    assert_false(args_read(test_arena, path, invest_model_find("carbon"), &args, &err));
    test_says(&err, ERR_INPUT, "model sdr, not of carbon");
    path = test_text_file("b.json", "{\"args\": ");
    assert_false(args_read(test_arena, path, invest_model_find("carbon"), &args, &err));
    test_says(&err, ERR_INPUT, "b.json");
    assert_false(args_read(test_arena, test_path("none.json"), invest_model_find("carbon"), &args, &err));
    test_says(&err, ERR_MISSING, "none.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_truth_may_be_texts),
        cmocka_unit_test(paths_count_from_the_datastacks_folder),
        cmocka_unit_test(older_names_are_known),
        cmocka_unit_test(conditions_know_or_and_not_and_parentheses),
        cmocka_unit_test(another_models_datastack_is_refused),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
