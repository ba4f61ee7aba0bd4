#include "land/sweep.h"

#include <math.h>

// A piece of height h between x0 <= x1, both within [0, width] of a row.
static void add_inside(double *row, int width, double x0, double x1, double h)
{
    int first = (int)x0, last = (int)x1;
    if (first >= width) return;
    if (x1 <= first + 1) {
        double mean = 0.5 * (x0 + x1) - first;
        row[first] += h * (1 - mean);
        row[first + 1] += h * mean;
        return;
    }
    double per_cell = h / (x1 - x0);
    for (int i = first; i <= last && i < width; i++) {
        double left = x0 > i ? x0 : i, right = x1 < i + 1 ? x1 : i + 1;
        double part = per_cell * (right - left), mean = 0.5 * (left + right) - i;
        row[i] += part * (1 - mean);
        row[i + 1] += part * mean;
    }
}

// The same for any x0, x1: what lies left of the row covers all of it, what lies right covers nothing.
static void add_piece(double *row, int width, double x0, double x1, double h)
{
    if (x0 > x1) {
        double swap = x0;
        x0 = x1;
        x1 = swap;
    }
    if (x0 >= width) return;
    if (x1 <= 0) {
        row[0] += h;
        return;
    }
    double per_cell = x1 > x0 ? h / (x1 - x0) : 0;
    if (x0 < 0) {
        double part = per_cell * (0 - x0);
        row[0] += part;
        h -= part;
        x0 = 0;
    }
    if (x1 > width) {
        h -= per_cell * (x1 - width);
        x1 = width;
    }
    add_inside(row, width, x0, x1, h);
}

// ya < yb; sign says which way the edge ran.
static void add_down(const Sweep *sweep, double xa, double ya, double xb, double yb, double sign)
{
    if (yb <= 0 || ya >= sweep->height || (xa >= sweep->width && xb >= sweep->width)) return;
    double slope = (xb - xa) / (yb - ya);
    size_t stride = (size_t)sweep->width + 1;
    double top = ya < 0 ? 0 : ya, bottom = yb > sweep->height ? sweep->height : yb;
    double y = top, x = ya < 0 ? xa - ya * slope : xa;
    for (int r = (int)top; r < sweep->height && y < bottom; r++) {
        double y_next = bottom < r + 1 ? bottom : r + 1;
        double x_next = y_next == yb ? xb : xa + (y_next - ya) * slope;
        add_piece(sweep->cells + (size_t)r * stride, sweep->width, x, x_next, sign * (y_next - y));
        y = y_next;
        x = x_next;
    }
}

void sweep_edge(const Sweep *sweep, double xa, double ya, double xb, double yb)
{
    if (ya < yb) add_down(sweep, xa, ya, xb, yb, 1);
    if (yb < ya) add_down(sweep, xb, yb, xa, ya, -1);
}

void sweep_sum_row(const Sweep *sweep, int row)
{
    double *cells = sweep->cells + (size_t)row * ((size_t)sweep->width + 1), sum = 0;
    for (int i = 0; i < sweep->width; i++) cells[i] = sum += cells[i];
}
