// cmd_zonal.c - qingshan zonal ZONES RASTER... -o OUT.
#include "base/message.h"
#include "cli/cli.h"
#include "land/zonal.h"

enum { JOBS_MAX = 64, BAND_MOST = 65535 };

static bool take_options(Args *args, ZonalRequest *request, Err *err)
{
    if (!args_value(args, "-o", &request->out, err) || !args_value(args, "--stats", &request->stats, err) ||
        !args_value(args, "--key", &request->key, err) || !args_value(args, "--layer", &request->layer, err) ||
        !args_value(args, "--index", &request->index, err) ||
        !args_int(args, "--band", 1, BAND_MOST, &request->band, err) ||
        !args_int(args, "--jobs", 1, JOBS_MAX, &request->jobs, err))
        return false;
    if (!args_no_options(args, err)) return false;
    if (request->out == NULL) return err_set(err, ERR_USAGE, _("%s is missing"), "-o");
    return request->stats != NULL || err_set(err, ERR_USAGE, _("%s is missing"), "--stats");
}

bool cmd_zonal(Args *args, Err *err)
{
    ZonalRequest request = {0};
    if (!take_options(args, &request, err)) return false;
    request.zones = args_next(args);
    if (request.zones == NULL) return err_set(err, ERR_USAGE, _("%s is missing"), _("ZONES"));
    if (args->count == 0) return err_set(err, ERR_USAGE, _("%s is missing"), _("RASTER"));
    request.rasters = args->words;
    request.raster_count = (size_t)args->count;
    return zonal_write(&request, err);
}
