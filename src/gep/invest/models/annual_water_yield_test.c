// annual_water_yield_test.c - numbers of InVEST's own tests: the fraction that evaporates, volumes, hydropower.
#include "gep/invest/invest_testing.h"

// The 2 x 3 cells of InVEST's test of fractp; a class a cell gives Kc, roots and vegetation.
static const double lulc[6] = {1, 2, 3, 4, 5, 6};
static const double eto[6] = {1000, 900, 900, 1100, 1005, 1000};
static const double precip[6] = {100, 1000, 10, 500, 800, 1100};
static const double soil[6] = {600, 700, 700, 800, 900, 600};
static const double pawc[6] = {.11, .11, .12, .55, .55, .19};
static const double fractp[6] = {0.9345682, 0.06896508, 1, 1, 0.6487423, 0.09090909};

static const char *shed(int id, const char *ring)
{
    return arena_printf(test_arena,
                        "{\"type\":\"Feature\",\"properties\":{\"ws_id\":%d,\"名称\":\"流域%d\"},\"geometry\":"
                        "{\"type\":\"Polygon\",\"coordinates\":[[%s]]}}",
                        id, id, ring);
}

// All six cells; the two to the north-west; far away.
static const char *sheds(void)
{
    return arena_printf(
        test_arena,
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::26910\"}},\"features\":[%s,%s,%s]}",
        shed(4, "[461200,4923280],[461230,4923280],[461230,4923300],[461200,4923300],[461200,4923280]"),
        shed(9, "[461200,4923290],[461220,4923290],[461220,4923300],[461200,4923300],[461200,4923290]"),
        shed(11, "[471200,4923290],[471220,4923290],[471220,4923300],[471200,4923300],[471200,4923290]"));
}

static const char *datastack(GDALDataType type, const char *more)
{
    test_map("lulc.tif", GDT_Byte, 3, 2, lulc, NULL);
    test_map("eto.tif", type, 3, 2, eto, "-1");
    test_map("p.tif", type, 3, 2, precip, "-1");
    test_map("soil.tif", type, 3, 2, soil, "-1");
    test_map("pawc.tif", type == GDT_Int16 ? GDT_Float32 : type, 3, 2, pawc, "-1");
    test_text_file("ws.geojson", sheds());
    test_text_file("bio.csv", "lucode,Kc,root_depth,LULC_veg\n1,1,99,1\n2,.1,300,1\n3,.1,400,0\n4,.6,5,0\n5,.6,500,1\n"
                              "6,.1,800,0\n");
    test_text_file("demand.csv", "lucode,demand\n1,10\n2,20\n3,0\n4,0\n5,0\n6,1\n");
    test_text_file("value.csv",
                   "ws_id,efficiency,height,fraction,discount,time_span,cost,kw_price\n4,.7,12,.9,60,10,100,15\n"
                   "9,.8,50,.7,20,10,200,20\n11,1,1,1,0,1,1,1\n");
    return test_datastack(
        arena_printf(test_arena,
                     "\"lulc_path\": \"lulc.tif\", \"eto_path\": \"eto.tif\", \"precipitation_path\": \"p.tif\","
                     "\"depth_to_root_rest_layer_path\": \"soil.tif\", \"pawc_path\": \"pawc.tif\","
                     "\"watersheds_path\": \"ws.geojson\", \"biophysical_table_path\": \"bio.csv\", "
                     "\"seasonality_constant\": \"6\"%s",
                     more));
}

static void run(const char *args, const char *workspace, int jobs)
{
    Err err;
    test_run(
        invest_run,
        (InvestRequest){.model = "annual_water_yield", .args = args, .workspace = test_path(workspace), .jobs = jobs},
        true, &err);
}

static void the_evaporated_fraction_is_invests(void **state)
{
    (void)state;
    const GDALDataType types[] = {GDT_Float32, GDT_Float64, GDT_Int16};
    for (size_t t = 0; t < 3; t++) {
        run(datastack(types[t], ""), "f", 1);
        for (int i = 0; i < 6; i++) {
            double fraction = test_value(test_path("f/output/per_pixel/fractp.tif"), i % 3, i / 3);
            test_close_to(fraction, fractp[i], 1e-6);
            test_close_to(test_value(test_path("f/output/per_pixel/wyield.tif"), i % 3, i / 3),
                          (1 - fraction) * precip[i], 1e-3);
            test_close_to(test_value(test_path("f/output/per_pixel/aet.tif"), i % 3, i / 3), fraction * precip[i],
                          1e-3);
        }
    }
}

static double field(const char *csv, int row, const char *name)
{
    double value;
    size_t columns;
    char **lines = text_split(test_arena, text_replace(test_arena, test_read(csv), "\"", ""), '\n', &(size_t){0});
    char **names = text_split(test_arena, lines[0], ',', &columns),
         **cells = text_split(test_arena, lines[row], ',', &(size_t){0});
    for (size_t i = 0; i < columns; i++) {
        if (text_equal(names[i], name)) return text_to_double(cells[i], &value) ? value : NAN;
    }
    fail_msg("no field %s", name);
    return NAN;
}

static void watersheds_have_means_volumes_and_what_is_left(void **state)
{
    (void)state;
    run(datastack(GDT_Float32, ", \"demand_table_path\": \"demand.csv\""), "w", 2);
    const char *csv = test_path("w/output/watershed_results_wyield.csv");
    double yield = ((1 - fractp[0]) * 100 + (1 - fractp[1]) * 1000) / 2;
    test_close_to(field(csv, 2, "precip_mn"), 550, 1e-9);
    test_close_to(field(csv, 2, "PET_mn"), (1000 + 90) / 2.0, 1e-4);
    test_close_to(field(csv, 2, "wyield_mn"), yield, 1e-3);
    test_close_to(field(csv, 2, "wyield_vol"), yield * 200 / 1000, 1e-4);
    test_close_to(field(csv, 2, "consum_vol"), 30, 1e-9);
    test_close_to(field(csv, 2, "consum_mn"), 15, 1e-9);
    test_close_to(field(csv, 2, "rsupply_vl"), yield * 200 / 1000 - 30, 1e-4);
    test_close_to(field(csv, 2, "rsupply_mn"), yield - 15, 1e-3);
    assert_true(isnan(field(csv, 3, "wyield_mn")) && isnan(field(csv, 3, "rsupply_vl")));
    assert_non_null(strstr(test_read(csv), "流域9"));
    assert_true(file_exists(test_path("w/output/watershed_results_wyield.shp")));
}

static void hydropower_is_worth_what_invest_says(void **state)
{
    (void)state;
    run(datastack(GDT_Float32, ", \"demand_table_path\": \"demand.csv\", \"valuation_table_path\": \"value.csv\""), "v",
        1);
    const char *csv = test_path("v/output/watershed_results_wyield.csv");
    // InVEST's test has a supply of 940 m3 and of 730 m3: energy 19.329408 and 55.5968 kWh.
    double first = field(csv, 1, "rsupply_vl"), second = field(csv, 2, "rsupply_vl");
    test_close_to(field(csv, 1, "hp_energy"), 19.329408 / 940 * first, 1e-9);
    test_close_to(field(csv, 2, "hp_energy"), 55.5968 / 730 * second, 1e-9);
    // The value of 501.9029748723 stands for 15 x 19.329408 - 100 yuan a year.
    double worth = 501.9029748723 / (15 * 19.329408 - 100);
    test_close_to(field(csv, 1, "hp_val"), (15 * field(csv, 1, "hp_energy") - 100) * worth, 1e-6);
    worth = 4587.91946857059 / (20 * 55.5968 - 200);
    test_close_to(field(csv, 2, "hp_val"), (20 * field(csv, 2, "hp_energy") - 200) * worth, 1e-6);
}

static void no_rain_is_no_value_and_gaps_stay_gaps(void **state)
{
    (void)state;
    const char *args = datastack(GDT_Float32, "");
    const double dry[6] = {0, 1000, -1, 500, 800, 1100};
    test_map("p.tif", GDT_Float32, 3, 2, dry, "-1");
    run(args, "d", 1);
    assert_true(isnan(test_value(test_path("d/output/per_pixel/fractp.tif"), 0, 0)));
    assert_true(isnan(test_value(test_path("d/output/per_pixel/wyield.tif"), 2, 0)));
    test_close_to(test_value(test_path("d/intermediate/precip.tif"), 0, 0), 0, 0);
    test_close_to(test_value(test_path("d/intermediate/pet.tif"), 2, 0), 90, 1e-4);
    test_close_to(field(test_path("d/output/watershed_results_wyield.csv"), 2, "precip_mn"), 500, 1e-9);
}

static void threads_change_no_byte(void **state)
{
    (void)state;
    enum { SIDE = 600 };
    double *values = arena_array(test_arena, SIDE * SIDE, sizeof *values);
    const char *args = datastack(GDT_Float32, ", \"demand_table_path\": \"demand.csv\"");
    uint64_t seed = 7;
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = 1 + floor(6 * test_random(&seed));
    test_map("lulc.tif", GDT_Byte, SIDE, SIDE, values, NULL);
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = 500 + 1000 * test_random(&seed);
    test_map("p.tif", GDT_Float32, SIDE, SIDE, values, NULL);
    test_map("eto.tif", GDT_Float32, SIDE, SIDE, values, NULL);
    test_map("soil.tif", GDT_Float32, SIDE, SIDE, values, NULL);
    for (int i = 0; i < SIDE * SIDE; i++) values[i] = test_random(&seed);
    test_map("pawc.tif", GDT_Float32, SIDE, SIDE, values, NULL);
    test_text_file("ws.geojson",
                   arena_printf(test_arena,
                                "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                "\"urn:ogc:def:crs:EPSG::26910\"}},\"features\":[%s]}",
                                shed(4, "[461203,4917300],[467200,4917310],[467100,4923300],[461200,4923290],"
                                        "[461203,4917300]")));
    const char *const files[] = {"output/per_pixel/wyield.tif", "intermediate/pawc.tif", "intermediate/demand.tif",
                                 "output/watershed_results_wyield.csv", "output/watershed_results_wyield.shp"};
    run(args, "j1", 1);
    run(args, "j3", 3);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Err err;
        char *a, *b;
        size_t a_size, b_size;
        test_done(file_read(test_arena, file_join(test_arena, test_path("j1"), files[i]), &a, &a_size, &err), &err);
        test_done(file_read(test_arena, file_join(test_arena, test_path("j3"), files[i]), &b, &b_size, &err), &err);
        assert_int_equal(a_size, b_size);
        assert_memory_equal(a, b, a_size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_evaporated_fraction_is_invests),
        cmocka_unit_test(watersheds_have_means_volumes_and_what_is_left),
        cmocka_unit_test(hydropower_is_worth_what_invest_says),
        cmocka_unit_test(no_rain_is_no_value_and_gaps_stay_gaps),
        cmocka_unit_test(threads_change_no_byte),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
