#include "land/station.h"
#include "land/table_test.h"

static Site site_rows[] = {
    {.id = "a", .name = "", .x = 0, .y = 0},
    {.id = "b", .name = "", .x = 100, .y = 0},
    {.id = "c", .name = "", .x = 0, .y = 100},
};
static const StationSet set = {.id = "s", .site_count = 3, .sites = site_rows};

static Reach reach_of(const StationSet *stations, StationMethod method, const Polygons *polygons)
{
    Reach reach;
    if (!station_reach(arena, stations, method, polygons, &reach, &err)) fail_msg("%s", err.text);
    return reach;
}

static void weights_at(const Reach *reach, double x, double y, double out[3])
{
    station_weights(reach, &x, &y, 1, out);
}

static void inverse_squares_share_a_point(void **state)
{
    (void)state;
    Reach reach = reach_of(&set, STATION_IDW, NULL);
    double w[3];
    weights_at(&reach, 50, 0, w);
    double a = 1 / 2500.0, c = 1 / 12500.0, sum = a + a + c;
    assert_true(w[0] == a * (1 / sum) && w[1] == w[0] && w[2] == c * (1 / sum));
    assert_true(reach.power == 2);
    reach.power = 3;
    weights_at(&reach, 25, 0, w);
    assert_true(fabs(w[0] / w[1] - 27) < 1e-12);
}

static void a_point_at_a_site_takes_it_alone(void **state)
{
    (void)state;
    Reach reach = reach_of(&set, STATION_IDW, NULL);
    double w[3];
    weights_at(&reach, 100, 0, w);
    assert_true(w[0] == 0 && w[1] == 1 && w[2] == 0);
    weights_at(&reach, 100, 0.0009, w);
    assert_true(w[0] == 0 && w[1] == 1 && w[2] == 0);
    weights_at(&reach, 100, 0.002, w);
    assert_true(w[1] < 1 && w[1] > 0.999999);
    reach.power = 0.5;
    weights_at(&reach, 0, 100, w);
    assert_true(w[0] == 0 && w[1] == 0 && w[2] == 1);
}

static void of_two_sites_in_one_place_the_first_counts(void **state)
{
    (void)state;
    Site same[] = {site_rows[0], site_rows[1], site_rows[1]};
    StationSet twins = {.id = "s", .site_count = 3, .sites = same};
    Reach reach = reach_of(&twins, STATION_IDW, NULL);
    double w[3];
    weights_at(&reach, 100, 0, w);
    assert_true(w[0] == 0 && w[1] == 1 && w[2] == 0);
}

static void thiessen_takes_the_nearest_and_the_first_of_equals(void **state)
{
    (void)state;
    Reach reach = reach_of(&set, STATION_THIESSEN, NULL);
    double w[3];
    weights_at(&reach, 51, 0, w);
    assert_true(w[0] == 0 && w[1] == 1 && w[2] == 0);
    weights_at(&reach, 50, 0, w);
    assert_true(w[0] == 1 && w[1] == 0 && w[2] == 0);
    weights_at(&reach, 50, 50, w);
    assert_true(w[0] == 1 && w[1] == 0 && w[2] == 0);
}

static void polygons_rule_where_they_are(void **state)
{
    (void)state;
    const double hole_x[] = {10, 20, 20, 10, 10}, hole_y[] = {10, 10, 20, 20, 10};
    const double box_x[] = {-50, 50, 50, -50, -50}, box_y[] = {-50, -50, 50, 50, -50};
    const Ring box[] = {{5, box_x, box_y}, {5, hole_x, hole_y}}, hole[] = {{5, hole_x, hole_y}};
    const Polygon items[] = {{.code = "b", .ring_count = 2, .rings = box},
                             {.code = "gone", .ring_count = 2, .rings = box},
                             {.code = "c", .ring_count = 1, .rings = hole}};
    const Polygons polygons = {.count = 3, .items = items};
    Reach reach = reach_of(&set, STATION_THIESSEN, &polygons);
    assert_int_equal(reach.polygon_count, 2);
    double w[3];
    weights_at(&reach, 5, 5, w); // nearest a, but in b's polygon
    assert_true(w[0] == 0 && w[1] == 1 && w[2] == 0);
    weights_at(&reach, 15, 15, w); // in its hole, which is c's
    assert_true(w[0] == 0 && w[1] == 0 && w[2] == 1);
    weights_at(&reach, 0, 90, w); // outside all
    assert_true(w[0] == 0 && w[1] == 0 && w[2] == 1);
    weights_at(&reach, -60, 0, w); // left of the box
    assert_true(w[0] == 1 && w[1] == 0 && w[2] == 0);
    const Polygons strange = {.count = 1, .items = &items[1]};
    assert_false(station_reach(arena, &set, STATION_THIESSEN, &strange, &reach, &err));
    err_has("no polygon's code is the id of a site");
}

static void one_site_needs_no_place(void **state)
{
    (void)state;
    Site lost[] = {{.id = "a", .name = "", .x = NAN, .y = NAN}, {.id = "b", .name = "", .x = 1, .y = 1}};
    StationSet one = {.id = "s", .site_count = 1, .sites = lost}, two = {.id = "s", .site_count = 2, .sites = lost},
               none = {.id = "s"};
    Reach reach = reach_of(&one, STATION_IDW, NULL);
    double w[3];
    weights_at(&reach, 51, 0, w);
    assert_true(w[0] == 1);
    assert_false(station_reach(arena, &two, STATION_IDW, NULL, &reach, &err));
    err_has("stations s: site a has no coordinates");
    assert_false(station_reach(arena, &none, STATION_IDW, NULL, &reach, &err));
    err_has("no site");
}

static uint64_t seed = 1;
static double chance(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed >> 11) * 0x1p-53;
}

// Many points at once, in any cut: the same as one by one, and whole.
static void any_cut_of_the_points_gives_the_same_weights(void **state)
{
    (void)state;
    enum { SITES = 12, COUNT = 1500 };
    static double x[COUNT], y[COUNT], all[SITES * COUNT], one[SITES];
    static Site rows[SITES];
    for (int s = 0; s < SITES; s++)
        rows[s] = (Site){.id = arena_printf(arena, "%02d", s), .name = "", .x = 1000 * chance(), .y = 1000 * chance()};
    for (int i = 0; i < COUNT; i++) x[i] = 1000 * chance(), y[i] = 1000 * chance();
    x[700] = rows[5].x;
    y[700] = rows[5].y;
    StationSet many = {.id = "s", .site_count = SITES, .sites = rows};
    for (int method = STATION_IDW; method <= STATION_THIESSEN; method++) {
        Reach reach = reach_of(&many, (StationMethod)method, NULL);
        station_weights(&reach, x, y, COUNT, all);
        for (int i = 0; i < COUNT; i++) {
            double sum = 0;
            station_weights(&reach, &x[i], &y[i], 1, one);
            for (int s = 0; s < SITES; s++) {
                sum += one[s];
                assert_true(one[s] == all[s * COUNT + i]);
            }
            assert_true(fabs(sum - 1) < 1e-15 * SITES);
        }
        assert_true(all[5 * COUNT + 700] == 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inverse_squares_share_a_point),
        cmocka_unit_test(a_point_at_a_site_takes_it_alone),
        cmocka_unit_test(of_two_sites_in_one_place_the_first_counts),
        cmocka_unit_test(thiessen_takes_the_nearest_and_the_first_of_equals),
        cmocka_unit_test(polygons_rule_where_they_are),
        cmocka_unit_test(one_site_needs_no_place),
        cmocka_unit_test(any_cut_of_the_points_gives_the_same_weights),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
