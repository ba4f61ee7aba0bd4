#include "gep/invest/names.h"

#include <string.h>

const char *names_next(const char **list, size_t *size)
{
    const char *name = *list;
    if (name == NULL || *name == '\0') return NULL;
    *size = strcspn(name, "|");
    *list = name[*size] == '|' ? name + *size + 1 : name + *size;
    return name;
}

bool names_hold(const char *list, const char *name)
{
    size_t size;
    for (const char *at; (at = names_next(&list, &size)) != NULL;) {
        if (strlen(name) == size && strncmp(at, name, size) == 0) return true;
    }
    return false;
}
