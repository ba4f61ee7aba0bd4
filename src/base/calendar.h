// calendar.h - days of the proleptic Gregorian calendar, without time zones.
#ifndef QINGSHAN_BASE_CALENDAR_H
#define QINGSHAN_BASE_CALENDAR_H

#include <stdbool.h>

typedef struct Date {
    int year, month, day; // 1..12, 1..31
} Date;

bool calendar_is_leap(int year);
int calendar_days_in_month(int year, int month);
int calendar_days_in_year(int year);
int calendar_day_of_year(Date date); // 1..366
// 24 half-months a year (days 1-15 and 16-end), 0..23, as the half-month erosivity models count.
int calendar_half_month(Date date);
// Days since 1970-01-01; negative before.
int calendar_day_number(Date date);
Date calendar_from_day_number(int day);
// Reads "2012-01-02", "2012/1/2", "2012.1.2", "20120102", "2012年1月2日" at the head of a text; a time of day may
// follow after a space or T and is ignored (date_rule date_part). false when it is no real date.
bool calendar_parse(const char *text, Date *out);

#endif
