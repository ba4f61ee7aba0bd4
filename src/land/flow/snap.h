// snap.h - an outlet as it was surveyed, moved onto the stream as the model has it.
#ifndef QINGSHAN_LAND_FLOW_SNAP_H
#define QINGSHAN_LAND_FLOW_SNAP_H

#include <stddef.h>
#include <stdint.h>

// The cell with the largest count among those at most `radius` columns and rows away from `cell`; of equal ones the
// nearest (between the middles of cells), then the lowest number. count: height * width, from accumulate_count; cell
// inside the grid; radius >= 0.
size_t snap_to_stream(const uint32_t *count, int width, int height, size_t cell, int radius);

#endif
