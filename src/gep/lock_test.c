// lock_test.c - inputs.lock: digests of inputs, written, parsed, checked.
#include "gep/lock.h"

#include "gep/district_testing.h"

static Plan *hashed_plan(void)
{
    Err err;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    test_done(lock_hash(plan, NULL, 0, 2, &err), &err);
    return plan;
}

static void every_input_has_its_size_and_digest(void **state)
{
    (void)state;
    Err err;
    Plan *plan = hashed_plan();
    for (size_t i = 0; i < plan->input_count; i++) {
        char sm3[SM3_TEXT_SIZE];
        uint64_t bytes;
        test_done(sm3_of_file(plan->inputs[i].path, sm3, &bytes, &err), &err);
        assert_string_equal(plan->inputs[i].sm3, sm3);
        assert_int_equal(plan->inputs[i].bytes, bytes);
    }
    test_done(lock_unchanged(plan, &err), &err);
    plan_close(plan);
}

// The digest of a file that an earlier year read is taken over, even if the file is gone meanwhile.
static void a_file_of_an_earlier_year_is_hashed_once(void **state)
{
    (void)state;
    Err err;
    Plan *earlier = hashed_plan(), *plan = toy_plan(TOY_YEAR);
    test_done(file_remove_tree(toy_path("npp.tif"), &err), &err);
    test_done(lock_hash(plan, &earlier, 1, 1, &err), &err);
    for (size_t i = 0; i < plan->input_count; i++) assert_string_equal(plan->inputs[i].sm3, earlier->inputs[i].sm3);
    assert_false(lock_unchanged(plan, &err));
    test_says(&err, ERR_REFUSED, "npp.tif changed while the account was being computed");
    plan_close(plan);
    plan_close(earlier);
}

static void a_file_that_is_gone_cannot_be_hashed(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    test_done(file_remove_tree(toy_path("npp.tif"), &err), &err);
    assert_false(lock_hash(plan, NULL, 0, 1, &err));
    test_says(&err, ERR_MISSING, "npp.tif is not there");
    plan_close(plan);
}

static void a_file_that_changes_meanwhile_is_named(void **state)
{
    (void)state;
    Err err;
    Plan *plan = hashed_plan();
    toy_text("parameters.csv", "x");
    assert_false(lock_unchanged(plan, &err));
    test_says(&err, ERR_REFUSED, "parameters.csv changed while");
    plan_close(plan);
}

// ---- the file

static bool parse(const char *text, Lock *out, Err *err)
{
    return lock_parse(test_arena, text, strlen(text), "/out", out, err);
}

static void a_lock_is_read_back(void **state)
{
    (void)state;
    Err err;
    Lock lock;
    char *data;
    size_t size;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    const char *out = arena_printf(test_arena, "%s-out", toy_folder), *path = file_join(test_arena, out, "inputs.lock");
    test_done(lock_hash(run.plan, NULL, 0, 1, &err), &err);
    test_done(assemble(run.plan, run.values, &run.job.result, &run.account, &err), &err); // with the digests
    test_done(file_make_folders(out, &err), &err);
    test_done(file_make_folders(file_join(test_arena, out, "maps"), &err) &&
                  file_write(file_join(test_arena, out, "maps/R01.tif"), "map", 3, &err) &&
                  file_write(file_join(test_arena, out, "report.pdf"), "pdf", 3, &err),
              &err);
    test_done(lock_write(run.plan, run.account, out, out, &err), &err);
    test_done(file_read(test_arena, path, &data, &size, &err), &err);
    test_done(lock_parse(test_arena, data, size, out, &lock, &err), &err);
    assert_int_equal(lock.year, TOY_YEAR);
    assert_int_equal(lock.count, run.plan->input_count);
    assert_non_null(strstr(data, "\"path\":\"district.yaml\"")); // relative
    test_done(lock_check(test_arena, &lock, &err), &err);
    assert_int_equal(lock.output_count, 2);
    test_done(lock_check_outputs(test_arena, &lock, out, &err), &err);
    test_done(file_write(file_join(test_arena, out, "maps/R01.tif"), "mop", 3, &err), &err);
    assert_false(lock_check_outputs(test_arena, &lock, out, &err));
    test_says(&err, ERR_REFUSED, "maps/R01.tif is not as it was written");
    test_done(file_write(file_join(test_arena, out, "maps/R01.tif"), "map", 3, &err) &&
                  file_remove_tree(file_join(test_arena, out, "report.pdf"), &err),
              &err);
    assert_false(lock_check_outputs(test_arena, &lock, out, &err));
    test_says(&err, ERR_REFUSED, "report.pdf has moved or is gone");
    toy_text("parameters.csv", "x");
    assert_false(lock_check(test_arena, &lock, &err));
    test_says(&err, ERR_REFUSED, "parameters.csv has changed");
    test_says(&err, ERR_REFUSED, "1 bytes, SM3");
    test_done(file_remove_tree(toy_path("parameters.csv"), &err), &err);
    assert_false(lock_check(test_arena, &lock, &err));
    test_says(&err, ERR_REFUSED, "parameters.csv has moved or is gone");
    toy_end(&run);
}

#define HEAD "{\"schema\":\"qingshan-lock/1\",\"district\":\"../d\",\"result_sm3\":\"ab\",\"year\":2023"

static void a_lock_has_its_fields(void **state)
{
    (void)state;
    Err err;
    Lock lock;
    test_done(parse(HEAD ",\"inputs\":[{\"path\":\"a.tif\",\"bytes\":5,\"sm3\":\"cd\"}]}", &lock, &err), &err);
    assert_string_equal(lock.folder, "/out/../d");
    assert_string_equal(lock.result_sm3, "ab");
    assert_string_equal(lock.inputs[0].path, "a.tif");
    assert_true(lock.inputs[0].bytes == 5);
}

static void a_lock_that_lacks_something_is_refused(void **state)
{
    (void)state;
    static const char *const faulty[] = {
        "{}",
        "[]",
        "{\"schema\":\"qingshan-lock/2\",\"district\":\"d\",\"result_sm3\":\"ab\",\"year\":2023}",
        "{\"schema\":\"qingshan-lock/1\",\"result_sm3\":\"ab\",\"year\":2023}",
        "{\"schema\":\"qingshan-lock/1\",\"district\":\"d\",\"year\":2023}",
        "{\"schema\":\"qingshan-lock/1\",\"district\":\"d\",\"result_sm3\":\"ab\",\"year\":99999}",
        "{\"schema\":\"qingshan-lock/1\",\"district\":\"d\",\"result_sm3\":\"ab\",\"year\":\"x\"}"};
    Err err;
    Lock lock;
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        assert_false(parse(faulty[i], &lock, &err));
        test_says(&err, ERR_INPUT, "not an inputs.lock of this program");
    }
    assert_false(parse("{", &lock, &err));
    assert_false(parse(HEAD ",\"inputs\":[{\"path\":\"a.tif\",\"sm3\":\"cd\"}]}", &lock, &err));
    test_says(&err, ERR_INPUT, "input 1 lacks path, bytes or sm3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_input_has_its_size_and_digest),
        cmocka_unit_test(a_file_of_an_earlier_year_is_hashed_once),
        cmocka_unit_test(a_file_that_is_gone_cannot_be_hashed),
        cmocka_unit_test(a_file_that_changes_meanwhile_is_named),
        cmocka_unit_test(a_lock_is_read_back),
        cmocka_unit_test(a_lock_has_its_fields),
        cmocka_unit_test(a_lock_that_lacks_something_is_refused),
    };
    return cmocka_run_group_tests_name("lock", tests, test_open, test_close);
}
