#include "gep/invest/swy_years.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "gep/invest/swy_quickflow.h"

enum { CHUNK = 256 };

// What tells years of one climate apart.
typedef struct Kind {
    float retention;
    int land, zone;
    uint32_t next; // another year of the same climate; they form a ring
    uint8_t stream, kept;
} Kind;

typedef struct Group {
    const SwyRows *rows;
    size_t width, count, room;
    SwyYear *years;
    Kind *kinds;
    uint32_t *index;             // of the group's cells
    uint8_t *as_left, *as_above; // of one row: has the cell the climate of its neighbour?
} Group;

static void *must_have(void *memory)
{
    assert(memory);
    return memory;
}

SwyYears swy_years_open(int width, int height)
{
    size_t groups = ((size_t)height + SWY_GROUP - 1) / SWY_GROUP, cells = (size_t)width * (size_t)height;
    return (SwyYears){width, height, must_have(calloc(groups, sizeof(SwyYear *))),
                      must_have(malloc(cells * sizeof(uint32_t)))};
}

void swy_years_close(SwyYears *years)
{
    for (int g = 0; years->groups && g * SWY_GROUP < years->height; g++) free(years->groups[g]);
    free(years->groups);
    free(years->index);
    *years = (SwyYears){0};
}

// ---- which cells have the same climate

static inline bool same(float a, float b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void compare_plane(const float *at, const float *above, size_t width, Group *group)
{
    for (size_t c = 1; c < width; c++) group->as_left[c] &= same(at[c], at[c - 1]);
    for (size_t c = 0; above && c < width; c++) group->as_above[c] &= same(at[c], above[c]);
}

static void compare_row(Group *group, size_t row)
{
    size_t width = group->width, start = row * width;
    memset(group->as_left, 1, width);
    memset(group->as_above, row > 0, width);
    group->as_left[0] = 0;
    for (int m = 0; m < SWY_MONTHS; m++) {
        const float *rain = group->rows->rain[m] + start, *et0 = group->rows->et0[m] + start;
        compare_plane(rain, row > 0 ? rain - width : NULL, width, group);
        compare_plane(et0, row > 0 ? et0 - width : NULL, width, group);
    }
}

// ---- years

static uint32_t add_year(Group *group, size_t cell, Kind kind)
{
    if (group->count == group->room) {
        group->room = group->room ? group->room * 2 : 256;
        group->years = must_have(realloc(group->years, group->room * sizeof *group->years));
        group->kinds = must_have(realloc(group->kinds, group->room * sizeof *group->kinds));
    }
    SwyYear *year = &group->years[group->count];
    for (int m = 0; m < SWY_MONTHS; m++) {
        year->rain[m] = group->rows->rain[m][cell];
        year->et0[m] = group->rows->et0[m][cell];
    }
    year->land = kind.land;
    kind.next = (uint32_t)group->count;
    group->kinds[group->count] = kind;
    return (uint32_t)group->count++;
}

static bool same_kind(const Kind *a, const Kind *b)
{
    return a->land == b->land && a->zone == b->zone && a->stream == b->stream && a->kept == b->kept &&
           same(a->retention, b->retention);
}

// The year of this kind in a ring; a new one when it is not there.
static uint32_t year_in_ring(Group *group, uint32_t ring, size_t cell, Kind kind)
{
    uint32_t at = ring;
    do {
        if (same_kind(&group->kinds[at], &kind)) return at;
        at = group->kinds[at].next;
    } while (at != ring);
    uint32_t added = add_year(group, cell, kind);
    group->kinds[added].next = group->kinds[ring].next;
    group->kinds[ring].next = added;
    return added;
}

static void index_row(Group *group, size_t row)
{
    const SwyRows *rows = group->rows;
    compare_row(group, row);
    for (size_t c = 0; c < group->width; c++) {
        size_t cell = row * group->width + c;
        Kind kind = {rows->retention[cell], rows->land[cell], rows->zone[cell], 0,
                     rows->stream[cell],    rows->kept[cell]};
        if (group->as_left[c]) {
            group->index[cell] = year_in_ring(group, group->index[cell - 1], cell, kind);
        } else if (group->as_above[c]) {
            group->index[cell] = year_in_ring(group, group->index[cell - group->width], cell, kind);
        } else {
            group->index[cell] = add_year(group, cell, kind);
        }
    }
}

// ---- quickflow

static void take_month(Group *group, size_t first, size_t count, int month)
{
    float rain[CHUNK], events[CHUNK], retention[CHUNK], quick[CHUNK];
    uint8_t stream[CHUNK];
    for (size_t i = 0; i < count; i++) {
        const Kind *kind = &group->kinds[first + i];
        rain[i] = group->years[first + i].rain[month];
        events[i] = kind->zone < 0 ? NAN : group->rows->events[kind->zone * SWY_MONTHS + month];
        retention[i] = kind->retention;
        stream[i] = kind->stream;
    }
    swy_quickflow(count, rain, events, retention, stream, quick);
    for (size_t i = 0; i < count; i++) group->years[first + i].quick[month] = quick[i];
}

static void take_quickflow(Group *group)
{
    for (size_t first = 0; first < group->count; first += CHUNK) {
        size_t count = group->count - first < CHUNK ? group->count - first : CHUNK;
        for (int m = 0; m < SWY_MONTHS; m++) take_month(group, first, count, m);
    }
    for (size_t cell = 0; cell < group->width * (size_t)group->rows->rows; cell++) {
        const SwyYear *year = &group->years[group->index[cell]];
        for (int m = 0; m < SWY_MONTHS; m++) group->rows->quick[m][cell] = year->quick[m];
    }
}

// ---- what is kept

static SwyYear *keep(Group *group)
{
    size_t kept = 0, cells = group->width * (size_t)group->rows->rows;
    for (size_t i = 0; i < group->count; i++) kept += group->kinds[i].kept;
    SwyYear *years = must_have(malloc((kept + 1) * sizeof *years));
    kept = 0;
    for (size_t i = 0; i < group->count; i++) {
        Kind *kind = &group->kinds[i];
        if (kind->kept) years[kept] = group->years[i];
        kind->next = kind->kept ? (uint32_t)kept++ : SWY_NO_YEAR;
    }
    for (size_t cell = 0; cell < cells; cell++) group->index[cell] = group->kinds[group->index[cell]].next;
    return years;
}

void swy_years_take(SwyYears *years, int at, const SwyRows *rows)
{
    size_t width = (size_t)years->width;
    uint8_t *row = must_have(malloc(width * 2));
    Group group = {.rows = rows,
                   .width = width,
                   .index = years->index + (size_t)at * SWY_GROUP * width,
                   .as_left = row,
                   .as_above = row + width};
    for (int r = 0; r < rows->rows; r++) index_row(&group, (size_t)r);
    take_quickflow(&group);
    years->groups[at] = keep(&group);
    free(row);
    free(group.years);
    free(group.kinds);
}
