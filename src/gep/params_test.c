#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/params.h"

#define HEAD                                                                                                           \
    "id,ecosystem,key,from,to,value,low,high,dist,unit,price_year,region,source,clause,status,valid_from,valid_to\n"

static Arena *arena;
static Findings findings;
static Params params;

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static int fresh(void **state)
{
    (void)state;
    arena_reset(arena);
    findings = findings_open(arena);
    params = (Params){.arena = arena, .region = "500154", .year = 2023};
    return 0;
}

static bool parse(const char *csv, int rank)
{
    return params_parse(&params, csv, strlen(csv), rank > 0 ? "district.csv" : "profile.csv", rank, &findings);
}

static void reads(const char *csv, int rank)
{
    if (!parse(csv, rank)) fail_msg("%s", findings.items[findings.count - 1].text_en);
}

// The findings with this code.
static size_t found(const char *code)
{
    size_t count = 0;
    for (size_t i = 0; i < findings.count; i++) count += text_equal(findings.items[i].code, code);
    return count;
}

static double value(const char *id, const char *ecosystem, const char *key, double x)
{
    const ParamRow *row = params_find(&params, id, ecosystem, key, x);
    return row ? row->value : NAN;
}

static double price(const char *id, int year)
{
    double out;
    int from_year;
    bool indexed;
    params_price(&params, id, "111", "", year, &out, &from_year, &indexed);
    return out;
}

static void is(double found_value, double wanted)
{
    if (!(found_value == wanted)) fail_msg("%.17g, expected %.17g", found_value, wanted);
}

static void missing(double found_value)
{
    assert_true(isnan(found_value));
}

// ---- lookup ---------------------------------------------------------------------------------------------------------

static void the_most_specific_class_wins(void **state)
{
    (void)state;
    reads(HEAD "a,*,,,,1,,,,1,,,s,,verified,,\na,1,,,,2,,,,1,,,s,,verified,,\na,111,,,,3,,,,1,,,s,,verified,,\n"
               "b,1,,,,5,,,,1,,,s,,verified,,\n",
          0);
    is(value("a", "", "", NAN), 1);
    is(value("a", "2", "", NAN), 1);
    is(value("a", "12", "", NAN), 2);
    is(value("a", "111", "", NAN), 3);
    is(value("a", "111b", "", NAN), 3);
    missing(value("b", "2", "", NAN));
    missing(value("b", "", "", NAN));
    missing(value("c", "1", "", NAN));
    assert_true(params_has(&params, "b"));
    assert_false(params_has(&params, "c"));
}

static void a_key_is_matched_exactly(void **state)
{
    (void)state;
    reads(HEAD "a,,x,,,1,,,,1,,,s,,verified,,\na,,,,,2,,,,1,,,s,,verified,,\n", 0);
    is(value("a", "", "x", NAN), 1);
    is(value("a", "", "", NAN), 2);
    missing(value("a", "", "y", NAN));
}

static void the_longest_region_wins(void **state)
{
    (void)state;
    reads(HEAD "a,,,,,1,,,,1,,,s,,verified,,\na,,,,,2,,,,1,,50,s,,verified,,\na,,,,,3,,,,1,,51,s,,verified,,\n"
               "a,,,,,4,,,,1,,5001,s,,verified,,\n",
          0);
    is(value("a", "", "", NAN), 4);
    params.region = "500200";
    is(value("a", "", "", NAN), 2);
    params.region = "350821";
    is(value("a", "", "", NAN), 1);
    params.region = NULL;
    is(value("a", "", "", NAN), 1);
}

static void class_goes_before_region(void **state)
{
    (void)state;
    reads(HEAD "a,1,,,,1,,,,1,,500154,s,,verified,,\na,11,,,,2,,,,1,,,s,,verified,,\n", 0);
    is(value("a", "111", "", NAN), 2);
    is(value("a", "121", "", NAN), 1);
}

static void the_district_goes_before_the_profile(void **state)
{
    (void)state;
    reads(HEAD "a,111,,,,1,,,,1,,500154,s,,verified,,\n", 0);
    reads("id,value,unit,source\na,9,1,own survey\n", 1);
    is(value("a", "111", "", NAN), 9);
    assert_string_equal(params_find(&params, "a", "111", "", NAN)->status, "district");
}

static void a_row_holds_in_its_years_only(void **state)
{
    (void)state;
    reads(HEAD "a,,,,,1,,,,1,,,s,,verified,,2017\na,,,,,2,,,,1,,,s,,verified,2018,\n", 0);
    assert_true(params_check(&params, &findings));
    is(value("a", "", "", NAN), 2);
    params.year = 2017;
    is(value("a", "", "", NAN), 1);
}

static void a_later_file_replaces_rows(void **state)
{
    (void)state;
    reads(HEAD "a,1,,,,1,,,,1,,,s,,verified,,\na,2,,,,2,,,,1,,,s,,verified,,\nb,,,,10,1,,,,1,,,s,,verified,,\n"
               "b,,,10,,2,,,,1,,,s,,verified,,\np,,,,,7,,,,yuan,2010,,s,,verified,,\n",
          0);
    reads(HEAD "a,1,,,,5,,,,1,,,s,,verified,,\nb,,,,20,6,,,,1,,,s,,verified,,\nb,,,20,,7,,,,1,,,s,,verified,,\n"
               "p,,,,,8,,,,yuan,2020,,s,,verified,,\n",
          0);
    assert_true(params_check(&params, &findings));
    assert_int_equal(params.count, 6);
    is(value("a", "1", "", NAN), 5);
    is(value("a", "2", "", NAN), 2);
    is(value("b", "", "", 15), 6);
    is(price("p", 2010), 7);
    is(price("p", 2020), 8);
}

// ---- bands ----------------------------------------------------------------------------------------------------------

static void bands_hold_their_lower_end(void **state)
{
    (void)state;
    reads(HEAD "c,1,,,10,0.1,,,,1,,,s,,verified,,\nc,1,,10,30,0.08,,,,1,,,s,,verified,,\n"
               "c,1,,30,,0.06,,,,1,,,s,,verified,,\nc,4,,,,0,,,,1,,,s,,verified,,\n",
          0);
    assert_true(params_check(&params, &findings));
    is(value("c", "111", "", 9.99), 0.1);
    is(value("c", "111", "", 10), 0.08);
    is(value("c", "111", "", 1e9), 0.06);
    missing(value("c", "111", "", NAN));
    Bands bands = params_bands(arena, &params, "c", "111", "");
    assert_int_equal(bands.count, 3);
    is(bands_value(&bands, 30), 0.06);
    missing(bands_value(&bands, NAN));
    assert_ptr_equal(bands.rows[1], params_find(&params, "c", "111", "", 12));
    bands = params_bands(arena, &params, "c", "413", "");
    assert_int_equal(bands.count, 1);
    is(bands_value(&bands, 55), 0);
    bands = params_bands(arena, &params, "c", "211", "");
    assert_int_equal(bands.count, 0);
    missing(bands_value(&bands, 1));
}

static void a_districts_bands_come_as_a_set(void **state)
{
    (void)state;
    reads(HEAD "c,1,,,10,1,,,,1,,,s,,verified,,\nc,1,,10,,2,,,,1,,,s,,verified,,\n", 0);
    reads(HEAD "c,1,,,5,3,,,,1,,,s,,district,,\nc,1,,5,,4,,,,1,,,s,,district,,\n", 1);
    assert_true(params_check(&params, &findings));
    Bands bands = params_bands(arena, &params, "c", "111", "");
    assert_int_equal(bands.count, 2);
    is(bands_value(&bands, 7), 4);
}

static uint64_t random_state;

static int random_below(int limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)(random_state % (uint64_t)limit);
}

enum { AXIS = 12 };

static void random_bands(uint64_t seed, int covered[AXIS])
{
    StrBuf csv = strbuf_open(arena);
    random_state = seed * 0x9E3779B97F4A7C15u + 1;
    strbuf_add(&csv, "id,from,to,value,unit,source,status\n");
    int count = 1 + random_below(5);
    for (int i = 0; i < count; i++) {
        int from = random_below(AXIS), to = from + 1 + random_below(AXIS - from);
        strbuf_printf(&csv, "b,%d,%d,%d,1,s,verified\n", from, to, i);
        for (int k = from; k < to; k++) covered[k]++;
    }
    reads(csv.data, 0);
}

// Overlaps and gaps are found if and only if a count of the axis, cell by cell, finds them.
static void faults_of_bands_are_found_iff_there(void **state)
{
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        int covered[AXIS] = {0}, first = AXIS, last = 0, overlaps = 0, gaps = 0;
        fresh(state);
        random_bands(seed, covered);
        for (int k = 0; k < AXIS; k++) {
            if (covered[k] == 0) continue;
            first = k < first ? k : first;
            last = k;
            overlaps += covered[k] > 1;
        }
        for (int k = first; k <= last; k++) gaps += covered[k] == 0;
        bool ok = params_check(&params, &findings);
        if (ok != (overlaps == 0 && gaps == 0) || (found("param.overlap") > 0) != (overlaps > 0) ||
            (found("param.gap") > 0) != (gaps > 0)) {
            fail_msg("seed %d: %d cells twice, %d empty; %zu overlaps, %zu gaps found", (int)seed, overlaps, gaps,
                     found("param.overlap"), found("param.gap"));
        }
    }
}

// Where there is no fault, both lookups give the band that a walk over the rows gives.
static void bands_without_fault_give_the_one_that_holds(void **state)
{
    int checked = 0;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        int covered[AXIS] = {0};
        fresh(state);
        random_bands(seed, covered);
        if (!params_check(&params, &findings)) continue;
        checked++;
        Bands bands = params_bands(arena, &params, "b", "", "");
        for (int k = 0; k < 2 * AXIS; k++) {
            double x = k / 2.0, wanted = NAN;
            for (size_t i = 0; i < params.count; i++) {
                if (params.rows[i].from <= x && x < params.rows[i].to) wanted = params.rows[i].value;
            }
            double by_row = value("b", "", "", x), by_bands = bands_value(&bands, x);
            if (isnan(wanted) ? !isnan(by_row) || !isnan(by_bands) : by_row != wanted || by_bands != wanted) {
                fail_msg("seed %d, x %g: %g and %g, expected %g", (int)seed, x, by_row, by_bands, wanted);
            }
        }
    }
    assert_true(checked > 100);
}

// ---- prices ---------------------------------------------------------------------------------------------------------

static void a_price_is_of_its_year_or_the_latest_before(void **state)
{
    (void)state;
    reads(HEAD "p,,,,,6,,,,yuan/m3,2005,,s,,verified,,\np,,,,,7,,,,yuan/m3,2010,,s,,verified,,\n"
               "p,,,,,8,,,,yuan/m3,2020,,s,,verified,,\n",
          0);
    is(price("p", 2010), 7);
    is(price("p", 2015), 7);
    is(price("p", 2023), 8);
    is(price("p", 1999), 6);
    missing(price("q", 2010));
}

static void an_index_moves_a_price(void **state)
{
    (void)state;
    double out;
    int from_year;
    bool indexed;
    reads(HEAD "p,,,,,8,,,,yuan/m3,2010,,s,,verified,,\nq,,,,,8,,,,yuan/m3,2010,,s,,verified,,\n"
               "price_index,,,,,100,,,,1,2010,,s,,verified,,\nprice_index,,,,,125,,,,1,2020,,s,,verified,,\n"
               "price_index,,q,,,80,,,,1,2010,,s,,verified,,\nprice_index,,q,,,160,,,,1,2020,,s,,verified,,\n",
          0);
    params_price(&params, "p", "", "", 2020, &out, &from_year, &indexed);
    is(out, 10);
    assert_true(indexed);
    assert_int_equal(from_year, 2010);
    is(price("q", 2020), 16);
    params_price(&params, "p", "", "", 2021, &out, &from_year, &indexed);
    is(out, 8);
    assert_false(indexed);
    params_price(&params, "p", "", "", 2010, &out, &from_year, &indexed);
    is(out, 8);
    assert_false(indexed);
}

static void a_districts_price_goes_before_one_of_the_right_year(void **state)
{
    (void)state;
    reads(HEAD "p,,,,,6,,,,yuan,2023,500154,s,,verified,,\n", 0);
    reads(HEAD "p,,,,,9,,,,yuan,2020,,s,,district,,\n", 1);
    is(price("p", 2023), 9);
}

static void a_price_without_a_year_stands_as_it_is(void **state)
{
    (void)state;
    double out;
    int from_year;
    bool indexed;
    reads(HEAD "t,,,,,0.7,,,,yuan,,,s,,verified,,2017\nt,,,,,3,,,,yuan,,50,s,,verified,2018,\n", 0);
    params_price(&params, "t", "", "", 2015, &out, &from_year, &indexed);
    is(out, 0.7);
    assert_int_equal(from_year, 0);
    is(price("t", 2023), 3);
}

// ---- faults ---------------------------------------------------------------------------------------------------------

static void refuses(const char *csv, int rank, const char *code, const char *wanted)
{
    fresh(NULL);
    bool ok = parse(csv, rank) && params_check(&params, &findings);
    assert_false(ok);
    for (size_t i = 0; i < findings.count; i++) {
        const Finding *finding = &findings.items[i];
        if (text_equal(finding->code, code) && finding->severity == FINDING_ERROR && strstr(finding->text_en, wanted)) {
            assert_non_null(strstr(finding->where, ".csv"));
            return;
        }
    }
    fail_msg("no finding %s with \"%s\"; the first is %s", code, wanted, findings.items[0].text_en);
}

static void says_what_is_wrong_with_a_row(void **state)
{
    (void)state;
    refuses("id,value,unit\na,1,1\n", 0, "param.column", "lacks the column source");
    refuses("id,value,unit,source,status,value\na,1,1,s,verified,2\n", 0, "param.column",
            "two columns are called value (columns 2 and 6); rename one");
    refuses("id,value,unit,source,status\n,1,1,s,verified\n", 0, "param.missing", "column id is empty");
    refuses("id,value,unit,source,status\na,,1,s,verified\n", 0, "param.missing", "column value is empty");
    refuses("id,value,unit,source,status\na,4.65%,1,s,verified\n", 0, "param.number", "'4.65%' is no number");
    refuses("id,value,unit,source,status\na,1,,s,verified\n", 0, "param.missing", "column unit is empty");
    refuses("id,value,unit,source\na,1,1,\n", 1, "param.missing", "column source is empty");
    refuses("id,value,unit,source,status\na,1,1,s,district\n", 0, "param.word", "'district' must be one of verified");
    refuses("id,value,unit,source,status\na,1,1,s,\n", 0, "param.word", "'' must be one of verified");
    refuses("id,value,unit,source,status,dist\na,1,1,s,verified,flat\n", 0, "param.word", "'flat' must be one of");
    refuses("id,value,unit,source,status,price_year\na,1,1,s,verified,12\n", 0, "param.year", "'12' is no year");
    refuses("id,value,unit,source,status,from,to\na,1,1,s,verified,5,5\n", 0, "param.band", "from 5 is not below");
    refuses("id,value,unit,source,status,valid_from,valid_to\na,1,1,s,verified,2020,2019\n", 0, "param.valid",
            "valid_from 2020 is after valid_to 2019");
    refuses("id,value,low,unit,source,status\na,1,0,1,s,verified\n", 0, "param.spread", "low and high come together");
    refuses("id,value,unit,source,status,dist\na,1,1,s,verified,triangular\n", 0, "param.spread", "dist needs both");
    refuses("a,\"b\n1", 0, "param.table", "line 1");
    refuses("id,\xff\n", 0, "param.table", "no UTF-8");
}

static void says_what_is_wrong_among_rows(void **state)
{
    (void)state;
    refuses("id,value,unit,source,status\na,1,1,s,verified\na,2,1,s,verified\n", 0, "param.duplicate",
            "stands twice: also in profile.csv row 2");
    refuses("id,value,unit,source,status,valid_to\na,1,1,s,verified,2020\na,2,1,s,verified,2021\n", 0,
            "param.duplicate", "stands twice");
    refuses("id,value,low,high,unit,source,status\na,3,1,2,1,s,verified\n", 0, "param.spread",
            "the value 3 is not between low 1 and high 2");
    refuses("id,ecosystem,value,unit,source,status\na,1,1,mm,s,verified\na,2,1,cm,s,verified\n", 0, "param.unit",
            "has the unit 'cm'");
    refuses("id,value,unit,source,status,to\na,1,1,s,verified,\na,2,1,s,verified,5\n", 0, "param.overlap", "overlaps");
}

static void units_that_mean_the_same_agree(void **state)
{
    (void)state;
    reads("id,ecosystem,value,unit,source,status\na,1,1,yuan/m3,s,verified\na,2,1,元/m3,s,verified\n", 0);
    assert_true(params_check(&params, &findings));
}

static void a_good_row_stays_beside_a_bad_one(void **state)
{
    (void)state;
    assert_false(parse("id,value,unit,source,status\na,1,1,s,verified\nb,x,1,s,verified\n", 0));
    is(value("a", "", "", NAN), 1);
    assert_string_equal(findings.items[0].where, "profile.csv, row 3");
}

static void an_unknown_column_is_a_doubt(void **state)
{
    (void)state;
    reads("id,value,unit,source,status,prise_year,备注\na,1,1,s,verified,2010,x\n", 0);
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.items[0].severity, FINDING_DOUBT);
    assert_non_null(strstr(findings.items[0].text_en, "'prise_year'"));
}

static void an_unknown_class_is_found(void **state)
{
    (void)state;
    const EcoClass known[] = {{.code = "1", .level = 1}};
    const EcoClasses classes = {1, known};
    reads("id,ecosystem,value,unit,source,status\na,1,1,1,s,verified\na,*,1,1,s,verified\na,1ll,1,1,s,verified\n", 0);
    assert_false(params_check_classes(&params, &classes, &findings));
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].where, "profile.csv, row 4");
}

static void a_file_that_is_not_there_is_a_finding(void **state)
{
    (void)state;
    assert_false(params_read(&params, "no/such.csv", "", 0, &findings));
    assert_int_equal(findings.error_count, 1);
    assert_string_equal(findings.items[0].where, "no/such.csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_most_specific_class_wins, fresh),
        cmocka_unit_test_setup(a_key_is_matched_exactly, fresh),
        cmocka_unit_test_setup(the_longest_region_wins, fresh),
        cmocka_unit_test_setup(class_goes_before_region, fresh),
        cmocka_unit_test_setup(the_district_goes_before_the_profile, fresh),
        cmocka_unit_test_setup(a_row_holds_in_its_years_only, fresh),
        cmocka_unit_test_setup(a_later_file_replaces_rows, fresh),
        cmocka_unit_test_setup(bands_hold_their_lower_end, fresh),
        cmocka_unit_test_setup(a_districts_bands_come_as_a_set, fresh),
        cmocka_unit_test(faults_of_bands_are_found_iff_there),
        cmocka_unit_test(bands_without_fault_give_the_one_that_holds),
        cmocka_unit_test_setup(a_price_is_of_its_year_or_the_latest_before, fresh),
        cmocka_unit_test_setup(an_index_moves_a_price, fresh),
        cmocka_unit_test_setup(a_districts_price_goes_before_one_of_the_right_year, fresh),
        cmocka_unit_test_setup(a_price_without_a_year_stands_as_it_is, fresh),
        cmocka_unit_test(says_what_is_wrong_with_a_row),
        cmocka_unit_test(says_what_is_wrong_among_rows),
        cmocka_unit_test_setup(units_that_mean_the_same_agree, fresh),
        cmocka_unit_test_setup(a_good_row_stays_beside_a_bad_one, fresh),
        cmocka_unit_test_setup(an_unknown_column_is_a_doubt, fresh),
        cmocka_unit_test_setup(an_unknown_class_is_found, fresh),
        cmocka_unit_test_setup(a_file_that_is_not_there_is_a_finding, fresh),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
