// vector_area.h - areas of rings on the ellipsoid, inside this folder; vector_geodesic_area is for all.
#ifndef QINGSHAN_LAND_VECTOR_AREA_H
#define QINGSHAN_LAND_VECTOR_AREA_H

#include "land/crs.h"
#include "land/projection.h"
#include "land/vector.h"

typedef struct AreaMeter {
    Ellipsoid ellipsoid;
    Transform *to_lonlat; // NULL when the coordinates are longitudes and latitudes
    double step;          // edges longer than this are cut, in units of the coordinates
} AreaMeter;

MUST_CHECK bool area_open(const Crs *crs, AreaMeter *out, Err *err);
void area_close(AreaMeter *meter);
double area_of_ring(const AreaMeter *meter, const Ring *ring); // m2, positive when counter-clockwise

#endif
