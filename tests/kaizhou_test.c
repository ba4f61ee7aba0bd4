// kaizhou_test.c - Kaizhou's outline as it was published: a ring that crosses itself. check names the place, account
// repairs it by its rule and says what that does to the area. Skipped where the outline is not (shared/data/kaizhou).
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

#include "base/json.h"
#include "base/message.h"
#include "gep/run.h"
#include "land/land_test.h"
#include "land/raster.h"
#include "land/vector.h"

enum { YEAR = 2023, CELL_M = 1000 };

static Arena *arena;
static Err err;
static char temp[] = "/tmp/kaizhou-test-XXXXXX";
static const char *outline, *valid; // as published; after a zero-width buffer

static const char district_format[] = "schema: 1\n"
                                      "district: {code: \"500154\", name: 开州区, name_en: Kaizhou, demo: true}\n"
                                      "profile: ./profile.yaml\n"
                                      "grid: {crs: \"EPSG:4524\", cell_m: %d}\n"
                                      "boundary: {file: %s, official_area_hm2: 396352}\n"
                                      "years: {constant_price: 2023}\n"
                                      "limits: {area_tolerance: 0.01}\n"
                                      "maps:\n"
                                      "  - {id: land, file: land.tif, kind: class, codes: hj-1166}\n"
                                      "  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}\n"
                                      "parameters: {file: parameters.csv}\n";
static const char profile[] = "id: outline\n"
                              "title_zh: 轮廓\n"
                              "title_en: Outline\n"
                              "document_zh: 只供测试\n"
                              "status: unverified\n"
                              "price_basis: capital\n"
                              "parameters: []\n"
                              "services:\n"
                              "  - {code: R06, in_total: true, variant: N5, options: [npp=map]}\n";
static const char parameters[] = "id,ecosystem,value,unit,price_year,source,status\n"
                                 "R06.counts,1,1,1,,kaizhou_test.c,district\n"
                                 "price.co2,,100,yuan/t,2023,kaizhou_test.c,district\n";

static void must(bool ok)
{
    if (!ok) fail_msg("%s", err.text);
}

// ---- a district with two flat maps around the outline

static void write_text(const char *name, const char *text)
{
    must(file_write(file_join(arena, temp, name), text, strlen(text), &err));
}

static void write_map(const char *name, float value)
{
    Grid grid = {.crs = "EPSG:4524", .x0 = 36480000, .y0 = 3520000, .cell_m = CELL_M, .width = 130, .height = 130};
    RasterOutOptions options = {.type = RASTER_FLOAT32};
    RasterOut *out;
    float *values = arena_array(arena, 130 * 130, sizeof *values);
    for (int i = 0; i < 130 * 130; i++) values[i] = value;
    must(raster_out_open(file_join(arena, temp, name), &grid, &options, &out, &err));
    must(raster_out_write(out, (Window){0, 0, 130, 130}, values, &err) && raster_out_finish(out, &err));
}

static void write_district(const char *boundary)
{
    write_text("district.yaml", arena_printf(arena, district_format, CELL_M, boundary));
    write_text("profile.yaml", profile);
    write_text("parameters.csv", parameters);
    write_map("land.tif", 111);
    write_map("npp.tif", 500);
}

static JsonDoc *run(const char *boundary)
{
    char *text = NULL;
    size_t size = 0;
    JsonDoc *doc;
    write_district(boundary);
    FILE *print = open_memstream(&text, &size);
    assert_non_null(print);
    RunOptions options = {.folder = temp,
                          .out = file_join(arena, temp, "out"),
                          .year_first = YEAR,
                          .year_last = YEAR,
                          .jobs = 1,
                          .json = true};
    must(run_account(&options, print, &err));
    fclose(print);
    must(json_read(text, size, &doc, &err));
    free(text);
    return doc;
}

static double number(const Json *object, const char *key)
{
    double value = NAN;
    assert_true(json_as_number(json_get(object, key), &value));
    return value;
}

static const char *warning(const Json *account, const char *code)
{
    const Json *list = json_get(account, "warnings");
    for (size_t i = 0; i < json_count(list); i++) {
        if (strcmp(json_as_text(json_get(json_at(list, i), "code")), code) == 0)
            return json_as_text(json_get(json_at(list, i), "text_en"));
    }
    return NULL;
}

// ---- tests

static void check_names_the_place(void **state)
{
    (void)state;
    if (!outline) skip();
    char *text = NULL;
    size_t size = 0;
    write_district(outline);
    FILE *print = open_memstream(&text, &size);
    must(run_check(temp, YEAR, 1, false, print, &err)); // a doubt, no error: there is a rule
    fclose(print);
    assert_non_null(strstr(text, "vector.invalid"));
    const char *place = strstr(text, "Self-intersection near 107.97");
    assert_non_null(place);
    assert_true(fabs(strtod(place + strlen("Self-intersection near "), NULL) - 107.97) < 0.01);
    assert_true(fabs(strtod(strchr(place + strlen("Self-intersection near "), ' '), NULL) - 30.89) < 0.01);
    free(text);
}

// The rule: GEOS MakeValid, polygons kept. The ring only touches itself in a point, so no area comes or goes.
static void account_repairs_it_and_prints_the_change(void **state)
{
    (void)state;
    if (!outline) skip();
    JsonDoc *doc = run(outline);
    const char *text = warning(json_root(doc), "vector.invalid");
    double before, after, change;
    assert_non_null(text);
    print_message("%s\n", text);
    assert_int_equal(sscanf(strstr(text, "area "), "area %lf -> %lf m2 (%lf", &before, &after, &change), 3);
    assert_true(fabs(after - before - change) < 0.1 && strstr(text, "(+0.0 m2)") != NULL);
    assert_null(warning(json_root(doc), "datum.ballpark")); // GeoJSON is WGS 84, the grid CGCS2000
    assert_non_null(warning(json_root(doc), "datum"));
    double area = number(json_get(json_root(doc), "district"), "area_m2");
    assert_true(fabs(after - 3992280367.0) < 1); // on the ellipsoid, edges straight in degrees: computed elsewhere
    assert_true(fabs(area / after - 1) < 1e-5);  // cells of 1 km, their areas exact every 32 km
    json_doc_close(doc);
}

static double area_of(const char *path)
{
    JsonDoc *doc = run(path);
    double area = number(json_get(json_root(doc), "district"), "area_m2");
    json_doc_close(doc);
    return area;
}

static void the_repaired_outline_is_the_valid_one(void **state)
{
    (void)state;
    if (!outline || !valid) skip();
    JsonDoc *doc = run(valid);
    assert_null(warning(json_root(doc), "vector.invalid"));
    json_doc_close(doc);
    assert_true(fabs(area_of(outline) / area_of(valid) - 1) < 1e-6);
}

static int start(void **state)
{
    (void)state;
    message_set_language("en");
    arena = arena_open();
    outline = shared_file(arena, "kaizhou/kaizhou.geojson");
    valid = shared_file(arena, "kaizhou/kaizhou_valid.geojson");
    return mkdtemp(temp) ? 0 : 1;
}

static int stop(void **state)
{
    (void)state;
    must(file_remove_tree(temp, &err));
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_names_the_place),
        cmocka_unit_test(account_repairs_it_and_prints_the_change),
        cmocka_unit_test(the_repaired_outline_is_the_valid_one),
    };
    return cmocka_run_group_tests_name("kaizhou", tests, start, stop);
}
