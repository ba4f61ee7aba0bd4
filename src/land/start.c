// start.c - GDAL made ready: drivers, cache, and its messages kept for our own error texts.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>

#include "base/calendar.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "land/land_internal.h"
#include "land/raster.h"

enum { CACHE_BYTES = 64 << 20 };

// Drivers that fetch over a network: an account depends on files only.
static const char *const NETWORK_DRIVERS =
    "HTTP WMS WCS WMTS DAAS PLMOSAIC EEDA EEDAI OGCAPI NGW STACTA STACIT WFS CSW Carto AmigoCloud Elastic GeoRSS "
    "MongoDBv3 PLSCENES CouchDB Cloudant";

static _Thread_local struct {
    char text[700];
    bool failed;
} last;

static void keep_message(CPLErr kind, CPLErrorNum number, const char *text)
{
    (void)number;
    if (kind == CE_None || kind == CE_Debug) return;
    if (last.failed && kind == CE_Warning) return; // the failure says more
    last.failed = last.failed || kind == CE_Failure || kind == CE_Fatal;
    snprintf(last.text, sizeof last.text, "%s", text);
    for (char *c = last.text; *c; c++) {
        if (*c == '\n' || *c == '\r') *c = ' ';
    }
    size_t size = strlen(last.text);
    while (size > 0 && !text_is_utf8(last.text, size)) last.text[--size] = '\0'; // cut inside a character
}

const char *land_message(void)
{
    return last.text;
}

void land_message_clear(void)
{
    last.text[0] = '\0';
    last.failed = false;
}

bool land_failed(void)
{
    return last.failed;
}

bool land_path_is_remote(const char *path)
{
    static const char *const prefixes[] = {"http:",  "https:",  "ftp:",      "/vsicurl", "/vsis3",   "/vsigs",
                                           "/vsiaz", "/vsioss", "/vsiswift", "/vsiadls", "/vsihdfs", "/vsiwebhdfs"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (strncasecmp(path, prefixes[i], strlen(prefixes[i])) == 0) return true;
    }
    return false;
}

bool land_check_plain(const char *path, Err *err)
{
    if (!file_is_special(path)) return true;
    return err_set(err, ERR_INPUT, _("%s is not a plain file (a pipe or a device); copy its contents into one"), path);
}

char **land_options(const char *const *texts)
{
    char **list = NULL;
    while (*texts) list = CSLAddString(list, *texts++);
    return list;
}

static void start(void)
{
    CPLSetErrorHandler(keep_message);
    CPLSetConfigOption("GDAL_SKIP", NETWORK_DRIVERS);
    GDALAllRegister();
    GDALSetCacheMax64(CACHE_BYTES);
    land_message_clear();
}

void land_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
}

void land_cache_for(int width, int count)
{
    int64_t wanted = CACHE_BYTES + (int64_t)count * width * LATTICE * (int64_t)sizeof(float), most = INT64_C(2) << 30;
    land_start();
    if (wanted > most) wanted = most;
    if (wanted > GDALGetCacheMax64()) GDALSetCacheMax64(wanted);
}

// ---- dates

void land_set_date(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;
    if (!epoch || !text_to_int64(epoch, &seconds) || seconds < 0 || seconds > INT64_C(253402300799)) seconds = 0;
    Date day = calendar_from_day_number((int)(seconds / 86400));
    int rest = (int)(seconds % 86400);
    char date[64];
    snprintf(date, sizeof date, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", day.year, day.month, day.day, rest / 3600,
             rest / 60 % 60, rest % 60);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", date);
}

void land_unset_date(void)
{
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
}
