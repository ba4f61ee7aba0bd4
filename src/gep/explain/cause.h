// cause.h - what a change is laid to, and which of an account's files belongs to which cause.
#ifndef QINGSHAN_GEP_EXPLAIN_CAUSE_H
#define QINGSHAN_GEP_EXPLAIN_CAUSE_H

#include "base/district.h"

// In the order people read them.
typedef enum Cause {
    CAUSE_AREA,       // land cover: the class map, its codes and crosswalk
    CAUSE_CONDITION,  // all other maps, class tables, and the quantities in tables: harvests, visitors, emissions
    CAUSE_WEATHER,    // maps of climate, and station series
    CAUSE_PRICE,      // prices in tables, parameters price.* and tax.*, the price index, the price year
    CAUSE_METHOD,     // profile, variants, options, services declared, parameters that are no prices
    CAUSE_CORRECTION, // a file that belongs to no year, or of the same year, and is another one now
    CAUSE_COUNT
} Cause;

const char *cause_key(Cause cause); // "area": in explain.json
const char *cause_name_zh(Cause cause);
const char *cause_name_en(Cause cause);

// Of a map that is of a year: land cover; else climate where the map has a normal, or where the field of this id (or
// id_year) differs between climates (service.h); else condition.
Cause cause_of_map(const MapEntry *map);
// "price.*", "tax.*" and "price_index" are prices.
bool cause_is_price(const char *parameter_id);
// A file whose pattern names the year: else it holds for all years.
bool cause_is_yearly(const char *pattern);

#endif
