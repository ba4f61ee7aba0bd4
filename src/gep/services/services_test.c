// services_test.c - what must hold for every service: its rows are well formed, and its kernels treat every input as
// input.
#include "gep/kernel_generic_testing.h"

static int flow_count(const Service *service)
{
    int count = 0;
    while (count < FLOW_MAX && service->flows[count].id) count++;
    return count;
}

static void kernels_need_what_they_declare_and_keep_missing_values_missing(void **state)
{
    (void)state;
    for (const Service *const *at = services; *at; at++) {
        for (int k = 0; k < VARIANT_MAX && (*at)->variants[k].id; k++) {
            const Variant *variant = &(*at)->variants[k];
            if (!variant->kernel) continue;
            Arena *arena = arena_open();
            Specimen specimen = {.name = arena_printf(arena, "%s/%s", (*at)->code, variant->id),
                                 .inputs = variant->inputs,
                                 .params = variant->params,
                                 .options = variant->options,
                                 .kernel = variant->kernel,
                                 .out_count = flow_count(*at)};
            generic_check(arena, &specimen);
            arena_close(arena);
        }
    }
}

static bool is_flow(const Service *service, const char *id)
{
    for (int f = 0; f < flow_count(service); f++) {
        if (text_equal(service->flows[f].id, id)) return true;
    }
    return false;
}

static void check_parts(const Service *service)
{
    for (int p = 0; p < PART_MAX && service->parts[p].id; p++) {
        const Part *part = &service->parts[p];
        if (!part->name_zh || !part->name_en || !part->unit || !part->price) {
            fail_msg("%s.%s: a name, unit or price is lacking", service->code, part->id);
        }
        if (part->flow && !is_flow(service, part->flow)) fail_msg("%s.%s: no such flow", service->code, part->id);
        if (part->price && part->price[0] && !part->price_unit)
            fail_msg("%s.%s: a price needs a unit", service->code, part->id);
    }
}

static void rows_are_well_formed(void **state)
{
    (void)state;
    for (const Service *const *at = services; *at; at++) {
        const Service *service = *at;
        assert_true(service->name_zh && service->name_en && service->unit);
        assert_non_null(service->parts[0].id);
        assert_true(service_find(service->code) == service);
        if (at[1]) assert_true(strcmp(service->code, at[1]->code) < 0);
        check_parts(service);
        for (int k = 0; k < VARIANT_MAX && service->variants[k].id; k++) {
            const Variant *variant = &service->variants[k];
            assert_true(service_variant(service, variant->id) == variant);
            if (!variant->kernel && !variant->tabulate) fail_msg("%s/%s computes nothing", service->code, variant->id);
            if (!variant->source) fail_msg("%s/%s has no source", service->code, variant->id);
            assert_true(!variant->warning_zh == !variant->warning_en);
        }
        assert_null(service_variant(service, "no_such_variant"));
    }
    assert_null(service_find("R99"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_well_formed),
        cmocka_unit_test(kernels_need_what_they_declare_and_keep_missing_values_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
