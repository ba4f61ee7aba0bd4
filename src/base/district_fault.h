// district_fault.h - faults of district.yaml told with file, line, column and key. Private to district*.c.
#ifndef QINGSHAN_BASE_DISTRICT_FAULT_H
#define QINGSHAN_BASE_DISTRICT_FAULT_H

#include <cyaml/cyaml.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/outline.h"

typedef struct DistrictSource { // what is being read, and where faults go
    Arena *arena;
    const char *file;
    const Outline *outline;
    Err *err;
} DistrictSource;

// Sets ERR_INPUT "FILE, line L, column C, key PATH: what is wrong" and returns false. A path that is not there is
// placed at what encloses it.
bool district_fault(const DistrictSource *source, const char *path, const char *format, ...) PRINTF_LIKE(3, 4);

// Collects what libcyaml logs: `district_trace_log` is its log_fn, a zeroed trace its log_ctx.
enum { DISTRICT_TRACE_MAX = OUTLINE_DEPTH_MAX + 1 };
typedef struct DistrictStep {
    char key[OUTLINE_KEY_SIZE_MAX + 1]; // "" for an entry of a list
    unsigned index;                     // 0 for a key, or when no key was read yet
} DistrictStep;
typedef struct DistrictTrace {
    char subject[OUTLINE_KEY_SIZE_MAX + 1]; // the word after the last colon of libcyaml's message
    char wanted[32];                        // "SEQUENCE" of "Expecting SEQUENCE, ..."
    DistrictStep steps[DISTRICT_TRACE_MAX]; // innermost first, as libcyaml tells them
    size_t count;
} DistrictTrace;
void district_trace_log(cyaml_log_t level, void *trace, const char *format, va_list args);
// The fault that libcyaml found, in words; returns false.
bool district_fault_cyaml(const DistrictSource *source, cyaml_err_t code, const DistrictTrace *trace);

#endif
