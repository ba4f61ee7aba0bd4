#include "land/vector_results.h"

#include <math.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "base/message.h"
#include "base/text.h"
#include "land/vector_source.h"

enum { FIELD_WIDTH = 24, FIELD_DECIMALS = 11 };

// ---- what a map says of itself

static const char *layer_wkt(Arena *arena, const VectorSource *source)
{
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(source->layer);
    char *wkt = NULL;
    if (srs) OSRExportToWktEx(srs, &wkt, options);
    const char *text = arena_text(arena, wkt ? wkt : "");
    CPLFree(wkt);
    return text;
}

static void read_info(Arena *arena, const VectorSource *source, VectorInfo *out)
{
    OGREnvelope box = {0};
    OGRFeatureDefnH layer = OGR_L_GetLayerDefn(source->layer);
    OGRwkbGeometryType type = wkbFlatten(OGR_L_GetGeomType(source->layer));
    GIntBig count = OGR_L_GetFeatureCount(source->layer, TRUE);
    OGRErr found = OGR_L_GetExtent(source->layer, &box, TRUE);
    size_t fields = (size_t)OGR_FD_GetFieldCount(layer);
    const char **names = arena_array(arena, fields + 1, sizeof *names);
    for (size_t i = 0; i < fields; i++)
        names[i] = arena_text(arena, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(layer, (int)i)));
    *out = (VectorInfo){.crs_wkt = layer_wkt(arena, source),
                        .polygons = type == wkbPolygon || type == wkbMultiPolygon,
                        .min_x = found == OGRERR_NONE ? box.MinX : NAN,
                        .min_y = found == OGRERR_NONE ? box.MinY : NAN,
                        .max_x = found == OGRERR_NONE ? box.MaxX : NAN,
                        .max_y = found == OGRERR_NONE ? box.MaxY : NAN,
                        .feature_count = count > 0 ? (size_t)count : 0,
                        .field_count = fields,
                        .fields = names};
}

bool vector_info_read(Arena *arena, const char *path, VectorInfo *out, Err *err)
{
    VectorSource source;
    bool done = vector_source_open_first(path, &source, err);
    if (done) read_info(arena, &source, out);
    vector_source_close(&source);
    return done;
}

static bool read_numbers(Arena *arena, const VectorSource *source, int field, double **out, size_t *count, Err *err)
{
    size_t room = 0;
    double *values = NULL;
    OGRFeatureH feature;
    *count = 0;
    OGR_L_ResetReading(source->layer);
    while ((feature = OGR_L_GetNextFeature(source->layer)) != NULL) {
        values = arena_grow(arena, values, *count, &room, sizeof *values);
        bool is_text = OGR_Fld_GetType(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(source->layer), field)) == OFTString;
        bool filled = OGR_F_IsFieldSetAndNotNull(feature, field);
        double value = filled ? OGR_F_GetFieldAsDouble(feature, field) : NAN;
        if (filled && is_text && !text_to_double(OGR_F_GetFieldAsString(feature, field), &value)) value = NAN;
        values[(*count)++] = value;
        OGR_F_Destroy(feature);
    }
    *out = values;
    return vector_source_check_end(source, err);
}

bool vector_numbers_read(Arena *arena, const char *path, const char *field, double **out, size_t *count, Err *err)
{
    VectorSource source;
    bool done = vector_source_open_first(path, &source, err);
    int index = done ? OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(source.layer), field) : -1;
    if (done && index < 0) done = err_set(err, ERR_INPUT, _("%s: there is no field \"%s\"."), path, field);
    done = done && read_numbers(arena, &source, index, out, count, err);
    vector_source_close(&source);
    return done;
}

// ---- copies with results

static bool fail(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("%s: cannot be written: %s"), path, land_message());
}

static void add_fields(OGRLayerH layer, const ResultField *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].whole ? OFTInteger : OFTReal);
        OGR_Fld_SetWidth(field, fields[i].whole ? 0 : FIELD_WIDTH);
        OGR_Fld_SetPrecision(field, fields[i].whole ? 0 : FIELD_DECIMALS);
        if (OGR_L_CreateField(layer, field, TRUE) != OGRERR_NONE)
            CPLError(CE_Failure, CPLE_AppDefined, "field %s", fields[i].name);
        OGR_Fld_Destroy(field);
    }
}

// Texts of shapefiles come as their bytes: GBK, most often. Then they become UTF-8.
static void mend_texts(Arena *arena, OGRFeatureH feature, int field_count)
{
    for (int i = 0; i < field_count; i++) {
        if (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i)) != OFTString || !OGR_F_IsFieldSetAndNotNull(feature, i))
            continue;
        const char *text = OGR_F_GetFieldAsString(feature, i);
        char *mended;
        if (!text_is_utf8(text, strlen(text)) && text_decode(arena, text, strlen(text), NULL, &mended, NULL))
            OGR_F_SetFieldString(feature, i, mended);
    }
}

typedef struct Copy {
    const VectorSource *source;
    OGRLayerH layer;
    const ResultField *fields;
    int first, count; // of the fields
    int *places;      // where the source's fields stand in the copy; -1: the format does not have such
    Arena *scratch;
} Copy;

static void copy_feature(const Copy *copy, OGRFeatureH from, size_t at)
{
    OGRFeatureH to = OGR_F_Create(OGR_L_GetLayerDefn(copy->layer));
    if (OGR_F_SetFromWithMap(to, from, TRUE, copy->places) != OGRERR_NONE)
        CPLError(CE_Failure, CPLE_AppDefined, "feature %zu", at);
    mend_texts(copy->scratch, to, copy->first);
    for (int i = 0; i < copy->count; i++) {
        double value = copy->fields[i].values[at];
        if (isfinite(value)) OGR_F_SetFieldDouble(to, copy->first + i, value);
    }
    if (OGR_L_CreateFeature(copy->layer, to) != OGRERR_NONE) CPLError(CE_Failure, CPLE_AppDefined, "feature %zu", at);
    OGR_F_Destroy(to);
    arena_reset(copy->scratch);
}

static void copy_features(const Copy *copy)
{
    OGRFeatureH feature;
    OGR_L_ResetReading(copy->source->layer);
    for (size_t at = 0; (feature = OGR_L_GetNextFeature(copy->source->layer)) != NULL; at++) {
        copy_feature(copy, feature, at);
        OGR_F_Destroy(feature);
    }
}

// The source's fields in the copy, as far as the format has them. Names are cut, which is no failure.
static void copy_fields(Arena *arena, Copy *copy)
{
    OGRFeatureDefnH from = OGR_L_GetLayerDefn(copy->source->layer), to = OGR_L_GetLayerDefn(copy->layer);
    int count = OGR_FD_GetFieldCount(from);
    copy->places = arena_array(arena, (size_t)count + 1, sizeof *copy->places);
    for (int i = 0; i < count; i++) {
        bool made = OGR_L_CreateField(copy->layer, OGR_FD_GetFieldDefn(from, i), TRUE) == OGRERR_NONE;
        copy->places[i] = made ? OGR_FD_GetFieldCount(to) - 1 : -1;
    }
    copy->first = OGR_FD_GetFieldCount(to);
}

static bool write_csv(const char *csv, GDALDatasetH shapes, Err *err)
{
    land_message_clear();
    GDALDatasetH table = GDALCreateCopy(GDALGetDriverByName("CSV"), csv, shapes, FALSE, NULL, NULL, NULL);
    if (table) GDALClose(table);
    return (table && !land_failed()) || fail(csv, err);
}

static bool copy_layer(const VectorSource *source, const char *shapefile, GDALDatasetH shapes,
                       const ResultField *fields, size_t count, Err *err)
{
    const char *const texts[] = {"ENCODING=UTF-8", NULL};
    char **options = land_options(texts);
    land_message_clear();
    OGRLayerH layer = GDALDatasetCreateLayer(shapes, OGR_L_GetName(source->layer), OGR_L_GetSpatialRef(source->layer),
                                             OGR_L_GetGeomType(source->layer), options);
    CSLDestroy(options);
    if (!layer) return fail(shapefile, err);
    Arena *arena = arena_open();
    Copy copy = {.source = source, .layer = layer, .fields = fields, .count = (int)count, .scratch = arena_open()};
    copy_fields(arena, &copy);
    land_message_clear();
    add_fields(layer, fields, count);
    copy_features(&copy);
    arena_close(copy.scratch);
    arena_close(arena);
    return !land_failed() || fail(shapefile, err);
}

bool vector_results_write(const char *path, const char *shapefile, const char *csv, const ResultField *fields,
                          size_t field_count, Err *err)
{
    VectorSource source;
    GDALDatasetH shapes = NULL;
    bool done = vector_source_open_first(path, &source, err);
    if (done) {
        shapes = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), shapefile, 0, 0, 0, GDT_Unknown, NULL);
        done = shapes ? copy_layer(&source, shapefile, shapes, fields, field_count, err) : fail(shapefile, err);
    }
    if (shapes) GDALClose(shapes); // so that the CSV is a copy of what stands in the file
    shapes = done && csv ? GDALOpenEx(shapefile, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL) : NULL;
    if (done && csv) done = shapes ? write_csv(csv, shapes, err) : fail(shapefile, err);
    if (shapes) GDALClose(shapes);
    vector_source_close(&source);
    return done;
}
