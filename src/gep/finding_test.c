#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/message.h"
#include "gep/finding.h"

static Arena *arena;

static int start(void **state)
{
    (void)state;
    message_start();
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void a_place_is_said_once(void **state)
{
    (void)state;
    message_set_language("en");
    assert_string_equal(finding_rest(&(Finding){.where = "a.tif", .text_en = "a.tif: gone"}), "gone");
    assert_string_equal(finding_rest(&(Finding){.where = "a.tif", .text_en = "a.tif.ovr: gone"}), "a.tif.ovr: gone");
    assert_string_equal(finding_rest(&(Finding){.where = "", .text_en = ": gone"}), ": gone");
    message_set_language("zh");
    assert_string_equal(finding_rest(&(Finding){.where = "a.tif", .text_zh = "a.tif：不在"}), "不在");
}

static void a_finding_carries_both_languages(void **state)
{
    (void)state;
    Findings findings = findings_open(arena);
    assert_true(finding_add(&findings, FINDING_DOUBT, "price.old", "R01", "第 %d 年 %s", "year %d of %s", 2010, "x"));
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].text_zh, "第 2010 年 x");
    assert_string_equal(findings.items[0].text_en, "year 2010 of x");
    message_set_language("en");
    assert_string_equal(finding_text(&findings.items[0]), "year 2010 of x");
    message_set_language("zh");
    assert_string_equal(finding_text(&findings.items[0]), "第 2010 年 x");
}

static void an_error_is_counted_and_returns_false(void **state)
{
    (void)state;
    Findings findings = findings_open(arena);
    assert_true(finding_add(&findings, FINDING_NOTE, "a", "", "%d", "%d", 1));
    assert_false(finding_add(&findings, FINDING_ERROR, "b", "", "%d", "%d", 1));
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.error_count, 1);
}

static void an_equal_finding_is_kept_once(void **state)
{
    (void)state;
    Findings findings = findings_open(arena);
    for (int i = 0; i < 3; i++) {
        assert_false(finding_add(&findings, FINDING_ERROR, "b", "here", "%d", "%d", i % 2));
    }
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.error_count, 2);
    assert_true(finding_add(&findings, FINDING_DOUBT, "b", "here", "%d", "%d", 0));
    assert_false(finding_add(&findings, FINDING_ERROR, "b", "there", "%d", "%d", 0));
    assert_false(finding_add(&findings, FINDING_ERROR, "c", "here", "%d", "%d", 0));
    assert_int_equal(findings.count, 5);
}

static void an_error_of_a_lower_floor_becomes_a_finding(void **state)
{
    (void)state;
    Findings findings = findings_open(arena);
    Err err;
    err_set(&err, ERR_INPUT, "no such column");
    assert_false(finding_add_err(&findings, "table", "t.csv", &err));
    err_set(&err, ERR_INPUT, "changed");
    assert_string_equal(findings.items[0].text_zh, "no such column");
    assert_string_equal(findings.items[0].text_en, "no such column");
    assert_int_equal(findings.items[0].severity, FINDING_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_said_once),
        cmocka_unit_test(a_finding_carries_both_languages),
        cmocka_unit_test(an_error_is_counted_and_returns_false),
        cmocka_unit_test(an_equal_finding_is_kept_once),
        cmocka_unit_test(an_error_of_a_lower_floor_becomes_a_finding),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
