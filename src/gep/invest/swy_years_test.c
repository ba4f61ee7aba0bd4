#include "gep/invest/swy_years.h"

#include "gep/invest/swy_quickflow.h"
#include "gep/invest/swy_testing.h"

static bool same(float a, float b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void check_quickflow(const SwyTest *test, size_t cell, int m)
{
    float events = test->zone[cell] < 0 ? NAN : test->events[test->zone[cell] * SWY_MONTHS + m], wanted;
    swy_quickflow(1, &test->rain[m][cell], &events, &test->retention[cell], &test->stream[cell], &wanted);
    if (!same(test->quick[m][cell], wanted))
        fail_msg("cell %zu, month %d: %g, not %g", cell, m, (double)test->quick[m][cell], (double)wanted);
}

static void check_year(const SwyTest *test, size_t cell, int m)
{
    const SwyYear *year = swy_year_of(&test->years, cell);
    assert_true(same(year->rain[m], test->rain[m][cell]));
    assert_true(same(year->et0[m], test->et0[m][cell]));
    assert_true(same(year->quick[m], test->quick[m][cell]));
    assert_int_equal(year->land, test->land[cell]);
}

// Whether climate is coarse or every cell has its own, each cell has what it would have alone.
static void every_cell_has_its_own_months(void **state)
{
    (void)state;
    for (int index = 0; index < TEST_DEMS; index += 5) {
        for (int block = 1; block <= 7; block += 3) {
            SwyTest test = swy_test(index, index % 2 == 0, block);
            for (size_t cell = 0; cell < test.dem.cells; cell++) {
                for (int m = 0; m < SWY_MONTHS; m++) check_quickflow(&test, cell, m);
                assert_int_equal(test.years.index[cell] != SWY_NO_YEAR, test.reached[cell]);
                for (int m = 0; m < SWY_MONTHS && test.reached[cell]; m++) check_year(&test, cell, m);
            }
            swy_years_close(&test.years);
            arena_reset(test_arena);
        }
    }
}

static void coarse_climate_is_kept_once(void **state)
{
    (void)state;
    SwyTest test = swy_test(8 * TEST_KINDS, true, 20); // 40 x 37, no holes
    uint32_t most = 0;
    for (size_t cell = 0; cell < (size_t)SWY_GROUP * 40; cell++)
        if (test.reached[cell] && test.years.index[cell] > most) most = test.years.index[cell];
    assert_true(most < 80); // of 640 cells
    swy_years_close(&test.years);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_has_its_own_months),
        cmocka_unit_test(coarse_climate_is_kept_once),
    };
    return cmocka_run_group_tests(tests, test_open, test_close);
}
