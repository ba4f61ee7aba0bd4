#include "land/points.h"

#include <math.h>

#include "base/message.h"
#include "land/vector_source.h"

typedef struct Reader {
    Arena *arena;
    VectorSource source;
    const Crs *target;
    Point *items;
    size_t count, capacity;
} Reader;

static bool fail_feature(const Reader *reader, int64_t feature, Err *err)
{
    return err_set(err, ERR_INPUT, _("%s, layer %s, feature %lld: it is no point. Remove it or give it one."),
                   reader->source.path, OGR_L_GetName(reader->source.layer), (long long)feature);
}

static bool fail_place(const Reader *reader, int64_t feature, double x, double y, Err *err)
{
    return err_set(err, ERR_INPUT,
                   _("%s, layer %s, feature %lld: the point %.5f %.5f (%s) has no place in %s. Check the file's "
                     "coordinate system."),
                   reader->source.path, OGR_L_GetName(reader->source.layer), (long long)feature, x, y,
                   crs_label(reader->source.crs), crs_label(reader->target));
}

static bool take_point(Reader *reader, int64_t feature, OGRGeometryH geometry, Err *err)
{
    if (OGR_G_IsEmpty(geometry)) return fail_feature(reader, feature, err);
    double x = OGR_G_GetX(geometry, 0), y = OGR_G_GetY(geometry, 0);
    Point point = {feature, x, y};
    transform_points(reader->source.to_target, &point.x, &point.y, 1);
    if (!isfinite(point.x) || !isfinite(point.y)) return fail_place(reader, feature, x, y, err);
    reader->items = arena_grow(reader->arena, reader->items, reader->count, &reader->capacity, sizeof point);
    reader->items[reader->count++] = point;
    return true;
}

static bool take_feature(Reader *reader, OGRFeatureH feature, Err *err)
{
    int64_t id = OGR_F_GetFID(feature);
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    OGRwkbGeometryType type = geometry ? wkbFlatten(OGR_G_GetGeometryType(geometry)) : wkbUnknown;
    if (type == wkbPoint) return take_point(reader, id, geometry, err);
    int parts = type == wkbMultiPoint ? OGR_G_GetGeometryCount(geometry) : 0;
    for (int i = 0; i < parts; i++) {
        if (!take_point(reader, id, OGR_G_GetGeometryRef(geometry, i), err)) return false;
    }
    return parts > 0 || fail_feature(reader, id, err);
}

static bool take_features(Reader *reader, Err *err)
{
    land_message_clear();
    OGR_L_ResetReading(reader->source.layer);
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(reader->source.layer));) {
        bool done = take_feature(reader, feature, err);
        OGR_F_Destroy(feature);
        if (!done) return false;
    }
    if (!vector_source_check_end(&reader->source, err)) return false;
    if (reader->count > 0) return true;
    return err_set(err, ERR_INPUT, _("%s: layer %s holds no points."), reader->source.path,
                   OGR_L_GetName(reader->source.layer));
}

static void hand_over(const Reader *reader, Points *out)
{
    const Transform *transform = reader->source.to_target;
    bool shifts = transform_shifts_datum(transform);
    *out = (Points){.count = reader->count,
                    .items = reader->items,
                    .source_crs = arena_text(reader->arena, crs_label(reader->source.crs)),
                    .datum_note = shifts ? arena_text(reader->arena, transform_note(transform)) : "",
                    .datum_is_ballpark = shifts && transform_is_ballpark(transform)};
}

bool points_read(Arena *arena, const char *path, const char *layer, const Crs *target, Points *out, Err *err)
{
    Reader reader = {.arena = arena, .target = target};
    bool done = vector_source_open(path, layer, &reader.source, err) &&
                vector_source_reach(&reader.source, target, err) && take_features(&reader, err);
    if (done) hand_over(&reader, out);
    vector_source_close(&reader.source);
    return done;
}
