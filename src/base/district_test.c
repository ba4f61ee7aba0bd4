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

#include "base/district.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

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

static Arena *arena;
static Err err;

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static District parse(const char *text)
{
    District district;
    memset(&err, 0, sizeof err);
    if (!district_parse(arena, text, strlen(text), "here", &district, &err)) fail_msg("%s", err.text);
    return district;
}

static void refuses_size(const char *text, size_t size, const char *wanted)
{
    District district = {.schema = 77};
    memset(&err, 0, sizeof err);
    assert_false(district_parse(arena, text, size, "here", &district, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(district.schema, 77); // a refusal changes nothing
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

// A small valid district with lines of its own from line 5 on.
static const char head[] = "schema: 1\ndistrict: {code: \"1\", name: n}\nprofile: p\n"
                           "grid: {crs: \"EPSG:4524\", cell_m: 30}\n";

static const char *with(const char *more)
{
    return arena_printf(arena, "%s%s", head, more);
}

static void refuses(const char *more, const char *wanted)
{
    const char *text = with(more);
    refuses_size(text, strlen(text), wanted);
}

static const char *option(const VariantEntry *variant, const char *key)
{
    for (size_t i = 0; i < variant->option_count; i++) {
        if (text_equal(variant->option_keys[i], key)) return variant->option_values[i];
    }
    return "";
}

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

static void every_option_of_a_variant_keeps_its_text(void **state)
{
    (void)state;
    District d =
        parse(with("variants:\n  - {service: R10, warm_months: 5-9, use_p: true, spread: , basis: ~, p: 010}\n"));
    assert_string_equal(option(&d.variants[0], "warm_months"), "5-9");
    assert_string_equal(option(&d.variants[0], "use_p"), "true");
    assert_string_equal(option(&d.variants[0], "p"), "010");
    assert_int_equal(d.variants[0].option_count, 3);
}

static void extra_keys_are_read(void **state)
{
    (void)state;
    District d =
        parse(with("root: /data\ncells: {file: c.csv, sheet: s}\nlimits: {valid_area_min: 0.5}\n"
                   "maps:\n  - {id: a, file: a.tif, kind: flux, crs: \"EPSG:4326\", normal: n.tif, fill: \"map:b\","
                   " license: MIT, band: 2}\n  - {id: b, file: b.tif, kind: field, fill: \"constant:-1.5\"}\n"
                   "stations:\n  - {id: s, file: s.csv, value: v, power: 3, sheet: t, encoding: gbk, normal: m.csv}\n"
                   "observed:\n"));
    assert_string_equal(d.cells_sheet, "s");
    assert_true(d.valid_area_min == 0.5 && d.area_tolerance == 0.001);
    assert_int_equal(d.maps[0].band, 2);
    assert_string_equal(d.maps[0].license, "MIT");
    assert_string_equal(d.maps[0].normal, "n.tif");
    assert_true(d.stations[0].power == 3);
    assert_string_equal(d.stations[0].sheet, "t");
    assert_int_equal(d.observed_count, 0);
}

static void a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    assert_string_equal(parse(arena_printf(arena, "\xEF\xBB\xBF%s", head)).profile, "p");
}

static void a_district_of_tables_needs_no_grid(void **state)
{
    (void)state;
    assert_true(parse("schema: 1\ndistrict: {code: \"1\", name: n}\nprofile: p\ncells: {file: c.csv}\n").cell_m == 0);
}

static void unknown_keys_are_named_with_place_and_remedy(void **state)
{
    (void)state;
    refuses("profil: x\n", "here/district.yaml, line 5, column 1, key profil: unknown key; did you mean \"profile\"?");
    refuses("maps:\n  - {id: a, file: f, kind: class}\n  - {id: b, fil: f}\n",
            "line 7, column 13, key maps[2].fil: unknown key; did you mean \"file\"? Keys here: id, file, kind");
    refuses("limits: {xyzzy: 1}\n", "line 5, column 10, key limits.xyzzy: unknown key; keys here: valid_area_min");
    refuses("variants:\n  - {service: R02, k_corection: 1}\n", "did you mean \"k_correction\"?");
}

static void missing_and_doubled_keys_are_named(void **state)
{
    (void)state;
    refuses_size("schema: 1\n", 10, "line 1, column 1, key profile: this key is missing");
    refuses("maps:\n  - {id: a, file: f, kind: class}\n  - {id: b, file: f}\n",
            "line 7, column 5, key maps[2].kind: this key is missing");
    refuses("maps:\n  - {}\n", "line 6, column 5, key maps[1].id: this key is missing");
    refuses("schema: 1\n", "line 5, column 1, key schema: this key stands twice, first in line 1");
    refuses("maps:\n  - {id: a, file: f, kind: class, id: b}\n",
            "line 6, column 35, key maps[1].id: this key stands twice");
}

static void values_of_the_wrong_kind_are_named(void **state)
{
    (void)state;
    refuses("maps: x\n", "line 5, column 1, key maps: expected a list");
    refuses("limits: x\n", "key limits: expected keys with values");
    refuses("root: [a]\n", "key root: expected one text or number");
    refuses("maps:\n  - x\n", "key maps[1]: expected keys with values");
    refuses("root: {a: 1}\n", "expected one text or number");
    refuses_size("- a\n", 4, "line 1, column 1: expected keys with values");
    refuses_size("text\n", 5, "expected keys with values");
}

static void empty_and_endless_texts_are_refused(void **state)
{
    (void)state;
    refuses_size("", 0, "is empty; expected keys");
    refuses_size("# only a comment\n", 17, "is empty");
    refuses("maps:\n  - {id: \"\", file: f, kind: class}\n", "line 6, column 6, key maps[1].id: must not be empty");
    char *text = arena_alloc(arena, 5010);
    memcpy(text, "root: ", 6);
    memset(text + 6, 'x', 5000);
    refuses(text, "key root: longer than 4096 bytes");
    StrBuf many = strbuf_open(arena);
    strbuf_add(&many, "tables:\n");
    for (int i = 0; i < 1001; i++) strbuf_printf(&many, "  - {id: t%d, file: f}\n", i);
    refuses(many.data, "key tables: more than 1000 entries");
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

static void numbers_are_read_strictly(void **state)
{
    (void)state;
    refuses("limits: {valid_area_min: 95}\n",
            "line 5, column 10, key limits.valid_area_min: \"95\" was found, expected a number from 0 to 1");
    refuses("limits: {area_tolerance: 0.1x}\n", "\"0.1x\" was found");
    refuses("years: {constant_price: 20}\n", "\"20\" was found, expected a whole number from 1949 to 2100");
    refuses("years: {constant_price: 2020.5}\n", "expected a whole number");
    refuses("years: {normal: \"1991\"}\n", "key years.normal: \"1991\" was found, expected two years");
    refuses("years: {normal: \"2020-1991\"}\n", "expected two years");
    refuses("years: {normal: \"199a-2020\"}\n", "expected two years");
    refuses("boundary: {official_area_hm2: 0}\n", "an area is larger than 0");
    refuses("maps:\n  - {id: a, file: f, kind: class, band: 0}\n", "key maps[1].band: \"0\" was found");
    refuses("stations:\n  - {id: a, file: f, value: v, power: 99}\n", "key stations[1].power");
    refuses("stations:\n  - {id: a, file: f, value: v, lapse: x}\n", "key stations[1].lapse");
    refuses("stations:\n  - {id: a, file: f, value: v, wind_height_m: 0}\n", "key stations[1].wind_height_m");
    refuses("class_tables:\n  - {id: a, map: m, file: f, key: k, split: \"-\", part: 0}\n", "key class_tables[1].part");
    refuses_size("schema: 2\ndistrict: {code: a, name: b}\nprofile: p\n", 50, "key schema: \"2\" was found");
    refuses_size("schema: 1\ndistrict: {code: a, name: b, demo: maybe}\nprofile: p\n", 63,
                 "key district.demo: \"maybe\" was found, expected true or false");
    refuses_size("schema: 1\ndistrict: {code: a, name: b, population: -1}\nprofile: p\n", 66, "district.population");
    assert_true(parse("schema: 1\ndistrict: {code: a, name: b, demo: yes}\nprofile: p\ncells: {file: c}\n").demo);
}

static void choices_are_listed(void **state)
{
    (void)state;
    refuses("maps:\n  - {id: a, file: f, kind: klass}\n",
            "key maps[1].kind: \"klass\" was found, expected one of: class, field, flux");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: zero}\n", "expected constant:NUMBER, class_mean or map:ID");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: \"constant:x\"}\n", "expected constant:NUMBER");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: \"map:a\"}\n", "cannot fill its own holes");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: \"map:\"}\n", "the id of a map is missing");
    refuses("maps:\n  - {id: a, file: f, kind: class, fill: \"map:b\"}\n", "no map with the id \"b\"");
    refuses("services:\n  - {code: R1, state: computed, reason: r}\n",
            "expected one of: not_applicable, not_available");
    refuses("services:\n  - {code: R1, state: not_available, reason: \"\"}\n",
            "key services[1].reason: must not be empty");
    refuses("stations:\n  - {id: a, file: f, value: v, layout: tall}\n", "expected one of: long, wide");
    refuses("stations:\n  - {id: a, file: f, value: v, date_rule: x}\n", "expected one of: date_part");
    refuses("stations:\n  - {id: a, file: f, value: v, method: kriging}\n", "expected one of: idw, thiessen");
}

static void ids_that_stand_twice_are_named_with_both_lines(void **state)
{
    (void)state;
    refuses("maps:\n  - {id: a, file: f, kind: class}\n  - {id: a, file: g, kind: class}\n",
            "line 7, column 6, key maps[2].id: \"a\" stands twice in this list, first in line 6");
    refuses("variants:\n  - {service: R02}\n  - {service: R02}\n", "key variants[2].service: \"R02\" stands twice");
    refuses(
        "services:\n  - {code: R1, state: not_available, reason: r}\n  - {code: R1, state: not_available, reason: r}\n",
        "key services[2].code");
    refuses("tables:\n  - {id: a, file: f}\n  - {id: a, file: f}\n", "key tables[2].id");
    refuses("observed:\n  - {id: a, file: f}\n  - {id: a, file: f}\n", "key observed[2].id");
    refuses("stations:\n  - {id: a, file: f, value: v}\n  - {id: a, file: f, value: v}\n", "key stations[2].id");
    refuses("tables:\n  - {id: \"a b\", file: f}\n", "an id is one word");
}

static void ids_that_are_referred_to_must_be_there(void **state)
{
    (void)state;
    refuses("boundary: {mask_of: land}\n", "key boundary.mask_of: no map with the id \"land\"");
    refuses("class_tables:\n  - {id: a, map: m, file: f, key: k, columns: [a=b]}\n", "key class_tables[1].map: no map");
    const char *text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {like: dem}\n";
    refuses_size(text, strlen(text), "key grid.like: no map with the id \"dem\"");
}

static void the_grid_is_said_one_way(void **state)
{
    (void)state;
    const char *text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {like: dem, cell_m: 30}\n";
    refuses_size(text, strlen(text), "either cell_m or like");
    text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {crs: x, cell_m: 0}\n";
    refuses_size(text, strlen(text), "line 4, column 16, key grid.cell_m: the cell size in metres is missing");
    text = "schema: 1\ndistrict: {code: a, name: b}\nprofile: p\ngrid: {cell_m: 30}\n";
    refuses_size(text, strlen(text), "key grid.crs: the coordinate system is missing");
    refuses("boundary: {file: f, mask_of: m}\n", "either file or mask_of");
}

static void stations_and_class_tables_agree_with_themselves(void **state)
{
    (void)state;
    static const char *const map = "maps:\n  - {id: m, file: f, kind: class}\n";
    refuses("stations:\n  - {id: a, file: f}\n", "in the long layout give either value");
    refuses("stations:\n  - {id: a, file: f, value: v, columns: [a=b]}\n", "in the long layout give either value");
    refuses("stations:\n  - {id: a, file: f, layout: wide, columns: [a=b]}\n", "the columns are the sites");
    refuses("stations:\n  - {id: a, file: f, columns: [b]}\n",
            "key stations[1].columns[1]: \"b\" was found, expected VARIABLE=COLUMN");
    refuses("stations:\n  - {id: a, file: f, columns: [a=b, =c]}\n", "columns[2]");
    refuses("stations:\n  - {id: a, file: f, columns: [a=b, a=c]}\n", "stands twice in the list");
    refuses("stations:\n  - {id: a, file: f, value: v, polygons: p}\n", "polygons go with method: thiessen");
    refuses("stations:\n  - {id: a, file: f, value: v, polygons: p, method: thiessen}\n", "polygon_key: ID");
    refuses("stations:\n  - {id: a, file: f, value: v, lapse: 1}\n", "with lapse, say its unit");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k}\n", map), "name the columns");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k, split: ab, part: 1}\n", map),
            "expected one character");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k, split: \"-\"}\n", map),
            "say which part");
    refuses(arena_printf(arena, "%sclass_tables:\n  - {id: a, map: m, file: f, key: k, part: 2}\n", map),
            "say what splits");
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
        cmocka_unit_test(every_option_of_a_variant_keeps_its_text),
        cmocka_unit_test(extra_keys_are_read),
        cmocka_unit_test(a_byte_order_mark_is_dropped),
        cmocka_unit_test(a_district_of_tables_needs_no_grid),
        cmocka_unit_test(unknown_keys_are_named_with_place_and_remedy),
        cmocka_unit_test(missing_and_doubled_keys_are_named),
        cmocka_unit_test(values_of_the_wrong_kind_are_named),
        cmocka_unit_test(empty_and_endless_texts_are_refused),
        cmocka_unit_test(bytes_that_are_no_settings_are_refused),
        cmocka_unit_test(numbers_are_read_strictly),
        cmocka_unit_test(choices_are_listed),
        cmocka_unit_test(ids_that_stand_twice_are_named_with_both_lines),
        cmocka_unit_test(ids_that_are_referred_to_must_be_there),
        cmocka_unit_test(the_grid_is_said_one_way),
        cmocka_unit_test(stations_and_class_tables_agree_with_themselves),
        cmocka_unit_test(paths_are_found_from_folder_and_root),
        cmocka_unit_test(patterns_expand_to_the_file_that_is_there),
        cmocka_unit_test(a_folder_is_read_and_its_absence_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
