#include "land/overlay.h"

#include <stdint.h>

#include "base/message.h"
#include "land/vector_geos.h"

static const double GRID_M = 0.001;

static bool fail(const Geos *geos, const Polygon *item, Err *err)
{
    return err_set(err, ERR_INPUT, _("polygon %s cannot be cut or joined: %s."), item->code, geos->message);
}

static void turn_round(Ring *ring)
{
    double *x = (double *)(uintptr_t)ring->x, *y = (double *)(uintptr_t)ring->y; // geos_rings made them for us
    for (size_t i = 0, j = ring->count - 1; i < j; i++, j--) {
        double a = x[i], b = y[i];
        x[i] = x[j];
        y[i] = y[j];
        x[j] = a;
        y[j] = b;
    }
}

static void give_rings(Geos *geos, Arena *arena, const GEOSGeometry *shape, const Polygon *like, Polygon *out)
{
    RingSet set = geos_rings(geos, arena, shape);
    *out = (Polygon){.code = like->code, .name = like->name, .fault = "", .ring_count = set.count, .rings = set.rings};
    double area = 0;
    for (size_t i = 0; i < set.count; i++) {
        if (set.outer[i] != (ring_doubled_area(&set.rings[i]) > 0)) turn_round(&set.rings[i]);
        area += ring_doubled_area(&set.rings[i]) / 2;
    }
    out->area_m2 = area;
}

static bool clip_one(Geos *geos, Arena *arena, const Polygon *item, const GEOSGeometry *cutter, Polygon *out, Err *err)
{
    GEOSGeometry *shape = geos_from_polygon(geos, item);
    GEOSGeometry *part = shape ? GEOSIntersectionPrec_r(geos->handle, shape, cutter, GRID_M) : NULL;
    if (part) give_rings(geos, arena, part, item, out);
    bool done = part != NULL;
    if (part) GEOSGeom_destroy_r(geos->handle, part);
    if (shape) GEOSGeom_destroy_r(geos->handle, shape);
    return done || fail(geos, item, err);
}

bool overlay_clip(Arena *arena, const Polygon *items, size_t count, const Polygon *cutter, Polygon *out, Err *err)
{
    Geos geos;
    geos_open(&geos);
    GEOSGeometry *shape = geos_from_polygon(&geos, cutter);
    bool done = shape || fail(&geos, cutter, err);
    for (size_t i = 0; done && i < count; i++) done = clip_one(&geos, arena, &items[i], shape, &out[i], err);
    if (shape) GEOSGeom_destroy_r(geos.handle, shape);
    geos_close(&geos);
    return done;
}

// The shapes become the collection's.
static GEOSGeometry *collect(Geos *geos, const Polygon *items, size_t count, GEOSGeometry **shapes)
{
    for (size_t i = 0; i < count; i++) {
        shapes[i] = geos_from_polygon(geos, &items[i]);
        if (shapes[i]) continue;
        while (i-- > 0) GEOSGeom_destroy_r(geos->handle, shapes[i]);
        return NULL;
    }
    return GEOSGeom_createCollection_r(geos->handle, GEOS_GEOMETRYCOLLECTION, shapes, (unsigned int)count);
}

bool overlay_union(Arena *arena, const Polygon *items, size_t count, Polygon *out, Err *err)
{
    Geos geos;
    geos_open(&geos);
    GEOSGeometry **shapes = arena_array(arena, count, sizeof(GEOSGeometry *));
    GEOSGeometry *all = collect(&geos, items, count, shapes);
    GEOSGeometry *joined = all ? GEOSUnaryUnionPrec_r(geos.handle, all, GRID_M) : NULL;
    static const Polygon unnamed = {.code = "", .name = ""};
    if (joined) give_rings(&geos, arena, joined, &unnamed, out);
    bool done = joined || fail(&geos, &unnamed, err);
    if (joined) GEOSGeom_destroy_r(geos.handle, joined);
    if (all) GEOSGeom_destroy_r(geos.handle, all);
    geos_close(&geos);
    return done;
}
