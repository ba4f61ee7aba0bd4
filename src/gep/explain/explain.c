#include "gep/explain/explain.h"

static size_t place(const Worths *w, Measure measure, size_t service, size_t town)
{
    return ((size_t)measure * w->service_count + service) * w->town_count + town;
}

// What the right files make of the account that had others; the shared change begins, or ends, with that account
// mended.
static int64_t correction(const Worths *w, size_t service, size_t town, Measure measure)
{
    size_t mended = w->right == 1 ? 0 : ((size_t)1 << w->player_count) - 1;
    int64_t change =
        worths_at(w, mended, service, town, measure) - worths_side(w, 1 - w->right, service, town, measure);
    return w->right == 1 ? change : -change;
}

static void share_cell(Explain *explain, Measure measure, size_t service, size_t town)
{
    const Worths *w = &explain->worths;
    int64_t worth[1 << SHAPLEY_MAX], part[SHAPLEY_MAX];
    for (size_t set = 0; set < (size_t)1 << w->player_count; set++)
        worth[set] = worths_at(w, set, service, town, measure);
    shapley_share((int)w->player_count, worth, part);
    Fen *parts = explain->parts + place(w, measure, service, town) * CAUSE_COUNT;
    for (size_t i = 0; i < w->player_count; i++) parts[w->players[i]].fen = part[i];
    if (w->corrected) parts[CAUSE_CORRECTION].fen = correction(w, service, town, measure);
}

static void share_all(Explain *explain)
{
    const Worths *w = &explain->worths;
    size_t cells = MEASURE_COUNT * w->service_count * w->town_count;
    explain->parts = arena_array(explain->arena, cells * CAUSE_COUNT + 1, sizeof *explain->parts);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        for (size_t s = 0; s < w->service_count; s++) {
            for (size_t t = 0; t < w->town_count; t++) share_cell(explain, (Measure)m, s, t);
        }
    }
}

bool explain_open(const char *out1, const char *out2, int jobs, Explain **out, Err *err)
{
    Arena *arena = arena_open();
    Explain *explain = arena_alloc(arena, sizeof *explain);
    explain->arena = arena;
    *out = explain;
    if (!pair_open(&explain->pair, arena, out1, out2, jobs, err) ||
        !worths_compute(&explain->pair, jobs, &explain->worths, err) ||
        !drivers_find(&explain->pair, jobs, &explain->drivers, err))
        return false;
    share_all(explain);
    return true;
}

void explain_close(Explain *explain)
{
    if (explain == NULL) return;
    pair_close(&explain->pair);
    arena_close(explain->arena);
}

size_t explain_causes(const Explain *explain, Cause out[CAUSE_COUNT])
{
    const Worths *w = &explain->worths;
    size_t count = 0;
    for (int c = 0; c < CAUSE_COUNT; c++) {
        bool told = c == CAUSE_CORRECTION && w->corrected;
        for (size_t i = 0; i < w->player_count; i++) told |= (int)w->players[i] == c;
        if (told) out[count++] = (Cause)c;
    }
    return count;
}

bool explain_has(const Explain *explain, Measure measure)
{
    return explain->pair.has_normal || measure == MEASURE_CURRENT || measure == MEASURE_CONSTANT;
}

// ---- sums ----

typedef struct Span {
    size_t from, to;
} Span;

static Span span_of(int index, size_t count)
{
    return index < 0 ? (Span){0, count} : (Span){(size_t)index, (size_t)index + 1};
}

Fen explain_part(const Explain *explain, Measure measure, int service, int town, int cause)
{
    const Worths *w = &explain->worths;
    Span rows = span_of(service, w->service_count), towns = span_of(town, w->town_count),
         causes = span_of(cause, CAUSE_COUNT);
    Fen sum = {0};
    for (size_t s = rows.from; s < rows.to; s++) {
        for (size_t t = towns.from; t < towns.to; t++) {
            const Fen *parts = explain->parts + place(w, measure, s, t) * CAUSE_COUNT;
            for (size_t c = causes.from; c < causes.to; c++) sum = money_add(sum, parts[c]);
        }
    }
    return sum;
}

Fen explain_worth(const Explain *explain, Measure measure, int side, int service, int town)
{
    const Worths *w = &explain->worths;
    Span rows = span_of(service, w->service_count), towns = span_of(town, w->town_count);
    Fen sum = {0};
    for (size_t s = rows.from; s < rows.to; s++) {
        for (size_t t = towns.from; t < towns.to; t++) sum = money_add(sum, (Fen){worths_side(w, side, s, t, measure)});
    }
    return sum;
}

Measure explain_audit_measure(const Explain *explain)
{
    return explain->pair.has_normal ? MEASURE_NORMAL_CONSTANT : MEASURE_CONSTANT;
}

Fen explain_audit(const Explain *explain, int service, int town)
{
    Measure measure = explain_audit_measure(explain);
    return money_add(explain_part(explain, measure, service, town, CAUSE_AREA),
                     explain_part(explain, measure, service, town, CAUSE_CONDITION));
}
