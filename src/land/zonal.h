// zonal.h - qingshan zonal: statistics of polygons over rasters, from files to a table or map.
//
// Rasters on one lattice (corner, cell, size, coordinate system) share one index of covered fractions (zone_index.h);
// the zones are brought into each coordinate system that the rasters have, and a raster's values are never resampled.
// Statistics are those of zone_stats.h.
#ifndef QINGSHAN_LAND_ZONAL_H
#define QINGSHAN_LAND_ZONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

typedef struct ZonalRequest {
    const char *zones; // any OGR source of polygons
    const char *layer; // NULL: the only one
    const char *key;   // field of the first column; NULL: numbers from 1 under "zone"
    const char *const *rasters;
    size_t raster_count; // at least 1
    int band;            // of each raster, from 1; 0: the only one
    const char *stats;   // "count,mean,fraction"; their order is that of the columns
    const char *out;     // .csv, .gpkg, .fgb, .parquet; none of the inputs
    const char *index;   // a file that keeps the covered fractions on the first raster's lattice; NULL: none is kept
    int jobs;            // 0: as many as there are processors; they change no byte
} ZonalRequest;

// Writes a table (zone_table.h): the key, then RASTER_STAT of every raster, RASTER being the file's name without folder
// and ending, made unique by _2, _3, ...; a row a zone in the zones' order; a field is empty where there is no value.
// An index that is there and of these zones (their files' size and time of change, else their digest), layer, key and
// lattice is used, and the zones are not read; else it is written. ERR_INPUT when the file is no whole index.
// ERR_USAGE: unknown statistic. ERR_REFUSED: another ending; an output that is an input; a raster without coordinate
// system. ERR_MISSING, ERR_INPUT: files; several bands and no `band`. No file is left then.
MUST_CHECK bool zonal_write(const ZonalRequest *request, Err *err);

#endif
