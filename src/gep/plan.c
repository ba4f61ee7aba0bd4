// plan.c - opening a plan: settings, profile, parameters; then the rooms plan_*.c.
#include "gep/plan_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/observed.h"
#include "gep/parcels.h"

static bool read_methods(Plan *plan)
{
    Err err;
    const char *profile = plan->district.profile;
    const char *folder = plan->methods;
    const char *own = district_path(plan->arena, &plan->district, profile);
    if (text_ends(profile, ".yaml")) { // a district's own profile, beside it
        char *data;
        size_t size;
        plan_add_input(plan, "profile", own, -1, "");
        if (!file_read(plan->arena, own, &data, &size, &err) ||
            !profile_parse(plan->arena, data, size, &plan->profile, &err))
            return plan_fail(plan, "profile", own, &err);
    } else if (!profile_read(plan->arena, folder, profile, &plan->profile, &err)) {
        return plan_fail(plan, "profile", "district.yaml", &err);
    }
    if (!classes_read(plan->arena, folder, &plan->classes, &err)) return plan_fail(plan, "classes", folder, &err);
    if (!ranges_read(plan->arena, folder, &plan->ranges, &err)) return plan_fail(plan, "ranges", folder, &err);
    for (size_t i = 0; i < plan->profile.above_count; i++) {
        finding_add(&plan->findings, FINDING_NOTE, "profile.above", plan->profile.id,
                    "此规范之上还有：%s；正式核算前应取得并核对",
                    "above this profile stands: %s; obtain and check it before an official run",
                    plan->profile.above[i]);
    }
    return true;
}

static bool read_params(Plan *plan)
{
    plan->params = (Params){.arena = plan->arena, .region = plan->district.code, .year = plan->method_year};
    bool ok = true;
    for (size_t i = 0; i < plan->profile.parameter_count; i++) {
        const char *path =
            file_join(plan->arena, file_join(plan->arena, plan->methods, "parameters"), plan->profile.parameters[i]);
        ok = params_read(&plan->params, path, "", 0, &plan->findings) && ok;
    }
    if (plan->district.parameters_file[0] != '\0') {
        const char *path = district_path(plan->arena, &plan->district, plan->district.parameters_file);
        plan_add_input(plan, "parameters", path, -1, "");
        ok = params_read(&plan->params, path, plan->district.parameters_sheet, 1, &plan->findings) && ok;
    }
    ok = params_check(&plan->params, &plan->findings) && ok;
    plan->price_rows = plan->params;
    ok = ranges_check_params(&plan->ranges, &plan->params, &plan->findings) && ok;
    return params_check_classes(&plan->params, &plan->classes, &plan->findings) && ok;
}

static bool any_normal(const District *district)
{
    for (size_t i = 0; i < district->map_count; i++) {
        if (district->maps[i].normal[0] != '\0') return true;
    }
    for (size_t i = 0; i < district->station_count; i++) {
        if (district->stations[i].normal[0] != '\0') return true;
    }
    return false;
}

// Parameters of a region are found by the code's first digits.
static void note_code(Plan *plan)
{
    const char *code = plan->district.code;
    size_t digits = strspn(code, "0123456789");
    if (code[digits] == '\0' && (digits == 6 || digits == 9 || digits == 12)) return;
    finding_add(
        &plan->findings, FINDING_NOTE, "district.code", "district.yaml",
        "区划代码“%s”不是 6 位（县级，GB/T 2260）、9 位或 12 位数字；按地区取的参数不会采用",
        "the code \"%s\" has not 6 digits (GB/T 2260), 9 or 12: parameters of a region will not be found for it", code);
}

static void plan_rooms(Plan *plan, int jobs)
{
    if (plan->mix == NULL) note_code(plan);
    if (!read_methods(plan) || !read_params(plan)) return;
    plan->has_normal = any_normal(&plan->district);
    bool tabular = plan->district.cells_file[0] != '\0' || plan->district.map_count == 0;
    if (!(tabular ? plan_tabular(plan) : plan_place(plan) && plan_land(plan, jobs))) return;
    plan_services(plan);
    observed_plan(plan);
    if (plan->mix == NULL) plan_declared(plan);
    if (plan->mix != NULL) plan_reprice(plan, &plan->mix->prices);
}

static bool read_district(Plan *plan, const char *folder, Err *err)
{
    if (!district_read(plan->arena, folder, &plan->district, err)) return false;
    plan_add_input(plan, "district", file_join(plan->arena, folder, "district.yaml"), -1, "");
    plan->weather_year = plan->condition_year = plan->method_year = plan->price_year = plan->year;
    plan->constant_price_year = plan->district.constant_price_year;
    return true;
}

static void take_mix(Plan *plan, const PlanMix *mix)
{
    plan->mix = mix;
    plan->district = *mix->district;
    plan->weather_year = mix->weather_year;
    plan->condition_year = mix->condition_year;
    plan->method_year = mix->method_year;
    plan->price_year = mix->prices.of->year;
    plan->constant_price_year = mix->prices.of->district.constant_price_year;
}

bool plan_open(const char *folder, const PlanOptions *options, Plan **out, Err *err)
{
    land_start();
    Arena *arena = arena_open();
    Plan *plan = arena_alloc(arena, sizeof *plan);
    plan->arena = arena;
    plan->findings = findings_open(arena);
    plan->year = options->year;
    plan->land_layer = plan->land_before_layer = -1;
    plan->methods = arena_text(arena, options->methods);
    if (options->mix != NULL) {
        take_mix(plan, options->mix);
    } else if (!read_district(plan, folder, err)) {
        arena_close(arena);
        return false;
    }
    plan_rooms(plan, options->jobs);
    *out = plan;
    return true;
}

void plan_close(Plan *plan)
{
    if (plan == NULL) return;
    for (size_t i = 0; i < plan->layer_count; i++) layer_plan_close(plan->layers[i].layer);
    parcels_close(plan->parcels);
    if (plan->mix == NULL) { // a mixture's are its ground's
        coverage_close(plan->coverage);
        cell_area_close(plan->cell_area);
        crs_close(plan->crs);
    }
    arena_close(plan->arena);
}

// The first bytes of a text, without half a character.
static size_t cut(const char *text, size_t most)
{
    size_t size = strlen(text);
    if (size <= most) return size;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80) most--;
    return most;
}

bool plan_check(const Plan *plan, Err *err)
{
    if (plan->findings.error_count == 0) return true;
    size_t most = sizeof err->text / plan->findings.error_count; // so that every error is named
    most = plan->findings.error_count == 1 ? most : most < 60 ? 20 : most - 40;
    StrBuf text = strbuf_open(plan->arena);
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *finding = &plan->findings.items[i];
        if (finding->severity != FINDING_ERROR) continue;
        const char *line = arena_printf(plan->arena, "%s: %s", finding->where, finding_rest(finding));
        size_t size = cut(line, most);
        strbuf_add(&text, "\n  ");
        strbuf_add_size(&text, line, size);
        if (line[size] != '\0') strbuf_add(&text, "…");
    }
    return err_set(err, ERR_REFUSED, _("the account is refused, %zu errors:%s"), plan->findings.error_count, text.data);
}
