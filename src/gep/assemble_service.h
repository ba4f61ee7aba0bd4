// assemble_service.h - one service: flows limited, parts priced, leaves rounded. For assemble.c only.
#ifndef QINGSHAN_GEP_ASSEMBLE_SERVICE_H
#define QINGSHAN_GEP_ASSEMBLE_SERVICE_H

#include "gep/assemble.h"

typedef struct Assembly {
    Plan *plan;
    const ValuePlan *values;
    const PassResult *result;
    size_t leaf_count, leaf_capacity;
    Leaf *leaves;
    Fen unverified;               // of services in the total
    const bool *unverified_all;   // [service], by fields and parameters that all classes share
    const bool *unverified_class; // [service * CLASS_MAX]
    const char *refusal;          // NULL, or what makes the account impossible
    double yuan;                  // sum of the values of all leaves so far, without their signs
    double *limit_scale;          // [service * FLOW_MAX]: share of the flow that is used (emission or capacity)
} Assembly;

// Fills out and adds the service's leaves. index: into plan->services.
void assemble_service(Assembly *assembly, size_t index, AccountService *out);

#endif
