// mixture.h - accounts made of parts of two: what each cause covers is taken from one account or the other.
//
// A mixture is a plan of its own: its district.yaml is merged from the two, every file by its cause (pair.h), with
// absolute paths and the year replaced; rows of tables, days of series, validity of parameters and prices are of the
// year of the account that their cause is taken from.
#ifndef QINGSHAN_GEP_EXPLAIN_MIXTURE_H
#define QINGSHAN_GEP_EXPLAIN_MIXTURE_H

#include "gep/explain/pair.h"

// moved: bit CAUSE_x set: x is taken from the second account. What it gives lives on pair->arena.
PlanPrices mixture_prices(const Pair *pair, unsigned moved);
// "area 2023, weather 2020": for a refusal.
const char *mixture_name(const Pair *pair, unsigned moved);
// A plan whose prices are those of `moved` too. The pair must outlive it; plan_close it. ERR_REFUSED when the two
// accounts do not mix: a service's data or parameters are in one of them only.
MUST_CHECK bool mixture_open(const Pair *pair, unsigned moved, int jobs, Plan **out, Err *err);

#endif
