// vector_files.h - the files that a vector source is made of, and how to tell that they have not changed.
#ifndef QINGSHAN_LAND_VECTOR_FILES_H
#define QINGSHAN_LAND_VECTOR_FILES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

// The path itself; of a shapefile also those of .dbf, .shx, .prj and .cpg that lie beside it.
const char *const *vector_files(Arena *arena, const char *path, size_t *count);
// The sum of their sizes and the time of the latest change; 0, 0 where one is not a plain file.
void vector_files_stamp(const char *path, uint64_t *bytes, uint64_t *changed_ns);
// One digest of all.
MUST_CHECK bool vector_files_sm3(const char *path, char out[SM3_TEXT_SIZE], Err *err);

#endif
