// cmd_demo.c - qingshan demo DIR.
#include "base/message.h"
#include "base/parallel.h"
#include "cli/cli.h"
#include "gep/demo/demo.h"

bool cmd_demo(Args *args, Err *err)
{
    const char *folder;
    int cell_m = 100, jobs = parallel_cores();
    if (!args_int(args, "--cell", 10, 100, &cell_m, err) || !args_int(args, "--jobs", 1, 64, &jobs, err) ||
        !args_only(args, _("DIR"), &folder, err))
        return false;
    if (cell_m != 100 && cell_m != 30 && cell_m != 10) return err_set(err, ERR_USAGE, _("--cell takes 100, 30 or 10"));
    if (!demo_write(folder, cell_m, jobs, err)) return false;
    printf(_("%s: demonstration district, cells of %d m\n"), folder, cell_m);
    return true;
}
