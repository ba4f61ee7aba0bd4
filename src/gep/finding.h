// finding.h - what is wrong (ERROR), doubtful (DOUBT) or worth knowing (NOTE) in a district folder or an account.
//
// Findings carry both languages, because an account keeps them as data: account.json has text_zh and text_en whatever
// the user's locale.
#ifndef QINGSHAN_GEP_FINDING_H
#define QINGSHAN_GEP_FINDING_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef enum Severity { FINDING_NOTE, FINDING_DOUBT, FINDING_ERROR } Severity;

typedef struct Finding {
    Severity severity;
    const char *code;              // stable, dotted: "map.disjoint", "param.gap", "price.old"
    const char *where;             // "maps/dem.tif", "tables/products_2023.xlsx 产量!C7", "R02"
    const char *text_zh, *text_en; // what, expected, found, what to do
} Finding;

typedef struct Findings {
    Arena *arena;
    size_t count, capacity, error_count;
    Finding *items;
} Findings;

Findings findings_open(Arena *arena);
// zh and en are printf formats that take the same arguments in the same order. An equal finding is kept once. Returns
// false when severity is FINDING_ERROR, true otherwise, so that one can `return finding_add(...)`.
bool finding_add(Findings *findings, Severity severity, const char *code, const char *where, const char *zh,
                 const char *en, ...) __attribute__((format(printf, 5, 7), format(printf, 6, 7)));
// The same with finished texts.
bool finding_add_texts(Findings *findings, Severity severity, const char *code, const char *where, const char *text_zh,
                       const char *text_en);
// An Err of a lower floor as an ERROR finding (its text serves both languages).
bool finding_add_err(Findings *findings, const char *code, const char *where, const Err *err);
const char *finding_text(const Finding *finding); // in the user's language
const char *finding_rest(const Finding *finding); // the same, without the place where it begins with that

#endif
