#include <math.h>

#include "land/coverage.h"
#include "land/crs.h"
#include "land/test_maps.h"

static CellArea *open_area(const Grid *grid)
{
    CellArea *area = NULL;
    Err err;
    test_done(cell_area_open(grid, &area, &err), &err);
    return area;
}

static void an_equal_area_projection_has_the_maps_areas(void **state)
{
    (void)state;
    Grid grid = {.crs = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80",
                 .x0 = 300000,
                 .y0 = 3300000,
                 .cell_m = 30,
                 .width = 100,
                 .height = 33};
    double out[100 * 33];
    CellArea *area = open_area(&grid);
    cell_area_read(area, (Window){0, 0, 100, 33}, out);
    for (int i = 0; i < 100 * 33; i++) assert_true(fabs(out[i] / 900 - 1) < 1e-15);
    cell_area_close(area);
    cell_area_close(NULL);
}

static void on_the_central_meridian_gauss_krueger_is_true(void **state)
{
    (void)state;
    Grid grid = {.crs = "EPSG:4524", .x0 = 36400000, .y0 = 3450000, .cell_m = 100, .width = 2000, .height = 40};
    static double out[2000];
    CellArea *area = open_area(&grid);
    cell_area_read(area, (Window){0, 20, 2000, 1}, out);
    assert_true(fabs(out[1000] / 1e4 - 1) < 1e-7);
    // 100 km from it a length is too long by x^2 / (2 R^2), an area by twice that
    assert_true(fabs((1 - out[0] / 1e4) - 1e10 / (6.371e6 * 6.371e6)) < 2e-6);
    for (int i = 0; i < 990; i++) assert_true(out[i] < out[i + 1]);
    cell_area_close(area);
}

static void a_projection_without_formulas_is_measured(void **state)
{
    (void)state;
    // Mercator: the map's area is the true one times a^2 / (N cos)^2
    Grid grid = {.crs = "EPSG:3395", .x0 = 12000000, .y0 = 3640000, .cell_m = 100, .width = 70, .height = 50};
    double out[70 * 50];
    CellArea *area = open_area(&grid);
    cell_area_read(area, (Window){0, 0, 70, 50}, out);
    double x = grid.x0 + 50, y = grid.y0 - 50, e2 = 0.0066943799901413165;
    Crs *from = NULL, *to = NULL;
    Transform *transform = NULL;
    Err err;
    test_done(crs_open("EPSG:3395", &from, &err) && crs_open("EPSG:4326", &to, &err) &&
                  transform_open(from, to, &transform, &err),
              &err);
    transform_points(transform, &x, &y, 1);
    double phi = y * 3.14159265358979323846 / 180, s = sin(phi), c = cos(phi);
    double want = 1e4 * c * c / (1 - e2 * s * s);
    assert_true(fabs(out[0] / want - 1) < 1e-6);
    transform_close(transform);
    crs_close(from);
    crs_close(to);
    cell_area_close(area);
}

static void a_grid_off_the_earth_is_refused(void **state)
{
    (void)state;
    CellArea *area = NULL;
    Err err;
    Grid grid = {.crs = "EPSG:4524", .x0 = 36500000, .y0 = 34500000, .cell_m = 100, .width = 40, .height = 40};
    assert_false(cell_area_open(&grid, &area, &err));
    test_says(&err, ERR_INPUT, "no place on the earth");
    grid.crs = "EPSG:3857";
    assert_false(cell_area_open(&grid, &area, &err));
    test_says(&err, ERR_REFUSED, "Web Mercator");
    grid.crs = "nonsense";
    assert_false(cell_area_open(&grid, &area, &err));
    test_says(&err, ERR_INPUT, "not understood");
}

static void kaizhou_measured_by_cells_is_kaizhou_on_the_ellipsoid(void **state)
{
    (void)state;
    const char *path = test_shared("kaizhou/kaizhou.geojson");
    Crs *crs = NULL;
    Polygons polygons;
    Coverage *coverage = NULL;
    Err err;
    test_done(crs_open("EPSG:4524", &crs, &err), &err);
    VectorRequest request = {.path = path, .target = crs, .repair = true};
    test_done(vector_read_polygons(test_arena, &request, &polygons, &err), &err);
    Grid grid = {.crs = "EPSG:4524",
                 .x0 = floor(polygons.min_x / 100) * 100,
                 .y0 = ceil(polygons.max_y / 100) * 100,
                 .cell_m = 100};
    grid.width = (int)ceil((polygons.max_x - grid.x0) / 100);
    grid.height = (int)ceil((grid.y0 - polygons.min_y) / 100);
    test_done(coverage_build(&grid, &polygons, NULL, 2, &coverage, &err), &err);
    CellArea *area = open_area(&grid);
    Share *shares = arena_array(test_arena, coverage_max_shares(coverage), sizeof *shares);
    static double cells[LATTICE * LATTICE];
    double sum = 0;
    for (size_t i = 0; i < grid_lattice_count(&grid); i++) {
        Window w = grid_lattice_window(&grid, i);
        size_t count = coverage_shares(coverage, i, shares);
        cell_area_read(area, w, cells);
        for (size_t k = 0; k < count; k++)
            sum += shares[k].fraction * cells[shares[k].cell / LATTICE * w.width + shares[k].cell % LATTICE];
    }
    double want = polygons.items[0].area_m2;
    assert_true(fabs(want / 3992.28e6 - 1) < 1e-5);
    if (!(fabs(sum / want - 1) < 1e-7)) fail_msg("%.3f by cells, %.3f on the ellipsoid", sum, want);
    cell_area_close(area);
    coverage_close(coverage);
    crs_close(crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_equal_area_projection_has_the_maps_areas),
        cmocka_unit_test(on_the_central_meridian_gauss_krueger_is_true),
        cmocka_unit_test(a_projection_without_formulas_is_measured),
        cmocka_unit_test(a_grid_off_the_earth_is_refused),
        cmocka_unit_test(kaizhou_measured_by_cells_is_kaizhou_on_the_ellipsoid),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
