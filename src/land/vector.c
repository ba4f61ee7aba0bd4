#include "land/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <ogr_api.h>

#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/vector_area.h"
#include "land/vector_geos.h"
#include "land/vector_source.h"

static const double BEND_M = 0.01;     // an edge may bend by so much before points are put in
static const double STRAIGHT_M = 300;  // edges up to this length bend by millimetres: not looked at
static const double LONGEST_M = 20000; // longer ones are halved in any case
static const double DEGREE_M = 111320; // in a geographic target: the longest that a degree is
enum { HALVINGS_MOST = 12 };

typedef struct Reader {
    Arena *arena; // of the results
    Arena *scratch;
    const VectorRequest *request;
    VectorSource source;
    const char *encoding; // of texts; "" found out, NULL: OGR gives UTF-8, if the file keeps to its own rules
    int code_index, name_index;
    bool same_crs;
    double unit_m; // of the target
    AreaMeter meter;
    Geos geos;
    Polygon *items;
    int64_t *ids; // features, for messages
    size_t count, capacity, id_capacity;
} Reader;

// ---- texts

static bool decode(const Reader *reader, const char *bytes, char **out, Err *err)
{
    const char *encoding = reader->encoding ? reader->encoding : reader->request->encoding;
    size_t size = strlen(bytes);
    if (reader->encoding || !text_is_utf8(bytes, size))
        return text_decode(reader->arena, bytes, size, encoding, out, err);
    *out = arena_text(reader->arena, bytes);
    return true;
}

// Shapefiles give raw bytes (ENCODING= at opening): what the request says, else the .cpg, else a DBF header that says
// GBK; headers that say anything else are seldom true.
static const char *shapefile_encoding(const Reader *reader)
{
    const char *asked = reader->request->encoding;
    if (asked && asked[0]) return asked;
    const char *cpg = GDALGetMetadataItem(reader->source.layer, "ENCODING_FROM_CPG", "SHAPEFILE");
    if (cpg && cpg[0]) return arena_text(reader->arena, cpg);
    const char *ldid = GDALGetMetadataItem(reader->source.layer, "ENCODING_FROM_LDID", "SHAPEFILE");
    return text_equal(ldid, "CP936") ? "GB18030" : "";
}

static const char *field_text(const Reader *reader, OGRFeatureH feature, int index)
{
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, index));
    if (!OGR_F_IsFieldSetAndNotNull(feature, index)) return "";
    if (type == OFTInteger || type == OFTInteger64)
        return arena_printf(reader->arena, "%lld", (long long)OGR_F_GetFieldAsInteger64(feature, index));
    if (type == OFTReal) {
        double value = OGR_F_GetFieldAsDouble(feature, index);
        char number[NUMBER_TEXT_SIZE];
        if (fabs(value) < 1e15 && value == floor(value)) return arena_printf(reader->arena, "%.0f", value);
        return isfinite(value) ? arena_text(reader->arena, number_text(value, number)) : "";
    }
    return OGR_F_GetFieldAsString(feature, index);
}

static bool read_field(const Reader *reader, OGRFeatureH feature, int index, const char **out, Err *err)
{
    char *text = NULL;
    *out = "";
    if (index < 0) return true;
    if (!decode(reader, field_text(reader, feature, index), &text, err))
        return err_within(err, _("%s, feature %lld"), reader->request->path, (long long)OGR_F_GetFID(feature));
    *out = text_trim(reader->arena, text);
    return true;
}

// ---- opening

static bool names_match(const char *a, const char *b)
{
    return text_equal(a, b) || strcasecmp(a, b) == 0;
}

static bool find_field(Reader *reader, const char *name, int *out, Err *err)
{
    *out = -1;
    if (!name || !name[0]) return true;
    OGRFeatureDefnH defn = OGR_L_GetLayerDefn(reader->source.layer);
    StrBuf list = strbuf_open(reader->arena);
    int count = OGR_FD_GetFieldCount(defn);
    for (int i = 0; i < count; i++) {
        char *field = NULL;
        if (!decode(reader, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(defn, i)), &field, err))
            return err_within(err, "%s", reader->request->path);
        if (*out < 0 && names_match(field, name)) *out = i;
        strbuf_printf(&list, "%s%s", i ? ", " : "", field);
    }
    return *out >= 0 || err_set(err, ERR_INPUT, _("%s: there is no field \"%s\". Fields: %s."), reader->request->path,
                                name, list.data);
}

static bool open_crs(Reader *reader, Err *err)
{
    VectorSource *source = &reader->source;
    if (!vector_source_reach(source, reader->request->target, err)) return false;
    reader->same_crs = crs_same(source->crs, reader->request->target);
    reader->unit_m = crs_is_geographic(reader->request->target) ? DEGREE_M : 1;
    return area_open(source->crs, &reader->meter, err) || err_within(err, "%s", source->path);
}

static bool open_reader(Reader *reader, Err *err)
{
    if (!vector_source_open(reader->request->path, reader->request->layer, &reader->source, err)) return false;
    const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(reader->source.dataset));
    reader->encoding = text_equal(driver, "ESRI Shapefile") ? shapefile_encoding(reader) : NULL;
    return find_field(reader, reader->request->code_field, &reader->code_index, err) &&
           find_field(reader, reader->request->name_field, &reader->name_index, err) && open_crs(reader, err);
}

static void close_reader(Reader *reader)
{
    geos_close(&reader->geos);
    area_close(&reader->meter);
    vector_source_close(&reader->source);
    arena_close(reader->scratch);
}

// ---- rings to the target

typedef struct Line { // a ring in the target that grows
    Arena *arena;
    double *x, *y;
    size_t count, x_capacity, y_capacity;
} Line;

static void add_point(Line *line, double x, double y)
{
    if (line->count > 0 && line->x[line->count - 1] == x && line->y[line->count - 1] == y) return;
    line->x = arena_grow(line->arena, line->x, line->count, &line->x_capacity, sizeof *line->x);
    line->y = arena_grow(line->arena, line->y, line->count, &line->y_capacity, sizeof *line->y);
    line->x[line->count] = x;
    line->y[line->count++] = y;
}

typedef struct Place {
    double x, y;
} Place;

static double distance(Place a, Place b)
{
    double dx = a.x - b.x, dy = a.y - b.y;
    return sqrt(dx * dx + dy * dy);
}

static Place middle(Place a, Place b)
{
    return (Place){0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
}

// Points between two neighbours where the edge bends: a, b in the source, to_a, to_b in the target. The same points
// come whichever way the edge is run, so neighbours keep their common border.
static void add_bends(Line *line, const Reader *reader, Place a, Place b, Place to_a, Place to_b, int halvings)
{
    double length = distance(to_a, to_b) * reader->unit_m;
    if (length < STRAIGHT_M || halvings == 0) return;
    Place mid = middle(a, b), to_mid = mid;
    transform_points(reader->source.to_target, &to_mid.x, &to_mid.y, 1);
    if (!isfinite(to_mid.x)) return;
    if (length < LONGEST_M && distance(to_mid, middle(to_a, to_b)) * reader->unit_m <= BEND_M) return;
    add_bends(line, reader, a, mid, to_a, to_mid, halvings - 1);
    add_point(line, to_mid.x, to_mid.y);
    add_bends(line, reader, mid, b, to_mid, to_b, halvings - 1);
}

static bool fail_place(const Reader *reader, double x, double y, Err *err)
{
    return err_set(err, ERR_INPUT,
                   _("%s: the point %.5f %.5f (%s) has no place in %s. Check the file's coordinate system."),
                   reader->request->path, x, y, crs_label(reader->source.crs), crs_label(reader->request->target));
}

static bool carry_ring(Reader *reader, const Ring *ring, Line *line, Err *err)
{
    size_t count = ring->count;
    double *x = arena_array(reader->scratch, count, sizeof *x), *y = arena_array(reader->scratch, count, sizeof *y);
    memcpy(x, ring->x, count * sizeof *x);
    memcpy(y, ring->y, count * sizeof *y);
    if (!(reader->same_crs && reader->request->unrounded)) transform_points(reader->source.to_target, x, y, count);
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i])) return fail_place(reader, ring->x[i], ring->y[i], err);
        add_point(line, x[i], y[i]);
        if (reader->same_crs || i + 1 == count || !isfinite(x[i + 1])) continue;
        Place a = {ring->x[i], ring->y[i]}, b = {ring->x[i + 1], ring->y[i + 1]};
        add_bends(line, reader, a, b, (Place){x[i], y[i]}, (Place){x[i + 1], y[i + 1]}, HALVINGS_MOST);
    }
    return true;
}

static void turn_round(Line *line)
{
    for (size_t i = 0, j = line->count; i + 1 < j; i++) {
        j--;
        Place swap = {line->x[i], line->y[i]};
        line->x[i] = line->x[j];
        line->y[i] = line->y[j];
        line->x[j] = swap.x;
        line->y[j] = swap.y;
    }
}

// The ring that a line makes; false when rounding to 1 mm has left nothing of it.
static bool ring_of_line(Line *line, bool outer, Ring *out)
{
    if (line->count < 4) return false;
    *out = (Ring){.count = line->count, .x = line->x, .y = line->y};
    double area = ring_doubled_area(out);
    if (area < 0 ? outer : !outer) turn_round(line);
    return true;
}

static bool carry_rings(Reader *reader, const RingSet *set, Polygon *polygon, Err *err)
{
    Ring *rings = arena_array(reader->arena, set->count, sizeof *rings);
    for (size_t i = 0; i < set->count; i++) {
        Line line = {.arena = reader->arena};
        if (!carry_ring(reader, &set->rings[i], &line, err)) return false;
        polygon->ring_count += ring_of_line(&line, set->outer[i], &rings[polygon->ring_count]);
    }
    polygon->rings = rings;
    return true;
}

// ---- one feature

static double absolute_area(const Reader *reader, const RingSet *set)
{
    double sum = 0;
    for (size_t i = 0; i < set->count; i++) {
        double area = fabs(area_of_ring(&reader->meter, &set->rings[i]));
        sum += set->outer[i] ? area : -area;
    }
    return sum;
}

static bool fail_feature(const Reader *reader, int64_t id, const char *text, Err *err)
{
    return err_set(err, ERR_INPUT, _("%s, feature %lld: %s"), reader->request->path, (long long)id, text);
}

// Judges the geometry, repairs it if asked, takes its rings; takes the geometry over.
static bool take_rings(Reader *reader, GEOSGeometry *geometry, bool dropped, Polygon *polygon, RingSet *set, Err *err)
{
    polygon->fault = geos_fault(&reader->geos, reader->arena, geometry);
    if (!polygon->fault[0] && dropped) polygon->fault = "Ring with fewer than 3 corners left out";
    *set = geos_rings(&reader->geos, reader->scratch, geometry);
    polygon->area_m2 = absolute_area(reader, set);
    if (!polygon->fault[0] || !reader->request->repair) {
        GEOSGeom_destroy_r(reader->geos.handle, geometry);
        return true;
    }
    GEOSGeometry *valid = geos_repair(&reader->geos, geometry);
    if (!valid)
        return err_set(err, ERR_INPUT, _("%s: a polygon cannot be repaired (%s; %s)."), reader->request->path,
                       polygon->fault, reader->geos.message);
    *set = geos_rings(&reader->geos, reader->scratch, valid);
    GEOSGeom_destroy_r(reader->geos.handle, valid);
    polygon->repaired = true;
    polygon->area_before_m2 = polygon->area_m2;
    polygon->area_m2 = polygon->area_after_m2 = absolute_area(reader, set);
    return true;
}

static bool read_shape(Reader *reader, OGRFeatureH feature, Polygon *polygon, Err *err)
{
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    int64_t id = OGR_F_GetFID(feature);
    bool dropped = false;
    GEOSGeometry *shape = geometry ? geos_from_ogr(&reader->geos, geometry, &dropped) : NULL;
    if (!shape)
        return fail_feature(
            reader, id,
            reader->geos.message[0] ? reader->geos.message : _("it has no polygon. Remove it or give it one."), err);
    RingSet set;
    if (!take_rings(reader, shape, dropped, polygon, &set, err) || !carry_rings(reader, &set, polygon, err))
        return false;
    if (polygon->ring_count > 0) return true;
    return fail_feature(reader, id, _("nothing is left of its polygon. Remove it or draw it anew."), err);
}

static bool read_feature(Reader *reader, OGRFeatureH feature, Err *err)
{
    Polygon polygon = {.code = "", .name = "", .fault = ""};
    int64_t id = OGR_F_GetFID(feature);
    arena_reset(reader->scratch);
    if (!read_field(reader, feature, reader->code_index, &polygon.code, err)) return false;
    if (!read_field(reader, feature, reader->name_index, &polygon.name, err)) return false;
    if (reader->code_index >= 0 && !polygon.code[0]) return fail_feature(reader, id, _("its code is empty."), err);
    if (!read_shape(reader, feature, &polygon, err)) return false;
    reader->items = arena_grow(reader->arena, reader->items, reader->count, &reader->capacity, sizeof polygon);
    reader->ids = arena_grow(reader->arena, reader->ids, reader->count, &reader->id_capacity, sizeof id);
    reader->ids[reader->count] = id;
    reader->items[reader->count++] = polygon;
    return true;
}

// ---- all features

static bool read_features(Reader *reader, Err *err)
{
    land_message_clear();
    OGR_L_ResetReading(reader->source.layer);
    for (;;) {
        OGRFeatureH feature = OGR_L_GetNextFeature(reader->source.layer);
        if (!feature) break;
        bool done = read_feature(reader, feature, err);
        OGR_F_Destroy(feature);
        if (!done) return false;
    }
    if (!vector_source_check_end(&reader->source, err)) return false;
    return reader->count > 0 || vector_source_fail(&reader->source, _("the layer holds no polygons."), err);
}

static int by_code(const void *a, const void *b, void *items)
{
    const Polygon *all = items;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    int order = strcmp(all[i].code, all[j].code);
    return order ? order : (i > j) - (i < j);
}

static bool check_codes(Reader *reader, Err *err)
{
    if (reader->code_index < 0) return true;
    size_t *order = arena_array(reader->scratch, reader->count, sizeof *order);
    for (size_t i = 0; i < reader->count; i++) order[i] = i;
    qsort_r(order, reader->count, sizeof *order, by_code, reader->items);
    for (size_t i = 1; i < reader->count; i++) {
        const char *code = reader->items[order[i]].code;
        if (!text_equal(code, reader->items[order[i - 1]].code)) continue;
        return err_set(err, ERR_INPUT,
                       _("%s: code \"%s\" stands at features %lld and %lld. Give every polygon a code of its own, or "
                         "join the parts of one place into one feature."),
                       reader->request->path, code, (long long)reader->ids[order[i - 1]],
                       (long long)reader->ids[order[i]]);
    }
    return true;
}

static void measure(Polygons *polygons)
{
    polygons->min_x = polygons->min_y = INFINITY;
    polygons->max_x = polygons->max_y = -INFINITY;
    for (size_t i = 0; i < polygons->count; i++) {
        const Polygon *polygon = &polygons->items[i];
        for (size_t r = 0; r < polygon->ring_count; r++) {
            const Ring *ring = &polygon->rings[r];
            for (size_t k = 0; k < ring->count; k++) {
                polygons->min_x = ring->x[k] < polygons->min_x ? ring->x[k] : polygons->min_x;
                polygons->max_x = ring->x[k] > polygons->max_x ? ring->x[k] : polygons->max_x;
                polygons->min_y = ring->y[k] < polygons->min_y ? ring->y[k] : polygons->min_y;
                polygons->max_y = ring->y[k] > polygons->max_y ? ring->y[k] : polygons->max_y;
            }
        }
    }
}

static void hand_over(const Reader *reader, Polygons *out)
{
    bool shifts = transform_shifts_datum(reader->source.to_target);
    *out = (Polygons){.count = reader->count,
                      .items = reader->items,
                      .source_crs = arena_text(reader->arena, crs_label(reader->source.crs)),
                      .datum_note = shifts ? arena_text(reader->arena, transform_note(reader->source.to_target)) : "",
                      .datum_is_ballpark = shifts && transform_is_ballpark(reader->source.to_target)};
    measure(out);
}

bool vector_read_polygons(Arena *arena, const VectorRequest *request, Polygons *out, Err *err)
{
    Reader reader = {.arena = arena, .scratch = arena_open(), .request = request, .code_index = -1, .name_index = -1};
    geos_open(&reader.geos);
    bool done = open_reader(&reader, err) && read_features(&reader, err) && check_codes(&reader, err);
    if (done) hand_over(&reader, out);
    close_reader(&reader);
    return done;
}
