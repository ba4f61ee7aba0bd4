// demo.h - the demonstration district: a complete district folder, the same bytes on every machine.
//
// Kaizhou's outline, town codes and names are real; land, climate, tables and prices are invented, and every table says
// so (演示数据). README.md in the folder lists what is which.
#ifndef QINGSHAN_GEP_DEMO_DEMO_H
#define QINGSHAN_GEP_DEMO_DEMO_H

#include "base/err.h"

// Writes the folder whole or not at all. cell_m: 100, 30, 10, or anything from 30 to 1000 for tests. An earlier
// demonstration district, or an empty folder, is replaced; ERR_REFUSED for any other folder.
MUST_CHECK bool demo_write(const char *folder, int cell_m, int jobs, Err *err);

#endif
