// towns.h - the 40 towns: seats, the land of each, roads between them. Codes and names are real, places are invented.
#ifndef QINGSHAN_GEP_DEMO_TOWNS_H
#define QINGSHAN_GEP_DEMO_TOWNS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "gep/demo/border.h"
#include "gep/demo/lines.h"
#include "gep/demo/relief.h"

typedef struct Town {
    const char *code, *name;
    double x, y;     // of the seat
    double radius_m; // of its built-up land
    double head_m;   // of its start in the race for land
} Town;

typedef struct Towns {
    size_t count;
    const Town *items;
    Field2 lattice;     // as the relief's, without values
    const int *town_of; // lattice point -> index
    LineList roads;     // highways between the seats
} Towns;

// folder: districts/kaizhou, with towns.csv (code, name) and demo/towns.csv (code, x_km, y_km, radius_m, head_m).
MUST_CHECK bool towns_make(Arena *arena, const char *folder, const Relief *relief, Towns *out, Err *err);
int towns_at(const Towns *towns, double x, double y); // index
// The towns' land as polygons that tile the border exactly, coordinates whole millimetres.
MUST_CHECK bool towns_polygons(Arena *arena, const Towns *towns, const Border *border, Polygon **out, Err *err);

#endif
