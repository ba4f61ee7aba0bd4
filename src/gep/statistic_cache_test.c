// statistic_cache_test.c - what is kept comes back to the bit; another input has another key; no cache is no error.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/file.h"
#include "gep/statistic_cache.h"

static char folder[] = "/tmp/qingshan-cache-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || setenv("QINGSHAN_CACHE", folder, 1) != 0;
}

static int drop_folder(void **state)
{
    (void)state;
    Err err;
    return file_remove_tree(folder, &err) ? 0 : -1;
}

static void what_is_kept_comes_back_to_the_bit(void **state)
{
    (void)state;
    double value = 0;
    assert_false(statistic_recall("0123", &value));
    statistic_keep("0123", (double)0.1f);
    assert_true(statistic_recall("0123", &value));
    assert_true(value == (double)0.1f);
}

static void nothing_is_kept_when_it_is_off_or_the_folder_cannot_be_made(void **state)
{
    (void)state;
    double value;
    setenv("QINGSHAN_CACHE", "off", 1);
    statistic_keep("0124", 1);
    assert_false(statistic_recall("0124", &value));
    setenv("QINGSHAN_CACHE", "/dev/null/cache", 1);
    statistic_keep("0124", 1);
    assert_false(statistic_recall("0124", &value));
    setenv("QINGSHAN_CACHE", folder, 1);
}

static void the_key_changes_with_an_input_the_year_and_the_percentile(void **state)
{
    (void)state;
    Node node = {.id = "ndvi_max"};
    PlanInput input = {.id = "ndvi", .sm3 = "aa"};
    Plan plan = {.year = 2023,
                 .profile = {.id = "p"},
                 .grid = {.crs = "EPSG:4524", .cell_m = 30},
                 .nodes = &node,
                 .node_count = 1,
                 .inputs = &input,
                 .input_count = 1};
    PlanStatistic five = {.node = 0, .percentile = 5}, most = {.node = 0, .percentile = 95};
    char a[SM3_TEXT_SIZE], b[SM3_TEXT_SIZE];
    statistic_key(&plan, &five, a);
    statistic_key(&plan, &five, b);
    assert_string_equal(a, b);
    statistic_key(&plan, &most, b);
    assert_string_not_equal(a, b);
    input.sm3[1] = 'b';
    statistic_key(&plan, &five, b);
    assert_string_not_equal(a, b);
    input.sm3[1] = 'a';
    plan.year = 2020;
    statistic_key(&plan, &five, b);
    assert_string_not_equal(a, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_comes_back_to_the_bit),
        cmocka_unit_test(nothing_is_kept_when_it_is_off_or_the_folder_cannot_be_made),
        cmocka_unit_test(the_key_changes_with_an_input_the_year_and_the_percentile),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
