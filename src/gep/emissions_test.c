#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/emissions.h"
#include "gep/stat_testing.h"

static Arena *arena;
static Emission *emissions;
static size_t count;
static Err err;

static bool read_csv(const char *csv)
{
    Table table;
    const Table *tables[] = {NULL, &table};
    message_set_language("en");
    assert_true(table_parse_csv(arena, csv, strlen(csv), &(TableOptions){0}, &table, &err));
    table.path = "t.csv";
    StatInput in = {.code = "R08", .variant = "two_case", .year = 2010, .tables = tables};
    return emissions_read(arena, &in, 1, &emissions, &count, &err);
}

static void refuses(const char *csv, const char *first, const char *second)
{
    if (read_csv(csv)) fail_msg("read");
    if (!strstr(err.text, first) || !strstr(err.text, second)) fail_msg("\"%s\"", err.text);
}

static double total(const char *pollutant, const char *town)
{
    return emissions_total(emissions, count, pollutant, town);
}

static void a_long_table_has_a_row_a_pollutant(void **state)
{
    (void)state;
    assert_true(read_csv("排放源,镇街,污染物,排放量（kg）\n工业,a,二氧化硫,1500\n生活,a,SO2,500\n工业,b,SO₂,100\n"
                         "工业,a,NOx,30\n合计,,SO2,2100\n"));
    assert_int_equal(count, 4);
    assert_string_equal(emissions[0].pollutant, "SO2");
    assert_string_equal(emissions[0].source, "工业");
    assert_string_equal(emissions[0].town, "a");
    assert_string_equal(emissions[0].where, "t.csv, row 2");
    assert_true(emissions[0].quantity_t == 1.5);
    assert_true(kernel_near(total("SO2", NULL), 2.1));
    assert_true(kernel_near(total("SO2", "a"), 2));
    assert_true(kernel_near(total("NOx", "a"), 0.03));
    assert_true(isnan(total("NOx", "b")) && isnan(total("COD", NULL)));
}

static void a_wide_table_has_a_column_a_pollutant(void **state)
{
    (void)state;
    assert_true(read_csv("乡镇代码,二氧化硫（吨）,氮氧化物（吨）,粉尘,烟尘,COD,氨氮,总氮,总磷,SS,备注\n"
                         "a,1,2,3,4,5,6,7,8,9,x\nb,10,0,0,0,0,0,0,0,0,\n"));
    assert_int_equal(count, 18);
    static const char *const names[] = {"SO2", "NOx", "dust", "smoke", "COD", "NH3-N", "TN", "TP", "SS"};
    for (int i = 0; i < 9; i++) {
        assert_true(total(names[i], "a") == i + 1);
        assert_true(total(names[i], NULL) == i + 1 + (i == 0 ? 10 : 0));
    }
    assert_true(read_csv("二氧化硫\n7\n"));
    assert_int_equal(count, 1);
    assert_true(total("SO2", NULL) == 7);
    assert_true(read_csv("镇街,SS（kg）\na,7\n"));
    assert_true(total("SS", "a") == 0.007);
    assert_true(read_csv("COD\n5424\n"));
    assert_int_equal(count, 1);
    assert_true(total("COD", "") == 5424);
}

static void what_is_unclear_is_refused(void **state)
{
    (void)state;
    refuses("污染物,排放量（t）\nBOD,1\n", "R08: t.csv, row 2, column 污染物", "NH3-N");
    refuses("污染物,排放量（t）\nCOD,-\n", "column 排放量（t）", "0 is a number");
    refuses("污染物,排放量（t）\nCOD,-1\n", "column 排放量（t）", "not negative");
    refuses("污染物,排放量（万元）\nCOD,1\n", "column 排放量（万元）", "converts to t");
    refuses("污染物,排放量（t）,镇街\nCOD,1,a\nCOD,2,a\n", "row 3", "\"COD, a\"");
    refuses("镇街,COD（t）,TP（t）\na,1,2\na,1,2\n", "row 3", "a");
    refuses("镇街,COD（t）,TP（t）\na,1,\n", "column TP（t）", "0 is a number");
    refuses("镇街,煤（t）\na,1\n", "no column pollutant", "镇街, 煤（t）");
    refuses("污染物,排放量（t）,年份\nCOD,1,2009\n", "no row for it in 2010", "R08");
    refuses("污染物,COD\nCOD,1\n", "no column quantity", "R08");
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
        cmocka_unit_test(a_long_table_has_a_row_a_pollutant),
        cmocka_unit_test(a_wide_table_has_a_column_a_pollutant),
        cmocka_unit_test(what_is_unclear_is_refused),
    };
    return cmocka_run_group_tests_name("emissions", tests, start, stop);
}
