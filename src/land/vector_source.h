// vector_source.h - one layer of an OGR source, opened, and the way from its coordinates to a target's. Inside land.
#ifndef QINGSHAN_LAND_VECTOR_SOURCE_H
#define QINGSHAN_LAND_VECTOR_SOURCE_H

#include <gdal.h>
#include <ogr_api.h>

#include "land/land_internal.h"

typedef struct VectorSource {
    const char *path;
    GDALDatasetH dataset;
    OGRLayerH layer;
    Crs *crs;
    Transform *to_target; // settled at the middle of the layer
} VectorSource;

// layer: NULL or "": the only one, or an error that lists them. Texts of shapefiles come as raw bytes. ERR_MISSING: no
// such file; ERR_INPUT: a remote path, no vector map, unknown layer. After a failure, too, vector_source_close.
MUST_CHECK bool vector_source_open(const char *path, const char *layer, VectorSource *out, Err *err);
// The same, with the first layer of however many there are.
MUST_CHECK bool vector_source_open_first(const char *path, VectorSource *out, Err *err);
// Sets crs and to_target. ERR_INPUT: the layer does not say its coordinate system, or there is no way.
MUST_CHECK bool vector_source_reach(VectorSource *source, const Crs *target, Err *err);
void vector_source_close(VectorSource *source);

// "path: text"; returns false.
bool vector_source_fail(const VectorSource *source, const char *text, Err *err);
// After the last feature: ERR_INPUT when GDAL failed since land_message_clear.
MUST_CHECK bool vector_source_check_end(const VectorSource *source, Err *err);

#endif
