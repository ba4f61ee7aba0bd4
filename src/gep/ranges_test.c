// ranges_test.c - what values can be: the shipped table, values of maps, values and names of parameters.
#include "gep/assemble_doubts.h"
#include "gep/district_testing.h"
#include "gep/run.h"

static Ranges ranges;

static int open_ranges(void **state)
{
    (void)state;
    Err err;
    char *methods;
    test_done(file_program_data(test_arena, "methods", &methods, &err), &err);
    test_done(ranges_read(test_arena, methods, &ranges, &err), &err);
    return 0;
}

// ---- the table

static void every_row_has_its_limits_in_order_and_its_reasons(void **state)
{
    (void)state;
    for (size_t i = 0; i < ranges.count; i++) {
        const Range *r = &ranges.items[i];
        bool ordered = r->impossible_below <= r->unusual_below || isinf(r->unusual_below);
        ordered = ordered && (r->unusual_above <= r->impossible_above || isinf(r->unusual_above));
        if (!ordered || !(r->low < r->high)) fail_msg("%s: limits are not in order", r->id);
        if (r->reason_zh[0] == '\0' || r->reason_en[0] == '\0') fail_msg("%s: no reason", r->id);
        const Range *found = r->is_parameter ? ranges_parameter(&ranges, r->id) : ranges_input(&ranges, r->id);
        if (found != r) fail_msg("%s stands twice", r->id);
    }
    assert_null(ranges_input(&ranges, "R01.alpha"));
    assert_null(ranges_parameter(&ranges, "precip"));
}

static void a_limit_that_is_no_number_is_named_with_its_row(void **state)
{
    (void)state;
    Err err;
    Ranges out;
    const char *folder = arena_printf(test_arena, "%s/methods", test_folder);
    test_done(file_make_folders(folder, &err), &err);
    const char *text = "kind,id,impossible_below,unusual_below,unusual_above,impossible_above,reason_zh,reason_en\n"
                       "input,x,zero,,,,甲,a\n";
    test_done(file_write(file_join(test_arena, folder, "ranges.csv"), text, strlen(text), &err), &err);
    assert_false(ranges_read(test_arena, folder, &out, &err));
    assert_non_null(strstr(err.text, "row 2"));
    assert_non_null(strstr(err.text, "'zero' is no number"));
}

// ---- values

static void only_what_lies_outside_is_counted(void **state)
{
    (void)state;
    const Range *range = ranges_input(&ranges, "sand");
    Outside outside = {0};
    const double inside[] = {0, 100, NAN, 50}, beyond[] = {-1, 100.5, 7, -3, NAN};
    range_look(range, inside, 4, &outside);
    assert_int_equal(outside.count, 0);
    range_look(range, beyond, 5, &outside);
    assert_int_equal(outside.count, 3);
    assert_true(outside.least == -3 && outside.most == 100.5);
}

static void what_threads_found_adds_up(void **state)
{
    (void)state;
    Outside sum = {0}, none = {0}, low = {2, -9, -4}, high = {1, 7, 7};
    outside_add(&sum, &none);
    assert_int_equal(sum.count, 0);
    outside_add(&sum, &high);
    outside_add(&sum, &low);
    outside_add(&sum, &none);
    assert_int_equal(sum.count, 3);
    assert_true(sum.least == -9 && sum.most == 7);
}

static const Finding *finding_of(const char *id, double value)
{
    Findings *findings = arena_alloc(test_arena, sizeof *findings);
    *findings = findings_open(test_arena);
    Outside outside = {1, value, value};
    bool fine = range_finding(ranges_input(&ranges, id), &outside, "maps/x.tif", findings);
    assert_int_equal(findings->count, 1);
    assert_true(fine == (findings->items[0].severity != FINDING_ERROR));
    return &findings->items[0];
}

static void what_cannot_be_is_an_error_what_is_rare_a_doubt(void **state)
{
    (void)state;
    const Finding *rain = finding_of("precip", -30), *npp = finding_of("npp", -30), *slope = finding_of("slope", 89);
    assert_int_equal(rain->severity, FINDING_ERROR);
    assert_string_equal(rain->code, "map.impossible");
    assert_string_equal(rain->where, "maps/x.tif");
    assert_non_null(strstr(rain->text_en, "1 cells hold -30 to -30"));
    assert_non_null(strstr(rain->text_en, "expected ≥ 0"));
    assert_non_null(strstr(rain->text_zh, "降水深不为负"));
    assert_int_equal(npp->severity, FINDING_DOUBT);
    assert_string_equal(npp->code, "map.unusual");
    assert_int_equal(slope->severity, FINDING_DOUBT);
    assert_non_null(strstr(slope->text_en, "0–85"));
    assert_int_equal(finding_of("elevation", 9500)->severity, FINDING_ERROR);
    Findings findings = findings_open(test_arena);
    assert_true(range_finding(ranges_input(&ranges, "npp"), &(Outside){0}, "", &findings));
    assert_int_equal(findings.count, 0);
}

// ---- in a district

static void rain_below_zero_stops_the_account_and_names_the_map(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_rows("p.tif", (float[TOY_SIDE]){1000, 1000, 1000, -30, 1000, 1000});
    const char *out = arena_printf(test_arena, "%s-out", toy_folder);
    RunOptions options = {.folder = toy_folder, .out = out, .year_first = TOY_YEAR, .year_last = TOY_YEAR, .jobs = 2};
    assert_false(run_account(&options, stderr, &err));
    assert_non_null(strstr(err.text, "p.tif"));
    assert_non_null(strstr(err.text, "6 cells hold -30 to -30"));
    assert_false(file_exists(out));
}

static void npp_below_zero_is_a_warning_of_the_account(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_rows("npp.tif", (float[TOY_SIDE]){500, 500, -5, 500, 500, 500});
    ToyRun run = toy_run(TOY_YEAR);
    assert_true(assemble_check_ranges(run.plan, &run.job.result));
    toy_finds(run.plan, FINDING_DOUBT, "map.unusual", "npp.tif");
    toy_end(&run);
}

static void a_coefficient_that_cannot_be_is_refused(void **state)
{
    (void)state;
    const char *more = "R01.alpha,321,,7,1,,toy,district\nprice.o2,,,-4,yuan/t,2023,toy,district\n";
    Toy toy = {.params = arena_printf(test_arena, "%s%s", toy_params, more)};
    toy_is_found(&toy, FINDING_ERROR, "param.impossible", "parameter R01.alpha is 7, expected 0–1");
    toy_is_found(&toy, FINDING_ERROR, "param.impossible", "parameter price.o2 is -4, expected ≥ 0 (a price)");
}

static void a_parameter_that_nobody_knows_is_said_with_the_nearest(void **state)
{
    (void)state;
    const char *more = "R02.lamda,,,0.2,1,,toy,district\n";
    toy_is_found(&(Toy){.params = arena_printf(test_arena, "%s%s", toy_params, more)}, FINDING_DOUBT, "param.unknown",
                 "no parameter R02.lamda, the row is not used; is R02.lambda meant?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_row_has_its_limits_in_order_and_its_reasons, open_ranges),
        cmocka_unit_test(a_limit_that_is_no_number_is_named_with_its_row),
        cmocka_unit_test_setup(only_what_lies_outside_is_counted, open_ranges),
        cmocka_unit_test(what_threads_found_adds_up),
        cmocka_unit_test_setup(what_cannot_be_is_an_error_what_is_rare_a_doubt, open_ranges),
        cmocka_unit_test(rain_below_zero_stops_the_account_and_names_the_map),
        cmocka_unit_test(npp_below_zero_is_a_warning_of_the_account),
        cmocka_unit_test(a_coefficient_that_cannot_be_is_refused),
        cmocka_unit_test(a_parameter_that_nobody_knows_is_said_with_the_nearest),
    };
    return cmocka_run_group_tests_name("ranges", tests, test_open, test_close);
}
