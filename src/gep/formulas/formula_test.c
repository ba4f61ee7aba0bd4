#include "gep/formulas/formula_testing.h"

#include "gep/service.h"

static void a_sum_of_months_adds_all_twelve(void **state)
{
    (void)state;
    double values[12][2], out[2];
    const double *months[12];
    for (int m = 0; m < 12; m++) {
        values[m][0] = 1 << m;
        values[m][1] = m == 7 ? NAN : 1;
        months[m] = values[m];
    }
    formula_sum12(out, months, 2);
    assert_true(out[0] == 4095 && isnan(out[1]));
}

static void the_longest_arrays_fit(void **state)
{
    (void)state;
    double *values = malloc(FORMULA_MAX * sizeof *values), *out = malloc(FORMULA_MAX * sizeof *out);
    double *cosine = malloc(FORMULA_MAX * sizeof *cosine); // each of just its size, for ASan
    const double *months[12];
    for (int i = 0; i < FORMULA_MAX; i++) values[i] = 60;
    for (int m = 0; m < 12; m++) months[m] = values;
    formula_sum12(out, months, FORMULA_MAX);
    for (int i = 0; i < FORMULA_MAX; i++) assert_true(out[i] == 720);
    formula_sin_cos(out, cosine, values, FORMULA_MAX);
    assert_near(cosine[FORMULA_MAX - 1], 0.5, 1e-15);
    free(values);
    free(out);
    free(cosine);
}

static void angles_are_in_degrees(void **state)
{
    (void)state;
    double angle[] = {0, 30, 90, NAN}, sine[4], cosine[4];
    formula_sin_cos(sine, cosine, angle, 4);
    assert_true(sine[0] == 0 && cosine[0] == 1);
    assert_near(sine[1], 0.5, 1e-15);
    assert_near(cosine[1], sqrt(3) / 2, 1e-15);
    assert_near(sine[2], 1, 1e-15);
    assert_near(cosine[2], 0, 1e-15);
    assert_true(isnan(sine[3]) && isnan(cosine[3]));
    formula_sin_cos(sine, NULL, angle + 1, 1);
    assert_near(sine[0], 0.5, 1e-15);
}

static void a_limit_keeps_missing_values(void **state)
{
    (void)state;
    assert_true(formula_clamp(-1, 0, 1) == 0 && formula_clamp(2, 0, 1) == 1 && formula_clamp(0.3, 0, 1) == 0.3);
    assert_true(isnan(formula_clamp(NAN, 0, 1)));
}

static void a_chunk_of_cells_fits(void **state)
{
    (void)state;
    assert_int_equal(FORMULA_MAX, CHUNK);
    double days = 0;
    for (int m = 0; m < 12; m++) {
        days += formula_month_days[m];
        assert_true(formula_month_middle[m] > 30.4 * m && formula_month_middle[m] < 30.4 * (m + 1));
    }
    assert_true(days == 365.25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sum_of_months_adds_all_twelve), cmocka_unit_test(the_longest_arrays_fit),
        cmocka_unit_test(angles_are_in_degrees),           cmocka_unit_test(a_limit_keeps_missing_values),
        cmocka_unit_test(a_chunk_of_cells_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
