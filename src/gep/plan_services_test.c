// plan_services_test.c - each service computed, declared or a gap; given quantities; emissions; what may not be added.
#include "gep/district_testing.h"
#include "gep/plan_internal.h"

// ---- gaps and declarations

static void a_gap_names_the_service_its_inputs_and_the_remedy(void **state)
{
    (void)state;
    static const Toy toy = {.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                                    "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                                    "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"};
    toy_is_found(&toy, FINDING_ERROR, "service.gap", "R01 Water conservation (variant A) cannot be computed");
    toy_is_found(&toy, FINDING_ERROR, "service.gap", "et_year (mm/a)");
    toy_is_found(&toy, FINDING_ERROR, "service.gap", "declare {code: R01, state: not_available");
}

static void a_declared_gap_is_none(void **state)
{
    (void)state;
    toy_write(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}",
                     .services = "\n  - {code: R01, state: not_available, reason: no rain}"});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_int_equal(toy_planned(plan, "R01")->state, SERVICE_NOT_AVAILABLE);
    assert_string_equal(toy_planned(plan, "R01")->reason, "no rain");
    assert_null(toy_planned(plan, "R01")->variant);
    plan_close(plan);
}

static void an_account_of_nothing_is_refused(void **state)
{
    (void)state;
    const char *gap = "\n  - {code: R01, state: not_available, reason: no maps}"
                      "\n  - {code: R06, state: not_available, reason: no maps}";
    toy_is_found(&(Toy){.services = gap}, FINDING_ERROR, "services.none", "there is nothing to account");
}

static void what_does_not_apply_is_declared_too(void **state)
{
    (void)state;
    toy_write(&(Toy){.services = "\n  - {code: R01, state: not_applicable, reason: a desert}"});
    Plan *plan = toy_plan(TOY_YEAR);
    assert_int_equal(toy_planned(plan, "R01")->state, SERVICE_NOT_APPLICABLE);
    plan_close(plan);
}

static void a_declaration_of_a_service_elsewhere_is_said(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.services = "\n  - {code: R10, state: not_applicable, reason: cold}"}, FINDING_NOTE,
                 "service.unknown", "no service R10");
    toy_is_found(&(Toy){.services = "\n  - {code: R77, state: not_applicable, reason: none}"}, FINDING_ERROR,
                 "service.unknown", "no service R77");
}

static void a_profile_with_a_service_of_its_own_is_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile_services = "  - {code: R77, in_total: true, variant: A}\n"}, FINDING_ERROR,
                 "profile.service", "R77");
}

// ---- variants

static void the_district_chooses_among_the_variants_of_the_profile(void **state)
{
    (void)state;
    toy_write(&(Toy){.variants = "\n  - {service: R01, variant: C}",
                     .params = arena_printf(test_arena, "%s%s", toy_params,
                                            "R01.runoff_rain_share,,,0.4,1,,toy,district\n"
                                            "R01.storage_share,1,,0.2,1,,toy,district\n")});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_string_equal(toy_planned(plan, "R01")->variant->id, "C");
    plan_close(plan);
}

static void a_variant_that_the_profile_does_not_allow_is_a_gap(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R01, variant: D}"}, FINDING_ERROR, "service.gap",
                 "profile toy does not allow variant D");
}

static void a_variant_that_is_not_there_is_a_gap(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.variants = "\n  - {service: R01, variant: Z}"}, FINDING_ERROR, "service.gap",
                 "there is no variant \"Z\"");
}

static void a_variant_of_last_resort_is_said(void **state)
{
    (void)state;
    toy_is_found(&(Toy){0}, FINDING_DOUBT, "variant.fallback", "without heterotrophic respiration");
}

static void classes_that_count_are_rows_of_parameters(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    const ServicePlan *water = toy_planned(plan, "R01");
    assert_true(water->counts[plan_class_index(plan, "111")] && water->counts[plan_class_index(plan, "311")]);
    assert_false(water->counts[plan_class_index(plan, "511")] || water->counts[0]);
    plan_close(plan);
}

// ---- tables

static const char with_products[] = "  - {code: M11, in_total: true, variant: gross}\n";
static const char products_table[] = "\n  - {id: products, file: \"products_{year}.csv\"}";

static void a_table_gives_entries(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = with_products, .tables = products_table});
    toy_text("products_2023.csv", "code,item,quantity,unit,price（元/t）,town,ecosystem\nM11,rice,10,t,3000,T1,511\n"
                                  "M11,tea,1,t,9000,,522\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    const ServicePlan *crops = toy_planned(plan, "M11");
    assert_int_equal(crops->entry_count, 2);
    assert_true(plan_class_index(plan, "522") > 0); // no cell has it: it comes with the table
    bool listed = false;
    for (size_t i = 0; i < plan->input_count; i++) listed |= text_equal(plan->inputs[i].id, "products");
    assert_true(listed);
    plan_close(plan);
}

static void a_table_that_is_not_declared_is_a_gap(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile_services = with_products}, FINDING_ERROR, "service.gap",
                 "no table \"products\" in district.yaml");
}

static void a_table_that_is_not_there_is_a_gap(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile_services = with_products, .tables = products_table}, FINDING_ERROR, "service.gap",
                 "products_2023.csv");
}

static void a_town_or_class_that_nobody_knows_is_named_with_its_row(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = with_products, .tables = products_table});
    toy_text("products_2023.csv", "code,item,quantity,unit,price（元/t）,town\nM11,rice,10,t,3000,T9\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", "row 2: town code T9 is not among zones");
    plan_close(plan);
    toy_text("products_2023.csv", "code,item,quantity,unit,price（元/t）,ecosystem\nM11,rice,10,t,3000,999\n");
    plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", "row 2: unknown ecosystem 999");
    plan_close(plan);
}

static void a_fault_in_a_table_is_a_gap_with_its_place(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = with_products, .tables = products_table});
    toy_text("products_2023.csv", "code,item,quantity,unit,price\nM11,rice,many,t,3000\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", "row 2");
    plan_close(plan);
}

static void a_fault_of_a_table_that_several_services_take_is_said_once(void **state)
{
    (void)state;
    static const char two[] = "  - {code: M11, in_total: true, variant: gross}\n"
                              "  - {code: M12, in_total: true, variant: gross}\n";
    toy_write(&(Toy){.profile_services = two, .tables = products_table});
    toy_text("products_2023.csv", "code,quantity,unit,price\nM11,10,t,3000\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", "M12 Forest products (variant gross) cannot be computed; missing: ");
    assert_int_equal(plan->findings.error_count, 1);
    assert_string_equal(toy_finding(plan, "service.gap")->where, "M11 M12");
    assert_null(strstr(toy_finding(plan, "service.gap")->text_en, "M11: "));
    plan_close(plan);
}

// ---- quantities that are given

static const char given_table[] = "\n  - {id: quantities, file: quantities.csv}";

static void given_quantities_replace_the_variant(void **state)
{
    (void)state;
    toy_write(&(Toy){.tables = given_table});
    toy_text("quantities.csv",
             "code,part,ecosystem,town,quantity,unit\nR01,water,111,T1,5,10^4 m3\nR01,water,,,7,m3\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    const ServicePlan *water = toy_planned(plan, "R01");
    assert_string_equal(water->variant->id, "given");
    assert_int_equal(water->entry_count, 2);
    toy_equals(water->entries[0].quantity, 50000);
    assert_string_equal(water->entries[1].town, "");
    assert_string_equal(toy_planned(plan, "R06")->variant->id, "N5");
    plan_close(plan);
}

static void a_variant_that_is_chosen_goes_before_given_quantities(void **state)
{
    (void)state;
    toy_write(&(Toy){.tables = given_table, .variants = "\n  - {service: R01, variant: A}"});
    toy_text("quantities.csv", "code,part,quantity,unit\nR01,water,7,m3\n");
    Plan *plan = toy_plan(TOY_YEAR);
    assert_string_equal(toy_planned(plan, "R01")->variant->id, "A");
    plan_close(plan);
}

static void faulty_quantity(const char *text, const char *words)
{
    toy_write(&(Toy){.tables = given_table});
    toy_text("quantities.csv", text);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", words);
    plan_close(plan);
}

static void faults_of_given_quantities_are_named_with_their_row(void **state)
{
    (void)state;
    faulty_quantity("code,part,quantity,unit\nR01,ice,7,m3\n", "row 2: service R01 has no part \"ice\"");
    faulty_quantity("code,part,quantity,unit\nR01,water,,m3\n", "row 2: the quantity is missing");
    faulty_quantity("code,part,quantity,unit\nR01,water,7,t\n", "row 2: unit t, expected m3/a");
    faulty_quantity("code,part,quantity,unit\nR01,water,x,m3\n", "row 2");
    faulty_quantity("code,part,quantity\nR01,water,7\n", "unit");
    faulty_quantity("code,part,town,quantity,unit\nR01,water,T9,7,m3\n", "town code T9");
}

static void a_table_of_quantities_that_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.tables = given_table}, FINDING_ERROR, "table.quantities", "quantities.csv");
}

static void the_variant_given_needs_its_table(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile_services = "  - {code: R01, in_total: true, variant: given}\n"}, FINDING_ERROR,
                 "service.gap", "quantities");
}

static void the_variant_given_needs_a_row(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = "  - {code: R01, in_total: true, variant: given}\n", .tables = given_table});
    toy_text("quantities.csv", "code,part,quantity,unit\nR06,co2,7,t\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", "R01");
    plan_close(plan);
}

// ---- emissions

static const char with_air[] = "  - {code: R08, in_total: true, variant: two_case, variants: [two_case, capacity]}\n";
static const char air_params[] =
    "R08.capacity_so2,1,,100,kg/hm2/a,,toy,district\n"
    "R08.capacity_nox,1,,10,kg/hm2/a,,toy,district\n"
    "R08.capacity_dust,1,,1000,kg/hm2/a,,toy,district\n"
    "R08.counts,1,,1,1,,toy,district\n"
    "price.SO2,,,2000,yuan/t,2023,toy,district\nprice.SO2,,,2000,yuan/t,2020,toy,district\n"
    "price.NOx,,,3000,yuan/t,2023,toy,district\nprice.NOx,,,3000,yuan/t,2020,toy,district\n"
    "price.dust,,,100,yuan/t,2023,toy,district\nprice.dust,,,100,yuan/t,2020,toy,district\n";

static void emissions_are_read_for_the_services_they_limit(void **state)
{
    (void)state;
    toy_write(&(Toy){
        .profile_services = with_air, .params = air_params, .tables = "\n  - {id: emissions, file: emissions.csv}"});
    toy_text("emissions.csv", "town,SO2,NOx,dust\nT1,1,2,3\nT2,1,2,3\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_int_equal(toy_planned(plan, "R08")->emission_count, 6);
    plan_close(plan);
}

static void emissions_that_cannot_be_read_are_a_gap(void **state)
{
    (void)state;
    toy_write(&(Toy){
        .profile_services = with_air, .params = air_params, .tables = "\n  - {id: emissions, file: emissions.csv}"});
    toy_text("emissions.csv", "town,pollutant,quantity\nT1,SO2,-4\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "service.gap", "emissions.csv");
    plan_close(plan);
    toy_is_found(&(Toy){.profile_services = with_air, .params = air_params}, FINDING_ERROR, "service.gap",
                 "no table \"emissions\"");
}

// ---- what may not be added

static const char overlap[] =
    "overlaps:\n  - {a: R01, b: R06, reason_zh: 重复, reason_en: twice, source: s, unless: residents_only}\n";

static void two_services_that_overlap_are_refused(void **state)
{
    (void)state;
    toy_is_found(&(Toy){.profile_rest = overlap}, FINDING_ERROR, "overlap",
                 "R01 and R06 may not both be added (twice)");
    toy_is_found(&(Toy){.profile_rest = overlap}, FINDING_ERROR, "overlap", "meet the condition residents_only");
}

static void has_no_overlap(const Toy *toy)
{
    toy_write(toy);
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    assert_null(toy_finding(plan, "overlap"));
    plan_close(plan);
}

static void one_of_them_declared_or_beside_the_total_may_stay(void **state)
{
    (void)state;
    has_no_overlap(&(Toy){.profile_rest = overlap, .services = "\n  - {code: R06, state: not_applicable, reason: x}"});
    has_no_overlap(&(Toy){.profile_rest = overlap,
                          .profile_services = "  - {code: R01, in_total: true, variant: A}\n"
                                              "  - {code: R06, in_total: false, variant: N5}\n"});
    has_no_overlap(&(Toy){.profile_rest = overlap, .variants = "\n  - {service: R01, options: [residents_only=yes]}"});
}

static void a_part_that_is_left_out_may_stay(void **state)
{
    (void)state;
    static const char part[] = "overlaps:\n  - {a: R01.water, b: R06, reason_zh: 重复, reason_en: twice, source: s}\n";
    toy_is_found(&(Toy){.profile_rest = part}, FINDING_ERROR, "overlap", "R01.water and R06");
    has_no_overlap(&(Toy){.profile_rest = part, .variants = "\n  - {service: R01, options: [leave_out=R01.water]}"});
}

// Storm water is left out by the water balance only: with C the condition is not met whatever the option says.
static void storm_water_is_left_out_by_the_water_balance_only(void **state)
{
    (void)state;
    static const char storm[] =
        "overlaps:\n  - {a: R01, b: R06, reason_zh: 暴雨, reason_en: storms, source: s, unless: storm_excluded}\n";
    toy_is_found(&(Toy){.profile_rest = storm,
                        .variants = "\n  - {service: R01, variant: C, options: [storm_excluded=no]}",
                        .params = arena_printf(test_arena, "%s%s", toy_params,
                                               "R01.runoff_rain_share,,,0.4,1,,toy,district\n"
                                               "R01.storage_share,1,,0.2,1,,toy,district\n")},
                 FINDING_ERROR, "overlap", "storm_excluded");
}

// ---- products from outside

static const char outside[] = "\n  - {id: outside_products, file: outside.csv}";

static void products_from_outside_are_summed(void **state)
{
    (void)state;
    toy_write(&(Toy){.tables = outside});
    toy_text("outside.csv", "item,value（万元）\ncement,12\nore,\nsalt,3.5\n");
    Plan *plan = toy_plan(TOY_YEAR);
    toy_has_no_errors(plan);
    toy_equals(plan->outside_yuan, 155000);
    plan_close(plan);
}

static void products_from_outside_need_a_value(void **state)
{
    (void)state;
    toy_write(&(Toy){.tables = outside});
    Plan *plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "table.outside_products", "outside.csv");
    assert_true(isnan(plan->outside_yuan));
    plan_close(plan);
    toy_text("outside.csv", "item,price\ncement,12\n");
    plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "table.outside_products", "value");
    plan_close(plan);
    toy_text("outside.csv", "item,value\ncement,dear\n");
    plan = toy_plan(TOY_YEAR);
    toy_finds(plan, FINDING_ERROR, "table.outside_products", "dear");
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_names_the_service_its_inputs_and_the_remedy),
        cmocka_unit_test(a_declared_gap_is_none),
        cmocka_unit_test(an_account_of_nothing_is_refused),
        cmocka_unit_test(what_does_not_apply_is_declared_too),
        cmocka_unit_test(a_declaration_of_a_service_elsewhere_is_said),
        cmocka_unit_test(a_profile_with_a_service_of_its_own_is_refused),
        cmocka_unit_test(the_district_chooses_among_the_variants_of_the_profile),
        cmocka_unit_test(a_variant_that_the_profile_does_not_allow_is_a_gap),
        cmocka_unit_test(a_variant_that_is_not_there_is_a_gap),
        cmocka_unit_test(a_variant_of_last_resort_is_said),
        cmocka_unit_test(classes_that_count_are_rows_of_parameters),
        cmocka_unit_test(a_table_gives_entries),
        cmocka_unit_test(a_table_that_is_not_declared_is_a_gap),
        cmocka_unit_test(a_table_that_is_not_there_is_a_gap),
        cmocka_unit_test(a_town_or_class_that_nobody_knows_is_named_with_its_row),
        cmocka_unit_test(a_fault_in_a_table_is_a_gap_with_its_place),
        cmocka_unit_test(a_fault_of_a_table_that_several_services_take_is_said_once),
        cmocka_unit_test(given_quantities_replace_the_variant),
        cmocka_unit_test(a_variant_that_is_chosen_goes_before_given_quantities),
        cmocka_unit_test(faults_of_given_quantities_are_named_with_their_row),
        cmocka_unit_test(a_table_of_quantities_that_cannot_be_read_is_an_error),
        cmocka_unit_test(the_variant_given_needs_its_table),
        cmocka_unit_test(the_variant_given_needs_a_row),
        cmocka_unit_test(emissions_are_read_for_the_services_they_limit),
        cmocka_unit_test(emissions_that_cannot_be_read_are_a_gap),
        cmocka_unit_test(two_services_that_overlap_are_refused),
        cmocka_unit_test(one_of_them_declared_or_beside_the_total_may_stay),
        cmocka_unit_test(a_part_that_is_left_out_may_stay),
        cmocka_unit_test(storm_water_is_left_out_by_the_water_balance_only),
        cmocka_unit_test(products_from_outside_are_summed),
        cmocka_unit_test(products_from_outside_need_a_value),
    };
    return cmocka_run_group_tests_name("plan_services", tests, test_open, test_close);
}
