// plan_test.c - opening a plan: settings, profile, parameters; what an account is refused for.
#include "gep/district_testing.h"

static void a_folder_without_settings_has_no_plan(void **state)
{
    (void)state;
    Err err;
    Plan *plan;
    toy_write(&(Toy){0});
    PlanOptions options = {.year = TOY_YEAR, .jobs = 1, .methods = "methods"};
    assert_false(plan_open(test_path("nothing"), &options, &plan, &err));
    test_says(&err, ERR_MISSING, "district.yaml");
    toy_text("district.yaml", "schema: 1\nweather: fine\n");
    assert_false(plan_open(toy_folder, &options, &plan, &err));
    test_says(&err, ERR_INPUT, "line 2");
}

static void a_profile_is_one_of_methods_or_a_file_of_the_folder(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile = "guideline-1999"}, FINDING_ERROR, "profile", "guideline-2020");
    toy_is_found(&(Toy){.profile = "own.yaml"}, FINDING_ERROR, "profile", "own.yaml");
    toy_write(&(Toy){0});
    toy_text("profile.yaml", "id: toy\nweather: fine\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "profile", "line 2");
    plan_close(plan);
}

static void a_file_of_the_folder_is_an_input(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_string_equal(plan->inputs[0].id, "district");
    assert_string_equal(plan->inputs[0].path, toy_path("district.yaml"));
    assert_string_equal(plan->inputs[1].id, "profile");
    assert_string_equal(plan->inputs[2].id, "parameters");
    plan_close(plan);
}

static void what_stands_above_a_profile_is_said(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile_head = "price_basis: capital\nabove:\n  - GB/T 1\n"}, FINDING_NOTE, "profile.above",
                 "above this profile stands: GB/T 1");
}

static void parameters_come_from_the_profile_then_from_the_district(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_head = "price_basis: capital\nparameters:\n  - life.csv\n"});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_true(params_has(&plan->params, "R01.alpha"));
    assert_true(plan->params.count > 11);
    plan_close(plan);
    toy_is_found(&(Toy){.profile_head = "price_basis: capital\nparameters:\n  - none.csv\n"}, FINDING_ERROR,
                 "param.table", "none.csv");
}

static void a_table_of_parameters_that_is_not_there_is_named(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.parameters = "{file: own.csv}"}, FINDING_ERROR, "param.table", "own.csv");
}

static void a_parameter_of_no_known_class_is_an_error(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.params = arena_printf(test_arena, "%sR01.alpha,119,,0.1,1,,toy,district\n", toy_params)},
                 FINDING_ERROR, "param.class", "119");
}

static void a_file_that_is_declared_must_be_there_though_nobody_reads_it(void **state)
{
    (void)state;
    toy_write(&(Toy){
        .tables = "\n  - {id: noise, file: noise.csv}",
        .maps = arena_printf(test_arena, "%s\n  - {id: shannon, file: \"s_{month}.tif\", kind: field}", toy_maps)});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "input.missing",
              "noise.csv, which is not there; no service of profile toy reads it");
    toy_finds(plan, FINDING_ERROR, "input.missing", "s_12.tif");
    plan_close(plan);
}

static void a_plan_without_errors_may_run(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_true(plan_check(plan, &err));
    plan_close(plan);
    plan_close(NULL);
}

static void a_refusal_lists_every_error(void **state)
{
    (void)state;
    Err err, removed;
    toy_write(&(Toy){0});
    test_done(file_remove_tree(toy_path("et.tif"), &removed) && file_remove_tree(toy_path("npp.tif"), &removed),
              &removed);
    Plan *plan = toy_plan(TOY_YEAR);
    assert_false(plan_check(plan, &err));
    test_says(&err, ERR_REFUSED, "the account is refused, 2 errors:");
    test_says(&err, ERR_REFUSED, "R01");
    test_says(&err, ERR_REFUSED, "npp.tif");
    plan_close(plan);
}

// An error text holds 2 KB. When all errors do not fit, the first of each service does, and the rest is counted.
static void a_refusal_for_many_reasons_names_all_services(void **state)
{
    (void)state;
    Err err;
    static const char *const codes[] = {"C01", "C03", "M11", "M12", "M13", "M14", "M15", "M16", "M17", "R01", "R02"};
    StrBuf list = strbuf_open(test_arena);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const Service *service = service_find(codes[i]);
        strbuf_printf(&list, "  - {code: %s, in_total: true, variant: %s}\n", codes[i], service->variants[0].id);
    }
    toy_write(&(Toy){.profile_services = list.data,
                     .maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_false(plan_check(plan, &err));
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) test_says(&err, ERR_REFUSED, codes[i]);
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_without_settings_has_no_plan),
        cmocka_unit_test(a_profile_is_one_of_methods_or_a_file_of_the_folder),
        cmocka_unit_test(a_file_of_the_folder_is_an_input),
        cmocka_unit_test(what_stands_above_a_profile_is_said),
        cmocka_unit_test(parameters_come_from_the_profile_then_from_the_district),
        cmocka_unit_test(a_table_of_parameters_that_is_not_there_is_named),
        cmocka_unit_test(a_parameter_of_no_known_class_is_an_error),
        cmocka_unit_test(a_file_that_is_declared_must_be_there_though_nobody_reads_it),
        cmocka_unit_test(a_plan_without_errors_may_run),
        cmocka_unit_test(a_refusal_lists_every_error),
        cmocka_unit_test(a_refusal_for_many_reasons_names_all_services),
    };
    return cmocka_run_group_tests_name("plan", tests, test_open, test_close);
}
