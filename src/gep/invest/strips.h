// strips.h - one pass over a frame, strip by strip: every input is read once, all outputs are computed together,
// written, and summed by zone.
//
// Strips of STRIP_ROWS rows. While one is written the next is read, each file by one thread at a time and from top to
// bottom; cells are computed by several threads. Sums are formed by row, or by zone and STRIP_GROUP rows, and added
// from the north; so neither threads nor their number change a byte. Within a strip an output has its file's own type.
#ifndef QINGSHAN_GEP_INVEST_STRIPS_H
#define QINGSHAN_GEP_INVEST_STRIPS_H

#include <stddef.h>

#include "gep/invest/run.h"
#include "land/aligned.h"
#include "land/centres.h"
#include "land/frame.h"

enum { CHUNK_CELLS = 1024, STRIP_GROUP = 16 };

typedef struct StripsInput {
    const char *path;
    const RasterInfo *info;
    AlignedRule rule;
    const char *copy; // output that takes the values as they were read, in the raster's own type; NULL: none
} StripsInput;

typedef struct StripsOutput {
    const char *id; // of the model's outputs
    double nodata;  // what NaN becomes
    bool wide;      // Float64; else Float32
    bool by_class;  // few values in large areas: no predictor
    bool total;     // its sum is wanted
} StripsOutput;

// count cells of one row, at most CHUNK_CELLS: in[input][cell], NaN where there is no value, to out[output][cell].
typedef void StripsKernel(void *context, size_t count, const double *const *in, double *const *out);

typedef struct ZoneSum {
    double sum; // of the cells with a value
    size_t count;
} ZoneSum;

typedef struct StripsZones {
    const CentreZones *zones;
    ZoneSum *sums; // [plane index * zones->count + zone], to be filled
} StripsZones;

typedef struct Strips {
    InvestRun *run;
    const char *label; // of the progress line
    Frame frame;
    const StripsInput *inputs;
    const StripsOutput *outputs;
    size_t input_count, output_count;
    StripsKernel *kernel;
    void *context;
    const size_t *planes; // those summed by zone: an input's number, or input_count + an output's
    size_t plane_count;
    StripsZones *zones;
    size_t zones_count;
    double *totals; // by output, to be filled; NULL: none
} Strips;

// Errors: those of the files.
MUST_CHECK bool strips_run(const Strips *pass, Err *err);

#endif
