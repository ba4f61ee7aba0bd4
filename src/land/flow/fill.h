// fill.h - depressions of an elevation model filled to the level at which they spill.
#ifndef QINGSHAN_LAND_FLOW_FILL_H
#define QINGSHAN_LAND_FLOW_FILL_H

// z, filled: height * width, metres, row by row; filled may be z. Water leaves at the grid's edge and beside no-data.
// filled is the lowest surface not below z from which everything drains without rising: the lowest, over all ways out,
// of the highest elevation on the way. That is one number whatever the order of the work, so ties need no rule. Flats
// stay level; what drains stays as it is; filling twice changes nothing. NaN and infinities are no data and become NaN;
// -0 becomes 0. At most FLOW_CELLS_MAX cells. Working memory: a bit a cell, and what waits.
//
// Source: priority flood with plain queues inside depressions (Barnes, Lehman & Mulla 2014, Computers & Geosciences
// 62:117, algorithm 2) and on rising slopes (Zhou, Sun & Fu 2016, Computers & Geosciences 90:87).
void fill_depressions(const float *z, int width, int height, float *filled);

// The same for elevations with more digits than a float has. Working memory: 12 bytes a cell more, and it takes some
// times as long.
void fill_depressions_exact(const double *z, int width, int height, double *filled);

#endif
