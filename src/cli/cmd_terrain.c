// cmd_terrain.c - qingshan terrain PRODUCT DEM OUT.
#include <stdio.h>

#include "base/message.h"
#include "base/text.h"
#include "cli/cli.h"
#include "gep/terrain_tool.h"

static bool take_threshold(Args *args, double *threshold, Err *err)
{
    const char *text = NULL;
    if (!args_value(args, "--threshold", &text, err)) return false;
    if (text == NULL) return true;
    if (text_to_double(text, threshold) && *threshold > 0) return true;
    return err_set(err, ERR_USAGE, _("--threshold takes a number of cells above 0, not \"%s\""), text);
}

enum { SNAP_MOST = 1000, BAND_MOST = 65535 };

static bool take_options(Args *args, TerrainRequest *request, Err *err)
{
    return args_value(args, "--method", &request->method, err) &&
           args_value(args, "--weights", &request->weights, err) &&
           args_value(args, "--outlets", &request->outlets, err) &&
           args_int(args, "--band", 1, BAND_MOST, &request->band, err) &&
           args_int(args, "--snap", 0, SNAP_MOST, &request->snap, err) &&
           take_threshold(args, &request->threshold, err);
}

static bool take_word(Args *args, const char *what, const char **word, Err *err)
{
    *word = args_next(args);
    return *word != NULL || err_set(err, ERR_USAGE, _("%s is missing"), what);
}

bool cmd_terrain(Args *args, Err *err)
{
    TerrainRequest request = {0};
    return take_options(args, &request, err) && take_word(args, _("PRODUCT"), &request.product, err) &&
           take_word(args, _("DEM"), &request.dem, err) && args_only(args, _("OUT"), &request.out, err) &&
           terrain_write(&request, stdout, err);
}
