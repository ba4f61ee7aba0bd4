// account_test.c - the account as JSON, its digest and its invariants.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "gep/account.h"
#include "gep/display.h"
#include "gep/report/fixture_test.h"

static const char *json_of(Fixture *f, size_t *size)
{
    const char *text;
    Err err = {0};
    if (!account_json(f->arena, &f->account, &text, size, &err)) fail_msg("%s", err.text);
    return text;
}

static void small_account_is_the_golden_json(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    size_t size, want_size = 0;
    const char *text = json_of(f, &size);
    const char *path = "tests/golden/account/small.json";
    Err err;
    if (getenv("GOLDEN_UPDATE")) assert_true(file_write(path, text, size, &err));
    char *want;
    assert_true(file_read(arena, path, &want, &want_size, &err));
    assert_string_equal(text, want);
    assert_int_equal(size, want_size);
    arena_close(arena);
}

static void json_can_be_read_and_says_the_same(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    size_t size;
    const char *text = json_of(f, &size);
    JsonDoc *doc;
    Err err;
    assert_true(json_read(text, size, &doc, &err));
    const Json *root = json_root(doc);
    double gep;
    assert_true(json_as_number(json_get(json_get(root, "totals"), "gep"), &gep));
    assert_float_equal(gep, money_to_yuan(f->account.gep.current), 0.005);
    assert_int_equal(json_count(json_get(root, "leaves")), f->account.leaf_count);
    assert_string_equal(json_as_text(json_get(root, "result_sm3")), f->account.result_sm3);
    json_doc_close(doc);
    arena_close(arena);
}

typedef struct Digest {
    char text[SM3_TEXT_SIZE];
} Digest;

static Digest digest_of(Fixture *f)
{
    size_t size;
    Digest digest;
    json_of(f, &size);
    memcpy(digest.text, f->account.result_sm3, sizeof digest.text);
    return digest;
}

static void program_versions_do_not_change_the_digest(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    Digest a = digest_of(f);
    f->account.version = "9.9.9";
    f->account.gdal_version = "4.0.0";
    Digest b = digest_of(f);
    assert_string_equal(a.text, b.text);
    arena_close(arena);
}

static void a_year_has_one_digest_alone_and_after_another(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    f->account.change_from_before = NAN;
    Digest alone = digest_of(f);
    f->account.change_from_before = 0.25;
    Digest after = digest_of(f);
    assert_string_equal(alone.text, after.text);
    arena_close(arena);
}

// One change a row; each must give a digest of its own.
static void change(Fixture *f, int which)
{
    switch (which) {
    case 0:
        f->account.district_name = "别区";
        break;
    case 1:
        f->account.year = 2022;
        break;
    case 2:
        f->account.demo = true;
        break;
    case 3:
        f->account.population = 1;
        fixture_total(f);
        break;
    case 4:
        f->leaves[0].value.current.fen++;
        fixture_total(f);
        break;
    case 5:
        f->leaves[1].value.constant.fen++;
        fixture_total(f);
        break;
    case 6:
        f->leaves[2].quantity += 0.001;
        fixture_total(f);
        break;
    case 7:
        f->inputs[0].sm3[0] = '0';
        break;
    case 8:
        f->inputs[0].resampling = "nearest";
        break;
    case 9:
        f->params[0].value = 0.0453;
        break;
    case 10:
        f->params[0].status = "verified";
        break;
    case 11:
        f->params[0].source = "another";
        break;
    case 12:
        f->extent[0].area_m2 += 1;
        break;
    case 13:
        f->findings.items[0].text_en = "other";
        break;
    case 14:
        f->services[1].variant = "B";
        break;
    case 15:
        f->services[2].reason = "另有原因";
        break;
    case 16:
        f->account.cell_m = 30;
        break;
    case 17:
        f->services[1].clamped_cells = 1;
        break;
    case 18:
        f->towns[0].area_m2 += 1;
        break;
    case 19:
        f->account.price_basis = "capital";
        break;
    case 20:
        f->services[1].unverified_value_share = 0.26;
        break;
    case 21:
        f->account.profile = "national-2022";
        break;
    default:
        break;
    }
}

static void any_change_changes_the_digest(void **state)
{
    (void)state;
    enum { CHANGES = 22 };
    Arena *arena = arena_open();
    Digest digests[CHANGES + 1];
    for (int i = 0; i <= CHANGES; i++) {
        Fixture *f = fixture_small(arena);
        change(f, i == CHANGES ? -1 : i);
        digests[i] = digest_of(f);
        for (int j = 0; j < i; j++) {
            if (strcmp(digests[i].text, digests[j].text) == 0) fail_msg("changes %d and %d give one digest", i, j);
        }
    }
    arena_close(arena);
}

static void nothing_computed_is_still_an_account(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    f->account.leaf_count = 0;
    for (int i = 0; i < 3; i++) {
        f->services[i].state = SERVICE_NOT_AVAILABLE;
        f->services[i].reason = "缺资料";
    }
    fixture_total(f);
    size_t size;
    const char *text = json_of(f, &size);
    assert_non_null(strstr(text, "\"complete\":false"));
    assert_non_null(strstr(text, "\"gep\":0.00"));
    assert_non_null(strstr(text, "\"share\":null"));
    arena_close(arena);
}

// ---- invariants

static void refuses(Fixture *f, const char *what)
{
    Err err = {0};
    assert_false(account_check(&f->account, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    if (!strstr(err.text, what)) fail_msg("\"%s\" does not say \"%s\"", err.text, what);
}

static void break_account(Fixture *f, int which)
{
    switch (which) {
    case 0:
        f->services[1].value.current.fen++;
        break;
    case 1:
        f->account.regulating.constant.fen--;
        break;
    case 2:
        f->account.gep.current.fen++;
        break;
    case 3:
        f->towns[1].regulating.fen++;
        break;
    case 4:
        f->account.not_allotted.fen--;
        break;
    case 5:
        f->leaves[2].town = "999";
        break;
    case 6:
        f->services[2].reason = "";
        break;
    case 7:
        f->services[2].state = SERVICE_NOT_AVAILABLE;
        break;
    case 8:
        f->account.complete = false;
        break;
    case 9:
        f->services[1].quantity *= 1.001;
        break;
    case 10:
        f->account.per_km2 *= 2;
        break;
    case 11:
        f->services[0].share = 0.5;
        break;
    case 12:
        f->towns[1].code = f->towns[0].code;
        break;
    case 13:
        f->leaves[2].service = 2;
        break;
    case 14:
        f->services[0].code = "Z";
        break;
    case 15:
        f->account.has_net = true;
        break;
    case 16:
        f->account.gep.normal_current.fen = 5;
        break;
    case 17:
        f->services[1].unverified_value_share = 1.5;
        break;
    case 18:
        f->leaves[2].service = 7;
        break;
    default:
        break;
    }
}

static void every_broken_promise_is_refused(void **state)
{
    (void)state;
    static const char *const what[] = {
        "R01",     "regulating", "GEP",       "500154002", "not allotted", "999", "R04",    "R04", "complete", "R01",
        "per_km2", "M11",        "500154001", "R01",       "R01",          "net", "normal", "R01", ""};
    Arena *arena = arena_open();
    message_set_language("en");
    for (int i = 0; i < (int)(sizeof what / sizeof *what); i++) {
        Fixture *f = fixture_small(arena);
        Err err;
        assert_true(account_check(&f->account, &err));
        break_account(f, i);
        refuses(f, what[i]);
    }
    arena_close(arena);
}

static void a_broken_account_is_not_written(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    f->account.gep.current.fen++;
    const char *text;
    size_t size;
    Err err;
    assert_false(account_json(arena, &f->account, &text, &size, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    arena_close(arena);
}

static void sums_by_town_and_by_ecosystem_meet_in_gep(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    Crosstab towns = account_by_town(arena, &f->account), classes = account_by_ecosystem(arena, &f->account);
    Fen a = {0}, b = {0};
    for (size_t i = 0; i < towns.row_count; i++) a = money_add(a, crosstab_row_sum(&towns, &f->account, i, -1));
    for (size_t i = 0; i < classes.row_count; i++) b = money_add(b, crosstab_row_sum(&classes, &f->account, i, -1));
    assert_int_equal(a.fen, f->account.gep.current.fen);
    assert_int_equal(b.fen, f->account.gep.current.fen);
    arena_close(arena);
}

// ---- the terminal

static int widest_line(const char *text)
{
    int widest = 0;
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, "\n");
        char line[1024];
        snprintf(line, sizeof line, "%.*s", (int)size, at);
        if (display_width(line) > widest) widest = display_width(line);
        at += size + (at[size] == '\n');
    }
    return widest;
}

static void the_terminal_shows_the_account_within_100_columns(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_demo(arena);
    size_t size;
    json_of(f, &size);
    for (int chinese = 0; chinese < 2; chinese++) {
        message_set_language(chinese ? "zh" : "en");
        const char *text = account_print(arena, &f->account);
        if (getenv("SHOW")) puts(text);
        assert_true(widest_line(text) <= 100);
        assert_non_null(strstr(text, chinese ? "水源涵养" : "Water conservation"));
        assert_non_null(strstr(text, chinese ? "1,142.40" : "114,239.77"));
        assert_non_null(strstr(text, f->account.result_sm3));
    }
    arena_close(arena);
}

static void the_terminal_shows_an_empty_account(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    Fixture *f = fixture_small(arena);
    f->account.leaf_count = 0;
    f->account.town_count = 0;
    for (int i = 0; i < 3; i++) {
        f->services[i].state = SERVICE_NOT_AVAILABLE;
        f->services[i].reason = "缺资料";
    }
    fixture_total(f);
    message_set_language("en");
    const char *text = account_print(arena, &f->account);
    assert_non_null(strstr(text, "PARTIAL"));
    assert_non_null(strstr(text, "缺资料"));
    arena_close(arena);
}

int main(void)
{
    message_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_account_is_the_golden_json),
        cmocka_unit_test(json_can_be_read_and_says_the_same),
        cmocka_unit_test(program_versions_do_not_change_the_digest),
        cmocka_unit_test(a_year_has_one_digest_alone_and_after_another),
        cmocka_unit_test(any_change_changes_the_digest),
        cmocka_unit_test(nothing_computed_is_still_an_account),
        cmocka_unit_test(every_broken_promise_is_refused),
        cmocka_unit_test(a_broken_account_is_not_written),
        cmocka_unit_test(sums_by_town_and_by_ecosystem_meet_in_gep),
        cmocka_unit_test(the_terminal_shows_the_account_within_100_columns),
        cmocka_unit_test(the_terminal_shows_an_empty_account),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
