// The shipped methods: every file is read without a finding, and what services and fields ask for is there.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "gep/params.h"
#include "gep/profile.h"
#include "gep/ranges.h"
#include "gep/service.h"
#include "land/table.h"
#include "land/unit.h"

static Arena *arena;
static char *methods;
static EcoClasses classes;
static Err err;

static int start(void **state)
{
    (void)state;
    message_start();
    message_set_language("en");
    arena = arena_open();
    if (file_program_data(arena, "methods", &methods, &err) && classes_read(arena, methods, &classes, &err)) return 0;
    fprintf(stderr, "%s\n", err.text);
    return -1;
}

static int stop(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static const char *const profile_ids[] = {"guideline-2020", "national-2022", "chongqing-2023", "hj-1173"};
enum { PROFILE_COUNT = 4 };

static void no_findings(const Findings *findings)
{
    if (findings->count > 0) fail_msg("%s: %s", findings->items[0].where, findings->items[0].text_en);
}

static Profile profile_of(const char *id)
{
    Profile profile;
    if (!profile_read(arena, methods, id, &profile, &err)) fail_msg("%s", err.text);
    return profile;
}

static Params params_of(const Profile *profile, const char *region, int year)
{
    Findings findings = findings_open(arena);
    Params params = {.arena = arena, .region = region, .year = year};
    const char *folder = file_join(arena, methods, "parameters");
    for (size_t i = 0; i < profile->parameter_count; i++) {
        params_read(&params, file_join(arena, folder, profile->parameters[i]), "", 0, &findings);
    }
    params_check(&params, &findings);
    params_check_classes(&params, &classes, &findings);
    no_findings(&findings);
    return params;
}

// ---- classes and crosswalks -----------------------------------------------------------------------------------------

static void classes_are_those_of_hj_1166_and_ours(void **state)
{
    (void)state;
    size_t of_level[5] = {0};
    for (size_t i = 0; i < classes.count; i++) of_level[classes.items[i].level]++;
    assert_int_equal(of_level[1], 8);
    assert_int_equal(of_level[2], 24);
    assert_int_equal(of_level[3], 39);
    assert_int_equal(of_level[4], 1);
    assert_true(classes.count < CLASS_MAX);
    assert_string_equal(classes_find(&classes, "111b")->parent, "111");
}

static Crosswalk crosswalk_of(const char *system)
{
    Crosswalk crosswalk;
    if (!crosswalk_read(arena, methods, system, NULL, &classes, &crosswalk, &err)) fail_msg("%s", err.text);
    return crosswalk;
}

static void every_crosswalk_is_read_and_explains_its_guesses(void **state)
{
    (void)state;
    char **names;
    size_t count;
    assert_true(file_list(arena, file_join(arena, methods, "crosswalks"), &names, &count, &err));
    assert_true(count >= 6);
    for (size_t i = 0; i < count; i++) {
        Crosswalk crosswalk = crosswalk_of(arena_text_size(arena, names[i], strlen(names[i]) - strlen(".csv")));
        for (size_t k = 0; k < crosswalk.count; k++) {
            const struct CrosswalkRow *row = &crosswalk.rows[k];
            bool told = row->name_zh[0] && row->status[0] && row->source[0];
            if (!told) fail_msg("%s: code %s lacks name, status or source", crosswalk.system, row->code);
        }
    }
}

static void the_land_survey_is_mapped_entirely(void **state)
{
    (void)state;
    Crosswalk crosswalk = crosswalk_of("tdt-1055");
    assert_int_equal(crosswalk.count, 81);
    for (size_t i = 0; i < crosswalk.count; i++) {
        const struct CrosswalkRow *row = &crosswalk.rows[i];
        bool level_one = strlen(row->code) == 2 && !text_equal(row->code, "09");
        if (level_one != (row->ecosystem[0] == '\0')) fail_msg("code %s -> '%s'", row->code, row->ecosystem);
        if (row->number >= 0 && crosswalk_by_number(&crosswalk, row->number) != row) fail_msg("code %s", row->code);
    }
}

static void letters_have_numbers_of_their_own(void **state)
{
    (void)state;
    static const struct {
        const char *code, *ecosystem;
        long number;
    } wanted[] = {{"0301", "111", 301},    {"0301K", "111", 10301}, {"0302", "111b", 302},   {"1104A", "422", 21104},
                  {"05H1", "611", 30051},  {"08H2A", "611", 50082}, {"0810A", "611", 20810}, {"0810", "621", 810},
                  {"1104K", "422", 11104}, {"0204K", "522", 10204}};
    Crosswalk crosswalk = crosswalk_of("tdt-1055");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct CrosswalkRow *row = crosswalk_by_code(&crosswalk, wanted[i].code);
        assert_non_null(row);
        assert_int_equal(row->number, wanted[i].number);
        assert_string_equal(row->ecosystem, wanted[i].ecosystem);
    }
}

static void hj_1166_maps_to_itself(void **state)
{
    (void)state;
    Crosswalk crosswalk = crosswalk_of("hj-1166");
    assert_int_equal(crosswalk.count, classes.count);
    for (size_t i = 0; i < crosswalk.count; i++) {
        assert_string_equal(crosswalk.rows[i].code, crosswalk.rows[i].ecosystem);
    }
}

// ---- parameter files ------------------------------------------------------------------------------------------------

static void every_parameter_file_is_read_without_a_finding(void **state)
{
    (void)state;
    char **names;
    size_t count;
    const char *folder = file_join(arena, methods, "parameters");
    assert_true(file_list(arena, folder, &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        Findings findings = findings_open(arena);
        Params params = {.arena = arena, .region = "", .year = 0};
        params_read(&params, file_join(arena, folder, names[i]), "", 0, &findings);
        params_check(&params, &findings);
        params_check_classes(&params, &classes, &findings);
        no_findings(&findings);
        assert_true(params.count > 0);
    }
}

static void every_profile_agrees_with_its_parameters(void **state)
{
    (void)state;
    static const char *const regions[] = {"500154", "350821", "513300", "110101", ""};
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        for (size_t k = 0; k < sizeof regions / sizeof *regions; k++) params_of(&profile, regions[k], 2023);
        assert_true(profile.above_count > 0);
    }
}

static bool unit_is_usual(const char *unit)
{
    static const char *const own[] = {"1", "yuan/ion", "yuan/km/dB"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (text_equal(unit, own[i])) return true;
    }
    return unit_is_known(unit);
}

static void every_unit_is_known_and_every_row_has_its_source(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        Params params = params_of(&profile, "500154", 2023);
        for (size_t k = 0; k < params.count; k++) {
            const ParamRow *row = &params.rows[k];
            if (!unit_is_usual(row->unit)) fail_msg("%s row %d: unit %s", row->file, row->row_number, row->unit);
            bool recalled = strstr(row->source, "recalled") || strstr(row->clause, "recalled");
            if (recalled && text_equal(row->status, "verified") && !strstr(row->clause, "also")) {
                fail_msg("%s row %d: recalled and yet verified", row->file, row->row_number);
            }
        }
    }
}

static double class_value(const Params *params, const char *id, const char *code, const char *key)
{
    const ParamRow *row = params_find(params, id, code, key, NAN);
    return row ? row->value : NAN;
}

static void bare_soil_is_no_good_retainer(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        Params params = params_of(&profile, "500154", 2023);
        double c = class_value(&params, "R02.c", "823", "");
        assert_true(isnan(c) || c >= 0.2);
        Bands bands = params_bands(arena, &params, "R02.c_cover", "823", "");
        assert_true(bands.count > 0 && bands_value(&bands, 50) >= 0.2);
        for (size_t k = 0; k < classes.count; k++) {
            const char *code = classes.items[k].code;
            if (class_value(&params, "R02.counts", code, "") != 1) continue;
            double p = class_value(&params, "R02.p", code, "");
            if (!isnan(p) && !(p > 0 && p <= 1)) fail_msg("%s: P %g of class %s, which counts", profile.id, p, code);
        }
    }
}

static void sealed_ground_and_water_keep_no_soil(void **state)
{
    (void)state;
    static const char *const out[] = {"421", "422", "431", "432", "611", "631", "632", "633", "811", "822"};
    Profile profile = profile_of("guideline-2020");
    Params params = params_of(&profile, "500154", 2023);
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        if (class_value(&params, "R02.counts", out[i], "") == 1) fail_msg("class %s counts in R02", out[i]);
    }
    assert_true(class_value(&params, "R01.counts", "512", "") != 1);
    assert_true(class_value(&params, "R01.counts", "521", "") == 1);
    assert_true(class_value(&params, "R06.counts", "621", "") == 1);
    assert_true(class_value(&params, "R06.counts", "611", "") != 1);
}

static void the_note_s_figures_are_there(void **state)
{
    (void)state;
    Profile profile = profile_of("guideline-2020"), standard = profile_of("hj-1173");
    Params params = params_of(&profile, "500154", 2023), north = params_of(&profile, "110101", 2016);
    assert_true(class_value(&params, "R01.alpha", "121", "") == 0.0452);
    assert_true(class_value(&params, "R01.alpha", "331", "") == 0.0387);
    assert_true(class_value(&north, "R01.alpha", "331", "") == 0.0937);
    assert_true(class_value(&params, "R08.capacity_dust", "111b", "") == 20700);
    assert_true(class_value(&params, "R08.capacity_dust", "111", "") == 10110);
    assert_true(class_value(&params, "tax.rate_water", "", "") == 3);
    assert_true(class_value(&north, "tax.rate_water", "", "") == 0.7);
    assert_true(class_value(&params, "R05.lake_a", "", "qingzang") == 6.636);
    params = params_of(&standard, "500154", 2023);
    assert_true(class_value(&params, "R01.alpha", "111", "") == 0.0267);
    Bands bands = params_bands(arena, &params, "R02.c_cover", "522", "");
    assert_true(bands_value(&bands, 60) == 0.087);
}

// ---- what services and fields ask for -------------------------------------------------------------------------------

static Table supplied_table(void)
{
    Table table;
    const char *path = file_join(arena, methods, "supplied.csv");
    if (!table_read(arena, path, NULL, &table, &err)) fail_msg("%s", err.text);
    return table;
}

static bool is_supplied(const char *profile, const char *id, const char *key)
{
    Table table = supplied_table();
    for (size_t row = 0; row < table.row_count; row++) {
        const char *listed = table_cell(&table, row, 0), *only = table_cell(&table, row, 1);
        if (only[0] != '\0' && !text_equal(only, profile)) continue;
        if (text_equal(listed, id) || text_equal(listed, arena_printf(arena, "%s/%s", id, key))) return true;
    }
    return false;
}

typedef struct Ask { // what is being checked
    const Profile *profile;
    const Params *params;
    const char *service, *variant;
} Ask;

static void need_row(const Ask *ask, const char *id, const char *key)
{
    bool there = false;
    for (size_t i = 0; i < ask->params->count; i++) {
        const ParamRow *row = &ask->params->rows[i];
        there = there || (text_equal(row->id, id) && text_equal(row->key, key));
    }
    if (there || is_supplied(ask->profile->id, id, key)) return;
    fail_msg("%s: %s %s asks for %s%s%s, which has no row; add one, or list it in methods/supplied.csv",
             ask->profile->id, ask->service, ask->variant, id, key[0] ? " key " : "", key);
}

static const OptionNeed *option_of(const OptionNeed *options, const char *key)
{
    for (int k = 0; k < OPTION_MAX && options[k].key; k++) {
        if (text_equal(options[k].key, key)) return &options[k];
    }
    return NULL;
}

static void need_params(const Ask *ask, const ParamNeed *needs, const OptionNeed *options)
{
    for (int k = 0; k < PARAM_MAX && needs[k].id; k++) {
        const OptionNeed *option = needs[k].key_option ? option_of(options, needs[k].key_option) : NULL;
        if (!option) {
            need_row(ask, needs[k].id, "");
            continue;
        }
        if (text_equal(option->values, "text")) {
            assert_true(params_has(ask->params, needs[k].id));
            continue;
        }
        size_t count;
        char **values = text_split(arena, option->values, '|', &count);
        for (size_t v = 0; v < count; v++) need_row(ask, needs[k].id, values[v]);
    }
}

static void need_price(const Ask *ask, const char *price)
{
    static const char *const yearly[] = {"price.storage_annual_om", "finance.discount_rate",
                                         "finance.reservoir_life_years"};
    if (price[0] == '\0' || text_equal(price, "money")) return;
    if (text_starts(price, "tax:")) {
        need_row(ask, arena_printf(arena, "tax.equivalent.%s", price + 4), "");
        need_row(ask, "tax.rate_air", "");
        need_row(ask, "tax.rate_water", "");
    } else if (text_equal(price, "storage")) {
        need_row(ask, "price.storage_capital", "");
        for (int i = 0; i < 3 && text_equal(ask->profile->price_basis, "annualised"); i++) need_row(ask, yearly[i], "");
    } else {
        need_row(ask, price, "");
    }
}

static void need_parts(const Ask *ask, const Service *service)
{
    for (int k = 0; k < PART_MAX && service->parts[k].id; k++) {
        const Part *part = &service->parts[k];
        for (int f = 0; f < FACTOR_MAX && part->factors[f]; f++) {
            need_row(ask, part->factors[f] + (part->factors[f][0] == '/'), "");
        }
        if (!text_equal(ask->profile->price_basis, "none")) need_price(ask, part->price);
    }
}

static void need_fields(const Ask *ask, const InputNeed *inputs, int depth)
{
    for (int k = 0; k < INPUT_MAX && inputs[k].id && depth < 8; k++) {
        const Field *field = field_find(inputs[k].id);
        for (int m = 0; field && m < VARIANT_MAX && field->methods[m].name; m++) {
            need_params(ask, field->methods[m].params, field->methods[m].options);
            need_fields(ask, field->methods[m].inputs, depth + 1);
        }
    }
}

static void need_variants(const Profile *profile, const Params *params, const ProfileService *chosen)
{
    const Service *service = service_find(chosen->code);
    assert_non_null(service);
    for (size_t i = 0; i < chosen->variant_count; i++) {
        const Variant *variant = service_variant(service, chosen->variants[i]);
        assert_non_null(variant);
        Ask ask = {.profile = profile, .params = params, .service = chosen->code, .variant = variant->id};
        need_params(&ask, variant->params, variant->options);
        need_fields(&ask, variant->inputs, 0);
        need_parts(&ask, service);
        if (variant->kernel) need_row(&ask, arena_printf(arena, "%s.counts", chosen->code), "");
    }
}

static void whatever_a_profile_s_services_ask_for_has_a_row_or_is_listed(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        Params params = params_of(&profile, "500154", 2023);
        for (size_t k = 0; k < profile.service_count; k++) {
            assert_true(profile.services[k].variant_count > 0);
            need_variants(&profile, &params, &profile.services[k]);
        }
    }
}

// ---- classes that count have their parameters -----------------------------------------------------------------------

static const char *option_value(const Profile *profile, const char *key)
{
    size_t size = strlen(key);
    for (size_t i = 0; i < profile->service_count; i++) {
        for (size_t k = 0; k < profile->services[i].option_count; k++) {
            const char *option = profile->services[i].options[k];
            if (text_starts(option, key) && option[size] == '=') return option + size + 1;
        }
    }
    return NULL;
}

// A class of dry cropland has a formula instead of a table; R01 needs storm runoff only where R05 counts.
static bool is_excused(const Ask *ask, const ParamNeed *need, const char *code)
{
    if (text_equal(ask->service, "R01") && text_starts(need->id, "R05.")) return true;
    return text_equal(need->id, "R02.c_cover") && class_value(ask->params, "R02.c_dry", code, "") == 1;
}

static void class_has(const Ask *ask, const ParamNeed *needs, const char *code)
{
    for (int k = 0; k < PARAM_MAX && needs[k].id; k++) {
        const char *key = needs[k].key_option ? option_value(ask->profile, needs[k].key_option) : "";
        if (needs[k].optional || needs[k].shape == PARAM_SCALAR || !key || is_excused(ask, &needs[k], code)) continue;
        bool there = needs[k].shape == PARAM_BY_CLASS
                         ? params_find(ask->params, needs[k].id, code, key, NAN) != NULL
                         : params_bands(arena, ask->params, needs[k].id, code, key).count > 0;
        if (!there) {
            fail_msg("%s: class %s counts in %s but has no %s", ask->profile->id, code, ask->service, needs[k].id);
        }
    }
}

static void class_has_by_fields(const Ask *ask, const InputNeed *inputs, const char *code, int depth)
{
    for (int k = 0; k < INPUT_MAX && inputs[k].id && depth < 8; k++) {
        const Field *field = field_find(inputs[k].id);
        const char *chosen = field && field->option ? option_value(ask->profile, field->option) : NULL;
        for (int m = 0; field && m < VARIANT_MAX && field->methods[m].name; m++) {
            if (chosen && text_equal(field->methods[m].name, chosen)) class_has(ask, field->methods[m].params, code);
            if (!field->option) class_has_by_fields(ask, field->methods[m].inputs, code, depth + 1);
        }
    }
}

static void classes_that_count_have_what_the_variant_needs(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        Params params = params_of(&profile, "500154", 2023);
        for (size_t k = 0; k < profile.service_count; k++) {
            const ProfileService *chosen = &profile.services[k];
            const Variant *variant = service_variant(service_find(chosen->code), chosen->variant);
            assert_non_null(variant);
            Ask ask = {.profile = &profile, .params = &params, .service = chosen->code, .variant = variant->id};
            const char *counts = arena_printf(arena, "%s.counts", chosen->code);
            for (size_t c = 0; variant->kernel && c < classes.count; c++) {
                const char *code = classes.items[c].code;
                if (classes.items[c].level < 3 || class_value(&params, counts, code, "") != 1) continue;
                class_has(&ask, variant->params, code);
                class_has_by_fields(&ask, variant->inputs, code, 0);
            }
        }
    }
}

// ---- options --------------------------------------------------------------------------------------------------------

// Conditions of overlaps, and parts left out, are the engine's own.
static bool is_engine_option(const char *key)
{
    static const char *const own[] = {"leave_out", "storm_excluded", "residents_only", "different_water"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (text_equal(own[i], key)) return true;
    }
    return false;
}

static bool is_value(const OptionNeed *need, const char *value)
{
    double number;
    size_t count;
    if (text_equal(need->values, "number")) return text_to_double(value, &number);
    char **values = text_split(arena, need->values, '|', &count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(values[i], value)) return true;
    }
    return text_equal(need->values, "text");
}

static bool is_method(const Field *field, const char *name)
{
    for (int m = 0; m < VARIANT_MAX && field->methods[m].name; m++) {
        if (text_equal(field->methods[m].name, name)) return true;
    }
    return false;
}

static bool somebody_takes(const char *key, const char *value)
{
    for (size_t i = 0; services[i]; i++) {
        for (int v = 0; v < VARIANT_MAX && services[i]->variants[v].id; v++) {
            const OptionNeed *need = option_of(services[i]->variants[v].options, key);
            if (need && is_value(need, value)) return true;
        }
    }
    for (size_t i = 0; fields[i]; i++) {
        if (fields[i]->option && text_equal(fields[i]->option, key) && is_method(fields[i], value)) return true;
        for (int m = 0; m < VARIANT_MAX && fields[i]->methods[m].name; m++) {
            const OptionNeed *need = option_of(fields[i]->methods[m].options, key);
            if (need && is_value(need, value)) return true;
        }
    }
    return is_engine_option(key);
}

static void profiles_set_options_that_are_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        for (size_t k = 0; k < profile.service_count; k++) {
            for (size_t o = 0; o < profile.services[k].option_count; o++) {
                const char *option = profile.services[k].options[o], *equals = strchr(option, '=');
                const char *key = arena_text_size(arena, option, (size_t)(equals - option));
                if (!somebody_takes(key, equals + 1)) fail_msg("%s: nobody takes %s", profile.id, option);
            }
        }
    }
}

// ---- what profiles promise ------------------------------------------------------------------------------------------

static bool guards(const Profile *profile, const char *a, const char *b)
{
    for (size_t i = 0; i < profile->overlap_count; i++) {
        const ProfileOverlap *overlap = &profile->overlaps[i];
        if (text_equal(overlap->a, a) && text_equal(overlap->b, b)) return true;
    }
    return false;
}

static void what_would_count_twice_is_guarded(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"M15", "R01"}, {"R01", "R05"}, {"R02.nitrogen", "R09"}, {"R02.phosphorus", "R09"}, {"C01", "C02"}};
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
            const char *a = arena_text_size(arena, pairs[k][0], 3);
            bool both = profile_service(&profile, a) && profile_service(&profile, pairs[k][1]);
            if (both && !guards(&profile, pairs[k][0], pairs[k][1])) fail_msg("%s: %s", profile.id, pairs[k][0]);
        }
    }
}

static void profiles_differ_where_the_texts_do(void **state)
{
    (void)state;
    Profile guideline = profile_of("guideline-2020"), national = profile_of("national-2022");
    Profile chongqing = profile_of("chongqing-2023"), standard = profile_of("hj-1173");
    assert_true(profile_service(&guideline, "R07")->in_total);
    assert_false(profile_service(&national, "R07")->in_total);
    assert_true(profile_service(&chongqing, "R07")->in_total);
    assert_null(profile_service(&standard, "R06"));
    assert_string_equal(guideline.price_basis, "capital");
    assert_string_equal(national.price_basis, "annualised");
    assert_string_equal(standard.price_basis, "none");
    for (size_t i = 0; i < standard.service_count; i++) assert_false(standard.services[i].in_total);
}

static const char *manual;

// Else a row of it would be called unknown.
static void is_listed(const char *id)
{
    static Ranges ranges;
    if (ranges.count == 0 && !ranges_read(arena, methods, &ranges, &err)) fail_msg("%s", err.text);
    if (!ranges_parameter(&ranges, id)) fail_msg("methods/ranges.csv does not list %s", id);
    if (!strstr(manual, arena_printf(arena, "`%s`", id))) fail_msg("methods/README.md does not name %s", id);
}

// The manual of the ids and the table of their ranges name every one that is shipped or supplied.
static void the_manual_names_every_id(void **state)
{
    (void)state;
    char *text;
    size_t size;
    assert_true(file_read(arena, file_join(arena, methods, "README.md"), &text, &size, &err));
    manual = text;
    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        Profile profile = profile_of(profile_ids[i]);
        Params params = params_of(&profile, "500154", 2023);
        for (size_t k = 0; k < params.count; k++) is_listed(params.rows[k].id);
    }
    Table table = supplied_table();
    for (size_t row = 0; row < table.row_count; row++) {
        const char *id = table_cell(&table, row, 0);
        is_listed(arena_text_size(arena, id, strcspn(id, "/")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_those_of_hj_1166_and_ours),
        cmocka_unit_test(every_crosswalk_is_read_and_explains_its_guesses),
        cmocka_unit_test(the_land_survey_is_mapped_entirely),
        cmocka_unit_test(letters_have_numbers_of_their_own),
        cmocka_unit_test(hj_1166_maps_to_itself),
        cmocka_unit_test(every_parameter_file_is_read_without_a_finding),
        cmocka_unit_test(every_profile_agrees_with_its_parameters),
        cmocka_unit_test(every_unit_is_known_and_every_row_has_its_source),
        cmocka_unit_test(bare_soil_is_no_good_retainer),
        cmocka_unit_test(sealed_ground_and_water_keep_no_soil),
        cmocka_unit_test(the_note_s_figures_are_there),
        cmocka_unit_test(whatever_a_profile_s_services_ask_for_has_a_row_or_is_listed),
        cmocka_unit_test(classes_that_count_have_what_the_variant_needs),
        cmocka_unit_test(profiles_set_options_that_are_there),
        cmocka_unit_test(what_would_count_twice_is_guarded),
        cmocka_unit_test(profiles_differ_where_the_texts_do),
        cmocka_unit_test(the_manual_names_every_id),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
