// twin_test.c - a naive twin of the engine: the demonstration district again, in plain loops with libm, from its raw
// maps and tables (twin/*.h; nothing of src/gep in it but what this file compares it with).
//
// Every cell of the district, every sum by class and town, every leaf's money: equal to 1e-9. A second district on the
// same land (twin/district.yaml) takes its climate from stations and other variants, so that every service with a
// kernel is computed once.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"
#include "gep/assemble.h"
#include "gep/demo/demo.h"
#include "gep/pass.h"
#include "gep/plan.h"
#include "gep/value.h"
#include "gep/worker.h"
#include "twin/second.h"

enum { CELL_M = 300, YEAR = 2023 };
static const double TOLERANCE = 1e-9;

typedef struct Pair { // a district computed twice
    const char *folder;
    Plan *plan;
    PassJob job;
    Twin twin;
    TwinAccount account;
    Account *made; // the engine's
} Pair;

static Arena *arena;
static Err err;
static char temp[] = "/tmp/twin-test-XXXXXX";
static Pair demo, second;

#define must(ok) must_(ok, #ok)
static void must_(bool ok, const char *what)
{
    if (!ok) fail_msg("%s: %s", what, err.text);
}

// A little of nothing is allowed where a difference of large numbers is nearly 0: 1e-15 m of water, 1e-15 t.
static bool close_to(double found, double wanted)
{
    if (isnan(found) || isnan(wanted)) return isnan(found) && isnan(wanted);
    return fabs(found - wanted) <= TOLERANCE * fabs(wanted) + 1e-15;
}

static const TwinService *twin_service(const Pair *pair, const char *code)
{
    for (size_t s = 0; s < pair->account.service_count; s++) {
        if (strcmp(pair->account.services[s].code, code) == 0) return &pair->account.services[s];
    }
    fail_msg("the twin does not compute %s", code);
    return NULL;
}

static size_t twin_service_index(const Pair *pair, const char *code)
{
    return (size_t)(twin_service(pair, code) - pair->account.services);
}

// ---- cell by cell

static void compare_cell(const Pair *pair, const ServicePlan *planned, int scenario, size_t flow, size_t cell,
                         double found)
{
    const TwinService *service = twin_service(pair, planned->service->code);
    double wanted = service->flow[scenario][flow][cell];
    if (close_to(found, wanted)) return;
    int width = pair->twin.grid.width;
    fail_msg("%s flow %zu, scenario %d, column %d row %d, class %s: engine %.17g, twin %.17g", service->code, flow,
             scenario, (int)cell % width, (int)cell / width, pair->twin.classes[pair->twin.class_of[cell]], found,
             wanted);
}

static size_t global_cell(const Grid *grid, Window lattice, uint16_t cell)
{
    return (size_t)(lattice.row + cell / LATTICE) * (size_t)grid->width + (size_t)(lattice.col + cell % LATTICE);
}

static void compare_service(const Pair *pair, Worker *worker, const ServicePlan *planned, const Chunk *chunk,
                            Window lattice)
{
    static double values[FLOW_MAX][CHUNK];
    double *out[FLOW_MAX];
    for (int f = 0; f < FLOW_MAX; f++) out[f] = values[f];
    for (int scenario = 0; scenario < SCENARIO_COUNT; scenario++) {
        memset(values, 0, sizeof values);
        worker_flows(worker, planned, scenario, out);
        for (size_t i = 0; i < chunk->count; i++) {
            if (!planned->counts[chunk->class_index[i]]) continue;
            size_t cell = global_cell(&pair->plan->grid, lattice, chunk->cell[i]);
            for (size_t f = 0; f < twin_service(pair, planned->service->code)->flow_count; f++)
                compare_cell(pair, planned, scenario, f, cell, values[f][i]);
        }
    }
}

static bool has_kernel(const ServicePlan *planned)
{
    return planned->variant != NULL && planned->variant->kernel != NULL;
}

// The cells of one lattice cell; returns how many there were.
static size_t compare_lattice(const Pair *pair, Worker *worker, size_t index)
{
    Window lattice = grid_lattice_window(&pair->plan->grid, index);
    size_t count = 0;
    Chunk chunk;
    must(worker_read(worker, lattice, &err));
    if (!worker_take(worker, index)) return 0;
    while (worker_next(worker, &chunk)) {
        for (size_t i = 0; i < chunk.count; i++) {
            size_t cell = global_cell(&pair->plan->grid, lattice, chunk.cell[i]);
            assert_string_equal(pair->plan->class_code[chunk.class_index[i]],
                                pair->twin.classes[pair->twin.class_of[cell]]);
            assert_true(pair->twin.inside[cell] > 0);
        }
        for (size_t s = 0; s < pair->plan->service_count; s++) {
            if (has_kernel(&pair->plan->services[s]))
                compare_service(pair, worker, &pair->plan->services[s], &chunk, lattice);
        }
        count += chunk.count;
    }
    return count;
}

static void compare_cells(const Pair *pair)
{
    Worker *worker;
    size_t count = 0, inside = 0;
    must(worker_open(pair->plan, &(WorkerOptions){.block = LATTICE}, &worker, &err));
    for (size_t index = 0; index < grid_lattice_count(&pair->plan->grid); index++)
        count += compare_lattice(pair, worker, index);
    worker_close(worker);
    for (size_t i = 0; i < pair->twin.count; i++) inside += pair->twin.inside[i] > 0;
    assert_int_equal(count, inside);
}

// ---- sums by class and town

static double engine_sum(const Pair *pair, const ServicePlan *planned, size_t c, size_t z, int channel)
{
    return pass_sum(&pair->job.result, pair->plan, (int)c, (int)z, planned->channel + channel);
}

static size_t engine_class(const Plan *plan, const char *code)
{
    size_t c = 1;
    while (c < plan->class_count && strcmp(plan->class_code[c], code) != 0) c++;
    assert_true(c < plan->class_count);
    return c;
}

static size_t engine_zone(const Plan *plan, const char *code)
{
    size_t z = 0;
    while (z <= plan->zone_count && strcmp(plan->zone_code[z], code) != 0) z++;
    assert_true(z <= plan->zone_count);
    return z;
}

static void expect_sum(const char *code, const char *what, const char *class_code, const char *zone, double found,
                       double wanted)
{
    if (fabs(found - wanted) <= TOLERANCE * fabs(wanted)) return;
    fail_msg("%s %s, class %s, town %s: engine %.17g, twin %.17g", code, what, class_code, zone, found, wanted);
}

static void compare_leaf_sums(const Pair *pair, const ServicePlan *planned, size_t c, size_t z)
{
    const char *code = planned->service->code, *class_code = pair->twin.classes[c], *zone = pair->twin.zone_code[z];
    size_t s = twin_service_index(pair, code), ec = engine_class(pair->plan, class_code),
           ez = engine_zone(pair->plan, zone);
    const TwinLeaf *leaf = &pair->account.leaves[s][c][z];
    expect_sum(code, "eligible area", class_code, zone, engine_sum(pair, planned, ec, ez, CHANNEL_ELIGIBLE_M2),
               leaf->eligible_m2);
    expect_sum(code, "valid area", class_code, zone, engine_sum(pair, planned, ec, ez, CHANNEL_VALID_M2),
               leaf->valid_m2);
    expect_sum(code, "clamped", class_code, zone, engine_sum(pair, planned, ec, ez, CHANNEL_CLAMPED), leaf->clamped);
    for (int n = 0; n < SCENARIO_COUNT; n++) {
        for (size_t f = 0; f < planned->flow_count && f < TWIN_FLOWS; f++) {
            int channel = CHANNEL_FLOWS + (int)((size_t)n * planned->flow_count + f);
            expect_sum(code, n == 0 ? "actual" : "normal", class_code, zone, engine_sum(pair, planned, ec, ez, channel),
                       leaf->sum[n][f]);
        }
    }
}

static void compare_sums(const Pair *pair)
{
    for (size_t k = 0; k < pair->plan->service_count; k++) {
        if (!has_kernel(&pair->plan->services[k])) continue;
        for (size_t c = 0; c < pair->twin.class_count; c++) {
            for (size_t z = 0; z < pair->twin.zone_count; z++) compare_leaf_sums(pair, &pair->plan->services[k], c, z);
        }
    }
}

// ---- money

static const Leaf *find_leaf(const Pair *pair, const char *code, const char *class_code, const char *zone)
{
    for (size_t i = 0; i < pair->made->leaf_count; i++) {
        const Leaf *leaf = &pair->made->leaves[i];
        if (strcmp(pair->made->services[leaf->service].code, code) == 0 && strcmp(leaf->ecosystem, class_code) == 0 &&
            strcmp(leaf->town, zone) == 0)
            return leaf;
    }
    return NULL;
}

// A leaf is rounded once, to the fen.
static void expect_yuan(const char *code, const char *class_code, const char *zone, Fen found, double wanted)
{
    if (fabs(money_to_yuan(found) - wanted) <= 0.00501 + TOLERANCE * fabs(wanted)) return;
    fail_msg("%s, class %s, town %s: engine %.2f yuan, twin %.4f", code, class_code, zone, money_to_yuan(found),
             wanted);
}

static void compare_leaf_money(const Pair *pair, size_t s, size_t c, size_t z)
{
    const TwinAccount *account = &pair->account;
    const char *code = account->services[s].code, *class_code = pair->twin.classes[c], *zone = pair->twin.zone_code[z];
    if (account->leaves[s][c][z].eligible_m2 == 0) return;
    const Leaf *leaf = find_leaf(pair, code, class_code, zone);
    const Leaf nothing = {0};
    if (!leaf) leaf = &nothing;
    assert_true(close_to(leaf->quantity, twin_leaf_quantity(account, s, c, z)));
    const Fen found[2 * TWIN_SCENARIOS] = {leaf->value.current, leaf->value.constant, leaf->value.normal_current,
                                           leaf->value.normal_constant};
    for (int n = 0; n < TWIN_SCENARIOS; n++) {
        double now = twin_leaf_yuan(account, s, c, z, n, YEAR),
               constant = twin_leaf_yuan(account, s, c, z, n, pair->twin.constant_year);
        expect_yuan(code, class_code, zone, found[2 * n], now);
        expect_yuan(code, class_code, zone, found[2 * n + 1], constant);
    }
}

static void compare_money(const Pair *pair)
{
    for (size_t s = 0; s < pair->account.service_count; s++) {
        for (size_t c = 0; c < pair->twin.class_count; c++) {
            for (size_t z = 0; z < pair->twin.zone_count; z++) compare_leaf_money(pair, s, c, z);
        }
    }
}

// A part's value is its quantity times its price, but for the rounding of the leaves; what has no price has no value.
static void check_parts(const Pair *pair)
{
    for (size_t k = 0; k < pair->made->service_count; k++) {
        const AccountService *service = &pair->made->services[k];
        for (size_t p = 0; p < service->part_count; p++) {
            const AccountPart *part = &service->parts[p];
            double found = money_to_yuan(part->value), rounding = 0.005 * (double)pair->made->leaf_count;
            bool nothing = part->quantity == 0 || part->price_id[0] == '\0';
            if (nothing && isnan(part->price) && part->value.fen != 0 && service->group == GROUP_REGULATING)
                fail_msg("%s %s: %.2f yuan for nothing", service->code, part->id, found);
            if (isnan(part->price) || part->value.fen == 0) continue;
            if (fabs(found - part->quantity * part->price) > rounding + TOLERANCE * found)
                fail_msg("%s %s: %.2f yuan, %g times %g", service->code, part->id, found, part->quantity, part->price);
        }
    }
}

// ---- the two districts

static void open_engine(Pair *pair)
{
    char *methods;
    must(file_program_data(arena, "methods", &methods, &err));
    PlanOptions options = {.year = YEAR, .jobs = 1, .methods = methods};
    must(plan_open(pair->folder, &options, &pair->plan, &err));
    ValuePlan *values = value_open(pair->plan);
    must(plan_check(pair->plan, &err));
    pair->job = (PassJob){.plan = pair->plan, .yuan = values->yuan};
    PassOptions pass = {.jobs = 2};
    must(pass_run(&pair->job, 1, &pass, &err));
    must(assemble(pair->plan, values, &pair->job.result, &pair->made, &err));
}

// The parameter files that a profile names, in its order.
static void read_profile_params(Twin *twin, const char *methods, const char *profile)
{
    bool inside = false;
    size_t count;
    char **lines = text_split(arena, twin_text(arena, profile), '\n', &count);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(lines[i], "parameters:", 11) == 0) {
            inside = true;
        } else if (inside && strncmp(lines[i], "- ", 2) == 0) {
            const char *path = file_join(arena, file_join(arena, methods, "parameters"), lines[i] + 2);
            twin_read_params(arena, &twin->params, path, 0);
        } else if (lines[i][0] != '#') {
            inside = false;
        }
    }
    assert_true(twin->params.count > 100);
}

static void open_twin(Pair *pair, const char *land_folder, const char *profile)
{
    char *methods;
    must(file_program_data(arena, "methods", &methods, &err));
    Twin *twin = &pair->twin;
    *twin = (Twin){.arena = arena, .folder = land_folder, .own = pair->folder, .year = YEAR, .constant_year = 2020};
    twin->params = (TwinParams){.district = "500154", .year = YEAR};
    read_profile_params(twin, methods, profile);
    twin->grid = pair->plan->grid;
    twin->count = (size_t)twin->grid.width * (size_t)twin->grid.height;
    assert_true(twin->grid.cell_m == CELL_M);
    twin_zones(twin);
    twin_areas(twin);
    twin_slope_of(twin, "maps/dem.tif");
    twin_classes(twin, "maps/land_2023.tif", file_join(arena, methods, "crosswalks/tdt-1055.csv"));
    pair->account = (TwinAccount){.twin = twin};
}

static void finish_twin(Pair *pair)
{
    twin_sum(&pair->account);
    for (size_t s = 0; s < pair->account.service_count; s++) twin_limit(&pair->account, s);
}

static void open_demo(void)
{
    char *methods;
    must(file_program_data(arena, "methods", &methods, &err));
    demo.folder = file_join(arena, temp, "demo");
    must(demo_write(demo.folder, CELL_M, 2, &err));
    open_engine(&demo);
    open_twin(&demo, demo.folder, file_join(arena, methods, "profiles/guideline-2020.yaml"));
    twin_read_params(arena, &demo.twin.params, twin_path(&demo.twin, "tables/parameters.csv"), 1);
    demo_services(&demo.account);
    finish_twin(&demo);
}

// A folder of tests/, looked for from the working folder upwards.
static const char *tests_folder(const char *name)
{
    char here[PATH_MAX];
    assert_non_null(getcwd(here, sizeof here));
    for (const char *at = here;; at = file_folder(arena, at)) {
        const char *folder = file_join(arena, file_join(arena, at, "tests"), name);
        if (file_is_folder(folder)) return folder;
        assert_string_not_equal(at, "/");
    }
}

// The demonstration's rain with holes: K03 lacks three days of July 2023, K12 all of August.
static void write_rain_with_holes(const char *from, const char *to)
{
    size_t count;
    StrBuf out = strbuf_open(arena);
    char **lines = text_split(arena, twin_text(arena, from), '\n', &count);
    for (size_t i = 0; i < count; i++) {
        bool hole = strncmp(lines[i], "K03,2023-07-0", 13) == 0 && strchr("123", lines[i][13]);
        hole = hole || strncmp(lines[i], "K12,2023-08", 11) == 0;
        if (!hole) strbuf_printf(&out, "%s\n", lines[i]);
    }
    must(file_write(to, out.data, out.size, &err));
}

static void open_second(void)
{
    static const char *const names[] = {"district.yaml", "profile.yaml", "parameters.csv"};
    const char *from = tests_folder("twin");
    second.folder = file_join(arena, temp, "second");
    must(file_make_folders(second.folder, &err));
    for (int k = 0; k < 3; k++) {
        const char *text = twin_text(arena, file_join(arena, from, names[k]));
        must(file_write(file_join(arena, second.folder, names[k]), text, strlen(text), &err));
    }
    write_rain_with_holes(twin_path(&demo.twin, "tables/rain.csv"), file_join(arena, second.folder, "rain.csv"));
    open_engine(&second);
    open_twin(&second, demo.folder, file_join(arena, second.folder, "profile.yaml"));
    twin_read_params(arena, &second.twin.params, twin_path(&second.twin, "./parameters.csv"), 1);
    second.account.annualised = true;
    second_services(&second.account);
    finish_twin(&second);
}

static void every_cell_of_the_demonstration_agrees(void **state)
{
    (void)state;
    compare_cells(&demo);
}

static void every_sum_of_the_demonstration_agrees(void **state)
{
    (void)state;
    compare_sums(&demo);
}

static void every_leaf_of_the_demonstration_is_worth_the_same(void **state)
{
    (void)state;
    compare_money(&demo);
}

static void percentiles_are_the_nearest_rank(void **state)
{
    (void)state;
    for (size_t i = 0; i < demo.plan->statistic_count; i++) {
        const PlanStatistic *statistic = &demo.plan->statistics[i];
        assert_true(*statistic->target == demo.account.ndvi_ends[statistic->percentile > 50]);
    }
    assert_true(demo.plan->statistic_count > 0);
}

static void parts_are_quantity_times_price(void **state)
{
    (void)state;
    check_parts(&demo);
    check_parts(&second);
}

static void every_cell_of_the_second_district_agrees(void **state)
{
    (void)state;
    compare_cells(&second);
}

static void every_sum_of_the_second_district_agrees(void **state)
{
    (void)state;
    compare_sums(&second);
}

static void every_leaf_of_the_second_district_is_worth_the_same(void **state)
{
    (void)state;
    compare_money(&second);
}

static int start(void **state)
{
    (void)state;
    message_set_language("en");
    arena = arena_open();
    assert_non_null(mkdtemp(temp));
    open_demo();
    open_second();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    plan_close(demo.plan);
    plan_close(second.plan);
    must(file_remove_tree(temp, &err));
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_of_the_demonstration_agrees),
        cmocka_unit_test(every_sum_of_the_demonstration_agrees),
        cmocka_unit_test(every_leaf_of_the_demonstration_is_worth_the_same),
        cmocka_unit_test(every_cell_of_the_second_district_agrees),
        cmocka_unit_test(every_sum_of_the_second_district_agrees),
        cmocka_unit_test(every_leaf_of_the_second_district_is_worth_the_same),
        cmocka_unit_test(percentiles_are_the_nearest_rank),
        cmocka_unit_test(parts_are_quantity_times_price),
    };
    return cmocka_run_group_tests_name("twin", tests, start, stop);
}
