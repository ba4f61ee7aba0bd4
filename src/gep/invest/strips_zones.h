// strips_zones.h - sums of a strip's planes by zone: part of strips.c.
#ifndef QINGSHAN_GEP_INVEST_STRIPS_ZONES_H
#define QINGSHAN_GEP_INVEST_STRIPS_ZONES_H

#include "gep/invest/strips.h"

typedef struct Plane { // one strip of values, row by row
    bool single;       // floats, else doubles
    void *values;
} Plane;

typedef struct ZoneGroup { // what STRIP_GROUP rows of a strip add; made by one thread
    size_t *zones;         // that these rows touch, ascending
    ZoneSum *sums;         // [place in zones * planes + plane]
    size_t count, room;
} ZoneGroup;

typedef struct ZoneStrip {
    StripsZones *into;
    const Plane *const *planes;
    size_t plane_count, width;
    size_t *near; // zones that the strip touches
    size_t near_count;
    ZoneGroup groups[STRIP_ROWS / STRIP_GROUP];
} ZoneStrip;

ZoneStrip zone_strip_open(StripsZones *into, const Plane *const *planes, size_t plane_count, size_t width);
void zone_strips_close(ZoneStrip *strips, size_t count); // NULL is allowed
void zone_strip_begin(ZoneStrip *strip, int row, int rows);
// Rows [first, end) of the strip that begins at `row`: one group. Different groups by different threads.
void zone_strip_sum(ZoneStrip *strip, int row, int first, int end);
void zone_strip_end(ZoneStrip *strip); // adds the groups, in order

#endif
