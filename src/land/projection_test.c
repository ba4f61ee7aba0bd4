#include "land/projection.h"

#include <math.h>
#include <proj.h>

#include "land/test_maps.h"

static const Ellipsoid GRS80 = {.a = 6378137, .e2 = 0.0066943800229007876};

static void compare_with_proj(const ProjectionDef *def, const char *text, double lon_reach, double lat_low,
                              double lat_high)
{
    Projection mine;
    assert_true(projection_make(def, &mine));
    PJ_CONTEXT *context = proj_context_create();
    PJ *theirs = proj_create(context, text);
    assert_non_null(theirs);
    for (int i = 0; i <= 20; i++) {
        for (int j = 0; j <= 20; j++) {
            double lon = def->lon0 + lon_reach * (i - 10) / 10, lat = lat_low + (lat_high - lat_low) * j / 20;
            PJ_COORD there = proj_trans(theirs, PJ_FWD, proj_coord(proj_torad(lon), proj_torad(lat), 0, 0));
            double x = lon, y = lat;
            projection_forward(&mine, &x, &y, 1);
            if (!(fabs(x - there.xy.x) < 1e-6 && fabs(y - there.xy.y) < 1e-6))
                fail_msg("%s at %g %g: %.9f %.9f, PROJ %.9f %.9f", text, lon, lat, x, y, there.xy.x, there.xy.y);
            projection_inverse(&mine, &x, &y, 1);
            if (!(fabs(x - lon) < 1e-11 && fabs(y - lat) < 1e-11))
                fail_msg("%s at %g %g: back to %.13f %.13f", text, lon, lat, x, y);
        }
    }
    proj_destroy(theirs);
    proj_context_destroy(context);
}

static void transverse_mercator_is_proj_to_a_micrometre(void **state)
{
    (void)state;
    ProjectionDef def = {.kind = PROJECTION_TM, .ellipsoid = GRS80, .lon0 = 108, .scale = 1, .false_east = 36500000};
    compare_with_proj(&def, "+proj=tmerc +lon_0=108 +x_0=36500000 +ellps=GRS80", 6, 15, 55);
    def = (ProjectionDef){.kind = PROJECTION_TM,
                          .ellipsoid = GRS80,
                          .lon0 = -111,
                          .lat0 = -20,
                          .scale = 0.9996,
                          .false_east = 500000,
                          .false_north = 1e7};
    compare_with_proj(&def, "+proj=tmerc +lon_0=-111 +lat_0=-20 +k=0.9996 +x_0=500000 +y_0=1e7 +ellps=GRS80", 4, -80,
                      80);
}

static void lambert_is_proj_to_a_micrometre(void **state)
{
    (void)state;
    ProjectionDef def = {.kind = PROJECTION_LCC,
                         .ellipsoid = GRS80,
                         .lon0 = 105,
                         .lat0 = 10,
                         .lat1 = 25,
                         .lat2 = 47,
                         .scale = 1,
                         .false_east = 100};
    compare_with_proj(&def, "+proj=lcc +lon_0=105 +lat_0=10 +lat_1=25 +lat_2=47 +x_0=100 +ellps=GRS80", 40, -10, 60);
    def = (ProjectionDef){
        .kind = PROJECTION_LCC, .ellipsoid = GRS80, .lon0 = 20, .lat0 = -30, .lat1 = -30, .lat2 = -30, .scale = 0.999};
    compare_with_proj(&def, "+proj=lcc +lon_0=20 +lat_0=-30 +lat_1=-30 +k_0=0.999 +ellps=GRS80", 10, -60, 0);
}

static void albers_is_proj_to_a_micrometre(void **state)
{
    (void)state;
    ProjectionDef def = {
        .kind = PROJECTION_ALBERS, .ellipsoid = GRS80, .lon0 = 105, .lat0 = 0, .lat1 = 25, .lat2 = 47, .scale = 1};
    compare_with_proj(&def, "+proj=aea +lon_0=105 +lat_1=25 +lat_2=47 +ellps=GRS80", 40, -10, 80);
    def.lon0 = -60;
    def.lat0 = -32;
    def.lat1 = -5;
    def.lat2 = -42;
    compare_with_proj(&def, "+proj=aea +lon_0=-60 +lat_0=-32 +lat_1=-5 +lat_2=-42 +ellps=GRS80", 20, -55, 10);
    def.lat1 = def.lat2 = 30;
    compare_with_proj(&def, "+proj=aea +lon_0=-60 +lat_0=-32 +lat_1=30 +lat_2=30 +ellps=GRS80", 20, 5, 60);
}

// A quad of 2 h: its map area over its area on the ellipsoid, that from q over longitude.
static double measured_scale(const Projection *p, double lon, double lat)
{
    const double h = 0.01;
    double x[4] = {lon - h, lon + h, lon, lon}, y[4] = {lat, lat, lat - h, lat + h};
    projection_forward(p, x, y, 4);
    double map = fabs((x[1] - x[0]) * (y[3] - y[2]) - (x[3] - x[2]) * (y[1] - y[0])) / (4 * h * h);
    double radian = 3.14159265358979323846 / 180;
    return map / (radian * radian * ellipsoid_area_density(&GRS80, lat));
}

static void areal_scale_is_what_small_quads_measure(void **state)
{
    (void)state;
    const ProjectionDef defs[] = {
        {.kind = PROJECTION_TM, .ellipsoid = GRS80, .lon0 = 108, .scale = 1},
        {.kind = PROJECTION_TM, .ellipsoid = GRS80, .lon0 = 107, .scale = 0.9996},
        {.kind = PROJECTION_LCC, .ellipsoid = GRS80, .lon0 = 105, .lat0 = 10, .lat1 = 25, .lat2 = 47, .scale = 1},
        {.kind = PROJECTION_ALBERS, .ellipsoid = GRS80, .lon0 = 105, .lat1 = 25, .lat2 = 47, .scale = 1},
    };
    for (size_t i = 0; i < sizeof defs / sizeof defs[0]; i++) {
        Projection p;
        assert_true(projection_make(&defs[i], &p));
        for (int lat = 20; lat < 50; lat += 5) {
            double scale = projection_areal_scale(&p, 109.5, lat);
            if (!(fabs(scale / measured_scale(&p, 109.5, lat) - 1) < 3e-8)) fail_msg("%zu at %d: %.10f", i, lat, scale);
        }
    }
}

static void q_is_the_area_from_the_equator(void **state)
{
    (void)state;
    double sum = 0, step = 0.001, radian = 3.14159265358979323846 / 180;
    for (int i = 0; i < 40000; i++) sum += ellipsoid_area_density(&GRS80, (i + 0.5) * step) * step * radian;
    assert_true(fabs(0.5 * GRS80.a * GRS80.a * ellipsoid_q(&GRS80, 40) / sum - 1) < 1e-9);
    const Ellipsoid sphere = {.a = 1};
    assert_true(fabs(ellipsoid_q(&sphere, 30) - 1) < 1e-15);
}

static void places_without_an_image_are_nan(void **state)
{
    (void)state;
    ProjectionDef def = {.kind = PROJECTION_TM, .ellipsoid = GRS80, .lon0 = 108, .scale = 1};
    Projection tm, cone, none;
    assert_true(projection_make(&def, &tm));
    def = (ProjectionDef){.kind = PROJECTION_ALBERS, .ellipsoid = GRS80, .lat1 = 25, .lat2 = 47, .scale = 1};
    assert_true(projection_make(&def, &cone));
    double x[3] = {-60, 108, NAN}, y[3] = {10, 90, 0};
    projection_forward(&tm, x, y, 3);
    for (int i = 0; i < 3; i++) assert_true(isnan(x[i]) && isnan(y[i]));
    double u[2] = {0, 2e7}, v[2] = {2e7, 0};
    projection_inverse(&tm, u, v, 2);
    assert_true(isnan(u[0]) && isnan(u[1]));
    double a[2] = {0, 5e7}, b[2] = {cone.y_origin, 0};
    projection_inverse(&cone, a, b, 2);
    assert_true(isnan(a[0]) && isnan(b[1]));
    double p = 0, q = 91;
    projection_forward(&cone, &p, &q, 1);
    assert_true(isnan(p));
    def = (ProjectionDef){.ellipsoid = GRS80};
    assert_true(projection_make(&def, &none));
    p = 100;
    q = 30;
    projection_forward(&none, &p, &q, 1);
    projection_inverse(&none, &p, &q, 1);
    assert_true(p == 100 && q == 30);
}

static void senseless_parameters_have_no_formulas(void **state)
{
    (void)state;
    Projection p;
    ProjectionDef def = {.kind = PROJECTION_TM, .ellipsoid = GRS80, .lon0 = 108, .scale = 0};
    assert_false(projection_make(&def, &p));
    def.scale = 1;
    def.lat0 = 90;
    assert_false(projection_make(&def, &p));
    def = (ProjectionDef){.kind = PROJECTION_LCC, .ellipsoid = GRS80, .lat1 = 30, .lat2 = -30, .scale = 1};
    assert_false(projection_make(&def, &p)); // a cylinder, not a cone
    def = (ProjectionDef){.kind = PROJECTION_TM, .ellipsoid = {.a = 6371000}, .scale = 1};
    assert_false(projection_make(&def, &p)); // a sphere
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transverse_mercator_is_proj_to_a_micrometre),
        cmocka_unit_test(lambert_is_proj_to_a_micrometre),
        cmocka_unit_test(albers_is_proj_to_a_micrometre),
        cmocka_unit_test(areal_scale_is_what_small_quads_measure),
        cmocka_unit_test(q_is_the_area_from_the_equator),
        cmocka_unit_test(places_without_an_image_are_nan),
        cmocka_unit_test(senseless_parameters_have_no_formulas),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
