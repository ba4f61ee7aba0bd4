// flat.h - a way through the flats of a filled surface: away from higher ground and towards lower.
#ifndef QINGSHAN_LAND_FLOW_FLAT_H
#define QINGSHAN_LAND_FLOW_FLAT_H

#include <stdint.h>

#include "base/arena.h"

// filled: height * width, from fill_depressions. Returns height * width on the arena: 0 for no-data and for cells that
// drain by themselves (a lower neighbour; or the grid's edge or no-data beside them). A flat is a set of joined cells
// that do not (8 neighbours), all at one level. A cell of a flat has
//     2 * (steps from here to a cell of this level that drains) + (H - steps from the flat's edge to higher ground),
// both counted from 1 at the first cell of the flat, H the largest of the latter in the flat, the bracket 0 in a flat
// without higher ground. Every cell of a flat so has a neighbour at its level with a lower mask. Integers only; counts
// of steps are the same in whatever order cells are visited, so ties need no rule. Memory no flat lies in is not
// touched.
//
// Source: Barnes, Lehman & Mulla 2014, Computers & Geosciences 62:128, after Garbrecht & Martz 1997, J. Hydrology
// 193:204. Differs in H, theirs being that of all flats joined by cells that drain, which no direction depends on.
uint32_t *flat_mask(Arena *arena, const float *filled, int width, int height);

#endif
