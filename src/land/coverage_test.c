#include "land/coverage.h"

#include <math.h>

#include "land/crs.h"
#include "land/test_maps.h"

static Polygon polygon_of(const double *x, const double *y, size_t count) // closes the ring
{
    double *px = arena_array(test_arena, count + 1, sizeof *px), *py = arena_array(test_arena, count + 1, sizeof *py);
    for (size_t i = 0; i <= count; i++) {
        px[i] = x[i % count];
        py[i] = y[i % count];
    }
    Ring *ring = arena_alloc(test_arena, sizeof *ring);
    *ring = (Ring){.count = count + 1, .x = px, .y = py};
    return (Polygon){.code = "1", .name = "", .fault = "", .ring_count = 1, .rings = ring};
}

static Polygon box_of(double x0, double y0, double x1, double y1)
{
    const double x[4] = {x0, x1, x1, x0}, y[4] = {y0, y0, y1, y1};
    return polygon_of(x, y, 4);
}

static double area_of(const Polygon *polygon)
{
    double sum = 0;
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++)
            sum += (ring->x[i] - ring->x[0]) * (ring->y[i + 1] - ring->y[0]) -
                   (ring->x[i + 1] - ring->x[0]) * (ring->y[i] - ring->y[0]);
    }
    return 0.5 * sum;
}

static Coverage *build(const Grid *grid, const Polygon *boundary, size_t boundary_count, const Polygon *zones,
                       size_t zone_count, int jobs)
{
    Coverage *coverage = NULL;
    Err err;
    Polygons b = {.count = boundary_count, .items = boundary}, z = {.count = zone_count, .items = zones};
    test_done(coverage_build(grid, &b, &z, jobs, &coverage, &err), &err);
    return coverage;
}

// Shares by cell of the whole grid, dense[cell * (zone_count + 1) + zone]; checks order and range on the way.
static double *dense_shares(const Coverage *coverage, const Grid *grid, size_t zone_count)
{
    double *dense =
        arena_array(test_arena, (size_t)grid->width * (size_t)grid->height * (zone_count + 1), sizeof *dense);
    Share *shares = arena_array(test_arena, coverage_max_shares(coverage), sizeof *shares);
    for (size_t i = 0; i < grid_lattice_count(grid); i++) {
        Window w = grid_lattice_window(grid, i);
        size_t count = coverage_shares(coverage, i, shares);
        assert_true(count <= coverage_max_shares(coverage));
        assert_int_equal(count == 0, coverage_is_empty(coverage, i));
        for (size_t k = 0; k < count; k++) {
            Share s = shares[k];
            if (k > 0)
                assert_true(shares[k - 1].cell < s.cell ||
                            (shares[k - 1].cell == s.cell && shares[k - 1].zone < s.zone));
            assert_true(s.fraction > 0 && s.fraction <= 1 && s.zone <= zone_count && s.reserved == 0);
            int row = s.cell / LATTICE, col = s.cell % LATTICE;
            assert_true(row < w.height && col < w.width);
            dense[((size_t)(w.row + row) * (size_t)grid->width + (size_t)(w.col + col)) * (zone_count + 1) + s.zone] =
                s.fraction;
        }
    }
    return dense;
}

static double sum_of(const double *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum;
}

static const Grid SMALL = {.crs = "EPSG:4524", .x0 = 1000, .y0 = 5000, .cell_m = 100, .width = 30, .height = 25};

// A star around a place: counter-clockwise, never crossing itself.
static Polygon star_of(double x, double y, double radius, size_t corners, uint64_t *seed)
{
    double *px = arena_array(test_arena, corners, sizeof *px), *py = arena_array(test_arena, corners, sizeof *py);
    for (size_t i = 0; i < corners; i++) {
        double angle = 6.283185307179586 * ((double)i + 0.8 * test_random(seed)) / (double)corners;
        double length = radius * (0.3 + 0.7 * test_random(seed));
        px[i] = round((x + length * cos(angle)) * 1e3) / 1e3;
        py[i] = round((y + length * sin(angle)) * 1e3) / 1e3;
    }
    return polygon_of(px, py, corners);
}

static bool inside(const Polygon *polygon, double x, double y)
{
    bool in = false;
    for (size_t r = 0; r < polygon->ring_count; r++) {
        const Ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->count; i++) {
            double ax = ring->x[i], ay = ring->y[i], bx = ring->x[i + 1], by = ring->y[i + 1];
            if ((ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)) in = !in;
        }
    }
    return in;
}

static void shares_agree_with_sampling(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int trial = 0; trial < 12; trial++) {
        Polygon star = star_of(2500, 3700, 1300, 5 + (size_t)trial, &seed);
        Coverage *coverage = build(&SMALL, &star, 1, NULL, 0, 1);
        double *dense = dense_shares(coverage, &SMALL, 0);
        enum { N = 40 };
        for (int cell = 0; cell < 30 * 25; cell += 3) {
            int hits = 0;
            for (int i = 0; i < N * N; i++) {
                int row = cell / 30, col = cell % 30, down = i / N, right = i % N;
                double x = 1000 + 100 * (col + (right + 0.5) / N), y = 5000 - 100 * (row + (down + 0.5) / N);
                hits += inside(&star, x, y);
            }
            if (!(fabs(dense[cell] - hits / (double)(N * N)) < 0.03))
                fail_msg("trial %d cell %d: %g, sampled %g", trial, cell, dense[cell], hits / (double)(N * N));
        }
        coverage_close(coverage);
    }
}

static void the_area_of_a_polygon_is_kept(void **state)
{
    (void)state;
    uint64_t seed = 7;
    Grid big = {.crs = "EPSG:4524", .x0 = 36500000, .y0 = 3450000, .cell_m = 30, .width = 900, .height = 800};
    for (int trial = 0; trial < 10; trial++) {
        Polygon star = star_of(36513500, 3438000, 11900, 40 + (size_t)trial * 50, &seed);
        Coverage *coverage = build(&big, &star, 1, NULL, 0, 2);
        double *dense = dense_shares(coverage, &big, 0);
        double got = sum_of(dense, 900 * 800) * 900, want = area_of(&star);
        if (!(fabs(got / want - 1) < 1e-12)) fail_msg("%.15g, not %.15g", got, want);
        size_t inside_count = 0;
        for (int i = 0; i < 900 * 800; i++) inside_count += dense[i] > 0;
        assert_int_equal(coverage_cells_inside(coverage), inside_count);
        assert_true(coverage_overlap_cells(coverage) == 0);
        coverage_close(coverage);
    }
    coverage_close(NULL);
}

static void a_hole_is_outside_and_a_second_part_inside(void **state)
{
    (void)state;
    Polygon outer = box_of(1150, 3050, 2850, 4850), island = box_of(3025, 2725, 3475, 2975),
            hole = box_of(1500, 3500, 2000, 4000);
    double x[5], y[5]; // the hole runs clockwise
    for (int i = 0; i < 5; i++) {
        x[i] = hole.rings->x[4 - i];
        y[i] = hole.rings->y[4 - i];
    }
    Ring rings[3] = {outer.rings[0], {.count = 5, .x = x, .y = y}, island.rings[0]};
    Polygon all = {.code = "", .name = "", .fault = "", .ring_count = 3, .rings = rings};
    Coverage *coverage = build(&SMALL, &all, 1, NULL, 0, 1);
    double *dense = dense_shares(coverage, &SMALL, 0);
    assert_true(dense[12 * 30 + 7] == 0);       // in the hole
    assert_true(dense[5 * 30 + 1] == 0.5);      // on the west side
    assert_true(dense[20 * 30 + 20] == 0.5625); // 0.75 x 0.75 of the island's north-west corner
    assert_true(fabs(sum_of(dense, 750) * 1e4 - (1700 * 1800 - 500 * 500 + 450 * 250)) < 1e-6);
    coverage_close(coverage);
}

static void a_ring_the_wrong_way_round_is_turned(void **state)
{
    (void)state;
    const double x[4] = {1200, 1200, 2200, 2200}, y[4] = {4000, 4800, 4800, 4000}; // clockwise
    Polygon box = polygon_of(x, y, 4);
    Coverage *coverage = build(&SMALL, &box, 1, NULL, 0, 1);
    assert_int_equal(coverage_cells_inside(coverage), 80);
    coverage_close(coverage);
}

// ---- zones

// The boundary star cut by random crooked lines from its centre into zones that share their borders.
typedef struct Pie {
    Polygon boundary, zones[5];
} Pie;

static Pie pie_of(uint64_t seed, double move)
{
    enum { CORNERS = 30, SLICES = 5, BENDS = 6 };
    double x[CORNERS], y[CORNERS], lx[SLICES][BENDS], ly[SLICES][BENDS], cx = 36513500, cy = 3438000;
    for (int i = 0; i < CORNERS; i++) {
        double angle = 6.283185307179586 * (i + 0.5 * test_random(&seed)) / CORNERS,
               length = 9000 * (0.6 + 0.4 * test_random(&seed));
        x[i] = round(cx + length * cos(angle));
        y[i] = round(cy + length * sin(angle));
    }
    Pie pie = {.boundary = polygon_of(x, y, CORNERS)};
    for (int k = 0; k < SLICES; k++) { // from the centre to corner 6 k, crooked in between
        for (int b = 0; b < BENDS; b++) {
            double share = (double)b / (BENDS - 1),
                   wild = b == 0 || b == BENDS - 1 ? 0 : 400 * (test_random(&seed) - 0.5) + move;
            lx[k][b] = round((cx + (x[(size_t)k * 6] - cx) * share + wild) * 1e3) / 1e3;
            ly[k][b] = round((cy + (y[(size_t)k * 6] - cy) * share - wild) * 1e3) / 1e3;
        }
    }
    for (int k = 0; k < SLICES; k++) { // out along line k, along the boundary, back along line k + 1
        double zx[2 * BENDS + 6], zy[2 * BENDS + 6];
        size_t n = 0;
        for (int b = 0; b < BENDS; b++, n++) zx[n] = lx[k][b], zy[n] = ly[k][b];
        for (int i = 6 * k + 1; i < 6 * k + 6; i++, n++) zx[n] = x[i], zy[n] = y[i];
        for (int b = BENDS - 1; b > 0; b--, n++) zx[n] = lx[(k + 1) % SLICES][b], zy[n] = ly[(k + 1) % SLICES][b];
        pie.zones[k] = polygon_of(zx, zy, n);
    }
    return pie;
}

static const Grid PIE_GRID = {
    .crs = "EPSG:4524", .x0 = 36503000, .y0 = 3448000, .cell_m = 73, .width = 290, .height = 280};

static void zones_that_tile_the_district_add_up_in_every_cell(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        Pie pie = pie_of(seed * 77, 0);
        Coverage *whole = build(&PIE_GRID, &pie.boundary, 1, NULL, 0, 1),
                 *parts = build(&PIE_GRID, &pie.boundary, 1, pie.zones, 5, 2);
        double *want = dense_shares(whole, &PIE_GRID, 0), *got = dense_shares(parts, &PIE_GRID, 5);
        double areas[6] = {0};
        for (int i = 0; i < 290 * 280; i++) {
            double sum = sum_of(&got[(size_t)i * 6], 6);
            if (!(fabs(sum - want[i]) < 1e-12))
                fail_msg("seed %d cell %d: %.15g, not %.15g", (int)seed, i, sum, want[i]);
            assert_true(got[(size_t)i * 6] == 0); // no one's land
            for (int z = 0; z < 6; z++) areas[z] += got[i * 6 + z];
        }
        for (int z = 0; z < 5; z++) assert_true(fabs(areas[z + 1] * 73 * 73 / area_of(&pie.zones[z]) - 1) < 1e-11);
        assert_true(coverage_overlap_cells(parts) < 1e-9);
        coverage_close(whole);
        coverage_close(parts);
    }
}

static void moving_a_border_moves_area_and_loses_none(void **state)
{
    (void)state;
    double first = 0;
    for (int i = 0; i < 6; i++) {
        Pie pie = pie_of(5, 37.7 * i);
        Coverage *coverage = build(&PIE_GRID, &pie.boundary, 1, pie.zones, 5, 1);
        double sum = sum_of(dense_shares(coverage, &PIE_GRID, 5), 290 * 280 * 6);
        if (i == 0) first = sum;
        assert_true(fabs(sum / first - 1) < 1e-12);
        coverage_close(coverage);
    }
}

static void the_shares_do_not_depend_on_the_jobs(void **state)
{
    (void)state;
    Pie pie = pie_of(123, 0);
    Coverage *one = build(&PIE_GRID, &pie.boundary, 1, pie.zones, 5, 1),
             *three = build(&PIE_GRID, &pie.boundary, 1, pie.zones, 5, 3);
    assert_memory_equal(dense_shares(one, &PIE_GRID, 5), dense_shares(three, &PIE_GRID, 5),
                        sizeof(double) * 290 * 280 * 6);
    assert_int_equal(coverage_max_shares(one), coverage_max_shares(three));
    coverage_close(one);
    coverage_close(three);
}

static void what_no_zone_has_is_zone_none(void **state)
{
    (void)state;
    Polygon boundary = box_of(1200, 3000, 3000, 4800), zone = box_of(1200, 3000, 2050, 4800);
    Coverage *coverage = build(&SMALL, &boundary, 1, &zone, 1, 1);
    double *dense = dense_shares(coverage, &SMALL, 1);
    int cell = (5 * 30 + 10) * 2; // x 2000 to 2100: half is the zone's
    assert_true(dense[cell] == 0.5 && dense[cell + 1] == 0.5);
    assert_true(dense[cell + 2] == 1 && dense[cell + 3] == 0);
    assert_true(dense[cell - 2] == 0 && dense[cell - 1] == 1);
    coverage_close(coverage);
}

static void overlapping_zones_are_scaled_down_and_counted(void **state)
{
    (void)state;
    Polygon boundary = box_of(1200, 3000, 3000, 4800);
    Polygon zones[2] = {box_of(1200, 3000, 2200, 4800), box_of(2000, 3000, 3000, 4800)}; // 200 m twice: 36 cells
    Coverage *coverage = build(&SMALL, &boundary, 1, zones, 2, 1);
    double *dense = dense_shares(coverage, &SMALL, 2);
    int cell = (5 * 30 + 10) * 3;
    assert_true(dense[cell] == 0 && dense[cell + 1] == 0.5 && dense[cell + 2] == 0.5);
    assert_true(fabs(coverage_overlap_cells(coverage) - 36) < 1e-9);
    assert_true(fabs(sum_of(dense, 750 * 3) - 18 * 18) < 1e-9);
    coverage_close(coverage);
    zones[1] = box_of(2200, 3000, 3050, 4800); // sticks out into cells that the district does not have
    boundary = box_of(1200, 3000, 3025, 4800);
    coverage = build(&SMALL, &boundary, 1, zones, 2, 1);
    dense = dense_shares(coverage, &SMALL, 2);
    cell = (5 * 30 + 20) * 3;
    assert_true(dense[cell] == 0 && dense[cell + 1] == 0 && dense[cell + 2] == 0.25);
    assert_true(fabs(coverage_overlap_cells(coverage) - 18 * 0.25) < 1e-9);
    coverage_close(coverage);
}

static void a_later_zone_that_is_whole_keeps_the_order(void **state)
{
    (void)state;
    Polygon boundary = box_of(1200, 3000, 3000, 4800);
    Polygon zones[3] = {box_of(1250, 3000, 1500, 4800), box_of(1200, 3000, 3000, 4800), box_of(1275, 3000, 1500, 4800)};
    Coverage *coverage = build(&SMALL, &boundary, 1, zones, 3, 1);
    double *dense = dense_shares(coverage, &SMALL, 3); // checks the order
    int cell = (5 * 30 + 2) * 4;                       // 0.5 + 1 + 0.25
    assert_true(fabs(dense[cell + 1] - 0.5 / 1.75) < 1e-15 && fabs(dense[cell + 2] - 1 / 1.75) < 1e-15);
    assert_true(fabs(dense[cell + 3] - 0.25 / 1.75) < 1e-15);
    coverage_close(coverage);
}

static void a_district_beside_the_grid_has_no_cells(void **state)
{
    (void)state;
    const Polygon far[3] = {box_of(-5000, 3000, -4000, 4000), box_of(1200, 9000, 1300, 9100),
                            box_of(1200, -900, 1300, -800)};
    Coverage *coverage = build(&SMALL, far, 3, far, 3, 1);
    assert_int_equal(coverage_cells_inside(coverage), 0);
    assert_int_equal(coverage_max_shares(coverage), 0);
    assert_true(coverage_is_empty(coverage, 0));
    coverage_close(coverage);
}

static void a_mask_may_be_the_boundary(void **state)
{
    (void)state;
    static double values[30 * 25];
    for (int i = 0; i < 30 * 25; i++) values[i] = (i % 30 + i / 30) % 3 ? 11 : 255;
    TestRaster r = {.name = "mask.tif",
                    .crs = "EPSG:4524",
                    .type = GDT_Byte,
                    .x0 = 1000,
                    .y0 = 5000,
                    .cell_x = 100,
                    .cell_y = 100,
                    .width = 30,
                    .height = 25,
                    .values = values,
                    .nodata = "255"};
    LayerPlan *plan = NULL;
    Coverage *coverage = NULL;
    Err err;
    test_done(layer_plan_open(test_raster(&r), 1, LAYER_CLASS, &SMALL, NULL, &plan, &err), &err);
    test_done(coverage_build_from_mask(&SMALL, plan, NULL, 2, &coverage, &err), &err);
    double *dense = dense_shares(coverage, &SMALL, 0);
    for (int i = 0; i < 30 * 25; i++) assert_true(dense[i] == (values[i] != 255));
    coverage_close(coverage);
    Polygon zone = box_of(1000, 4000, 2550, 5000);
    Polygons zones = {.count = 1, .items = &zone};
    test_done(coverage_build_from_mask(&SMALL, plan, &zones, 1, &coverage, &err), &err);
    dense = dense_shares(coverage, &SMALL, 1);
    for (int i = 0; i < 30 * 25; i++) {
        double in = values[i] != 255, share = i / 30 < 10 ? i % 30 < 15 ? 1 : i % 30 == 15 ? 0.5 : 0 : 0;
        assert_true(dense[(size_t)i * 2] == in * (1 - share) && dense[i * 2 + 1] == in * share);
    }
    coverage_close(coverage);
    unlink(test_path("mask.tif"));
    assert_false(coverage_build_from_mask(&SMALL, plan, NULL, 1, &coverage, &err));
    test_says(&err, ERR_MISSING, "mask.tif");
    layer_plan_close(plan);
}

static void too_many_zones_are_refused(void **state)
{
    (void)state;
    Polygon boundary = box_of(1200, 3000, 3000, 4800);
    Polygons b = {.count = 1, .items = &boundary}, z = {.count = 70000, .items = NULL};
    Coverage *coverage = NULL;
    Err err;
    assert_false(coverage_build(&SMALL, &b, &z, 1, &coverage, &err));
    test_says(&err, ERR_REFUSED, "70000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_agree_with_sampling),
        cmocka_unit_test(the_area_of_a_polygon_is_kept),
        cmocka_unit_test(a_hole_is_outside_and_a_second_part_inside),
        cmocka_unit_test(a_ring_the_wrong_way_round_is_turned),
        cmocka_unit_test(zones_that_tile_the_district_add_up_in_every_cell),
        cmocka_unit_test(moving_a_border_moves_area_and_loses_none),
        cmocka_unit_test(the_shares_do_not_depend_on_the_jobs),
        cmocka_unit_test(what_no_zone_has_is_zone_none),
        cmocka_unit_test(overlapping_zones_are_scaled_down_and_counted),
        cmocka_unit_test(a_later_zone_that_is_whole_keeps_the_order),
        cmocka_unit_test(a_district_beside_the_grid_has_no_cells),
        cmocka_unit_test(a_mask_may_be_the_boundary),
        cmocka_unit_test(too_many_zones_are_refused),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
