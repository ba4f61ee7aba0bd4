// assemble_doubts.h - what is doubtful about a finished account; its warnings.
#ifndef QINGSHAN_GEP_ASSEMBLE_DOUBTS_H
#define QINGSHAN_GEP_ASSEMBLE_DOUBTS_H

#include "gep/plan.h"

// Adds DOUBTs to the plan's findings (outside a plausibility band, far from the official area, oxygen that does not
// match carbon); sets account->warnings: all findings, with paths relative to the district's folder.
void assemble_doubts(Plan *plan, Account *account);

#endif
