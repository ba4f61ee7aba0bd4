// direction.h - where the water of a cell goes: to one neighbour (D8), to all lower ones (MFD), or to two (D-infinity).
//
// All look at the whole surface (surface.h): the receivers are lower on the filled surface or, in a flat, lower in the
// mask, by the same rule with steps of the mask for metres. A cell without a lower neighbour leaves the grid. On a
// surface where no two neighbours of a cell are equally good, directions and shares turn and mirror with the surface,
// bit by bit.
#ifndef QINGSHAN_LAND_FLOW_DIRECTION_H
#define QINGSHAN_LAND_FLOW_DIRECTION_H

#include "land/flow/surface.h"

// D8 (O'Callaghan & Mark 1984, CVGIP 28:323). direction: height * width; 0 to 7 the neighbour with the largest drop
// over distance, of equal ones the lowest number; FLOW_LEAVES or FLOW_NODATA.
void direction_d8(const FlowSurface *surface, uint8_t *direction);

// MFD: the shares of a cell's water that its 8 neighbours get, in proportion to drop over distance (the exponent 1 of
// Quinn et al. 1991, Hydrol. Process. 5:59, as in InVEST). They sum to 1, or are all 0 where water leaves or data are
// missing.
void direction_mfd(const FlowSurface *surface, size_t cell, double share[8]);

// D-infinity (Tarboton 1997, Water Resour. Res. 33(2):309): down the steepest of the eight triangles around a cell, of
// equal ones the lowest number. Triangle k lies between directions k and k + 1. Where one of its two neighbours is
// missing the other is looked at alone. In flats the way is that of D8.
typedef struct FlowFan {
    double angle;    // radians, counter-clockwise from east, in [0, 2 pi); NaN where water leaves or data are missing
    double diagonal; // share of the triangle's neighbour across a corner; the one across a side gets the rest
    uint8_t facet;   // 0 to 7; FLOW_LEAVES or FLOW_NODATA
} FlowFan;
FlowFan direction_dinf(const FlowSurface *surface, size_t cell);
// The directions of a triangle's two neighbours.
static inline int direction_side(int facet)
{
    return (facet + 1) / 2 * 2 % 8;
}
static inline int direction_diagonal(int facet)
{
    return facet | 1;
}

#endif
