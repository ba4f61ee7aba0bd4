// cmd_account.c - qingshan account DIR ..., qingshan account verify OUT.
#include <string.h>

#include "base/message.h"
#include "cli/cli.h"
#include "gep/run.h"

enum { JOBS_MAX = 64 };

static bool verify(Args *args, Err *err)
{
    const char *out;
    int jobs = 0;
    args_next(args);
    return args_int(args, "--jobs", 1, JOBS_MAX, &jobs, err) && args_only(args, _("OUT"), &out, err) &&
           run_verify(out, jobs, stdout, err);
}

static bool block_ok(int block, Err *err)
{
    return block == 0 || block == 256 || block == 512 || block == 1024 ||
           err_set(err, ERR_USAGE, _("--block takes 256, 512 or 1024"));
}

bool cmd_account(Args *args, Err *err)
{
    if (args->count > 0 && strcmp(args->words[0], "verify") == 0) return verify(args, err);
    RunOptions options = {.chinese = message_is_chinese()};
    const char *year = NULL;
    options.maps = args_flag(args, "--maps");
    options.json = args_flag(args, "--json");
    options.dry_run = args_flag(args, "--dry-run");
    if (!args_value(args, "--year", &year, err) || !args_value(args, "--out", &options.out, err) ||
        !args_value(args, "--diagnose", &options.diagnose, err))
        return false;
    if (!args_int(args, "--jobs", 1, JOBS_MAX, &options.jobs, err) ||
        !args_int(args, "--block", 256, 1024, &options.block, err) || !block_ok(options.block, err))
        return false;
    if (!args_only(args, _("DIR"), &options.folder, err)) return false;
    if (year == NULL) return err_set(err, ERR_USAGE, _("--year is missing"));
    if (options.out == NULL && !options.dry_run) return err_set(err, ERR_USAGE, _("--out is missing"));
    return args_years(year, &options.year_first, &options.year_last, err) && run_account(&options, stdout, err);
}
