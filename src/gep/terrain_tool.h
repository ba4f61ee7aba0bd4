// terrain_tool.h - qingshan terrain: one product of an elevation model, from a raster to a raster.
//
// The model is read whole, in metres, on square cells of a projected system; the product lies on the same cells. A
// product that fails leaves no file. Kernels and their sources: land/flow, land/terrain.h, gep/formulas/topography.h.
#ifndef QINGSHAN_GEP_TERRAIN_TOOL_H
#define QINGSHAN_GEP_TERRAIN_TOOL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"

// flow:       D8 directions 0 to 7 counter-clockwise from east, 8 where water leaves (Byte); D-infinity angles, radians
// fill:       depressions filled to their spill, metres (Float32)
// accumulate: the cell's own weight and all that lies upstream; cells, or the unit of the weights (Float64)
// streams:    1 where at least `threshold` cells accumulate, else 0 (Byte)
// distance:   metres along the flow to the nearest stream below of at least `threshold` cells; no data where none is
// met
//             (Float32)
// basins:     D8 basins of every cell where water leaves the grid, numbered from 1; of `outlets`, when they are given,
//             numbered in their file's order, no data where the water meets none (Int32). An outlet in the basin of
//             another cuts off what lies above it. Outlets are first moved to the largest D8 accumulation within `snap`
//             cells (land/flow/snap.h), and a line on each is printed
// slope:      Horn's slope, degrees (Float32)
// ls:         slope length and steepness factor: L of Desmet & Govers 1996 on the inflow area, of at most `threshold`
//             cells when that is given (beyond it water runs in channels, and the factor knows only slopes); exponent
//             of McCool et al. 1989, S of Liu et al. 1994 (Float32)
typedef struct TerrainRequest {
    const char *product, *method; // "fill"; "d8", "mfd", "dinf", NULL: the product's first
    const char *dem, *out;        // paths; out ends in .tif or .tiff and is none of the inputs
    int band;                     // of dem, from 1; 0: the only one
    const char *weights;          // accumulate: a raster of one band on the same cells, or NULL
    double threshold;             // cells; 0: none. streams and distance must have one, ls may
    const char *outlets;          // basins: any OGR source of points, or NULL
    int snap;                     // cells, with outlets; 0: the cell that each lies in
} TerrainRequest;

// to: what is printed. ERR_USAGE: unknown product or method, an option that the product does not take or lacks.
// ERR_MISSING, ERR_INPUT, ERR_REFUSED: files, with the remedy. A
// model that has a colour table, as maps of classes do, is computed all the same; a warning is said.
MUST_CHECK bool terrain_write(const TerrainRequest *request, FILE *to, Err *err);

#endif
