// projection.h - the map projections that a district uses, with the same bits on every machine.
//
// PROJ calls libm, whose last bits change with the processor, and rounding only makes that rare. So transverse Mercator
// (Gauss-Krueger, UTM), Lambert conformal conic and Albers are here once more, in arithmetic and exact_*. PROJ says
// what a CRS is, and transform_settle compares the two before it trusts these; all other projections are PROJ's alone.
// Longitudes and latitudes in degrees; x east, y north in metres. Points outside a projection's reach become NaN.
// Sources: Karney 2011, J. Geodesy 85:475 (transverse Mercator, 6th order); Snyder 1987, USGS PP 1395, p. 98-110
// (conics).
#ifndef QINGSHAN_LAND_PROJECTION_H
#define QINGSHAN_LAND_PROJECTION_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Ellipsoid {
    double a;  // semi-major axis, m
    double e2; // first eccentricity squared
} Ellipsoid;

typedef enum ProjectionKind { PROJECTION_NONE, PROJECTION_TM, PROJECTION_LCC, PROJECTION_ALBERS } ProjectionKind;

typedef struct ProjectionDef { // what a CRS says; degrees and metres
    ProjectionKind kind;       // NONE: longitude and latitude themselves
    Ellipsoid ellipsoid;
    double lon0, lat0, lat1, lat2, scale, false_east,
        false_north; // lat1, lat2: conics; scale: TM, LCC with one parallel
} ProjectionDef;

typedef struct Projection { // with the constants worked out
    ProjectionDef def;
    double e;
    double radius, y_origin;  // TM: scaled rectifying radius; all: northing of lat0 before the false northing
    double alpha[6], beta[6]; // TM series
    double cone, factor;      // conics: n; a F (Lambert) or C (Albers)
} Projection;

bool projection_make(const ProjectionDef *def, Projection *out); // false for a sphere or senseless parameters
void projection_forward(const Projection *projection, double *x, double *y,
                        size_t count); // degrees to metres, in place
void projection_inverse(const Projection *projection, double *x, double *y,
                        size_t count); // metres to degrees, in place
// Map area / true area at a place given in degrees; NONE has none and asserts.
double projection_areal_scale(const Projection *projection, double lon, double lat);

// Snyder's q: the area between the equator and a latitude is a^2 q / 2 for each radian of longitude.
double ellipsoid_q(const Ellipsoid *ellipsoid, double lat);
// True area of a radian of longitude times a radian of latitude at this latitude, m2.
double ellipsoid_area_density(const Ellipsoid *ellipsoid, double lat);

#endif
