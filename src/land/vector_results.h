// vector_results.h - what a vector map says of itself, and copies of it with results in new fields.
//
// Always the first layer. Features are numbered in the layer's order.
#ifndef QINGSHAN_LAND_VECTOR_RESULTS_H
#define QINGSHAN_LAND_VECTOR_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct VectorInfo {
    const char *crs_wkt; // "" when it does not say
    bool polygons;       // its geometry type is polygon or multipolygon
    double min_x, min_y, max_x, max_y;
    size_t feature_count, field_count;
    const char *const *fields; // names as written
} VectorInfo;
// ERR_MISSING, ERR_INPUT.
MUST_CHECK bool vector_info_read(Arena *arena, const char *path, VectorInfo *out, Err *err);
// The numbers of one field (case is ignored), NaN where it is empty or no number. ERR_INPUT: no such field.
MUST_CHECK bool vector_numbers_read(Arena *arena, const char *path, const char *field, double **out, size_t *count,
                                    Err *err);

typedef struct ResultField {
    const char *name;     // at most 10 bytes
    const double *values; // by feature; NaN: empty
    bool whole;           // an integer field
} ResultField;

// Copies features and fields of `path` to a shapefile, in UTF-8 (field names cut to 10 bytes, as the format has it),
// adds the fields (24 digits, 11 of them decimals), and copies the lot without geometry to a CSV as OGR writes it (none
// when csv is NULL).
// ERR_IO; then files may be left behind.
MUST_CHECK bool vector_results_write(const char *path, const char *shapefile, const char *csv,
                                     const ResultField *fields, size_t field_count, Err *err);

#endif
