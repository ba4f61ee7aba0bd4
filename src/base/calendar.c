#include "base/calendar.h"

#include <stddef.h>
#include <string.h>

bool calendar_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && calendar_is_leap(year));
}

int calendar_days_in_year(int year)
{
    return calendar_is_leap(year) ? 366 : 365;
}

int calendar_day_of_year(Date date)
{
    int day = date.day;
    for (int month = 1; month < date.month; month++) day += calendar_days_in_month(date.year, month);
    return day;
}

int calendar_half_month(Date date)
{
    return 2 * (date.month - 1) + (date.day > 15);
}

// Eras of 400 years (146097 days), each beginning on 1 March, so that the leap day comes last:
// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
int calendar_day_number(Date date)
{
    int year = date.month <= 2 ? date.year - 1 : date.year;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Date calendar_from_day_number(int day)
{
    day += 719468;
    int era = (day >= 0 ? day : day - 146096) / 146097;
    int day_of_era = day - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153; // 0 is March
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = year_of_era + era * 400 + (month <= 2);
    return (Date){year, month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

// Reads from min to max digits and moves on. false when there are fewer.
static bool read_digits(const char **at, int min, int max, int *out)
{
    int count = 0;
    *out = 0;
    for (; count < max && **at >= '0' && **at <= '9'; count++) *out = 10 * *out + (*(*at)++ - '0');
    return count >= min;
}

static bool read_mark(const char **at, const char *mark)
{
    size_t size = strlen(mark);
    if (strncmp(*at, mark, size) != 0) return false;
    *at += size;
    return true;
}

static bool read_with_marks(const char *at, const char *const marks[3], Date *out, const char **end)
{
    bool ok = read_digits(&at, 4, 4, &out->year) && read_mark(&at, marks[0]) && read_digits(&at, 1, 2, &out->month) &&
              read_mark(&at, marks[1]) && read_digits(&at, 1, 2, &out->day) && read_mark(&at, marks[2]);
    *end = at;
    return ok;
}

static bool read_compact(const char *at, Date *out, const char **end)
{
    bool ok =
        read_digits(&at, 4, 4, &out->year) && read_digits(&at, 2, 2, &out->month) && read_digits(&at, 2, 2, &out->day);
    *end = at;
    return ok;
}

static bool is_real(Date date)
{
    return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= calendar_days_in_month(date.year, date.month);
}

bool calendar_parse(const char *text, Date *out)
{
    static const char *const marks[][3] = {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
    while (*text == ' ') text++;
    Date date;
    const char *end;
    bool found = read_compact(text, &date, &end);
    for (size_t i = 0; !found && i < sizeof marks / sizeof *marks; i++) {
        found = read_with_marks(text, marks[i], &date, &end);
    }
    if (!found || !is_real(date) || !(*end == '\0' || *end == ' ' || *end == 'T')) return false;
    *out = date;
    return true;
}
