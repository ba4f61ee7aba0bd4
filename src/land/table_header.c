// table_header.c - a column's header: its name and its unit. See table_rows.h.
#include <string.h>

#include "base/text.h"
#include "land/table_rows.h"
#include "land/unit.h"

typedef struct Bracket {
    const char *open, *close;
} Bracket;

static const Bracket brackets[] = {{"（", "）"}, {"(", ")"}, {"[", "]"}, {"【", "】"}, {"（", ")"}, {"(", "）"}};

// The last `open` whose `close` ends the header: "产值（不含税）（万元）".
static const char *last_open(const char *header, const Bracket *bracket)
{
    const char *found = NULL;
    if (!text_ends(header, bracket->close)) return NULL;
    for (const char *at = header; (at = strstr(at, bracket->open)); at++) found = at;
    return found;
}

static bool split_bracket(Arena *arena, const char *header, Column *out)
{
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        const char *open = last_open(header, &brackets[i]);
        if (!open || open == header) continue;
        const char *inside = open + strlen(brackets[i].open);
        size_t size = strlen(inside) - strlen(brackets[i].close);
        out->name = text_trim(arena, arena_text_size(arena, header, (size_t)(open - header)));
        out->unit = text_trim(arena, arena_text_size(arena, inside, size));
        return true;
    }
    return false;
}

// "产量/吨", unless all of it is a unit ("元/吨") or what follows the slash is none ("出/入库").
static bool split_slash(Arena *arena, const char *header, Column *out)
{
    static const char *const slashes[] = {"/", "／"};
    for (size_t i = 0; i < sizeof slashes / sizeof *slashes; i++) {
        const char *slash = strstr(header, slashes[i]);
        if (!slash || slash == header || unit_is_known(header)) continue;
        const char *unit = text_trim(arena, slash + strlen(slashes[i]));
        if (!unit_is_known(unit)) continue;
        out->name = text_trim(arena, arena_text_size(arena, header, (size_t)(slash - header)));
        out->unit = unit;
        return true;
    }
    return false;
}

Column table_header_split(Arena *arena, const char *header)
{
    Column column = {.name = header, .unit = "", .header = header};
    if (!split_bracket(arena, header, &column)) split_slash(arena, header, &column);
    return column;
}
