#include "gep/demo/relief.h"

#include <math.h>
#include <string.h>

#include "gep/demo/erosion.h"
#include "gep/demo/noise.h"
#include "gep/demo/places.h"
#include "gep/demo/trunk.h"

enum {
    STEP_M = 200,    // of the lattice
    COARSEST = 4,    // erosion begins on a lattice this much coarser
    MARGIN_M = 4800, // around the district
    SEED_START = 31,
    SEED_UPLIFT = 41,
    SEED_ROCK = 53,
    SEED_FLOOR = 61,
    SEED_DETAIL = 71,
    SEED_BEND = 81,
    STREAM_M2 = 7000000, // drained by the smallest stream that is drawn
};

// ---- what shapes the land

static double smooth_step(double t)
{
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

// 0 in the south-west, 1 in the far north-east.
static double north_east(double x, double y)
{
    double along = 0.78 * (x - PLACE_X0) + 0.62 * (y - PLACE_Y0);
    return smooth_step((along - 24000) / 88000);
}

static double uplift(double x, double y)
{
    double along = (x + y - PLACE_X0 - PLACE_Y0) / 1.4142135623730951,
           across = (y - PLACE_Y0 - x + PLACE_X0) / 1.4142135623730951;
    double folds = noise_rough(0.22 * along, across, 6500, 2, SEED_UPLIFT); // ridges that run south-west to north-east
    double high = north_east(x, y);
    double east = (x - PLACE_X0) / 1000 - 88, north = (y - PLACE_Y0) / 1000 - 93;
    double corner = 1 - smooth_step(sqrt(east * east + north * north) / 22);
    return (0.85 + 2.0 * high + 1.7 * corner) * (1 + (0.9 - 0.5 * high) * folds);
}

static double strength(double x, double y)
{
    return 0.011 * (1 + 0.85 * noise_rough(x, y, 5200, 5, SEED_ROCK));
}

static double edge_level(double x, double y)
{
    return 240 + 1700 * north_east(x, y) + 120 * noise_rough(x, y, 9000, 2, SEED_START);
}

// ---- lattices, from coarse to fine

typedef struct Ground {
    Arena *arena;
    double x0, y0;
    Erosion e;
    Trunk trunk;
} Ground;

static double node_x(const Ground *g, int node)
{
    return g->x0 + (node % g->e.width) * g->e.step_m;
}

static double node_y(const Ground *g, int node)
{
    int row = node / g->e.width;
    return g->y0 - row * g->e.step_m;
}

static void set_bases(Ground *g)
{
    Erosion *e = &g->e;
    for (int node = 0; node < e->width * e->height; node++) {
        int col = node % e->width, row = node / e->width;
        e->base[node] = col == 0 || row == 0 || col == e->width - 1 || row == e->height - 1;
        if (e->base[node]) e->z[node] = edge_level(node_x(g, node), node_y(g, node));
    }
    for (size_t i = 0; i < g->trunk.count; i++) {
        const TrunkPoint *p = &g->trunk.points[i];
        int col = (int)floor((p->x - g->x0) / e->step_m + 0.5), row = (int)floor((g->y0 - p->y) / e->step_m + 0.5);
        if (col < 0 || row < 0 || col >= e->width || row >= e->height) continue;
        int node = row * e->width + col;
        e->base[node] = true;
        e->z[node] = p->level_m;
    }
}

static void set_forces(Ground *g)
{
    Erosion *e = &g->e;
    for (int node = 0; node < e->width * e->height; node++) {
        double x = node_x(g, node), y = node_y(g, node);
        e->uplift[node] = uplift(x, y);
        e->strength[node] = strength(x, y) * (0.4 + 1.2 * noise_unit(node, 0, SEED_ROCK)); // or rivers run straight
    }
    set_bases(g);
}

static void start(Ground *g, Box district)
{
    enum { COARSE_M = STEP_M * COARSEST };
    g->x0 = floor((district.min_x - MARGIN_M) / COARSE_M) * COARSE_M;
    g->y0 = ceil((district.max_y + MARGIN_M) / COARSE_M) * COARSE_M;
    int width = 2 + (int)((district.max_x + MARGIN_M - g->x0) / COARSE_M);
    int height = 2 + (int)((g->y0 - district.min_y + MARGIN_M) / COARSE_M);
    g->e = erosion_open(g->arena, width, height, COARSE_M);
    for (int node = 0; node < width * height; node++) {
        double x = node_x(g, node), y = node_y(g, node);
        g->e.z[node] = 250 + 1300 * north_east(x, y) + 100 * noise_rough(x, y, 4000, 3, SEED_START);
    }
}

static void refine(Ground *g)
{
    Erosion coarse = g->e,
            fine = erosion_open(g->arena, 2 * coarse.width - 1, 2 * coarse.height - 1, coarse.step_m / 2);
    g->e = fine;
    for (int node = 0; node < fine.width * fine.height; node++) {
        int col = node % fine.width, row = node / fine.width;
        const double *a = coarse.z + (size_t)(row / 2) * (size_t)coarse.width + col / 2;
        int right = col % 2, down = (row % 2) * coarse.width;
        fine.z[node] = (a[0] + a[right] + a[down] + a[down + right]) / 4 +
                       0.02 * coarse.step_m * noise_normal(col, row, SEED_START);
    }
}

static void erode(Ground *g, int steps, double time)
{
    set_forces(g);
    for (int i = 0; i < steps; i++) {
        erosion_step(&g->e, time, 0.85);
        if (i % 5 == 4) erosion_creep(&g->e, 1e6);
    }
}

// ---- finishing touches

static Field2 field_like(const Ground *g)
{
    return field2_open(g->arena, g->x0, g->y0, g->e.step_m, g->e.width, g->e.height);
}

static int find_summit(const Ground *g, const Border *border)
{
    enum { ROOM_M = 1000 };
    int best = -1;
    for (int node = 0; node < g->e.width * g->e.height; node++) {
        double x = node_x(g, node), y = node_y(g, node);
        if (best >= 0 && g->e.z[node] <= g->e.z[best]) continue;
        if (!border_holds(border, x - ROOM_M, y - ROOM_M) || !border_holds(border, x + ROOM_M, y + ROOM_M)) continue;
        if (!border_holds(border, x - ROOM_M, y + ROOM_M) || !border_holds(border, x + ROOM_M, y - ROOM_M)) continue;
        best = node;
    }
    return best;
}

// High ground is stretched so that the summit comes out right; low ground stays as it is.
static void stretch(Ground *g, int summit)
{
    enum { FROM_M = 300 };
    double missing = PLACE_HIGHEST_M - g->e.z[summit], reach = g->e.z[summit] - FROM_M;
    for (int node = 0; node < g->e.width * g->e.height; node++) {
        double part = (g->e.z[node] - FROM_M) / reach;
        if (part > 0) g->e.z[node] += missing * part * (2 - part) * part;
    }
}

// Valleys one point wide would come out as chains of pits between the points.
static void soften(Ground *g)
{
    Erosion *e = &g->e;
    size_t count = (size_t)e->width * (size_t)e->height;
    double *z = arena_array(g->arena, count, sizeof *z);
    memcpy(z, e->z, count * sizeof *z);
    for (int row = 1; row + 1 < e->height; row++) {
        for (int col = 1; col + 1 < e->width; col++) {
            const double *a = z + (row - 1) * e->width + col, *b = a + e->width, *c = b + e->width;
            double corners = a[-1] + a[1] + c[-1] + c[1], sides = a[0] + b[-1] + b[1] + c[0];
            e->z[row * e->width + col] = (corners + 2 * sides + 4 * b[0]) / 16;
        }
    }
}

// The summit is a broad beam (一字梁): a map of any cell size has a cell on it.
static void broaden(Ground *g, int summit)
{
    double sx = node_x(g, summit), sy = node_y(g, summit);
    for (int node = 0; node < g->e.width * g->e.height; node++) {
        double x = node_x(g, node), y = node_y(g, node), dx = x - sx, dy = (y - sy) * 1.5 + (x - sx) / 2;
        double far = sqrt(dx * dx + dy * dy) * (1 + 0.5 * noise_rough(x, y, 1300, 2, SEED_FLOOR));
        if (far > 1900) continue;
        double part = 1 - smooth_step((far - 700) / 1200);
        g->e.z[node] += part * (PLACE_HIGHEST_M + 20 - g->e.z[node]);
    }
}

// Rivers leave plains: ground near one is drawn down to it.
static void flatten_floors(Ground *g, Field2 *valley)
{
    for (int node = 0; node < g->e.width * g->e.height; node++) {
        const TrunkPoint *river;
        double x = node_x(g, node), y = node_y(g, node), far = trunk_distance(&g->trunk, x, y, &river);
        valley->values[node] = (float)far;
        double high = river->level_m / 600,
               wide = (900 + 650 * noise_rough(x, y, 4200, 2, SEED_FLOOR)) / (1 + high * high);
        double part = smooth_step((far - 0.3 * wide) / (1.9 * wide)), floor_m = river->level_m + 0.006 * far;
        g->e.z[node] = part * g->e.z[node] + (1 - part) * (g->e.z[node] < floor_m ? g->e.z[node] : floor_m);
    }
}

static double neighbourhood_range(const Erosion *e, int node)
{
    int col = node % e->width, row = node / e->width;
    double low = e->z[node], high = low;
    for (int r = row - 1; r <= row + 1; r++) {
        for (int c = col - 1; c <= col + 1; c++) {
            if (r < 0 || c < 0 || r >= e->height || c >= e->width) continue;
            double z = e->z[r * e->width + c];
            low = z < low ? z : low;
            high = z > high ? z : high;
        }
    }
    return high - low;
}

static void copy_out(const Ground *g, Relief *out)
{
    for (int node = 0; node < g->e.width * g->e.height; node++) {
        out->ground.values[node] = (float)g->e.z[node];
        double rough = 0.14 * neighbourhood_range(&g->e, node);
        out->roughness.values[node] = (float)(rough > 28 ? 28 : rough);
    }
}

// Means along a line of points `apart` from each other, over `reach` points to either side; the ends count as often as
// needed.
static void running_mean(const float *from, float *to, int count, int apart, int reach)
{
    double sum = 0;
    for (int i = -reach; i <= reach; i++) sum += from[(i < 0 ? 0 : i >= count ? count - 1 : i) * apart];
    for (int i = 0; i < count; i++) {
        to[i * apart] = (float)(sum / (2 * reach + 1));
        int leaves = i - reach < 0 ? 0 : i - reach, enters = i + reach + 1 < count ? i + reach + 1 : count - 1;
        sum += (double)from[enters * apart] - from[leaves * apart];
    }
}

static void height_above(Arena *arena, const Field2 *ground, Field2 *above)
{
    enum { REACH = 5 };
    int width = ground->width, height = ground->height;
    float *rows = arena_array(arena, (size_t)width * (size_t)height, sizeof *rows);
    for (int row = 0; row < height; row++)
        running_mean(ground->values + row * width, rows + row * width, width, 1, REACH);
    for (int col = 0; col < width; col++) running_mean(rows + col, above->values + col, height, width, REACH);
    for (int i = 0; i < width * height; i++) above->values[i] = ground->values[i] - above->values[i];
}

// ---- rivers

static void collect_rivers(const Ground *g, LineList *out)
{
    const Erosion *e = &g->e;
    for (size_t i = 0; i + 1 < g->trunk.count; i++) {
        const TrunkPoint *a = &g->trunk.points[i], *b = a + 1;
        if (g->trunk.river[i] != g->trunk.river[i + 1]) continue;
        lines_add(g->arena, out, (Line){a->x, a->y, b->x, b->y, a->half_width_m});
    }
    int count = e->width * e->height;
    double *half_width = arena_array(g->arena, (size_t)count, sizeof *half_width);
    for (int node = 0; node < count; node++) {
        bool small = e->base[node] || e->area_m2[node] < STREAM_M2;
        half_width[node] = small ? 0 : 2.2 * sqrt(e->area_m2[node] / 1e6);
    }
    LineTree tree = {e->width, e->height, g->x0, g->y0, e->step_m, e->receiver, half_width};
    lines_add_tree(g->arena, out, &tree);
    relief_unbend_lines(out);
}

// ---- looking up

static double bend_m(double x, double y, uint32_t seed)
{
    return 170 * noise_smooth(x, y, 1150, SEED_BEND + seed) + 60 * noise_smooth(x, y, 470, SEED_BEND + 1 + seed);
}

void relief_bend(double *x, double *y)
{
    double east = bend_m(*x, *y, 0), north = bend_m(*x, *y, 10);
    *x += east;
    *y += north;
}

static void unbend(double *x, double *y)
{
    double bent_x = *x, bent_y = *y;
    for (int i = 0; i < 4; i++) { // each time a few times nearer
        double east = bend_m(*x, *y, 0), north = bend_m(*x, *y, 10);
        *x = bent_x - east;
        *y = bent_y - north;
    }
}

void relief_unbend_lines(const LineList *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        unbend(&lines->items[i].x1, &lines->items[i].y1);
        unbend(&lines->items[i].x2, &lines->items[i].y2);
    }
}

double relief_at(const Field2 *field, double x, double y)
{
    relief_bend(&x, &y);
    return field2_linear(field, x, y);
}

double relief_ground(const Relief *relief, double x, double y)
{
    relief_bend(&x, &y);
    return field2_cubic(&relief->ground, x, y);
}

bool relief_is_lake_within(const Relief *relief, double x, double y, double m)
{
    double inside = relief_at(&relief->lake, x, y) + m;
    return inside > -TRUNK_SHORE_M && inside + trunk_shore(x, y) > 0;
}

bool relief_is_lake(const Relief *relief, double x, double y)
{
    return relief_is_lake_within(relief, x, y, 0);
}

double relief_elevation(const Relief *relief, double x, double y)
{
    double bent_x = x, bent_y = y;
    relief_bend(&bent_x, &bent_y);
    double inside = field2_linear(&relief->lake, bent_x, bent_y);
    if (inside > -TRUNK_SHORE_M && inside + trunk_shore(x, y) > 0) return PLACE_LAKE_LEVEL_M;
    double z = field2_cubic(&relief->ground, bent_x, bent_y);
    z += field2_linear(&relief->roughness, bent_x, bent_y) * noise_rough(x, y, 310, 3, SEED_DETAIL);
    if (z < PLACE_LAKE_LEVEL_M + 1 && inside > -350) z = PLACE_LAKE_LEVEL_M + 1; // beside the lake
    z = z < PLACE_LOWEST_M ? PLACE_LOWEST_M : z > PLACE_HIGHEST_M ? PLACE_HIGHEST_M : z;
    return floor(z * 16 + 0.5) / 16;
}

// ---- the lake: its shore moves until its area is right

static double lake_area_m2(const Relief *relief, double wider_m)
{
    enum { SAMPLE_M = 80, WEST_KM = 30, EAST_KM = 56, SOUTH_KM = 30, NORTH_KM = 54 };
    size_t count = 0;
    for (int x = WEST_KM * 1000; x < EAST_KM * 1000; x += SAMPLE_M) {
        for (int y = SOUTH_KM * 1000; y < NORTH_KM * 1000; y += SAMPLE_M)
            count += relief_is_lake_within(relief, PLACE_X0 + x, PLACE_Y0 + y, wider_m);
    }
    return (double)count * SAMPLE_M * SAMPLE_M;
}

static void draw_lake(const Ground *g, Relief *out)
{
    double low = -300, high = 300;
    size_t count = (size_t)g->e.width * (size_t)g->e.height;
    for (size_t i = 0; i < count; i++) out->lake.values[i] = (float)trunk_lake(node_x(g, (int)i), node_y(g, (int)i));
    for (int i = 0; i < 10; i++) {
        double middle = (low + high) / 2;
        if (lake_area_m2(out, middle) < PLACE_LAKE_AREA_M2) {
            low = middle;
        } else {
            high = middle;
        }
    }
    for (size_t i = 0; i < count; i++) out->lake.values[i] += (float)((low + high) / 2);
}

// ---- all together

void relief_make(Arena *arena, const Border *border, Relief *out)
{
    Ground g = {.arena = arena, .trunk = trunk_make(arena)};
    start(&g, border->box);
    erode(&g, 60, 14);
    refine(&g);
    erode(&g, 20, 10);
    refine(&g);
    erode(&g, 6, 8);
    erosion_route(&g.e);
    for (int i = 0; i < 2; i++) erosion_creep(&g.e, 2e6);
    out->rivers = (LineList){0};
    collect_rivers(&g, &out->rivers);
    int summit = find_summit(&g, border);
    out->ground = field_like(&g);
    out->roughness = field_like(&g);
    out->above = field_like(&g);
    out->lake = field_like(&g);
    out->valley = field_like(&g);
    stretch(&g, summit);
    soften(&g);
    broaden(&g, summit);
    flatten_floors(&g, &out->valley);
    copy_out(&g, out);
    draw_lake(&g, out);
    height_above(arena, &out->ground, &out->above);
}
