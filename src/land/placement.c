#include "land/placement.h"

#include <math.h>

Placement placement_make(const Grid *grid, const GridLink *link, const RasterInfo *info)
{
    return (Placement){.link = link,
                       .x_start = (grid->x0 - info->origin_x) / info->cell_x,
                       .x_step = grid->cell_m / info->cell_x,
                       .y_start = (info->origin_y - grid->y0) / info->cell_y,
                       .y_step = grid->cell_m / info->cell_y,
                       .origin_x = info->origin_x,
                       .origin_y = info->origin_y,
                       .cell_x = info->cell_x,
                       .cell_y = info->cell_y};
}

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

// The four nodes' values at (r, c) and its neighbours, brought to a row between them.
static void ends_of_row(const double *nodes, int cols, int r, int c, double down, double *left, double *right)
{
    const double *above = nodes + (size_t)r * (size_t)cols + c, *below = above + cols;
    *left = between(above[0], below[0], down);
    *right = between(above[1], below[1], down);
}

// How many of `count` positions from `col` on lie before a node; all when node is -1.
static size_t cells_before(int node, double col, size_t count)
{
    double before = node < 0 ? (double)count : ceil((double)((node - NODE_MARGIN) * NODE_STEP) - col);
    return before < (double)count ? (size_t)before : count;
}

static void row_between_nodes(const Placement *p, double col, double row, size_t count, double *x, double *y)
{
    const GridLink *link = p->link;
    int r = node_before(row, link->node_rows);
    double down = node_share(row, r);
    for (size_t i = 0; i < count;) {
        int c = node_before(col + (double)i, link->node_cols);
        size_t end = cells_before(c + 1 < link->node_cols - 1 ? c + 1 : -1, col, count);
        double x_left, x_right, y_left, y_right;
        ends_of_row(link->node_x, link->node_cols, r, c, down, &x_left, &x_right);
        ends_of_row(link->node_y, link->node_cols, r, c, down, &y_left, &y_right);
        for (; i < end; i++) {
            double share = node_share(col + (double)i, c);
            x[i] = (between(x_left, x_right, share) - p->origin_x) / p->cell_x;
            y[i] = (p->origin_y - between(y_left, y_right, share)) / p->cell_y;
        }
    }
}

void placement_row(const Placement *p, double col, double row, size_t count, double *x, double *y)
{
    if (!p->link->same) {
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
