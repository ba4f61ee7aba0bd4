// vector_geos.h - polygons and GEOS: judging, repairing, taking apart, putting together. Inside this folder.
#ifndef QINGSHAN_LAND_VECTOR_GEOS_H
#define QINGSHAN_LAND_VECTOR_GEOS_H

#include <geos_c.h>
#include <ogr_api.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/vector.h"

typedef struct Geos {
    GEOSContextHandle_t handle;
    char message[300]; // GEOS's last error, "" when there was none
} Geos;

void geos_open(Geos *geos);
void geos_close(Geos *geos);

// The polygons of an OGR geometry (curves as lines, heights dropped) as one multipolygon; NULL when there are none or
// GEOS refuses it. dropped: rings of fewer than three corners, which cannot be a ring, were left out.
GEOSGeometry *geos_from_ogr(Geos *geos, OGRGeometryH geometry, bool *dropped);
// "" when valid, else reason and place.
const char *geos_fault(Geos *geos, Arena *arena, const GEOSGeometry *geometry);
// Valid, polygons only; takes the geometry over. NULL when GEOS fails.
GEOSGeometry *geos_repair(Geos *geos, GEOSGeometry *geometry);
// Its rings, each outer one followed by its holes. outer[i] says which is which.
typedef struct RingSet {
    size_t count;
    Ring *rings;
    bool *outer;
} RingSet;
RingSet geos_rings(Geos *geos, Arena *arena, const GEOSGeometry *geometry);
// A valid geometry of a Polygon's rings.
GEOSGeometry *geos_from_polygon(Geos *geos, const Polygon *polygon);

double ring_doubled_area(const Ring *ring); // in its own plane; positive when counter-clockwise

#endif
