// zone_index.h - the exact covered fraction of every cell in every zone, once for a raster lattice, shared by all
// rasters on it.
//
// Each zone stands alone: zones may overlap, and parts outside the lattice count for nothing. Coordinates are first
// brought into cells (which may be oblong, or of degrees); one that is a cell's border but for the rounding of doubles
// lies on it. Fractions within 1e-12 of 0 or 1 are 0 or 1. A cell that a zone has whole costs a part of a run of 4
// bytes, any other 10 bytes; a piece (a zone in a patch) 40 bytes.
#ifndef QINGSHAN_LAND_ZONE_INDEX_H
#define QINGSHAN_LAND_ZONE_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "land/grid.h"
#include "land/raster.h"
#include "land/vector.h"

typedef struct ZoneRun { // cells that the zone has whole, within one row
    uint16_t cell;       // row * LATTICE + col within the patch
    uint16_t length;     // at most LATTICE
} ZoneRun;

typedef struct ZonePiece { // what one zone has of one patch
    uint32_t zone;         // as in the polygons, from 0
    uint32_t cells;        // with any share
    uint32_t run_count, part_count;
    const ZoneRun *runs;
    const uint16_t *part_cells;
    const double *fractions; // of the parts, 0 < fraction < 1
} ZonePiece;

typedef struct ZonePatch { // LATTICE x LATTICE cells, less at the edges
    Window window;
    size_t first_piece; // pieces in the patches before it
    size_t piece_count;
    const ZonePiece *pieces; // by zone
} ZonePatch;

typedef struct ZoneIndex ZoneIndex; // immutable after building; any thread may read
// info: the lattice; zones: in its coordinate system. jobs threads; they change nothing. ERR_CANCELLED only.
MUST_CHECK bool zone_index_build(const RasterInfo *info, const Polygons *zones, int jobs, ZoneIndex **out, Err *err);
// An index over patches and areas that others own and that must stay (zone_file.h).
ZoneIndex *zone_index_over(ZonePatch *patches, size_t patch_count, const double *areas);
void zone_index_close(ZoneIndex *index); // NULL is allowed
size_t zone_index_patch_count(const ZoneIndex *index);
const ZonePatch *zone_index_patch(const ZoneIndex *index, size_t patch);
size_t zone_index_piece_count(const ZoneIndex *index);
// The whole zone's area in cells, also where it lies outside the lattice.
double zone_index_area(const ZoneIndex *index, size_t zone);

#endif
