// explain.h - the change between two accounts, split into causes: exactly, by service, by town and in total.
//
// Every mixture of the two accounts has a worth for each service and town, in whole fen (worths.h). The change of each
// of these is shared out among the causes by shapley.h, which rounds to the fen so that the parts sum to the change.
// All other figures (services, towns, totals) are integer sums of these parts: so they are exact too. See
// docs/decisions/0008-causes-of-a-change.md.
#ifndef QINGSHAN_GEP_EXPLAIN_EXPLAIN_H
#define QINGSHAN_GEP_EXPLAIN_EXPLAIN_H

#include "base/money.h"
#include "gep/explain/drivers.h"
#include "gep/explain/worths.h"

typedef struct Explain {
    Arena *arena;
    Pair pair;
    Worths worths;
    Drivers drivers;
    Fen *parts; // see explain_part
} Explain;

enum { EXPLAIN_ALL = -1 };

// OUT1 is the account before, OUT2 after. jobs: threads; they change no bit. Close it in any case.
MUST_CHECK bool explain_open(const char *out1, const char *out2, int jobs, Explain **out, Err *err);
void explain_close(Explain *explain);

// Those that were told apart, in the order people read them; how many.
size_t explain_causes(const Explain *explain, Cause out[CAUSE_COUNT]);
bool explain_has(const Explain *explain, Measure measure); // do both accounts carry it?
// The part of a cause (EXPLAIN_ALL: the change) in a service and a town (EXPLAIN_ALL: all of them).
Fen explain_part(const Explain *explain, Measure measure, int service, int town, int cause);
// What a side (0, 1) is worth.
Fen explain_worth(const Explain *explain, Measure measure, int side, int service, int town);

// What an official's audit looks at (plan, task 5): area and condition, at constant prices and under normal climate
// where both accounts carry one, else under the actual climate.
Measure explain_audit_measure(const Explain *explain);
Fen explain_audit(const Explain *explain, int service, int town);

#endif
