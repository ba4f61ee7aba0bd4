#include "gep/demo/lines.h"

#include <math.h>

#include "gep/demo/noise.h"

void lines_add(Arena *arena, LineList *list, Line line)
{
    list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = line;
}

// ---- along a tree

typedef struct Spot {
    double x, y;
} Spot;

static Spot lattice_spot(const LineTree *tree, int node)
{
    int col = node % tree->width, row = node / tree->width;
    return (Spot){tree->x0 + col * tree->step_m, tree->y0 - row * tree->step_m};
}

// The widest of the kept points that lead here; the point itself when there is none.
static int *main_sources(Arena *arena, const LineTree *tree)
{
    int count = tree->width * tree->height, *source = arena_array(arena, (size_t)count, sizeof *source);
    for (int node = 0; node < count; node++) source[node] = node;
    for (int node = 0; node < count; node++) {
        int to = tree->next[node];
        if (tree->half_width[node] <= 0 || to == node) continue;
        if (source[to] == to || tree->half_width[node] > tree->half_width[source[to]]) source[to] = node;
    }
    return source;
}

static Spot smoothed(const LineTree *tree, const int *source, int node)
{
    Spot at = lattice_spot(tree, node), after = lattice_spot(tree, tree->next[node]);
    Spot before = lattice_spot(tree, source[node]);
    if (tree->next[node] == node) return at;
    double wobble = 0.15 * tree->step_m;
    return (Spot){(2 * at.x + before.x + after.x) / 4 + wobble * noise_normal(node, 1, 77),
                  (2 * at.y + before.y + after.y) / 4 + wobble * noise_normal(node, 2, 77)};
}

void lines_add_tree(Arena *arena, LineList *list, const LineTree *tree)
{
    Arena *scratch = arena_open();
    const int *source = main_sources(scratch, tree);
    for (int node = 0; node < tree->width * tree->height; node++) {
        int to = tree->next[node];
        if (tree->half_width[node] <= 0 || to == node) continue;
        Spot a = smoothed(tree, source, node), b = smoothed(tree, source, to);
        lines_add(arena, list, (Line){a.x, a.y, b.x, b.y, tree->half_width[node]});
    }
    arena_close(scratch);
}

// ---- by place

enum { BUCKET_M = 400 };

struct LineMap {
    double x0, y0; // south-west
    int width, height;
    const Line *lines;
    size_t *first; // of a bucket, in members; [width * height + 1]
    size_t *members;
};

typedef struct Span {
    int left, right, low, high;
} Span;

static int clamp(double value, int most)
{
    return value < 0 ? 0 : value > most ? most : (int)value;
}

static Span span_of(const LineMap *map, const Line *line)
{
    double half = line->half_width_m;
    double left = fmin(line->x1, line->x2) - half, right = fmax(line->x1, line->x2) + half;
    double low = fmin(line->y1, line->y2) - half, high = fmax(line->y1, line->y2) + half;
    return (Span){
        clamp((left - map->x0) / BUCKET_M, map->width - 1), clamp((right - map->x0) / BUCKET_M, map->width - 1),
        clamp((low - map->y0) / BUCKET_M, map->height - 1), clamp((high - map->y0) / BUCKET_M, map->height - 1)};
}

static void measure(LineMap *map, const LineList *list)
{
    double max_x = -INFINITY, max_y = -INFINITY;
    map->x0 = map->y0 = INFINITY;
    for (size_t i = 0; i < list->count; i++) {
        const Line *line = &list->items[i];
        map->x0 = fmin(map->x0, fmin(line->x1, line->x2) - BUCKET_M);
        map->y0 = fmin(map->y0, fmin(line->y1, line->y2) - BUCKET_M);
        max_x = fmax(max_x, fmax(line->x1, line->x2) + BUCKET_M);
        max_y = fmax(max_y, fmax(line->y1, line->y2) + BUCKET_M);
    }
    map->width = list->count > 0 ? 1 + (int)((max_x - map->x0) / BUCKET_M) : 0;
    map->height = list->count > 0 ? 1 + (int)((max_y - map->y0) / BUCKET_M) : 0;
}

static LineList shown(Arena *arena, const LineList *list, double cell_m)
{
    LineList kept = {0};
    for (size_t i = 0; i < list->count; i++) {
        Line line = list->items[i];
        if (2 * line.half_width_m < cell_m / 4) continue;
        if (line.half_width_m < 0.3 * cell_m) line.half_width_m = 0.3 * cell_m;
        lines_add(arena, &kept, line);
    }
    return kept;
}

// Counts (members NULL) or places every line in its buckets.
static void fill(LineMap *map, size_t count, size_t *at)
{
    for (size_t i = 0; i < count; i++) {
        Span span = span_of(map, &map->lines[i]);
        for (int row = span.low; row <= span.high; row++) {
            for (int col = span.left; col <= span.right; col++) {
                size_t bucket = (size_t)row * (size_t)map->width + (size_t)col;
                if (map->members) map->members[at[bucket]] = i;
                at[bucket]++;
            }
        }
    }
}

LineMap *lines_map(Arena *arena, const LineList *list, double cell_m)
{
    LineMap *map = arena_alloc(arena, sizeof *map);
    LineList kept = shown(arena, list, cell_m);
    map->lines = kept.items;
    measure(map, &kept);
    size_t buckets = (size_t)map->width * (size_t)map->height;
    size_t *at = arena_array(arena, buckets + 1, sizeof *at);
    map->first = arena_array(arena, buckets + 1, sizeof *map->first);
    fill(map, kept.count, at);
    for (size_t b = 0; b < buckets; b++) {
        map->first[b + 1] = map->first[b] + at[b];
        at[b] = map->first[b];
    }
    map->members = arena_array(arena, map->first[buckets] + 1, sizeof *map->members);
    fill(map, kept.count, at);
    return map;
}

static bool within(const Line *line, double x, double y)
{
    double ux = line->x2 - line->x1, uy = line->y2 - line->y1, px = x - line->x1, py = y - line->y1;
    double square = ux * ux + uy * uy, t = square > 0 ? (px * ux + py * uy) / square : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double dx = px - t * ux, dy = py - t * uy;
    return dx * dx + dy * dy <= line->half_width_m * line->half_width_m;
}

bool lines_cover(const LineMap *map, double x, double y)
{
    double col = floor((x - map->x0) / BUCKET_M), row = floor((y - map->y0) / BUCKET_M);
    if (!(col >= 0 && row >= 0 && col < map->width && row < map->height)) return false;
    size_t bucket = (size_t)row * (size_t)map->width + (size_t)col;
    for (size_t k = map->first[bucket]; k < map->first[bucket + 1]; k++) {
        if (within(&map->lines[map->members[k]], x, y)) return true;
    }
    return false;
}
