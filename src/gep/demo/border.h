// border.h - the district's outline (districts/kaizhou/outline.geojson) in the grid's CRS.
#ifndef QINGSHAN_GEP_DEMO_BORDER_H
#define QINGSHAN_GEP_DEMO_BORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "land/grid.h"
#include "land/vector.h"

#define DEMO_CRS "EPSG:4524"

typedef struct Box {
    double min_x, min_y, max_x, max_y;
} Box;

typedef struct Border {
    Crs *crs;
    Polygon polygon;
    Box box;
} Border;

MUST_CHECK bool border_open(Arena *arena, const char *folder, Border *out, Err *err); // folder: districts/kaizhou
void border_close(Border *border);
bool border_holds(const Border *border, double x, double y);
// Which cells of a row of the grid have their middle inside; inside[width].
void border_row(const Border *border, const Grid *grid, int row, bool *inside);

#endif
