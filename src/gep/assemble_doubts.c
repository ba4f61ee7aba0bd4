// assemble_doubts.c - plausibility of a finished account, and warnings that read the same wherever the folder lies.
#include "gep/assemble_doubts.h"

#include <math.h>
#include <string.h>

#include "gep/formulas/carbon.h"
#include "gep/plan_internal.h"

// ---- the result

static void doubt_band(Plan *plan, const ProfileBand *band, double value)
{
    Arena *arena = plan->arena;
    finding_add_texts(&plan->findings, FINDING_DOUBT, "plausibility", band->code,
                      arena_printf(arena, "%.6g %s 超出合理范围 %.6g–%.6g（%s）；请核对输入和参数", value, band->unit,
                                   band->low, band->high, band->source_zh),
                      arena_printf(arena,
                                   "%.6g %s is outside the plausible band %.6g to %.6g (%s); check inputs and "
                                   "parameters",
                                   value, band->unit, band->low, band->high, band->source_en));
}

static void check_bands(Plan *plan, const Account *account)
{
    for (size_t i = 0; i < plan->profile.band_count; i++) {
        const ProfileBand *band = &plan->profile.bands[i];
        double value = NAN, area_km2 = account->area_m2 / 1e6;
        if (text_equal(band->code, "GEP")) value = money_to_yuan(account->gep.current);
        for (size_t k = 0; k < account->service_count; k++) {
            if (text_equal(account->services[k].code, band->code) && account->services[k].state == SERVICE_COMPUTED)
                value = account->services[k].quantity;
        }
        if (text_equal(band->per, "km2")) value /= area_km2;
        if (isnan(value) || (value >= band->low && value <= band->high) ||
            !text_starts(plan->district.code, band->region))
            continue;
        doubt_band(plan, band, value);
    }
}

static void check_area(Plan *plan, const Account *account)
{
    double official = plan->district.official_area_hm2 * 1e4;
    if (!(official > 0)) return;
    double off = account->area_m2 / official - 1;
    if (fabs(off) <= plan->district.area_tolerance) return;
    finding_add(
        &plan->findings, FINDING_DOUBT, "area.official", "boundary",
        "核算面积 %.2f hm² 与公布面积 %.2f hm² 相差 %+.3f%%，超过允许的 %.3f%%",
        "the account's area %.2f hm2 differs from the official %.2f hm2 by %+.3f %%, more than the %.3f %% allowed",
        account->area_m2 / 1e4, official / 1e4, 100 * off, 100 * plan->district.area_tolerance);
}

// Values there are "not allotted to a town": a reader of the towns' table would miss them.
static void check_towns(Plan *plan, const PassResult *result, const Account *account)
{
    double outside_m2 = 0;
    for (size_t c = 0; c < plan->class_count; c++) outside_m2 += pass_sum(result, plan, (int)c, ZONE_NONE, 0);
    if (plan->zone_count == 0 || plan->tabular || outside_m2 <= 1e-4 * account->area_m2) return;
    finding_add(
        &plan->findings, FINDING_DOUBT, "zones.gap", plan->district.zones_file,
        "核算区中有 %.2f hm²（%.2f%%）不在任何乡镇界内，其价值列为“未分到镇”；请核对乡镇界与区界",
        "%.2f hm2 (%.2f %%) of the district lie in no town; their value stands as not allotted to a town; check "
        "the towns' borders against the district's",
        outside_m2 / 1e4, 100 * outside_m2 / account->area_m2);
}

// With NEP as the base of both, oxygen over carbon dioxide is 32/44 (gep-methods 7).
static void check_oxygen(Plan *plan, const Account *account)
{
    double carbon = NAN, oxygen = NAN;
    for (size_t k = 0; k < account->service_count; k++) {
        if (account->services[k].state != SERVICE_COMPUTED) continue;
        if (text_equal(account->services[k].code, "R06")) carbon = account->services[k].quantity;
        if (text_equal(account->services[k].code, "R07")) oxygen = account->services[k].quantity;
    }
    double ratio = oxygen / carbon;
    if (!isfinite(ratio) || carbon_oxygen_agrees(carbon, oxygen)) return;
    bool nep = text_equal(plan_option(plan, "o2_basis", ""), "NEP");
    finding_add(&plan->findings, FINDING_DOUBT, "oxygen.ratio", "R07", "释氧与固碳之比为 %.3f，应为 0.727±0.01%s",
                "oxygen over carbon dioxide is %.3f, expected 0.727 within 0.01%s", ratio,
                nep ? "" : " (o2_basis=NPP)");
}

// ---- the inputs' values

static const char *source_of(const Plan *plan, const Node *node, int month)
{
    if (node->kind == NODE_MAP) return plan->layers[node->layers[month]].path;
    if (node->kind == NODE_CLASS_TABLE || node->kind == NODE_SLOPE) return plan->layers[node->layers[0]].path;
    return plan->tabular ? plan->cells->path : node->id;
}

bool assemble_check_ranges(Plan *plan, const PassResult *result)
{
    bool ok = true;
    for (size_t i = 0; i < plan->node_count; i++) {
        const Node *node = &plan->nodes[i];
        for (int m = 0; node->range != NULL && m < node->months; m++)
            ok = range_finding(node->range, &result->outside[node->slot + m], source_of(plan, node, m),
                               &plan->findings) &&
                 ok;
    }
    return ok;
}

// ---- in any folder

// Without a slash at its end.
static size_t folder_size(const char *folder)
{
    size_t size = strlen(folder);
    while (size > 1 && folder[size - 1] == '/') size--;
    return size;
}

// Is there a path's beginning here, and not within a longer one?
static bool begins_path(const char *text, const char *at, const char *folder)
{
    size_t size = folder_size(folder);
    bool apart = at == text || strchr(" \"'([<:;,，：；（“", at[-1]) != NULL || (unsigned char)at[-1] >= 0x80;
    return apart && size > 0 && strncmp(at, folder, size) == 0 && at[size] == '/';
}

// The district's folder is left out of every path in the text; the folder of methods becomes "methods".
static const char *portable(const Plan *plan, const char *text)
{
    StrBuf out = strbuf_open(plan->arena);
    for (const char *at = text; at[0] != '\0';) {
        if (begins_path(text, at, plan->methods)) {
            strbuf_add(&out, "methods");
            at += folder_size(plan->methods);
        } else if (begins_path(text, at, plan->district.folder)) {
            at += folder_size(plan->district.folder) + 1;
        } else {
            strbuf_add_char(&out, *at++);
        }
    }
    return out.data;
}

static Findings *portable_findings(const Plan *plan)
{
    Findings *findings = arena_alloc(plan->arena, sizeof *findings);
    *findings = findings_open(plan->arena);
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *f = &plan->findings.items[i];
        finding_add_texts(findings, f->severity, f->code, portable(plan, f->where), portable(plan, f->text_zh),
                          portable(plan, f->text_en));
    }
    return findings;
}

void assemble_doubts(Plan *plan, const PassResult *result, Account *account)
{
    check_bands(plan, account);
    check_area(plan, account);
    check_towns(plan, result, account);
    check_oxygen(plan, account);
    account->warnings = portable_findings(plan);
}
