// names.h - lists of names in one text, with '|' between: "hwy|awy".
#ifndef QINGSHAN_GEP_INVEST_NAMES_H
#define QINGSHAN_GEP_INVEST_NAMES_H

#include <stdbool.h>
#include <stddef.h>

// The next name from *list, which moves on; its size in *size. NULL at the end, and for a NULL list.
const char *names_next(const char **list, size_t *size);
bool names_hold(const char *list, const char *name);

#endif
