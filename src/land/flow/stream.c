#include "land/flow/stream.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "land/flow/queue.h"
#include "land/flow/weights.h"

void stream_mark(const double *sum, size_t cells, double threshold, uint8_t *stream)
{
    assert(threshold > 0);
    for (size_t i = 0; i < cells; i++) stream[i] = (uint8_t)(isnan(sum[i]) ? STREAM_NODATA : sum[i] >= threshold);
}

void stream_mark_count(const uint32_t *count, size_t cells, uint32_t threshold, uint8_t *stream)
{
    assert(threshold > 0);
    for (size_t i = 0; i < cells; i++) stream[i] = (uint8_t)(count[i] == 0 ? STREAM_NODATA : count[i] >= threshold);
}

void stream_above(const double *sum, size_t cells, double threshold, uint8_t *stream)
{
    for (size_t i = 0; i < cells; i++) stream[i] = (uint8_t)(isnan(sum[i]) ? STREAM_NODATA : sum[i] > threshold);
}

enum { PASSED = 2 }; // enough for joining streams only

typedef struct Trace {
    const uint32_t *weights;
    const double *sum;
    FlowSteps steps;
    double enough, joining;
    uint8_t *stream;
    FlowStack queue, joined;
} Trace;

static bool is_outlet(const Trace *trace, size_t cell)
{
    unsigned present = flow_present(&trace->steps, cell);
    for (int k = 0; k < 8; k++) {
        if (flow_weight(trace->weights[cell], k) == 0) continue;
        if (!(present >> k & 1) || isnan(trace->sum[flow_step(&trace->steps, cell, k)])) return true;
    }
    return false;
}

// What has been passed downstream of a stream's cell becomes stream.
static void join_downstream(Trace *trace, size_t cell)
{
    FlowStack *joined = &trace->joined;
    joined->count = 0;
    flow_stack_push(joined, cell);
    for (size_t at = 0; at < joined->count; at++) {
        size_t from = joined->cells[at];
        unsigned present = flow_present(&trace->steps, from);
        for (int k = 0; k < 8; k++) {
            if (flow_weight(trace->weights[from], k) == 0 || !(present >> k & 1)) continue;
            size_t next = flow_step(&trace->steps, from, k);
            if (trace->stream[next] != PASSED) continue;
            trace->stream[next] = 1;
            flow_stack_push(joined, next);
        }
    }
}

static void go_up_from(Trace *trace, size_t cell)
{
    unsigned present = flow_present(&trace->steps, cell);
    for (int k = 0; k < 8; k++) {
        if (!(present >> k & 1)) continue;
        size_t from = flow_step(&trace->steps, cell, k);
        if (flow_weight(trace->weights[from], k ^ 4) == 0) continue;
        if (trace->stream[from] == 1 || trace->stream[from] == PASSED || !(trace->sum[from] >= trace->joining))
            continue;
        bool enough = trace->sum[from] >= trace->enough;
        trace->stream[from] = enough ? 1 : PASSED;
        flow_stack_push(&trace->queue, from);
        if (enough) join_downstream(trace, from);
    }
}

static void visit(Trace *trace, size_t cell)
{
    if (isnan(trace->sum[cell]) || trace->stream[cell] != STREAM_NODATA) return;
    trace->stream[cell] = 0;
    if (trace->sum[cell] < trace->enough || !is_outlet(trace, cell)) return;
    trace->stream[cell] = 1;
    trace->queue.count = 0;
    flow_stack_push(&trace->queue, cell);
    for (size_t at = 0; at < trace->queue.count; at++) go_up_from(trace, trace->queue.cells[at]);
}

void stream_trace(const uint32_t *weights, const double *sum, int width, int height, double threshold,
                  double proportion, uint8_t *stream)
{
    Arena *arena = arena_open();
    size_t cells = flow_cells(width, height);
    Trace trace = {weights, sum,    flow_steps(width, height), threshold, proportion * threshold, stream,
                   {arena}, {arena}};
    for (size_t i = 0; i < cells; i++) stream[i] = STREAM_NODATA;
    for (size_t at = 0; at < flow_pieces(width, height); at++) {
        FlowPiece piece = flow_piece(width, height, at);
        for (size_t i = piece.first; i < piece.first + piece.count; i++) visit(&trace, i);
    }
    for (size_t i = 0; i < cells; i++)
        if (stream[i] == PASSED) stream[i] = 0;
    arena_close(arena);
}
