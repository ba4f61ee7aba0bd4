// cell_area.c - true areas of cells (coverage.h).
#include <assert.h>
#include <math.h>

#include "base/message.h"
#include "land/coverage.h"
#include "land/crs.h"
#include "land/land_internal.h"

struct CellArea {
    Arena *arena;
    int node_cols, node_rows;
    double *node_m2; // true area of a cell around each node; node k stands at the corner of cell k * NODE_STEP
};

static const double PI = 3.14159265358979323846;

// ---- at the nodes

// By the projection's own formula.
static void scale_row(const Projection *projection, const Grid *grid, CellArea *area, double *lon, double *lat, int row)
{
    double *out = area->node_m2 + (size_t)row * (size_t)area->node_cols;
    size_t count = (size_t)area->node_cols;
    for (size_t i = 0; i < count; i++) {
        lon[i] = grid->x0 + (double)i * NODE_STEP * grid->cell_m;
        lat[i] = grid->y0 - (double)row * NODE_STEP * grid->cell_m;
    }
    projection_inverse(projection, lon, lat, count);
    for (size_t i = 0; i < count; i++)
        out[i] = grid->cell_m * grid->cell_m / projection_areal_scale(projection, lon[i], lat[i]);
}

enum { STAR = 8 }; // points around a node

static double turn(double degrees) // a small difference of longitudes across the date line
{
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

// Fourth-order central difference of the values at -2, -1, 1, 2 steps, in radians.
static double slope(const double at[4], double step)
{
    return (8 * turn(at[2] - at[1]) - turn(at[3] - at[0])) / (12 * step) * PI / 180;
}

// Any other projection: the Jacobian of longitude and latitude by the transformation itself. Steps of 20 km make the
// rounded coordinates good for 1e-7.
static double area_by_star(Transform *to_lonlat, const Ellipsoid *ellipsoid, double x, double y)
{
    static const int steps[4] = {-2, -1, 1, 2};
    const double step = 20000;
    double px[STAR + 1] = {x}, py[STAR + 1] = {y};
    double *lon = px + 1, *lat = py + 1;
    for (int i = 0; i < 4; i++) {
        lon[i] = x + steps[i] * step;
        lat[i] = y;
        lon[4 + i] = x;
        lat[4 + i] = y + steps[i] * step;
    }
    transform_points(to_lonlat, px, py, STAR + 1);
    double jacobian = slope(lon, step) * slope(lat + 4, step) - slope(lon + 4, step) * slope(lat, step);
    return fabs(jacobian) * ellipsoid_area_density(ellipsoid, py[0]);
}

static void star_row(Transform *to_lonlat, const Ellipsoid *ellipsoid, const Grid *grid, CellArea *area, int row)
{
    for (int i = 0; i < area->node_cols; i++) {
        double x = grid->x0 + (double)i * NODE_STEP * grid->cell_m,
               y = grid->y0 - (double)row * NODE_STEP * grid->cell_m;
        area->node_m2[(size_t)row * (size_t)area->node_cols + (size_t)i] =
            grid->cell_m * grid->cell_m * area_by_star(to_lonlat, ellipsoid, x, y);
    }
}

static void fill_by_formula(const Projection *projection, const Grid *grid, CellArea *area)
{
    size_t count = (size_t)area->node_cols;
    double *lon = arena_array(area->arena, count, sizeof *lon), *lat = arena_array(area->arena, count, sizeof *lat);
    for (int r = 0; r < area->node_rows; r++) scale_row(projection, grid, area, lon, lat, r);
}

static bool fill_by_star(const Crs *crs, const Grid *grid, CellArea *area, Err *err)
{
    Crs *lonlat = NULL;
    Transform *to_lonlat = NULL;
    bool done = crs_open_geographic(crs, &lonlat, err) && transform_open(crs, lonlat, &to_lonlat, err);
    for (int r = 0; done && r < area->node_rows; r++) star_row(to_lonlat, crs_ellipsoid(crs), grid, area, r);
    transform_close(to_lonlat);
    crs_close(lonlat);
    return done;
}

static bool check(const CellArea *area, const Grid *grid, const Crs *crs, Err *err)
{
    size_t count = (size_t)area->node_cols * (size_t)area->node_rows;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(area->node_m2[i]) && area->node_m2[i] > 0) continue;
        int col = (int)(i % (size_t)area->node_cols) * NODE_STEP, row = (int)(i / (size_t)area->node_cols) * NODE_STEP;
        return err_set(
            err, ERR_INPUT,
            _("the grid's cell at column %d, row %d (x %.0f, y %.0f) lies where %s has no place on the earth. "
              "Check the grid's corner and its coordinate system."),
            col, row, grid->x0 + col * grid->cell_m, grid->y0 - row * grid->cell_m, crs_label(crs));
    }
    return true;
}

static bool fill(CellArea *area, const Grid *grid, Err *err)
{
    Crs *crs = NULL;
    if (!crs_open(grid->crs, &crs, err)) return false;
    bool done = crs_check_grid(crs, err);
    if (done && crs_projection(crs)) {
        fill_by_formula(crs_projection(crs), grid, area);
    } else if (done) {
        done = fill_by_star(crs, grid, area, err);
    }
    done = done && check(area, grid, crs, err);
    crs_close(crs);
    return done;
}

bool cell_area_open(const Grid *grid, CellArea **out, Err *err)
{
    Arena *arena = arena_open();
    CellArea *area = arena_alloc(arena, sizeof *area);
    *area = (CellArea){.arena = arena,
                       .node_cols = (grid->width - 1) / NODE_STEP + 2,
                       .node_rows = (grid->height - 1) / NODE_STEP + 2};
    area->node_m2 = arena_array(arena, (size_t)area->node_cols * (size_t)area->node_rows, sizeof *area->node_m2);
    if (fill(area, grid, err)) {
        *out = area;
        return true;
    }
    cell_area_close(area);
    return false;
}

void cell_area_close(CellArea *area)
{
    if (area) arena_close(area->arena);
}

// ---- between them

static void read_row(const CellArea *area, Window w, int row, double *out)
{
    double down = (row % NODE_STEP + 0.5) / NODE_STEP;
    const double *above = area->node_m2 + (size_t)(row / NODE_STEP) * (size_t)area->node_cols;
    const double *below = above + area->node_cols;
    for (int i = 0; i < w.width; i++) {
        int col = w.col + i, node = col / NODE_STEP;
        double right = (col % NODE_STEP + 0.5) / NODE_STEP;
        double west = above[node] + (below[node] - above[node]) * down;
        double east = above[node + 1] + (below[node + 1] - above[node + 1]) * down;
        out[i] = west + (east - west) * right;
    }
}

void cell_area_read(const CellArea *area, Window w, double *out)
{
    assert(w.col >= 0 && w.col + w.width <= (area->node_cols - 1) * NODE_STEP);
    assert(w.row >= 0 && w.row + w.height <= (area->node_rows - 1) * NODE_STEP);
    for (int r = 0; r < w.height; r++) read_row(area, w, w.row + r, out + (size_t)r * (size_t)w.width);
}
