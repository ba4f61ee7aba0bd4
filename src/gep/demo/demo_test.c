// The demonstration district at a coarse cell, written twice: what is in it, and that nothing depends on the threads.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/district.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/demo/border.h"
#include "gep/demo/cover.h"
#include "gep/demo/demo.h"
#include "gep/plan.h"
#include "land/raster.h"
#include "land/table.h"
#include "land/vector.h"

enum { CELL_M = 500 };

static Arena *arena;
static Err err;
static char place[] = "/tmp/qingshan-demo-XXXXXX";
static char *demo; // the folder

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    if (!mkdtemp(place)) return -1;
    demo = file_join(arena, place, "演示区 一");
    if (demo_write(demo, CELL_M, 1, &err)) return 0;
    print_error("%s\n", err.text);
    return -1;
}

static int end(void **state)
{
    (void)state;
    bool ok = file_remove_tree(place, &err);
    arena_close(arena);
    return ok ? 0 : -1;
}

static char *in_demo(const char *name)
{
    return file_join(arena, demo, name);
}

static void check(bool done)
{
    if (!done) print_error("%s\n", err.text);
    assert_true(done);
}

// ---- the whole

static size_t compare_folders(const char *a, const char *b)
{
    char **names = NULL, **others = NULL, x[SM3_TEXT_SIZE], y[SM3_TEXT_SIZE];
    size_t count = 0, other_count = 0, files = 0;
    check(file_list(arena, a, &names, &count, &err));
    check(file_list(arena, b, &others, &other_count, &err));
    assert_int_equal(count, other_count);
    for (size_t i = 0; names && others && i < count; i++) {
        char *one = file_join(arena, a, names[i]), *other = file_join(arena, b, others[i]);
        assert_string_equal(names[i], others[i]);
        if (file_is_folder(one)) {
            files += compare_folders(one, other);
            continue;
        }
        check(sm3_of_file(one, x, NULL, &err) && sm3_of_file(other, y, NULL, &err));
        if (strcmp(x, y) != 0) print_error("%s differs\n", one);
        assert_string_equal(x, y);
        files++;
    }
    return files;
}

static void two_runs_with_other_threads_give_the_same_bytes(void **state)
{
    (void)state;
    char *again = file_join(arena, place, "again");
    check(demo_write(again, CELL_M, 3, &err));
    assert_true(compare_folders(demo, again) > 150);
}

static void only_a_demonstration_or_an_empty_folder_is_replaced(void **state)
{
    (void)state;
    char *other = file_join(arena, place, "other");
    check(file_make_folders(other, &err));
    check(file_write(file_join(arena, other, "maps.txt"), "x", 1, &err));
    assert_false(demo_write(other, CELL_M, 1, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    check(file_write(file_join(arena, other, "district.yaml"), "schema: 1\n", 10, &err));
    assert_false(demo_write(other, CELL_M, 1, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, "would be lost"));
    assert_true(file_exists(file_join(arena, other, "maps.txt")));
}

// ---- maps

typedef struct Read {
    RasterInfo info;
    float *values;
} Read;

static Read read_map(const char *name)
{
    Raster *raster;
    Read out;
    check(raster_open(in_demo(name), 1, &raster, &err));
    out.info = *raster_info(raster);
    out.values = arena_array(arena, (size_t)out.info.width * (size_t)out.info.height, sizeof *out.values);
    check(raster_read(raster, (Window){0, 0, out.info.width, out.info.height}, out.values, &err));
    raster_close(raster);
    return out;
}

static Border read_border(void)
{
    char *districts;
    Border border;
    check(file_program_data(arena, "districts", &districts, &err));
    check(border_open(arena, file_join(arena, districts, "kaizhou"), &border, &err));
    return border;
}

static bool *cells_inside(const Read *map)
{
    Border border = read_border();
    Grid grid = {.x0 = map->info.origin_x,
                 .y0 = map->info.origin_y,
                 .cell_m = map->info.cell_x,
                 .width = map->info.width,
                 .height = map->info.height};
    bool *inside = arena_array(arena, (size_t)grid.width * (size_t)grid.height, sizeof *inside);
    for (int row = 0; row < grid.height; row++) border_row(&border, &grid, row, inside + row * grid.width);
    border_close(&border);
    return inside;
}

static void relief_runs_from_134_to_2626_m(void **state)
{
    (void)state;
    Read dem = read_map("maps/dem.tif");
    const bool *inside = cells_inside(&dem);
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < dem.info.width * dem.info.height; i++) {
        assert_true(!isnan(dem.values[i]));
        if (!inside[i]) continue;
        low = fmin(low, dem.values[i]);
        high = fmax(high, dem.values[i]);
    }
    assert_true(low == 134);
    assert_true(high == 2626);
}

static double share(const Read *land, const bool *inside, bool forest, int number)
{
    double count = 0, all = 0;
    for (int i = 0; i < land->info.width * land->info.height; i++) {
        if (!inside[i]) continue;
        assert_true(!isnan(land->values[i]));
        all++;
        int v = (int)land->values[i];
        bool wood = v == 301 || v == 302 || v == 305 || v == 306 || v == 307;
        count += forest ? wood : v == number;
    }
    return count / all;
}

static void forest_is_56_5_percent_and_was_less(void **state)
{
    (void)state;
    Read after = read_map("maps/land_2023.tif"), before = read_map("maps/land_2020.tif");
    const bool *inside = cells_inside(&after);
    assert_true(fabs(share(&after, inside, true, 0) - 0.565) < 0.002);
    assert_true(share(&before, inside, true, 0) < 0.563);
    assert_true(share(&before, inside, true, 0) > 0.55);
    assert_true(share(&after, inside, false, 701) > share(&before, inside, false, 701)); // towns grew
    assert_true(share(&after, inside, false, 103) < share(&before, inside, false, 103)); // fields became woods
    const double lake = share(&after, inside, false, 1102) * 3993;
    assert_true(lake > 13.5 && lake < 16.5);
}

static void most_survey_classes_are_there(void **state)
{
    (void)state;
    static const int expected[] = {101, 103, 201, 202, 204,  301,  302,  305,  307, 401,
                                   404, 601, 701, 702, 1101, 1102, 1103, 1104, 1207};
    Read land = read_map("maps/land_2023.tif");
    const bool *inside = cells_inside(&land);
    for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
        if (share(&land, inside, false, expected[k]) <= 0) print_error("no %d\n", expected[k]);
        assert_true(share(&land, inside, false, expected[k]) > 0);
    }
}

static void soil_sums_to_100_percent(void **state)
{
    (void)state;
    Read sand = read_map("maps/sand.tif"), silt = read_map("maps/silt.tif"), clay = read_map("maps/clay.tif");
    for (int i = 0; i < sand.info.width * sand.info.height; i++) {
        if (isnan(sand.values[i])) continue;
        assert_true(sand.values[i] > 0 && silt.values[i] > 0 && clay.values[i] > 0);
        assert_true(sand.values[i] + silt.values[i] + clay.values[i] == 100);
    }
}

// ---- towns

static Polygons read_layer(const char *layer, const char *code)
{
    Crs *crs;
    Polygons out;
    check(crs_open("EPSG:4524", &crs, &err));
    VectorRequest request = {.path = in_demo("maps/zones.gpkg"),
                             .layer = layer,
                             .code_field = code,
                             .name_field = code[0] ? "name" : "",
                             .target = crs};
    check(vector_read_polygons(arena, &request, &out, &err));
    crs_close(crs);
    return out;
}

static double plane_area(const Polygon *polygon)
{
    double sum = 0;
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            sum += (ring->x[i] - ring->x[0]) * (ring->y[i + 1] - ring->y[0]) -
                   (ring->x[i + 1] - ring->x[0]) * (ring->y[i] - ring->y[0]);
        }
    }
    return sum / 2;
}

static void forty_towns_tile_the_district(void **state)
{
    (void)state;
    Polygons towns = read_layer("towns", "code"), whole = read_layer("boundary", "");
    Overlap *overlaps;
    size_t overlap_count;
    double sum = 0, ellipsoid = 0;
    assert_int_equal(towns.count, 40);
    assert_int_equal(whole.count, 1);
    for (size_t i = 0; i < towns.count; i++) {
        assert_string_equal(towns.items[i].fault, "");
        assert_true(towns.items[i].area_m2 > 8e6);
        sum += plane_area(&towns.items[i]);
        ellipsoid += towns.items[i].area_m2;
    }
    assert_true(fabs(sum - plane_area(&whole.items[0])) < 0.01);
    assert_true(fabs(ellipsoid - whole.items[0].area_m2) < 1);
    assert_true(fabs(whole.items[0].area_m2 / 3963.52e6 - 1) < 0.01);
    check(vector_overlaps(arena, &towns, 0, 10, &overlaps, &overlap_count, &err));
    assert_int_equal(overlap_count, 0);
    assert_string_equal(towns.items[0].code, "500154001");
    assert_string_equal(towns.items[0].name, "汉丰街道");
}

// ---- tables

static Table read_table(const char *name)
{
    TableOptions options = {.comment = "#"};
    Table table;
    check(table_read(arena, in_demo(name), &options, &table, &err));
    return table;
}

static size_t distinct(const Table *table, const char *column, const char *where, const char *const *values,
                       size_t count)
{
    const char **seen = arena_array(arena, table->row_count, sizeof *seen);
    size_t found = 0;
    int at = table_column(table, column), filter = where ? table_column(table, where) : -1;
    assert_true(at >= 0);
    for (size_t row = 0; row < table->row_count; row++) {
        bool counts = filter < 0;
        for (size_t k = 0; k < count; k++) counts = counts || text_equal(table_cell(table, row, filter), values[k]);
        for (size_t k = 0; k < found; k++) counts = counts && !text_equal(seen[k], table_cell(table, row, at));
        if (counts) seen[found++] = table_cell(table, row, at);
    }
    return found;
}

static void tables_hold_enough(void **state)
{
    (void)state;
    static const char *const codes[] = {"M11", "M12", "M13", "M14", "M17"};
    static const char *const year[] = {"2023"};
    Table products = read_table("tables/products_2023.csv"), tourism = read_table("tables/tourism.csv");
    Table stations = read_table("tables/stations.csv"), emissions = read_table("tables/emissions_2023.csv");
    for (int k = 0; k < 5; k++) assert_true(distinct(&products, "产品", "指标代码", &codes[k], 1) > 0);
    assert_true(distinct(&products, "产品", "指标代码", codes, 5) >= 20);
    assert_true(distinct(&products, "乡镇代码", NULL, NULL, 0) == 40);
    assert_true(distinct(&tourism, "景区", "年份", year, 1) >= 30);
    assert_int_equal(stations.row_count, 12);
    assert_int_equal(distinct(&emissions, "污染物", NULL, NULL, 0), 7);
    assert_true(distinct(&emissions, "乡镇代码", NULL, NULL, 0) == 40);
}

static void town_rows_sum_to_the_district(void **state)
{
    (void)state;
    Table products = read_table("tables/products_2020.csv");
    int item = table_column(&products, "产品"), amount = table_column(&products, "产量");
    double sum = 0, value;
    for (size_t row = 0; row < products.row_count; row++) {
        if (!text_equal(table_cell(&products, row, item), "稻谷")) continue;
        check(table_number(&products, row, amount, "", &value, &err));
        assert_true(value > 0);
        sum += value;
    }
    assert_true(fabs(sum - 231000) < 1e-6);
}

static void every_table_says_that_it_is_invented(void **state)
{
    (void)state;
    static const char *const folders[] = {"tables", "tables/normal"};
    for (int k = 0; k < 2; k++) {
        char **names, *data;
        size_t count, size;
        check(file_list(arena, in_demo(folders[k]), &names, &count, &err));
        for (size_t i = 0; i < count; i++) {
            char *path = file_join(arena, in_demo(folders[k]), names[i]);
            if (file_is_folder(path)) continue;
            check(file_read(arena, path, &data, &size, &err));
            assert_true(text_starts(data, "\xEF\xBB\xBF"));
            assert_non_null(strstr(data, "演示数据"));
        }
    }
}

// ---- stations against maps

static double cell_at(const Read *map, double x, double y)
{
    int col = (int)floor((x - map->info.origin_x) / map->info.cell_x);
    int row = (int)floor((map->info.origin_y - y) / map->info.cell_y);
    assert_true(col >= 0 && row >= 0 && col < map->info.width && row < map->info.height);
    return map->values[row * map->info.width + col];
}

typedef struct Places {
    size_t count;
    double x[20], y[20];
    const char *id[20];
} Places;

static Places read_places(void)
{
    Table table = read_table("tables/stations.csv");
    Places out = {.count = table.row_count};
    Crs *grid = NULL, *degrees = NULL;
    Transform *transform = NULL;
    check(crs_open("EPSG:4524", &grid, &err) && crs_open("EPSG:4490", &degrees, &err));
    check(transform_open(degrees, grid, &transform, &err));
    for (size_t i = 0; i < out.count; i++) {
        out.id[i] = table_cell(&table, i, 0);
        check(table_number(&table, i, 2, "", &out.x[i], &err) && table_number(&table, i, 3, "", &out.y[i], &err));
    }
    transform_points(transform, out.x, out.y, out.count);
    transform_close(transform);
    crs_close(degrees);
    crs_close(grid);
    return out;
}

// Sum of a column's days of a station and month, and how many there were.
static double sum_of_days(const Table *table, const char *id, const char *month, int column, int *days)
{
    double sum = 0, value;
    *days = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        if (!text_equal(table_cell(table, row, 0), id) || !text_starts(table_cell(table, row, 1), month)) continue;
        check(table_number(table, row, column, "", &value, &err));
        sum += value;
        ++*days;
    }
    return sum;
}

static void days_at_the_stations_sum_to_the_maps(void **state)
{
    (void)state;
    Places places = read_places();
    Table rain = read_table("tables/rain.csv");
    for (int month = 1; month <= 12; month += 3) {
        for (int year = 2020; year <= 2023; year += 3) {
            Table weather = read_table(arena_printf(arena, "tables/weather_%d.csv", year));
            Read p = read_map(arena_printf(arena, "maps/p_%d_%02d.tif", year, month));
            Read t = read_map(arena_printf(arena, "maps/t_%d_%02d.tif", year, month));
            const char *when = arena_printf(arena, "%d-%02d-", year, month);
            for (size_t i = 0; i < places.count; i++) {
                int days;
                double sum = sum_of_days(&rain, places.id[i], when, 2, &days);
                assert_true(fabs(sum - cell_at(&p, places.x[i], places.y[i])) < 0.0501);
                double mean = sum_of_days(&weather, places.id[i], when, 2, &days) / days;
                assert_true(fabs(mean - cell_at(&t, places.x[i], places.y[i])) < 0.002);
            }
        }
    }
}

static void normal_days_sum_to_the_normal_maps(void **state)
{
    (void)state;
    Places places = read_places();
    Table rain = read_table("tables/normal/rain.csv");
    Read p = read_map("maps/p_normal_07.tif");
    for (size_t i = 0; i < places.count; i++) {
        int days;
        double sum = sum_of_days(&rain, places.id[i], "2002-07-", 2, &days);
        assert_int_equal(days, 31);
        assert_true(fabs(sum - cell_at(&p, places.x[i], places.y[i])) < 0.0501);
    }
}

// ---- settings

static void need_file(const District *district, const char *pattern, int year, int month)
{
    const char *path = district_path(arena, district, district_expand(arena, pattern, year, month));
    if (!file_exists(path)) print_error("%s is not there\n", path);
    assert_true(file_exists(path));
}

static void need_files(const District *district, const char *pattern, int year)
{
    bool monthly = strstr(pattern, "{month}") != NULL;
    for (int month = monthly ? 1 : 0; month <= (monthly ? 12 : 0); month++) need_file(district, pattern, year, month);
}

static void the_settings_name_files_that_are_there(void **state)
{
    (void)state;
    District district;
    check(district_read(arena, demo, &district, &err));
    assert_true(district.demo && district.cell_m == CELL_M);
    assert_string_equal(district.code, "500154");
    size_t rasters = 0;
    for (int year = 2020; year <= 2023; year += 3) {
        for (size_t i = 0; i < district.map_count; i++) {
            need_files(&district, district.maps[i].file, year);
            rasters += year == 2023 ? (strstr(district.maps[i].file, "{month}") ? 12 : 1) : 0;
            if (district.maps[i].normal[0]) need_files(&district, district.maps[i].normal, year);
        }
        for (size_t i = 0; i < district.table_count; i++) need_files(&district, district.tables[i].file, year);
        for (size_t i = 0; i < district.station_count; i++) {
            need_files(&district, district.stations[i].file, year);
            need_files(&district, district.stations[i].normal, year);
            need_files(&district, district.stations[i].sites, year);
        }
    }
    need_file(&district, district.parameters_file, 2023, 0);
    assert_true(rasters >= 50);
}

static void the_engine_finds_nothing_wrong(void **state)
{
    (void)state;
    char *methods;
    check(file_program_data(arena, "methods", &methods, &err));
    for (int year = 2020; year <= 2023; year += 3) {
        PlanOptions options = {.year = year, .jobs = 2, .methods = methods};
        Plan *plan;
        check(plan_open(demo, &options, &plan, &err));
        check(plan_check(plan, &err));
        for (size_t i = 0; i < plan->findings.count; i++) {
            const Finding *finding = &plan->findings.items[i];
            if (finding->severity == FINDING_DOUBT) print_error("%s: %s\n", finding->where, finding->text_en);
            assert_int_equal(finding->severity, FINDING_NOTE);
        }
        plan_close(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_runs_with_other_threads_give_the_same_bytes),
        cmocka_unit_test(only_a_demonstration_or_an_empty_folder_is_replaced),
        cmocka_unit_test(relief_runs_from_134_to_2626_m),
        cmocka_unit_test(forest_is_56_5_percent_and_was_less),
        cmocka_unit_test(most_survey_classes_are_there),
        cmocka_unit_test(soil_sums_to_100_percent),
        cmocka_unit_test(forty_towns_tile_the_district),
        cmocka_unit_test(tables_hold_enough),
        cmocka_unit_test(town_rows_sum_to_the_district),
        cmocka_unit_test(every_table_says_that_it_is_invented),
        cmocka_unit_test(days_at_the_stations_sum_to_the_maps),
        cmocka_unit_test(normal_days_sum_to_the_normal_maps),
        cmocka_unit_test(the_settings_name_files_that_are_there),
        cmocka_unit_test(the_engine_finds_nothing_wrong),
    };
    return cmocka_run_group_tests(tests, start, end);
}
