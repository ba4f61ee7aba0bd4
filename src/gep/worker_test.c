// worker_test.c - one thread's hands: blocks, lattice cells, chunks; every kind of node in every cell.
#include "gep/worker.h"

#include "gep/district_testing.h"
#include "gep/plan_internal.h"

enum { WIDE = 300, HIGH = 270 }; // four lattice cells: 256 x 256, 44 x 256, 256 x 14, 44 x 14

static float elevation(int col, int row)
{
    return (float)(3 * col - 2 * row);
}

static void write_wide(void)
{
    static float values[WIDE * HIGH];
    Grid grid = {.crs = "EPSG:4524", .x0 = TOY_X0, .y0 = TOY_Y0, .cell_m = 10, .width = WIDE, .height = HIGH};
    toy_write(
        &(Toy){.grid = "{crs: \"EPSG:4524\", cell_m: 10}",
               .zones = "",
               .maps = arena_printf(test_arena, "%s\n  - {id: dem, file: dem.tif, kind: field, unit: m}", toy_maps)});
    for (int i = 0; i < WIDE * HIGH; i++) values[i] = elevation(i % WIDE, i / WIDE);
    toy_raster("dem.tif", &grid, values);
    for (int i = 0; i < WIDE * HIGH; i++) values[i] = i % 7 == 0 ? 311 : 111;
    toy_raster("land_2023.tif", &grid, values);
    toy_text("boundary.geojson", toy_collection(toy_feature("1", "all", toy_ring(0, 10 * WIDE, 0, 10 * HIGH))));
}

static int node_of(Plan *plan, const char *id, const char *unit)
{
    Why why = why_open(test_arena);
    int node = plan_node(plan, id, 1, unit, SCENARIO_ACTUAL, &why);
    if (node < 0) fail_msg("%s", why.en.data);
    return node;
}

static Worker *open_worker(const Plan *plan, int node, int block)
{
    Err err;
    Worker *worker;
    bool *needed = arena_array(test_arena, plan->node_count, sizeof *needed);
    needed[node] = true;
    test_done(worker_open(plan, &(WorkerOptions){.block = block, .needed = needed}, &worker, &err), &err);
    return worker;
}

// Every cell of every lattice cell once, row by row, with its own value, whatever block it was read with.
static void check_elevation(Plan *plan, int node, int block)
{
    Err err;
    Chunk chunk;
    Worker *worker = open_worker(plan, node, block);
    size_t cells = 0;
    for (size_t lattice = 0; lattice < grid_lattice_count(&plan->grid); lattice++) {
        Window l = grid_lattice_window(&plan->grid, lattice);
        Window b = block == LATTICE ? l : (Window){0, 0, WIDE, HIGH};
        test_done(worker_read(worker, b, &err), &err);
        assert_true(worker_take(worker, lattice));
        while (worker_next(worker, &chunk)) {
            assert_true(chunk.count <= CHUNK);
            for (size_t i = 0; i < chunk.count; i++) {
                int row = l.row + chunk.cell[i] / LATTICE, col = l.col + chunk.cell[i] % LATTICE;
                assert_true(worker_values(worker, node, 0)[i] == (double)elevation(col, row));
                assert_true(chunk.class_index[i] ==
                            plan_class_index(plan, (row * WIDE + col) % 7 == 0 ? "311" : "111"));
                assert_true(fabs(chunk.area_m2[i] - 100) < 1e-4);
            }
            cells += chunk.count;
        }
    }
    assert_int_equal(cells, WIDE * HIGH);
    worker_close(worker);
}

static void every_cell_is_taken_once_from_any_block(void **state)
{
    (void)state;
    write_wide();
    Plan *plan = toy_plan(TOY_YEAR);
    int node = node_of(plan, "elevation", "m");
    check_elevation(plan, node, LATTICE);
    check_elevation(plan, node, 2 * LATTICE);
    plan_close(plan);
}

// 3 m up to the east, 2 m up to the north a cell of 10 m: atan(sqrt(0.3^2 + 0.2^2)) everywhere but on the map's edge,
// also where a block or lattice cell ends.
static void the_slope_knows_no_block(void **state)
{
    (void)state;
    Err err;
    Chunk chunk;
    write_wide();
    Plan *plan = toy_plan(TOY_YEAR);
    int node = node_of(plan, "slope", "deg");
    double wanted = 19.82702865340817; // degrees
    for (int block = LATTICE; block <= 2 * LATTICE; block += LATTICE) {
        Worker *worker = open_worker(plan, node, block);
        for (size_t lattice = 0; lattice < 4; lattice++) {
            Window l = grid_lattice_window(&plan->grid, lattice);
            test_done(worker_read(worker, block == LATTICE ? l : (Window){0, 0, WIDE, HIGH}, &err), &err);
            assert_true(worker_take(worker, lattice));
            while (worker_next(worker, &chunk)) {
                for (size_t i = 0; i < chunk.count; i++) {
                    int row = l.row + chunk.cell[i] / LATTICE, col = l.col + chunk.cell[i] % LATTICE;
                    if (row == 0 || col == 0 || row == HIGH - 1 || col == WIDE - 1) continue;
                    toy_equals(worker_values(worker, node, 0)[i], wanted);
                }
            }
        }
        worker_close(worker);
    }
    plan_close(plan);
}

static void a_lattice_cell_outside_the_district_is_not_taken(void **state)
{
    (void)state;
    Err err;
    write_wide();
    toy_text("boundary.geojson",
             toy_collection(arena_printf(test_arena, "%s,%s", toy_feature("1", "a", toy_ring(0, 100, 0, 100)),
                                         toy_feature("2", "b", toy_ring(2900, 3000, 2650, 2700)))));
    Plan *plan = toy_plan(TOY_YEAR);
    Worker *worker = open_worker(plan, node_of(plan, "elevation", "m"), 2 * LATTICE);
    test_done(worker_read(worker, (Window){0, 0, WIDE, HIGH}, &err), &err);
    assert_true(worker_take(worker, 0));
    assert_false(worker_take(worker, 1));
    assert_false(worker_take(worker, 2));
    assert_true(worker_take(worker, 3));
    worker_close(worker);
    plan_close(plan);
}

// The second year reads what is its own (land) and takes the rest from the first year's tiles.
static void a_later_year_shares_the_tiles_of_the_first(void **state)
{
    (void)state;
    Err err;
    toy_write(&(Toy){0});
    toy_land("land_2022.tif");
    Plan *first = toy_plan(2022), *second = toy_plan(2023);
    Worker *a, *b;
    Chunk chunk;
    test_done(worker_open(first, &(WorkerOptions){.block = LATTICE}, &a, &err), &err);
    test_done(worker_open(second, &(WorkerOptions){.block = LATTICE, .earlier = &a, .earlier_count = 1}, &b, &err),
              &err);
    Window all = {0, 0, TOY_SIDE, TOY_SIDE};
    test_done(file_remove_tree(toy_path("npp.tif"), &err), &err); // open in the first year's hands only
    test_done(worker_read(a, all, &err) && worker_read(b, all, &err), &err);
    assert_true(worker_take(b, 0) && worker_next(b, &chunk));
    const ServicePlan *carbon = toy_planned(second, "R06");
    assert_true(worker_values(b, carbon->inputs[SCENARIO_ACTUAL][0], 0)[0] == 500);
    worker_close(b);
    worker_close(a);
    plan_close(first);
    plan_close(second);
}

// What is not read in whole tiles goes through the sibling's datasets.
static void a_sibling_reads_the_same_values(void **state)
{
    (void)state;
    Err err;
    write_wide();
    Plan *plan = toy_plan(TOY_YEAR);
    int node = node_of(plan, "elevation", "m");
    Worker *a = NULL, *b = NULL;
    Chunk x = {0}, y = {0};
    test_done(worker_open(plan, &(WorkerOptions){.block = LATTICE}, &a, &err), &err);
    test_done(worker_open(plan, &(WorkerOptions){.block = LATTICE, .sibling = a}, &b, &err), &err);
    Window block = {0, 0, LATTICE, LATTICE};
    test_done(worker_read(a, block, &err) && worker_read(b, block, &err), &err);
    assert_true(worker_take(a, 0) && worker_take(b, 0) && worker_next(a, &x) && worker_next(b, &y));
    assert_true(x.count == y.count && x.count > 0);
    assert_memory_equal(worker_values(a, node, 0), worker_values(b, node, 0), x.count * sizeof(double));
    worker_close(a);
    worker_close(b);
    plan_close(plan);
}

static void a_kernel_sees_its_inputs(void **state)
{
    (void)state;
    Err err;
    Worker *worker = NULL;
    Chunk chunk = {0};
    static double water[CHUNK];
    double *out[FLOW_MAX] = {water};
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    test_done(worker_open(plan, &(WorkerOptions){.block = LATTICE}, &worker, &err), &err);
    test_done(worker_read(worker, (Window){0, 0, TOY_SIDE, TOY_SIDE}, &err), &err);
    assert_true(worker_take(worker, 0) && worker_next(worker, &chunk));
    worker_flows(worker, toy_planned(plan, "R01"), SCENARIO_ACTUAL, out);
    toy_equals(water[0], 0.3);
    toy_equals(water[3 * TOY_SIDE], -0.2);
    assert_true(isnan(water[4 * TOY_SIDE])); // paddy has no alpha
    assert_null(worker_class_before(worker));
    assert_null(worker_filled(worker, toy_planned(plan, "R06")->inputs[SCENARIO_ACTUAL][0]));
    assert_int_equal(chunk.share_count, TOY_CELLS + TOY_SIDE); // column 2 twice
    assert_false(worker_next(worker, &chunk));
    worker_close(worker);
    worker_close(NULL);
    plan_close(plan);
}

static void a_map_that_is_gone_cannot_be_opened(void **state)
{
    (void)state;
    Err err;
    Worker *worker;
    toy_write(&(Toy){0});
    Plan *plan = toy_plan(TOY_YEAR);
    test_done(file_remove_tree(toy_path("et.tif"), &err), &err);
    assert_false(worker_open(plan, &(WorkerOptions){.block = LATTICE}, &worker, &err));
    assert_non_null(strstr(err.text, "et.tif"));
    plan_close(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_taken_once_from_any_block),
        cmocka_unit_test(the_slope_knows_no_block),
        cmocka_unit_test(a_lattice_cell_outside_the_district_is_not_taken),
        cmocka_unit_test(a_later_year_shares_the_tiles_of_the_first),
        cmocka_unit_test(a_sibling_reads_the_same_values),
        cmocka_unit_test(a_kernel_sees_its_inputs),
        cmocka_unit_test(a_map_that_is_gone_cannot_be_opened),
    };
    return cmocka_run_group_tests_name("worker", tests, test_open, test_close);
}
