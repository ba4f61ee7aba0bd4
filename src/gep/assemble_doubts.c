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

void assemble_doubts(Plan *plan, Account *account)
{
    check_bands(plan, account);
    check_area(plan, account);
    check_oxygen(plan, account);
    account->warnings = portable_findings(plan);
}
