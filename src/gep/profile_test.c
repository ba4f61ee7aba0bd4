#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "gep/profile.h"

#define HEAD "id: p\ntitle_zh: 甲\ntitle_en: A\nstatus: verified\nprice_basis: capital\n"
#define SERVICES                                                                                                       \
    "services:\n  - {code: R01, in_total: true, variant: A, variants: [A, B]}\n"                                       \
    "  - {code: R05, in_total: false, variant: A, options: [rh_basis=annual]}\n"

static Arena *arena;
static Err err;

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static const char *methods_folder(void)
{
    char *folder;
    if (!file_program_data(arena, "methods", &folder, &err)) fail_msg("%s", err.text);
    return folder;
}

static bool parse(const char *text, Profile *out)
{
    return profile_parse(arena, text, strlen(text), out, &err);
}

static void refuses(const char *text, const char *wanted)
{
    Profile profile;
    assert_false(parse(text, &profile));
    assert_int_equal(err.code, ERR_INPUT);
    if (!strstr(err.text, wanted)) fail_msg("\"%s\" does not hold \"%s\"", err.text, wanted);
}

static void reads_services_overlaps_and_bands(void **state)
{
    (void)state;
    Profile profile;
    const char *text = HEAD SERVICES "above: [x]\nparameters: [a.csv, b.csv]\noverlaps:\n"
                                     "  - {a: R01, b: R05, reason_zh: 重复, reason_en: twice, source: s, "
                                     "unless: storm_excluded}\n"
                                     "bands:\n  - {code: GEP, per: km2, unit: yuan/km2, low: 5e6, high: 6.5e7, "
                                     "source_zh: 出处, source_en: s, region: \"50\"}\n";
    if (!parse(text, &profile)) fail_msg("%s", err.text);
    assert_string_equal(profile.title_zh, "甲");
    assert_int_equal(profile.parameter_count, 2);
    assert_string_equal(profile.parameters[1], "b.csv");
    assert_int_equal(profile.service_count, 2);
    assert_true(profile_service(&profile, "R01")->in_total);
    assert_false(profile_service(&profile, "R05")->in_total);
    assert_string_equal(profile_service(&profile, "R05")->options[0], "rh_basis=annual");
    assert_null(profile_service(&profile, "R02"));
    assert_string_equal(profile.overlaps[0].unless, "storm_excluded");
    assert_true(profile.bands[0].low == 5e6 && profile.bands[0].high == 6.5e7);
}

static void refuses_what_contradicts_itself(void **state)
{
    (void)state;
    refuses("id: p\n" SERVICES, "the key title_zh is missing");
    refuses("id: p\ntitle_zh: a\ntitle_en: a\nstatus: verified\nprice_basis: cheap\n" SERVICES,
            "line 5, column 1, key price_basis: 'cheap' must be capital, annualised or none");
    refuses("id: p\ntitle_zh: a\ntitle_en: a\nstatus: sure\nprice_basis: none\n" SERVICES,
            "key status: 'sure' must be");
    refuses(HEAD "services:\n  - {code: R01, in_total: true, variant: C, variants: [A]}\n",
            "key services[1].variant: the variant 'C' is not among the variants allowed");
    refuses(HEAD
            "services:\n  - {code: R01, in_total: true, variant: A}\n  - {code: R01, in_total: true, variant: A}\n",
            "line 8, column 6, key services[2].code: service R01 stands twice");
    refuses(HEAD "services:\n  - {code: R01, in_total: true, variant: A, options: [r]}\n",
            "key services[1].options: 'r' must be written key=value");
    refuses(HEAD "services:\n  - {code: R01, in_total: true, variant: A, colour: red}\n",
            "key services[1].colour: this key is not known here");
    refuses(HEAD SERVICES "overlaps: [{a: R01, b: R09, reason_zh: a, reason_en: a}]\n",
            "key overlaps[1].b: 'R09' names no service of this profile");
    refuses(HEAD SERVICES "overlaps: [{a: R01.x, b: R05, reason_zh: a, reason_en: a, unless: ever}]\n",
            "key overlaps[1].unless: 'ever' is no condition");
    refuses(HEAD SERVICES "bands: [{code: R02, per: km2, unit: t, low: 1, high: 2, source_zh: s, source_en: s}]\n",
            "key bands[1].code: 'R02' names no service");
    refuses(HEAD SERVICES "bands: [{code: R01, per: mile, unit: t, low: 1, high: 2, source_zh: 出处, source_en: s}]\n",
            "key bands[1].per: 'mile' must be km2 or absent");
    refuses(HEAD SERVICES "bands: [{code: R01, per: km2, unit: t, low: 2, high: 2, source_zh: 出处, source_en: s}]\n",
            "key bands[1].low: low 2 is not below high 2");
}

static void services_come_sorted_by_code(void **state)
{
    (void)state;
    Profile profile;
    assert_true(parse(HEAD "services:\n  - {code: M11, in_total: true, variant: gross}\n"
                           "  - {code: C01, in_total: true, variant: income}\n",
                      &profile));
    assert_string_equal(profile.services[0].code, "C01");
    assert_string_equal(profile.services[1].code, "M11");
}

static void an_unknown_profile_names_those_there_are(void **state)
{
    (void)state;
    Profile profile;
    assert_false(profile_read(arena, methods_folder(), "guideline-2021", &profile, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_non_null(strstr(err.text, "guideline-2020, hj-1173, national-2022"));
    assert_false(profile_read(arena, methods_folder(), "", &profile, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_false(profile_read(arena, methods_folder(), "../profiles/hj-1173", &profile, &err));
    assert_int_equal(err.code, ERR_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_services_overlaps_and_bands),
        cmocka_unit_test(refuses_what_contradicts_itself),
        cmocka_unit_test(services_come_sorted_by_code),
        cmocka_unit_test(an_unknown_profile_names_those_there_are),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
