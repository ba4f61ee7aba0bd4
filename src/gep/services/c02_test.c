#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_c02;
static Arena *arena;

static void residents_give_visits_and_time(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_c02, .variant = "time", .scalar = {0.3}};
    assert_true(
        stat_run(&run, "公园,镇街,人次（万人次）,停留时间,小时工资,本地居民\n滨湖,a,3,1.5,25,是\n凤凰山,,1,2,,\n"));
    assert_int_equal(run.count, 4);
    static const char *const parts[] = {"visits", "time", "visits", "time"};
    for (int i = 0; i < 4; i++) assert_string_equal(run.entries[i].part, parts[i]);
    assert_string_equal(run.entries[1].town, "a");
    assert_true(run.entries[0].quantity == 3e4 && isnan(run.entries[0].price_yuan));
    assert_true(kernel_near(run.entries[1].quantity, 3e4 * 1.5 * 0.3) && run.entries[1].price_yuan == 25);
    assert_true(kernel_near(run.entries[3].quantity, 1e4 * 2 * 0.3) && isnan(run.entries[3].price_yuan));
    assert_string_equal(service_c02.parts[1].price, "price.wage");
}

static void guests_and_gaps_are_refused(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_c02, .variant = "time", .scalar = {0.3}};
    assert_true(stat_run_refuses(&run, "公园,人次,时间,停留时间,本地居民\n园,1,1,1,否\n", "only residents", "C01"));
    assert_true(stat_run_refuses(&run, "公园,人次,停留时间,本地居民\n园,1,1,许\n", "本地居民", "yes or no"));
    assert_true(stat_run_refuses(&run, "公园,人次,停留时间\n,1,1\n", "column 公园", "a text"));
    assert_true(stat_run_refuses(&run, "公园,人次,停留时间\n园,,1\n", "column 人次", "(visit)"));
    assert_true(stat_run_refuses(&run, "公园,人次,停留时间\n园,1,\n", "column 停留时间", "a number"));
    assert_true(stat_run_refuses(&run, "公园,人次,停留时间,小时工资\n园,1,1,x\n", "column 小时工资", "a number"));
    assert_true(stat_run_refuses(&run, "公园,人次,停留时间\n园,1,1\n园,2,1\n", "row 3", "\"visits, 园\""));
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
        cmocka_unit_test(residents_give_visits_and_time),
        cmocka_unit_test(guests_and_gaps_are_refused),
    };
    return cmocka_run_group_tests_name("c02", tests, start, stop);
}
