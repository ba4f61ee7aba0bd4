// test_flow.h - for the tests of this folder: elevation models of every kind, from seeds.
#ifndef QINGSHAN_LAND_FLOW_TEST_FLOW_H
#define QINGSHAN_LAND_FLOW_TEST_FLOW_H

#include <math.h>

#include "land/flow/accumulate.h"
#include "land/flow/direction.h"
#include "land/flow/fill.h"
#include "land/flow/flat.h"
#include "land/flow/order.h"
#include "land/test_maps.h"

typedef struct TestDem {
    int width, height;
    size_t cells;
    float *z;
} TestDem;

enum { TEST_KINDS = 6, TEST_SHAPES = 9, TEST_DEMS = TEST_KINDS * TEST_SHAPES * 4 };

static inline float test_height(int kind, int col, int row, uint64_t *seed)
{
    double noise = test_random(seed);
    switch (kind) {
    case 0:
        return (float)(100 * noise); // all pits and peaks
    case 1:
        return (float)floor(4 * noise); // flats of a few levels
    case 2:
        return (float)(floor(0.3 * (col + 2 * row) + 1.5 * noise) - 5); // terraces, below and above 0
    case 3:
        return noise < 0.12 ? NAN : (float)floor(3 * noise); // flats and holes
    case 4:
        return (float)((col - 9) * (col - 9) + (row - 7) * (row - 7) + 3 * noise); // one bowl
    default:
        return noise < 0.03 ? NAN : 1; // one flat, a few holes
    }
}

// Number `index` of TEST_DEMS, on the arena; the last of a kind and shape is all NaN for kind 3.
static inline TestDem test_dem(int index)
{
    static const int shapes[TEST_SHAPES][2] = {{1, 1}, {1, 9},  {9, 1},   {2, 2},  {3, 3},
                                               {4, 3}, {11, 6}, {23, 17}, {40, 37}};
    int kind = index % TEST_KINDS, shape = index / TEST_KINDS % TEST_SHAPES;
    TestDem dem = {shapes[shape][0], shapes[shape][1], 0, NULL};
    uint64_t seed = 88172645463325252u + 7919u * (uint64_t)index;
    for (int i = 0; i < 8; i++) test_random(&seed);
    dem.cells = flow_cells(dem.width, dem.height);
    dem.z = arena_array(test_arena, dem.cells, sizeof *dem.z);
    bool empty = kind == 3 && index >= TEST_DEMS - TEST_KINDS * TEST_SHAPES;
    for (size_t i = 0; i < dem.cells; i++)
        dem.z[i] = empty ? NAN : test_height(kind, (int)i % dem.width, (int)i / dem.width, &seed);
    return dem;
}

static inline FlowSurface test_surface(const TestDem *dem)
{
    float *filled = arena_array(test_arena, dem->cells, sizeof *filled);
    fill_depressions(dem->z, dem->width, dem->height, filled);
    return (FlowSurface){dem->width, dem->height, filled, flat_mask(test_arena, filled, dem->width, dem->height)};
}

typedef struct TestFlow { // everything about one elevation model
    TestDem dem;
    FlowSurface surface;
    uint8_t *direction;
    FlowOrder order;
} TestFlow;

static inline TestFlow test_flow(TestDem dem)
{
    TestFlow flow = {dem, test_surface(&dem), arena_array(test_arena, dem.cells, 1), {0}};
    flow.order = order_downstream(test_arena, &flow.surface);
    direction_d8(&flow.surface, flow.direction);
    return flow;
}

// The neighbour in a direction, written down once more in rows and columns; false: outside the grid.
static inline bool test_neighbour(int width, int height, size_t cell, int direction, size_t *out)
{
    static const int cols[8] = {1, 1, 0, -1, -1, -1, 0, 1}, rows[8] = {0, -1, -1, -1, 0, 1, 1, 1};
    int col = (int)cell % width + cols[direction], row = (int)cell / width + rows[direction];
    if (col < 0 || row < 0 || col >= width || row >= height) return false;
    *out = (size_t)row * (size_t)width + (size_t)col;
    return true;
}

// On the grid's edge, or beside no-data.
static inline bool test_way_out(const float *z, int width, int height, size_t cell)
{
    size_t next;
    for (int k = 0; k < 8; k++)
        if (!test_neighbour(width, height, cell, k, &next) || isnan(z[next])) return true;
    return false;
}

#endif
