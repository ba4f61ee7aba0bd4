// assemble_doubts.h - what is doubtful about a finished account; its warnings.
#ifndef QINGSHAN_GEP_ASSEMBLE_DOUBTS_H
#define QINGSHAN_GEP_ASSEMBLE_DOUBTS_H

#include "gep/pass.h"

// Adds DOUBTs to the plan's findings (outside a plausibility band, far from the official area, land in no town, oxygen
// that does not match carbon); sets account->warnings: all findings, with paths relative to the district's folder.
void assemble_doubts(Plan *plan, const PassResult *result, Account *account);
// Values of maps and stations outside their range (ranges.h), as findings; false when some are impossible.
bool assemble_check_ranges(Plan *plan, const PassResult *result);

#endif
