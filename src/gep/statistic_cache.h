// statistic_cache.h - percentiles kept between runs by the digest of everything they depend on (engine.md, Exactness
// 8).
//
// A cache (cache.h) that cannot be read or written is no error: the percentile is computed. The key covers all inputs'
// digests, the grid, the parameters and the program's version, so a kept value is never stale.
#ifndef QINGSHAN_GEP_STATISTIC_CACHE_H
#define QINGSHAN_GEP_STATISTIC_CACHE_H

#include "base/hash.h"
#include "gep/plan.h"

void statistic_key(const Plan *plan, const PlanStatistic *statistic, char key[SM3_TEXT_SIZE]);
// false when it is not kept.
bool statistic_recall(const char *key, double *value);
void statistic_keep(const char *key, double value);

#endif
