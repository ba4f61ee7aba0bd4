#include "land/raster.h"
#include "land/station_internal.h"
#include "land/table_test.h"

static Crs *grid_crs;

static int start_crs(void **state)
{
    land_start();
    return start(state) == 0 && crs_open("EPSG:4524", &grid_crs, &err) ? 0 : -1;
}

static int stop_crs(void **state)
{
    crs_close(grid_crs);
    return stop(state);
}

static const char *const one_id[] = {"a"};

static Site *sites_of(const char *text, const char *const *ids, size_t count)
{
    Table table = parse(text);
    Site *sites;
    if (!station_sites(arena, &table, ids, count, grid_crs, &sites, &err)) fail_msg("%s", err.text);
    return sites;
}

static void refuses_sites(const char *text, const char *wanted)
{
    Table table = parse(text);
    Site *sites;
    table.path = "sites.csv";
    assert_false(station_sites(arena, &table, one_id, 1, grid_crs, &sites, &err));
    err_has(wanted);
}

static void degrees_are_projected_to_the_grid(void **state)
{
    (void)state;
    Site *sites = sites_of("站号,站名,经度,纬度,海拔（m）\na,甲,108,31,265\n", one_id, 1);
    assert_string_equal(sites[0].id, "a");
    assert_string_equal(sites[0].name, "甲");
    assert_true(sites[0].x == 36500000); // the central meridian of zone 36
    assert_true(fabs(sites[0].y - 3431091) < 2000);
    assert_true(sites[0].elevation_m == 265);
}

static void metres_of_the_grid_stay(void **state)
{
    (void)state;
    static const char *const ids[] = {"a", "b"};
    Site *sites = sites_of("id,x,y\nb,36500000,3400000\na,36510000,3410000\na,36510000,3410000\n", ids, 2);
    assert_true(sites[0].x == 36510000 && sites[1].y == 3400000);
    assert_true(isnan(sites[0].elevation_m));
    assert_string_equal(sites[0].name, "");
}

static void both_must_agree(void **state)
{
    (void)state;
    Site *sites = sites_of("id,lon,lat,x,y\na,108,31,36500100,3431000\n", one_id, 1);
    assert_true(sites[0].x == 36500100); // the grid's own coordinates rule
    refuses_sites("id,lon,lat,x,y\na,108,31,500000,3431000\n",
                  "row 2: x, y and Lon, Lat of site a lie 36000000 m apart");
}

static void impossible_places_are_refused(void **state)
{
    (void)state;
    refuses_sites("id,lon,lat\na,31,108\n",
                  "row 2, column lat: a latitude beyond 90 degrees; are Lon and Lat exchanged?");
    refuses_sites("id,lon,lat\na,36500000,3400000\n", "name columns in metres of the grid x and y");
    refuses_sites("id,lon,lat\na,108,\n", "one is empty");
    refuses_sites("id,lon,lat\na,116°24′,25\n", "is no number");
    refuses_sites("id,lon,lat\nb,108,31\n", "sites.csv: no row for the site \"a\"");
    refuses_sites("id,lon,lat\na,108,31\na,109,31\n",
                  "row 3, column id: site a stands here with another place or height than in row 2");
    refuses_sites("code,lon,lat\na,108,31\n", "no column StationID or site");
}

static void without_a_table_there_are_no_places(void **state)
{
    (void)state;
    Site *sites;
    assert_true(station_sites(arena, NULL, one_id, 1, grid_crs, &sites, &err));
    assert_string_equal(sites[0].id, "a");
    assert_true(isnan(sites[0].x));
}

static void without_a_grid_degrees_stay_unused(void **state)
{
    (void)state;
    Table table = parse("id,lon,lat\na,108,31\n");
    Site *sites;
    assert_true(station_sites(arena, &table, one_id, 1, NULL, &sites, &err));
    assert_true(isnan(sites[0].x));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degrees_are_projected_to_the_grid),
        cmocka_unit_test(metres_of_the_grid_stay),
        cmocka_unit_test(both_must_agree),
        cmocka_unit_test(impossible_places_are_refused),
        cmocka_unit_test(without_a_table_there_are_no_places),
        cmocka_unit_test(without_a_grid_degrees_stay_unused),
    };
    return cmocka_run_group_tests(tests, start_crs, stop_crs);
}
