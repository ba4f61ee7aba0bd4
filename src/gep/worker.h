// worker.h - one thread's hands in a pass: its own datasets and arrays; evaluates nodes for a chunk of cells.
#ifndef QINGSHAN_GEP_WORKER_H
#define QINGSHAN_GEP_WORKER_H

#include "gep/plan.h"
#include "gep/unknown_codes.h"

typedef struct Chunk { // cells of one lattice cell (or rows of the cells table), in order
    size_t count;
    const uint16_t *cell;        // index within the lattice cell, or the table's row
    const uint16_t *class_index; // 0: no class
    const uint8_t *inferred;
    size_t share_count;
    const Share *shares;        // of these cells, ordered; shares[].cell counts within the lattice cell
    const uint16_t *share_cell; // index into the chunk for each share
    const double *area_m2;      // true area of the whole cell
} Chunk;

typedef struct Worker Worker;
typedef struct WorkerOptions {
    int block;          // side of the largest block, in cells
    const bool *needed; // [node]: the nodes to evaluate; NULL means all. Other layers are not opened
    // Workers of other years, the same thread, the same grid and block: a layer that one of them reads too is not
    // opened; its tile is theirs, and they must read first.
    Worker *const *earlier;
    size_t earlier_count;
    Worker *
        sibling; // of another thread, same plan, or NULL: tiles that serve several blocks are read through its datasets
} WorkerOptions;
MUST_CHECK bool worker_open(const Plan *plan, const WorkerOptions *options, Worker **out, Err *err);
void worker_close(Worker *worker);
// Reads all needed layers for a block (cells of the grid).
MUST_CHECK bool worker_read(Worker *worker, Window block, Err *err);
// Takes one lattice cell of the block read: false when it has no cell inside the district.
bool worker_take(Worker *worker, size_t lattice_index);
// The next chunk of what was taken, with every needed node evaluated; false at the end.
bool worker_next(Worker *worker, Chunk *out);
// Tabular mode: the same over the rows of the cells table.
void worker_take_rows(Worker *worker);
const double *worker_values(const Worker *worker, int node, int month);
const uint8_t *worker_filled(const Worker *worker, int node); // NULL when the node cannot be filled
// The service's flows for the chunk at hand: out[flow] are arrays of CHUNK.
void worker_flows(Worker *worker, const ServicePlan *service, int scenario, double *const *out);
// Adds what lay outside its range, of all chunks so far: sum[plan->slot_count].
void worker_outside(const Worker *worker, Outside *sum);
// Ecosystem class of the earlier land map, for each cell of the chunk; NULL without one.
const uint16_t *worker_class_before(const Worker *worker);
// Met so far.
const UnknownCodes *worker_unknown_codes(const Worker *worker);

#endif
