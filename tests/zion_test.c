// zion_test.c - Zion National Park: a DEM in degrees, land cover with cells that are not square, a boundary in a
// coordinate system without a code. Extent, slope and the services by area rate against computations by other means:
// GDAL's own warping and slope, a count of raw cells, areas times rates. Skipped where the data are not (docs/zion.md).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <gdal.h>
#include <gdal_utils.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/assemble.h"
#include "gep/pass.h"
#include "gep/plan_internal.h"
#include "gep/value.h"
#include "gep/worker.h"
#include "land/land_test.h"

enum { YEAR = 2011 };

static Arena *arena;
static Err err;
static char temp[] = "/tmp/zion-test-XXXXXX";
static const char *data; // the shared data
static Plan *plan;
static Account *account;

static void must(bool ok)
{
    if (!ok) fail_msg("%s", err.text);
}

// ---- opening

static const char *district_file_text(const char *name)
{
    char here[PATH_MAX], *text;
    size_t size;
    assert_non_null(getcwd(here, sizeof here));
    for (const char *at = here;; at = file_folder(arena, at)) {
        const char *path = file_join(arena, file_join(arena, at, "tests/zion"), name);
        if (file_exists(path)) {
            must(file_read(arena, path, &text, &size, &err));
            return text;
        }
        assert_string_not_equal(at, "/");
    }
}

static void write_district(void)
{
    const char *yaml = text_replace(arena, district_file_text("district.yaml"), "../../../shared/data/zion", data),
               *parameters = district_file_text("parameters.csv");
    must(file_write(file_join(arena, temp, "district.yaml"), yaml, strlen(yaml), &err));
    must(file_write(file_join(arena, temp, "parameters.csv"), parameters, strlen(parameters), &err));
}

static void run(void)
{
    char *methods;
    must(file_program_data(arena, "methods", &methods, &err));
    PlanOptions options = {.year = YEAR, .jobs = 1, .methods = methods};
    must(plan_open(temp, &options, &plan, &err));
    ValuePlan *values = value_open(plan);
    must(plan_check(plan, &err));
    PassJob job = {.plan = plan, .yuan = values->yuan};
    PassOptions pass = {.jobs = 1};
    must(pass_run(&job, 1, &pass, &err) && assemble(plan, values, &job.result, &account, &err));
}

static int start(void **state)
{
    (void)state;
    message_set_language("en");
    arena = arena_open();
    data = shared_file(arena, "zion");
    if (!data) return 0;
    assert_non_null(mkdtemp(temp));
    write_district();
    run();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    plan_close(plan);
    if (data) must(file_remove_tree(temp, &err));
    arena_close(arena);
    return 0;
}

// ---- extent

static double extent_of(const char *code)
{
    for (size_t i = 0; i < account->extent_count; i++) {
        if (strcmp(account->extent[i].ecosystem, code) == 0) return account->extent[i].area_m2;
    }
    return 0;
}

static void the_extent_is_the_park(void **state)
{
    (void)state;
    if (!data) skip();
    double sum = 0;
    for (size_t i = 0; i < account->extent_count; i++) sum += account->extent[i].area_m2;
    assert_true(fabs(sum / account->area_m2 - 1) < 1e-12);
    assert_int_equal(plan->boundary.count, 1);
    assert_true(fabs(sum / plan->boundary.items[0].area_m2 - 1) < 1e-6); // the polygon's, on the ellipsoid
    assert_true(fabs(sum - 601.80e6) < 0.01e6);
}

static int compare_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Where a line of constant y crosses the boundary, in order.
static size_t crossings(double y, double *out)
{
    const Polygon *park = &plan->boundary.items[0];
    size_t count = 0;
    for (size_t r = 0; r < park->ring_count; r++) {
        const Ring *ring = &park->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            if ((ring->y[i] > y) == (ring->y[i + 1] > y)) continue;
            out[count++] =
                ring->x[i] + (y - ring->y[i]) * (ring->x[i + 1] - ring->x[i]) / (ring->y[i + 1] - ring->y[i]);
        }
    }
    qsort(out, count, sizeof *out, compare_double);
    return count;
}

// Raw cells whose middle lies in the park, times their size, by code.
static void count_raw_cells(double area_m2[16])
{
    Raster *raster;
    must(raster_open(file_join(arena, data, "nlcd.tif"), 1, &raster, &err));
    const RasterInfo *info = raster_info(raster);
    assert_true(info->cell_x != info->cell_y);
    float *row = arena_array(arena, (size_t)info->width, sizeof *row);
    double *x = arena_array(arena, 4096, sizeof *x);
    for (int r = 0; r < info->height; r++) {
        size_t count = crossings(info->origin_y - (r + 0.5) * info->cell_y, x), passed = 0;
        must(raster_read(raster, (Window){0, r, info->width, 1}, row, &err));
        for (int c = 0; c < info->width; c++) {
            while (passed < count && x[passed] < info->origin_x + (c + 0.5) * info->cell_x) passed++;
            if (passed % 2 == 1 && row[c] >= 0 && row[c] < 16) area_m2[(int)row[c]] += info->cell_x * info->cell_y;
        }
    }
    raster_close(raster);
}

static void classes_have_the_areas_of_the_raw_cells(void **state)
{
    (void)state;
    if (!data) skip();
    static const char *const classes[9] = {NULL, "421", "611", "822", "121", "212", "321", "512", "413"};
    double raw[16] = {0}, all = account->area_m2;
    count_raw_cells(raw);
    for (int k = 1; k <= 8; k++) {
        double found = extent_of(classes[k]);
        if (fabs(found - raw[k]) > 0.002 * raw[k] + 0.00002 * all)
            fail_msg("%s: %.0f m2, raw cells %.0f m2", classes[k], found, raw[k]);
    }
}

// ---- slope

// The DEM brought to the grid and a cell around it, and its slope, by GDAL.
static GDALDatasetH gdal_slope(void)
{
    const Grid *g = &plan->grid;
    size_t count;
    char **warp =
        text_split(arena,
                   arena_printf(arena,
                                "-et 0 -t_srs EPSG:26912 -te %.3f %.3f %.3f %.3f -tr 30 30 -r bilinear -ot Float32 "
                                "-of MEM",
                                g->x0 - g->cell_m, g->y0 - (g->height + 1) * g->cell_m,
                                g->x0 + (g->width + 1) * g->cell_m, g->y0 + g->cell_m),
                   ' ', &count);
    GDALDatasetH dem = GDALOpen(file_join(arena, data, "srtm.tif"), GA_ReadOnly);
    assert_non_null(dem);
    GDALWarpAppOptions *options = GDALWarpAppOptionsNew(warp, NULL);
    GDALDatasetH warped = GDALWarp("", NULL, 1, &dem, options, NULL);
    GDALWarpAppOptionsFree(options);
    GDALClose(dem);
    assert_non_null(warped);
    GDALDEMProcessingOptions *slope_options =
        GDALDEMProcessingOptionsNew(text_split(arena, "-of MEM", ' ', &count), NULL);
    GDALDatasetH slope = GDALDEMProcessing("", warped, "slope", NULL, slope_options, NULL);
    GDALDEMProcessingOptionsFree(slope_options);
    GDALClose(warped);
    assert_non_null(slope);
    return slope;
}

typedef struct Slopes {
    size_t count;
    double sum, theirs, apart_squared, steepest;
} Slopes;

static void add_chunk(const Worker *worker, int node, const Chunk *chunk, Window lattice, const float *theirs,
                      Slopes *slopes)
{
    const double *slope = worker_values(worker, node, 0);
    for (size_t i = 0; i < chunk->count; i++) {
        int row = lattice.row + chunk->cell[i] / LATTICE + 1, col = lattice.col + chunk->cell[i] % LATTICE + 1;
        double other = theirs[(size_t)row * (size_t)(plan->grid.width + 2) + (size_t)col];
        slopes->count++;
        slopes->sum += slope[i];
        slopes->theirs += other;
        slopes->apart_squared += (slope[i] - other) * (slope[i] - other);
        if (slope[i] > slopes->steepest) slopes->steepest = slope[i];
    }
}

static void slope_is_in_metres(void **state)
{
    (void)state;
    if (!data) skip();
    Why why = why_open(arena);
    Slopes slopes = {0};
    int node = plan_node(plan, "slope", 1, "deg", SCENARIO_ACTUAL, &why), width = plan->grid.width + 2,
        height = plan->grid.height + 2;
    assert_true(node >= 0);
    GDALDatasetH gdal = gdal_slope();
    float *theirs = arena_array(arena, (size_t)width * (size_t)height, sizeof *theirs);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(gdal, 1), GF_Read, 0, 0, width, height, theirs, width, height,
                                  GDT_Float32, 0, 0),
                     CE_None);
    GDALClose(gdal);
    Worker *worker;
    must(worker_open(plan, &(WorkerOptions){.block = LATTICE}, &worker, &err));
    for (size_t index = 0; index < grid_lattice_count(&plan->grid); index++) {
        Window lattice = grid_lattice_window(&plan->grid, index);
        Chunk chunk;
        must(worker_read(worker, lattice, &err));
        if (!worker_take(worker, index)) continue;
        while (worker_next(worker, &chunk)) add_chunk(worker, node, &chunk, lattice, theirs, &slopes);
    }
    worker_close(worker);
    double count = (double)slopes.count, mean = slopes.sum / count;
    print_message("slope: mean %.3f degrees, by GDAL %.3f; apart %.3f (root mean square); steepest %.1f\n", mean,
                  slopes.theirs / count, sqrt(slopes.apart_squared / count), slopes.steepest);
    assert_true(fabs(mean / (slopes.theirs / count) - 1) < 0.001);
    assert_true(sqrt(slopes.apart_squared / count) < 0.01);
}

// ---- services

static const AccountService *service_of(const char *code)
{
    for (size_t i = 0; i < account->service_count; i++) {
        if (strcmp(account->services[i].code, code) == 0) return &account->services[i];
    }
    fail_msg("no service %s", code);
    return NULL;
}

static void near(double found, double wanted)
{
    if (fabs(found - wanted) > 1e-9 * fabs(wanted)) fail_msg("%.12g is not %.12g", found, wanted);
}

// Areas in hm2 times kg/hm2, or t of carbon: gep-methods.md 2.6 to 2.8.
static void services_by_area_rate_are_areas_times_rates(void **state)
{
    (void)state;
    if (!data) skip();
    double forest = extent_of("121") / 1e4, shrub = extent_of("212") / 1e4, grass = extent_of("321") / 1e4,
           crop = extent_of("512") / 1e4, wetland = (extent_of("413") + extent_of("421")) / 1e4;
    double so2 = 215.6 * forest + 92.1 * shrub, nox = 6 * forest,
           dust = 33200 * forest + 11400 * shrub + 120 * grass + 950 * crop;
    near(service_of("R08")->quantity, (so2 + nox + dust) / 1000);
    near(service_of("R09")->quantity, (1102.3 + 85.6 + 85.6) * wetland / 1000);
    near(service_of("R06")->quantity, 0.255 * (1 + 0.646) * forest * 44 / 12);
    near(service_of("R07")->quantity, 0.255 * (1 + 0.646) * forest * 32 / 12);
}

static void the_rest_says_why_not(void **state)
{
    (void)state;
    if (!data) skip();
    size_t computed = 0;
    for (size_t i = 0; i < account->service_count; i++) {
        computed += account->services[i].state == SERVICE_COMPUTED;
        assert_true((account->services[i].state == SERVICE_COMPUTED) == (account->services[i].reason[0] == '\0'));
    }
    assert_int_equal(computed, 4);
    assert_false(account->complete);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_extent_is_the_park), cmocka_unit_test(classes_have_the_areas_of_the_raw_cells),
        cmocka_unit_test(slope_is_in_metres),     cmocka_unit_test(services_by_area_rate_are_areas_times_rates),
        cmocka_unit_test(the_rest_says_why_not),
    };
    return cmocka_run_group_tests_name("zion", tests, start, stop);
}
