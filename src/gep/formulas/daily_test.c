#include "gep/formulas/formula_testing.h"
#include "gep/formulas/site_testing.h"

static SiteRun run;

static void a_year_is_cut_out_of_the_series(void **state)
{
    (void)state;
    double year[YEAR_DAYS];
    site_open(&run, 1);
    site_set(&run, 2, 2012, 12, 31, 5);
    site_set(&run, 2, 2013, 1, 1, 6);
    site_set(&run, 2, 2013, 12, 31, 7);
    site_set(&run, 2, 2014, 1, 1, 8);
    assert_int_equal(daily_year(&run.days, 2, 2013, year), 365);
    assert_true(year[0] == 6 && year[1] == 1 && year[364] == 7);
    assert_true(isnan(year[365])); // not 1 January of the next year
    assert_int_equal(daily_year(&run.days, 2, 2012, year), 366);
    assert_true(year[365] == 5);
    assert_int_equal(daily_year(&run.days, 2, 2014, year), 365);
    assert_true(year[0] == 8);
}

static void days_outside_the_series_are_missing(void **state)
{
    (void)state;
    double year[YEAR_DAYS];
    site_open(&run, 1);
    run.days.first_day += 10; // begins on 11 January 2012
    run.days.day_count = 5;
    daily_year(&run.days, 0, 2012, year);
    for (int i = 0; i < YEAR_DAYS; i++) assert_true(isnan(year[i]) == (i < 10 || i > 14));
    daily_year(&run.days, 0, 2011, year);
    for (int i = 0; i < YEAR_DAYS; i++) assert_true(isnan(year[i]));
}

static void months_lie_where_the_calendar_puts_them(void **state)
{
    (void)state;
    int first, count;
    daily_month(2013, 1, &first, &count);
    assert_true(first == 0 && count == 31);
    daily_month(2012, 2, &first, &count);
    assert_true(first == 31 && count == 29);
    daily_month(2013, 3, &first, &count);
    assert_true(first == 59 && count == 31);
    daily_month(2012, 12, &first, &count);
    assert_true(first == 335 && count == 31);
}

static void a_sum_is_scaled_up_for_missing_days_and_a_mean_is_not(void **state)
{
    (void)state;
    double year[YEAR_DAYS];
    site_open(&run, 2);
    site_set(&run, 0, 2013, 4, 30, 8);
    daily_year(&run.days, 0, 2013, year);
    assert_near(daily_month_sum(year, 2013, 4), 66, 1e-15);
    assert_near(daily_month_mean(year, 2013, 4), 2.2, 1e-15);
    assert_near(daily_month_sum(year, 2013, 5), 62, 1e-15);
    year[90] = year[91] = year[92] = NAN; // 1 to 3 April
    assert_near(daily_month_sum(year, 2013, 4), 60 * 30 / 27.0, 1e-15);
    assert_near(daily_month_mean(year, 2013, 4), 60 / 27.0, 1e-15);
    for (int i = 90; i < 120; i++) year[i] = NAN;
    assert_true(isnan(daily_month_sum(year, 2013, 4)));
    assert_true(isnan(daily_month_mean(year, 2013, 4)));
    assert_near(daily_month_sum(year, 2013, 3), 62, 1e-15);
}

static void a_year_may_lack_so_many_days_and_no_whole_month(void **state)
{
    (void)state;
    double year[YEAR_DAYS];
    site_open(&run, 2);
    daily_year(&run.days, 0, 2013, year);
    assert_true(daily_complete(year, 2013, 0));
    year[0] = year[100] = year[364] = NAN;
    assert_true(daily_complete(year, 2013, 3));
    assert_false(daily_complete(year, 2013, 2));
    for (int i = 31; i < 58; i++) year[i] = NAN; // all of February but the 28th
    assert_true(daily_complete(year, 2013, 30));
    year[58] = NAN;
    assert_false(daily_complete(year, 2013, 365));
}

static void events_are_days_that_reach_the_threshold(void **state)
{
    (void)state;
    double days[] = {49.999, 50, NAN, 120, 0};
    DailyEvents events = daily_events(days, 5, 50);
    assert_true(events.days == 2 && events.sum == 170);
    events = daily_events(days, 1, 50);
    assert_true(events.days == 0 && events.sum == 0);
}

static void monthly_methods_say_why_they_give_nothing(void **state)
{
    (void)state;
    site_open(&run, 3);
    run.scalar[0] = 1;
    site_set(&run, 0, 2013, 7, 4, NAN);
    site_compute(&run, daily_site_month_sums);
    assert_near(run.out[6], 93, 1e-15);
    assert_near(run.out[1], 84, 1e-15);
    assert_string_equal(run.why, "");
    site_compute(&run, daily_site_month_means);
    for (int m = 0; m < 12; m++) assert_near(run.out[m], 3, 1e-15);
    site_set(&run, 0, 2013, 8, 4, NAN);
    site_compute(&run, daily_site_month_sums);
    for (int m = 0; m < 12; m++) assert_true(isnan(run.out[m]));
    assert_non_null(strstr(run.why, "2013"));
    site_compute(&run, daily_site_month_means);
    for (int m = 0; m < 12; m++) assert_true(isnan(run.out[m]));
    assert_non_null(strstr(run.why, "1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_is_cut_out_of_the_series),
        cmocka_unit_test(days_outside_the_series_are_missing),
        cmocka_unit_test(months_lie_where_the_calendar_puts_them),
        cmocka_unit_test(a_sum_is_scaled_up_for_missing_days_and_a_mean_is_not),
        cmocka_unit_test(a_year_may_lack_so_many_days_and_no_whole_month),
        cmocka_unit_test(events_are_days_that_reach_the_threshold),
        cmocka_unit_test(monthly_methods_say_why_they_give_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
