#include <stdio.h>

#include "base/calendar.h"
#include "land/land_test.h"
#include "land/raster.h"
#include "land/station.h"
#include "land/table_test.h"

static Crs *grid_crs;

static int start_crs(void **state)
{
    land_start();
    return start(state) == 0 && crs_open("EPSG:2415", &grid_crs, &err) ? 0 : -1;
}

static int stop_crs(void **state)
{
    crs_close(grid_crs);
    return stop(state);
}

static const char *file_of(const char *name, const char *text)
{
    return write_file(name, text, strlen(text));
}

static const char *write_polygons(const char *code)
{
    const double x[] = {39440000, 39442000, 39442000, 39440000, 39440000},
                 y[] = {2840000, 2840000, 2841000, 2841000, 2840000};
    const Ring ring = {5, x, y};
    const Polygon polygon = {.code = code, .name = "", .ring_count = 1, .rings = &ring};
    const char *path = file_join(arena, folder, arena_printf(arena, "%s.gpkg", code));
    assert_true(vector_write_gpkg(path, "thiessen", grid_crs, &polygon, 1, &err));
    return path;
}

static void polygons_give_a_place_to_sites_without_one(void **state)
{
    (void)state;
    StationSet set;
    StationRequest request = {.id = "rain",
                              .path = file_of("r.csv", "date,s\n2012-01-01,1\n"),
                              .layout = "wide",
                              .polygons_path = write_polygons("s"),
                              .polygon_key = "code"};
    if (!station_read(arena, &request, grid_crs, &set, &err)) fail_msg("%s", err.text);
    assert_true(fabs(set.sites[0].x - 39441000) < 0.01 && fabs(set.sites[0].y - 2840500) < 0.01);
    request.sites_path = file_of("s.csv", "id,x,y,z\ns,1,2,3\n");
    assert_true(station_read(arena, &request, grid_crs, &set, &err));
    assert_true(set.sites[0].x == 1 && set.sites[0].elevation_m == 3);
    request.polygons_path = write_polygons("other");
    assert_false(station_read(arena, &request, grid_crs, &set, &err));
    err_has("the polygon with code \"other\" belongs to no site of stations rain");
}

static void files_that_are_not_there_are_named(void **state)
{
    (void)state;
    StationSet set;
    StationRequest request = {.id = "rain", .path = "/tmp/not/there.csv", .layout = "wide"};
    assert_false(station_read(arena, &request, grid_crs, &set, &err));
    err_has("/tmp/not/there.csv");
    request.path = file_of("r.csv", "date,s\n2012-01-01,1\n");
    request.sites_path = "/tmp/not/sites.csv";
    assert_false(station_read(arena, &request, grid_crs, &set, &err));
    err_has("/tmp/not/sites.csv");
    request.sites_path = NULL;
    request.polygons_path = "/tmp/not/polygons.shp";
    assert_false(station_read(arena, &request, grid_crs, &set, &err));
    err_has("/tmp/not/polygons.shp");
}

// ---- Youwuzhen --------------------------------------------------------------------------------------------

// Days of a year at the first site with a value above a bound (or at it, with `at`); the year must have no gap.
static int days_above(const Series *series, int year, double bound, bool at)
{
    int count = 0;
    for (int day = calendar_day_number((Date){year, 1, 1}); day <= calendar_day_number((Date){year, 12, 31}); day++) {
        double value = series->values[day - series->first_day];
        assert_true(value == value); // no NaN
        count += value > bound || (at && value == bound);
    }
    return count;
}

static double sum_of_year(const Series *series, int year)
{
    double sum = 0;
    for (int day = calendar_day_number((Date){year, 1, 1}); day <= calendar_day_number((Date){year, 12, 31}); day++) {
        sum += series->values[day - series->first_day];
    }
    return sum;
}

static void the_rain_of_youwuzhen_is_read(void **state)
{
    (void)state;
    StationSet set;
    StationRequest request = {.id = "rain",
                              .path = shared_file(arena, "youwuzhen/pcp_daily.csv"),
                              .comment = "#",
                              .layout = "wide",
                              .date = "DATETIME",
                              .date_rule = "date_part",
                              .unit = "mm/d",
                              .sites_path = shared_file(arena, "youwuzhen/Sites_P.csv"),
                              .polygons_path = shared_file(arena, "youwuzhen/thiessen_pcp.shp"),
                              .polygon_key = "ID"};
    if (!request.path) skip();
    if (!station_read(arena, &request, grid_crs, &set, &err)) fail_msg("%s", err.text);
    assert_int_equal(set.site_count, 1);
    assert_string_equal(set.sites[0].id, "81502750");
    assert_string_equal(set.sites[0].name, "HeTianZhan");
    assert_true(set.sites[0].elevation_m == 298);
    const Series *p = station_series(&set, "p");
    assert_int_equal(p->first_day, calendar_day_number((Date){2012, 1, 1}));
    assert_int_equal(p->day_count, 366 + 365 * 3 + 366 + 365);
    assert_int_equal(days_above(p, 2013, 50, true), 4);
    assert_int_equal(days_above(p, 2014, 50, true), 2);
    assert_int_equal(days_above(p, 2015, 50, true), 1);
    assert_true(fabs(sum_of_year(p, 2012) - 2168) < 1e-9);
    assert_true(fabs(sum_of_year(p, 2017) - 1519.2) < 1e-9);
}

static void the_weather_of_youwuzhen_is_read(void **state)
{
    (void)state;
    static const char *const variables[] = {"tmean", "tmax", "tmin", "rh", "wind", "sun_h"};
    static const char *const columns[] = {"TMEAN", "TMAX", "TMIN", "RM", "WS", "SSD"};
    StationSet set;
    StationRequest request = {.id = "weather",
                              .path = shared_file(arena, "youwuzhen/meteo_daily.csv"),
                              .comment = "#",
                              .layout = "long",
                              .site = "StationID",
                              .date = "DATETIME",
                              .date_rule = "date_part",
                              .column_count = 6,
                              .column_variables = variables,
                              .column_names = columns,
                              .sites_path = shared_file(arena, "youwuzhen/Sites_M.csv"),
                              .polygons_path = shared_file(arena, "youwuzhen/thiessen_meteo.shp"),
                              .polygon_key = "ID"};
    if (!request.path) skip();
    if (!station_read(arena, &request, grid_crs, &set, &err)) fail_msg("%s", err.text);
    assert_string_equal(set.sites[0].id, "58911");
    assert_true(set.sites[0].elevation_m == 265);
    assert_true(fabs(set.sites[0].x - 39433107) < 300 && fabs(set.sites[0].y - 2849280) < 300);
    const Series *t = station_series(&set, "tmean");
    assert_int_equal(days_above(t, 2013, 26, false), 90);
    assert_int_equal(days_above(t, 2014, 26, false), 94);
    assert_int_equal(days_above(t, 2015, 26, false), 64);
    assert_int_equal(days_above(station_series(&set, "sun_h"), 2013, 24, false), 0);
    assert_int_equal(set.series_count, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polygons_give_a_place_to_sites_without_one),
        cmocka_unit_test(files_that_are_not_there_are_named),
        cmocka_unit_test(the_rain_of_youwuzhen_is_read),
        cmocka_unit_test(the_weather_of_youwuzhen_is_read),
    };
    return cmocka_run_group_tests(tests, start_crs, stop_crs);
}
