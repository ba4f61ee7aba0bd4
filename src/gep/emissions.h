// emissions.h - table `emissions`: what is emitted, for the services whose capacity it limits (R08, R09).
#ifndef QINGSHAN_GEP_EMISSIONS_H
#define QINGSHAN_GEP_EMISSIONS_H

#include "gep/service.h"

typedef struct Emission {
    const char *pollutant; // "SO2", "NOx", "dust", "COD", "NH3-N", "TN", "TP", "smoke", "SS": as Flow.limited_by
    const char *source;    // "" or who emits: 工业, 生活
    const char *town;      // code, or ""
    double quantity_t;     // of the year
    const char *where;
} Emission;

// Long: a row a pollutant (column pollutant and quantity); wide: a column a pollutant. ERR_INPUT: unknown pollutant or
// unit, negative or missing quantity, (pollutant, source, town) twice. ERR_MISSING: no row counts.
MUST_CHECK bool emissions_read(Arena *arena, const StatInput *in, size_t which, Emission **out, size_t *count,
                               Err *err);
// The sum over sources and towns; town NULL is all. NaN when nothing is given for the pollutant (there).
double emissions_total(const Emission *emissions, size_t count, const char *pollutant, const char *town);

#endif
