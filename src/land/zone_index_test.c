// zone_index_test.c - covered fractions against a clip of each cell by GEOS, and what an index promises of its form.
#include "land/zone_index.h"

#include <math.h>

#include "land/test_maps.h"
#include "land/vector_geos.h"

enum { WIDE = 300, HIGH = 280 };

static const RasterInfo INFO = {
    .width = WIDE, .height = HIGH, .origin_x = 1000, .origin_y = 9000, .cell_x = 10, .cell_y = 7};

static Ring ring_of(const double *x, const double *y, size_t count)
{
    double *to_x = arena_array(test_arena, count + 1, sizeof *to_x), *to_y = arena_array(test_arena, count + 1, 8);
    for (size_t i = 0; i <= count; i++) {
        to_x[i] = INFO.origin_x + INFO.cell_x * x[i % count];
        to_y[i] = INFO.origin_y - INFO.cell_y * y[i % count];
    }
    return (Ring){.count = count + 1, .x = to_x, .y = to_y};
}

// In cells; counter-clockwise on the map, or a hole.
static Ring box(double left, double top, double right, double bottom, bool hole)
{
    const double x[4] = {left, right, right, left}, y[4] = {bottom, bottom, top, top};
    const double hole_x[4] = {left, left, right, right}, hole_y[4] = {bottom, top, top, bottom};
    return hole ? ring_of(hole_x, hole_y, 4) : ring_of(x, y, 4);
}

// A star with random rays, so no ring crosses itself; a hole of the same form within it.
static Polygon star(uint64_t *seed, double x0, double y0, double reach)
{
    enum { RAYS = 23 };
    double x[RAYS], y[RAYS], hole_x[RAYS], hole_y[RAYS];
    for (int i = 0; i < RAYS; i++) {
        double angle = 2 * 3.14159265358979323846 * i / RAYS, ray = reach * (0.4 + 0.6 * test_random(seed));
        x[i] = x0 + ray * cos(angle);
        y[i] = y0 - ray * sin(angle);
        hole_x[RAYS - 1 - i] = x0 + 0.4 * ray * cos(angle);
        hole_y[RAYS - 1 - i] = y0 - 0.4 * ray * sin(angle);
    }
    Ring *rings = arena_array(test_arena, 2, sizeof *rings);
    rings[0] = ring_of(x, y, RAYS);
    rings[1] = ring_of(hole_x, hole_y, RAYS);
    return (Polygon){.ring_count = 2, .rings = rings};
}

static ZoneIndex *build(const Polygon *zones, size_t count, int jobs)
{
    ZoneIndex *index;
    Err err;
    Polygons polygons = {.count = count, .items = zones};
    test_done(zone_index_build(&INFO, &polygons, jobs, &index, &err), &err);
    return index;
}

// A zone's fractions of all cells.
static double *fractions_of(const ZoneIndex *index, uint32_t zone)
{
    double *out = arena_array(test_arena, (size_t)WIDE * HIGH, sizeof *out);
    for (size_t p = 0; p < zone_index_patch_count(index); p++) {
        const ZonePatch *patch = zone_index_patch(index, p);
        for (size_t i = 0; i < patch->piece_count; i++) {
            const ZonePiece *piece = &patch->pieces[i];
            if (piece->zone != zone) continue;
            double *corner = out + patch->window.row * WIDE + patch->window.col;
            for (size_t r = 0; r < piece->run_count; r++) {
                const ZoneRun *run = &piece->runs[r];
                assert_true(run->cell % LATTICE + run->length <= patch->window.width);
                for (int c = 0; c < run->length; c++) corner[run->cell / LATTICE * WIDE + run->cell % LATTICE + c] += 1;
            }
            for (size_t k = 0; k < piece->part_count; k++) {
                assert_true(piece->fractions[k] > 0 && piece->fractions[k] < 1);
                corner[piece->part_cells[k] / LATTICE * WIDE + piece->part_cells[k] % LATTICE] += piece->fractions[k];
            }
        }
    }
    return out;
}

// The naive twin: the area of the cell's part inside the polygon, cut out by GEOS.
static double clipped(Geos *geos, const GEOSGeometry *zone, int col, int row)
{
    double left = INFO.origin_x + INFO.cell_x * col, top = INFO.origin_y - INFO.cell_y * row, area = 0;
    double right = INFO.origin_x + INFO.cell_x * (col + 1), bottom = INFO.origin_y - INFO.cell_y * (row + 1);
    const double x[5] = {left, right, right, left, left}, y[5] = {bottom, bottom, top, top, bottom};
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromArrays_r(geos->handle, x, y, NULL, NULL, 5);
    GEOSGeometry *cell =
        GEOSGeom_createPolygon_r(geos->handle, GEOSGeom_createLinearRing_r(geos->handle, points), NULL, 0);
    GEOSGeometry *cut = GEOSIntersection_r(geos->handle, cell, zone);
    GEOSArea_r(geos->handle, cut, &area);
    GEOSGeom_destroy_r(geos->handle, cut);
    GEOSGeom_destroy_r(geos->handle, cell);
    return area / (INFO.cell_x * INFO.cell_y);
}

static void fractions_are_those_of_a_clip_of_every_cell(void **state)
{
    (void)state;
    uint64_t seed = 20260101;
    Polygon zones[6] = {star(&seed, 30, 40, 20),  star(&seed, 256, 256, 15), star(&seed, 35, 35, 12),
                        star(&seed, 295, 20, 15), star(&seed, 100, 278, 9),  star(&seed, 200.4, 100.6, 0.3)};
    ZoneIndex *index = build(zones, 6, 1);
    Geos geos;
    geos_open(&geos);
    for (uint32_t z = 0; z < 6; z++) {
        double *own = fractions_of(index, z), worst = 0, sum = 0;
        GEOSGeometry *zone = geos_from_polygon(&geos, &zones[z]);
        for (int row = 0; row < HIGH; row++) {
            for (int col = 0; col < WIDE; col++) {
                double off = fabs(own[row * WIDE + col] - clipped(&geos, zone, col, row));
                worst = off > worst ? off : worst;
                sum += own[row * WIDE + col];
            }
        }
        if (worst > 1e-9) fail_msg("zone %u is off by %g", z, worst);
        double area = 0;
        GEOSArea_r(geos.handle, zone, &area);
        area /= INFO.cell_x * INFO.cell_y;
        assert_true(fabs(zone_index_area(index, z) - area) < 1e-9);
        assert_true(z == 3 || z == 4 ? sum < area - 1 : fabs(sum - area) < 1e-9); // these two stick out
        GEOSGeom_destroy_r(geos.handle, zone);
    }
    geos_close(&geos);
    zone_index_close(index);
}

static void whole_rows_are_runs_and_a_zone_outside_has_no_piece(void **state)
{
    (void)state;
    const Ring inside = box(10, 5, 20, 8, false), far = box(-30, 5, -20, 8, false), below = box(0, 290, 9, 299, false);
    const Polygon zones[3] = {
        {.ring_count = 1, .rings = &far}, {.ring_count = 1, .rings = &inside}, {.ring_count = 1, .rings = &below}};
    ZoneIndex *index = build(zones, 3, 1);
    assert_int_equal(zone_index_patch_count(index), 4);
    assert_int_equal(zone_index_piece_count(index), 1);
    const ZonePiece *piece = zone_index_patch(index, 0)->pieces;
    assert_int_equal(piece->zone, 1);
    assert_int_equal(piece->cells, 30);
    assert_int_equal(piece->run_count, 3);
    assert_int_equal(piece->part_count, 0);
    assert_int_equal(piece->runs[2].cell, 7 * LATTICE + 10);
    assert_int_equal(piece->runs[2].length, 10);
    assert_true(zone_index_area(index, 0) == 30 && zone_index_area(index, 2) == 81);
    zone_index_close(index);
}

static void a_border_within_rounding_is_a_border(void **state)
{
    (void)state;
    const Ring ring = box(10 + 2e-14, 5 - 3e-14, 20, 8, false);
    const Polygon zone = {.ring_count = 1, .rings = &ring};
    ZoneIndex *index = build(&zone, 1, 1);
    assert_int_equal(zone_index_patch(index, 0)->pieces->cells, 30);
    assert_int_equal(zone_index_patch(index, 0)->pieces->part_count, 0);
    zone_index_close(index);
}

static void holes_and_overlaps_and_parts_are_each_zones_own(void **state)
{
    (void)state;
    const Ring rings[4] = {box(0, 0, 260, 4, false), box(1, 1, 3, 3, true), box(262, 0, 263.5, 1, false),
                           box(0, 0, 2, 2, false)};
    const Polygon zones[2] = {{.ring_count = 3, .rings = rings}, {.ring_count = 1, .rings = rings + 3}};
    ZoneIndex *index = build(zones, 2, 1);
    double *first = fractions_of(index, 0), *second = fractions_of(index, 1);
    assert_true(first[0] == 1 && first[WIDE + 1] == 0 && first[WIDE + 3] == 1 && first[259] == 1 && first[260] == 0);
    assert_true(first[262] == 1 && fabs(first[263] - 0.5) < 1e-12);
    assert_true(second[0] == 1 && second[WIDE + 1] == 1 && second[2] == 0);
    zone_index_close(index);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    uint64_t seed = 7;
    Polygon zones[20];
    for (int i = 0; i < 20; i++) zones[i] = star(&seed, 300 * test_random(&seed), 280 * test_random(&seed), 60);
    ZoneIndex *one = build(zones, 20, 1), *three = build(zones, 20, 3);
    assert_int_equal(zone_index_piece_count(one), zone_index_piece_count(three));
    for (uint32_t z = 0; z < 20; z++)
        assert_memory_equal(fractions_of(one, z), fractions_of(three, z), (size_t)WIDE * HIGH * sizeof(double));
    zone_index_close(one);
    zone_index_close(three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fractions_are_those_of_a_clip_of_every_cell),
        cmocka_unit_test(whole_rows_are_runs_and_a_zone_outside_has_no_piece),
        cmocka_unit_test(a_border_within_rounding_is_a_border),
        cmocka_unit_test(holes_and_overlaps_and_parts_are_each_zones_own),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
