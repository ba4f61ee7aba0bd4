// district_check.h - from the texts of district.yaml to a checked District. Private to district*.c.
#ifndef QINGSHAN_BASE_DISTRICT_CHECK_H
#define QINGSHAN_BASE_DISTRICT_CHECK_H

#include "base/district_fault.h"
#include "base/district_schema.h"

// Numbers and lists of `raw` to `out` (whose texts are there already).
MUST_CHECK bool district_convert(const DistrictSource *source, const RawDistrict *raw, District *out);
// What can be judged without another file: choices, years, ids that stand twice, ids that are referred to.
MUST_CHECK bool district_check(const DistrictSource *source, const District *district);

#endif
