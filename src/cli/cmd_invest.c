// cmd_invest.c - qingshan invest MODEL ARGS.json --workspace W; getspec MODEL.
#include <stdio.h>

#include "base/message.h"
#include "base/text.h"
#include "cli/cli.h"
#include "gep/invest/run.h"

enum { JOBS_MAX = 64 };

static bool take_word(Args *args, const char *what, const char **word, Err *err)
{
    *word = args_next(args);
    return *word != NULL || err_set(err, ERR_USAGE, _("%s is missing"), what);
}

static bool take_options(Args *args, InvestRequest *request, Err *err)
{
    request->final_only = args_flag(args, "--final-only");
    return args_value(args, "--workspace", &request->workspace, err) &&
           args_value(args, "--suffix", &request->suffix, err) &&
           args_int(args, "--jobs", 1, JOBS_MAX, &request->jobs, err);
}

bool cmd_invest(Args *args, Err *err)
{
    InvestRequest request = {0};
    bool validate = args_flag(args, "--validate");
    if (!take_options(args, &request, err) || !take_word(args, _("MODEL"), &request.model, err)) return false;
    if (text_equal(request.model, "getspec"))
        return args_only(args, _("MODEL"), &request.model, err) && invest_getspec(request.model, stdout, err);
    if (!args_only(args, "ARGS.json", &request.args, err)) return false;
    return validate ? invest_validate(&request, stdout, err) : invest_run(&request, stderr, err);
}
