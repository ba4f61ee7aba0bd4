// tally.h - what one lattice cell adds up to: sums by (class, town), overview pixels, map tiles. One thread's.
#ifndef QINGSHAN_GEP_TALLY_H
#define QINGSHAN_GEP_TALLY_H

#include "gep/pass.h"
#include "gep/worker.h"

typedef struct TallySums { // of one lattice cell; pairs in order of first mention
    size_t pair_count, transition_count;
    uint32_t *pairs;
    double *values; // [pair * channel_count + channel]
    struct TallyTransition {
        size_t pair;
        double area_m2;
    } * transitions;
    uint64_t cells;
    double *parcels; // parcel_tally.h; NULL: none there
} TallySums;
void tally_sums_free(TallySums *sums); // NULL is allowed

// The rasters that the pass writes: values and quantities with --maps, holes with --diagnose.
typedef struct MapSet MapSet;
MUST_CHECK bool map_set_open(const PassJob *job, MapSet **out, Err *err);
MUST_CHECK bool map_set_finish(MapSet *maps, Err *err);
void map_set_abandon(MapSet *maps);
bool map_set_is_empty(const MapSet *maps);
// One tile of one service; which: 0 quantity, 1 value, 2 holes. Nothing happens where that map is not asked for.
MUST_CHECK bool map_set_write(MapSet *maps, size_t service, int which, Window window, const float *values, Err *err);

typedef struct Tally Tally;
Tally *tally_open(const PassJob *job);
void tally_close(Tally *tally);
void tally_start(Tally *tally, size_t lattice_index, Window lattice);
void tally_chunk(Tally *tally, Worker *worker, const Chunk *chunk);
MUST_CHECK bool tally_maps(Tally *tally, MapSet *maps, Err *err);
// The sums, for the caller to free; overview pixels go to their places in result (no two lattice cells share one).
TallySums *tally_end(Tally *tally, PassResult *result);

#endif
