// parallel.h - the same work on many items by several threads.
//
// Which thread takes which item is not determined; results must not depend on it. The work writes to slots
// by `index`, or uses memory of its own by `worker` (0 .. jobs-1).
#ifndef QINGSHAN_BASE_PARALLEL_H
#define QINGSHAN_BASE_PARALLEL_H

#include <stddef.h>

#include "base/err.h"

typedef bool ParallelWork(void *context, int worker, size_t index, Err *err);

int parallel_cores(void); // processors this process may use
// jobs threads (1 runs in the caller's thread) take items 0 .. count-1 in order. The first failure by index among those
// that ran stops the rest and is reported; so does cancel_asked().
MUST_CHECK bool parallel_for(int jobs, size_t count, ParallelWork *work, void *context, Err *err);

#endif
