// fields_test.c - what must hold for every field: its rows are well formed, and its kernels treat every input as input.
#include "gep/kernel_generic_testing.h"

static Specimen specimen_of(Arena *arena, const Field *field, const FieldMethod *method)
{
    size_t statistics = 0;
    while (statistics < 4 && method->statistics[statistics].input) statistics++;
    return (Specimen){.name = arena_printf(arena, "%s/%s", field->id, method->name),
                      .inputs = method->inputs,
                      .params = method->params,
                      .options = method->options,
                      .statistic_count = statistics,
                      .kernel = method->kernel,
                      .out_count = field->months};
}

static void kernels_need_what_they_declare_and_keep_missing_values_missing(void **state)
{
    (void)state;
    for (const Field *const *at = fields; *at; at++) {
        for (int k = 0; k < VARIANT_MAX && (*at)->methods[k].name; k++) {
            if (!(*at)->methods[k].kernel) continue;
            Arena *arena = arena_open();
            Specimen specimen = specimen_of(arena, *at, &(*at)->methods[k]);
            generic_check(arena, &specimen);
            arena_close(arena);
        }
    }
}

static void check_method(const Field *field, const FieldMethod *method)
{
    if (!method->source || !method->source[0]) fail_msg("%s/%s has no source", field->id, method->name);
    if (!method->kernel == !method->at_site) fail_msg("%s/%s: a kernel or at_site", field->id, method->name);
    if (!method->at_site == !!method->site_variables[0]) fail_msg("%s/%s: site variables", field->id, method->name);
    assert_true(!method->warning_zh == !method->warning_en);
    for (int s = 0; s < 4 && method->statistics[s].input; s++) {
        bool found = false;
        for (int k = 0; k < INPUT_MAX && method->inputs[k].id; k++) {
            found = found || text_equal(method->inputs[k].id, method->statistics[s].input);
        }
        if (!found) fail_msg("%s/%s: statistic of no input", field->id, method->name);
    }
}

static void rows_are_well_formed(void **state)
{
    (void)state;
    for (const Field *const *at = fields; *at; at++) {
        const Field *field = *at;
        assert_non_null(field->name_zh);
        assert_non_null(field->name_en);
        assert_non_null(field->unit);
        assert_true(field->months == 1 || field->months == 12);
        assert_non_null(field->methods[0].name);
        assert_true(field_find(field->id) == field);
        if (at[1]) assert_true(strcmp(field->id, at[1]->id) < 0);
        for (int k = 0; k < VARIANT_MAX && field->methods[k].name; k++) check_method(field, &field->methods[k]);
    }
    assert_null(field_find("no_such_field"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_well_formed),
        cmocka_unit_test(kernels_need_what_they_declare_and_keep_missing_values_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
