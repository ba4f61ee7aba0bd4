#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/carbon_stock.h"
#include "gep/stat_testing.h"

static Arena *arena;
static Entry *entries;
static size_t count;
static Err err;

static bool read_csv(const char *csv)
{
    Table table;
    const Table *tables[] = {&table};
    message_set_language("en");
    assert_true(table_parse_csv(arena, csv, strlen(csv), &(TableOptions){0}, &table, &err));
    table.path = "t.csv";
    StatInput in = {.code = "R06", .variant = "N4_table", .year = 2020, .tables = tables};
    return carbon_stock_tabulate(arena, &in, "co2", 3, &entries, &count, &err);
}

static void refuses(const char *csv, const char *first, const char *second)
{
    if (read_csv(csv)) fail_msg("read");
    if (!strstr(err.text, first) || !strstr(err.text, second)) fail_msg("\"%s\"", err.text);
}

static void a_stock_may_grow_or_shrink(void **state)
{
    (void)state;
    assert_true(
        read_csv("item,ecosystem,town,carbon_before (t),carbon_after (t),years\nf,111,a,100,150,5\ng,31,b,100,40,3\n"));
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].part, "co2");
    assert_string_equal(entries[1].part, "co2");
    assert_string_equal(entries[0].item, "f");
    assert_string_equal(entries[1].ecosystem, "31");
    assert_string_equal(entries[1].town, "b");
    assert_true(entries[0].quantity == 30 && entries[1].quantity == -60);
}

static void two_stocks_need_years_between(void **state)
{
    (void)state;
    refuses("carbon_before,carbon_after,years\n1,2,0\n", "column years: expected a number above 0", "between");
    refuses("carbon_before,carbon_after,years\n1,2,\n", "column years", "a number");
    refuses("carbon_before,carbon_after,years\n,2,5\n", "column carbon_before", "a number (t)");
    refuses("carbon_before,carbon_after,years\n1,-2,5\n", "column carbon_after", "not negative");
    refuses("ecosystem,carbon_before,carbon_after,years\n1,1,2,5\n1,1,2,5\n", "row 3", "row 2");
    refuses("carbon_before,years\n1,5\n", "carbon_after", "R06");
}

static int start(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stock_may_grow_or_shrink),
        cmocka_unit_test(two_stocks_need_years_between),
    };
    return cmocka_run_group_tests_name("carbon_stock", tests, start, stop);
}
