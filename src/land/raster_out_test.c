#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/parallel.h"
#include "land/test_maps.h"

static const Grid GRID = {.crs = "EPSG:4524", .x0 = 36500000, .y0 = 3450000, .cell_m = 30, .width = 700, .height = 600};

static float value_at(int col, int row)
{
    if ((col / 50 + row / 40) % 7 == 0) return NAN;
    return (float)(100 + col % 97 - row % 89) + (float)((col * 31 + row * 17) % 64) / 64.0F;
}

static void fill(Window w, float *values)
{
    for (int r = 0; r < w.height; r++) {
        for (int c = 0; c < w.width; c++) values[r * w.width + c] = value_at(w.col + c, w.row + r);
    }
}

static bool write_patch(void *context, int worker, size_t index, Err *err)
{
    (void)worker;
    static _Thread_local float values[LATTICE * LATTICE];
    Window w = grid_lattice_window(&GRID, index);
    fill(w, values);
    return raster_out_write(context, w, values, err);
}

static const char *write_map(const char *name, RasterOutOptions options, int jobs, bool backwards)
{
    const char *path = test_path(name);
    RasterOut *out = NULL;
    Err err;
    test_done(raster_out_open(path, &GRID, &options, &out, &err), &err);
    size_t count = grid_lattice_count(&GRID);
    if (backwards) {
        for (size_t i = count; i-- > 0;) test_done(write_patch(out, 0, i, &err), &err);
    } else {
        test_done(parallel_for(jobs, count, write_patch, out, &err), &err);
    }
    test_done(raster_out_finish(out, &err), &err);
    return path;
}

static void check_map(const char *path, RasterType type)
{
    Raster *raster = NULL;
    Err err;
    test_done(raster_open(path, 1, &raster, &err), &err);
    const RasterInfo *info = raster_info(raster);
    static float values[700 * 600];
    assert_true(info->width == 700 && info->height == 600 && info->cell_x == 30 && info->origin_y == 3450000);
    assert_non_null(strstr(info->crs_wkt, "zone 36"));
    assert_true(info->has_nodata && !info->nodata_outside_type);
    test_done(raster_read(raster, (Window){0, 0, 700, 600}, values, &err), &err);
    for (int r = 0; r < 600; r++) {
        for (int c = 0; c < 700; c++) {
            float want = value_at(c, r), got = values[r * 700 + c];
            if (type != RASTER_FLOAT32) want = roundf(want);
            if (isnan(want) ? !isnan(got) : want != got) fail_msg("%d %d: %g, not %g", c, r, (double)got, (double)want);
        }
    }
    raster_close(raster);
}

static int count_files(void)
{
    char **names;
    size_t count;
    Err err;
    test_done(file_list(test_arena, test_folder, &names, &count, &err), &err);
    return (int)count;
}

static void every_type_comes_back_as_it_was_written(void **state)
{
    (void)state;
    const RasterType types[] = {RASTER_FLOAT32, RASTER_INT16, RASTER_BYTE};
    int before = count_files();
    for (int i = 0; i < 6; i++) {
        RasterOutOptions options = {.type = types[i % 3], .cog = i >= 3, .unit = "t/hm2", .description = "土壤保持"};
        check_map(write_map("map.tif", options, 2, false), types[i % 3]);
    }
    assert_int_equal(count_files(), before + 1); // no part and no sidecar is left
    GDALDatasetH dataset = GDALOpen(test_path("map.tif"), GA_ReadOnly);
    assert_string_equal(GDALGetRasterUnitType(GDALGetRasterBand(dataset, 1)), "t/hm2");
    assert_string_equal(GDALGetDescription(GDALGetRasterBand(dataset, 1)), "土壤保持");
    assert_string_equal(GDALGetMetadataItem(dataset, "LAYOUT", "IMAGE_STRUCTURE"), "COG");
    assert_true(GDALGetOverviewCount(GDALGetRasterBand(dataset, 1)) > 0);
    int width, height;
    GDALGetBlockSize(GDALGetRasterBand(dataset, 1), &width, &height);
    assert_true(width == 256 && height == 256);
    GDALClose(dataset);
}

static void digest_of(const char *path, char digest[SM3_TEXT_SIZE])
{
    Err err;
    test_done(sm3_of_file(path, digest, NULL, &err), &err);
}

static void the_bytes_depend_on_the_values_only(void **state)
{
    (void)state;
    for (int cog = 0; cog < 2; cog++) {
        char first[SM3_TEXT_SIZE], other[SM3_TEXT_SIZE];
        RasterOutOptions options = {.type = RASTER_FLOAT32, .cog = cog};
        digest_of(write_map("first.tif", options, 1, false), first);
        digest_of(write_map("second name.tif", options, 3, false), other);
        assert_string_equal(first, other);
        digest_of(write_map("third.tif", options, 1, true), other);
        assert_string_equal(first, other);
    }
}

static void cells_never_written_are_missing(void **state)
{
    (void)state;
    const char *path = test_path("hole.tif");
    RasterOut *out = NULL;
    Err err;
    RasterOutOptions options = {.type = RASTER_BYTE};
    test_done(raster_out_open(path, &GRID, &options, &out, &err), &err);
    test_done(write_patch(out, 0, 4, &err), &err);
    test_done(raster_out_finish(out, &err), &err);
    Raster *raster = NULL;
    test_done(raster_open(path, 1, &raster, &err), &err);
    float values[2];
    test_done(raster_read(raster, (Window){0, 0, 2, 1}, values, &err), &err);
    assert_true(isnan(values[0]) && isnan(values[1]));
    raster_close(raster);
}

static void a_value_outside_the_type_is_refused(void **state)
{
    (void)state;
    RasterOut *out = NULL;
    Err err;
    int before = count_files();
    RasterOutOptions options = {.type = RASTER_BYTE};
    test_done(raster_out_open(test_path("small.tif"), &GRID, &options, &out, &err), &err);
    const float values[4] = {0, 254, NAN, 254.6F};
    assert_false(raster_out_write(out, (Window){0, 0, 2, 2}, values, &err));
    test_says(&err, ERR_REFUSED, "255 does not fit");
    raster_out_abandon(out);
    raster_out_abandon(NULL);
    assert_int_equal(count_files(), before);
}

static void what_cannot_be_written_leaves_no_file(void **state)
{
    (void)state;
    RasterOut *out = NULL;
    Err err;
    RasterOutOptions options = {.type = RASTER_FLOAT32};
    assert_false(raster_out_open("/proc/no/such/map.tif", &GRID, &options, &out, &err));
    test_says(&err, ERR_MISSING, "the folder /proc/no/such is not there. Make it");
    Grid lost = GRID;
    lost.crs = "nonsense";
    int before = count_files();
    assert_false(raster_out_open(test_path("lost.tif"), &lost, &options, &out, &err));
    test_says(&err, ERR_INPUT, "not understood");
    assert_int_equal(count_files(), before);
}

static int process_that_is_gone(void)
{
    pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, NULL, 0);
    return child;
}

static void what_a_killed_run_left_is_removed(void **state)
{
    (void)state;
    RasterOut *out = NULL;
    Err err;
    RasterOutOptions options = {.type = RASTER_FLOAT32};
    int before = count_files(), gone = process_that_is_gone();
    test_text_file(arena_printf(test_arena, "left.tif.tiles-%d.tmp", gone), "x");
    test_text_file(arena_printf(test_arena, "left.tif.copy-%d.tmp", gone), "x");
    const char *living = test_text_file("left.tif.tiles-1.tmp", "x"); // process 1 lives
    test_done(raster_out_open(test_path("left.tif"), &GRID, &options, &out, &err), &err);
    raster_out_abandon(out);
    assert_int_equal(count_files(), before + 1);
    assert_true(file_exists(living));
    assert_int_equal(unlink(living), 0);
}

static void a_folder_in_the_way_fails_at_the_end(void **state)
{
    (void)state;
    RasterOut *out = NULL;
    Err err;
    RasterOutOptions options = {.type = RASTER_FLOAT32};
    const char *path = test_path("folder.tif");
    int before = count_files() + 1;
    test_done(raster_out_open(path, &GRID, &options, &out, &err), &err);
    test_done(file_make_folders(arena_printf(test_arena, "%s/inside", path), &err), &err);
    assert_false(raster_out_finish(out, &err));
    test_says(&err, ERR_IO, "cannot be written");
    assert_false(raster_out_open(path, &GRID, &options, &out, &err));
    test_says(&err, ERR_REFUSED, "is a folder");
    assert_int_equal(count_files(), before);
}

// A full disk, played by a limit on the size of files.
static bool write_with_limit(const char *path, bool cog, rlim_t tiles_limit, rlim_t copy_limit, Err *err)
{
    struct rlimit old, limit;
    getrlimit(RLIMIT_FSIZE, &old);
    limit = old;
    RasterOut *out = NULL;
    RasterOutOptions options = {.type = RASTER_FLOAT32, .cog = cog};
    test_done(raster_out_open(path, &GRID, &options, &out, err), err);
    limit.rlim_cur = tiles_limit;
    setrlimit(RLIMIT_FSIZE, &limit);
    bool done = true;
    for (size_t i = 0; done && i < grid_lattice_count(&GRID); i++) done = write_patch(out, 0, i, err);
    limit.rlim_cur = copy_limit;
    setrlimit(RLIMIT_FSIZE, &limit);
    if (done) {
        done = raster_out_finish(out, err);
    } else {
        raster_out_abandon(out);
    }
    setrlimit(RLIMIT_FSIZE, &old);
    return done;
}

static void a_full_disk_is_an_error_and_leaves_no_file(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    Err err;
    int before = count_files();
    assert_false(write_with_limit(test_path("full.tif"), false, 100000, 100000, &err));
    test_says(&err, ERR_IO, "full.tif: cannot be written");
    assert_false(write_with_limit(test_path("full.tif"), false, 100000000, 100000, &err));
    test_says(&err, ERR_IO, "full.tif: cannot be written");
    assert_false(write_with_limit(test_path("full.tif"), true, 100000000, 100000, &err));
    test_says(&err, ERR_IO, "full.tif: cannot be written");
    assert_int_equal(count_files(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_comes_back_as_it_was_written),
        cmocka_unit_test(the_bytes_depend_on_the_values_only),
        cmocka_unit_test(cells_never_written_are_missing),
        cmocka_unit_test(a_value_outside_the_type_is_refused),
        cmocka_unit_test(what_cannot_be_written_leaves_no_file),
        cmocka_unit_test(what_a_killed_run_left_is_removed),
        cmocka_unit_test(a_folder_in_the_way_fails_at_the_end),
        cmocka_unit_test(a_full_disk_is_an_error_and_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
