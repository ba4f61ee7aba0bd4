// town_shapes.c - from lattice points that belong to towns to polygons with a common, smoothed border.
//
// A border is smoothed as a line between the points where three towns meet, by rules that do not depend on its
// direction: the two towns beside it get the same points.
#include <assert.h>
#include <math.h>
#include <string.h>

#include "gep/demo/towns.h"
#include "land/overlay.h"

typedef enum Way { EAST, NORTH, WEST, SOUTH } Way;

typedef struct Corner { // of lattice cells, counted from the north-west
    int col, row;
} Corner;

typedef struct Vertex {
    double x, y;
    bool fixed; // three towns meet, or the lattice ends
} Vertex;

typedef struct Outline {
    size_t count, capacity;
    Vertex *items;
} Outline;

typedef struct Tracer {
    Arena *arena;
    const Towns *towns;
    bool *done; // [corner * 4 + way]
} Tracer;

// ---- following a border

static int town_of_cell(const Tracer *t, int col, int row)
{
    const Field2 *lattice = &t->towns->lattice;
    if (col < 0 || row < 0 || col >= lattice->width || row >= lattice->height) return -1;
    return t->towns->town_of[row * lattice->width + col];
}

// Has the edge that leaves a corner this way the town on its left, and another on its right?
static bool is_edge(const Tracer *t, int town, Corner at, Way way)
{
    static const int left[4][2] = {{0, -1}, {-1, -1}, {-1, 0}, {0, 0}},
                     right[4][2] = {{0, 0}, {0, -1}, {-1, -1}, {-1, 0}};
    return town_of_cell(t, at.col + left[way][0], at.row + left[way][1]) == town &&
           town_of_cell(t, at.col + right[way][0], at.row + right[way][1]) != town;
}

static Corner step(Corner at, Way way)
{
    static const int move[4][2] = {{1, 0}, {0, -1}, {-1, 0}, {0, 1}};
    return (Corner){at.col + move[way][0], at.row + move[way][1]};
}

// Left first: cells that only touch at a corner are not one.
static Way turn(const Tracer *t, int town, Corner at, Way way)
{
    Way left = (Way)((way + 1) % 4), right = (Way)((way + 3) % 4);
    return is_edge(t, town, at, left) ? left : is_edge(t, town, at, way) ? way : right;
}

static bool *done_flag(const Tracer *t, Corner at, Way way)
{
    return &t->done[((size_t)at.row * (size_t)(t->towns->lattice.width + 1) + (size_t)at.col) * 4 + way];
}

static Vertex vertex_at(const Tracer *t, Corner at)
{
    const Field2 *lattice = &t->towns->lattice;
    int around[4], changes = 0;
    for (int k = 0; k < 4; k++) around[k] = town_of_cell(t, at.col - (k == 1 || k == 2), at.row - (k < 2));
    for (int k = 0; k < 4; k++) changes += around[k] != around[(k + 1) % 4];
    return (Vertex){lattice->x0 + (at.col - 0.5) * lattice->step_m, lattice->y0 - (at.row - 0.5) * lattice->step_m,
                    changes > 2};
}

static void add_vertex(Arena *arena, Outline *outline, Vertex vertex)
{
    outline->items = arena_grow(arena, outline->items, outline->count, &outline->capacity, sizeof vertex);
    outline->items[outline->count++] = vertex;
}

static Outline trace(Tracer *t, int town, Corner at, Way way)
{
    Outline outline = {0};
    while (!*done_flag(t, at, way)) {
        *done_flag(t, at, way) = true;
        add_vertex(t->arena, &outline, vertex_at(t, at));
        at = step(at, way);
        way = turn(t, town, at, way);
    }
    return outline;
}

// ---- smoothing

static Outline averaged(Arena *arena, const Outline *from)
{
    Outline to = {0};
    for (size_t i = 0; i < from->count; i++) {
        const Vertex *a = &from->items[(i + from->count - 1) % from->count], *c = &from->items[(i + 1) % from->count];
        Vertex b = from->items[i];
        if (!b.fixed) {
            b.x = (a->x + c->x) / 4 + b.x / 2;
            b.y = (a->y + c->y) / 4 + b.y / 2;
        }
        add_vertex(arena, &to, b);
    }
    return to;
}

static Outline corners_cut(Arena *arena, const Outline *from) // Chaikin
{
    Outline to = {0};
    for (size_t i = 0; i < from->count; i++) {
        Vertex a = from->items[i], b = from->items[(i + 1) % from->count];
        if (a.fixed) add_vertex(arena, &to, a);
        add_vertex(arena, &to, (Vertex){0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y, false});
        add_vertex(arena, &to, (Vertex){0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y, false});
    }
    return to;
}

static double to_millimetres(double v)
{
    return floor(v * 1000 + 0.5) / 1000;
}

static Ring ring_of(Arena *arena, const Outline *outline)
{
    assert(outline->count > 0);
    double *x = arena_array(arena, outline->count + 1, sizeof *x),
           *y = arena_array(arena, outline->count + 1, sizeof *y);
    for (size_t i = 0; i <= outline->count; i++) {
        x[i] = to_millimetres(outline->items[i % outline->count].x);
        y[i] = to_millimetres(outline->items[i % outline->count].y);
    }
    return (Ring){.count = outline->count + 1, .x = x, .y = y};
}

static Ring smoothed_ring(Tracer *t, int town, Corner at)
{
    Outline outline = trace(t, town, at, EAST);
    for (int i = 0; i < 2; i++) outline = averaged(t->arena, &outline);
    outline = corners_cut(t->arena, &outline);
    return ring_of(t->arena, &outline);
}

// ---- towns

static double doubled_area(const Ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        sum += (ring->x[i] - ring->x[0]) * (ring->y[i + 1] - ring->y[0]) -
               (ring->x[i + 1] - ring->x[0]) * (ring->y[i] - ring->y[0]);
    }
    return sum;
}

// A town is one piece: its outer ring goes first, enclaves after it.
static void add_ring(Arena *arena, Polygon *polygon, Ring ring)
{
    Ring *rings = arena_array(arena, polygon->ring_count + 1, sizeof *rings);
    bool outer = doubled_area(&ring) > 0;
    if (polygon->ring_count > 0) memcpy(rings + outer, polygon->rings, polygon->ring_count * sizeof *rings);
    rings[outer ? 0 : polygon->ring_count] = ring;
    polygon->rings = rings;
    polygon->ring_count++;
}

static void trace_towns(Tracer *t, Polygon *shapes)
{
    const Field2 *lattice = &t->towns->lattice;
    for (int row = 0; row < lattice->height; row++) {
        for (int col = 0; col < lattice->width; col++) {
            Corner below = {col, row + 1};
            int town = town_of_cell(t, col, row);
            if (!is_edge(t, town, below, EAST) || *done_flag(t, below, EAST)) continue;
            add_ring(t->arena, &shapes[town], smoothed_ring(t, town, below));
        }
    }
}

bool towns_polygons(Arena *arena, const Towns *towns, const Border *border, Polygon **out, Err *err)
{
    size_t corners = (size_t)(towns->lattice.width + 1) * (size_t)(towns->lattice.height + 1);
    Tracer tracer = {.arena = arena_open(), .towns = towns};
    tracer.done = arena_array(tracer.arena, 4 * corners, sizeof *tracer.done);
    Polygon *shapes = arena_array(tracer.arena, towns->count, sizeof *shapes);
    for (size_t k = 0; k < towns->count; k++)
        shapes[k] = (Polygon){.code = towns->items[k].code, .name = towns->items[k].name, .fault = ""};
    trace_towns(&tracer, shapes);
    *out = arena_array(arena, towns->count, sizeof **out);
    bool done = overlay_clip(arena, shapes, towns->count, &border->polygon, *out, err);
    arena_close(tracer.arena);
    return done;
}
