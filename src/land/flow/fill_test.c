#include "land/flow/fill.h"

#include "land/flow/test_flow.h"

// The definition, cell by cell until nothing changes (Planchon & Darboux 2002, Catena 46:159, without their epsilon).
static void fill_slowly(const TestDem *dem, float *out)
{
    bool changed = true;
    for (size_t i = 0; i < dem->cells; i++) {
        bool out_here = isnan(dem->z[i]) || test_way_out(dem->z, dem->width, dem->height, i);
        out[i] = out_here ? dem->z[i] : INFINITY;
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < dem->cells; i++) {
            size_t next;
            for (int k = 0; k < 8; k++) {
                if (!test_neighbour(dem->width, dem->height, i, k, &next) || isnan(out[next])) continue;
                float level = out[next] > dem->z[i] ? out[next] : dem->z[i];
                if (!(level < out[i])) continue;
                out[i] = level;
                changed = true;
            }
        }
    }
}

static void filling_is_its_definition(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        float *fast = arena_array(test_arena, dem.cells, sizeof *fast), *slow = arena_array(test_arena, dem.cells, 4);
        fill_depressions(dem.z, dem.width, dem.height, fast);
        fill_slowly(&dem, slow);
        for (size_t i = 0; i < dem.cells; i++) assert_true(isnan(dem.z[i]) ? isnan(fast[i]) : fast[i] == slow[i]);
    }
}

static void doubles_are_filled_like_floats_and_keep_their_digits(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        float *single = arena_array(test_arena, dem.cells, sizeof *single);
        double *exact = arena_array(test_arena, dem.cells, sizeof *exact);
        for (size_t i = 0; i < dem.cells; i++) exact[i] = 1e-9 * (double)dem.z[i] + 1000; // floats there: 6e-5 apart
        fill_depressions(dem.z, dem.width, dem.height, single);
        fill_depressions_exact(exact, dem.width, dem.height, exact);
        for (size_t i = 0; i < dem.cells; i++)
            assert_true(isnan(single[i]) ? isnan(exact[i]) : exact[i] == 1e-9 * (double)single[i] + 1000);
    }
    const double odd[] = {-0.0, INFINITY, NAN, -1e300, 5e-324};
    double filled[5];
    fill_depressions_exact(odd, 5, 1, filled);
    assert_true(filled[0] == 0 && !signbit(filled[0]) && isnan(filled[1]) && isnan(filled[2]));
    assert_true(filled[3] == -1e300 && filled[4] == 5e-324);
}

static void a_filled_surface_is_never_lower_and_stays_as_it_is(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) {
        TestDem dem = test_dem(d);
        float *once = arena_array(test_arena, dem.cells, sizeof *once), *twice = arena_array(test_arena, dem.cells, 4);
        fill_depressions(dem.z, dem.width, dem.height, once);
        fill_depressions(once, dem.width, dem.height, twice);
        for (size_t i = 0; i < dem.cells; i++) assert_false(once[i] < dem.z[i]);
        assert_memory_equal(once, twice, dem.cells * sizeof *once);
    }
}

static void filling_in_place_and_transposed_is_the_same(void **state)
{
    (void)state;
    for (int d = 0; d < TEST_DEMS; d++) { // another order of rows and columns is another order of all queues
        TestDem dem = test_dem(d);
        float *plain = arena_array(test_arena, dem.cells, sizeof *plain),
              *other = arena_array(test_arena, dem.cells, 4);
        size_t w = (size_t)dem.width, h = (size_t)dem.height;
        fill_depressions(dem.z, dem.width, dem.height, plain);
        for (size_t i = 0; i < dem.cells; i++) other[(w - 1 - i % w) * h + i / w] = dem.z[i];
        fill_depressions(other, dem.height, dem.width, other);
        for (size_t i = 0; i < dem.cells; i++)
            assert_memory_equal(&other[(w - 1 - i % w) * h + i / w], &plain[i], sizeof *plain);
    }
}

static void a_lake_rises_to_its_sill(void **state)
{
    (void)state;
    const float z[] = {9, 9, 9, 9, 9, //
                       9, 1, 2, 9, 9, //
                       9, 3, 9, 5, 4, //
                       9, 9, 9, 9, 9};
    const float want[] = {9, 9, 9, 9, 9, //
                          9, 5, 5, 9, 9, //
                          9, 5, 9, 5, 4, //
                          9, 9, 9, 9, 9};
    float filled[20];
    fill_depressions(z, 5, 4, filled);
    assert_memory_equal(filled, want, sizeof want);
}

static void water_leaves_at_a_hole_and_infinities_are_holes(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        float z[49], filled[49];
        for (int i = 0; i < 49; i++) z[i] = i / 7 == 0 || i / 7 == 6 || i % 7 == 0 || i % 7 == 6 ? 9 : 2;
        z[24] = kind == 0 ? NAN : kind == 1 ? INFINITY : -INFINITY;
        fill_depressions(z, 7, 7, filled);
        for (int i = 0; i < 49; i++) assert_true(i == 24 ? isnan(filled[i]) : filled[i] == z[i]);
    }
}

static void a_large_hill_stays_as_it_is(void **state)
{
    (void)state;
    enum { SIDE = 420, CELLS = SIDE * SIDE };
    float *z = arena_array(test_arena, CELLS, sizeof *z), *filled = arena_array(test_arena, CELLS, sizeof *filled);
    for (int i = 0; i < CELLS; i++) {
        int row = i / SIDE - SIDE / 2, col = i % SIDE - SIDE / 2;
        z[i] = (float)(1e6 - row * row - col * col);
    }
    fill_depressions(z, SIDE, SIDE, filled);
    assert_memory_equal(filled, z, CELLS * sizeof *z);
}

static void minus_zero_becomes_zero(void **state)
{
    (void)state;
    float z[9] = {-0.0F, -0.0F, -0.0F, -0.0F, -0.0F, -0.0F, -0.0F, -0.0F, -0.0F}, zero[9] = {0};
    fill_depressions(z, 3, 3, z);
    assert_memory_equal(z, zero, sizeof z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling_is_its_definition),
        cmocka_unit_test(doubles_are_filled_like_floats_and_keep_their_digits),
        cmocka_unit_test(a_filled_surface_is_never_lower_and_stays_as_it_is),
        cmocka_unit_test(filling_in_place_and_transposed_is_the_same),
        cmocka_unit_test(a_lake_rises_to_its_sill),
        cmocka_unit_test(water_leaves_at_a_hole_and_infinities_are_holes),
        cmocka_unit_test(a_large_hill_stays_as_it_is),
        cmocka_unit_test(minus_zero_becomes_zero),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
