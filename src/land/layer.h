// layer.h - a raster brought to the reference grid, as its kind asks.
//
//   class  nearest neighbour            codes are not numbers that can be averaged
//   field  bilinear                     intensive values at points: elevation, temperature, NDVI, percent
//   flux   area-weighted mean           amounts per area (mm, gC/m2): the district's sum is kept to 1e-9
//
// On the reference grid's own lattice nothing is resampled. Otherwise cell corners are transformed exactly on nodes
// every NODE_STEP cells of the reference grid and interpolated between, and our own loops resample, so that a value
// does not depend on the window that asks for it. Missing source cells: class NaN; field NaN where the nearest source
// cell is missing, else the bilinear weights are renormalised over the cells that are there; flux: mean over what is
// there if at least half of the cell's area is covered, else NaN. A flux in another coordinate system is weighted by
// the area that the cell, as a quadrilateral between its four corners, covers of each source cell.
//
// A layer opens also when it lies elsewhere than the grid: layer_overlap_share says how much of the grid it covers.
#ifndef QINGSHAN_LAND_LAYER_H
#define QINGSHAN_LAND_LAYER_H

#include "base/err.h"
#include "land/crs.h"
#include "land/grid.h"
#include "land/raster.h"

typedef enum LayerKind { LAYER_CLASS, LAYER_FIELD, LAYER_FLUX } LayerKind;
MUST_CHECK bool layer_kind_parse(const char *text, LayerKind *out, Err *err);

// What all threads share of a layer: the file's description and the corner nodes. Immutable after opening.
typedef struct LayerPlan LayerPlan;
MUST_CHECK bool layer_plan_open(const char *path, int band, LayerKind kind, const Grid *grid, const char *assumed_crs,
                                LayerPlan **out, Err *err);
void layer_plan_close(LayerPlan *plan);
const char *layer_resampling(const LayerPlan *plan); // "none", "nearest", "bilinear", "area"
const char *layer_datum_note(const LayerPlan *plan); // "" or PROJ's operation and accuracy when the datum changes
bool layer_datum_is_ballpark(const LayerPlan *plan); // PROJ knows no shift between the two datums and makes none
// Stored in strips, and wider than a lattice cell?
bool layer_in_strips(const RasterInfo *info);
const RasterInfo *layer_info(const LayerPlan *plan);
// "EPSG:..." of the source
const char *layer_crs_label(const LayerPlan *plan);
// Share of the grid's box that the raster's box covers, 0..1, whatever values are in it.
double layer_overlap_share(const LayerPlan *plan);

// Do windows of side x side cells, each at a multiple of side from the grid's corner, read every tile of the raster
// exactly once? Then nothing need be kept between them, and threads need not share.
bool layer_tiles_read_once(const LayerPlan *plan, int side);

// One thread's open layer. Opened on its own it has its own dataset; opened beside another thread's layer of the same
// plan (`beside`, else NULL) it reads that one's dataset, one thread at a time, so that a tile that serves several
// windows is decoded once for all threads. Open and close from one thread.
typedef struct Layer Layer;
MUST_CHECK bool layer_open(const LayerPlan *plan, Layer *beside, Layer **out, Err *err);
void layer_close(Layer *layer);
// Any window of the reference grid (also one that sticks out of it by a halo). out[height * width].
MUST_CHECK bool layer_read(Layer *layer, Window window, float *out, Err *err);
// Drops decoded tiles: for the caller who knows that no other window needs them (layer_tiles_read_once).
void layer_forget(Layer *layer);

#endif
