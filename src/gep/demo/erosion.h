// erosion.h - rivers carve a lattice: stream-power erosion, solved implicitly from the mouths upwards.
//
// dz/dt = uplift - strength * sqrt(drained area) * slope (Howard 1994; implicit order of Braun and Willett 2013,
// Geomorphology 180-181:170). Only + - * / and sqrt: the same bits everywhere. Base nodes keep their height; all water
// ends there, since pits are passed by priority flood (Barnes et al. 2014, Computers & Geosciences 62:117).
#ifndef QINGSHAN_GEP_DEMO_EROSION_H
#define QINGSHAN_GEP_DEMO_EROSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "gep/demo/heap.h"

typedef struct Erosion { // node = row * width + col, row 0 in the north
    int width, height;
    double step_m;
    double *z;        // m
    double *uplift;   // m a unit of time
    double *strength; // of the rivers here
    bool *base;       // nodes that keep their height
    int *order;       // nodes, each after its receiver
    int *receiver;    // where a node's water goes; base nodes: themselves
    double *area_m2;  // drained
    bool *seen;
    Heap heap;
} Erosion;

Erosion erosion_open(Arena *arena, int width, int height, double step_m);
void erosion_route(Erosion *erosion); // fills order, receiver, area_m2 from z
// Routes, then one step of time; no slope steeper than slope_max is left (landslides).
void erosion_step(Erosion *erosion, double time, double slope_max);
// Soil creeps: ground that drains less than stream_m2 is smoothed, node by node from the north-west.
void erosion_creep(Erosion *erosion, double stream_m2);

#endif
