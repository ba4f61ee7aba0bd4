// side.h - one of the two accounts to compare: its folder OUT, and the account made again from its inputs.
#ifndef QINGSHAN_GEP_EXPLAIN_SIDE_H
#define QINGSHAN_GEP_EXPLAIN_SIDE_H

#include "gep/lock.h"
#include "gep/pass.h"
#include "gep/value.h"

typedef struct Side {
    const char *out;
    Lock lock;
    Plan *plan; // an ordinary one, its inputs hashed
    ValuePlan *values;
    Account *account; // after side_finish
} Side;

// Reads OUT/inputs.lock, plans its account and hashes its inputs; `before` (NULL: none) has hashed some already.
// ERR_REFUSED names an input that has moved, changed or come, or what makes the account impossible now. Close it in any
// case.
MUST_CHECK bool side_open(Side *side, Arena *arena, const char *out, const Side *before, int jobs, Err *err);
void side_close(Side *side);
// The account of what the pass found. ERR_REFUSED when it is not the one that OUT/account.json holds.
MUST_CHECK bool side_finish(Side *side, const PassResult *result, Err *err);

#endif
