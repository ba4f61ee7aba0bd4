// unit.h - the units that offices write, as a table of exact ratios. unit_factor stands in table.h.
//
// A unit is a product of words, "/" and "(...)": 元/吨, t/(km2·a), MJ·mm/(hm2·h·a), 0.1mm, 10^4 m3, 万人次. Days,
// months and years do not convert into each other, nor mass into mass of carbon.
#ifndef QINGSHAN_LAND_UNIT_H
#define QINGSHAN_LAND_UNIT_H

#include <stdbool.h>

// Whether every word of the text is a unit of the table. "" is none.
bool unit_is_known(const char *text);

#endif
