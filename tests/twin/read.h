// read.h - the naive twin's own reading: CSV files, parameter rows, prices. Nothing of the engine's.
#ifndef QINGSHAN_TESTS_TWIN_READ_H
#define QINGSHAN_TESTS_TWIN_READ_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"

// ---- CSV: quotes, "#" comment lines, a byte order mark; the first row names the columns

enum { TWIN_COLUMNS = 24 };

typedef struct TwinCsv {
    size_t count, capacity; // rows; row 0 is the header
    char *(*rows)[TWIN_COLUMNS];
} TwinCsv;

static inline char *twin_text(Arena *arena, const char *path)
{
    char *data;
    size_t size;
    Err err;
    if (!file_read(arena, path, &data, &size, &err)) fail_msg("%s", err.text);
    return size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? data + 3 : data;
}

// Cuts one cell off, in place; returns what ended it: ',', '\n' or '\0'.
static inline char twin_cut(char **at, char **cell)
{
    char *from = *at, *to = *at;
    bool quoted = false;
    *cell = to;
    for (; *from && (quoted || (*from != ',' && *from != '\n')); from++) {
        bool doubled = quoted && from[0] == '"' && from[1] == '"';
        if (*from == '"' && !doubled) quoted = !quoted;
        if (doubled) from++;
        if ((*from != '"' || doubled) && *from != '\r') *to++ = *from;
    }
    char end = *from;
    *at = end == '\0' ? from : from + 1;
    *to = '\0';
    return end;
}

static inline TwinCsv twin_csv(Arena *arena, const char *path)
{
    static char nothing[] = "";
    TwinCsv csv = {0};
    char *at = twin_text(arena, path);
    while (*at) {
        if (*at == '#' || *at == '\n' || *at == '\r') {
            char *end = strchr(at, '\n');
            at = end ? end + 1 : at + strlen(at);
            continue;
        }
        csv.rows = arena_grow(arena, csv.rows, csv.count, &csv.capacity, sizeof *csv.rows);
        char **row = csv.rows[csv.count++], end = ',';
        for (int k = 0; k < TWIN_COLUMNS; k++) {
            row[k] = nothing;
            if (end == ',') end = twin_cut(&at, &row[k]);
        }
    }
    return csv;
}

static inline int twin_column(const TwinCsv *csv, const char *name)
{
    for (int k = 0; csv->count > 0 && k < TWIN_COLUMNS; k++) {
        if (strcmp(csv->rows[0][k], name) == 0) return k;
    }
    fail_msg("no column %s", name);
    abort();
}

static inline double twin_number(const char *cell)
{
    return *cell ? strtod(cell, NULL) : NAN;
}

// ---- parameter rows, in the order of their files

typedef struct TwinParam {
    const char *id, *ecosystem, *key, *region;
    double value, from, to;
    int rank, price_year, valid_from, valid_to;
} TwinParam;

typedef struct TwinParams {
    const char *district;
    int year;
    size_t count, capacity;
    TwinParam *rows;
} TwinParams;

static inline double twin_or(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

static inline void twin_read_params(Arena *arena, TwinParams *params, const char *path, int rank)
{
    TwinCsv csv = twin_csv(arena, path);
    static const char *const names[] = {"id",   "ecosystem", "key",        "region",     "value",
                                        "from", "to",        "price_year", "valid_from", "valid_to"};
    int at[10];
    for (int k = 0; k < 10; k++) at[k] = twin_column(&csv, names[k]);
    for (size_t i = 1; i < csv.count; i++) {
        char **row = csv.rows[i];
        params->rows = arena_grow(arena, params->rows, params->count, &params->capacity, sizeof *params->rows);
        params->rows[params->count++] = (TwinParam){.id = row[at[0]],
                                                    .ecosystem = row[at[1]],
                                                    .key = row[at[2]],
                                                    .region = row[at[3]],
                                                    .value = twin_number(row[at[4]]),
                                                    .from = twin_or(twin_number(row[at[5]]), -INFINITY),
                                                    .to = twin_or(twin_number(row[at[6]]), INFINITY),
                                                    .price_year = (int)twin_or(twin_number(row[at[7]]), 0),
                                                    .valid_from = (int)twin_or(twin_number(row[at[8]]), 0),
                                                    .valid_to = (int)twin_or(twin_number(row[at[9]]), 9999),
                                                    .rank = rank};
    }
}

static inline bool twin_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

// How near a row is to the question, as one number; -1 when it does not hold. District before profile, then class, then
// region.
static inline int twin_nearness(const TwinParams *params, const TwinParam *row, const char *id, const char *ecosystem,
                                const char *key)
{
    bool any = row->ecosystem[0] == '\0' || strcmp(row->ecosystem, "*") == 0;
    if (strcmp(row->id, id) != 0 || strcmp(row->key, key) != 0) return -1;
    if (!any && (!*ecosystem || !twin_starts(ecosystem, row->ecosystem))) return -1;
    if (!twin_starts(params->district, row->region)) return -1;
    if (params->year < row->valid_from || params->year > row->valid_to) return -1;
    return row->rank * 10000 + (int)strlen(row->ecosystem) * 100 + (int)strlen(row->region);
}

// The nearest row whose band holds x; NaN: any band. A later row of the same nearness replaces an earlier one.
static inline const TwinParam *twin_row(const TwinParams *params, const char *id, const char *ecosystem,
                                        const char *key, double x)
{
    const TwinParam *best = NULL;
    int nearest = -1;
    for (size_t i = 0; i < params->count; i++) {
        const TwinParam *row = &params->rows[i];
        int near = twin_nearness(params, row, id, ecosystem, key);
        bool holds = isnan(x) || (row->from <= x && x < row->to);
        if (near < 0 || near < nearest || !holds) continue;
        best = row;
        nearest = near;
    }
    return best;
}

static inline double twin_param(const TwinParams *params, const char *id, const char *ecosystem)
{
    const TwinParam *row = twin_row(params, id, ecosystem, "", NAN);
    return row ? row->value : NAN;
}

static inline double twin_scalar(const TwinParams *params, const char *id)
{
    double value = twin_param(params, id, "");
    if (isnan(value)) fail_msg("no parameter %s", id);
    return value;
}

static inline double twin_index(const TwinParams *params, int year)
{
    double value = NAN;
    for (size_t i = 0; i < params->count; i++) {
        if (strcmp(params->rows[i].id, "price_index") == 0 && params->rows[i].price_year == year)
            value = params->rows[i].value;
    }
    return value;
}

// A price in the money of a year: the row of that year, else of the latest year before it, else of the first after it,
// moved by the index where the row has a year.
static inline double twin_price(const TwinParams *params, const char *id, const char *ecosystem, int year)
{
    const TwinParam *best = NULL;
    int nearest = -1;
    for (size_t i = 0; i < params->count; i++) {
        const TwinParam *row = &params->rows[i];
        int near = twin_nearness(params, row, id, ecosystem, "");
        if (near < nearest || near < 0) continue;
        bool before = row->price_year <= year;
        bool better = near > nearest || before != (best->price_year <= year) ? near > nearest || before
                      : before                                               ? row->price_year > best->price_year
                                                                             : row->price_year < best->price_year;
        if (!better) continue;
        best = row;
        nearest = near;
    }
    if (!best) return NAN;
    if (best->price_year == 0 || best->price_year == year) return best->value;
    double ratio = twin_index(params, year) / twin_index(params, best->price_year);
    return isnan(ratio) ? best->value : best->value * ratio;
}

#endif
