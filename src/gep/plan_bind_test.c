// plan_bind_test.c - parameters and options of a kernel: found, converted, missing, wrong, contradictory.
#include "gep/district_testing.h"
#include "gep/plan_internal.h"

static const char *params_and(const char *more)
{
    return arena_printf(test_arena, "%s%s", toy_params, more);
}

static const char *params_without(const char *id)
{
    StrBuf text = strbuf_open(test_arena);
    for (const char *line = toy_params; line[0] != '\0'; line += strcspn(line, "\n") + 1) {
        size_t size = strcspn(line, "\n") + 1;
        if (strncmp(line, id, strlen(id)) != 0) strbuf_add(&text, arena_text_size(test_arena, line, size));
    }
    return text.data;
}

static Bound bind(Plan *plan, const ParamNeed *params, const OptionNeed *options)
{
    Bound bound;
    Why why = why_open(test_arena);
    if (!plan_bind(plan, "test", params, options, 0, &bound, &why)) fail_msg("%s", why.en.data);
    return bound;
}

static const char *why_not(Plan *plan, const ParamNeed *params, const OptionNeed *options)
{
    Bound bound;
    Why why = why_open(test_arena);
    assert_false(plan_bind(plan, "test", params, options, 0, &bound, &why));
    return why.en.data;
}

static const OptionNeed no_options[OPTION_MAX];
static const ParamNeed no_params[PARAM_MAX];

// ---- parameters

static void a_number_is_found_in_its_unit(void **state)
{
    (void)state;
    static const ParamNeed needs[PARAM_MAX] = {{"a", PARAM_SCALAR, "m"}};
    toy_write(&(Toy){.params = params_and("a,,,250,cm,,toy,district\n")});
    Plan *plan = toy_plan(TOY_YEAR);
    Bound bound = bind(plan, needs, no_options);
    toy_equals(bound.scalar[0], 2.5);
    assert_int_equal(bound.row_count, 1);
    assert_string_equal(bound.rows[0]->id, "a");
    plan_close(plan);
}

static void a_number_in_another_measure_is_named_with_its_row(void **state)
{
    (void)state;
    static const ParamNeed scalar[PARAM_MAX] = {{"a", PARAM_SCALAR, "m"}},
                           by_class[PARAM_MAX] = {{"R01.alpha", PARAM_BY_CLASS, "m"}};
    toy_write(&(Toy){.params = params_and("a,,,250,t,,toy,district\n")});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_non_null(
        strstr(why_not(plan, scalar, no_options), "parameters.csv, row 13, parameter a: unit t, expected m"));
    assert_non_null(strstr(why_not(plan, by_class, no_options), "R01.alpha: unit 1, expected m"));
    plan_close(plan);
}

static void a_number_that_is_not_there_is_named(void **state)
{
    (void)state;
    static const ParamNeed scalar[PARAM_MAX] = {{"a", PARAM_SCALAR, "m"}},
                           keyed[PARAM_MAX] = {{"a", PARAM_SCALAR, "m", "lake_region"}},
                           by_class[PARAM_MAX] = {{"b", PARAM_BY_CLASS, "1"}},
                           band[PARAM_MAX] = {{"c", PARAM_BAND, "1"}};
    toy_write(&(Toy){.variants = "\n  - {service: R01, options: [lake_region=east]}"});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not(plan, scalar, no_options), "test: there is no parameter a;"));
    assert_non_null(strstr(why_not(plan, keyed, no_options), "there is no parameter a key=east;"));
    assert_non_null(strstr(why_not(plan, by_class, no_options), "no class has a parameter b"));
    assert_non_null(strstr(why_not(plan, band, no_options), "there are no bands of parameter c"));
    plan_close(plan);
}

static void an_optional_number_has_what_stands_for_it(void **state)
{
    (void)state;
    static const ParamNeed needs[PARAM_MAX] = {{"a", PARAM_SCALAR, "m", NULL, 7, true},
                                               {"b", PARAM_BY_CLASS, "1", NULL, 3, true},
                                               {"c", PARAM_BAND, "1", NULL, 0, true}};
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    Bound bound = bind(plan, needs, no_options);
    assert_true(bound.scalar[0] == 7 && bound.by_class[1][1] == 3);
    assert_int_equal(bound.bands[2][1].count, 0);
    plan_close(plan);
}

static void a_class_without_a_row_has_no_number(void **state)
{
    (void)state;
    static const ParamNeed needs[PARAM_MAX] = {{"R01.alpha", PARAM_BY_CLASS, "1"}};
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    Bound bound = bind(plan, needs, no_options);
    assert_true(bound.by_class[0][plan_class_index(plan, "311")] == 0.2);
    assert_true(isnan(bound.by_class[0][plan_class_index(plan, "511")]));
    assert_true(isnan(bound.by_class[0][0]));
    plan_close(plan);
}

static void bands_are_steps_of_a_class(void **state)
{
    (void)state;
    static const ParamNeed needs[PARAM_MAX] = {{"c", PARAM_BAND, "1"}};
    toy_write(&(Toy){0});
    toy_text("parameters.csv", "id,ecosystem,from,to,value,unit,source,status\n"
                               "c,1,0,50,0.1,1,toy,district\nc,1,50,100,0.2,1,toy,unverified\n");
    Plan *plan = toy_plan(TOY_YEAR);
    Bound bound = bind(plan, needs, no_options);
    int forest = plan_class_index(plan, "111"), meadow = plan_class_index(plan, "311");
    assert_true(bands_value(&bound.bands[0][forest], 49) == 0.1 && bands_value(&bound.bands[0][forest], 50) == 0.2);
    assert_int_equal(bound.bands[0][meadow].count, 0);
    assert_true(bound.unverified_class[forest] && !bound.unverified_class[meadow] && !bound.unverified);
    plan_close(plan);
}

static void what_rests_on_unverified_numbers_is_known_by_class(void **state)
{
    (void)state;
    static const ParamNeed needs[PARAM_MAX] = {{"a", PARAM_SCALAR, "1"}, {"R01.alpha", PARAM_BY_CLASS, "1"}},
                           alpha[PARAM_MAX] = {{"R01.alpha", PARAM_BY_CLASS, "1"}};
    toy_write(&(Toy){.params = arena_printf(test_arena,
                                            "%sR01.alpha,111,,0.1,1,,toy,unverified\n"
                                            "R01.alpha,311,,0.2,1,,toy,district\na,,,1,1,,toy,unverified\n",
                                            params_without("R01.alpha"))});
    Plan *plan = toy_plan(TOY_YEAR);
    Bound bound = bind(plan, needs, no_options);
    assert_true(bound.unverified);
    bound = bind(plan, alpha, no_options);
    assert_false(bound.unverified);
    assert_true(bound.unverified_class[plan_class_index(plan, "111")]);
    assert_false(bound.unverified_class[plan_class_index(plan, "311")]);
    plan_close(plan);
}

// ---- options

static void an_option_of_the_district_goes_before_the_profiles(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = "  - {code: R01, in_total: true, variant: A, options: [cap_m=122, s=liu]}\n",
                     .variants = "\n  - {service: R01, cap_m: 50}"});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_string_equal(plan_option(plan, "cap_m", "9"), "50");
    assert_string_equal(plan_option(plan, "s", "x"), "liu");
    assert_string_equal(plan_option(plan, "l_m", "x"), "x");
    plan_close(plan);
}

static void options_are_read_as_texts_and_numbers(void **state)
{
    (void)state;
    static const OptionNeed needs[OPTION_MAX] = {
        {"cap_m", "number", NULL}, {"r_fit", "years", ""}, {"lake_region", "text", ""}, {"s", "liu|hj1173", "liu"}};
    toy_write(&(Toy){.variants = "\n  - {service: R01, cap_m: 50, r_fit: \"2012-2017\", s: hj1173}"});
    Plan *plan = toy_plan(TOY_YEAR);
    Bound bound = bind(plan, no_params, needs);
    assert_true(bound.option_number[0] == 50 && isnan(bound.option_number[3]));
    assert_string_equal(bound.option_text[3], "hj1173");
    assert_string_equal(bound.option_text[2], "");
    plan_close(plan);
}

static void a_wrong_option_is_said_with_what_is_right(void **state)
{
    (void)state;
    static const OptionNeed number[OPTION_MAX] = {{"cap_m", "number", NULL}},
                            years[OPTION_MAX] = {{"r_fit", "years", NULL}},
                            choice[OPTION_MAX] = {{"s", "liu|hj1173", NULL}},
                            missing[OPTION_MAX] = {{"k", "epic|raster", NULL}};
    toy_write(&(Toy){.variants = "\n  - {service: R01, cap_m: tall, r_fit: \"2017-2012\", s: li}"});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_non_null(strstr(why_not(plan, no_params, number), "cap_m=tall, expected number"));
    assert_non_null(strstr(why_not(plan, no_params, years), "r_fit=2017-2012, expected years"));
    assert_non_null(strstr(why_not(plan, no_params, choice), "s=li, expected liu|hj1173"));
    assert_non_null(strstr(why_not(plan, no_params, missing), "choose k=(epic|raster) under variants"));
    plan_close(plan);
}

static void a_range_of_years_is_two_years_in_order_or_one(void **state)
{
    (void)state;
    int first, last;
    assert_true(bound_year_range("2012-2017", &first, &last) && first == 2012 && last == 2017);
    assert_true(bound_year_range("2012", &first, &last) && first == 2012 && last == 2012);
    assert_false(bound_year_range("2012-", &first, &last));
    assert_false(bound_year_range("2012-2017x", &first, &last));
    assert_false(bound_year_range("", &first, &last));
}

static void an_option_that_no_method_knows_is_an_error(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R01, options: [cap=122]}"}, FINDING_ERROR, "variants.option",
                 "no method knows the option cap (cap=122)");
}

static void a_method_that_a_field_does_not_have_is_said_with_those_it_has(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R01, et: fuu}"}, FINDING_ERROR, "service.gap",
                 "et_year: et=fuu, expected raster|fu|zhang");
}

static void two_values_of_one_option_are_a_conflict(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R01, et: raster}\n  - {service: R06, et: fu}"}, FINDING_ERROR,
                 "variants.conflict", "et is fu here and R01: raster");
}

static void a_variant_of_a_service_elsewhere_is_said(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R99, variant: A}"}, FINDING_ERROR, "variants.service", "R99");
    toy_is_found(&(Toy){.variants = "\n  - {service: R10, variant: et}"}, FINDING_NOTE, "variants.service", "R10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_found_in_its_unit),
        cmocka_unit_test(a_number_in_another_measure_is_named_with_its_row),
        cmocka_unit_test(a_number_that_is_not_there_is_named),
        cmocka_unit_test(an_optional_number_has_what_stands_for_it),
        cmocka_unit_test(a_class_without_a_row_has_no_number),
        cmocka_unit_test(bands_are_steps_of_a_class),
        cmocka_unit_test(what_rests_on_unverified_numbers_is_known_by_class),
        cmocka_unit_test(an_option_of_the_district_goes_before_the_profiles),
        cmocka_unit_test(options_are_read_as_texts_and_numbers),
        cmocka_unit_test(a_wrong_option_is_said_with_what_is_right),
        cmocka_unit_test(a_range_of_years_is_two_years_in_order_or_one),
        cmocka_unit_test(an_option_that_no_method_knows_is_an_error),
        cmocka_unit_test(a_method_that_a_field_does_not_have_is_said_with_those_it_has),
        cmocka_unit_test(two_values_of_one_option_are_a_conflict),
        cmocka_unit_test(a_variant_of_a_service_elsewhere_is_said),
    };
    return cmocka_run_group_tests_name("plan_bind", tests, test_open, test_close);
}
