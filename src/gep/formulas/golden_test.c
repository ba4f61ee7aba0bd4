// golden_test.c - runs every tests/golden/formulas/*.golden, and checks the reader of such files.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "gep/formulas/golden.h"

// The folder, looked for from the working folder upwards.
static const char *golden_folder(Arena *arena)
{
    char here[PATH_MAX];
    assert_non_null(getcwd(here, sizeof here));
    for (const char *at = here;; at = file_folder(arena, at)) {
        const char *folder = file_join(arena, at, "tests/golden/formulas");
        if (file_is_folder(folder)) return folder;
        assert_string_not_equal(at, "/");
    }
}

static char **golden_files(Arena *arena, size_t *count)
{
    Err err;
    char **names;
    const char *folder = golden_folder(arena);
    assert_true(file_list(arena, folder, &names, count, &err));
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (text_ends(names[i], ".golden")) names[kept++] = file_join(arena, folder, names[i]);
    }
    *count = kept;
    return names;
}

static GoldenFile read_golden(Arena *arena, const char *path)
{
    Err err;
    char *text;
    size_t size;
    GoldenFile file = {0};
    bool good =
        file_read(arena, path, &text, &size, &err) && golden_parse(arena, text, size, file_base(path), &file, &err);
    if (!good) fail_msg("%s", err.text);
    return file;
}

static void formulas_give_what_the_file_expects(void **state)
{
    Arena *arena = arena_open();
    GoldenFile file = read_golden(arena, *state);
    size_t failed = 0;
    for (size_t i = 0; i < file.count; i++) {
        Err err;
        if (golden_check(&file.cases[i], &err)) continue;
        fprintf(stderr, "%s\n", err.text);
        failed++;
    }
    assert_true(file.count > 0);
    assert_int_equal(failed, 0);
    arena_close(arena);
}

static bool is_named(const GoldenFile *file, const char *function)
{
    for (size_t i = 0; i < file->count; i++) {
        if (text_equal(file->cases[i].function, function)) return true;
    }
    return false;
}

static void every_function_of_the_tables_is_named_by_a_file(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    size_t count;
    char **paths = golden_files(arena, &count);
    GoldenFile *files = arena_array(arena, count, sizeof *files);
    for (size_t i = 0; i < count; i++) files[i] = read_golden(arena, paths[i]);
    for (const GoldenFunction *const *table = golden_tables; *table; table++) {
        for (const GoldenFunction *function = *table; function->name; function++) {
            bool named = false;
            for (size_t i = 0; i < count; i++) named = named || is_named(&files[i], function->name);
            if (!named) fail_msg("no golden file tests %s", function->name);
        }
    }
    arena_close(arena);
}

// ---- the reader

static bool parse(Arena *arena, const char *text, GoldenFile *out, Err *err)
{
    return golden_parse(arena, text, strlen(text), "a.golden", out, err);
}

static void a_case_takes_tolerance_and_source_of_its_own_or_of_its_block(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    GoldenFile file;
    Err err;
    assert_true(parse(arena,
                      "# head\n"
                      "function f\n"
                      "source the block's\n"
                      "tolerance 0.5 %\n"
                      "given a 1 b 2 3 missing\n"
                      "expect x 10\n"
                      "expect y -1e3 z missing\n"
                      "given\ta  4\r\n"
                      "expect x 20\n"
                      "tolerance 2\n"
                      "source its own\n"
                      "function g\n"
                      "given\n"
                      "expect x 1\n"
                      "tolerance 0",
                      &file, &err));
    assert_int_equal(file.count, 3);
    const GoldenCase *first = &file.cases[0], *second = &file.cases[1], *third = &file.cases[2];
    assert_string_equal(first->function, "f");
    assert_string_equal(first->source, "the block's");
    assert_int_equal(first->line, 5);
    assert_true(first->relative && first->tolerance == 0.5);
    assert_int_equal(first->given_count, 2);
    assert_string_equal(first->given[1].name, "b");
    assert_int_equal(first->given[1].count, 3);
    assert_true(first->given[1].values[1] == 3);
    assert_true(first->given[1].values[2] != first->given[1].values[2]);
    assert_int_equal(first->expect_count, 3);
    assert_string_equal(first->expect[1].name, "y");
    assert_true(first->expect[1].values[0] == -1000);
    assert_string_equal(second->source, "its own");
    assert_true(!second->relative && second->tolerance == 2);
    assert_true(second->given[0].values[0] == 4);
    assert_string_equal(third->function, "g");
    assert_string_equal(third->source, "");
    assert_int_equal(third->given_count, 0);
    arena_close(arena);
}

static void a_faulty_file_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const faulty[][2] = {
        {"given a 1\n", "a.golden:1: expected 'function NAME' first"},
        {"function\n", "a.golden:1: expected 'function NAME'"},
        {"function f\nexpect a 1\n", "a.golden:2: 'expect' without 'given'"},
        {"function f\ntolerance x\n", "a.golden:2: expected 'tolerance NUMBER'"},
        {"function f\ntolerance\n", "a.golden:2: expected 'tolerance NUMBER'"},
        {"function f\ntolerance -1\n", "a.golden:2: expected 'tolerance NUMBER'"},
        {"function f\ntolerance 1 percent\n", "a.golden:2: expected 'tolerance NUMBER'"},
        {"function f\ngiven 1\n", "a.golden:2: a name was expected"},
        {"function f\ngiven a\n", "a.golden:2: a number was expected"},
        {"function f\ngiven a b 1\n", "a.golden:2: a number was expected"},
        {"function f\nwanted a 1\n", "a.golden:2: expected function, source"},
        {"function f\ntolerance 1\ngiven a 1\ngiven a 2\nexpect x 1\n",
         "a.golden:4: the case before this line has no 'expect'"},
        {"function f\ntolerance 1\ngiven a 1\nfunction g\n", "a.golden:4: the case before this line has no 'expect'"},
        {"function f\ngiven a 1\nexpect x 1\n", "a.golden:3: the case before this line has no 'tolerance'"},
        {"function f\n\xff\n", "a.golden: not UTF-8"},
    };
    Arena *arena = arena_open();
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        GoldenFile file;
        Err err;
        assert_false(parse(arena, faulty[i][0], &file, &err));
        assert_int_equal(err.code, ERR_INPUT);
        if (!text_starts(err.text, faulty[i][1])) fail_msg("%s: %s", faulty[i][0], err.text);
    }
    arena_close(arena);
}

static void check_fails(const char *text, ErrCode code, const char *expected)
{
    Arena *arena = arena_open();
    GoldenFile file;
    Err err;
    assert_true(parse(arena, text, &file, &err));
    assert_false(golden_check(&file.cases[0], &err));
    assert_int_equal(err.code, code);
    if (!strstr(err.text, expected)) fail_msg("%s", err.text);
    arena_close(arena);
}

static void a_result_that_differs_is_named(void **state)
{
    (void)state;
    check_fails("function annuity\ngiven rate 0 years 50\nexpect factor 0.03\ntolerance 0.009\nsource here\n",
                ERR_REFUSED, "a.golden:2: annuity: factor is 0.02, expected 0.03 within 0.009 (here)");
    check_fails("function annuity\ngiven rate 0 years 50\nexpect factor 0.0202\ntolerance 0.9 %\n", ERR_REFUSED,
                "within 0.9 %");
    check_fails("function annuity\ngiven rate 0 years 50\nexpect factor missing\ntolerance 1\n", ERR_REFUSED, "nan");
    check_fails("function annuity\ngiven rate missing years 50\nexpect factor 1\ntolerance 1\n", ERR_REFUSED, "nan");
}

static void a_case_must_name_what_the_function_has(void **state)
{
    (void)state;
    check_fails("function no_such\ngiven a 1\nexpect x 1\ntolerance 0\n", ERR_INPUT, "no function no_such");
    check_fails("function annuity\ngiven rate 0\nexpect factor 1\ntolerance 0\n", ERR_INPUT, "rate years");
    check_fails("function annuity\ngiven rate 0 year 50\nexpect factor 1\ntolerance 0\n", ERR_INPUT, "input year ");
    check_fails("function annuity\ngiven rate 0 0 years 50\nexpect factor 1\ntolerance 0\n", ERR_INPUT, "input rate ");
    check_fails("function annuity\ngiven rate 0 rate 0 years 50\nexpect factor 1\ntolerance 0\n", ERR_INPUT,
                "input rate ");
    check_fails("function annuity\ngiven rate 0 years 50\nexpect price 1\ntolerance 0\n", ERR_INPUT, "not price");
    check_fails("function annuity\ngiven rate 0 years 50\nexpect factor 1 2\ntolerance 0\n", ERR_INPUT, "not factor");
}

int main(void)
{
    static const struct CMUnitTest own[] = {
        cmocka_unit_test(every_function_of_the_tables_is_named_by_a_file),
        cmocka_unit_test(a_case_takes_tolerance_and_source_of_its_own_or_of_its_block),
        cmocka_unit_test(a_faulty_file_is_refused_with_its_line),
        cmocka_unit_test(a_result_that_differs_is_named),
        cmocka_unit_test(a_case_must_name_what_the_function_has),
    };
    enum { OWN = sizeof own / sizeof *own };
    Arena *arena = arena_open();
    size_t count;
    char **paths = golden_files(arena, &count);
    struct CMUnitTest *tests = arena_array(arena, count + OWN, sizeof *tests);
    memcpy(tests, own, sizeof own);
    for (size_t i = 0; i < count; i++) {
        const char *name = arena_printf(arena, "%s: formulas give what the file expects", file_base(paths[i]));
        tests[OWN + i] = (struct CMUnitTest){name, formulas_give_what_the_file_expects, NULL, NULL, paths[i]};
    }
    // cmocka_run_group_tests takes an array of fixed size
    int failed = _cmocka_run_group_tests("golden", tests, count + OWN, NULL, NULL);
    arena_close(arena);
    return failed;
}
