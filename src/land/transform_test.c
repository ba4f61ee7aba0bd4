// The transformations of crs.h.
#include "land/crs.h"

#include <math.h>

#include "land/land_internal.h"
#include "land/test_maps.h"

static Crs *open_crs(const char *text)
{
    Crs *crs = NULL;
    Err err;
    test_done(crs_open(text, &crs, &err), &err);
    return crs;
}

static void move(const char *from, const char *to, double *x, double *y, bool *formulas)
{
    Err err;
    Crs *a = open_crs(from), *b = open_crs(to);
    Transform *transform = NULL;
    test_done(transform_open(a, b, &transform, &err), &err);
    transform_points(transform, x, y, 1);
    if (formulas) *formulas = transform_has_formulas(transform);
    transform_close(transform);
    crs_close(a);
    crs_close(b);
}

static void the_projects_own_formulas_do_what_proj_does(void **state)
{
    (void)state;
    const char *const systems[] = {"EPSG:4490",
                                   "EPSG:4524",
                                   "EPSG:4326",
                                   "EPSG:32648",
                                   "+proj=lcc +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +type=crs",
                                   "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +type=crs"};
    for (size_t i = 1; i < sizeof systems / sizeof systems[0]; i++) {
        double x = 108.4, y = 31.1;
        bool formulas = false;
        move("EPSG:4490", systems[i], &x, &y, &formulas);
        assert_true(formulas);
        move(systems[i], "EPSG:4490", &x, &y, &formulas);
        assert_true(formulas);
        assert_true(fabs(x - 108.4) < 2e-8 && fabs(y - 31.1) < 2e-8);
    }
}

static void other_projections_are_projs(void **state)
{
    (void)state;
    double x = 108.4, y = 31.1;
    bool formulas = true;
    move("EPSG:4326", "EPSG:3857", &x, &y, &formulas);
    assert_false(formulas);
    assert_true(fabs(x - 12067032.802) < 0.0011 && fabs(y - 3645742.868) < 0.0011);
}

static void results_are_rounded_to_a_millimetre(void **state)
{
    (void)state;
    double x = 108.123456789, y = 31.123456789;
    move("EPSG:4490", "EPSG:4524", &x, &y, NULL);
    assert_true(x == round(x * 1e3) / 1e3 && y == round(y * 1e3) / 1e3);
    move("EPSG:4524", "EPSG:4490", &x, &y, NULL);
    assert_true(x == round(x * 1e8) / 1e8 && y == round(y * 1e8) / 1e8);
    assert_true(fabs(x - 108.123456789) < 2e-8);
    move("EPSG:4490", "EPSG:4490", &x, &y, NULL);
    assert_true(x == round(x * 1e8) / 1e8);
}

static void nothing_done_has_no_note(void **state)
{
    (void)state;
    Err err;
    Crs *crs = open_crs("EPSG:4524");
    Transform *transform = NULL;
    test_done(transform_open(crs, crs, &transform, &err), &err);
    double x = 36500000.12345, y = 3400000;
    transform_points(transform, &x, &y, 1);
    assert_true(x == 36500000.123 && y == 3400000);
    assert_string_equal(transform_note(transform), "");
    assert_false(transform_shifts_datum(transform));
    transform_close(transform);
    transform_close(NULL);
    crs_close(crs);
}

static void a_datum_shift_says_its_operation_and_accuracy(void **state)
{
    (void)state;
    Err err;
    Crs *nad27 = open_crs("EPSG:4267"), *wgs84 = open_crs("EPSG:4326");
    Transform *transform = NULL;
    test_done(transform_open(nad27, wgs84, &transform, &err), &err);
    assert_string_equal(transform_note(transform), "");
    transform_settle(transform, -113, 37.2);
    assert_true(transform_shifts_datum(transform));
    assert_false(transform_is_ballpark(transform));
    assert_true(transform_accuracy_m(transform) > 0);
    assert_non_null(strstr(transform_note(transform), "NAD27 to WGS 84"));
    assert_non_null(strstr(transform_note(transform), "; accuracy "));
    double x = -113, y = 37.2;
    transform_points(transform, &x, &y, 1);
    assert_true(fabs(x + 113) > 1e-4 && fabs(x + 113) < 2e-3);
    transform_close(transform);
    crs_close(nad27);
    crs_close(wgs84);
}

static void a_shift_that_proj_does_not_know_is_called_ballpark(void **state)
{
    (void)state;
    Err err;
    Crs *old = open_crs("EPSG:2415"), *new = open_crs("EPSG:4524");
    Transform *transform = NULL;
    test_done(transform_open(old, new, &transform, &err), &err);
    transform_settle(transform, 39444018, 2842985);
    assert_true(transform_shifts_datum(transform));
    assert_true(transform_is_ballpark(transform));
    assert_true(transform_accuracy_m(transform) == -1);
    assert_non_null(strstr(transform_note(transform), "ballpark"));
    assert_null(strstr(transform_note(transform), "axis order"));
    transform_close(transform);
    crs_close(old);
    crs_close(new);
}

static void points_without_an_image_become_nan(void **state)
{
    (void)state;
    Err err;
    Crs *lonlat = open_crs("EPSG:4326"), *grid = open_crs("EPSG:4524"), *web = open_crs("EPSG:3857");
    Transform *transform = NULL;
    test_done(transform_open(lonlat, grid, &transform, &err), &err);
    double x[3] = {NAN, -70, 108}, y[3] = {31, 10, 31};
    transform_settle(transform, 108, 31);
    transform_points(transform, x, y, 3);
    assert_true(isnan(x[0]) && isnan(x[1]) && isnan(y[1]) && isfinite(x[2]));
    transform_close(transform);
    test_done(transform_open(lonlat, web, &transform, &err), &err);
    double u[2] = {108, 108}, v[2] = {31, 90.5};
    transform_points(transform, u, v, 2);
    assert_true(isfinite(u[0]) && isnan(u[1]) && isnan(v[1]));
    transform_settle(transform, 0, 0); // a second time: nothing happens
    transform_close(transform);
    crs_close(lonlat);
    crs_close(grid);
    crs_close(web);
}

static void two_worlds_without_a_way_are_an_error(void **state)
{
    (void)state;
    Err err;
    Crs *here = open_crs("EPSG:4524");
    Crs *site = open_crs("LOCAL_CS[\"quarry\",UNIT[\"metre\",1],AXIS[\"E\",EAST],AXIS[\"N\",NORTH]]");
    Transform *transform = NULL;
    assert_false(transform_open(site, here, &transform, &err));
    test_says(&err, ERR_INPUT, "EPSG:4524");
    crs_close(here);
    crs_close(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_projects_own_formulas_do_what_proj_does),
        cmocka_unit_test(other_projections_are_projs),
        cmocka_unit_test(results_are_rounded_to_a_millimetre),
        cmocka_unit_test(nothing_done_has_no_note),
        cmocka_unit_test(a_datum_shift_says_its_operation_and_accuracy),
        cmocka_unit_test(a_shift_that_proj_does_not_know_is_called_ballpark),
        cmocka_unit_test(points_without_an_image_become_nan),
        cmocka_unit_test(two_worlds_without_a_way_are_an_error),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
