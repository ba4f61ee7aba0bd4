// cancel.h - Ctrl-C: a flag that long work looks at. No work is done in the signal handler itself: what a second signal
// cuts short leaves its unfinished output, which the next run removes (file.h, raster.h).
#ifndef QINGSHAN_BASE_CANCEL_H
#define QINGSHAN_BASE_CANCEL_H

#include <stdbool.h>

#include "base/err.h"

void cancel_install(void); // SIGINT, SIGTERM, SIGHUP set the flag; a second of any kills
bool cancel_asked(void);
MUST_CHECK bool cancel_check(Err *err); // false with ERR_CANCELLED when asked
void cancel_request(bool value);        // sets or clears the flag; for tests

#endif
