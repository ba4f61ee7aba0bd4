#include "land/placement.h"

#include <math.h>

// ---- making

void placement_make_straight(const Grid *grid, const RasterInfo *info, Placement *out)
{
    *out = (Placement){.straight = true,
                       .x_start = (grid->x0 - info->origin_x) / info->cell_x,
                       .x_step = grid->cell_m / info->cell_x,
                       .y_start = (info->origin_y - grid->y0) / info->cell_y,
                       .y_step = grid->cell_m / info->cell_y};
}

static int node_count(int cells)
{
    return (cells - 1) / NODE_STEP + 2 + 2 * NODE_MARGIN;
}

static void place_node_row(const Placement *p, const Grid *grid, int row, double *x, double *y)
{
    for (int i = 0; i < p->node_cols; i++) {
        x[i] = grid->x0 + (double)((i - NODE_MARGIN) * NODE_STEP) * grid->cell_m;
        y[i] = grid->y0 - (double)((row - NODE_MARGIN) * NODE_STEP) * grid->cell_m;
    }
}

void placement_make_nodes(Arena *arena, const Grid *grid, const RasterInfo *info, Transform *to_raster, Placement *out)
{
    *out = (Placement){.node_cols = node_count(grid->width), .node_rows = node_count(grid->height)};
    size_t cols = (size_t)out->node_cols, count = cols * (size_t)out->node_rows;
    double *x = arena_array(arena, count, sizeof *x), *y = arena_array(arena, count, sizeof *y);
    for (int r = 0; r < out->node_rows; r++) place_node_row(out, grid, r, x + (size_t)r * cols, y + (size_t)r * cols);
    transform_points(to_raster, x, y, count);
    for (size_t i = 0; i < count; i++) {
        x[i] = (x[i] - info->origin_x) / info->cell_x;
        y[i] = (info->origin_y - y[i]) / info->cell_y;
    }
    out->node_x = x;
    out->node_y = y;
}

// ---- asking

// The node at or before a position, such that there is one after it.
static int node_before(double position, int count)
{
    int node = (int)floor(position / NODE_STEP) + NODE_MARGIN;
    return node < 0 ? 0 : node > count - 2 ? count - 2 : node;
}

static double node_share(double position, int node) // 0 at the node, 1 at the next one
{
    return (position - (double)((node - NODE_MARGIN) * NODE_STEP)) / NODE_STEP;
}

static double between(double a, double b, double share)
{
    return a + (b - a) * share;
}

static void row_between_nodes(const Placement *p, double col, double row, size_t count, double *x, double *y)
{
    int r = node_before(row, p->node_rows);
    double down = node_share(row, r);
    const double *x_above = p->node_x + (size_t)r * (size_t)p->node_cols, *x_below = x_above + p->node_cols;
    const double *y_above = p->node_y + (size_t)r * (size_t)p->node_cols, *y_below = y_above + p->node_cols;
    for (size_t i = 0; i < count;) {
        int c = node_before(col + (double)i, p->node_cols);
        double x_left = between(x_above[c], x_below[c], down), x_right = between(x_above[c + 1], x_below[c + 1], down);
        double y_left = between(y_above[c], y_below[c], down), y_right = between(y_above[c + 1], y_below[c + 1], down);
        do {
            double share = node_share(col + (double)i, c);
            x[i] = between(x_left, x_right, share);
            y[i] = between(y_left, y_right, share);
            i++;
        } while (i < count && node_before(col + (double)i, p->node_cols) == c);
    }
}

void placement_row(const Placement *p, double col, double row, size_t count, double *x, double *y)
{
    if (!p->straight) {
        row_between_nodes(p, col, row, count, x, y);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        x[i] = p->x_start + p->x_step * (col + (double)i);
        y[i] = p->y_start + p->y_step * row;
    }
}

static int next_line(int at, int end) // the next node line after `at`, at most `end`
{
    int line = ((int)floor((double)at / NODE_STEP) + 1) * NODE_STEP;
    return line < end ? line : end;
}

// Between nodes a position is bilinear, so its extremes lie at corners of the pieces that node lines cut.
bool placement_box(const Placement *p, Window w, double *x_min, double *y_min, double *x_max, double *y_max)
{
    *x_min = *y_min = INFINITY;
    *x_max = *y_max = -INFINITY;
    int right = w.col + w.width, bottom = w.row + w.height;
    for (int row = w.row;; row = next_line(row, bottom)) {
        for (int col = w.col;; col = next_line(col, right)) {
            double x, y;
            placement_row(p, col, row, 1, &x, &y);
            if (isfinite(x) && isfinite(y)) {
                *x_min = x < *x_min ? x : *x_min;
                *y_min = y < *y_min ? y : *y_min;
                *x_max = x > *x_max ? x : *x_max;
                *y_max = y > *y_max ? y : *y_max;
            }
            if (col == right) break;
        }
        if (row == bottom) break;
    }
    return *x_min <= *x_max;
}
