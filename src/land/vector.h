// vector.h - polygons from any OGR source: read, judged, repaired by a stated rule, measured.
#ifndef QINGSHAN_LAND_VECTOR_H
#define QINGSHAN_LAND_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/crs.h"

typedef struct Ring { // outer rings run counter-clockwise (x east, y north), holes clockwise
    size_t count;     // points; the last equals the first
    const double *x;  // in the target CRS, rounded to 1 mm
    const double *y;
} Ring;

typedef struct Polygon { // one feature: each outer ring followed by its holes; even-odd after repair
    const char *code;    // "" when no code field was asked for
    const char *name;
    size_t ring_count;
    const Ring *rings;
    double area_m2; // on the ellipsoid, edges straight in the source's coordinates, after repair
    bool repaired;
    double area_before_m2, area_after_m2; // when repaired; before: outer rings less holes, each taken absolutely
    const char *fault; // OGC reason with its place, "Self-intersection near 107.97000 30.89000"; "" when valid
} Polygon;

typedef struct Polygons {
    size_t count;
    const Polygon *items;
    double min_x, min_y, max_x, max_y; // in the target CRS
    const char *source_crs;            // label
    const char *datum_note;            // "" or PROJ's operation and accuracy when the datum changes
    bool datum_is_ballpark;            // PROJ knows no shift between the two datums and makes none
} Polygons;

typedef struct VectorRequest {
    const char *path;
    const char *layer;      // NULL or "": the only layer, or an error that lists them
    const char *code_field; // NULL or "": no code
    const char *name_field;
    const char *encoding; // NULL or "": the source's own, GBK shapefiles detected
    const Crs *target;
    bool repair;    // rule: GEOS MakeValid (structure method), polygons only; false: report only, rings as they are
    bool unrounded; // coordinates that are the target's already stay as they are, not rounded to 1 mm
} VectorRequest;

// Edges are straight in the source's coordinates; where that makes them bend in the target's by more than 1 cm, points
// are put in (a degree of a geographic target counts as 111320 m). ERR_INPUT: no polygons, unknown layer or field (the
// text lists what is there), a feature without polygon or code, duplicated codes, no CRS.
MUST_CHECK bool vector_read_polygons(Arena *arena, const VectorRequest *request, Polygons *out, Err *err);
// The area of a ring set in a CRS on that CRS's ellipsoid, m2; edges straight in the CRS's coordinates. The same bits
// on every machine when projection.h knows the CRS.
MUST_CHECK bool vector_geodesic_area(const Crs *crs, const Ring *rings, size_t ring_count, double *area_m2, Err *err);
// Writes polygons (in crs) to a GeoPackage layer with fields code, name; creates or adds to the file. Bytes follow
// SOURCE_DATE_EPOCH (1970 when it is not set).
MUST_CHECK bool vector_write_gpkg(const char *path, const char *layer, const Crs *crs, const Polygon *items,
                                  size_t count, Err *err);
// Pairs whose interiors overlap by more than area_m2 (on the map); for check. The first `most` of them by (a, b), a <
// b.
typedef struct Overlap {
    size_t a, b;
    double area_m2;
} Overlap;
MUST_CHECK bool vector_overlaps(Arena *arena, const Polygons *polygons, double area_m2, size_t most, Overlap **out,
                                size_t *count, Err *err);

#endif
