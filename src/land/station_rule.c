// station_rule.c - which values of daily weather are possible, and in which units they come. See station_internal.h.
#include <string.h>

#include "land/station_internal.h"

// Bounds are records of the world, rounded outward: what lies beyond is a code for missing, or a slip of the unit.
static const VariableRule rules[] = {
    {"p", "mm/d|mm", 0, 2000}, {"tmean", "degC", -95, 60}, {"tmax", "degC", -95, 60}, {"tmin", "degC", -95, 60},
    {"rh", "percent", 0, 100}, {"wind", "m/s", 0, 120},    {"sun_h", "h/d|h", 0, 24},
};

const VariableRule *station_rule(const char *variable)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(rules[i].variable, variable) == 0) return &rules[i];
    }
    return NULL;
}
