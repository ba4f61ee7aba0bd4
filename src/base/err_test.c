#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void setting_an_error_returns_false_and_keeps_code_and_text(void **state)
{
    (void)state;
    Err err;
    assert_false(err_set(&err, ERR_INPUT, "row %d of %s", 3, "a.csv"));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.text, "row 3 of a.csv");
    assert_false(err_set(NULL, ERR_IO, "nobody listens"));
}

static void context_goes_before_the_text_and_the_code_stays(void **state)
{
    (void)state;
    Err err;
    err_set(&err, ERR_MISSING, "no column %s", "price");
    assert_false(err_within(&err, "reading %s", "a.csv"));
    assert_int_equal(err.code, ERR_MISSING);
    assert_string_equal(err.text, "reading a.csv: no column price");
    assert_false(err_within(NULL, "nobody listens"));
}

static void an_error_may_quote_its_own_text(void **state)
{
    (void)state;
    Err err;
    err_set(&err, ERR_INPUT, "inner");
    err_set(&err, ERR_IO, "outer (%s)", err.text);
    assert_string_equal(err.text, "outer (inner)");
}

// Characters of 1, 2, 3 and 4 bytes, shifted so that the cut falls on every byte of each.
static void a_long_text_is_cut_between_characters(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "é", "山", "𠮷"};
    for (size_t c = 0; c < 4; c++) {
        size_t width = strlen(characters[c]);
        for (size_t shift = 0; shift < 4; shift++) {
            char text[4096] = "....";
            text[shift] = '\0';
            for (size_t at = shift; at < 3000; at += width) memcpy(text + at, characters[c], width + 1);
            Err err;
            err_set(&err, ERR_INPUT, "%s", text);
            size_t size = strlen(err.text), room = sizeof err.text - 1 - shift;
            assert_int_equal(size, shift + room / width * width);
            assert_memory_equal(err.text, text, size);
        }
    }
}

static void a_long_context_leaves_valid_text(void **state)
{
    (void)state;
    char text[2000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    Err err;
    err_set(&err, ERR_INPUT, "%s", text);
    err_within(&err, "%s", text);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_int_equal(err.code, ERR_INPUT);
}

static void usage_errors_exit_with_2_and_others_with_1(void **state)
{
    (void)state;
    assert_int_equal(err_exit_status(ERR_NONE), 0);
    assert_int_equal(err_exit_status(ERR_USAGE), 2);
    assert_int_equal(err_exit_status(ERR_INPUT), 1);
    assert_int_equal(err_exit_status(ERR_CANCELLED), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_an_error_returns_false_and_keeps_code_and_text),
        cmocka_unit_test(context_goes_before_the_text_and_the_code_stays),
        cmocka_unit_test(an_error_may_quote_its_own_text),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
        cmocka_unit_test(a_long_context_leaves_valid_text),
        cmocka_unit_test(usage_errors_exit_with_2_and_others_with_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
