// lines.h - rivers and roads: straight pieces with a width, found by place.
#ifndef QINGSHAN_GEP_DEMO_LINES_H
#define QINGSHAN_GEP_DEMO_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Line {
    double x1, y1, x2, y2, half_width_m;
} Line;

typedef struct LineList {
    size_t count, capacity;
    Line *items;
} LineList;
void lines_add(Arena *arena, LineList *list, Line line);

// Pieces along a tree over lattice points: one from each kept point to next[point]. The zigzag of the lattice is
// smoothed away.
typedef struct LineTree {
    int width, height;
    double x0, y0, step_m;    // as in Field2
    const int *next;          // a root: itself
    const double *half_width; // 0: the point is not kept
} LineTree;
void lines_add_tree(Arena *arena, LineList *list, const LineTree *tree);

// What a map of a cell size shows of the lines: nothing that is narrower than a quarter of a cell; the rest at least
// 0.6 cells wide, so that it stays connected.
typedef struct LineMap LineMap;
LineMap *lines_map(Arena *arena, const LineList *list, double cell_m);
bool lines_cover(const LineMap *map, double x, double y);

#endif
