// model.h - what an InVEST model is to the frame: its arguments, its outputs, and the function that computes them.
//
// A model is one file in models/ that ends in its `const InvestModel invest_NAME`; the Makefile collects them. All
// texts but ids and paths are N_(). Names of arguments, outputs, fields and files are InVEST's (3.16 to 3.20).
#ifndef QINGSHAN_GEP_INVEST_MODEL_H
#define QINGSHAN_GEP_INVEST_MODEL_H

#include <stdbool.h>

#include "base/err.h"

typedef enum InvestType {
    INVEST_RASTER,
    INVEST_VECTOR, // polygons
    INVEST_CSV,
    INVEST_NUMBER,
    INVEST_INTEGER,
    INVEST_RATIO, // 0 to 1
    INVEST_PERCENT,
    INVEST_BOOLEAN,
    INVEST_STRING,
    INVEST_OPTION,
    INVEST_WORKSPACE
} InvestType;

typedef enum InvestLimit { LIMIT_NONE, LIMIT_ABOVE_ZERO, LIMIT_ZERO_OR_ONE } InvestLimit;

// Conditions (`required`, `created_if`): NULL: always; "": never; else names of arguments with and, or, not and
// parentheses, as "calc_n or calc_p". A name is true when its argument is given, is not false and is not zero.

typedef struct InvestColumn { // of a table, or a field of a vector
    const char *id;           // lower case; case does not matter in the file
    InvestType type;
    InvestLimit limit;
    const char *required;
    const char *about, *units;
    bool gaps; // cells may be empty
} InvestColumn;

typedef struct InvestArg {
    const char *id;
    InvestType type;
    const char *required;
    const char *legacy; // older names of it, with '|' between
    const char *name, *about, *units;
    InvestLimit limit;
    bool whole;                  // rasters: whole numbers; numbers: no fractions
    bool projected, metres;      // maps: a projected system; in metres
    const InvestColumn *columns; // of tables and vectors, up to one without id
    const char *index;           // tables: the column that tells rows apart
    const char *codes_of;        // tables: rasters whose codes must all stand in `index`, with '|' between
    const char *options;         // INVEST_OPTION: with '|' between
} InvestArg;

typedef enum InvestOutputType { INVEST_OUT_RASTER, INVEST_OUT_VECTOR, INVEST_OUT_CSV } InvestOutputType;

typedef struct InvestOutput {
    const char *id, *path; // path: in the workspace; the suffix goes before its ending; [X]: see run_output_part
    InvestOutputType type;
    const char *created_if;
    const char *about, *units;
    bool intermediate; // left out by --final-only
} InvestOutput;

typedef struct InvestRun InvestRun;       // run.h
typedef struct InvestFaults InvestFaults; // check.h

typedef struct InvestModel {
    const char *id, *title;
    const char *aliases;         // with '|' between; also Python names of older datastacks
    const InvestArg *args;       // up to one without id; workspace_dir, results_suffix and n_workers are added
    const InvestOutput *outputs; // likewise
    // What the tables of arguments cannot say; called when all arguments are good on their own. NULL: nothing.
    void (*check)(const InvestRun *run, InvestFaults *faults);
    bool (*run)(InvestRun *run, Err *err);
} InvestModel;

extern const InvestModel *const models[]; // by id, up to a NULL
// By id or alias; NULL when there is none.
const InvestModel *invest_model_find(const char *name);
const InvestArg *invest_model_arg(const InvestModel *model, const char *id); // NULL when there is none
// The arguments that all models have, up to one without id.
extern const InvestArg invest_common_args[];

#endif
