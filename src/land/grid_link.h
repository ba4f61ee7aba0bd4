// grid_link.h - how a reference grid and a coordinate system meet: inside this folder.
//
// Layers in the same coordinate system share one link, since finding PROJ's operation takes a tenth of a second and the
// nodes of a fine grid megabytes. Immutable; any thread may take and give.
#ifndef QINGSHAN_LAND_GRID_LINK_H
#define QINGSHAN_LAND_GRID_LINK_H

#include <stdbool.h>

#include "base/err.h"
#include "land/grid.h"

enum { NODE_MARGIN = 2 }; // nodes beyond the grid on every side

typedef struct GridLink {
    bool same; // the grid's own coordinate system: then there are no nodes
    const char *crs_label;
    const char *datum_note; // "" or PROJ's operation and accuracy when the datum changes
    bool ballpark;
    // The corner of cell (32 i, 32 j) in the other system, rounded as transform_points does, NaN where it has no place;
    // i from -NODE_MARGIN, row by row.
    int node_cols, node_rows;
    const double *node_x, *node_y;
} GridLink;

// crs: any text that crs_open takes.
MUST_CHECK bool grid_link_take(const Grid *grid, const char *crs, const GridLink **out, Err *err);
void grid_link_give(const GridLink *link); // NULL is allowed

#endif
