// whole.h - rasters that are in memory as a whole: read onto a frame, written, summed by zone. For what is routed;
// what is not goes through strips.h.
#ifndef QINGSHAN_GEP_INVEST_WHOLE_H
#define QINGSHAN_GEP_INVEST_WHOLE_H

#include "gep/invest/run.h"
#include "gep/invest/strips.h"
#include "land/strip_out.h"

// All cells of the frame into out: floats when the raster is single (aligned.h), else doubles; NaN = no value.
MUST_CHECK bool whole_read(const InvestRun *run, const StripsInput *input, const Frame *frame, void *out, Err *err);
// How a copy of a raster is written: in its own type.
StripOutOptions whole_copy_options(const RasterInfo *info);

// count values of cells from `first` on into `to`, floats or doubles as WholeOutput.single says.
typedef void WholeFill(const void *context, size_t first, size_t count, void *to);

typedef struct WholeOutput {
    const char *id, *part; // of the model's outputs; see run_output_part
    StripOutOptions options;
    bool single;
    const void *values; // width * height; NULL: of fill
    WholeFill *fill;
    const void *context;
} WholeOutput;

// Those that are wanted, each by one thread.
MUST_CHECK bool whole_write(InvestRun *run, const Frame *frame, const WholeOutput *outputs, size_t count, Err *err);

// Adds the cells with a value of `rows` rows from `row` on to sums[zone], from the north; values: of these rows.
void zones_add_floats(const CentreZones *zones, const float *values, int width, int row, int rows, ZoneSum *sums);

#endif
