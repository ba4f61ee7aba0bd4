#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "gep/stat_testing.h"

extern const Service service_c01;
static Arena *arena;

static StatRun open_run(const char *variant, double first, double wage)
{
    return (StatRun){.arena = arena, .service = &service_c01, .variant = variant, .scalar = {first, wage}};
}

static void a_visit_is_worth_its_cost_time_and_surplus(void **state)
{
    (void)state;
    StatRun run = open_run("individual", 0.3, 20);
    if (!stat_run(
            &run,
            "景区,镇街,生态系统,接待人次（万人次）,自然占比,本地居民,旅行费用,时间,工资,消费者剩余\n"
            "湖,a,421,135,80%,否,52.47,10,30,578.03\n山,b,,1,1,,100,5,,\n园,c,,9,1,是,1,1,1,1\n洞,,,2,0.5,,70,,,8\n")) {
        fail_msg("%s", run.err.text);
    }
    assert_int_equal(run.count, 3); // residents are left out
    assert_string_equal(run.entries[0].part, "visits");
    assert_string_equal(run.entries[0].item, "湖");
    assert_string_equal(run.entries[0].town, "a");
    assert_string_equal(run.entries[0].ecosystem, "421");
    assert_true(kernel_near(run.entries[0].quantity, 108e4));
    assert_true(kernel_near(run.entries[0].price_yuan, 52.47 + 10 * 30 * 0.3 + 578.03));
    assert_true(kernel_near(run.entries[1].quantity, 1e4) && kernel_near(run.entries[1].price_yuan, 130));
    assert_true(kernel_near(run.entries[2].quantity, 1e4) && kernel_near(run.entries[2].price_yuan, 78));
    assert_true(isnan(run.entries[0].value_yuan));
}

static void a_spot_must_say_what_its_nature_draws(void **state)
{
    (void)state;
    StatRun run = open_run("individual", 0.3, NAN);
    assert_true(
        stat_run_refuses(&run, "景区,人次,旅行费用\n湖,1,1\n", "C01: t.csv: no column nature_share", "自然占比"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用\n湖,1,,1\n", "column 自然占比", "a number"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用\n湖,,1,1\n", "column 人次", "(visit)"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用\n,1,1,1\n", "column 景区", "a text"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用\n湖,1,1,\n", "column 旅行费用", "(yuan)"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比\n湖,1,1\n", "a column travel_cost, which is not", "row 2"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用,本地居民\n湖,1,1,1,许\n", "本地居民", "yes or no"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用,时间\n湖,1,1,1,4\n", "a wage an hour", "C01.wage"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用,时间\n湖,1,1,1,x\n", "column 时间", "a number"));
    assert_true(
        stat_run_refuses(&run, "景区,人次,自然占比,旅行费用,时间,工资\n湖,1,1,1,4,x\n", "column 工资", "a number"));
    assert_true(
        stat_run_refuses(&run, "景区,人次,自然占比,旅行费用,消费者剩余\n湖,1,1,1,x\n", "消费者剩余", "a number"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,旅行费用\n湖,1,1,1\n湖,2,1,1\n", "row 3", "\"visits, 湖\""));
}

static void income_counts_by_the_share_of_nature(void **state)
{
    (void)state;
    StatRun run = open_run("income", 3, NAN);
    assert_true(stat_run(&run, "景区,人次,自然占比,旅游收入（亿元）,本地居民\n湖,2e4,0.5,23.56,\n园,1,1,1,yes\n"));
    assert_int_equal(run.count, 1);
    assert_true(kernel_near(run.entries[0].quantity, 1e4));
    assert_true(kernel_near(run.entries[0].value_yuan, 23.56e8 * 0.5 * 3) && isnan(run.entries[0].price_yuan));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比\n湖,1,1\n", "a column income", "row 2"));
    assert_true(stat_run_refuses(&run, "景区,人次,自然占比,收入\n湖,1,2,3\n", "自然占比", "a share"));
}

#define ZONES "景区,镇街,客源地,人口（万人）,人次,自然占比,旅行费用,时间,工资\n"

static const char *zone_row(const char *spot, const char *zone, double cost, double hours, double surplus)
{
    double total = cost + hours * 20 * 0.3;
    return arena_printf(arena, "%s,a,%s,10,%.17g,0.5,%.17g,%.17g,20\n", spot, zone, 1e5 * exp(-1 - total / surplus),
                        cost, hours);
}

static void zones_give_each_spot_its_own_surplus(void **state)
{
    (void)state;
    StatRun run = open_run("zonal", 0.3, NAN);
    StrBuf csv = strbuf_open(arena);
    strbuf_add(&csv, ZONES);
    const double cost[] = {50, 200, 120, 400}, hours[] = {2, 8, 3, 11};
    static const char *const zones[] = {"万州", "重庆", "云阳", "武汉"};
    for (int i = 0; i < 4; i++) {
        strbuf_add(&csv, zone_row("湖", zones[i], cost[i], hours[i], 300));
        if (i < 3) strbuf_add(&csv, zone_row("山", zones[i], cost[i], hours[i], 150));
    }
    if (!stat_run(&run, csv.data)) fail_msg("%s", run.err.text);
    assert_int_equal(run.count, 7);
    for (int i = 0; i < 7; i++) {
        int zone = i / 2;
        double total = cost[zone] + hours[zone] * 6, surplus = i % 2 == 0 ? 300 : 150;
        assert_true(fabs(run.entries[i].price_yuan - (total + surplus)) < 1e-9);
        assert_true(fabs(run.entries[i].quantity - 0.5e5 * exp(-1 - total / surplus)) < 1e-6);
    }
    assert_string_equal(run.entries[0].item, "湖, 万州");
    assert_string_equal(run.entries[1].item, "山, 万州");
    assert_string_equal(run.entries[0].town, "a");
}

static void too_few_or_bad_zones_are_refused(void **state)
{
    (void)state;
    StatRun run = open_run("zonal", 0.3, NAN);
    assert_true(
        stat_run_refuses(&run, ZONES "湖,,a,1,9,1,10,,\n湖,,b,1,5,1,20,,\n", "C01: t.csv, row 2, 湖:", "found 2"));
    assert_true(
        stat_run_refuses(&run, ZONES "湖,,a,1,9,1,10,,\n湖,,b,1,9,1,20,,\n湖,,c,1,9,1,30,,\n", "row 2", "fall"));
    assert_true(
        stat_run_refuses(&run, ZONES "湖,,a,1,9,1,10,,\n湖,,a,1,5,1,20,,\n湖,,c,1,3,1,30,,\n", "row 3", "row 2"));
    assert_true(stat_run_refuses(&run, ZONES "湖,,,1,9,1,10,,\n", "column 客源地", "a text"));
    assert_true(stat_run_refuses(&run, ZONES ",,a,1,9,1,10,,\n", "column 景区", "a text"));
    assert_true(stat_run_refuses(&run, ZONES "湖,,a,,9,1,10,,\n", "column 人口（万人）", "(person)"));
    assert_true(stat_run_refuses(&run, ZONES "湖,,a,1,,1,10,,\n", "column 人次", "(visit)"));
    assert_true(stat_run_refuses(&run, ZONES "湖,,a,1,9,,10,,\n", "column 自然占比", "a number"));
    assert_true(stat_run_refuses(&run, ZONES "湖,,a,1,9,1,,,\n", "column 旅行费用", "(yuan)"));
    assert_true(stat_run_refuses(&run, ZONES "湖,,a,1,9,1,10,3,\n", "column 工资", "C01.wage"));
    assert_true(stat_run_refuses(&run, "景区,客源地\n湖,a\n", "no column population", "C01"));
    assert_true(
        stat_run_refuses(&run, "景区,客源地,人口,人次,自然占比,旅行费用,年份\n湖,a,1,1,1,1,x\n", "年份", "a year"));
    assert_true(
        stat_run_refuses(&run, "景区,客源地,人口,人次,自然占比,旅行费用,年份\n湖,a,1,1,1,1,2020\n", "no row", "2023"));
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
        cmocka_unit_test(a_visit_is_worth_its_cost_time_and_surplus),
        cmocka_unit_test(a_spot_must_say_what_its_nature_draws),
        cmocka_unit_test(income_counts_by_the_share_of_nature),
        cmocka_unit_test(zones_give_each_spot_its_own_surplus),
        cmocka_unit_test(too_few_or_bad_zones_are_refused),
    };
    return cmocka_run_group_tests_name("c01", tests, start, stop);
}
