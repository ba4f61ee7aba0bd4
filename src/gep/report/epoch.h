// epoch.h - the moment that documents carry: SOURCE_DATE_EPOCH, 0 when unset (reproducible-builds.org).
#ifndef QINGSHAN_GEP_REPORT_EPOCH_H
#define QINGSHAN_GEP_REPORT_EPOCH_H

#include <stdint.h>

int64_t epoch_seconds(void); // never negative
// "1970-01-01T00:00:00Z"
void epoch_text(int64_t seconds, char out[32]);

#endif
