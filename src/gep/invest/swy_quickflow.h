// swy_quickflow.h - seasonal water yield: the rain of a month that runs off at once, by curve numbers.
#ifndef QINGSHAN_GEP_INVEST_SWY_QUICKFLOW_H
#define QINGSHAN_GEP_INVEST_SWY_QUICKFLOW_H

#include <stddef.h>
#include <stdint.h>

// Of one month, by cell, out in mm, NaN = no value. rain: mm. events: days with rain. retention: S = 1000 / CN - 10,
// inches. stream: 1 on streams, 255 where the elevation model has no data.
//
//   no rain or no events          0, whatever else is missing
//   on a stream                   all of the rain
//   S = 0                         all of the rain
//   S / a > 100                   0, with a = rain / events, the depth of a rainy day
//   else                          events * ((a - S) exp(-0.2 S / a) + S^2 / a exp(0.8 S / a) E1(S / a)), at least 0
//
// Source: InVEST User's Guide, seasonal water yield, after Guswa et al. 2018, J. Hydrologic Engineering 23(2). Each
// step is rounded to a float as InVEST's arrays are: where S / a is large the two terms all but cancel, and what is
// left is made of such roundings.
void swy_quickflow(size_t count, const float *rain, const float *events, const float *retention, const uint8_t *stream,
                   float *out);

#endif
