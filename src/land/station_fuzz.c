// Any text as station files: up to the first line of "==" the series, below it the table of the sites. The first byte
// chooses the layout.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "land/station.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const variables[] = {"tmean", "rh", "x"}, *const columns[] = {"T", "RM", "X"};
static const StationRequest requests[] = {
    {.id = "rain", .layout = "wide", .date_rule = "date_part", .unit = "0.1mm"},
    {.id = "rain", .layout = "long", .site = "s", .date = "d", .value = "v"},
    {.id = "rain", .layout = "long", .date = "d", .value = "v", .unit = "mm/d"},
    {.id = "w",
     .site = "s",
     .date = "d",
     .date_rule = "date_part",
     .column_count = 3,
     .column_variables = variables,
     .column_names = columns},
};

static void weigh(Arena *arena, const StationSet *set)
{
    const double x[] = {0, 1, 1e6}, y[] = {0, 2, -1e6};
    Reach reach;
    Err err;
    for (int method = STATION_IDW; method <= STATION_THIESSEN; method++) {
        if (!station_reach(arena, set, (StationMethod)method, NULL, &reach, &err)) return;
        double *weights = arena_array(arena, 3 * set->site_count, sizeof *weights);
        station_weights(&reach, x, y, 3, weights);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *arena;
    const TableOptions options = {.comment = "#"};
    Table table, sites;
    StationSet set;
    Err err;
    if (size == 0) return 0;
    if (!arena) arena = arena_open();
    arena_reset(arena);
    const char *text = (const char *)data + 1;
    const char *rest = memmem(text, size - 1, "\n==\n", 4);
    size_t first = rest ? (size_t)(rest - text) : size - 1;
    if (!table_parse_csv(arena, text, first, &options, &table, &err)) return 0;
    bool has_sites = rest && table_parse_csv(arena, rest + 4, size - 1 - first - 4, &options, &sites, &err);
    if (!station_parse(arena, &requests[data[0] % 4], &table, has_sites ? &sites : NULL, NULL, &set, &err)) return 0;
    for (size_t i = 0; i < set.series_count; i++) {
        if (set.series[i].day_count < 1 || set.series[i].site_count != set.site_count) __builtin_trap();
    }
    weigh(arena, &set);
    return 0;
}
