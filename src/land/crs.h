// crs.h - coordinate reference systems and transformations (PROJ, through GDAL's OGR SRS).
//
// Coordinates are always (x = easting or longitude, y = northing or latitude), in degrees when geographic. Results of a
// transformation are rounded to 1 mm (1e-8 degree), because the last bits of PROJ's libm change with the processor.
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

typedef struct Transform Transform; // belongs to one thread
MUST_CHECK bool transform_open(const Crs *from, const Crs *to, Transform **out, Err *err);
void transform_close(Transform *transform);
// What is done: PROJ's name of the operation, its accuracy in metres (-1 unknown), whether the datum changes. "" when
// nothing is done.
const char *transform_note(const Transform *transform);
bool transform_shifts_datum(const Transform *transform);
double transform_accuracy_m(const Transform *transform);
// In place; a point that cannot be transformed becomes NaN, NaN. Exact (not approximated); rounded as above.
void transform_points(Transform *transform, double *x, double *y, size_t count);

#endif
