// units.c - units with their period taken apart, then land's table of units.
#include "gep/units.h"

#include <string.h>

#include "base/text.h"
#include "land/table.h"

enum { UNIT_SIZE = 64 };

typedef struct Alias {
    const char *name, *folded;
} Alias;

static const Alias aliases[] = {
    {"", "1"}, {"-", "1"}, {"°C", "degC"}, {"℃", "degC"}, {"deg C", "degC"}, {"%", "percent"}, {"°", "deg"},
};
static const Alias periods[] = {
    {"month", "month"}, {"月", "month"}, {"a", "a"},   {"yr", "a"}, {"year", "a"},
    {"年", "a"},        {"d", "d"},      {"day", "d"}, {"日", "d"},
};

static const char *fold(const Alias *table, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(table[i].name, name)) return table[i].folded;
    }
    return NULL;
}

// "mm/month" -> "mm", "month"; "m3/t" -> "m3/t", "".
static const char *split_period(const char *unit, char head[UNIT_SIZE])
{
    size_t size = strlen(unit);
    if (size >= UNIT_SIZE) size = UNIT_SIZE - 1;
    memcpy(head, unit, size);
    head[size] = '\0';
    char *slash = strrchr(head, '/');
    const char *period = slash == NULL ? NULL : fold(periods, sizeof periods / sizeof *periods, slash + 1);
    if (period == NULL) return "";
    *slash = '\0';
    return period;
}

bool unit_convert(const char *from, const char *to, double *factor)
{
    char from_head[UNIT_SIZE], to_head[UNIT_SIZE];
    const char *from_period = split_period(from, from_head), *to_period = split_period(to, to_head);
    if (from_period[0] != '\0' && to_period[0] != '\0' && !text_equal(from_period, to_period)) return false;
    const char *a = fold(aliases, sizeof aliases / sizeof *aliases, from_head),
               *b = fold(aliases, sizeof aliases / sizeof *aliases, to_head);
    if (a == NULL) a = from_head;
    if (b == NULL) b = to_head;
    *factor = 1;
    return text_equal(a, b) || unit_factor(a, b, factor);
}
