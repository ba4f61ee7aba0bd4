// flow.c - times each step of flow routing on one elevation model, beside one sweep over its memory.
//
//   flow FILE            its first band
//   flow COLS ROWS       made up: hills of many sizes, a lake, noise of 10 cm
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "land/flow/accumulate.h"
#include "land/flow/direction.h"
#include "land/flow/distance.h"
#include "land/flow/fill.h"
#include "land/flow/flat.h"
#include "land/flow/order.h"
#include "land/flow/stream.h"
#include "land/flow/weights.h"
#include "land/raster.h"

typedef struct Dem {
    int width, height;
    float *z;
} Dem;

static bool read_dem(Arena *arena, const char *path, Dem *out, Err *err)
{
    Raster *raster;
    if (!raster_open(path, 1, &raster, err)) return false;
    *out = (Dem){raster_info(raster)->width, raster_info(raster)->height, NULL};
    out->z = arena_array(arena, flow_cells(out->width, out->height), sizeof *out->z);
    bool ok = raster_read(raster, (Window){0, 0, out->width, out->height}, out->z, err);
    raster_close(raster);
    return ok;
}

// A number in [0, 1) that belongs to a place.
static double hash(int x, int y, int octave)
{
    uint32_t h = (uint32_t)x * 0x9e3779b1u ^ (uint32_t)y * 0x85ebca77u ^ (uint32_t)octave * 0xc2b2ae3du;
    h = (h ^ h >> 15) * 0x2c1b3c6du;
    h = (h ^ h >> 12) * 0x297a2d39u;
    return (double)(h ^ h >> 15) / 4294967296.0;
}

static double hills(int col, int row, int octave)
{
    int size = 1 << octave, x = col / size, y = row / size;
    double u = (double)(col % size) / size, v = (double)(row % size) / size;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    double top = hash(x, y, octave) * (1 - u) + hash(x + 1, y, octave) * u;
    double bottom = hash(x, y + 1, octave) * (1 - u) + hash(x + 1, y + 1, octave) * u;
    return (top * (1 - v) + bottom * v) * size;
}

static Dem make_dem(Arena *arena, int width, int height)
{
    Dem dem = {width, height, arena_array(arena, flow_cells(width, height), sizeof(float))};
    for (int row = 0; row < height; row++) {
        for (int col = 0; col < width; col++) {
            double z = 0.1 * hash(col, row, 0);
            for (int octave = 2; octave < 11; octave++) z += hills(col, row, octave);
            dem.z[(size_t)row * (size_t)width + (size_t)col] = (float)(z < 600 ? 600 : z);
        }
    }
    return dem;
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double began;
static double sweep_s;

// The time since the last step.
static void report(const char *step, size_t cells)
{
    double seconds = cpu_seconds() - began;
    if (sweep_s == 0) sweep_s = seconds;
    printf("%-22s cpu %7.3f s %8.1f million cells/s %7.1f sweeps\n", step, seconds, (double)cells / seconds * 1e-6,
           seconds / sweep_s);
    began = cpu_seconds();
}

static void sweep(const float *z, size_t cells, float *out)
{
    for (size_t i = 0; i < cells; i++) out[i] = z[i] + 1;
}

// By InVEST's rules; sum is there.
static void time_weights(Arena *arena, const float *filled, int width, int height, double *sum)
{
    size_t cells = flow_cells(width, height);
    uint32_t *weights = arena_array(arena, cells, sizeof *weights);
    uint8_t *stream = arena_array(arena, cells, 1);
    memset(weights, 1, cells * sizeof *weights);
    memset(stream, 1, cells);
    began = cpu_seconds();
    weights_d8((FlowHeights){filled, NULL}, width, height, weights);
    report("D8 weights", cells);
    weights_mfd((FlowHeights){filled, NULL}, width, height, weights);
    report("MFD weights", cells);
    FlowOrder order = order_weights(arena, weights, width, height);
    report("order by weights", cells);
    accumulate_weights(weights, width, height, order, NULL, sum);
    report("sums by weights", cells);
    stream_trace(weights, sum, width, height, 1000, 0.7, stream);
    report("streams traced", cells);
    distance_weights(weights, width, height, order, stream, NULL, COST_OF_RECEIVER, sum);
    report("distance by weights", cells);
}

static void time_steps(Arena *arena, const Dem *dem)
{
    int width = dem->width, height = dem->height;
    size_t cells = flow_cells(width, height);
    float *filled = arena_array(arena, cells, sizeof *filled);
    uint8_t *direction = arena_array(arena, cells, 1);
    double *sum = arena_array(arena, cells, sizeof *sum);
    uint32_t *count = arena_array(arena, cells, sizeof *count);
    memset(filled, 1, cells * sizeof *filled); // pages are there before the clock starts
    memset(direction, 1, cells);
    memset(sum, 1, cells * sizeof *sum);
    memset(count, 1, cells * sizeof *count);
    began = cpu_seconds();
    sweep(dem->z, cells, filled);
    report("memory sweep", cells);
    fill_depressions(dem->z, width, height, filled);
    report("fill", cells);
    uint32_t *mask = flat_mask(arena, filled, width, height);
    report("flats", cells);
    FlowSurface surface = {width, height, filled, mask};
    direction_d8(&surface, direction);
    report("D8 directions", cells);
    FlowOrder order = order_downstream(arena, &surface);
    report("order", cells);
    accumulate_count(direction, width, height, order, count);
    report("D8 counts", cells);
    accumulate_d8(direction, width, height, order, NULL, sum);
    report("D8 sums", cells);
    accumulate_mfd(&surface, order, NULL, sum);
    report("MFD sums", cells);
    accumulate_dinf(&surface, order, NULL, sum);
    report("D-infinity sums", cells);
    time_weights(arena, filled, width, height, sum);
    size_t flat = 0, raised = 0;
    for (size_t i = 0; i < cells; i++) {
        flat += mask[i] > 0 ? 1 : 0;
        raised += filled[i] > dem->z[i] ? 1 : 0;
    }
    printf("%d x %d cells, %zu valid, %zu raised, %zu in flats\n", width, height, order.count, raised, flat);
}

int main(int argc, char **argv)
{
    Arena *arena = arena_open();
    Dem dem = {0};
    Err err = {0};
    land_start();
    int width = argc == 3 ? (int)strtol(argv[1], NULL, 10) : 0, height = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    bool ok = argc == 2 ? read_dem(arena, argv[1], &dem, &err) : width > 0 && height > 0;
    if (!ok) fprintf(stderr, "flow: %s\n", argc == 2 ? err.text : "usage: flow FILE, flow COLS ROWS");
    if (ok && argc == 3) dem = make_dem(arena, width, height);
    if (ok) time_steps(arena, &dem);
    arena_close(arena);
    return ok ? 0 : 1;
}
