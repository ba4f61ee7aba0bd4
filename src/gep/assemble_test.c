// assemble_test.c - from sums and prices to leaves, services, towns, totals; refusals; doubts. Numbers by hand on the
// toy district (district_testing.h).
#include "gep/district_testing.h"

#include "base/message.h"

// ---- leaves and totals

static const Leaf *leaf(const Account *account, const char *code, const char *ecosystem, const char *town)
{
    for (size_t i = 0; i < account->leaf_count; i++) {
        const Leaf *l = &account->leaves[i];
        if (text_equal(account->services[l->service].code, code) && text_equal(l->ecosystem, ecosystem) &&
            text_equal(l->town, town))
            return l;
    }
    fail_msg("no leaf %s %s %s", code, ecosystem, town);
    abort();
}

// Forest of T1: 5 ha x 0.3 m = 15,000 m3 at 10 yuan (2020: 8). Carbon of a cell: 500 x 2.25 x 1.63 g = 18.3375 t at 40
// yuan (2020: 50). A cell is 10,000 m2 to 1e-7, so that money agrees to a yuan.
static void leaves_are_sums_at_prices(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    const Leaf *water = leaf(run.account, "R01", "111", "T1"), *carbon = leaf(run.account, "R06", "511", "T2");
    toy_equals(water->quantity, 15000);
    toy_equals((double)water->value.current.fen, 15000 * 1000);
    toy_equals((double)water->value.constant.fen, 15000 * 800);
    assert_int_equal(water->value.normal_current.fen, 0); // no normal climate is given
    toy_equals(carbon->quantity, 3.5 * 18.3375);
    assert_true(llabs((long long)carbon->value.current.fen - 256725) <= 1);
    toy_end(&run);
}

static void totals_are_whole_fen(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    const Account *a = run.account;
    const AccountService *water = toy_service(a, "R01"), *carbon = toy_service(a, "R06");
    toy_equals(water->quantity, 12 * 3000 + 6 * 2000);
    toy_equals(carbon->quantity, 30 * 18.3375);
    assert_int_equal(a->gep.current.fen, water->value.current.fen + carbon->value.current.fen);
    assert_int_equal(a->regulating.current.fen, a->gep.current.fen);
    assert_int_equal(a->towns[0].gep.fen + a->towns[1].gep.fen, a->gep.current.fen);
    assert_int_equal(a->not_allotted.fen, 0);
    assert_true(a->complete);
    toy_equals(a->per_km2, money_to_yuan(a->gep.current) / 0.36);
    toy_equals(a->per_head, money_to_yuan(a->gep.current) / 1000);
    toy_equals(a->ggi, money_to_yuan(a->gep.current) / 1e6);
    toy_equals(water->share + carbon->share, 1);
    toy_equals(a->towns[0].area_m2, 15 * TOY_HA);
    toy_end(&run);
}

static void dry_cells_are_counted_beside_the_sum(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *water = toy_service(run.account, "R01");
    assert_int_equal(water->clamped_cells, 6);
    toy_equals(water->clamped_quantity, 6 * 2000);
    toy_equals(water->eligible_area_m2, 24 * TOY_HA);
    assert_true(water->valid_area_share == 1);
    toy_end(&run);
}

static void a_service_beside_the_total_is_not_added(void **state)
{
    (void)state;
    toy_write(&(Toy){.profile_services = "  - {code: R01, in_total: true, variant: A}\n"
                                         "  - {code: R06, in_total: false, variant: N5}\n"});
    ToyRun run = toy_run(TOY_YEAR);
    assert_true(toy_service(run.account, "R06")->value.current.fen > 0);
    assert_int_equal(run.account->gep.current.fen, toy_service(run.account, "R01")->value.current.fen);
    assert_true(toy_service(run.account, "R06")->share == 0);
    toy_end(&run);
}

static void a_service_that_is_not_available_makes_a_part_account(void **state)
{
    (void)state;
    toy_write(&(Toy){.services = "\n  - {code: R01, state: not_available, reason: no rain}"});
    ToyRun run = toy_run(TOY_YEAR);
    assert_false(run.account->complete);
    assert_string_equal(toy_service(run.account, "R01")->reason, "no rain");
    assert_int_equal(toy_service(run.account, "R01")->value.current.fen, 0);
    toy_end(&run);
    toy_write(&(Toy){.services = "\n  - {code: R01, state: not_applicable, reason: a desert}"});
    run = toy_run(TOY_YEAR);
    assert_true(run.account->complete);
    toy_end(&run);
}

static void an_account_of_nothing_is_an_account(void **state)
{
    (void)state;
    toy_write(&(Toy){.services = "\n  - {code: R01, state: not_available, reason: none}"
                                 "\n  - {code: R06, state: not_applicable, reason: none}"});
    ToyRun run = toy_run(TOY_YEAR);
    assert_int_equal(run.account->leaf_count, 0);
    assert_int_equal(run.account->gep.current.fen, 0);
    toy_end(&run);
}

// Random maps, many seeds: whatever the numbers, leaves add to services, services to groups and GEP, towns to GEP.
static void leaves_add_up_to_the_fen_whatever_the_numbers(void **state)
{
    (void)state;
    static const float classes[] = {111, 112, 311, 321, 421, 511, 611};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        uint64_t random = seed * 7919;
        float land[TOY_CELLS], rain[TOY_CELLS], npp[TOY_CELLS];
        for (int i = 0; i < TOY_CELLS; i++) {
            land[i] = classes[(int)(7 * test_random(&random))];
            rain[i] = (float)(2000 * test_random(&random));
            npp[i] = (float)(1200 * test_random(&random));
        }
        toy_write(
            &(Toy){.params = arena_printf(test_arena,
                                          "%sR01.alpha,1,,0.13,1,,toy,district\nR01.alpha,3,,0.17,1,,toy,district\n"
                                          "R01.counts,1,,1,1,,toy,district\nR01.counts,3,,1,1,,toy,district\n"
                                          "R06.counts,1,,1,1,,toy,district\n",
                                          toy_params)});
        toy_map("land_2023.tif", land);
        toy_map("p.tif", rain);
        toy_map("npp.tif", npp);
        ToyRun run = toy_run(TOY_YEAR);
        const Account *a = run.account;
        int64_t leaves = 0, services_sum = 0, towns = a->not_allotted.fen;
        for (size_t i = 0; i < a->leaf_count; i++) leaves += a->leaves[i].value.current.fen;
        for (size_t i = 0; i < a->service_count; i++) services_sum += a->services[i].value.current.fen;
        for (size_t i = 0; i < a->town_count; i++) towns += a->towns[i].gep.fen;
        assert_int_equal(leaves, a->gep.current.fen);
        assert_int_equal(services_sum, a->gep.current.fen);
        assert_int_equal(towns, a->gep.current.fen);
        toy_end(&run);
    }
}

// ---- parts

static const char given[] = "\n  - {id: quantities, file: quantities.csv}";

// Soil of 3 t: silt 0.6 m3 at 0.0335 = 0.0201 yuan, nitrogen 0.006 t at 3.35 = 0.0201, phosphorus 0.003 t at 6.7 =
// 0.0201. Together 0.0603, rounded 0.06: 0.02 each. Of 2 t: 0.0134 each, together 0.0402, rounded 0.04: floors are
// 0.01, the rest of one fen goes to the first of equal fractions.
static void parts_are_rounded_to_add_to_the_service(void **state)
{
    (void)state;
    static const char rows[] =
        "R02.lambda,,,0.24,1,,toy,district\nR02.rho,,,1.2,t/m3,,toy,district\n"
        "R02.nitrogen_share,,,0.002,1,,toy,district\nR02.phosphorus_share,,,0.001,1,,toy,district\n"
        "price.dredging,,,0.0335,yuan/m3,2023,toy,district\nprice.TN,,,3.35,yuan/t,2023,toy,district\n"
        "price.TP,,,6.7,yuan/t,2023,toy,district\n";
    static const int64_t wanted[2][3] = {{2, 2, 2}, {2, 1, 1}};
    for (int k = 0; k < 2; k++) {
        toy_write(&(Toy){
            .profile_services = "  - {code: R02, in_total: true, variant: given}\n", .tables = given, .params = rows});
        toy_text("quantities.csv", arena_printf(test_arena, "code,part,quantity,unit\nR02,soil,%d,t\n", 3 - k));
        ToyRun run = toy_run(TOY_YEAR);
        const AccountService *soil = toy_service(run.account, "R02");
        assert_int_equal(soil->part_count, 3);
        for (int p = 0; p < 3; p++) assert_int_equal(soil->parts[p].value.fen, wanted[k][p]);
        assert_int_equal(soil->value.current.fen, k == 0 ? 6 : 4);
        assert_true(isnan(soil->price)); // several parts
        toy_end(&run);
    }
}

static void a_part_that_is_left_out_has_a_quantity_and_no_value(void **state)
{
    (void)state;
    toy_write(&(Toy){.variants = "\n  - {service: R06, options: [leave_out=R06.co2]}"});
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *carbon = toy_service(run.account, "R06");
    assert_int_equal(carbon->value.current.fen, 0);
    toy_equals(carbon->parts[0].quantity, 30 * 18.3375);
    toy_end(&run);
}

// One row brings its price, one its value: the part has no price of its own.
static void lines_with_prices_of_their_own_mix(void **state)
{
    (void)state;
    toy_write(
        &(Toy){.profile_services = "  - {code: R04, in_total: true, variant: length}\n",
               .tables = "\n  - {id: coast, file: coast.csv}",
               .params = "price.dyke,,,100,yuan/km,2023,toy,district\nprice.dyke,,,80,yuan/km,2020,toy,district\n"});
    toy_text("coast.csv", "item,town,length（km）,price（元/km）\nnorth,T1,5,1000\nsouth,T2,7,\n");
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *coast = toy_service(run.account, "R04");
    toy_equals(coast->quantity, 12);
    assert_int_equal(coast->value.current.fen, 500000 + 70000);
    assert_int_equal(coast->value.constant.fen, 500000 + 56000); // its own price has no other year
    assert_true(isnan(coast->parts[0].price));
    assert_int_equal(leaf(run.account, "R04", "", "T1")->value.current.fen, 500000);
    toy_end(&run);
}

static void what_is_in_no_town_is_not_allotted(void **state)
{
    (void)state;
    toy_write(&(Toy){.tables = given});
    toy_text("quantities.csv", "code,part,ecosystem,town,quantity,unit\nR01,water,111,T1,5,m3\nR01,water,111,,7,m3\n");
    ToyRun run = toy_run(TOY_YEAR);
    assert_int_equal(run.account->not_allotted.fen, 7000);
    assert_int_equal(leaf(run.account, "R01", "111", "")->value.constant.fen, 5600);
    toy_end(&run);
}

static void land_in_no_town_is_said(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    assert_null(toy_finding(run.plan, "zones.gap"));
    toy_end(&run);
    toy_text("towns.geojson", toy_collection(toy_feature("T1", "西镇", toy_ring(0, 250, 0, 600))));
    run = toy_run(TOY_YEAR);
    toy_finds(run.plan, FINDING_DOUBT, "zones.gap", "21.00 hm2 (58.33 %) of the district lie in no town");
    toy_end(&run);
}

// ---- emission or capacity

static const char air_params[] =
    "R08.capacity_so2,1,,100,kg/hm2/a,,toy,district\n"
    "R08.capacity_nox,1,,10,kg/hm2/a,,toy,district\n"
    "R08.capacity_dust,1,,0,kg/hm2/a,,toy,district\n"
    "R08.counts,1,,1,1,,toy,district\n"
    "price.SO2,,,2000,yuan/t,2023,toy,district\n"
    "price.NOx,,,3000,yuan/t,2023,toy,district\nprice.dust,,,100,yuan/t,2023,toy,district\n";

static void write_air(const char *emissions)
{
    toy_write(&(Toy){.profile_services = "  - {code: R08, in_total: true, variant: two_case}\n",
                     .params = air_params,
                     .tables = "\n  - {id: emissions, file: emissions.csv}"});
    toy_text("emissions.csv", emissions);
}

// 12 ha of forest take up 1.2 t SO2 and 0.12 t NOx; 0.6 t SO2 and 5 t NOx are emitted.
static void the_smaller_of_emission_and_capacity_counts(void **state)
{
    (void)state;
    write_air("pollutant,quantity（t）\nSO2,0.6\nNOx,5\n");
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *air = toy_service(run.account, "R08");
    toy_equals(air->parts[0].quantity, 0.6);
    toy_equals(air->parts[1].quantity, 0.12);
    assert_non_null(strstr(air->branch, "SO2: emission (emission 0.600 t, capacity 1.200 t)"));
    assert_non_null(strstr(air->branch, "NOx: capacity (emission 5.000 t, capacity 0.120 t)"));
    assert_null(strstr(air->branch, "dust")); // nothing takes it up: not looked up
    assert_true(llabs((long long)air->value.current.fen - 156000) <= 1);
    toy_equals(leaf(run.account, "R08", "111", "T1")->quantity, (0.6 + 0.12) * 5 / 12);
    toy_end(&run);
}

static void the_picture_shows_what_counts(void **state)
{
    (void)state;
    write_air("pollutant,quantity（t）\nSO2,0.6\nNOx,5\n");
    Err err;
    ToyRun run = {.plan = toy_plan(TOY_YEAR)};
    run.values = value_open(run.plan);
    run.job = (PassJob){.plan = run.plan, .yuan = run.values->yuan};
    test_done(pass_run(&run.job, 1, &(PassOptions){.jobs = 1, .overview_max = 6}, &err) &&
                  assemble(run.plan, run.values, &run.job.result, &run.account, &err),
              &err);
    assert_int_equal(run.account->overview_count, 2); // R08, and all regulating services
    assert_int_equal(run.account->overviews[1].service, -1);
    for (int k = 0; k < 2; k++) // yuan/m2: (0.6 x 2000 + 0.12 x 3000) / 12 ha
        assert_true(fabs((double)run.account->overviews[k].values[0] - 0.013) < 1e-8);
    toy_end(&run);
}

static void a_pollutant_without_an_emission_is_refused(void **state)
{
    (void)state;
    Err err;
    ToyRun run;
    write_air("pollutant,quantity（t）\nSO2,0.6\n");
    assert_false(toy_try(&run, TOY_YEAR, &err));
    test_says(&err, ERR_REFUSED, "R08: table emissions has no row for NOx");
    toy_end(&run);
}

// ---- holes

static void write_holes(int count, const char *limits)
{
    float npp[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) npp[i] = i < count ? NAN : 500;
    toy_write(&(Toy){.limits = limits});
    toy_map("npp.tif", npp);
}

// Two of thirty cells are holes: 6.67 % of the district's land that counts, and 16 % of T1's 12.5 cells.
static void too_many_holes_are_refused_with_place_classes_and_remedy(void **state)
{
    (void)state;
    Err err;
    ToyRun run;
    write_holes(2, NULL);
    assert_false(toy_try(&run, TOY_YEAR, &err));
    test_says(&err, ERR_REFUSED, "R06 Carbon sequestration: 93.33 % < 95.00 %; towns below: T1 西镇 84.0%;");
    test_says(&err, ERR_REFUSED, "holes by class (- is land without a class): 111:2.0hm²");
    test_says(&err, ERR_REFUSED, "declare a fill rule for the map; --diagnose DIR draws the holes");
    assert_null(strstr(err.text, "R01"));
    toy_end(&run);
}

static void codes_of_the_land_map_that_nobody_knows_are_named(void **state)
{
    (void)state;
    Err err;
    ToyRun run;
    float land[TOY_CELLS];
    toy_write(&(Toy){0});
    for (int i = 0; i < TOY_CELLS; i++) land[i] = i < 2 ? 9901 : i == 2 ? 77 : 111;
    toy_map("land_2023.tif", land);
    assert_false(toy_try(&run, TOY_YEAR, &err));
    test_says(&err, ERR_REFUSED, "codes of the land map that the crosswalk does not know: 77, 9901. Correct the map");
    toy_end(&run);
}

static void one_town_below_the_limit_is_enough(void **state)
{
    (void)state;
    Err err;
    ToyRun run;
    write_holes(2, "{valid_area_min: 0.9}");
    assert_false(toy_try(&run, TOY_YEAR, &err));
    test_says(&err, ERR_REFUSED, "R06 Carbon sequestration: 93.33 % < 90.00 %; towns below: T1 西镇 84.0%;");
    toy_end(&run);
}

static void land_without_a_class_is_named_by_a_dash(void **state)
{
    (void)state;
    Err err;
    ToyRun run;
    float land[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) land[i] = i < 6 ? 777 : 111;
    toy_write(&(Toy){0});
    toy_map("land_2023.tif", land);
    assert_false(toy_try(&run, TOY_YEAR, &err));
    test_says(&err, ERR_REFUSED, "-:6.0hm²");
    toy_end(&run);
}

static void few_holes_are_shown(void **state)
{
    (void)state;
    write_holes(2, "{valid_area_min: 0.8}");
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *carbon = toy_service(run.account, "R06");
    toy_equals(carbon->valid_area_share, 28 / 30.0);
    toy_equals(run.account->towns[0].valid_area_share, 10.5 / 12.5);
    assert_true(run.account->towns[1].valid_area_share == 1);
    toy_end(&run);
}

static void what_is_filled_is_shown_with_area_and_value(void **state)
{
    (void)state;
    write_holes(3, NULL);
    toy_settings(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                                "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a, fill: \"constant:500\"}"});
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *carbon = toy_service(run.account, "R06");
    toy_equals(carbon->filled_area_m2, 3 * TOY_HA);
    toy_equals(money_to_yuan(carbon->filled_value), money_to_yuan(carbon->value.current) / 10);
    assert_true(carbon->valid_area_share == 1);
    toy_end(&run);
}

static void what_rests_on_a_guessed_class_is_shown(void **state)
{
    (void)state;
    toy_write(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: own, crosswalk: own.csv}"
                             "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    toy_text("own.csv",
             "code,name_zh,name_en,ecosystem,inferred,rule,status,source\n"
             "111,林,forest,111,0,,district,toy\n311,草,grass,311,1,a guess,district,toy\n"
             "511,田,field,511,0,,district,toy\n421,湖,lake,421,0,,district,toy\n611,城,town,611,0,,district,toy\n");
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *carbon = toy_service(run.account, "R06"), *water = toy_service(run.account, "R01");
    toy_equals(money_to_yuan(carbon->inferred_value), money_to_yuan(carbon->value.current) * 12 / 30);
    toy_equals(money_to_yuan(water->inferred_value), money_to_yuan(water->value.current) * 12 / 48);
    toy_end(&run);
}

// ---- unverified numbers

static void the_share_on_unverified_numbers_is_counted_by_leaf(void **state)
{
    (void)state;
    const char *at = strstr(toy_params, "R01.alpha,111");
    toy_write(&(Toy){.params = arena_printf(test_arena, "R01.alpha,111,,0.1,1,,toy,unverified%s", strchr(at, '\n'))});
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *water = toy_service(run.account, "R01");
    toy_equals(water->unverified_value_share, 36 / 48.0); // forest's part
    toy_equals(run.account->unverified_share * money_to_yuan(run.account->gep.current), 360000);
    toy_end(&run);
}

static void parameters_are_listed_once_with_what_rests_on_them(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *water = toy_service(run.account, "R01");
    assert_int_equal(run.account->param_count, 6); // two alphas, two prices twice
    assert_string_equal(run.account->params[0].id, "R01.alpha");
    assert_int_equal(run.account->params[0].value_resting.fen, water->value.current.fen);
    assert_string_equal(water->parameters[0], "R01.alpha.111");
    toy_end(&run);
}

// ---- extent

static void extent_has_every_class_and_its_area(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    ToyRun run = toy_run(TOY_YEAR);
    assert_int_equal(run.account->extent_count, 5);
    assert_string_equal(run.account->extent[0].ecosystem, "111");
    toy_equals(run.account->extent[0].area_m2, 12 * TOY_HA);
    assert_true(isnan(run.account->extent[0].area_before_m2));
    assert_int_equal(run.account->transition_count, 0);
    toy_end(&run);
}

// In 2020 all was forest but one paddy cell that is forest now.
static void what_became_of_what_is_a_matrix(void **state)
{
    (void)state;
    float before[TOY_CELLS];
    for (int i = 0; i < TOY_CELLS; i++) before[i] = i == 3 ? 512 : 111;
    toy_write(&(Toy){0});
    toy_map("land_2020.tif", before);
    ToyRun run = toy_run(TOY_YEAR);
    const Account *a = run.account;
    assert_int_equal(a->before_year, 2020);
    double sum = 0, gone = 0;
    for (size_t i = 0; i < a->transition_count; i++) {
        const TransitionCell *t = &a->transitions[i];
        sum += t->area_m2;
        if (text_equal(t->from, "512")) gone += t->area_m2;
        if (text_equal(t->from, "111") && text_equal(t->to, "111")) toy_equals(t->area_m2, 11 * TOY_HA);
        if (text_equal(t->from, "512")) assert_string_equal(t->to, "111");
    }
    toy_equals(sum, 36 * TOY_HA);
    toy_equals(gone, TOY_HA);
    bool listed = false; // a class that is gone still has its row
    for (size_t i = 0; i < a->extent_count; i++)
        listed |= text_equal(a->extent[i].ecosystem, "512") && a->extent[i].area_m2 == 0;
    assert_true(listed);
    toy_end(&run);
}

// ---- net of products from outside, normal climate

static void products_from_outside_are_taken_off(void **state)
{
    (void)state;
    toy_write(&(Toy){.tables = "\n  - {id: outside_products, file: outside.csv}"});
    toy_text("outside.csv", "item,value（元）\nore,1000.5\n");
    ToyRun run = toy_run(TOY_YEAR);
    assert_true(run.account->has_net);
    assert_int_equal(run.account->outside_products.fen, 100050);
    assert_int_equal(run.account->gep_net.fen, run.account->gep.current.fen - 100050);
    toy_end(&run);
}

// Normal rain 900 mm everywhere: forest 0.9 x 900 - 600 = 210 mm, meadow 0.8 x 900 - 600 = 120 mm.
static void the_normal_climate_is_valued_beside_the_years(void **state)
{
    (void)state;
    toy_write(&(Toy){.years = "{constant_price: 2020, normal: \"1991-2020\"}",
                     .maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: precip, file: p.tif, normal: pn.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a}"});
    toy_flat("pn.tif", 900);
    ToyRun run = toy_run(TOY_YEAR);
    const AccountService *water = toy_service(run.account, "R01"), *carbon = toy_service(run.account, "R06");
    assert_true(run.account->has_normal);
    assert_string_equal(run.account->normal, "1991-2020");
    toy_equals(water->quantity_normal, 12 * 2100 + 12 * 1200);
    toy_equals((double)water->value.normal_current.fen, (12 * 2100 + 12 * 1200) * 1000.0);
    toy_equals((double)water->value.normal_constant.fen, (12 * 2100 + 12 * 1200) * 800.0);
    assert_int_equal(carbon->value.normal_current.fen, carbon->value.current.fen); // climate plays no part
    toy_end(&run);
}

// ---- doubts

static void an_implausible_result_is_doubtful(void **state)
{
    (void)state;
    toy_write(&(Toy){
        .profile_rest =
            "bands:\n  - {code: R01, per: km2, unit: m3, low: 1, high: 100, source_zh: 某人, source_en: somebody}\n"
            "  - {code: GEP, per: km2, unit: yuan/km2, low: 1, high: 2, source_zh: 出处, source_en: s, region: "
            "\"99\"}\n"
            "  - {code: R06, unit: t, low: 1, high: 2, source_zh: 出处, source_en: s, region: \"50\"}\n"});
    ToyRun run = toy_run(TOY_YEAR);
    toy_finds(run.plan, FINDING_DOUBT, "plausibility", "133333 m3 is outside the plausible band 1 to 100 (somebody)");
    toy_finds(run.plan, FINDING_DOUBT, "plausibility", "GEP");
    for (size_t i = 0; i < run.plan->findings.count; i++) // another region's band
        assert_false(text_equal(run.plan->findings.items[i].code, "plausibility") &&
                     text_equal(run.plan->findings.items[i].where, "R06"));
    toy_end(&run);
}

static void an_area_far_from_the_official_is_doubtful(void **state)
{
    (void)state;
    toy_write(&(Toy){.boundary = "{file: boundary.geojson, official_area_hm2: 37}"});
    ToyRun run = toy_run(TOY_YEAR);
    toy_finds(run.plan, FINDING_DOUBT, "area.official", "36.00 hm2 differs from the official 37.00 hm2 by -2.703 %");
    toy_end(&run);
    toy_write(&(Toy){.boundary = "{file: boundary.geojson, official_area_hm2: 36.02}"});
    run = toy_run(TOY_YEAR);
    assert_null(toy_finding(run.plan, "area.official"));
    toy_end(&run);
}

static void oxygen_that_does_not_match_carbon_is_doubtful(void **state)
{
    (void)state;
    static const char services_text[] = "  - {code: R06, in_total: true, variant: given}\n"
                                        "  - {code: R07, in_total: true, variant: given, options: [o2_basis=NPP]}\n";
    for (int k = 0; k < 2; k++) {
        toy_write(
            &(Toy){.profile_services = services_text,
                   .tables = given,
                   .params = "price.co2,,,40,yuan/t,2023,toy,district\nprice.o2,,,500,yuan/t,2023,toy,district\n"});
        toy_text("quantities.csv",
                 arena_printf(test_arena, "code,part,quantity,unit\nR06,co2,44,t\nR07,o2,%d,t\n", k == 0 ? 32 : 64));
        ToyRun run = toy_run(TOY_YEAR);
        if (k == 0) assert_null(toy_finding(run.plan, "oxygen.ratio"));
        if (k == 1)
            toy_finds(run.plan, FINDING_DOUBT, "oxygen.ratio", "1.455, expected 0.727 within 0.01 (o2_basis=NPP)");
        toy_end(&run);
    }
}

// ---- the same in every folder and language

static const char *json_of(ToyRun *run)
{
    Err err;
    const char *text;
    size_t size;
    test_done(account_json(run->plan->arena, run->account, &text, &size, &err), &err);
    return arena_text(test_arena, text);
}

static void write_doubtful(void)
{
    toy_write(&(Toy){.zones = "", .limits = "{valid_area_min: 0.1}"});
    Grid grid = toy_grid();
    grid.x0 += 300;
    float values[TOY_CELLS] = {0};
    toy_raster("p.tif", &grid, values); // covers a half: a doubt that names the file
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all",
                                                            "[[36500000,3400600],[36500600,3400000],"
                                                            "[36500600,3400600],[36500000,3400000],"
                                                            "[36500000,3400600]]")));
}

static void an_account_reads_the_same_in_every_folder_and_language(void **state)
{
    (void)state;
    const char *json[2];
    char digest[2][SM3_TEXT_SIZE];
    for (int k = 0; k < 2; k++) {
        message_set_language(k == 0 ? "en" : "zh");
        write_doubtful();
        ToyRun run = toy_run(TOY_YEAR);
        assert_non_null(toy_finding(run.plan, "map.partial"));
        json[k] = json_of(&run);
        memcpy(digest[k], run.account->result_sm3, SM3_TEXT_SIZE);
        assert_null(strstr(json[k], toy_folder));
        toy_end(&run);
    }
    message_set_language("en");
    assert_non_null(strstr(json[0], "\"where\":\"p.tif\""));
    assert_string_equal(digest[0], digest[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_are_sums_at_prices),
        cmocka_unit_test(totals_are_whole_fen),
        cmocka_unit_test(dry_cells_are_counted_beside_the_sum),
        cmocka_unit_test(a_service_beside_the_total_is_not_added),
        cmocka_unit_test(a_service_that_is_not_available_makes_a_part_account),
        cmocka_unit_test(an_account_of_nothing_is_an_account),
        cmocka_unit_test(leaves_add_up_to_the_fen_whatever_the_numbers),
        cmocka_unit_test(parts_are_rounded_to_add_to_the_service),
        cmocka_unit_test(a_part_that_is_left_out_has_a_quantity_and_no_value),
        cmocka_unit_test(lines_with_prices_of_their_own_mix),
        cmocka_unit_test(what_is_in_no_town_is_not_allotted),
        cmocka_unit_test(land_in_no_town_is_said),
        cmocka_unit_test(the_smaller_of_emission_and_capacity_counts),
        cmocka_unit_test(the_picture_shows_what_counts),
        cmocka_unit_test(a_pollutant_without_an_emission_is_refused),
        cmocka_unit_test(too_many_holes_are_refused_with_place_classes_and_remedy),
        cmocka_unit_test(codes_of_the_land_map_that_nobody_knows_are_named),
        cmocka_unit_test(one_town_below_the_limit_is_enough),
        cmocka_unit_test(land_without_a_class_is_named_by_a_dash),
        cmocka_unit_test(few_holes_are_shown),
        cmocka_unit_test(what_is_filled_is_shown_with_area_and_value),
        cmocka_unit_test(what_rests_on_a_guessed_class_is_shown),
        cmocka_unit_test(the_share_on_unverified_numbers_is_counted_by_leaf),
        cmocka_unit_test(parameters_are_listed_once_with_what_rests_on_them),
        cmocka_unit_test(extent_has_every_class_and_its_area),
        cmocka_unit_test(what_became_of_what_is_a_matrix),
        cmocka_unit_test(products_from_outside_are_taken_off),
        cmocka_unit_test(the_normal_climate_is_valued_beside_the_years),
        cmocka_unit_test(an_implausible_result_is_doubtful),
        cmocka_unit_test(an_area_far_from_the_official_is_doubtful),
        cmocka_unit_test(oxygen_that_does_not_match_carbon_is_doubtful),
        cmocka_unit_test(an_account_reads_the_same_in_every_folder_and_language),
    };
    return cmocka_run_group_tests_name("assemble", tests, test_open, test_close);
}
