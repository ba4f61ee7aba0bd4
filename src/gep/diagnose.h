// diagnose.h - where the holes are: what --diagnose leaves for a person to look at.
#ifndef QINGSHAN_GEP_DIAGNOSE_H
#define QINGSHAN_GEP_DIAGNOSE_H

#include "gep/pass.h"

// After a pass with PassJob.diagnose: keeps hole-CODE.tif (1 hole, 0 valid) of services that have holes and draws
// hole-CODE.png beside it; removes the others.
MUST_CHECK bool diagnose_finish(const PassJob *job, Err *err);

#endif
