// swy_flow.h - seasonal water yield: where water goes, and where the streams are.
#ifndef QINGSHAN_GEP_INVEST_SWY_FLOW_H
#define QINGSHAN_GEP_INVEST_SWY_FLOW_H

#include "gep/invest/whole.h"
#include "land/flow/order.h"

typedef struct SwyFlow {
    uint32_t *weights; // land/flow/weights.h
    FlowOrder order;
    uint8_t *stream; // 255 where the elevation model has no data
} SwyFlow;

// Reads the elevation model onto the frame; writes dem_aligned, pit_filled_dem, flow_dir, flow_accum and stream. On
// `arena`.
MUST_CHECK bool swy_flow(InvestRun *run, Arena *arena, const StripsInput *dem, const Frame *frame, SwyFlow *out,
                         Err *err);

#endif
