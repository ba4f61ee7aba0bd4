// zone_stats.h - statistics of zones over one raster, weighted by the covered fraction of each cell.
//
// w: covered fraction of a cell that has a value v. Sums are formed by patch and zone and added in patch order, so that
// threads change no byte. Halves and ties are told with a relative slack of 1e-12, since fractions carry rounding.
#ifndef QINGSHAN_LAND_ZONE_STATS_H
#define QINGSHAN_LAND_ZONE_STATS_H

#include "base/err.h"
#include "land/raster.h"
#include "land/zone_index.h"

typedef enum ZoneStat {
    ZONE_COUNT,    // sum w; 0 where no cell has a value, and then all others but the fraction are NaN
    ZONE_SUM,      // sum w v
    ZONE_MEAN,     // sum w v / sum w
    ZONE_MIN,      // over the cells with w > 0
    ZONE_MAX,      //
    ZONE_STDEV,    // sqrt(sum w (v - mean)^2 / sum w)
    ZONE_MEDIAN,   // lower: the least v such that the cells with no greater value hold half of sum w or more
    ZONE_MAJORITY, // the v with the greatest sum w; of several, the least
    ZONE_FRACTION, // sum w / the zone's area in cells; within 1e-9 of 1 it is 1
    ZONE_STATS
} ZoneStat;

typedef struct ZoneResult {
    double stat[ZONE_STATS];
} ZoneResult;

typedef struct ZoneFold {
    const ZoneIndex *index; // of the raster's lattice
    size_t zone_count;
    const char *path;
    int band; // of it, from 1; 0: the first
    const RasterInfo *info;
    bool distribution;   // median and majority too (NaN otherwise): 16 bytes for each cell of each zone
    size_t samples_most; // cells that may be held for that at once, beyond a single zone; the raster is read again for
                         // further zones. 0: 32 million
    int jobs;
} ZoneFold;

// results[zone_count]. Errors: as raster_reopen and raster_read_doubles.
MUST_CHECK bool zone_stats_fold(const ZoneFold *fold, ZoneResult *results, Err *err);

#endif
