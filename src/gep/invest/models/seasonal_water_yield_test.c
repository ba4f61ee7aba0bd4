// Small maps: 5 x 4 cells of 10 m, a slope to the east.
#include "gep/invest/invest_testing.h"
#include "gep/invest/swy_tables.h"
#include "land/vector_results.h"

enum { COLS = 5, ROWS = 4 };

static const char *month_table(const char *name, double first, int months)
{
    StrBuf table = strbuf_open(test_arena);
    strbuf_add(&table, "month,path\n");
    for (int m = 1; m <= months; m++) {
        const char *map = arena_printf(test_arena, "%s_%d.tif", name, m);
        test_flat_map(map, GDT_Float32, COLS, ROWS, first + m);
        strbuf_printf(&table, "%d,%s\n", m, map);
    }
    return test_text_file(arena_printf(test_arena, "%s.csv", name), table.data);
}

static const char *event_table(double days)
{
    StrBuf table = strbuf_open(test_arena);
    strbuf_add(&table, "month,events\n");
    for (int m = 1; m <= 12; m++) strbuf_printf(&table, "%d,%g\n", m, days);
    return test_text_file("events.csv", table.data);
}

static const char *class_table(double curve)
{
    StrBuf table = strbuf_open(test_arena);
    strbuf_add(&table, "lucode,CN_A,CN_B,CN_C,CN_D");
    for (int m = 1; m <= 12; m++) strbuf_printf(&table, ",Kc_%d", m);
    strbuf_printf(&table, "\n1,%g,60,70,80", curve);
    for (int m = 1; m <= 12; m++) strbuf_add(&table, ",0.5");
    strbuf_add(&table, "\n");
    return test_text_file("classes.csv", table.data);
}

static const char *area_map(void)
{
    return test_text_file("area.geojson",
                          "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": {\"name\": "
                          "\"urn:ogc:def:crs:EPSG::26910\"}}, \"features\": [{\"type\": \"Feature\", \"properties\": "
                          "{\"n\": 1}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[461200, 4923260], "
                          "[461250, 4923260], [461250, 4923300], [461200, 4923300], [461200, 4923260]]]}}]}");
}

static void make_maps(void)
{
    double heights[COLS * ROWS];
    for (int i = 0; i < COLS * ROWS; i++) heights[i] = 50 - 3 * (i % COLS) - 0.1 * (i / COLS);
    test_map("dem.tif", GDT_Float32, COLS, ROWS, heights, "-1");
    test_flat_map("lulc.tif", GDT_Byte, COLS, ROWS, 1);
    test_flat_map("soil.tif", GDT_Byte, COLS, ROWS, 1);
    month_table("rain", 40, 12);
    month_table("et0", 20, 12);
    event_table(4);
    class_table(50);
    area_map();
}

#define COMMON                                                                                                         \
    "\"dem_raster_path\": \"dem.tif\", \"lulc_raster_path\": \"lulc.tif\", \"aoi_path\": \"area.geojson\", "           \
    "\"biophysical_table_path\": \"classes.csv\", \"flow_dir_algorithm\": \"mfd\", "                                   \
    "\"threshold_flow_accumulation\": 3, \"beta_i\": 1, \"gamma\": 1"
#define CLIMATE                                                                                                        \
    ", \"soil_group_path\": \"soil.tif\", \"precip_raster_table\": \"rain.csv\", \"et0_raster_table\": \"et0.csv\", "  \
    "\"rain_events_table_path\": \"events.csv\""

static const char *run(const char *pairs, bool final_only, bool wanted, Err *err)
{
    InvestRequest request = {.model = "swy",
                             .args = test_datastack(pairs),
                             .workspace = test_path("w"),
                             .final_only = final_only,
                             .jobs = 2};
    return test_run(invest_run, request, wanted, err);
}

static double value(const char *name, int col, int row)
{
    return test_value(test_path(arena_printf(test_arena, "w/%s", name)), col, row);
}

static void says(const char *text, const char *part)
{
    if (!strstr(text, part)) fail_msg("\"%s\" does not say \"%s\"", text, part);
}

static void rain_is_parted_and_summed(void **state)
{
    (void)state;
    Err err;
    make_maps();
    run(COMMON CLIMATE ", \"alpha_m\": \"1/12\"", false, true, &err);
    assert_true(value("CN.tif", 1, 1) == 50 && value("intermediate_outputs/Si.tif", 0, 1) == 10);
    assert_true(value("intermediate_outputs/prcp_a7.tif", 2, 2) == 47 && value("P.tif", 2, 2) == 12 * 40 + 78);
    assert_true(value("stream.tif", 0, 0) == 0 && value("stream.tif", 4, 3) == 1);
    double parts = value("QF.tif", 0, 0) + value("intermediate_outputs/aet.tif", 0, 0) + value("L.tif", 0, 0);
    test_close_to(parts, 558, 1e-3);
    test_close_to(value("intermediate_outputs/aet.tif", 0, 0), 0.5 * (12 * 20 + 78), 1e-4);
    assert_true(value("L_sum.tif", 0, 0) == value("L.tif", 0, 0));
    assert_true(value("QF.tif", 4, 3) == 558); // on a stream
    says(test_read(test_path("w/monthly_quickflow_baseflow.csv")), "geom_id,month,quickflow,baseflow,precipitation");
    says(test_read(test_path("w/monthly_quickflow_baseflow.csv")), "0,1,");
    says(test_read(test_path("w/monthly_quickflow_baseflow.csv")), ",82\r\n"); // 41 mm on 2000 m2
}

static void recharge_may_be_given(void **state)
{
    (void)state;
    Err err;
    make_maps();
    test_flat_map("local.tif", GDT_Int32, COLS, ROWS, 200);
    run(COMMON ", \"alpha_m\": 0.1, \"user_defined_local_recharge\": \"True\", \"l_path\": \"local.tif\"", true, true,
        &err);
    double *mean;
    size_t count;
    test_done(vector_numbers_read(test_arena, test_path("w/aggregated_results_swy.shp"), "qb", &mean, &count, &err),
              &err);
    assert_int_equal(count, 1);
    assert_true(mean[0] == 200);
    test_close_to(value("Vri.tif", 3, 3), 1.0 / (COLS * ROWS), 1e-8);
    assert_true(value("L_sum.tif", 0, 0) == 200);
    test_done(file_remove_tree(test_path("w"), &err), &err);
}

static void intermediate_rasters_may_be_left_out(void **state)
{
    (void)state;
    Err err;
    make_maps();
    run(COMMON CLIMATE ", \"alpha_m\": \"0.08\"", true, true, &err);
    assert_true(file_exists(test_path("w/QF.tif")));
    assert_false(file_exists(test_path("w/intermediate_outputs/qf_1.tif")));
    test_done(file_remove_tree(test_path("w"), &err), &err);
}

static void faults_of_tables_are_said(void **state)
{
    (void)state;
    Err err;
    make_maps();
    class_table(101);
    month_table("rain", 40, 11);
    const char *text = run(COMMON CLIMATE ", \"alpha_m\": \"1/12\"", false, false, &err);
    says(text, "lucode 1: cn_a is 101; at most 100");
    says(text, "precip_raster_table: ");
    says(text, "1 to 12");
    make_maps();
    says(run(COMMON CLIMATE ", \"alpha_m\": \"a twelfth\"", false, false, &err), "nor a fraction such as 1/12");
    says(run(COMMON CLIMATE, false, false, &err), "alpha_m: alpha is missing");
}

static void codes_without_a_row_end_the_run(void **state)
{
    (void)state;
    Err err;
    make_maps();
    test_flat_map("soil.tif", GDT_Byte, COLS, ROWS, 7);
    run(COMMON CLIMATE ", \"alpha_m\": \"1/12\"", false, false, &err);
    test_says(&err, ERR_INPUT, "soil groups are 1, 2, 3 and 4 (A to D); there are also 7");
    make_maps();
    test_flat_map("lulc.tif", GDT_Byte, COLS, ROWS, 9);
    run(COMMON CLIMATE ", \"alpha_m\": \"1/12\"", false, false, &err);
    test_says(&err, ERR_INPUT, "codes that have no row");
}

static void fractions_are_numbers(void **state)
{
    (void)state;
    double part;
    assert_true(swy_fraction("1/12", &part) && part == 1.0 / 12);
    assert_true(swy_fraction("0.25", &part) && part == 0.25);
    assert_false(swy_fraction("1/0", &part));
    assert_false(swy_fraction("1/", &part));
    assert_false(swy_fraction("", &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rain_is_parted_and_summed),
        cmocka_unit_test(recharge_may_be_given),
        cmocka_unit_test(intermediate_rasters_may_be_left_out),
        cmocka_unit_test(faults_of_tables_are_said),
        cmocka_unit_test(codes_without_a_row_end_the_run),
        cmocka_unit_test(fractions_are_numbers),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
