#include "land/shape.h"

#include <math.h>
#include <string.h>

// ---- making

static double doubled_area(const Ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        double ax = ring->x[i] - ring->x[0], ay = ring->y[i] - ring->y[0];
        double bx = ring->x[i + 1] - ring->x[0], by = ring->y[i + 1] - ring->y[0];
        sum += ax * by - bx * ay;
    }
    return sum;
}

// Outer rings run counter-clockwise; a polygon that runs the other way as a whole is turned.
static bool runs_backwards(const Polygon *polygon)
{
    double sum = 0;
    for (size_t i = 0; i < polygon->ring_count; i++) sum += doubled_area(&polygon->rings[i]);
    return sum < 0;
}

static Edge edge_at(const Grid *grid, const Ring *ring, size_t i, bool backwards)
{
    double xa = (ring->x[i] - grid->x0) / grid->cell_m, ya = (grid->y0 - ring->y[i]) / grid->cell_m;
    double xb = (ring->x[i + 1] - grid->x0) / grid->cell_m, yb = (grid->y0 - ring->y[i + 1]) / grid->cell_m;
    return backwards ? (Edge){xb, yb, xa, ya} : (Edge){xa, ya, xb, yb};
}

static void widen(Shape *shape, Edge e)
{
    shape->min_x = e.xa < shape->min_x ? e.xa : shape->min_x;
    shape->max_x = e.xa > shape->max_x ? e.xa : shape->max_x;
    shape->min_y = e.ya < shape->min_y ? e.ya : shape->min_y;
    shape->max_y = e.ya > shape->max_y ? e.ya : shape->max_y;
}

static void measure(const Grid *grid, const Polygon *polygon, Shape *shape)
{
    *shape = (Shape){.min_x = INFINITY, .min_y = INFINITY, .max_x = -INFINITY, .max_y = -INFINITY};
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) widen(shape, edge_at(grid, ring, i, false));
    }
}

static int lattice_row(double y, const Grid *grid) // within the grid
{
    double row = floor(y / LATTICE), last = grid_lattice_rows(grid) - 1;
    return row < 0 ? 0 : row > last ? (int)last : (int)row;
}

typedef void Visit(void *context, int row, Edge edge);

// Every edge that is not level, once for every lattice row of the grid that it passes.
static void visit_edges(const Grid *grid, const Polygon *polygon, bool backwards, Visit *visit, void *context)
{
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            Edge e = edge_at(grid, ring, i, backwards);
            double top = e.ya < e.yb ? e.ya : e.yb, bottom = e.ya < e.yb ? e.yb : e.ya;
            if (top == bottom || bottom <= 0 || top >= grid->height) continue;
            int last = lattice_row(bottom, grid);
            for (int row = lattice_row(top, grid); row <= last; row++) visit(context, row, e);
        }
    }
}

typedef struct Filing {
    int first_row;
    size_t *start; // counts while counting, then where the next edge of each row goes
    Edge *edges;
} Filing;

static void count_edge(void *context, int row, Edge edge)
{
    (void)edge;
    Filing *filing = context;
    filing->start[row - filing->first_row + 1]++;
}

static void file_edge(void *context, int row, Edge edge)
{
    Filing *filing = context;
    filing->edges[filing->start[row - filing->first_row]++] = edge;
}

void shape_make(Arena *arena, const Grid *grid, const Polygon *polygon, Shape *out)
{
    measure(grid, polygon, out);
    if (!(out->max_y > 0) || !(out->min_y < grid->height)) return; // no edge in the grid's rows
    out->first_row = lattice_row(out->min_y, grid);
    out->row_count = lattice_row(out->max_y, grid) - out->first_row + 1;
    size_t rows = (size_t)out->row_count, *start = arena_array(arena, rows + 1, sizeof *start);
    bool backwards = runs_backwards(polygon);
    Filing filing = {.first_row = out->first_row, .start = start};
    visit_edges(grid, polygon, backwards, count_edge, &filing);
    for (size_t i = 0; i < rows; i++) start[i + 1] += start[i];
    filing.edges = arena_array(arena, start[rows], sizeof *filing.edges);
    filing.start = arena_array(arena, rows, sizeof *start);
    memcpy(filing.start, start, rows * sizeof *start);
    visit_edges(grid, polygon, backwards, file_edge, &filing);
    out->row_start = start;
    out->edges = filing.edges;
}

// ---- covering

static int at_least(double x, int low)
{
    return x > low ? (int)x : low;
}

static int at_most(double x, int high)
{
    return x < high ? (int)x : high;
}

bool shape_touches(const Shape *shape, Window w, Window *out)
{
    int right = w.col + w.width, bottom = w.row + w.height;
    if (!(shape->max_x > w.col && shape->min_x < right && shape->max_y > w.row && shape->min_y < bottom)) return false;
    int col = at_least(floor(shape->min_x), w.col), row = at_least(floor(shape->min_y), w.row);
    right = at_most(ceil(shape->max_x), right);
    bottom = at_most(ceil(shape->max_y), bottom);
    *out = (Window){.col = col, .row = row, .width = right - col, .height = bottom - row};
    return out->width > 0 && out->height > 0;
}

static void sweep_shape(const Shape *shape, Window part, const Sweep *sweep)
{
    int row = part.row / LATTICE - shape->first_row;
    if (row < 0 || row >= shape->row_count) return;
    for (size_t i = shape->row_start[row]; i < shape->row_start[row + 1]; i++) {
        Edge e = shape->edges[i];
        sweep_edge(sweep, e.xa - part.col, e.ya - part.row, e.xb - part.col, e.yb - part.row);
    }
}

void shapes_cover(const Shape *shapes, size_t count, Window part, double *cells)
{
    Sweep sweep = {.width = part.width, .height = part.height, .cells = cells};
    memset(cells, 0, ((size_t)part.width + 1) * (size_t)part.height * sizeof *cells);
    for (size_t i = 0; i < count; i++) sweep_shape(&shapes[i], part, &sweep);
    for (int r = 0; r < part.height; r++) sweep_sum_row(&sweep, r);
}

void shape_cover(const Shape *shape, Window part, double *cells)
{
    shapes_cover(shape, 1, part, cells);
}
