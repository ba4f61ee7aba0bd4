// statistics_test.c - what holds of every service, read from their tables.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "gep/service.h"

static bool filled(const char *text)
{
    return text && text[0];
}

static size_t flow_count(const Service *service)
{
    size_t count = 0;
    while (count < FLOW_MAX && service->flows[count].id) count++;
    return count;
}

static size_t part_count(const Service *service)
{
    size_t count = 0;
    while (count < PART_MAX && service->parts[count].id) count++;
    return count;
}

static size_t variant_count(const Service *service)
{
    size_t count = 0;
    while (count < VARIANT_MAX && service->variants[count].id) count++;
    return count;
}

static void all_services_of_the_frame_are_there(void **state)
{
    (void)state;
    static const char *const codes[] = {"C01", "C02", "C03", "M11", "M12", "M13", "M14", "M15",
                                        "M16", "M17", "R01", "R02", "R03", "R04", "R05", "R06",
                                        "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14"};
    size_t count = sizeof codes / sizeof *codes;
    for (size_t i = 0; i < count; i++) {
        assert_non_null(services[i]);
        assert_string_equal(services[i]->code, codes[i]);
        assert_ptr_equal(service_find(codes[i]), services[i]);
    }
    assert_null(services[count]);
    assert_null(service_find("R15"));
}

static void every_service_is_named_and_grouped_by_its_code(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        const Service *service = services[i];
        Group group = service->code[0] == 'M'   ? GROUP_MATERIAL
                      : service->code[0] == 'R' ? GROUP_REGULATING
                                                : GROUP_CULTURAL;
        assert_int_equal(service->group, group);
        assert_true(filled(service->name_zh) && filled(service->name_en) && filled(service->unit) && service->seea);
    }
}

static void every_list_ends(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        assert_true(flow_count(services[i]) < FLOW_MAX);
        assert_true(part_count(services[i]) < PART_MAX && part_count(services[i]) > 0);
        assert_true(variant_count(services[i]) < VARIANT_MAX && variant_count(services[i]) > 0);
    }
}

static void every_flow_is_valued_and_every_part_has_its_flow(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        const Service *service = services[i];
        size_t flows = flow_count(service), parts = part_count(service);
        for (size_t f = 0; f < flows; f++) {
            bool used = false;
            for (size_t p = 0; p < parts; p++) {
                used |= service->parts[p].flow && strcmp(service->parts[p].flow, service->flows[f].id) == 0;
            }
            if (!used) fail_msg("%s: flow %s has no part", service->code, service->flows[f].id);
            assert_true(filled(service->flows[f].unit) && filled(service->flows[f].name_zh));
        }
        for (size_t p = 0; p < parts; p++) {
            const Part *part = &service->parts[p];
            bool found = part->flow == NULL;
            for (size_t f = 0; f < flows; f++) found |= part->flow && strcmp(part->flow, service->flows[f].id) == 0;
            if (!found) fail_msg("%s: part %s has no flow", service->code, part->id);
            assert_true(part->price && part->price_unit && part->unit && filled(part->name_zh));
        }
    }
}

static void headline_flows_have_the_services_unit(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        for (size_t f = 0; f < flow_count(services[i]); f++) {
            const Flow *flow = &services[i]->flows[f];
            if (flow->counts) assert_string_equal(flow->unit, services[i]->unit);
        }
    }
}

static void every_variant_computes_by_kernel_or_table(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        for (size_t v = 0; v < variant_count(services[i]); v++) {
            const Variant *variant = &services[i]->variants[v];
            assert_true(variant->kernel || variant->tabulate);
            assert_true(!variant->tabulate || variant->tables[0]);
            assert_true(!variant->kernel || flow_count(services[i]) > 0);
            assert_true(filled(variant->name_zh) && filled(variant->name_en) && filled(variant->source));
            assert_int_equal(!variant->warning_zh, !variant->warning_en);
            assert_ptr_equal(service_variant(services[i], variant->id), variant);
            assert_true(variant->kernel || !variant->inputs[0].id);
        }
    }
}

static void declared_needs_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        for (size_t v = 0; v < variant_count(services[i]); v++) {
            const Variant *variant = &services[i]->variants[v];
            for (size_t k = 0; k < INPUT_MAX && variant->inputs[k].id; k++) {
                assert_true(variant->inputs[k].months == 1 || variant->inputs[k].months == 12);
                assert_true(filled(variant->inputs[k].unit));
            }
            for (size_t k = 0; k < PARAM_MAX && variant->params[k].id; k++) {
                assert_non_null(strchr(variant->params[k].id, '.'));
                assert_true(filled(variant->params[k].unit));
            }
            for (size_t k = 0; k < OPTION_MAX && variant->options[k].key; k++) {
                assert_true(filled(variant->options[k].values));
            }
        }
    }
}

static void a_key_option_is_an_option_of_its_variant(void **state)
{
    (void)state;
    for (size_t i = 0; services[i]; i++) {
        for (size_t v = 0; v < variant_count(services[i]); v++) {
            const Variant *variant = &services[i]->variants[v];
            for (size_t k = 0; k < PARAM_MAX && variant->params[k].id; k++) {
                const char *key = variant->params[k].key_option;
                bool found = key == NULL;
                for (size_t o = 0; key && o < OPTION_MAX && variant->options[o].key; o++) {
                    found |= strcmp(variant->options[o].key, key) == 0;
                }
                if (!found) fail_msg("%s %s: no option %s", services[i]->code, variant->id, key);
            }
        }
    }
}

static void carbon_and_oxygen_have_the_same_variants(void **state)
{
    (void)state;
    const Service *carbon = service_find("R06"), *oxygen = service_find("R07");
    assert_int_equal(variant_count(carbon), variant_count(oxygen));
    for (size_t v = 0; v < variant_count(carbon); v++) {
        assert_string_equal(carbon->variants[v].id, oxygen->variants[v].id);
        bool has_basis = false;
        for (size_t o = 0; o < OPTION_MAX && oxygen->variants[v].options[o].key; o++) {
            has_basis |= strcmp(oxygen->variants[v].options[o].key, "o2_basis") == 0;
        }
        assert_true(has_basis);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_services_of_the_frame_are_there),
        cmocka_unit_test(every_service_is_named_and_grouped_by_its_code),
        cmocka_unit_test(every_list_ends),
        cmocka_unit_test(every_flow_is_valued_and_every_part_has_its_flow),
        cmocka_unit_test(headline_flows_have_the_services_unit),
        cmocka_unit_test(every_variant_computes_by_kernel_or_table),
        cmocka_unit_test(declared_needs_are_complete),
        cmocka_unit_test(a_key_option_is_an_option_of_its_variant),
        cmocka_unit_test(carbon_and_oxygen_have_the_same_variants),
    };
    return cmocka_run_group_tests_name("services", tests, NULL, NULL);
}
