// classes.h - ecosystem classes (HJ 1166-2021 Annex A with this project's third level) and crosswalks from other code
// systems, as data.
//
// Codes are texts: "1", "11", "111", "111b". A class belongs to every prefix-parent named in the table. Data:
// methods/classes/ecosystem.csv (code,name_zh,name_en,level,parent,criteria,status,source) and
// methods/crosswalks/SYSTEM.csv (code,name_zh,name_en,ecosystem,inferred,rule,status,source).
#ifndef QINGSHAN_GEP_CLASSES_H
#define QINGSHAN_GEP_CLASSES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct EcoClass {
    const char *code, *name_zh, *name_en, *parent, *status, *source;
    int level; // 1, 2, 3 (4 for letters)
} EcoClass;

typedef struct EcoClasses {
    size_t count;
    const EcoClass *items;
} EcoClasses;

MUST_CHECK bool classes_read(Arena *arena, const char *methods_folder, EcoClasses *out, Err *err);
const EcoClass *classes_find(const EcoClasses *classes, const char *code); // NULL when unknown
// Does `code` lie in the class or group `pattern`? "*" is all; "1" holds "111b".
bool class_within(const char *code, const char *pattern);

typedef struct Crosswalk { // from a map's codes to ecosystem classes
    const char *system;    // "tdt-1055", "hj-1166", "seims", ...
    size_t count;
    const struct CrosswalkRow {
        const char *code; // as in the map or table: "0301", "4"
        long number; // the code as a raster holds it: 301 for "0301"; letters have rows of their own with the number
                     // given in column `number`; -1 none
        const char *name_zh;
        const char *ecosystem; // "" : known, but no ecosystem (counted as missing)
        bool inferred;         // a guess: the share of value resting on it is shown
        const char *rule, *status, *source;
    } * rows;
} Crosswalk;

// path NULL or "": methods/crosswalks/SYSTEM.csv. Errors: duplicated codes, ecosystem not in classes, unknown system
// (the text lists the known).
MUST_CHECK bool crosswalk_read(Arena *arena, const char *methods_folder, const char *system, const char *path,
                               const EcoClasses *classes, Crosswalk *out, Err *err);
const struct CrosswalkRow *crosswalk_by_number(const Crosswalk *crosswalk, long number);
const struct CrosswalkRow *crosswalk_by_code(const Crosswalk *crosswalk, const char *code);

#endif
