// diagnose_test.c - pictures of holes: of services that have some, and of no others.
#include "gep/diagnose.h"

#include "gep/district_testing.h"

static PassJob run_job(Plan *plan, const char *folder)
{
    Err err;
    PassJob job = {.plan = plan, .diagnose = folder};
    test_done(pass_run(&job, 1, &(PassOptions){.jobs = 1}, &err), &err);
    return job;
}

static void holes_are_kept_and_drawn(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.services = ""});
    toy_rows("npp.tif", (float[TOY_SIDE]){NAN, 500, 500, 500, 500, 500});
    Plan *plan = toy_plan(TOY_YEAR);
    PassJob job = run_job(plan, toy_folder);
    assert_true(file_exists(toy_path("hole-R01.tif")));
    test_done(diagnose_finish(&job, &err), &err);
    assert_false(file_exists(toy_path("hole-R01.tif"))); // no hole there
    assert_true(file_exists(toy_path("hole-R06.tif")) && file_exists(toy_path("hole-R06.png")));
    GDALDatasetH png = GDALOpen(toy_path("hole-R06.png"), GA_ReadOnly);
    uint8_t red[2];
    assert_non_null(png);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(png, 1), GF_Read, 0, 0, 1, 2, red, 1, 2, GDT_Byte, 0, 0), CE_None);
    assert_true(red[0] == 179 && red[1] == 220); // row 0 is the hole
    GDALClose(png);
    plan_close(plan);
}

static void what_is_not_asked_for_is_not_drawn(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.services = "\n  - {code: R06, state: not_applicable, reason: none}"});
    Plan *plan = toy_plan(TOY_YEAR);
    PassJob job = run_job(plan, NULL);
    test_done(diagnose_finish(&job, &err), &err);
    job.diagnose = toy_folder;
    test_done(diagnose_finish(&job, &err), &err); // R06 has no kernel, R01 no hole
    assert_false(file_exists(toy_path("hole-R06.png")) || file_exists(toy_path("hole-R01.png")));
    plan_close(plan);
}

static void a_picture_that_cannot_be_drawn_is_an_error(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_rows("npp.tif", (float[TOY_SIDE]){NAN, 500, 500, 500, 500, 500});
    Plan *plan = toy_plan(TOY_YEAR);
    PassJob job = run_job(plan, toy_folder);
    test_done(file_remove_tree(toy_path("hole-R06.tif"), &err), &err);
    assert_false(diagnose_finish(&job, &err));
    assert_non_null(strstr(err.text, "hole-R06.tif"));
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_are_kept_and_drawn),
        cmocka_unit_test(what_is_not_asked_for_is_not_drawn),
        cmocka_unit_test(a_picture_that_cannot_be_drawn_is_an_error),
    };
    return cmocka_run_group_tests_name("diagnose", tests, test_open, test_close);
}
