// invest_test.c - qingshan invest against what InVEST 3.20.2 wrote: tests/invest/MODEL/in is what it was given (120 x
// 90 cells of 30 m, climate on coarser shifted cells, watersheds beyond the maps' edge), want is a part of its
// workspace, compressed anew. docs/invest.md says how the rest was compared.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/invest/run.h"
#include "land/raster.h"
#include "land/vector_results.h"

static Arena *arena;
static Err err;
static char temp[] = "/tmp/invest-test-XXXXXX";

static void must(bool done)
{
    if (!done) fail_msg("%s", err.text);
}

static const char *run_with(const char *model, const char *args, int jobs)
{
    InvestRequest request = {.model = model,
                             .args = arena_printf(arena, "tests/invest/%s/in/%s", model, args),
                             .workspace = arena_printf(arena, "%s/%s-%d", temp, model, jobs),
                             .jobs = jobs};
    must(invest_run(&request, stderr, &err));
    return request.workspace;
}

static const char *run(const char *model)
{
    return run_with(model, "args.json", 2);
}

static double *read_raster(const char *path, size_t *count)
{
    Raster *raster;
    must(raster_open(path, 1, &raster, &err));
    const RasterInfo *info = raster_info(raster);
    *count = (size_t)info->width * (size_t)info->height;
    double *values = arena_array(arena, *count, sizeof *values);
    must(raster_read_doubles(raster, (Window){0, 0, info->width, info->height}, values, &err));
    raster_close(raster);
    return values;
}

static bool near(double value, double wanted, double slack)
{
    if (isnan(value) || isnan(wanted)) return isnan(value) && isnan(wanted);
    return fabs(value - wanted) <= slack * fabs(wanted);
}

// All cells, and those without a value too.
static void same_raster(const char *workspace, const char *model, const char *name, double slack)
{
    size_t count, wanted_count, values = 0;
    double *got = read_raster(file_join(arena, workspace, name), &count);
    double *wanted = read_raster(arena_printf(arena, "tests/invest/%s/want/%s", model, file_base(name)), &wanted_count);
    assert_int_equal(count, wanted_count);
    for (size_t i = 0; i < count; i++) {
        if (!near(got[i], wanted[i], slack)) fail_msg("%s, cell %zu: %.9g, not %.9g", name, i, got[i], wanted[i]);
        if (!isnan(got[i])) values++;
    }
    assert_true(values > count / 2);
}

static char **read_lines(const char *path, size_t *count)
{
    char *data;
    size_t size;
    must(file_read(arena, path, &data, &size, &err));
    return text_split(arena, text_replace(arena, data, "\"", ""), '\n', count);
}

static void same_line(const char *name, const char *got, const char *wanted, double slack)
{
    size_t count, wanted_count;
    double a, b;
    char **cells = text_split(arena, got, ',', &count), **others = text_split(arena, wanted, ',', &wanted_count);
    assert_int_equal(count, wanted_count);
    for (size_t i = 0; i < count; i++) {
        bool numbers = text_to_double(cells[i], &a) && text_to_double(others[i], &b);
        if (numbers ? !near(a, b, slack) : !text_equal(cells[i], others[i]))
            fail_msg("%s: %s, not %s", name, cells[i], others[i]);
    }
}

static void same_table(const char *workspace, const char *model, const char *name, double slack)
{
    size_t count, wanted_count;
    char **lines = read_lines(file_join(arena, workspace, name), &count);
    char **wanted = read_lines(arena_printf(arena, "tests/invest/%s/want/%s", model, file_base(name)), &wanted_count);
    assert_int_equal(count, wanted_count);
    for (size_t i = 0; i < count; i++) same_line(name, lines[i], wanted[i], slack);
}

static void carbon_is_invests(void **state)
{
    (void)state;
    const char *workspace = run("carbon");
    same_raster(workspace, "carbon", "c_storage_alt.tif", 0);
    same_raster(workspace, "carbon", "c_change_bas_alt.tif", 0);
    same_raster(workspace, "carbon", "npv_alt.tif", 1e-6);
    same_raster(workspace, "carbon", "intermediate_outputs/c_soil_bas.tif", 0);
    same_table(workspace, "carbon", "raster_values_summary.csv", 1e-9);
}

static void annual_water_yield_is_invests(void **state)
{
    (void)state;
    const char *workspace = run("annual_water_yield"), *model = "annual_water_yield";
    same_raster(workspace, model, "intermediate/eto.tif", 0);
    same_raster(workspace, model, "output/per_pixel/fractp.tif", 1e-5);
    same_raster(workspace, model, "output/per_pixel/aet.tif", 1e-5);
    same_raster(workspace, model, "output/per_pixel/wyield.tif", 1e-5);
    same_table(workspace, model, "output/watershed_results_wyield.csv", 1e-5);
    same_table(workspace, model, "output/subwatershed_results_wyield.csv", 1e-5);
}

static const char *const swy = "seasonal_water_yield";

static void same_field(const char *workspace, const char *field, double slack)
{
    double *got, *wanted;
    size_t count, wanted_count;
    must(vector_numbers_read(arena, file_join(arena, workspace, "aggregated_results_swy.shp"), field, &got, &count,
                             &err));
    must(vector_numbers_read(arena, "tests/invest/seasonal_water_yield/want/aggregated_results_swy.shp", field, &wanted,
                             &wanted_count, &err));
    assert_int_equal(count, wanted_count);
    for (size_t i = 0; i < count; i++)
        if (!near(got[i], wanted[i], slack)) fail_msg("%s: %.12g, not %.12g", field, got[i], wanted[i]);
}

// Climate zones, alpha by month, water to all lower neighbours.
static void seasonal_water_yield_is_invests(void **state)
{
    (void)state;
    const char *workspace = run(swy);
    same_raster(workspace, swy, "stream.tif", 0);
    same_raster(workspace, swy, "intermediate_outputs/qf_1.tif", 0);
    same_raster(workspace, swy, "QF.tif", 0);
    same_raster(workspace, swy, "L.tif", 0);
    same_raster(workspace, swy, "B.tif", 0);
    same_table(workspace, swy, "monthly_quickflow_baseflow.csv", 1e-6);
    same_field(workspace, "qb", 1e-6);
    same_field(workspace, "vri_sum", 1e-6);
    same_field(workspace, "geom_id", 0);
}

// One climate, water to one neighbour, a suffix.
static void seasonal_water_yield_by_d8_is_invests(void **state)
{
    (void)state;
    const char *workspace = run_with(swy, "args_d8.json", 2);
    same_raster(workspace, swy, "stream_d8.tif", 0);
    same_raster(workspace, swy, "B_d8.tif", 0);
    same_table(workspace, swy, "monthly_quickflow_baseflow_d8.csv", 1e-6);
}

static size_t same_bytes(const char *folder, const char *other)
{
    char **names, *data, *others;
    size_t count, size, other_size, files = 0;
    must(file_list(arena, folder, &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        const char *a = file_join(arena, folder, names[i]), *b = file_join(arena, other, names[i]);
        if (file_is_folder(a) || text_ends(a, "_d8.tif") || text_ends(a, ".dbf")) continue; // a dbf holds the day
        must(file_read(arena, a, &data, &size, &err) && file_read(arena, b, &others, &other_size, &err));
        if (size != other_size || memcmp(data, others, size) != 0) fail_msg("%s and %s differ", a, b);
        files++;
    }
    return files;
}

static void threads_change_no_byte_of_seasonal_water_yield(void **state)
{
    (void)state;
    const char *one = run_with(swy, "args.json", 1), *more = run_with(swy, "args.json", 5);
    assert_true(same_bytes(one, more) >= 14);
    assert_int_equal(
        same_bytes(file_join(arena, one, "intermediate_outputs"), file_join(arena, more, "intermediate_outputs")), 69);
}

static int open_test(void **state)
{
    (void)state;
    message_set_language("en");
    arena = arena_open();
    return mkdtemp(temp) ? 0 : 1;
}

static int close_test(void **state)
{
    (void)state;
    bool done = file_remove_tree(temp, &err);
    arena_close(arena);
    return done ? 0 : 1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carbon_is_invests),
        cmocka_unit_test(annual_water_yield_is_invests),
        cmocka_unit_test(seasonal_water_yield_is_invests),
        cmocka_unit_test(seasonal_water_yield_by_d8_is_invests),
        cmocka_unit_test(threads_change_no_byte_of_seasonal_water_yield),
    };
    return cmocka_run_group_tests(tests, open_test, close_test);
}
