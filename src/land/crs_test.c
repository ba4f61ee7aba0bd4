#include "land/crs.h"

#include "land/test_maps.h"

// ArcGIS writes it so, with other names and east before north.
static const char *const ESRI_ZONE_36 =
    "PROJCS[\"CGCS2000_3_Degree_GK_Zone_36\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_"
    "2000\","
    "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"
    "PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",36500000.0],PARAMETER[\"False_Northing\",0.0],"
    "PARAMETER[\"Central_Meridian\",108.0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],"
    "UNIT[\"Meter\",1.0]]";

static Crs *open_crs(const char *text)
{
    Crs *crs = NULL;
    Err err;
    test_done(crs_open(text, &crs, &err), &err);
    return crs;
}

static void a_code_opens_with_its_facts(void **state)
{
    (void)state;
    Crs *crs = open_crs("EPSG:4524");
    assert_string_equal(crs_label(crs), "EPSG:4524");
    assert_string_equal(crs_name(crs), "CGCS2000 / 3-degree Gauss-Kruger zone 36");
    assert_true(strstr(crs_wkt(crs), "PROJCRS") == crs_wkt(crs));
    assert_true(crs_is_projected(crs) && crs_unit_is_metre(crs));
    assert_false(crs_is_geographic(crs) || crs_is_web_mercator(crs));
    crs_close(crs);
    crs_close(NULL);
}

static void a_text_that_means_nothing_is_refused_with_an_example(void **state)
{
    (void)state;
    Crs *crs = NULL;
    Err err;
    assert_false(crs_open("nonsense", &crs, &err));
    test_says(&err, ERR_INPUT, "EPSG:4524");
    assert_false(crs_open("https://example.org/crs", &crs, &err));
    test_says(&err, ERR_INPUT, "not understood");
}

static void the_wording_does_not_matter(void **state)
{
    (void)state;
    Crs *code = open_crs("EPSG:4524"), *esri = open_crs(ESRI_ZONE_36), *other = open_crs("EPSG:4525");
    Crs *lonlat = open_crs("EPSG:4490"), *again = open_crs(crs_wkt(code));
    assert_true(crs_same(code, esri));
    assert_true(crs_same(code, again));
    assert_true(crs_same(code, code));
    assert_false(crs_same(code, other));
    assert_false(crs_same(code, lonlat));
    assert_string_equal(crs_label(esri), "EPSG:4524");
    crs_close(code);
    crs_close(esri);
    crs_close(other);
    crs_close(lonlat);
    crs_close(again);
}

static void heights_play_no_part(void **state)
{
    (void)state;
    Crs *flat = open_crs("EPSG:4326"), *solid = open_crs("EPSG:4979"), *compound = open_crs("EPSG:4326+5773");
    assert_true(crs_same(flat, solid));
    assert_true(crs_same(flat, compound));
    crs_close(flat);
    crs_close(solid);
    crs_close(compound);
}

static void a_crs_without_a_name_is_labelled_by_what_it_is(void **state)
{
    (void)state;
    Crs *crs = open_crs("+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80");
    assert_non_null(strstr(crs_label(crs), "+proj=aea"));
    crs_close(crs);
}

static void check_refused(const char *text, const char *reason)
{
    Err err;
    Crs *crs = open_crs(text);
    assert_false(crs_check_grid(crs, &err));
    test_says(&err, ERR_REFUSED, reason);
    crs_close(crs);
}

static void a_grid_needs_metres_and_true_shapes(void **state)
{
    (void)state;
    Err err;
    const char *const good[] = {"EPSG:4524", "EPSG:32648", "EPSG:2415", "+proj=aea +lat_1=25 +lat_2=47 +ellps=GRS80"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        Crs *crs = open_crs(good[i]);
        test_done(crs_check_grid(crs, &err), &err);
        crs_close(crs);
    }
    check_refused("EPSG:4490", "degrees");
    check_refused("EPSG:3857", "Web Mercator");
    check_refused("EPSG:3785", "Web Mercator");
    check_refused("ESRI:102100", "Web Mercator");
    check_refused("+proj=merc +a=6378137 +b=6378137 +lon_0=0 +units=m +nadgrids=@null +no_defs", "Web Mercator");
    check_refused("EPSG:2263", "metres");
    check_refused("EPSG:4978", "not a map projection");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_opens_with_its_facts),
        cmocka_unit_test(a_text_that_means_nothing_is_refused_with_an_example),
        cmocka_unit_test(the_wording_does_not_matter),
        cmocka_unit_test(heights_play_no_part),
        cmocka_unit_test(a_crs_without_a_name_is_labelled_by_what_it_is),
        cmocka_unit_test(a_grid_needs_metres_and_true_shapes),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
