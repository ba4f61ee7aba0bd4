#include "gep/formulas/formula_testing.h"
#include "gep/stat_testing.h"

extern const Service service_r04;

static void coast_is_counted_by_length(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    StatRun run = {.arena = arena, .service = &service_r04, .variant = "length"};
    static const char csv[] = "岸段,乡镇代码,岸线长度（m）,单价（万元/km）\n"
                              "红树林,350582,2500,12\n盐沼,,800,-\n合计,,3300,\n";
    if (!stat_run(&run, csv)) fail_msg("%s", run.err.text);
    assert_int_equal(run.count, 2);
    assert_string_equal(run.entries[0].part, "coast");
    assert_string_equal(run.entries[0].town, "350582");
    assert_near(run.entries[0].quantity, 2.5, 1e-15);
    assert_near(run.entries[0].price_yuan, 120000, 1e-12);
    assert_near(run.entries[1].quantity, 0.8, 1e-15);
    assert_true(isnan(run.entries[1].price_yuan)); // parameter price.dyke
    arena_close(arena);
}

static void coast_without_a_length_is_refused(void **state)
{
    (void)state;
    Arena *arena = arena_open();
    StatRun run = {.arena = arena, .service = &service_r04, .variant = "length"};
    assert_true(stat_run_refuses(&run, "item,length (km)\na,-\n", "row 2", "length"));
    assert_true(stat_run_refuses(&run, "item,length (km)\na,-3\n", "row 2", "length"));
    assert_true(stat_run_refuses(&run, "item,length (km)\n-,3\n", "row 2", "item"));
    assert_true(stat_run_refuses(&run, "item,length (km)\na,3\na,4\n", "row 3", ""));
    assert_true(stat_run_refuses(&run, "item,width (km)\na,3\n", "length", ""));
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coast_is_counted_by_length),
        cmocka_unit_test(coast_without_a_length_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
