// params.c - looking parameters up. params_read.c reads them, params_check.c finds what is wrong among them.
#include "gep/params.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/classes.h"
#include "gep/params_internal.h"

bool param_same_thing(const ParamRow *a, const ParamRow *b)
{
    return text_equal(a->id, b->id) && text_equal(a->ecosystem, b->ecosystem) && text_equal(a->key, b->key) &&
           text_equal(a->region, b->region);
}

bool param_is_band(const ParamRow *row)
{
    return !isinf(row->from) || !isinf(row->to);
}

const char *param_where(Arena *arena, const ParamRow *row)
{
    return arena_printf(arena, _("%s, row %d"), row->file, row->row_number);
}

// ---- order ----------------------------------------------------------------------------------------------------------

static int compare_doubles(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_rows(const void *left, const void *right)
{
    const ParamRow *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    if (order == 0) order = strcmp(a->ecosystem, b->ecosystem);
    if (order == 0) order = strcmp(a->key, b->key);
    if (order == 0) order = strcmp(a->region, b->region);
    if (order == 0) order = a->rank - b->rank;
    if (order == 0) order = a->price_year - b->price_year;
    if (order == 0) order = a->valid_from - b->valid_from;
    if (order == 0) order = compare_doubles(a->from, b->from);
    if (order == 0) order = compare_doubles(a->to, b->to);
    if (order == 0) order = strcmp(a->file, b->file);
    return order != 0 ? order : a->row_number - b->row_number;
}

static bool replaces(const ParamRow *row, const ParamRow *earlier)
{
    if (row->rank != earlier->rank || !param_same_thing(row, earlier)) return false;
    if (param_is_band(row) || param_is_band(earlier)) return true; // bands come as a set
    return row->price_year == earlier->price_year && row->valid_from <= earlier->valid_to &&
           earlier->valid_from <= row->valid_to;
}

static bool is_replaced(const ParamRow *earlier, const ParamRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (replaces(&rows[i], earlier)) return true;
    }
    return false;
}

void params_take(Params *params, const ParamRow *rows, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < params->count; i++) {
        if (!is_replaced(&params->rows[i], rows, count)) params->rows[kept++] = params->rows[i];
    }
    params->count = kept;
    for (size_t i = 0; i < count; i++) {
        params->rows = arena_grow(params->arena, params->rows, params->count, &params->capacity, sizeof *params->rows);
        params->rows[params->count++] = rows[i];
    }
    if (params->count > 0) qsort(params->rows, params->count, sizeof *params->rows, compare_rows);
}

// ---- lookup ---------------------------------------------------------------------------------------------------------

// The rows of an id are [first, end).
static void rows_of(const Params *params, const char *id, size_t *first, size_t *end)
{
    size_t low = 0, high = params->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(params->rows[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = *end = low;
    while (*end < params->count && text_equal(params->rows[*end].id, id)) (*end)++;
}

static bool holds_for(const Params *params, const ParamRow *row, const char *ecosystem, const char *key, int year)
{
    return text_equal(row->key, key) && class_within(ecosystem, row->ecosystem) &&
           (row->region[0] == '\0' || (params->region && text_starts(params->region, row->region))) &&
           (year == 0 || (row->valid_from <= year && year <= row->valid_to));
}

// Is `a` nearer to the question than `b` (NULL: none)? District before profile, then class, then region.
static bool is_nearer(const ParamRow *a, const ParamRow *b)
{
    if (!b || a->rank != b->rank) return !b || a->rank > b->rank;
    size_t class_a = strlen(a->ecosystem), class_b = strlen(b->ecosystem);
    if (class_a != class_b) return class_a > class_b;
    size_t region_a = strlen(a->region), region_b = strlen(b->region);
    if (region_a != region_b) return region_a > region_b;
    return a->price_year > b->price_year;
}

const ParamRow *params_find(const Params *params, const char *id, const char *ecosystem, const char *key, double x)
{
    size_t i, end;
    const ParamRow *best = NULL;
    for (rows_of(params, id, &i, &end); i < end; i++) {
        const ParamRow *row = &params->rows[i];
        if (!holds_for(params, row, ecosystem, key, params->year)) continue;
        bool holds_x = isnan(x) ? !param_is_band(row) : row->from <= x && x < row->to;
        if (holds_x && is_nearer(row, best)) best = row;
    }
    return best;
}

bool params_has(const Params *params, const char *id)
{
    size_t first, end;
    rows_of(params, id, &first, &end);
    return end > first;
}

// ---- bands ----------------------------------------------------------------------------------------------------------

static const ParamRow *nearest_row(const Params *params, const char *id, const char *ecosystem, const char *key,
                                   int year)
{
    size_t i, end;
    const ParamRow *best = NULL;
    for (rows_of(params, id, &i, &end); i < end; i++) {
        const ParamRow *row = &params->rows[i];
        if (holds_for(params, row, ecosystem, key, year) && is_nearer(row, best)) best = row;
    }
    return best;
}

// Rows of the same set as `row`, in order of their bands.
static const ParamRow **set_of(Arena *arena, const Params *params, const ParamRow *row, size_t *count)
{
    size_t first, end;
    rows_of(params, row->id, &first, &end);
    const ParamRow **set = arena_array(arena, end - first, sizeof *set);
    *count = 0;
    for (size_t i = first; i < end; i++) {
        const ParamRow *other = &params->rows[i];
        if (param_same_thing(other, row) && other->rank == row->rank && other->price_year == row->price_year &&
            other->valid_from == row->valid_from) {
            set[(*count)++] = other;
        }
    }
    return set;
}

Bands params_bands(Arena *arena, const Params *params, const char *id, const char *ecosystem, const char *key)
{
    const ParamRow *nearest = nearest_row(params, id, ecosystem, key, params->year);
    if (!nearest) return (Bands){0};
    Bands bands = {0};
    const ParamRow **rows = set_of(arena, params, nearest, &bands.count);
    double *from = arena_array(arena, bands.count, sizeof *from), *to = arena_array(arena, bands.count, sizeof *to);
    double *value = arena_array(arena, bands.count, sizeof *value);
    for (size_t i = 0; i < bands.count; i++) {
        from[i] = rows[i]->from;
        to[i] = rows[i]->to;
        value[i] = rows[i]->value;
    }
    bands.from = from;
    bands.to = to;
    bands.value = value;
    bands.rows = rows;
    return bands;
}

double bands_value(const Bands *bands, double x)
{
    for (size_t i = 0; i < bands->count; i++) {
        if (bands->from[i] <= x && x < bands->to[i]) return bands->value[i];
    }
    return NAN;
}

// ---- prices ---------------------------------------------------------------------------------------------------------

// Is year `a` a better source for `year` than `b`? The year itself, the latest before it, the earliest after it, none.
static bool is_better_year(int a, int b, int year)
{
    if (a == 0 || b == 0) return a != 0;
    bool a_before = a <= year, b_before = b <= year;
    if (a_before != b_before) return a_before;
    return a_before ? a > b : a < b;
}

static const ParamRow *price_row(const Params *params, const char *id, const char *ecosystem, const char *key, int year)
{
    const ParamRow *nearest = nearest_row(params, id, ecosystem, key, year);
    size_t i, end;
    if (!nearest) return NULL;
    for (rows_of(params, id, &i, &end); i < end; i++) {
        const ParamRow *row = &params->rows[i];
        if (param_same_thing(row, nearest) && row->rank == nearest->rank &&
            holds_for(params, row, ecosystem, key, year) &&
            is_better_year(row->price_year, nearest->price_year, year)) {
            nearest = row;
        }
    }
    return nearest;
}

// The index of a year: of the price `id` or, with an empty key, of all prices. NaN when it is not there.
static double index_of(const Params *params, const char *key, int year)
{
    size_t i, end;
    const ParamRow *best = NULL;
    for (rows_of(params, "price_index", &i, &end); i < end; i++) {
        const ParamRow *row = &params->rows[i];
        if (row->price_year == year && holds_for(params, row, "", key, 0) && is_nearer(row, best)) best = row;
    }
    return best ? best->value : NAN;
}

static bool index_ratio(const Params *params, const char *key, int from_year, int year, double *ratio)
{
    *ratio = index_of(params, key, year) / index_of(params, key, from_year);
    return isfinite(*ratio) && *ratio > 0;
}

const ParamRow *params_price(const Params *params, const char *id, const char *ecosystem, const char *key, int year,
                             double *price, int *from_year, bool *indexed)
{
    const ParamRow *row = price_row(params, id, ecosystem, key, year);
    *price = row ? row->value : NAN;
    *from_year = row ? row->price_year : 0;
    *indexed = false;
    if (!row || row->price_year == 0 || row->price_year == year) return row;
    double ratio;
    *indexed = index_ratio(params, id, row->price_year, year, &ratio) ||
               index_ratio(params, "", row->price_year, year, &ratio);
    if (*indexed) *price *= ratio;
    return row;
}
