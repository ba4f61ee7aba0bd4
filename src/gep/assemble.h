// assemble.h - from sums and prices to a finished account.
#ifndef QINGSHAN_GEP_ASSEMBLE_H
#define QINGSHAN_GEP_ASSEMBLE_H

#include "gep/account.h"
#include "gep/pass.h"
#include "gep/plan.h"
#include "gep/value.h"

// The account lives on plan->arena. ERR_REFUSED when a service's valid share is below valid_area_min, in the district
// or in a town: the text names service, place, share, classes and the remedy.
MUST_CHECK bool assemble(Plan *plan, const ValuePlan *values, const PassResult *result, Account **out, Err *err);

#endif
