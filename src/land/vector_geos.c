#include "land/vector_geos.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void keep_message(const char *text, void *context)
{
    Geos *geos = context;
    snprintf(geos->message, sizeof geos->message, "%s", text);
}

void geos_open(Geos *geos)
{
    *geos = (Geos){.handle = GEOS_init_r()};
    assert(geos->handle);
    GEOSContext_setErrorMessageHandler_r(geos->handle, keep_message, geos);
}

void geos_close(Geos *geos)
{
    GEOS_finish_r(geos->handle);
}

// ---- from OGR

static bool is_polygon(OGRGeometryH geometry)
{
    return wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbPolygon;
}

// A copy of a polygon without the rings that are none; NULL when the outer one is none.
static OGRGeometryH sound_rings(OGRGeometryH polygon, bool *dropped)
{
    OGRGeometryH copy = OGR_G_Clone(polygon);
    OGR_G_CloseRings(copy);
    for (int i = OGR_G_GetGeometryCount(copy) - 1; i >= 0; i--) {
        if (OGR_G_GetPointCount(OGR_G_GetGeometryRef(copy, i)) >= 4) continue;
        *dropped = true;
        if (i > 0) {
            OGR_G_RemoveGeometry(copy, i, TRUE);
            continue;
        }
        OGR_G_DestroyGeometry(copy);
        return NULL;
    }
    if (OGR_G_GetGeometryCount(copy) > 0) return copy;
    OGR_G_DestroyGeometry(copy);
    return NULL;
}

static void collect_polygons(OGRGeometryH geometry, OGRGeometryH all, bool *dropped)
{
    if (is_polygon(geometry)) {
        OGRGeometryH sound = sound_rings(geometry, dropped);
        if (sound) OGR_G_AddGeometryDirectly(all, sound);
        return;
    }
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    bool parts = OGR_GT_IsSubClassOf(type, wkbGeometryCollection) || type == wkbPolyhedralSurface || type == wkbTIN;
    for (int i = 0; parts && i < OGR_G_GetGeometryCount(geometry); i++)
        collect_polygons(OGR_G_GetGeometryRef(geometry, i), all, dropped);
}

static GEOSGeometry *through_wkb(Geos *geos, OGRGeometryH geometry)
{
    size_t size = (size_t)OGR_G_WkbSize(geometry);
    unsigned char *wkb = malloc(size);
    assert(wkb);
    GEOSGeometry *made = NULL;
    if (OGR_G_ExportToIsoWkb(geometry, wkbNDR, wkb) == OGRERR_NONE) {
        GEOSWKBReader *reader = GEOSWKBReader_create_r(geos->handle);
        made = GEOSWKBReader_read_r(geos->handle, reader, wkb, size);
        GEOSWKBReader_destroy_r(geos->handle, reader);
    }
    free(wkb);
    return made;
}

GEOSGeometry *geos_from_ogr(Geos *geos, OGRGeometryH geometry, bool *dropped)
{
    OGRGeometryH linear = OGR_G_GetLinearGeometry(geometry, 0, NULL), all = OGR_G_CreateGeometry(wkbMultiPolygon);
    *dropped = false;
    geos->message[0] = '\0';
    if (linear) {
        OGR_G_FlattenTo2D(linear);
        collect_polygons(linear, all, dropped);
    }
    GEOSGeometry *made = OGR_G_GetGeometryCount(all) > 0 ? through_wkb(geos, all) : NULL;
    OGR_G_DestroyGeometry(all);
    OGR_G_DestroyGeometry(linear);
    return made;
}

// ---- judging and repairing

const char *geos_fault(Geos *geos, Arena *arena, const GEOSGeometry *geometry)
{
    char *reason = NULL;
    GEOSGeometry *place = NULL;
    char valid = GEOSisValidDetail_r(geos->handle, geometry, 0, &reason, &place);
    const char *fault = "";
    double x = 0, y = 0;
    if (valid == 1) {
        fault = "";
    } else if (valid == 0 && place && GEOSGeomGetX_r(geos->handle, place, &x) == 1 &&
               GEOSGeomGetY_r(geos->handle, place, &y) == 1) {
        fault = arena_printf(arena, "%s near %.5f %.5f", reason, x, y);
    } else {
        fault = arena_text(arena, reason ? reason : geos->message[0] ? geos->message : "Invalid");
    }
    if (reason) GEOSFree_r(geos->handle, reason);
    if (place) GEOSGeom_destroy_r(geos->handle, place);
    return fault;
}

static GEOSGeometry *make_valid(Geos *geos, const GEOSGeometry *geometry)
{
    GEOSMakeValidParams *how = GEOSMakeValidParams_create_r(geos->handle);
    GEOSMakeValidParams_setMethod_r(geos->handle, how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos->handle, how, 0);
    GEOSGeometry *valid = GEOSMakeValidWithParams_r(geos->handle, geometry, how);
    GEOSMakeValidParams_destroy_r(geos->handle, how);
    return valid;
}

GEOSGeometry *geos_repair(Geos *geos, GEOSGeometry *geometry)
{
    geos->message[0] = '\0';
    GEOSGeometry *valid = make_valid(geos, geometry);
    GEOSGeom_destroy_r(geos->handle, geometry);
    return valid;
}

// ---- rings

static Ring copy_ring(Geos *geos, Arena *arena, const GEOSGeometry *line)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos->handle, line);
    unsigned int count = 0;
    GEOSCoordSeq_getSize_r(geos->handle, points, &count);
    double *x = arena_array(arena, count, sizeof *x), *y = arena_array(arena, count, sizeof *y);
    GEOSCoordSeq_copyToArrays_r(geos->handle, points, x, y, NULL, NULL);
    return (Ring){.count = count, .x = x, .y = y};
}

typedef struct Collector {
    Geos *geos;
    Arena *arena;
    RingSet *out; // NULL rings: only counted
} Collector;

static void add_ring(Collector *c, const GEOSGeometry *line, bool outer)
{
    RingSet *set = c->out;
    if (set->rings) {
        set->rings[set->count] = copy_ring(c->geos, c->arena, line);
        set->outer[set->count] = outer;
    }
    set->count++;
}

static void add_rings(Collector *c, const GEOSGeometry *geometry)
{
    GEOSContextHandle_t handle = c->geos->handle;
    if (GEOSisEmpty_r(handle, geometry) == 1) return;
    if (GEOSGeomTypeId_r(handle, geometry) == GEOS_POLYGON) {
        add_ring(c, GEOSGetExteriorRing_r(handle, geometry), true);
        int holes = GEOSGetNumInteriorRings_r(handle, geometry);
        for (int i = 0; i < holes; i++) add_ring(c, GEOSGetInteriorRingN_r(handle, geometry, i), false);
        return;
    }
    int type = GEOSGeomTypeId_r(handle, geometry);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) return; // lines and points that a repair left
    int parts = GEOSGetNumGeometries_r(handle, geometry);
    for (int i = 0; i < parts; i++) add_rings(c, GEOSGetGeometryN_r(handle, geometry, i));
}

RingSet geos_rings(Geos *geos, Arena *arena, const GEOSGeometry *geometry)
{
    RingSet set = {0};
    Collector collector = {.geos = geos, .arena = arena, .out = &set};
    add_rings(&collector, geometry);
    set.rings = arena_array(arena, set.count, sizeof *set.rings);
    set.outer = arena_array(arena, set.count, sizeof *set.outer);
    set.count = 0;
    add_rings(&collector, geometry);
    return set;
}

double ring_doubled_area(const Ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        double ax = ring->x[i] - ring->x[0], ay = ring->y[i] - ring->y[0];
        double bx = ring->x[i + 1] - ring->x[0], by = ring->y[i + 1] - ring->y[0];
        sum += ax * by - bx * ay;
    }
    return sum;
}

// ---- to GEOS

static GEOSGeometry *line_of(Geos *geos, const Ring *ring)
{
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromArrays_r(geos->handle, ring->x, ring->y, NULL, NULL, (unsigned int)ring->count);
    return points ? GEOSGeom_createLinearRing_r(geos->handle, points) : NULL;
}

// The polygon that begins at ring `first`, up to the next outer ring.
static GEOSGeometry *part_of(Geos *geos, const Polygon *polygon, size_t first, size_t end)
{
    GEOSGeometry *shell = line_of(geos, &polygon->rings[first]);
    unsigned int count = (unsigned int)(end - first - 1);
    GEOSGeometry **holes = calloc(count + 1, sizeof(GEOSGeometry *));
    assert(holes);
    for (unsigned int i = 0; i < count; i++) holes[i] = line_of(geos, &polygon->rings[first + 1 + i]);
    GEOSGeometry *made = shell ? GEOSGeom_createPolygon_r(geos->handle, shell, holes, count) : NULL;
    free(holes);
    return made;
}

GEOSGeometry *geos_from_polygon(Geos *geos, const Polygon *polygon)
{
    GEOSGeometry **parts = calloc(polygon->ring_count + 1, sizeof(GEOSGeometry *));
    assert(parts);
    unsigned int count = 0;
    for (size_t first = 0; first < polygon->ring_count;) {
        size_t end = first + 1;
        while (end < polygon->ring_count && ring_doubled_area(&polygon->rings[end]) < 0) end++;
        parts[count] = part_of(geos, polygon, first, end);
        count += parts[count] != NULL;
        first = end;
    }
    GEOSGeometry *all = GEOSGeom_createCollection_r(geos->handle, GEOS_MULTIPOLYGON, parts, count);
    free(parts);
    return all && GEOSisValid_r(geos->handle, all) != 1 ? geos_repair(geos, all) : all;
}
