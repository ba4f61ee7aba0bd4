// plan_land_test.c - grid, boundary, towns, land classes of a plan: what is found wrong or doubtful, and what is not.
#include "gep/district_testing.h"
#include "gep/plan_internal.h"
#include "land/land_test.h"

// ---- the grid

static void the_grid_lies_around_the_boundary(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{crs: \"EPSG:4524\", cell_m: 50}"});
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all", toy_ring(30, 570, 130, 470))));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_true(plan->grid.x0 == TOY_X0 && plan->grid.y0 == TOY_Y0 - 100 && plan->grid.cell_m == 50);
    assert_int_equal(plan->grid.width, 12);
    assert_int_equal(plan->grid.height, 8);
    plan_close(plan);
}

// The land map lies on the grid's cells, in tiles of 256: the grid begins at a tile's corner, north-west of the
// boundary.
static void the_grid_begins_at_a_tile_of_the_land_map(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all", toy_ring(230, 570, 130, 470))));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_true(plan->grid.x0 == TOY_X0 && plan->grid.y0 == TOY_Y0);
    assert_int_equal(plan->grid.width, 6);
    assert_int_equal(plan->grid.height, 5);
    plan_close(plan);
}

static void a_grid_in_degrees_is_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.grid = "{crs: \"EPSG:4490\", cell_m: 100}"}, FINDING_ERROR, "grid.crs", "projected");
}

static void a_grid_of_another_part_of_the_earth_is_said_once(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{crs: \"EPSG:4513\", cell_m: 100, like: \"\"}"});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "grid.crs",
              "grid.crs is EPSG:4513 (CGCS2000 / 3-degree Gauss-Kruger zone 25), made for");
    assert_int_equal(plan->findings.error_count, 1);
    assert_null(toy_finding(plan, "map.disjoint"));
    plan_close(plan);
}

static void a_grid_in_web_mercator_is_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.grid = "{crs: \"EPSG:3857\", cell_m: 100}"}, FINDING_ERROR, "grid.crs", "Mercator");
}

static void a_grid_in_no_known_system_is_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.grid = "{crs: \"EPSG:99\", cell_m: 100}"}, FINDING_ERROR, "grid.crs", "EPSG:99");
}

static void a_grid_of_too_many_cells_is_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.grid = "{crs: \"EPSG:4524\", cell_m: 0.0001}"}, FINDING_ERROR, "grid.size",
                 "is cell_m in metres");
}

// The toy's middle is 108.003 degrees east: zone 36, whose meridian is 108.
static void without_a_system_the_longitude_chooses_the_zone(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{cell_m: 100}"});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_NOTE, "grid.crs_default", "zone 36 (EPSG:4524)");
    assert_string_equal(crs_label(plan->crs), "EPSG:4524");
    plan_close(plan);
}

static void a_boundary_outside_china_needs_a_system(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{cell_m: 100}"});
    toy_text("boundary.geojson",
             "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
             "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-113,37],[-113,37.1],[-112.9,37.1],"
             "[-112.9,37],[-113,37]]]}}]}");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "grid.crs", "not in China (longitude -112.95)");
    plan_close(plan);
}

static void without_a_system_a_missing_boundary_is_said(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.grid = "{cell_m: 100}", .boundary = "{file: none.geojson}"}, FINDING_ERROR, "boundary",
                 "none.geojson");
}

// ---- grid.like

static void grid_like_adopts_the_maps_lattice(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{like: precip}"});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_true(plan->grid.x0 == TOY_X0 && plan->grid.y0 == TOY_Y0 && plan->grid.cell_m == 100);
    assert_int_equal(plan->grid.width, TOY_SIDE);
    for (size_t i = 0; i < plan->layer_count; i++) assert_string_equal(layer_resampling(plan->layers[i].layer), "none");
    plan_close(plan);
}

static void grid_like_needs_a_map_of_that_name(void **state)
{
    (void)state;
    Err err;
    Plan *plan;
    toy_write(&(Toy){.grid = "{like: dem}"});
    assert_false(plan_open(toy_folder, &(PlanOptions){.year = TOY_YEAR, .jobs = 1, .methods = ""}, &plan, &err));
    assert_non_null(strstr(err.text, "dem"));
}

static void grid_like_needs_its_file(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.grid = "{like: precip}"});
    test_done(file_remove_tree(toy_path("p.tif"), &err), &err);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "grid.like", "p.tif");
    plan_close(plan);
}

static const char *odd_raster(const char *crs, double cell_x, double cell_y)
{
    const char *path = test_raster(&(TestRaster){.name = "odd.tif",
                                                 .crs = crs,
                                                 .type = GDT_Float32,
                                                 .x0 = TOY_X0,
                                                 .y0 = TOY_Y0,
                                                 .cell_x = cell_x,
                                                 .cell_y = cell_y,
                                                 .width = TOY_SIDE,
                                                 .height = TOY_SIDE});
    Err err;
    char *data;
    size_t size;
    test_done(file_read(test_arena, path, &data, &size, &err) && file_write(toy_path("p.tif"), data, size, &err), &err);
    return path;
}

static void grid_like_needs_square_cells(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{like: precip}"});
    odd_raster("EPSG:4524", 100, 99);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "grid.like", "not square");
    plan_close(plan);
}

static void grid_like_refuses_a_map_in_degrees(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{like: precip}"});
    odd_raster("EPSG:4490", 0.001, 0.001);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "grid.like", "projected");
    plan_close(plan);
}

static void grid_like_takes_the_system_that_is_assumed_for_the_map(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{like: precip}",
                     .maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a, crs: \"EPSG:4524\"}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    odd_raster(NULL, 100, 100);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_string_equal(crs_label(plan->crs), "EPSG:4524");
    plan_close(plan);
}

// ---- the boundary

static void a_district_needs_a_boundary(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.boundary = ""}, FINDING_ERROR, "boundary", "mask_of");
}

static void a_boundary_that_is_not_there_is_named(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.boundary = "{file: none.geojson}"}, FINDING_ERROR, "boundary", "none.geojson");
}

static void the_mask_of_a_class_map_is_a_boundary(void **state)
{
    (void)state;
    float land[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) land[i] = i % TOY_SIDE < 4 ? 111 : NAN;
    toy_write(&(Toy){.grid = "{like: land}", .boundary = "{mask_of: land}", .zones = ""});
    toy_map("land_2023.tif", land);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_int_equal(coverage_cells_inside(plan->coverage), 24);
    plan_close(plan);
}

static void a_mask_without_grid_like_is_refused_with_the_remedy(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.boundary = "{mask_of: land}"}, FINDING_ERROR, "boundary", "grid.like");
}

static void an_invalid_boundary_is_repaired_and_its_area_said(void **state)
{
    (void)state;
    toy_write(&(Toy){0}); // a bow tie: two triangles that meet at (300, 300)
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all",
                                                            "[[36500000,3400600],[36500600,3400000],"
                                                            "[36500600,3400600],[36500000,3400000],"
                                                            "[36500000,3400600]]")));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_DOUBT, "vector.invalid", "Self-intersection near");
    toy_finds(plan, FINDING_DOUBT, "vector.invalid", "-> 180000.0 m2");
    plan_close(plan);
}

static void write_boundary_in(const char *crs, double lon, double lat)
{
    double e = lon + 0.002, n = lat + 0.002;
    toy_text("boundary.geojson",
             arena_printf(
                 test_arena,
                 "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                 "\"urn:ogc:def:crs:EPSG::%s\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{},"
                 "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}}]}",
                 crs, lon, lat, lon, n, e, n, e, lat, lon, lat));
}

// ED50 to WGS 84: PROJ knows a shift.
static void a_change_of_datum_is_said(void **state)
{
    (void)state;
    toy_write(&(Toy){.zones = "", .grid = "{crs: \"EPSG:32632\", cell_m: 100}"});
    write_boundary_in("4230", 9, 47);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_NOTE, "datum", "boundary.geojson");
    toy_finds(plan, FINDING_NOTE, "datum", "ED50 to WGS 84");
    plan_close(plan);
}

// WGS 84 to CGCS2000: PROJ knows none, and says so.
static void a_change_of_datum_without_a_shift_is_doubtful(void **state)
{
    (void)state;
    toy_write(&(Toy){.zones = ""});
    write_boundary_in("4214", 108.001, 30.721); // Beijing 1954
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_DOUBT, "datum.ballpark", "boundary.geojson");
    plan_close(plan);
}

static void from_wgs_84_no_shift_is_needed(void **state)
{
    (void)state;
    toy_write(&(Toy){.zones = ""});
    write_boundary_in("4326", 108.001, 30.721);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_NOTE, "datum", "boundary.geojson");
    plan_close(plan);
}

// Between the meshes of grid.like.
static void a_boundary_beside_the_grid_holds_no_cell(void **state)
{
    (void)state;
    toy_write(&(Toy){.grid = "{like: precip}", .zones = ""});
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all", toy_ring(5000, 5100, 0, 100))));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "boundary", "no cell of the grid");
    plan_close(plan);
}

static void kaizhous_outline_is_invalid_on_purpose(void **state)
{
    (void)state;
    const char *outline = shared_file(test_arena, "kaizhou/kaizhou.geojson");
    if (outline == NULL) skip();
    toy_write(&(Toy){.zones = "", .boundary = arena_printf(test_arena, "{file: %s}", outline)});
    Plan *plan = toy_plan(TOY_YEAR);
    const Finding *finding = toy_finding(plan, "vector.invalid");
    assert_non_null(finding);
    assert_non_null(strstr(finding->text_en, "Self-intersection near 107."));
    assert_non_null(strstr(finding->text_zh, "107."));
    plan_close(plan);
}

// ---- towns

static void towns_that_overlap_are_named(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_text("towns.geojson",
             toy_collection(arena_printf(test_arena, "%s,%s", toy_feature("T1", "西", toy_ring(0, 350, 0, 600)),
                                         toy_feature("T2", "东", toy_ring(250, 600, 0, 600)))));
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_finds(plan, FINDING_DOUBT, "zones.overlap", "T1 and T2 overlap by 60000 m2");
    plan_close(plan);
}

static void towns_without_the_code_field_are_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.zones = "{file: towns.geojson, code: nummer, name: name}"}, FINDING_ERROR, "zones", "nummer");
}

static void a_town_is_found_by_its_code(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_int_equal(plan->zone_count, 2);
    assert_string_equal(plan->zone_code[2], "T2");
    assert_string_equal(plan->zone_name[1], "西镇");
    plan_close(plan);
}

static void the_files_beside_a_shapefile_are_inputs(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){.boundary = "{file: outline.shp}"});
    GDALDatasetH from = GDALOpenEx(toy_path("boundary.geojson"), GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(from);
    GDALDatasetH to =
        GDALCreateCopy(GDALGetDriverByName("ESRI Shapefile"), toy_path("outline.shp"), from, 0, NULL, NULL, NULL);
    assert_non_null(to);
    GDALClose(to);
    GDALClose(from);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    size_t beside = 0;
    for (size_t i = 0; i < plan->input_count; i++) beside += strstr(plan->inputs[i].path, "outline.") != NULL;
    assert_true(beside >= 4); // .shp .dbf .shx .prj
    plan_close(plan);
    test_done(file_remove_tree(toy_path("outline.dbf"), &err), &err);
}

// ---- land classes

static void a_district_needs_a_land_map(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.maps = "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"}, FINDING_ERROR,
                 "land.missing", "no map with id land");
}

static void a_land_map_that_is_not_there_is_named(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(2019);
    toy_finds(plan, FINDING_ERROR, "map.open", "land_2019.tif");
    plan_close(plan);
}

static void an_unknown_code_system_is_refused_with_those_known(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: corine}"}, FINDING_ERROR,
                 "crosswalk", "hj-1166");
}

static void a_crosswalk_of_its_own_is_an_input(void **state)
{
    (void)state;
    toy_write(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: own, crosswalk: own.csv}"
                             "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    toy_text("own.csv", "code,name_zh,name_en,ecosystem,inferred,rule,status,source\n"
                        "111,林,forest,121,1,a guess,district,toy\n"
                        "311,草,grass,311,0,,district,toy\n"
                        "511,田,field,511,0,,district,toy\n"
                        "421,湖,lake,,0,no ecosystem,district,toy\n"
                        "611,城,town,611,0,,district,toy\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_int_equal(plan->class_count, 5); // none, 121, 311, 511, 611
    assert_int_equal(plan_class_index(plan, "121"), 1);
    assert_int_equal(plan_class_index(plan, "421"), 0);
    bool listed = false;
    for (size_t i = 0; i < plan->input_count; i++) listed |= text_equal(plan->inputs[i].path, toy_path("own.csv"));
    assert_true(listed);
    plan_close(plan);
}

static void the_land_map_of_an_earlier_year_is_found(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    toy_land("land_2019.tif");
    toy_land("land_2011.tif");
    Plan *plan = toy_plan(TOY_YEAR);
    assert_true(plan->land_before_layer >= 0);
    assert_int_equal(plan->before_year, 2019);
    plan_close(plan);
}

// ---- layers

static void a_map_elsewhere_is_refused(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Grid grid = toy_grid();
    grid.x0 += 50000;
    float values[TOY_CELLS] = {0};
    toy_raster("p.tif", &grid, values);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "map.disjoint", "p.tif");
    toy_finds(plan, FINDING_ERROR, "map.disjoint", "EPSG:4524");
    plan_close(plan);
}

static void a_map_of_a_part_is_doubtful(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Grid grid = toy_grid();
    grid.x0 += 300;
    float values[TOY_CELLS] = {0};
    toy_raster("p.tif", &grid, values);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_DOUBT, "map.partial", "only 50.0 %");
    plan_close(plan);
}

static void a_no_data_tag_outside_the_type_is_doubtful(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    double values[TOY_CELLS] = {0};
    const char *path = test_raster(&(TestRaster){.name = "tag.tif",
                                                 .crs = "EPSG:4524",
                                                 .type = GDT_Int16,
                                                 .x0 = TOY_X0,
                                                 .y0 = TOY_Y0,
                                                 .cell_x = 100,
                                                 .cell_y = 100,
                                                 .width = TOY_SIDE,
                                                 .height = TOY_SIDE,
                                                 .values = values,
                                                 .nodata = "65535"});
    Err err;
    char *data;
    size_t size;
    test_done(file_read(test_arena, path, &data, &size, &err) && file_write(toy_path("p.tif"), data, size, &err), &err);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_DOUBT, "map.nodata_outside_type", "65535");
    toy_finds(plan, FINDING_DOUBT, "map.nodata_outside_type", "Int16");
    plan_close(plan);
}

static void a_map_of_another_datum_says_how_it_was_brought_over(void **state)
{
    (void)state;
    toy_write(&(Toy){.zones = "", .grid = "{crs: \"EPSG:32632\", cell_m: 100}"});
    write_boundary_in("4326", 9, 47);
    Grid grid = {.crs = "EPSG:23032", .x0 = 490000, .y0 = 5220000, .cell_m = 5000, .width = 6, .height = 6}; // ED50
    float values[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) values[i] = 111;
    toy_raster("land_2023.tif", &grid, values);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_NOTE, "datum", "ED50 to WGS 84");
    plan_close(plan);
}

static void a_map_of_a_datum_without_a_shift_is_doubtful(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Grid grid = {.crs = "EPSG:2433", .x0 = 498000, .y0 = TOY_Y0 + 2000, .cell_m = 1000, .width = 6, .height = 6};
    float values[TOY_CELLS] = {0}; // Beijing 1954, the same meridian without the zone's number
    toy_raster("p.tif", &grid, values);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_DOUBT, "datum.ballpark", "p.tif");
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grid_lies_around_the_boundary),
        cmocka_unit_test(the_grid_begins_at_a_tile_of_the_land_map),
        cmocka_unit_test(a_grid_in_degrees_is_refused),
        cmocka_unit_test(a_grid_of_another_part_of_the_earth_is_said_once),
        cmocka_unit_test(a_grid_in_web_mercator_is_refused),
        cmocka_unit_test(a_grid_in_no_known_system_is_refused),
        cmocka_unit_test(a_grid_of_too_many_cells_is_refused),
        cmocka_unit_test(without_a_system_the_longitude_chooses_the_zone),
        cmocka_unit_test(a_boundary_outside_china_needs_a_system),
        cmocka_unit_test(without_a_system_a_missing_boundary_is_said),
        cmocka_unit_test(grid_like_adopts_the_maps_lattice),
        cmocka_unit_test(grid_like_needs_a_map_of_that_name),
        cmocka_unit_test(grid_like_needs_its_file),
        cmocka_unit_test(grid_like_needs_square_cells),
        cmocka_unit_test(grid_like_refuses_a_map_in_degrees),
        cmocka_unit_test(grid_like_takes_the_system_that_is_assumed_for_the_map),
        cmocka_unit_test(a_district_needs_a_boundary),
        cmocka_unit_test(a_boundary_that_is_not_there_is_named),
        cmocka_unit_test(the_mask_of_a_class_map_is_a_boundary),
        cmocka_unit_test(a_mask_without_grid_like_is_refused_with_the_remedy),
        cmocka_unit_test(an_invalid_boundary_is_repaired_and_its_area_said),
        cmocka_unit_test(a_change_of_datum_is_said),
        cmocka_unit_test(a_change_of_datum_without_a_shift_is_doubtful),
        cmocka_unit_test(from_wgs_84_no_shift_is_needed),
        cmocka_unit_test(a_boundary_beside_the_grid_holds_no_cell),
        cmocka_unit_test(kaizhous_outline_is_invalid_on_purpose),
        cmocka_unit_test(towns_that_overlap_are_named),
        cmocka_unit_test(towns_without_the_code_field_are_refused),
        cmocka_unit_test(a_town_is_found_by_its_code),
        cmocka_unit_test(the_files_beside_a_shapefile_are_inputs),
        cmocka_unit_test(a_district_needs_a_land_map),
        cmocka_unit_test(a_land_map_that_is_not_there_is_named),
        cmocka_unit_test(an_unknown_code_system_is_refused_with_those_known),
        cmocka_unit_test(a_crosswalk_of_its_own_is_an_input),
        cmocka_unit_test(the_land_map_of_an_earlier_year_is_found),
        cmocka_unit_test(a_map_elsewhere_is_refused),
        cmocka_unit_test(a_map_of_a_part_is_doubtful),
        cmocka_unit_test(a_no_data_tag_outside_the_type_is_doubtful),
        cmocka_unit_test(a_map_of_another_datum_says_how_it_was_brought_over),
        cmocka_unit_test(a_map_of_a_datum_without_a_shift_is_doubtful),
    };
    return cmocka_run_group_tests_name("plan_land", tests, test_open, test_close);
}
