// vector_area.c - areas of rings on the ellipsoid.
//
// On a latitude-longitude rectangle the area is exact by the authalic q (projection.h). A ring's area is the contour
// integral of q over longitude; every edge is a curve in (longitude, latitude) through three points, start, middle and
// end, as the source's coordinates run straight, and Simpson's rule integrates along it.
#include <math.h>

#include "land/land_internal.h"
#include "land/vector.h"
#include "land/vector_area.h"

static const double RADIAN = 3.14159265358979323846 / 180;

static double turn(double degrees)
{
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

static size_t pieces(const Ring *ring, size_t i, double step)
{
    double dx = ring->x[i + 1] - ring->x[i], dy = ring->y[i + 1] - ring->y[i], length = sqrt(dx * dx + dy * dy);
    return length > step ? (size_t)ceil(length / step) : 1;
}

// Start, middle, end of every piece, the end being the next one's start: an odd count of points.
static void lay_points(const Ring *ring, double step, double *x, double *y)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        size_t halves = 2 * pieces(ring, i, step);
        for (size_t k = 0; k < halves; k++, n++) {
            double share = (double)k / (double)halves;
            x[n] = ring->x[i] + (ring->x[i + 1] - ring->x[i]) * share;
            y[n] = ring->y[i] + (ring->y[i + 1] - ring->y[i]) * share;
        }
    }
    x[n] = ring->x[0];
    y[n] = ring->y[0];
}

static size_t count_points(const Ring *ring, double step)
{
    size_t count = 1;
    for (size_t i = 0; i + 1 < ring->count; i++) count += 2 * pieces(ring, i, step);
    return count;
}

// Over one piece: the integral of q over longitude, doubled area per a^2; q counted from q0 keeps the digits.
static double integrate(const Ellipsoid *ellipsoid, const double *lon, const double *lat, double q0)
{
    double half = turn(lon[1] - lon[0]), all = half + turn(lon[2] - lon[1]);
    double slope[3] = {4 * half - all, all, 3 * all - 4 * half}, q[3];
    for (int i = 0; i < 3; i++) q[i] = ellipsoid_q(ellipsoid, lat[i]) - q0;
    return (q[0] * slope[0] + 4 * q[1] * slope[1] + q[2] * slope[2]) / 6 * RADIAN;
}

static double area_of_points(const Ellipsoid *ellipsoid, const double *lon, const double *lat, size_t count)
{
    double sum = 0, q0 = ellipsoid_q(ellipsoid, lat[0]);
    for (size_t i = 0; i + 2 < count; i += 2) sum -= integrate(ellipsoid, lon + i, lat + i, q0);
    return 0.5 * ellipsoid->a * ellipsoid->a * sum;
}

bool area_open(const Crs *crs, AreaMeter *out, Err *err)
{
    *out = (AreaMeter){.ellipsoid = *crs_ellipsoid(crs), .step = 0.5};
    if (crs_is_geographic(crs)) return true;
    out->step = 5000;
    Crs *lonlat = NULL;
    if (!crs_open_geographic(crs, &lonlat, err)) return false;
    bool done = transform_open(crs, lonlat, &out->to_lonlat, err);
    crs_close(lonlat);
    return done;
}

void area_close(AreaMeter *meter)
{
    transform_close(meter->to_lonlat);
}

double area_of_ring(const AreaMeter *meter, const Ring *ring)
{
    if (ring->count < 4) return 0;
    Arena *arena = arena_open();
    size_t count = count_points(ring, meter->step);
    double *x = arena_array(arena, count, sizeof *x), *y = arena_array(arena, count, sizeof *y);
    lay_points(ring, meter->step, x, y);
    if (meter->to_lonlat) transform_points(meter->to_lonlat, x, y, count);
    double area = area_of_points(&meter->ellipsoid, x, y, count);
    arena_close(arena);
    return area;
}

bool vector_geodesic_area(const Crs *crs, const Ring *rings, size_t ring_count, double *area_m2, Err *err)
{
    AreaMeter meter;
    if (!area_open(crs, &meter, err)) return false;
    double sum = 0;
    for (size_t i = 0; i < ring_count; i++) sum += area_of_ring(&meter, &rings[i]);
    area_close(&meter);
    *area_m2 = fabs(sum);
    return true;
}
