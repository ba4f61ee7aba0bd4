#include "gep/demo/border.h"

#include <math.h>

#include "base/file.h"
#include "base/message.h"

bool border_open(Arena *arena, const char *folder, Border *out, Err *err)
{
    *out = (Border){0};
    if (!crs_open(DEMO_CRS, &out->crs, err)) return false;
    VectorRequest request = {
        .path = file_join(arena, folder, "outline.geojson"), .code_field = "code", .target = out->crs, .repair = true};
    Polygons polygons;
    bool read = vector_read_polygons(arena, &request, &polygons, err);
    if (read && polygons.count != 1)
        read = err_set(err, ERR_INPUT, _("%s: expected one polygon, found %zu"), request.path, polygons.count);
    if (!read) {
        border_close(out);
        return false;
    }
    out->polygon = polygons.items[0];
    out->box = (Box){polygons.min_x, polygons.min_y, polygons.max_x, polygons.max_y};
    return true;
}

void border_close(Border *border)
{
    crs_close(border->crs);
    border->crs = NULL;
}

// Where the edge from point i to i + 1 meets the parallel of y; false when it does not.
static bool crossing(const Ring *ring, size_t i, double y, double *x)
{
    double y1 = ring->y[i], y2 = ring->y[i + 1];
    if ((y1 > y) == (y2 > y)) return false;
    *x = ring->x[i] + (y - y1) * (ring->x[i + 1] - ring->x[i]) / (y2 - y1);
    return true;
}

bool border_holds(const Border *border, double x, double y)
{
    bool inside = false;
    double at;
    for (size_t r = 0; r < border->polygon.ring_count; r++) {
        const Ring *ring = &border->polygon.rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            if (crossing(ring, i, y, &at) && x < at) inside = !inside;
        }
    }
    return inside;
}

static int first_cell_after(const Grid *grid, double x)
{
    double cell = ceil((x - grid->x0) / grid->cell_m - 0.5);
    return cell < 0 ? 0 : cell > grid->width ? grid->width : (int)cell;
}

void border_row(const Border *border, const Grid *grid, int row, bool *inside)
{
    double y = grid->y0 - (row + 0.5) * grid->cell_m, at;
    for (int col = 0; col < grid->width; col++) inside[col] = false;
    for (size_t r = 0; r < border->polygon.ring_count; r++) {
        const Ring *ring = &border->polygon.rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            if (!crossing(ring, i, y, &at)) continue;
            for (int col = first_cell_after(grid, at); col < grid->width; col++) inside[col] = !inside[col];
        }
    }
}
