#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/message.h"
#include "gep/kernel_testing.h"

extern const Service service_r07;

enum { COUNT = 4 };
static const double npp[COUNT] = {500, 0, 812.5, 1200};
static Arena *arena;

static double made_temperature(int month, size_t i)
{
    return -4 + 4.0 * month - 0.3 * month * month + 5 * (double)i;
}

static double made_precip(int month, size_t i)
{
    return 6.0 * month * (double)(i + 1);
}

static double respiration(size_t i)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) {
        sum += 0.22 * (exp(0.0912 * made_temperature(m, i)) + log(0.3145 * made_precip(m, i) + 1)) * 30 * 0.465;
    }
    return sum;
}

static KernelRun *run_variant(const char *id, KernelRun *run)
{
    kernel_variant(&service_r07, id)->kernel(&run->cells, run->out);
    return run;
}

static void is(const KernelRun *run, size_t i, double carbon_g)
{
    double wanted = carbon_g * (32.0 / 12) / 1e6;
    if (!kernel_near(run->out[0][i], wanted)) fail_msg("cell %zu: %.17g, not %.17g", i, run->out[0][i], wanted);
}

static void nan_stays(const char *id, KernelRun *run, int k, int months)
{
    for (int m = 0; m < months; m++) {
        assert_true(kernel_run_keeps_nan(run, kernel_variant(&service_r07, id)->kernel, k, m, 0, 2));
    }
}

static KernelRun *open_n1(const char *basis)
{
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, npp);
    kernel_run_months(run, 1, made_temperature);
    kernel_run_months(run, 2, made_precip);
    run->option_text[0] = basis;
    return run;
}

static void n1_takes_respiration_from_npp(void **state)
{
    (void)state;
    KernelRun *run = run_variant("N1", open_n1("NEP"));
    for (size_t i = 0; i < COUNT; i++) is(run, i, npp[i] - respiration(i));
    assert_true(run->out[0][1] < 0); // a source stays one
    nan_stays("N1", run, 0, 1);
    nan_stays("N1", run, 1, 12);
    nan_stays("N1", run, 2, 12);
}

static KernelRun *open_n2(const char *basis)
{
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, npp);
    run->class_index[0] = run->class_index[2] = 3;
    run->class_index[1] = run->class_index[3] = 5;
    run->by_class[0][3] = 0.25;
    run->by_class[0][5] = 0.5;
    run->option_text[0] = basis;
    return run;
}

static void n2_takes_a_share_of_npp_by_class(void **state)
{
    (void)state;
    KernelRun *run = run_variant("N2", open_n2("NEP"));
    for (size_t i = 0; i < COUNT; i++) is(run, i, npp[i] * (i % 2 == 0 ? 0.25 : 0.5));
    nan_stays("N2", run, 0, 1);
    run->class_index[0] = 4; // no row
    assert_true(isnan(run_variant("N2", run)->out[0][0]));
}

static void n3_takes_the_rate_of_the_class_and_its_soil(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, 3);
    for (uint16_t i = 0; i < 3; i++) run->class_index[i] = i;
    run->by_class[0][0] = 1.5;
    run->by_class[1][0] = 0.646;
    run->by_class[0][1] = 0.25;
    run->by_class[1][1] = 0;
    run_variant("N3", run);
    is(run, 0, 1.5 * 1.646 * 100); // 1 t/hm2 is 100 g/m2
    is(run, 1, 25);
    assert_true(isnan(run->out[0][2]));
}

static void n4_takes_the_change_of_two_stocks(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, (double[]){40, 40, 50, 0});
    kernel_run_input(run, 1, 0, (double[]){45, 35, 50, 2});
    run->option_number[0] = 5;
    run_variant("N4", run);
    is(run, 0, 100);
    is(run, 1, -100);
    assert_true(run->out[0][2] == 0);
    is(run, 3, 40);
    nan_stays("N4", run, 0, 1);
    nan_stays("N4", run, 1, 1);
}

static void n5_takes_dry_matter_by_the_forest_standard(void **state)
{
    (void)state;
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, npp);
    run_variant("N5", run);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(kernel_near(run->out[0][i], npp[i] * 162 / 72 * 1.19 / 1e6));
    }
    nan_stays("N5", run, 0, 1);
}

static double miami(double t, double p)
{
    double a = 3000 / (1 + exp(1.315 - 0.119 * t)), b = 3000 * (1 - exp(-0.000664 * p));
    return (a < b ? a : b) * 72 / 162;
}

static KernelRun *open_n6(const char *basis)
{
    KernelRun *run = kernel_run_open(arena, COUNT);
    kernel_run_input(run, 0, 0, (double[]){18, 18, 5, 26});
    kernel_run_input(run, 1, 0, (double[]){1200, 300, 1200, 2000});
    kernel_run_months(run, 2, made_temperature);
    kernel_run_months(run, 3, made_precip);
    run->option_text[0] = basis;
    return run;
}

static void n6_takes_respiration_from_miamis_npp(void **state)
{
    (void)state;
    KernelRun *run = run_variant("N6", open_n6("NEP"));
    is(run, 0, miami(18, 1200) - respiration(0));
    is(run, 1, miami(18, 300) - respiration(1));
    is(run, 2, miami(5, 1200) - respiration(2));
    is(run, 3, miami(26, 2000) - respiration(3));
    nan_stays("N6", run, 0, 1);
    nan_stays("N6", run, 1, 1);
    nan_stays("N6", run, 2, 12);
    nan_stays("N6", run, 3, 12);
}

static void two_inventories_give_the_yearly_change(void **state)
{
    (void)state;
    static const char csv[] = "名称,生态系统,乡镇代码,期初碳储量（万t）,期末碳储量（万t）,间隔年数\n"
                              "甲,111,500154001,10,10.5,5\n乙,121,,3,2.4,3\n";
    Table table;
    Err err;
    StatInput in = {.code = "R07", .variant = "N4_table", .year = 2023, .tables = (const Table *const[]){&table}};
    Entry *entries;
    size_t count;
    assert_true(table_parse_csv(arena, csv, sizeof csv - 1, &(TableOptions){0}, &table, &err));
    assert_true(kernel_variant(&service_r07, "N4_table")->tabulate(arena, &in, &entries, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].part, "o2");
    assert_string_equal(entries[0].town, "500154001");
    assert_string_equal(entries[0].ecosystem, "111");
    assert_true(kernel_near(entries[0].quantity, 1000 * (32.0 / 12)));
    assert_true(kernel_near(entries[1].quantity, -2000 * (32.0 / 12)));
    assert_string_equal(entries[1].town, "");
}

static void oxygen_may_rest_on_npp(void **state)
{
    (void)state;
    KernelRun *run = run_variant("N1", open_n1("NPP"));
    for (size_t i = 0; i < COUNT; i++) is(run, i, npp[i]);
    run = run_variant("N2", open_n2("NPP"));
    for (size_t i = 0; i < COUNT; i++) is(run, i, npp[i]);
    run = run_variant("N6", open_n6("NPP"));
    is(run, 0, miami(18, 1200));
    is(run, 2, miami(5, 1200));
}

static int start(void **state)
{
    (void)state;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(n1_takes_respiration_from_npp),
        cmocka_unit_test(n2_takes_a_share_of_npp_by_class),
        cmocka_unit_test(n3_takes_the_rate_of_the_class_and_its_soil),
        cmocka_unit_test(n4_takes_the_change_of_two_stocks),
        cmocka_unit_test(n5_takes_dry_matter_by_the_forest_standard),
        cmocka_unit_test(n6_takes_respiration_from_miamis_npp),
        cmocka_unit_test(two_inventories_give_the_yearly_change),
        cmocka_unit_test(oxygen_may_rest_on_npp),
    };
    return cmocka_run_group_tests_name("r07", tests, start, stop);
}
