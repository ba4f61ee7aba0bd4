// carbon_stock.h - table `carbon_stock`: carbon of two inventories by ecosystem and town (variant N4_table of R06 and
// R07).
#ifndef QINGSHAN_GEP_CARBON_STOCK_H
#define QINGSHAN_GEP_CARBON_STOCK_H

#include "gep/service.h"

// An entry of `part` a row; its quantity is the yearly change of carbon (t) times `per_carbon`; it may be negative.
MUST_CHECK bool carbon_stock_tabulate(Arena *arena, const StatInput *in, const char *part, double per_carbon,
                                      Entry **out, size_t *count, Err *err);

#endif
