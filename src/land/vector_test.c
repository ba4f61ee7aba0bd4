#include "land/vector.h"

#include <math.h>
#include <ogr_api.h>
#include <proj.h>

#include <geodesic.h>

#include "base/text.h"
#include "land/test_maps.h"

static Crs *grid_crs(void)
{
    static Crs *crs;
    Err err;
    if (!crs) test_done(crs_open("EPSG:4524", &crs, &err), &err);
    return crs;
}

static int close_all(void **state)
{
    crs_close(grid_crs());
    return test_close(state);
}

static Polygons read_polygons(VectorRequest request)
{
    Polygons polygons;
    Err err;
    if (!request.target) request.target = grid_crs();
    test_done(vector_read_polygons(test_arena, &request, &polygons, &err), &err);
    return polygons;
}

static void check_refused(VectorRequest request, ErrCode code, const char *part)
{
    Polygons polygons;
    Err err;
    if (!request.target) request.target = grid_crs();
    assert_false(vector_read_polygons(test_arena, &request, &polygons, &err));
    test_says(&err, code, part);
}

static double doubled_area(const Ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->count; i++)
        sum += (ring->x[i] - ring->x[0]) * (ring->y[i + 1] - ring->y[0]) -
               (ring->x[i + 1] - ring->x[0]) * (ring->y[i] - ring->y[0]);
    return sum;
}

// A GeoJSON file of polygons with the fields code, name, number.
static const char *geojson(const char *name, const char *features)
{
    return test_text_file(name,
                          arena_printf(test_arena, "{\"type\":\"FeatureCollection\",\"features\":[%s]}", features));
}

static const char *feature(const char *code, const char *coordinates)
{
    return arena_printf(test_arena,
                        "{\"type\":\"Feature\",\"properties\":{\"code\":%s,\"name\":\"名%s\"},\"geometry\":"
                        "{\"type\":\"Polygon\",\"coordinates\":%s}}",
                        code, "称", coordinates);
}

static const char *const SQUARE = "[[[108,31],[108.1,31],[108.1,31.1],[108,31.1],[108,31]]]";
static const char *const BOW_TIE = "[[[108,31],[108.1,31.1],[108.1,31],[108,31.1],[108,31]]]";

// ---- reading

static void a_square_in_degrees_comes_with_points_along_its_bent_edges(void **state)
{
    (void)state;
    Polygons p = read_polygons((VectorRequest){.path = geojson("square.geojson", feature("\"A\"", SQUARE)),
                                               .code_field = "code",
                                               .name_field = "NAME",
                                               .repair = true});
    assert_int_equal(p.count, 1);
    assert_string_equal(p.items[0].code, "A");
    assert_string_equal(p.items[0].name, "名称");
    assert_string_equal(p.items[0].fault, "");
    assert_false(p.items[0].repaired);
    assert_string_equal(p.source_crs, "EPSG:4326");
    assert_non_null(strstr(p.datum_note, "WGS 84"));
    assert_true(p.datum_is_ballpark);
    const Ring *ring = p.items[0].rings;
    assert_true(ring->count > 20 && ring->count < 200);
    assert_true(ring->x[0] == ring->x[ring->count - 1] && ring->y[0] == ring->y[ring->count - 1]);
    assert_true(doubled_area(ring) > 0);
    for (size_t i = 0; i < ring->count; i++) {
        assert_true(ring->x[i] == round(ring->x[i] * 1e3) / 1e3 && ring->y[i] == round(ring->y[i] * 1e3) / 1e3);
        assert_true(ring->x[i] >= p.min_x && ring->x[i] <= p.max_x && ring->y[i] >= p.min_y && ring->y[i] <= p.max_y);
    }
}

// The other way round: a map in metres, read into degrees. The same lengths in metres are looked at.
static void a_square_in_metres_bends_in_degrees_too(void **state)
{
    (void)state;
    Crs *degrees = NULL;
    Err err;
    test_done(crs_open("EPSG:4490", &degrees, &err), &err);
    const double x[5] = {36400000, 36440000, 36440000, 36400000, 36400000};
    const double y[5] = {3400000, 3400000, 3440000, 3440000, 3400000};
    const Ring square = {.count = 5, .x = x, .y = y};
    const Polygon polygon = {.code = "A", .name = "A", .ring_count = 1, .rings = &square};
    const char *path = test_path("metres.gpkg");
    test_done(vector_write_gpkg(path, "metres", grid_crs(), &polygon, 1, &err), &err);
    Polygons p = read_polygons((VectorRequest){.path = path, .target = degrees});
    const Ring *ring = p.items[0].rings;
    assert_true(ring->count > 20 && ring->count < 200);
    crs_close(degrees);
}

static void coordinates_stay_as_they_are_when_asked(void **state)
{
    (void)state;
    static const char *const THIRDS = "[[[108.123456789012,31],[109,31],[109,32],[108.123456789012,31]]]";
    Crs *degrees = NULL;
    Err err;
    test_done(crs_open("EPSG:4326", &degrees, &err), &err);
    VectorRequest request = {.path = geojson("thirds.geojson", feature("\"A\"", THIRDS)), .target = degrees};
    assert_true(read_polygons(request).min_x == 108.12345679);
    request.unrounded = true;
    assert_true(read_polygons(request).min_x == 108.123456789012);
    crs_close(degrees);
}

// Geodesic area of a dense ring by PROJ's geodesics.
static double geodesic_area(const double *lon, const double *lat, size_t count, size_t steps)
{
    struct geod_geodesic earth;
    geod_init(&earth, 6378137, 1 / 298.257223563);
    struct geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (size_t i = 0; i + 1 < count; i++) {
        for (size_t k = 0; k < steps; k++) {
            double share = (double)k / (double)steps;
            geod_polygon_addpoint(&earth, &polygon, lat[i] + (lat[i + 1] - lat[i]) * share,
                                  lon[i] + (lon[i + 1] - lon[i]) * share);
        }
    }
    double area, perimeter;
    geod_polygon_compute(&earth, &polygon, 0, 1, &area, &perimeter);
    return area;
}

static void areas_are_those_of_the_ellipsoid(void **state)
{
    (void)state;
    Crs *lonlat = NULL;
    Err err;
    test_done(crs_open("EPSG:4326", &lonlat, &err), &err);
    const double lon[5] = {107.5, 108.9, 109.1, 107.3, 107.5}, lat[5] = {30.6, 30.8, 31.9, 31.4, 30.6};
    Ring ring = {.count = 5, .x = lon, .y = lat};
    double area = 0, want = geodesic_area(lon, lat, 5, 2000);
    test_done(vector_geodesic_area(lonlat, &ring, 1, &area, &err), &err);
    if (!(fabs(area / want - 1) < 1e-8)) fail_msg("%.3f, by geodesics %.3f", area, want);
    crs_close(lonlat);
    const double x[5] = {36480000, 36520000, 36521000, 36479000, 36480000},
                 y[5] = {3400000, 3400500, 3450000, 3451000, 3400000};
    Ring flat = {.count = 5, .x = x, .y = y}, line = {.count = 3, .x = x, .y = y};
    test_done(vector_geodesic_area(grid_crs(), &flat, 1, &area, &err), &err);
    assert_true(fabs(area / (0.5 * doubled_area(&flat)) - 1) < 2e-5); // near the central meridian the map is true
    test_done(vector_geodesic_area(grid_crs(), &line, 1, &area, &err), &err);
    assert_true(area == 0);
}

static void across_the_date_line_an_area_stays_small(void **state)
{
    (void)state;
    Crs *utm = NULL;
    Err err;
    test_done(crs_open("EPSG:32601", &utm, &err), &err);
    const double x[5] = {150000, 180000, 180000, 150000, 150000}, y[5] = {10000, 10000, 40000, 40000, 10000};
    Ring ring = {.count = 5, .x = x, .y = y};
    double area = 0;
    test_done(vector_geodesic_area(utm, &ring, 1, &area, &err), &err);
    assert_true(fabs(area / 9e8 - 1) < 3e-3);
    crs_close(utm);
}

static void an_invalid_polygon_is_told_with_its_place_and_repaired(void **state)
{
    (void)state;
    const char *path = geojson("tie.geojson", feature("1", BOW_TIE));
    Polygons p = read_polygons((VectorRequest){.path = path, .repair = true});
    assert_string_equal(p.items[0].fault, "Self-intersection near 108.05000 31.05000");
    assert_string_equal(p.items[0].code, "");
    assert_true(p.items[0].repaired);
    assert_int_equal(p.items[0].ring_count, 2);
    for (int i = 0; i < 2; i++) assert_true(doubled_area(&p.items[0].rings[i]) > 0);
    assert_true(p.items[0].area_after_m2 > 5e7 && p.items[0].area_after_m2 == p.items[0].area_m2);
    assert_true(p.items[0].area_before_m2 < 1e6); // the two halves run against each other
    p = read_polygons((VectorRequest){.path = path, .repair = false});
    assert_string_equal(p.items[0].fault, "Self-intersection near 108.05000 31.05000");
    assert_false(p.items[0].repaired);
    assert_int_equal(p.items[0].ring_count, 1);
}

static void holes_run_the_other_way(void **state)
{
    (void)state;
    const char *path = geojson(
        "hole.geojson", feature("7", "[[[108,31],[108,31.1],[108.1,31.1],[108.1,31],[108,31]],"
                                     "[[108.02,31.02],[108.02,31.04],[108.04,31.04],[108.04,31.02],[108.02,31.02]]]"));
    Polygons p = read_polygons((VectorRequest){.path = path, .code_field = "code"});
    assert_string_equal(p.items[0].code, "7");
    assert_int_equal(p.items[0].ring_count, 2);
    double outer = doubled_area(&p.items[0].rings[0]), hole = doubled_area(&p.items[0].rings[1]);
    assert_true(outer > 0 && hole < 0);
    assert_true(fabs(p.items[0].area_m2 / (0.5 * (outer + hole)) - 1) < 1e-5);
}

static void neighbours_keep_their_common_border(void **state)
{
    (void)state;
    const char *both = arena_printf(test_arena, "%s,%s", feature("1", "[[[108,31],[108.3,31.1],[108,31.2],[108,31]]]"),
                                    feature("2", "[[[108.3,31.1],[108,31],[108.3,31],[108.3,31.1]]]"));
    Polygons p = read_polygons((VectorRequest){.path = geojson("two.geojson", both), .code_field = "code"});
    const Ring *a = p.items[0].rings, *b = p.items[1].rings;
    size_t shared = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k + 1 < b->count; k++) shared += a->x[i] == b->x[k] && a->y[i] == b->y[k];
    }
    assert_true(shared > 10);
    Overlap *overlaps;
    size_t count;
    Err err;
    test_done(vector_overlaps(test_arena, &p, 0.001, 10, &overlaps, &count, &err), &err);
    assert_int_equal(count, 0);
}

static void collections_and_heights_and_curves_are_taken_as_polygons(void **state)
{
    (void)state;
    const char *path = test_text_file(
        "wkt.csv",
        "WKT,code\n"
        "\"GEOMETRYCOLLECTION(POINT(1 1),POLYGON Z((108 31 5,108.1 31 5,108.1 31.1 5,108 31 5)))\",1\n"
        "\"CURVEPOLYGON(CIRCULARSTRING(108 31,108.1 31.1,108.2 31,108.1 30.9,108 31))\",2\n"
        "\"MULTIPOLYGON(((109 31,109.1 31,109.1 31.1,109 31)),((109.5 31,109.6 31,109.6 31.1,109.5 31)))\",3\n"
        "\"POLYGON((108 31,108.1 31,108.1 31.1,108 31),(108.01 31.01,108.02 31.01,108.01 31.01))\",4\n");
    const char *vrt = test_text_file(
        "wkt.vrt",
        arena_printf(test_arena,
                     "<OGRVRTDataSource><OGRVRTLayer name=\"wkt\"><SrcDataSource>%s</SrcDataSource>"
                     "<LayerSRS>EPSG:4490</LayerSRS><GeometryField encoding=\"WKT\" field=\"WKT\"/></OGRVRTLayer>"
                     "</OGRVRTDataSource>",
                     path));
    Polygons p = read_polygons((VectorRequest){.path = vrt, .code_field = "code", .repair = true});
    assert_int_equal(p.count, 4);
    assert_string_equal(p.datum_note, "");
    assert_false(p.datum_is_ballpark);
    assert_int_equal(p.items[0].ring_count, 1);
    assert_true(p.items[1].rings[0].count > 60);
    assert_int_equal(p.items[2].ring_count, 2);
    assert_int_equal(p.items[3].ring_count, 1);
    assert_non_null(strstr(p.items[3].fault, "fewer than 3 corners"));
}

static void what_is_no_polygon_map_is_refused(void **state)
{
    (void)state;
    check_refused((VectorRequest){.path = test_path("absent.shp")}, ERR_MISSING, "no such file");
    check_refused((VectorRequest){.path = "https://example.org/x.geojson"}, ERR_INPUT, "files only");
    check_refused((VectorRequest){.path = test_text_file("words.geojson", "words")}, ERR_INPUT,
                  "cannot be read as a vector map");
    check_refused((VectorRequest){.path = geojson("none.geojson", "")}, ERR_INPUT, "no polygons");
    const char *point =
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[108,31]}}";
    check_refused((VectorRequest){.path = geojson("point.geojson", point)}, ERR_INPUT, "feature 0: it has no polygon");
    const char *empty = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}";
    check_refused((VectorRequest){.path = geojson("null.geojson", empty)}, ERR_INPUT, "feature 0: it has no polygon");
    const char *speck = feature("1", "[[[108,31],[108.000000001,31],[108.000000001,31.000000001],[108,31]]]");
    check_refused((VectorRequest){.path = geojson("speck.geojson", speck)}, ERR_INPUT, "nothing is left");
    const char *line = feature("1", "[[[108,31],[108.1,31],[108,31]]]");
    check_refused((VectorRequest){.path = geojson("line.geojson", line)}, ERR_INPUT, "it has no polygon");
}

static void fields_and_codes_are_checked(void **state)
{
    (void)state;
    const char *two = arena_printf(test_arena, "%s,%s", feature("500154001", SQUARE), feature("500154001", SQUARE));
    const char *path = geojson("twice.geojson", two);
    check_refused((VectorRequest){.path = path, .code_field = "code"}, ERR_INPUT,
                  "code \"500154001\" stands at features 0 and 1");
    check_refused((VectorRequest){.path = path, .code_field = "adcode"}, ERR_INPUT,
                  "no field \"adcode\". Fields: code, name");
    check_refused((VectorRequest){.path = path, .name_field = "title"}, ERR_INPUT, "no field \"title\"");
    check_refused((VectorRequest){.path = path, .layer = "towns"}, ERR_INPUT, "no layer \"towns\". Layers: twice");
    assert_int_equal(read_polygons((VectorRequest){.path = path}).count, 2);
    path = geojson("uncoded.geojson", feature("\" \"", SQUARE));
    check_refused((VectorRequest){.path = path, .code_field = "code"}, ERR_INPUT, "feature 0: its code is empty");
    path = geojson("real.geojson", arena_printf(test_arena, "%s,%s", feature("12.5", SQUARE), feature("13.0", SQUARE)));
    Polygons p = read_polygons((VectorRequest){.path = path, .code_field = "code"});
    assert_string_equal(p.items[0].code, "12.5");
    assert_string_equal(p.items[1].code, "13");
    path = geojson("unnamed.geojson", feature("null", SQUARE));
    check_refused((VectorRequest){.path = path, .code_field = "code"}, ERR_INPUT, "its code is empty");
}

// ---- shapefiles

static void write_shapefile(const char *name, const char *encoding, const char *crs, const char *title)
{
    const char *path = test_path(name);
    char **options = CSLSetNameValue(NULL, "ENCODING", encoding);
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRSetFromUserInput(srs, crs ? crs : "EPSG:4490");
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "x", crs ? srs : NULL, wkbPolygon, options);
    CSLDestroy(options);
    OGRFieldDefnH code = OGR_Fld_Create("ID", OFTInteger), text = OGR_Fld_Create("NAME", OFTString);
    OGR_L_CreateField(layer, code, TRUE);
    OGR_L_CreateField(layer, text, TRUE);
    OGRFeatureH made = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    char wkt[] = "POLYGON((36500000 3400000,36500000 3401000,36501000 3401000,36501000 3400000,36500000 3400000))",
         *at = wkt;
    OGRGeometryH square;
    assert_int_equal(OGR_G_CreateFromWkt(&at, NULL, &square), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(made, square);
    OGR_F_SetFieldInteger(made, 0, 500154001);
    OGR_F_SetFieldString(made, 1, title);
    assert_int_equal(OGR_L_CreateFeature(layer, made), OGRERR_NONE);
    OGR_F_Destroy(made);
    OGR_Fld_Destroy(code);
    OGR_Fld_Destroy(text);
    OSRDestroySpatialReference(srs);
    GDALClose(dataset);
}

static void names_in_gbk_are_read_with_and_without_a_cpg(void **state)
{
    (void)state;
    static const struct {
        const char *file, *encoding, *asked;
        bool keep_cpg, keep_ldid;
    } rows[] = {{"gbk1.shp", "CP936", NULL, true, true},     {"gbk2.shp", "CP936", "", false, true},
                {"gbk3.shp", "CP936", NULL, false, false},   {"gbk4.shp", "CP936", "GBK", false, false},
                {"utf1.shp", "UTF-8", NULL, true, true},     {"utf2.shp", "UTF-8", NULL, false, false},
                {"gb18030.shp", "GB18030", NULL, true, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_shapefile(rows[i].file, rows[i].encoding, "EPSG:4524", "汉丰街道");
        const char *path = test_path(rows[i].file);
        const char *cpg = text_replace(test_arena, path, ".shp", ".cpg"),
                   *dbf = text_replace(test_arena, path, ".shp", ".dbf");
        if (!rows[i].keep_cpg) unlink(cpg);
        FILE *file = fopen(dbf, "r+b");
        assert_non_null(file);
        if (!rows[i].keep_ldid && fseek(file, 29, SEEK_SET) == 0) fputc(0x57, file); // what many programs write
        fclose(file);
        Polygons p = read_polygons(
            (VectorRequest){.path = path, .code_field = "ID", .name_field = "name", .encoding = rows[i].asked});
        if (strcmp(p.items[0].name, "汉丰街道") != 0) fail_msg("row %zu: %s", i, p.items[0].name);
        assert_string_equal(p.items[0].code, "500154001");
        assert_string_equal(p.source_crs, "EPSG:4524");
        assert_int_equal(p.items[0].rings[0].count, 5); // its own system: nothing is put in
        assert_true(fabs(p.items[0].area_m2 / 1e6 - 1) < 1e-6);
    }
}

static void bytes_that_are_not_of_the_encoding_are_told(void **state)
{
    (void)state;
    write_shapefile("wrong.shp", "CP936", "EPSG:4524", "汉丰街道");
    check_refused((VectorRequest){.path = test_path("wrong.shp"), .name_field = "NAME", .encoding = "UTF-8"}, ERR_INPUT,
                  "feature 0");
}

static void a_map_without_crs_is_refused(void **state)
{
    (void)state;
    write_shapefile("bare.shp", "UTF-8", NULL, "x");
    check_refused((VectorRequest){.path = test_path("bare.shp")}, ERR_INPUT, "does not say its coordinate system");
}

static void a_map_in_an_unreachable_place_is_refused(void **state)
{
    (void)state;
    const char *path = geojson("far.geojson", feature("1", "[[[108,31],[108.1,31],[108.1,91],[108,31]]]"));
    Err err;
    check_refused((VectorRequest){.path = path}, ERR_INPUT,
                  "the point 108.10000 91.00000 (EPSG:4326) has no place in EPSG:4524");
    Crs *quarry = NULL;
    test_done(crs_open("LOCAL_CS[\"quarry\",UNIT[\"metre\",1],AXIS[\"E\",EAST],AXIS[\"N\",NORTH]]", &quarry, &err),
              &err);
    check_refused((VectorRequest){.path = path, .target = quarry}, ERR_INPUT, "far.geojson: ");
    crs_close(quarry);
}

// ---- writing and overlaps

static void what_is_written_is_read_again_and_its_bytes_do_not_change(void **state)
{
    (void)state;
    Polygons p = read_polygons((VectorRequest){.path = geojson("tie.geojson", feature("\"T1\"", BOW_TIE)),
                                               .code_field = "code",
                                               .name_field = "name",
                                               .repair = true});
    const char *paths[2] = {test_path("one.gpkg"), test_path("two.gpkg")};
    Err err;
    char *data[2];
    size_t size[2];
    for (int i = 0; i < 2; i++) {
        test_done(vector_write_gpkg(paths[i], "boundary", grid_crs(), p.items, p.count, &err), &err);
        test_done(vector_write_gpkg(paths[i], "towns", grid_crs(), p.items, p.count, &err), &err);
        test_done(file_read(test_arena, paths[i], &data[i], &size[i], &err), &err);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(data[0], data[1], size[0]);
    check_refused((VectorRequest){.path = paths[0]}, ERR_INPUT, "2 layers; name one of them: boundary, towns");
    Polygons again =
        read_polygons((VectorRequest){.path = paths[0], .layer = "towns", .code_field = "code", .name_field = "name"});
    assert_int_equal(again.count, 1);
    assert_string_equal(again.items[0].code, "T1");
    assert_string_equal(again.items[0].name, "名称");
    assert_int_equal(again.items[0].ring_count, 2);
    assert_string_equal(again.source_crs, "EPSG:4524");
    assert_string_equal(again.datum_note, "");
    for (int r = 0; r < 2; r++) {
        const Ring *a = &p.items[0].rings[r], *b = &again.items[0].rings[r];
        assert_int_equal(a->count, b->count);
        for (size_t i = 0; i < a->count; i++) assert_true(a->x[i] == b->x[i] && a->y[i] == b->y[i]);
    }
    assert_false(vector_write_gpkg(paths[0], "towns", grid_crs(), p.items, p.count, &err));
    test_says(&err, ERR_REFUSED, "there already");
    assert_false(vector_write_gpkg("/proc/no/such.gpkg", "towns", grid_crs(), p.items, p.count, &err));
    test_says(&err, ERR_IO, "cannot be written");
}

static void the_stamp_follows_source_date_epoch(void **state)
{
    (void)state;
    Polygons p = read_polygons((VectorRequest){.path = geojson("square.geojson", feature("1", SQUARE))});
    Err err;
    char *data;
    size_t size;
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    test_done(vector_write_gpkg(test_path("dated.gpkg"), "a", grid_crs(), p.items, 1, &err), &err);
    unsetenv("SOURCE_DATE_EPOCH");
    test_done(file_read(test_arena, test_path("dated.gpkg"), &data, &size, &err), &err);
    assert_non_null(memmem(data, size, "2023-11-14T22:13:20.000Z", 24));
}

static void holes_are_written_as_holes(void **state)
{
    (void)state;
    const double x[5] = {0, 100, 100, 0, 0}, y[5] = {0, 0, 100, 100, 0}, u[5] = {20, 20, 60, 60, 20},
                 v[5] = {20, 60, 60, 20, 20};
    const Ring rings[2] = {{.count = 5, .x = x, .y = y}, {.count = 5, .x = u, .y = v}};
    Polygon polygon = {.code = "1", .name = "", .ring_count = 2, .rings = rings};
    Err err;
    test_done(vector_write_gpkg(test_path("hole.gpkg"), "a", grid_crs(), &polygon, 1, &err), &err);
    Polygons p = read_polygons((VectorRequest){.path = test_path("hole.gpkg")});
    assert_int_equal(p.items[0].ring_count, 2);
    assert_true(doubled_area(&p.items[0].rings[0]) == 20000 && doubled_area(&p.items[0].rings[1]) == -3200);
}

static Polygon box_of(double x0, double y0, double x1, double y1)
{
    double *x = arena_array(test_arena, 5, sizeof *x), *y = arena_array(test_arena, 5, sizeof *y);
    const double px[5] = {x0, x1, x1, x0, x0}, py[5] = {y0, y0, y1, y1, y0};
    memcpy(x, px, sizeof px);
    memcpy(y, py, sizeof py);
    Ring *ring = arena_alloc(test_arena, sizeof *ring);
    *ring = (Ring){.count = 5, .x = x, .y = y};
    return (Polygon){.code = "b", .name = "", .ring_count = 1, .rings = ring};
}

static void overlaps_are_found_in_order_with_their_areas(void **state)
{
    (void)state;
    Polygon items[5] = {box_of(0, 0, 10, 10), box_of(10, 0, 20, 10), box_of(5, 5, 15, 8), box_of(0, 9.9, 10, 20),
                        box_of(0, 40, 1, 41)};
    Polygons polygons = {.count = 5, .items = items};
    Overlap *overlaps;
    size_t count;
    Err err;
    test_done(vector_overlaps(test_arena, &polygons, 0.5, 10, &overlaps, &count, &err), &err);
    assert_int_equal(count, 3);
    const Overlap want[3] = {{0, 2, 15}, {0, 3, 1}, {1, 2, 15}};
    for (size_t i = 0; i < 3; i++) {
        assert_true(overlaps[i].a == want[i].a && overlaps[i].b == want[i].b);
        assert_true(fabs(overlaps[i].area_m2 - want[i].area_m2) < 1e-9);
    }
    test_done(vector_overlaps(test_arena, &polygons, 2, 1, &overlaps, &count, &err), &err);
    assert_true(count == 1 && overlaps[0].b == 2);
}

static void crossing_rings_do_not_stop_the_search_for_overlaps(void **state)
{
    (void)state;
    const double x[5] = {0, 10, 10, 0, 0}, y[5] = {0, 10, 0, 10, 0};
    Ring tie = {.count = 5, .x = x, .y = y};
    Polygon items[2] = {{.code = "t", .name = "", .ring_count = 1, .rings = &tie}, box_of(0, 0, 5, 10)};
    Polygons polygons = {.count = 2, .items = items};
    Overlap *overlaps;
    size_t count;
    Err err;
    test_done(vector_overlaps(test_arena, &polygons, 0.5, 10, &overlaps, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_true(fabs(overlaps[0].area_m2 - 25) < 1e-9);
}

static void a_hole_is_no_overlap(void **state)
{
    (void)state;
    const double x[5] = {0, 10, 10, 0, 0}, y[5] = {0, 0, 10, 10, 0}, u[5] = {2, 2, 6, 6, 2}, v[5] = {2, 6, 6, 2, 2};
    const Ring rings[2] = {{.count = 5, .x = x, .y = y}, {.count = 5, .x = u, .y = v}};
    Polygon items[2] = {{.code = "r", .name = "", .ring_count = 2, .rings = rings}, box_of(2, 2, 6, 6)};
    Polygons polygons = {.count = 2, .items = items};
    Overlap *overlaps;
    size_t count;
    Err err;
    test_done(vector_overlaps(test_arena, &polygons, 0.001, 10, &overlaps, &count, &err), &err);
    assert_int_equal(count, 0);
}

// ---- real maps

static void kaizhou_is_invalid_on_purpose(void **state)
{
    (void)state;
    Polygons p = read_polygons((VectorRequest){
        .path = test_shared("kaizhou/kaizhou.geojson"), .code_field = "adcode", .name_field = "name", .repair = true});
    assert_int_equal(p.count, 1);
    assert_string_equal(p.items[0].code, "500154");
    assert_string_equal(p.items[0].name, "开州区");
    assert_true(text_starts(p.items[0].fault, "Ring Self-intersection near 107.97168 30.89355"));
    assert_true(p.items[0].repaired);
    assert_true(fabs(p.items[0].area_m2 / 3992.28e6 - 1) < 1e-5);
    Polygons valid = read_polygons((VectorRequest){.path = test_shared("kaizhou/kaizhou_valid.geojson")});
    assert_string_equal(valid.items[0].fault, "");
    assert_true(fabs(valid.items[0].area_m2 - p.items[0].area_m2) < 1);
    assert_int_equal(
        read_polygons((VectorRequest){.path = test_shared("kaizhou/kaizhou_and_neighbours.geojson"), .repair = true})
            .count,
        8);
}

static void zions_boundary_opens_without_a_code_for_its_system(void **state)
{
    (void)state;
    const char *path = test_shared("zion/zion.gpkg");
    Crs *utm = NULL;
    Err err;
    test_done(crs_open("EPSG:26912", &utm, &err), &err);
    Polygons p = read_polygons((VectorRequest){.path = path, .target = utm});
    assert_int_equal(p.count, 1);
    assert_true(p.min_x == 302903.092 && p.max_y == 4153086.743); // as in the file
    assert_string_equal(p.source_crs, "UTM Zone 12, Northern Hemisphere");
    assert_true(fabs(p.items[0].area_m2 / 601.8e6 - 1) < 1e-3);
    crs_close(utm);
}

static void youwuzhens_polygons_are_at_home_in_beijing_1954(void **state)
{
    (void)state;
    const char *path = test_shared("youwuzhen/thiessen_pcp.shp");
    Crs *beijing = NULL;
    Err err;
    test_done(crs_open("EPSG:2415", &beijing, &err), &err);
    Polygons p =
        read_polygons((VectorRequest){.path = path, .target = beijing, .code_field = "ID", .name_field = "NAME"});
    assert_string_equal(p.items[0].code, "81502750");
    assert_string_equal(p.items[0].name, "HeTianZhan");
    assert_string_equal(p.datum_note, "");
    crs_close(beijing);
    check_refused((VectorRequest){.path = test_shared("youwuzhen/outlet_beijing1954.shp")}, ERR_INPUT, "no polygon");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_in_degrees_comes_with_points_along_its_bent_edges),
        cmocka_unit_test(a_square_in_metres_bends_in_degrees_too),
        cmocka_unit_test(coordinates_stay_as_they_are_when_asked),
        cmocka_unit_test(areas_are_those_of_the_ellipsoid),
        cmocka_unit_test(across_the_date_line_an_area_stays_small),
        cmocka_unit_test(an_invalid_polygon_is_told_with_its_place_and_repaired),
        cmocka_unit_test(holes_run_the_other_way),
        cmocka_unit_test(neighbours_keep_their_common_border),
        cmocka_unit_test(collections_and_heights_and_curves_are_taken_as_polygons),
        cmocka_unit_test(what_is_no_polygon_map_is_refused),
        cmocka_unit_test(fields_and_codes_are_checked),
        cmocka_unit_test(names_in_gbk_are_read_with_and_without_a_cpg),
        cmocka_unit_test(bytes_that_are_not_of_the_encoding_are_told),
        cmocka_unit_test(a_map_without_crs_is_refused),
        cmocka_unit_test(a_map_in_an_unreachable_place_is_refused),
        cmocka_unit_test(what_is_written_is_read_again_and_its_bytes_do_not_change),
        cmocka_unit_test(the_stamp_follows_source_date_epoch),
        cmocka_unit_test(holes_are_written_as_holes),
        cmocka_unit_test(overlaps_are_found_in_order_with_their_areas),
        cmocka_unit_test(crossing_rings_do_not_stop_the_search_for_overlaps),
        cmocka_unit_test(a_hole_is_no_overlap),
        cmocka_unit_test(kaizhou_is_invalid_on_purpose),
        cmocka_unit_test(zions_boundary_opens_without_a_code_for_its_system),
        cmocka_unit_test(youwuzhens_polygons_are_at_home_in_beijing_1954),
    };
    return cmocka_run_group_tests(tests, test_open, close_all);
}
