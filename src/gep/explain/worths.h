// worths.h - the set function: what every mixture of two accounts is worth, by service and town.
//
// One pass over the land for every set of moved causes (area, condition, weather, method: those that moved anything);
// each is then priced twice, so that prices are one more cause without a pass of their own. All passes of a batch go
// together, a layer that several mixtures read is read once.
//
// Corrections: of two years the files of the later account count as the right ones. The earlier account is made again
// with them; all mixtures are of the right files, and what the correction makes of the earlier account is its part. Of
// one year nobody says which file is right: there the correction is a cause among the others.
#ifndef QINGSHAN_GEP_EXPLAIN_WORTHS_H
#define QINGSHAN_GEP_EXPLAIN_WORTHS_H

#include "gep/explain/pair.h"
#include "gep/explain/shapley.h"

typedef enum Measure { // climate and prices, as in Values
    MEASURE_CURRENT,
    MEASURE_CONSTANT,
    MEASURE_NORMAL_CURRENT,
    MEASURE_NORMAL_CONSTANT,
    MEASURE_COUNT
} Measure;

typedef struct WorthService {
    const char *code, *name_zh, *name_en;
    Group group;
} WorthService;

typedef struct Worths {
    size_t player_count; // causes that share; the last is the price
    Cause players[SHAPLEY_MAX];
    bool corrected;       // files of no year differ: see above
    int right;            // then: the side whose files count
    size_t pass_count;    // of mixtures and of the two accounts themselves
    size_t service_count; // in the total of either account, by code
    WorthService *services;
    size_t town_count; // with the last, code "": in no town
    const char **town_codes, **town_names;
    int64_t *fen; // see worths_at
} Worths;

// Fills both sides' accounts too. ERR_REFUSED when an account no longer gives its digest, or the two do not mix.
MUST_CHECK bool worths_compute(Pair *pair, int jobs, Worths *out, Err *err);
// Of one of the two accounts, as it is. In fen.
int64_t worths_side(const Worths *worths, int side, size_t service, size_t town, Measure measure);
// Of a mixture; bit i of `set` is players[i].
int64_t worths_at(const Worths *worths, size_t set, size_t service, size_t town, Measure measure);

#endif
