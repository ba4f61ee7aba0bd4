#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_m15;
static Arena *arena;

static void water_is_counted_by_use(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_m15, .variant = "use"};
    if (!stat_run(&run, "用途,镇街,用水量（亿m3）,单价（元/m3）,不变价\n生活用水,a,1.36,,\n工业,,150.17,3.6,3\n"
                        "农业用水,a,17.31,,\nfarm,b,1,,0.05\n")) {
        fail_msg("%s", run.err.text);
    }
    assert_int_equal(run.count, 4);
    static const char *const parts[] = {"household", "industry", "farm", "farm"};
    for (int i = 0; i < 4; i++) assert_string_equal(run.entries[i].part, parts[i]);
    assert_true(kernel_near(run.entries[0].quantity, 1.36e8) && isnan(run.entries[0].price_yuan));
    assert_true(run.entries[1].price_yuan == 3.6 && run.entries[1].price_constant_yuan == 3);
    assert_true(run.entries[3].price_constant_yuan == 0.05 && isnan(run.entries[3].price_yuan));
    assert_string_equal(run.entries[3].town, "b");
    static const char *const prices[] = {"price.water_household", "price.water_industry", "price.water_farm"};
    for (int i = 0; i < 3; i++) assert_string_equal(service_m15.parts[i].price, prices[i]);
}

static void water_of_no_use_is_refused(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_m15, .variant = "use"};
    assert_true(
        stat_run_refuses(&run, "用途,用水量\n生态,1\n", "M15: t.csv, row 2, column 用途", "household|domestic"));
    assert_true(stat_run_refuses(&run, "用途,用水量\n生活,\n", "column 用水量", "a number (m3)"));
    assert_true(stat_run_refuses(&run, "用途,用水量,单价\n生活,1,-1\n", "column 单价", "not negative"));
    assert_true(stat_run_refuses(&run, "用途,用水量,不变价\n生活,1,x\n", "column 不变价", "a number"));
    assert_true(stat_run_refuses(&run, "用途,用水量,单价（元/t）\n生活,1,1\n", "单价（元/t）", "yuan/m3"));
    assert_true(stat_run_refuses(&run, "用途,用水量\n生活,1\n生活,2\n", "row 3", "\"household\""));
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
        cmocka_unit_test(water_is_counted_by_use),
        cmocka_unit_test(water_of_no_use_is_refused),
    };
    return cmocka_run_group_tests_name("m15", tests, start, stop);
}
