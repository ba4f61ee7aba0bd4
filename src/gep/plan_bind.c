// plan_bind.c - the parameters and options of one kernel, looked up for every class.
#include "gep/plan_internal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gep/units.h"

const char *plan_option(const Plan *plan, const char *key, const char *fallback)
{
    for (size_t i = 0; i < plan->district.variant_count; i++) {
        const VariantEntry *entry = &plan->district.variants[i];
        for (size_t k = 0; k < entry->option_count; k++) {
            if (text_equal(entry->option_keys[k], key)) return entry->option_values[k];
        }
    }
    size_t size = strlen(key);
    for (size_t i = 0; i < plan->profile.service_count; i++) {
        const ProfileService *service = &plan->profile.services[i];
        for (size_t k = 0; k < service->option_count; k++) {
            const char *option = service->options[k];
            if (strncmp(option, key, size) == 0 && option[size] == '=') return option + size + 1;
        }
    }
    return fallback;
}

bool plan_input_wanted(const Plan *plan, const InputNeed *need, const OptionNeed *options)
{
    if (need->needed_if == NULL) return true;
    const char *equal = strchr(need->needed_if, '=');
    char *key = arena_text_size(plan->arena, need->needed_if, (size_t)(equal - need->needed_if));
    const char *fallback = NULL;
    for (int k = 0; k < OPTION_MAX && options[k].key != NULL; k++) {
        if (text_equal(options[k].key, key)) fallback = options[k].fallback;
    }
    return text_equal(plan_option(plan, key, fallback), equal + 1);
}

bool bound_year_range(const char *text, int *first, int *last)
{
    int size = 0;
    bool two = sscanf(text, "%4d-%4d%n", first, last, &size) == 2 && text[size] == '\0';
    if (two) return *first <= *last;
    bool one = sscanf(text, "%4d%n", first, &size) == 1 && text[size] == '\0';
    if (one) *last = *first;
    return one;
}

static bool option_allowed(const OptionNeed *need, const char *text)
{
    double number;
    int first, last;
    if (text_equal(need->values, "number")) return text_to_double(text, &number);
    if (text_equal(need->values, "years")) return text[0] == '\0' || bound_year_range(text, &first, &last);
    if (text_equal(need->values, "text")) return true;
    size_t size = strlen(text);
    for (const char *at = need->values; at != NULL; at = strchr(at, '|')) {
        if (*at == '|') at++;
        if (strncmp(at, text, size) == 0 && (at[size] == '|' || at[size] == '\0')) return true;
    }
    return false;
}

static bool bind_options(const Plan *plan, const char *owner, const OptionNeed *options, Bound *out, Why *why)
{
    double *numbers = arena_array(plan->arena, OPTION_MAX, sizeof *numbers);
    const char **texts = arena_array(plan->arena, OPTION_MAX, sizeof *texts);
    for (int k = 0; k < OPTION_MAX && options[k].key != NULL; k++) {
        const char *text = plan_option(plan, options[k].key, options[k].fallback);
        if (text == NULL) {
            return why_say(why, "%s：须在 variants 中选定 %s=(%s)", "%s: choose %s=(%s) under variants", owner,
                           options[k].key, options[k].values);
        }
        if (!option_allowed(&options[k], text)) {
            return why_say(why, "%s：%s=%s，应为 %s", "%s: %s=%s, expected %s", owner, options[k].key, text,
                           options[k].values);
        }
        texts[k] = text;
        if (!text_to_double(text, &numbers[k])) numbers[k] = NAN;
    }
    out->option_number = numbers;
    out->option_text = texts;
    return true;
}

// ---- parameters ----

typedef struct Binding {
    Plan *plan;
    const char *owner;
    Why *why;
    double *scalar;
    const double **by_class;
    const Bands **bands;
    bool *unverified_class;
    const ParamRow **rows;
    size_t row_count, row_capacity;
    bool unverified;
} Binding;

static bool row_is_unverified(const ParamRow *row)
{
    return text_equal(row->status, "unverified");
}

static void add_row(Binding *binding, const ParamRow *row)
{
    for (size_t i = 0; i < binding->row_count; i++) {
        if (binding->rows[i] == row) return;
    }
    binding->rows = arena_grow(binding->plan->arena, binding->rows, binding->row_count, &binding->row_capacity,
                               sizeof *binding->rows);
    binding->rows[binding->row_count++] = row;
}

static bool row_factor(Binding *binding, const ParamNeed *need, const ParamRow *row, double *factor)
{
    if (unit_convert(row->unit, need->unit, factor)) return true;
    return why_say(binding->why, "%s：%s 第 %d 行参数 %s 的单位 %s 应为 %s",
                   "%s: %s, row %d, parameter %s: unit %s, expected %s", binding->owner, row->file, row->row_number,
                   row->id, row->unit, need->unit);
}

static bool bind_scalar(Binding *binding, const ParamNeed *need, const char *key, int k)
{
    const ParamRow *row = params_find(&binding->plan->params, need->id, "", key, NAN);
    if (row == NULL) {
        binding->scalar[k] = need->when_absent;
        if (need->optional) return true;
        return why_say(binding->why, "%s：缺参数 %s%s%s", "%s: there is no parameter %s%s%s", binding->owner, need->id,
                       key[0] ? " key=" : "", key);
    }
    double factor;
    if (!row_factor(binding, need, row, &factor)) return false;
    binding->scalar[k] = row->value * factor;
    binding->unverified |= row_is_unverified(row);
    add_row(binding, row);
    return true;
}

static bool bind_by_class(Binding *binding, const ParamNeed *need, const char *key, int k)
{
    const Plan *plan = binding->plan;
    double *values = arena_array(plan->arena, CLASS_MAX, sizeof *values);
    bool any = false;
    for (size_t c = 0; c < plan->class_count; c++) {
        values[c] = need->optional ? need->when_absent : NAN;
        const ParamRow *row = c == 0 ? NULL : params_find(&plan->params, need->id, plan->class_code[c], key, NAN);
        if (row == NULL) continue;
        double factor;
        if (!row_factor(binding, need, row, &factor)) return false;
        values[c] = row->value * factor;
        binding->unverified_class[c] |= row_is_unverified(row);
        add_row(binding, row);
        any = true;
    }
    binding->by_class[k] = values;
    if (any || need->optional) return true;
    return why_say(binding->why, "%s：各类均缺参数 %s", "%s: no class has a parameter %s", binding->owner, need->id);
}

static bool bind_bands(Binding *binding, const ParamNeed *need, const char *key, int k)
{
    const Plan *plan = binding->plan;
    Bands *bands = arena_array(plan->arena, CLASS_MAX, sizeof *bands);
    bool any = false;
    for (size_t c = 1; c < plan->class_count; c++) {
        bands[c] = params_bands(plan->arena, &plan->params, need->id, plan->class_code[c], key);
        for (size_t b = 0; b < bands[c].count; b++) {
            binding->unverified_class[c] |= row_is_unverified(bands[c].rows[b]);
            add_row(binding, bands[c].rows[b]);
            any = true;
        }
    }
    binding->bands[k] = bands;
    if (any || need->optional) return true;
    return why_say(binding->why, "%s：缺分段参数 %s", "%s: there are no bands of parameter %s", binding->owner,
                   need->id);
}

static bool bind_one(Binding *binding, const ParamNeed *need, int k)
{
    const char *key = need->key_option == NULL ? "" : plan_option(binding->plan, need->key_option, "");
    switch (need->shape) {
    case PARAM_SCALAR:
        return bind_scalar(binding, need, key, k);
    case PARAM_BY_CLASS:
        return bind_by_class(binding, need, key, k);
    case PARAM_BAND:
        return bind_bands(binding, need, key, k);
    }
    return false;
}

double *plan_scalar_target(const Bound *bound, size_t k)
{
    return &bound->scalar[k];
}

bool plan_bind(Plan *plan, const char *owner, const ParamNeed *params, const OptionNeed *options,
               size_t statistic_count, Bound *out, Why *why)
{
    Binding binding = {.plan = plan, .owner = owner, .why = why};
    binding.scalar = arena_array(plan->arena, PARAM_MAX + statistic_count, sizeof *binding.scalar);
    binding.by_class = arena_array(plan->arena, PARAM_MAX, sizeof *binding.by_class);
    binding.bands = arena_array(plan->arena, PARAM_MAX, sizeof *binding.bands);
    binding.unverified_class = arena_array(plan->arena, CLASS_MAX, sizeof *binding.unverified_class);
    *out = (Bound){0};
    bool ok = bind_options(plan, owner, options, out, why);
    for (int k = 0; k < PARAM_MAX && params[k].id != NULL; k++) ok = bind_one(&binding, &params[k], k) && ok;
    out->scalar = binding.scalar;
    out->by_class = binding.by_class;
    out->bands = binding.bands;
    out->rows = binding.rows;
    out->row_count = binding.row_count;
    out->unverified = binding.unverified;
    out->unverified_class = binding.unverified_class;
    return ok;
}
