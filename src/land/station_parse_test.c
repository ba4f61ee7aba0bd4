#include "base/calendar.h"
#include "land/station.h"
#include "land/table_test.h"

static const StationRequest long_rain = {.id = "rain", .layout = "long", .site = "site", .date = "date", .value = "v"};
static const StationRequest wide_rain = {.id = "precip", .layout = "wide", .date_rule = "date_part"};

static StationSet set_of(const char *text, const StationRequest *request, const char *sites_text)
{
    StationSet set;
    Table table = parse(text), sites;
    if (sites_text) sites = parse(sites_text);
    if (!station_parse(arena, request, &table, sites_text ? &sites : NULL, NULL, &set, &err)) fail_msg("%s", err.text);
    return set;
}

static void refuses_series(const char *text, const StationRequest *request, const char *sites_text, const char *wanted)
{
    StationSet set = {.site_count = 77};
    Table table = parse(text), sites;
    table.path = "f.csv";
    if (sites_text) sites = parse(sites_text);
    if (sites_text) sites.path = "s.csv";
    assert_false(station_parse(arena, request, &table, sites_text ? &sites : NULL, NULL, &set, &err));
    assert_int_equal(set.site_count, 77);
    err_has(wanted);
}

static double value_at(const StationSet *set, const char *variable, size_t site, Date date)
{
    const Series *series = station_series(set, variable);
    assert_non_null(series);
    int day = calendar_day_number(date) - series->first_day;
    assert_true(day >= 0 && day < series->day_count);
    return series->values[site * (size_t)series->day_count + (size_t)day];
}

static void long_rows_in_any_order_become_whole_series(void **state)
{
    (void)state;
    StationSet set = set_of(
        "site,date,v\nb,2012-03-01,3\na,2012/2/28,1\nb,20120228,-\na,2012-03-01,0\na,2012-03-01,0\n", &long_rain, NULL);
    assert_string_equal(set.id, "rain");
    assert_int_equal(set.site_count, 2);
    assert_string_equal(set.sites[0].id, "a");
    assert_true(isnan(set.sites[0].x));
    assert_int_equal(set.series_count, 1);
    assert_int_equal(set.series[0].day_count, 3);
    assert_int_equal(set.series[0].site_count, 2);
    assert_true(value_at(&set, "p", 0, (Date){2012, 2, 28}) == 1);
    assert_true(isnan(value_at(&set, "p", 0, (Date){2012, 2, 29})));
    assert_true(value_at(&set, "p", 0, (Date){2012, 3, 1}) == 0);
    assert_true(isnan(value_at(&set, "p", 1, (Date){2012, 2, 28})));
    assert_true(value_at(&set, "p", 1, (Date){2012, 3, 1}) == 3);
    assert_null(station_series(&set, "tmean"));
}

static void wide_columns_are_sites(void **state)
{
    (void)state;
    StationSet set =
        set_of("DATETIME,81,甲（mm）,\n2015-01-01 20:00:00,1,2,\n2015-01-02 00:00:00,3,,\n", &wide_rain, NULL);
    assert_int_equal(set.site_count, 2);
    assert_string_equal(set.sites[1].id, "甲");
    assert_true(value_at(&set, "p", 0, (Date){2015, 1, 2}) == 3);
    assert_true(value_at(&set, "p", 1, (Date){2015, 1, 1}) == 2);
    assert_true(isnan(value_at(&set, "p", 1, (Date){2015, 1, 2})));
}

static void several_variables_stand_side_by_side(void **state)
{
    (void)state;
    static const char *const variables[] = {"tmean", "rh", "snow"}, *const columns[] = {"T", "RM", "S"};
    const StationRequest request = {.id = "weather",
                                    .site = "s",
                                    .date = "d",
                                    .column_count = 3,
                                    .column_variables = variables,
                                    .column_names = columns};
    StationSet set =
        set_of("RM,d,s,T（0.1℃）,S\n94,2010-01-01,58911,-25,7\n", &request, "StationID,x,y\n58911,1,2\n1,3,4\n");
    assert_int_equal(set.series_count, 3);
    assert_true(value_at(&set, "tmean", 0, (Date){2010, 1, 1}) == -2.5);
    assert_true(value_at(&set, "rh", 0, (Date){2010, 1, 1}) == 94);
    assert_true(value_at(&set, "snow", 0, (Date){2010, 1, 1}) == 7);
    assert_true(set.sites[0].x == 1 && set.sites[0].y == 2);
}

static void the_unit_of_the_header_the_request_or_the_table_counts(void **state)
{
    (void)state;
    StationRequest request = long_rain;
    StationSet set = set_of("site,date,v（cm）\na,2012-03-01,3\n", &request, NULL);
    assert_true(value_at(&set, "p", 0, (Date){2012, 3, 1}) == 30);
    request.unit = "0.1mm/d";
    set = set_of("site,date,v\na,2012-03-01,3\n", &request, NULL);
    assert_true(value_at(&set, "p", 0, (Date){2012, 3, 1}) == 3 * 0.1);
    request.unit = "degC";
    refuses_series("site,date,v\na,2012-03-01,3\n", &request, NULL,
                   "f.csv, column v: the unit \"degC\" does not convert to that of p (mm/d or mm)");
    set = set_of("单位：cm,\nsite,date,v\na,2012-03-01,3\n", &long_rain, NULL);
    assert_true(value_at(&set, "p", 0, (Date){2012, 3, 1}) == 30);
}

static void one_site_needs_no_column(void **state)
{
    (void)state;
    StationRequest request = long_rain;
    request.site = "";
    StationSet set = set_of("date,v\n2012-03-01,3\n", &request, "id,x,y\n58911,1,2\n");
    assert_string_equal(set.sites[0].id, "58911");
    set = set_of("date,v\n2012-03-01,3\n", &request, NULL);
    assert_string_equal(set.sites[0].id, "rain");
    refuses_series("date,v\n2012-03-01,3\n", &request, "id,x,y\n1,1,2\n2,1,2\n",
                   "say with site which column holds the site; s.csv has 2 rows");
    refuses_series("date,v\n2012-03-01,3\n", &request, "key,x,y\n1,1,2\n", "no column StationID");
}

static void dates_are_real_and_without_a_time(void **state)
{
    (void)state;
    refuses_series("site,date,v\na,2012-02-30,3\n", &long_rain, NULL,
                   "f.csv, row 2, column date: \"2012-02-30\" is no date");
    refuses_series("site,date,v\na,,3\n", &long_rain, NULL, "\"\" is no date");
    refuses_series("site,date,v\na,0012-02-03,3\n", &long_rain, NULL, "is no date");
    refuses_series("site,date,v\na,2012-02-03 20:00:00,3\n", &long_rain, NULL,
                   "has a time of day; with date_rule: date_part");
    StationSet set = set_of("site,date,v\na,2012-02-03 00:00:00,3\n", &long_rain, NULL);
    assert_true(value_at(&set, "p", 0, (Date){2012, 2, 3}) == 3);
    set = set_of("site,date,v\na,2012-02-03 0:00,3\n", &long_rain, NULL);
    assert_int_equal(set.series[0].day_count, 1);
}

static void values_that_no_day_has_are_refused(void **state)
{
    (void)state;
    static const char *const variables[] = {"rh", "tmax"}, *const columns[] = {"r", "t"};
    const StationRequest request = {.id = "w",
                                    .site = "site",
                                    .date = "date",
                                    .column_count = 2,
                                    .column_variables = variables,
                                    .column_names = columns};
    refuses_series("site,date,v\na,2012-02-03,-0.1\n", &long_rain, NULL,
                   "row 2, column v: p is -0.1, which no day has (0 to 2000)");
    refuses_series("site,date,v\na,2012-02-03,2000.1\n", &long_rain, NULL, "p is 2000.1");
    refuses_series("site,date,v\na,2012-02-03,-9999\n", &long_rain, NULL, "leave the cell empty when it is missing");
    refuses_series("site,date,r,t\na,2012-02-03,101,1\n", &request, NULL, "rh is 101");
    refuses_series("site,date,r,t\na,2012-02-03,100,32766\n", &request, NULL, "tmax is 32766");
    refuses_series("site,date,v\na,2012-02-03,x\n", &long_rain, NULL, "\"x\" is no number");
}

static void two_values_for_one_day_are_refused(void **state)
{
    (void)state;
    refuses_series("site,date,v\na,2012-02-03,1\nb,2012-02-03,2\na,2012/2/3,2\n", &long_rain, NULL,
                   "row 4, column v: row 2 has another value for this site and day");
    StationSet set = set_of("site,date,v\na,2012-02-03,\na,2012-02-03,1\na,2012-02-03,-\n", &long_rain, NULL);
    assert_true(value_at(&set, "p", 0, (Date){2012, 2, 3}) == 1);
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    StationRequest request = long_rain;
    refuses_series("site,date,x\na,2012-02-03,1\n", &long_rain, NULL, "no column v");
    refuses_series("site,day,v\na,2012-02-03,1\n", &long_rain, NULL, "no column date");
    refuses_series("s,date,v\na,2012-02-03,1\n", &long_rain, NULL, "no column site");
    refuses_series("site,date,v\n,2012-02-03,1\n", &long_rain, NULL, "row 2, column site: the site is missing");
    refuses_series("site,date,v\n", &long_rain, NULL, "no rows below the header");
    refuses_series("site,date,v\na,2012-02-03,1\n", &long_rain, "id,x,y\nb,1,1\n", "s.csv: no row for the site \"a\"");
    request.value = NULL;
    refuses_series("site,date,v\na,2012-02-03,1\n", &request, NULL, "stations rain: name the column of the values");
    refuses_series("日期\n2012-02-03\n", &wide_rain, NULL, "no column but the date");
    refuses_series("date,a,b\n2012-02-03,1,备注\n", &wide_rain, NULL, "\"备注\" is no number");
    refuses_series("date,a,a\n2012-02-03,1,1\n", &wide_rain, NULL, "two columns have the same site");
    refuses_series("date,a,a b,ab\n2012-02-03,1,1,1\n", &wide_rain, "id,x,y\na,1,1\n", "no row for the site \"a b\"");
    refuses_series("date,a（kg）\n2012-02-03,1\n", &wide_rain, NULL, "does not convert");
}

static void a_span_of_centuries_is_refused(void **state)
{
    (void)state;
    StrBuf text = strbuf_open(arena);
    strbuf_add(&text, "site,date,v\n");
    for (int i = 0; i < 300; i++) strbuf_printf(&text, "s%d,1801-01-01,1\n", i);
    strbuf_add(&text, "a,2199-01-01,1\n");
    refuses_series(text.data, &long_rain, NULL, "f.csv: 301 sites over 145368 days are too many; is a date wrong?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_rows_in_any_order_become_whole_series),
        cmocka_unit_test(wide_columns_are_sites),
        cmocka_unit_test(several_variables_stand_side_by_side),
        cmocka_unit_test(the_unit_of_the_header_the_request_or_the_table_counts),
        cmocka_unit_test(one_site_needs_no_column),
        cmocka_unit_test(dates_are_real_and_without_a_time),
        cmocka_unit_test(values_that_no_day_has_are_refused),
        cmocka_unit_test(two_values_for_one_day_are_refused),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(a_span_of_centuries_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
