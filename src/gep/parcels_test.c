// parcels_test.c - accounts of parcels: sums to the fen, overlaps, borders, the same whatever the way there.
#include "gep/parcels.h"

#include "gep/district_testing.h"
#include "gep/run.h"

static const char *const parcels_section = "{file: parcels.geojson, code: code}";

// district.yaml has no such section in toy_settings: it is added behind.
static void add_parcels(const char *features)
{
    Err err;
    char *text;
    size_t size;
    toy_text("parcels.geojson", toy_collection(features));
    test_done(file_read(test_arena, toy_path("district.yaml"), &text, &size, &err), &err);
    toy_text("district.yaml", arena_printf(test_arena, "%sparcels: %s\n", text, parcels_section));
}

static const char *box(const char *code, double west, double east, double north, double south)
{
    return toy_feature(code, "", toy_ring(west, east, north, south));
}

static ToyRun run_parcels(void)
{
    Err err;
    ToyRun run = {.plan = toy_plan(TOY_YEAR)};
    PassOptions options = {.jobs = 2};
    run.values = value_open(run.plan);
    run.job = (PassJob){.plan = run.plan, .yuan = run.values->yuan};
    test_done(plan_check(run.plan, &err) && parcels_open(run.plan, NULL, 0, 1, &err) &&
                  pass_run(&run.job, 1, &options, &err) &&
                  assemble(run.plan, run.values, &run.job.result, &run.account, &err) &&
                  account_check(run.account, &err),
              &err);
    return run;
}

static const AccountParcelService *service_of(const AccountParcels *parcels, const char *code)
{
    for (size_t k = 0; k < parcels->service_count; k++) {
        if (text_equal(parcels->services[k].code, code)) return &parcels->services[k];
    }
    fail_msg("no service %s", code);
    abort();
}

// R01: forest 300 mm x 10 yuan, meadow 200 mm (row 2), 0 (row 3, clamped); R06: NPP.
static void a_partition_sums_to_the_district_to_the_fen(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    StrBuf features = strbuf_open(test_arena);
    const double cuts[] = {0, 33.33, 171.7, 250, 401.2, 599.9, 600};
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++)
            strbuf_printf(&features, "%s%s", i + j ? "," : "",
                          box(arena_printf(test_arena, "P%d%d", i, j), cuts[i], cuts[i + 1], cuts[j], cuts[j + 1]));
    }
    add_parcels(features.data);
    ToyRun run = run_parcels();
    const AccountParcels *parcels = run.account->parcels;
    assert_int_equal(parcels->count, 36);
    assert_int_equal(parcels->small_count, 36);
    toy_equals(parcels->area_m2, run.account->area_m2);
    int64_t gep = 0;
    for (size_t i = 0; i < 36; i++) gep += parcels->items[i].gep.fen;
    assert_int_equal(gep, run.account->gep.current.fen);
    assert_int_equal(parcels->elsewhere.fen, 0);
    for (size_t k = 0; k < parcels->service_count; k++) {
        const AccountParcelService *service = &parcels->services[k];
        int64_t sum = 0;
        double quantity = 0;
        for (size_t i = 0; i < 36; i++) {
            sum += service->value[i].fen;
            quantity += service->quantity[i];
        }
        const AccountService *whole = toy_service(run.account, service->code);
        assert_int_equal(sum, whole->value.current.fen);
        assert_int_equal(service->elsewhere.fen, 0);
        toy_equals(quantity, whole->quantity);
    }
    toy_end(&run);
}

static void a_parcel_is_worth_what_its_cells_are(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    // two forest cells and half of a third; half of it is outside; a quarter of a paddy cell; a corner of nothing
    const char *features[] = {box("F", 0, 250, 0, 100), box("O", -100, 100, 100, 200), box("P", 300, 350, 400, 450),
                              box("N", 9000, 9100, 0, 100)};
    add_parcels(arena_printf(test_arena, "%s,%s,%s,%s", features[0], features[1], features[2], features[3]));
    ToyRun run = run_parcels();
    const AccountParcels *parcels = run.account->parcels;
    const AccountParcelService *water = service_of(parcels, "R01"), *carbon = service_of(parcels, "R06");
    const AccountParcel *items = parcels->items;
    assert_string_equal(items[0].code, "F");
    toy_equals(items[0].area_m2, 2.5 * TOY_HA);
    toy_equals(items[0].cells, 2.5);
    toy_equals(water->quantity[0], 2.5 * TOY_HA * 0.3);
    assert_int_equal(water->value[0].fen, 7500000);
    toy_equals(items[1].cells, 1);
    toy_equals(water->quantity[1], TOY_HA * 0.3);
    toy_equals(items[2].cells, 0.25);
    toy_equals(water->quantity[2], 0);
    assert_int_equal(water->value[2].fen, 0);
    double paddy = toy_sum(&run, "R06", "511", "T1", CHANNEL_FLOWS) + toy_sum(&run, "R06", "511", "T2", CHANNEL_FLOWS);
    toy_equals(carbon->quantity[2], 0.25 / 6 * paddy); // of 6 cells that are alike
    assert_true(items[2].valid_share == 1 && items[2].inferred_share == 0);
    assert_true(items[3].cells == 0 && items[3].gep.fen == 0 && isnan(items[3].valid_share));
    int64_t gep = parcels->elsewhere.fen;
    for (size_t i = 0; i < 4; i++) gep += items[i].gep.fen;
    assert_int_equal(gep, run.account->gep.current.fen);
    toy_end(&run);
}

static void overlapping_parcels_share_what_is_there(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    add_parcels(arena_printf(test_arena, "%s,%s,%s", box("A", 0, 100, 0, 100), box("B", 0, 100, 0, 100),
                             box("C", 0, 200, 0, 100)));
    ToyRun run = run_parcels();
    const AccountParcels *parcels = run.account->parcels;
    const AccountParcelService *water = service_of(parcels, "R01");
    toy_equals(water->quantity[0], TOY_HA * 0.3 / 3);
    toy_equals(water->quantity[2], TOY_HA * 0.3 * (1 + 1.0 / 3));
    toy_equals(parcels->area_m2, 2 * TOY_HA);
    toy_end(&run);
}

static void filled_cells_are_told(void **state)
{
    (void)state;
    toy_write(&(Toy){.maps = "\n  - {id: land, file: land_2023.tif, kind: class, codes: hj-1166}"
                             "\n  - {id: precip, file: p.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: et, file: et.tif, kind: flux, unit: mm/a}"
                             "\n  - {id: npp, file: npp.tif, kind: flux, unit: gC/m2/a, fill: \"constant:500\"}"});
    toy_rows("npp.tif", (float[TOY_SIDE]){NAN, 500, 500, 500, 500, 500});
    add_parcels(arena_printf(test_arena, "%s,%s", box("A", 0, 100, 0, 200), box("B", 0, 100, 100, 200)));
    ToyRun run = run_parcels();
    const AccountParcels *parcels = run.account->parcels;
    double carbon = money_to_yuan(service_of(parcels, "R06")->value[0]), gep = money_to_yuan(parcels->items[0].gep);
    // A has the filled cell alone and half of the other, which it shares with B
    assert_true(fabs(parcels->items[0].inferred_share - carbon * 2 / 3 / gep) < 1e-4);
    assert_true(parcels->items[1].inferred_share == 0);
    toy_end(&run);
}

// ---- whole runs

static const char *out_path(const char *name)
{
    return arena_printf(test_arena, "%s-out%s%s", toy_folder, name[0] ? "/" : "", name);
}

static char *account_bytes(int jobs, const char *file, size_t *size)
{
    Err err;
    char *bytes;
    RunOptions options = {.folder = toy_folder, .out = out_path(""), .year_first = TOY_YEAR, .year_last = TOY_YEAR};
    options.jobs = jobs;
    FILE *print = fopen("/dev/null", "w");
    test_done(run_account(&options, print, &err), &err);
    fclose(print);
    test_done(file_read(test_arena, out_path(file), &bytes, size, &err), &err);
    return bytes;
}

static void threads_and_the_cache_change_no_byte(void **state)
{
    (void)state;
    static const char *const files[] = {"account.json", "parcels.gpkg"};
    toy_write(&(Toy){0});
    add_parcels(arena_printf(test_arena, "%s,%s", box("A", 0, 222, 0, 333), box("B", 222, 600, 0, 333)));
    for (int f = 0; f < 2; f++) {
        size_t size, again;
        setenv("QINGSHAN_CACHE", "off", 1);
        const char *first = account_bytes(1, files[f], &size);
        setenv("QINGSHAN_CACHE", test_path(arena_printf(test_arena, "cache%d", f)), 1);
        for (int jobs = 1; jobs <= 3; jobs++) { // makes the index, then takes it from the cache
            const char *other = account_bytes(jobs, files[f], &again);
            assert_int_equal(size, again);
            assert_memory_equal(first, other, size);
        }
    }
    setenv("QINGSHAN_CACHE", "off", 1);
}

static void a_spoiled_cache_is_made_anew(void **state)
{
    (void)state;
    Err err;
    size_t size, again, count;
    char **names;
    toy_write(&(Toy){0});
    add_parcels(box("A", 0, 222, 0, 333));
    const char *cache = test_path("spoiled");
    setenv("QINGSHAN_CACHE", cache, 1);
    const char *first = account_bytes(1, "parcels.gpkg", &size);
    test_done(file_list(test_arena, cache, &names, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        test_done(file_write(file_join(test_arena, cache, names[i]), "x", 1, &err), &err);
    const char *other = account_bytes(1, "parcels.gpkg", &again);
    assert_int_equal(size, again);
    assert_memory_equal(first, other, size);
    setenv("QINGSHAN_CACHE", "off", 1);
}

static void changed_parcels_are_found_by_verify(void **state)
{
    (void)state;
    Err err;
    size_t size;
    toy_write(&(Toy){0});
    add_parcels(box("A", 0, 222, 0, 333));
    char *bytes = account_bytes(1, "parcels.gpkg", &size);
    FILE *print = fopen("/dev/null", "w");
    test_done(run_verify(out_path(""), 1, print, &err), &err);
    bytes[size - 1] ^= 1;
    test_done(file_write(out_path("parcels.gpkg"), bytes, size, &err), &err);
    assert_false(run_verify(out_path(""), 1, print, &err));
    assert_non_null(strstr(err.text, "parcels.gpkg"));
    fclose(print);
}

static void refuses(const char *features, const char *words)
{
    Err err;
    add_parcels(features);
    RunOptions options = {
        .folder = toy_folder, .out = out_path(""), .year_first = TOY_YEAR, .year_last = TOY_YEAR, .jobs = 1};
    assert_false(run_account(&options, stderr, &err));
    if (strstr(err.text, words) == NULL) fail_msg("%s", err.text);
    assert_false(file_exists(out_path("")));
}

static void faulty_parcels_are_refused_with_their_file(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    refuses(arena_printf(test_arena, "%s,%s", box("A", 0, 100, 0, 100), box("A", 100, 200, 0, 100)), "parcels.geojson");
    toy_write(&(Toy){0});
    refuses(box("", 0, 100, 0, 100), "its code is empty");
    toy_write(&(Toy){.grid = "", .boundary = "", .zones = "", .maps = "", .cells = "{file: cells.csv}"});
    toy_text("cells.csv", "ecosystem,area（公顷）,precip_year,et_year,npp_year\n111,5,1000,600,500\n");
    refuses(box("A", 0, 100, 0, 100), "parcels need maps");
}

static void an_invalid_parcel_is_repaired_and_said(void **state)
{
    (void)state;
    toy_write(&(Toy){0});
    const char *bow =
        arena_printf(test_arena, "[[%.1f,%.1f],[%.1f,%.1f],[%.1f,%.1f],[%.1f,%.1f],[%.1f,%.1f]]", TOY_X0, TOY_Y0,
                     TOY_X0 + 100, TOY_Y0 - 100, TOY_X0 + 100, TOY_Y0, TOY_X0, TOY_Y0 - 100, TOY_X0, TOY_Y0);
    add_parcels(toy_feature("A", "", bow));
    ToyRun run = run_parcels();
    toy_finds(run.plan, FINDING_DOUBT, "parcels.invalid", "1 parcels are invalid and were repaired by rule");
    toy_equals(run.account->parcels->area_m2, 0.5 * TOY_HA);
    toy_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_partition_sums_to_the_district_to_the_fen),
        cmocka_unit_test(a_parcel_is_worth_what_its_cells_are),
        cmocka_unit_test(overlapping_parcels_share_what_is_there),
        cmocka_unit_test(filled_cells_are_told),
        cmocka_unit_test(threads_and_the_cache_change_no_byte),
        cmocka_unit_test(a_spoiled_cache_is_made_anew),
        cmocka_unit_test(changed_parcels_are_found_by_verify),
        cmocka_unit_test(faulty_parcels_are_refused_with_their_file),
        cmocka_unit_test(an_invalid_parcel_is_repaired_and_said),
    };
    return cmocka_run_group_tests_name("parcels", tests, test_open, test_close);
}
