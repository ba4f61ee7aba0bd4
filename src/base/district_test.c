#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/district_test.h"
#include "base/file.h"

// The two listings of docs/formats.md, as they stand there.
static const char demo[] =
    "# demonstration district: district.yaml (fixed keys and lists of records only)\n"
    "schema: 1\n"
    "district: {code: \"500154\", name: 开州区, name_en: Kaizhou, demo: true, population: 1185600, gdp_yuan: "
    "68691000000}\n"
    "profile: guideline-2020\n"
    "grid: {crs: \"EPSG:4524\", cell_m: 100, like: \"\"}\n"
    "boundary: {file: maps/zones.gpkg, layer: boundary, official_area_hm2: 396352}\n"
    "zones: {file: maps/zones.gpkg, layer: towns, code: code, name: name}\n"
    "years: {constant_price: 2020, normal: \"1991-2020\", normal_tables: tables/normal}\n"
    "limits: {valid_area_min: 0.95, area_tolerance: 0.001}\n"
    "maps:                                   # kind: class | field | flux; {year} {month} expand; missing expansion = "
    "missing input\n"
    "  - {id: land, file: \"maps/land_{year}.tif\", kind: class, codes: tdt-1055, crosswalk: tables/crosswalk.csv}\n"
    "  - {id: dem, file: maps/dem.tif, kind: field, unit: m}\n"
    "  - {id: precip, file: \"maps/p_{year}_{month}.tif\", kind: flux, unit: mm/month}\n"
    "  - {id: tmean, file: \"maps/t_{year}_{month}.tif\", kind: field, unit: degC}\n"
    "  - {id: et0, file: \"maps/et0_{year}_{month}.tif\", kind: flux, unit: mm/month}\n"
    "  - {id: npp, file: \"maps/npp_{year}.tif\", kind: flux, unit: gC/m2/a}\n"
    "  - {id: sand, file: maps/sand.tif, kind: field, unit: percent}    # silt, clay, soc, ndvi likewise\n"
    "stations:\n"
    "  - {id: rain, file: \"tables/rain_{year}.csv\", layout: long, site: station, date: date, value: p_mm, unit: "
    "mm/d, sites: tables/stations.csv, method: idw, lapse: 25, lapse_unit: mm/100m/a}\n"
    "tables:                                 # xlsx, ods, csv, dbf; columns named in docs/tables.md\n"
    "  - {id: products, file: \"tables/products_{year}.xlsx\", sheet: 产量}\n"
    "  - {id: tourism, file: \"tables/tourism_{year}.xlsx\"}\n"
    "  - {id: emissions, file: \"tables/emissions_{year}.xlsx\"}\n"
    "parameters: {file: tables/parameters.csv}                          # overrides, each row with a source\n"
    "variants:\n"
    "  - {service: R01, variant: A, et: fu}\n"
    "  - {service: R02, r: R1, k: epic, k_correction: zhang, l: cell, cap_m: 122, c: cai, p: table}\n"
    "services:                               # only what is NOT computed, with a reason; all else must be computable\n"
    "  - {code: R03, state: not_applicable, reason: 无沙化土地}\n"
    "  - {code: R04, state: not_applicable, reason: 不临海}\n"
    "observed: []\n";

static const char youwuzhen[] =
    "# tests/youwuzhen/district.yaml\n"
    "schema: 1\n"
    "root: ../../../shared/data/youwuzhen    # data stay there; every path below is relative to it unless it begins "
    "with ./\n"
    "district: {code: \"350821\", name: 游屋圳小流域, name_en: Youwuzhen, demo: false, part_of: 长汀县}\n"
    "profile: guideline-2020\n"
    "grid: {crs: \"\", cell_m: 0, like: land}  # EPSG:2415, 30 m, 125 x 85, no resampling\n"
    "boundary: {mask_of: land}\n"
    "years: {constant_price: 2015}\n"
    "maps:\n"
    "  - {id: land, file: ywzlanduse30m_upd.tif, kind: class, codes: seims, crosswalk: ./crosswalk.csv}   # 4→521 "
    "6→131 8→121 (inferred: pine) 18→422 33→511 104→611 106→631\n"
    "  - {id: dem, file: ywzdem30m.tif, kind: field, unit: m}\n"
    "  - {id: soil, file: ywzsoil30m.tif, kind: class, codes: local}\n"
    "class_tables:\n"
    "  - {id: soil_texture, map: soil, file: soil_properties_lookup.csv, comment: \"#\", key: SEQN, split: \"-\", "
    "part: 1, columns: [sand=SOL_SAND, silt=SOL_SILT, clay=SOL_CLAY, om=SOL_OM, rock=SOL_ROCK]}\n"
    "  - {id: cover, map: land, file: landuse_lookup_subset.csv, key: LANDUSE_ID, columns: [c=USLE_C]}\n"
    "  - {id: practice, map: land, file: landcover_initial_parameters.csv, comment: \"#\", key: LANDUSE_ID, columns: "
    "[p=USLE_P]}\n"
    "stations:\n"
    "  - {id: rain, file: pcp_daily.csv, comment: \"#\", layout: wide, date: DATETIME, date_rule: date_part, unit: "
    "mm/d, sites: Sites_P.csv, method: thiessen, polygons: thiessen_pcp.shp, polygon_key: ID}\n"
    "  - {id: weather, file: meteo_daily.csv, comment: \"#\", layout: long, site: StationID, date: DATETIME, "
    "date_rule: date_part, columns: [tmean=TMEAN, tmax=TMAX, tmin=TMIN, rh=RM, wind=WS, sun_h=SSD], wind_height_m: 10, "
    "sites: Sites_M.csv, method: thiessen, polygons: thiessen_meteo.shp, polygon_key: ID, lapse: -0.55, lapse_unit: "
    "degC/100m}\n"
    "variants:\n"
    "  - {service: R01, variant: A, et: fu}\n"
    "  - {service: R02, r: R1, r_fit: \"2012-2017\", k: epic, l: cell, cap_m: 122, c: table, p: table}\n"
    "  - {service: R06, variant: N6}\n"
    "  - {service: R07, variant: N6}\n"
    "services:                               # likewise M11 … M17, C01 … C03, R08, R09, R11 with their reasons\n"
    "  - {code: M11, state: not_available, reason: no statistics in the source}\n"
    "observed:\n"
    "  - {id: discharge, file: observed_Q.csv, comment: \"#\", encoding: utf-8, date: DATETIME, value: VALUE, unit: "
    "m3/s}\n"
    "  - {id: sediment, file: observed_SED.csv, comment: \"#\", date: DATETIME, value: VALUE, unit: g/L}\n"
    "  - {id: sites, file: SiteInfo.csv, comment: \"#\", encoding: gbk}\n";

static void the_demonstration_district_is_read(void **state)
{
    (void)state;
    District d = parse(demo);
    assert_string_equal(d.folder, "here");
    assert_string_equal(d.root, "");
    assert_int_equal(d.schema, 1);
    assert_string_equal(d.code, "500154");
    assert_string_equal(d.name, "开州区");
    assert_string_equal(d.name_en, "Kaizhou");
    assert_string_equal(d.part_of, "");
    assert_true(d.demo);
    assert_true(d.population == 1185600 && d.gdp_yuan == 68691000000);
    assert_string_equal(d.profile, "guideline-2020");
    assert_string_equal(d.grid_crs, "EPSG:4524");
    assert_string_equal(d.grid_like, "");
    assert_true(d.cell_m == 100 && d.official_area_hm2 == 396352);
    assert_string_equal(d.boundary_layer, "boundary");
    assert_string_equal(d.zones_layer, "towns");
    assert_string_equal(d.zones_name, "name");
    assert_int_equal(d.constant_price_year, 2020);
    assert_string_equal(d.normal, "1991-2020");
    assert_true(d.valid_area_min == 0.95 && d.area_tolerance == 0.001);
    assert_int_equal(d.map_count, 7);
    assert_string_equal(d.maps[0].file, "maps/land_{year}.tif");
    assert_string_equal(d.maps[0].codes, "tdt-1055");
    assert_string_equal(d.maps[6].unit, "percent");
    assert_int_equal(d.maps[6].band, 1);
    assert_int_equal(d.station_count, 1);
    assert_true(d.stations[0].lapse == 25 && d.stations[0].power == 2 && isnan(d.stations[0].wind_height_m));
    assert_string_equal(d.stations[0].value, "p_mm");
    assert_int_equal(d.table_count, 3);
    assert_string_equal(d.tables[0].sheet, "产量");
    assert_string_equal(d.tables[2].sheet, "");
    assert_string_equal(d.parameters_file, "tables/parameters.csv");
    assert_int_equal(d.variant_count, 2);
    assert_string_equal(d.variants[0].variant, "A");
    assert_string_equal(d.variants[1].variant, "");
    assert_int_equal(d.variants[1].option_count, 7);
    assert_string_equal(option(&d.variants[1], "cap_m"), "122");
    assert_string_equal(option(&d.variants[1], "p"), "table");
    assert_int_equal(d.service_count, 2);
    assert_string_equal(d.services[0].reason, "无沙化土地");
    assert_int_equal(d.observed_count, 0);
}

static void the_real_district_is_read(void **state)
{
    (void)state;
    District d = parse(youwuzhen);
    assert_string_equal(d.root, "../../../shared/data/youwuzhen");
    assert_false(d.demo);
    assert_true(isnan(d.population) && isnan(d.gdp_yuan) && isnan(d.official_area_hm2));
    assert_true(d.cell_m == 0);
    assert_string_equal(d.grid_like, "land");
    assert_string_equal(d.boundary_mask_of, "land");
    assert_true(d.valid_area_min == 0.95 && d.area_tolerance == 0.001);
    assert_int_equal(d.class_table_count, 3);
    assert_int_equal(d.class_tables[0].column_count, 5);
    assert_string_equal(d.class_tables[0].columns[4], "rock=SOL_ROCK");
    assert_string_equal(d.class_tables[0].split, "-");
    assert_int_equal(d.class_tables[0].part, 1);
    assert_int_equal(d.class_tables[1].part, 0);
    assert_int_equal(d.station_count, 2);
    assert_string_equal(d.stations[0].layout, "wide");
    assert_int_equal(d.stations[0].column_count, 0);
    assert_int_equal(d.stations[1].column_count, 6);
    assert_true(d.stations[1].wind_height_m == 10 && d.stations[1].lapse == -0.55);
    assert_string_equal(option(&d.variants[1], "r_fit"), "2012-2017");
    assert_int_equal(d.observed_count, 3);
    assert_string_equal(d.observed[2].encoding, "gbk");
    assert_string_equal(d.observed[2].date, "");
}

static void a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    assert_string_equal(parse(arena_printf(arena, "\xEF\xBB\xBF%s", head)).profile, "p");
}

static void bytes_that_are_no_settings_are_refused(void **state)
{
    (void)state;
    refuses_size("a: \xBF\xAA\n", 6, "here/district.yaml is not in UTF-8; save it as UTF-8");
    refuses_size("\xFF\xFEs\0c\0", 6, "is not in UTF-8");
    char *big = arena_alloc(arena, (1 << 20) + 1);
    memset(big, ' ', (1 << 20) + 1);
    refuses_size(big, (1 << 20) + 1, "larger than 1 MiB");
    refuses("a: &a [x, x]\nb: *a\n", "line 5, column 4: an anchor");
    refuses("limits:\n\tvalid_area_min: 1\n", "line 6, column 1");
    refuses("root: \"a\\0b\"\n", "zero byte");
}

static void paths_are_found_from_folder_and_root(void **state)
{
    (void)state;
    District d = {.folder = "/d", .root = ""};
    assert_string_equal(district_path(arena, &d, "maps/a.tif"), "/d/maps/a.tif");
    assert_string_equal(district_path(arena, &d, "./a.tif"), "/d/a.tif");
    assert_string_equal(district_path(arena, &d, "/abs/a.tif"), "/abs/a.tif");
    d.root = "../data";
    assert_string_equal(district_path(arena, &d, "a.tif"), "/d/../data/a.tif");
    assert_string_equal(district_path(arena, &d, "./a.tif"), "/d/a.tif");
    d.root = "/data";
    assert_string_equal(district_path(arena, &d, "a.tif"), "/data/a.tif");
}

static void patterns_expand_to_the_file_that_is_there(void **state)
{
    (void)state;
    char folder[] = "/tmp/district-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *pattern = file_join(arena, folder, "t_{year}_{month}.tif");
    assert_true(text_ends(district_expand(arena, pattern, 2020, 0), "/t_2020_{month}.tif"));
    assert_true(text_ends(district_expand(arena, pattern, 0, 3), "/t_{year}_03.tif"));
    assert_true(text_ends(district_expand(arena, pattern, 2020, 3), "/t_2020_03.tif"));
    assert_true(file_write(file_join(arena, folder, "t_2020_3.tif"), "x", 1, &err));
    assert_true(text_ends(district_expand(arena, pattern, 2020, 3), "/t_2020_3.tif"));
    assert_true(text_ends(district_expand(arena, pattern, 2020, 12), "/t_2020_12.tif"));
    assert_true(file_write(file_join(arena, folder, "t_2020_03.tif"), "x", 1, &err));
    assert_true(text_ends(district_expand(arena, pattern, 2020, 3), "/t_2020_03.tif"));
    District d = {.folder = folder, .root = ""};
    assert_string_equal(district_file(arena, &d, "t_{year}_{month}.tif", 2020, 3),
                        district_expand(arena, pattern, 2020, 3));
    assert_true(file_remove_tree(folder, &err));
}

static void a_folder_is_read_and_its_absence_told(void **state)
{
    (void)state;
    char folder[] = "/tmp/district-test-XXXXXX";
    District d;
    assert_non_null(mkdtemp(folder));
    assert_false(district_read(arena, folder, &d, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_non_null(strstr(err.text, "qingshan demo"));
    assert_true(file_write(file_join(arena, folder, "district.yaml"), demo, strlen(demo), &err));
    assert_true(district_read(arena, folder, &d, &err));
    assert_string_equal(d.folder, folder);
    assert_true(file_remove_tree(folder, &err));
    assert_false(district_read(arena, folder, &d, &err));
    assert_non_null(strstr(err.text, "is no folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demonstration_district_is_read),
        cmocka_unit_test(the_real_district_is_read),
        cmocka_unit_test(a_byte_order_mark_is_dropped),
        cmocka_unit_test(bytes_that_are_no_settings_are_refused),
        cmocka_unit_test(paths_are_found_from_folder_and_root),
        cmocka_unit_test(patterns_expand_to_the_file_that_is_there),
        cmocka_unit_test(a_folder_is_read_and_its_absence_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
