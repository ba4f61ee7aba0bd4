// why.h - why something cannot be planned: sentences gathered on the way down, in both languages, for a finding.
#ifndef QINGSHAN_GEP_WHY_H
#define QINGSHAN_GEP_WHY_H

#include "base/err.h"
#include "base/text.h"

typedef struct Why {
    StrBuf zh, en; // sentences, each with its "；" or "; "
} Why;

Why why_open(Arena *arena);
// zh and en are printf formats, as in finding_add. false, so that one can `return why_say(...)`.
bool why_say(Why *why, const char *zh, const char *en, ...) __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
bool why_err(Why *why, const Err *err);  // an Err of a lower floor: its text serves both languages; false
void why_add(Why *why, const Why *more); // what is not yet said
const char *why_half(Arena *arena, const char *both, bool chinese); // of "not given / 未给出" (service.h)

#endif
