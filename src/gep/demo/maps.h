// maps.h - the maps of the demonstration district.
#ifndef QINGSHAN_GEP_DEMO_MAPS_H
#define QINGSHAN_GEP_DEMO_MAPS_H

#include "base/arena.h"
#include "base/err.h"
#include "gep/demo/border.h"
#include "gep/demo/cover.h"
#include "land/grid.h"

typedef struct MapPlan {
    Grid cell;    // elevation, land cover
    Grid fine;    // vegetation and soil
    Grid climate; // climate of 2023
    Grid coarse;  // climate of 2020 and the normal; the middles of its cells are middles of cells of `climate`
} MapPlan;
MapPlan maps_plan(const Border *border, int cell_m);

// Writes maps/*.tif into a folder. fine and coarse: canvases of the plan's grids of that name.
MUST_CHECK bool maps_write(const char *folder, const MapPlan *plan, const Cover *cover, const Canvas *fine,
                           const Canvas *coarse, int jobs, Err *err);

#endif
