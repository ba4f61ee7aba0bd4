// zone_table.h - a table with a row a zone, written as CSV, or with the zones' own geometry as a map.
#ifndef QINGSHAN_LAND_ZONE_TABLE_H
#define QINGSHAN_LAND_ZONE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

typedef struct ZoneColumn {
    const char *name;
    const char *const *texts; // [zone_count], or NULL: numbers
    const double *numbers;    // [zone_count]; what is not finite is an empty field
} ZoneColumn;

typedef struct ZoneTable {
    const char *zones, *layer; // the source of the zones, for their geometry; layer as in VectorRequest
    const char *title;         // of the layer that is written; CSV has none
    size_t zone_count, column_count;
    const ZoneColumn *columns;
} ZoneTable;

// ERR_REFUSED: an ending that is none of .csv, .gpkg, .fgb, .parquet (the last where GDAL has it).
MUST_CHECK bool zone_table_check(const char *path, Err *err);
// Rows in the zones' order, which a FlatGeobuf keeps too (it has no spatial index then). Geometry as it stands in the
// source, as multipolygons in its coordinate system. GeoPackages follow SOURCE_DATE_EPOCH (1970 without). CSV: UTF-8,
// RFC 4180. All or nothing: what stood at `path` is replaced at the end. ERR_INPUT: the source has another number of
// features by now.
MUST_CHECK bool zone_table_write(const char *path, const ZoneTable *table, Err *err);

#endif
