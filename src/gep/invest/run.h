// run.h - what a model's functions work with: its arguments, its workspace, the threads; and how a run is asked for.
#ifndef QINGSHAN_GEP_INVEST_RUN_H
#define QINGSHAN_GEP_INVEST_RUN_H

#include <stdio.h>

#include "base/arena.h"
#include "gep/invest/args.h"
#include "gep/invest/workspace.h"

struct InvestRun {
    Arena *arena; // of the run
    InvestArgs args;
    const char *suffix; // "" or "_..."
    bool final_only;
    int jobs;
    Workspace *workspace; // NULL while arguments are only looked at
};

const char *run_path(const InvestRun *run, const char *arg); // NULL when it is not given
double run_number(const InvestRun *run, const char *arg);    // asserts that it is a number
bool run_is_true(const InvestRun *run, const char *arg);     // as a condition
// Where an output is to be written, in the workspace under way; NULL when it is not wanted (its condition does not
// hold, or it is intermediate and only final ones were asked for). ERR_IO.
MUST_CHECK bool run_output(InvestRun *run, const char *id, const char **path, Err *err);
// The same for one of several: "qf_[MONTH]" stands for qf_1.tif and more. part: what takes the place of the brackets;
// NULL: the output is one.
MUST_CHECK bool run_output_part(InvestRun *run, const char *id, const char *part, const char **path, Err *err);

typedef struct InvestRequest {
    const char *model, *args; // name; path of the datastack
    const char *workspace;    // NULL: the datastack's workspace_dir
    const char *suffix;       // NULL: the datastack's results_suffix
    bool final_only;
    int jobs; // 0: as many as there are processors; they change no byte
} InvestRequest;

// Looks at all arguments, then computes. Each fault goes to `to` as a line; then ERR_INPUT, and nothing was written.
// ERR_USAGE: no such model.
MUST_CHECK bool invest_run(const InvestRequest *request, FILE *to, Err *err);
// Only looks, also at the codes on the land map. A line says when there is no fault.
MUST_CHECK bool invest_validate(const InvestRequest *request, FILE *to, Err *err);
// Prints what a model takes and gives, as JSON.
MUST_CHECK bool invest_getspec(const char *model, FILE *to, Err *err);

#endif
