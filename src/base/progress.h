// progress.h - how far long work is: "0...10...20...30 ... 100 - done." with remaining time on a terminal, nothing in a
// pipe.
#ifndef QINGSHAN_BASE_PROGRESS_H
#define QINGSHAN_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

void progress_set_quiet(bool quiet);
// One progress line at a time, on stderr, only when stderr is a terminal. label is in the user's language.
void progress_start(const char *label, size_t total);
void progress_step(size_t done); // absolute; any thread may call
void progress_end(void);

#endif
