// zone_file.h - a zone index kept in a file, with the zones' names: a second run needs neither to read the zones nor to
// cover cells again.
//
// Little-endian; each section begins at a multiple of 8 bytes:
//
// - "QSZONES1"; u64 checksum of all that follows
// - char lattice[64], zones[64]: SM3 of what it was made for and from
// - u64 bytes, changed_ns of the file of zones, to tell unread that it is the same; 0: unknown
// - u64 repaired: zones that were invalid and were repaired by rule
// - u64 width, height (cells), zone_count, piece_count, run_count, part_count, name_bytes
// - f64 area[zone_count]
// - u32 name_at[zone_count + 1]
// - names, each ended by a zero byte
// - u32 pieces[patches]
// - pieces: u32 zone, cells, run_count, part_count
// - runs: u16 cell, length
// - u16 cell[part_count]
// - f64 fraction[part_count]
#ifndef QINGSHAN_LAND_ZONE_FILE_H
#define QINGSHAN_LAND_ZONE_FILE_H

#include "base/hash.h"
#include "land/zone_index.h"

typedef struct ZoneFile {
    char lattice_sm3[SM3_TEXT_SIZE]; // zone_file_lattice
    char zones_sm3[SM3_TEXT_SIZE];   // vector_files_sm3
    uint64_t zones_bytes, zones_changed_ns;
    uint64_t repaired; // zones that were invalid
    int width, height; // of the lattice
    size_t zone_count;
    const char *const *names;
    ZoneIndex *index;
} ZoneFile;

// A file at `path` is replaced whole.
MUST_CHECK bool zone_file_write(const char *path, const ZoneFile *file, Err *err);
// Pure. `out` points into data, which must stay and begin at a multiple of 8; its index is for zone_index_close.
// ERR_INPUT: no such file, cut short, or changed.
MUST_CHECK bool zone_file_parse(Arena *arena, const char *data, size_t size, ZoneFile *out, Err *err);
// Makes the checksum of such bytes right (for the fuzz target: what else is wrong with them is found without it).
void zone_file_seal(char *data, size_t size);
// What, besides the zones' files, fractions and names depend on: the lattice, the layer, the field of the names.
void zone_file_lattice(const RasterInfo *info, const char *layer, const char *key, char out[SM3_TEXT_SIZE]);

#endif
