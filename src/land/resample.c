#include "land/resample.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "land/sweep.h"

static const double EDGE = 1e-6;      // of a cell: as near as this to an edge is on it
static const double EDGE_AREA = 1e-9; // the same where areas are measured
static const double HALF = 0.5 - 1e-9;

static float value_at(const Source *source, int col, int row)
{
    if (col < 0 || row < 0 || col >= source->window.width || row >= source->window.height) return NAN;
    return source->values[(size_t)row * (size_t)source->window.width + (size_t)col];
}

// The cell that holds x, y (relative to the window); false when it is outside.
static bool cell_of(const Source *source, double x, double y, int *col, int *row)
{
    x += EDGE;
    y += EDGE;
    if (!(x >= 0 && y >= 0 && x < source->window.width && y < source->window.height)) return false;
    *col = (int)x;
    *row = (int)y;
    return true;
}

void resample_nearest(const Source *source, const double *x, const double *y, size_t count, float *out)
{
    for (size_t i = 0; i < count; i++) {
        int col, row;
        bool inside = cell_of(source, x[i] - source->window.col, y[i] - source->window.row, &col, &row);
        out[i] = inside ? value_at(source, col, row) : NAN;
    }
}

// ---- bilinear

static double weighted(const float value[4], const double weight[4])
{
    double sum = 0, total = 0;
    for (int i = 0; i < 4; i++) {
        if (isnan(value[i]) || weight[i] <= 0) continue;
        sum += weight[i] * (double)value[i];
        total += weight[i];
    }
    return total > 0 ? sum / total : NAN;
}

// x, y relative to the window and within it.
static float bilinear_at(const Source *source, double x, double y)
{
    int col = (int)(x + 0.5) - 1, row = (int)(y + 0.5) - 1; // north-west of the four
    double right = x - 0.5 - col, down = y - 0.5 - row;
    const float value[4] = {value_at(source, col, row), value_at(source, col + 1, row), value_at(source, col, row + 1),
                            value_at(source, col + 1, row + 1)};
    double a = value[0], b = value[1], c = value[2], d = value[3];
    double top = a + right * (b - a), bottom = c + right * (d - c), mean = top + down * (bottom - top);
    if (!isnan(mean)) return (float)mean;
    const double weight[4] = {(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down};
    return (float)weighted(value, weight);
}

void resample_bilinear(const Source *source, const double *x, const double *y, size_t count, float *out)
{
    for (size_t i = 0; i < count; i++) {
        double px = x[i] - source->window.col, py = y[i] - source->window.row;
        int col, row;
        bool there = cell_of(source, px, py, &col, &row) && !isnan(value_at(source, col, row));
        px = px < 0 ? 0 : px; // within EDGE of the raster's side
        py = py < 0 ? 0 : py;
        out[i] = there ? bilinear_at(source, px, py) : NAN;
    }
}

static double within(double place, int length)
{
    return place < 0 ? 0 : place > length ? length : place;
}

// A row of the source between its columns, at each x; NaN where a neighbour is missing.
static void blend_columns(const Source *source, int row, const double *x, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        double place = within(x[i] - source->window.col, source->window.width);
        int col = (int)(place + 0.5) - 1;
        double a = value_at(source, col, row), b = value_at(source, col + 1, row);
        out[i] = a + (place - 0.5 - col) * (b - a);
    }
}

typedef struct Blended { // two neighbouring rows of the source, each blended once for all rows between them
    double *above, *below;
    int row; // of `above`
} Blended;

static void blend_rows(const Source *source, int row, const double *x, size_t count, Blended *blended)
{
    if (row == blended->row) return;
    double *free_row = blended->above;
    if (row - 1 == blended->row) {
        blended->above = blended->below;
        blended->below = free_row;
    } else {
        blend_columns(source, row, x, count, blended->above);
    }
    blend_columns(source, row + 1, x, count, blended->below);
    blended->row = row;
}

void resample_bilinear_lattice(const Source *source, const Lattice *to, double *scratch, float *out, size_t stride)
{
    Blended blended = {scratch, scratch + to->width, INT_MIN};
    for (size_t r = 0; r < to->height; r++, out += stride) {
        double place = within(to->y[r] - source->window.row, source->window.height);
        int row = (int)(place + 0.5) - 1;
        double down = place - 0.5 - row;
        blend_rows(source, row, to->x, to->width, &blended);
        const double *above = blended.above, *below = blended.below;
        for (size_t i = 0; i < to->width; i++) out[i] = (float)(above[i] + down * (below[i] - above[i]));
        for (size_t i = 0; i < to->width; i++) {
            if (isnan(out[i])) resample_bilinear(source, &to->x[i], &to->y[r], 1, &out[i]);
        }
    }
}

// ---- boxes

static double on_edge(double x)
{
    double whole = (double)(int64_t)(x + (x < 0 ? -0.5 : 0.5));
    return fabs(x - whole) <= EDGE_AREA ? whole : x;
}

static double overlap(double a0, double a1, double b0, double b1)
{
    double low = a0 > b0 ? a0 : b0, high = a1 < b1 ? a1 : b1;
    return high - low;
}

static int first_cell(double edge, int length)
{
    return edge <= 0 ? 0 : edge >= length ? length : (int)edge;
}

// Column by column: the rows between top and bottom summed by their heights.
static void sum_rows(const Source *source, double top, double bottom, double *sum, double *height)
{
    int width = source->window.width;
    memset(sum, 0, (size_t)width * sizeof *sum);
    memset(height, 0, (size_t)width * sizeof *height);
    for (int r = first_cell(top, source->window.height); r < source->window.height && r < bottom; r++) {
        double part = overlap(top, bottom, r, r + 1);
        const float *row = source->values + (size_t)r * (size_t)width;
        for (int c = 0; c < width; c++) {
            bool there = !isnan(row[c]);
            sum[c] += there ? part * (double)row[c] : 0;
            height[c] += there ? part : 0;
        }
    }
}

typedef struct Column { // sums of a row of boxes over the rows between its top and bottom
    const double *sum, *height;
    int width;
    double needed; // height that must be covered, for each unit of width
} Column;

static float box_mean(const Column *columns, double left, double right)
{
    double total = 0, covered = 0;
    for (int c = first_cell(left, columns->width); c < columns->width && c < right; c++) {
        double part = overlap(left, right, c, c + 1);
        total += part * columns->sum[c];
        covered += part * columns->height[c];
    }
    return covered >= columns->needed * (right - left) ? (float)(total / covered) : NAN;
}

static void row_of_boxes(const Source *source, const double *x, double top, double bottom, size_t count,
                         double *scratch, float *out)
{
    int width = source->window.width, inside = -1; // the column that the last box lay in
    float mean = NAN;                              // and what all boxes in it have
    Column columns = {.sum = scratch, .height = scratch + width, .width = width, .needed = HALF * (bottom - top)};
    sum_rows(source, top, bottom, scratch, scratch + width);
    double left = on_edge(x[0]) - source->window.col;
    for (size_t i = 0; i < count; i++) {
        double right = on_edge(x[i + 1]) - source->window.col;
        if (inside < 0 || left < inside || right > inside + 1) {
            int col = first_cell(left, width);
            bool single = col < width && left >= col && right <= col + 1;
            inside = single ? col : -1;
            mean = single ? box_mean(&columns, col, col + 1) : box_mean(&columns, left, right);
        }
        out[i] = mean;
        left = right;
    }
}

// The one row of the window that holds a row of boxes; -1 when there is no such row.
static int single_row(const Source *source, double top, double bottom)
{
    int row = first_cell(top, source->window.height);
    return row < source->window.height && top >= row && bottom <= row + 1 ? row : -1;
}

void resample_boxes(const Source *source, const Lattice *to, double *scratch, float *out, size_t stride)
{
    int held = -1; // the one row of the source that the last row of boxes lay in
    double top = on_edge(to->y[0]) - source->window.row;
    for (size_t r = 0; r < to->height; r++, out += stride) {
        double bottom = on_edge(to->y[r + 1]) - source->window.row;
        int row = single_row(source, top, bottom);
        if (row < 0) {
            row_of_boxes(source, to->x, top, bottom, to->width, scratch, out);
        } else if (row != held) { // the mean over one source row, whatever part of its height is taken
            row_of_boxes(source, to->x, row, row + 1, to->width, scratch, out);
        } else {
            memcpy(out, out - stride, to->width * sizeof *out);
        }
        held = row;
        top = bottom;
    }
}

// ---- quadrilaterals

typedef struct Quad {
    double x[4], y[4]; // north-west, south-west, south-east, north-east; relative to the window
} Quad;

static Quad quad_at(const Source *source, const QuadRow *row, size_t i)
{
    double x = source->window.col, y = source->window.row;
    return (Quad){{row->x_top[i] - x, row->x_bottom[i] - x, row->x_bottom[i + 1] - x, row->x_top[i + 1] - x},
                  {row->y_top[i] - y, row->y_bottom[i] - y, row->y_bottom[i + 1] - y, row->y_top[i + 1] - y}};
}

static double quad_area(const Quad *q)
{
    return 0.5 * ((q->x[2] - q->x[0]) * (q->y[1] - q->y[3]) - (q->x[1] - q->x[3]) * (q->y[2] - q->y[0]));
}

// The cells of the window that a quad may touch; false when there are none.
static bool quad_window(const Source *source, const Quad *q, Window *out)
{
    double x0 = q->x[0], x1 = q->x[0], y0 = q->y[0], y1 = q->y[0];
    for (int i = 1; i < 4; i++) {
        x0 = q->x[i] < x0 ? q->x[i] : x0;
        x1 = q->x[i] > x1 ? q->x[i] : x1;
        y0 = q->y[i] < y0 ? q->y[i] : y0;
        y1 = q->y[i] > y1 ? q->y[i] : y1;
    }
    int left = first_cell(x0, source->window.width), top = first_cell(y0, source->window.height);
    int right = first_cell(ceil(x1), source->window.width), bottom = first_cell(ceil(y1), source->window.height);
    *out = (Window){.col = left, .row = top, .width = right - left, .height = bottom - top};
    return out->width > 0 && out->height > 0;
}

static void sweep_quad(const Sweep *sweep, const Quad *q, Window w)
{
    memset(sweep->cells, 0, ((size_t)w.width + 1) * (size_t)w.height * sizeof *sweep->cells);
    for (int i = 0; i < 4; i++) {
        int j = (i + 1) % 4;
        sweep_edge(sweep, q->x[i] - w.col, q->y[i] - w.row, q->x[j] - w.col, q->y[j] - w.row);
    }
    for (int r = 0; r < w.height; r++) sweep_sum_row(sweep, r);
}

static float quad_mean(const Source *source, const Quad *q, Window w, double *scratch)
{
    Sweep sweep = {.width = w.width, .height = w.height, .cells = scratch};
    double total = 0, covered = 0;
    sweep_quad(&sweep, q, w);
    for (int r = 0; r < w.height; r++) {
        const double *share = scratch + (size_t)r * ((size_t)w.width + 1);
        for (int c = 0; c < w.width; c++) {
            float value = value_at(source, w.col + c, w.row + r);
            if (isnan(value) || !(share[c] > 1e-12)) continue;
            total += share[c] * (double)value;
            covered += share[c];
        }
    }
    return covered > 0 && covered >= HALF * quad_area(q) ? (float)(total / covered) : NAN;
}

// The one cell of the window that holds the whole quad; false when there is no such cell.
static bool single_cell(const Source *source, const Quad *q, int *col, int *row)
{
    if (!(q->x[0] >= 0 && q->y[0] >= 0 && q->x[0] < source->window.width && q->y[0] < source->window.height))
        return false;
    *col = (int)q->x[0];
    *row = (int)q->y[0];
    bool holds = true;
    for (int i = 1; i < 4; i++)
        holds = holds && q->x[i] >= *col && q->x[i] <= *col + 1 && q->y[i] >= *row && q->y[i] <= *row + 1;
    return holds;
}

void resample_quads(const Source *source, const QuadRow *row, size_t count, double *scratch, float *out)
{
    for (size_t i = 0; i < count; i++) {
        Quad quad = quad_at(source, row, i);
        Window w;
        if (single_cell(source, &quad, &w.col, &w.row)) {
            out[i] = value_at(source, w.col, w.row);
        } else {
            bool placed = isfinite(quad_area(&quad)) && quad_window(source, &quad, &w);
            out[i] = placed ? quad_mean(source, &quad, w, scratch) : NAN;
        }
    }
}
