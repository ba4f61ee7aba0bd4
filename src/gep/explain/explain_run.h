// explain_run.h - from two OUT folders to a text, or a folder with explain.json and explain.xlsx.
#ifndef QINGSHAN_GEP_EXPLAIN_EXPLAIN_RUN_H
#define QINGSHAN_GEP_EXPLAIN_EXPLAIN_RUN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"

typedef struct ExplainOptions {
    const char *out1, *out2; // the account before, the account after
    const char *out;         // NULL: no documents
    int jobs;                // 0: all processors
    bool json, chinese;
} ExplainOptions;

// Prints the causes (or explain.json) to `print`. With `out` the folder appears whole or not at all. ERR_REFUSED as
// explain_open has it, or when `out` is one of the two accounts or holds anything else.
MUST_CHECK bool explain_run(const ExplainOptions *options, FILE *print, Err *err);

#endif
