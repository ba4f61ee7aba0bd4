#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_r13;
static Arena *arena;

static void a_belt_counts_by_length_and_decibels(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_r13, .variant = "belt"};
    assert_true(stat_run(&run, "道路,乡镇,生态系统,长度（m）,降噪量（dB）\nG69,500154001,611,12500,5.5\n"));
    assert_int_equal(run.count, 1);
    assert_string_equal(run.entries[0].part, "belt");
    assert_string_equal(run.entries[0].ecosystem, "611");
    assert_string_equal(run.entries[0].town, "500154001");
    assert_true(kernel_near(run.entries[0].quantity, 12.5 * 5.5));
    assert_true(isnan(run.entries[0].price_yuan) && isnan(run.entries[0].value_yuan));
    assert_true(stat_run_refuses(&run, "道路,长度（km）,降噪量\nG69,12,\n", "row 2, column 降噪量", "a number"));
    assert_true(stat_run_refuses(&run, "道路,长度（km）,降噪量\nG69,-12,5\n", "长度（km）", "not negative"));
    assert_true(stat_run_refuses(&run, "道路,长度（吨）,降噪量\nG69,12,5\n", "长度（吨）", "converts to km"));
    assert_true(stat_run_refuses(&run, "道路,长度,降噪量\nG69,12,5\nG69,1,5\n", "row 3", "\"belt, G69\""));
    assert_true(stat_run_refuses(&run, "道路,长度\nG69,12\n", "R13", "reduction"));
}

static void a_belt_may_stand_for_a_wall(void **state)
{
    (void)state;
    StatRun run = {.arena = arena, .service = &service_r13, .variant = "wall"};
    assert_true(stat_run(&run, "道路,隔音墙长度（千米）\nG69,3.5\nS102,2\n"));
    assert_int_equal(run.count, 2);
    assert_string_equal(run.entries[0].part, "wall");
    assert_true(run.entries[0].quantity == 3.5 && run.entries[1].quantity == 2);
    assert_true(stat_run_refuses(&run, "道路,隔音墙长度\nG69,3.5\nG69,2\n", "row 3", "\"wall, G69\""));
    assert_true(stat_run_refuses(&run, "道路,隔音墙长度\n,3.5\n", "row 2", "a text"));
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
        cmocka_unit_test(a_belt_counts_by_length_and_decibels),
        cmocka_unit_test(a_belt_may_stand_for_a_wall),
    };
    return cmocka_run_group_tests_name("r13", tests, start, stop);
}
