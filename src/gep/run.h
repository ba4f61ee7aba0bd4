// run.h - an account from a district folder to an output folder, and back: verifying one.
#ifndef QINGSHAN_GEP_RUN_H
#define QINGSHAN_GEP_RUN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "gep/account.h"

typedef struct RunOptions {
    const char *folder; // the district
    const char *out;    // OUT; with several years OUT gets one folder a year
    int year_first, year_last;
    int jobs;  // 0: all processors
    int block; // 0: chosen
    bool maps, dry_run, json, chinese;
    const char *diagnose; // or NULL
} RunOptions;

// Refuses or writes OUT whole: account.json, account.xlsx, report.pdf, inputs.lock, maps/. Prints the account (or its
// JSON) to `print`.
MUST_CHECK bool run_account(const RunOptions *options, FILE *print, Err *err);
// Everything that is wrong or doubtful, to `print`. year 0: the latest whose files are there. ERR_REFUSED when
// something is wrong.
MUST_CHECK bool run_check(const char *folder, int year, int jobs, bool json, FILE *print, Err *err);
// Recomputes from OUT/inputs.lock. ERR_REFUSED names an input that moved or changed, or the digests that differ.
MUST_CHECK bool run_verify(const char *out, int jobs, FILE *print, Err *err);

#endif
