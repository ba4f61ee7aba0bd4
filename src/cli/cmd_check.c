// cmd_check.c - qingshan check DIR.
#include "base/message.h"
#include "cli/cli.h"
#include "gep/run.h"

bool cmd_check(Args *args, Err *err)
{
    const char *folder, *year = NULL;
    int first, last;
    bool json = args_flag(args, "--json");
    if (!args_value(args, "--year", &year, err) || !args_only(args, "DIR", &folder, err)) return false;
    if (year == NULL) return err_set(err, ERR_USAGE, _("--year is missing: which year's files shall be checked?"));
    return args_years(year, &first, &last, err) && run_check(folder, first, 0, json, stdout, err);
}
