// terrain.h - slope and aspect of an elevation model in metres, by Horn's 3 x 3 formula.
#ifndef QINGSHAN_LAND_TERRAIN_H
#define QINGSHAN_LAND_TERRAIN_H

#include "land/grid.h"

// z: window plus a halo of one cell on each side, (height + 2) * (width + 2), metres, NaN = missing. out: slope in
// degrees, height * width. A missing neighbour is replaced by the centre's own mirror (2 * centre - opposite) when the
// opposite is there, else by the centre; NaN where the centre is missing. Source: Horn 1981, Proc. IEEE 69(1):14. Uses
// exact_atan.
void terrain_slope_deg(const float *z, Window window, double cell_m, double *out);
// Likewise the direction that the slope faces, degrees clockwise from north, [0, 360); 0 where the land is level. Uses
// exact_atan.
void terrain_aspect_deg(const float *z, Window window, double cell_m, double *out);

#endif
