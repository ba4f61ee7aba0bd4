// pair.h - two accounts side by side: may they be compared, which of their files go with which cause, and which causes
// moved anything at all.
#ifndef QINGSHAN_GEP_EXPLAIN_PAIR_H
#define QINGSHAN_GEP_EXPLAIN_PAIR_H

#include "gep/explain/cause.h"
#include "gep/explain/side.h"

typedef struct Change { // an input that is another one in the second account
    Cause cause;
    const char *id;      // "land", "parameters", "profile", "variants"
    const char *file[2]; // as district.yaml has it, {year} replaced; "" where it is not a file or not there
} Change;

typedef struct Pair {
    Arena *arena;
    Side side[2];
    bool moved[CAUSE_COUNT]; // may this cause have changed anything? (prices: always)
    Cause ground;            // boundary and towns move with it
    bool has_normal;         // both accounts are made for a normal climate too
    size_t change_count, change_capacity;
    Change *changes;
    Findings notes; // what a reader should know about how causes were told apart
} Pair;

// ERR_REFUSED names what makes the two incomparable: another district, grid, set of towns, or mode.
MUST_CHECK bool pair_open(Pair *pair, Arena *arena, const char *out1, const char *out2, int jobs, Err *err);
void pair_close(Pair *pair);

// A file that both accounts may read, by the pattern that each has for it (NULL: it has no such entry). `natural` where
// it is of a year, or has not changed.
Cause pair_file_cause(const Pair *pair, Cause natural, const char *pattern1, const char *pattern2);
Cause pair_crosswalk_cause(const Pair *pair, const MapEntry *map1,
                           const MapEntry *map2); // of maps with one code system
Cause pair_station_cause(const Pair *pair, const StationEntry *entry1, const StationEntry *entry2);

// Entries by id; NULL when there is none. side: 0, 1.
const MapEntry *pair_map(const Pair *pair, int side, const char *id);
const ClassTableEntry *pair_class_table(const Pair *pair, int side, const char *id);
const StationEntry *pair_station(const Pair *pair, int side, const char *id);
const TableEntry *pair_table(const Pair *pair, int side, const char *id);

#endif
