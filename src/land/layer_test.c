#include "land/layer.h"

#include <math.h>

#include "base/parallel.h"
#include "land/crs.h"
#include "land/test_maps.h"

static LayerPlan *open_plan(const char *path, LayerKind kind, const Grid *grid, const char *assumed)
{
    LayerPlan *plan = NULL;
    Err err;
    test_done(layer_plan_open(path, 1, kind, grid, assumed, &plan, &err), &err);
    return plan;
}

static float *read_window(const LayerPlan *plan, Window w)
{
    Layer *layer = NULL;
    Err err;
    float *out = arena_array(test_arena, (size_t)w.width * (size_t)w.height, sizeof *out);
    test_done(layer_open(plan, NULL, &layer, &err), &err);
    test_done(layer_read(layer, w, out, &err), &err);
    layer_close(layer);
    return out;
}

static float *read_grid(const LayerPlan *plan, const Grid *grid)
{
    return read_window(plan, (Window){0, 0, grid->width, grid->height});
}

// Amounts such as rain: a smooth field with noise, so that sums tell.
static const double *random_field(int width, int height, uint64_t seed)
{
    double *values = arena_array(test_arena, (size_t)width * (size_t)height, sizeof *values);
    for (int i = 0; i < width * height; i++) {
        int row = i / width, col = i % width;
        double wave = sin(0.3 * col) + cos(0.2 * row);
        values[i] = (double)(float)(800 + 200 * wave + 50 * test_random(&seed));
    }
    return values;
}

static const double *plane(int width, int height, double start, double east, double south)
{
    double *values = arena_array(test_arena, (size_t)width * (size_t)height, sizeof *values);
    for (int i = 0; i < width * height; i++) {
        int row = i / width, col = i % width;
        values[i] = start + east * col + south * row;
    }
    return values;
}

static TestRaster raster_in(const char *name, const char *crs, double x0, double y0, double cell, int width, int height)
{
    return (TestRaster){.name = name,
                        .crs = crs,
                        .type = GDT_Float32,
                        .x0 = x0,
                        .y0 = y0,
                        .cell_x = cell,
                        .cell_y = cell,
                        .width = width,
                        .height = height};
}

static const Grid GRID = {
    .crs = "EPSG:4524", .x0 = 36500000, .y0 = 3450000, .cell_m = 100, .width = 300, .height = 280};

// ---- the grid's own lattice

static void on_its_own_lattice_nothing_is_resampled(void **state)
{
    (void)state;
    TestRaster r = raster_in("own.tif", GRID.crs, GRID.x0 - 500, GRID.y0 + 300, 100, 310, 290);
    r.values = random_field(310, 290, 1);
    const char *path = test_raster(&r);
    const LayerKind kinds[] = {LAYER_CLASS, LAYER_FIELD, LAYER_FLUX};
    for (int k = 0; k < 3; k++) {
        LayerPlan *plan = open_plan(path, kinds[k], &GRID, NULL);
        assert_string_equal(layer_resampling(plan), "none");
        assert_string_equal(layer_datum_note(plan), "");
        assert_false(layer_datum_is_ballpark(plan));
        assert_string_equal(layer_crs_label(plan), "EPSG:4524");
        assert_int_equal(layer_info(plan)->width, 310);
        assert_true(layer_overlap_share(plan) == 1);
        float *out = read_window(plan, (Window){-10, -2, 400, 400});
        for (int i = 0; i < 400 * 400; i++) {
            int row = i / 400 - 2 + 3, col = i % 400 - 10 + 5;
            bool inside = row >= 0 && row < 290 && col >= 0 && col < 310;
            assert_true(inside ? (double)out[i] == r.values[row * 310 + col] : isnan(out[i]));
        }
        layer_plan_close(plan);
    }
    layer_plan_close(NULL);
    layer_close(NULL);
}

static void another_lattice_is_resampled_as_its_kind_asks(void **state)
{
    (void)state;
    TestRaster r = raster_in("off.tif", GRID.crs, GRID.x0 - 50, GRID.y0, 100, 10, 10);
    r.values = random_field(10, 10, 1);
    const char *path = test_raster(&r);
    const char *const names[] = {[LAYER_CLASS] = "nearest", [LAYER_FIELD] = "bilinear", [LAYER_FLUX] = "area"};
    for (int k = 0; k < 3; k++) {
        LayerPlan *plan = open_plan(path, (LayerKind)k, &GRID, NULL);
        assert_string_equal(layer_resampling(plan), names[k]);
        layer_plan_close(plan);
    }
}

static void kinds_are_read_from_text(void **state)
{
    (void)state;
    LayerKind kind;
    Err err;
    test_done(layer_kind_parse("class", &kind, &err) && kind == LAYER_CLASS, &err);
    test_done(layer_kind_parse("field", &kind, &err) && kind == LAYER_FIELD, &err);
    test_done(layer_kind_parse("flux", &kind, &err) && kind == LAYER_FLUX, &err);
    assert_false(layer_kind_parse("flow", &kind, &err));
    test_says(&err, ERR_INPUT, "class, field or flux");
    assert_false(layer_kind_parse(NULL, &kind, &err));
}

// ---- fluxes

static double sum_of(const float *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) sum += (double)values[i];
    return sum;
}

static double sum_of_doubles(const double *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum;
}

static void check_near(double got, double want, double relative)
{
    if (!(fabs(got / want - 1) <= relative)) fail_msg("%.15g, not %.15g: off by %.2e", got, want, got / want - 1);
}

static void the_sum_of_a_flux_is_kept_from_1_km_to_30_m_to_100_m(void **state)
{
    (void)state;
    enum { KM = 15 }; // 15 km hold 500 cells of 30 m and 150 of 100 m
    TestRaster r = raster_in("km.tif", GRID.crs, GRID.x0, GRID.y0, 1000, KM, KM);
    r.values = random_field(KM, KM, 5);
    Grid fine = GRID, hectare = GRID;
    fine.cell_m = 30;
    fine.width = fine.height = KM * 1000 / 30;
    hectare.width = hectare.height = KM * 10;
    double want = sum_of_doubles(r.values, KM * KM) * 1e6;

    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FLUX, &fine, NULL);
    float *at30 = read_grid(plan, &fine);
    layer_plan_close(plan);
    check_near(sum_of(at30, fine.width * fine.height) * 900, want, 1e-9);

    double *wide = arena_array(test_arena, (size_t)fine.width * (size_t)fine.height, sizeof *wide);
    for (int i = 0; i < fine.width * fine.height; i++) wide[i] = (double)at30[i];
    TestRaster r30 = raster_in("m30.tif", GRID.crs, GRID.x0, GRID.y0, 30, fine.width, fine.height);
    r30.values = wide;
    plan = open_plan(test_raster(&r30), LAYER_FLUX, &hectare, NULL);
    check_near(sum_of(read_grid(plan, &hectare), hectare.width * hectare.height) * 1e4, want, 1e-9);
    layer_plan_close(plan);
}

static void a_constant_flux_stays_constant(void **state)
{
    (void)state;
    double values[40 * 50];
    for (int i = 0; i < 40 * 50; i++) values[i] = (double)1234.567F;
    TestRaster r = raster_in("constant.tif", GRID.crs, GRID.x0 - 333, GRID.y0 + 777, 937, 40, 40);
    r.values = values;
    TestRaster lonlat = raster_in("constant.tif", "EPSG:4326", 107.9, 31.3, 0.01, 50, 40);
    lonlat.values = values;
    for (int i = 0; i < 2; i++) {
        LayerPlan *plan = open_plan(test_raster(i ? &lonlat : &r), LAYER_FLUX, &GRID, NULL);
        float *out = read_grid(plan, &GRID);
        for (int k = 0; k < GRID.width * GRID.height; k++) assert_true(out[k] == 1234.567F);
        layer_plan_close(plan);
    }
}

static void a_flux_in_another_system_keeps_its_mean(void **state)
{
    (void)state;
    // Finer than the grid, all round it: the mean over the grid's interior must agree with the source's there.
    TestRaster r = raster_in("lonlat.tif", "EPSG:4490", 107.99, 31.19, 0.0005, 700, 600);
    r.values = plane(700, 600, 500, 0.5, 0.25);
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FLUX, &GRID, NULL);
    Crs *from = NULL, *to = NULL;
    Transform *transform = NULL;
    Err err;
    test_done(crs_open(GRID.crs, &from, &err) && crs_open(r.crs, &to, &err) &&
                  transform_open(from, to, &transform, &err),
              &err);
    float *out = read_grid(plan, &GRID);
    int seen = 0;
    double sum = 0;
    for (int row = 0; row < GRID.height; row += 7) {
        for (int col = 0; col < GRID.width; col += 7) {
            double x = GRID.x0 + (col + 0.5) * 100, y = GRID.y0 - (row + 0.5) * 100;
            transform_points(transform, &x, &y, 1);
            double i = (x - 107.99) / 0.0005 - 0.5, j = (31.19 - y) / 0.0005 - 0.5, want = 500 + 0.5 * i + 0.25 * j;
            if (i < 2 || j < 2 || i > 697 || j > 597) continue;
            seen++;
            double off = (double)out[row * GRID.width + col] - want;
            sum += off;
            // the source is a staircase: a mean over two steps is off by an eighth of a step at most
            if (!(fabs(off) < 0.1)) fail_msg("%d %d: off by %.6f", col, row, off);
        }
    }
    assert_true(seen > 1000 && fabs(sum / seen) < 2e-3);
    transform_close(transform);
    crs_close(from);
    crs_close(to);
    layer_plan_close(plan);
}

// ---- classes and fields

static void classes_never_invent_codes(void **state)
{
    (void)state;
    static const double codes[4] = {11, 33, 104, 203};
    double values[100 * 100];
    uint64_t seed = 3;
    for (int i = 0; i < 100 * 100; i++) values[i] = codes[(int)(test_random(&seed) * 4)];
    TestRaster metres = raster_in("class.tif", GRID.crs, GRID.x0 + 17, GRID.y0 - 3, 31.53, 100, 100);
    TestRaster degrees = raster_in("class.tif", "EPSG:4326", 108, 31.15, 0.0003, 100, 100);
    metres.type = degrees.type = GDT_Byte;
    metres.values = degrees.values = values;
    for (int i = 0; i < 2; i++) {
        LayerPlan *plan = open_plan(test_raster(i ? &degrees : &metres), LAYER_CLASS, &GRID, NULL);
        float *out = read_grid(plan, &GRID);
        int seen = 0;
        for (int k = 0; k < GRID.width * GRID.height; k++) {
            if (isnan(out[k])) continue;
            seen++;
            assert_true(out[k] == 11 || out[k] == 33 || out[k] == 104 || out[k] == 203);
        }
        assert_true(seen > 500);
        layer_plan_close(plan);
    }
}

static void a_plane_in_degrees_comes_down_as_the_plane(void **state)
{
    (void)state;
    TestRaster r = raster_in("plane.tif", "EPSG:4490", 107.9, 31.3, 1.0 / 1200, 600, 500);
    r.values = plane(600, 500, 0, 3, 2);
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FIELD, &GRID, NULL);
    Crs *from = NULL, *to = NULL;
    Transform *transform = NULL;
    Err err;
    test_done(crs_open(GRID.crs, &from, &err) && crs_open(r.crs, &to, &err) &&
                  transform_open(from, to, &transform, &err),
              &err);
    float *out = read_grid(plan, &GRID);
    for (int row = 0; row < GRID.height; row += 3) {
        for (int col = 0; col < GRID.width; col += 3) {
            double x = GRID.x0 + (col + 0.5) * 100, y = GRID.y0 - (row + 0.5) * 100;
            transform_points(transform, &x, &y, 1);
            double want = 3 * ((x - 107.9) * 1200 - 0.5) + 2 * ((31.3 - y) * 1200 - 0.5);
            // 3.2 km between nodes: a line of latitude bends by 0.12 m there, that is 0.001 cells
            if (!(fabs((double)out[row * GRID.width + col] - want) < 0.01))
                fail_msg("%d %d: %.5f, not %.5f", col, row, (double)out[row * GRID.width + col], want);
        }
    }
    transform_close(transform);
    crs_close(from);
    crs_close(to);
    layer_plan_close(plan);
}

// ---- windows

static void check_windows(const char *path, LayerKind kind)
{
    LayerPlan *plan = open_plan(path, kind, &GRID, NULL);
    Window all = {-70, -70, GRID.width + 140, GRID.height + 140}; // beyond the nodes too
    float *whole = read_window(plan, all);
    uint64_t seed = 11;
    for (int i = 0; i < 60; i++) {
        int col = (int)(test_random(&seed) * 380) - 70, row = (int)(test_random(&seed) * 360) - 70;
        Window w = {col, row, 1 + (int)(test_random(&seed) * 50), 1 + (int)(test_random(&seed) * 50)};
        float *part = read_window(plan, w);
        for (int k = 0; k < w.width * w.height; k++) {
            float want = whole[(row + 70 + k / w.width) * all.width + col + 70 + k % w.width];
            if (part[k] != want && !(isnan(part[k]) && isnan(want)))
                fail_msg("window %d %d %d %d: %.9g, not %.9g", w.col, w.row, w.width, w.height, (double)part[k],
                         (double)want);
        }
    }
    layer_plan_close(plan);
}

static void a_value_does_not_depend_on_the_window(void **state)
{
    (void)state;
    // Fine enough that a whole-grid window is read in several pieces.
    TestRaster metres = raster_in("window.tif", GRID.crs, GRID.x0 - 2000, GRID.y0 + 2000, 23.7, 1500, 1400);
    TestRaster degrees = raster_in("window2.tif", "EPSG:4326", 107.98, 31.2, 0.0003, 1200, 1100);
    metres.values = random_field(1500, 1400, 2);
    degrees.values = random_field(1200, 1100, 4);
    metres.nodata = degrees.nodata = "800";
    const char *paths[2] = {test_raster(&metres), test_raster(&degrees)};
    for (int k = 0; k < 6; k++) check_windows(paths[k / 3], (LayerKind)(k % 3));
}

static void one_cell_may_need_more_than_fits_at_a_time(void **state)
{
    (void)state;
    TestRaster r = raster_in("many.tif", GRID.crs, GRID.x0, GRID.y0, 1, 1200, 1100);
    r.values = plane(1200, 1100, 0, 0, 1);
    Grid coarse = GRID;
    coarse.cell_m = 1100;
    coarse.width = 2;
    coarse.height = 1;
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FLUX, &coarse, NULL);
    float *out = read_grid(plan, &coarse);
    assert_true(out[0] == 549.5F && isnan(out[1]));
    layer_plan_close(plan);
}

typedef struct Job {
    Layer *layers[3];
    float *out;
} Job;

static bool read_job(void *context, int worker, size_t index, Err *err)
{
    Job *job = context;
    Window w = grid_lattice_window(&GRID, index);
    return layer_read(job->layers[worker], w, job->out + index * LATTICE * LATTICE, err);
}

// Each with a dataset of its own, or all through the first one's.
static void threads_read_the_same_values(void **state)
{
    (void)state;
    TestRaster r = raster_in("threads.tif", "EPSG:4326", 107.98, 31.2, 0.001, 400, 300);
    r.values = random_field(400, 300, 8);
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FIELD, &GRID, NULL);
    size_t count = grid_lattice_count(&GRID), size = count * LATTICE * LATTICE;
    float *out[3];
    for (int i = 0; i < 3; i++) {
        Err err;
        out[i] = arena_array(test_arena, size, sizeof(float));
        Job job = {.out = out[i]};
        for (int k = 0; k < 3; k++)
            test_done(layer_open(plan, i == 2 ? job.layers[0] : NULL, &job.layers[k], &err), &err);
        test_done(parallel_for(i ? 3 : 1, count, read_job, &job, &err), &err);
        for (int k = 0; k < 3; k++) layer_close(job.layers[k]);
    }
    assert_memory_equal(out[0], out[1], size * sizeof(float));
    assert_memory_equal(out[0], out[2], size * sizeof(float));
    layer_plan_close(plan);
}

static void a_neighbour_keeps_the_dataset_open(void **state)
{
    (void)state;
    TestRaster r = raster_in("beside.tif", GRID.crs, GRID.x0, GRID.y0, 100, 5, 5);
    r.values = random_field(5, 5, 9);
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FIELD, &GRID, NULL);
    Layer *first = NULL, *second = NULL;
    Err err;
    float out;
    test_done(layer_open(plan, NULL, &first, &err) && layer_open(plan, first, &second, &err), &err);
    layer_close(first);
    test_done(layer_read(second, (Window){3, 2, 1, 1}, &out, &err), &err);
    layer_forget(second);
    assert_true(out == (float)r.values[2 * 5 + 3]);
    test_done(layer_read(second, (Window){0, 0, 1, 1}, &out, &err), &err);
    assert_true(out == (float)r.values[0]);
    layer_close(second);
    layer_plan_close(plan);
}

static void tiles_are_read_once_when_they_fit_the_windows(void **state)
{
    (void)state;
    const struct {
        double x, y, cell;
        const char *option;
        int side;
        bool once;
    } cases[] = {{0, 0, 100, "TILED=YES", 256, true}, // tiles of 256 from the grid's corner on
                 {-512 * 100, 256 * 100, 100, "TILED=YES", 256, true},
                 {-100, 0, 100, "TILED=YES", 256, false}, // a tile's border inside the window
                 {0, 100, 100, "TILED=YES", 256, false},
                 {0, 0, 50, "TILED=YES", 256, false}, // another cell size
                 {0, 0, 100, "TILED=YES", 512, true},
                 {0, 0, 100, "TILED=YES", 128, false},
                 {0, 0, 100, "BLOCKYSIZE=1", 256, false}}; // strips
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        TestRaster r =
            raster_in("tiles.tif", GRID.crs, GRID.x0 + cases[i].x, GRID.y0 + cases[i].y, cases[i].cell, 900, 600);
        r.option = cases[i].option;
        LayerPlan *plan = open_plan(test_raster(&r), LAYER_FIELD, &GRID, NULL);
        if (layer_tiles_read_once(plan, cases[i].side) != cases[i].once) fail_msg("case %zu", i);
        layer_plan_close(plan);
    }
}

// ---- where it lies

static void a_layer_elsewhere_opens_and_covers_nothing(void **state)
{
    (void)state;
    TestRaster r = raster_in("far.tif", GRID.crs, GRID.x0 + 1e6, GRID.y0, 100, 3, 3);
    r.values = random_field(3, 3, 1);
    TestRaster lonlat = raster_in("far2.tif", "EPSG:4326", -100, 40, 0.1, 3, 3);
    lonlat.values = r.values;
    for (int i = 0; i < 2; i++) {
        const char *path = test_raster(i ? &lonlat : &r);
        for (int k = 0; k < 3; k++) {
            LayerPlan *plan = open_plan(path, (LayerKind)k, &GRID, NULL);
            assert_true(layer_overlap_share(plan) == 0);
            float *out = read_window(plan, (Window){0, 0, 20, 20});
            for (int n = 0; n < 400; n++) assert_true(isnan(out[n]));
            layer_plan_close(plan);
        }
    }
}

static void the_overlap_is_a_share_of_the_grids_box(void **state)
{
    (void)state;
    TestRaster r = raster_in("part.tif", GRID.crs, GRID.x0 + 7500, GRID.y0 + 1000, 100, 1000, 150);
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_CLASS, &GRID, NULL);
    double want = (30000 - 7500) * 14000.0 / (30000 * 28000.0);
    assert_true(fabs(layer_overlap_share(plan) - want) < 1e-12);
    layer_plan_close(plan);
    TestRaster lonlat = raster_in("part2.tif", "EPSG:4490", 107.0, 32.0, 0.01, 115, 200);
    plan = open_plan(test_raster(&lonlat), LAYER_CLASS, &GRID, NULL);
    double share = layer_overlap_share(plan); // 0.15 degrees of longitude east of 108 at 31 degrees: 14.3 km of 30
    assert_true(fabs(share - 14.3 / 30) < 0.005);
    layer_plan_close(plan);
}

static void a_raster_without_crs_needs_one_assumed(void **state)
{
    (void)state;
    TestRaster r = raster_in("bare.tif", NULL, GRID.x0, GRID.y0, 100, 5, 5);
    r.values = random_field(5, 5, 1);
    const char *path = test_raster(&r);
    LayerPlan *plan = NULL;
    Err err;
    assert_false(layer_plan_open(path, 1, LAYER_FIELD, &GRID, "", &plan, &err));
    test_says(&err, ERR_INPUT, "gdal_edit.py");
    assert_false(layer_plan_open(path, 1, LAYER_FIELD, &GRID, "nonsense", &plan, &err));
    test_says(&err, ERR_INPUT, "bare.tif: ");
    plan = open_plan(path, LAYER_FIELD, &GRID, "EPSG:4524");
    assert_string_equal(layer_resampling(plan), "none");
    layer_plan_close(plan);
    assert_false(layer_plan_open(test_path("absent.tif"), 1, LAYER_FIELD, &GRID, NULL, &plan, &err));
    test_says(&err, ERR_MISSING, "absent.tif");
}

static void a_raster_that_changes_under_us_is_noticed(void **state)
{
    (void)state;
    TestRaster r = raster_in("changing.tif", GRID.crs, GRID.x0, GRID.y0, 100, 5, 5);
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FIELD, &GRID, NULL);
    r.width = 6;
    test_raster(&r);
    Layer *layer = NULL;
    Err err;
    assert_false(layer_open(plan, NULL, &layer, &err));
    test_says(&err, ERR_INPUT, "has changed");
    unlink(test_path("changing.tif"));
    assert_false(layer_open(plan, NULL, &layer, &err));
    layer_plan_close(plan);
}

static void a_datum_shift_is_noted(void **state)
{
    (void)state;
    TestRaster r = raster_in("old.tif", "EPSG:2415", 39444000, 2843000, 30, 5, 5);
    Grid grid = {.crs = "EPSG:4527", .x0 = 39444000, .y0 = 2843000, .cell_m = 30, .width = 5, .height = 5};
    LayerPlan *plan = open_plan(test_raster(&r), LAYER_FIELD, &grid, NULL);
    assert_non_null(strstr(layer_datum_note(plan), "Beijing 1954"));
    assert_true(layer_datum_is_ballpark(plan));
    layer_plan_close(plan);
}

// ---- real maps

static void the_youwuzhen_maps_share_a_lattice_but_not_an_extent(void **state)
{
    (void)state;
    const char *dem = test_shared("youwuzhen/ywzdem30m.tif"), *land = test_shared("youwuzhen/ywzlanduse30m_upd.tif");
    Grid grid = {.crs = "EPSG:2415", .x0 = 39444018.9, .y0 = 2842925.8, .cell_m = 30, .width = 125, .height = 85};
    LayerPlan *plan = open_plan(land, LAYER_CLASS, &grid, NULL);
    assert_string_equal(layer_resampling(plan), "none");
    layer_plan_close(plan);
    plan = open_plan(dem, LAYER_FIELD, &grid, NULL);
    assert_string_equal(layer_resampling(plan), "none");
    assert_true(layer_overlap_share(plan) == 1);
    layer_plan_close(plan);
}

static void zion_elevation_in_degrees_comes_to_the_land_covers_metres(void **state)
{
    (void)state;
    const char *dem = test_shared("zion/srtm.tif");
    Grid grid = {.crs = "EPSG:26912", .x0 = 301920, .y0 = 4154070, .cell_m = 30, .width = 1127, .height = 1427};
    LayerPlan *plan = open_plan(dem, LAYER_FIELD, &grid, NULL);
    assert_string_equal(layer_resampling(plan), "bilinear");
    assert_string_equal(layer_crs_label(plan), "EPSG:4326");
    assert_true(layer_overlap_share(plan) > 0.9);
    float *out = read_grid(plan, &grid);
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < grid.width * grid.height; i++) {
        if (isnan(out[i])) continue;
        low = (double)out[i] < low ? (double)out[i] : low;
        high = (double)out[i] > high ? (double)out[i] : high;
    }
    assert_true(low > 1000 && low < 1200 && high > 2500 && high <= 2892);
    layer_plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_its_own_lattice_nothing_is_resampled),
        cmocka_unit_test(another_lattice_is_resampled_as_its_kind_asks),
        cmocka_unit_test(kinds_are_read_from_text),
        cmocka_unit_test(the_sum_of_a_flux_is_kept_from_1_km_to_30_m_to_100_m),
        cmocka_unit_test(a_constant_flux_stays_constant),
        cmocka_unit_test(a_flux_in_another_system_keeps_its_mean),
        cmocka_unit_test(classes_never_invent_codes),
        cmocka_unit_test(a_plane_in_degrees_comes_down_as_the_plane),
        cmocka_unit_test(a_value_does_not_depend_on_the_window),
        cmocka_unit_test(one_cell_may_need_more_than_fits_at_a_time),
        cmocka_unit_test(threads_read_the_same_values),
        cmocka_unit_test(a_neighbour_keeps_the_dataset_open),
        cmocka_unit_test(tiles_are_read_once_when_they_fit_the_windows),
        cmocka_unit_test(a_layer_elsewhere_opens_and_covers_nothing),
        cmocka_unit_test(the_overlap_is_a_share_of_the_grids_box),
        cmocka_unit_test(a_raster_without_crs_needs_one_assumed),
        cmocka_unit_test(a_raster_that_changes_under_us_is_noticed),
        cmocka_unit_test(a_datum_shift_is_noted),
        cmocka_unit_test(the_youwuzhen_maps_share_a_lattice_but_not_an_extent),
        cmocka_unit_test(zion_elevation_in_degrees_comes_to_the_land_covers_metres),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
