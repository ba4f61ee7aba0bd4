// explain_test.c - toy districts of two years: what changed is what the change is laid to, exactly.
#include "gep/explain/explain.h"

#include "base/calendar.h"
#include "base/message.h"
#include "gep/district_testing.h"
#include "gep/explain/explain_print.h"
#include "gep/explain/explain_run.h"
#include "gep/explain/mixture.h"
#include "gep/explain/sentences.h"
#include "gep/run.h"

enum { BEFORE = 2022, AFTER = 2023 };

static const char yearly_maps[] = "\n  - {id: land, file: \"land_{year}.tif\", kind: class, codes: hj-1166}"
                                  "\n  - {id: precip, file: \"p_{year}.tif\", kind: flux, unit: mm/a}"
                                  "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                  "\n  - {id: npp, file: \"npp_{year}.tif\", kind: flux, unit: gC/m2/a}";
// As toy_params, at one price in all years.
#define COUNTS                                                                                                         \
    "R01.counts,111,,1,1,,toy,district\nR01.counts,311,,1,1,,toy,district\n"                                           \
    "R06.counts,111,,1,1,,toy,district\nR06.counts,311,,1,1,,toy,district\nR06.counts,511,,1,1,,toy,district\n"
#define ALPHAS "R01.alpha,111,,0.1,1,,toy,district\nR01.alpha,311,,0.2,1,,toy,district\n"
#define ONE_PRICE                                                                                                      \
    "price.storage_capital,,,10,yuan/m3,,toy,district\n"                                                               \
    "price.co2,,,40,yuan/t,,toy,district\n"
static const char one_price[] = ALPHAS COUNTS ONE_PRICE;

static const Toy years_toy = {.maps = yearly_maps, .params = one_price};

// ---- a district of two years, and what was explained of it ----

static void land_rows(const char *name, float row0)
{
    float values[TOY_CELLS];
    static const float rows[TOY_SIDE] = {111, 111, 311, 311, 511, 421};
    for (int i = 0; i < TOY_CELLS; i++) values[i] = i < TOY_SIDE ? row0 : i >= 33 ? 611 : rows[i / TOY_SIDE];
    toy_map(name, values);
}

// Both years alike; a test changes one.
static void write_years(const Toy *toy)
{
    static const float rain[TOY_SIDE] = {1000, 1000, 1000, 500, 1000, 1000};
    toy_write(toy);
    for (int year = BEFORE; year <= AFTER; year++) {
        land_rows(arena_printf(test_arena, "land_%d.tif", year), 111);
        toy_rows(arena_printf(test_arena, "p_%d.tif", year), rain);
        toy_flat(arena_printf(test_arena, "npp_%d.tif", year), 500);
    }
}

static void rain_falls_short(int year)
{
    toy_rows(arena_printf(test_arena, "p_%d.tif", year), (float[TOY_SIDE]){900, 900, 900, 500, 900, 900});
}

static const char *account_of(int year)
{
    Err err;
    char *text = NULL;
    size_t size;
    FILE *print = open_memstream(&text, &size);
    const char *out = arena_printf(test_arena, "%s-out%d", toy_folder, year);
    RunOptions options = {.folder = toy_folder, .out = out, .year_first = year, .year_last = year, .jobs = 1};
    bool ok = run_account(&options, print, &err);
    fclose(print);
    free(text);
    test_done(ok, &err);
    return out;
}

static Explain *explain_jobs(const char *out1, const char *out2, int jobs)
{
    Err err;
    Explain *explain = NULL;
    bool ok = explain_open(out1, out2, jobs, &explain, &err);
    if (!ok) explain_close(explain);
    test_done(ok, &err);
    return explain;
}

static Explain *explain_years(void)
{
    return explain_jobs(account_of(BEFORE), account_of(AFTER), 1);
}

static int service_of(const Explain *explain, const char *code)
{
    for (size_t s = 0; s < explain->worths.service_count; s++) {
        if (text_equal(explain->worths.services[s].code, code)) return (int)s;
    }
    fail_msg("no service %s", code);
    return -1;
}

static double yuan(const Explain *explain, const char *code, int cause)
{
    int service = code[0] == '\0' ? EXPLAIN_ALL : service_of(explain, code);
    return money_to_yuan(explain_part(explain, MEASURE_CURRENT, service, EXPLAIN_ALL, cause));
}

// Leaves are rounded one by one.
static void about(double got, double wanted)
{
    if (fabs(got - wanted) > 0.05 + 1e-7 * fabs(wanted)) fail_msg("%.12g, not %.12g", got, wanted);
}

static void all_lands_in(const Explain *explain, Cause cause, double wanted_yuan)
{
    for (int c = 0; c < CAUSE_COUNT; c++) about(yuan(explain, "", c), c == (int)cause ? wanted_yuan : 0);
    about(yuan(explain, "", EXPLAIN_ALL), wanted_yuan);
}

// Every figure is the sum of its parts, and the change of what the accounts say.
static void is_exact(const Explain *explain)
{
    const Worths *w = &explain->worths;
    for (int m = 0; m < MEASURE_COUNT; m++) {
        Fen by_service = {0}, by_town = {0}, by_cause = {0}, change = explain_part(explain, (Measure)m, -1, -1, -1);
        for (int s = 0; s < (int)w->service_count; s++) {
            Fen part = explain_part(explain, (Measure)m, s, -1, -1);
            Fen moved =
                money_sub(explain_worth(explain, (Measure)m, 1, s, -1), explain_worth(explain, (Measure)m, 0, s, -1));
            assert_int_equal(part.fen, moved.fen);
            by_service = money_add(by_service, part);
        }
        for (int t = 0; t < (int)w->town_count; t++) {
            Fen part = explain_part(explain, (Measure)m, -1, t, -1);
            Fen moved =
                money_sub(explain_worth(explain, (Measure)m, 1, -1, t), explain_worth(explain, (Measure)m, 0, -1, t));
            assert_int_equal(part.fen, moved.fen);
            by_town = money_add(by_town, part);
        }
        for (int c = 0; c < CAUSE_COUNT; c++)
            by_cause = money_add(by_cause, explain_part(explain, (Measure)m, -1, -1, c));
        assert_int_equal(by_service.fen, change.fen);
        assert_int_equal(by_town.fen, change.fen);
        assert_int_equal(by_cause.fen, change.fen);
    }
    for (int side = 0; side < 2; side++) {
        const Account *account = explain->pair.side[side].account;
        assert_int_equal(explain_worth(explain, MEASURE_CURRENT, side, -1, -1).fen, account->gep.current.fen);
        assert_int_equal(explain_worth(explain, MEASURE_CONSTANT, side, -1, -1).fen, account->gep.constant.fen);
        for (size_t t = 0; t < account->town_count; t++)
            assert_int_equal(explain_worth(explain, MEASURE_CURRENT, side, -1, (int)t).fen, account->towns[t].gep.fen);
    }
}

// ---- one cause at a time ----

static void nothing_changed_is_nothing_to_explain(void **state)
{
    (void)state;
    write_years(&years_toy);
    Explain *explain = explain_years();
    assert_int_equal(explain->worths.player_count, 1); // prices cost no pass
    assert_int_equal(explain->worths.pass_count, 2);
    all_lands_in(explain, CAUSE_PRICE, 0);
    assert_non_null(strstr(explain_print(explain), "no service and no town has changed"));
    explain_close(explain);
}

// Forest: 0.9 * 100 mm less on 12 ha; meadow in row 2: 0.8 * 100 mm less on 6 ha; 10 yuan a m3.
static void less_rain_is_weather(void **state)
{
    (void)state;
    write_years(&years_toy);
    rain_falls_short(AFTER);
    Explain *explain = explain_years();
    all_lands_in(explain, CAUSE_WEATHER, -(0.09 * 12 + 0.08 * 6) * TOY_HA * 10);
    is_exact(explain);
    size_t count;
    const Sentence *sentences = sentences_of(explain, 3, &count);
    assert_int_equal(count, 1);
    assert_string_equal(sentences[0].zh, "降水减少 9.1%，使水源涵养减少 15.60 万元");
    assert_string_equal(sentences[0].en, "rain down 9.1%: water conservation down by 156.00 thousand yuan");
    explain_close(explain);
}

// A row of forest becomes paddy: no water is counted there (300 mm before), and as much carbon as ever.
static void another_land_cover_is_area(void **state)
{
    (void)state;
    write_years(&years_toy);
    land_rows("land_2023.tif", 511);
    Explain *explain = explain_years();
    all_lands_in(explain, CAUSE_AREA, -0.3 * 6 * TOY_HA * 10);
    is_exact(explain);
    assert_int_equal(explain->drivers.transition_count, 1);
    assert_string_equal(explain->drivers.transitions[0].from, "111");
    toy_equals(explain->drivers.transitions[0].area_m2, 6 * TOY_HA);
    assert_string_equal(sentences_moved(explain, CAUSE_AREA, true), "森林转为农田 6 公顷");
    explain_close(explain);
}

static void more_growth_is_condition(void **state)
{
    (void)state;
    write_years(&years_toy);
    toy_flat("npp_2023.tif", 550);
    Explain *explain = explain_years();
    double change = yuan(explain, "R06", EXPLAIN_ALL);
    assert_true(change > 0);
    about(change, 0.1 * money_to_yuan(explain_worth(explain, MEASURE_CURRENT, 0, service_of(explain, "R06"), -1)));
    all_lands_in(explain, CAUSE_CONDITION, change);
    explain_close(explain);
}

// toy_params has prices of 2020 and of 2023: 8 and 10 yuan a m3, 50 and 40 yuan a t.
static void another_price_is_price(void **state)
{
    (void)state;
    write_years(&(Toy){.maps = yearly_maps});
    Explain *explain = explain_years();
    double water = yuan(explain, "R01", CAUSE_PRICE), carbon = yuan(explain, "R06", CAUSE_PRICE);
    about(water, 2.0 / 8 * money_to_yuan(explain_worth(explain, MEASURE_CURRENT, 0, service_of(explain, "R01"), -1)));
    about(carbon, -0.2 * money_to_yuan(explain_worth(explain, MEASURE_CURRENT, 0, service_of(explain, "R06"), -1)));
    all_lands_in(explain, CAUSE_PRICE, water + carbon);
    about(money_to_yuan(explain_part(explain, MEASURE_CONSTANT, -1, -1, -1)), 0);
    is_exact(explain);
    explain_close(explain);
}

// alpha of forest from 0.1 to 0.2: 100 mm less on 12 ha.
static void another_parameter_is_method(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(BEFORE);
    write_years(
        &(Toy){.maps = yearly_maps,
               .params = "R01.alpha,111,,0.2,1,,toy,district\nR01.alpha,311,,0.2,1,,toy,district\n" COUNTS ONE_PRICE});
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    all_lands_in(explain, CAUSE_METHOD, -0.1 * 12 * TOY_HA * 10);
    explain_close(explain);
}

static void a_service_that_the_profile_drops_is_method(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(BEFORE);
    write_years(&(Toy){.maps = yearly_maps,
                       .params = one_price,
                       .profile_services = "  - {code: R01, in_total: true, variant: A, variants: [A, C]}\n"});
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    double carbon = money_to_yuan(explain_worth(explain, MEASURE_CURRENT, 0, service_of(explain, "R06"), EXPLAIN_ALL));
    assert_true(carbon > 0);
    all_lands_in(explain, CAUSE_METHOD, -carbon);
    is_exact(explain);
    explain_close(explain);
}

// et.tif is of no year: 50 mm more of it on forest (12 ha) and on the meadow of row 2 (6 ha).
static void another_file_of_no_year_is_a_correction(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(BEFORE);
    write_years(&years_toy);
    toy_flat("et.tif", 650);
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    all_lands_in(explain, CAUSE_CORRECTION, -0.05 * 18 * TOY_HA * 10);
    assert_string_equal(sentences_moved(explain, CAUSE_CORRECTION, true), "et更正");
    is_exact(explain);
    explain_close(explain);
}

static void of_one_year_every_other_file_is_a_correction(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(AFTER);
    write_years(&years_toy);
    rain_falls_short(AFTER);
    land_rows("land_2023.tif", 511);
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    double change = yuan(explain, "", EXPLAIN_ALL);
    assert_true(change < 0);
    all_lands_in(explain, CAUSE_CORRECTION, change);
    explain_close(explain);
}

// ---- tables ----

static const char product_services[] = "  - {code: M11, in_total: true, variant: gross}\n";

static const char *product_toy(const char *before, const char *after)
{
    write_years(&(Toy){.maps = yearly_maps,
                       .params = one_price,
                       .profile_services = product_services,
                       .tables = "\n  - {id: products, file: \"products_{year}.csv\"}"});
    toy_text("products_2022.csv", before);
    toy_text("products_2023.csv", after);
    return toy_folder;
}

// 10 t at 100 yuan become 12 t at 110: by either order the harvest makes 200 or 220, the price 100 or 120.
static void a_harvest_is_condition_and_its_price_is_price(void **state)
{
    (void)state;
    product_toy("code,item,quantity（t）,price（元/t）\nM11,rice,10,100\n",
                "code,item,quantity（t）,price（元/t）\nM11,rice,12,110\n");
    Explain *explain = explain_years();
    about(yuan(explain, "", CAUSE_CONDITION), 210);
    about(yuan(explain, "", CAUSE_PRICE), 110);
    about(yuan(explain, "", EXPLAIN_ALL), 320);
    is_exact(explain);
    explain_close(explain);
}

static void a_value_with_its_quantity_has_a_price_too(void **state)
{
    (void)state;
    product_toy("code,item,quantity（t）,value（元）\nM11,rice,10,1000\n",
                "code,item,quantity（t）,value（元）\nM11,rice,12,1320\n");
    Explain *explain = explain_years();
    about(yuan(explain, "", CAUSE_CONDITION), 210);
    about(yuan(explain, "", CAUSE_PRICE), 110);
    explain_close(explain);
}

static void a_value_alone_and_a_new_product_are_condition(void **state)
{
    (void)state;
    product_toy("code,item,value（元）\nM11,rice,1000\n", "code,item,value（元）\nM11,rice,1320\nM11,tea,500\n");
    Explain *explain = explain_years();
    all_lands_in(explain, CAUSE_CONDITION, 820);
    explain_close(explain);
}

// ---- stations ----

static const char station_maps[] = "\n  - {id: land, file: \"land_{year}.tif\", kind: class, codes: hj-1166}"
                                   "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                   "\n  - {id: npp, file: \"npp_{year}.tif\", kind: flux, unit: gC/m2/a}";

// One site; so many mm a day in each year, from 2022; `first` of them on the first day.
static void write_rain(size_t years, const double *mm, double first)
{
    StrBuf text = strbuf_open(test_arena);
    strbuf_add(&text, "site,date,p\n");
    int from = calendar_day_number((Date){BEFORE, 1, 1});
    for (int day = from;; day++) {
        Date d = calendar_from_day_number(day);
        if ((size_t)(d.year - BEFORE) >= years) break;
        strbuf_printf(&text, "A,%04d-%02d-%02d,%g\n", d.year, d.month, d.day,
                      day == from ? first : mm[d.year - BEFORE]);
    }
    toy_text("days.csv", text.data);
}

static void station_toy(size_t years, const double *mm, double first)
{
    write_years(&(Toy){.maps = station_maps,
                       .stations = "\n  - {id: rain, file: days.csv, layout: long, site: site, date: date, columns: "
                                   "[p=p], sites: sites.csv}",
                       .params = ALPHAS COUNTS ONE_PRICE "station.missing_days_max,,,15,d,,toy,district\n"});
    toy_text("sites.csv", "id,x,y,Elevation\nA,36500050,3400550,100\n");
    write_rain(years, mm, first);
}

static const double wet_dry[] = {3, 2.5};

// 0.5 mm a day less, over 365 days: on 12 ha of forest 0.9 of it, on 12 ha of meadow 0.8.
enum { DAYS = 365 };

static void another_year_of_one_series_is_weather(void **state)
{
    (void)state;
    station_toy(2, wet_dry, 3);
    Explain *explain = explain_years();
    all_lands_in(explain, CAUSE_WEATHER, -0.0005 * DAYS * (0.9 * 12 + 0.8 * 12) * TOY_HA * 10);
    explain_close(explain);
}

static void a_series_that_grew_is_weather(void **state)
{
    (void)state;
    station_toy(1, wet_dry, 3);
    const char *before = account_of(BEFORE);
    station_toy(2, wet_dry, 3);
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    all_lands_in(explain, CAUSE_WEATHER, -0.0005 * DAYS * (0.9 * 12 + 0.8 * 12) * TOY_HA * 10);
    assert_int_equal(explain->pair.notes.count, 0);
    explain_close(explain);
}

// The first day of 2022 was read wrongly. Both files hold both years: the mistake is told from the weather, all of it.
static void a_series_that_was_mended_is_a_correction(void **state)
{
    (void)state;
    station_toy(2, wet_dry, 23);
    const char *before = account_of(BEFORE);
    station_toy(2, wet_dry, 3);
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    double weight = (0.9 * 12 + 0.8 * 12) * TOY_HA * 10;
    about(yuan(explain, "R01", CAUSE_CORRECTION), -0.020 * weight);
    about(yuan(explain, "R01", CAUSE_WEATHER), -0.0005 * DAYS * weight);
    is_exact(explain);
    explain_close(explain);
}

static void what_cannot_be_told_from_weather_is_weather_and_said(void **state)
{
    (void)state;
    station_toy(1, wet_dry, 23);
    const char *before = account_of(BEFORE);
    station_toy(2, wet_dry, 3);
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    double change = yuan(explain, "", EXPLAIN_ALL);
    all_lands_in(explain, CAUSE_WEATHER, change);
    assert_int_equal(explain->pair.notes.count, 1);
    assert_string_equal(explain->pair.notes.items[0].code, "explain.series");
    assert_non_null(strstr(explain_print(explain), "cannot be told from the weather"));
    explain_close(explain);
}

static void of_one_year_later_days_are_weather_and_other_days_a_correction(void **state)
{
    (void)state;
    station_toy(1, wet_dry, 3);
    const char *before = account_of(BEFORE);
    station_toy(2, wet_dry, 3);
    Explain *explain = explain_jobs(before, account_of(BEFORE), 1);
    assert_false(explain->pair.moved[CAUSE_CORRECTION]);
    explain_close(explain);
    station_toy(1, wet_dry, 23);
    explain = explain_jobs(before, account_of(BEFORE), 1);
    all_lands_in(explain, CAUSE_CORRECTION, 0.020 * (0.9 * 12 + 0.8 * 12) * TOY_HA * 10);
    explain_close(explain);
}

// ---- several causes ----

// Rain and land at once. Row 0 (6 ha) was forest and counted 300 mm; as paddy it counts nothing, and dry forest 210 mm.
// On the other 6 ha of forest and the 6 ha of meadow only the rain counts.
static void two_causes_share_what_they_make_together(void **state)
{
    (void)state;
    write_years(&years_toy);
    rain_falls_short(AFTER);
    land_rows("land_2023.tif", 511);
    Explain *explain = explain_years();
    about(yuan(explain, "R01", CAUSE_AREA), -(0.3 + 0.21) / 2 * 6 * TOY_HA * 10);
    about(yuan(explain, "R01", CAUSE_WEATHER), -((0.09 + 0) / 2 * 6 + 0.09 * 6 + 0.08 * 6) * TOY_HA * 10);
    assert_int_equal(explain->worths.pass_count, 4);
    is_exact(explain);
    explain_close(explain);
}

// All that can change changes; two folders.
static const char *wild_before(void)
{
    write_years(&(Toy){.maps = yearly_maps});
    return account_of(BEFORE);
}

static const char *wild_after(void)
{
    write_years(&(Toy){.maps = yearly_maps,
                       .params =
                           "R01.alpha,111,,0.13,1,,toy,district\nR01.alpha,311,,0.2,1,,toy,district\n" COUNTS
                           "price.storage_capital,,,11.37,yuan/m3,2023,toy,district\n"
                           "price.storage_capital,,,7.77,yuan/m3,2020,toy,district\n"
                           "price.co2,,,41.01,yuan/t,2023,toy,district\nprice.co2,,,53,yuan/t,2020,toy,district\n"});
    rain_falls_short(AFTER);
    land_rows("land_2023.tif", 311);
    toy_flat("npp_2023.tif", 533);
    toy_flat("et.tif", 612.25F);
    return account_of(AFTER);
}

static void whatever_changes_the_parts_sum_to_the_fen(void **state)
{
    (void)state;
    Explain *explain = explain_jobs(wild_before(), wild_after(), 2);
    assert_int_equal(explain->worths.player_count, 5);
    assert_int_equal(explain->worths.pass_count, 17); // 16 mixtures of the right files, and the account before
    for (int c = 0; c < CAUSE_COUNT; c++)
        assert_true(explain_part(explain, MEASURE_CURRENT, EXPLAIN_ALL, EXPLAIN_ALL, c).fen != 0);
    is_exact(explain);
    explain_close(explain);
}

// As many mixtures as go into one batch, and nothing left for another.
static void four_causes_need_sixteen_passes(void **state)
{
    (void)state;
    const char *before = wild_before();
    wild_after();
    toy_flat("et.tif", 600);
    Explain *explain = explain_jobs(before, account_of(AFTER), 2);
    assert_int_equal(explain->worths.pass_count, 16);
    assert_int_equal(explain_part(explain, MEASURE_CURRENT, EXPLAIN_ALL, EXPLAIN_ALL, CAUSE_CORRECTION).fen, 0);
    is_exact(explain);
    explain_close(explain);
}

static void backwards_every_part_only_changes_its_sign(void **state)
{
    (void)state;
    const char *before = wild_before(), *after = wild_after();
    Explain *there = explain_jobs(before, after, 1), *back = explain_jobs(after, before, 1);
    for (int s = 0; s < (int)there->worths.service_count; s++) {
        for (int t = 0; t < (int)there->worths.town_count; t++) {
            for (int c = 0; c < CAUSE_COUNT; c++)
                assert_int_equal(explain_part(there, MEASURE_CURRENT, s, t, c).fen,
                                 -explain_part(back, MEASURE_CURRENT, s, t, c).fen);
        }
    }
    explain_close(there);
    explain_close(back);
}

static void the_number_of_threads_changes_no_byte(void **state)
{
    (void)state;
    const char *before = wild_before(), *after = wild_after();
    Explain *one = explain_jobs(before, after, 1), *two = explain_jobs(before, after, 2);
    size_t size;
    assert_string_equal(explain_json(one, &size), explain_json(two, &size));
    assert_string_equal(explain_print(one), explain_print(two));
    explain_close(one);
    explain_close(two);
}

// The planner's way of mixing, with nothing mixed, is the ordinary one.
static void a_mixture_of_one_account_is_that_account(void **state)
{
    (void)state;
    Err err;
    Explain *explain = explain_jobs(wild_before(), wild_after(), 1);
    for (int side = 0; side < 2; side++) {
        Plan *plan;
        Account *account = NULL;
        PassOptions options = {.jobs = 1};
        test_done(mixture_open(&explain->pair, side == 0 ? 0 : (1u << CAUSE_COUNT) - 1, 1, &plan, &err), &err);
        PassJob job = {.plan = plan};
        const ValuePlan *values = value_open(plan);
        test_done(pass_run(&job, 1, &options, &err) && assemble(plan, values, &job.result, &account, &err), &err);
        const Account *own = explain->pair.side[side].account;
        assert_int_equal(account->leaf_count, own->leaf_count);
        for (size_t i = 0; i < own->leaf_count; i++)
            assert_memory_equal(&account->leaves[i].value, &own->leaves[i].value, sizeof own->leaves[i].value);
        plan_close(plan);
    }
    explain_close(explain);
}

// ---- normal climate and audit ----

static const char normal_maps[] = "\n  - {id: land, file: \"land_{year}.tif\", kind: class, codes: hj-1166}"
                                  "\n  - {id: precip, file: \"p_{year}.tif\", normal: p.tif, kind: flux, unit: mm/a}"
                                  "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                                  "\n  - {id: npp, file: \"npp_{year}.tif\", kind: flux, unit: gC/m2/a}";

static void an_audit_sees_area_and_condition_without_weather_and_price(void **state)
{
    (void)state;
    write_years(&(Toy){.maps = normal_maps,
                       .years = "{constant_price: 2020, normal: \"1991-2020\", normal_tables: tables/normal}"});
    rain_falls_short(AFTER);
    land_rows("land_2023.tif", 511);
    Explain *explain = explain_years();
    assert_int_equal(explain_audit_measure(explain), MEASURE_NORMAL_CONSTANT);
    about(money_to_yuan(explain_audit(explain, service_of(explain, "R01"), EXPLAIN_ALL)), -0.3 * 6 * TOY_HA * 8);
    assert_int_equal(explain_part(explain, MEASURE_NORMAL_CONSTANT, -1, -1, CAUSE_WEATHER).fen, 0);
    assert_int_equal(explain_part(explain, MEASURE_NORMAL_CONSTANT, -1, -1, CAUSE_PRICE).fen, 0);
    assert_true(explain_part(explain, MEASURE_CURRENT, -1, -1, CAUSE_WEATHER).fen < 0);
    assert_non_null(strstr(explain_audit_definition(explain, false), "mean climate (1991-2020)"));
    is_exact(explain);
    explain_close(explain);
}

static void without_a_normal_climate_an_audit_says_so(void **state)
{
    (void)state;
    write_years(&years_toy);
    Explain *explain = explain_years();
    assert_int_equal(explain_audit_measure(explain), MEASURE_CONSTANT);
    assert_false(explain_has(explain, MEASURE_NORMAL_CONSTANT));
    assert_non_null(strstr(explain_audit_definition(explain, false), "actual climate"));
    explain_close(explain);
}

// ---- documents ----

static bool run(const char *out1, const char *out2, const char *out, Err *err)
{
    char *text = NULL;
    size_t size;
    FILE *print = open_memstream(&text, &size);
    ExplainOptions options = {.out1 = out1, .out2 = out2, .out = out, .jobs = 1, .json = true};
    bool ok = explain_run(&options, print, err);
    fclose(print);
    free(text);
    return ok;
}

static void documents_appear_whole_and_can_be_made_again(void **state)
{
    (void)state;
    Err err;
    write_years(&years_toy);
    rain_falls_short(AFTER);
    const char *before = account_of(BEFORE), *after = account_of(AFTER),
               *out = arena_printf(test_arena, "%s-why", toy_folder);
    test_done(run(before, after, out, &err), &err);
    assert_true(file_exists(file_join(test_arena, out, "explain.json")));
    assert_true(file_exists(file_join(test_arena, out, "explain.xlsx")));
    test_done(run(before, after, out, &err), &err);
    assert_false(run(before, after, after, &err)); // an account is not overwritten
    assert_non_null(strstr(err.text, after));
}

// ---- refusals ----

static void refuses(const char *out1, const char *out2, const char *words)
{
    Err err;
    Explain *explain = NULL;
    bool ok = explain_open(out1, out2, 1, &explain, &err);
    explain_close(explain);
    assert_false(ok);
    if (strstr(err.text, words) == NULL) fail_msg("\"%s\" is not in: %s", words, err.text);
}

static void a_changed_or_moved_input_is_named(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(BEFORE), *after = account_of(AFTER);
    toy_flat("npp_2022.tif", 501);
    refuses(before, after, "npp_2022.tif has changed");
    assert_int_equal(remove(toy_path("npp_2022.tif")), 0);
    refuses(before, after, "npp_2022.tif has moved or is gone");
}

static void what_is_no_account_is_refused(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *after = account_of(AFTER);
    refuses(toy_folder, after, "inputs.lock");
    refuses(after, test_folder, "inputs.lock");
}

static void an_account_of_other_numbers_is_refused(void **state)
{
    (void)state;
    Err err;
    write_years(&years_toy);
    const char *before = account_of(BEFORE), *after = account_of(AFTER);
    const char *path = file_join(test_arena, before, "account.json");
    static const char other[] = "{\"result_sm3\":\"0\"}";
    test_done(file_write(path, other, strlen(other), &err), &err);
    refuses(before, after, "compute the account again");
}

static void other_grids_towns_and_districts_are_refused(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(BEFORE);
    write_years(&(Toy){.maps = yearly_maps, .params = one_price, .grid = "{crs: \"EPSG:4524\", cell_m: 50}"});
    refuses(before, account_of(AFTER), "the grids differ");
    write_years(&years_toy);
    toy_text("towns.geojson", toy_collection(toy_feature("T1", "西镇", toy_ring(0, 600, 0, 600))));
    refuses(before, account_of(AFTER), "the towns differ");
    write_years(&(Toy){
        .maps = yearly_maps, .params = one_price, .district = "{code: \"990102\", name: 别处, name_en: Elsewhere}"});
    refuses(before, account_of(AFTER), "different districts");
}

static void cells_toy(const char *cells, const char *name, const char *rows)
{
    toy_write(&(Toy){.grid = "", .boundary = "", .zones = "", .maps = "", .params = one_price, .cells = cells});
    toy_text(name, arena_printf(test_arena, "ecosystem,area（公顷）,precip_year,et_year,npp_year\n%s", rows));
}

// 5 ha of forest with 100 mm more rain.
static void a_table_of_cells_is_corrected_as_a_whole_but_not_split(void **state)
{
    (void)state;
    cells_toy("{file: cells.csv}", "cells.csv", "111,5,1000,600,500\n");
    const char *before = account_of(AFTER);
    cells_toy("{file: cells.csv}", "cells.csv", "111,5,1100,600,500\n");
    Explain *explain = explain_jobs(before, account_of(AFTER), 1);
    all_lands_in(explain, CAUSE_CORRECTION, 0.09 * 5 * TOY_HA * 10);
    explain_close(explain);
    cells_toy("{file: \"cells_{year}.csv\"}", "cells_2022.csv", "111,5,1000,600,500\n");
    toy_text("cells_2023.csv", "ecosystem,area（公顷）,precip_year,et_year,npp_year\n111,5,1100,600,500\n");
    refuses(account_of(BEFORE), account_of(AFTER), "causes cannot be told apart");
}

// The rain of 2023 has no map of its own in the second folder, but R01 is not computed there.
static void services_that_do_not_mix_are_refused(void **state)
{
    (void)state;
    write_years(&years_toy);
    const char *before = account_of(BEFORE);
    write_years(&(Toy){.maps = "\n  - {id: land, file: \"land_{year}.tif\", kind: class, codes: hj-1166}"
                               "\n  - {id: npp, file: \"npp_{year}.tif\", kind: flux, unit: gC/m2/a}",
                       .params = one_price,
                       .services = "\n  - {code: R01, state: not_available, reason: no rain}"});
    refuses(before, account_of(AFTER), "do not mix");
}

int main(void)
{
    setenv("QINGSHAN_LANG", "en", 1);
    message_set_language("en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changed_is_nothing_to_explain),
        cmocka_unit_test(less_rain_is_weather),
        cmocka_unit_test(another_land_cover_is_area),
        cmocka_unit_test(more_growth_is_condition),
        cmocka_unit_test(another_price_is_price),
        cmocka_unit_test(another_parameter_is_method),
        cmocka_unit_test(a_service_that_the_profile_drops_is_method),
        cmocka_unit_test(another_file_of_no_year_is_a_correction),
        cmocka_unit_test(of_one_year_every_other_file_is_a_correction),
        cmocka_unit_test(a_harvest_is_condition_and_its_price_is_price),
        cmocka_unit_test(a_value_with_its_quantity_has_a_price_too),
        cmocka_unit_test(a_value_alone_and_a_new_product_are_condition),
        cmocka_unit_test(another_year_of_one_series_is_weather),
        cmocka_unit_test(a_series_that_grew_is_weather),
        cmocka_unit_test(a_series_that_was_mended_is_a_correction),
        cmocka_unit_test(what_cannot_be_told_from_weather_is_weather_and_said),
        cmocka_unit_test(of_one_year_later_days_are_weather_and_other_days_a_correction),
        cmocka_unit_test(two_causes_share_what_they_make_together),
        cmocka_unit_test(whatever_changes_the_parts_sum_to_the_fen),
        cmocka_unit_test(four_causes_need_sixteen_passes),
        cmocka_unit_test(backwards_every_part_only_changes_its_sign),
        cmocka_unit_test(the_number_of_threads_changes_no_byte),
        cmocka_unit_test(a_mixture_of_one_account_is_that_account),
        cmocka_unit_test(an_audit_sees_area_and_condition_without_weather_and_price),
        cmocka_unit_test(without_a_normal_climate_an_audit_says_so),
        cmocka_unit_test(documents_appear_whole_and_can_be_made_again),
        cmocka_unit_test(a_changed_or_moved_input_is_named),
        cmocka_unit_test(what_is_no_account_is_refused),
        cmocka_unit_test(an_account_of_other_numbers_is_refused),
        cmocka_unit_test(other_grids_towns_and_districts_are_refused),
        cmocka_unit_test(a_table_of_cells_is_corrected_as_a_whole_but_not_split),
        cmocka_unit_test(services_that_do_not_mix_are_refused),
    };
    return cmocka_run_group_tests_name("explain", tests, test_open, test_close);
}
