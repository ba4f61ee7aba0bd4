// vector_overlap.c - polygons that lie on one another.
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "land/vector.h"
#include "land/vector_geos.h"

typedef struct Box {
    size_t item;
    double min_x, min_y, max_x, max_y;
} Box;

typedef struct Pair {
    size_t a, b; // a < b
} Pair;

static Box box_of(const Polygon *polygon, size_t item)
{
    Box box = {item, INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i < ring->count; i++) {
            box.min_x = ring->x[i] < box.min_x ? ring->x[i] : box.min_x;
            box.max_x = ring->x[i] > box.max_x ? ring->x[i] : box.max_x;
            box.min_y = ring->y[i] < box.min_y ? ring->y[i] : box.min_y;
            box.max_y = ring->y[i] > box.max_y ? ring->y[i] : box.max_y;
        }
    }
    return box;
}

static int by_west(const void *a, const void *b)
{
    const Box *left = a, *right = b;
    if (left->min_x != right->min_x) return left->min_x < right->min_x ? -1 : 1;
    return (left->item > right->item) - (left->item < right->item);
}

static int by_pair(const void *a, const void *b)
{
    const Pair *left = a, *right = b;
    if (left->a != right->a) return left->a < right->a ? -1 : 1;
    return (left->b > right->b) - (left->b < right->b);
}

// Pairs whose boxes meet, in order.
static Pair *near_pairs(Arena *arena, const Polygons *polygons, size_t *count)
{
    size_t n = polygons->count, capacity = 0;
    Box *boxes = arena_array(arena, n, sizeof *boxes);
    Pair *pairs = NULL;
    *count = 0;
    for (size_t i = 0; i < n; i++) boxes[i] = box_of(&polygons->items[i], i);
    qsort(boxes, n, sizeof *boxes, by_west);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n && boxes[j].min_x < boxes[i].max_x; j++) {
            if (boxes[j].min_y >= boxes[i].max_y || boxes[j].max_y <= boxes[i].min_y) continue;
            size_t a = boxes[i].item, b = boxes[j].item;
            pairs = arena_grow(arena, pairs, *count, &capacity, sizeof *pairs);
            pairs[(*count)++] = a < b ? (Pair){a, b} : (Pair){b, a};
        }
    }
    if (*count > 1) qsort(pairs, *count, sizeof *pairs, by_pair);
    return pairs;
}

static const GEOSGeometry *shape_of(Geos *geos, GEOSGeometry **shapes, const Polygons *polygons, size_t item)
{
    if (!shapes[item]) shapes[item] = geos_from_polygon(geos, &polygons->items[item]);
    return shapes[item];
}

static bool common_area(Geos *geos, const GEOSGeometry *a, const GEOSGeometry *b, double *area)
{
    GEOSGeometry *common = a && b ? GEOSIntersection_r(geos->handle, a, b) : NULL;
    bool done = common && GEOSArea_r(geos->handle, common, area) == 1;
    if (common) GEOSGeom_destroy_r(geos->handle, common);
    return done;
}

bool vector_overlaps(Arena *arena, const Polygons *polygons, double area_m2, size_t most, Overlap **out, size_t *count,
                     Err *err)
{
    Geos geos;
    geos_open(&geos);
    Arena *scratch = arena_open();
    GEOSGeometry **shapes = arena_array(scratch, polygons->count, sizeof(GEOSGeometry *));
    size_t pair_count = 0, capacity = 0;
    const Pair *pairs = near_pairs(scratch, polygons, &pair_count);
    bool done = true;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; done && i < pair_count && *count < most; i++) {
        size_t a = pairs[i].a, b = pairs[i].b;
        double area = 0;
        done = common_area(&geos, shape_of(&geos, shapes, polygons, a), shape_of(&geos, shapes, polygons, b), &area) ||
               err_set(err, ERR_INPUT, _("polygons %s and %s cannot be laid upon each other: %s."),
                       polygons->items[a].code, polygons->items[b].code, geos.message);
        if (!done || !(area > area_m2)) continue;
        *out = arena_grow(arena, *out, *count, &capacity, sizeof **out);
        (*out)[(*count)++] = (Overlap){.a = a, .b = b, .area_m2 = area};
    }
    for (size_t i = 0; i < polygons->count; i++) {
        if (shapes[i]) GEOSGeom_destroy_r(geos.handle, shapes[i]);
    }
    arena_close(scratch);
    geos_close(&geos);
    return done;
}
