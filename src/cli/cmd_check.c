// cmd_check.c - qingshan check DIR.
#include "base/message.h"
#include "cli/cli.h"
#include "gep/run.h"

bool cmd_check(Args *args, Err *err)
{
    const char *folder, *year = NULL;
    int first = 0, last;
    bool json = args_flag(args, "--json");
    if (!args_value(args, "--year", &year, err) || !args_only(args, _("DIR"), &folder, err)) return false;
    if (year != NULL && !args_years(year, &first, &last, err)) return false;
    return run_check(folder, first, 0, json, stdout, err);
}
