#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gep/stat_testing.h"

extern const Service service_r09;
static Arena *arena;

enum { COD, NH3N, TN, TP };

static KernelRun *run_capacity(const char *variant, const char *nitrogen)
{
    KernelRun *run = kernel_run_open(arena, 2);
    run->class_index[0] = 1;
    run->by_class[0][1] = 1102.3;
    run->by_class[1][1] = 85.6;
    run->by_class[2][1] = 12.5;
    run->option_text[0] = nitrogen;
    kernel_variant(&service_r09, variant)->kernel(&run->cells, run->out);
    return run;
}

static void one_nitrogen_counts_and_the_other_is_nothing(void **state)
{
    (void)state;
    static const char *const variants[] = {"two_case", "capacity"};
    for (int v = 0; v < 2; v++) {
        for (int total = 0; total < 2; total++) {
            KernelRun *run = run_capacity(variants[v], total ? "TN" : "NH3-N");
            assert_true(kernel_near(run->out[COD][0], 1102.3e-7));
            assert_true(kernel_near(run->out[total ? TN : NH3N][0], 85.6e-7));
            assert_true(run->out[total ? NH3N : TN][0] == 0);
            assert_true(kernel_near(run->out[TP][0], 12.5e-7));
            assert_true(isnan(run->out[COD][1]) && isnan(run->out[total ? TN : NH3N][1]) && isnan(run->out[TP][1]));
            assert_true(run->out[total ? NH3N : TN][1] == 0);
        }
    }
}

static StatRun sections(const char *nitrogen)
{
    return (StatRun){.arena = arena, .service = &service_r09, .variant = "sections", .option = {nitrogen}};
}

#define HEADER "河段,乡镇代码,污染物,流入负荷（吨）,流出负荷（吨）\n"

static void a_reach_keeps_back_what_does_not_flow_out(void **state)
{
    (void)state;
    static const char csv[] = HEADER "甲,500154001,COD,100,60\n甲,500154001,氨氮,10,4\n甲,500154001,总氮,20,5\n"
                                     "甲,500154001,TP,2,2\n";
    StatRun run = sections("NH3-N");
    if (!stat_run(&run, csv)) fail_msg("%s", run.err.text);
    assert_int_equal(run.count, 3);
    assert_string_equal(run.entries[0].part, "cod");
    assert_true(run.entries[0].quantity == 40);
    assert_string_equal(run.entries[0].item, "甲");
    assert_string_equal(run.entries[0].town, "500154001");
    assert_string_equal(run.entries[0].where, "t.csv, row 2");
    assert_string_equal(run.entries[1].part, "nh3n");
    assert_true(run.entries[1].quantity == 6);
    assert_string_equal(run.entries[2].part, "tp");
    assert_true(run.entries[2].quantity == 0);
    run = sections("TN");
    assert_true(stat_run(&run, csv));
    assert_int_equal(run.count, 3);
    assert_string_equal(run.entries[1].part, "tn");
    assert_true(run.entries[1].quantity == 15);
}

static void a_reach_that_adds_load_is_refused(void **state)
{
    (void)state;
    StatRun run = sections("TN");
    assert_true(stat_run_refuses(&run, HEADER "甲,,COD,60,61\n", "row 2, column 流出负荷（吨）", "found \"61\""));
    assert_true(stat_run_refuses(&run, HEADER "甲,,BOD,60,60\n", "column 污染物", "NH3-N"));
    assert_true(stat_run_refuses(&run, HEADER "甲,,COD,-,60\n", "column 流入负荷", "Fill the cell"));
    assert_true(stat_run_refuses(&run, HEADER "甲,,COD,9,8\n甲,,化学需氧量,9,8\n", "row 3", "already in row 2"));
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
        cmocka_unit_test(one_nitrogen_counts_and_the_other_is_nothing),
        cmocka_unit_test(a_reach_keeps_back_what_does_not_flow_out),
        cmocka_unit_test(a_reach_that_adds_load_is_refused),
    };
    return cmocka_run_group_tests_name("r09", tests, start, stop);
}
