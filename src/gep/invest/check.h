// check.h - looking at the arguments before anything is computed: all faults at once, each with its argument.
#ifndef QINGSHAN_GEP_INVEST_CHECK_H
#define QINGSHAN_GEP_INVEST_CHECK_H

#include "base/arena.h"
#include "gep/invest/run.h"

typedef struct InvestFault {
    const char *arg;  // id; several with ", " between
    const char *text; // in the user's language
} InvestFault;

struct InvestFaults {
    Arena *arena;
    size_t count, room;
    InvestFault *items;
};

InvestFaults faults_open(Arena *arena);
void faults_add(InvestFaults *faults, const char *arg, const char *format, ...) PRINTF_LIKE(3, 4);
bool faults_of(const InvestFaults *faults, const char *arg); // is there one of exactly this argument?

// Arguments there that must be, of their types, within limits; files that can be read; coordinate systems; columns and
// their values; maps that overlap; the model's own check. with_codes: also whether all codes of the land maps stand in
// the tables, which reads whole rasters; it is done anyway when there are other faults.
void check_args(const InvestRun *run, bool with_codes, InvestFaults *faults);

#endif
