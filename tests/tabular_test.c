// tabular_test.c - two published accounts as tabular districts (tests/ganzi, tests/gaotianyan): what the program makes
// of their inputs equals what they print, line by line of expected.csv.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/run.h"
#include "land/table.h"

static Arena *arena;
static Err err;
static JsonDoc *ganzi, *gaotianyan; // the two accounts

// A folder of tests/, looked for from the working folder upwards.
static const char *district_folder(const char *name)
{
    char here[PATH_MAX];
    assert_non_null(getcwd(here, sizeof here));
    for (const char *at = here;; at = file_folder(arena, at)) {
        const char *folder = file_join(arena, file_join(arena, at, "tests"), name);
        if (file_is_folder(folder)) return folder;
        assert_string_not_equal(at, "/");
    }
}

static JsonDoc *run_district(const char *name, int year)
{
    char out[] = "/tmp/tabular-test-XXXXXX";
    char *text = NULL;
    size_t size = 0;
    message_set_language("en");
    assert_non_null(mkdtemp(out));
    FILE *print = open_memstream(&text, &size);
    assert_non_null(print);
    RunOptions options = {.folder = district_folder(name),
                          .out = file_join(arena, out, "account"),
                          .year_first = year,
                          .year_last = year,
                          .jobs = 1,
                          .json = true};
    bool ran = run_account(&options, print, &err);
    fclose(print);
    if (!ran) fail_msg("%s", err.text);
    JsonDoc *doc;
    bool read = json_read(text, size, &doc, &err);
    free(text);
    assert_true(read && file_remove_tree(out, &err));
    return doc;
}

static double number(const Json *object, const char *key)
{
    double value = NAN;
    assert_true(json_as_number(json_get(object, key), &value));
    return value;
}

static const char *text_of(const Json *value)
{
    const char *text = json_as_text(value);
    return text ? text : "";
}

// "GEP" is all, "M" the services that begin so, "R06+R07" both.
static bool names(const char *wanted, const char *code)
{
    if (text_equal(wanted, "GEP")) return true;
    return wanted[1] == '\0' ? code[0] == wanted[0] : strstr(wanted, code) != NULL;
}

static double sum_of_leaves(const Json *account, const char *code, const char *ecosystem)
{
    const Json *leaves = json_get(account, "leaves");
    double sum = 0;
    for (size_t i = 0; i < json_count(leaves); i++) {
        const Json *leaf = json_at(leaves, i);
        double yuan = 0;
        if (!names(code, text_of(json_at(leaf, 0)))) continue;
        if (ecosystem[0] && !text_equal(ecosystem, text_of(json_at(leaf, 1)))) continue;
        assert_true(json_as_number(json_at(leaf, 4), &yuan));
        sum += yuan;
    }
    return sum;
}

static const Json *find(const Json *list, const char *key, const char *text)
{
    for (size_t i = 0; i < json_count(list); i++) {
        if (text_equal(text_of(json_get(json_at(list, i), key)), text)) return json_at(list, i);
    }
    fail_msg("no %s %s", key, text);
    return NULL;
}

static double value_of(const Json *account, const char *code, const char *part, const char *ecosystem)
{
    if (!part[0]) return sum_of_leaves(account, code, ecosystem);
    const Json *service = find(json_get(account, "services"), "code", code);
    return number(find(json_get(service, "parts"), "id", part), "value_yuan");
}

static bool check_line(const Json *account, const Table *expected, size_t row)
{
    const char *cell[6];
    double wanted = NAN, tolerance = NAN;
    for (int k = 0; k < 6; k++) cell[k] = table_cell(expected, row, k);
    assert_true(text_to_double(cell[3], &wanted) && text_to_double(cell[4], &tolerance));
    double got = value_of(account, cell[0], cell[1], cell[2]);
    if (fabs(got - wanted) <= tolerance * wanted) return true;
    fprintf(stderr, "line %d, %s %s %s (%s): %.2f yuan, printed %.0f: %.3g apart, at most %.3g\n",
            expected->row_numbers[row], cell[0], cell[1], cell[2], cell[5], got, wanted, fabs(got - wanted) / wanted,
            tolerance);
    return false;
}

static void equals_its_print(const char *name, const Json *account)
{
    Table expected;
    size_t wrong = 0;
    const char *path = file_join(arena, district_folder(name), "expected.csv");
    if (!table_read(arena, path, NULL, &expected, &err)) fail_msg("%s", err.text);
    assert_true(expected.row_count > 20);
    for (size_t row = 0; row < expected.row_count; row++) wrong += !check_line(account, &expected, row);
    assert_int_equal(wrong, 0);
}

static bool warns(const Json *account, const char *part)
{
    const Json *warnings = json_get(account, "warnings");
    for (size_t i = 0; i < json_count(warnings); i++) {
        if (strstr(text_of(json_get(json_at(warnings, i), "text_en")), part)) return true;
    }
    return false;
}

// ---- Ganzi

static void ganzi_comes_out_as_printed(void **state)
{
    (void)state;
    const Json *account = json_root(ganzi);
    equals_its_print("ganzi", account);
    const Json *totals = json_get(account, "totals");
    double gep = number(totals, "gep");
    assert_true(fabs(number(totals, "material") / gep - 0.0838) < 0.0001);
    assert_true(fabs(number(totals, "regulating") / gep - 0.9068) < 0.0001);
    assert_true(fabs(number(totals, "cultural") / gep - 0.0094) < 0.0001);
    assert_true(fabs(number(totals, "per_km2") * 149687.70 - gep) < 1e-6 * gep);
    double forest = value_of(account, "R01", "", "1") / 31920.60;
    assert_true(fabs(forest - 1.93e6) < 0.005e6); // yuan a km2
}

static void what_is_doubtful_in_ganzi_is_said(void **state)
{
    (void)state;
    const Json *account = json_root(ganzi);
    assert_true(warns(account, "8.097"));                       // oxygen from NPP, carbon from NEP
    assert_true(warns(account, "plausible band 100 to 60000")); // 150e8 m3 of industrial water in a pastoral prefecture
}

// ---- Gaotianyan

static void gaotianyan_comes_out_as_printed(void **state)
{
    (void)state;
    const Json *account = json_root(gaotianyan);
    equals_its_print("gaotianyan", account);
    const Json *list = json_get(account, "services");
    assert_true(fabs(number(find(list, "code", "R06"), "quantity") - 94560.7) < 0.05);
    assert_true(fabs(number(find(list, "code", "R07"), "quantity") - 69035.1) < 0.05);
}

static void gaotianyan_prints_a_tenth_of_its_water(void **state)
{
    (void)state;
    const Json *account = json_root(gaotianyan);
    double stored_m3 = number(find(json_get(account, "services"), "code", "R01"), "quantity");
    assert_true(fabs(stored_m3 / 178.66e4 - 10) < 0.001); // 10 A J0 K R at 1800 mm; the paper prints 178.66e4 m3
}

static void gaotianyan_leaves_sulphur_out_of_its_total(void **state)
{
    (void)state;
    const Json *account = json_root(gaotianyan);
    double dust = value_of(account, "R08", "dust", ""), both = value_of(account, "R08", "", "");
    assert_true(fabs(dust - 1817.19e4) < 200); // its printed total for purification
    assert_true(fabs(both - dust - 48.08e4) < 100);
}

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    ganzi = run_district("ganzi", 2010);
    gaotianyan = run_district("gaotianyan", 2015);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    json_doc_close(ganzi);
    json_doc_close(gaotianyan);
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ganzi_comes_out_as_printed),
        cmocka_unit_test(what_is_doubtful_in_ganzi_is_said),
        cmocka_unit_test(gaotianyan_comes_out_as_printed),
        cmocka_unit_test(gaotianyan_prints_a_tenth_of_its_water),
        cmocka_unit_test(gaotianyan_leaves_sulphur_out_of_its_total),
    };
    return cmocka_run_group_tests_name("tabular", tests, start, stop);
}
