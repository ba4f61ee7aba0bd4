// determinism_test.c - the same bytes whatever the processor offers: the program runs itself again without AVX2 and
// FMA, and with scalar functions, and compares digests of everything that this folder computes.
#include <math.h>

#include "base/hash.h"
#include "base/text.h"
#include "land/coverage.h"
#include "land/crs.h"
#include "land/layer.h"
#include "land/terrain.h"
#include "land/test_maps.h"
#include "land/vector.h"

static const Grid GRID = {
    .crs = "EPSG:4524", .x0 = 36500000, .y0 = 3450000, .cell_m = 100, .width = 300, .height = 280};

static void add_transforms(Sm3 *sm3)
{
    static const char *const systems[] = {"EPSG:4490",
                                          "EPSG:4326",
                                          "EPSG:32648",
                                          "EPSG:2415",
                                          "+proj=lcc +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +type=crs",
                                          "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +type=crs"};
    enum { COUNT = 4000 };
    static double x[COUNT], y[COUNT];
    Err err;
    Crs *grid = NULL;
    test_done(crs_open(GRID.crs, &grid, &err), &err);
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++) {
        Crs *other = NULL;
        Transform *there = NULL, *back = NULL;
        test_done(crs_open(systems[i], &other, &err) && transform_open(grid, other, &there, &err) &&
                      transform_open(other, grid, &back, &err),
                  &err);
        uint64_t seed = 17;
        for (int k = 0; k < COUNT; k++) {
            x[k] = GRID.x0 + test_random(&seed) * 60000;
            y[k] = GRID.y0 - test_random(&seed) * 60000;
        }
        transform_points(there, x, y, COUNT);
        sm3_add(sm3, x, sizeof x);
        sm3_add(sm3, y, sizeof y);
        transform_points(back, x, y, COUNT);
        sm3_add(sm3, x, sizeof x);
        transform_close(there);
        transform_close(back);
        crs_close(other);
    }
    crs_close(grid);
}

static void add_layers(Sm3 *sm3)
{
    enum { SIDE = 400 };
    static double values[SIDE * SIDE];
    static float out[302 * 282];
    static double slope[300 * 280];
    uint64_t seed = 3;
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = 100 * test_random(&seed);
    TestRaster r = {.name = "lonlat.tif",
                    .crs = "EPSG:4326",
                    .type = GDT_Float32,
                    .x0 = 107.98,
                    .y0 = 31.2,
                    .cell_x = 0.001,
                    .cell_y = 0.001,
                    .width = SIDE,
                    .height = SIDE,
                    .values = values};
    const char *path = test_raster(&r);
    for (int kind = 0; kind < 3; kind++) {
        LayerPlan *plan = NULL;
        Layer *layer = NULL;
        Err err;
        test_done(layer_plan_open(path, 1, (LayerKind)kind, &GRID, NULL, &plan, &err) &&
                      layer_open(plan, NULL, &layer, &err),
                  &err);
        test_done(layer_read(layer, (Window){-1, -1, 302, 282}, out, &err), &err);
        sm3_add(sm3, out, sizeof out);
        terrain_slope_deg(out, (Window){0, 0, 300, 280}, GRID.cell_m, slope);
        sm3_add(sm3, slope, sizeof slope);
        layer_close(layer);
        layer_plan_close(plan);
    }
}

static void add_areas(Sm3 *sm3)
{
    static double areas[300 * 280];
    Crs *crs = NULL;
    CellArea *area = NULL;
    Coverage *coverage = NULL;
    Polygons polygons;
    Err err;
    const char *path = test_text_file(
        "a.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[108.01,30.95],[108.2,30.93],[108.25,31.1],"
                     "[108.1,31.15],[108.01,30.95]]]}");
    test_done(cell_area_open(&GRID, &area, &err), &err);
    cell_area_read(area, (Window){0, 0, 300, 280}, areas);
    sm3_add(sm3, areas, sizeof areas);
    test_done(crs_open(GRID.crs, &crs, &err), &err);
    VectorRequest request = {.path = path, .target = crs, .repair = true};
    test_done(vector_read_polygons(test_arena, &request, &polygons, &err), &err);
    sm3_add(sm3, &polygons.items[0].area_m2, sizeof(double));
    test_done(coverage_build(&GRID, &polygons, NULL, 2, &coverage, &err), &err);
    Share *shares = arena_array(test_arena, coverage_max_shares(coverage), sizeof *shares);
    for (size_t i = 0; i < grid_lattice_count(&GRID); i++) {
        size_t count = coverage_shares(coverage, i, shares);
        for (size_t k = 0; k < count; k++) sm3_add(sm3, &shares[k].fraction, sizeof(double));
    }
    coverage_close(coverage);
    cell_area_close(area);
    crs_close(crs);
}

static int print_digest(void)
{
    char digest[SM3_TEXT_SIZE];
    test_open(NULL);
    Sm3 *sm3 = sm3_open();
    add_transforms(sm3);
    add_layers(sm3);
    add_areas(sm3);
    sm3_close(sm3, digest);
    puts(digest);
    return test_close(NULL);
}

static const char *digest_with(const char *setting)
{
    char self[4096], *text = arena_alloc(test_arena, SM3_TEXT_SIZE);
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(size > 0);
    self[size] = '\0';
    FILE *pipe = popen(arena_printf(test_arena, "%s '%s' digest", setting, self), "r"); // NOLINT(cert-env33-c)
    assert_non_null(pipe);
    size_t got = fread(text, 1, SM3_TEXT_SIZE - 1, pipe);
    assert_int_equal(got, SM3_TEXT_SIZE - 1);
    assert_int_equal(fgetc(pipe), '\n');
    assert_int_equal(pclose(pipe), 0);
    return text;
}

static void the_processor_changes_no_byte(void **state)
{
    (void)state;
    const char *plain = digest_with("");
    assert_string_equal(
        plain, digest_with("GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX2_Usable,-FMA_Usable"));
    assert_string_equal(plain, digest_with("QINGSHAN_VMATH=scalar"));
    assert_string_equal(plain, digest_with("LC_ALL=zh_CN.UTF-8 TZ=Asia/Shanghai"));
}

int main(int count, char **arguments)
{
    if (count == 2 && text_equal(arguments[1], "digest")) return print_digest();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_processor_changes_no_byte),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
