// tables.h - the tables by town: totals of the district (districts/kaizhou/demo/*.csv) shared out over the towns by the
// area of the land uses that they come from.
#ifndef QINGSHAN_GEP_DEMO_TABLES_H
#define QINGSHAN_GEP_DEMO_TABLES_H

#include "base/arena.h"
#include "base/err.h"
#include "gep/demo/cover.h"
#include "gep/demo/towns.h"

// rules: districts/kaizhou/demo. Writes tables/products_{year}.csv, emissions_{year}.csv, water_use_{year}.csv.
MUST_CHECK bool tables_write(Arena *arena, const char *rules, const char *folder, const Towns *towns,
                             const Parcels *parcels, const Canvas *canvas, Err *err);

#endif
