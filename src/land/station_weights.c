// station_weights.c - how much each site counts at a point. See station.h.
//
// Points go through in chunks that stay in cache, site by site, in plain loops over the points, which the compiler
// makes vectors of. Sums run over the sites in order, so that the result depends on nothing else.
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "base/vmath.h"
#include "land/station.h"

enum { CHUNK = 256 };
static const double NEAR_M2 = 1e-6; // (1 mm)^2: a point so near to a site is at it

// ---- opening ----------------------------------------------------------------------------------------------

static bool check_places(const StationSet *set, Err *err)
{
    for (size_t i = 0; i < set->site_count; i++) {
        if (set->site_count == 1 || (isfinite(set->sites[i].x) && isfinite(set->sites[i].y))) continue;
        return err_set(
            err, ERR_INPUT,
            _("stations %s: site %s has no coordinates; add Lon and Lat, or x and y, to the table of the sites"),
            set->id, set->sites[i].id);
    }
    return true;
}

static int index_of_site(const StationSet *set, const char *id)
{
    for (size_t i = 0; i < set->site_count; i++) {
        if (text_equal(set->sites[i].id, id)) return (int)i;
    }
    return -1;
}

static bool take_polygons(Arena *arena, const StationSet *set, const Polygons *polygons, Reach *out, Err *err)
{
    Polygon *kept = arena_array(arena, polygons->count, sizeof *kept);
    int *sites = arena_array(arena, polygons->count, sizeof *sites);
    for (size_t i = 0; i < polygons->count; i++) {
        int site = index_of_site(set, polygons->items[i].code);
        if (site < 0) continue;
        kept[out->polygon_count] = polygons->items[i];
        sites[out->polygon_count++] = site;
    }
    out->polygons = kept;
    out->site_of_polygon = sites;
    if (out->polygon_count > 0) return true;
    return err_set(err, ERR_INPUT, _("stations %s: no polygon's code is the id of a site; correct polygon_key"),
                   set->id);
}

bool station_reach(Arena *arena, const StationSet *set, StationMethod method, const Polygons *polygons, Reach *out,
                   Err *err)
{
    if (set->site_count == 0) return err_set(err, ERR_INPUT, _("stations %s: no site"), set->id);
    if (!check_places(set, err)) return false;
    double *x = arena_array(arena, set->site_count, sizeof *x), *y = arena_array(arena, set->site_count, sizeof *y);
    for (size_t i = 0; i < set->site_count; i++) {
        x[i] = set->sites[i].x;
        y[i] = set->sites[i].y;
    }
    Reach reach = {.method = method, .power = 2, .site_count = set->site_count, .x = x, .y = y};
    bool ok = !polygons || method != STATION_THIESSEN || take_polygons(arena, set, polygons, &reach, err);
    if (ok) *out = reach;
    return ok;
}

// ---- a chunk of points ------------------------------------------------------------------------------------

typedef struct Points {
    size_t count;
    const double *x, *y;
    double *weights; // of site s at point i: weights[s * stride + i]
    size_t stride;
} Points;

// Squared distances to one site into its weights.
static void measure(const Points *points, double x, double y, double *restrict out)
{
    const double *px = points->x, *py = points->y;
    for (size_t i = 0; i < points->count; i++) {
        double dx = px[i] - x, dy = py[i] - y;
        out[i] = dx * dx + dy * dy;
    }
}

static void set_only(const Points *points, size_t site_count, size_t site, size_t i)
{
    for (size_t s = 0; s < site_count; s++) points->weights[s * points->stride + i] = s == site ? 1 : 0;
}

// Whether a point lies at a site; the squared distances are in the weights.
static bool any_near(const Points *points, size_t site_count)
{
    double least[CHUNK];
    for (size_t i = 0; i < points->count; i++) least[i] = points->weights[i];
    for (size_t s = 1; s < site_count; s++) {
        const double *square = points->weights + s * points->stride;
        for (size_t i = 0; i < points->count; i++) least[i] = square[i] < least[i] ? square[i] : least[i];
    }
    double lowest = INFINITY;
    for (size_t i = 0; i < points->count; i++) lowest = least[i] < lowest ? least[i] : lowest;
    return lowest <= NEAR_M2;
}

// The first site, by id, that each point lies at; -1 for none.
static void find_near(const Points *points, size_t site_count, int near[CHUNK])
{
    for (size_t i = 0; i < points->count; i++) {
        near[i] = -1;
        for (size_t s = 0; s < site_count && near[i] < 0; s++) {
            if (points->weights[s * points->stride + i] <= NEAR_M2) near[i] = (int)s;
        }
    }
}

// Squared distances become distance to the power -p, added to the sum.
static void raise(double *restrict weights, double *restrict sum, size_t count, double power)
{
    if (power != 2) vmath_pow_scalar(weights, weights, -power / 2, count);
    for (size_t i = 0; i < count && power == 2; i++) weights[i] = 1 / weights[i];
    for (size_t i = 0; i < count; i++) sum[i] += weights[i];
}

static void scale(double *restrict weights, const double *restrict factor, size_t count)
{
    for (size_t i = 0; i < count; i++) weights[i] *= factor[i];
}

static void weigh_by_distance(const Reach *reach, const Points *points)
{
    int near[CHUNK];
    double sum[CHUNK] = {0};
    for (size_t s = 0; s < reach->site_count; s++) {
        measure(points, reach->x[s], reach->y[s], points->weights + s * points->stride);
    }
    bool any = any_near(points, reach->site_count);
    if (any) find_near(points, reach->site_count, near);
    for (size_t s = 0; s < reach->site_count; s++) {
        raise(points->weights + s * points->stride, sum, points->count, reach->power);
    }
    for (size_t i = 0; i < points->count; i++) sum[i] = 1 / sum[i];
    for (size_t s = 0; s < reach->site_count; s++) scale(points->weights + s * points->stride, sum, points->count);
    for (size_t i = 0; any && i < points->count; i++) {
        if (near[i] >= 0) set_only(points, reach->site_count, (size_t)near[i], i);
    }
}

// ---- Thiessen ---------------------------------------------------------------------------------------------

// The nearest site of each point; ties go to the first.
static void find_nearest(const Reach *reach, const Points *points, double nearest[CHUNK])
{
    double best[CHUNK], square[CHUNK];
    for (size_t i = 0; i < points->count; i++) {
        best[i] = INFINITY;
        nearest[i] = 0;
    }
    for (size_t s = 0; s < reach->site_count; s++) {
        measure(points, reach->x[s], reach->y[s], square);
        for (size_t i = 0; i < points->count; i++) {
            bool closer = square[i] < best[i];
            best[i] = closer ? square[i] : best[i];
            nearest[i] = closer ? (double)s : nearest[i];
        }
    }
}

typedef struct Span {
    double low, high;
} Span;

static Span span_of(const double *values, size_t count)
{
    Span span = {INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        span.low = values[i] < span.low ? values[i] : span.low;
        span.high = values[i] > span.high ? values[i] : span.high;
    }
    return span;
}

// Counts, for the even-odd rule, the edges of a ring that a ray from each point to the right crosses.
static void cross_ring(const Ring *ring, const Points *points, Span rows, bool odd[CHUNK])
{
    for (size_t k = 0; k + 1 < ring->count; k++) {
        double ax = ring->x[k], ay = ring->y[k], bx = ring->x[k + 1], by = ring->y[k + 1];
        if ((ay > rows.high && by > rows.high) || (ay <= rows.low && by <= rows.low)) continue;
        for (size_t i = 0; i < points->count; i++) {
            double x = points->x[i], y = points->y[i];
            bool spans = (ay > y) != (by > y);
            odd[i] ^= spans && x < ax + (y - ay) * (bx - ax) / (by - ay);
        }
    }
}

// The site of the first polygon that holds a point takes the nearest one's place.
static void find_polygons(const Reach *reach, const Points *points, double nearest[CHUNK])
{
    Span rows = span_of(points->y, points->count);
    bool taken[CHUNK] = {0};
    for (size_t k = 0; k < reach->polygon_count; k++) {
        bool odd[CHUNK] = {0};
        for (size_t r = 0; r < reach->polygons[k].ring_count; r++)
            cross_ring(&reach->polygons[k].rings[r], points, rows, odd);
        for (size_t i = 0; i < points->count; i++) {
            if (!odd[i] || taken[i]) continue;
            nearest[i] = reach->site_of_polygon[k];
            taken[i] = true;
        }
    }
}

static void weigh_by_region(const Reach *reach, const Points *points)
{
    double nearest[CHUNK];
    find_nearest(reach, points, nearest);
    find_polygons(reach, points, nearest);
    for (size_t s = 0; s < reach->site_count; s++) {
        double *weights = points->weights + s * points->stride;
        for (size_t i = 0; i < points->count; i++) weights[i] = nearest[i] == (double)s ? 1 : 0;
    }
}

// ---- all points -------------------------------------------------------------------------------------------

void station_weights(const Reach *reach, const double *x, const double *y, size_t count, double *weights)
{
    for (size_t done = 0; done < count; done += CHUNK) {
        size_t size = count - done < CHUNK ? count - done : CHUNK;
        Points points = {.count = size, .x = x + done, .y = y + done, .weights = weights + done, .stride = count};
        if (reach->site_count == 1) {
            for (size_t i = 0; i < size; i++) points.weights[i] = 1;
        } else if (reach->method == STATION_IDW) {
            weigh_by_distance(reach, &points);
        } else {
            weigh_by_region(reach, &points);
        }
    }
}
