#include "land/terrain.h"

#include <math.h>

#include "land/test_maps.h"

static void a_tilted_plane_has_its_angle_everywhere(void **state)
{
    (void)state;
    enum { WIDTH = 40, HEIGHT = 30 };
    const double cell = 30;
    const double tilts[5][2] = {{0, 0}, {1, 0}, {0, -0.5}, {0.25, 0.75}, {-3, 2}}; // east, south, metre by metre
    float z[(WIDTH + 2) * (HEIGHT + 2)];
    double out[WIDTH * HEIGHT];
    for (int t = 0; t < 5; t++) {
        for (int i = 0; i < (WIDTH + 2) * (HEIGHT + 2); i++) {
            int row = i / (WIDTH + 2), col = i % (WIDTH + 2);
            z[i] = (float)(500 + cell * (tilts[t][0] * col + tilts[t][1] * row));
        }
        terrain_slope_deg(z, (Window){0, 0, WIDTH, HEIGHT}, cell, out);
        double want = atan(hypot(tilts[t][0], tilts[t][1])) * 180 / 3.14159265358979323846;
        for (int i = 0; i < WIDTH * HEIGHT; i++) assert_true(fabs(out[i] - want) < 1e-9);
    }
}

static double slope_of(const float z[9])
{
    double out;
    terrain_slope_deg(z, (Window){0, 0, 1, 1}, 10, &out);
    return out;
}

static void horns_weights_are_his(void **state)
{
    (void)state;
    const float z[9] = {50, 45, 50, 30, 30, 30, 8, 10, 10}; // the worked example of ArcGIS' help, on 5 m cells
    double out, east = ((50 + 2 * 30 + 10) - (50 + 2 * 30 + 8)) / (8 * 5.0),
                south = ((8 + 2 * 10 + 10) - (50 + 2 * 45 + 50)) / (8 * 5.0);
    terrain_slope_deg(z, (Window){0, 0, 1, 1}, 5, &out);
    assert_true(fabs(out - atan(sqrt(east * east + south * south)) * 180 / 3.14159265358979323846) < 1e-12);
    assert_true(fabs(out - 75.25762) < 1e-4);
}

static void a_missing_neighbour_is_mirrored(void **state)
{
    (void)state;
    float plane[9], hole[9];
    for (int i = 0; i < 9; i++) {
        int row = i / 3, col = i % 3;
        plane[i] = (float)(100 + 7 * col - 4 * row);
    }
    double want = slope_of(plane);
    for (int k = 0; k < 9; k++) { // on a plane the mirror is the missing value itself
        if (k == 4) continue;
        memcpy(hole, plane, sizeof hole);
        hole[k] = NAN;
        assert_true(fabs(slope_of(hole) - want) < 1e-9);
    }
}

static void without_a_mirror_the_centre_stands_in(void **state)
{
    (void)state;
    const float z[9] = {1, 2, 3, NAN, 5, NAN, 7, 8, 9}, same[9] = {1, 2, 3, 5, 5, 5, 7, 8, 9};
    assert_true(slope_of(z) == slope_of(same));
    float alone[9];
    for (int i = 0; i < 9; i++) alone[i] = i == 4 ? 5 : NAN;
    assert_true(slope_of(alone) == 0);
}

static void without_a_centre_there_is_no_slope(void **state)
{
    (void)state;
    const float z[9] = {1, 2, 3, 4, NAN, 6, 7, 8, 9};
    assert_true(isnan(slope_of(z)));
}

// A plane that falls towards a bearing has that bearing as its aspect, all around the compass.
static void a_plane_faces_where_it_falls(void **state)
{
    (void)state;
    const double radian = 3.14159265358979323846 / 180;
    for (int degrees = 0; degrees < 360; degrees += 5) {
        float plane[9];
        double aspect;
        for (int i = 0; i < 9; i++) {
            int north = 1 - i / 3, east = i % 3 - 1;
            plane[i] = (float)(100 - 30 * (north * cos(degrees * radian) + east * sin(degrees * radian)));
        }
        terrain_aspect_deg(plane, (Window){0, 0, 1, 1}, 30, &aspect);
        double turn = fabs(aspect - degrees);
        assert_true(aspect >= 0 && aspect < 360 && (turn < 1e-4 || turn > 360 - 1e-4));
    }
}

static void level_land_faces_north_and_no_data_nowhere(void **state)
{
    (void)state;
    float z[9] = {5, 5, 5, 5, 5, 5, 5, 5, 5};
    double aspect;
    terrain_aspect_deg(z, (Window){0, 0, 1, 1}, 30, &aspect);
    assert_true(aspect == 0);
    z[4] = NAN;
    terrain_aspect_deg(z, (Window){0, 0, 1, 1}, 30, &aspect);
    assert_true(isnan(aspect));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tilted_plane_has_its_angle_everywhere),
        cmocka_unit_test(horns_weights_are_his),
        cmocka_unit_test(a_missing_neighbour_is_mirrored),
        cmocka_unit_test(without_a_mirror_the_centre_stands_in),
        cmocka_unit_test(without_a_centre_there_is_no_slope),
        cmocka_unit_test(a_plane_faces_where_it_falls),
        cmocka_unit_test(level_land_faces_north_and_no_data_nowhere),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
