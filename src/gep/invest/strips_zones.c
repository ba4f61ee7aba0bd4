#include "gep/invest/strips_zones.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS = STRIP_ROWS / STRIP_GROUP };

ZoneStrip zone_strip_open(StripsZones *into, const Plane *const *planes, size_t plane_count, size_t width)
{
    ZoneStrip strip = {.into = into, .planes = planes, .plane_count = plane_count, .width = width};
    strip.near = calloc(into->zones->count + 1, sizeof *strip.near);
    assert(strip.near);
    memset(into->sums, 0, into->zones->count * plane_count * sizeof *into->sums);
    return strip;
}

void zone_strips_close(ZoneStrip *strips, size_t count)
{
    for (size_t i = 0; strips && i < count; i++) {
        free(strips[i].near);
        for (int g = 0; g < GROUPS; g++) {
            free(strips[i].groups[g].zones);
            free(strips[i].groups[g].sums);
        }
    }
}

static bool touches(const CentreZone *zone, int row, int end)
{
    return zone->row_count > 0 && zone->row < end && zone->row + zone->row_count > row;
}

void zone_strip_begin(ZoneStrip *strip, int row, int rows)
{
    const CentreZones *zones = strip->into->zones;
    strip->near_count = 0;
    for (size_t i = 0; i < zones->count; i++) {
        if (touches(&zones->items[i], row, row + rows)) strip->near[strip->near_count++] = i;
    }
    for (int g = 0; g < GROUPS; g++) strip->groups[g].count = 0;
}

static ZoneSum *add_zone(ZoneGroup *group, size_t zone, size_t planes)
{
    if (group->count == group->room) {
        group->room = group->room ? group->room * 2 : 64;
        group->zones = realloc(group->zones, group->room * sizeof *group->zones);
        group->sums = realloc(group->sums, group->room * (planes + 1) * sizeof *group->sums);
        assert(group->zones && group->sums);
    }
    ZoneSum *sums = group->sums + group->count * planes;
    memset(sums, 0, planes * sizeof *sums);
    group->zones[group->count++] = zone;
    return sums;
}

static void add_span(const Plane *plane, size_t first, size_t end, ZoneSum *to)
{
    double sum = 0;
    size_t count = 0;
    if (plane->single) {
        const float *values = plane->values;
        for (size_t i = first; i < end; i++) {
            bool there = !isnan(values[i]);
            sum += there ? (double)values[i] : 0;
            count += there;
        }
    } else {
        const double *values = plane->values;
        for (size_t i = first; i < end; i++) {
            bool there = !isnan(values[i]);
            sum += there ? values[i] : 0;
            count += there;
        }
    }
    to->sum += sum;
    to->count += count;
}

static void add_row(const ZoneStrip *strip, const CentreZone *zone, int row, size_t start, ZoneSum *sums)
{
    if (row < zone->row || row >= zone->row + zone->row_count) return;
    for (size_t s = zone->starts[row - zone->row]; s < zone->starts[row - zone->row + 1]; s++) {
        size_t first = start + (size_t)zone->spans[s].first, end = start + (size_t)zone->spans[s].end;
        for (size_t p = 0; p < strip->plane_count; p++) add_span(strip->planes[p], first, end, &sums[p]);
    }
}

void zone_strip_sum(ZoneStrip *strip, int row, int first, int end)
{
    ZoneGroup *group = &strip->groups[first / STRIP_GROUP];
    for (size_t i = 0; i < strip->near_count; i++) {
        const CentreZone *zone = &strip->into->zones->items[strip->near[i]];
        if (!touches(zone, row + first, row + end)) continue;
        ZoneSum *sums = add_zone(group, strip->near[i], strip->plane_count);
        for (int r = first; r < end; r++) add_row(strip, zone, row + r, (size_t)r * strip->width, sums);
    }
}

void zone_strip_end(ZoneStrip *strip)
{
    size_t zones = strip->into->zones->count;
    for (int g = 0; g < GROUPS; g++) {
        const ZoneGroup *group = &strip->groups[g];
        for (size_t i = 0; i < group->count * strip->plane_count; i++) {
            ZoneSum *to = &strip->into->sums[i % strip->plane_count * zones + group->zones[i / strip->plane_count]];
            to->sum += group->sums[i].sum;
            to->count += group->sums[i].count;
        }
    }
}
