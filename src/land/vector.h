// vector.h - polygons from any OGR source: read, judged, repaired by a stated rule, measured.
#ifndef QINGSHAN_LAND_VECTOR_H
#define QINGSHAN_LAND_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/crs.h"

typedef struct Ring {
    size_t count;    // points; the last equals the first
    const double *x; // in the target CRS, rounded to 1 mm
    const double *y;
} Ring;

typedef struct Polygon { // one feature: outer rings and holes together; a point is inside by the even-odd rule after
                         // repair
    const char *code;    // "" when no code field was asked for
    const char *name;
    size_t ring_count;
    const Ring *rings;
    double area_m2; // on the ellipsoid, geodesic edges, of the source geometry after repair
    bool repaired;
    double area_before_m2, area_after_m2; // when repaired
    const char *fault; // OGC reason with its place, "Self-intersection near 107.97 30.89"; "" when valid
} Polygon;

typedef struct Polygons {
    size_t count;
    const Polygon *items;
    double min_x, min_y, max_x, max_y; // in the target CRS
    const char *source_crs;            // label
    const char *datum_note;
} Polygons;

typedef struct VectorRequest {
    const char *path;
    const char *layer;      // NULL or "": the only layer, or an error that lists them
    const char *code_field; // NULL or "": no code
    const char *name_field;
    const char *encoding; // NULL or "": the source's own, GBK shapefiles detected
    const Crs *target;
    bool repair; // rule: GEOS MakeValid (structure method), polygons only; false: report only, rings as they are
} VectorRequest;

// ERR_INPUT: no polygons, unknown layer or field (the text lists what is there), duplicated codes, no CRS.
MUST_CHECK bool vector_read_polygons(Arena *arena, const VectorRequest *request, Polygons *out, Err *err);
// The area of a ring set on the GRS80/CGCS2000 or given CRS's ellipsoid, m2.
MUST_CHECK bool vector_geodesic_area(const Crs *crs, const Ring *rings, size_t ring_count, double *area_m2, Err *err);
// Writes polygons (in crs) to a GeoPackage layer with fields code, name; creates or adds to the file. Bytes follow
// SOURCE_DATE_EPOCH.
MUST_CHECK bool vector_write_gpkg(const char *path, const char *layer, const Crs *crs, const Polygon *items,
                                  size_t count, Err *err);
// Pairs whose interiors overlap by more than area_m2; for check. at most `most` rows.
typedef struct Overlap {
    size_t a, b;
    double area_m2;
} Overlap;
MUST_CHECK bool vector_overlaps(Arena *arena, const Polygons *polygons, double area_m2, size_t most, Overlap **out,
                                size_t *count, Err *err);

#endif
