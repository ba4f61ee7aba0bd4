// params_check.c - what is wrong among parameter rows: bands that overlap or leave gaps, units that disagree, classes
// that are unknown.
#include "gep/params.h"

#include <math.h>

#include "base/text.h"
#include "gep/classes.h"
#include "gep/params_internal.h"
#include "gep/units.h"

static const char *limit_text(Arena *arena, double limit)
{
    char number[NUMBER_TEXT_SIZE];
    if (isinf(limit)) return limit < 0 ? "-∞" : "∞";
    return arena_text(arena, number_text(limit, number));
}

static bool band_finding(const ParamRow *before, const ParamRow *row, double reach, Findings *findings)
{
    Arena *arena = findings->arena;
    const char *where = param_where(arena, row), *from = limit_text(arena, row->from), *to = limit_text(arena, row->to);
    if (!param_is_band(row) && !param_is_band(before)) {
        return finding_add(findings, FINDING_ERROR, "param.duplicate", where,
                           "参数 %s（生态系统 %s）与 %s 第 %d 行重复；请删去其一",
                           "parameter %s (ecosystem %s) stands twice: also in %s row %d; remove one", row->id,
                           row->ecosystem, before->file, before->row_number);
    }
    const char *reached = limit_text(arena, reach);
    if (row->from < reach) {
        return finding_add(findings, FINDING_ERROR, "param.overlap", where,
                           "参数 %s（生态系统 %s）的分段 [%s, %s) 与前面的分段重叠（前段到 %s）；各段须首尾相接",
                           "parameter %s (ecosystem %s): the band [%s, %s) overlaps the one before it, which ends at "
                           "%s; bands must touch",
                           row->id, row->ecosystem, from, to, reached);
    }
    return finding_add(findings, FINDING_ERROR, "param.gap", where,
                       "参数 %s（生态系统 %s）的分段 [%s, %s) 之前有空缺（前段到 %s）；各段须首尾相接",
                       "parameter %s (ecosystem %s): before the band [%s, %s) there is a gap from %s on; bands must "
                       "touch",
                       row->id, row->ecosystem, from, to, reached);
}

// Rows of one thing, rank, price year and years of validity follow each other, by `from`.
static bool same_set(const ParamRow *a, const ParamRow *b)
{
    return param_same_thing(a, b) && a->rank == b->rank && a->price_year == b->price_year &&
           a->valid_from <= b->valid_to && b->valid_from <= a->valid_to;
}

static bool check_bands(const Params *params, Findings *findings)
{
    bool ok = true;
    double reach = -INFINITY;
    for (size_t i = 0; i < params->count; i++) {
        const ParamRow *row = &params->rows[i], *before = i > 0 ? row - 1 : NULL;
        if (!before || !same_set(before, row)) {
            reach = row->to;
            continue;
        }
        if (row->from != reach) ok = band_finding(before, row, reach, findings);
        if (row->to > reach) reach = row->to;
    }
    return ok;
}

static bool same_unit(const char *a, const char *b)
{
    double factor;
    return text_equal(a, b) || (unit_convert(a, b, &factor) && factor == 1);
}

// Prices are multiplied as they stand, so units must be equal, not only convertible.
static bool check_units(const Params *params, Findings *findings)
{
    bool ok = true;
    const ParamRow *first = params->rows;
    for (size_t i = 0; i < params->count; i++) {
        const ParamRow *row = &params->rows[i];
        if (!text_equal(row->id, first->id)) first = row;
        const ParamRow *odd = row->rank >= first->rank ? row : first, *other = odd == row ? first : row;
        if (same_unit(row->unit, first->unit)) continue;
        ok = finding_add(findings, FINDING_ERROR, "param.unit", param_where(findings->arena, odd),
                         "参数 %s 的单位为“%s”，而 %s 第 %d 行为“%s”；请换算为后者",
                         "parameter %s has the unit '%s', but '%s' row %d has '%s'; convert it to that", odd->id,
                         odd->unit, other->file, other->row_number, other->unit);
    }
    return ok;
}

static bool check_spreads(const Params *params, Findings *findings)
{
    bool ok = true;
    for (size_t i = 0; i < params->count; i++) {
        const ParamRow *row = &params->rows[i];
        if (!(row->low > row->value) && !(row->high < row->value)) continue;
        ok = finding_add(findings, FINDING_ERROR, "param.spread", param_where(findings->arena, row),
                         "参数 %s 的值 %g 不在 low %g 与 high %g 之间",
                         "parameter %s: the value %g is not between low %g and "
                         "high %g",
                         row->id, row->value, row->low, row->high);
    }
    return ok;
}

bool params_check(const Params *params, Findings *findings)
{
    bool bands = check_bands(params, findings), units = check_units(params, findings);
    return check_spreads(params, findings) && bands && units;
}

bool params_check_classes(const Params *params, const EcoClasses *classes, Findings *findings)
{
    bool ok = true;
    for (size_t i = 0; i < params->count; i++) {
        const ParamRow *row = &params->rows[i];
        if (row->ecosystem[0] == '\0' || classes_find(classes, row->ecosystem)) continue;
        ok = finding_add(findings, FINDING_ERROR, "param.class", param_where(findings->arena, row),
                         "参数 %s 的生态系统代码“%s”未知；代码见 methods/classes/ecosystem.csv，空白表示各类",
                         "parameter %s: there is no ecosystem class '%s'; see methods/classes/ecosystem.csv, empty is "
                         "every class",
                         row->id, row->ecosystem);
    }
    return ok;
}
