// args.h - the arguments of one run: read from a datastack (.invs.json, or a bare object of arguments).
//
// A datastack is {"args": {...}, "model_id" or "model_name": ...}. As in InVEST numbers may be texts, and the texts
// "true" and "false" of any case are truth values; null and "" mean: not given; what the model does not know is left
// alone. ~ and $NAME at the beginning of a path are replaced. A relative path counts from the datastack's folder; if
// nothing is there, from the current folder. Nothing is percent-decoded. Remote paths (https://, zip+https://, ...) are
// refused. Older names: those of InvestArg.legacy, and NAME_uri for NAME_path.
#ifndef QINGSHAN_GEP_INVEST_ARGS_H
#define QINGSHAN_GEP_INVEST_ARGS_H

#include "base/arena.h"
#include "base/err.h"
#include "gep/invest/model.h"

typedef struct InvestValue {
    const InvestArg *arg;
    bool given;
    const char *text; // as given; paths: resolved
    bool is_number;   // it was a number, or a text that is one
    double number;    //
    bool is_truth;    // it was a truth value
    bool truth;       //
} InvestValue;

typedef struct InvestArgs {
    const InvestModel *model;
    size_t count;
    InvestValue *values; // the model's arguments, then the common ones
} InvestArgs;

// ERR_MISSING, ERR_INPUT: no file, no JSON, no object, of another model.
MUST_CHECK bool args_read(Arena *arena, const char *path, const InvestModel *model, InvestArgs *out, Err *err);
const InvestValue *args_value_of(const InvestArgs *args, const char *id); // asserts that the model has it
bool args_given(const InvestArgs *args, const char *id);
// See model.h on conditions; asserts that it is well formed.
bool args_condition(const InvestArgs *args, const char *condition);

#endif
