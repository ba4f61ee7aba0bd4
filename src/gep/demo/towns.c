#include "gep/demo/towns.h"

#include <math.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/demo/noise.h"
#include "gep/demo/places.h"
#include "gep/demo/ways.h"
#include "land/table.h"

enum { SEED_BORDER = 211 };

// ---- the tables

static const char *name_of(const Table *names, int code_column, int name_column, const char *code)
{
    for (size_t row = 0; row < names->row_count; row++) {
        if (text_equal(table_cell(names, row, code_column), code)) return table_cell(names, row, name_column);
    }
    return NULL;
}

static bool read_town(const Table *places, size_t row, const int column[5], const Table *names, Town *out, Err *err)
{
    double number[5];
    int code = table_column(names, "code"), name = table_column(names, "name");
    for (int k = 1; k < 5; k++) {
        if (!table_number(places, row, column[k], "", &number[k], err)) return false;
    }
    *out = (Town){.code = table_cell(places, row, column[0]),
                  .x = PLACE_X0 + 1000 * number[1],
                  .y = PLACE_Y0 + 1000 * number[2],
                  .radius_m = number[3],
                  .head_m = number[4]};
    out->name = name_of(names, code, name, out->code);
    return out->name || err_set(err, ERR_INPUT, _("%s row %d: %s is not among the towns of %s"), places->path,
                                places->row_numbers[row], out->code, names->path);
}

static bool read_towns(Arena *arena, const char *folder, Towns *out, Err *err)
{
    static const char *const headers[5] = {"code", "x_km", "y_km", "radius_m", "head_m"};
    TableOptions options = {.comment = "#"};
    Table names, places;
    int column[5];
    if (!table_read(arena, file_join(arena, folder, "towns.csv"), &options, &names, err)) return false;
    if (!table_read(arena, file_join(arena, folder, "demo/towns.csv"), &options, &places, err)) return false;
    for (int k = 0; k < 5; k++) {
        if (!table_need_column(&places, headers[k], &column[k], err)) return false;
    }
    Town *towns = arena_array(arena, places.row_count, sizeof *towns);
    for (size_t row = 0; row < places.row_count; row++) {
        if (!read_town(&places, row, column, &names, &towns[row], err)) return false;
    }
    out->count = places.row_count;
    out->items = towns;
    return true;
}

// ---- seats

static int lattice_point(const Field2 *lattice, double x, double y)
{
    double col = floor((x - lattice->x0) / lattice->step_m + 0.5),
           row = floor((lattice->y0 - y) / lattice->step_m + 0.5);
    col = col < 0 ? 0 : col > lattice->width - 1 ? lattice->width - 1 : col;
    row = row < 0 ? 0 : row > lattice->height - 1 ? lattice->height - 1 : row;
    return (int)row * lattice->width + (int)col;
}

// How unfit a place is for a town: steep, high, far from where the table wants it, under water.
static double unfitness(const Relief *relief, double x, double y, double far_m)
{
    enum { REACH_M = 300 };
    double z = relief_ground(relief, x, y), worst = 0;
    for (int k = 0; k < 4; k++) {
        double dx = k == 0 ? REACH_M : k == 1 ? -REACH_M : 0, dy = k == 2 ? REACH_M : k == 3 ? -REACH_M : 0;
        double rise = fabs(relief_ground(relief, x + dx, y + dy) - z);
        worst = rise > worst ? rise : worst;
    }
    return worst + 0.15 * z + far_m / 40 + (relief_is_lake(relief, x, y) ? 1000 : 0);
}

// A seat moves to the fittest place within 1.5 km.
static void settle(Town *town, const Relief *relief)
{
    enum { STEP_M = 300, STEPS = 5 };
    double x0 = town->x, y0 = town->y, best = INFINITY;
    for (int i = -STEPS; i <= STEPS; i++) {
        for (int j = -STEPS; j <= STEPS; j++) {
            double x = x0 + i * STEP_M, y = y0 + j * STEP_M;
            double bad = unfitness(relief, x, y, STEP_M * sqrt((double)(i * i + j * j)));
            if (bad >= best) continue;
            best = bad;
            town->x = x;
            town->y = y;
        }
    }
}

// ---- land: what is reached first from a seat; climbing is slow, so that borders follow ridges

static double land_cost(const void *context, int from, int to, double length_m)
{
    const Field2 *ground = context;
    double rise = (double)ground->values[to] - ground->values[from];
    int col = to % ground->width, row = to / ground->width;
    double x = ground->x0 + col * ground->step_m, y = ground->y0 - row * ground->step_m;
    double rough = 1 + 0.95 * noise_rough(x, y, 1900, 4, SEED_BORDER);
    return length_m * rough + (rise > 0 ? 9 * rise : 0);
}

static double road_cost(const void *context, int from, int to, double length_m)
{
    const Relief *relief = context;
    const Field2 *ground = &relief->ground;
    double slope = ((double)ground->values[to] - ground->values[from]) / length_m;
    double wet = relief->valley.values[to] < 250 ? 2 : 1, lake = relief->lake.values[to] > -150 ? 6 : 1;
    return length_m * (1 + 120 * slope * slope) * wet * lake;
}

// Who is reached by straight steps from the seat keeps its town; the rest goes to a neighbour: every town is one piece.
static void join_pieces(Arena *arena, const Field2 *lattice, size_t count, const int *starts, int *town_of)
{
    int width = lattice->width, size = width * lattice->height, queued = 0;
    bool *kept = arena_array(arena, (size_t)size, sizeof *kept);
    int *queue = arena_array(arena, (size_t)size, sizeof *queue);
    for (size_t k = 0; k < count; k++) {
        kept[starts[k]] = true;
        queue[queued++] = starts[k];
    }
    for (int own = 1; own >= 0; own--) { // first only points of the same town, then what is left
        for (int at = 0; at < queued; at++) {
            int node = queue[at], col = node % width;
            const int beside[4] = {col > 0 ? node - 1 : -1, col + 1 < width ? node + 1 : -1, node - width,
                                   node + width};
            for (int k = 0; k < 4; k++) {
                int to = beside[k];
                if (to < 0 || to >= size || kept[to] || (own && town_of[to] != town_of[node])) continue;
                kept[to] = true;
                town_of[to] = town_of[node];
                queue[queued++] = to;
            }
        }
    }
}

static void divide_land(Arena *arena, const Relief *relief, Towns *out)
{
    int *starts = arena_array(arena, out->count, sizeof *starts);
    double *head = arena_array(arena, out->count, sizeof *head);
    for (size_t k = 0; k < out->count; k++) {
        starts[k] = lattice_point(&out->lattice, out->items[k].x, out->items[k].y);
        head[k] = 3000 - out->items[k].head_m;
    }
    int *town_of = ways_from(arena, &out->lattice, out->count, starts, head, land_cost, &relief->ground).start;
    join_pieces(arena, &out->lattice, out->count, starts, town_of);
    out->town_of = town_of;
}

static void build_roads(Arena *arena, const Relief *relief, Towns *out)
{
    enum { HIGHWAY_HALF_M = 12, ROAD_HALF_M = 6 };
    int root = lattice_point(&out->lattice, out->items[0].x, out->items[0].y);
    Ways ways = ways_from(arena, &out->lattice, 1, &root, NULL, road_cost, relief);
    size_t size = (size_t)out->lattice.width * (size_t)out->lattice.height;
    double *half_width = arena_array(arena, size, sizeof *half_width);
    for (size_t k = 0; k < out->count; k++) {
        double half = out->items[k].radius_m >= 600 ? HIGHWAY_HALF_M : ROAD_HALF_M;
        int node = lattice_point(&out->lattice, out->items[k].x, out->items[k].y);
        for (; node != ways.next[node]; node = ways.next[node]) {
            if (half_width[node] < half) half_width[node] = half;
        }
    }
    const Field2 *lattice = &out->lattice;
    LineTree tree = {lattice->width, lattice->height, lattice->x0, lattice->y0, lattice->step_m, ways.next, half_width};
    lines_add_tree(arena, &out->roads, &tree);
    relief_unbend_lines(&out->roads);
}

bool towns_make(Arena *arena, const char *folder, const Relief *relief, Towns *out, Err *err)
{
    *out = (Towns){.lattice = relief->ground};
    if (!read_towns(arena, folder, out, err)) return false;
    Town *towns = arena_array(arena, out->count, sizeof *towns);
    for (size_t k = 0; k < out->count; k++) {
        towns[k] = out->items[k];
        settle(&towns[k], relief);
    }
    out->items = towns;
    divide_land(arena, relief, out);
    build_roads(arena, relief, out);
    return true;
}

int towns_at(const Towns *towns, double x, double y)
{
    return towns->town_of[lattice_point(&towns->lattice, x, y)];
}
