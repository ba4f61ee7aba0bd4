// explain_print.h - the causes of a change for people and programs.
#ifndef QINGSHAN_GEP_EXPLAIN_EXPLAIN_PRINT_H
#define QINGSHAN_GEP_EXPLAIN_EXPLAIN_PRINT_H

#include "gep/explain/explain.h"

// For a terminal of 100 columns, in the user's language.
const char *explain_print(const Explain *explain);
// Canonical JSON, schema qingshan-explain/1 (docs/formats.md).
const char *explain_json(const Explain *explain, size_t *size);
// The definition of what an audit looks at, as it was applied here.
const char *explain_audit_definition(const Explain *explain, bool chinese);

#endif
