#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_c03;
static Arena *arena;

static void housing_is_spread_and_rooms_are_by_the_night(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_c03, .variant = "premium", .scalar = {70}};
    if (!stat_run(&run,
                  "类型,名称,镇街,住房面积（万m2）,住房溢价（元/m2）,摊销年限,间夜数,客房溢价\n住房,湖岸,a,12,700,,,\n"
                  "住宅,山脚,,1,350,50,,\n酒店,湖景,b,,,,36500,80\nhousing,旧城,,0,1,1,,\n")) {
        fail_msg("%s", run.err.text);
    }
    assert_int_equal(run.count, 4);
    assert_string_equal(run.entries[0].part, "housing");
    assert_string_equal(run.entries[0].town, "a");
    assert_true(run.entries[0].quantity == 12e4 && run.entries[0].price_yuan == 10);
    assert_true(run.entries[1].quantity == 1e4 && run.entries[1].price_yuan == 7);
    assert_string_equal(run.entries[2].part, "hotel");
    assert_true(run.entries[2].quantity == 36500 && run.entries[2].price_yuan == 80);
    assert_true(run.entries[3].quantity == 0 && run.entries[3].price_yuan == 1);
}

static void a_premium_needs_its_years_and_numbers(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_c03, .variant = "premium", .scalar = {70}};
#define HEADER "类型,名称,面积,住房溢价,年限,间夜数,客房溢价\n"
    assert_true(stat_run_refuses(&run, HEADER "住房,x,1,1,0.5,,\n", "column 年限: expected at least 1 year", "lease"));
    assert_true(stat_run_refuses(&run, HEADER "住房,x,1,1,x,,\n", "column 年限", "a number"));
    assert_true(stat_run_refuses(&run, HEADER "住房,x,,1,1,,\n", "column 面积", "(m2)"));
    assert_true(stat_run_refuses(&run, HEADER "住房,x,1,,1,,\n", "column 住房溢价", "(yuan/m2)"));
    assert_true(stat_run_refuses(&run, HEADER "酒店,x,,,,,5\n", "column 间夜数", "a number"));
    assert_true(stat_run_refuses(&run, HEADER "酒店,x,,,,5,\n", "column 客房溢价", "(yuan)"));
    assert_true(stat_run_refuses(&run, HEADER "酒店,,,,,5,5\n", "column 名称", "a text"));
    assert_true(stat_run_refuses(&run, HEADER "商场,x,,,,5,5\n", "column 类型", "housing|住房"));
    assert_true(stat_run_refuses(&run, HEADER "酒店,x,,,,5,5\n酒店,x,,,,5,5\n", "row 3", "\"hotel, x\""));
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
        cmocka_unit_test(housing_is_spread_and_rooms_are_by_the_night),
        cmocka_unit_test(a_premium_needs_its_years_and_numbers),
    };
    return cmocka_run_group_tests_name("c03", tests, start, stop);
}
