#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static uint64_t random_state = 0x9E3779B97F4A7C15u;

static uint64_t random_bits(void)
{
    random_state ^= random_state << 13; // xorshift64
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static double random_double(void)
{
    uint64_t bits = random_bits();
    double value;
    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? value : 0;
}

static void check_number(const char *text, double expected)
{
    double value = -777;
    assert_true(text_to_double(text, &value));
    assert_true(value == expected);
}

static void numbers_are_read_as_offices_write_them(void **state)
{
    (void)state;
    check_number("0", 0);
    check_number("1234.5", 1234.5);
    check_number("1,234.5", 1234.5);
    check_number("12,345,678", 12345678);
    check_number("１２３", 123);
    check_number("1，234", 1234);
    check_number("－１２．５", -12.5);
    check_number("\u2212"
                 "3",
                 -3);
    check_number(" 5 ", 5);
    check_number("\u3000"
                 "5\u00A0",
                 5);
    check_number("1.2e3", 1200);
    check_number("+1.5E-2", 0.015);
    check_number(".5", 0.5);
    check_number("5.", 5);
    check_number("0.1", 0.1);
    check_number("123456789012345678", 123456789012345678.0);
    check_number("4.9406564584124654e-324", 4.9406564584124654e-324);
    check_number("1e-400", 0);
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",     " ",       "abc", "12%",   "1 2",  "12,34", "1,2345",    ",123",  "1,,234", "1234,567", "1,234,56",
        "0x10", "inf",     "nan", "1e999", "e5",   ".",     "-",         "+-1",   "1e",     "1e+",      "1.2.3",
        "5元",  "1.5,000", "--1", "1,",    "\x01", "1\xEF", "1\xE3\x80", "1e5.0", "５０％", "1,234,"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value = -777;
        if (text_to_double(bad[i], &value) || value != -777) fail_msg("\"%s\" was read as %g", bad[i], value);
    }
    char long_text[1000];
    memset(long_text, '1', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    double value;
    assert_false(text_to_double(long_text, &value));
}

static void whole_numbers_are_read(void **state)
{
    (void)state;
    int64_t value;
    assert_true(text_to_int64(" 1,234 ", &value) && value == 1234);
    assert_true(text_to_int64("－７", &value) && value == -7);
    assert_true(text_to_int64("9223372036854775807", &value) && value == INT64_MAX);
    assert_true(text_to_int64("-9223372036854775808", &value) && value == INT64_MIN);
    assert_true(text_to_int64("007", &value) && value == 7);
    static const char *const bad[] = {"", "1.0", "1e3", "9223372036854775808", "-", "a", "1a", "12,34", "0x1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(text_to_int64(bad[i], &value));
}

static void check_text(double value, const char *expected)
{
    char text[NUMBER_TEXT_SIZE];
    assert_string_equal(number_text(value, text), expected);
}

static void numbers_are_written_short(void **state)
{
    (void)state;
    check_text(0, "0");
    check_text(-0.0, "0");
    check_text(-0.5, "-0.5");
    check_text(0.1, "0.1");
    check_text(0.1 + 0.2, "0.30000000000000004");
    check_text(1e20, "1e+20");
    check_text(123456789, "123456789");
    check_text(5e-324, "5e-324");
    check_text(DBL_MAX, "1.7976931348623157e+308");
    check_text(-DBL_MIN, "-2.2250738585072014e-308");
}

static void every_number_reads_back_as_itself(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        double value = i % 2 ? random_double() : (double)(int64_t)random_bits() / 1e6, back;
        char text[NUMBER_TEXT_SIZE];
        assert_true(text_to_double(number_text(value, text), &back));
        assert_true(back == value);
    }
}

static void check_scaled(double value, int places, int64_t expected)
{
    int64_t scaled;
    assert_true(number_scaled(value, places, &scaled));
    assert_int_equal(scaled, expected);
}

static void scaling_rounds_half_away_from_zero_as_a_person_does(void **state)
{
    (void)state;
    check_scaled(1.005, 2, 101);
    check_scaled(-1.005, 2, -101);
    check_scaled(0.285, 2, 29);
    check_scaled(1.0049999999999, 2, 100);
    check_scaled(0.125, 2, 13);
    check_scaled(0.5, 0, 1);
    check_scaled(0.49999999999999994, 0, 0);
    check_scaled(-0.001, 2, 0);
    check_scaled(0, 2, 0);
    check_scaled(1e-300, 2, 0);
    check_scaled(5e-324, 15, 0);
    check_scaled(0.005, 2, 1);
    check_scaled(0.0049999999, 2, 0);
    check_scaled(0.05, 1, 1);
    check_scaled(0.05, 0, 0);
    check_scaled(9.99, 1, 100);
    check_scaled(9e18, 0, 9000000000000000000);
    check_scaled(70071992547409.91, 2, 7007199254740991);
    check_scaled(1234567, -3, 1235);
    int64_t scaled;
    assert_false(number_scaled(1e19, 0, &scaled));
    assert_false(number_scaled(1e300, 2, &scaled));
    assert_false(number_scaled(NAN, 2, &scaled));
    assert_false(number_scaled(-INFINITY, 2, &scaled));
}

// printf rounds the exact binary value; the two may differ only near a tie.
static void scaling_agrees_with_printf_away_from_ties(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        double value = (double)(int64_t)random_bits() / (i % 2 ? 1e7 : 1e13);
        char text[64], *point;
        snprintf(text, sizeof text, "%.2f", value);
        point = strchr(text, '.');
        memmove(point, point + 1, strlen(point));
        int64_t scaled;
        assert_true(number_scaled(value, 2, &scaled));
        assert_true(scaled == strtoll(text, NULL, 10) || fabs(fabs(value * 100 - trunc(value * 100)) - 0.5) < 0.02);
    }
}

static void check_grouped(double value, int places, const char *expected)
{
    char text[64];
    assert_string_equal(number_grouped(value, places, text), expected);
}

static void digits_are_grouped_by_threes(void **state)
{
    (void)state;
    check_grouped(1234567.891, 2, "1,234,567.89");
    check_grouped(0, 2, "0.00");
    check_grouped(-0.001, 2, "0.00");
    check_grouped(999.995, 2, "1,000.00");
    check_grouped(-1234.5, 0, "-1,235");
    check_grouped(999, 0, "999");
    check_grouped(0.05, 1, "0.1");
    check_grouped(0.0123456, 4, "0.0123");
    check_grouped(1e15, 3, "1,000,000,000,000,000.000");
    check_grouped(1e18, 0, "1,000,000,000,000,000,000");
    check_grouped(1e300, 2, "1e+300");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_offices_write_them),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(whole_numbers_are_read),
        cmocka_unit_test(numbers_are_written_short),
        cmocka_unit_test(every_number_reads_back_as_itself),
        cmocka_unit_test(scaling_rounds_half_away_from_zero_as_a_person_does),
        cmocka_unit_test(scaling_agrees_with_printf_away_from_ties),
        cmocka_unit_test(digits_are_grouped_by_threes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
