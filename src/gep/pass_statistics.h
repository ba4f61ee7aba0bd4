// pass_statistics.h - district-wide percentiles, found before the pass over only the layers they need.
#ifndef QINGSHAN_GEP_PASS_STATISTICS_H
#define QINGSHAN_GEP_PASS_STATISTICS_H

#include "gep/blocks.h"
#include "gep/plan.h"

// Sets every PlanStatistic's target: the nearest-rank percentile of the node's values, rounded to single precision,
// over all cells inside the district that have one (each cell counts once). Exact: upper 16 bits are counted first,
// then the lower, from memory where the values fit, else in a second sweep for each percentile. ERR_INPUT when no cell
// has a value.
MUST_CHECK bool pass_statistics(Plan *plan, int jobs, const Blocks *blocks, Err *err);
Blocks pass_blocks(const Plan *plan, int asked); // asked: cells a side, 0: chosen by the files' tiles

#endif
