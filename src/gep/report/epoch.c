#include "gep/report/epoch.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/text.h"

int64_t epoch_seconds(void)
{
    enum { DAYS_TO_9999 = 2932896 };
    const char *text = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    if (!text || !text_to_int64(text, &seconds) || seconds < 0 || seconds / 86400 > DAYS_TO_9999) return 0;
    return seconds;
}

void epoch_text(int64_t seconds, char out[32])
{
    Date date = calendar_from_day_number((int)(seconds / 86400));
    int rest = (int)(seconds % 86400);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", date.year % 10000, date.month % 100, date.day % 100,
             rest / 3600 % 24, rest / 60 % 60, rest % 60);
}
