// pass.h - one pass over the land: every block read once, all services computed while it is at hand, sums kept by
// (service, class, town).
//
// The pass works lattice cell by lattice cell (grid.h). Within one, cells are taken row by row in chunks of CHUNK that
// hold only cells inside the district. Sums of a lattice cell are added to the totals in lattice order, so threads,
// blocks and their order change no bit. In tabular mode the table's rows are the cells.
#ifndef QINGSHAN_GEP_PASS_H
#define QINGSHAN_GEP_PASS_H

#include "gep/plan.h"
#include "gep/unknown_codes.h"

// Channels of one (class, town) pair. Channel 0 is area in m2; a service has its own run from ServicePlan.channel on.
enum {
    CHANNEL_ELIGIBLE_M2, // of classes that count, and land without a class
    CHANNEL_VALID_M2,
    CHANNEL_FILLED_M2, // valid by a fill rule
    CHANNEL_FILLED,    // headline quantity there
    CHANNEL_INFERRED,  // headline quantity on land whose class is inferred
    CHANNEL_CLAMPED_CELLS,
    CHANNEL_CLAMPED, // what was clamped away, of the flows, as a positive number
    CHANNEL_FLOWS,   // then flow_count actual sums, then flow_count normal sums
};

typedef struct PassOptions {
    int jobs;
    int block;        // 256, 512, 1024 cells a side; 0: chosen by the files' tiles
    int overview_max; // pixels a side; 0: no overviews
} PassOptions;

typedef struct PassResult {
    size_t channel_count, pair_count; // pair = class * (zone_count + 1) + zone
    double *sums;                     // [pair * channel_count + channel]
    double *transition_m2;            // [class before * class_count + class], or NULL
    int overview_step, overview_width, overview_height;
    float **overviews; // [ServicePlan.overview ...] yuan/m2, NaN outside; NULL without overview_max
    size_t overview_count;
    uint64_t cells;   // cells with a share
    double *parcels;  // [parcel * ParcelPlan.column_count + column], NULL without parcels
    Outside *outside; // [plan->slot_count]: values of maps and stations outside their range (ranges.h)
    UnknownCodes unknown;
} PassResult;

typedef struct PassJob { // one year
    Plan *plan;
    const double *yuan; // [(service * FLOW_MAX + flow) * CLASS_MAX + class]: value of a unit of flow, for overviews and
                        // maps; NULL: none
    const char *maps;   // folder for Cloud-Optimised GeoTIFFs, or NULL
    const char *diagnose; // folder for hole-CODE.tif, or NULL
    PassResult result;    // filled; lives on plan->arena
} PassJob;

// Sets ServicePlan.channel and runs the first pass for statistics where needed, then one pass for all years together: a
// layer that several of them use is read once. All plans have the same grid (pass_together says so).
MUST_CHECK bool pass_run(PassJob *jobs, size_t count, const PassOptions *options, Err *err);
bool pass_together(const Plan *a, const Plan *b);
double pass_sum(const PassResult *result, const Plan *plan, int class_index, int zone, int channel);

#endif
