#include "base/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void leap_years_follow_the_gregorian_rule(void **state)
{
    (void)state;
    assert_true(calendar_is_leap(2000) && calendar_is_leap(2012) && calendar_is_leap(0) && calendar_is_leap(-4));
    assert_false(calendar_is_leap(1900) || calendar_is_leap(2011) || calendar_is_leap(2100));
    assert_int_equal(calendar_days_in_month(2012, 2), 29);
    assert_int_equal(calendar_days_in_month(2013, 2), 28);
    assert_int_equal(calendar_days_in_month(2013, 12), 31);
    assert_int_equal(calendar_days_in_year(2012), 366);
    assert_int_equal(calendar_days_in_year(2013), 365);
}

static Date next_day(Date date)
{
    date.day++;
    if (date.day > calendar_days_in_month(date.year, date.month)) {
        date.day = 1;
        date.month++;
    }
    if (date.month > 12) {
        date.month = 1;
        date.year++;
    }
    return date;
}

static void day_numbers_count_every_day_of_a_thousand_years(void **state)
{
    (void)state;
    Date date = {1600, 1, 1};
    int number = calendar_day_number(date), day_of_year = 1;
    while (date.year < 2600) {
        assert_int_equal(calendar_day_number(date), number);
        Date back = calendar_from_day_number(number);
        assert_true(back.year == date.year && back.month == date.month && back.day == date.day);
        assert_int_equal(calendar_day_of_year(date), day_of_year);
        Date next = next_day(date);
        day_of_year = next.year == date.year ? day_of_year + 1 : 1;
        date = next;
        number++;
    }
}

static void day_numbers_begin_in_1970(void **state)
{
    (void)state;
    assert_int_equal(calendar_day_number((Date){1970, 1, 1}), 0);
    assert_int_equal(calendar_day_number((Date){1969, 12, 31}), -1);
    assert_int_equal(calendar_day_number((Date){2000, 3, 1}), 11017);
    assert_int_equal(calendar_day_number((Date){-1, 12, 31}), -719529);
    Date date = calendar_from_day_number(-719529);
    assert_true(date.year == -1 && date.month == 12 && date.day == 31);
}

static void a_month_has_two_halves(void **state)
{
    (void)state;
    assert_int_equal(calendar_half_month((Date){2012, 1, 1}), 0);
    assert_int_equal(calendar_half_month((Date){2012, 1, 15}), 0);
    assert_int_equal(calendar_half_month((Date){2012, 1, 16}), 1);
    assert_int_equal(calendar_half_month((Date){2012, 12, 31}), 23);
}

static void dates_are_read_as_offices_write_them(void **state)
{
    (void)state;
    static const char *const good[] = {"2012-01-02",       "2012-1-2",     "2012/1/2",       "2012.1.2",
                                       "20120102",         "2012年1月2日", "2012年01月02日", " 2012-01-02 08:00:00",
                                       "2012-01-02T08:00", "20120102 03",  "2012/1/2 "};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Date date = {0};
        assert_true(calendar_parse(good[i], &date));
        assert_true(date.year == 2012 && date.month == 1 && date.day == 2);
    }
    Date leap;
    assert_true(calendar_parse("2012-02-29", &leap));
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",         "2012",     "2012-1",     "2013-02-29", "2012-13-01",  "2012-00-01", "2012-01-00", "2012-01-32",
        "12-01-02", "2012-1/2", "2012010203", "2012年1月2", "2012-01-02x", "2012-123-1", "date",       "2012-01-021"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Date date = {7, 7, 7};
        if (calendar_parse(bad[i], &date) || date.year != 7) fail_msg("\"%s\" was read as a date", bad[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leap_years_follow_the_gregorian_rule),
        cmocka_unit_test(day_numbers_count_every_day_of_a_thousand_years),
        cmocka_unit_test(day_numbers_begin_in_1970),
        cmocka_unit_test(a_month_has_two_halves),
        cmocka_unit_test(dates_are_read_as_offices_write_them),
        cmocka_unit_test(what_is_no_date_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
