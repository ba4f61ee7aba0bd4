// run_test.c - from a folder to an output folder and back: whole or not at all, refusals, checks, verification.
#include <sys/stat.h>

#include "gep/run.h"

#include "base/cancel.h"
#include "base/json.h"
#include "gep/district_testing.h"

static char *printed;
static size_t printed_size;

static FILE *open_print(void)
{
    free(printed);
    printed = NULL;
    FILE *print = open_memstream(&printed, &printed_size);
    assert_non_null(print);
    return print;
}

static bool account_with(RunOptions options, Err *err)
{
    FILE *print = open_print();
    options.folder = toy_folder;
    if (options.year_first == 0) options.year_first = options.year_last = TOY_YEAR;
    options.jobs = 1;
    bool ok = run_account(&options, print, err);
    fclose(print);
    return ok;
}

static const char *out_path(const char *name)
{
    return arena_printf(test_arena, "%s-out%s%s", toy_folder, name[0] == '\0' ? "" : "/", name);
}

static bool check_with(int year, bool json, Err *err)
{
    FILE *print = open_print();
    bool ok = run_check(toy_folder, year, 1, json, print, err);
    fclose(print);
    return ok;
}

static bool verify(const char *out, Err *err)
{
    FILE *print = open_print();
    bool ok = run_verify(out, 1, print, err);
    fclose(print);
    return ok;
}

static bool prints(const char *words)
{
    return strstr(printed, words) != NULL;
}

// Nothing stands beside the district whose name begins with OUT's.
static void no_output_is_left(void)
{
    Err err;
    char **names;
    size_t count;
    const char *out = file_base(out_path(""));
    test_done(file_list(test_arena, test_folder, &names, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(names[i], out, strlen(out)) == 0) fail_msg("%s is left", names[i]);
    }
}

// ---- the account

static void an_account_is_a_folder_of_its_documents(void **state)
{
    (void)state;
    Err err;
    static const char *const files[] = {"account.json", "account.xlsx", "report.pdf", "inputs.lock"};
    toy_write(&(Toy){0});
    test_done(account_with((RunOptions){.out = out_path("")}, &err), &err);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_true(file_exists(out_path(files[i])));
    assert_false(file_exists(out_path("maps")));
    assert_true(prints("R01") && prints("R06"));
    test_done(verify(out_path(""), &err), &err);
    assert_true(prints("verified: 9 inputs and 2 documents unchanged, result_sm3 "));
}

static void the_account_is_printed_as_json_where_asked(void **state)
{
    (void)state;
    Err err;
    JsonDoc *doc;
    toy_write(&(Toy){0});
    test_done(account_with((RunOptions){.out = out_path(""), .json = true, .maps = true}, &err), &err);
    test_done(json_read(printed, printed_size, &doc, &err), &err);
    assert_string_equal(json_as_text(json_get(json_root(doc), "schema")), "qingshan-account/1");
    json_doc_close(doc);
    assert_true(file_exists(out_path("maps/R01_value.tif")) && file_exists(out_path("maps/R06_quantity.tif")));
}

static void years_have_a_folder_each_and_a_change(void **state)
{
    (void)state;
    Err err;
    char *data;
    size_t size;
    toy_write(&(Toy){0});
    toy_land("land_2022.tif");
    test_done(
        account_with((RunOptions){.out = out_path(""), .year_first = 2022, .year_last = 2023, .json = true}, &err),
        &err);
    test_done(file_read(test_arena, out_path("2022/account.json"), &data, &size, &err), &err);
    assert_non_null(strstr(data, "\"change_from_before\":null"));
    test_done(file_read(test_arena, out_path("2023/account.json"), &data, &size, &err), &err);
    assert_null(strstr(data, "\"change_from_before\":null"));
    assert_true(file_exists(out_path("2023/report.pdf")));
}

static void a_dry_run_writes_nothing(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.services = "\n  - {code: R06, state: not_applicable, reason: a desert}"});
    test_done(account_with((RunOptions){.out = out_path(""), .dry_run = true}, &err), &err);
    no_output_is_left();
    assert_true(prints("grid EPSG:4524, 6 x 6 cells of 100 m, 36 inside"));
    assert_true(prints("precip") && prints("none") && prints("R01 Water conservation computed A"));
    assert_true(prints("R06 Carbon sequestration not_applicable a desert"));
    test_done(account_with((RunOptions){.dry_run = true}, &err), &err);
}

static void a_dry_run_of_a_table_has_no_grid(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.grid = "", .boundary = "", .zones = "", .maps = "", .cells = "{file: cells.csv}"});
    toy_text("cells.csv", "ecosystem,area（公顷）,precip_year,et_year,npp_year\n111,5,1000,600,500\n");
    test_done(account_with((RunOptions){.dry_run = true}, &err), &err);
    assert_false(prints("grid "));
}

// ---- refusals

static void a_refused_account_leaves_nothing(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_flat("npp.tif", NAN);
    assert_false(account_with((RunOptions){.out = out_path(""), .maps = true}, &err));
    test_says(&err, ERR_REFUSED, "R06");
    no_output_is_left();
}

static void a_plan_with_errors_leaves_nothing(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"});
    assert_false(account_with((RunOptions){.out = out_path("")}, &err));
    test_says(&err, ERR_REFUSED, "R01");
    no_output_is_left();
}

static void one_refused_year_refuses_all_and_leaves_nothing(void **state)
{
    (void)state;
    Err err;
    float land[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) land[i] = i < 9 ? NAN : 111;
    toy_write(&(Toy){0});
    toy_map("land_2022.tif", land);
    assert_false(account_with((RunOptions){.out = out_path(""), .year_first = 2022, .year_last = 2023}, &err));
    test_says(&err, ERR_REFUSED, "2022: ");
    no_output_is_left();
    assert_false(account_with((RunOptions){.out = out_path(""), .year_first = 2023, .year_last = 2024}, &err));
    test_says(&err, ERR_REFUSED, "2024: ");
    no_output_is_left();
}

// The plan opens, the pass begins: whoever asks to stop finds nothing written.
static void an_account_that_is_stopped_leaves_nothing(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    cancel_request(true);
    bool done = account_with((RunOptions){.out = out_path(""), .maps = true}, &err);
    cancel_request(false);
    assert_false(done);
    assert_int_equal(err.code == ERR_CANCELLED || err.code == ERR_REFUSED, 1);
    no_output_is_left();
}

static void a_folder_that_is_not_ours_is_left_alone(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(file_make_folders(out_path(""), &err) && file_write(out_path("mine.txt"), "mine", 4, &err), &err);
    assert_false(account_with((RunOptions){.out = out_path("")}, &err));
    test_says(&err, ERR_REFUSED, "-out");
    assert_true(file_exists(out_path("mine.txt")) && !file_exists(out_path("account.json")));
}

static void an_account_of_ours_is_replaced(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(file_make_folders(out_path(""), &err) && file_write(out_path("account.json"), "{}", 2, &err) &&
                  file_write(out_path("old.txt"), "", 0, &err),
              &err);
    assert_false(account_with((RunOptions){.out = out_path("")}, &err)); // not ours: it would be lost
    test_says(&err, ERR_REFUSED, "also holds old.txt");
    assert_true(file_exists(out_path("old.txt")));
    test_done(file_remove_tree(out_path("old.txt"), &err), &err);
    test_done(account_with((RunOptions){.out = out_path("")}, &err), &err);
    assert_true(file_exists(out_path("report.pdf")));
}

static void no_input_is_replaced_by_the_output(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_text("account.json", "{}"); // as if the district were an account
    assert_false(account_with((RunOptions){.out = toy_folder}, &err));
    test_says(&err, ERR_REFUSED, "would be lost");
    assert_true(file_exists(toy_path("district.yaml")) && file_exists(toy_path("p.tif")));
}

static void holes_are_drawn_for_a_refused_account(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_rows("npp.tif", (float[TOY_SIDE]){NAN, 500, 500, 500, 500, 500});
    const char *folder = arena_printf(test_arena, "%s-holes", toy_folder);
    assert_false(account_with((RunOptions){.out = out_path(""), .diagnose = folder}, &err));
    no_output_is_left();
    assert_true(file_exists(file_join(test_arena, folder, "hole-R06.tif")) &&
                file_exists(file_join(test_arena, folder, "hole-R06.png")));
    assert_false(file_exists(file_join(test_arena, folder, "hole-R01.tif")));
    toy_land("land_2022.tif");
    assert_false(account_with(
        (RunOptions){.out = out_path(""), .diagnose = folder, .year_first = 2022, .year_last = 2023}, &err));
    assert_true(file_exists(file_join(test_arena, folder, "2022/hole-R06.png")));
}

static void a_folder_without_settings_is_refused(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(file_remove_tree(toy_path("district.yaml"), &err), &err);
    assert_false(account_with((RunOptions){.out = out_path("")}, &err));
    test_says(&err, ERR_MISSING, "district.yaml");
    assert_false(check_with(0, false, &err));
    test_says(&err, ERR_MISSING, "district.yaml");
    assert_false(check_with(2023, false, &err));
}

// ---- check

static void a_check_says_what_is_doubtful(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(check_with(0, false, &err), &err); // 2023: the latest land map
    assert_true(prints("doubt  R06  [variant.fallback]"));
    assert_true(prints("the account of 2023 can be computed"));
    test_done(check_with(2023, true, &err), &err);
    assert_true(prints("\"code\":\"variant.fallback\"") && prints("\"severity\":\"doubt\""));
}

static void a_check_says_what_is_wrong_first(void **state)
{
    (void)state;
    Err err;
    JsonDoc *doc;
    toy_write(&(Toy){.profile_head = "price_basis: capital\nabove:\n  - GB/T 1\n"});
    test_done(file_remove_tree(toy_path("et.tif"), &err), &err);
    assert_false(check_with(0, false, &err));
    test_says(&err, ERR_REFUSED, "1 errors among 3 findings; the account of 2023 would be refused");
    const char *error = strstr(printed, "error  R01"), *doubt = strstr(printed, "doubt  R06"),
               *note = strstr(printed, "note  toy");
    assert_true(error != NULL && doubt != NULL && note != NULL && error < doubt && doubt < note);
    assert_false(check_with(0, true, &err));
    test_done(json_read(printed, printed_size, &doc, &err), &err);
    assert_int_equal(json_count(json_root(doc)), 3);
    json_doc_close(doc);
}

static void a_folder_without_yearly_files_is_checked_for_its_price_year(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    test_done(check_with(0, false, &err), &err);
    assert_true(prints("the account of 2020 can be computed"));
}

// ---- verify

static void a_changed_byte_is_found(void **state)
{
    (void)state;
    Err err;
    char *data;
    size_t size;
    toy_write(&(Toy){0});
    test_done(account_with((RunOptions){.out = out_path("")}, &err), &err);
    test_done(file_read(test_arena, toy_path("npp.tif"), &data, &size, &err), &err);
    data[size - 1] ^= 1;
    test_done(file_write(toy_path("npp.tif"), data, size, &err), &err);
    assert_false(verify(out_path(""), &err));
    test_says(&err, ERR_REFUSED, "npp.tif has changed");
    data[size - 1] ^= 1;
    test_done(file_write(toy_path("npp.tif"), data, size, &err), &err);
    test_done(verify(out_path(""), &err), &err);
}

static void an_input_that_moved_is_found(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(account_with((RunOptions){.out = out_path("")}, &err), &err);
    assert_int_equal(rename(toy_path("p.tif"), toy_path("q.tif")), 0);
    assert_false(verify(out_path(""), &err));
    test_says(&err, ERR_REFUSED, "p.tif has moved or is gone");
}

static void replace_in_file(const char *path, const char *from, const char *to)
{
    Err err;
    char *data;
    size_t size;
    test_done(file_read(test_arena, path, &data, &size, &err), &err);
    assert_non_null(strstr(data, from));
    const char *changed = text_replace(test_arena, data, from, to);
    test_done(file_write(path, changed, strlen(changed), &err), &err);
}

static const char *stated_digest(void)
{
    Err err;
    char *data;
    size_t size;
    test_done(file_read(test_arena, out_path("inputs.lock"), &data, &size, &err), &err);
    return arena_text_size(test_arena, strstr(data, "result_sm3") + 13, 64);
}

static void a_digest_that_does_not_hold_is_found(void **state)
{
    (void)state;
    Err err;
    char other[65];
    toy_write(&(Toy){0});
    test_done(account_with((RunOptions){.out = out_path("")}, &err), &err);
    const char *digest = stated_digest();
    snprintf(other, sizeof other, "%s", digest);
    other[0] = other[0] == '0' ? '1' : '0';
    replace_in_file(out_path("account.json"), digest, other);
    assert_false(verify(out_path(""), &err));
    test_says(&err, ERR_REFUSED, "account.json states digest");
    replace_in_file(out_path("inputs.lock"), digest, other);
    assert_false(verify(out_path(""), &err));
    test_says(&err, ERR_REFUSED, "the digest does not hold");
}

static void a_number_changed_in_the_account_is_found(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(account_with((RunOptions){.out = out_path("")}, &err), &err);
    test_done(verify(out_path(""), &err), &err);
    replace_in_file(out_path("account.json"), "\"gep\":", "\"gep\":9");
    assert_false(verify(out_path(""), &err));
    test_says(&err, ERR_REFUSED, "account.json is not what was computed");
    replace_in_file(out_path("account.json"), "\"gep\":9", "\"gep\":");
    test_done(file_write(out_path("account.xlsx"), "junk", 4, &err), &err);
    assert_false(verify(out_path(""), &err));
    test_says(&err, ERR_REFUSED, "account.xlsx is not as it was written");
}

static void a_value_that_cannot_be_is_refused(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_flat("p.tif", 1e30F);
    assert_false(account_with((RunOptions){.out = out_path("")}, &err));
    test_says(&err, ERR_REFUSED, "R01: a value of");
    no_output_is_left();
}

static void a_pipe_is_no_map(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    test_done(file_remove_tree(toy_path("p.tif"), &err), &err);
    assert_int_equal(mkfifo(toy_path("p.tif"), 0600), 0);
    assert_false(account_with((RunOptions){.out = out_path("")}, &err));
    test_says(&err, ERR_REFUSED, "not a plain file");
    no_output_is_left();
}

static void a_folder_that_is_no_account_cannot_be_verified(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    assert_false(verify(toy_folder, &err));
    test_says(&err, ERR_MISSING, "inputs.lock");
    toy_text("inputs.lock", "{}");
    assert_false(verify(toy_folder, &err));
    test_says(&err, ERR_INPUT, "not an inputs.lock");
}

static int close_all(void **state)
{
    free(printed);
    return test_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_is_a_folder_of_its_documents),
        cmocka_unit_test(the_account_is_printed_as_json_where_asked),
        cmocka_unit_test(years_have_a_folder_each_and_a_change),
        cmocka_unit_test(a_dry_run_writes_nothing),
        cmocka_unit_test(a_dry_run_of_a_table_has_no_grid),
        cmocka_unit_test(a_refused_account_leaves_nothing),
        cmocka_unit_test(a_plan_with_errors_leaves_nothing),
        cmocka_unit_test(one_refused_year_refuses_all_and_leaves_nothing),
        cmocka_unit_test(an_account_that_is_stopped_leaves_nothing),
        cmocka_unit_test(a_folder_that_is_not_ours_is_left_alone),
        cmocka_unit_test(an_account_of_ours_is_replaced),
        cmocka_unit_test(no_input_is_replaced_by_the_output),
        cmocka_unit_test(holes_are_drawn_for_a_refused_account),
        cmocka_unit_test(a_folder_without_settings_is_refused),
        cmocka_unit_test(a_check_says_what_is_doubtful),
        cmocka_unit_test(a_check_says_what_is_wrong_first),
        cmocka_unit_test(a_folder_without_yearly_files_is_checked_for_its_price_year),
        cmocka_unit_test(a_changed_byte_is_found),
        cmocka_unit_test(an_input_that_moved_is_found),
        cmocka_unit_test(a_digest_that_does_not_hold_is_found),
        cmocka_unit_test(a_number_changed_in_the_account_is_found),
        cmocka_unit_test(a_value_that_cannot_be_is_refused),
        cmocka_unit_test(a_pipe_is_no_map),
        cmocka_unit_test(a_folder_that_is_no_account_cannot_be_verified),
    };
    return cmocka_run_group_tests_name("run", tests, test_open, close_all);
}
