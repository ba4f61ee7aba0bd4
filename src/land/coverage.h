// coverage.h - how much of each cell lies in the district and in each town: exact covered fractions, built once before
// the pass.
//
// The fraction of a cell inside a polygon is computed exactly from the polygon's edges (signed trapezoids, as font
// rasterisers do), not by sampling. Values within 1e-12 of 0 or 1 are 0 or 1. For every cell the shares of all zones
// plus the share of ZONE_NONE (inside the district, in no zone) add to the district's share; where zones overlap, or
// stick out of the boundary, shares are scaled down and the excess is reported.
#ifndef QINGSHAN_LAND_COVERAGE_H
#define QINGSHAN_LAND_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "land/grid.h"
#include "land/layer.h"
#include "land/vector.h"

enum { ZONE_NONE = 0 }; // zone k (1..count) is zones->items[k - 1]

typedef struct Share {
    uint16_t cell; // row * 256 + col within the lattice cell
    uint16_t zone;
    float reserved;  // 0
    double fraction; // of the cell's area, 0 < fraction <= 1
} Share;

typedef struct Coverage Coverage; // immutable after building; any thread may read
// boundary may have several polygons; zones may be empty. Lattice cells are independent: jobs threads build them.
MUST_CHECK bool coverage_build(const Grid *grid, const Polygons *boundary, const Polygons *zones, int jobs,
                               Coverage **out, Err *err);
// The boundary is where `mask` (a class layer) has a value; no zones unless given.
MUST_CHECK bool coverage_build_from_mask(const Grid *grid, const LayerPlan *mask, const Polygons *zones, int jobs,
                                         Coverage **out, Err *err);
void coverage_close(Coverage *coverage);
// The shares of one lattice cell, ordered by (cell, zone). Written to out (room for capacity; at most
// coverage_max_shares of them).
size_t coverage_max_shares(const Coverage *coverage);
size_t coverage_shares(const Coverage *coverage, size_t lattice_index, Share *out);
bool coverage_is_empty(const Coverage *coverage, size_t lattice_index);
uint64_t coverage_cells_inside(const Coverage *coverage); // cells with any share
double coverage_overlap_cells(const Coverage *coverage);  // sum of excess fractions scaled away

// True area of cells: planar area / areal scale of the projection, exact on nodes, bilinear between.
typedef struct CellArea CellArea; // immutable
MUST_CHECK bool cell_area_open(const Grid *grid, CellArea **out, Err *err);
void cell_area_close(CellArea *area);
// Areas in m2 of the cells of a window, out[height * width].
void cell_area_read(const CellArea *area, Window window, double *out);

#endif
