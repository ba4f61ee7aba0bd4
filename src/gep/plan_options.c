// plan_options.c - the choices of district.yaml's variants: of a service that is there, by a key that something knows,
// made once. (Whether the value is one of those allowed, plan_bind and field_node say where it is used.)
#include "gep/plan_internal.h"

#include "base/message.h"

static bool in_options(const OptionNeed *options, const char *key)
{
    for (int k = 0; k < OPTION_MAX && options[k].key != NULL; k++) {
        if (text_equal(options[k].key, key)) return true;
    }
    return false;
}

static bool service_knows(const Service *service, const char *key)
{
    for (int v = 0; v < VARIANT_MAX && service->variants[v].id != NULL; v++) {
        if (in_options(service->variants[v].options, key)) return true;
    }
    return false;
}

static bool field_knows(const Field *field, const char *key)
{
    if (field->option != NULL && text_equal(field->option, key)) return true;
    for (int m = 0; m < VARIANT_MAX && field->methods[m].name != NULL; m++) {
        if (in_options(field->methods[m].options, key)) return true;
    }
    return false;
}

// leave_out and the conditions of overlaps are the engine's own.
static bool engine_knows(const char *key)
{
    static const char *const keys[] = {"leave_out", "storm_excluded", "residents_only", "different_water"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (text_equal(keys[i], key)) return true;
    }
    return false;
}

static bool somebody_knows(const char *key)
{
    bool known = engine_knows(key);
    for (size_t i = 0; !known && services[i] != NULL; i++) known = service_knows(services[i], key);
    for (size_t i = 0; !known && fields[i] != NULL; i++) known = field_knows(fields[i], key);
    return known;
}

// Keys are of the whole account: a field is computed once, whichever service asks for it.
static void check_conflict(Plan *plan, const VariantEntry *entry, size_t option)
{
    const char *key = entry->option_keys[option], *value = entry->option_values[option];
    for (const VariantEntry *other = plan->district.variants; other != entry; other++) {
        for (size_t k = 0; k < other->option_count; k++) {
            if (!text_equal(other->option_keys[k], key) || text_equal(other->option_values[k], value)) continue;
            finding_add(&plan->findings, FINDING_ERROR, "variants.conflict", entry->service,
                        "%s 写作 %s，而 %s 处写作 %s；一个选项只能有一个取值，请统一",
                        "%s is %s here and %s: %s; an option has one value, make them agree", key, value,
                        other->service, other->option_values[k]);
        }
    }
}

static void check_service(Plan *plan, const VariantEntry *entry)
{
    if (profile_service(&plan->profile, entry->service) != NULL) return;
    finding_add(&plan->findings, service_find(entry->service) == NULL ? FINDING_ERROR : FINDING_NOTE,
                "variants.service", entry->service, "variants 中的服务 %s 不在规范 %s 之内",
                "the service %s under variants is not in profile %s", entry->service, plan->profile.id);
}

void plan_options(Plan *plan)
{
    for (size_t i = 0; i < plan->district.variant_count; i++) {
        const VariantEntry *entry = &plan->district.variants[i];
        check_service(plan, entry);
        for (size_t k = 0; k < entry->option_count; k++) {
            check_conflict(plan, entry, k);
            if (somebody_knows(entry->option_keys[k])) continue;
            finding_add(&plan->findings, FINDING_ERROR, "variants.option", entry->service,
                        "没有方法认得选项 %s（%s=%s）；请检查拼写，或删去",
                        "no method knows the option %s (%s=%s); check its spelling, or remove it",
                        entry->option_keys[k], entry->option_keys[k], entry->option_values[k]);
        }
    }
}
