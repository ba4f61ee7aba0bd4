// value_test.c - prices: by year and index, derived ones, what is missing; with the toy district (district_testing.h).
#include "gep/district_testing.h"
#include "gep/plan_internal.h"

static Plan *plan;

static const PartValue *value_of(const char *code, const char *part)
{
    ValuePlan *values = value_open(plan);
    const ServicePlan *service = toy_planned(plan, code);
    for (size_t p = 0; p < service->part_count; p++) {
        if (text_equal(service->service->parts[p].id, part))
            return &values->parts[(size_t)(service - plan->services) * PART_MAX + p];
    }
    fail_msg("no part %s", part);
    return NULL;
}

static void open_with(const Toy *toy)
{
    toy_write(toy);
    plan = toy_plan(TOY_YEAR);
}

static int close_plan(void **state)
{
    (void)state;
    plan_close(plan);
    plan = NULL;
    return 0;
}

static const char *params_and(const char *more)
{
    return arena_printf(test_arena, "%s%s", toy_params, more);
}

// The toy's rows of everything but prices.
static const char *params_with_prices(const char *prices)
{
    return arena_printf(test_arena, "%.*s%s", (int)(strstr(toy_params, "price.") - toy_params), toy_params, prices);
}

// ---- years

static void a_price_has_its_year(void **state)
{
    (void)state;
    open_with(&(Toy){0});
    const PartValue *value = value_of("R01", "water");
    int forest = plan_class_index(plan, "111");
    assert_true(value->price[forest] == 10 && value->price_constant[forest] == 8);
    assert_int_equal(value->price_year, 2023);
    assert_null(toy_finding(plan, "price.old"));
}

static void an_index_moves_a_price(void **state)
{
    (void)state;
    open_with(&(Toy){.params = params_with_prices("price.storage_capital,,,10,yuan/m3,2010,toy,district\n"
                                                  "price.co2,,,40,yuan/t,2023,toy,district\n"
                                                  "price.co2,,,40,yuan/t,2020,toy,district\n"
                                                  "price_index,,,100,1,2010,toy,district\n"
                                                  "price_index,,,125,1,2020,toy,district\n"
                                                  "price_index,,,150,1,2023,toy,district\n")});
    const PartValue *value = value_of("R01", "water");
    int forest = plan_class_index(plan, "111");
    toy_equals(value->price[forest], 15);
    toy_equals(value->price_constant[forest], 12.5);
    assert_null(toy_finding(plan, "price.old"));
}

static void a_price_without_an_index_is_used_as_it_stands_and_doubtful(void **state)
{
    (void)state;
    open_with(&(Toy){.params = params_with_prices("price.storage_capital,,,10,yuan/m3,2010,toy,district\n"
                                                  "price.co2,,,40,yuan/t,2023,toy,district\n")});
    assert_true(value_of("R01", "water")->price[1] == 10);
    toy_finds(plan, FINDING_DOUBT, "price.old", "a price is not of 2023");
    toy_finds(plan, FINDING_DOUBT, "price.old", "a price is not of 2020");
    for (size_t i = 0; i < plan->findings.count; i++) { // CO2 has one of 2023: only its constant price is old
        const Finding *f = &plan->findings.items[i];
        assert_false(text_equal(f->where, "R06") && strstr(f->text_en, "not of 2023") != NULL);
    }
}

// ---- what is missing

static void a_price_that_is_missing_is_an_error(void **state)
{
    (void)state;
    open_with(&(Toy){.params = params_with_prices("price.co2,,,40,yuan/t,2023,toy,district\n")});
    value_of("R01", "water");
    toy_finds(plan, FINDING_ERROR, "price.missing", "part water lacks the price storage (ecosystem 111)");
}

static void a_price_of_some_classes_is_not_enough(void **state)
{
    (void)state;
    open_with(&(Toy){.params = params_with_prices("price.storage_capital,1,,10,yuan/m3,2023,toy,district\n"
                                                  "price.co2,,,40,yuan/t,2023,toy,district\n")});
    value_of("R01", "water");
    toy_finds(plan, FINDING_ERROR, "price.missing", "(ecosystem 311)");
}

static const char given[] = "\n  - {id: quantities, file: quantities.csv}";

static void given_quantities_need_a_price_too(void **state)
{
    (void)state;
    toy_write(&(Toy){.params = params_with_prices("price.co2,,,40,yuan/t,2023,toy,district\n"), .tables = given});
    toy_text("quantities.csv", "code,part,ecosystem,quantity,unit\nR01,water,421,5,m3\n");
    plan = toy_plan(TOY_YEAR);
    value_of("R01", "water");
    toy_finds(plan, FINDING_ERROR, "price.missing", "part water lacks the price storage (ecosystem 421)");
}

static void lines_of_a_table_need_a_price_or_bring_their_own(void **state)
{
    (void)state;
    static const Toy coast = {.profile_services = "  - {code: R04, in_total: true, variant: length}\n",
                              .tables = "\n  - {id: coast, file: coast.csv}"};
    toy_write(&coast);
    toy_text("coast.csv", "item,length（km）,price（元/km）\nnorth,5,1000\nsouth,7,\n");
    plan = toy_plan(TOY_YEAR);
    value_of("R04", "coast");
    toy_finds(plan, FINDING_ERROR, "price.missing", "part coast lacks the price price.dyke (ecosystem -)");
    plan_close(plan);
    toy_text("coast.csv", "item,length（km）,price（元/km）\nnorth,5,1000\n");
    plan = toy_plan(TOY_YEAR);
    value_of("R04", "coast");
    assert_null(toy_finding(plan, "price.missing"));
}

static const char soil_given[] = "code,part,ecosystem,quantity,unit\nR02,soil,111,100,t\n";

static const Toy soil = {.profile_services = "  - {code: R02, in_total: true, variant: RUSLE}\n",
                         .tables = given,
                         .params = "R02.lambda,,,0.24,1,,toy,district\nR02.rho,,,1.2,t/m3,,toy,district\n"
                                   "R02.nitrogen_share,1,,0.002,1,,toy,district\n"
                                   "R02.phosphorus_share,1,,0.001,1,,toy,district\n"
                                   "price.dredging,,,20,yuan/m3,2023,toy,district\n"
                                   "tax.rate_water,,,3,yuan/eq,2023,toy,district\n"
                                   "tax.equivalent.TN,,,0.8,kg,,toy,district\n"
                                   "tax.equivalent.TP,,,0.25,kg,,toy,district\n"};

// soil x lambda / rho = 100 x 0.24 / 1.2 = 20 m3; nitrogen at 3 yuan per 0.8 kg = 3750 yuan/t.
static void factors_multiply_and_divide(void **state)
{
    (void)state;
    toy_write(&soil);
    toy_text("quantities.csv", soil_given);
    plan = toy_plan(TOY_YEAR);
    int forest = plan_class_index(plan, "111");
    toy_equals(value_of("R02", "silt")->factor[forest], 0.2);
    toy_equals(value_of("R02", "nitrogen")->price[forest], 3750);
    assert_null(toy_finding(plan, "factor.missing"));
}

static void a_factor_that_is_missing_is_an_error(void **state)
{
    (void)state;
    Toy toy = soil;
    toy.params = arena_printf(test_arena, "%s", strchr(soil.params, '\n') + 1); // without lambda
    toy_write(&toy);
    toy_text("quantities.csv", soil_given);
    plan = toy_plan(TOY_YEAR);
    value_of("R02", "silt");
    toy_finds(plan, FINDING_ERROR, "factor.missing", "part silt lacks a factor (ecosystem 111)");
}

static void a_part_that_is_left_out_needs_no_price(void **state)
{
    (void)state;
    Toy toy = soil;
    toy.params = arena_printf(test_arena, "%.*s", (int)(strstr(soil.params, "tax.") - soil.params), soil.params);
    toy.profile_services = "  - {code: R02, in_total: true, variant: RUSLE, options: [\"leave_out=R02.nitrogen "
                           "R02.phosphorus\"]}\n";
    toy_write(&toy);
    toy_text("quantities.csv", soil_given);
    plan = toy_plan(TOY_YEAR);
    value_of("R02", "silt");
    assert_null(toy_finding(plan, "price.missing"));
}

// ---- derived prices

static void a_tax_is_the_rate_over_the_equivalent(void **state)
{
    (void)state;
    assert_true(value_tax_price(1.2, 0.95) == 1.2 * 1000 / 0.95); // SO2 at the lowest rate: 1263.16 yuan/t
    assert_true(value_tax_price(3, 0.8) == 3750);
}

static void a_price_of_the_pollutant_goes_before_the_tax(void **state)
{
    (void)state;
    Toy toy = soil;
    toy.params = arena_printf(test_arena, "%sprice.TN,,,5000,yuan/t,2023,toy,district\n", soil.params);
    toy_write(&toy);
    toy_text("quantities.csv", soil_given);
    plan = toy_plan(TOY_YEAR);
    assert_true(value_of("R02", "nitrogen")->price[1] == 5000);
    toy_equals(value_of("R02", "phosphorus")->price[1], 12000);
}

static void air_and_water_have_rates_of_their_own(void **state)
{
    (void)state;
    open_with(&(Toy){.profile_services = "  - {code: R08, in_total: true, variant: capacity}\n",
                     .params =
                         "R08.capacity_so2,1,,100,kg/hm2/a,,toy,district\n"
                         "R08.capacity_nox,1,,10,kg/hm2/a,,toy,district\n"
                         "R08.capacity_dust,1,,1000,kg/hm2/a,,toy,district\nR08.counts,1,,1,1,,toy,district\n"
                         "tax.rate_air,,,1.2,yuan/eq,2023,toy,district\ntax.rate_water,,,3,yuan/eq,2023,toy,district\n"
                         "tax.equivalent.SO2,,,0.95,kg,,toy,district\ntax.equivalent.NOx,,,0.95,kg,,toy,district\n"
                         "tax.equivalent.dust,,,4,kg,,toy,district\n"});
    toy_equals(value_of("R08", "dust")->price[1], 300);
}

// 1 yuan over 2 years at 10 %: 0.1 / (1 - 1.1^-2) = 0.576190...
static void an_annuity_pays_capital_back(void **state)
{
    (void)state;
    toy_equals(value_annuity(0.1, 2), 0.1 / (1 - 1 / 1.21));
    assert_true(value_annuity(0, 4) == 0.25);
}

static void storage_is_priced_a_year_where_the_profile_says_so(void **state)
{
    (void)state;
    static const char rows[] =
        "finance.discount_rate,,,0.1,1,,toy,district\nfinance.reservoir_life_years,,,2,a,,toy,district\n"
        "price.storage_annual_om,,,0.5,yuan/m3,2023,toy,district\n"
        "price.storage_annual_om,,,0.5,yuan/m3,2020,toy,district\n";
    open_with(&(Toy){.profile_head = "price_basis: annualised\n", .params = params_and(rows)});
    toy_equals(value_of("R01", "water")->price[1], 10 * 0.1 / (1 - 1 / 1.21) + 0.5);
    assert_int_equal(value_of("R01", "water")->row_count, 6); // two prices, two of upkeep, rate, life
}

static void an_annual_price_lacks_what_its_parts_lack(void **state)
{
    (void)state;
    open_with(&(Toy){.profile_head = "price_basis: annualised\n"});
    value_of("R01", "water");
    toy_finds(plan, FINDING_ERROR, "price.missing", "storage");
}

static void a_standard_without_values_needs_no_price(void **state)
{
    (void)state;
    open_with(&(Toy){.profile_head = "price_basis: none\n", .params = params_with_prices("")});
    assert_false(value_of("R01", "water")->priced);
    toy_has_no_errors(plan);
}

// ---- what a cell's flow is worth

static void a_unit_of_flow_is_worth_all_its_parts(void **state)
{
    (void)state;
    toy_write(&soil);
    toy_text("quantities.csv", soil_given);
    plan = toy_plan(TOY_YEAR);
    ValuePlan *values = value_open(plan);
    int forest = plan_class_index(plan, "111");
    toy_equals(values->yuan[forest], 0.2 * 20 + 0.002 * 3750 + 0.001 * 12000);
    plan_close(plan);
    plan = toy_plan(TOY_YEAR);
}

static void what_rests_on_unverified_prices_is_known_by_class(void **state)
{
    (void)state;
    open_with(&(Toy){.params = params_with_prices("price.storage_capital,1,,10,yuan/m3,2023,toy,unverified\n"
                                                  "price.storage_capital,3,,10,yuan/m3,2023,toy,district\n"
                                                  "price.co2,,,40,yuan/t,2023,toy,district\n")});
    const PartValue *value = value_of("R01", "water");
    assert_true(value->unverified_class[plan_class_index(plan, "111")]);
    assert_false(value->unverified_class[plan_class_index(plan, "311")]);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_teardown(test, close_plan)
    const struct CMUnitTest tests[] = {
        EACH(a_price_has_its_year),
        EACH(an_index_moves_a_price),
        EACH(a_price_without_an_index_is_used_as_it_stands_and_doubtful),
        EACH(a_price_that_is_missing_is_an_error),
        EACH(a_price_of_some_classes_is_not_enough),
        EACH(given_quantities_need_a_price_too),
        EACH(lines_of_a_table_need_a_price_or_bring_their_own),
        EACH(factors_multiply_and_divide),
        EACH(a_factor_that_is_missing_is_an_error),
        EACH(a_part_that_is_left_out_needs_no_price),
        EACH(a_tax_is_the_rate_over_the_equivalent),
        EACH(a_price_of_the_pollutant_goes_before_the_tax),
        EACH(air_and_water_have_rates_of_their_own),
        EACH(an_annuity_pays_capital_back),
        EACH(storage_is_priced_a_year_where_the_profile_says_so),
        EACH(an_annual_price_lacks_what_its_parts_lack),
        EACH(a_standard_without_values_needs_no_price),
        EACH(a_unit_of_flow_is_worth_all_its_parts),
        EACH(what_rests_on_unverified_prices_is_known_by_class),
    };
    return cmocka_run_group_tests_name("value", tests, test_open, test_close);
}
