// crs.h - coordinate reference systems and transformations (PROJ, through GDAL's OGR SRS).
//
// Coordinates are always (x = easting or longitude, y = northing or latitude), in degrees when geographic. Heights play
// no part. PROJ says what is done. Where it does nothing but project, between the projections of projection.h, those
// formulas do the work, since the last bits of PROJ's libm change with the processor; elsewhere PROJ does. Results are
// rounded to 1 mm (1e-8 degree).
#ifndef QINGSHAN_LAND_CRS_H
#define QINGSHAN_LAND_CRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct Crs Crs;

// text: "EPSG:4524", WKT, PROJ string. ERR_INPUT when it is not understood.
MUST_CHECK bool crs_open(const char *text, Crs **out, Err *err);
void crs_close(Crs *crs);
const char *crs_name(const Crs *crs);  // "CGCS2000 / 3-degree Gauss-Kruger zone 36"
const char *crs_label(const Crs *crs); // "EPSG:4524" when an authority is known, else the name
const char *crs_wkt(const Crs *crs);
bool crs_is_geographic(const Crs *crs);
bool crs_is_projected(const Crs *crs);
bool crs_is_web_mercator(const Crs *crs); // EPSG:3857 and its kin: areas in it are wrong
bool crs_unit_is_metre(const Crs *crs);
bool crs_same(const Crs *a, const Crs *b); // the same coordinates, whatever the wording; axis order ignored
// A CRS good for a reference grid: projected, in metres, not Web Mercator. ERR_REFUSED with the remedy otherwise.
MUST_CHECK bool crs_check_grid(const Crs *crs, Err *err);

typedef struct CrsArea { // degrees
    double west, south, east, north;
} CrsArea;
bool crs_area(const Crs *crs, CrsArea *out); // what the system is made for; false when nothing says so

typedef struct Transform Transform; // belongs to one thread
MUST_CHECK bool transform_open(const Crs *from, const Crs *to, Transform **out, Err *err);
void transform_close(Transform *transform);
// PROJ may know several operations, each for a part of the land. One is taken for all points, so that there is no seam:
// PROJ's best at the place (x, y), given in `from`. Without this call the first point transformed decides.
void transform_settle(Transform *transform, double x, double y);
// What is done: PROJ's name of the operation and its accuracy, in English for the record. "" when nothing is done or
// the operation is not settled yet.
const char *transform_note(const Transform *transform);
bool transform_shifts_datum(const Transform *transform); // the two stand on different datums
bool transform_is_ballpark(
    const Transform *transform); // PROJ knows no shift between them and does as if there were none
double transform_accuracy_m(const Transform *transform); // -1: unknown
// In place; a point that cannot be transformed becomes NaN, NaN. Exact (not approximated); rounded as above.
void transform_points(Transform *transform, double *x, double *y, size_t count);

#endif
