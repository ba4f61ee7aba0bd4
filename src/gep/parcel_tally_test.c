// parcel_tally_test.c - sums of parcels in one lattice cell against a plain loop over zones and cells.
#include "gep/parcel_tally.h"

#include <stdlib.h>

#include "land/test_maps.h"

enum { WIDE = 70, HIGH = 50, ZONES = 9, COLUMNS = PARCEL_SLOTS + 2 };

static const RasterInfo INFO = {
    .width = WIDE, .height = HIGH, .origin_x = 0, .origin_y = HIGH, .cell_x = 1, .cell_y = 1};

// Rectangles that overlap, and reach out of the map.
static ZoneIndex *rectangles(void)
{
    uint64_t seed = 5;
    Polygon *zones = arena_array(test_arena, ZONES, sizeof *zones);
    for (int i = 0; i < ZONES; i++) {
        double west = -10 + 70 * test_random(&seed), south = -10 + 50 * test_random(&seed);
        double east = west + 30 * test_random(&seed), north = south + 30 * test_random(&seed);
        const double corners[2][5] = {{west, east, east, west, west}, {south, south, north, north, south}};
        Ring *ring = arena_alloc(test_arena, sizeof *ring);
        double *x = arena_array(test_arena, 5, sizeof *x), *y = arena_array(test_arena, 5, sizeof *y);
        for (int k = 0; k < 5; k++) {
            x[k] = corners[0][k];
            y[k] = corners[1][k];
        }
        *ring = (Ring){.count = 5, .x = x, .y = y};
        zones[i] = (Polygon){.ring_count = 1, .rings = ring};
    }
    ZoneIndex *index;
    Err err;
    test_done(zone_index_build(&INFO, &(Polygons){.count = ZONES, .items = zones}, 1, &index, &err), &err);
    return index;
}

typedef struct Land {
    double area[WIDE * HIGH], covered[WIDE * HIGH], density[WIDE * HIGH], share[ZONES][WIDE * HIGH];
} Land;

static Land *random_land(const ZoneIndex *index)
{
    uint64_t seed = 6;
    Land *land = arena_alloc(test_arena, sizeof *land);
    for (int i = 0; i < WIDE * HIGH; i++) {
        land->area[i] = 1 + test_random(&seed);
        land->covered[i] = test_random(&seed) < 0.2 ? test_random(&seed) : 1;
        land->density[i] = test_random(&seed) < 0.1 ? 0 : test_random(&seed) - 0.3;
    }
    const ZonePatch *patch = zone_index_patch(index, 0);
    for (size_t p = 0; p < patch->piece_count; p++) {
        const ZonePiece *piece = &patch->pieces[p];
        double *share = land->share[piece->zone];
        for (uint32_t r = 0; r < piece->run_count; r++) {
            for (int c = 0; c < piece->runs[r].length; c++)
                share[piece->runs[r].cell / LATTICE * WIDE + piece->runs[r].cell % LATTICE + c] = 1;
        }
        for (uint32_t k = 0; k < piece->part_count; k++)
            share[piece->part_cells[k] / LATTICE * WIDE + piece->part_cells[k] % LATTICE] = piece->fractions[k];
    }
    return land;
}

// The cells of the district, two rows at a time.
static void give_cells(ParcelTally *tally, const Land *land)
{
    uint16_t cell[2 * WIDE];
    double area[2 * WIDE], covered[2 * WIDE], density[2 * WIDE];
    parcel_tally_start(tally, 0);
    for (int first = 0; first < WIDE * HIGH; first += 2 * WIDE) {
        for (int i = 0; i < 2 * WIDE; i++) {
            cell[i] = (uint16_t)((first + i) / WIDE * LATTICE + (first + i) % WIDE);
            area[i] = land->area[first + i];
            covered[i] = land->covered[first + i];
            density[i] = land->density[first + i];
        }
        Chunk chunk = {.count = 2 * WIDE, .cell = cell, .area_m2 = area};
        parcel_tally_chunk(tally, &chunk, covered);
        parcel_tally_add(tally, PARCEL_SLOTS, density);
        parcel_tally_add(tally, PARCEL_SLOTS, density); // adds up
    }
}

static double expected(const Land *land, int zone, int column)
{
    double sum = 0;
    for (int i = 0; i < WIDE * HIGH; i++) {
        double wanted = 0;
        for (int z = 0; z < ZONES; z++) wanted += land->share[z][i];
        double scale = wanted > land->covered[i] ? land->covered[i] / wanted : 1;
        double amount = column == PARCEL_CELLS     ? 1
                        : column == PARCEL_AREA_M2 ? land->area[i]
                        : column == PARCEL_SLOTS   ? 2 * land->density[i] * land->area[i]
                                                   : 0;
        sum += land->share[zone][i] * scale * amount;
    }
    return sum;
}

static void sums_are_those_of_a_plain_loop(void **state)
{
    (void)state;
    ZoneIndex *index = rectangles();
    ParcelPlan parcels = {.count = ZONES, .index = index, .column_count = COLUMNS};
    ParcelTally *tally = parcel_tally_open(&parcels);
    Land *land = random_land(index);
    double *to = arena_array(test_arena, ZONES * COLUMNS, sizeof *to);
    for (int round = 1; round <= 2; round++) { // the second begins with clean cells
        give_cells(tally, land);
        double *sums = parcel_tally_end(tally);
        parcel_sums_add(&parcels, 0, sums, to);
        free(sums);
        for (int z = 0; z < ZONES; z++) {
            for (int c = 0; c < COLUMNS; c++) {
                double want = round * expected(land, z, c), got = to[z * COLUMNS + c];
                if (fabs(got - want) > 1e-9 * (1 + fabs(want)))
                    fail_msg("zone %d column %d: %g, not %g", z, c, got, want);
            }
        }
    }
    parcel_tally_close(tally);
    zone_index_close(index);
}

static void where_no_parcel_lies_there_is_nothing_to_add(void **state)
{
    (void)state;
    ZoneIndex *index;
    Err err;
    test_done(zone_index_build(&INFO, &(Polygons){0}, 1, &index, &err), &err);
    ParcelPlan parcels = {.index = index, .column_count = COLUMNS};
    ParcelTally *tally = parcel_tally_open(&parcels);
    give_cells(tally, random_land(index));
    assert_null(parcel_tally_end(tally));
    parcel_sums_add(&parcels, 0, NULL, NULL);
    parcel_tally_close(tally);
    parcel_tally_close(parcel_tally_open(NULL));
    zone_index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_a_plain_loop),
        cmocka_unit_test(where_no_parcel_lies_there_is_nothing_to_add),
    };
    return cmocka_run_group_tests_name("parcel_tally", tests, test_open, test_close);
}
