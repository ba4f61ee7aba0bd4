// land_internal.h - what the files of this folder share: GDAL's messages, handles behind the opaque types.
#ifndef QINGSHAN_LAND_LAND_INTERNAL_H
#define QINGSHAN_LAND_LAND_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include <ogr_srs_api.h>
#include <proj.h>

#include "land/crs.h"
#include "land/projection.h"

// GDAL's last warning or failure in this thread, "" when there was none since land_message_clear; one line of UTF-8.
const char *land_message(void);
void land_message_clear(void);
bool land_failed(void); // a failure (not a mere warning) came since land_message_clear
// A path that GDAL would look for on a network: refused, so that an account depends on files only.
bool land_path_is_remote(const char *path);
// A file that is neither plain nor a folder (a pipe, a device): reading it may never end.
MUST_CHECK bool land_check_plain(const char *path, Err *err);
// GeoPackage stamps its contents with the time: from here on, in this thread, with SOURCE_DATE_EPOCH (else 1970).
void land_set_date(void);
void land_unset_date(void);
// "NAME=VALUE" texts up to a NULL as GDAL's list of options; CSLDestroy ends it.
char **land_options(const char *const *texts);

// Of a dataset or layer; ERR_INPUT when it has none. `what` names it in the text.
MUST_CHECK bool crs_open_srs(OGRSpatialReferenceH srs, const char *what, Crs **out, Err *err);
OGRSpatialReferenceH crs_srs(const Crs *crs);     // borrowed
const Projection *crs_projection(const Crs *crs); // NULL when projection.h has no formulas for it
const Ellipsoid *crs_ellipsoid(const Crs *crs);   // always there
PJ_CONTEXT *crs_proj_context(void);               // quiet, without network; proj_context_destroy ends it
MUST_CHECK bool crs_open_geographic(const Crs *crs, Crs **out,
                                    Err *err); // the longitudes and latitudes that it stands on
// True when the project's own formulas do the work.
bool transform_has_formulas(const Transform *transform);

#endif
