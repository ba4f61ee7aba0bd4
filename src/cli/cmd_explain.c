// cmd_explain.c - qingshan explain OUT1 OUT2.
#include <stdio.h>

#include "base/message.h"
#include "cli/cli.h"
#include "gep/explain/explain_run.h"

enum { JOBS_MAX = 64 };

bool cmd_explain(Args *args, Err *err)
{
    ExplainOptions options = {.json = args_flag(args, "--json"), .chinese = message_is_chinese()};
    if (!args_value(args, "--out", &options.out, err) || !args_int(args, "--jobs", 1, JOBS_MAX, &options.jobs, err))
        return false;
    for (int i = 0; i < args->count; i++) {
        if (args->words[i][0] == '-') return err_set(err, ERR_USAGE, _("unknown option %s"), args->words[i]);
    }
    options.out1 = args_next(args);
    options.out2 = args_next(args);
    if (options.out1 == NULL) return err_set(err, ERR_USAGE, _("%s is missing"), "OUT1");
    if (options.out2 == NULL) return err_set(err, ERR_USAGE, _("%s is missing"), "OUT2");
    if (args->count > 0) return err_set(err, ERR_USAGE, _("one word too many: %s"), args->words[0]);
    return explain_run(&options, stdout, err);
}
