// check_test.c - the arguments are looked at before anything is computed, and all faults are said at once.
#include "gep/invest/check.h"

#include "gep/invest/invest_testing.h"

static const char *const pools = "lucode,C_above,c_below,c_soil,c_dead\n1,1,2,3,4\n2,5,6,7,8\n";

static const char *validate(const char *model, const char *pairs, bool wanted)
{
    Err err;
    InvestRequest request = {.model = model, .args = test_datastack(pairs), .jobs = 1};
    return test_run(invest_validate, request, wanted, &err);
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part)) fail_msg("no \"%s\" in: %s", part, text);
}

static void good_arguments_have_no_fault(void **state)
{
    (void)state;
    test_flat_map("lulc.tif", GDT_Int16, 4, 4, 1);
    test_text_file("pools.csv", pools);
    has(validate("carbon", "\"lulc_bas_path\": \"lulc.tif\", \"carbon_pools_path\": \"pools.csv\"", true), "no fault");
}

static void all_that_is_missing_is_said_at_once(void **state)
{
    (void)state;
    const char *text = validate("carbon", "\"do_valuation\": true", false);
    const char *const missing[] = {
        "lulc_bas_path: ", "carbon_pools_path: ",         "calc_sequestration: ", "lulc_bas_year: ",
        "lulc_alt_year: ", "price_per_metric_ton_of_c: ", "discount_rate: ",      "rate_change: "};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) has(text, missing[i]);
    assert_null(strstr(text, "lulc_alt_path: "));
    has(validate("carbon", "\"calc_sequestration\": true", false), "lulc_alt_path: ");
}

static void files_that_are_not_there_or_elsewhere_are_named(void **state)
{
    (void)state;
    test_text_file("note.txt", "no map");
    const char *text = validate("carbon",
                                "\"lulc_bas_path\": \"无.tif\", \"lulc_alt_path\": \"note.txt\","
                                "\"carbon_pools_path\": \"https://a.b/pools.csv\"",
                                false);
    has(text, "无.tif: there is no such file");
    has(text, "note.txt: cannot be read as a raster");
    has(text, "carbon_pools_path: https://a.b/pools.csv: files are read from this machine only");
}

static void coordinate_systems_that_will_not_do_are_named(void **state)
{
    (void)state;
    double values[4] = {1, 1, 1, 1};
    TestRaster r = {.name = "degrees.tif",
                    .crs = "EPSG:4326",
                    .type = GDT_Byte,
                    .x0 = 100,
                    .y0 = 30,
                    .cell_x = 0.01,
                    .cell_y = 0.01,
                    .width = 2,
                    .height = 2,
                    .values = values};
    test_raster(&r);
    r.name = "feet.tif", r.crs = "EPSG:2264", r.cell_x = r.cell_y = 10;
    test_raster(&r);
    r.name = "none.tif", r.crs = NULL;
    test_raster(&r);
    test_text_file("pools.csv", pools);
    const char *rest = "\"carbon_pools_path\": \"pools.csv\", \"lulc_bas_path\"";
    has(validate("carbon", arena_printf(test_arena, "%s: \"degrees.tif\"", rest), false), "EPSG:4326 is not projected");
    has(validate("carbon", arena_printf(test_arena, "%s: \"feet.tif\"", rest), false), "does not count in metres");
    has(validate("carbon", arena_printf(test_arena, "%s: \"none.tif\"", rest), false), "does not say its coordinate");
}

static void columns_and_their_values_are_looked_at(void **state)
{
    (void)state;
    test_flat_map("lulc.tif", GDT_Int16, 4, 4, 1);
    const char *pairs = "\"lulc_bas_path\": \"lulc.tif\", \"carbon_pools_path\": \"p.csv\"";
    test_text_file("p.csv", "lucode,c_above,c_dead\n1,1,1\n");
    has(validate("carbon", pairs, false), "no column c_below, c_soil");
    test_text_file("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,,1\n");
    has(validate("carbon", pairs, false), "row 2, column c_soil: empty");
    test_text_file("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,x,1\n");
    has(validate("carbon", pairs, false), "c_soil");
    test_text_file("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n1,1,1,1,1\n");
    has(validate("carbon", pairs, false), "1 stands twice, first in row 2");
    test_text_file("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n");
    has(validate("carbon", pairs, false), "no rows");
}

static void codes_without_a_row_are_listed(void **state)
{
    (void)state;
    const double values[6] = {1, 200, 17, -1, 200, 2};
    test_map("lulc.tif", GDT_Int32, 3, 2, values, "-1");
    test_text_file("pools.csv", pools);
    const char *text =
        validate("carbon", "\"lulc_bas_path\": \"lulc.tif\", \"carbon_pools_path\": \"pools.csv\"", false);
    has(text, "no row in");
    has(text, ": 17, 200.");
}

static const char *water_pairs(const char *more)
{
    return arena_printf(test_arena,
                        "\"lulc_path\": \"lulc.tif\", \"eto_path\": \"eto.tif\", \"precipitation_path\": \"lulc.tif\","
                        "\"depth_to_root_rest_layer_path\": \"lulc.tif\", \"pawc_path\": \"lulc.tif\","
                        "\"watersheds_path\": \"ws.geojson\", \"biophysical_table_path\": \"bio.csv\","
                        "\"seasonality_constant\": %s",
                        more);
}

static void water_maps(const char *crs, const char *field, double x)
{
    test_flat_map("lulc.tif", GDT_Int16, 4, 4, 1);
    test_flat_map("eto.tif", GDT_Int16, 4, 4, 1);
    test_text_file("bio.csv", "lucode,LULC_veg,root_depth,Kc\n1,1,100,1\n");
    test_text_file("ws.geojson",
                   arena_printf(test_arena,
                                "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                "\"urn:ogc:def:crs:EPSG::%s\"}},\"features\":[{\"type\":\"Feature\",\"properties\":"
                                "{\"%s\":1},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                                "[[[%f,4923260],[461240,4923260],[461240,4923300],[%f,4923260]]]}}]}",
                                crs, field, x, x));
}

static void maps_must_share_system_and_place(void **state)
{
    (void)state;
    water_maps("26910", "ws_id", 461200);
    has(validate("awy", water_pairs("5"), true), "no fault");
    water_maps("26911", "ws_id", 461200);
    has(validate("awy", water_pairs("5"), false), "watersheds_path: another coordinate system than lulc_path has");
    water_maps("26910", "id", 461200);
    has(validate("awy", water_pairs("5"), false), "no field \"ws_id\"");
    water_maps("26910", "ws_id", 461200);
    double values[4] = {1, 1, 1, 1};
    TestRaster r = {.name = "eto.tif",
                    .crs = TEST_CRS,
                    .type = GDT_Byte,
                    .x0 = 0,
                    .y0 = 0,
                    .cell_x = 10,
                    .cell_y = 10,
                    .width = 2,
                    .height = 2,
                    .values = values};
    test_raster(&r);
    has(validate("awy", water_pairs("5"), false), "no place in common");
}

static void numbers_must_lie_within_their_limits(void **state)
{
    (void)state;
    water_maps("26910", "ws_id", 461200);
    has(validate("awy", water_pairs("0"), false), "seasonality_constant: 0: a number above 0");
    has(validate("awy", water_pairs("\"viel\""), false), "\"viel\" is no number");
    test_text_file("bio.csv", "lucode,LULC_veg,root_depth,Kc\n1,2,100,1\n");
    has(validate("awy", water_pairs("5"), false), "column LULC_veg: 0 or 1");
}

static void a_valuation_needs_demand_and_every_watershed(void **state)
{
    (void)state;
    water_maps("26910", "ws_id", 461200);
    test_text_file("v.csv", "ws_id,efficiency,fraction,height,kw_price,cost,time_span,discount\n7,0.5,0.5,1,1,1,1,1\n");
    test_text_file("d.csv", "lucode,demand\n1,5\n");
    const char *text = validate("awy", water_pairs("5, \"valuation_table_path\": \"v.csv\""), false);
    has(text, "demand_table_path: ");
    text =
        validate("awy", water_pairs("5, \"valuation_table_path\": \"v.csv\", \"demand_table_path\": \"d.csv\""), false);
    has(text, "no row for the watersheds with ws_id 1");
    test_text_file("v.csv", "ws_id,efficiency,fraction,height,kw_price,cost,time_span,discount\n1,1.5,0.5,1,1,1,1,1\n");
    text =
        validate("awy", water_pairs("5, \"valuation_table_path\": \"v.csv\", \"demand_table_path\": \"d.csv\""), false);
    has(text, "a number from 0 to 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_arguments_have_no_fault),
        cmocka_unit_test(all_that_is_missing_is_said_at_once),
        cmocka_unit_test(files_that_are_not_there_or_elsewhere_are_named),
        cmocka_unit_test(coordinate_systems_that_will_not_do_are_named),
        cmocka_unit_test(columns_and_their_values_are_looked_at),
        cmocka_unit_test(codes_without_a_row_are_listed),
        cmocka_unit_test(maps_must_share_system_and_place),
        cmocka_unit_test(numbers_must_lie_within_their_limits),
        cmocka_unit_test(a_valuation_needs_demand_and_every_watershed),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
